import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, points, toGeoJSON } from "../src/core/shapes.js";

test("strings of geoinc/render/shapes.py come back as points", () => {
  assert.deepEqual(
    points("_`wsF__zuEoh\\fjflLlqh_i@gravU", undefined).map((at) => at.map((value) => +value.toFixed(5))),
    [
      [40.1, 35.2],
      [40.25, -35.125],
      [-179.99999, 84],
    ],
  );
});

test("a coarser quantum scales them", () => {
  assert.deepEqual(decode("??AA", 0.05), [
    [0, 0],
    [0.05, 0.05],
  ]);
});

test("an empty string has no points", () => assert.deepEqual(points("", undefined), []));

test("a polygon becomes a MultiPolygon without binary dust", () => {
  assert.deepEqual(toGeoJSON({ k: "polygon", c: [["??_ibE??_ibE~hbE~hbE"]] }), {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
  });
});
