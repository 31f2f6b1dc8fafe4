/* The page put together. */
(function (G) {
  "use strict";

  G.selected = null;
  G.selectedId = null;

  G.select = async function (i, { from } = {}) {
    G.selected = i;
    const incident = await G.S.detail(i);
    if (G.selected !== i) return;
    G.selectedId = incident.id;
    G.hideCard();
    if (from !== "text") G.openTab("incidents");
    G.fire("selected");
    await G.drawIncident(i);
    if (from === "text") G.openTab("text");
    if (from !== "map" && from !== "link") show(i);
    if (from !== "link" && from !== "text") G.byId("incident-title")?.focus({ preventScroll: true });
  };

  G.selectNone = function ({ focus } = {}) {
    const last = G.selected;
    if (last === null) return;
    G.selected = null;
    G.selectedId = null;
    G.fire("selected");
    G.drawList().then(() => {
      if (focus) document.querySelector(`.entry[data-row="${last}"]`)?.focus();
    });
  };

  /** Bring an incident into view if it is not, or if it is too small to see there. */
  function show(i) {
    if (!G.hasPlace(i)) {
      G.announce("This incident has no place on the map.");
      return;
    }
    const at = L.latLng(G.S.lat[i], G.S.lon[i]);
    const box = at.toBounds(2.6 * Math.max(2000, Math.min(G.S.radius[i] || 2000, 2e6)));
    const view = G.map.getBounds();
    const small = box.getNorth() - box.getSouth() < (view.getNorth() - view.getSouth()) / 12;
    if (!view.contains(box) || small)
      G.map.fitBounds(box, { maxZoom: 12, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  function home() {
    const box = G.data.box;
    if (!box) return G.map.setView([20, 0], 2, { animate: false });
    return G.map.fitBounds(
      [
        [box[1], box[0]],
        [box[3], box[2]],
      ],
      { padding: [40, 40], maxZoom: 11, animate: false },
    );
  }

  const THEMES = ["auto", "light", "dark"];
  function setTheme(name) {
    document.documentElement.dataset.theme = name;
    const button = G.byId("tool-theme");
    button.textContent = { auto: "◐", light: "☀", dark: "☾" }[name];
    button.setAttribute("aria-label", `Colours: ${name}`);
    button.title = `Colours: ${name}`;
    G.fire("theme");
  }

  /** What one points at in a list stands out on the map. */
  function linkPointing() {
    const mark = (event, on) => {
      const row = event.target.closest && event.target.closest("#panel [data-row], #drawer [data-row]");
      const pin = row && document.querySelector(`.pin[data-row="${Number(row.dataset.row)}"]`);
      if (pin) pin.classList.toggle("pointed", on);
    };
    for (const [event, on] of [
      ["pointerover", true],
      ["focusin", true],
      ["pointerout", false],
      ["focusout", false],
    ])
      document.addEventListener(event, (one) => mark(one, on));
  }

  /** Paper is light, and its legend open. */
  function readyForPaper() {
    let theme = null;
    window.addEventListener("beforeprint", () => {
      theme = document.documentElement.dataset.theme;
      if (theme !== "light") setTheme("light");
      G.byId("legend-box").open = true;
    });
    window.addEventListener("afterprint", () => {
      if (theme) setTheme(theme);
    });
  }

  function tool(id, words, label, run, pressed) {
    return G.el("button", {
      type: "button",
      id: `tool-${id}`,
      title: label,
      "aria-label": label,
      "aria-pressed": pressed ? "false" : null,
      text: words,
      on: { click: run },
    });
  }

  const pressed = (id) => G.byId(`tool-${id}`).getAttribute("aria-pressed") === "true";

  function addTools() {
    G.byId("tools").replaceChildren(
      tool("home", "⌂", "Show everything", home),
      tool("table", "Table", "Table of incidents", () => G.toggleTable(!pressed("table")), true),
      tool("measure", "Measure", "Measure distances", () => G.toggleMeasure(!pressed("measure")), true),
      tool("print", "Print", "Print this view", () => window.print()),
      tool("theme", "◐", "Colours: auto", () =>
        setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % 3]),
      ),
    );
  }

  let tiles = null;
  G.showTiles = function (on) {
    G.show.tiles = on;
    if (tiles) {
      tiles.remove();
      tiles = null;
    }
    document.body.classList.toggle("with-tiles", on);
    if (!on) return;
    if (location.protocol === "file:")
      G.announce(
        "Many tile servers refuse pages opened from a file. If the map stays as it is, serve this page over http, or go on without tiles.",
      );
    tiles = L.tileLayer(G.data.tiles.url, {
      maxZoom: 19,
      maxNativeZoom: G.data.tiles.max,
      referrerPolicy: "strict-origin-when-cross-origin",
    }).addTo(G.map);
    let told = false;
    tiles.on("tileerror", () => {
      if (!told) G.announce("Tiles cannot be loaded here; the map inside this file stays.");
      told = true;
    });
  };

  function credits() {
    const stage = G.byId("stage");
    const said = G.data.tiles ? G.el("span", { class: "tile-credit", say: G.data.tiles.by }) : null;
    stage.append(...[G.el("p", { id: "credits" }, "geoinc · Leaflet · GSHHS, WDBII, GeoNames ", said)]);
    const note = G.blurNote();
    if (note) stage.append(note);
  }

  function heading() {
    const said = G.el("span", { say: G.data.title });
    G.byId("title").replaceChildren(said);
    document.title = G.data.title;
  }

  function count() {
    const all = G.S.n,
      shown = G.shown.length;
    G.byId("count").textContent =
      shown === all ? G.plural(all, "incident") : `${G.number(shown)} of ${G.number(all)} incidents`;
    G.drawLegend();
  }

  function addMap(map) {
    map.getContainer().setAttribute("aria-label", "Map of incidents; the same is in the list and the table");
    map.getContainer().setAttribute("role", "application");
    L.control.zoom({ position: "topleft", zoomInText: "+", zoomOutText: "−" }).addTo(map);
    L.control.scale({ position: "bottomleft", maxWidth: 140 }).addTo(map);
    G.addBasemap(map);
    G.addAreas(map);
    G.addMeasure(map); // before all others that listen to clicks: it says which ones it took
    map.on("click", (event) => {
      if (!event.taken) G.selectNone();
    });
    if (G.S.dense) G.addDense(map);
    else G.addMarkers(map);
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => G.fire("theme"));
  }

  G.start = async function (map) {
    G.map = map;
    G.S = await G.load();
    G.shown = new Uint32Array(0);
    G.labels = G.read("geoinc-basemap").labels;
    heading();
    G.byId("legend-box").open = innerWidth > 820;
    addTools();
    G.addPanel();
    home();
    addMap(map);
    setTheme("auto");
    readyForPaper();
    linkPointing();
    G.addTimeline();
    G.addSearch();
    credits();
    G.on("filtered", count);
    if (G.data.tiles) G.showTiles(true);
    G.openTab("incidents");
    await G.readLink();
    G.startLink();
    document.documentElement.dataset.ready = "yes";
  };

  G.start(window.map_geoinc).catch((error) => {
    document.documentElement.dataset.ready = "failed";
    document.body.prepend(
      G.el("p", { class: "failure", role: "alert", text: `This map could not be drawn: ${error.message}` }),
    );
    throw error;
  });
})((window.Geoinc = window.Geoinc || {}));
