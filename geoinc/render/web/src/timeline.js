/* Time: a histogram stacked by class, a brush to narrow it down, play, and a lane for what has no date. */
/** @import { TimeBins } from "./core/timebins.js" */
import { CLASSES } from "./core/classes.js";
import { DAY, day, number } from "./core/format.js";
import { timeBins } from "./core/timebins.js";
import { button, byId, el, fill, soon, svg } from "./dom.js";
import { store } from "./store.js";

const HEIGHT = 56;
const TICKS = 6;
const TICKS_NARROW = 3;
const NARROW_PX = 820;

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
  const playing = player(bins, choose, (from) => bins.nextFull(found, CLASSES.length, from));

  /** @param {number} a @param {number} b */
  function choose(a, b) {
    store.setTime(bins.between(a, b));
  }

  /** @param {number} bin */
  const inside = (bin) => {
    const { time } = store.filter;
    return !time || (bins.edge(bin) < time[1] && bins.edge(bin + 1) > time[0]);
  };

  /** The tally of what was painted last, for play to skip what is empty. */
  let found = /** @type {Float32Array} */ (new Float32Array(0));

  function bars() {
    const classes = CLASSES.length;
    const tally = bins.tally(store.rows, classes, store.sieve.passing("time"));
    found = tally.found;
    const sums = Array.from({ length: bins.count }, (_, bin) =>
      found.subarray(bin * classes, (bin + 1) * classes).reduce((x, y) => x + y, 0),
    );
    const softSums = tally.soft.map(({ counts }) => counts.reduce((x, y) => x + y, 0));
    const most = Math.max(1, ...sums, ...softSums);
    const high = (/** @type {number} */ value) => Math.max(3, (value / most) * (HEIGHT - 4));
    const made = [];
    for (const { from, to, counts } of tally.soft) {
      let base = HEIGHT;
      counts.forEach((value, c) => {
        if (!value) return;
        base -= high(value);
        const look = { x: from + 0.06, y: base, width: to - from + 0.88, height: high(value), fill: CLASSES[c].colour };
        made.push(svg("rect", { ...look, class: "bar soft" }));
      });
    }
    for (let bin = 0; bin < bins.count; bin++) {
      let base = HEIGHT;
      for (let c = 0; c < classes; c++) {
        const value = found[bin * classes + c];
        if (!value) continue;
        base -= high(value);
        const look = { x: bin + 0.06, y: base, width: 0.88, height: high(value), fill: CLASSES[c].colour };
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
    const [start, end] = time || [bins.edge(0), bins.edge(bins.count) - 1];
    if (document.activeElement !== dates.from) dates.from.value = day(start);
    if (document.activeElement !== dates.to) dates.to.value = day(end);
    byId("time-label").textContent = `${day(start)} to ${day(end)}${time ? "" : ", all"}`;
    paintUndated();
  }

  const dates = dateFields(playing.stop);
  const bar = el(
    "div",
    { class: "time-bar" },
    playing.nodes,
    el("span", { id: "time-label", class: "hidden-visually", role: "status" }),
    dates.from,
    el("span", { text: "to" }),
    dates.to,
    el("span", { class: "unit", text: `by ${bins.unit}` }),
    button(
      "All",
      () => {
        playing.stop();
        store.setTime(null);
      },
      { class: "plain", "aria-label": "All times" },
    ),
    playing.settings,
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

/** A day in a date field, as milliseconds; NaN where it holds none. @param {HTMLInputElement} field */
const dayOf = (field) => Date.parse(`${field.value}T00:00:00Z`);

/** The time by hand: its first and its last day. @param {() => void} stop */
function dateFields(stop) {
  const change = () => {
    const low = dayOf(from);
    const high = dayOf(to);
    if (Number.isNaN(low) || Number.isNaN(high)) return;
    stop();
    if (low > high) store.note("The first day is after the last one.");
    else store.setTime([low, high + DAY - 1]);
  };
  const field = (/** @type {string} */ id, /** @type {string} */ label) =>
    el("input", { type: "date", id, "aria-label": label, on: { change } });
  const from = field("day-from", "First day");
  const to = field("day-to", "Last day");
  return { from, to };
}

/** Milliseconds a step. @type {Record<string, number>} */
const SPEEDS = { slow: 900, normal: 400, fast: 120 };

/**
 * Play, step, speed, loop, and whether what has passed stays. A window as wide as the brush (or a tenth of all) runs from
 * where it stands to the end, and over what is empty in one step.
 * @param {TimeBins} bins
 * @param {(a: number, b: number) => void} choose
 * @param {(from: number) => number} nextFull the next bar from one on in which something is, or -1
 */
function player(bins, choose, nextFull) {
  let timer = 0;
  const made = button("▶ Play", play, { id: "play", "aria-pressed": "false" });
  const speed = el(
    "select",
    { id: "speed", on: { change: () => timer && start() } },
    Object.keys(SPEEDS).map((name) => el("option", { value: name, text: name, selected: name === "normal" })),
  );
  const loop = el("input", { type: "checkbox", id: "loop" });
  const grow = el("input", { type: "checkbox", id: "cumulative" });

  function label() {
    made.textContent = timer ? "❚❚ Pause" : "▶ Play";
    made.setAttribute("aria-pressed", String(Boolean(timer)));
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    label();
  }
  /** How wide the window is: as chosen, or a tenth of all. */
  let width = 1;
  function take() {
    const { time } = store.filter;
    const [a, b] = bins.span(time);
    if (!timer) width = time && b - a < bins.count && !grow.checked ? b - a : Math.max(1, Math.round(bins.count / 10));
    return { a, b, all: !time };
  }
  /** One step on or back; false at the end. @param {1 | -1} by */
  function step(by) {
    const { a, b, all } = take();
    if (all) {
      if (timer) return false;
      choose(0, width);
      return true;
    }
    if (by < 0) {
      if (grow.checked ? b <= 1 : a <= 0) return false;
      if (grow.checked) choose(0, b - 1);
      else choose(a - 1, b - 1);
      return true;
    }
    if (b >= bins.count) return false;
    // Where the window would show nothing new, it goes on to the next bar that does.
    const next = nextFull(b);
    const end = next < 0 ? bins.count : next >= b + width ? next + 1 : b + 1;
    choose(grow.checked ? 0 : Math.max(0, end - width), end);
    return true;
  }
  function start() {
    clearInterval(timer);
    timer = setInterval(() => {
      if (step(1)) return;
      if (loop.checked) choose(0, width);
      else stop();
    }, SPEEDS[speed.value]);
    label();
  }
  function play() {
    if (timer) {
      stop();
      return;
    }
    const { b, all } = take();
    if (all || b >= bins.count) choose(0, width);
    start();
  }
  const go = (/** @type {1 | -1} */ by) => {
    stop();
    step(by);
  };
  const nodes = [
    made,
    button("‹", () => go(-1), { id: "step-back", "aria-label": "One step back" }),
    button("›", () => go(1), { id: "step-on", "aria-label": "One step on" }),
  ];
  const settings = el(
    "details",
    { class: "time-settings" },
    el("summary", { text: "How to play" }),
    el(
      "div",
      {},
      el("label", { class: "tick" }, "Speed ", speed),
      el("span", { class: "tick" }, loop, el("label", { for: "loop", text: "again and again" })),
      el("span", { class: "tick" }, grow, el("label", { for: "cumulative", text: "keep what has passed" })),
    ),
  );
  return { nodes, settings, stop };
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
