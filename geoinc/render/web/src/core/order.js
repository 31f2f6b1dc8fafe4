/* Orders: in which the list and the table show their rows. */
/** @import { Box } from "../types" */
/** @import { Rows } from "./rows.js" */
import { metres } from "./projection.js";

/** @typedef {"main" | "date" | "killed" | "radius" | "distance" | "title" | "type" | "where" | "source" | "file"} SortKey */
/** @typedef {{key: SortKey, down: boolean}} Sort */

/** What can be sorted by, what it is called, and whether it begins with the greatest. @type {Record<SortKey, {label: string, down: boolean}>} */
export const SORTS = {
  main: { label: "Main events, by toll", down: false },
  date: { label: "Date", down: true },
  killed: { label: "Killed", down: true },
  radius: { label: "How well located", down: false },
  distance: { label: "Distance from the map's middle", down: false },
  title: { label: "Title", down: false },
  type: { label: "Type", down: false },
  where: { label: "Place", down: false },
  source: { label: "Source", down: false },
  file: { label: "As in the file", down: false },
};

/** @param {string | null} text as in "-date" @returns {Sort | null} */
export function readSort(text) {
  const key = (text || "").replace(/^-/, "");
  return Object.hasOwn(SORTS, key) ? { key: /** @type {SortKey} */ (key), down: text !== key } : null;
}
/** @param {Sort} sort */
export const writeSort = ({ key, down }) => (down ? "-" : "") + key;

const collator = new Intl.Collator("en");

/** @param {string | number} x @param {string | number} y */
const compare = (x, y) =>
  typeof x === "string" && typeof y === "string" ? collator.compare(x, y) : x === y ? 0 : x < y ? -1 : 1;

/** Background last, what has no place before it, then by toll, most first. @param {Rows} rows @param {number} i */
const mainKey = (rows, i) =>
  (rows.isBackground(i) ? 2 : rows.hasPlace(i) ? 0 : 1) * 1e6 - rows.killed[i] * (rows.isBackground(i) ? 0 : 1);

/**
 * What a row sorts by; NaN stands last whichever way it goes.
 * @param {Rows} rows
 * @param {SortKey} key
 * @param {{lat: number, lng: number} | null} middle
 * @param {{titles: string[], places: string[]} | null} texts
 * @returns {(i: number) => string | number}
 */
function keyOf(rows, key, middle, texts) {
  const { facets } = rows;
  /** @type {Record<SortKey, (i: number) => string | number>} */
  const keys = {
    main: (i) => mainKey(rows, i),
    date: (i) => rows.t0[i],
    killed: (i) => rows.killed[i],
    radius: (i) => rows.radius[i],
    distance: (i) => (middle ? metres(middle, { lat: rows.lat[i], lng: rows.lon[i] }) : NaN),
    title: (i) => texts?.titles[i] ?? "",
    type: (i) => facets.type.of(i)[0] || "",
    where: (i) => texts?.places[i] ?? "",
    source: (i) => facets.source.of(i)[0] || "",
    file: (i) => i,
  };
  return keys[key];
}

/** Whether an order needs the words of all rows. @param {SortKey} key */
const needsTexts = (key) => key === "title" || key === "where";

/**
 * Rows in an order.
 * @param {Rows} rows
 * @param {ArrayLike<number>} shown
 * @param {Sort} sort
 * @param {{lat: number, lng: number} | null} middle what distances are measured from
 * @returns {Promise<number[]>}
 */
export async function order(rows, shown, { key, down }, middle) {
  const all = Array.from(shown);
  if (key === "file") return down ? all.reverse() : all;
  const texts = needsTexts(key) ? await rows.texts() : null;
  const of = keyOf(rows, key, middle, texts);
  const keys = new Map(all.map((i) => [i, of(i)]));
  const value = (/** @type {number} */ i) => /** @type {string | number} */ (keys.get(i));
  const sign = down ? -1 : 1;
  const missing = (/** @type {number} */ i) => (Number.isNaN(value(i)) || value(i) === "" ? 1 : 0);
  return all.sort((x, y) => missing(x) - missing(y) || sign * compare(value(x), value(y)) || x - y);
}

/** The rows that lie in a box. @param {Rows} rows @param {ArrayLike<number>} shown @param {Box} box */
export const within = ({ lon, lat }, shown, [west, south, east, north]) =>
  Array.from(shown).filter((i) => lon[i] >= west && lon[i] <= east && lat[i] >= south && lat[i] <= north);
