import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { columnRows, unshuffle } from "../src/core/columns.js";
import { data } from "./helpers.js";

const NONE = -(2 ** 31);
const packed = (bytes) => gzipSync(bytes).toString("base64");

/** Bytes plane by plane, as columns.py writes them. */
function shuffled(values) {
  const plain = new Uint8Array(Int32Array.from(values).buffer);
  return Uint8Array.from(plain, (_, k) => plain[4 * (k % values.length) + Math.floor(k / values.length)]);
}
const bytes32 = (values) => new Uint8Array(Uint32Array.from(values).buffer);

/** Two incidents in one block: one with a place and a date, one without either. */
function page() {
  const columns = [
    ["lon", "shuffled32", shuffled([4_030_900, NONE])],
    ["lat", "shuffled32", shuffled([3_533_600, NONE])],
    ["t0", "shuffled32", shuffled([25_300_000, NONE])],
    ["span", "uint32", bytes32([60, 0])],
    ["radius", "uint8", Uint8Array.of(100, 255)],
    ["killed", "uint16", new Uint8Array(Uint16Array.of(100, 0).buffer)],
    ["precision", "uint8", Uint8Array.of(2, 6)],
    ["type.counts", "uint8", Uint8Array.of(1, 2)],
    ["type.index", "uint32", bytes32([0, 0, 1])],
    ["actor.counts", "uint8", Uint8Array.of(1, 0)],
    ["actor.index", "uint32", bytes32([0])],
    ["source.counts", "uint8", Uint8Array.of(0, 0)],
    ["source.index", "uint32", bytes32([])],
    ["status.counts", "uint8", Uint8Array.of(1, 1)],
    ["status.index", "uint32", bytes32([0, 0])],
  ];
  const words = packed(
    JSON.stringify([
      { id: "a", n: "First", loc: { text: "near it" } },
      { id: "b", n: "Second", loc: { why: "nowhere" } },
    ]),
  );
  const dense = {
    n: 2,
    block: 512,
    parts: columns.map(([name, kind, part]) => [name, kind, part.length]),
    facets: { type: ["clash", "air strike"], actor: ["army"], source: [], status: ["main"] },
    detail: "title",
    offsets: [0, words.length + 1],
  };
  return { data: data([], { dense }), columns: packed(Buffer.concat(columns.map(([, , part]) => part))), words };
}

const opened = () => {
  const { data: all, columns, words } = page();
  return columnRows(all, { columns, words }, 0);
};

test("planes of bytes come back as numbers", () => {
  assert.deepEqual(Array.from(unshuffle(shuffled([1, -2, 70_000, NONE]))), [1, -2, 70_000, NONE]);
});

test("columns become rows", async () => {
  const rows = await opened();
  assert.ok(Math.abs(rows.lon[0] - 40.309) < 1e-9);
  assert.equal(rows.t1[0] - rows.t0[0], 3_600_000);
  assert.ok(Math.abs(rows.radius[0] - 10 * 1.06 ** 100) < 1);
  assert.deepEqual([rows.hasPlace(1), rows.hasDate(1)], [false, false]);
  assert.deepEqual(rows.facets.type.of(1), ["clash", "air strike"]);
  assert.deepEqual(rows.facets.precision.of(1), ["not located"]);
  assert.equal(rows.cls[0], 0);
});

test("what columns know is put back into what blocks say", async () => {
  const one = await (await opened()).detail(0);
  assert.deepEqual([one.n, one.st, one.ty, one.ca.killed[1]], ["First", "main", [1], 100]);
  assert.deepEqual([one.loc.text, one.loc.xy.map((value) => +value.toFixed(5))], ["near it", [40.309, 35.336]]);
});

test("an incident is found by its id", async () => {
  const rows = await opened();
  assert.deepEqual([await rows.find("b"), await rows.find("x")], [1, -1]);
});
