/* Bins of time: which bars a histogram has, and which of them each row belongs to. */
/** @import { Rows } from "./rows.js" */
import { DAY } from "./format.js";

const MOST_BINS = 90;
const FEWEST_DAYS = 27;
const UNDATED = 65_535;
/** What may belong to this many bars more than one is drawn as one soft bar. */
const SOFT_BINS = 4;

/** @type {[string, number][]} */
const UNITS = [
  ["day", DAY],
  ["3 days", 3 * DAY],
  ["week", 7 * DAY],
  ["month", 30.4375 * DAY],
  ["quarter", 91.3125 * DAY],
  ["year", 365.25 * DAY],
  ["10 years", 3652.5 * DAY],
];

/** @param {Rows} rows @returns {[number, number] | null} */
function range({ n, t0, t1 }) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    if (t0[i] !== t0[i]) continue;
    if (t0[i] < low) low = t0[i];
    if (t1[i] > high) high = t1[i];
  }
  return low <= high ? [low, high] : null;
}

/** The bars of a histogram, and the first and last one of each row. */
export class TimeBins {
  /** @param {number} low @param {number} high @param {Rows} rows */
  constructor(low, high, rows) {
    const [unit, width] = UNITS.find(([, size]) => (high - low) / size <= MOST_BINS) || UNITS[UNITS.length - 1];
    this.low = low;
    this.unit = unit;
    /** Milliseconds. */
    this.width = width;
    this.count = Math.ceil((high - low) / width);
    this.first = new Uint16Array(rows.n);
    this.last = new Uint16Array(rows.n);
    this.#assign(rows);
  }

  /** @param {Rows} rows */
  #assign({ n, t0, t1 }) {
    const { first, last, low, width, count } = this;
    for (let i = 0; i < n; i++) {
      if (t0[i] !== t0[i]) {
        first[i] = UNDATED;
        continue;
      }
      first[i] = Math.max(0, (t0[i] - low) / width);
      last[i] = Math.max(first[i], Math.min(count - 1, (t1[i] - low) / width));
    }
  }

  /** The time at which a bar begins. @param {number} bin */
  edge(bin) {
    return this.low + bin * this.width;
  }

  /** The bars from and to which a time reaches, within the chart; all of them where there is none. @param {[number, number] | null} time */
  span(time) {
    if (!time) return [0, this.count];
    const a = Math.max(0, Math.min(this.count - 1, Math.round((time[0] - this.low) / this.width)));
    return [a, Math.max(a + 1, Math.min(this.count, Math.round((time[1] + 1 - this.low) / this.width)))];
  }

  /** The time between two bars, both within the chart; null where it is all. @param {number} a @param {number} b @returns {[number, number] | null} */
  between(a, b) {
    const low = Math.max(0, Math.min(a, b));
    const high = Math.min(this.count, Math.max(a, b, low + 1));
    return low === 0 && high === this.count ? null : [this.edge(low), this.edge(high) - 1];
  }

  /**
   * Counts by bar and class of the rows that pass, and those that may belong to many bars (known to the year, say), which
   * are counted by the span of bars instead; what may belong to a few is shared among them.
   * @param {Rows} rows
   * @param {number} classes
   * @param {(i: number) => boolean} passes
   * @returns {{found: Float32Array, soft: {from: number, to: number, counts: number[]}[]}}
   */
  tally({ n, cls }, classes, passes) {
    const { first, last, count } = this;
    const found = new Float32Array(count * classes);
    /** @type {Map<number, {from: number, to: number, counts: number[]}>} */
    const soft = new Map();
    for (let i = 0; i < n; i++) {
      const from = first[i];
      const to = last[i];
      if (from === UNDATED || !passes(i)) continue;
      if (from === to) {
        found[from * classes + cls[i]]++;
      } else if (to - from >= SOFT_BINS) {
        const key = from * UNDATED + to;
        let one = soft.get(key);
        if (!one) soft.set(key, (one = { from, to, counts: new Array(classes).fill(0) }));
        one.counts[cls[i]]++;
      } else for (let bin = from; bin <= to; bin++) found[bin * classes + cls[i]] += 1 / (to - from + 1);
    }
    return { found, soft: [...soft.values()] };
  }

  /** The next bar from one on in which something is, or -1. @param {Float32Array} found @param {number} classes @param {number} from */
  nextFull(found, classes, from) {
    for (let bin = Math.max(0, from); bin < this.count; bin++)
      for (let c = 0; c < classes; c++) if (found[bin * classes + c]) return bin;
    return -1;
  }
}

/** Bins over the dates of all rows, or null where none has one. @param {Rows} rows */
export function timeBins(rows) {
  const span = range(rows);
  if (!span) return null;
  const margin = Math.max(0, (FEWEST_DAYS * DAY - (span[1] - span[0])) / 2);
  return new TimeBins(Math.floor((span[0] - margin) / DAY) * DAY, span[1] + margin + 1, rows);
}
