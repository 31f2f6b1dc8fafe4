/* Where the map looks: at everything, or at one incident. */
import { still } from "../dom.js";
import { store } from "../store.js";
import { map } from "./map.js";

const EDGE_PX = 40;

/** Show everything. */
export function home() {
  const { box } = store.data;
  if (!box) {
    map.setView([20, 0], 2, { animate: false });
    return;
  }
  const [west, south, east, north] = box;
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    { padding: [EDGE_PX, EDGE_PX], maxZoom: 11, animate: false },
  );
}

/** Bring an incident into view if it is not, or if it is too small to see there. @param {number} i */
function show(i) {
  const { rows } = store;
  if (!rows.hasPlace(i)) {
    store.note("This incident has no place on the map.");
    return;
  }
  const reach = Math.max(2000, Math.min(rows.radius[i] || 2000, 2e6));
  const box = L.latLng(rows.lat[i], rows.lon[i]).toBounds(2.6 * reach);
  const view = map.getBounds();
  const small = box.getNorth() - box.getSouth() < (view.getNorth() - view.getSouth()) / 12;
  if (!view.contains(box) || small) map.fitBounds(box, { maxZoom: 12, animate: !still() });
}

export function addView() {
  home();
  store.on("selected", ({ row, from }) => {
    if (row !== null && from !== "map" && from !== "link") show(row);
  });
}
