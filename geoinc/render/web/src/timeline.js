/* Time: a histogram stacked by class, a brush to narrow it down, play, and a lane for what has no date. */
/** @import { TimeBins } from "./core/timebins.js" */
import { CLASSES } from "./core/classes.js";
import { DAY, day, number } from "./core/format.js";
import { timeBins } from "./core/timebins.js";
import { button, byId, el, fill, svg } from "./dom.js";
import { store } from "./store.js";

const HEIGHT = 56;
const TICKS = 6;
const TICKS_NARROW = 3;
const NARROW_PX = 820;
const STEP_MS = 350;

/** @param {TimeBins} bins */
function chartOf(bins) {
  const chart = svg("svg", {
    viewBox: `0 0 ${bins.count} ${HEIGHT}`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": `Incidents by ${bins.unit}`,
  });
  const from = slider("from", "From", (value) => choose(value, bins.span(store.filter.time)[1]));
  const to = slider("to", "Until", (value) => choose(bins.span(store.filter.time)[0], value));
  const playing = player(bins, choose);

  /** @param {number} a @param {number} b */
  function choose(a, b) {
    store.setTime(bins.between(a, b));
  }

  /** @param {number} bin */
  const inside = (bin) => {
    const { time } = store.filter;
    return !time || (bins.edge(bin) < time[1] && bins.edge(bin + 1) > time[0]);
  };

  function bars() {
    const classes = CLASSES.length;
    const found = bins.tally(store.rows, classes, store.sieve.passing("time"));
    const sums = Array.from({ length: bins.count }, (_, bin) =>
      found.subarray(bin * classes, (bin + 1) * classes).reduce((x, y) => x + y, 0),
    );
    const most = Math.max(0.001, ...sums);
    const made = [];
    for (let bin = 0; bin < bins.count; bin++) {
      let base = HEIGHT;
      for (let c = 0; c < classes; c++) {
        const value = found[bin * classes + c];
        if (!value) continue;
        const height = Math.max(3, (value / most) * (HEIGHT - 4));
        base -= height;
        const look = { x: bin + 0.06, y: base, width: 0.88, height, fill: CLASSES[c].colour };
        made.push(svg("rect", { ...look, class: inside(bin) ? "bar" : "bar out" }));
      }
    }
    return made;
  }

  function paint() {
    const { time } = store.filter;
    const [a, b] = bins.span(time);
    const veil = (/** @type {number} */ x, /** @type {number} */ width) =>
      svg("rect", { x, y: 0, width: Math.max(0, width), height: HEIGHT, class: "veil" });
    fill(chart, bars(), time ? [veil(0, a), veil(b, bins.count - b)] : []);
    placeThumb(from, bins, a, 0, b - 1, day(bins.edge(a)));
    placeThumb(to, bins, b, a + 1, bins.count, day(bins.edge(b) - 1));
    byId("time-label").textContent = `${day(bins.edge(a))} to ${day(bins.edge(b) - 1)}` + (time ? "" : ", all");
    paintUndated();
  }

  const bar = el(
    "div",
    { class: "time-bar" },
    playing.button,
    el("span", { id: "time-label", role: "status" }),
    el("span", { class: "unit", text: `by ${bins.unit}` }),
    button(
      "All",
      () => {
        playing.stop();
        store.setTime(null);
      },
      { class: "plain", "aria-label": "All times" },
    ),
    el("span", { id: "undated-lane" }),
  );
  const area = el("div", { class: "chart" }, chart);
  brush(area, bins, choose, playing.stop);
  const nodes = [bar, area, el("div", { class: "sliders" }, from, to), ticks(bins)];

  /** @param {string} id @param {string} label @param {(value: number) => void} move */
  function slider(id, label, move) {
    return makeThumb(id, label, bins, (value) => {
      playing.stop();
      move(value);
    });
  }
  return { nodes, paint };
}

/**
 * @param {HTMLElement} thumb
 * @param {TimeBins} bins
 * @param {number} value
 * @param {number} least
 * @param {number} most
 * @param {string} words
 */
function placeThumb(thumb, bins, value, least, most, words) {
  thumb.style.left = `${(100 * value) / bins.count}%`;
  for (const [name, said] of Object.entries({ now: value, min: least, max: most, text: words }))
    thumb.setAttribute(`aria-value${name}`, String(said));
}

/** @type {Record<string, number>} */
const STEP = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/**
 * A handle at one edge of the chosen time: drawn, or moved by keys.
 * @param {string} id
 * @param {string} label
 * @param {TimeBins} bins
 * @param {(value: number) => void} move
 */
function makeThumb(id, label, bins, move) {
  const thumb = el("span", { id, role: "slider", tabindex: 0, "aria-label": label, class: `thumb ${id}` });
  const bound = (/** @type {string} */ name) => Number(thumb.getAttribute(`aria-value${name}`));
  const limit = (/** @type {number} */ wanted) => Math.max(bound("min"), Math.min(bound("max"), wanted));
  thumb.addEventListener("keydown", (event) => {
    const ends = /** @type {Record<string, number>} */ ({ Home: 0, End: bins.count });
    const wanted = ends[event.key] ?? (STEP[event.key] ? bound("now") + STEP[event.key] : null);
    if (wanted === null) return;
    event.preventDefault();
    move(limit(wanted));
  });
  thumb.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    thumb.focus();
    thumb.setPointerCapture(event.pointerId);
  });
  thumb.addEventListener("pointermove", (event) => {
    if (!thumb.hasPointerCapture(event.pointerId) || !thumb.parentElement) return;
    const box = thumb.parentElement.getBoundingClientRect();
    move(limit(Math.round(((event.clientX - box.left) / box.width) * bins.count)));
  });
  return thumb;
}

/**
 * Drag over the chart to choose a time, click a bar to choose it.
 * @param {HTMLElement} area
 * @param {TimeBins} bins
 * @param {(a: number, b: number) => void} choose
 * @param {() => void} stop
 */
function brush(area, bins, choose, stop) {
  /** @type {number | null} */
  let start = null;
  const bin = (/** @type {PointerEvent} */ event) => {
    const box = area.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * bins.count;
  };
  area.addEventListener("pointerdown", (event) => {
    start = bin(event);
    area.setPointerCapture(event.pointerId);
    stop();
  });
  area.addEventListener("pointermove", (event) => {
    if (start !== null) choose(Math.floor(Math.min(start, bin(event))), Math.ceil(Math.max(start, bin(event))));
  });
  area.addEventListener("pointerup", (event) => {
    if (start !== null && Math.abs(bin(event) - start) < 0.3) choose(Math.floor(start), Math.floor(start) + 1);
    start = null;
  });
  area.addEventListener("dblclick", () => store.setTime(null));
}

/**
 * A window as wide as the brush (or a tenth of all) that runs from where it stands to the end.
 * @param {TimeBins} bins
 * @param {(a: number, b: number) => void} choose
 */
function player(bins, choose) {
  let timer = 0;
  const made = button("▶ Play", play, { id: "play", "aria-pressed": "false" });
  function label() {
    made.textContent = timer ? "❚❚ Pause" : "▶ Play";
    made.setAttribute("aria-pressed", String(Boolean(timer)));
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    label();
  }
  function play() {
    if (timer) {
      stop();
      return;
    }
    const { time } = store.filter;
    let [a, b] = bins.span(time);
    const width = time && b - a < bins.count ? b - a : Math.max(1, Math.round(bins.count / 10));
    if (!time || b >= bins.count) a = 0;
    timer = setInterval(() => {
      choose(a, a + width);
      a += 1;
      if (a + width > bins.count) stop();
    }, STEP_MS);
    label();
  }
  return { button: made, stop };
}

/** Dates under the chart. @param {TimeBins} bins */
function ticks(bins) {
  const count = innerWidth < NARROW_PX ? TICKS_NARROW : TICKS;
  const length = bins.width >= 28 * DAY ? 7 : 10;
  return el(
    "div",
    { class: "ticks", "aria-hidden": "true" },
    Array.from({ length: count }, (_, k) =>
      el("span", { text: day(bins.edge((k * bins.count) / (count - 1))).slice(0, length) }),
    ),
  );
}

function paintUndated() {
  const lane = byId("undated-lane");
  const none = store.undated;
  if (!none) {
    fill(lane);
    return;
  }
  const shown = store.filter.undated;
  const toggle = () => {
    store.setUndated(!shown);
    lane.querySelector("button")?.focus();
  };
  const words = `${number(none)} without a date: ${shown ? "shown" : "hidden"}`;
  fill(lane, button(words, toggle, { class: "plain", "aria-pressed": String(shown) }));
}

/** Run at most once a frame. @param {() => void} run */
function soon(run) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      run();
    });
  };
}

export function addTimeline() {
  const section = byId("time");
  const bins = timeBins(store.rows);
  if (!bins) {
    const words = store.rows.n ? "No incident has a date." : "";
    fill(section, el("p", { class: "empty", text: words }), el("span", { id: "undated-lane" }));
    section.classList.add("no-dates");
    store.on("filtered", paintUndated);
    return;
  }
  const { nodes, paint } = chartOf(bins);
  fill(section, nodes);
  // With very many incidents the map comes first, and the chart in the next frame.
  store.on("filtered", store.rows.dense ? soon(paint) : paint);
}
