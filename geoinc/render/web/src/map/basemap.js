/* The basemap: the coarse world everywhere, finer lines inside the box of the findings, the finest in their
   neighbourhoods; over them borders of units and the roads of users' packs. Names stand in labels.js. */
/** @import { Basemap, BasemapLayer, View } from "../types" */
import { unitX, unitY } from "../core/projection.js";
import { colour } from "../dom.js";
import { store } from "../store.js";
import { CanvasLayer } from "./canvas.js";
import { paintGraticule } from "./graticule.js";
import { labelPainter } from "./labels.js";
import { TURNS, fillAreas, lines, rings, strokeLines } from "./linework.js";
import { map } from "./map.js";

const RIVERS_FROM = 4;
const UNITS_FROM = 5;
/** Counties, most of them: a web over a continent. */
const SURVEYED_FROM = 7;
const WAYS_FROM = 6;
/** Below this zoom, neighbourhoods are a few pixels: finer lines would not be seen. */
const NEAR_FROM = 8;

/** @typedef {{west: number, east: number, north: number, south: number}} UnitBox */
/** @typedef {ReturnType<typeof prepare>} Prepared */

/** @param {[number, number, number, number]} box degrees @returns {UnitBox} */
const unitBox = ([west, south, east, north]) => ({
  west: unitX(west),
  east: unitX(east),
  north: unitY(north),
  south: unitY(south),
});

/** @param {BasemapLayer} layer @param {number} from the zoom from which it is drawn */
const prepare = (layer, from) => ({
  from,
  boxes: (layer.boxes || (layer.box ? [layer.box] : [])).map(unitBox),
  land: rings(layer.land, layer.q),
  lakes: rings(layer.lakes, layer.q),
  borders: lines(layer.borders, layer.q),
  disputed: lines(layer.disputed, layer.q),
  rivers: lines(layer.rivers, layer.q),
});

/** Seen as a whole, a detail that spans continents is no finer than the coarse world. @param {number} span degrees */
const firstZoom = (span) => (span > 120 ? 4 : span > 50 ? 3 : 0);

/** What is read on first use: opening a page does not wait for what only a closer look shows. @template T @param {() => T} make */
function lazily(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/**
 * Keep inside some boxes, or outside all of them; the boxes do not overlap.
 * @param {CanvasRenderingContext2D} context
 * @param {UnitBox[]} boxes
 * @param {View} view
 * @param {boolean} inside
 */
function clipTo(context, boxes, { scale, origin, width, height }, inside) {
  context.beginPath();
  if (!inside) context.rect(0, 0, width, height);
  for (const { west, east, north, south } of boxes)
    for (const turn of TURNS) {
      const x = (west + turn) * scale - origin.x;
      const y = north * scale - origin.y;
      context.rect(x, y, (east - west) * scale, (south - north) * scale);
    }
  context.clip("evenodd");
}

/** From hairlines of a continent to some pixels beside a village. @param {number} zoom */
const riverWidth = (zoom) => Math.min(3.2, 0.35 + (zoom - RIVERS_FROM) * 0.18 + Math.max(0, zoom - 10) * 0.3);

/** @param {CanvasRenderingContext2D} context @param {Prepared} layer @param {View} view @param {Look} look */
function paintLayer(context, layer, view, look) {
  fillAreas(context, layer.land, view, look.land);
  fillAreas(context, layer.lakes, view, look.water);
  if (view.zoom >= RIVERS_FROM) strokeLines(context, layer.rivers, view, look.river, riverWidth(view.zoom));
  strokeLines(context, layer.borders, view, look.border, view.zoom < 5 ? 0.7 : 1.3);
  strokeLines(context, layer.disputed, view, look.border, 1.3, [5, 4]);
}

/**
 * Each layer inside its boxes, where the next finer one is not drawn.
 * @param {CanvasRenderingContext2D} context
 * @param {Prepared[]} layers coarse to fine
 * @param {View} view
 * @param {Look} look
 */
function paintLayers(context, layers, view, look) {
  layers.forEach((layer, k) => {
    context.save();
    if (layer.boxes.length) clipTo(context, layer.boxes, view, true);
    for (const finer of layers.slice(k + 1)) clipTo(context, finer.boxes, view, false);
    paintLayer(context, layer, view, look);
    context.restore();
  });
}

/** @typedef {ReturnType<typeof look>} Look */
const look = () => ({
  land: colour("map-land"),
  water: colour("map-water"),
  river: colour("map-river"),
  border: colour("map-border"),
  unit: colour("map-unit"),
  way: colour("map-way"),
  casing: colour("map-way-casing"),
});

/** @param {Basemap} raw */
function painter(raw) {
  const { detail, near, units, ways } = raw;
  const layers = [{ from: 0, layer: lazily(() => prepare(raw.world, 0)) }];
  if (detail?.box) {
    const from = firstZoom(detail.box[2] - detail.box[0]);
    layers.push({ from, layer: lazily(() => prepare(detail, from)) });
  }
  if (near) layers.push({ from: NEAR_FROM, layer: lazily(() => prepare(near, NEAR_FROM)) });
  const surveyed = lazily(() => lines(units.surveyed.lines, units.surveyed.q));
  const derived = lazily(() => lines(units.derived.lines, units.derived.q));
  const roads = lazily(() => ways.lines.flatMap(([, , texts]) => lines(texts, ways.q)));

  return (/** @type {CanvasRenderingContext2D} */ context, /** @type {View} */ view) => {
    const colours = look();
    context.fillStyle = colours.water;
    context.fillRect(0, 0, view.width, view.height);
    const shown = layers.filter(({ from }) => view.zoom >= from).map(({ layer }) => layer());
    paintLayers(context, shown, view, colours);
    if (view.zoom >= UNITS_FROM) {
      strokeLines(context, derived(), view, colours.unit, 0.8, [1, 4]);
    }
    if (view.zoom >= SURVEYED_FROM) strokeLines(context, surveyed(), view, colours.unit, 0.9, [6, 2, 1, 2]);
    if (view.zoom >= WAYS_FROM) {
      strokeLines(context, roads(), view, colours.casing, view.zoom < 9 ? 1.8 : 3.6);
      strokeLines(context, roads(), view, colours.way, view.zoom < 9 ? 1 : 2.2);
    }
    paintGraticule(context, view);
  };
}

/** @param {Basemap} raw */
export function addBasemap(raw) {
  map.createPane("base").style.zIndex = "150";
  const pane = map.createPane("names");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const base = new CanvasLayer("base", painter(raw));
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
