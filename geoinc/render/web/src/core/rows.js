/* Rows: every incident as a row of typed arrays, whether the file holds objects or columns. */
/** @import { Incident, PageData, Whereabouts } from "../types" */
import { CLASSES, classOf } from "./classes.js";
import { toll } from "./figures.js";
import { nearLon } from "./projection.js";

const NO_CLASS = 255;
const MOST_KILLED = 65_535;

/** Values of several kinds per row (types, actors, sources): row i has `values[index[pointer[i] … pointer[i + 1]]]`. */
export class Facet {
  /**
   * @param {string} name
   * @param {string} label
   * @param {string[]} [order] all its values, where they have an order of their own
   */
  constructor(name, label, order) {
    this.name = name;
    this.label = label;
    this.ordered = order !== undefined;
    /** @type {string[]} */
    this.values = [];
    /** @type {Map<string, number>} */
    this.numbers = new Map();
    /** What a value belongs to (an actor's side), where that is known. @type {Map<string, string>} */
    this.groups = new Map();
    for (const value of order || []) this.number(value);
    this.pointer = new Uint32Array(1);
    this.index = new Uint32Array(0);
  }

  /** The number of a value, given at its first use. @param {string} value */
  number(value) {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.numbers.set(value, this.values.length);
    return this.values.push(value) - 1;
  }

  /** @param {string[][]} rows */
  fill(rows) {
    this.pointer = new Uint32Array(rows.length + 1);
    /** @type {number[]} */
    const all = [];
    rows.forEach((values, i) => {
      for (const value of new Set(values)) all.push(this.number(value));
      this.pointer[i + 1] = all.length;
    });
    this.index = Uint32Array.from(all);
  }

  /** Give each row the one value of a number. @param {number} n @param {(i: number) => number} numberOf */
  fillOne(n, numberOf) {
    this.pointer = Uint32Array.from({ length: n + 1 }, (_, i) => i);
    this.index = new Uint32Array(n);
    for (let i = 0; i < n; i++) this.index[i] = numberOf(i);
  }

  /** The values of a row. @param {number} i */
  of(i) {
    return Array.from(this.index.subarray(this.pointer[i], this.pointer[i + 1]), (k) => this.values[k]);
  }
}

/** @typedef {"class" | "type" | "country" | "province" | "precision" | "toll" | "actor" | "source" | "status"} FacetName */
/** @type {FacetName[]} */
export const FACETS = ["class", "type", "country", "province", "precision", "toll", "actor", "source", "status"];

const NOT_LOCATED = "not located";
/** How well a place is known: metres, and the words. @type {[number, string][]} */
const RADII = [
  [1000, "1 km"],
  [5000, "5 km"],
  [25_000, "25 km"],
  [100_000, "100 km"],
  [Infinity, "more than 100 km"],
];
/** How many were killed, at least, and the words. @type {[number, string][]} */
const TOLLS = [
  [100, "100 or more"],
  [50, "50 to 99"],
  [10, "10 to 49"],
  [1, "1 to 9"],
  [0, "none or not told"],
];

/** @returns {Record<FacetName, Facet>} */
const facets = () => ({
  class: new Facet("class", "Class of event"),
  type: new Facet("type", "Type"),
  country: new Facet("country", "Country"),
  province: new Facet("province", "Province"),
  precision: new Facet("precision", "Place known to", [...RADII.map(([, words]) => words), NOT_LOCATED]),
  toll: new Facet(
    "toll",
    "Killed",
    TOLLS.map(([, words]) => words),
  ),
  actor: new Facet("actor", "Actor"),
  source: new Facet("source", "Source"),
  status: new Facet("status", "Kind"),
});

/** @param {number | undefined | null} metres */
export function radiusStep(metres) {
  if (metres === undefined || metres === null || Number.isNaN(metres)) return NOT_LOCATED;
  return /** @type {[number, string]} */ (RADII.find(([limit]) => metres <= limit))[1];
}

/** @param {number} killed */
export const tollStep = (killed) => /** @type {[number, string]} */ (TOLLS.find(([least]) => killed >= least))[1];

/** What a background note is called, beside "event". */
export const BACKGROUND = "background";

/** Rows without words: see `rowsOf` and columns.js for where they come from. */
export class Rows {
  /** @param {number} n */
  constructor(n) {
    this.n = n;
    this.lon = new Float64Array(n).fill(NaN);
    this.lat = new Float64Array(n).fill(NaN);
    /** Milliseconds since 1970. */
    this.t0 = new Float64Array(n).fill(NaN);
    this.t1 = new Float64Array(n).fill(NaN);
    this.cls = new Uint8Array(n).fill(NO_CLASS);
    this.killed = new Uint16Array(n);
    /** Metres. */
    this.radius = new Float32Array(n).fill(NaN);
    this.facets = facets();
    /** The number of the status of background notes. */
    this.background = -1;
    /** Whether words are read on demand. */
    this.dense = false;
  }

  /** @param {number} i */
  hasPlace(i) {
    return !Number.isNaN(this.lon[i]);
  }

  /** @param {number} i */
  hasDate(i) {
    return !Number.isNaN(this.t0[i]);
  }

  /** Fill the facets that follow from the columns. */
  derive() {
    const { n, facets: all, cls, killed } = this;
    this.background = all.status.numbers.get(BACKGROUND) ?? -1;
    all.class.fillOne(n, (i) => all.class.number(CLASSES[cls[i]].name));
    all.toll.fillOne(n, (i) => /** @type {number} */ (all.toll.numbers.get(tollStep(killed[i]))));
    all.precision.fillOne(n, (i) => /** @type {number} */ (all.precision.numbers.get(radiusStep(this.knownTo(i)))));
  }

  /** Metres within which a row's place is known, NaN where it has none. @param {number} i */
  knownTo(i) {
    return this.radius[i];
  }

  /** @param {number} i */
  isBackground(i) {
    const { pointer, index } = this.facets.status;
    return index[pointer[i]] === this.background;
  }

  /** @type {Promise<{titles: string[], places: string[]}> | null} */
  #texts = null;

  /** Titles and places of all rows, for sorting; read once. @returns {Promise<{titles: string[], places: string[]}>} */
  texts() {
    this.#texts ??= this.#readTexts();
    return this.#texts;
  }

  async #readTexts() {
    const titles = new Array(this.n).fill("");
    const places = new Array(this.n).fill("");
    await this.each((incident, i) => {
      titles[i] = incident.n;
      places[i] = this.placeText(incident);
    });
    return { titles, places };
  }

  /** @param {Incident} incident */
  placeText(incident) {
    return (typeof incident.loc === "object" && incident.loc.text) || "";
  }

  /** What a row says in words, if it is in memory. @param {number} _i @returns {Incident | undefined} */
  peek(_i) {
    return undefined;
  }

  /** What a row says in words. @param {number} i @returns {Promise<Incident>} */
  detail(i) {
    const found = this.peek(i);
    return found ? Promise.resolve(found) : Promise.reject(new Error(`no row ${i}`));
  }

  /**
   * Every incident in turn; stops where `run` returns true.
   * @param {(incident: Incident, i: number) => boolean | void} run
   */
  async each(run) {
    for (let i = 0; i < this.n; i++) if (run(/** @type {Incident} */ (this.peek(i)), i)) return;
  }

  /** The row of an incident, or -1. @param {string} id */
  async find(id) {
    let found = -1;
    await this.each((one, i) => {
      if (one.id === id) found = i;
      return found >= 0;
    });
    return found;
  }
}

/** Rows of a page that holds its incidents as objects. */
export class ObjectRows extends Rows {
  /** @param {PageData} data @param {number} middle */
  constructor(data, middle) {
    super(data.incidents.length);
    this.data = data;
    this.incidents = data.incidents;
    data.incidents.forEach((incident, i) => this.#read(data, incident, i, middle));
    this.facets.type.fill(data.incidents.map((one) => (one.ty || []).map((t) => data.types[t].n)));
    this.facets.actor.fill(data.incidents.map((one) => (one.ac || []).map((a) => a.n)));
    this.facets.source.fill(data.incidents.map((one) => sources(data, one)));
    this.facets.status.fill(data.incidents.map((one) => [one.st]));
    const units = data.incidents.map((one) => (one.u === undefined ? undefined : data.units?.[one.u]));
    this.facets.country.fill(units.map((unit) => (unit ? [unit[1]] : [])));
    this.facets.province.fill(
      units.map((unit) => (unit ? [unit[0] === unit[1] ? unit[0] : `${unit[0]}, ${unit[1]}`] : [])),
    );
    for (const one of data.incidents)
      for (const actor of one.ac || []) if (actor.side) this.facets.actor.groups.set(actor.n, actor.side);
    this.derive();
  }

  /** @param {Incident} incident @override */
  placeText(incident) {
    return whereabouts(this.data, incident).text || "";
  }

  /** @param {PageData} data @param {Incident} incident @param {number} i @param {number} middle */
  #read(data, incident, i, middle) {
    const where = whereabouts(data, incident);
    if (where.xy) {
      this.lon[i] = nearLon(where.xy[0], middle);
      this.lat[i] = where.xy[1];
      this.radius[i] = where.r ?? NaN;
    }
    if (incident.a) {
      this.t0[i] = Date.parse(incident.a);
      this.t1[i] = incident.b ? Date.parse(incident.b) : this.t0[i];
    }
    this.cls[i] = classOf(data.types, incident);
    this.killed[i] = Math.min(MOST_KILLED, toll(incident, "killed"));
  }

  /** @param {number} i @override */
  peek(i) {
    return this.incidents[i];
  }
}

/** @param {PageData} data @param {Incident} incident */
function sources(data, incident) {
  return (incident.sp || [])
    .map(([d]) => (d >= 0 ? data.documents[d].src || data.documents[d].n || data.documents[d].id : ""))
    .filter(Boolean);
}

/**
 * The location of an incident.
 * @param {PageData} data
 * @param {Incident} incident
 * @returns {Whereabouts}
 */
export const whereabouts = (data, incident) =>
  (typeof incident.loc === "object" ? incident.loc : data.locations[incident.loc]) || {};
