/* Claims: who says what about harm, side by side, never averaged. */
/** @import { Claim, Incident } from "../types" */
import { HARMS, figure, tallyText } from "../core/figures.js";
import { el } from "../dom.js";
import { store } from "../store.js";

/** @param {Claim} claim */
const speakerOf = (claim) => claim.by || "the report itself";

/** @param {Claim} claim */
function cell(claim) {
  const words = [claim.v, claim.side && claim.side !== claim.v ? `(${claim.side})` : ""].filter(Boolean).join(" ");
  const stance = claim.st && claim.st !== "reported as fact" ? el("span", { class: "stance", text: claim.st }) : null;
  return el(
    "div",
    { class: "claim" },
    claim.sub ? el("small", { text: "of them " }) : null,
    el("button", {
      type: "button",
      class: "figure",
      say: figure(claim),
      title: "Show these words in the text",
      on: { click: () => store.showSpan(claim.s) },
    }),
    words ? el("span", { say: words, class: "victims" }) : null,
    stance,
    el("q", { say: store.words(claim.s) }),
  );
}

/** One row a speaker, one column a harm; disputed harms are marked in the head. @param {Incident} incident */
export function claimsTable(incident) {
  const claims = incident.cl || [];
  const tallies = incident.ca || {};
  const harms = HARMS.filter((harm) => tallies[harm] || claims.some((claim) => claim.h === harm));
  if (!claims.length) return null;
  const speakers = [...new Set(claims.map(speakerOf))];
  const head = harms.map((harm) =>
    el(
      "th",
      { scope: "col" },
      harm,
      tallies[harm] ? el("small", { class: tallies[harm][3] ? "disputed" : "", text: tallyText(tallies[harm]) }) : null,
    ),
  );
  const rows = speakers.map((speaker) =>
    el(
      "tr",
      {},
      el("th", { scope: "row", say: speaker }),
      harms.map((harm) => el("td", {}, claims.filter((c) => speakerOf(c) === speaker && c.h === harm).map(cell))),
    ),
  );
  return el(
    "div",
    { class: "scroller", tabindex: 0, role: "region", "aria-label": "Claims by speaker" },
    el(
      "table",
      { class: "claims" },
      el("caption", { text: "Who says what" }),
      el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "Speaker" }), head)),
      el("tbody", {}, rows),
    ),
  );
}
