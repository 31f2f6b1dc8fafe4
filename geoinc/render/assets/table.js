/* The table: all shown incidents, sortable, linked with the map, worked by keyboard, exportable. */
(function (G) {
  "use strict";

  const PAGE = 50;
  const COLUMNS = [
    { key: "title", label: "Incident" },
    { key: "type", label: "Type" },
    { key: "date", label: "Date" },
    { key: "where", label: "Place" },
    { key: "radius", label: "Known to", number: true },
    { key: "killed", label: "Killed", number: true },
    { key: "source", label: "Source" },
  ];

  let page = 0,
    order = { key: null, down: false },
    rows = null;
  const marked = new Set();
  G.marked = marked;

  const first = (facet, i) => {
    const { pointer, index, values } = G.S.facets[facet];
    return pointer[i] < pointer[i + 1] ? values[index[pointer[i]]] : "";
  };
  const all = (facet, i) => {
    const { pointer, index, values } = G.S.facets[facet];
    return Array.from(index.subarray(pointer[i], pointer[i + 1]), (k) => values[k]).join("; ");
  };
  G.facetText = all;

  /** What a column sorts by; titles and places of very large maps are not in memory, so those keep the file's order. */
  function keyOf(key) {
    const S = G.S;
    const peek = (i) => S.peek(i) || {};
    return {
      title: (i) => peek(i).n || "",
      type: (i) => first("type", i),
      date: (i) => (G.hasDate(i) ? S.t0[i] : -Infinity),
      where: (i) => G.locationOf(peek(i)).text || "",
      radius: (i) => (G.hasPlace(i) ? S.radius[i] : Infinity),
      killed: (i) => S.killed[i],
      source: (i) => first("source", i),
    }[key];
  }

  function sorted() {
    if (!order.key) return G.shown;
    const shown = Array.from(G.shown);
    const of = keyOf(order.key),
      keys = new Map(shown.map((i) => [i, of(i)])),
      sign = order.down ? -1 : 1;
    const compare =
      typeof keys.get(shown[0]) === "string"
        ? new Intl.Collator("en").compare
        : (x, y) => (x === y ? 0 : x < y ? -1 : 1);
    return shown.sort((x, y) => sign * compare(keys.get(x), keys.get(y)) || x - y);
  }

  function heading(column) {
    const sort = order.key === column.key ? (order.down ? "descending" : "ascending") : "none";
    const arrow = { none: "", ascending: " ▲", descending: " ▼" }[sort];
    const run = () => {
      order = { key: column.key, down: order.key === column.key && !order.down };
      rows = null;
      page = 0;
      G.drawTable(`sort-${column.key}`);
    };
    return G.el(
      "th",
      { scope: "col", "aria-sort": sort },
      G.button(column.label + arrow, run, { class: "plain sort", id: `sort-${column.key}` }),
    );
  }

  function cells(i, incident) {
    const where = G.locationOf(incident);
    const title = G.el("button", {
      type: "button",
      class: "plain",
      say: incident.n,
      on: { click: () => G.select(i, { from: "table" }) },
    });
    const values = [
      G.el("span", { class: "type-cell" }, G.symbol(G.S.cls[i], 14), G.el("span", { say: all("type", i) })),
      G.when(G.S.t0[i], G.S.t1[i], incident.tp),
      where.xy ? where.text || `${G.S.lat[i].toFixed(3)}, ${G.S.lon[i].toFixed(3)}` : `none: ${where.why || ""}`,
      where.xy ? G.distance(where.r) : "",
      G.S.killed[i] || "",
      all("source", i),
    ];
    return [
      G.el("th", { scope: "row" }, title),
      ...values.map((value) => G.el("td", {}, value instanceof Node ? value : G.el("span", { say: String(value) }))),
    ];
  }

  async function body(part) {
    const details = await Promise.all(part.map((i) => G.S.detail(i)));
    return part.map((i, k) => {
      const box = G.el("input", {
        type: "checkbox",
        checked: marked.has(i),
        "aria-label": `Mark ${details[k].n}`,
        on: {
          change: () => {
            if (box.checked) marked.add(i);
            else marked.delete(i);
            bar();
          },
        },
      });
      return G.el(
        "tr",
        { "data-row": i, tabindex: -1, class: G.selected === i ? "chosen" : "" },
        G.el("td", {}, box),
        cells(i, details[k]),
      );
    });
  }

  function bar() {
    const count = marked.size,
      what = count ? `${G.number(count)} marked` : `all ${G.number(G.shown.length)} shown`;
    const chosen = () => (marked.size ? [...marked].sort((x, y) => x - y) : Array.from(G.shown));
    const pages = Math.max(1, Math.ceil(G.shown.length / PAGE));
    G.byId("table-bar").replaceChildren(
      G.el("span", { role: "status", text: `Save ${what}:` }),
      G.button("GeoJSON", () => G.saveGeoJSON(chosen())),
      G.button("CSV", () => G.saveCSV(chosen())),
      count
        ? G.button(
            "Unmark",
            () => {
              marked.clear();
              G.drawTable();
            },
            { class: "plain" },
          )
        : "",
      G.el(
        "span",
        { class: "pages" },
        G.button("‹", () => turn(-1), { "aria-label": "Previous page", disabled: page === 0 }),
        ` ${page + 1} / ${pages} `,
        G.button("›", () => turn(1), { "aria-label": "Next page", disabled: page + 1 >= pages }),
      ),
      G.button("Close", () => G.toggleTable(false), { class: "close" }),
    );
  }

  function turn(by) {
    page += by;
    G.drawTable();
  }

  /** Arrow keys walk the rows, Enter chooses one, Space marks it. */
  function keys(event) {
    const row = event.target.closest("tr[data-row]");
    if (!row || !["ArrowDown", "ArrowUp", "Enter", " "].includes(event.key)) return;
    if (event.key.startsWith("Arrow")) {
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      if (next) {
        event.preventDefault();
        next.setAttribute("tabindex", "0");
        row.setAttribute("tabindex", "-1");
        next.focus();
      }
    } else if (event.target === row) {
      event.preventDefault();
      if (event.key === "Enter") G.select(Number(row.dataset.row), { from: "table" });
      else row.querySelector("input").click();
    }
  }

  G.drawTable = async function (focus) {
    const drawer = G.byId("drawer");
    if (drawer.hidden) return;
    rows = rows || sorted();
    page = Math.min(page, Math.max(0, Math.ceil(rows.length / PAGE) - 1));
    const made = await body(Array.from(rows.slice(page * PAGE, (page + 1) * PAGE)));
    if (made[0]) made[0].setAttribute("tabindex", "0");
    const table = G.el(
      "table",
      { class: "incidents", on: { keydown: keys } },
      G.el("caption", { class: "hidden-visually", text: "Incidents shown on the map" }),
      G.el(
        "thead",
        {},
        G.el(
          "tr",
          {},
          G.el("th", { scope: "col" }, G.el("span", { class: "hidden-visually", text: "Marked" })),
          COLUMNS.map(heading),
        ),
      ),
      G.el("tbody", {}, made),
    );
    drawer.replaceChildren(
      G.el("div", { id: "table-bar" }),
      G.el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Rows" }, table),
    );
    bar();
    if (focus && G.byId(focus)) G.byId(focus).focus();
  };

  G.toggleTable = function (on) {
    const drawer = G.byId("drawer");
    drawer.hidden = !on;
    document.body.classList.toggle("with-table", on);
    G.byId("tool-table").setAttribute("aria-pressed", String(on));
    G.map.invalidateSize();
    if (on) G.drawTable("sort-title");
    else G.byId("tool-table").focus();
    G.fire("state");
  };

  G.on("filtered", () => {
    rows = null;
    G.drawTable();
  });
  G.on("selected", () => {
    for (const row of document.querySelectorAll("#drawer tr[data-row]"))
      row.classList.toggle("chosen", Number(row.dataset.row) === G.selected);
  });
})((window.Geoinc = window.Geoinc || {}));
