/* One incident: what, when, where and how well known, who says so, and the words it rests on. */
/** @import { Actor, Incident, Whereabouts } from "../types" */
/** @import { Child } from "../dom.js" */
import { tollText } from "../core/figures.js";
import { placeDoubt, precisionName, when } from "../core/format.js";
import { codesOf } from "../core/codes.js";
import { button, byId, el, refill, link } from "../dom.js";
import { knownRole } from "../map/areas.js";
import { certaintyOf, symbol } from "../map/symbols.js";
import { store } from "../store.js";
import { claimsTable } from "./claims.js";
import { correctionTools } from "./corrections.js";
import { annotate } from "./marks.js";
import { placeText } from "./place.js";

/** @param {string} name @param {...Child} value @returns {Child[]} */
const row = (name, ...value) => (value.some(Boolean) ? [el("dt", { text: name }), el("dd", {}, ...value)] : []);
/** @param {string | undefined | null} text */
const said = (text) => (text ? el("span", { say: text }) : null);

/** How sure it is that somebody took part, and on whose word; nothing where the report says so as fact. @param {Actor} actor */
function stance(actor) {
  if (!actor.st || actor.st === "reported as fact") return "";
  return actor.by ? `${actor.st}, says ${actor.by}` : actor.st;
}

/** @param {Incident} incident */
const actors = (incident) =>
  (incident.ac || []).map((actor) =>
    el(
      "li",
      {},
      said(actor.n),
      el("small", { say: ` ${[actor.r, actor.k, stance(actor)].filter(Boolean).join(", ")}` }),
    ),
  );

/** @param {Incident} incident */
const types = (incident) =>
  (incident.ty || []).map((t) => {
    const type = store.data.types[t];
    const codes = codesOf(type).flatMap(({ code, words }) => [" ", el("abbr", { title: words, text: code })]);
    return el("li", {}, said(type.n), codes.length ? el("small", {}, codes) : null);
  });

/** @param {Incident} incident @param {number} i */
function facts(incident, i) {
  const { rows } = store;
  const kinds = types(incident);
  const people = actors(incident);
  const precision = incident.tp ?? 0;
  const where = store.where(incident);
  const doubt = placeDoubt(incident, Boolean(where.xy));
  return el(
    "dl",
    { class: "facts-list" },
    row(
      "When",
      said(`${when(rows.t0[i], rows.t1[i], incident.tp, incident.z)}${incident.tt ? ` (“${incident.tt}”)` : ""}`),
      precision > 1 && precision < 6 ? el("small", { text: ` known ${precisionName(precision)}` }) : null,
    ),
    row(
      "Where",
      placeText(where),
      doubt ? el("small", { say: doubt, title: "What the story and the gazetteer say; learned from reports" }) : null,
    ),
    row("What", kinds.length ? el("ul", {}, kinds) : null),
    row("Who", people.length ? el("ul", {}, people) : null),
    row("Toll", said(tollText(incident))),
    row("Sure", said(incident.pr === undefined ? "" : `${incident.pr} % that it happened as told`)),
  );
}

/** Sentences with their source; words marked as in the text. @param {Incident} incident */
function quotes(incident) {
  const made = (incident.sp || []).map((span) => {
    const [number, a, b] = span;
    const known = number >= 0 && store.data.documents[number].t !== undefined;
    const body = known ? annotate(number, a, b) : [store.words(span)];
    const source =
      number >= 0
        ? el(
            "cite",
            {},
            el("span", { say: store.documentTitle(number) }),
            " ",
            known ? button("in the text", () => store.showSpan(span), { class: "plain" }) : null,
          )
        : null;
    return el("li", {}, el("blockquote", { dir: "auto", class: "said" }, body), source);
  });
  const sources = (incident.so || []).map(([name, day, uri]) =>
    el("li", {}, link(name, uri), el("small", { text: day ? ` ${day}` : "" })),
  );
  if (!made.length && !sources.length) return null;
  return el(
    "section",
    {},
    el("h3", { text: "The words it rests on" }),
    el("ul", { class: "quotes" }, made),
    sources.length ? el("ul", { class: "facts" }, sources) : null,
  );
}

/** @param {Whereabouts} where */
function working(where) {
  const steps = where.work || [];
  const aside = where.aside || [];
  if (!where.exp && !steps.length && !aside.length) return null;
  const toggle = el("input", {
    type: "checkbox",
    id: "working",
    checked: store.state.layers.working,
    on: { change: () => store.setLayer("working", toggle.checked) },
  });
  return el(
    "section",
    {},
    el("h3", { text: "How the place came about" }),
    where.exp ? el("p", { say: where.exp }) : null,
    steps.length
      ? el("p", { class: "toggle" }, toggle, el("label", { for: "working", text: " draw the working on the map" }))
      : null,
    steps.length
      ? el(
          "ol",
          { class: "steps" },
          steps.map((step, k) =>
            el(
              "li",
              { class: `step ${step.role}` },
              el("span", { class: `key-step role-${knownRole(step.role)}`, text: String(k + 1) }),
              said(step.label),
            ),
          ),
        )
      : null,
    steps.some((step) => step.role === "band")
      ? el("p", {
          class: "hint",
          text: "A stated distance becomes a band: reports round it, and it counts from somewhere in what it is measured from, not from its middle.",
        })
      : null,
    aside.map((one) =>
      el("p", { class: "aside" }, "Set aside: ", el("q", { say: one.t || store.words(one.s) }), " ", said(one.why)),
    ),
  );
}

/** @param {Incident} incident */
function phases(incident) {
  const all = incident.ph || [];
  if (!all.length) return null;
  const instant = (/** @type {string | undefined} */ text) => (text ? Date.parse(text) : NaN);
  return el(
    "section",
    {},
    el("h3", { text: "Phases" }),
    el(
      "ol",
      {},
      all.map((phase) =>
        el(
          "li",
          {},
          said(phase.n),
          el("small", { text: ` ${when(instant(phase.a), instant(phase.b), phase.tp, phase.z)}` }),
        ),
      ),
    ),
  );
}

/** @param {Incident} incident @param {number} i */
function head(incident, i) {
  const tags = [
    incident.st === "background" ? "background" : "",
    store.isStruck(incident.id) ? "struck out by you" : "",
    ...(incident.co || []).map((words) => `corrected: ${words}`),
  ].filter(Boolean);
  return el(
    "header",
    { class: "incident-head" },
    symbol(store.rows.cls[i], 22, certaintyOf(i)),
    el("h2", {
      say: incident.n,
      id: "incident-title",
      tabindex: -1,
      class: store.isStruck(incident.id) ? "struck" : "",
    }),
    tags.map((tag) => el("span", { class: "tag", say: tag })),
  );
}

/** That the open incident is not drawn, and the way out. */
const hiddenNote = () =>
  store.hidden
    ? el(
        "p",
        { class: "hidden-note" },
        "The filters leave this incident out; it is not drawn on the map. ",
        button("Clear all filters", () => store.clearFilters()),
      )
    : null;

/** Draw the chosen incident into its view: anew from its top, or as it was left. @param {{anew?: boolean}} [how] */
export function drawIncident({ anew = true } = {}) {
  const { selected, incident } = store.state;
  if (selected === null || !incident) return;
  const view = byId("view-incidents");
  const top = view.scrollTop;
  refill(
    view,
    button("← All incidents", () => store.selectNone(), { class: "plain back" }),
    head(incident, selected),
    hiddenNote(),
    facts(incident, selected),
    claimsTable(incident),
    quotes(incident),
    working(store.where(incident)),
    phases(incident),
    correctionTools(incident),
  );
  view.scrollTop = anew ? 0 : top;
}
