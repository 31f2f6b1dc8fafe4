/* The table: all shown incidents, sortable, linked with the map, worked by keyboard, exportable. */
/** @import { Incident } from "./types" */
import { distance, number, when } from "./core/format.js";
import { button, byId, el, fill } from "./dom.js";
import { map } from "./map/map.js";
import { symbol } from "./map/symbols.js";
import { saveCSV, saveGeoJSON } from "./saving.js";
import { store } from "./store.js";

const PAGE = 50;

/** @typedef {"title" | "type" | "date" | "where" | "radius" | "killed" | "source"} Key */
/** @type {{key: Key, label: string}[]} */
const COLUMNS = [
  { key: "title", label: "Incident" },
  { key: "type", label: "Type" },
  { key: "date", label: "Date" },
  { key: "where", label: "Place" },
  { key: "radius", label: "Known to" },
  { key: "killed", label: "Killed" },
  { key: "source", label: "Source" },
];

let page = 0;
/** @type {{key: Key | null, down: boolean}} */
let order = { key: null, down: false };
/** @type {ArrayLike<number> | null} */
let sorted = null;
let turn = 0;

/** What a column sorts by; titles and places of very large maps are not in memory, so those keep the file's order. @param {Key} key @returns {(i: number) => string | number} */
function keyOf(key) {
  const { rows } = store;
  /** @type {Record<Key, (i: number) => string | number>} */
  const keys = {
    title: (i) => rows.peek(i)?.n || "",
    type: (i) => rows.facets.type.of(i)[0] || "",
    date: (i) => (rows.hasDate(i) ? rows.t0[i] : -Infinity),
    where: (i) => {
      const one = rows.peek(i);
      return (one && store.where(one).text) || "";
    },
    radius: (i) => (rows.hasPlace(i) ? rows.radius[i] : Infinity),
    killed: (i) => rows.killed[i],
    source: (i) => rows.facets.source.of(i)[0] || "",
  };
  return keys[key];
}

const collator = new Intl.Collator("en");

/** @param {string | number} x @param {string | number} y */
const compare = (x, y) =>
  typeof x === "string" && typeof y === "string" ? collator.compare(x, y) : x === y ? 0 : x < y ? -1 : 1;

function sort() {
  if (!order.key) return store.shown;
  const of = keyOf(order.key);
  const sign = order.down ? -1 : 1;
  const keys = new Map(Array.from(store.shown, (i) => [i, of(i)]));
  const key = (/** @type {number} */ i) => /** @type {string | number} */ (keys.get(i));
  return Array.from(store.shown).sort((x, y) => sign * compare(key(x), key(y)) || x - y);
}

/** @param {{key: Key, label: string}} column */
function heading({ key, label }) {
  const direction = order.key === key ? (order.down ? "descending" : "ascending") : "none";
  const arrow = { none: "", ascending: " ▲", descending: " ▼" }[direction];
  const run = () => {
    order = { key, down: order.key === key && !order.down };
    sorted = null;
    page = 0;
    drawTable(`sort-${key}`);
  };
  return el(
    "th",
    { scope: "col", "aria-sort": direction },
    button(label + arrow, run, { class: "plain sort", id: `sort-${key}` }),
  );
}

/** @param {number} i @param {Incident} incident */
function cells(i, incident) {
  const { rows } = store;
  const where = store.where(incident);
  const title = el("button", {
    type: "button",
    class: "plain",
    say: incident.n,
    on: { click: () => store.select(i, { from: "table" }) },
  });
  const place = where.xy
    ? where.text || `${rows.lat[i].toFixed(3)}, ${rows.lon[i].toFixed(3)}`
    : `none: ${where.why || ""}`;
  const types = rows.facets.type.of(i).join("; ");
  const values = [
    el("span", { class: "type-cell" }, symbol(rows.cls[i], 14), el("span", { say: types })),
    when(rows.t0[i], rows.t1[i], incident.tp),
    place,
    where.xy ? distance(where.r || 0) : "",
    rows.killed[i] || "",
    rows.facets.source.of(i).join("; "),
  ];
  return [
    el("th", { scope: "row" }, title),
    ...values.map((value) => el("td", {}, value instanceof Node ? value : el("span", { say: String(value) }))),
  ];
}

/** @param {number[]} part */
async function body(part) {
  const incidents = await Promise.all(part.map((i) => store.rows.detail(i)));
  return part.map((i, k) => {
    const box = el("input", {
      type: "checkbox",
      checked: store.state.marked.has(i),
      "aria-label": `Mark ${incidents[k].n}`,
      on: { change: () => store.mark(i, box.checked) },
    });
    return el(
      "tr",
      { "data-row": i, tabindex: k ? -1 : 0, class: store.state.selected === i ? "chosen" : "" },
      el("td", {}, box),
      cells(i, incidents[k]),
    );
  });
}

function drawBar() {
  const { marked } = store.state;
  const what = marked.size ? `${number(marked.size)} marked` : `all ${number(store.shown.length)} shown`;
  const chosen = () => (marked.size ? [...marked].sort((x, y) => x - y) : Array.from(store.shown));
  const pages = Math.max(1, Math.ceil(store.shown.length / PAGE));
  const go = (/** @type {number} */ by) => {
    page += by;
    drawTable();
  };
  fill(
    byId("table-bar"),
    el("span", { role: "status", text: `Save ${what}:` }),
    button("GeoJSON", () => saveGeoJSON(chosen())),
    button("CSV", () => saveCSV(chosen())),
    marked.size ? button("Unmark", () => store.unmarkAll(), { class: "plain" }) : null,
    el(
      "span",
      { class: "pages" },
      button("‹", () => go(-1), { "aria-label": "Previous page", disabled: page === 0 }),
      ` ${page + 1} / ${pages} `,
      button("›", () => go(1), { "aria-label": "Next page", disabled: page + 1 >= pages }),
    ),
    button("Close", () => store.showTable(false), { class: "close" }),
  );
}

/** Arrow keys walk the rows, Enter chooses one, Space marks it. @param {KeyboardEvent} event */
function keys(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const row = /** @type {HTMLElement | null} */ (target.closest("tr[data-row]"));
  if (!row || !["ArrowDown", "ArrowUp", "Enter", " "].includes(event.key)) return;
  if (event.key.startsWith("Arrow")) {
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.setAttribute("tabindex", "0");
    row.setAttribute("tabindex", "-1");
    next.focus();
  } else if (target === row) {
    event.preventDefault();
    if (event.key === "Enter") store.select(Number(row.dataset.row), { from: "table" });
    else row.querySelector("input")?.click();
  }
}

/** @param {string} [focus] the id of what is to have the focus afterwards */
async function drawTable(focus) {
  if (!store.state.table) return;
  const mine = ++turn;
  const all = (sorted = sorted || sort());
  page = Math.min(page, Math.max(0, Math.ceil(all.length / PAGE) - 1));
  const made = await body(Array.from(all).slice(page * PAGE, (page + 1) * PAGE));
  if (mine !== turn) return;
  const table = el(
    "table",
    { class: "incidents", on: { keydown: keys } },
    el("caption", { class: "hidden-visually", text: "Incidents shown on the map" }),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, el("span", { class: "hidden-visually", text: "Marked" })),
        COLUMNS.map(heading),
      ),
    ),
    el("tbody", {}, made),
  );
  fill(
    byId("drawer"),
    el("div", { id: "table-bar" }),
    el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Rows" }, table),
  );
  drawBar();
  if (focus) document.getElementById(focus)?.focus();
}

export function addTable() {
  store.on("table", () => {
    const { table } = store.state;
    byId("drawer").hidden = !table;
    document.body.classList.toggle("with-table", table);
    byId("tool-table").setAttribute("aria-pressed", String(table));
    map.invalidateSize();
    if (table) drawTable("sort-title");
    else byId("tool-table").focus();
  });
  store.on("marked", () => {
    if (!store.state.marked.size) drawTable();
    else drawBar();
  });
  store.on("filtered", () => {
    sorted = null;
    drawTable();
  });
  store.on("selected", ({ row }) => {
    for (const one of document.querySelectorAll("#drawer tr[data-row]"))
      one.classList.toggle("chosen", Number(/** @type {HTMLElement} */ (one).dataset.row) === row);
  });
}
