/* Areas: where incidents are, as probability; places mentioned; and the working of one location. */
(function (G) {
  "use strict";

  const ROLES = {
    anchor: { color: "#0072B2", weight: 3.5, fillOpacity: 0.08 },
    band: { color: "#E69F00", weight: 1.5, fillOpacity: 0.16, dashArray: "6 4" },
    cone: { color: "#CC79A7", weight: 1.5, fillOpacity: 0.14, dashArray: "2 4" },
    area: { color: "#009E73", weight: 1.5, fillOpacity: 0.1, dashArray: "8 3 2 3" },
    product: { color: "#D55E00", weight: 2.5, fillOpacity: 0.3 },
  };
  G.roles = ROLES;

  let areas = null,
    chosen = null,
    places = null,
    working = null;

  G.addAreas = function (map) {
    map.createPane("marks").style.zIndex = 420;
    places = L.layerGroup().addTo(map);
    areas = L.layerGroup().addTo(map);
    chosen = L.layerGroup().addTo(map);
    working = L.layerGroup().addTo(map);
    drawPlaces();
    G.on("filtered", drawAreas);
    G.on("selected", () => {
      drawAreas();
      drawChosen();
    });
    G.on("theme", () => {
      drawAreas();
      drawPlaces();
      drawChosen();
    });
  };

  const MOST = 1200;

  function drawAreas() {
    areas.clearLayers();
    if (G.S.dense || !G.show.areas) return;
    for (const i of Array.from(G.shown).slice(0, MOST)) {
      if (i === G.selected || !G.hasPlace(i)) continue;
      areaPair(G.locationOf(G.S.peek(i)), G.classes[G.S.cls[i]].colour, areas, 0.55).forEach((one) =>
        one.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          G.select(i, { from: "map" });
        }),
      );
    }
  }

  function areaPair(where, colour, group, strength) {
    const edge = G.colour("ink");
    const outer = G.draw(where.a90, {
      color: edge,
      weight: 1.2 * strength + 0.3,
      opacity: 0.75,
      dashArray: "5 4",
      fillColor: colour,
      fillOpacity: 0.24 * strength,
    });
    const inner = G.draw(where.a50, {
      color: edge,
      weight: 1.2 * strength + 0.3,
      opacity: 0.75,
      fillColor: colour,
      fillOpacity: 0.42 * strength,
    });
    const drawn = [outer, inner].filter(Boolean);
    drawn.forEach((one) => group.addLayer(one));
    return drawn;
  }

  G.areaPair = areaPair;

  async function drawChosen() {
    chosen.clearLayers();
    working.clearLayers();
    if (G.selected === null) return;
    const row = G.selected,
      incident = await G.S.detail(row);
    if (row !== G.selected) return;
    const where = G.locationOf(incident);
    if (where.a90) areaPair(where, G.classes[G.S.cls[row]].colour, chosen, 1);
    else if (where.r) circle(where, G.classes[G.S.cls[row]].colour);
    if (G.show.working) drawWorking(where);
  }

  function circle(where, colour) {
    const at = G.place(where.xy[0], where.xy[1]);
    chosen.addLayer(
      L.circle(at, {
        radius: where.r,
        color: G.colour("ink"),
        weight: 1.5,
        dashArray: "5 4",
        fillColor: colour,
        fillOpacity: 0.2,
        interactive: false,
      }),
    );
  }

  /** The steps of a location, and its own areas over them. */
  function drawWorking(where) {
    for (const step of where.work || []) {
      const look = ROLES[step.role] || ROLES.area;
      const drawn = G.draw(step.g, {
        ...look,
        weight: step.g && step.g.k === "polygon" ? Math.min(look.weight, 2.5) : look.weight,
        opacity: 0.95,
      });
      if (drawn) working.addLayer(drawn.bindTooltip(G.el("span", { say: step.label, class: "tip" }), { sticky: true }));
    }
  }

  G.showWorking = async function (on) {
    G.show.working = on;
    await drawChosen();
    if (on && G.selected !== null) fitWorking(G.locationOf(await G.S.detail(G.selected)));
  };

  /** Fit what was drawn, but not far beyond the answer: a province or a river may reach over half a continent. */
  function fitWorking(where) {
    if (!where.a90) return;
    const answer = G.draw(where.a90, {}).getBounds(),
      most = answer.pad(1.6),
      box = L.latLngBounds(answer.getSouthWest(), answer.getNorthEast());
    working.eachLayer((one) => {
      const part = one.getBounds && one.getBounds();
      if (!part || !part.isValid() || !most.intersects(part)) return;
      box.extend([Math.max(part.getSouth(), most.getSouth()), Math.max(part.getWest(), most.getWest())]);
      box.extend([Math.min(part.getNorth(), most.getNorth()), Math.min(part.getEast(), most.getEast())]);
    });
    G.map.fitBounds(box.pad(0.05), { maxZoom: 12 });
  }

  /** Show one location that is no incident's: a phrase of the text. */
  G.showLocation = function (where) {
    chosen.clearLayers();
    working.clearLayers();
    if (!where.xy) return G.announce(`Not on the map: ${where.why || "no location"}`);
    areaPair(where, "#999999", chosen, 1);
    const at = G.place(where.xy[0], where.xy[1]);
    chosen.addLayer(
      L.circleMarker(at, { radius: 5, color: G.colour("ink"), fillColor: "#ffffff", fillOpacity: 1, weight: 2 }),
    );
    drawWorking(where);
    const box = where.a90 ? G.draw(where.a90, {}).getBounds() : at.toBounds(2 * (where.r || 1000));
    return G.map.fitBounds(box.pad(0.4), { maxZoom: 12 });
  };

  /** Places that the text names in a literal sense: a lesser layer, drawn under the incidents. */
  function drawPlaces() {
    places.clearLayers();
    if (!G.show.places) return;
    for (const number of G.pinnedPlaces()) {
      const place = G.data.places[number];
      if (place.ext && !TOO_WIDE.has(place.k)) places.addLayer(extent(place));
      else if (!TOO_WIDE.has(place.k)) places.addLayer(spot(place));
    }
    if (G.names) G.names.repaint();
  }

  const TOO_WIDE = new Set(["continent", "country", "ocean", "sea", "territory"]);
  G.tooWide = (place) => TOO_WIDE.has(place.k);

  function extent(place) {
    const style = place.ext.k === "line" ? { weight: 2.5, fill: false } : { weight: 1.2, fillOpacity: 0.05 };
    return tip(G.draw(place.ext, { color: G.colour("place"), opacity: 0.8, ...style }), place);
  }

  function spot(place) {
    const style = {
      pane: "marks",
      radius: 4.5,
      color: G.colour("place"),
      weight: 2,
      fillColor: G.colour("paper"),
      fillOpacity: 1,
    };
    return tip(L.circleMarker(G.place(place.xy[0], place.xy[1]), style), place);
  }

  function tip(layer, place) {
    return layer
      .bindTooltip(G.el("span", { say: `${place.n} (${place.k})`, class: "tip" }), { sticky: true })
      .on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        G.fire("place-chosen", place);
      });
  }

  let pinned = null;
  G.pinnedPlaces = function () {
    if (!pinned)
      pinned = [
        ...new Set(
          (G.data.mentions || [])
            .flat()
            .filter((m) => m.pin)
            .map((m) => m.p),
        ),
      ];
    return pinned;
  };

  /** Names of the places mentioned, for the label layer: they come before the basemap's own. */
  G.ownLabels = function () {
    if (!G.data || !G.show.places) return [];
    return G.pinnedPlaces()
      .map((n) => G.data.places[n])
      .filter((p) => !p.ext || p.ext.k !== "line")
      .map((p) => [p.n, p.xy[0], p.xy[1], 0, p.k]);
  };

  G.redrawPlaces = drawPlaces;
  G.redrawAreas = () => {
    drawAreas();
    drawChosen();
  };
  G.show = { areas: true, places: true, working: false };
})((window.Geoinc = window.Geoinc || {}));
