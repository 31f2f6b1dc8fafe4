import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY } from "../src/core/format.js";
import { timeBins } from "../src/core/timebins.js";
import { rows } from "./helpers.js";

const all = () => true;

test("rows without dates have no bins", () => assert.equal(timeBins(rows([{}, {}])), null));

test("one date stands in the middle of a month of days", () => {
  const bins = timeBins(rows([{ a: "2018-02-07T00:00:00Z" }]));
  assert.equal(bins.unit, "day");
  assert.equal(bins.count, 28);
  assert.equal(bins.edge(bins.first[0]), Date.UTC(2018, 1, 7));
});

test("the unit grows until ninety bars are enough", () => {
  const units = ["2018-06-01", "2019-01-01", "2021-01-01", "2040-01-01", "2400-01-01"].map(
    (end) => timeBins(rows([{ a: "2018-01-01T00:00:00Z" }, { a: `${end}T00:00:00Z` }])).unit,
  );
  assert.deepEqual(units, ["3 days", "week", "month", "quarter", "10 years"]);
});

test("what lasts is shared among its bars, and each row counts once", () => {
  const three = rows([
    { a: "2018-02-01T00:00:00Z", b: "2018-02-04T00:00:00Z" },
    { a: "2018-02-01T00:00:00Z" },
    { ty: [] },
  ]);
  const bins = timeBins(three);
  const { found, soft } = bins.tally(three, 7, all);
  assert.deepEqual(soft, []);
  const sum = found.reduce((x, y) => x + y, 0);
  assert.ok(Math.abs(sum - 2) < 1e-6);
  assert.equal(found[bins.first[0] * 7 + three.cls[0]], 1.25);
});

test("a time and its bars lead to each other", () => {
  const bins = timeBins(rows([{ a: "2018-02-01T00:00:00Z" }, { a: "2018-02-20T00:00:00Z" }]));
  assert.equal(bins.between(0, bins.count), null);
  const time = bins.between(5, 3);
  assert.equal(time[1] - time[0], 2 * DAY - 1);
  assert.deepEqual(bins.span(time), [3, 5]);
  assert.deepEqual(bins.span(null), [0, bins.count]);
});

test("what is known to the year alone is one soft bar, and play skips what is empty", () => {
  const two = rows([
    { a: "2018-01-01T00:00:00Z", b: "2018-12-31T23:59:59Z", tp: 5 },
    { a: "2018-03-10T00:00:00Z" },
    { a: "2018-11-20T00:00:00Z" },
  ]);
  const bins = timeBins(two);
  const { found, soft } = bins.tally(two, 7, all);
  assert.equal(soft.length, 1);
  assert.equal(soft[0].to - soft[0].from, bins.count - 1);
  assert.equal(
    found.reduce((x, y) => x + y, 0),
    2,
  );
  const first = bins.nextFull(found, 7, 0);
  assert.equal(first, bins.first[1]);
  assert.equal(bins.nextFull(found, 7, first + 1), bins.first[2]);
  assert.equal(bins.nextFull(found, 7, bins.first[2] + 1), -1);
});
