/* The store: the one owner of what the page knows and of what its reader has chosen.

   Views read it and listen; they change it by calling its actions, which say afterwards what has changed. No view
   calls another. */
/** @import { Box, Card, Correction, Incident, LayerName, Layers, PageData, Span, Whereabouts, Place } from "./types" */
/** @import { Filter, FilterName } from "./core/filters.js" */
/** @import { Sort } from "./core/order.js" */
/** @import { FacetName } from "./core/rows.js" */
import { Sieve, active, noFilter, search } from "./core/filters.js";
import { Rows, FACETS, whereabouts } from "./core/rows.js";
import { order, within } from "./core/order.js";
import { Archive, TilesError } from "./core/pmtiles.js";
import { nearLon } from "./core/projection.js";
import { slicer } from "./core/text.js";

/** @typedef {"map" | "list" | "table" | "text" | "link"} Origin where a choice was made */

/**
 * What listeners can hear, and what they are told.
 * @typedef {object} Topics
 * @property {undefined} filtered the rows shown have changed
 * @property {{row: number | null, last: number | null, from: Origin | null}} selected another incident, or none
 * @property {{id: string}} tab
 * @property {undefined} card
 * @property {LayerName} layers
 * @property {undefined} theme
 * @property {undefined} sort another order, or whether the list follows the view
 * @property {undefined} seen the map shows something else
 * @property {undefined} table opened or closed
 * @property {undefined} marked rows marked for saving
 * @property {undefined} corrected
 * @property {Span} span words to be shown in their text
 * @property {{place: Place} | {where: Whereabouts}} look bring a place into view
 * @property {string} note a word to the reader
 */

/**
 * @typedef {object} State
 * @property {number | null} selected row
 * @property {Incident | null} incident the chosen incident in words
 * @property {string} tab
 * @property {Card | null} card
 * @property {Layers} layers
 * @property {number | "file"} tileSource which of the page's tile services is shown, or the reader's file
 * @property {{name: string, archive: Archive} | null} tileFile tiles that the reader opened
 * @property {Sort} sort of the list and the table
 * @property {boolean} follow whether the list holds only what the map shows
 * @property {{box: Box, middle: {lat: number, lng: number}} | null} seen what the map shows
 * @property {boolean} table whether the table is open
 * @property {ReadonlySet<number>} marked
 * @property {readonly Correction[]} corrections
 * @property {boolean} unsaved whether there are corrections that no file holds
 */

/** @returns {PageData} */
const noData = () => ({
  title: "",
  notes: [],
  blur: null,
  tiles: [],
  box: null,
  documents: [],
  types: [],
  places: [],
  locations: [],
  incidents: [],
  mentions: [],
  phrases: [],
  discarded: [],
});

/** With more incidents than this, the places that reports mention start hidden. */
const MOST_WITH_PLACES = 36;
/** From here on things are many: incidents are counted by province from afar. */
export const MANY = 60;
/** The zoom below which that is afar. */
export const PROVINCES_BELOW = 4.5;

export class Store {
  /** @type {Map<string, ((detail: any) => void)[]>} */
  #listeners = new Map();
  #data = noData();
  #rows = new Rows(0);
  #sieve = new Sieve(this.#rows);
  #filter = noFilter();
  #shown = new Uint32Array(0);
  /** @type {Set<number>} */
  #marked = new Set();
  /** @type {Correction[]} */
  #corrections = [];
  /** @type {Map<number, (a: number, b: number) => string>} */
  #slicers = new Map();
  #undated = 0;
  #choices = 0;
  #searches = 0;
  /** @type {State} */
  #state = {
    selected: null,
    incident: null,
    tab: "incidents",
    card: null,
    layers: { areas: true, places: true, working: false, tiles: false, density: false, toll: false },
    tileSource: 0,
    tileFile: null,
    sort: { key: "main", down: false },
    follow: false,
    seen: null,
    table: false,
    marked: this.#marked,
    corrections: this.#corrections,
    unsaved: false,
  };

  /**
   * Take up what the page holds.
   * @param {PageData} data
   * @param {Rows} rows
   */
  open(data, rows) {
    this.#data = data;
    this.#rows = rows;
    this.#sieve = new Sieve(rows);
    if (rows.n > MOST_WITH_PLACES) this.#state.layers = { ...this.#state.layers, places: false };
    if (rows.dense) this.#state.sort = { key: "file", down: false };
    this.#undated = 0;
    for (let i = 0; i < rows.n; i++) if (!rows.hasDate(i)) this.#undated++;
  }

  // What views read

  get data() {
    return this.#data;
  }
  get rows() {
    return this.#rows;
  }
  /** The rows that pass all filters, in the order of the file. */
  get shown() {
    return this.#shown;
  }
  /** @returns {Readonly<Filter>} */
  get filter() {
    return this.#filter;
  }
  get sieve() {
    return this.#sieve;
  }
  /** @returns {Readonly<State>} */
  get state() {
    return this.#state;
  }
  /** How many incidents have no date. */
  get undated() {
    return this.#undated;
  }
  /** The filters that narrow anything down. */
  get filtering() {
    return active(this.#filter);
  }
  /** Whether the open incident fails the filters: it can be read, but is not drawn. */
  get hidden() {
    return this.#state.selected !== null && !this.#sieve.passes(this.#state.selected);
  }
  /** The longitude around which everything is drawn: a map across the antimeridian stays in one piece. */
  get middle() {
    return middleOf(this.#data);
  }

  /** @param {Incident} incident */
  where(incident) {
    return whereabouts(this.#data, incident);
  }

  /** The words of a span, from its document or from the span itself. @param {Span} span */
  words([number, start, end, text]) {
    const told = number >= 0 ? this.#data.documents[number]?.t : undefined;
    if (told === undefined) return text || "";
    let cut = this.#slicers.get(number);
    if (!cut) this.#slicers.set(number, (cut = slicer(told)));
    return cut(start, end);
  }

  /** @param {number} number */
  documentName(number) {
    const one = this.#data.documents[number];
    return one ? one.n || one.src || one.id : "";
  }

  /** A report's name with its outlet and date. @param {number} number */
  documentTitle(number) {
    const one = this.#data.documents[number];
    const facts = one ? [one.n ? one.src : "", one.d].filter(Boolean).join(", ") : "";
    return this.documentName(number) + (facts ? ` (${facts})` : "");
  }

  // Listening

  /**
   * @template {keyof Topics} T
   * @param {T} topic
   * @param {(detail: Topics[T]) => void} run
   */
  on(topic, run) {
    const all = this.#listeners.get(topic);
    if (all) all.push(run);
    else this.#listeners.set(topic, [run]);
  }

  /**
   * @template {keyof Topics} T
   * @param {T} topic
   * @param {Topics[T]} detail
   */
  #say(topic, detail) {
    for (const run of this.#listeners.get(topic) || []) run(detail);
  }

  // Filters

  /** Filter anew; an open incident that no longer passes is closed. @param {FilterName} [changed] all of them where none is named */
  #sift(changed) {
    const open = this.#state.selected !== null && !this.hidden;
    this.#shown = this.#sieve.apply(this.#filter, changed);
    if (open && this.hidden) this.selectNone();
    this.#say("filtered", undefined);
  }

  /** Take over several filters at once. @param {{time?: [number, number] | null, undated?: boolean, box?: Box | null, chosen?: Record<FacetName, string[]>}} wanted */
  setFilters({ time, undated, box, chosen }) {
    if (time !== undefined) this.#filter.time = time;
    if (undated !== undefined) this.#filter.undated = undated;
    if (box !== undefined) this.#filter.box = box;
    if (chosen) for (const name of FACETS) this.#filter.chosen[name] = new Set(chosen[name]);
    this.#sift();
  }

  /** @param {[number, number] | null} time */
  setTime(time) {
    this.#filter.time = time;
    this.#sift("time");
  }

  /** @param {boolean} on */
  setUndated(on) {
    this.#filter.undated = on;
    this.#sift("time");
  }

  /** @param {Box | null} box */
  setBox(box) {
    this.#filter.box = box;
    this.#sift("box");
  }

  /** Lift one filter. @param {FilterName} name */
  lift(name) {
    if (name === "time") Object.assign(this.#filter, { time: null, undated: true });
    else if (name === "text") Object.assign(this.#filter, { text: "", found: null });
    else if (name === "box") this.#filter.box = null;
    else this.#filter.chosen[name].clear();
    this.#searches++;
    this.#sift(name);
  }

  /** @param {FacetName} name @param {string} value @param {boolean} on */
  choose(name, value, on) {
    if (on) this.#filter.chosen[name].add(value);
    else this.#filter.chosen[name].delete(value);
    this.#sift(name);
  }

  /** Show incidents whose title, words, place or actors hold all the words asked for. @param {string} text */
  async search(text) {
    const turn = ++this.#searches;
    this.#filter.text = text.trim();
    const givenUp = () => turn !== this.#searches;
    const wordsOf = (/** @type {Incident} */ incident) => ({
      where: this.where(incident),
      sentences: (incident.sp || []).map((span) => this.words(span)),
    });
    const found = await search(this.#rows, text, wordsOf, givenUp);
    if (givenUp()) return;
    this.#filter.found = found;
    this.#sift("text");
  }

  clearFilters() {
    this.#searches++;
    this.#filter = noFilter();
    this.#sift();
  }

  // The chosen incident

  /** @param {number} i @param {{from: Origin}} how */
  async select(i, { from }) {
    const last = this.#state.selected;
    const turn = ++this.#choices;
    const incident = await this.#rows.detail(i);
    if (turn !== this.#choices) return;
    Object.assign(this.#state, { selected: i, incident, card: null, tab: from === "text" ? "text" : "incidents" });
    this.#say("card", undefined);
    this.#say("selected", { row: i, last, from });
    this.#say("tab", { id: this.#state.tab });
  }

  selectNone() {
    this.#choices++;
    const last = this.#state.selected;
    if (last === null) return;
    Object.assign(this.#state, { selected: null, incident: null });
    this.#say("selected", { row: null, last, from: null });
  }

  // The panel

  /** @param {string} id */
  openTab(id) {
    this.#state.tab = id;
    this.#say("tab", { id });
  }

  /** @param {Card | null} card */
  showCard(card) {
    this.#state.card = card;
    this.#say("card", undefined);
  }

  /** Show words in their text. @param {Span} span */
  showSpan(span) {
    if (span[0] < 0 || this.#data.documents[span[0]]?.t === undefined) return;
    this.openTab("text");
    this.#say("span", span);
  }

  /** Show a location that is no incident's: a phrase of the text. @param {Whereabouts} where */
  showLocation(where) {
    this.selectNone();
    this.#say("look", { where });
    this.showCard({ kind: "location", where });
  }

  /** @param {Place} place */
  lookAt(place) {
    this.#say("look", { place });
  }

  /** @param {string} words */
  note(words) {
    this.#say("note", words);
  }

  // The map

  /** @param {LayerName} name @param {boolean} on */
  setLayer(name, on) {
    this.#state.layers = { ...this.#state.layers, [name]: on };
    this.#say("layers", name);
  }

  /** Show tiles of one of the page's services, of the opened file, or of none. @param {number | "file" | null} source */
  setTiles(source) {
    if (source !== null) this.#state.tileSource = source;
    this.setLayer("tiles", source !== null);
  }

  /** Open a file of tiles and show them; one that cannot be used changes nothing and is told. @param {File} file */
  async openTiles(file) {
    try {
      this.#state.tileFile = { name: file.name, archive: await Archive.open(file) };
    } catch (error) {
      return this.note(`${file.name}: ${error instanceof TilesError ? error.message : "the file cannot be read"}.`);
    }
    this.setTiles("file");
  }

  changeTheme() {
    this.#say("theme", undefined);
  }

  /** The map shows something else. @param {Box} box @param {{lat: number, lng: number}} middle */
  setSeen(box, middle) {
    this.#state.seen = { box, middle };
    this.#say("seen", undefined);
  }

  // The list and the table

  /** @param {Sort} sort */
  setSort(sort) {
    this.#state.sort = sort;
    this.#say("sort", undefined);
  }

  /** @param {boolean} on */
  setFollow(on) {
    this.#state.follow = on;
    this.#say("sort", undefined);
  }

  /** The rows shown, in the order asked for, and only those in view if asked. */
  ordered() {
    const { follow, seen, sort } = this.#state;
    const some = follow && seen ? within(this.#rows, this.#shown, seen.box) : this.#shown;
    return order(this.#rows, some, sort, seen && seen.middle);
  }

  /** @param {boolean} on */
  showTable(on) {
    this.#state.table = on;
    this.#say("table", undefined);
  }

  /** @param {number} i @param {boolean} on */
  mark(i, on) {
    if (on) this.#marked.add(i);
    else this.#marked.delete(i);
    this.#say("marked", undefined);
  }

  unmarkAll() {
    this.#marked.clear();
    this.#say("marked", undefined);
  }

  // Corrections

  /** Note a correction; a later one of the same kind on the same thing replaces the former. @param {Correction} entry */
  correct(entry) {
    const keys = /** @type {const} */ (["kind", "document", "start", "end", "incident"]);
    const at =
      entry.kind === "note"
        ? -1
        : this.#corrections.findIndex((one) => keys.every((name) => one[name] === entry[name]));
    if (at >= 0) this.#corrections[at] = entry;
    else this.#corrections.push(entry);
    this.#corrected();
  }

  /** Take a correction back. @param {Correction} entry */
  uncorrect(entry) {
    const at = this.#corrections.indexOf(entry);
    if (at >= 0) this.#corrections.splice(at, 1);
    this.#corrected();
  }

  #corrected() {
    this.#state.unsaved = this.#corrections.length > 0;
    this.#move();
    this.#say("corrected", undefined);
  }

  /** Where pins stood before they were moved. @type {Map<number, {lon: number, lat: number}>} */
  #origins = new Map();

  /** Put every row where its corrections say, and the others back. */
  #move() {
    const { lon, lat } = this.#rows;
    for (const [i, was] of this.#origins) [lon[i], lat[i]] = [was.lon, was.lat];
    this.#origins.clear();
    for (const one of this.#corrections) {
      if (one.kind !== "move" || one.row === undefined || one.lon === undefined || one.lat === undefined) continue;
      this.#origins.set(one.row, { lon: lon[one.row], lat: lat[one.row] });
      lon[one.row] = nearLon(one.lon, this.middle);
      lat[one.row] = one.lat;
    }
  }

  /** Where a moved pin stood before. @param {number} i */
  origin(i) {
    return this.#origins.get(i) || null;
  }

  /** The corrections that speak of an incident. @param {string} id */
  correctionsOf(id) {
    return this.#corrections.filter((one) => one.incident === id);
  }

  /** Whether the reader says that it is none. @param {string} id */
  isStruck(id) {
    return this.#corrections.some((one) => one.kind === "wrong" && one.incident === id);
  }

  correctionsSaved() {
    this.#state.unsaved = false;
    this.#say("corrected", undefined);
  }
}

/** @param {PageData} data */
export const middleOf = ({ box }) => (box ? (box[0] + box[2]) / 2 : 0);

/** The page's store. */
export const store = new Store();

/** A longitude on the side of the antimeridian where the findings are. @param {number} lon */
export const near = (lon) => nearLon(lon, store.middle);
