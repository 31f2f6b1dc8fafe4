/* The page put together. */
/** @import { Basemap, PageData } from "./types" */
import { columnRows, unpacked } from "./core/columns.js";
import { MAX_LATITUDE } from "./core/projection.js";
import { ObjectRows } from "./core/rows.js";
import { byId, el, fill, still } from "./dom.js";
import { addHeadline } from "./headline.js";
import { addAreas } from "./map/areas.js";
import { addBasemap } from "./map/basemap.js";
import { addBox } from "./map/box.js";
import { addDense, pick } from "./map/dense.js";
import { addDensity } from "./map/density.js";
import { map } from "./map/map.js";
import { addMarkers } from "./map/markers.js";
import { readyForPaper } from "./map/print.js";
import { addMeasure, measuring, toggleMeasure } from "./map/measure.js";
import { addLegend } from "./map/symbols.js";
import { addTiles } from "./map/tiles.js";
import { addView, home } from "./map/view.js";
import { blurNote } from "./panel/about.js";
import { addCorrections } from "./panel/corrections.js";
import { addPanel } from "./panel/panel.js";
import { copyLink, readLink, writeLink } from "./permalink.js";
import { savePicture } from "./picture.js";
import { addSearch } from "./search.js";
import { middleOf, store } from "./store.js";
import { addSteps } from "./steps.js";
import { addTable } from "./table.js";
import { addTimeline } from "./timeline.js";

const NARROW_PX = 820;
/** On smaller screens the legend begins closed: it would cover a quarter of the map. */
const LEGEND_WIDTH_PX = 1100;
const LEGEND_HEIGHT_PX = 640;
/** East and west the map may be turned around the world; north and south it ends. */
const TURNS_DEG = 3600;
const NOTE_MS = 9000;

/** The text of a data block. It stays in the page: browsers save pages as they stand. @param {string} id */
const block = (id) => byId(id).textContent || "";

/** A block of JSON, which is packed where it is long. @param {string} id */
const readJson = async (id) =>
  byId(id).getAttribute("type") === "text/plain" ? unpacked(block(id)).json() : JSON.parse(block(id));

/** What the page holds; a page of columns has no incidents as objects. @returns {Promise<PageData>} */
const readData = async () => ({
  incidents: [],
  mentions: [],
  phrases: [],
  discarded: [],
  ...(await readJson("geoinc-data")),
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
    el("button", {
      type: "button",
      id: "tool-corrections",
      hidden: true,
      on: { click: () => store.showCard({ kind: "corrections" }) },
    }),
    tool("link", "Link", "Copy a link to this view", copyLink),
    tool("picture", "PNG", "PNG: save a picture of this view", savePicture),
    tool("print", "Print", "Print this view", () => window.print()),
    tool("theme", "◐", "Colours: auto", () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length])),
  );
}

function addWords() {
  const { title } = store.data;
  fill(byId("title"), el("span", { say: title }));
  document.title = title;
  const credit = el("span", { id: "tile-credit", class: "tile-credit" });
  byId("stage").append(el("p", { id: "credits" }, "geoinc · Leaflet · GSHHS, WDBII, GeoNames ", credit));
  const note = blurNote();
  if (note) byId("stage").append(note);
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

/** @param {Basemap} basemap @param {Awaited<ReturnType<typeof readLink>>} asked */
function addMap(basemap, asked) {
  const container = map.getContainer();
  container.setAttribute("aria-label", "Map of incidents; the same is in the list and the table");
  container.setAttribute("role", "application");
  // Set as an option alone: setMaxBounds would also pan after each move, and carry the view away that was asked for.
  map.options.maxBounds = L.latLngBounds([-MAX_LATITUDE, -TURNS_DEG], [MAX_LATITUDE, TURNS_DEG]);
  L.control.zoom({ position: "topleft", zoomInText: "+", zoomOutText: "−" }).addTo(map);
  L.control.scale({ position: "bottomleft", maxWidth: 140 }).addTo(map);
  addView(asked);
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
  addDensity();
  addTiles();
  addBox();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => store.changeTheme());
}

/** A page whose charset was changed on the way still has its scripts; its words are garbled, which is told. */
function checkBytes() {
  const told = byId("unread").dataset.check;
  if (told !== "\u00e9\u6f22\u{1f642}")
    store.note("This file was changed on its way (its charset, it seems): names and texts may be garbled.");
}

async function start() {
  const data = await readData();
  store.open(data, await readRows(data));
  /** @type {Basemap} */
  const basemap = await readJson("geoinc-basemap");
  /** @type {HTMLDetailsElement} */ (byId("legend-box")).open =
    innerWidth > LEGEND_WIDTH_PX && innerHeight > LEGEND_HEIGHT_PX;
  addNotes();
  addWords();
  addHeadline();
  addTools();
  addPanel();
  addLegend();
  addTimeline();
  addSearch(basemap.labels);
  addTable();
  addCorrections();
  addSteps();
  linkPointing();
  store.on("selected", ({ from }) => {
    if (from === null || from === "link" || from === "text") return;
    const title = byId("incident-title");
    title.focus({ preventScroll: true });
    // In one column the panel lies below the map.
    if (innerWidth <= NARROW_PX) title.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
  });
  // All that takes room stands before the map is looked at: its view is set in the size it keeps.
  store.openTab("incidents");
  // Colours are known before anything is painted in them: a change would paint all of it again.
  setTheme("auto");
  addMap(basemap, await readLink());
  readyForPaper(setTheme);
  writeLink();
  // For tests and for whoever adds layers of their own.
  Object.assign(window, { geoinc: Object.freeze({ store, map, pick }) });
  byId("unread").hidden = true;
  checkBytes();
  document.documentElement.dataset.ready = "yes";
}

start().catch((error) => {
  document.documentElement.dataset.ready = "failed";
  byId("unread").hidden = true;
  document.body.prepend(
    el("p", { class: "failure", role: "alert", text: `This map could not be drawn: ${error.message}` }),
  );
  throw error;
});
