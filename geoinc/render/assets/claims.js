/* Claims: who says what about harm, side by side, never averaged. */
(function (G) {
  "use strict";

  const HARMS = ["killed", "wounded", "missing", "detained", "kidnapped", "displaced"];
  const WORDS = { "at least": "at least ", "at most": "at most ", about: "about " };

  /** A figure in the claim's own manner: "about 100", "20–25", "none", "some". */
  G.figure = function (claim) {
    if (claim.op === "unquantified") return "not numbered";
    if (claim.op === "none" || claim.neg) return "none";
    if (claim.lo === undefined && claim.hi === undefined) return "not numbered";
    if (claim.lo !== undefined && claim.hi !== undefined && claim.lo !== claim.hi)
      return `${G.number(claim.lo)}–${G.number(claim.hi)}`;
    return (WORDS[claim.op] || "") + G.number(claim.lo ?? claim.hi);
  };

  function tally([low, best, high, disputed]) {
    const range = low !== null && high !== null && low !== high ? ` (${low} to ${high})` : "";
    const figure = best ?? high ?? low;
    return `${figure === null ? "not numbered" : G.number(figure)}${range}${disputed ? ", disputed" : ""}`;
  }

  const speakerOf = (claim) => claim.by || "the report itself";

  function cell(claim) {
    const words = [claim.v, claim.side && claim.side !== claim.v ? `(${claim.side})` : ""].filter(Boolean).join(" ");
    const stance =
      claim.st && claim.st !== "reported as fact" ? G.el("span", { class: "stance", text: claim.st }) : null;
    return G.el(
      "div",
      { class: "claim" },
      claim.sub ? G.el("small", { text: "of them " }) : null,
      G.el("button", {
        type: "button",
        class: "figure",
        say: G.figure(claim),
        title: "Show these words in the text",
        on: { click: () => G.showSpan(claim.s) },
      }),
      words ? G.el("span", { say: words, class: "victims" }) : null,
      stance,
      G.el("q", { say: G.words(claim.s) }),
    );
  }

  /** One row a speaker, one column a harm; disputed harms are marked in the head. */
  G.claimsTable = function (incident) {
    const claims = incident.cl || [];
    const tallies = incident.ca || {};
    const harms = HARMS.filter((harm) => tallies[harm] || claims.some((claim) => claim.h === harm));
    if (!claims.length) return null;
    const speakers = [...new Set(claims.map(speakerOf))];
    const head = harms.map((harm) =>
      G.el(
        "th",
        { scope: "col" },
        harm,
        tallies[harm] ? G.el("small", { class: tallies[harm][3] ? "disputed" : "", text: tally(tallies[harm]) }) : null,
      ),
    );
    const rows = speakers.map((speaker) =>
      G.el(
        "tr",
        {},
        G.el("th", { scope: "row", say: speaker }),
        harms.map((harm) => G.el("td", {}, claims.filter((c) => speakerOf(c) === speaker && c.h === harm).map(cell))),
      ),
    );
    return G.el(
      "div",
      { class: "scroller", tabindex: 0, role: "region", "aria-label": "Claims by speaker" },
      G.el(
        "table",
        { class: "claims" },
        G.el("caption", { text: "Who says what" }),
        G.el("thead", {}, G.el("tr", {}, G.el("th", { scope: "col", text: "Speaker" }), head)),
        G.el("tbody", {}, rows),
      ),
    );
  };

  G.tollText = function (incident) {
    const parts = Object.entries(incident.ca || {}).map(([harm, one]) => `${harm} ${tally(one)}`);
    return parts.join("; ");
  };
})((window.Geoinc = window.Geoinc || {}));
