/* Areas: where incidents are, as probability; places mentioned; and the working of one location. */
/** @import { Place, Shape, Whereabouts } from "../types" */
import { CLASSES } from "../core/classes.js";
import { worldSize } from "../core/projection.js";
import { colour } from "../dom.js";
import { MANY, PROVINCES_BELOW, store } from "../store.js";
import { at, boundsOf, draw, map, onClick, tip, tooWide } from "./map.js";
import { mentionedPlaces } from "./mentioned.js";
import { fit } from "./view.js";

/** How each step of the working is drawn. @type {Record<string, L.PathOptions>} */
const ROLES = {
  anchor: { color: "#6A3D9A", weight: 3.5, fillOpacity: 0.06 },
  band: { color: "#E69F00", weight: 1.5, fillOpacity: 0.16, dashArray: "6 4" },
  cone: { color: "#CC79A7", weight: 1.5, fillOpacity: 0.14, dashArray: "2 4" },
  area: { color: "#009E73", weight: 1.5, fillOpacity: 0.1, dashArray: "8 3 2 3" },
  product: { color: "#D55E00", weight: 2.5, fillOpacity: 0.3 },
};

/** Areas drawn at once. */
const MOST = 1200;
const EQUATOR_M = 40_075_016.686;
const SYMBOL_PX = 24;
const MOST_OF_VIEW = 0.6;

const places = L.layerGroup();
const areas = L.layerGroup();
const chosen = L.layerGroup();
const working = L.layerGroup();

export function addAreas() {
  map.createPane("marks").style.zIndex = "420";
  for (const layer of [places, areas, chosen, working]) layer.addTo(map);
  drawPlaces();
  drawAll();
  store.on("filtered", drawAll);
  store.on("selected", drawAll);
  store.on("corrected", drawAll);
  store.on("theme", () => {
    drawAll();
    drawPlaces();
  });
  store.on("layers", (name) => {
    if (name === "areas") drawAreas();
    else if (name === "places") drawPlaces();
    else if (name === "working") showWorking();
  });
  map.on("zoomend", () => {
    if (store.shown.length > MANY) drawAreas();
  });
  store.on("look", (what) => {
    if ("where" in what) showLocation(what.where);
    else goTo(what.place);
  });
}

function drawAll() {
  drawAreas();
  drawChosen();
}

/** @param {number} i */
const inkOf = (i) => CLASSES[store.rows.cls[i]].colour;

/** Among many, an area is drawn where it tells something: larger than the symbol, smaller than most of the view. @param {number} i */
function tells(i) {
  if (store.shown.length <= MANY) return true;
  if (map.getZoom() < PROVINCES_BELOW) return false;
  const { x, y } = map.getSize();
  const metresPerPixel = (EQUATOR_M * Math.cos((store.rows.lat[i] * Math.PI) / 180)) / worldSize(map.getZoom());
  const across = (2 * store.rows.radius[i]) / metresPerPixel;
  return across > SYMBOL_PX && across < Math.min(x, y) * MOST_OF_VIEW;
}

function drawAreas() {
  areas.clearLayers();
  if (store.rows.dense || !store.state.layers.areas) return;
  for (const i of Array.from(store.shown).slice(0, MOST)) {
    const incident = store.rows.peek(i);
    if (!incident || i === store.state.selected || !store.rows.hasPlace(i) || !tells(i)) continue;
    for (const one of areaPair(store.where(incident), inkOf(i), areas, 0.55))
      onClick(one, () => store.select(i, { from: "map" }));
  }
}

/**
 * The outer area of nine tenths and the inner one of a half.
 * @param {Whereabouts} where
 * @param {string} ink
 * @param {L.LayerGroup} group
 * @param {number} strength from 0 to 1
 */
function areaPair(where, ink, group, strength) {
  const edge = { color: colour("ink"), weight: 1.2 * strength + 0.3, opacity: 0.75, fillColor: ink };
  const outer = draw(where.a90, { ...edge, dashArray: "5 4", fillOpacity: 0.24 * strength });
  const inner = draw(where.a50, { ...edge, fillOpacity: 0.42 * strength });
  const drawn = [];
  for (const one of [outer, inner])
    if (one) {
      group.addLayer(one);
      drawn.push(one);
    }
  return drawn;
}

function drawChosen() {
  chosen.clearLayers();
  working.clearLayers();
  const { selected, incident } = store.state;
  if (selected === null || !incident || store.hidden) return;
  const where = store.where(incident);
  if (where.a90) areaPair(where, inkOf(selected), chosen, 1);
  else if (where.r) circle(where, inkOf(selected));
  if (store.state.layers.working) drawWorking(where);
  drawMove(selected);
}

/** From where a pin stood to where the reader put it. @param {number} i */
function drawMove(i) {
  const was = store.origin(i);
  if (!was || Number.isNaN(was.lon)) return;
  const { lon, lat } = store.rows;
  const line = [
    [was.lat, was.lon],
    [lat[i], lon[i]],
  ];
  const look = { color: colour("ink"), weight: 2, dashArray: "2 5", interactive: false };
  chosen.addLayer(L.polyline(/** @type {L.LatLngTuple[]} */ (line), look));
}

/** @param {Whereabouts} where @param {string} ink */
function circle(where, ink) {
  if (!where.xy) return;
  chosen.addLayer(
    L.circle(at(where.xy[0], where.xy[1]), {
      radius: where.r || 0,
      color: colour("ink"),
      weight: 1.5,
      dashArray: "5 4",
      fillColor: ink,
      fillOpacity: 0.2,
      interactive: false,
    }),
  );
}

/** The steps of a location, over its own areas. @param {Whereabouts} where */
function drawWorking(where) {
  for (const [k, step] of (where.work || []).entries()) {
    const look = ROLES[step.role] || ROLES.area;
    const weight = step.g && step.g.k === "polygon" ? Math.min(look.weight || 1, 2.5) : look.weight;
    const drawn = draw(step.g, { ...look, weight, opacity: 0.95 });
    if (drawn) working.addLayer(drawn.bindTooltip(tip(`${k + 1}. ${step.label}`), { sticky: true }));
  }
}

function showWorking() {
  drawChosen();
  const { incident, layers } = store.state;
  if (layers.working && incident) fitWorking(store.where(incident));
}

/** Fit what was drawn, but not far beyond the answer: a province or a river may reach over half a continent. @param {Whereabouts} where */
function fitWorking(where) {
  if (!where.a90) return;
  const answer = boundsOf(where.a90);
  const most = answer.pad(1.6);
  const box = L.latLngBounds(answer.getSouthWest(), answer.getNorthEast());
  working.eachLayer((one) => {
    const part = "getBounds" in one ? /** @type {L.Polyline} */ (one).getBounds() : null;
    if (!part || !part.isValid() || !most.intersects(part)) return;
    box.extend([Math.max(part.getSouth(), most.getSouth()), Math.max(part.getWest(), most.getWest())]);
    box.extend([Math.min(part.getNorth(), most.getNorth()), Math.min(part.getEast(), most.getEast())]);
  });
  fit(box.pad(0.05));
}

/** Show one location that is no incident's: a phrase of the text. @param {Whereabouts} where */
function showLocation(where) {
  chosen.clearLayers();
  working.clearLayers();
  if (!where.xy) {
    store.note(`Not on the map: ${where.why || "no location"}`);
    return;
  }
  areaPair(where, "#999999", chosen, 1);
  const middle = at(where.xy[0], where.xy[1]);
  chosen.addLayer(
    L.circleMarker(middle, { radius: 5, color: colour("ink"), fillColor: "#ffffff", fillOpacity: 1, weight: 2 }),
  );
  drawWorking(where);
  const box = where.a90 ? boundsOf(where.a90) : middle.toBounds(2 * (where.r || 1000));
  fit(box.pad(0.4));
}

/** @param {Place} place */
function goTo(place) {
  const wide = tooWide(place);
  if (place.ext && !wide) fit(boundsOf(place.ext).pad(0.2));
  else map.setView(at(place.xy[0], place.xy[1]), wide ? 5 : Math.max(9, map.getZoom()));
}

/** Places that the text names in a literal sense: a lesser layer, drawn under the incidents. */
function drawPlaces() {
  places.clearLayers();
  if (!store.state.layers.places) return;
  for (const number of mentionedPlaces()) {
    const place = store.data.places[number];
    if (tooWide(place)) continue;
    const drawn = place.ext ? extent(place.ext) : spot(place);
    if (!drawn) continue;
    drawn.bindTooltip(tip(`${place.n} (${place.k})`), { sticky: true });
    onClick(drawn, () => store.showCard({ kind: "place", place }));
    places.addLayer(drawn);
  }
}

/** @param {Shape} shape */
function extent(shape) {
  const style = shape.k === "line" ? { weight: 2.5, fill: false } : { weight: 1.2, fillOpacity: 0.05 };
  return draw(shape, { color: colour("place"), opacity: 0.8, ...style });
}

/** @param {Place} place */
const spot = (place) =>
  L.circleMarker(at(place.xy[0], place.xy[1]), {
    pane: "marks",
    radius: 4.5,
    color: colour("place"),
    weight: 2,
    fillColor: colour("paper"),
    fillOpacity: 1,
  });

/** Whether a step of the working has a look of its own. @param {string} role */
export const knownRole = (role) => (role in ROLES ? role : "area");
