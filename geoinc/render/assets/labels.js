/* Labels: the most important first, each only where none stands yet, more of them the closer one looks. */
(function (G) {
  "use strict";

  const WIDE = new Set(["country", "continent", "territory", "region", "ocean", "sea", "admin1", "desert"]);
  const WATER = new Set(["ocean", "sea", "strait", "river", "lake"]);
  const CELL = 32;

  /** Squares of the screen that are taken. */
  class Taken {
    constructor() { this.cells = new Map(); }

    *keys(box) {
      for (let x = Math.floor(box.left / CELL); x <= box.right / CELL; x++)
        for (let y = Math.floor(box.top / CELL); y <= box.bottom / CELL; y++) yield `${x},${y}`;
    }

    free(box) {
      for (const key of this.keys(box))
        for (const other of this.cells.get(key) || [])
          if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return false;
      return true;
    }

    take(box) {
      for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) || []), box]);
    }
  }

  function prepare(labels) {
    return labels.map(([name, lon, lat, rank, kind]) => ({
      name: shorten(name), x: G.unitX(G.nearLon(lon)), y: G.unitY(lat), rank, kind, wide: WIDE.has(kind), water: WATER.has(kind),
    }));
  }

  const shorten = (name) => { const points = Array.from(name); return points.length > 40 ? points.slice(0, 39).join("") + "…" : name; };

  function font(label) {
    if (label.water) return "italic 12px system-ui, sans-serif";
    if (label.kind === "country") return "600 13px system-ui, sans-serif";
    if (label.wide) return "500 12px system-ui, sans-serif";
    return label.strong ? "600 12.5px system-ui, sans-serif" : "12px system-ui, sans-serif";
  }

  /** Provinces and countries make way when one looks at single towns. */
  const fits = (label, zoom) => !(label.kind === "country" && zoom > 8.5) && !(label.kind === "admin1" && (zoom < 5.5 || zoom > 11));

  function paintOne(context, label, view, taken, colours) {
    const x = label.x * view.scale - view.origin.x, y = label.y * view.scale - view.origin.y;
    if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20 || !fits(label, view.zoom)) return false;
    context.font = font(label);
    const text = label.wide && !label.water ? label.name.toLocaleUpperCase() : label.name;
    const width = context.measureText(text).width;
    const left = label.wide || label.water ? x - width / 2 : x + 6;
    const gap = label.strong ? 2 : 9;
    const box = { left: left - gap, right: left + width + gap, top: y - 9 - gap, bottom: y + 9 + gap };
    if (!taken.free(box)) return false;
    taken.take(box);
    context.strokeText(text, left, y);
    context.fillStyle = label.water ? colours.waterLabel : label.wide ? colours.areaLabel : colours.label;
    context.fillText(text, left, y);
    if (!label.wide && !label.water && !label.strong) dot(context, x, y, colours.label);
    return true;
  }

  function dot(context, x, y, colour) {
    context.beginPath();
    context.arc(x, y, 1.8, 0, 7);
    context.fillStyle = colour;
    context.fill();
  }

  G.labelPainter = function (labels) {
    const all = prepare(labels);
    return function (context, view) {
      const colours = { label: G.colour("map-label"), areaLabel: G.colour("map-area-label"), waterLabel: G.colour("map-water-label") };
      const taken = new Taken();
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 3;
      context.strokeStyle = G.colour("map-halo");
      const limit = Math.round((view.width * view.height) / 14000);
      let drawn = 0;
      const own = G.ownLabels ? prepare(G.ownLabels()).map((label) => ({ ...label, strong: true })) : [];
      const names = new Set(own.map((label) => label.name));
      for (const label of own) paintOne(context, label, view, taken, colours);
      for (const label of all) if (drawn < limit && !names.has(label.name) && paintOne(context, label, view, taken, colours)) drawn++;
    };
  };
})((window.Geoinc = window.Geoinc || {}));
