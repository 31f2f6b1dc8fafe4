/* The table: all shown incidents, sortable, linked with the map, worked by keyboard, exportable. */
/** @import { Incident } from "./types" */
/** @import { SortKey } from "./core/order.js" */
import { distance, number, when } from "./core/format.js";
import { SORTS } from "./core/order.js";
import { button, byId, el, fill } from "./dom.js";
import { certaintyOf, symbol } from "./map/symbols.js";
import { saveCSV, saveGeoJSON } from "./saving.js";
import { store } from "./store.js";

const PAGE = 50;

/** @type {{key: SortKey, label: string}[]} */
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
/** The rows in their order, until something changes it. @type {number[] | null} */
let ordered = null;
let turn = 0;

/** @param {{key: SortKey, label: string}} column */
function heading({ key, label }) {
  const { sort } = store.state;
  const direction = sort.key === key ? (sort.down ? "descending" : "ascending") : "none";
  const arrow = { none: "", ascending: " ▲", descending: " ▼" }[direction];
  const run = () => {
    focus = `sort-${key}`;
    store.setSort({ key, down: sort.key === key ? !sort.down : SORTS[key].down });
  };
  return el(
    "th",
    { scope: "col", "aria-sort": direction },
    button(label + arrow, run, { class: "plain sort", id: `sort-${key}` }),
  );
}

/** The id of what is to have the focus when the table is drawn next. */
let focus = "";

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
    el("span", { class: "type-cell" }, symbol(rows.cls[i], 14, certaintyOf(i)), el("span", { say: types })),
    when(rows.t0[i], rows.t1[i], incident.tp, incident.z),
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
  const all = ordered || [];
  const what = marked.size ? `${number(marked.size)} marked` : `all ${number(all.length)} shown`;
  const chosen = () => (marked.size ? [...marked] : [...all]).sort((x, y) => x - y);
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
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

async function drawTable() {
  if (!store.state.table) return;
  const mine = ++turn;
  const all = ordered || (await store.ordered());
  if (mine !== turn) return;
  ordered = all;
  page = Math.min(page, Math.max(0, Math.ceil(all.length / PAGE) - 1));
  const made = await body(all.slice(page * PAGE, (page + 1) * PAGE));
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
  focus = "";
}

export function addTable() {
  store.on("table", () => {
    const { table } = store.state;
    byId("drawer").hidden = !table;
    document.body.classList.toggle("with-table", table);
    byId("tool-table").setAttribute("aria-pressed", String(table));
    if (table) {
      focus = "sort-title";
      drawTable();
    } else byId("tool-table").focus();
  });
  store.on("marked", () => {
    if (!store.state.marked.size) drawTable();
    else drawBar();
  });
  const again = () => {
    ordered = null;
    page = 0;
    drawTable();
  };
  store.on("filtered", again);
  store.on("sort", again);
  store.on("seen", () => {
    if (store.state.follow || store.state.sort.key === "distance") again();
  });
  store.on("selected", ({ row }) => {
    for (const one of document.querySelectorAll("#drawer tr[data-row]"))
      one.classList.toggle("chosen", Number(/** @type {HTMLElement} */ (one).dataset.row) === row);
  });
}
