/* What is not on the map: names by what they are, incidents that have no place, and words that were set aside; each with its
   reason and the sentences it stands in. */
/** @import { Span } from "../types" */
/** @import { Child } from "../dom.js" */
import { number } from "../core/format.js";
import { fold, sentenceAround } from "../core/text.js";
import { button, byId, el, refill } from "../dom.js";
import { store } from "../store.js";
import { kindWords, showMention } from "./marks.js";

const MOST = 300;
/** Sentences of one name that are shown. */
const MOST_SENTENCES = 50;

let wanted = "";

/** @typedef {{span: Span, run: () => void}} Place where a name stands, and what leads there */
/** @typedef {{name: string, why: string, places: Place[]}} Group */

/** Gather what has the same name and reason, the most frequent first. @param {{name: string, why: string, place: Place}[]} all @returns {Group[]} */
function gather(all) {
  /** @type {Map<string, Group>} */
  const found = new Map();
  for (const { name, why, place } of all) {
    const key = `${fold(name)}\n${why}`;
    const group = found.get(key);
    if (group) group.places.push(place);
    else found.set(key, { name, why, places: [place] });
  }
  return [...found.values()].sort((x, y) => y.places.length - x.places.length || (x.name < y.name ? -1 : 1));
}

const names = () =>
  gather(
    store.data.mentions.flatMap((mentions, n) =>
      mentions
        .filter((m) => !m.pin)
        .map((m) => ({
          name: store.words([n, m.a, m.b]),
          why: m.why || kindWords(m.k) + (m.p === undefined ? "" : `: ${store.data.places[m.p].n}`),
          place: {
            span: /** @type {Span} */ ([n, m.a, m.b]),
            run: () => {
              store.showSpan([n, m.a, m.b]);
              showMention(n, m);
            },
          },
        })),
    ),
  );

const aside = () =>
  gather(
    store.data.discarded.map((one) => ({
      name: one.t || store.words(one.s),
      why: one.why,
      place: { span: one.s, run: () => store.showSpan(one.s) },
    })),
  );

/** The sentence of a span with the words in it marked, its report, and the way there. @param {Place} place */
function sentence({ span, run }) {
  const [n, a, b] = span;
  const text = n >= 0 ? store.data.documents[n]?.t : undefined;
  const source = n >= 0 ? el("cite", { say: store.documentTitle(n) }) : null;
  if (text === undefined) return el("li", {}, el("q", { say: store.words(span) }), " ", source);
  return el(
    "li",
    {},
    el("blockquote", { say: sentenceAround(text, a, b) }),
    source,
    " ",
    button("in the text", run, { class: "plain" }),
  );
}

/** @param {Group} group */
function line({ name, why, places }) {
  const inside = el("ul", { class: "quotes" });
  const made = el(
    "details",
    {
      on: {
        toggle: () => {
          if (made.open && !inside.firstChild) inside.append(...places.slice(0, MOST_SENTENCES).map(sentence));
        },
      },
    },
    el(
      "summary",
      {},
      el("strong", { say: name }),
      places.length > 1 ? el("span", { class: "number", text: ` ×${number(places.length)}` }) : null,
      el("span", { class: "why", say: ` ${why}` }),
    ),
    inside,
  );
  return el("li", {}, made);
}

/** @param {string} title @param {Group[]} groups @returns {Child} */
function part(title, groups) {
  const asked = fold(wanted);
  const found = asked ? groups.filter(({ name, why }) => fold(`${name} ${why}`).includes(asked)) : groups;
  if (!found.length) return null;
  const count = found.reduce((sum, one) => sum + one.places.length, 0);
  const heading = `${title} (${number(found.length)}${count > found.length ? `, ${number(count)} times` : ""})`;
  return el(
    "section",
    {},
    el("h3", { text: heading }),
    el("ul", { class: "left" }, found.slice(0, MOST).map(line)),
    found.length > MOST
      ? el("p", { class: "empty", text: `${number(found.length - MOST)} more: search for them.` })
      : null,
  );
}

/** Incidents without a place, with the sentence that tells of each. */
function incidents() {
  const asked = fold(wanted);
  const lost = store.data.incidents.flatMap((one, i) => {
    if (store.rows.hasPlace(i)) return [];
    const first = (one.sp || [])[0];
    const words = first ? store.words(first) : "";
    if (asked && !fold(`${one.n} ${words}`).includes(asked)) return [];
    return [{ one, i, first, words }];
  });
  if (!lost.length) return null;
  return el(
    "section",
    {},
    el("h3", { text: `Incidents without a place (${number(lost.length)})` }),
    el(
      "ul",
      { class: "left" },
      lost.slice(0, MOST).map(({ one, i, first, words }) =>
        el(
          "li",
          {},
          el("button", {
            type: "button",
            class: "plain",
            say: one.n,
            on: { click: () => store.select(i, { from: "list" }) },
          }),
          el("span", { class: "why", say: store.where(one).why || "no location" }),
          words ? el("blockquote", { say: words }) : null,
          first && first[0] >= 0 ? el("cite", { say: store.documentTitle(first[0]) }) : null,
        ),
      ),
    ),
  );
}

/** With very many incidents they are not listed here, but can be shown alone. */
function denseIncidents() {
  const { rows } = store;
  let count = 0;
  for (let i = 0; i < rows.n; i++) if (!rows.hasPlace(i)) count++;
  if (!count) return null;
  const show = () => {
    store.choose("precision", "not located", true);
    store.openTab("incidents");
  };
  return el(
    "section",
    {},
    el("h3", { text: `Incidents without a place (${number(count)})` }),
    button("Show only these in the list", show),
  );
}

export function drawLeft() {
  const field = el("input", {
    type: "search",
    id: "find-left",
    class: "find",
    value: wanted,
    placeholder: "Search names and reasons",
    "aria-label": "Search in what is not mapped",
    on: {
      input: () => {
        wanted = field.value;
        drawLeft();
        /** @type {HTMLInputElement} */ (byId("find-left")).setSelectionRange(wanted.length, wanted.length);
      },
    },
  });
  const parts = [
    store.rows.dense ? denseIncidents() : incidents(),
    part("Names", names()),
    part("Words set aside", aside()),
  ];
  const none = wanted ? "Nothing of that name." : "Everything that was found is on the map.";
  refill(
    byId("view-left"),
    el("h2", { text: "Why it is not on the map" }),
    field,
    parts,
    parts.some(Boolean) ? null : el("p", { class: "empty", text: none }),
  );
}
