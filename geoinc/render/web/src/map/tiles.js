/* Online tiles under everything, where the maker of the page offered them: nothing is asked of any server before the reader
   chooses one, since where somebody looks is a secret. */
import { byId, el, fill } from "../dom.js";
import { store } from "../store.js";
import { map } from "./map.js";

/** @type {L.TileLayer | null} */
let layer = null;

function show() {
  const { tiles } = store.data;
  const { layers, tileSource } = store.state;
  const chosen = layers.tiles ? tiles[tileSource] : undefined;
  layer?.remove();
  layer = null;
  document.body.classList.toggle("with-tiles", chosen !== undefined);
  fill(byId("tile-credit"), chosen ? el("span", { say: chosen.by }) : null);
  if (!chosen) return;
  if (location.protocol === "file:")
    store.note(
      "Many tile servers refuse pages opened from a file. If the map stays as it is, serve this page over http, or go on without tiles.",
    );
  layer = L.tileLayer(chosen.url, {
    maxZoom: 19,
    maxNativeZoom: chosen.max,
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  layer.addTo(map);
  let told = false;
  layer.on("tileerror", () => {
    if (!told) store.note("Tiles cannot be loaded here; the map inside this file stays.");
    told = true;
  });
}

export function addTiles() {
  store.on("layers", (name) => {
    if (name === "tiles") show();
  });
}
