/* The card above the panel: what is known of a name, a place, a phrase, or several incidents at one spot. */
/** @import { Card, Mention, Place, Whereabouts } from "../types" */
/** @import { Child } from "../dom.js" */
import { distance, plural } from "../core/format.js";
import { button, byId, el, refill } from "../dom.js";
import { placeFacts } from "../map/map.js";
import { store } from "../store.js";
import { allCorrections, corrections, mentionTools } from "./corrections.js";
import { kindWords } from "./marks.js";
import { placeText } from "./place.js";

/** Incidents at one spot that are named. */
const MOST = 40;

/** @param {Place} place @returns {Child[]} */
function placeCard(place) {
  const said = store.data.mentions.flatMap((mentions, number) =>
    mentions
      .filter((m) => m.p !== undefined && store.data.places[m.p] === place && m.pin)
      .map((m) =>
        el(
          "li",
          {},
          el("button", {
            type: "button",
            class: "plain",
            say: store.words([number, m.a, m.b]),
            on: { click: () => store.showSpan([number, m.a, m.b]) },
          }),
        ),
      ),
  );
  return [
    el("h2", { say: place.n }),
    el("p", { say: placeFacts(place) }),
    el("p", { class: "facts", say: [place.id, place.src].filter(Boolean).join(" · ") }),
    said.length ? el("p", { text: "Named in the text as" }) : null,
    el("ul", {}, said),
  ];
}

/** What is known of a mention, and what can be put right about it. @param {number} number @param {Mention} mention @returns {Child[]} */
function mentionCard(number, mention) {
  const place = mention.p === undefined ? null : store.data.places[mention.p];
  const sure = `${Math.round((mention.pr || 0) * 100)} % sure`;
  return [
    el("h2", { say: store.words([number, mention.a, mention.b]) }),
    el("p", {}, kindWords(mention.k) + (mention.pin ? "" : "; not pinned")),
    place
      ? el("p", {}, el("strong", { say: place.n }), " ", el("span", { say: placeFacts(place) }))
      : el("p", { class: "unlocated", text: `Not on the map: ${mention.why}` }),
    place
      ? el("p", {
          class: "facts",
          say: `${sure} · ${place.id}${place.unc ? ` · known to ${distance(place.unc)}` : ""}`,
        })
      : null,
    ...mentionTools(number, mention),
  ];
}

/** @param {Whereabouts} where @returns {Child[]} */
const locationCard = (where) => [
  el("h2", { say: where.text || "Location" }),
  el("p", {}, placeText(where)),
  ...(where.sp || []).map((span) => el("q", { say: store.words(span) })),
  where.exp ? el("p", { say: where.exp }) : null,
];

/** @param {number[]} rows @returns {Promise<Child[]>} */
async function rowsCard(rows) {
  const named = await Promise.all(rows.slice(0, MOST).map((i) => store.rows.detail(i)));
  return [
    el("h2", { text: `${plural(rows.length, "incident")} here` }),
    el(
      "ul",
      {},
      named.map((one, k) =>
        el(
          "li",
          {},
          el("button", {
            type: "button",
            class: "plain",
            say: one.n,
            on: { click: () => store.select(rows[k], { from: "map" }) },
          }),
        ),
      ),
    ),
  ];
}

/** @param {Card} card */
function contents(card) {
  if (card.kind === "mention") return mentionCard(card.document, card.mention);
  if (card.kind === "place") return placeCard(card.place);
  if (card.kind === "location") return locationCard(card.where);
  if (card.kind === "corrections") return allCorrections();
  return rowsCard(card.rows);
}

export async function drawCard() {
  const { card } = store.state;
  const box = byId("card");
  if (!card) {
    const inside = box.contains(document.activeElement);
    box.hidden = true;
    if (inside) byId(`view-${store.state.tab}`).focus({ preventScroll: true });
    return;
  }
  const made = await contents(card);
  if (store.state.card !== card) return;
  refill(
    box,
    button("×", () => store.showCard(null), { class: "plain card-close", "aria-label": "Close" }),
    made,
    corrections(),
  );
  box.hidden = false;
}
