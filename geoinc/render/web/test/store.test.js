import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../src/store.js";
import { data, rows } from "./helpers.js";

function opened(incidents = [{ a: "2018-02-07T00:00:00Z" }, {}]) {
  const store = new Store();
  const heard = [];
  store.open(data(incidents), rows(incidents));
  for (const topic of ["filtered", "selected", "tab", "card", "corrected"]) store.on(topic, () => heard.push(topic));
  store.setFilters({});
  heard.length = 0;
  return { store, heard };
}

test("choosing an incident opens it, closes the card and says so once", async () => {
  const { store, heard } = opened();
  await store.select(1, { from: "list" });
  assert.equal(store.state.incident.id, "i1");
  assert.deepEqual(heard, ["card", "selected", "tab"]);
});

test("of two choices in a row the later one holds", async () => {
  const { store } = opened();
  await Promise.all([store.select(0, { from: "list" }), store.select(1, { from: "list" })]);
  assert.equal(store.state.selected, 1);
});

test("leaving an incident while it is being read leaves none open", async () => {
  const { store } = opened();
  const reading = store.select(0, { from: "list" });
  store.selectNone();
  await reading;
  assert.equal(store.state.selected, null);
});

test("clearing the filters takes back a search that is still running", async () => {
  const { store } = opened();
  const searching = store.search("nothing like it");
  store.clearFilters();
  await searching;
  assert.equal(store.shown.length, 2);
});

test("a later correction of one thing replaces the former; notes add up", () => {
  const { store } = opened();
  store.correct({ kind: "move", incident: "i0", lon: 1, lat: 2 });
  store.correct({ kind: "move", incident: "i0", lon: 3, lat: 4 });
  store.correct({ kind: "note", incident: "i0", note: "a" });
  store.correct({ kind: "note", incident: "i0", note: "b" });
  assert.equal(store.state.corrections.length, 3);
  assert.equal(store.state.corrections[0].lon, 3);
  store.uncorrect(store.state.corrections[0]);
  assert.equal(store.state.corrections.length, 2);
});

test("words of a span come from its document, or from the span", () => {
  const { store } = opened();
  assert.equal(store.words([0, 5, 10]), "words");
  assert.equal(store.words([-1, 0, 3, "its own"]), "its own");
});

test("a moved pin stands where it was put, and back when that is undone", () => {
  const { store } = opened([{ loc: { xy: [40, 35], r: 10 } }]);
  const move = { kind: "move", incident: "i0", row: 0, lon: 41, lat: 36 };
  store.correct(move);
  assert.deepEqual([store.rows.lon[0], store.rows.lat[0]], [41, 36]);
  assert.deepEqual(store.origin(0), { lon: 40, lat: 35 });
  store.uncorrect(move);
  assert.deepEqual([store.rows.lon[0], store.rows.lat[0]], [40, 35]);
  assert.equal(store.origin(0), null);
});

test("an incident that is filtered away closes; one that is opened although hidden stays", async () => {
  const { store } = opened([{ st: "event" }, { st: "background" }]);
  await store.select(0, { from: "list" });
  store.choose("status", "background", true);
  assert.equal(store.state.selected, null);
  await store.select(0, { from: "text" });
  assert.equal(store.hidden, true);
});
