/* Where something is, in words: each phrase as it was written and by whom, and how well that is known. */
/** @import { Whereabouts } from "../types" */
import { area, certainty } from "../core/format.js";
import { el } from "../dom.js";
import { store } from "../store.js";

/** Each phrase in its own quotation marks, with its report where there are several. @param {Whereabouts} where */
function phrases(where) {
  const spans = (where.sp || []).filter((span) => store.words(span));
  if (!spans.length) return where.text ? el("p", {}, el("q", { say: where.text })) : null;
  const several = store.data.documents.length > 1;
  return el(
    "ul",
    { class: "phrases" },
    spans.map((span) =>
      el(
        "li",
        {},
        el("q", { say: store.words(span) }),
        several && span[0] >= 0 ? el("small", { say: ` ${store.documentTitle(span[0])}` }) : null,
      ),
    ),
  );
}

/** @param {Whereabouts} where */
export function placeText(where) {
  if (!where.xy)
    return el(
      "div",
      {},
      phrases(where),
      el("strong", { class: "unlocated", text: `Not on the map: ${where.why || "no location"}` }),
    );
  const one = !where.n || where.n < 2;
  const size = where.km2 ? `; area ${area(where.km2)}` : "";
  return el(
    "div",
    {},
    phrases(where),
    el("p", { text: certainty(where) + (one ? " of the best point (90 %)" : "") + size }),
  );
}
