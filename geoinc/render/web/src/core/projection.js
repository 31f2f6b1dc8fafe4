/* Web Mercator on a unit square, x to the east and y downwards from 0 to 1, and small geodesy for drawing.

   The unit square is where everything is placed and compared. Degrees are only ever turned into it, never back and
   forth: latitudes beyond its edge have no place in it and are held at the edge, so that a corner of the screen sent
   through degrees would come back somewhere else. */

const RADIUS_M = 6371008.8; // mean radius, IUGG
const RAD = Math.PI / 180;

/** Where the square ends: atan(sinh(π)), as Leaflet has it. */
export const MAX_LATITUDE = 85.0511287798;
const TILE_PX = 256;

/** @param {number} lon */
export const unitX = (lon) => lon / 360 + 0.5;

/** @param {number} lat */
export function unitY(lat) {
  const sine = Math.sin(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * RAD);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * Pixels around the world at a zoom.
 * @param {number} zoom
 */
export const worldSize = (zoom) => TILE_PX * 2 ** zoom;

/**
 * A longitude brought back into −180 … 180.
 * @param {number} lon
 */
export const wrapLon = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

/**
 * The longitude equal to this one that lies within half a turn of a middle.
 * @param {number} lon
 * @param {number} middle
 */
export const nearLon = (lon, middle) => lon + 360 * Math.round((middle - lon) / 360);

/**
 * Great-circle distance in metres.
 * @param {{lat: number, lng: number}} a
 * @param {{lat: number, lng: number}} b
 */
export function metres(a, b) {
  const dlat = ((b.lat - a.lat) * RAD) / 2;
  const dlon = ((b.lng - a.lng) * RAD) / 2;
  const chord = Math.sin(dlat) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dlon) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
}
