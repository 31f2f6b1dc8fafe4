/* Very many incidents: one canvas of pixels, symbols where few enough are in view; picking by distance. */
(function (G) {
  "use strict";

  const SYMBOLS_BELOW = 1500,
    REACH_PX = 9,
    LISTED = 40,
    OUTSIDE = -2;

  let x = null,
    y = null,
    layer = null,
    ring = null;

  /** Unit coordinates of all rows; those without a place stand outside the world, where nothing is drawn. */
  function project(S) {
    x = new Float64Array(S.n).fill(OUTSIDE);
    y = new Float64Array(S.n).fill(OUTSIDE);
    for (let i = 0; i < S.n; i++) {
      if (S.lon[i] !== S.lon[i]) continue;
      x[i] = G.unitX(S.lon[i]);
      y[i] = G.unitY(S.lat[i]);
    }
  }

  /** Little-endian RGBA of each class. */
  const inks = () =>
    Uint32Array.from(G.classes, ({ colour }) => {
      const value = parseInt(colour.slice(1), 16);
      return (0xff000000 | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
    });

  function visible({ origin, scale, width, height }, limit) {
    const west = origin.x / scale,
      north = origin.y / scale,
      east = west + width / scale,
      south = north + height / scale;
    const rows = G.shown,
      found = [];
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k];
      if (x[i] >= west && x[i] <= east && y[i] >= north && y[i] <= south && found.push(i) > limit) return null;
    }
    return found;
  }

  function paintSymbols(context, view, rows) {
    context.lineJoin = "round";
    context.lineWidth = 1.6;
    context.strokeStyle = "#1b1f24";
    for (const i of rows) {
      const size = G.sizeByToll ? G.symbolSize(G.S.killed[i]) : 15;
      context.save();
      context.translate(x[i] * view.scale - view.origin.x - size / 2, y[i] * view.scale - view.origin.y - size / 2);
      context.scale(size / 24, size / 24);
      context.fillStyle = G.classes[G.S.cls[i]].colour;
      const path = G.symbolPath(G.S.cls[i]);
      context.fill(path);
      context.stroke(path);
      context.restore();
    }
  }

  const dotSize = (count) => (count < 40000 ? 4 : count < 300000 ? 3 : 2);

  function paintPixels(context, view) {
    const ratio = view.ratio,
      width = Math.round(view.width * ratio),
      height = Math.round(view.height * ratio);
    const image = context.createImageData(width, height),
      pixels = new Uint32Array(image.data.buffer);
    const scale = view.scale * ratio,
      left = view.origin.x * ratio,
      top = view.origin.y * ratio;
    const ink = inks(),
      cls = G.S.cls,
      rows = G.shown,
      side = Math.round(dotSize(rows.length) * ratio),
      right = width - side,
      bottom = height - side;
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k],
        px = (x[i] * scale - left) | 0;
      if (px < 0 || px >= right) continue;
      const py = (y[i] * scale - top) | 0;
      if (py < 0 || py >= bottom) continue;
      const colour = ink[cls[i]];
      let at = py * width + px;
      for (let b = 0; b < side; b++, at += width) for (let a = 0; a < side; a++) pixels[at + a] = colour;
    }
    context.putImageData(image, 0, 0);
  }

  function paint(context, view) {
    const few = visible(view, SYMBOLS_BELOW);
    if (few) paintSymbols(context, view, few);
    else paintPixels(context, view);
  }

  /** Rows near a point of the map, nearest first. */
  function pick(map, at) {
    const zoom = map.getZoom(),
      scale = 256 * 2 ** zoom,
      here = map.project(at, zoom),
      rows = G.shown,
      found = [];
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k],
        dx = x[i] * scale - here.x,
        dy = y[i] * scale - here.y,
        far = dx * dx + dy * dy;
      if (far <= REACH_PX * REACH_PX) found.push([far, i]);
    }
    return found.sort((one, two) => one[0] - two[0] || one[1] - two[1]).map(([, i]) => i);
  }
  G.pick = pick;

  async function choose(map, event) {
    if (event.taken) return;
    const rows = pick(map, event.latlng);
    if (rows.length === 1) G.select(rows[0], { from: "map" });
    else if (rows.length) showMany(rows);
  }

  async function showMany(rows) {
    const named = await Promise.all(rows.slice(0, LISTED).map((i) => G.S.detail(i)));
    G.openTab("incidents");
    G.showCard([
      G.el("h3", { text: `${G.plural(rows.length, "incident")} here` }),
      G.el(
        "ul",
        {},
        named.map((one, k) =>
          G.el(
            "li",
            {},
            G.el("button", {
              type: "button",
              class: "plain",
              say: one.n,
              on: { click: () => G.select(rows[k], { from: "map" }) },
            }),
          ),
        ),
      ),
    ]);
  }

  function drawRing() {
    ring.clearLayers();
    if (G.selected === null || !G.hasPlace(G.selected)) return;
    const at = L.latLng(G.S.lat[G.selected], G.S.lon[G.selected]);
    ring.addLayer(
      L.circleMarker(at, { radius: 13, color: G.colour("ink"), weight: 3, fill: false, interactive: false }),
    );
  }

  G.addDense = function (map) {
    project(G.S);
    map.createPane("pixels").style.zIndex = 430;
    map.getPane("pixels").style.pointerEvents = "none";
    layer = new G.CanvasLayer("pixels", paint).addTo(map);
    ring = L.layerGroup().addTo(map);
    G.repaintPoints = () => layer.repaint();
    G.on("filtered", G.repaintPoints);
    G.on("resized", G.repaintPoints);
    G.on("selected", drawRing);
    map.on("click", (event) => choose(map, event));
  };
})((window.Geoinc = window.Geoinc || {}));
