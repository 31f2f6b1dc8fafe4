/* Where the map looks: first at the main incidents, then wherever it is sent. */
import { still } from "../dom.js";
import { points } from "../core/shapes.js";
import { store } from "../store.js";
import { at, map } from "./map.js";

const EDGE_PX = 36;
/** Half a pin, and a little. */
const PIN_PX = 18;
const CLOSEST = 12;
/** The first view does not go nearer than this: the surroundings say where in the world it is. */
const FIRST_CLOSEST = 11;

/** The zoom of a map that has no size yet. */
const UNSIZED_ZOOM = 7;

/** The share of the map that may be left empty for the sake of what lies over it. */
const MOST_PADDED = 0.7;

/** The width of the world at zoom 0. */
const WORLD_PX = 256;

/** What lies over the map and may hide what is under it. */
const OVERLAYS = ["#legend-box", ".leaflet-control-zoom"];

/** Levels of zoom that may be lost for the same sake. */
const MOST_ZOOM_LOST = 1;
/** Of very many incidents, so many are looked at. */
const MOST_TRIED = 1_000;

/** @typedef {{paddingTopLeft: [number, number], paddingBottomRight: [number, number]}} Padding */

/** The rectangles of the overlays, in pixels of the map's container. */
function overlays() {
  const { left, top } = map.getContainer().getBoundingClientRect();
  return OVERLAYS.flatMap((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return box && box.width ? [L.bounds([box.left - left, box.top - top], [box.right - left, box.bottom - top])] : [];
  });
}

/** Ways to keep clear of the overlays: none, beside, above or below each. @returns {Padding[]} */
function paddings() {
  const size = map.getSize();
  /** @type {Padding[]} */
  const ways = [{ paddingTopLeft: [EDGE_PX, EDGE_PX], paddingBottomRight: [EDGE_PX, EDGE_PX] }];
  for (const { min, max } of /** @type {{min: L.Point, max: L.Point}[]} */ (/** @type {unknown} */ (overlays()))) {
    const more = ways.flatMap(({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] }) => {
      const east = min.x > size.x / 2;
      const south = min.y > size.y / 2;
      /** @type {Padding} */
      const beside = east
        ? { paddingTopLeft: [left, top], paddingBottomRight: [Math.max(right, size.x - min.x + PIN_PX), bottom] }
        : { paddingTopLeft: [Math.max(left, max.x + PIN_PX), top], paddingBottomRight: [right, bottom] };
      /** @type {Padding} */
      const along = south
        ? { paddingTopLeft: [left, top], paddingBottomRight: [right, Math.max(bottom, size.y - min.y + PIN_PX)] }
        : { paddingTopLeft: [left, Math.max(top, max.y + PIN_PX)], paddingBottomRight: [right, bottom] };
      return [beside, along];
    });
    ways.push(...more);
  }
  const [plain, ...others] = ways;
  const roomy = others.filter(
    ({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] }) =>
      left + right < size.x * MOST_PADDED && top + bottom < size.y * MOST_PADDED,
  );
  return [plain, ...roomy];
}

/** How many of these incidents would stand under an overlay. @param {ArrayLike<number>} some @param {L.LatLng} center @param {number} zoom @param {L.Bounds[]} boxes */
function covered(some, center, zoom, boxes) {
  const { rows } = store;
  const corner = map.project(center, zoom).subtract(map.getSize().divideBy(2));
  let count = 0;
  for (let k = 0; k < some.length; k++) {
    const i = some[k];
    if (!rows.hasPlace(i)) continue;
    const spot = map.project([rows.lat[i], rows.lon[i]], zoom).subtract(corner);
    const pin = L.bounds(spot.subtract([PIN_PX, PIN_PX]), spot.add([PIN_PX, PIN_PX]));
    if (boxes.some((box) => box.intersects(pin))) count++;
  }
  return count;
}

/**
 * Show these bounds, and no incident under the legend or the buttons if that can be helped.
 * @param {L.LatLngBounds} bounds
 * @param {{maxZoom?: number, animate?: boolean}} [how]
 */
export function fit(bounds, { maxZoom = CLOSEST, animate = !still() } = {}) {
  const boxes = overlays();
  const step = Math.max(1, Math.floor(store.shown.length / MOST_TRIED));
  const some = store.shown.filter((_, k) => k % step === 0);
  /** @type {{center: L.LatLng, zoom: number, hidden: number} | null} */
  let best = null;
  let plain = 0;
  // Farther out than this the world would be narrower than the map, and shown twice.
  const once = Math.log2(map.getSize().x / WORLD_PX);
  for (const padding of paddings()) {
    // @ts-ignore - what fitBounds would do, without doing it
    const { center, zoom } = map._getBoundsCenterZoom(bounds, { ...padding, maxZoom });
    if (best && zoom < Math.max(plain - MOST_ZOOM_LOST, Math.min(plain, once))) continue;
    const hidden = covered(some, center, zoom, boxes);
    if (!best) plain = zoom;
    if (!best || hidden < best.hidden) best = { center, zoom, hidden };
    if (!best.hidden) break;
  }
  if (best) map.setView(best.center, best.zoom, { animate });
}

/** The bounds of what the page tells of, or only of its main incidents. @param {{main: boolean}} which */
function boundsOfAll({ main }) {
  const { box, incidents } = store.data;
  if (!box) return null;
  const [west, south, east, north] = box;
  const all = L.latLngBounds([south, west], [north, east]);
  const chosen = main ? incidents.filter((one) => one.st !== "background" && store.where(one).xy) : [];
  if (!chosen.length || chosen.length === incidents.length) return all;
  const found = L.latLngBounds([]);
  for (const incident of chosen) {
    const { xy, a90 } = store.where(incident);
    if (xy) found.extend(at(xy[0], xy[1]));
    if (a90?.k === "polygon")
      for (const [outer] of a90.c) for (const [lon, lat] of points(outer, a90.q)) found.extend(at(lon, lat));
  }
  return found;
}

/** @param {{main: boolean}} which */
function showAll(which) {
  const bounds = boundsOfAll(which);
  if (bounds) fit(bounds, { maxZoom: FIRST_CLOSEST, animate: false });
  else map.setView([20, 0], 2, { animate: false });
}

/** Show everything. */
export const home = () => showAll({ main: false });

/** Bring an incident into view if it is not, or if it is too small to see there. @param {number} i */
function show(i) {
  const { rows } = store;
  if (!rows.hasPlace(i)) {
    store.note("This incident has no place on the map.");
    return;
  }
  const reach = Math.max(2000, Math.min(rows.radius[i] || 2000, 2e6));
  const box = L.latLng(rows.lat[i], rows.lon[i]).toBounds(2.6 * reach);
  const view = map.getBounds();
  const small = box.getNorth() - box.getSouth() < (view.getNorth() - view.getSouth()) / 12;
  if (!view.contains(box) || small || covered([i], map.getCenter(), map.getZoom(), overlays())) fit(box);
}

/**
 * Set the first view when the page around the map has its sizes, and again while those change and nobody has moved the
 * map: a frame may be hidden at first.
 * @param {{zoom: number, lat: number, lng: number} | null} asked what the address asks for
 */
export function addView(asked) {
  const container = map.getContainer();
  let moved = false;
  let placing = false;
  /** The size for which the view was set; Leaflet hears of window sizes by itself, and earlier. */
  let size = L.point(0, 0);
  const now = () => L.point(container.clientWidth, container.clientHeight);
  const place = () => {
    size = now();
    placing = true;
    if (!size.x || !size.y) {
      // Nothing can be fitted into no room, but the middle is known: no later event may show another part of the world.
      const bounds = boundsOfAll({ main: true });
      if (asked) map.setView([asked.lat, asked.lng], asked.zoom, { animate: false });
      else if (bounds) map.setView(bounds.getCenter(), UNSIZED_ZOOM, { animate: false });
      placing = false;
      return;
    }
    map.invalidateSize({ animate: false, pan: false });
    if (asked) map.setView([asked.lat, asked.lng], asked.zoom, { animate: false });
    else showAll({ main: true });
    placing = false;
  };
  const see = () => {
    const box = map.getBounds();
    const { lat, lng } = map.getCenter();
    store.setSeen([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()], { lat, lng });
  };
  place();
  see();
  map.on("moveend", see);
  map.on("movestart", () => {
    if (!placing) moved = true;
  });
  new ResizeObserver(() => {
    if (now().equals(size)) return;
    if (moved) {
      size = now();
      map.invalidateSize({ animate: false, pan: true });
    } else place();
  }).observe(container);
  store.on("selected", ({ row, from }) => {
    if (row !== null && from !== "map" && from !== "link") show(row);
  });
}
