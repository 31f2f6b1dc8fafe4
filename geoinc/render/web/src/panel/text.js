/* The text of a report, whole. */
/** @import { Report, Span } from "../types" */
import { byId, el, refill, link } from "../dom.js";
import { store } from "../store.js";
import { KINDS, annotate } from "./marks.js";

/** The report that is open. */
let open = 0;

/** @param {Report} one */
function head(one) {
  const facts = [one.src, one.d].filter(Boolean).join(" · ");
  return el(
    "header",
    {},
    el("h2", { say: one.n || one.id }),
    facts ? el("p", { class: "facts", say: facts }) : null,
    one.uri ? el("p", { class: "facts" }, link(one.uri, one.uri)) : null,
  );
}

/** Sentences of the chosen incident stand out. @param {number} number */
const highlights = (number) =>
  (store.state.incident?.sp || [])
    .filter(([d]) => d === number)
    .map(([, a, b]) => ({ a, b, look: "sentence", level: 0 }));

/** @param {number} number */
function paragraphs(number) {
  const points = Array.from(store.data.documents[number].t || "");
  const extra = highlights(number);
  const made = [];
  let from = 0;
  for (let k = 0; k <= points.length; k++) {
    if (k < points.length && points[k] !== "\n") continue;
    if (k > from)
      made.push(
        el("p", { dir: "auto", class: "said", "data-from": from, "data-to": k }, annotate(number, from, k, extra)),
      );
    from = k + 1;
  }
  return made;
}

function picker() {
  const { documents } = store.data;
  if (documents.length < 2) return null;
  const choice = el(
    "select",
    { id: "document", on: { change: () => openReport(Number(choice.value)) } },
    documents.map((one, n) =>
      one.t === undefined && n !== open
        ? null
        : el("option", { value: n, text: `${n + 1}. ${store.documentName(n)}`, selected: n === open }),
    ),
  );
  return el("p", {}, el("label", { for: "document", text: "Report " }), choice);
}

/** @param {number} number */
function openReport(number) {
  open = number;
  drawText();
}

const key = () =>
  el(
    "details",
    { class: "key" },
    el("summary", { text: "What the marks mean" }),
    el(
      "p",
      {},
      Object.entries(KINDS).map(([kind, words]) => el("span", { class: `mention ${kind}`, text: words })),
      el("span", { class: "phrase", text: "location" }),
      el("span", { class: "claim-mark", text: "claim" }),
      el("span", { class: "sentence", text: "sentence of the chosen incident" }),
    ),
  );

export function drawText() {
  const view = byId("view-text");
  const one = store.data.documents[open];
  if (!one) {
    refill(view, el("p", { class: "empty", text: "No text is kept in this file." }));
    return;
  }
  const untold = "The text is not kept in a map of this size; incidents quote their sentences.";
  refill(
    view,
    picker(),
    key(),
    el("article", {}, head(one), one.t === undefined ? el("p", { class: "empty", text: untold }) : paragraphs(open)),
  );
}

/** Open the text at a span and let it stand out. @param {Span} span */
export function openAt([number, a]) {
  openReport(number);
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#view-text p[data-from]")]);
  const found = all.find((p) => Number(p.dataset.from) <= a && a < Number(p.dataset.to));
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.classList.add("flash");
  setTimeout(() => found.classList.remove("flash"), 2500);
}
