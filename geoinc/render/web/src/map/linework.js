/* Linework on a canvas: strings of the page read once as unit coordinates with their boxes, then traced at any view. */
/** @import { View } from "../types" */
import { unitX, unitY } from "../core/projection.js";
import { eachPoint } from "../core/shapes.js";

/** The world once more on either side. */
export const TURNS = [-1, 0, 1];

/** Closer than this to the last point of a line, a point is not seen. */
const APART_PX = 0.7;
/** Smaller than this both ways, nothing is seen. */
const SEEN_PX = 0.6;

/** @typedef {{flat: Float64Array, west: number, east: number, north: number, south: number}} Line */

/** Points of a string as flat unit coordinates with their box. @param {string} text @param {number} quantum @returns {Line} */
export function line(text, quantum) {
  const flat = new Float64Array(text.length + 1);
  let count = 0;
  let west = Infinity;
  let east = -Infinity;
  let north = Infinity;
  let south = -Infinity;
  eachPoint(text, (lon, lat) => {
    const x = unitX(lon * quantum);
    const y = unitY(lat * quantum);
    flat[count++] = x;
    flat[count++] = y;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  });
  return { flat: flat.slice(0, count), west, east, north, south };
}

/** @param {string[] | undefined} texts @param {number} quantum */
export const lines = (texts, quantum) => (texts || []).map((text) => line(text, quantum));

/** Areas as lists of rings. @param {(string | string[])[] | undefined} areas @param {number} quantum */
export const rings = (areas, quantum) => (areas || []).map((one) => lines(Array.isArray(one) ? one : [one], quantum));

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Line} one
 * @param {View} view
 * @param {number} turn
 * @param {boolean} close
 */
function trace(context, one, view, turn, close) {
  const { scale, origin, width, height } = view;
  const left = (one.west + turn) * scale - origin.x;
  const right = (one.east + turn) * scale - origin.x;
  const top = one.north * scale - origin.y;
  const bottom = one.south * scale - origin.y;
  if (right < 0 || left > width || bottom < 0 || top > height) return;
  if (right - left < SEEN_PX && bottom - top < SEEN_PX) return;
  const { flat } = one;
  let lastX = NaN;
  let lastY = NaN;
  for (let k = 0; k < flat.length; k += 2) {
    const x = (flat[k] + turn) * scale - origin.x;
    const y = flat[k + 1] * scale - origin.y;
    if (k && k < flat.length - 2 && Math.abs(x - lastX) < APART_PX && Math.abs(y - lastY) < APART_PX) continue;
    if (k) context.lineTo(x, y);
    else context.moveTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (close) context.closePath();
}

/** @param {CanvasRenderingContext2D} context @param {Line[][]} areas @param {View} view @param {string} ink */
export function fillAreas(context, areas, view, ink) {
  context.beginPath();
  for (const area of areas) for (const ring of area) for (const turn of TURNS) trace(context, ring, view, turn, true);
  context.fillStyle = ink;
  context.fill("evenodd");
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Line[]} all
 * @param {View} view
 * @param {string} ink
 * @param {number} width pixels
 * @param {number[]} [dash]
 */
export function strokeLines(context, all, view, ink, width, dash) {
  context.beginPath();
  for (const one of all) for (const turn of TURNS) trace(context, one, view, turn, false);
  context.setLineDash(dash || []);
  context.lineJoin = "round";
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}
