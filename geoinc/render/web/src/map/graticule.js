/* Lines at whole steps of longitude and latitude, named along the upper and the left edge of what is seen. */
/** @import { View } from "../types" */
import { unitX, unitY, wrapLon } from "../core/projection.js";
import { colour } from "../dom.js";

const STEPS_DEG = [30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05];
const APART_PX = 90;
const LAST_LATITUDE = 84;

/** @param {number} step */
const decimals = (step) => (step >= 1 ? 0 : step === 0.5 || step === 0.1 ? 1 : 2);
/** @param {number} value @param {number} step @param {string} ends */
const degrees = (value, step, ends) =>
  `${Math.abs(value).toFixed(decimals(step))}°${value > 0 ? ends[0] : value < 0 ? ends[1] : ""}`;

/** @param {CanvasRenderingContext2D} context @param {View} view */
export function paintGraticule(context, view) {
  const degree = view.scale / 360;
  const step = STEPS_DEG.filter((one) => one * degree >= APART_PX).pop() || STEPS_DEG[0];
  const west = (view.origin.x / view.scale - 0.5) * 360;
  const east = west + view.width / degree;
  /** @type {[string, number, number][]} */
  const names = [];
  context.lineWidth = 0.5;
  context.strokeStyle = colour("map-grid");
  context.beginPath();
  for (let k = Math.ceil(west / step); k * step <= east; k++) {
    const x = unitX(k * step) * view.scale - view.origin.x;
    context.moveTo(x, 0);
    context.lineTo(x, view.height);
    names.push([degrees(wrapLon(k * step), step, "EW"), x + 3, view.pad.y + 10]);
  }
  for (let k = Math.ceil(-LAST_LATITUDE / step); k * step <= LAST_LATITUDE; k++) {
    const y = unitY(k * step) * view.scale - view.origin.y;
    if (y < 0 || y > view.height) continue;
    context.moveTo(0, y);
    context.lineTo(view.width, y);
    if (y > view.pad.y + 120) names.push([degrees(k * step, step, "NS"), view.pad.x + 3, y - 4]);
  }
  context.stroke();
  context.font = "10px system-ui, sans-serif";
  context.fillStyle = colour("map-grid-label");
  for (const [name, x, y] of names) context.fillText(name, x, y);
}
