/* Labels: the most important first, each only where none stands yet, more of them the closer one looks. */
(function (G) {
  "use strict";

  const WIDE = new Set(["country", "continent", "territory", "region", "ocean", "sea", "admin1", "desert"]);
  const WATER = new Set(["ocean", "sea", "strait", "river", "lake"]);
  const CELL = 32;

  /** Squares of the screen that are taken. */
  class Taken {
    constructor() {
      this.cells = new Map();
    }

    *keys(box) {
      for (let x = Math.floor(box.left / CELL); x <= box.right / CELL; x++)
        for (let y = Math.floor(box.top / CELL); y <= box.bottom / CELL; y++) yield `${x},${y}`;
    }

    free(box) {
      for (const key of this.keys(box))
        for (const other of this.cells.get(key) || [])
          if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)
            return false;
      return true;
    }

    take(box) {
      for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) || []), box]);
    }
  }

  function prepare(labels) {
    return labels.map(([name, lon, lat, rank, kind]) => ({
      name: shorten(name),
      x: G.unitX(G.nearLon(lon)),
      y: G.unitY(lat),
      rank,
      kind,
      wide: WIDE.has(kind),
      water: WATER.has(kind),
    }));
  }

  const shorten = (name) => {
    const points = Array.from(name);
    return points.length > 40 ? points.slice(0, 39).join("") + "…" : name;
  };

  function font(label) {
    if (label.water) return "italic 12px system-ui, sans-serif";
    if (label.kind === "country") return "600 13px system-ui, sans-serif";
    if (label.wide) return "500 12px system-ui, sans-serif";
    return label.strong ? "600 12.5px system-ui, sans-serif" : "12px system-ui, sans-serif";
  }

  /** Provinces and countries make way when one looks at single towns. */
  const fits = (label, zoom) =>
    !(label.kind === "country" && zoom > 8.5) && !(label.kind === "admin1" && (zoom < 5.5 || zoom > 11));

  function paintOne(context, label, view, taken, colours) {
    const x = label.x * view.scale - view.origin.x,
      y = label.y * view.scale - view.origin.y;
    if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20 || !fits(label, view.zoom)) return false;
    context.font = font(label);
    const text = label.wide && !label.water ? label.name.toLocaleUpperCase() : label.name;
    const width = context.measureText(text).width;
    const found = room(label, x, y, width, taken);
    if (!found) return false;
    const [left, middle] = found;
    context.strokeText(text, left, middle);
    context.fillStyle = label.water ? colours.waterLabel : label.wide ? colours.areaLabel : colours.label;
    context.fillText(text, left, middle);
    if (!label.wide && !label.water && !label.strong) dot(context, x, y, colours.label);
    return true;
  }

  /** Where a label goes: names of areas in the middle, of spots right, left, below or above of them; null if nowhere. */
  function room(label, x, y, width, taken) {
    const gap = label.strong ? 1 : 8,
      middle = x - width / 2;
    const places =
      label.wide || label.water
        ? [[middle, y]]
        : [
            [x + 7, y],
            [x - 7 - width, y],
            [middle, y + 15],
            [middle, y - 15],
            [x + 18, y + 12],
            [x + 18, y - 12],
          ];
    for (const [left, top] of places) {
      const box = { left: left - gap, right: left + width + gap, top: top - 8 - gap, bottom: top + 8 + gap };
      if (taken.free(box)) {
        taken.take(box);
        return [left, top];
      }
    }
    return null;
  }

  /** The symbols of incidents keep their room. */
  function takePins(taken, view) {
    if (G.S.dense) return;
    for (const i of G.shown) {
      if (!G.hasPlace(i)) continue;
      const x = G.unitX(G.S.lon[i]) * view.scale - view.origin.x,
        y = G.unitY(G.S.lat[i]) * view.scale - view.origin.y;
      taken.take({ left: x - 13, right: x + 13, top: y - 13, bottom: y + 13 });
    }
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
      const colours = {
        label: G.colour("map-label"),
        areaLabel: G.colour("map-area-label"),
        waterLabel: G.colour("map-water-label"),
      };
      const taken = new Taken();
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 3.5;
      context.strokeStyle = G.colour("map-halo");
      const limit = Math.round((view.width * view.height) / 14000);
      let drawn = 0;
      const own = G.ownLabels ? prepare(G.ownLabels()).map((label) => ({ ...label, strong: true })) : [];
      takePins(taken, view);
      const names = new Set(
        own.filter((label) => paintOne(context, label, view, taken, colours)).map((label) => label.name),
      );
      for (const label of all)
        if (drawn < limit && !names.has(label.name) && paintOne(context, label, view, taken, colours)) drawn++;
    };
  };
})((window.Geoinc = window.Geoinc || {}));
