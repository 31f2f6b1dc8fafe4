/* Very many incidents: one canvas of pixels, symbols where few enough are in view; picking by distance. */
/** @import { View } from "../types" */
/** @import { Rows } from "../core/rows.js" */
import { CLASSES } from "../core/classes.js";
import { unitX, unitY, worldSize } from "../core/projection.js";
import { colour } from "../dom.js";
import { store } from "../store.js";
import { CanvasLayer } from "./canvas.js";
import { map } from "./map.js";
import { measuring } from "./measure.js";
import { FILLED, certaintyOf, symbolPath, symbolSize } from "./symbols.js";

const SYMBOLS_BELOW = 1500;
const SYMBOL_PX = 15;
const REACH_PX = 9;
const OUTSIDE = -2;

let x = new Float64Array(0);
let y = new Float64Array(0);
const ring = L.layerGroup();

/** Unit coordinates of all rows; those without a place stand outside the world, where nothing is drawn. @param {Rows} rows */
function project({ n, lon, lat }) {
  x = new Float64Array(n).fill(OUTSIDE);
  y = new Float64Array(n).fill(OUTSIDE);
  for (let i = 0; i < n; i++) {
    if (lon[i] !== lon[i]) continue;
    x[i] = unitX(lon[i]);
    y[i] = unitY(lat[i]);
  }
}

/** Little-endian RGBA of each class. */
const inks = () =>
  Uint32Array.from(CLASSES, (one) => {
    const value = parseInt(one.colour.slice(1), 16);
    return (0xff000000 | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
  });

/** The rows in view, or null if there are more than the limit. @param {View} view @param {number} limit */
function visible({ origin, scale, width, height }, limit) {
  const west = origin.x / scale;
  const north = origin.y / scale;
  const east = west + width / scale;
  const south = north + height / scale;
  const rows = store.shown;
  /** @type {number[]} */
  const found = [];
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k];
    if (x[i] >= west && x[i] <= east && y[i] >= north && y[i] <= south && found.push(i) > limit) return null;
  }
  return found;
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {number[]} rows */
function paintSymbols(context, view, rows) {
  const { cls, killed } = store.rows;
  context.lineJoin = "round";
  context.lineWidth = 1.6;
  context.strokeStyle = "#1b1f24";
  for (const i of rows) {
    const size = store.state.layers.toll ? symbolSize(killed[i]) : SYMBOL_PX;
    context.save();
    context.translate(x[i] * view.scale - view.origin.x - size / 2, y[i] * view.scale - view.origin.y - size / 2);
    context.scale(size / 24, size / 24);
    const path = symbolPath(cls[i]);
    const filled = FILLED[certaintyOf(i)];
    context.fillStyle = filled === 1 ? CLASSES[cls[i]].colour : "#ffffff";
    context.fill(path);
    context.stroke(path);
    if (filled < 1) {
      context.translate(12 * (1 - filled), 12 * (1 - filled));
      context.scale(filled, filled);
      context.fillStyle = CLASSES[cls[i]].colour;
      context.fill(path);
    }
    context.restore();
  }
}

/** @param {number} count */
const dotSize = (count) => (count < 40_000 ? 4 : count < 300_000 ? 3 : 2);

/** @param {CanvasRenderingContext2D} context @param {View} view */
function paintPixels(context, view) {
  const { ratio } = view;
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const rows = store.shown;
  const { cls } = store.rows;
  const ink = inks();
  const side = Math.round(dotSize(rows.length) * ratio);
  const scale = view.scale * ratio;
  // Half a dot, so that its middle stands at the spot.
  const left = view.origin.x * ratio + side / 2 - 0.5;
  const top = view.origin.y * ratio + side / 2 - 0.5;
  const right = width - side;
  const bottom = height - side;
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k];
    const px = (x[i] * scale - left) | 0;
    if (px < 0 || px >= right) continue;
    const py = (y[i] * scale - top) | 0;
    if (py < 0 || py >= bottom) continue;
    const colour = ink[cls[i]];
    let at = py * width + px;
    for (let b = 0; b < side; b++, at += width) for (let a = 0; a < side; a++) pixels[at + a] = colour;
  }
  context.putImageData(image, 0, 0);
}

/** @param {CanvasRenderingContext2D} context @param {View} view */
function paint(context, view) {
  const few = visible(view, SYMBOLS_BELOW);
  if (few) paintSymbols(context, view, few);
  else paintPixels(context, view);
}

/** Rows near a point of the screen, nearest first. @param {{x: number, y: number}} at pixels in the map's container */
export function pick(at) {
  const scale = worldSize(map.getZoom());
  const corner = /** @type {L.Point} */ (map.getPixelBounds().min);
  const hereX = corner.x + at.x;
  const hereY = corner.y + at.y;
  const rows = store.shown;
  /** @type {[number, number][]} */
  const found = [];
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k];
    const dx = x[i] * scale - hereX;
    const dy = y[i] * scale - hereY;
    const far = dx * dx + dy * dy;
    if (far <= REACH_PX * REACH_PX) found.push([far, i]);
  }
  return found.sort((one, two) => one[0] - two[0] || one[1] - two[1]).map(([, i]) => i);
}

/** @param {L.LeafletMouseEvent} event */
function choose(event) {
  if (measuring()) return;
  const rows = pick(event.containerPoint);
  if (rows.length === 1) store.select(rows[0], { from: "map" });
  else if (rows.length) {
    store.openTab("incidents");
    store.showCard({ kind: "rows", rows });
  } else store.selectNone();
}

function drawRing() {
  ring.clearLayers();
  const { selected } = store.state;
  if (selected === null || store.hidden || !store.rows.hasPlace(selected)) return;
  ring.addLayer(
    L.circleMarker([store.rows.lat[selected], store.rows.lon[selected]], {
      radius: 13,
      color: colour("ink"),
      weight: 3,
      fill: false,
      interactive: false,
    }),
  );
}

export function addDense() {
  project(store.rows);
  const pane = map.createPane("pixels");
  pane.style.zIndex = "430";
  pane.style.pointerEvents = "none";
  const layer = new CanvasLayer("pixels", paint);
  layer.addTo(map);
  ring.addTo(map);
  drawRing();
  store.on("filtered", () => {
    layer.repaint();
    drawRing();
  });
  store.on("layers", (name) => {
    if (name === "toll") layer.repaint();
  });
  store.on("selected", drawRing);
  store.on("corrected", () => {
    project(store.rows);
    layer.repaint();
    drawRing();
  });
  map.on("click", choose);
}
