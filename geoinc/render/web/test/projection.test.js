import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_LATITUDE, metres, nearLon, unitX, unitY, worldSize, wrapLon } from "../src/core/projection.js";

test("the unit square has its corners at the ends of the world", () => {
  assert.deepEqual([unitX(-180), unitX(0), unitX(180)], [0, 0.5, 1]);
  assert.ok(Math.abs(unitY(MAX_LATITUDE)) < 1e-9);
  assert.ok(Math.abs(unitY(-MAX_LATITUDE) - 1) < 1e-9);
  assert.equal(unitY(0), 0.5);
});

test("latitudes beyond the square are held at its edge", () => {
  assert.equal(unitY(89), unitY(MAX_LATITUDE));
  assert.equal(unitY(-90), unitY(-MAX_LATITUDE));
});

test("it is the projection of EPSG:3857", () => {
  // 35.336 N, 40.309 E in metres by PROJ: 4487177.354, 4209636.470
  const half = Math.PI * 6378137;
  assert.ok(Math.abs((unitX(40.309) - 0.5) * 2 * half - 4487177.354) < 0.01);
  assert.ok(Math.abs((0.5 - unitY(35.336)) * 2 * half - 4209636.47) < 0.01);
});

test("a world is 256 pixels wide at zoom 0 and doubles with each", () => {
  assert.deepEqual([0, 1, 4.5].map(worldSize), [256, 512, 256 * 2 ** 4.5]);
});

test("longitudes are wrapped, and moved near a middle", () => {
  assert.deepEqual([180, 190, -190, 540].map(wrapLon), [-180, -170, 170, -180]);
  assert.equal(nearLon(-179, 179), 181);
  assert.equal(nearLon(10, 0), 10);
});

test("a degree of a great circle is 111.2 km", () => {
  assert.ok(Math.abs(metres({ lat: 0, lng: 0 }, { lat: 0, lng: 1 }) - 111_195) < 1);
  assert.ok(Math.abs(metres({ lat: 89, lng: 0 }, { lat: 89, lng: 180 }) - 2 * 111_195) < 2);
});
