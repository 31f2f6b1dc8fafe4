/* A box drawn on the map: only incidents inside are shown. By keyboard, the view itself can be taken (see filters.js). */
import { byId, colour } from "../dom.js";
import { store } from "../store.js";
import { map } from "./map.js";

const drawn = L.layerGroup();
let stop = () => {};

/** Have the reader drag a box. */
export function drawBox() {
  stop();
  const container = map.getContainer();
  store.note("Drag a box on the map; Escape leaves it.");
  byId("stage").scrollIntoView({ block: "nearest" });
  container.classList.add("picking");
  map.dragging.disable();
  /** @type {L.LatLng | null} */
  let from = null;
  const frame = L.rectangle(
    [
      [0, 0],
      [0, 0],
    ],
    { color: colour("ink"), weight: 2, dashArray: "4 4", fill: false, interactive: false },
  );

  const at = (/** @type {PointerEvent} */ event) => map.mouseEventToLatLng(event);
  const down = (/** @type {PointerEvent} */ event) => {
    if (/** @type {Element} */ (event.target).closest(".leaflet-control")) return;
    event.preventDefault();
    event.stopPropagation();
    from = at(event);
    container.setPointerCapture(event.pointerId);
    frame.setBounds(L.latLngBounds(from, from)).addTo(map);
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (from) frame.setBounds(L.latLngBounds(from, at(event)));
  };
  const up = (/** @type {PointerEvent} */ event) => {
    if (!from) return;
    const box = L.latLngBounds(from, at(event));
    stop();
    if (box.getEast() > box.getWest() && box.getNorth() > box.getSouth())
      store.setBox([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]);
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    stop();
  };
  stop = () => {
    frame.remove();
    container.classList.remove("picking");
    map.dragging.enable();
    container.removeEventListener("pointerdown", down, true);
    container.removeEventListener("pointermove", move);
    container.removeEventListener("pointerup", up);
    document.removeEventListener("keydown", key);
    stop = () => {};
  };
  container.addEventListener("pointerdown", down, true);
  container.addEventListener("pointermove", move);
  container.addEventListener("pointerup", up);
  document.addEventListener("keydown", key);
}

/** The box that filters, as long as it does. */
export function addBox() {
  drawn.addTo(map);
  const draw = () => {
    drawn.clearLayers();
    const { box } = store.filter;
    if (!box) return;
    const [west, south, east, north] = box;
    const look = { color: colour("ink"), weight: 2, dashArray: "4 4", fill: false, interactive: false };
    drawn.addLayer(
      L.rectangle(
        [
          [south, west],
          [north, east],
        ],
        look,
      ),
    );
  };
  draw();
  store.on("filtered", draw);
  store.on("theme", draw);
}
