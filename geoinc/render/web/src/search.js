/* The search field: it narrows the incidents down, and goes to a place where no incident answers. */
import { byId, debounce } from "./dom.js";
import { store } from "./store.js";

const PAUSE_MS = 180;

/** @param {import("./types").Label[]} labels */
export function addSearch(labels) {
  const field = /** @type {HTMLInputElement} */ (byId("search"));
  byId("search-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await store.search(field.value);
    goToPlace(labels);
  });
  if (!store.rows.dense)
    field.addEventListener(
      "input",
      debounce(() => store.search(field.value), PAUSE_MS),
    );
  store.on("filtered", () => {
    if (!store.filter.text && field !== document.activeElement) field.value = "";
  });
}

/** @param {import("./types").Label[]} labels */
function goToPlace(labels) {
  const asked = store.filter.text.toLowerCase();
  if (!asked || store.shown.length) return;
  const place = store.data.places.find((one) => one.n.toLowerCase() === asked);
  const label = labels.find(([name]) => name.toLowerCase() === asked);
  if (place) store.lookAt(place);
  else if (label) store.lookAt({ id: "", n: label[0], k: label[4], xy: [label[1], label[2]] });
  else store.note("Nothing found; the search looks through titles, sentences, actors and places.");
}
