import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Archive, TilesError, findEntry, readDirectory, tileId } from "../src/core/pmtiles.js";

const varint = (value) => {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
};

/** Entries [id, run, length, offset], as a directory's bytes; an offset that follows the entry before is left out. */
const directory = (entries) =>
  Uint8Array.from(
    [
      entries.length,
      ...entries.map(([id], k) => id - (k ? entries[k - 1][0] : 0)),
      ...entries.map(([, run]) => run),
      ...entries.map(([, , length]) => length),
      ...entries.map(([, , length, offset], k) =>
        k && offset === entries[k - 1][3] + entries[k - 1][2] ? 0 : offset + 1,
      ),
    ].flatMap(varint),
  );

const TILES = ["world", "west", "rest", "deep"].map((words) => new TextEncoder().encode(words));

/** An archive of zooms 0 to 2: one tile, one and a run of three, and one that a leaf directory holds. */
function archive({ kind = 2, version = 3, compression = 2, packed = false, metadata = {} } = {}) {
  const pack = compression === 2 ? (bytes) => gzipSync(bytes) : (bytes) => bytes;
  const tiles = packed ? TILES.map((one) => gzipSync(one)) : TILES;
  const offsets = tiles.map((_, k) => tiles.slice(0, k).reduce((sum, one) => sum + one.length, 0));
  const leaf = pack(directory([[7, 1, tiles[3].length, offsets[3]]]));
  const root = pack(
    directory([
      [0, 1, tiles[0].length, offsets[0]],
      [1, 1, tiles[1].length, offsets[1]],
      [2, 3, tiles[2].length, offsets[2]],
      [7, 0, leaf.length, 0],
    ]),
  );
  const told = pack(new TextEncoder().encode(JSON.stringify(metadata)));
  const header = new Uint8Array(127);
  header.set(new TextEncoder().encode("PMTiles"));
  header[7] = version;
  const view = new DataView(header.buffer);
  let at = 127;
  const parts = [root, told, leaf, Buffer.concat(tiles)];
  parts.forEach((part, k) => {
    view.setBigUint64(8 + 16 * k, BigInt(at), true);
    view.setBigUint64(16 + 16 * k, BigInt(part.length), true);
    at += part.length;
  });
  header.set([compression, packed ? 2 : 1, kind, 0, 2], 97);
  [-1800000000, -850000000, 1800000000, 850000000].forEach((value, k) => view.setInt32(102 + 4 * k, value, true));
  return Buffer.concat([header, ...parts]);
}

const open = (bytes) => Archive.open(new Blob([bytes]));
const words = async (opened, z, x, y) => (await opened.tile(z, x, y))?.text();

test("tiles are numbered along the curve of each zoom", () => {
  const first = [
    [0, 0, 0],
    [1, 0, 0],
    [1, 0, 1],
    [1, 1, 1],
    [1, 1, 0],
    [2, 0, 0],
  ];
  assert.deepEqual(
    first.map((one) => tileId(...one)),
    [0, 1, 2, 3, 4, 5],
  );
  assert.equal(tileId(12, 3423, 1763), 19078479);
});

test("each tile of a zoom has a number of its own, and neighbours on the curve touch", () => {
  const side = 16;
  const spots = new Map();
  for (let x = 0; x < side; x++) for (let y = 0; y < side; y++) spots.set(tileId(4, x, y), [x, y]);
  for (let id = 86; id < 85 + 256; id++) {
    const [x, y] = spots.get(id);
    const [u, v] = spots.get(id - 1);
    assert.equal(Math.abs(x - u) + Math.abs(y - v), 1);
  }
  assert.equal(spots.size, 256);
});

test("a directory gives its entries, runs, leaves and gaps", () => {
  const read = readDirectory(
    directory([
      [3, 2, 300, 5],
      [9, 0, 10, 305],
    ]),
  );
  assert.deepEqual(read, { ids: [3, 9], runs: [2, 0], lengths: [300, 10], offsets: [5, 305] });
  assert.equal(findEntry(read, 2), null);
  assert.deepEqual(findEntry(read, 4), { offset: 5, length: 300, leaf: false });
  assert.equal(findEntry(read, 5), null);
  assert.deepEqual(findEntry(read, 1000), { offset: 305, length: 10, leaf: true });
});

for (const options of [{}, { compression: 1 }, { packed: true }])
  test(`an archive gives its tiles: ${JSON.stringify(options)}`, async () => {
    const opened = await open(archive(options));
    assert.deepEqual([opened.minZoom, opened.maxZoom, opened.box], [0, 2, [-180, -85, 180, 85]]);
    assert.equal(await words(opened, 0, 0, 0), "world");
    assert.equal(await words(opened, 1, 0, 0), "west");
    for (const [x, y] of [
      [0, 1],
      [1, 1],
      [1, 0],
    ])
      assert.equal(await words(opened, 1, x, y), "rest");
    assert.equal(tileId(2, 1, 1), 7);
    assert.equal(await words(opened, 2, 1, 1), "deep");
    assert.equal(await opened.tile(2, 3, 3), null);
    assert.equal(await opened.tile(3, 0, 0), null);
    assert.equal(await opened.tile(1, 2, 0), null);
    assert.equal((await opened.tile(0, 0, 0)).type, "image/png");
  });

test("only what is needed is read", async () => {
  const file = new Blob([archive(), new Uint8Array(1_000_000)]);
  let bytes = 0;
  const slice = file.slice.bind(file);
  file.arrayBuffer = file.stream = file.text = () => assert.fail("the file was read whole");
  file.slice = (from, to, type) => {
    bytes += to - from;
    return slice(from, to, type);
  };
  assert.equal(await words(await Archive.open(file), 2, 1, 1), "deep");
  assert.ok(bytes < 1_000);
});

test("the credit is plain text, and missing or odd metadata do no harm", async () => {
  const credit = async (metadata) => (await open(archive({ metadata }))).credit;
  assert.equal(await credit({ attribution: '<a href="https://x.example">© Example</a> people' }), "© Example people");
  assert.equal(await credit({ attribution: 7 }), "");
  assert.equal(await credit(null), "");
});

const refused = (bytes, words) =>
  assert.rejects(open(bytes), (error) => error instanceof TilesError && words.test(error.message));

test("what cannot be used is told in one line", async () => {
  await refused(new Uint8Array(), /no PMTiles file/);
  await refused(new TextEncoder().encode("SQLite format 3\0".repeat(20)), /no PMTiles file/);
  await refused(archive({ version: 2 }), /version 2/);
  await refused(archive({ kind: 1 }), /vector tiles/);
  await refused(archive({ kind: 0 }), /neither PNG/);
  await refused(archive({ compression: 4 }), /Zstandard/);
  const whole = archive();
  for (const length of [60, 140, whole.length - 1]) await refused(whole.subarray(0, length), /cut short/);
});

test("a damaged directory is refused, wherever it ends and whatever it promises", async () => {
  const bytes = directory([
    [3, 2, 300, 5],
    [9, 0, 10, 305],
  ]);
  for (let end = 0; end < bytes.length; end++) assert.throws(() => readDirectory(bytes.subarray(0, end)), TilesError);
  assert.throws(() => readDirectory(Uint8Array.from(varint(2 ** 50))), TilesError);
  assert.throws(() => readDirectory(new Uint8Array(40).fill(255)), TilesError);
  const packed = archive();
  packed.fill(0, 127, 140);
  await refused(packed, /damaged/);
});
