/* Places that texts name in a literal sense and that are drawn. */
import { store } from "../store.js";

/** @type {number[] | null} */
let pinned = null;

/** The numbers of the places, each once. */
export function mentionedPlaces() {
  if (!pinned) {
    const all = store.data.mentions.flat().filter((mention) => mention.pin && mention.p !== undefined);
    pinned = [...new Set(all.map((mention) => /** @type {number} */ (mention.p)))];
  }
  return pinned;
}

/** Their names, for the label layer: they come before the basemap's own. @returns {import("../types").Label[]} */
export function mentionedLabels() {
  if (!store.state.layers.places) return [];
  return mentionedPlaces()
    .map((n) => store.data.places[n])
    .filter((place) => !place.ext || place.ext.k !== "line")
    .map((place) => [place.n, place.xy[0], place.xy[1], 0, place.k]);
}
