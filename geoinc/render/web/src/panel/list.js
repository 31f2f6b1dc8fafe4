/* The list of what is shown, in an order of the reader's choice. */
/** @import { Incident } from "../types" */
/** @import { SortKey } from "../core/order.js" */
import { tollText } from "../core/figures.js";
import { certainty, plural, when } from "../core/format.js";
import { SORTS } from "../core/order.js";
import { button, byId, el, refill } from "../dom.js";
import { certaintyOf, symbol } from "../map/symbols.js";
import { store } from "../store.js";
import { nothingFits } from "./filters.js";

const PAGE = 60;
let length = PAGE;
let turn = 0;

/** @type {SortKey[]} */
const KEYS = ["main", "date", "killed", "radius", "distance", "title", "file"];

/** @param {number} i @param {Incident} incident */
function item(i, incident) {
  const { rows } = store;
  const where = store.where(incident);
  const place = where.xy ? el("span", { class: "note", say: where.text || "" }) : null;
  const toll = tollText(incident);
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `entry ${incident.st}${store.isStruck(incident.id) ? " struck" : ""}`,
        "data-row": i,
        on: { click: () => store.select(i, { from: "list" }) },
      },
      symbol(rows.cls[i], 18, certaintyOf(i)),
      el(
        "span",
        { class: "entry-text" },
        el("strong", { say: incident.n }),
        el("span", { class: "note", text: when(rows.t0[i], rows.t1[i], incident.tp, incident.z) }),
        place,
        el("span", { class: where.xy ? "note certainty" : "note unlocated", say: certainty(where) }),
        toll ? el("span", { class: "note toll", say: toll }) : null,
        store.correctionsOf(incident.id).length
          ? el("span", { class: "note corrected", text: "corrected by you" })
          : null,
      ),
    ),
  );
}

function controls() {
  const { sort, follow } = store.state;
  const choice = el(
    "select",
    {
      id: "sort",
      on: {
        change: () => {
          const key = /** @type {SortKey} */ (choice.value);
          store.setSort({ key, down: SORTS[key].down });
        },
      },
    },
    [...new Set([...KEYS, sort.key])].map((key) =>
      el("option", { value: key, text: SORTS[key].label, selected: key === sort.key }),
    ),
  );
  const turnAround = () => store.setSort({ ...sort, down: !sort.down });
  const box = el("input", {
    type: "checkbox",
    id: "follow",
    checked: follow,
    on: {
      change: () => store.setFollow(box.checked),
    },
  });
  return el(
    "div",
    { class: "list-controls" },
    el("label", { for: "sort", text: "Sort by " }),
    choice,
    button(sort.down ? "▼" : "▲", turnAround, { id: "sort-turn", "aria-label": "Turn the order around" }),
    el("span", { class: "tick" }, box, el("label", { for: "follow", text: "only what the map shows" })),
  );
}

/** Draw the list, unless an incident is open in its place. */
export async function drawList() {
  const mine = ++turn;
  if (store.state.selected !== null) return;
  const { rows, shown } = store;
  const all = await store.ordered();
  const part = all.slice(0, length);
  const incidents = await Promise.all(part.map((i) => rows.detail(i)));
  if (mine !== turn || store.state.selected !== null) return;
  const missing = rows.dense ? 0 : all.filter((i) => !rows.hasPlace(i)).length;
  const heading =
    plural(all.length, "incident") +
    (store.state.follow ? " in view" : "") +
    (missing ? `; ${missing} without a place on the map` : "");
  refill(
    byId("view-incidents"),
    el("h2", { text: heading }),
    rows.n > 1 ? controls() : null,
    shown.length ? null : nothingFits(),
    el(
      "ul",
      { class: "entries" },
      part.map((i, k) => item(i, incidents[k])),
    ),
    all.length > length ? button("Show more", more) : null,
  );
}

async function more() {
  const last = length;
  length += PAGE;
  await drawList();
  const next = document.querySelectorAll(".entry")[last];
  if (next instanceof HTMLElement) next.focus();
}

/** Begin at the top again. */
export function resetList() {
  length = PAGE;
}
