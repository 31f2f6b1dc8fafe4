/* Measuring along a line, and picking one point: clicks on the map, or Enter at its middle. */
import { distance, plural } from "../core/format.js";
import { metres } from "../core/projection.js";
import { byId, colour, el } from "../dom.js";
import { map } from "./map.js";

/** @type {L.LatLng[]} */
let points = [];
const drawn = L.layerGroup();
/** @type {((at: L.LatLng) => void) | null} */
let picking = null;
let on = false;

/** Whether clicks on the map are taken, and belong to nothing else. */
export const measuring = () => taken;

/** A click that measuring took stays its own while others hear of it. */
let taken = false;

function draw() {
  drawn.clearLayers();
  const ink = colour("ink");
  if (points.length > 1)
    drawn.addLayer(L.polyline(points, { color: ink, weight: 2.5, dashArray: "2 5", interactive: false }));
  for (const at of points)
    drawn.addLayer(
      L.circleMarker(at, {
        radius: 4,
        color: ink,
        fillColor: colour("paper"),
        fillOpacity: 1,
        weight: 2,
        interactive: false,
      }),
    );
  const total = points.slice(1).reduce((sum, at, k) => sum + metres(points[k], at), 0);
  byId("measure-result").textContent =
    points.length > 1
      ? `${distance(total)} along ${plural(points.length, "point")}`
      : "Click points on the map, or press Enter for its middle.";
}

/** @param {L.LatLng} at */
function add(at) {
  if (picking) {
    const run = picking;
    stopPicking();
    run(at);
  } else if (on) {
    points.push(at);
    draw();
  }
}

function stopPicking() {
  picking = null;
  map.getContainer().classList.remove("picking");
}

/** Have the reader choose a point. @param {(at: L.LatLng) => void} run */
export function pickPoint(run) {
  picking = run;
  map.getContainer().classList.add("picking");
  map.getContainer().focus();
}

/** @param {boolean} wanted */
export function toggleMeasure(wanted) {
  on = wanted;
  points = [];
  byId("tool-measure").setAttribute("aria-pressed", String(on));
  byId("measure-result").hidden = !on;
  map.getContainer().classList.toggle("picking", on);
  drawn.clearLayers();
  if (!on) return;
  draw();
  map.getContainer().focus();
}

/** Before all others that listen to clicks: it says which ones it took. */
export function addMeasure() {
  drawn.addTo(map);
  byId("stage").append(el("output", { id: "measure-result", hidden: true }));
  map.on("click", (event) => {
    taken = on || picking !== null;
    add(event.latlng);
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === map.getContainer()) add(map.getCenter());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(picking || on)) return;
    event.preventDefault();
    if (picking) stopPicking();
    else toggleMeasure(false);
  });
}
