/* Shapes: reading the strings that geoinc/render/shapes.py writes, and small geodesy for drawing. */
(function (G) {
  "use strict";

  const RADIUS_M = 6371008.8;
  const rad = Math.PI / 180;

  /** The longitude equal to this one that lies within half a turn of the middle of the findings. */
  G.middle = 0;
  G.nearLon = (lon) => lon + 360 * Math.round((G.middle - lon) / 360);

  G.decode = function (text, quantum) {
    const out = [];
    let value = 0,
      shift = 1,
      x = 0,
      y = 0,
      first = true;
    for (let i = 0; i < text.length; i++) {
      const group = text.charCodeAt(i) - 63;
      value += (group & 31) * shift;
      shift *= 32;
      if (group & 32) continue;
      const delta = value % 2 ? -(value + 1) / 2 : value / 2;
      if (first) x += delta;
      else {
        y += delta;
        out.push([x * quantum, y * quantum]);
      }
      first = !first;
      value = 0;
      shift = 1;
    }
    return out;
  };

  const FINE = 1e-5;

  /** Leaflet's latitude first, moved to the side of the antimeridian where the findings are. */
  function latlngs(text) {
    const points = G.decode(text, FINE);
    const turn = points.length ? G.nearLon(points[0][0]) - points[0][0] : 0;
    return points.map(([lon, lat]) => [lat, lon + turn]);
  }

  G.parts = function (shape) {
    return shape.k === "polygon" ? shape.c.map((rings) => rings.map(latlngs)) : shape.c.map(latlngs);
  };

  /** A Leaflet layer for a shape, or null. */
  G.draw = function (shape, style) {
    if (!shape) return null;
    const parts = G.parts(shape);
    if (shape.k === "polygon") return L.polygon(parts, style);
    if (shape.k === "line") return L.polyline(parts, style);
    return L.featureGroup(parts.flat().map((at) => L.circleMarker(at, { radius: 5, ...style })));
  };

  G.geojson = function (shape) {
    const lines = shape.c.map((part) =>
      shape.k === "polygon" ? part.map((r) => G.decode(r, FINE)) : G.decode(part, FINE),
    );
    if (shape.k === "polygon") return { type: "MultiPolygon", coordinates: lines };
    if (shape.k === "line") return { type: "MultiLineString", coordinates: lines };
    return { type: "MultiPoint", coordinates: lines.flat() };
  };

  G.metres = function (a, b) {
    const dlat = ((b.lat - a.lat) * rad) / 2,
      dlon = ((b.lng - a.lng) * rad) / 2;
    const chord = Math.sin(dlat) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dlon) ** 2;
    return 2 * RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
  };

  /** A longitude brought back into −180 … 180. */
  G.wrapLon = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

  G.place = (lon, lat) => L.latLng(lat, G.nearLon(lon));
})((window.Geoinc = window.Geoinc || {}));
