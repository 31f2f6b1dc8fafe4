/* The search field: it narrows the incidents down, says how many it found, and offers places of that name to go to. */
/** @import { Label, Place } from "./types" */
import { plural } from "./core/format.js";
import { fold } from "./core/text.js";
import { byId, debounce, el, fill } from "./dom.js";
import { store } from "./store.js";

const PAUSE_MS = 180;
/** With very many incidents every search reads all their words. */
const PAUSE_DENSE_MS = 500;
const MOST_PLACES = 6;

/** @param {Label[]} labels */
export function addSearch(labels) {
  const field = /** @type {HTMLInputElement} */ (byId("search"));
  const hits = byId("hits");
  const places = placeIndex(labels);
  let turn = 0;

  const close = () => {
    hits.hidden = true;
  };

  /** @param {Place} place */
  const go = async (place) => {
    field.value = "";
    close();
    await store.search("");
    store.lookAt(place);
    if (place.id) store.showCard({ kind: "place", place });
  };

  const run = async () => {
    const mine = ++turn;
    const asked = field.value.trim();
    if (!asked) {
      close();
      await store.search("");
      return [];
    }
    if (store.rows.dense) show(el("p", { role: "status", text: "Searching…" }));
    await store.search(asked);
    if (mine !== turn) return [];
    const found = places(asked);
    const count = store.sieve.rows.n ? (store.filter.found?.size ?? 0) : 0;
    show(
      el("p", { role: "status", say: verdict(asked, count, store.shown.length, found.length) }),
      found.length ? el("p", { class: "hits-head", text: "Go to a place" }) : null,
      el(
        "ul",
        {},
        found.map((place) =>
          el(
            "li",
            {},
            el(
              "button",
              { type: "button", class: "plain", on: { click: () => go(place) } },
              el("span", { say: place.n }),
              el("small", { say: ` ${[place.k, place.a1, place.cc].filter(Boolean).join(", ")}` }),
            ),
          ),
        ),
      ),
    );
    return found;
  };

  /** @param {...import("./dom.js").Child} nodes */
  function show(...nodes) {
    fill(hits, nodes);
    hits.hidden = false;
  }

  byId("search-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = await run();
    const exact = found.find((place) => fold(place.n) === fold(field.value.trim()));
    if (exact && !store.shown.length) await go(exact);
  });
  field.addEventListener("input", debounce(run, store.rows.dense ? PAUSE_DENSE_MS : PAUSE_MS));
  byId("search-form").addEventListener("keydown", (event) => {
    const all = [field, .../** @type {NodeListOf<HTMLElement>} */ (hits.querySelectorAll("button"))];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !hits.hidden) {
      event.stopPropagation();
      event.preventDefault();
      field.focus();
      close();
    } else if (step && !hits.hidden) {
      event.preventDefault();
      const at = all.indexOf(/** @type {any} */ (document.activeElement));
      all[Math.max(0, Math.min(all.length - 1, at + step))].focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !byId("search-form").contains(event.target)) close();
  });
  byId("search-form").addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !byId("search-form").contains(event.relatedTarget)) close();
  });
  store.on("filtered", () => {
    if (!store.filter.text && field !== document.activeElement) field.value = "";
  });
}

/** @param {string} asked @param {number} found @param {number} shown @param {number} places */
function verdict(asked, found, shown, places) {
  const none = `No incident speaks of “${asked}”`;
  if (!found && !places) return `${none}, and no place of that name is on this map.`;
  if (!found) return `${none}.`;
  const hidden = found - shown;
  return (
    `${plural(found, "incident")} ${found === 1 ? "speaks" : "speak"} of “${asked}”` +
    (hidden > 0 ? `; other filters hide ${hidden === found ? "all of them" : hidden}` : "")
  );
}

/** A way to find places by name: those that the texts mention, then the map's own labels. @param {Label[]} labels @returns {(asked: string) => Place[]} */
function placeIndex(labels) {
  /** @type {{folded: string, place: Place}[] | null} */
  let all = null;
  return (asked) => {
    all ??= [
      ...store.data.places,
      ...labels.map(([n, lon, lat, , k]) => /** @type {Place} */ ({ id: "", n, k, xy: [lon, lat] })),
    ].map((place) => ({ folded: fold(place.n), place }));
    const wanted = fold(asked);
    const seen = new Set();
    return all
      .filter(({ folded }) => folded.includes(wanted))
      .sort(
        (x, y) =>
          Number(y.folded === wanted) - Number(x.folded === wanted) ||
          Number(y.folded.startsWith(wanted)) - Number(x.folded.startsWith(wanted)),
      )
      .filter(({ folded, place }) => {
        const key = `${folded} ${place.k} ${place.xy.map((value) => value.toFixed(1))}`;
        return !seen.has(key) && seen.add(key);
      })
      .slice(0, MOST_PLACES)
      .map(({ place }) => place);
  };
}
