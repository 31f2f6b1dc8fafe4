/* One step back: Escape closes what was opened last, and the browser's Back leads from an incident to the list. */
import { byId } from "./dom.js";
import { store } from "./store.js";

/** @param {KeyboardEvent} event */
function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const { card, selected, table } = store.state;
  if (card) store.showCard(null);
  else if (selected !== null) {
    store.openTab("incidents");
    store.selectNone();
  } else if (table) store.showTable(false);
  else return;
  event.preventDefault();
}

/** A page inside a notebook's frame has no history of its own. @param {() => void} run */
function quietly(run) {
  try {
    run();
  } catch {
    /* nothing to go back in */
  }
}

export function addSteps() {
  let going = false;
  document.addEventListener("keydown", escape);
  store.on("selected", ({ row, from }) => {
    if (going || from === "link") return;
    const { state } = history;
    // Below an entry of ours always lies the list: it is used again, so that Back leads there in one step.
    const ours = state?.row !== undefined || state?.spare;
    if (row === null) quietly(() => ours && history.replaceState({ spare: true }, "", location.href));
    else if (ours) quietly(() => history.replaceState({ row }, "", location.href));
    else quietly(() => history.pushState({ row }, "", location.href));
  });
  window.addEventListener("popstate", async (event) => {
    const row = event.state?.row;
    going = true;
    if (Number.isInteger(row) && row < store.rows.n) await store.select(row, { from: "link" });
    else {
      store.selectNone();
      store.openTab("incidents");
      if (document.activeElement === document.body) byId("view-incidents").focus({ preventScroll: true });
    }
    going = false;
  });
}
