/* The permalink: what is seen goes into the address after the #, and comes back from it. */
import * as link from "./core/link.js";
import { readSort, writeSort } from "./core/order.js";
import { FACETS } from "./core/rows.js";
import { byId, debounce } from "./dom.js";
import { map } from "./map/map.js";
import { isTab } from "./panel/panel.js";
import { store } from "./store.js";

/** @typedef {"areas" | "places" | "working" | "toll" | "density"} LinkedLayer */
const LAYERS = /** @type {const} */ (["areas", "places", "working", "toll", "density"]);

/** What the page begins with: only what differs goes into the address. */
let first = { sort: writeSort(store.state.sort), layers: store.state.layers };

/** @returns {link.Link} */
function state() {
  const { filter } = store;
  const { layers, sort, follow, table, tab, incident } = store.state;
  const { lat, lng } = map.getCenter();
  return {
    view: { zoom: map.getZoom(), lat, lng },
    incident: incident?.id ?? null,
    tab,
    text: filter.text,
    time: filter.time,
    undated: filter.undated,
    chosen: /** @type {any} */ (Object.fromEntries(FACETS.map((name) => [name, [...filter.chosen[name]]]))),
    box: filter.box,
    table,
    sort: writeSort(sort) === first.sort ? null : writeSort(sort),
    follow,
    layers: Object.fromEntries(
      LAYERS.filter((name) => layers[name] !== first.layers[name]).map((name) => [name, layers[name]]),
    ),
  };
}

function write() {
  // A page inside a notebook's frame has no address of its own.
  try {
    history.replaceState(history.state, "", `#${link.write(state())}`);
  } catch {
    /* nothing to keep it in */
  }
}

/** Take up what the address asks for; returns the view that it asks for. */
export async function readLink() {
  first = { sort: writeSort(store.state.sort), layers: store.state.layers };
  const asked = link.read(location.hash);
  for (const name of LAYERS) if (name in asked.layers) store.setLayer(name, asked.layers[name]);
  const sort = readSort(asked.sort);
  if (sort) store.setSort(sort);
  if (asked.follow) store.setFollow(true);
  store.setFilters({ time: asked.time, undated: asked.undated, box: asked.box, chosen: asked.chosen });
  if (asked.text) {
    /** @type {HTMLInputElement} */ (byId("search")).value = asked.text;
    await store.search(asked.text);
  }
  const row = asked.incident ? await store.rows.find(asked.incident) : -1;
  if (row >= 0) await store.select(row, { from: "link" });
  if (asked.tab && isTab(asked.tab)) store.openTab(asked.tab);
  if (asked.table) store.showTable(true);
  return asked.view;
}

/** Keep the address up to date from now on. */
export function writeLink() {
  const soon = debounce(write, 250);
  map.on("moveend", soon);
  for (const topic of /** @type {const} */ (["filtered", "selected", "tab", "table", "sort", "layers"]))
    store.on(topic, soon);
}

/** Copy the address of what is seen. */
export async function copyLink() {
  write();
  const told = location.protocol === "file:" ? " It opens where this file lies at the same place." : "";
  try {
    await navigator.clipboard.writeText(location.href);
    store.note(`The link to this view is copied.${told}`);
  } catch {
    store.note(`The link to this view stands in the address bar.${told}`);
  }
}
