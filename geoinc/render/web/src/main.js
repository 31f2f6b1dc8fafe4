/* The page put together. */
/** @import { Basemap, PageData } from "./types" */
import { columnRows } from "./core/columns.js";
import { number, plural } from "./core/format.js";
import { MAX_LATITUDE } from "./core/projection.js";
import { ObjectRows } from "./core/rows.js";
import { byId, el, fill } from "./dom.js";
import { addAreas } from "./map/areas.js";
import { addBasemap } from "./map/basemap.js";
import { addDense, pick } from "./map/dense.js";
import { map } from "./map/map.js";
import { addMarkers } from "./map/markers.js";
import { addMeasure, measuring, toggleMeasure } from "./map/measure.js";
import { addLegend } from "./map/symbols.js";
import { addTiles } from "./map/tiles.js";
import { addView, home } from "./map/view.js";
import { blurNote } from "./panel/about.js";
import { addCorrections } from "./panel/corrections.js";
import { addPanel } from "./panel/panel.js";
import { readLink, writeLink } from "./permalink.js";
import { addSearch } from "./search.js";
import { middleOf, store } from "./store.js";
import { addTable } from "./table.js";
import { addTimeline } from "./timeline.js";

const NARROW_PX = 820;
/** East and west the map may be turned around the world; north and south it ends. */
const TURNS_DEG = 3600;
const NOTE_MS = 9000;

/** The text of a data block. It stays in the page: browsers save pages as they stand. @param {string} id */
const block = (id) => byId(id).textContent || "";

/** What the page holds; a page of columns has no incidents as objects. @returns {PageData} */
const readData = () => ({
  incidents: [],
  mentions: [],
  phrases: [],
  discarded: [],
  ...JSON.parse(block("geoinc-data")),
});

/** @param {PageData} data */
const readRows = async (data) =>
  data.dense
    ? columnRows(data, { columns: block("geoinc-columns"), words: block("geoinc-details") }, middleOf(data))
    : new ObjectRows(data, middleOf(data));

/** What one points at in a list stands out on the map. */
function linkPointing() {
  const mark = (/** @type {Event} */ event, /** @type {boolean} */ on) => {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest("#panel [data-row], #drawer [data-row]");
    if (!(row instanceof HTMLElement)) return;
    document.querySelector(`.pin[data-row="${Number(row.dataset.row)}"]`)?.classList.toggle("pointed", on);
  };
  for (const event of ["pointerover", "focusin"]) document.addEventListener(event, (one) => mark(one, true));
  for (const event of ["pointerout", "focusout"]) document.addEventListener(event, (one) => mark(one, false));
}

const THEMES = ["auto", "light", "dark"];
const THEME_SIGNS = ["◐", "☀", "☾"];

/** @param {string} name */
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  const button = byId("tool-theme");
  button.textContent = THEME_SIGNS[THEMES.indexOf(name)];
  button.setAttribute("aria-label", `Colours: ${name}`);
  button.title = `Colours: ${name}`;
  store.changeTheme();
}

const theme = () => document.documentElement.dataset.theme || "auto";

/** Paper is light, and its legend open. */
function readyForPaper() {
  /** @type {string | null} */
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = theme();
    if (before !== "light") setTheme("light");
    /** @type {HTMLDetailsElement} */ (byId("legend-box")).open = true;
  });
  window.addEventListener("afterprint", () => {
    if (before) setTheme(before);
  });
}

/** @param {string} id @param {string} words @param {string} label @param {() => void} run @param {{pressed?: boolean}} [how] */
const tool = (id, words, label, run, { pressed } = {}) =>
  el("button", {
    type: "button",
    id: `tool-${id}`,
    title: label,
    "aria-label": label,
    "aria-pressed": pressed ? "false" : null,
    text: words,
    on: { click: run },
  });

function addTools() {
  const measureOn = () => byId("tool-measure").getAttribute("aria-pressed") === "true";
  fill(
    byId("tools"),
    tool("home", "⌂", "Show everything", home),
    tool("table", "Table", "Table of incidents", () => store.showTable(!store.state.table), { pressed: true }),
    tool("measure", "Measure", "Measure distances", () => toggleMeasure(!measureOn()), { pressed: true }),
    tool("print", "Print", "Print this view", () => window.print()),
    tool("theme", "◐", "Colours: auto", () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length])),
  );
}

function addWords() {
  const { title, tiles } = store.data;
  fill(byId("title"), el("span", { say: title }));
  document.title = title;
  const credit = tiles ? el("span", { class: "tile-credit", say: tiles.by }) : null;
  byId("stage").append(el("p", { id: "credits" }, "geoinc · Leaflet · GSHHS, WDBII, GeoNames ", credit));
  const note = blurNote();
  if (note) byId("stage").append(note);
  store.on("filtered", () => {
    const all = store.rows.n;
    const { length } = store.shown;
    byId("count").textContent =
      length === all ? plural(all, "incident") : `${number(length)} of ${number(all)} incidents`;
  });
}

function addNotes() {
  let timer = 0;
  store.on("note", (words) => {
    const box = byId("map-notes");
    fill(box, el("p", { role: "status", text: words }));
    clearTimeout(timer);
    timer = setTimeout(() => fill(box), NOTE_MS);
  });
}

/** @param {Basemap} basemap */
function addMap(basemap) {
  const container = map.getContainer();
  container.setAttribute("aria-label", "Map of incidents; the same is in the list and the table");
  container.setAttribute("role", "application");
  map.setMaxBounds([
    [-MAX_LATITUDE, -TURNS_DEG],
    [MAX_LATITUDE, TURNS_DEG],
  ]);
  L.control.zoom({ position: "topleft", zoomInText: "+", zoomOutText: "−" }).addTo(map);
  L.control.scale({ position: "bottomleft", maxWidth: 140 }).addTo(map);
  addView();
  addBasemap(basemap);
  addAreas();
  addMeasure();
  if (store.rows.dense) addDense();
  else {
    addMarkers();
    map.on("click", () => {
      if (!measuring()) store.selectNone();
    });
  }
  addTiles();
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(container);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => store.changeTheme());
}

async function start() {
  const data = readData();
  store.open(data, await readRows(data));
  /** @type {Basemap} */
  const basemap = JSON.parse(block("geoinc-basemap"));
  /** @type {HTMLDetailsElement} */ (byId("legend-box")).open = innerWidth > NARROW_PX;
  addNotes();
  addWords();
  addTools();
  addPanel();
  addMap(basemap);
  addLegend();
  setTheme("auto");
  readyForPaper();
  linkPointing();
  addTimeline();
  addSearch(basemap.labels);
  addTable();
  addCorrections();
  store.on("selected", ({ from }) => {
    if (from !== null && from !== "link" && from !== "text") byId("incident-title").focus({ preventScroll: true });
  });
  store.openTab("incidents");
  await readLink();
  writeLink();
  // For tests and for whoever adds layers of their own.
  Object.assign(window, { geoinc: Object.freeze({ store, map, pick }) });
  document.documentElement.dataset.ready = "yes";
}

start().catch((error) => {
  document.documentElement.dataset.ready = "failed";
  document.body.prepend(
    el("p", { class: "failure", role: "alert", text: `This map could not be drawn: ${error.message}` }),
  );
  throw error;
});
