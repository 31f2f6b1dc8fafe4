/* PMTiles, version 3: many map tiles in one file, read in small slices, as its public specification lays them out.

   A header of 127 bytes names the sections. Directories list tiles by number along Hilbert curves, one curve a zoom; an entry
   of run length 0 leads to a leaf directory. Files come from strangers: every length is checked before it is used. */

const HEADER_BYTES = 127;
const MAGIC = "PMTiles";
/** Tile numbers of deeper zooms do not fit a double exactly. */
const MOST_ZOOM = 26;
/** Directories are far smaller; more is a damaged file, or one that was made to fill the memory. */
const MOST_DIRECTORY_BYTES = 2 ** 26;
const MOST_METADATA_BYTES = 2 ** 22;
const MOST_TILE_BYTES = 2 ** 26;
/** Nested directories that are followed; writers nest one level. */
const MOST_DEPTH = 4;
/** Leaf directories that are kept open. */
const MOST_LEAVES = 32;

const NONE = 1;
const GZIP = 2;
const COMPRESSIONS = ["unknown", "none", "gzip", "Brotli", "Zstandard"];
const VECTOR = new Set([1, 6]);
/** Media types by the header's number of what tiles are. @type {Record<number, string>} */
const PICTURES = { 2: "image/png", 3: "image/jpeg", 4: "image/webp" };

/** What is wrong with a file, in one line for its reader. */
export class TilesError extends Error {}
const damaged = () => new TilesError("the file of tiles is damaged");

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{offset: number, length: number}} Section bytes of the file */
/**
 * @typedef {object} Header
 * @property {Section} root
 * @property {Section} metadata
 * @property {Section} leaves
 * @property {Section} tiles
 * @property {number} compression of directories and metadata
 * @property {number} tileCompression
 * @property {string} type media type of the tiles
 * @property {number} minZoom
 * @property {number} maxZoom
 * @property {[number, number, number, number]} box west, south, east, north, degrees
 */
/** @typedef {{ids: number[], runs: number[], lengths: number[], offsets: number[]}} Directory columns, one row an entry */

/** The number of a tile: the tiles of all lower zooms come before it, those of its own along a Hilbert curve. @param {number} z @param {number} x @param {number} y */
export function tileId(z, x, y) {
  const side = 2 ** z;
  let id = (4 ** z - 1) / 3;
  for (let half = side / 2; half >= 1; half /= 2) {
    const right = x & half ? 1 : 0;
    const down = y & half ? 1 : 0;
    id += half * half * ((3 * right) ^ down);
    if (down) continue;
    if (right) [x, y] = [side - 1 - x, side - 1 - y];
    [x, y] = [y, x];
  }
  return id;
}

/** @param {Bytes} bytes the first of a file @param {number} size of the file @returns {Header} */
export function readHeader(bytes, size) {
  if (bytes.length < MAGIC.length + 1 || String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new TilesError("this is no PMTiles file");
  const version = bytes[MAGIC.length];
  if (version !== 3) throw new TilesError(`this is PMTiles version ${version}; only version 3 can be read: convert it`);
  if (bytes.length < HEADER_BYTES) throw cut();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const section = (/** @type {number} */ at) => {
    const offset = Number(view.getBigUint64(at, true));
    const length = Number(view.getBigUint64(at + 8, true));
    if (length && offset + length > size) throw cut();
    return { offset, length };
  };
  const degrees = (/** @type {number} */ at) => view.getInt32(at, true) / 1e7;
  const [compression, tileCompression, kind, minZoom, maxZoom] = bytes.subarray(97, 102);
  if (VECTOR.has(kind))
    throw new TilesError("its tiles are vector tiles, which cannot be drawn here; give one of pictures");
  if (!PICTURES[kind]) throw new TilesError("its tiles are neither PNG, JPEG nor WebP, and cannot be drawn here");
  for (const one of [compression, tileCompression])
    if (one > GZIP)
      throw new TilesError(`its compression (${COMPRESSIONS[one] || one}) cannot be read; use gzip or none`);
  if (minZoom > maxZoom || maxZoom > MOST_ZOOM) throw damaged();
  return {
    root: section(8),
    metadata: section(24),
    leaves: section(40),
    tiles: section(56),
    compression: compression || NONE,
    tileCompression: tileCompression || NONE,
    type: PICTURES[kind],
    minZoom,
    maxZoom,
    box: [degrees(102), degrees(106), degrees(110), degrees(114)],
  };
}
const cut = () => new TilesError("the file of tiles is cut short: copy it again");

/** @param {Uint8Array} bytes unpacked @returns {Directory} */
export function readDirectory(bytes) {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      if (at >= bytes.length || value > Number.MAX_SAFE_INTEGER) throw damaged();
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const count = next();
  // An entry takes four bytes at least.
  if (count > bytes.length / 4) throw damaged();
  const column = () => Array.from({ length: count }, next);
  let id = 0;
  const ids = column().map((step) => (id += step));
  const runs = column();
  const lengths = column();
  const offsets = column();
  for (let k = 0; k < count; k++) {
    if (offsets[k]) offsets[k]--;
    else if (k) offsets[k] = offsets[k - 1] + lengths[k - 1];
    else throw damaged();
  }
  return { ids, runs, lengths, offsets };
}

/** The entry that a tile is in, or null. @param {Directory} directory @param {number} id @returns {(Section & {leaf: boolean}) | null} */
export function findEntry({ ids, runs, lengths, offsets }, id) {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle] <= id) low = middle + 1;
    else high = middle;
  }
  const k = low - 1;
  if (k < 0 || (runs[k] && id - ids[k] >= runs[k])) return null;
  return { offset: offsets[k], length: lengths[k], leaf: !runs[k] };
}

/** Unpack gzip, but no more than so many bytes. @param {Blob} blob @param {number} most @returns {Promise<Bytes>} */
async function gunzip(blob, most) {
  const reader = blob.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  /** @type {Bytes[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw damaged();
    });
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw damaged();
    }
    chunks.push(/** @type {Bytes} */ (value));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** An open archive of picture tiles. */
export class Archive {
  #file;
  #header;
  #root;
  /** By offset, those used last at the end. @type {Map<number, Promise<Directory>>} */
  #leaves = new Map();

  /** @param {Blob} file @param {Header} header @param {Directory} root @param {string} credit */
  constructor(file, header, root, credit) {
    this.#file = file;
    this.#header = header;
    this.#root = root;
    /** Whom to credit, plain text. */
    this.credit = credit;
  }

  /** Read what stands at the beginning of a file. @param {Blob} file @throws {TilesError} where it cannot be used */
  static async open(file) {
    const header = readHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()), file.size);
    const root = readDirectory(await unpack(file, header.root, header.compression, MOST_DIRECTORY_BYTES));
    return new Archive(file, header, root, await readCredit(file, header));
  }

  get minZoom() {
    return this.#header.minZoom;
  }
  get maxZoom() {
    return this.#header.maxZoom;
  }
  get box() {
    return this.#header.box;
  }

  /** A tile as a picture, or null where the archive has none there. @param {number} z @param {number} x @param {number} y @returns {Promise<Blob | null>} */
  async tile(z, x, y) {
    const { minZoom, maxZoom, leaves, tiles, type, tileCompression } = this.#header;
    if (z < minZoom || z > maxZoom || x < 0 || y < 0 || x >= 2 ** z || y >= 2 ** z) return null;
    const id = tileId(z, x, y);
    let directory = this.#root;
    for (let depth = 0; depth < MOST_DEPTH; depth++) {
      const entry = findEntry(directory, id);
      if (!entry) return null;
      const section = within(entry.leaf ? leaves : tiles, entry);
      if (entry.leaf) directory = await this.#leaf(section);
      else if (tileCompression === NONE) return cutOut(this.#file, section, type);
      else return new Blob([await unpack(this.#file, section, tileCompression, MOST_TILE_BYTES)], { type });
    }
    throw damaged();
  }

  /** @param {Section} section */
  #leaf(section) {
    const found =
      this.#leaves.get(section.offset) ||
      unpack(this.#file, section, this.#header.compression, MOST_DIRECTORY_BYTES).then(readDirectory);
    this.#leaves.delete(section.offset);
    this.#leaves.set(section.offset, found);
    if (this.#leaves.size > MOST_LEAVES) this.#leaves.delete(/** @type {number} */ (this.#leaves.keys().next().value));
    return found;
  }
}

/** An entry's place in the file. @param {Section} whole @param {Section} entry @returns {Section} */
function within(whole, { offset, length }) {
  if (offset + length > whole.length) throw damaged();
  return { offset: whole.offset + offset, length };
}

/** @param {Blob} file @param {Section} section @param {string} [type] */
const cutOut = (file, { offset, length }, type) => file.slice(offset, offset + length, type);

/** @param {Blob} file @param {Section} section @param {number} compression @param {number} most bytes @returns {Promise<Bytes>} */
async function unpack(file, section, compression, most) {
  if (section.length > most) throw damaged();
  const part = cutOut(file, section);
  return compression === GZIP ? gunzip(part, most) : new Uint8Array(await part.arrayBuffer());
}

/** Whom the metadata credit, without markup; tiles are of use without it. @param {Blob} file @param {Header} header */
async function readCredit(file, { metadata, compression }) {
  if (!metadata.length) return "";
  try {
    const bytes = await unpack(file, metadata, compression, MOST_METADATA_BYTES);
    const { attribution } = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof attribution !== "string") return "";
    return attribution
      .replace(/<[^>]*>/g, "")
      .trim()
      .slice(0, 200);
  } catch {
    return "";
  }
}
