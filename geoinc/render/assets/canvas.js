/* A layer that is one canvas: painted anew after each move, carried along and scaled in between. */
(function (G) {
  "use strict";

  const AROUND = 0.35;

  G.CanvasLayer = L.Layer.extend({
    initialize(pane, paint) {
      this._pane_name = pane;
      this._paint = paint;
    },

    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated");
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPane(this._pane_name).append(this._canvas);
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
      const size = map.getSize(),
        ratio = window.devicePixelRatio || 1;
      const pad = size.multiplyBy(AROUND).round(),
        full = size.add(pad.multiplyBy(2));
      this._corner = map.containerPointToLatLng(pad.multiplyBy(-1));
      this._zoom = map.getZoom();
      const canvas = this._canvas;
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint(pad.multiplyBy(-1)), 1);
      canvas.width = full.x * ratio;
      canvas.height = full.y * ratio;
      canvas.style.width = `${full.x}px`;
      canvas.style.height = `${full.y}px`;
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      const origin = map.project(this._corner, this._zoom);
      this._paint(context, {
        width: full.x,
        height: full.y,
        zoom: this._zoom,
        origin,
        scale: 256 * 2 ** this._zoom,
        ratio,
        pad,
      });
    },

    _animate(event) {
      this._move(event.center, event.zoom);
    },
    _follow() {
      this._move(this._map.getCenter(), this._map.getZoom());
    },

    _move(center, zoom) {
      const map = this._map;
      const scale = map.getZoomScale(zoom, this._zoom);
      const at = map._latLngToNewLayerPoint(this._corner, zoom, center);
      L.DomUtil.setTransform(this._canvas, at, scale);
    },
  });

  /** Web Mercator on a unit square: x and y from 0 to 1, y downwards. */
  G.unitX = (lon) => lon / 360 + 0.5;
  G.unitY = function (lat) {
    const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
})((window.Geoinc = window.Geoinc || {}));
