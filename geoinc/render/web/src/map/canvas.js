/* A layer that is one canvas: painted anew after each move, carried along and scaled in between.

   Its corner is kept in pixels of the whole world, never in degrees: beyond 85° degrees lead nowhere (see projection.js). */
/** @import { View } from "../types" */
import { worldSize } from "../core/projection.js";
import { map } from "./map.js";

/** How far the canvas reaches beyond what is seen, as a share of it. */
const AROUND = 0.25;

/**
 * The painter of each canvas.
 * @type {WeakMap<HTMLCanvasElement, (context: CanvasRenderingContext2D, view: View) => void>}
 */
const painters = new WeakMap();

/**
 * What one of our canvases shows of the map's view, and no more of its surroundings, at a resolution of one's choice;
 * null for canvases of Leaflet's own.
 * @param {HTMLCanvasElement} canvas
 * @param {number} ratio canvas pixels in a CSS pixel
 */
export function paintFinely(canvas, ratio) {
  const paint = painters.get(canvas);
  if (!paint) return null;
  const { x: width, y: height } = map.getSize();
  const zoom = map.getZoom();
  const origin = /** @type {L.Point} */ (map.getPixelBounds().min);
  const made = document.createElement("canvas");
  made.width = width * ratio;
  made.height = height * ratio;
  const context = /** @type {CanvasRenderingContext2D} */ (made.getContext("2d"));
  context.scale(ratio, ratio);
  paint(context, { width, height, zoom, origin, scale: worldSize(zoom), ratio, pad: { x: 0, y: 0 } });
  return made;
}

/**
 * @typedef {L.Layer & {repaint(): void}} CanvasLayer
 * @type {new (pane: string, paint: (context: CanvasRenderingContext2D, view: View) => void) => CanvasLayer}
 */
export const CanvasLayer = L.Layer.extend(
  /** @type {any} */ ({
    /** @param {string} pane @param {(context: CanvasRenderingContext2D, view: View) => void} paint */
    initialize(pane, paint) {
      this._in = pane;
      this._paint = paint;
    },

    /** @param {L.Map} map */
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated");
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPane(this._in)?.append(this._canvas);
      painters.set(this._canvas, this._paint);
      this.repaint();
    },

    onRemove() {
      this._canvas.remove();
    },

    getEvents() {
      return {
        moveend: this.repaint,
        resize: this.repaint,
        viewreset: this.repaint,
        zoomanim: this._animate,
        zoom: this._follow,
      };
    },

    repaint() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize();
      const ratio = window.devicePixelRatio || 1;
      const pad = size.multiplyBy(AROUND).round();
      const full = size.add(pad.multiplyBy(2));
      const zoom = map.getZoom();
      this._origin = map.getPixelBounds().min.subtract(pad);
      this._zoom = zoom;
      const canvas = this._canvas;
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint(pad.multiplyBy(-1)), 1);
      canvas.width = full.x * ratio;
      canvas.height = full.y * ratio;
      canvas.style.width = `${full.x}px`;
      canvas.style.height = `${full.y}px`;
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      this._paint(context, {
        width: full.x,
        height: full.y,
        zoom,
        origin: this._origin,
        scale: worldSize(zoom),
        ratio,
        pad,
      });
    },

    /** @param {L.ZoomAnimEvent} event */
    _animate(event) {
      this._move(event.center, event.zoom);
    },
    _follow() {
      this._move(this._map.getCenter(), this._map.getZoom());
    },

    /** @param {L.LatLng} center @param {number} zoom */
    _move(center, zoom) {
      const scale = this._map.getZoomScale(zoom, this._zoom);
      const corner = this._origin.multiplyBy(scale).subtract(this._map._getNewPixelOrigin(center, zoom));
      L.DomUtil.setTransform(this._canvas, corner, scale);
    },
  }),
);
