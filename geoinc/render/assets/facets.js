/* Facets: what the incidents can be narrowed down to, with counts; search. */
(function (G) {
  "use strict";

  const NAMES = ["type", "status", "precision", "source", "actor"];
  const MOST = 40;
  const longer = new Set();

  function line(name, value, count, n) {
    const id = `facet-${name}-${n}`;
    const box = G.el("input", {
      type: "checkbox",
      id,
      checked: G.filter.chosen[name].has(value),
      on: {
        change: () => {
          G.choose(name, value, box.checked);
          G.byId(id)?.focus();
        },
      },
    });
    return G.el(
      "li",
      { class: count ? "" : "none" },
      box,
      G.el(
        "label",
        { for: id },
        G.el("span", { say: value }),
        G.el("span", { class: "number", text: G.number(count) }),
      ),
    );
  }

  function group(name) {
    const facet = G.S.facets[name],
      counts = G.counts(name);
    const order = facet.values
      .map((value, n) => [value, counts[n], n])
      .sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
    if (order.length < 1) return null;
    const all = longer.has(name),
      visible = order.filter(([value], k) => all || k < MOST || G.filter.chosen[name].has(value));
    const more =
      order.length > visible.length
        ? G.button(
            `All ${G.number(order.length)}`,
            () => {
              longer.add(name);
              G.drawFacets();
            },
            { class: "plain" },
          )
        : null;
    return G.el(
      "fieldset",
      {},
      G.el("legend", { text: facet.label }),
      G.el(
        "ul",
        {},
        visible.map(([value, count, n]) => line(name, value, count, n)),
      ),
      more,
    );
  }

  function layers() {
    const one = (id, words, checked, run) => {
      const box = G.el("input", { type: "checkbox", id, checked, on: { change: () => run(box.checked) } });
      return G.el("li", {}, box, G.el("label", { for: id, text: words }));
    };
    return G.el(
      "fieldset",
      {},
      G.el("legend", { text: "On the map" }),
      G.el(
        "ul",
        {},
        one("show-areas", "50 % and 90 % areas", G.show.areas, (on) => {
          G.show.areas = on;
          G.redrawAreas();
        }),
        one("show-places", "Places mentioned", G.show.places, (on) => {
          G.show.places = on;
          G.redrawPlaces();
        }),
        one("size-toll", "Size by number killed", G.sizeByToll, (on) => {
          G.sizeByToll = on;
          G.fire("resized");
        }),
        G.data.tiles ? one("show-tiles", "Online map tiles", G.show.tiles, G.showTiles) : null,
      ),
    );
  }

  G.drawFacets = function () {
    const undated = G.el("input", {
      type: "checkbox",
      id: "undated",
      checked: G.filter.undated,
      on: {
        change: () => {
          G.filter.undated = undated.checked;
          G.applyFilters("time");
          G.byId("undated")?.focus();
        },
      },
    });
    const none = G.undatedCount();
    const dates = none
      ? G.el(
          "fieldset",
          {},
          G.el("legend", { text: "Dates" }),
          G.el(
            "ul",
            {},
            G.el(
              "li",
              {},
              undated,
              G.el(
                "label",
                { for: "undated" },
                "Keep those without a date",
                G.el("span", { class: "number", text: G.number(none) }),
              ),
            ),
          ),
        )
      : null;
    const clear = G.filtersActive() ? G.button("Clear all filters", G.clearFilters) : null;
    const old = G.byId("view-filters"),
      top = old.scrollTop;
    old.replaceChildren(
      ...[G.el("h2", { text: "Filters" }), clear, layers(), dates, ...NAMES.map(group)].filter(Boolean),
    );
    old.scrollTop = top;
  };

  let undated = null;
  G.undatedCount = function () {
    if (undated === null) {
      undated = 0;
      for (let i = 0; i < G.S.n; i++) if (!G.hasDate(i)) undated++;
    }
    return undated;
  };

  G.addSearch = function () {
    const field = G.byId("search");
    G.byId("search-form").addEventListener("submit", (event) => {
      event.preventDefault();
      G.search(field.value).then(goToPlace);
    });
    if (!G.S.dense)
      field.addEventListener(
        "input",
        G.debounce(() => G.search(field.value), 180),
      );
  };

  /** On Enter, a place of that name is gone to where no incident answers. */
  function goToPlace() {
    const asked = G.filter.text.toLowerCase();
    if (!asked || G.shown.length) return;
    const place = (G.data.places || []).find((one) => one.n.toLowerCase() === asked);
    const label = G.labels.find(([name]) => name.toLowerCase() === asked);
    if (place) G.goTo(place);
    else if (label) G.map.setView(G.place(label[1], label[2]), 10);
    else G.announce("Nothing found; the search looks through titles, sentences, actors and places.");
  }
})((window.Geoinc = window.Geoinc || {}));
