/* Corrections: another place for a name, a moved pin, a wrong incident, a note; saved as the file that geoinc applies. */
(function (G) {
  "use strict";

  const FIELDS = ["kind", "document", "start", "end", "incident", "value", "lon", "lat", "note"];
  const MOST_LISTED = 300;
  const made = [];
  let moved = null,
    unsaved = false;
  G.corrections = made;

  /** One correction; a later one of the same kind on the same thing replaces the former. */
  function keep(entry) {
    const same = (one) => ["kind", "document", "start", "end", "incident"].every((name) => one[name] === entry[name]);
    const at = entry.kind === "note" ? -1 : made.findIndex(same);
    if (at >= 0) made[at] = entry;
    else made.push(entry);
    unsaved = true;
    G.announce("Noted. Save the corrections file to have geoinc apply it.");
    G.fire("corrected");
  }

  const onMention = (kind, number, mention, value) =>
    keep({ kind, document: G.data.documents[number].id, start: mention.a, end: mention.b, value });
  const onIncident = (kind, incident, rest) => keep({ kind, incident: incident.id, ...rest });

  function candidates(number, mention) {
    const others = (mention.alt || []).filter(([p]) => p !== mention.p);
    if (!others.length) return null;
    return [
      G.el("h4", { text: "It could also be" }),
      G.el(
        "ul",
        { class: "candidates" },
        others.map(([p, probability]) => {
          const place = G.data.places[p];
          const facts = [place.k, place.a1, place.cc, `${Math.round(probability * 100)} %`].filter(Boolean).join(", ");
          return G.el(
            "li",
            {},
            G.el("span", { say: place.n }),
            G.el("small", { say: ` ${facts} ` }),
            G.button("See", () => G.goTo(place), { class: "plain", "aria-label": `See ${place.n} on the map` }),
            G.button("Choose", () => onMention("place", number, mention, place.id), {
              "aria-label": `Choose ${place.n}`,
            }),
          );
        }),
      ),
    ];
  }

  /** What is known of a mention, and what can be put right about it. */
  G.mentionCard = function (number, mention) {
    const place = mention.p === undefined ? null : G.data.places[mention.p];
    const words = G.words([number, mention.a, mention.b]);
    const facts = place ? [place.k, place.a2, place.a1, place.cc].filter(Boolean).join(", ") : null;
    return [
      G.el("h3", { say: words }),
      G.el("p", {}, G.kindWords(mention.k) + (mention.pin ? "" : "; not pinned")),
      place
        ? G.el("p", {}, G.el("strong", { say: place.n }), " ", G.el("span", { say: facts }))
        : G.el("p", { class: "unlocated", text: `Not on the map: ${mention.why}` }),
      place
        ? G.el("p", {
            class: "facts",
            say: `${Math.round((mention.pr || 0) * 100)} % sure · ${place.id}${place.unc ? ` · known to ${G.distance(place.unc)}` : ""}`,
          })
        : null,
      candidates(number, mention),
      place ? G.button("This is not that place", () => onMention("not_place", number, mention, "")) : null,
    ]
      .flat()
      .filter(Boolean);
  };

  function move(incident) {
    G.announce("Click the map where the incident belongs; Escape leaves it.");
    G.pickPoint((at) => onIncident("move", incident, { lon: +G.wrapLon(at.lng).toFixed(5), lat: +at.lat.toFixed(5) }));
  }

  function note(incident) {
    const field = G.el("textarea", { rows: 2, id: "note", "aria-label": "Note on this incident" });
    const add = G.button("Add the note", () => {
      if (field.value.trim()) {
        onIncident("note", incident, { note: field.value.trim().replace(/\s+/g, " ") });
        field.value = "";
      }
    });
    return G.el("details", {}, G.el("summary", { text: "Add a note" }), field, add);
  }

  /** Two incidents that are one: the other is chosen from a list. */
  function same(incident) {
    if (G.S.dense || G.data.incidents.length < 2) return null;
    const others = G.data.incidents.filter((one) => one.id !== incident.id).slice(0, MOST_LISTED);
    const choice = G.el(
      "select",
      { id: "same", "aria-label": "The other incident" },
      others.map((one) => G.el("option", { value: one.id, text: one.n })),
    );
    return G.el(
      "details",
      {},
      G.el("summary", { text: "It is the same as another" }),
      choice,
      " ",
      G.button("They are one", () => onIncident("same", incident, { value: choice.value })),
    );
  }

  /** Where pins were moved to, until the next run of geoinc takes it up. */
  function drawMoved() {
    if (!moved) moved = L.layerGroup().addTo(G.map);
    moved.clearLayers();
    for (const one of made) {
      if (one.kind !== "move") continue;
      const look = {
        radius: 8,
        color: G.colour("ink"),
        weight: 3,
        dashArray: "3 3",
        fillColor: G.colour("paper"),
        fillOpacity: 0.9,
      };
      moved.addLayer(
        L.circleMarker(G.place(one.lon, one.lat), look).bindTooltip(
          G.el("span", { class: "tip", text: "moved here by you; not yet applied" }),
        ),
      );
    }
  }
  G.on("corrected", drawMoved);

  G.correctionTools = (incident) =>
    G.el(
      "section",
      { class: "tools" },
      G.el("h3", { text: "Put it right" }),
      G.el(
        "p",
        {},
        G.button("Move the pin", () => move(incident)),
        " ",
        G.button("Not an incident", () => onIncident("wrong", incident, {})),
      ),
      note(incident),
      same(incident),
      G.el("div", { id: "corrections-bar" }, bar()),
    );

  const raw = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  G.correctionsText = () =>
    [FIELDS.join(","), ...made.map((one) => FIELDS.map((name) => raw(one[name])).join(","))].join("\r\n") + "\r\n";

  function save() {
    G.download("corrections.csv", "text/csv;charset=utf-8", [G.correctionsText()]);
    unsaved = false;
  }

  function bar() {
    if (!made.length) return [];
    return [
      G.button(`Save ${G.plural(made.length, "correction")}`, save),
      " ",
      G.button(
        "Undo the last",
        () => {
          made.pop();
          unsaved = made.length > 0;
          G.fire("corrected");
        },
        { class: "plain" },
      ),
    ];
  }
  G.correctionsBar = bar;

  G.on("corrected", () => {
    for (const place of document.querySelectorAll("#corrections-bar, #card-bar")) place.replaceChildren(...bar());
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})((window.Geoinc = window.Geoinc || {}));
