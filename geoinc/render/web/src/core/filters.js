/* Filters: each row carries one bit for every filter it fails, so that counts cost a single pass. */
/** @import { Box, Incident, Whereabouts } from "../types" */
/** @import { FacetName, Rows } from "./rows.js" */
import { FACETS } from "./rows.js";
import { fold } from "./text.js";

/** @typedef {FacetName | "time" | "text" | "box"} FilterName */
/** @type {FilterName[]} */
export const FILTERS = ["time", "text", "box", ...FACETS];

const BITS = /** @type {Record<FilterName, number>} */ (
  Object.fromEntries(FILTERS.map((name, position) => [name, 1 << position]))
);

/**
 * What is asked for.
 * @typedef {object} Filter
 * @property {[number, number] | null} time milliseconds, both ends included
 * @property {boolean} undated whether incidents without a date stay
 * @property {string} text the words searched for
 * @property {Set<number> | null} found the rows that the search found
 * @property {Box | null} box where incidents must lie
 * @property {Record<FacetName, Set<string>>} chosen
 */

/** @returns {Filter} */
export const noFilter = () => ({
  time: null,
  undated: true,
  text: "",
  found: null,
  box: null,
  chosen: /** @type {Record<FacetName, Set<string>>} */ (Object.fromEntries(FACETS.map((name) => [name, new Set()]))),
});

/** The filters that narrow anything down. @param {Filter} filter @returns {FilterName[]} */
export const active = (filter) =>
  FILTERS.filter((name) => {
    if (name === "time") return filter.time !== null || !filter.undated;
    if (name === "text") return filter.text !== "";
    if (name === "box") return filter.box !== null;
    return filter.chosen[name].size > 0;
  });

/** Which rows pass which filters. */
export class Sieve {
  /** @param {Rows} rows */
  constructor(rows) {
    this.rows = rows;
    this.fails = new Uint16Array(rows.n);
    this.room = new Uint32Array(rows.n);
  }

  /**
   * Mark what fails the changed filters (all where none is named), and return the rows that pass everything.
   * @param {Filter} filter
   * @param {FilterName} [changed]
   */
  apply(filter, changed) {
    for (const name of changed ? [changed] : FILTERS) {
      if (name === "time") this.#time(filter);
      else if (name === "text") this.#text(filter);
      else if (name === "box") this.#box(filter);
      else this.#facet(name, filter.chosen[name]);
    }
    let count = 0;
    const { fails, room } = this;
    for (let i = 0; i < this.rows.n; i++) if (fails[i] === 0) room[count++] = i;
    return room.subarray(0, count);
  }

  /** @param {Filter} filter */
  #time({ time, undated }) {
    const { t0, t1, n } = this.rows;
    const { fails } = this;
    const bit = BITS.time;
    const from = time ? time[0] : -Infinity;
    const to = time ? time[1] : Infinity;
    for (let i = 0; i < n; i++) {
      const start = t0[i];
      const fail = start !== start ? !undated : t1[i] < from || start > to;
      fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
    }
  }

  /** @param {Filter} filter */
  #text({ found }) {
    const { fails } = this;
    for (let i = 0; i < this.rows.n; i++)
      fails[i] = found !== null && !found.has(i) ? fails[i] | BITS.text : fails[i] & ~BITS.text;
  }

  /** @param {Filter} filter */
  #box({ box }) {
    const { lon, lat, n } = this.rows;
    const { fails } = this;
    const [west, south, east, north] = box || [-Infinity, -Infinity, Infinity, Infinity];
    for (let i = 0; i < n; i++) {
      const inside = box === null || (lon[i] >= west && lon[i] <= east && lat[i] >= south && lat[i] <= north);
      fails[i] = inside ? fails[i] & ~BITS.box : fails[i] | BITS.box;
    }
  }

  /** @param {FacetName} name @param {Set<string>} chosen */
  #facet(name, chosen) {
    const { pointer, index, values, numbers } = this.rows.facets[name];
    const { fails } = this;
    const { n } = this.rows;
    const bit = BITS[name];
    if (!chosen.size) {
      for (let i = 0; i < n; i++) fails[i] &= ~bit;
      return;
    }
    const allowed = new Uint8Array(values.length);
    chosen.forEach((value) => {
      const at = numbers.get(value);
      if (at !== undefined) allowed[at] = 1;
    });
    for (let i = 0; i < n; i++) {
      let fail = true;
      for (let k = pointer[i], end = pointer[i + 1]; fail && k < end; k++) if (allowed[index[k]]) fail = false;
      fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
    }
  }

  /** Whether a row passes everything. @param {number} i */
  passes(i) {
    return this.fails[i] === 0;
  }

  /** A test of rows: do they pass all filters but this one. @param {FilterName} name */
  passing(name) {
    const { fails } = this;
    const others = ~BITS[name];
    return (/** @type {number} */ i) => (fails[i] & others) === 0;
  }

  /** How many rows would pass if this filter were lifted. @param {FilterName} name */
  without(name) {
    const { fails } = this;
    const others = ~BITS[name];
    let count = 0;
    for (let i = 0; i < this.rows.n; i++) if ((fails[i] & others) === 0) count++;
    return count;
  }

  /** How many rows each value of a facet would show, the facet's own choice aside. @param {FacetName} name */
  counts(name) {
    const { pointer, index, values } = this.rows.facets[name];
    const { fails } = this;
    const others = ~BITS[name];
    const found = new Uint32Array(values.length);
    for (let i = 0; i < this.rows.n; i++) {
      if (fails[i] & others) continue;
      for (let k = pointer[i], end = pointer[i + 1]; k < end; k++) found[index[k]]++;
    }
    return found;
  }
}

/**
 * The rows whose title, place, sentences or actors hold all the words asked for; null where nothing is asked.
 * @param {Rows} rows
 * @param {string} asked
 * @param {(incident: Incident) => {where: Whereabouts, sentences: string[]}} wordsOf
 * @param {() => boolean} [givenUp] whether nobody waits for it any more
 */
export async function search(rows, asked, wordsOf, givenUp = () => false) {
  const words = fold(asked).split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  /** @type {Set<number>} */
  const found = new Set();
  await rows.each((incident, i) => {
    const { where, sentences } = wordsOf(incident);
    const actors = (incident.ac || []).map((actor) => actor.n);
    const all = fold([incident.n, where.text, ...sentences, ...actors].join(" \n "));
    if (words.every((word) => all.includes(word))) found.add(i);
    return givenUp();
  });
  return found;
}
