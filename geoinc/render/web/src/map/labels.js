/* Labels: the most important first, each only where none stands yet, more of them the closer one looks. */
/** @import { Label, View } from "../types" */
import { unitX, unitY } from "../core/projection.js";
import { colour } from "../dom.js";
import { near, store } from "../store.js";
import { mentionedLabels } from "./mentioned.js";

const WIDE = new Set(["country", "continent", "territory", "region", "ocean", "sea", "admin1", "desert"]);
const WATER = new Set(["ocean", "sea", "strait", "river", "lake"]);
const CELL_PX = 32;
/** More squares than a screen is high. */
const ROW_OF_CELLS = 65_536;
/** Square pixels of the screen for each label. */
const ROOM_PX2 = 14_000;

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/** Squares of the screen that are taken. */
class Taken {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** The numbers of the squares that a box touches. @param {Box} box */
  keys({ left, right, top, bottom }) {
    const keys = [];
    for (let x = Math.floor(left / CELL_PX); x <= right / CELL_PX; x++)
      for (let y = Math.floor(top / CELL_PX); y <= bottom / CELL_PX; y++) keys.push(x * ROW_OF_CELLS + y);
    return keys;
  }

  /** @param {Box} box @returns {boolean} */
  free(box) {
    const { left, right, top, bottom } = box;
    return this.keys(box).every((key) =>
      (this.cells.get(key) || []).every(
        (other) => left >= other.right || right <= other.left || top >= other.bottom || bottom <= other.top,
      ),
    );
  }

  /** @param {Box} box */
  take(box) {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

/** @param {string} name */
function shorten(name) {
  const all = Array.from(name);
  return all.length > 40 ? all.slice(0, 39).join("") + "…" : name;
}

/** @param {Label} label @param {boolean} strong */
const prepare = ([name, lon, lat, rank, kind], strong) => ({
  name: shorten(name),
  x: unitX(near(lon)),
  y: unitY(lat),
  rank,
  kind,
  wide: WIDE.has(kind),
  water: WATER.has(kind),
  strong,
});
/** @typedef {ReturnType<typeof prepare>} Prepared */

/** @param {Prepared} label */
function font(label) {
  if (label.water) return "italic 12px system-ui, sans-serif";
  if (label.kind === "country") return "600 13px system-ui, sans-serif";
  if (label.wide) return "500 12px system-ui, sans-serif";
  if (label.strong) return "600 12.5px system-ui, sans-serif";
  return SIZES[Math.min(label.rank, SIZES.length - 1)];
}

/** Settlements by rank. */
const SIZES = ["500 13.5px", "500 13.5px", "500 13px", "12.5px", "12px", "11px"].map(
  (size) => `${size} system-ui, sans-serif`,
);

/** Provinces and countries make way when one looks at single towns. @param {Prepared} label @param {number} zoom */
const fits = (label, zoom) =>
  !(label.kind === "country" && zoom > 8.5) && !(label.kind === "admin1" && (zoom < 5.5 || zoom > 11));

/** @typedef {{label: string, areaLabel: string, waterLabel: string}} Colours */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Prepared} label
 * @param {View} view
 * @param {Taken} taken
 * @param {Colours} colours
 */
function paintOne(context, label, view, taken, colours) {
  const x = label.x * view.scale - view.origin.x;
  const y = label.y * view.scale - view.origin.y;
  if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20 || !fits(label, view.zoom)) return false;
  context.font = font(label);
  const text = label.wide && !label.water ? label.name.toLocaleUpperCase() : label.name;
  const found = room(label, x, y, context.measureText(text).width, taken);
  if (!found) return false;
  const [left, middle] = found;
  context.strokeText(text, left, middle);
  context.fillStyle = label.water ? colours.waterLabel : label.wide ? colours.areaLabel : colours.label;
  context.fillText(text, left, middle);
  if (!label.wide && !label.water && !label.strong) dot(context, x, y, label.rank, colours.label);
  return true;
}

/**
 * Where a label goes: names of areas in the middle, of spots right, left, below or above of them; null if nowhere.
 * @param {Prepared} label
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {Taken} taken
 */
function room(label, x, y, width, taken) {
  const gap = label.strong ? 1 : 8;
  const middle = x - width / 2;
  const places =
    label.wide || label.water
      ? [[middle, y]]
      : [
          [x + 7, y],
          [x - 7 - width, y],
          [middle, y + 15],
          [middle, y - 15],
          [x + 18, y + 12],
          [x + 18, y - 12],
        ];
  for (const [left, top] of places) {
    const box = { left: left - gap, right: left + width + gap, top: top - 8 - gap, bottom: top + 8 + gap };
    if (taken.free(box)) {
      taken.take(box);
      return [left, top];
    }
  }
  return null;
}

/** The symbols of incidents keep their room. @param {Taken} taken @param {View} view */
function takePins(taken, view) {
  const { rows, shown } = store;
  if (rows.dense) return;
  for (const i of shown) {
    if (!rows.hasPlace(i)) continue;
    const x = unitX(rows.lon[i]) * view.scale - view.origin.x;
    const y = unitY(rows.lat[i]) * view.scale - view.origin.y;
    taken.take({ left: x - 13, right: x + 13, top: y - 13, bottom: y + 13 });
  }
}

/** Radii of the dots of settlements by rank: from a million people to villages. */
const DOTS_PX = [3.4, 3.4, 2.9, 2.4, 2, 1.6];
/** The largest have a ring. */
const RINGED = 2;

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} rank @param {string} ink */
function dot(context, x, y, rank, ink) {
  const radius = DOTS_PX[Math.min(rank, DOTS_PX.length - 1)];
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fillStyle = ink;
  context.fill();
  if (rank > RINGED) return;
  context.save();
  context.beginPath();
  context.arc(x, y, radius + 1.8, 0, 7);
  context.strokeStyle = ink;
  context.lineWidth = 0.9;
  context.stroke();
  context.restore();
}

/** @param {Label[]} labels */
export function labelPainter(labels) {
  const all = labels.map((label) => prepare(label, false));
  return (/** @type {CanvasRenderingContext2D} */ context, /** @type {View} */ view) => {
    const colours = {
      label: colour("map-label"),
      areaLabel: colour("map-area-label"),
      waterLabel: colour("map-water-label"),
    };
    const taken = new Taken();
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colour("map-halo");
    const limit = Math.round((view.width * view.height) / ROOM_PX2);
    let drawn = 0;
    takePins(taken, view);
    const own = mentionedLabels().map((label) => prepare(label, true));
    const names = new Set(
      own.filter((label) => paintOne(context, label, view, taken, colours)).map((label) => label.name),
    );
    for (const label of all)
      if (drawn < limit && !names.has(label.name) && paintOne(context, label, view, taken, colours)) drawn++;
  };
}
