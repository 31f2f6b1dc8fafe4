import assert from "node:assert/strict";
import { test } from "node:test";
import { Sieve, active, noFilter, search } from "../src/core/filters.js";
import { radiusStep, tollStep } from "../src/core/rows.js";
import { rows } from "./helpers.js";

const three = () =>
  rows([
    {
      ty: [0],
      a: "2018-02-07T00:00:00Z",
      b: "2018-02-08T00:00:00Z",
      loc: { xy: [40, 35], r: 900 },
      ac: [{ n: "army" }],
    },
    { ty: [0, 1], a: "2018-02-09T00:00:00Z", loc: { xy: [41, 36], r: 30_000 }, ac: [{ n: "army" }, { n: "rebels" }] },
    { ty: [1], loc: { why: "no location" }, st: "background" },
  ]);

const shown = (sieve, filter, changed) => Array.from(sieve.apply(filter, changed));

test("without a filter all rows pass", () => {
  assert.deepEqual(shown(new Sieve(three()), noFilter()), [0, 1, 2]);
  assert.deepEqual(active(noFilter()), []);
});

test("values of one facet widen, facets narrow each other", () => {
  const sieve = new Sieve(three());
  const filter = noFilter();
  filter.chosen.type.add("air strike");
  assert.deepEqual(shown(sieve, filter), [0, 1]);
  filter.chosen.type.add("clash");
  assert.deepEqual(shown(sieve, filter, "type"), [0, 1, 2]);
  filter.chosen.actor.add("rebels");
  assert.deepEqual(shown(sieve, filter, "actor"), [1]);
  assert.deepEqual(active(filter), ["type", "actor"]);
});

test("a value that no row has lets none pass", () => {
  const filter = noFilter();
  filter.chosen.type.add("__proto__");
  assert.deepEqual(shown(new Sieve(three()), filter), []);
});

test("counts of a facet leave its own choice aside", () => {
  const sieve = new Sieve(three());
  const filter = noFilter();
  filter.chosen.type.add("air strike");
  sieve.apply(filter);
  assert.deepEqual(Array.from(sieve.counts("type")), [2, 2]);
  assert.deepEqual(Array.from(sieve.counts("status")), [2, 0]);
});

test("a time keeps what overlaps it, and what has no date until that is sent away", () => {
  const sieve = new Sieve(three());
  const filter = noFilter();
  filter.time = [Date.UTC(2018, 1, 8), Date.UTC(2018, 1, 8, 23)];
  assert.deepEqual(shown(sieve, filter), [0, 2]);
  filter.undated = false;
  assert.deepEqual(shown(sieve, filter, "time"), [0]);
});

test("a search asks for all its words, without case and accents", async () => {
  const all = rows([{ n: "Strike near Khushām" }, { n: "Strike near Hajin" }]);
  const wordsOf = () => ({ where: {}, sentences: [] });
  assert.deepEqual(await search(all, "khusham STRIKE", wordsOf), new Set([0]));
  assert.deepEqual(await search(all, "khusham hajin", wordsOf), new Set());
  assert.equal(await search(all, "  ", wordsOf), null);
});

test("radii fall into steps", () => {
  assert.deepEqual([1000, 1001, 1e6, undefined].map(radiusStep), ["1 km", "5 km", "more than 100 km", "not located"]);
  assert.deepEqual([0, 9, 10, 500].map(tollStep), ["none or not told", "1 to 9", "10 to 49", "100 or more"]);
});

test("a box keeps what lies inside it", () => {
  const filter = noFilter();
  filter.box = [39, 34, 40.5, 36];
  assert.deepEqual(shown(new Sieve(three()), filter), [0]);
});

test("each filter says what lifting it would bring back", () => {
  const sieve = new Sieve(three());
  const filter = noFilter();
  filter.chosen.type.add("clash");
  filter.box = [0, 0, 1, 1];
  assert.deepEqual(shown(sieve, filter), []);
  assert.deepEqual([sieve.without("box"), sieve.without("type")], [2, 0]);
});

test("steps are listed by size, places by unit", () => {
  const all = rows([{ u: 0 }, { u: 1 }, {}], {
    units: [
      ["Gedo", "Somalia", 42, 3],
      ["Monaco", "Monaco", 7, 43],
    ],
  });
  assert.deepEqual(all.facets.toll.values[0], "100 or more");
  assert.deepEqual(all.facets.province.of(0), ["Gedo, Somalia"]);
  assert.deepEqual(all.facets.province.of(1), ["Monaco"]);
  assert.deepEqual(all.facets.country.of(2), []);
});
