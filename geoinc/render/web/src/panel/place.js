/* Where something is, in words. */
/** @import { Whereabouts } from "../types" */
import { area, distance } from "../core/format.js";
import { el } from "../dom.js";

/** @param {Whereabouts} where */
export function placeText(where) {
  if (!where.xy) return el("strong", { class: "unlocated", text: `Not on the map: ${where.why || "no location"}` });
  const precise =
    where.n && where.n > 1
      ? `${where.n} places, each with its own area`
      : `within ${distance(where.r || 0)} of the best point (90 %)`;
  const size = where.km2 ? `; area ${area(where.km2)}` : "";
  return el("span", {}, where.text ? el("span", { say: `“${where.text}” ` }) : null, precise + size);
}
