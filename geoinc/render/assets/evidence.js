/* Evidence: the text as it was, with mentions marked by kind, locations and claims underlined. */
(function (G) {
  "use strict";

  const KINDS = {
    literal: "place",
    literal_modifier: "place, as a modifier",
    metonymic: "stands for somebody",
    demonym: "people or belonging",
    associative: "only associated",
    embedded: "part of another name",
  };
  G.kindWords = (kind) => KINDS[kind] || kind;

  const cache = new Map();

  /** Everything marked in a document: [start, end, classes, what a click does, label]. */
  function marksOf(number) {
    if (cache.has(number)) return cache.get(number);
    const marks = [...mentionMarks(number), ...phraseMarks(number), ...claimMarks(number)];
    cache.set(number, marks);
    return marks;
  }
  G.forgetMarks = () => cache.clear();

  function mentionMarks(number) {
    return (G.data.mentions[number] || []).map((m) => ({
      a: m.a,
      b: m.b,
      look: `mention ${m.k} ${m.p === undefined ? "unresolved" : ""}`,
      run: () => G.showMention(number, m),
      level: 3,
      label: m.p === undefined ? `not on the map: ${m.why}` : `${G.data.places[m.p].n}: ${G.kindWords(m.k)}`,
    }));
  }

  function phraseMarks(number) {
    const found = [];
    for (const at of G.data.phrases[number] || []) {
      const where = G.data.locations[at];
      for (const [d, a, b] of where.sp || [])
        if (d === number)
          found.push({ a, b, look: "phrase", run: () => G.showPhrase(where), level: 2, label: "location" });
    }
    return found;
  }

  function claimMarks(number) {
    const found = [];
    G.data.incidents.forEach((incident, i) => {
      for (const claim of incident.cl || []) {
        const [d, a, b] = claim.s;
        if (d === number)
          found.push({
            a,
            b,
            look: `claim-mark ${claim.h}`,
            run: () => G.select(i, { from: "text" }),
            level: 1,
            label: `claim: ${claim.h}`,
          });
      }
    });
    return found;
  }

  /** The text from a to b as nodes; where marks overlap the innermost one answers the click. */
  G.annotate = function (number, from, to, extra) {
    const slice = G.slicer(G.data.documents[number].t || "");
    const marks = [...marksOf(number), ...(extra || [])].filter((m) => m.a < to && m.b > from && m.a < m.b);
    const cuts = new Set([from, to]);
    for (const m of marks) {
      cuts.add(Math.max(from, m.a));
      cuts.add(Math.min(to, m.b));
    }
    const at = [...cuts].sort((x, y) => x - y),
      nodes = [];
    for (let k = 0; k + 1 < at.length; k++) {
      const here = marks.filter((m) => m.a <= at[k] && m.b >= at[k + 1]);
      nodes.push(segment(slice(at[k], at[k + 1]), here, at[k], from));
    }
    return nodes;
  };

  function segment(words, here, start, from) {
    if (!here.length) return document.createTextNode(words);
    const top = here.reduce((best, m) => (m.level > best.level ? m : best));
    const look = here.map((m) => m.look).join(" ");
    if (!top.run) return G.el("span", { class: look, text: words });
    const first = top.a === start || start === from;
    const made = G.el("span", { class: `${look} live`, text: words, title: top.label, on: { click: top.run } });
    if (first) {
      made.setAttribute("role", "button");
      made.setAttribute("tabindex", "0");
      made.setAttribute("aria-label", `${words} (${top.label})`);
      made.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          top.run();
        }
      });
    }
    return made;
  }

  function head(one) {
    const facts = [one.src, one.d].filter(Boolean).join(" · ");
    return G.el(
      "header",
      {},
      G.el("h2", { say: one.n || one.id }),
      facts ? G.el("p", { class: "facts", say: facts }) : null,
      one.uri ? G.el("p", { class: "facts" }, G.link(one.uri, one.uri)) : null,
    );
  }

  /** Sentences of the chosen incident stand out. */
  function highlights(number) {
    const incident = G.selected === null ? null : G.S.peek(G.selected);
    if (!incident) return [];
    return (incident.sp || []).filter(([d]) => d === number).map(([, a, b]) => ({ a, b, look: "sentence", level: 0 }));
  }

  function paragraphs(number) {
    const text = G.data.documents[number].t || "",
      points = Array.from(text),
      extra = highlights(number),
      made = [];
    let from = 0;
    for (let k = 0; k <= points.length; k++) {
      if (k < points.length && points[k] !== "\n") continue;
      if (k > from)
        made.push(
          G.el(
            "p",
            { dir: "auto", class: "said", "data-from": from, "data-to": k },
            G.annotate(number, from, k, extra),
          ),
        );
      from = k + 1;
    }
    return made;
  }

  let open = 0;

  G.drawText = function () {
    const view = G.byId("view-text");
    if (!G.data.documents.length)
      return view.replaceChildren(G.el("p", { class: "empty", text: "No text is kept in this file." }));
    const choice = G.el(
      "select",
      {
        id: "document",
        on: {
          change: () => {
            open = Number(choice.value);
            G.drawText();
          },
        },
      },
      G.data.documents.map((one, n) =>
        one.t === undefined && n !== open
          ? null
          : G.el("option", { value: n, text: `${n + 1}. ${G.documentName(n)}`, selected: n === open }),
      ),
    );
    const picker =
      G.data.documents.length > 1 ? G.el("p", {}, G.el("label", { for: "document", text: "Report " }), choice) : null;
    const body =
      G.data.documents[open].t === undefined
        ? [
            G.el("p", {
              class: "empty",
              text: "The text is not kept in a map of this size; incidents quote their sentences.",
            }),
          ]
        : paragraphs(open);
    return view.replaceChildren(
      ...[picker, key(), G.el("article", {}, head(G.data.documents[open]), body)].filter(Boolean),
    );
  };

  function key() {
    return G.el(
      "details",
      { class: "key" },
      G.el("summary", { text: "What the marks mean" }),
      G.el(
        "p",
        {},
        ...Object.keys(KINDS).map((kind) => G.el("span", { class: `mention ${kind}`, text: KINDS[kind] })),
        G.el("span", { class: "phrase", text: "location" }),
        G.el("span", { class: "claim-mark", text: "claim" }),
        G.el("span", { class: "sentence", text: "sentence of the chosen incident" }),
      ),
    );
  }

  /** Open the text at a span and let it stand out. */
  G.showSpan = function ([number, a]) {
    if (number < 0 || G.data.documents[number].t === undefined) return;
    open = number;
    G.openTab("text");
    G.drawText();
    const all = [...document.querySelectorAll("#view-text p[data-from]")];
    const found = all.find((p) => Number(p.dataset.from) <= a && a < Number(p.dataset.to));
    if (!found) return;
    found.scrollIntoView({ block: "center" });
    found.classList.add("flash");
    setTimeout(() => found.classList.remove("flash"), 2500);
  };

  G.showPhrase = (where) => {
    G.selectNone();
    G.showLocation(where);
    G.showCard(G.locationCard(where));
  };

  G.showMention = function (number, mention) {
    if (mention.p !== undefined && mention.pin) G.goTo(G.data.places[mention.p]);
    else if (mention.p === undefined) G.announce(`Not on the map: ${mention.why}`);
    G.showCard(G.mentionCard(number, mention));
  };
})((window.Geoinc = window.Geoinc || {}));
