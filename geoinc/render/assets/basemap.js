/* The basemap: the coarse world everywhere, finer lines inside the box of the findings, graticule and labels. */
(function (G) {
  "use strict";

  const EDGE_OF_THE_WORLD = [-1, 0, 1];

  /** Points of a string as flat unit coordinates with their box. */
  function line(text, quantum) {
    const points = G.decode(text, quantum);
    const flat = new Float64Array(points.length * 2);
    let west = Infinity,
      east = -Infinity,
      north = Infinity,
      south = -Infinity;
    points.forEach(([lon, lat], k) => {
      const x = (flat[2 * k] = G.unitX(lon)),
        y = (flat[2 * k + 1] = G.unitY(lat));
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    });
    return { flat, west, east, north, south };
  }

  function prepare(layer) {
    const many = (texts) => (texts || []).map((text) => line(text, layer.q));
    const rings = (areas) =>
      (areas || []).map((one) => (Array.isArray(one) ? one : [one]).map((text) => line(text, layer.q)));
    return {
      land: rings(layer.land),
      lakes: rings(layer.lakes),
      borders: many(layer.borders),
      disputed: many(layer.disputed),
      rivers: many(layer.rivers),
      from: layer.box ? firstZoom(layer.box[2] - layer.box[0]) : 0,
      box: layer.box
        ? {
            west: G.unitX(layer.box[0]),
            east: G.unitX(layer.box[2]),
            north: G.unitY(layer.box[3]),
            south: G.unitY(layer.box[1]),
          }
        : null,
    };
  }

  /** Seen as a whole, a detail that spans continents is no finer than the coarse world. */
  const firstZoom = (span) => (span > 120 ? 4 : span > 50 ? 3 : 0);

  function trace(context, one, view, turn, close) {
    const { scale, origin, width, height } = view;
    const left = (one.west + turn) * scale - origin.x,
      right = (one.east + turn) * scale - origin.x;
    const top = one.north * scale - origin.y,
      bottom = one.south * scale - origin.y;
    if (right < 0 || left > width || bottom < 0 || top > height || (right - left < 0.6 && bottom - top < 0.6)) return;
    const { flat } = one;
    let lastX = NaN,
      lastY = NaN;
    for (let k = 0; k < flat.length; k += 2) {
      const x = (flat[k] + turn) * scale - origin.x,
        y = flat[k + 1] * scale - origin.y;
      if (k && k < flat.length - 2 && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7) continue;
      if (k) context.lineTo(x, y);
      else context.moveTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (close) context.closePath();
  }

  function fill(context, areas, view, colour, edge) {
    context.beginPath();
    for (const rings of areas)
      for (const ring of rings) for (const turn of EDGE_OF_THE_WORLD) trace(context, ring, view, turn, true);
    context.fillStyle = colour;
    context.fill("evenodd");
    if (!edge) return;
    context.strokeStyle = edge;
    context.lineWidth = 0.7;
    context.stroke();
  }

  function stroke(context, lines, view, colour, width, dash) {
    context.beginPath();
    for (const one of lines) for (const turn of EDGE_OF_THE_WORLD) trace(context, one, view, turn, false);
    context.setLineDash(dash || []);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
    context.setLineDash([]);
  }

  /** Outlines of land would show the cut along the box; each layer is clipped a little inside it. */
  function clipTo(context, box, view, inside) {
    context.beginPath();
    if (!inside) context.rect(0, 0, view.width, view.height);
    for (const turn of EDGE_OF_THE_WORLD) {
      const x = (box.west + turn) * view.scale - view.origin.x,
        y = box.north * view.scale - view.origin.y;
      context.rect(x, y, (box.east - box.west) * view.scale, (box.south - box.north) * view.scale);
    }
    context.clip("evenodd");
  }

  function paintLayer(context, layer, view, look) {
    fill(context, layer.land, view, look.land, null);
    fill(context, layer.lakes, view, look.water, null);
    if (view.zoom >= 4) stroke(context, layer.rivers, view, look.river, Math.min(1.6, 0.35 + (view.zoom - 4) * 0.16));
    stroke(context, layer.borders, view, look.border, view.zoom < 5 ? 0.7 : 1.1);
    stroke(context, layer.disputed, view, look.border, 1.1, [5, 4]);
  }

  const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05];

  const decimals = (step) => (step >= 1 ? 0 : step === 0.5 || step === 0.1 ? 1 : 2);
  const degrees = (value, step, ends) =>
    `${Math.abs(value).toFixed(decimals(step))}°${value > 0 ? ends[0] : value < 0 ? ends[1] : ""}`;

  /** Lines at whole steps, named along the upper and the left edge of what is seen. */
  function graticule(context, view, look) {
    const degree = view.scale / 360,
      step = STEPS.filter((one) => one * degree >= 90).pop() || 30;
    const west = (view.origin.x / view.scale - 0.5) * 360,
      east = west + view.width / degree,
      names = [];
    context.lineWidth = 0.5;
    context.strokeStyle = look.grid;
    context.beginPath();
    for (let k = Math.ceil(west / step); k * step <= east; k++) {
      const x = G.unitX(k * step) * view.scale - view.origin.x;
      context.moveTo(x, 0);
      context.lineTo(x, view.height);
      names.push([degrees(G.wrapLon(k * step), step, "EW"), x + 3, view.pad.y + 10]);
    }
    for (let k = Math.ceil(-84 / step); k * step <= 84; k++) {
      const y = G.unitY(k * step) * view.scale - view.origin.y;
      if (y < 0 || y > view.height) continue;
      context.moveTo(0, y);
      context.lineTo(view.width, y);
      if (y > view.pad.y + 120) names.push([degrees(k * step, step, "NS"), view.pad.x + 3, y - 4]);
    }
    context.stroke();
    context.font = "10px system-ui, sans-serif";
    context.fillStyle = look["grid-label"];
    for (const [name, x, y] of names) context.fillText(name, x, y);
  }

  function look() {
    const names = ["land", "water", "river", "border", "grid", "grid-label"];
    return Object.fromEntries(names.map((name) => [name, G.colour(`map-${name}`)]));
  }

  function painter(world, detail) {
    return function (context, view) {
      const colours = look();
      context.fillStyle = colours.water;
      context.fillRect(0, 0, view.width, view.height);
      context.save();
      const fine = detail && view.zoom >= detail.from;
      if (fine) clipTo(context, detail.box, view, false);
      paintLayer(context, world, view, colours);
      context.restore();
      if (fine) {
        context.save();
        clipTo(context, detail.box, view, true);
        paintLayer(context, detail, view, colours);
        context.restore();
      }
      graticule(context, view, colours);
    };
  }

  G.addBasemap = function (map) {
    const raw = G.read("geoinc-basemap");
    map.createPane("base").style.zIndex = 150;
    const names = map.createPane("names");
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    G.basemap = new G.CanvasLayer("base", painter(prepare(raw.world), raw.detail ? prepare(raw.detail) : null)).addTo(
      map,
    );
    G.names = new G.CanvasLayer("names", G.labelPainter(raw.labels)).addTo(map);
    G.on("filtered", () => G.names.repaint());
    G.on("theme", () => {
      G.basemap.repaint();
      G.names.repaint();
    });
  };
})((window.Geoinc = window.Geoinc || {}));
