/* The basemap: the coarse world everywhere, finer lines inside the box of the findings, graticule and labels. */
/** @import { Basemap, BasemapLayer, View } from "../types" */
import { decode } from "../core/shapes.js";
import { unitX, unitY, wrapLon } from "../core/projection.js";
import { colour } from "../dom.js";
import { store } from "../store.js";
import { CanvasLayer } from "./canvas.js";
import { labelPainter } from "./labels.js";
import { map } from "./map.js";

/** The world once more on either side. */
const TURNS = [-1, 0, 1];

/**
 * @typedef {{flat: Float64Array, west: number, east: number, north: number, south: number}} Line
 * @typedef {ReturnType<typeof prepare>} Prepared
 */

/** Points of a string as flat unit coordinates with their box. @param {string} text @param {number} quantum @returns {Line} */
function line(text, quantum) {
  const points = decode(text, quantum);
  const flat = new Float64Array(points.length * 2);
  let west = Infinity;
  let east = -Infinity;
  let north = Infinity;
  let south = -Infinity;
  points.forEach(([lon, lat], k) => {
    const x = (flat[2 * k] = unitX(lon));
    const y = (flat[2 * k + 1] = unitY(lat));
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  });
  return { flat, west, east, north, south };
}

/** @param {BasemapLayer} layer */
function prepare(layer) {
  const many = (/** @type {string[] | undefined} */ texts) => (texts || []).map((text) => line(text, layer.q));
  const rings = (/** @type {(string | string[])[] | undefined} */ areas) =>
    (areas || []).map((one) => (Array.isArray(one) ? one : [one]).map((text) => line(text, layer.q)));
  return {
    land: rings(layer.land),
    lakes: rings(layer.lakes),
    borders: many(layer.borders),
    disputed: many(layer.disputed),
    rivers: many(layer.rivers),
    from: layer.box ? firstZoom(layer.box[2] - layer.box[0]) : 0,
    box: layer.box
      ? {
          west: unitX(layer.box[0]),
          east: unitX(layer.box[2]),
          north: unitY(layer.box[3]),
          south: unitY(layer.box[1]),
        }
      : null,
  };
}

/** Seen as a whole, a detail that spans continents is no finer than the coarse world. @param {number} span degrees */
const firstZoom = (span) => (span > 120 ? 4 : span > 50 ? 3 : 0);

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
  if (right < 0 || left > width || bottom < 0 || top > height || (right - left < 0.6 && bottom - top < 0.6)) return;
  const { flat } = one;
  let lastX = NaN;
  let lastY = NaN;
  for (let k = 0; k < flat.length; k += 2) {
    const x = (flat[k] + turn) * scale - origin.x;
    const y = flat[k + 1] * scale - origin.y;
    if (k && k < flat.length - 2 && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7) continue;
    if (k) context.lineTo(x, y);
    else context.moveTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (close) context.closePath();
}

/** @param {CanvasRenderingContext2D} context @param {Line[][]} areas @param {View} view @param {string} ink */
function fill(context, areas, view, ink) {
  context.beginPath();
  for (const rings of areas) for (const ring of rings) for (const turn of TURNS) trace(context, ring, view, turn, true);
  context.fillStyle = ink;
  context.fill("evenodd");
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Line[]} lines
 * @param {View} view
 * @param {string} ink
 * @param {number} width
 * @param {number[]} [dash]
 */
function stroke(context, lines, view, ink, width, dash) {
  context.beginPath();
  for (const one of lines) for (const turn of TURNS) trace(context, one, view, turn, false);
  context.setLineDash(dash || []);
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

/**
 * Keep to one side of the box in which finer lines are drawn.
 * @param {CanvasRenderingContext2D} context
 * @param {NonNullable<Prepared["box"]>} box
 * @param {View} view
 * @param {boolean} inside
 */
function clipTo(context, box, view, inside) {
  context.beginPath();
  if (!inside) context.rect(0, 0, view.width, view.height);
  for (const turn of TURNS) {
    const x = (box.west + turn) * view.scale - view.origin.x;
    const y = box.north * view.scale - view.origin.y;
    context.rect(x, y, (box.east - box.west) * view.scale, (box.south - box.north) * view.scale);
  }
  context.clip("evenodd");
}

/** @param {CanvasRenderingContext2D} context @param {Prepared} layer @param {View} view @param {Look} look */
function paintLayer(context, layer, view, look) {
  fill(context, layer.land, view, look.land);
  fill(context, layer.lakes, view, look.water);
  if (view.zoom >= 4) stroke(context, layer.rivers, view, look.river, Math.min(1.6, 0.35 + (view.zoom - 4) * 0.16));
  stroke(context, layer.borders, view, look.border, view.zoom < 5 ? 0.7 : 1.1);
  stroke(context, layer.disputed, view, look.border, 1.1, [5, 4]);
}

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05];

/** @param {number} step */
const decimals = (step) => (step >= 1 ? 0 : step === 0.5 || step === 0.1 ? 1 : 2);
/** @param {number} value @param {number} step @param {string} ends */
const degrees = (value, step, ends) =>
  `${Math.abs(value).toFixed(decimals(step))}°${value > 0 ? ends[0] : value < 0 ? ends[1] : ""}`;

/**
 * Lines at whole steps, named along the upper and the left edge of what is seen.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Look} look
 */
function graticule(context, view, look) {
  const degree = view.scale / 360;
  const step = STEPS.filter((one) => one * degree >= 90).pop() || 30;
  const west = (view.origin.x / view.scale - 0.5) * 360;
  const east = west + view.width / degree;
  /** @type {[string, number, number][]} */
  const names = [];
  context.lineWidth = 0.5;
  context.strokeStyle = look.grid;
  context.beginPath();
  for (let k = Math.ceil(west / step); k * step <= east; k++) {
    const x = unitX(k * step) * view.scale - view.origin.x;
    context.moveTo(x, 0);
    context.lineTo(x, view.height);
    names.push([degrees(wrapLon(k * step), step, "EW"), x + 3, view.pad.y + 10]);
  }
  for (let k = Math.ceil(-84 / step); k * step <= 84; k++) {
    const y = unitY(k * step) * view.scale - view.origin.y;
    if (y < 0 || y > view.height) continue;
    context.moveTo(0, y);
    context.lineTo(view.width, y);
    if (y > view.pad.y + 120) names.push([degrees(k * step, step, "NS"), view.pad.x + 3, y - 4]);
  }
  context.stroke();
  context.font = "10px system-ui, sans-serif";
  context.fillStyle = look.gridLabel;
  for (const [name, x, y] of names) context.fillText(name, x, y);
}

/** @typedef {ReturnType<typeof look>} Look */
const look = () => ({
  land: colour("map-land"),
  water: colour("map-water"),
  river: colour("map-river"),
  border: colour("map-border"),
  grid: colour("map-grid"),
  gridLabel: colour("map-grid-label"),
});

/** @param {Prepared} world @param {Prepared | null} detail */
function painter(world, detail) {
  return (/** @type {CanvasRenderingContext2D} */ context, /** @type {View} */ view) => {
    const colours = look();
    context.fillStyle = colours.water;
    context.fillRect(0, 0, view.width, view.height);
    context.save();
    const fine = detail && detail.box && view.zoom >= detail.from ? detail.box : null;
    if (fine) clipTo(context, fine, view, false);
    paintLayer(context, world, view, colours);
    context.restore();
    if (fine && detail) {
      context.save();
      clipTo(context, fine, view, true);
      paintLayer(context, detail, view, colours);
      context.restore();
    }
    graticule(context, view, colours);
  };
}

/** @param {Basemap} raw */
export function addBasemap(raw) {
  map.createPane("base").style.zIndex = "150";
  const pane = map.createPane("names");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const base = new CanvasLayer("base", painter(prepare(raw.world), raw.detail ? prepare(raw.detail) : null));
  base.addTo(map);
  const names = new CanvasLayer("names", labelPainter(raw.labels));
  names.addTo(map);
  store.on("filtered", () => names.repaint());
  store.on("layers", (name) => {
    if (name === "places") names.repaint();
  });
  store.on("theme", () => {
    base.repaint();
    names.repaint();
  });
}
