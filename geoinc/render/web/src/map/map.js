/* The Leaflet map that folium makes, and shapes as its layers. */
/** @import { Place, Shape } from "../types" */
import { el } from "../dom.js";
import { points } from "../core/shapes.js";
import { near } from "../store.js";

/** @type {L.Map} */
// @ts-ignore - folium's script stands before ours
export const map = window.map_geoinc;

/** @param {number} lon @param {number} lat */
export const at = (lon, lat) => L.latLng(lat, near(lon));

/** Leaflet's latitude first, the whole part on one side of the antimeridian. @param {string} text @param {number | undefined} quantum @returns {[number, number][]} */
function latlngs(text, quantum) {
  const all = points(text, quantum);
  const turn = all.length ? near(all[0][0]) - all[0][0] : 0;
  return all.map(([lon, lat]) => [lat, lon + turn]);
}

/**
 * A Leaflet layer for a shape, or null.
 * @param {Shape | null | undefined} shape
 * @param {L.PathOptions} style
 * @returns {L.FeatureGroup | L.Polyline<any> | null}
 */
export function draw(shape, style) {
  if (!shape) return null;
  if (shape.k === "polygon")
    return L.polygon(
      shape.c.map((rings) => rings.map((ring) => latlngs(ring, shape.q))),
      style,
    );
  const parts = shape.c.map((part) => latlngs(part, shape.q));
  if (shape.k === "line") return L.polyline(parts, style);
  return L.featureGroup(parts.flat().map((one) => L.circleMarker(one, { radius: 5, ...style })));
}

/** The bounds of a shape. @param {Shape} shape @returns {L.LatLngBounds} */
export const boundsOf = (shape) => /** @type {L.Polyline<any>} */ (draw(shape, {})).getBounds();

/** A tooltip's content. @param {string} words */
export const tip = (words) => el("span", { say: words, class: "tip" });

const TOO_WIDE = new Set(["continent", "country", "ocean", "sea", "territory"]);
/** Whether a place says little about where something is. @param {Place} place */
export const tooWide = (place) => TOO_WIDE.has(place.k);

/** Keep a click on a layer from the map under it. @param {L.Layer} layer @param {() => void} run */
export function onClick(layer, run) {
  layer.on("click", (event) => {
    L.DomEvent.stopPropagation(/** @type {any} */ (event));
    run();
  });
}

/** What the name of a place is followed by. @param {Place} place */
export const placeFacts = (place) => [place.k, place.a2, place.a1, place.cc].filter(Boolean).join(", ");
