/* Markers for maps of up to some thousand incidents: real elements that take focus, clustered, spread where they coincide. */
import { CLASSES } from "../core/classes.js";
import { certainty, number, when } from "../core/format.js";
import { el, svg } from "../dom.js";
import { MANY, PROVINCES_BELOW, store } from "../store.js";
import { at, map } from "./map.js";
import { fit } from "./view.js";
import { certaintyOf, symbol, symbolSize } from "./symbols.js";

const REACH_PX = 46;
/** Where there are few in all, only what would cover one another is taken together. */
const COVERS_PX = 26;
/** Left between two symbols. */
const GAP_PX = 2;
/** The reach of a cluster's ring, of which symbols keep clear. */
const CLUSTER_PX = 20;
const ROUNDS = 40;
const SAME_PX = 3;
const SPREAD_AT_ONCE = 8;
const FEW = 30;
const HANDFUL = 3;
const CLOSEST = 17;

/** @typedef {{at: L.Point, place: L.LatLng, rows: number[], spread: number}} Group */
/** @typedef {{at: L.Point, reach: number, fixed: boolean}} Standing */

const layer = L.layerGroup();
/** The cluster that a row is in. @type {Map<number, HTMLElement>} */
const clusters = new Map();
/** @type {number | null} a row of the cluster that was opened */
let opened = null;
let restoring = false;

export function addMarkers() {
  layer.addTo(map);
  draw();
  store.on("filtered", () => {
    opened = null;
    draw();
  });
  store.on("selected", draw);
  store.on("corrected", draw);
  store.on("layers", (name) => {
    if (name === "toll") draw();
  });
  map.on("zoomend moveend", draw);
  map.on("click", () => {
    if (opened === null) return;
    opened = null;
    draw();
  });
}

/** @param {number} i */
const placeOf = (i) => L.latLng(store.rows.lat[i], store.rows.lon[i]);

/**
 * Groups of rows that would overlap at this zoom: each joins the first group within reach.
 * @param {{place: L.LatLng, rows: number[]}[]} spots
 * @param {number} reach pixels
 */
function groups(spots, reach) {
  const zoom = map.getZoom();
  /** @type {Map<string, Group[]>} */
  const cells = new Map();
  /** @type {Group[]} */
  const found = [];
  for (const { place, rows } of spots) {
    const at = map.project(place, zoom);
    const cx = Math.floor(at.x / reach);
    const cy = Math.floor(at.y / reach);
    const group = nearby(cells, cx, cy).find((one) => one.at.distanceTo(at) < reach);
    if (group) {
      group.rows.push(...rows);
      group.spread = Math.max(group.spread, group.at.distanceTo(at));
      continue;
    }
    const made = { at, place, rows: [...rows], spread: 0 };
    found.push(made);
    const key = `${cx},${cy}`;
    cells.set(key, [...(cells.get(key) || []), made]);
  }
  return found;
}

/** Seen as a world, many incidents are counted by province; those without one, and few, stand for themselves. @param {number[]} rows */
function spots(rows) {
  const { units } = store.data;
  if (!units || rows.length <= MANY || map.getZoom() >= PROVINCES_BELOW)
    return rows.map((i) => ({ place: placeOf(i), rows: [i] }));
  /** @type {Map<number, number[]>} */
  const members = new Map();
  const alone = rows.filter((i) => {
    const u = store.rows.peek(i)?.u;
    if (u === undefined) return true;
    const known = members.get(u);
    if (known) known.push(i);
    else members.set(u, [i]);
    return false;
  });
  const provinces = [...members].map(([u, own]) => ({
    place: own.length === 1 ? placeOf(own[0]) : at(units[u][2], units[u][3]),
    rows: own,
  }));
  // The fullest first: the others join them.
  provinces.sort((one, two) => two.rows.length - one.rows.length);
  return [...provinces, ...alone.map((i) => ({ place: placeOf(i), rows: [i] }))];
}

/** Where the incidents of a group lie, in words, if that is one province or country. @param {number[]} rows */
function whereabouts(rows) {
  const { units } = store.data;
  const numbers = new Set(rows.map((i) => store.rows.peek(i)?.u));
  if (!units || numbers.has(undefined)) return "";
  const names = [...numbers].map((u) => units[/** @type {number} */ (u)]);
  if (names.length === 1) return `in ${[...new Set(names[0].slice(0, 2))].join(", ")}`;
  const countries = new Set(names.map((one) => one[1]));
  return countries.size === 1 ? `in ${names.length} provinces of ${[...countries][0]}` : "";
}

/** @param {Map<string, Group[]>} cells @param {number} cx @param {number} cy */
function nearby(cells, cx, cy) {
  /** @type {Group[]} */
  const found = [];
  for (let x = cx - 1; x <= cx + 1; x++)
    for (let y = cy - 1; y <= cy + 1; y++) found.push(...(cells.get(`${x},${y}`) || []));
  return found;
}

/** @param {number} a @param {number} b */
const same = (a, b) => store.rows.lon[a] === store.rows.lon[b] && store.rows.lat[a] === store.rows.lat[b];

/** Whether another row stands at the very same spot: those are spread, the chosen one among them. @param {number} chosen @param {number[]} rows */
const shares = (chosen, rows) => rows.some((i) => i !== chosen && same(i, chosen));

/** @param {Group} group */
const sameSpot = (group) => group.rows.every((i) => same(i, group.rows[0]));

function draw() {
  const active = document.activeElement;
  const focused = active instanceof HTMLElement && map.getContainer().contains(active) ? active.dataset.row : undefined;
  layer.clearLayers();
  clusters.clear();
  const view = map.getPixelBounds();
  const pad = L.point(80, 80);
  const seen = L.bounds(/** @type {L.Point} */ (view.min).subtract(pad), /** @type {L.Point} */ (view.max).add(pad));
  const rows = Array.from(store.shown).filter((i) => store.rows.hasPlace(i));
  const chosen = store.state.selected;
  if (chosen !== null && rows.includes(chosen) && !shares(chosen, rows)) {
    rows.splice(rows.indexOf(chosen), 1);
    pin(chosen, placeOf(chosen));
  }
  // Where there are few in all, a handful at one place is legible, and says more than a number.
  const few = rows.length <= FEW;
  const most = few ? HANDFUL : 1;
  /** @type {number[]} */
  const single = [];
  /** @type {Standing[]} */
  const taken = [];
  for (const group of groups(spots(rows), few ? COVERS_PX : REACH_PX)) {
    if (!seen.contains(group.at)) continue;
    if (group.rows.length <= most) single.push(...group.rows);
    else if (isOpen(group) || (group.rows.length <= SPREAD_AT_ONCE && sameSpot(group))) spread(group);
    else {
      cluster(group);
      taken.push({ at: group.at, reach: CLUSTER_PX, fixed: true });
    }
  }
  stand(single, few ? taken : null);
  if (focused !== undefined) focusRow(focused);
}

/** @param {string} row */
function focusRow(row) {
  const again = document.querySelector(`.pin[data-row="${Number(row)}"]`) || clusters.get(Number(row));
  if (!(again instanceof HTMLElement)) return;
  restoring = true;
  again.focus({ preventScroll: true });
  restoring = false;
}

/** @param {Group} group */
const isOpen = (group) => opened !== null && group.rows.includes(opened);

/**
 * Each symbol at its own place or, where it would cover another, beside it with a leg to where it belongs.
 * @param {number[]} rows
 * @param {Standing[] | null} taken what they keep clear of; null where they are far enough apart anyway
 */
function stand(rows, taken) {
  const zoom = map.getZoom();
  const places = rows.map((i) => map.project(placeOf(i), zoom));
  // Those at one spot begin half a pixel from it, each to a side of its own.
  const standing = rows.map((i, k) => ({
    at: places[k].add(turned(k / rows.length, 0.5)),
    reach: symbolSize(store.rows.killed[i]) / 2,
    fixed: false,
  }));
  if (taken) part([...standing, ...taken]);
  rows.forEach((i, k) => {
    const offset = standing[k].at.subtract(places[k]);
    const moved = offset.distanceTo(L.point(0, 0)) > GAP_PX;
    if (moved) leg(placeOf(i), [L.point(0, 0)], [offset]);
    pin(i, placeOf(i), moved ? offset : undefined);
  });
}

/** A way from the middle. @param {number} turn share of a whole turn, clockwise from above @param {number} reach pixels */
const turned = (turn, reach) => L.point(Math.sin(2 * Math.PI * turn) * reach, -Math.cos(2 * Math.PI * turn) * reach);

/** Push apart what covers one another, a little each time, until nothing does. @param {Standing[]} all */
function part(all) {
  for (let round = 0; round < ROUNDS; round++) {
    let still = true;
    all.forEach((one, a) => {
      for (const other of all.slice(a + 1)) {
        const way = other.at.subtract(one.at);
        const far = way.distanceTo(L.point(0, 0));
        const short = one.reach + other.reach + GAP_PX - far;
        if (short <= 0.5 || (one.fixed && other.fixed)) continue;
        still = false;
        const push = far ? way.multiplyBy(short / far) : L.point(short, 0);
        const share = one.fixed ? 0 : other.fixed ? 1 : 0.5;
        one.at = one.at.subtract(push.multiplyBy(share));
        other.at = other.at.add(push.multiplyBy(1 - share));
      }
    });
    if (still) return;
  }
}

/** Lines from where symbols belong to where they stand, in pixels about a place. @param {L.LatLng} place @param {L.Point[]} from @param {L.Point[]} to */
function leg(place, from, to) {
  layer.addLayer(
    L.marker(place, {
      icon: L.divIcon({ html: legs(from, to), className: "legs", iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
      zIndexOffset: -1000,
    }),
  );
}

/** Around the spot, on a circle or, for many, on a spiral; legs lead back to where each stands. All of it is placed in pixels about the one spot. @param {Group} group */
function spread(group) {
  const count = group.rows.length;
  const offsets = group.rows.map((_, k) => {
    return count <= 10 ? turned(k / count, 14 + count * 3) : turned((0.55 * k + 1) / (2 * Math.PI), 26 + k * 3.2);
  });
  const zoom = map.getZoom();
  const spots = group.rows.map((i) => map.project(placeOf(i), zoom).subtract(group.at));
  leg(group.place, spots, offsets);
  group.rows.forEach((i, k) => pin(i, group.place, offsets[k]));
}

/** @param {L.Point[]} from @param {L.Point[]} to */
const legs = (from, to) =>
  /** @type {any} */ (
    svg(
      "svg",
      { width: 1, height: 1, "aria-hidden": "true" },
      to
        .map(({ x, y }, k) => [
          svg("line", { x1: from[k].x, y1: from[k].y, x2: x, y2: y }),
          svg("circle", { cx: from[k].x, cy: from[k].y, r: 2.5 }),
        ])
        .flat(),
    )
  );

/**
 * @param {L.LatLng} at
 * @param {Element} inner
 * @param {number} size pixels
 * @param {string} name
 * @param {{class: string, row?: number, rows?: number[], lift?: number, offset?: L.Point}} how rows are those of a cluster, offset is where it stands from its place, in pixels
 * @param {() => void} run
 */
function add(at, inner, size, name, how, run) {
  const offset = how.offset || L.point(0, 0);
  const icon = L.divIcon({
    html: /** @type {HTMLElement} */ (inner),
    className: how.class,
    iconSize: [size, size],
    iconAnchor: [size / 2 - offset.x, size / 2 - offset.y],
  });
  const marker = L.marker(at, { icon, keyboard: true, autoPanOnFocus: false, zIndexOffset: how.lift || 0 });
  marker.on("click", (event) => {
    L.DomEvent.stopPropagation(/** @type {any} */ (event));
    run();
  });
  layer.addLayer(marker);
  const element = /** @type {HTMLElement} */ (marker.getElement());
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", name);
  element.title = name;
  if (how.row !== undefined) element.dataset.row = String(how.row);
  if (how.rows) {
    element.dataset.row = String(how.rows[0]);
    for (const i of how.rows) clusters.set(i, element);
  }
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    run();
  });
  // Markers are made anew after each move: one that only gets its focus back must not move the map again.
  element.addEventListener("focus", () => {
    if (!restoring) map.panInside(at, { padding: [50, 50] });
  });
}

/** @param {number} i @param {L.LatLng} at @param {L.Point} [offset] */
function pin(i, at, offset) {
  const { rows, state } = store;
  const incident = rows.peek(i);
  if (!incident) return;
  const chosen = state.selected === i;
  const size = Math.round(symbolSize(rows.killed[i]));
  const facts = [
    CLASSES[rows.cls[i]].name,
    when(rows.t0[i], rows.t1[i], incident.tp, incident.z),
    certainty(store.where(incident)),
  ];
  const name = [incident.n, ...facts].join(", ");
  const struck = store.isStruck(incident.id) ? "struck" : "";
  const look = ["pin", struck, chosen ? "chosen" : "", incident.st === "background" ? "background" : ""]
    .join(" ")
    .trim();
  add(
    at,
    symbol(rows.cls[i], size, certaintyOf(i)),
    size,
    name,
    { class: look, row: i, lift: chosen ? 1000 : 0, offset },
    () => store.select(i, { from: "map" }),
  );
}

/** @param {Group} group */
function cluster(group) {
  const { rows } = store;
  const count = group.rows.length;
  const size = 32 + Math.min(14, Math.round(3 * Math.log2(count)));
  const killed = group.rows.reduce((sum, i) => sum + rows.killed[i], 0);
  const mix = CLASSES.map((_, cls) => group.rows.filter((i) => rows.cls[i] === cls).length);
  const parts = mix.map((share, cls) => (share ? `${share} ${CLASSES[cls].name}` : "")).filter(Boolean);
  const where = whereabouts(group.rows) || "here";
  const name = `${count} incidents ${where}: ${parts.join(", ")}${killed ? `; ${number(killed)} killed` : ""}; open`;
  const toll = killed ? el("small", { text: `${number(killed)} killed` }) : null;
  const inner = el("span", {}, donut(mix, count, size), toll);
  add(group.place, inner, size, name, { class: "cluster", rows: group.rows }, () => open(group));
}

/** A ring with a part for each class, and the count within. @param {number[]} mix @param {number} count @param {number} size pixels */
function donut(mix, count, size) {
  const radius = size / 2 - 3;
  const around = 2 * Math.PI * radius;
  let from = 0;
  const arcs = mix.map((share, cls) => {
    if (!share) return null;
    const length = (share / count) * around;
    const made = svg("circle", {
      r: radius,
      fill: "none",
      stroke: CLASSES[cls].colour,
      "stroke-width": 5,
      "stroke-dasharray": `${length} ${around - length}`,
      "stroke-dashoffset": -from,
    });
    from += length;
    return made;
  });
  const half = size / 2;
  return svg(
    "svg",
    { viewBox: `${-half} ${-half} ${size} ${size}`, width: size, height: size, "aria-hidden": "true", class: "donut" },
    svg("circle", { r: half - 0.5, class: "donut-edge" }),
    svg("g", { transform: "rotate(-90)" }, arcs),
    svg("circle", { r: radius - 2.5, class: "donut-middle" }),
    svg("text", { "text-anchor": "middle", dy: "0.36em", class: "donut-count", text: number(count) }),
  );
}

/** @param {Group} group */
function open(group) {
  if (group.spread < SAME_PX || map.getZoom() >= CLOSEST) {
    opened = group.rows[0];
    draw();
    return;
  }
  fit(L.latLngBounds(group.rows.map(placeOf)), { maxZoom: CLOSEST });
}
