/* The address after the #: what somebody sees, written so that the same page shows it again. */
import { FACETS } from "./rows.js";

/**
 * @typedef {object} Link
 * @property {{zoom: number, lat: number, lng: number} | null} view
 * @property {string | null} incident its id
 * @property {string | null} tab
 * @property {string} text
 * @property {[number, number] | null} time
 * @property {boolean} undated
 * @property {Record<import("./rows.js").FacetName, string[]>} chosen
 * @property {import("../types").Box | null} box
 * @property {boolean} table
 * @property {string | null} sort
 * @property {boolean} follow
 * @property {Record<string, boolean>} layers those that are not as the page begins
 */

const LAYERS = ["areas", "places", "working", "toll", "density"];

/** Places after the decimal point that tell a quarter of a pixel. @param {number} zoom */
const places = (zoom) => Math.max(2, Math.ceil(Math.log10((256 * 2 ** zoom) / 360)) + 1);

/** @param {Link} link */
export function write(link) {
  const values = new URLSearchParams();
  const { view } = link;
  if (view) {
    const digits = places(view.zoom);
    values.set("map", `${view.zoom}/${view.lat.toFixed(digits)}/${view.lng.toFixed(digits)}`);
  }
  if (link.incident) values.set("incident", link.incident);
  if (link.tab && link.tab !== "incidents") values.set("tab", link.tab);
  if (link.text) values.set("q", link.text);
  if (link.time) values.set("time", link.time.map(Math.round).join("_"));
  if (!link.undated) values.set("undated", "0");
  for (const name of FACETS) for (const value of link.chosen[name]) values.append(name, value);
  if (link.box) values.set("box", link.box.map((value) => +value.toFixed(4)).join("_"));
  if (link.table) values.set("table", "1");
  if (link.sort) values.set("sort", link.sort);
  if (link.follow) values.set("follow", "1");
  for (const name of LAYERS) if (name in link.layers) values.set(name, link.layers[name] ? "1" : "0");
  return values.toString();
}

/** The latest time that a Date can hold. */
const MOST_MS = 8.64e15;

/** @param {string | null} text @returns {[number, number] | null} */
function readTime(text) {
  const [from, to] = (text || "")
    .match(/^(-?\d{1,16})[-_](-?\d{1,16})$/)
    ?.slice(1)
    .map(Number) ?? [NaN, NaN];
  return from <= to && Math.abs(from) <= MOST_MS && Math.abs(to) <= MOST_MS ? [from, to] : null;
}

/** @param {string | null} text */
function readView(text) {
  const [zoom, lat, lng] = (text || "").split("/").map(Number);
  if (![zoom, lat, lng].every(Number.isFinite)) return null;
  return { zoom: Math.max(0, Math.min(19, zoom)), lat: Math.max(-85, Math.min(85, lat)), lng };
}

/** @param {string | null} text @returns {import("../types").Box | null} */
function readBox(text) {
  const edges = (text || "").split("_").map(Number);
  const [west, south, east, north] = edges;
  return edges.length === 4 && edges.every(Number.isFinite) && west < east && south < north
    ? [west, south, east, north]
    : null;
}

/** What a fragment asks for; whatever cannot be read is left out. @param {string} fragment @returns {Link} */
export function read(fragment) {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  return {
    view: readView(values.get("map")),
    incident: values.get("incident"),
    tab: values.get("tab"),
    text: values.get("q") || "",
    time: readTime(values.get("time")),
    undated: values.get("undated") !== "0",
    chosen: /** @type {any} */ (Object.fromEntries(FACETS.map((name) => [name, values.getAll(name)]))),
    box: readBox(values.get("box")),
    table: values.get("table") === "1",
    sort: values.get("sort"),
    follow: values.get("follow") === "1",
    layers: Object.fromEntries(
      LAYERS.filter((name) => values.has(name)).map((name) => [name, values.get(name) === "1"]),
    ),
  };
}
