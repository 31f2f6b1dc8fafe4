/* Filters: each row carries one bit for every filter it fails, so that counts cost a single pass. */
/** @import { Incident, Whereabouts } from "../types" */
/** @import { FacetName, Rows } from "./rows.js" */
import { FACETS } from "./rows.js";
import { fold } from "./text.js";

/** @typedef {FacetName | "time" | "text"} FilterName */
/** @type {FilterName[]} */
export const FILTERS = ["time", "text", ...FACETS];

/** @type {Record<FilterName, number>} */
const BITS = { time: 1, text: 2, type: 4, actor: 8, source: 16, precision: 32, status: 64 };

/**
 * What is asked for.
 * @typedef {object} Filter
 * @property {[number, number] | null} time milliseconds, both ends included
 * @property {boolean} undated whether incidents without a date stay
 * @property {string} text the words searched for
 * @property {Set<number> | null} found the rows that the search found
 * @property {Record<FacetName, Set<string>>} chosen
 */

/** @returns {Filter} */
export const noFilter = () => ({
  time: null,
  undated: true,
  text: "",
  found: null,
  chosen: {
    type: new Set(),
    actor: new Set(),
    source: new Set(),
    precision: new Set(),
    status: new Set(),
  },
});

/** @param {Filter} filter */
export const isActive = (filter) =>
  Boolean(filter.time || !filter.undated || filter.text || FACETS.some((name) => filter.chosen[name].size));

/** Which rows pass which filters. */
export class Sieve {
  /** @param {Rows} rows */
  constructor(rows) {
    this.rows = rows;
    this.fails = new Uint8Array(rows.n);
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
 */
export async function search(rows, asked, wordsOf) {
  const words = fold(asked).split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  /** @type {Set<number>} */
  const found = new Set();
  await rows.each((incident, i) => {
    const { where, sentences } = wordsOf(incident);
    const actors = (incident.ac || []).map((actor) => actor.n);
    const all = fold([incident.n, where.text, ...sentences, ...actors].join(" \n "));
    if (words.every((word) => all.includes(word))) found.add(i);
  });
  return found;
}
