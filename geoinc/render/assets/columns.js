/* Columns: the packed arrays of very many incidents, and the blocks that hold what they say in words. */
(function (G) {
  "use strict";

  const NONE = -(2 ** 31),
    RADIUS_NONE = 255,
    KEPT_BLOCKS = 48;

  function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text),
      bytes = new Uint8Array(raw.length);
    for (let k = 0; k < raw.length; k++) bytes[k] = raw.charCodeAt(k);
    return bytes;
  }

  const unpacked = (text) =>
    new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip")));

  function unshuffle(bytes) {
    const n = bytes.length / 4,
      out = new Int32Array(n);
    for (let i = 0; i < n; i++)
      out[i] = bytes[i] | (bytes[n + i] << 8) | (bytes[2 * n + i] << 16) | (bytes[3 * n + i] << 24);
    return out;
  }

  const READ = {
    shuffled32: unshuffle,
    uint8: (bytes) => bytes,
    uint16: (bytes) => new Uint16Array(bytes.slice().buffer),
    uint32: (bytes) => new Uint32Array(bytes.slice().buffer),
  };

  function split(buffer, parts) {
    const found = {};
    let at = 0;
    for (const [name, kind, length] of parts) {
      found[name] = READ[kind](new Uint8Array(buffer, at, length));
      at += length;
    }
    return found;
  }

  function fill(S, columns) {
    const { lon, lat, t0, span, radius } = columns,
      n = S.n;
    const metres = Float64Array.from({ length: 256 }, (_, code) => 10 * 1.06 ** code);
    for (let i = 0; i < n; i++) {
      if (lon[i] !== NONE) {
        S.lon[i] = G.nearLon(lon[i] * 1e-5);
        S.lat[i] = lat[i] * 1e-5;
        S.radius[i] = metres[radius[i]];
      }
      if (t0[i] !== NONE) {
        S.t0[i] = t0[i] * 60000;
        S.t1[i] = (t0[i] + span[i]) * 60000;
      }
    }
    S.killed = columns.killed;
    S.timePrecision = columns.precision;
  }

  function facet(S, name, values, counts, index) {
    const one = S.facets[name];
    values.forEach((value) => one.number(value));
    one.pointer = new Uint32Array(S.n + 1);
    for (let i = 0; i < S.n; i++) one.pointer[i + 1] = one.pointer[i] + counts[i];
    one.index = index;
  }

  /** The steps of precision follow from the radius, class from the first type. */
  function derive(S, data, radius) {
    const steps = new Uint8Array(256).map((_, code) =>
      S.facets.precision.number(G.radiusStep(code === RADIUS_NONE ? null : 10 * 1.06 ** code * 0.97)),
    );
    const one = S.facets.precision;
    one.pointer = new Uint32Array(S.n + 1);
    one.index = new Uint32Array(S.n);
    for (let i = 0; i < S.n; i++) {
      one.pointer[i + 1] = i + 1;
      one.index[i] = steps[radius[i]];
    }
    const kind = S.facets.type,
      classes = kind.values.map((name) => G.classNumber((data.types.find((t) => t.n === name) || {}).acled));
    const other = G.classes.length - 1;
    for (let i = 0; i < S.n; i++)
      S.cls[i] = kind.pointer[i] < kind.pointer[i + 1] ? classes[kind.index[kind.pointer[i]]] : other;
  }

  let texts = null;
  const blocks = new Map();

  /** The incidents of one block, opened once and kept while it is among the last few used. */
  function block(number) {
    if (!blocks.has(number)) {
      const { offsets } = G.data.dense;
      texts = texts || G.byId("geoinc-details").textContent;
      blocks.set(number, unpacked(texts.slice(offsets[number], offsets[number + 1] - 1)).json());
      if (blocks.size > KEPT_BLOCKS) blocks.delete(blocks.keys().next().value);
    }
    return blocks.get(number);
  }

  /** What the columns know is put back into what the block says. */
  function whole(S, i, row) {
    const where = row.loc || {};
    if (G.hasPlace(i) && !where.xy) Object.assign(where, { xy: [S.lon[i], S.lat[i]], r: S.radius[i] });
    const status = S.facets.status,
      kinds = S.facets.type;
    return {
      tp: S.timePrecision[i],
      st: status.values[status.index[status.pointer[i]]],
      ty: Array.from(kinds.index.subarray(kinds.pointer[i], kinds.pointer[i + 1]), (k) =>
        G.data.types.findIndex((t) => t.n === kinds.values[k]),
      ),
      ...(S.killed[i] && !row.ca ? { ca: { killed: [null, S.killed[i], null, false] } } : {}),
      ...row,
      loc: where,
    };
  }

  async function detail(S, i) {
    const size = G.data.dense.block,
      rows = await block(Math.floor(i / size));
    return whole(S, i, rows[i % size]);
  }

  async function findId(S, id) {
    let found = -1;
    await G.eachDetail((one, i) => {
      if (one.id === id) found = i;
      return found >= 0;
    });
    return found;
  }

  /** Every incident in turn, block by block; stops where `run` returns true. */
  G.eachDetail = async function (run) {
    const S = G.S;
    if (!S.dense) {
      for (let i = 0; i < S.n; i++) if (run(S.peek(i), i)) return;
      return;
    }
    const size = G.data.dense.block;
    for (let number = 0; number * size < S.n; number++) {
      const rows = await unpacked(G.byIdText(number)).json();
      for (let k = 0; k < rows.length; k++) if (run(rows[k], number * size + k)) return;
    }
  };

  G.byIdText = function (number) {
    texts = texts || G.byId("geoinc-details").textContent;
    return texts.slice(G.data.dense.offsets[number], G.data.dense.offsets[number + 1] - 1);
  };

  G.loadColumns = async function (data) {
    const head = data.dense,
      S = G.rows(head.n);
    const block = G.byId("geoinc-columns");
    const buffer = await unpacked(block.textContent).arrayBuffer();
    block.remove();
    const columns = split(buffer, head.parts);
    fill(S, columns);
    for (const [name, values] of Object.entries(head.facets))
      facet(S, name, values, columns[`${name}.counts`], columns[`${name}.index`]);
    derive(S, data, columns.radius);
    S.dense = true;
    S.peek = () => undefined;
    S.detail = (i) => detail(S, i);
    S.find = (id) => findId(S, id);
    return Object.assign(data, { incidents: [], mentions: [], phrases: [] }) && S;
  };
})((window.Geoinc = window.Geoinc || {}));
