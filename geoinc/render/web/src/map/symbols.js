/* The symbols of incidents, and the legend that explains them. */
import { CLASSES, OTHER } from "../core/classes.js";
import { number } from "../core/format.js";
import { byId, el, fill, soon, svg } from "../dom.js";
import { store } from "../store.js";
import { SCALE } from "./scale.js";

/** How well a place is known: whole, ringed, a core, or none at all. */
const SURE_M = 5_000;
const ROUGH_M = 25_000;
/** How much of the symbol is filled for each. */
export const FILLED = [1, 0.7, 0.4, 0];

/** 0 within 5 km, 1 within 25 km, 2 beyond, 3 not located. @param {number} i */
export function certaintyOf(i) {
  const { rows } = store;
  if (!rows.hasPlace(i)) return 3;
  const metres = rows.knownTo(i);
  return metres <= SURE_M || Number.isNaN(metres) ? 0 : metres <= ROUGH_M ? 1 : 2;
}

/** About the middle of the box of 24 by 24. @param {number} share */
const about = (share) => `translate(${12 * (1 - share)} ${12 * (1 - share)}) scale(${share})`;

/** For what is said of all classes. */
const ANY = { colour: "#6b7480", path: CLASSES[3].path };

/** @param {number} cls @param {number} size pixels @param {number} [certainty] see certaintyOf */
export const symbol = (cls, size, certainty = 0) => drawn(CLASSES[cls] || CLASSES[OTHER], size, certainty);

/** @param {{colour: string, path: string}} look @param {number} size @param {number} certainty */
function drawn(look, size, certainty) {
  const filled = FILLED[certainty];
  return svg(
    "svg",
    { viewBox: "-1 -1 26 26", width: size, height: size, "aria-hidden": "true", focusable: "false", class: "symbol" },
    svg("path", {
      d: look.path,
      fill: filled === 1 ? look.colour : "#ffffff",
      "stroke-width": 1.6,
      "stroke-linejoin": "round",
      class: "symbol-edge",
    }),
    filled && filled < 1
      ? svg("path", { d: look.path, fill: look.colour, stroke: look.colour, transform: about(filled) })
      : null,
  );
}

/** @type {Map<number, Path2D>} */
const paths = new Map();

/** @param {number} cls */
export function symbolPath(cls) {
  let path = paths.get(cls);
  if (!path) paths.set(cls, (path = new Path2D((CLASSES[cls] || CLASSES[OTHER]).path)));
  return path;
}

/** Area grows with the toll, as eyes compare areas. @param {number} killed */
export const symbolSize = (killed) => (store.state.layers.toll ? Math.min(64, 16 + 4.4 * Math.sqrt(killed)) : 24);

export function addLegend() {
  store.on("filtered", store.rows.dense ? soon(drawLegend) : drawLegend);
  store.on("layers", drawLegend);
}

function drawLegend() {
  const { rows, sieve, filter, data } = store;
  const counts = sieve.counts("class");
  const values = rows.facets.class.values;
  const lines = CLASSES.map((one, cls) => {
    const at = values.indexOf(one.name);
    return at < 0 ? null : classLine(one.name, cls, counts[at], filter.chosen.class);
  }).filter(Boolean);
  if (lines.length) {
    const levels = [];
    for (let k = 0; k < store.shown.length && !(levels[1] && levels[2]); k++)
      levels[certaintyOf(store.shown[k])] = true;
    if (levels[1]) lines.push(el("li", {}, drawn(ANY, 16, 1), "place known to 5–25 km"));
    if (levels[2]) lines.push(el("li", {}, drawn(ANY, 16, 2), "place known less well"));
    if (!rows.dense) lines.push(el("li", {}, el("span", { class: "key-area" }), "50 % and 90 % areas"));
    if (data.places.length && store.state.layers.places)
      lines.push(el("li", {}, el("span", { class: "key-place" }), "place mentioned"));
  }
  if (store.state.layers.density)
    lines.push(
      el(
        "li",
        { class: "key-density" },
        SCALE.map((colour) =>
          svg(
            "svg",
            { width: 16, height: 12, "aria-hidden": "true" },
            svg("rect", { width: 16, height: 12, fill: colour }),
          ),
        ),
        el("span", { text: " few to many" }),
      ),
    );
  fill(byId("legend"), lines);
}

/** A class in the legend: a click shows only it, or adds it. @param {string} name @param {number} cls @param {number} count @param {Set<string>} chosen */
function classLine(name, cls, count, chosen) {
  const on = !chosen.size || chosen.has(name);
  const toggle = () => {
    store.choose("class", name, !chosen.has(name));
    const again = document.querySelector(`#legend [data-class="${cls}"]`);
    if (again instanceof HTMLElement) again.focus();
  };
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `plain legend-class${on ? "" : " off"}`,
        "data-class": cls,
        "aria-pressed": String(chosen.has(name)),
        title: chosen.has(name) ? `Leave the filter for “${name}”` : `Show only “${name}”`,
        on: { click: toggle },
      },
      symbol(cls, 16),
      el("span", { text: name }),
      el("span", { class: "number", text: number(count) }),
    ),
  );
}
