/* The panel: its tabs, and which of its views is drawn when. */
import { byId, el, fill } from "../dom.js";
import { store } from "../store.js";
import { drawAbout } from "./about.js";
import { drawCard } from "./card.js";
import { drawFilters } from "./filters.js";
import { drawIncident } from "./incident.js";
import { drawLeft } from "./left.js";
import { drawList, resetList } from "./list.js";
import { drawText, openAt } from "./text.js";

/** @type {{id: string, label: string, draw: () => void}[]} */
const TABS = [
  { id: "incidents", label: "Incidents", draw: () => (store.state.selected === null ? drawList() : undefined) },
  { id: "text", label: "Text", draw: drawText },
  { id: "filters", label: "Filters", draw: drawFilters },
  { id: "left", label: "Not mapped", draw: drawLeft },
  { id: "about", label: "Help", draw: drawAbout },
];

/** @param {KeyboardEvent} event @param {number} at */
function arrows(event, at) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = TABS[(at + step + TABS.length) % TABS.length];
  store.openTab(next.id);
  byId(`tab-${next.id}`).focus();
}

/** @param {string} id */
function show(id) {
  for (const tab of TABS) {
    const open = tab.id === id;
    byId(`view-${tab.id}`).hidden = !open;
    byId(`tab-${tab.id}`).setAttribute("aria-selected", String(open));
    byId(`tab-${tab.id}`).setAttribute("tabindex", open ? "0" : "-1");
    if (open) tab.draw();
  }
}

/** @param {string | null} id */
export const isTab = (id) => TABS.some((tab) => tab.id === id);

export function addPanel() {
  fill(
    byId("tabs"),
    TABS.map(({ id, label }, at) =>
      el("button", {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        "aria-controls": `view-${id}`,
        text: label,
        on: { click: () => store.openTab(id), keydown: (/** @type {KeyboardEvent} */ event) => arrows(event, at) },
      }),
    ),
  );
  fill(
    byId("views"),
    el("div", { id: "card", hidden: true, tabindex: -1, role: "region", "aria-label": "About these words" }),
    TABS.map(({ id }) =>
      el("div", {
        id: `view-${id}`,
        class: "view",
        role: "tabpanel",
        tabindex: 0,
        "aria-labelledby": `tab-${id}`,
        hidden: true,
      }),
    ),
  );
  store.on("tab", ({ id }) => show(id));
  store.on("card", drawCard);
  store.on("span", openAt);
  store.on("filtered", () => {
    resetList();
    if (store.state.tab === "filters") drawFilters();
    else if (store.state.tab === "incidents") drawList();
    if (document.querySelector(".hidden-note") && !store.hidden) drawIncident();
  });
  store.on("corrected", () => {
    if (store.state.selected !== null) drawIncident({ anew: false });
    else if (store.state.tab === "incidents") drawList();
    const { card, corrections } = store.state;
    if (card?.kind === "corrections" && !corrections.length) store.showCard(null);
    else if (card) drawCard();
  });
  store.on("sort", () => {
    resetList();
    if (store.state.tab === "incidents") drawList();
  });
  store.on("seen", () => {
    const { tab, follow, sort } = store.state;
    if (tab === "incidents" && (follow || sort.key === "distance")) drawList();
  });
  store.on("selected", async ({ row, last }) => {
    if (row !== null) {
      drawIncident();
      return;
    }
    const inside = byId("view-incidents").contains(document.activeElement);
    await drawList();
    if (inside) focusEntry(last);
  });
}

/** Give the focus back to the entry of a row that was open. @param {number | null} row */
function focusEntry(row) {
  const entry = document.querySelector(`.entry[data-row="${Number(row)}"]`);
  if (entry instanceof HTMLElement) entry.focus();
}
