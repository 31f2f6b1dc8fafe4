/* The list of what is shown. */
/** @import { Incident } from "../types" */
import { tollText } from "../core/figures.js";
import { plural, when } from "../core/format.js";
import { button, byId, el, fill } from "../dom.js";
import { symbol } from "../map/symbols.js";
import { store } from "../store.js";

const PAGE = 60;
let length = PAGE;
let turn = 0;

/** @param {number} i @param {Incident} incident */
function item(i, incident) {
  const { rows } = store;
  const where = store.where(incident);
  const notes = [
    when(rows.t0[i], rows.t1[i], incident.tp),
    where.xy ? where.text || "" : `not located: ${where.why || "no location"}`,
    tollText(incident),
  ];
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `entry ${incident.st}`,
        "data-row": i,
        on: { click: () => store.select(i, { from: "list" }) },
      },
      symbol(rows.cls[i], 18),
      el(
        "span",
        { class: "entry-text" },
        el("strong", { say: incident.n }),
        notes.map((note, k) =>
          note ? el("span", { class: k === 1 && !where.xy ? "note unlocated" : "note", say: note }) : null,
        ),
      ),
    ),
  );
}

/** Draw the list, unless an incident is open in its place. */
export async function drawList() {
  const mine = ++turn;
  if (store.state.selected !== null) return;
  const { rows, shown } = store;
  const part = Array.from(shown.subarray(0, length));
  const incidents = await Promise.all(part.map((i) => rows.detail(i)));
  if (mine !== turn || store.state.selected !== null) return;
  const missing = rows.dense ? 0 : Array.from(shown).filter((i) => !rows.hasPlace(i)).length;
  const heading = plural(shown.length, "incident") + (missing ? `; ${missing} without a place on the map` : "");
  fill(
    byId("view-incidents"),
    el("h2", { text: heading }),
    shown.length
      ? null
      : el("p", {
          class: "empty",
          text: rows.n ? "Nothing passes the filters." : "No incident was found in these reports.",
        }),
    el(
      "ul",
      { class: "entries" },
      part.map((i, k) => item(i, incidents[k])),
    ),
    shown.length > length ? button("Show more", more) : null,
  );
}

function more() {
  length += PAGE;
  drawList();
}

/** Begin at the top again. */
export function resetList() {
  length = PAGE;
}
