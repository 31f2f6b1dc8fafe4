/* The store: every incident as a row of typed arrays, whether the file holds objects or columns. */
(function (G) {
  "use strict";

  const NONE = 255;

  /** Values of several kinds per row (types, actors, sources): row i has `values[index[pointer[i] … pointer[i + 1]]]`. */
  class Facet {
    constructor(name, label) {
      this.name = name;
      this.label = label;
      this.values = [];
      this.numbers = new Map();
      this.pointer = null;
      this.index = null;
    }

    number(value) {
      if (!this.numbers.has(value)) {
        this.numbers.set(value, this.values.length);
        this.values.push(value);
      }
      return this.numbers.get(value);
    }

    fill(rows) {
      this.pointer = new Uint32Array(rows.length + 1);
      const all = [];
      rows.forEach((values, i) => {
        for (const value of new Set(values)) all.push(this.number(value));
        this.pointer[i + 1] = all.length;
      });
      this.index = Uint32Array.from(all);
    }
  }

  G.Facet = Facet;

  G.facets = () => ({
    type: new Facet("type", "Type"),
    actor: new Facet("actor", "Actor"),
    source: new Facet("source", "Source"),
    precision: new Facet("precision", "Place known to"),
    status: new Facet("status", "Kind"),
  });

  const STEPS = [
    [1000, "1 km"],
    [5000, "5 km"],
    [25000, "25 km"],
    [100000, "100 km"],
  ];

  G.radiusStep = function (metres) {
    if (metres === undefined || metres === null) return "not located";
    const found = STEPS.find(([limit]) => metres <= limit);
    return found ? found[1] : "more than 100 km";
  };

  G.rows = function (n) {
    return {
      n,
      lon: new Float64Array(n).fill(NaN),
      lat: new Float64Array(n).fill(NaN),
      t0: new Float64Array(n).fill(NaN),
      t1: new Float64Array(n).fill(NaN),
      cls: new Uint8Array(n).fill(NONE),
      killed: new Uint16Array(n),
      radius: new Float32Array(n).fill(NaN),
      facets: G.facets(),
    };
  };

  function fromObjects(data) {
    const S = G.rows(data.incidents.length);
    data.incidents.forEach((incident, i) => readRow(S, data, incident, i));
    const sources = (one) =>
      (one.sp || []).map(([d]) =>
        d >= 0 ? data.documents[d].src || data.documents[d].n || data.documents[d].id : null,
      );
    S.facets.type.fill(data.incidents.map((one) => (one.ty || []).map((t) => data.types[t].n)));
    S.facets.actor.fill(data.incidents.map((one) => (one.ac || []).map((a) => a.n)));
    S.facets.source.fill(data.incidents.map((one) => sources(one).filter(Boolean)));
    S.facets.precision.fill(data.incidents.map((one) => [G.radiusStep(data.locations[one.loc].r)]));
    S.facets.status.fill(data.incidents.map((one) => [one.st]));
    S.peek = (i) => data.incidents[i];
    S.detail = (i) => Promise.resolve(data.incidents[i]);
    S.find = (id) => data.incidents.findIndex((one) => one.id === id);
    S.dense = false;
    return S;
  }

  function readRow(S, data, incident, i) {
    const where = data.locations[incident.loc];
    if (where.xy) {
      S.lon[i] = G.nearLon(where.xy[0]);
      S.lat[i] = where.xy[1];
      S.radius[i] = where.r;
    }
    if (incident.a) {
      S.t0[i] = Date.parse(incident.a);
      S.t1[i] = incident.b ? Date.parse(incident.b) : S.t0[i];
    }
    S.cls[i] = G.classOf(data, incident);
    S.killed[i] = Math.min(65535, G.toll(incident, "killed"));
  }

  /** How many of a harm an incident counts: the best figure, else the highest, else the lowest. */
  G.toll = function (incident, harm) {
    const [low, best, high] = (incident.ca && incident.ca[harm]) || [];
    return best ?? high ?? low ?? 0;
  };

  G.hasPlace = (i) => !Number.isNaN(G.S.lon[i]);
  G.hasDate = (i) => !Number.isNaN(G.S.t0[i]);
  G.locationOf = (incident) => (typeof incident.loc === "object" ? incident.loc : G.data.locations[incident.loc]) || {};

  G.load = function () {
    G.data = G.read("geoinc-data");
    const box = G.data.box;
    G.middle = box ? (box[0] + box[2]) / 2 : 0;
    return G.data.dense ? G.loadColumns(G.data) : Promise.resolve(fromObjects(G.data));
  };

  /** The words of a span, from its document or from the span itself. */
  G.words = function ([number, start, end, text]) {
    if (number < 0 || !G.data.documents[number] || G.data.documents[number].t === undefined) return text || "";
    return sliceOf(number)(start, end);
  };

  const slicers = new Map();
  function sliceOf(number) {
    if (!slicers.has(number)) slicers.set(number, G.slicer(G.data.documents[number].t || ""));
    return slicers.get(number);
  }

  G.documentName = function (number) {
    const one = G.data.documents[number];
    return one ? one.n || one.src || one.id : "";
  };
})((window.Geoinc = window.Geoinc || {}));
