/* Numbers, distances and times in words. */

export const DAY = 86_400_000;

/** @param {number} value */
export const number = (value) => Number(value).toLocaleString("en");

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many || one + "s"}`;

/** @param {number} metres */
export function distance(metres) {
  if (metres < 950) return `${Math.round(metres / 10) * 10} m`;
  const km = metres / 1000;
  return `${km < 10 ? km.toFixed(1) : number(Math.round(km))} km`;
}

/** @param {number} km2 */
export const area = (km2) => (km2 < 10 ? `${km2.toPrecision(2)} km²` : `${number(Math.round(km2))} km²`);

const PRECISIONS = ["", "to the hour", "to the day", "to the week", "to the month", "to the year", "unknown"];
/** @param {number | undefined} code as geoinc.model.TimePrecision numbers them */
export const precisionName = (code) => PRECISIONS[code ?? 0] || "unknown";

/** @param {number} ms */
export const day = (ms) => new Date(ms).toISOString().slice(0, 10);

/**
 * When something happened, as finely as it is known.
 * @param {number} start milliseconds, NaN where there is no date
 * @param {number} end
 * @param {number} [precision]
 * @param {string} [zone] of the place, where it is known
 */
export function when(start, end, precision, zone) {
  if (!Number.isFinite(start)) return "no date";
  const cut = precision === 5 ? 4 : precision === 4 ? 7 : 10;
  const first = new Date(start).toISOString();
  const last = new Date(Number.isFinite(end) ? end : start).toISOString();
  if (precision === 1) return `${first.slice(0, 10)} ${first.slice(11, 16)} ${zone || "local time"}`;
  return first.slice(0, cut) === last.slice(0, cut)
    ? first.slice(0, cut)
    : `${first.slice(0, cut)} to ${last.slice(0, cut)}`;
}

/**
 * ISO 8601 in UTC, or null where there is no time or nobody knows the zone.
 * @param {number} ms on the clocks of the place, as the page counts time
 * @param {number | undefined} ahead minutes that these are ahead of UTC
 */
export const iso = (ms, ahead) =>
  Number.isFinite(ms) && ahead !== undefined ? new Date(ms - ahead * 60_000).toISOString().replace(".000Z", "Z") : null;

/** Beyond this a place is "somewhere within" rather than "within". */
const VAGUE_M = 25_000;

/**
 * How well a place is known, in words.
 * @param {{xy?: unknown, why?: string, n?: number, r?: number}} where
 */
export function certainty(where) {
  if (!where.xy) return `not located: ${where.why || "no location"}`;
  if (where.n && where.n > 1) return `${where.n} places, each with its own area`;
  const metres = where.r || 0;
  return metres > VAGUE_M ? `somewhere within ${distance(metres)}` : `within ${distance(metres)}`;
}

/**
 * How sure an incident's place is, in words: "place 80 % sure", or the places that it may be; "" where nothing is known.
 * @param {{pp?: number, po?: [string, number, unknown][]}} incident
 * @param {boolean} located
 */
export function placeDoubt({ pp, po }, located) {
  const named = (po || []).map(([name, percent]) => `${name} (${percent} %)`);
  if (!located) return named.length ? `may be ${named.join(", ")}` : "";
  if (pp === undefined) return "";
  return named.length > 1 ? `place ${pp} % sure; told as well: ${named.slice(1).join(", ")}` : `place ${pp} % sure`;
}
