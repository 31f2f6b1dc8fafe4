/* Helpers that everything else uses: elements, text, numbers, events. Text only ever enters the page as text. */
(function (G) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  /** Make an element: properties are attributes, except class, text, dir text (`say`) and `on` (listeners). */
  G.el = function (tag, properties, ...children) {
    const made = document.createElement(tag);
    return dress(made, properties, children);
  };

  G.svg = function (tag, properties, ...children) {
    return dress(document.createElementNS(SVG, tag), properties, children);
  };

  function dress(made, properties, children) {
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") made.textContent = value;
      else if (name === "say") {
        made.textContent = value;
        made.setAttribute("dir", "auto");
        made.classList.add("said");
      } else if (name === "on") for (const [event, run] of Object.entries(value)) made.addEventListener(event, run);
      else if (name === "class") made.setAttribute("class", value);
      else made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  G.clear = (element) => element.replaceChildren();
  G.byId = (id) => document.getElementById(id);

  G.button = (label, run, properties) =>
    G.el("button", { type: "button", text: label, on: { click: run }, ...properties });

  /** A link to a web address, or the plain words where the address is anything else. */
  G.link = function (words, address) {
    const safe = /^https?:\/\/[^\s]+$/i.test(address || "");
    if (!safe) return G.el("span", { say: words });
    return G.el("a", { say: words, href: address, rel: "noopener noreferrer nofollow", target: "_blank" });
  };

  /** Words by code points: offsets of the findings count them, JavaScript counts UTF-16 units. */
  G.slicer = function (text) {
    if (!/[\ud800-\udfff]/.test(text)) return (a, b) => text.slice(a, b);
    const points = Array.from(text);
    return (a, b) => points.slice(a, b).join("");
  };

  G.read = function (id) {
    const block = G.byId(id);
    return block ? JSON.parse(block.textContent) : null;
  };

  const listeners = {};
  G.on = (event, run) => (listeners[event] = listeners[event] || []).push(run);
  G.fire = (event, detail) => (listeners[event] || []).forEach((run) => run(detail));

  G.number = (value) => Number(value).toLocaleString("en");
  G.plural = (count, one, many) => `${G.number(count)} ${count === 1 ? one : many || one + "s"}`;

  G.distance = function (metres) {
    if (metres < 950) return `${Math.round(metres / 10) * 10} m`;
    const km = metres / 1000;
    return `${km < 10 ? km.toFixed(1) : G.number(Math.round(km))} km`;
  };

  G.area = (km2) => (km2 < 10 ? `${km2.toPrecision(2)} km²` : `${G.number(Math.round(km2))} km²`);

  const DAY = 86400000;
  G.DAY = DAY;
  const PRECISIONS = ["", "to the hour", "to the day", "to the week", "to the month", "to the year", "unknown"];
  G.precisionName = (code) => PRECISIONS[code] || "unknown";

  G.day = (ms) => new Date(ms).toISOString().slice(0, 10);

  /** When something happened, as finely as it is known. */
  G.when = function (start, end, precision) {
    if (!Number.isFinite(start)) return "no date";
    const cut = precision === 5 ? 4 : precision === 4 ? 7 : 10;
    const first = new Date(start).toISOString(),
      last = new Date(Number.isFinite(end) ? end : start).toISOString();
    if (precision === 1) return `${first.slice(0, 10)} ${first.slice(11, 16)} UTC`;
    return first.slice(0, cut) === last.slice(0, cut)
      ? first.slice(0, cut)
      : `${first.slice(0, cut)} to ${last.slice(0, cut)}`;
  };

  G.download = function (name, type, parts) {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    const anchor = G.el("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  G.debounce = function (run, wait) {
    let timer = 0;
    return (...args) => {
      clearTimeout(timer);
      timer = setTimeout(() => run(...args), wait);
    };
  };

  /** The colour that the style sheet gives a thing on the map, by light or dark. */
  G.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  G.announce = function (words) {
    G.byId("map-notes").replaceChildren(G.el("p", { role: "status", text: words }));
    clearTimeout(G.announce.timer);
    G.announce.timer = setTimeout(() => G.clear(G.byId("map-notes")), 9000);
  };
})((window.Geoinc = window.Geoinc || {}));
