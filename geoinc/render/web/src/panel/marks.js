/* Marks: the text as it was, with mentions marked by kind, locations and claims underlined. */
/** @import { Mention } from "../types" */
import { slicer } from "../core/text.js";
import { el } from "../dom.js";
import { store } from "../store.js";

/** @type {Record<string, string>} */
export const KINDS = {
  literal: "place",
  literal_modifier: "place, as a modifier",
  metonymic: "stands for somebody",
  demonym: "people or belonging",
  associative: "only associated",
  embedded: "part of another name",
};
/** @param {string} kind */
export const kindWords = (kind) => KINDS[kind] || kind;

/**
 * @typedef {object} Mark
 * @property {number} a
 * @property {number} b
 * @property {string} look classes
 * @property {number} level where marks overlap the highest answers the click
 * @property {string} [label]
 * @property {() => void} [run]
 */

/** @type {Map<number, Mark[]>} */
const cache = new Map();

/** Everything marked in a document. @param {number} number */
function marksOf(number) {
  let marks = cache.get(number);
  if (!marks) cache.set(number, (marks = [...mentionMarks(number), ...phraseMarks(number), ...claimMarks(number)]));
  return marks;
}

/** Show what is known of a mention, and its place on the map. @param {number} number @param {Mention} mention */
export function showMention(number, mention) {
  if (mention.p === undefined) store.note(`Not on the map: ${mention.why}`);
  else if (mention.pin) store.lookAt(store.data.places[mention.p]);
  store.showCard({ kind: "mention", document: number, mention });
}

/** @param {number} number @returns {Mark[]} */
const mentionMarks = (number) =>
  (store.data.mentions[number] || []).map((m) => ({
    a: m.a,
    b: m.b,
    look: `mention ${m.k} ${m.p === undefined ? "unresolved" : ""}`,
    run: () => showMention(number, m),
    level: 3,
    label: m.p === undefined ? `not on the map: ${m.why}` : `${store.data.places[m.p].n}: ${kindWords(m.k)}`,
  }));

/** @param {number} number @returns {Mark[]} */
const phraseMarks = (number) =>
  (store.data.phrases[number] || []).flatMap((at) => {
    const where = store.data.locations[at];
    return (where.sp || [])
      .filter(([d]) => d === number)
      .map(([, a, b]) => ({ a, b, look: "phrase", run: () => store.showLocation(where), level: 2, label: "location" }));
  });

/** @param {number} number @returns {Mark[]} */
const claimMarks = (number) =>
  store.data.incidents.flatMap((incident, i) =>
    (incident.cl || [])
      .filter((claim) => claim.s[0] === number)
      .map((claim) => ({
        a: claim.s[1],
        b: claim.s[2],
        look: `claim-mark ${claim.h}`,
        run: () => store.select(i, { from: "text" }),
        level: 1,
        label: `claim: ${claim.h}`,
      })),
  );

/**
 * The text from one place to another as nodes; where marks overlap the innermost one answers the click.
 * @param {number} number
 * @param {number} from
 * @param {number} to
 * @param {Mark[]} [extra]
 */
export function annotate(number, from, to, extra = []) {
  const slice = slicer(store.data.documents[number].t || "");
  const marks = [...marksOf(number), ...extra].filter((m) => m.a < to && m.b > from && m.a < m.b);
  const cuts = new Set([from, to]);
  for (const m of marks) {
    cuts.add(Math.max(from, m.a));
    cuts.add(Math.min(to, m.b));
  }
  const at = [...cuts].sort((x, y) => x - y);
  return at.slice(1).map((end, k) => {
    const here = marks.filter((m) => m.a <= at[k] && m.b >= end);
    return segment(slice(at[k], end), here, at[k], from);
  });
}

/** @param {string} words @param {Mark[]} here @param {number} start @param {number} from */
function segment(words, here, start, from) {
  if (!here.length) return document.createTextNode(words);
  const top = here.reduce((best, m) => (m.level > best.level ? m : best));
  const look = here.map((m) => m.look).join(" ");
  const { run } = top;
  if (!run) return el("span", { class: look, text: words });
  const made = el("span", { class: `${look} live`, text: words, title: top.label, on: { click: run } });
  if (top.a !== start && start !== from) return made;
  made.setAttribute("role", "button");
  made.setAttribute("tabindex", "0");
  made.setAttribute("aria-label", `${words} (${top.label})`);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    run();
  });
  return made;
}
