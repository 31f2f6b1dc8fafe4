/* Tiles under everything: of a service where the maker of the page offered some, or of a file that the reader opens. Nothing
   is asked of any server before the reader chooses one, since where somebody looks is a secret; a file asks none at all. */
/** @import { Archive } from "../core/pmtiles.js" */
import { byId, el, fill } from "../dom.js";
import { store } from "../store.js";
import { map } from "./map.js";

const MAX_ZOOM = 19;

/** Pictures out of an archive. */
class ArchiveLayer extends L.GridLayer {
  /** @param {Archive} archive */
  constructor(archive) {
    super({ maxZoom: MAX_ZOOM, maxNativeZoom: archive.maxZoom });
    this.archive = archive;
  }

  /** @param {L.Coords} at @param {L.DoneCallback} done */
  createTile({ x, y, z }, done) {
    const image = el("img", { alt: "" });
    const fail = (/** @type {unknown} */ error) =>
      done(error instanceof Error ? error : new Error("no picture"), image);
    this.archive.tile(z, x, y).then((picture) => {
      if (!picture) return done(undefined, image);
      const address = URL.createObjectURL(picture);
      image.onload = () => {
        URL.revokeObjectURL(address);
        done(undefined, image);
      };
      image.onerror = () => {
        URL.revokeObjectURL(address);
        fail(null);
      };
      image.src = address;
    }, fail);
    return image;
  }
}

/** @typedef {{made: L.GridLayer, by: string, failed: string}} Source a layer, whom to credit, and what to say where it cannot be loaded */

/** @returns {Source | null} */
function service() {
  const chosen = store.data.tiles[Number(store.state.tileSource)];
  if (!chosen) return null;
  if (location.protocol === "file:")
    store.note(
      "Many tile servers refuse pages opened from a file. If the map stays as it is, serve this page over http, or go on without tiles.",
    );
  const made = L.tileLayer(chosen.url, {
    maxZoom: MAX_ZOOM,
    maxNativeZoom: chosen.max,
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  return { made, by: chosen.by, failed: "Tiles cannot be loaded here; the map inside this file stays." };
}

/** @returns {Source | null} */
function file() {
  const { tileFile } = store.state;
  if (!tileFile) return null;
  const { name, archive } = tileFile;
  const [west, south, east, north] = archive.box;
  if (map.getZoom() < archive.minZoom) store.note(`${name} has tiles from zoom ${archive.minZoom} on: zoom in.`);
  else if (
    west < east &&
    !map.getBounds().intersects([
      [south, west],
      [north, east],
    ])
  )
    store.note(`The tiles of ${name} are of another part of the world than the map shows.`);
  return {
    made: new ArchiveLayer(archive),
    by: archive.credit || name,
    failed: `Some tiles of ${name} cannot be read; the map inside this page stays there.`,
  };
}

/** @type {L.GridLayer | null} */
let layer = null;

function show() {
  const { layers, tileSource } = store.state;
  layer?.remove();
  layer = null;
  const source = !layers.tiles ? null : tileSource === "file" ? file() : service();
  document.body.classList.toggle("with-tiles", source !== null);
  fill(byId("tile-credit"), source ? el("span", { say: source.by }) : null);
  if (!source) return;
  layer = source.made;
  let told = false;
  layer.on("tileerror", () => {
    if (!told) store.note(source.failed);
    told = true;
  });
  layer.addTo(map);
}

export function addTiles() {
  store.on("layers", (name) => {
    if (name === "tiles") show();
  });
}
