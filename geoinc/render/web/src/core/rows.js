/* Rows: every incident as a row of typed arrays, whether the file holds objects or columns. */
/** @import { Incident, PageData, Whereabouts } from "../types" */
import { classOf } from "./classes.js";
import { toll } from "./figures.js";
import { nearLon } from "./projection.js";

const NO_CLASS = 255;
const MOST_KILLED = 65_535;

/** Values of several kinds per row (types, actors, sources): row i has `values[index[pointer[i] … pointer[i + 1]]]`. */
export class Facet {
  /**
   * @param {string} name
   * @param {string} label
   */
  constructor(name, label) {
    this.name = name;
    this.label = label;
    /** @type {string[]} */
    this.values = [];
    /** @type {Map<string, number>} */
    this.numbers = new Map();
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

  /** The values of a row. @param {number} i */
  of(i) {
    return Array.from(this.index.subarray(this.pointer[i], this.pointer[i + 1]), (k) => this.values[k]);
  }
}

/** @typedef {"type" | "actor" | "source" | "precision" | "status"} FacetName */
/** @type {FacetName[]} */
export const FACETS = ["type", "actor", "source", "precision", "status"];

/** @returns {Record<FacetName, Facet>} */
const facets = () => ({
  type: new Facet("type", "Type"),
  actor: new Facet("actor", "Actor"),
  source: new Facet("source", "Source"),
  precision: new Facet("precision", "Place known to"),
  status: new Facet("status", "Kind"),
});

/** @type {[number, string][]} */
const STEPS = [
  [1000, "1 km"],
  [5000, "5 km"],
  [25000, "25 km"],
  [100000, "100 km"],
];

/** @param {number | undefined | null} metres */
export function radiusStep(metres) {
  if (metres === undefined || metres === null) return "not located";
  const found = STEPS.find(([limit]) => metres <= limit);
  return found ? found[1] : "more than 100 km";
}

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
    this.incidents = data.incidents;
    data.incidents.forEach((incident, i) => this.#read(data, incident, i, middle));
    this.facets.type.fill(data.incidents.map((one) => (one.ty || []).map((t) => data.types[t].n)));
    this.facets.actor.fill(data.incidents.map((one) => (one.ac || []).map((a) => a.n)));
    this.facets.source.fill(data.incidents.map((one) => sources(data, one)));
    this.facets.precision.fill(data.incidents.map((one) => [radiusStep(whereabouts(data, one).r)]));
    this.facets.status.fill(data.incidents.map((one) => [one.st]));
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
