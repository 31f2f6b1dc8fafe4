/* What is not on the map: names and incidents that have no place, with the reason, and words that were set aside. */
/** @import { Mention } from "../types" */
/** @import { Child } from "../dom.js" */
import { number } from "../core/format.js";
import { byId, el, fill } from "../dom.js";
import { store } from "../store.js";
import { kindWords, showMention } from "./marks.js";

const MOST = 500;

/** @param {string} title @param {HTMLElement[]} rows @returns {Child} */
const part = (title, rows) =>
  rows.length
    ? el(
        "section",
        {},
        el("h3", { text: `${title} (${number(rows.length)})` }),
        el("ul", { class: "left" }, rows.slice(0, MOST)),
      )
    : null;

/** @param {string} text @param {string} why @param {() => void} run */
const word = (text, why, run) =>
  el(
    "li",
    {},
    el("button", { type: "button", class: "plain", say: text, on: { click: run } }),
    el("span", { class: "why", say: why }),
  );

/** @param {Mention} m */
const reason = (m) => m.why || kindWords(m.k) + (m.p === undefined ? "" : `: ${store.data.places[m.p].n}`);

const lost = () =>
  store.data.incidents.flatMap((one, i) =>
    store.rows.hasPlace(i)
      ? []
      : [word(one.n, store.where(one).why || "no location", () => store.select(i, { from: "list" }))],
  );

const names = () =>
  store.data.mentions.flatMap((mentions, n) =>
    mentions
      .filter((m) => !m.pin)
      .map((m) =>
        word(store.words([n, m.a, m.b]), reason(m), () => {
          store.showSpan([n, m.a, m.b]);
          showMention(n, m);
        }),
      ),
  );

const aside = () =>
  store.data.discarded.map((one) => word(one.t || store.words(one.s), one.why, () => store.showSpan(one.s)));

export function drawLeft() {
  const parts = [part("Incidents", lost()), part("Names", names()), part("Words set aside", aside())];
  fill(
    byId("view-left"),
    el("h2", { text: "Why it is not on the map" }),
    parts,
    parts.some(Boolean) ? null : el("p", { class: "empty", text: "Everything that was found is on the map." }),
  );
}
