/* The symbols of incidents, and the legend that explains them. */
import { CLASSES, OTHER } from "../core/classes.js";
import { byId, el, fill, svg } from "../dom.js";
import { store } from "../store.js";

/** @param {number} cls @param {number} size pixels */
export function symbol(cls, size) {
  const look = CLASSES[cls] || CLASSES[OTHER];
  return svg(
    "svg",
    { viewBox: "-1 -1 26 26", width: size, height: size, "aria-hidden": "true", focusable: "false", class: "symbol" },
    svg("path", {
      d: look.path,
      fill: look.colour,
      "stroke-width": 1.6,
      "stroke-linejoin": "round",
      class: "symbol-edge",
    }),
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
  store.on("filtered", drawLegend);
}

function drawLegend() {
  const { rows, shown } = store;
  const present = new Uint8Array(256);
  for (let k = 0; k < shown.length; k++) present[rows.cls[shown[k]]] = 1;
  const lines = CLASSES.map((one, number) =>
    present[number] ? el("li", {}, symbol(number, 16), one.name) : null,
  ).filter(Boolean);
  if (lines.length) {
    lines.push(el("li", {}, el("span", { class: "key-area" }), "50 % and 90 % areas"));
    if (store.data.places.length) lines.push(el("li", {}, el("span", { class: "key-place" }), "place mentioned"));
  }
  fill(byId("legend"), lines);
}
