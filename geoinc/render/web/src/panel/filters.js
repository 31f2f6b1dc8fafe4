/* Filters: what the incidents can be narrowed down to, with counts, and what the map draws. */
/** @import { LayerName } from "../types" */
/** @import { FacetName } from "../core/rows.js" */
/** @import { FilterName } from "../core/filters.js" */
import { number, plural } from "../core/format.js";
import { fold } from "../core/text.js";
import { button, byId, el, refill } from "../dom.js";
import { drawBox } from "../map/box.js";
import { store } from "../store.js";

/** @type {FacetName[]} */
const NAMES = ["class", "type", "country", "province", "toll", "precision", "status", "source", "actor"];
const MOST = 12;
/** From this many values on, a facet has a search field of its own. */
const SEARCHED_FROM = 25;
/** @type {Set<FacetName>} facets that are listed whole */
const longer = new Set();
/** What is looked for among the values of a facet. @type {Map<FacetName, string>} */
const asked = new Map();

/**
 * A box to tick, which keeps the focus while everything around it is drawn anew.
 * @param {string} id
 * @param {boolean} checked
 * @param {(on: boolean) => void} run
 * @param {...import("../dom.js").Child} label
 */
function tick(id, checked, run, ...label) {
  const change = () => {
    run(box.checked);
    document.getElementById(id)?.focus();
  };
  const box = el("input", { type: "checkbox", id, checked, on: { change } });
  return el("li", {}, box, el("label", { for: id }, ...label));
}

/** @param {number} count */
const counted = (count) => el("span", { class: "number", text: number(count) });

/** @typedef {{value: string, count: number, n: number}} Line */

/** @param {FacetName} name @param {Line} line */
function line(name, { value, count, n }) {
  const made = tick(
    `facet-${name}-${n}`,
    store.filter.chosen[name].has(value),
    (on) => store.choose(name, value, on),
    el("span", { say: value }),
    counted(count),
  );
  if (!count) made.classList.add("none");
  return made;
}

/** The values of a facet in the order in which they are listed. @param {FacetName} name @returns {Line[]} */
function linesOf(name) {
  const facet = store.rows.facets[name];
  const counts = store.sieve.counts(name);
  const all = facet.values.map((value, n) => ({ value, count: counts[n], n }));
  if (facet.ordered) return all.filter(({ count, value }) => count || store.filter.chosen[name].has(value));
  return all.sort((x, y) => y.count - x.count || (x.value < y.value ? -1 : 1));
}

/** Lines under their groups (an actor's side), the largest group first. @param {FacetName} name @param {Line[]} lines */
function grouped(name, lines) {
  const { groups } = store.rows.facets[name];
  if (!groups.size)
    return [
      el(
        "ul",
        {},
        lines.map((one) => line(name, one)),
      ),
    ];
  /** @type {Map<string, Line[]>} */
  const bySide = new Map();
  for (const one of lines) {
    const side = groups.get(one.value) || "";
    const all = bySide.get(side);
    if (all) all.push(one);
    else bySide.set(side, [one]);
  }
  const weight = (/** @type {Line[]} */ all) => all.reduce((sum, one) => sum + one.count, 0);
  return [...bySide.entries()]
    .sort(([a, x], [b, y]) => Number(!a) - Number(!b) || weight(y) - weight(x))
    .flatMap(([side, all]) => [
      el("p", { class: "side", say: side || "Side not known" }),
      el(
        "ul",
        {},
        all.map((one) => line(name, one)),
      ),
    ]);
}

/** @param {FacetName} name @param {Line[]} lines */
function searchField(name, lines) {
  if (lines.length < SEARCHED_FROM) return null;
  const id = `find-${name}`;
  const field = el("input", {
    type: "search",
    id,
    class: "find",
    value: asked.get(name) || "",
    placeholder: `Search ${number(lines.length)}`,
    "aria-label": `Search in ${store.rows.facets[name].label}`,
    on: {
      input: () => {
        asked.set(name, field.value);
        drawFilters();
        const again = /** @type {HTMLInputElement} */ (byId(id));
        again.focus();
        again.setSelectionRange(again.value.length, again.value.length);
      },
    },
  });
  return field;
}

/** @param {FacetName} name */
function group(name) {
  const facet = store.rows.facets[name];
  const lines = linesOf(name);
  if (!lines.length || (lines.length < 2 && !store.filter.chosen[name].size && name !== "type")) return null;
  const chosen = store.filter.chosen[name];
  const wanted = fold(asked.get(name));
  const found = wanted
    ? lines.filter(({ value }) => fold(value).includes(wanted) || fold(facet.groups.get(value)).includes(wanted))
    : lines;
  const visible = found.filter(({ value }, k) => wanted || longer.has(name) || k < MOST || chosen.has(value));
  const all = () => {
    longer.add(name);
    drawFilters();
  };
  return el(
    "details",
    { class: "facet", open: true, "data-facet": name },
    el("summary", { text: facet.label }),
    el(
      "fieldset",
      {},
      el("legend", { class: "hidden-visually", text: facet.label }),
      searchField(name, lines),
      wanted && !found.length ? el("p", { class: "empty", text: "None of that name." }) : null,
      grouped(name, visible),
      found.length > visible.length ? button(`All ${number(found.length)}`, all, { class: "plain" }) : null,
    ),
  );
}

/** @param {string} id @param {LayerName} name @param {string} words */
const layer = (id, name, words) => tick(id, store.state.layers[name], (on) => store.setLayer(name, on), words);

const layers = () =>
  el(
    "fieldset",
    {},
    el("legend", { text: "On the map" }),
    el(
      "ul",
      {},
      layer("show-areas", "areas", "50 % and 90 % areas"),
      layer("show-places", "places", "Places mentioned"),
      layer("size-toll", "toll", "Size by number killed"),
      layer("show-density", "density", "Density: hexagons by count"),
    ),
    tileChoice(),
  );

/** Which tiles lie under everything, none at first; whose server learns of it is said beside the name. */
function tileChoice() {
  const { tiles } = store.data;
  const { layers: on, tileSource, tileFile } = store.state;
  const one = (/** @type {string} */ value, /** @type {string} */ words) =>
    el("option", { value, text: words, selected: (on.tiles ? String(tileSource) : "") === value });
  const choice = el(
    "select",
    {
      id: "tile-choice",
      on: {
        change: () => {
          const { value } = choice;
          store.setTiles(value === "" ? null : value === "file" ? value : Number(value));
        },
      },
    },
    one("", "none: nothing leaves this page"),
    tiles.map(({ name, host }, k) => one(String(k), `${name} (asks ${host})`)),
    tileFile && one("file", `${tileFile.name} (asks nobody)`),
  );
  return [
    tiles.length || tileFile ? el("p", {}, el("label", { for: "tile-choice", text: "Map tiles " }), choice) : null,
    el("p", {}, tileOpener()),
  ];
}

/** Opens a file of tiles; nothing of it leaves the page. */
function tileOpener() {
  const field = el("input", {
    type: "file",
    accept: ".pmtiles",
    hidden: true,
    "aria-label": "A file of tiles",
    on: {
      change: async () => {
        const file = field.files?.[0];
        field.value = "";
        if (!file) return;
        await store.openTiles(file);
        drawFilters();
      },
    },
  });
  return [button("A file of tiles (.pmtiles)…", () => field.click(), { id: "tile-file" }), field];
}

function dates() {
  if (!store.undated) return null;
  const keep = tick(
    "undated",
    store.filter.undated,
    (on) => store.setUndated(on),
    "Keep those without a date",
    counted(store.undated),
  );
  return el("fieldset", {}, el("legend", { text: "Dates" }), el("ul", {}, keep));
}

/** Where incidents must lie: a drawn box, or what the map shows. */
function area() {
  const view = () => {
    if (store.state.seen) store.setBox(store.state.seen.box);
  };
  return el(
    "fieldset",
    {},
    el("legend", { text: "Area" }),
    el(
      "p",
      { class: "row" },
      button("Draw a box on the map", drawBox, { id: "draw-box" }),
      button("Take what the map shows", view, { id: "box-view" }),
      store.filter.box ? button("No box", () => store.lift("box"), { class: "plain", id: "no-box" }) : null,
    ),
  );
}

/** What each filter is called where it is lifted. @param {FilterName} name */
function nameOf(name) {
  const { filter, rows } = store;
  if (name === "time") return filter.time ? "the time" : "having a date";
  if (name === "text") return `the search for “${filter.text}”`;
  if (name === "box") return "the area";
  return `${rows.facets[name].label}: ${[...filter.chosen[name]].join(", ")}`;
}

/** Buttons that lift one filter each, with how many incidents would then be shown. */
const lifts = () =>
  store.filtering.map((name) =>
    el(
      "li",
      {},
      button("", () => store.lift(name), { class: "lift", say: `× ${nameOf(name)}`, title: "Lift this filter" }),
      el("small", { text: ` then ${number(store.sieve.without(name))}` }),
    ),
  );

/** Why there is nothing to see, and what would help. */
export function nothingFits() {
  if (!store.rows.n)
    return el(
      "div",
      { class: "empty" },
      el("p", { text: "No incident was found in these reports." }),
      el("p", {
        text: store.data.documents.length
          ? "“Not mapped” lists the names and words that were set aside, each with its reason; “Text” shows the reports."
          : "Give geoinc a report: geoinc map article.txt",
      }),
    );
  return el(
    "div",
    { class: "empty" },
    el("p", { text: "Nothing passes the filters. Lift one of them:" }),
    el("ul", { class: "lifts" }, lifts()),
    button("Clear all filters", () => store.clearFilters()),
  );
}

export function drawFilters() {
  const view = byId("view-filters");
  const top = view.scrollTop;
  const closed = new Set(
    [...view.querySelectorAll("details.facet:not([open])")].map(
      (one) => /** @type {HTMLElement} */ (one).dataset.facet,
    ),
  );
  refill(
    view,
    el("h2", { text: `Filters: ${plural(store.shown.length, "incident")}` }),
    store.filtering.length
      ? el(
          "div",
          { class: "active" },
          el("ul", { class: "lifts" }, lifts()),
          button("Clear all filters", () => store.clearFilters()),
        )
      : null,
    layers(),
    dates(),
    area(),
    NAMES.map(group),
  );
  for (const one of view.querySelectorAll("details.facet"))
    if (closed.has(/** @type {HTMLElement} */ (one).dataset.facet)) one.removeAttribute("open");
  view.scrollTop = top;
}
