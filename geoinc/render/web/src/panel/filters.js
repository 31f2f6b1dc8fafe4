/* Filters: what the incidents can be narrowed down to, with counts, and what the map draws. */
/** @import { LayerName } from "../types" */
/** @import { FacetName } from "../core/rows.js" */
import { number } from "../core/format.js";
import { button, byId, el, fill } from "../dom.js";
import { store } from "../store.js";

/** @type {FacetName[]} */
const NAMES = ["type", "status", "precision", "source", "actor"];
const MOST = 40;
/** @type {Set<FacetName>} facets that are listed whole */
const longer = new Set();

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

/** @param {FacetName} name @param {string} value @param {number} count @param {number} n */
function line(name, value, count, n) {
  const chosen = store.filter.chosen[name].has(value);
  const made = tick(
    `facet-${name}-${n}`,
    chosen,
    (on) => store.choose(name, value, on),
    el("span", { say: value }),
    counted(count),
  );
  if (!count) made.classList.add("none");
  return made;
}

/** @param {FacetName} name */
function group(name) {
  const facet = store.rows.facets[name];
  const counts = store.sieve.counts(name);
  const order = facet.values.map((value, n) => ({ value, count: counts[n], n }));
  order.sort((x, y) => y.count - x.count || (x.value < y.value ? -1 : 1));
  if (!order.length) return null;
  const chosen = store.filter.chosen[name];
  const visible = order.filter(({ value }, k) => longer.has(name) || k < MOST || chosen.has(value));
  const all = () => {
    longer.add(name);
    drawFilters();
  };
  return el(
    "fieldset",
    {},
    el("legend", { text: facet.label }),
    el(
      "ul",
      {},
      visible.map(({ value, count, n }) => line(name, value, count, n)),
    ),
    order.length > visible.length ? button(`All ${number(order.length)}`, all, { class: "plain" }) : null,
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
      store.data.tiles ? layer("show-tiles", "tiles", "Online map tiles") : null,
    ),
  );

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

export function drawFilters() {
  const view = byId("view-filters");
  const top = view.scrollTop;
  fill(
    view,
    el("h2", { text: "Filters" }),
    store.filtering ? button("Clear all filters", () => store.clearFilters()) : null,
    layers(),
    dates(),
    NAMES.map(group),
  );
  view.scrollTop = top;
}
