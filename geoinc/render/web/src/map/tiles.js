/* Online tiles under everything, where the maker of the page offered them and the reader wants them. */
import { store } from "../store.js";
import { map } from "./map.js";

/** @type {L.TileLayer | null} */
let layer = null;

function show() {
  const { tiles } = store.data;
  const on = store.state.layers.tiles && tiles !== null;
  layer?.remove();
  layer = null;
  document.body.classList.toggle("with-tiles", on);
  if (!on || !tiles) return;
  if (location.protocol === "file:")
    store.note(
      "Many tile servers refuse pages opened from a file. If the map stays as it is, serve this page over http, or go on without tiles.",
    );
  layer = L.tileLayer(tiles.url, {
    maxZoom: 19,
    maxNativeZoom: tiles.max,
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
