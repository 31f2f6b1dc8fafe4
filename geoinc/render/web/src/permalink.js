/* The permalink: what is seen goes into the address after the #, and comes back from it. */
import * as link from "./core/link.js";
import { FACETS } from "./core/rows.js";
import { byId, debounce } from "./dom.js";
import { map } from "./map/map.js";
import { isTab } from "./panel/panel.js";
import { store } from "./store.js";

/** @returns {link.Link} */
function state() {
  const { filter } = store;
  const { lat, lng } = map.getCenter();
  return {
    view: { zoom: map.getZoom(), lat, lng },
    incident: store.state.incident?.id ?? null,
    tab: store.state.tab,
    text: filter.text,
    time: filter.time,
    undated: filter.undated,
    chosen: /** @type {any} */ (Object.fromEntries(FACETS.map((name) => [name, [...filter.chosen[name]]]))),
    table: store.state.table,
  };
}

const write = debounce(() => {
  // A page inside a notebook's frame has no address of its own.
  try {
    history.replaceState(null, "", `#${link.write(state())}`);
  } catch {
    /* nothing to keep it in */
  }
}, 250);

/** Take up what the address asks for. */
export async function readLink() {
  const asked = link.read(location.hash);
  store.setFilters({ time: asked.time, undated: asked.undated, chosen: asked.chosen });
  if (asked.text) {
    /** @type {HTMLInputElement} */ (byId("search")).value = asked.text;
    await store.search(asked.text);
  }
  const row = asked.incident ? await store.rows.find(asked.incident) : -1;
  if (row >= 0) await store.select(row, { from: "link" });
  if (asked.tab && isTab(asked.tab)) store.openTab(asked.tab);
  if (asked.table) store.showTable(true);
  if (asked.view) map.setView([asked.view.lat, asked.view.lng], asked.view.zoom, { animate: false });
}

/** Keep the address up to date from now on. */
export function writeLink() {
  map.on("moveend", write);
  for (const topic of /** @type {const} */ (["filtered", "selected", "tab", "table"])) store.on(topic, write);
}
