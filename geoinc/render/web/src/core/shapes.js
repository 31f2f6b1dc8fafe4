/* Reading the strings that geoinc/render/shapes.py writes. */
/** @import { Shape } from "../types" */

const FINE_DEG = 1e-5;

/**
 * Run for each point of a string, in steps of its quantum.
 * @param {string} text
 * @param {(x: number, y: number) => void} run
 */
export function eachPoint(text, run) {
  let value = 0;
  let shift = 1;
  let x = 0;
  let y = 0;
  let first = true;
  for (let i = 0; i < text.length; i++) {
    const group = text.charCodeAt(i) - 63;
    value += (group & 31) * shift;
    shift *= 32;
    if (group & 32) continue;
    const delta = value % 2 ? -(value + 1) / 2 : value / 2;
    if (first) x += delta;
    else {
      y += delta;
      run(x, y);
    }
    first = !first;
    value = 0;
    shift = 1;
  }
}

/**
 * The points of a string as [longitude, latitude].
 * @param {string} text
 * @param {number} quantum degrees of one step
 * @returns {[number, number][]}
 */
export function decode(text, quantum) {
  /** @type {[number, number][]} */
  const out = [];
  eachPoint(text, (x, y) => out.push([x * quantum, y * quantum]));
  return out;
}

/** The points of a shape's string. @param {string} text @param {number | undefined} quantum the shape's own, if it has one */
export const points = (text, quantum) => decode(text, quantum ?? FINE_DEG);

/**
 * The geometry of a shape, as RFC 7946 has it.
 * @param {Shape} shape
 */
export function toGeoJSON(shape) {
  if (shape.k === "polygon")
    return {
      type: "MultiPolygon",
      coordinates: shape.c.map((part) => part.map((ring) => tidy(points(ring, shape.q)))),
    };
  const parts = shape.c.map((part) => tidy(points(part, shape.q)));
  if (shape.k === "line") return { type: "MultiLineString", coordinates: parts };
  return { type: "MultiPoint", coordinates: parts.flat() };
}

/** Sums of decimal steps carry binary dust behind the last place: cut it off. @param {[number, number][]} list */
const tidy = (list) => list.map(([lon, lat]) => [+lon.toFixed(5), +lat.toFixed(5)]);
