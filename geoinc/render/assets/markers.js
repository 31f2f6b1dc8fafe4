/* Markers for maps of up to some thousand incidents: real elements that take focus, clustered, spread where they coincide. */
(function (G) {
  "use strict";

  const REACH_PX = 38,
    SAME_PX = 3,
    SPREAD_AT_ONCE = 8,
    CLOSEST = 17;

  let layer = null,
    legs = null,
    opened = null,
    restoring = false;

  G.addMarkers = function (map) {
    layer = L.layerGroup().addTo(map);
    legs = L.layerGroup().addTo(map);
    G.on("filtered", () => {
      opened = null;
      draw(map);
    });
    G.on("selected", () => draw(map));
    G.on("resized", () => draw(map));
    map.on("zoomend moveend", () => draw(map));
    map.on("click", () => {
      if (opened) {
        opened = null;
        draw(map);
      }
    });
  };

  /** Groups of rows that would overlap at this zoom: each joins the first group within reach. */
  function groups(map, rows) {
    const zoom = map.getZoom(),
      cells = new Map(),
      found = [];
    for (const i of rows) {
      const at = map.project([G.S.lat[i], G.S.lon[i]], zoom);
      const cx = Math.floor(at.x / REACH_PX),
        cy = Math.floor(at.y / REACH_PX);
      const group = nearby(cells, cx, cy).find((one) => one.at.distanceTo(at) < REACH_PX);
      if (group) {
        group.rows.push(i);
        group.spread = Math.max(group.spread, group.at.distanceTo(at));
        continue;
      }
      const made = { at, rows: [i], spread: 0 };
      found.push(made);
      const key = `${cx},${cy}`;
      cells.set(key, [...(cells.get(key) || []), made]);
    }
    return found;
  }

  function nearby(cells, cx, cy) {
    const found = [];
    for (let x = cx - 1; x <= cx + 1; x++)
      for (let y = cy - 1; y <= cy + 1; y++) found.push(...(cells.get(`${x},${y}`) || []));
    return found;
  }

  /** Whether another row stands at the very same spot: those are spread, the chosen one among them. */
  const shares = (chosen, rows) =>
    rows.some((i) => i !== chosen && G.S.lon[i] === G.S.lon[chosen] && G.S.lat[i] === G.S.lat[chosen]);

  const sameSpot = (group) =>
    group.rows.every((i) => G.S.lon[i] === G.S.lon[group.rows[0]] && G.S.lat[i] === G.S.lat[group.rows[0]]);

  function draw(map) {
    const focused =
      document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.row : undefined;
    layer.clearLayers();
    legs.clearLayers();
    const view = map.getPixelBounds(),
      pad = L.point(80, 80),
      zoom = map.getZoom();
    const seen = L.bounds(view.min.subtract(pad), view.max.add(pad));
    const rows = Array.from(G.shown).filter(G.hasPlace);
    if (G.selected !== null && rows.includes(G.selected) && !shares(G.selected, rows)) {
      rows.splice(rows.indexOf(G.selected), 1);
      pin(G.selected, [G.S.lat[G.selected], G.S.lon[G.selected]]);
    }
    for (const group of groups(map, rows)) {
      if (!seen.contains(group.at)) continue;
      if (group.rows.length === 1) pin(group.rows[0], map.unproject(group.at, zoom));
      else if (isOpen(group) || (group.rows.length <= SPREAD_AT_ONCE && sameSpot(group))) spread(map, group);
      else cluster(map, group);
    }
    if (focused !== undefined) focusRow(focused);
  }

  function focusRow(row) {
    const again = document.querySelector(`.pin[data-row="${Number(row)}"]`);
    if (!again) return;
    restoring = true;
    again.focus({ preventScroll: true });
    restoring = false;
  }

  const isOpen = (group) => opened !== null && group.rows.includes(opened);

  /** Around the spot, on a circle or, for many, on a spiral; legs lead back to it. */
  function spread(map, group) {
    const zoom = map.getZoom(),
      count = group.rows.length;
    group.rows.forEach((i, k) => {
      const turn = count <= 10 ? (2 * Math.PI * k) / count : 0.55 * k + 1,
        reach = count <= 10 ? 14 + count * 3 : 26 + k * 3.2;
      const at = group.at.add([Math.sin(turn) * reach, -Math.cos(turn) * reach]);
      legs.addLayer(
        L.polyline([map.unproject(group.at, zoom), map.unproject(at, zoom)], {
          color: G.colour("ink"),
          weight: 1.2,
          opacity: 0.7,
          interactive: false,
        }),
      );
      pin(i, map.unproject(at, zoom));
    });
  }

  function keys(element, run) {
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      run();
    });
  }

  function add(at, inner, size, name, properties, run) {
    const icon = L.divIcon({ html: inner, className: properties.class, iconSize: [size, size] });
    const marker = L.marker(at, { icon, keyboard: true, autoPanOnFocus: false, zIndexOffset: properties.lift || 0 });
    marker.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      run();
    });
    layer.addLayer(marker);
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", name);
    element.title = name;
    if (properties.row !== undefined) element.dataset.row = properties.row;
    keys(element, run);
    // Markers are made anew after each move: one that only gets its focus back must not move the map again.
    element.addEventListener("focus", () => {
      if (!restoring) G.map.panInside(at, { padding: [50, 50] });
    });
  }

  function pin(i, at) {
    const incident = G.S.peek(i),
      chosen = G.selected === i;
    const size = Math.round(G.symbolSize(G.S.killed[i]));
    const name = `${incident.n}, ${G.classes[G.S.cls[i]].name}, ${G.when(G.S.t0[i], G.S.t1[i], incident.tp)}`;
    const look = ["pin", chosen ? "chosen" : "", incident.st === "background" ? "background" : ""].join(" ").trim();
    add(at, G.symbol(G.S.cls[i], size), size, name, { class: look, row: i, lift: chosen ? 1000 : 0 }, () =>
      G.select(i, { from: "map" }),
    );
  }

  function cluster(map, group) {
    const count = group.rows.length,
      size = 30 + Math.min(22, Math.round(5 * Math.log2(count)));
    const killed = group.rows.reduce((sum, i) => sum + G.S.killed[i], 0);
    const inner = G.el("span", { text: G.number(count) });
    const name = `${count} incidents here${killed ? `, ${killed} killed` : ""}; open`;
    add(map.unproject(group.at, map.getZoom()), inner, size, name, { class: "cluster" }, () => open(map, group));
  }

  function open(map, group) {
    const bounds = L.latLngBounds(group.rows.map((i) => [G.S.lat[i], G.S.lon[i]]));
    if (group.spread < SAME_PX || map.getZoom() >= CLOSEST) {
      opened = group.rows[0];
      draw(map);
      return;
    }
    map.fitBounds(bounds, { padding: [70, 70], maxZoom: CLOSEST });
  }
})((window.Geoinc = window.Geoinc || {}));
