import assert from "node:assert/strict";
import { test } from "node:test";
import { order, readSort, within, writeSort } from "../src/core/order.js";
import { rows } from "./helpers.js";

const four = () =>
  rows([
    { n: "b", a: "2018-02-07T00:00:00Z", loc: { xy: [40, 35], r: 900, text: "x" }, ca: { killed: [1, 1, 1, false] } },
    { n: "a", a: "2018-02-09T00:00:00Z", loc: { xy: [41, 36], r: 30_000 }, ca: { killed: [9, 9, 9, false] } },
    { n: "c", loc: { why: "no location" }, ca: { killed: [50, 50, 50, false] } },
    {
      n: "d",
      a: "2017-01-01T00:00:00Z",
      st: "background",
      loc: { xy: [0, 0], r: 10 },
      ca: { killed: [99, 99, 99, false] },
    },
  ]);

const by = (key, down = false, middle = null) => {
  const all = four();
  return order(all, [0, 1, 2, 3], { key, down }, middle);
};

test("main events come first, by toll; then those without a place, then background", async () => {
  assert.deepEqual(await by("main"), [1, 0, 2, 3]);
});

test("what is missing stands last both ways", async () => {
  assert.deepEqual(await by("date"), [3, 0, 1, 2]);
  assert.deepEqual(await by("date", true), [1, 0, 3, 2]);
  assert.deepEqual(await by("radius"), [3, 0, 1, 2]);
});

test("titles are sorted by their words, distances from a middle", async () => {
  assert.deepEqual(await by("title"), [1, 0, 2, 3]);
  assert.deepEqual(await by("where"), [0, 1, 2, 3]);
  assert.deepEqual(await by("distance", false, { lat: 36, lng: 41 }), [1, 0, 3, 2]);
});

test("a box keeps the rows in view", () => assert.deepEqual(within(four(), [0, 1, 2, 3], [40.5, 35, 42, 37]), [1]));

test("orders are written and read", () => {
  for (const text of ["date", "-killed"]) assert.equal(writeSort(readSort(text)), text);
  assert.equal(readSort("constructor"), null);
  assert.equal(readSort(null), null);
});
