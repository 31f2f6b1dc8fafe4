import assert from "node:assert/strict";
import { test } from "node:test";
import { hexbins, stepOf } from "../src/core/hexbins.js";

test("each point counts once, in a hexagon whose middle is no farther than its radius", () => {
  const points = Array.from({ length: 500 }, (_, k) => [(k * 7919) % 613, (k * 104729) % 401]);
  const bins = hexbins(20, (run) => points.forEach(([x, y]) => run(x, y)));
  assert.equal(
    bins.reduce((sum, one) => sum + one.count, 0),
    500,
  );
  for (const [x, y] of points)
    assert.ok(
      bins.some((one) => Math.hypot(one.x - x, one.y - y) <= 20 + 1e-9),
      `${x},${y}`,
    );
});

test("points at one spot share a hexagon", () => {
  const bins = hexbins(10, (run) => [1, 2, 3].forEach(() => run(100, 100)));
  assert.deepEqual(
    bins.map((one) => one.count),
    [3],
  );
});

test("steps grow by powers", () => {
  assert.deepEqual(
    [1, 9, 10, 99, 1000].map((count) => stepOf(count, 1000, 3)),
    [0, 0, 1, 1, 2],
  );
  assert.equal(stepOf(1, 1, 5), 0);
});
