/* Time: a histogram stacked by class, a brush to narrow it down, play, and a lane for what has no date. */
(function (G) {
  "use strict";

  const HEIGHT = 56,
    MOST_BINS = 90,
    FEWEST_DAYS = 27,
    TICKS = 6,
    UNDATED = 65535;
  const UNITS = [
    ["day", G.DAY],
    ["3 days", 3 * G.DAY],
    ["week", 7 * G.DAY],
    ["month", 30.4375 * G.DAY],
    ["quarter", 91.3125 * G.DAY],
    ["year", 365.25 * G.DAY],
    ["10 years", 3652.5 * G.DAY],
  ];

  let bins = null,
    chart = null,
    playing = 0,
    from = null,
    to = null;

  function range(S) {
    let low = Infinity,
      high = -Infinity;
    for (let i = 0; i < S.n; i++) {
      if (S.t0[i] !== S.t0[i]) continue;
      if (S.t0[i] < low) low = S.t0[i];
      if (S.t1[i] > high) high = S.t1[i];
    }
    return low <= high ? [low, high] : null;
  }

  function makeBins() {
    const span = range(G.S);
    if (!span) return null;
    const margin = Math.max(0, (FEWEST_DAYS * G.DAY - (span[1] - span[0])) / 2);
    const low = Math.floor((span[0] - margin) / G.DAY) * G.DAY,
      high = span[1] + margin + 1;
    const [unit, width] = UNITS.find(([, size]) => (high - low) / size <= MOST_BINS) || UNITS[UNITS.length - 1];
    const made = { low, width, unit, count: Math.ceil((high - low) / width) };
    return Object.assign(made, binsOfRows(made));
  }

  /** The first and last bin of each row, found once. */
  function binsOfRows({ low, width, count }) {
    const { n, t0, t1 } = G.S,
      first = new Uint16Array(n),
      last = new Uint16Array(n);
    for (let i = 0; i < n; i++) {
      if (t0[i] !== t0[i]) {
        first[i] = UNDATED;
        continue;
      }
      first[i] = Math.max(0, (t0[i] - low) / width);
      last[i] = Math.max(first[i], Math.min(count - 1, (t1[i] - low) / width));
    }
    return { first, last };
  }

  /** Counts by bin and class of what passes all filters but the time; what is known to a month or lasts one is shared among its bins. */
  function tally() {
    const { first, last, count } = bins,
      classes = G.classes.length,
      { n, cls } = G.S;
    const found = new Float32Array(count * classes),
      passes = G.passing("time");
    for (let i = 0; i < n; i++) {
      const from = first[i],
        to = last[i];
      if (from === UNDATED || !passes(i)) continue;
      if (from === to) {
        found[from * classes + cls[i]]++;
        continue;
      }
      for (let bin = from; bin <= to; bin++) found[bin * classes + cls[i]] += 1 / (to - from + 1);
    }
    return found;
  }

  const edge = (bin) => bins.low + bin * bins.width;
  const inside = (bin) => !G.filter.time || (edge(bin) < G.filter.time[1] && edge(bin + 1) > G.filter.time[0]);

  function bars(found) {
    const classes = G.classes.length,
      made = [];
    let most = 0.001;
    for (let bin = 0; bin < bins.count; bin++)
      most = Math.max(
        most,
        found.subarray(bin * classes, (bin + 1) * classes).reduce((x, y) => x + y, 0),
      );
    for (let bin = 0; bin < bins.count; bin++) {
      let base = HEIGHT;
      for (let c = 0; c < classes; c++) {
        const value = found[bin * classes + c];
        if (!value) continue;
        const height = Math.max(3, (value / most) * (HEIGHT - 4));
        base -= height;
        made.push(
          G.svg("rect", {
            x: bin + 0.06,
            y: base,
            width: 0.88,
            height,
            fill: G.classes[c].colour,
            class: inside(bin) ? "bar" : "bar out",
          }),
        );
      }
    }
    return made;
  }

  function paint() {
    if (!bins) return;
    const found = tally();
    const [a, b] = handles();
    const veil = G.filter.time
      ? [
          G.svg("rect", { x: 0, y: 0, width: a, height: HEIGHT, class: "veil" }),
          G.svg("rect", { x: b, y: 0, width: Math.max(0, bins.count - b), height: HEIGHT, class: "veil" }),
        ]
      : [];
    chart.replaceChildren(...bars(found), ...veil);
    placeThumb(from, a, 0, b - 1, G.day(edge(a)));
    placeThumb(to, b, a + 1, bins.count, G.day(edge(b) - 1));
    G.byId("time-label").textContent = G.filter.time
      ? `${G.day(edge(a))} to ${G.day(edge(b) - 1)}`
      : `${G.day(edge(0))} to ${G.day(edge(bins.count) - 1)}, all`;
    paintUndated();
  }

  /** With very many incidents the map comes first, and the chart in the next frame. */
  let waiting = false;
  function paintSoon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      paint();
    });
  }

  const handles = () =>
    G.filter.time
      ? [
          Math.round((G.filter.time[0] - bins.low) / bins.width),
          Math.round((G.filter.time[1] + 1 - bins.low) / bins.width),
        ]
      : [0, bins.count];

  function paintUndated() {
    const lane = G.byId("undated-lane"),
      none = G.undatedCount();
    if (!none) return G.clear(lane);
    const shown = G.filter.undated;
    return lane.replaceChildren(
      G.button(
        `${G.number(none)} without a date: ${shown ? "shown" : "hidden"}`,
        () => {
          G.filter.undated = !shown;
          G.applyFilters("time");
          lane.querySelector("button").focus();
        },
        { class: "plain", "aria-pressed": String(shown) },
      ),
    );
  }

  function choose(a, b) {
    const low = Math.max(0, Math.min(a, b)),
      high = Math.min(bins.count, Math.max(a, b, low + 1));
    G.filter.time = low === 0 && high === bins.count ? null : [edge(low), edge(high) - 1];
    G.applyFilters("time");
  }
  G.chooseTime = (time) => {
    G.filter.time = time;
    G.applyFilters("time");
  };

  function brush(area) {
    let start = null;
    const bin = (event) => {
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
    area.addEventListener("dblclick", () => G.chooseTime(null));
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    playButton();
  }

  function playButton() {
    const button = G.byId("play");
    button.textContent = playing ? "❚❚ Pause" : "▶ Play";
    button.setAttribute("aria-pressed", String(Boolean(playing)));
  }

  /** A window as wide as the brush (or a tenth of all) runs from where it stands to the end. */
  function play() {
    if (playing) return stop();
    let [a, b] = handles();
    const width = G.filter.time && b - a < bins.count ? b - a : Math.max(1, Math.round(bins.count / 10));
    if (!G.filter.time || b >= bins.count) a = 0;
    playing = setInterval(() => {
      choose(a, a + width);
      a += 1;
      if (a + width > bins.count) stop();
    }, 350);
    return playButton();
  }

  /** Dates under the chart. */
  function ticks() {
    const count = innerWidth < 820 ? 3 : TICKS,
      short = bins.width >= 28 * G.DAY ? 7 : 10;
    return G.el(
      "div",
      { class: "ticks", "aria-hidden": "true" },
      Array.from({ length: count }, (_, k) =>
        G.el("span", { text: G.day(edge((k * bins.count) / (count - 1))).slice(0, short) }),
      ),
    );
  }

  function placeThumb(thumb, value, least, most, words) {
    thumb.style.left = `${(100 * value) / bins.count}%`;
    for (const [name, said] of [
      ["now", value],
      ["min", least],
      ["max", most],
      ["text", words],
    ])
      thumb.setAttribute(`aria-value${name}`, said);
  }

  const STEP = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

  /** A handle at one edge of the chosen time: drawn, or moved by keys. */
  function slider(id, label, move) {
    const thumb = G.el("span", { id, role: "slider", tabindex: 0, "aria-label": label, class: `thumb ${id}` });
    const value = () => Number(thumb.getAttribute("aria-valuenow"));
    const limit = (wanted) =>
      Math.max(
        Number(thumb.getAttribute("aria-valuemin")),
        Math.min(Number(thumb.getAttribute("aria-valuemax")), wanted),
      );
    thumb.addEventListener("keydown", (event) => {
      const wanted = { Home: 0, End: bins.count }[event.key] ?? (STEP[event.key] ? value() + STEP[event.key] : null);
      if (wanted === null) return;
      event.preventDefault();
      stop();
      move(limit(wanted));
    });
    thumb.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      thumb.focus();
      thumb.setPointerCapture(event.pointerId);
      stop();
    });
    thumb.addEventListener("pointermove", (event) => {
      if (!thumb.hasPointerCapture(event.pointerId)) return;
      const box = thumb.parentElement.getBoundingClientRect();
      move(limit(Math.round(((event.clientX - box.left) / box.width) * bins.count)));
    });
    return thumb;
  }

  G.addTimeline = function () {
    const section = G.byId("time");
    bins = makeBins();
    if (!bins) {
      section.replaceChildren(
        G.el("p", { class: "empty", text: G.S.n ? "No incident has a date." : "" }),
        G.el("span", { id: "undated-lane" }),
      );
      section.classList.add("no-dates");
      G.on("filtered", paintUndated);
      return;
    }
    chart = G.svg("svg", {
      viewBox: `0 0 ${bins.count} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `Incidents by ${bins.unit}`,
    });
    from = slider("from", "From", (value) => choose(value, handles()[1]));
    to = slider("to", "Until", (value) => choose(handles()[0], value));
    const bar = G.el(
      "div",
      { class: "time-bar" },
      G.button("▶ Play", play, { id: "play", "aria-pressed": "false" }),
      G.el("span", { id: "time-label", role: "status" }),
      G.el("span", { class: "unit", text: `by ${bins.unit}` }),
      G.button(
        "All",
        () => {
          stop();
          G.chooseTime(null);
        },
        { class: "plain", "aria-label": "All times" },
      ),
      G.el("span", { id: "undated-lane" }),
    );
    section.replaceChildren(
      bar,
      G.el("div", { class: "chart" }, chart),
      G.el("div", { class: "sliders" }, from, to),
      ticks(),
    );
    brush(section.querySelector(".chart"));
    G.on("filtered", G.S.dense ? paintSoon : paint);
  };
})((window.Geoinc = window.Geoinc || {}));
