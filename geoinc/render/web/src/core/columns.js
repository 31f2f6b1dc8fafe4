/* Columns: the packed arrays of very many incidents, and the blocks that hold what they say in words. */
/** @import { Incident, PageData } from "../types" */
import { OTHER, classNumber } from "./classes.js";
import { nearLon } from "./projection.js";
import { Rows } from "./rows.js";

const NONE = -(2 ** 31);
const KEPT_BLOCKS = 48;
/** Facets that have several values a row. */
const RAGGED = /** @type {const} */ (["type", "country", "province", "actor", "source", "status"]);

/** Radii are powers: see RADIUS_BASE_M and RADIUS_STEP in columns.py. @param {number} code */
const radiusOf = (code) => 10 * 1.06 ** code;

/** @param {string} text */
function bytesOf(text) {
  // @ts-ignore - newer than the library that tsc knows
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let k = 0; k < raw.length; k++) bytes[k] = raw.charCodeAt(k);
  return bytes;
}

/** @param {string} text base64 of gzip */
export const unpacked = (text) =>
  new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip")));

/** Numbers whose bytes stand plane by plane. @param {Uint8Array} bytes */
export function unshuffle(bytes) {
  const n = bytes.length / 4;
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++)
    out[i] = bytes[i] | (bytes[n + i] << 8) | (bytes[2 * n + i] << 16) | (bytes[3 * n + i] << 24);
  return out;
}

/** @type {Record<string, (bytes: Uint8Array) => any>} */
const READ = {
  shuffled32: unshuffle,
  uint8: (bytes) => bytes,
  uint16: (bytes) => new Uint16Array(bytes.slice().buffer),
  uint32: (bytes) => new Uint32Array(bytes.slice().buffer),
};

/** @param {ArrayBuffer} buffer @param {[string, string, number][]} parts @returns {Record<string, any>} */
function split(buffer, parts) {
  /** @type {Record<string, any>} */
  const found = {};
  let at = 0;
  for (const [name, kind, length] of parts) {
    found[name] = READ[kind](new Uint8Array(buffer, at, length));
    at += length;
  }
  return found;
}

/** Rows whose words stand in compressed blocks. */
export class ColumnRows extends Rows {
  /** @type {Map<number, Promise<Incident[]>>} */
  #blocks = new Map();

  /**
   * @param {PageData} data
   * @param {Record<string, any>} columns
   * @param {string} words all blocks, one after the other
   * @param {number} middle
   */
  constructor(data, columns, words, middle) {
    const head = data.dense;
    if (!head) throw new Error("the page has no columns");
    super(head.n);
    this.dense = true;
    this.head = head;
    this.types = data.types;
    this.words = words;
    this.precision = columns.precision;
    this.killed = columns.killed;
    this.#place(columns, middle);
    for (const name of RAGGED)
      if (columns[`${name}.counts`])
        this.#facet(name, head.facets[name] || [], columns[`${name}.counts`], columns[`${name}.index`]);
      else this.facets[name].fill(Array.from({ length: head.n }, () => []));
    this.#classify();
    this.derive();
  }

  /** @param {Record<string, any>} columns @param {number} middle */
  #place({ lon, lat, t0, span, radius }, middle) {
    const metres = Float64Array.from({ length: 256 }, (_, code) => radiusOf(code));
    for (let i = 0; i < this.n; i++) {
      if (lon[i] !== NONE) {
        this.lon[i] = nearLon(lon[i] * 1e-5, middle);
        this.lat[i] = lat[i] * 1e-5;
        this.radius[i] = metres[radius[i]];
      }
      if (t0[i] !== NONE) {
        this.t0[i] = t0[i] * 60_000;
        this.t1[i] = (t0[i] + span[i]) * 60_000;
      }
    }
  }

  /**
   * @param {typeof RAGGED[number]} name
   * @param {string[]} values
   * @param {Uint8Array} counts
   * @param {Uint32Array<ArrayBuffer>} index
   */
  #facet(name, values, counts, index) {
    const one = this.facets[name];
    values.forEach((value) => one.number(value));
    one.pointer = new Uint32Array(this.n + 1);
    for (let i = 0; i < this.n; i++) one.pointer[i + 1] = one.pointer[i] + counts[i];
    one.index = index;
  }

  /** The class of a row is that of its first type. */
  #classify() {
    const { values, pointer, index } = this.facets.type;
    const classes = values.map((name) => classNumber((this.types.find((t) => t.n === name) || {}).acled));
    for (let i = 0; i < this.n; i++) this.cls[i] = pointer[i] < pointer[i + 1] ? classes[index[pointer[i]]] : OTHER;
  }

  /** Radii were rounded up to the next power: half a step less is what was meant. @param {number} i @override */
  knownTo(i) {
    return this.radius[i] * 0.97;
  }

  /** @param {number} number @returns {Promise<Incident[]>} */
  #read(number) {
    const { offsets } = this.head;
    return unpacked(this.words.slice(offsets[number], offsets[number + 1] - 1)).json();
  }

  /** The incidents of one block, opened once and kept while it is among the last few used. @param {number} number */
  #block(number) {
    let found = this.#blocks.get(number);
    if (!found) {
      found = this.#read(number);
      this.#blocks.set(number, found);
      if (this.#blocks.size > KEPT_BLOCKS)
        this.#blocks.delete(/** @type {number} */ (this.#blocks.keys().next().value));
    }
    return found;
  }

  /** What the columns know is put back into what the block says. @param {number} i @param {any} row */
  #whole(i, row) {
    const where = row.loc || {};
    if (this.hasPlace(i) && !where.xy) Object.assign(where, { xy: [this.lon[i], this.lat[i]], r: this.radius[i] });
    return {
      tp: this.precision[i],
      st: this.facets.status.of(i)[0],
      ty: this.facets.type.of(i).map((name) => this.types.findIndex((t) => t.n === name)),
      ...(this.killed[i] && !row.ca ? { ca: { killed: [null, this.killed[i], null, false] } } : {}),
      ...row,
      loc: where,
    };
  }

  /** @param {number} i @override @returns {Promise<Incident>} */
  async detail(i) {
    const rows = await this.#block(Math.floor(i / this.head.block));
    return this.#whole(i, rows[i % this.head.block]);
  }

  /** @param {(incident: Incident, i: number) => boolean | void} run @override */
  async each(run) {
    const size = this.head.block;
    for (let number = 0; number * size < this.n; number++) {
      const rows = await this.#read(number);
      for (let k = 0; k < rows.length; k++) if (run(rows[k], number * size + k)) return;
    }
  }
}

/**
 * Rows from the two text blocks of a page.
 * @param {PageData} data
 * @param {{columns: string, words: string}} blocks
 * @param {number} middle
 */
export async function columnRows(data, { columns, words }, middle) {
  if (!data.dense) throw new Error("the page has no columns");
  const buffer = await unpacked(columns).arrayBuffer();
  return new ColumnRows(data, split(buffer, data.dense.parts), words, middle);
}
