import assert from "node:assert/strict";
import { test } from "node:test";
import { read, write } from "../src/core/link.js";

const link = {
  view: { zoom: 12, lat: 35.33611, lng: 40.30912 },
  incident: "inc & 1",
  tab: "filters",
  text: "a b",
  time: [Date.UTC(1969, 11, 31), Date.UTC(2018, 1, 1)],
  undated: false,
  chosen: {
    class: [],
    type: ["air strike"],
    country: ["Syria"],
    province: [],
    precision: [],
    toll: [],
    actor: ["a", "b"],
    source: [],
    status: [],
  },
  box: [39.5, 34, 41, 36.25],
  table: true,
  sort: "-date",
  follow: true,
  layers: { areas: false, working: true },
};

test("what is written is read back", () => assert.deepEqual(read(`#${write(link)}`), link));

test("a view comes back within half a pixel at every zoom", () => {
  for (let zoom = 0; zoom <= 19; zoom++) {
    const view = { zoom, lat: 35.3361172839, lng: 40.3091298765 };
    const pixel = 360 / (256 * 2 ** zoom);
    const back = read(write({ ...link, view })).view;
    assert.ok(Math.abs(back.lng - view.lng) < pixel / 2, `zoom ${zoom}`);
    assert.ok(Math.abs(back.lat - view.lat) < pixel / 2, `zoom ${zoom}`);
  }
});

test("a time in the older manner is read", () => assert.deepEqual(read("#time=1-2").time, [1, 2]));

test("nonsense is left out", () => {
  for (const text of ["#time=9-1", "#time=1-2-3", "#time=9_1", "#time=1_99999999999999999", "#time=x_y"])
    assert.equal(read(text).time, null, text);
  for (const text of ["#map=9/35/x", "#map=", "#map=1"]) assert.equal(read(text).view, null, text);
  assert.deepEqual(read("#map=99/89/700").view, { zoom: 19, lat: 85, lng: 700 });
});
