/* Filters: each row carries one bit for every filter it fails, so that counts cost a single pass. */
(function (G) {
  "use strict";

  const BITS = { time: 1, text: 2, type: 4, actor: 8, source: 16, precision: 32, status: 64 };
  const FACETS = ["type", "actor", "source", "precision", "status"];

  G.filter = { time: null, undated: true, text: "", chosen: {} };
  FACETS.forEach((name) => (G.filter.chosen[name] = new Set()));

  let fails = null,
    wanted = null,
    room = null;

  G.applyFilters = function (changed) {
    const S = G.S;
    if (!fails) fails = new Uint8Array(S.n);
    const which = changed ? [changed] : Object.keys(BITS);
    for (const name of which) {
      if (name === "time") markTime(S);
      else if (name === "text") markText(S);
      else markFacet(S, name);
    }
    collect(S);
    G.fire("filtered");
  };

  function set(i, bit, fail) {
    fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
  }

  function markTime(S) {
    const { time, undated } = G.filter,
      bit = BITS.time;
    const from = time ? time[0] : -Infinity,
      to = time ? time[1] : Infinity;
    const { t0, t1, n } = S;
    for (let i = 0; i < n; i++) {
      const start = t0[i];
      const fail = start !== start ? !undated : t1[i] < from || start > to;
      fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
    }
  }

  function markFacet(S, name) {
    const chosen = G.filter.chosen[name],
      facet = S.facets[name],
      bit = BITS[name];
    const allowed = new Uint8Array(facet.values.length);
    chosen.forEach((value) => {
      const at = facet.numbers.get(value);
      if (at !== undefined) allowed[at] = 1;
    });
    const { pointer, index } = facet;
    if (!chosen.size) {
      for (let i = 0; i < S.n; i++) fails[i] &= ~bit;
      return;
    }
    for (let i = 0; i < S.n; i++) {
      let fail = true;
      for (let k = pointer[i], end = pointer[i + 1]; fail && k < end; k++) if (allowed[index[k]]) fail = false;
      fails[i] = fail ? fails[i] | bit : fails[i] & ~bit;
    }
  }

  function markText(S) {
    for (let i = 0; i < S.n; i++) set(i, BITS.text, wanted !== null && !wanted.has(i));
  }

  /** The rows that a search found; null lifts the search. */
  G.setFound = function (found) {
    wanted = found;
    G.applyFilters("text");
  };

  function collect(S) {
    const shown = (room = room || new Uint32Array(S.n));
    let count = 0;
    for (let i = 0; i < S.n; i++) if (fails[i] === 0) shown[count++] = i;
    G.shown = shown.subarray(0, count);
  }

  G.passes = (i) => fails[i] === 0;
  /** A test of rows: do they pass all filters but this one. */
  G.passing = (name) => {
    const others = ~BITS[name];
    return (i) => (fails[i] & others) === 0;
  };

  /** How many rows each value of a facet would show, the facet's own choice aside. */
  G.counts = function (name) {
    const S = G.S,
      { pointer, index, values } = S.facets[name],
      bit = ~BITS[name];
    const found = new Uint32Array(values.length);
    for (let i = 0; i < S.n; i++) {
      if (fails[i] & bit) continue;
      for (let k = pointer[i], end = pointer[i + 1]; k < end; k++) found[index[k]]++;
    }
    return found;
  };

  G.filtersActive = () =>
    Boolean(G.filter.time || !G.filter.undated || G.filter.text || FACETS.some((f) => G.filter.chosen[f].size));

  G.clearFilters = function () {
    Object.assign(G.filter, { time: null, undated: true, text: "" });
    FACETS.forEach((name) => G.filter.chosen[name].clear());
    wanted = null;
    G.byId("search").value = "";
    G.applyFilters();
  };

  G.choose = function (name, value, on) {
    if (on) G.filter.chosen[name].add(value);
    else G.filter.chosen[name].delete(value);
    G.applyFilters(name);
  };

  const fold = (text) => (text || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function haystack(incident) {
    const where = G.locationOf(incident);
    const sentences = (incident.sp || []).map(G.words);
    const actors = (incident.ac || []).map((actor) => actor.n);
    return fold([incident.n, where.text, ...sentences, ...actors].join(" \n "));
  }

  /** Show incidents whose title, words, place or actors hold all the words asked for. */
  G.search = async function (text) {
    G.filter.text = text.trim();
    const asked = fold(text).split(/\s+/).filter(Boolean);
    if (!asked.length) return G.setFound(null);
    const found = new Set();
    await G.eachDetail((incident, i) => {
      const words = haystack(incident);
      if (asked.every((word) => words.includes(word))) found.add(i);
    });
    return G.setFound(found);
  };
})((window.Geoinc = window.Geoinc || {}));
