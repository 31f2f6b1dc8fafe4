/* One incident: what, when, where and how well known, who says so, and the words it rests on. */
(function (G) {
  "use strict";

  const row = (name, ...value) => (value.some(Boolean) ? [G.el("dt", { text: name }), G.el("dd", {}, ...value)] : []);
  const said = (text) => (text ? G.el("span", { say: text }) : null);

  function places(where) {
    if (!where.xy) return G.el("strong", { class: "unlocated", text: `Not on the map: ${where.why || "no location"}` });
    const precise =
      where.n > 1 ? `${where.n} places, each with its own area` : `within ${G.distance(where.r)} of the best point (90 %)`;
    const area = where.km2 ? `; area ${G.area(where.km2)}` : "";
    return G.el("span", {}, where.text ? G.el("span", { say: `“${where.text}” ` }) : null, precise + area);
  }

  /** How sure it is that somebody took part, and on whose word; nothing where the report says so as fact. */
  function stance(actor) {
    if (!actor.st || actor.st === "reported as fact") return "";
    return actor.by ? `${actor.st}, says ${actor.by}` : actor.st;
  }

  function actors(incident) {
    return (incident.ac || []).map((actor) =>
      G.el(
        "li",
        {},
        said(actor.n),
        G.el("small", { say: ` ${[actor.r, actor.k, stance(actor)].filter(Boolean).join(", ")}` }),
      ),
    );
  }

  const types = (incident) =>
    (incident.ty || []).map((t) => {
      const type = G.data.types[t];
      const codes = [type.sub || type.acled, type.ucdp ? `UCDP ${type.ucdp}` : "", type.plover]
        .filter(Boolean)
        .join(", ");
      return G.el("li", {}, said(type.n), codes ? G.el("small", { say: ` ${codes}` }) : null);
    });

  function facts(incident, i) {
    const where = G.locationOf(incident);
    const kinds = types(incident),
      people = actors(incident);
    return G.el(
      "dl",
      { class: "facts-list" },
      row(
        "When",
        said(`${G.when(G.S.t0[i], G.S.t1[i], incident.tp)}${incident.tt ? ` (“${incident.tt}”)` : ""}`),
        incident.tp > 1 && incident.tp < 6 ? G.el("small", { text: ` known ${G.precisionName(incident.tp)}` }) : null,
      ),
      row("Where", places(where)),
      row("What", kinds.length ? G.el("ul", {}, kinds) : null),
      row("Who", people.length ? G.el("ul", {}, people) : null),
      row("Toll", said(G.tollText(incident))),
    );
  }

  /** Sentences with their source; words marked as in the text. */
  function quotes(incident) {
    const made = (incident.sp || []).map((span) => {
      const [number, a, b] = span;
      const known = number >= 0 && G.data.documents[number].t !== undefined;
      const body = known ? G.annotate(number, a, b) : [G.words(span)];
      const source =
        number >= 0
          ? G.el(
              "cite",
              {},
              G.el("span", { say: G.documentName(number) }),
              " ",
              known ? G.button("in the text", () => G.showSpan(span), { class: "plain" }) : null,
            )
          : null;
      return G.el("li", {}, G.el("blockquote", { dir: "auto", class: "said" }, body), source);
    });
    const sources = (incident.so || []).map(([name, day, uri]) =>
      G.el("li", {}, G.link(name, uri), G.el("small", { text: day ? ` ${day}` : "" })),
    );
    if (!made.length && !sources.length) return null;
    return G.el(
      "section",
      {},
      G.el("h3", { text: "The words it rests on" }),
      G.el("ul", { class: "quotes" }, made),
      sources.length ? G.el("ul", { class: "facts" }, sources) : null,
    );
  }

  function working(where) {
    const steps = where.work || [];
    if (!where.exp && !steps.length && !(where.aside || []).length) return null;
    const toggle = G.el("input", {
      type: "checkbox",
      id: "working",
      checked: G.show.working,
      on: { change: () => G.showWorking(toggle.checked) },
    });
    return G.el(
      "section",
      {},
      G.el("h3", { text: "How the place came about" }),
      where.exp ? G.el("p", { say: where.exp }) : null,
      steps.length
        ? G.el(
            "p",
            { class: "toggle" },
            toggle,
            G.el("label", { for: "working", text: " draw the working on the map" }),
          )
        : null,
      steps.length
        ? G.el(
            "ol",
            { class: "steps" },
            steps.map((step) =>
              G.el(
                "li",
                { class: `step ${step.role}` },
                G.el("span", { class: `key-step role-${G.roles[step.role] ? step.role : "area"}` }),
                said(step.label),
              ),
            ),
          )
        : null,
      (where.aside || []).map((one) =>
        G.el("p", { class: "aside" }, "Set aside: ", G.el("q", { say: one.t || G.words(one.s) }), " ", said(one.why)),
      ),
    );
  }

  function phases(incident) {
    if (!(incident.ph || []).length) return null;
    return G.el(
      "section",
      {},
      G.el("h3", { text: "Phases" }),
      G.el(
        "ol",
        {},
        incident.ph.map((phase) => {
          const when = G.when(phase.a ? Date.parse(phase.a) : NaN, phase.b ? Date.parse(phase.b) : NaN, phase.tp);
          return G.el("li", {}, said(phase.n), G.el("small", { text: ` ${when}` }));
        }),
      ),
    );
  }

  function head(incident, i) {
    const tags = [
      incident.st === "background" ? "background" : "",
      ...(incident.co || []).map((words) => `corrected: ${words}`),
    ].filter(Boolean);
    return G.el(
      "header",
      { class: "incident-head" },
      G.symbol(G.S.cls[i], 22),
      G.el("h2", { say: incident.n, id: "incident-title", tabindex: -1 }),
      tags.map((tag) => G.el("span", { class: "tag", say: tag })),
    );
  }

  G.drawIncident = async function (i) {
    const incident = await G.S.detail(i);
    if (G.selected !== i) return;
    const where = G.locationOf(incident);
    const nodes = [
      G.button("← All incidents", () => G.selectNone({ focus: true }), { class: "plain back" }),
      head(incident, i),
      facts(incident, i),
      G.claimsTable(incident),
      quotes(incident),
      working(where),
      phases(incident),
      G.correctionTools(incident, i),
    ];
    G.byId("view-incidents").replaceChildren(...nodes.filter(Boolean));
    G.byId("view-incidents").scrollTop = 0;
  };

  /** A card for a phrase that names a location. */
  G.locationCard = function (where) {
    const quotes = (where.sp || []).map((span) => G.el("q", { say: G.words(span) }));
    return [
      G.el("h3", { say: where.text || "Location" }),
      G.el("p", {}, places(where)),
      ...quotes,
      where.exp ? G.el("p", { say: where.exp }) : null,
    ].filter(Boolean);
  };

  const PAGE = 60;
  let length = PAGE;

  function item(i, incident) {
    const where = G.locationOf(incident);
    const notes = [
      G.when(G.S.t0[i], G.S.t1[i], incident.tp),
      where.xy ? where.text || "" : `not located: ${where.why || "no location"}`,
      G.tollText(incident),
    ];
    return G.el(
      "li",
      {},
      G.el(
        "button",
        {
          type: "button",
          class: `entry ${incident.st}`,
          "data-row": i,
          on: { click: () => G.select(i, { from: "list" }) },
        },
        G.symbol(G.S.cls[i], 18),
        G.el(
          "span",
          { class: "entry-text" },
          G.el("strong", { say: incident.n }),
          ...notes
            .filter(Boolean)
            .map((note, k) => G.el("span", { class: k === 1 && !where.xy ? "note unlocated" : "note", say: note })),
        ),
      ),
    );
  }

  async function entries(rows) {
    const details = await Promise.all(rows.map((i) => G.S.detail(i)));
    return rows.map((i, k) => item(i, details[k]));
  }

  G.drawList = async function () {
    if (G.selected !== null) return;
    const rows = Array.from(G.shown.subarray(0, length)),
      count = G.shown.length;
    const made = await entries(rows);
    if (G.selected !== null) return;
    const missing = G.S.dense ? 0 : Array.from(G.shown).filter((i) => !G.hasPlace(i)).length;
    const heading = missing
      ? `${G.plural(count, "incident")}; ${missing} without a place on the map`
      : G.plural(count, "incident");
    const more =
      count > length
        ? G.button("Show more", () => {
            length += PAGE;
            G.drawList();
          })
        : null;
    const none = count
      ? null
      : G.el("p", {
          class: "empty",
          text: G.S.n ? "Nothing passes the filters." : "No incident was found in these reports.",
        });
    G.byId("view-incidents").replaceChildren(
      ...[G.el("h2", { text: heading }), none, G.el("ul", { class: "entries" }, made), more].filter(Boolean),
    );
  };

  G.on("filtered", () => {
    length = PAGE;
  });
})((window.Geoinc = window.Geoinc || {}));
