/* What the data blocks of a page hold, as geoinc/render/payload.py and columns.py write them. */

/** Document number (-1: none of the page), start and end in code points, and the words where the text is not there. */
export type Span = [number, number, number, string?];

/** Lines and areas as strings of core/shapes.js; q is their quantum in degrees where it is not the finest. */
export type Shape = { q?: number } & (
  { k: "polygon"; c: string[][] } | { k: "line"; c: string[] } | { k: "point"; c: string[] }
);

export interface Place {
  id: string;
  n: string;
  k: string;
  xy: [number, number];
  cc?: string;
  a1?: string;
  a2?: string;
  pop?: number;
  src?: string;
  unc?: number;
  ext?: Shape | null;
}

export interface WorkingStep {
  role: string;
  label: string;
  g: Shape | null;
}

export interface Whereabouts {
  xy?: [number, number];
  a50?: Shape | null;
  a90?: Shape | null;
  r?: number;
  km2?: number;
  by?: string;
  n?: number;
  why?: string;
  text?: string;
  exp?: string;
  sp?: Span[];
  work?: WorkingStep[];
  aside?: { t: string; s: Span; why: string }[];
}

export interface Actor {
  n: string;
  r?: string;
  side?: string;
  k?: string;
  st?: string;
  by?: string;
  s?: Span;
}

export interface Claim {
  h: string;
  s: Span;
  lo?: number;
  hi?: number;
  op?: string;
  v?: string;
  side?: string;
  by?: string;
  bs?: Span;
  neg?: boolean;
  sub?: boolean;
  st?: string;
}

/** Low, best and high figure, and whether speakers contradict each other. */
export type Tally = [number | null, number | null, number | null, boolean];

export interface Incident {
  id: string;
  n: string;
  ty?: number[];
  /** The number of the unit that its best point lies in. */
  u?: number;
  /** The number of a location, or the location itself. */
  loc: number | Whereabouts;
  /** The number of the unit that its best point lies in. */
  u?: number;
  a?: string;
  b?: string;
  tp?: number;
  tt?: string;
  /** IANA zone of the place, and how many minutes its clocks are ahead of UTC at the start, and at the end where other. */
  z?: string;
  o?: number;
  oe?: number;
  st: string;
  ac?: Actor[];
  cl?: Claim[];
  ca?: Record<string, Tally>;
  sp?: Span[];
  so?: [string, string | null, string | null][];
  f?: Record<string, Span[]>;
  ph?: Incident[];
  co?: string[];
  /** Per cent: that it happened as told; that its place is not another one. */
  pr?: number;
  pp?: number;
  /** Places that may be its scene: name, per cent, words. */
  po?: [string, number, Span][];
}

export interface EventType {
  n: string;
  acled?: string;
  sub?: string;
  ucdp?: number;
  plover?: string;
}

export interface Report {
  id: string;
  n?: string;
  d?: string;
  src?: string;
  uri?: string;
  t?: string;
}

export interface Mention {
  a: number;
  b: number;
  k: string;
  p?: number;
  pr?: number;
  why?: string;
  alt?: [number, number][];
  pin?: boolean;
}

export interface DenseHead {
  n: number;
  block: number;
  parts: [string, string, number][];
  facets: Record<string, string[]>;
  detail: string;
  offsets: number[];
}

export interface PageData {
  title: string;
  notes: string[];
  blur: number | null;
  /** Tile services that the reader may choose. */
  tiles: { name: string; host: string; url: string; by: string; max: number }[];
  box: [number, number, number, number] | null;
  dense?: DenseHead;
  reports?: number;
  documents: Report[];
  types: EventType[];
  places: Place[];
  locations: Whereabouts[];
  /** First-level units (or countries) of incidents: name, country, and where the name stands, degrees. */
  units?: [name: string, country: string, lon: number, lat: number][];
  incidents: Incident[];
  mentions: Mention[][];
  phrases: number[][];
  /** First-level units or countries: name, country, longitude and latitude of the name. */
  units?: [string, string, number, number][];
  discarded: { s: Span; t?: string; why: string }[];
}

export type Label = [name: string, lon: number, lat: number, rank: number, kind: string];

export interface BasemapLayer {
  q: number;
  land?: (string | string[])[];
  lakes?: (string | string[])[];
  borders?: string[];
  disputed?: string[];
  rivers?: string[];
  /** West, south, east, north, degrees: it is drawn inside it, or inside all of several. */
  box?: [number, number, number, number];
  boxes?: [number, number, number, number][];
}

export interface Basemap {
  world: BasemapLayer;
  detail: BasemapLayer | null;
  /** The neighbourhoods of findings, as finely as the data goes. */
  near: BasemapLayer | null;
  /** Borders of units: surveyed, or derived from the places of each. */
  units: Record<"surveyed" | "derived", { q: number; lines: string[] }>;
  /** Roads and other lines of users' packs. */
  ways: { q: number; lines: [kind: string, name: string, texts: string[]][] };
  labels: Label[];
}

/** One correction, a row of corrections.csv; `row` and `what` are only for the page. */
export interface Correction {
  row?: number;
  what?: string;
  kind: string;
  document?: string;
  start?: number;
  end?: number;
  incident?: string;
  value?: string;
  lon?: number;
  lat?: number;
  note?: string;
}

/** What the card above the panel is about. */
export type Card =
  | { kind: "mention"; document: number; mention: Mention }
  | { kind: "place"; place: Place }
  | { kind: "location"; where: Whereabouts }
  | { kind: "rows"; rows: number[] }
  | { kind: "corrections" };

export interface Layers {
  areas: boolean;
  places: boolean;
  working: boolean;
  tiles: boolean;
  /** Symbols grow with the number killed. */
  toll: boolean;
  /** Hexagons in place of symbols. */
  density: boolean;
}
export type LayerName = keyof Layers;

/** What a painter of a canvas needs: origin is the canvas' corner in pixels of the whole world at this zoom. */
export interface View {
  width: number;
  height: number;
  zoom: number;
  origin: { x: number; y: number };
  /** Pixels around the world at this zoom. */
  scale: number;
  ratio: number;
  pad: { x: number; y: number };
}

/** West, south, east, north, degrees. */
export type Box = [number, number, number, number];
