/* Saving a selection from the page: GeoJSON (RFC 7946) with areas, claims and links, and CSV. */
/** @import { Claim, Incident } from "./types" */
import { cell, csv } from "./core/csv.js";
import { figure, toll, tollText } from "./core/figures.js";
import { day, iso, precisionName } from "./core/format.js";
import { wrapLon } from "./core/projection.js";
import { toGeoJSON } from "./core/shapes.js";
import { download } from "./dom.js";
import { store } from "./store.js";

/** @param {Claim} claim */
const claimOf = (claim) => ({
  harm: claim.h,
  figure: figure(claim),
  low: claim.lo ?? null,
  high: claim.hi ?? null,
  victims: claim.v ?? null,
  speaker: claim.by ?? null,
  stance: claim.st ?? null,
  of_them: Boolean(claim.sub),
  words: store.words(claim.s),
});

/** The reports that an incident rests on. @param {Incident} incident */
function reportsOf(incident) {
  if (incident.so) return incident.so.map(([title, date, url]) => ({ title, date, url }));
  const numbers = [...new Set((incident.sp || []).map(([number]) => number))].filter((number) => number >= 0);
  return numbers.map((number) => {
    const { d, uri } = store.data.documents[number];
    return { title: store.documentName(number), date: d ?? null, url: uri ?? null };
  });
}

/** What both formats say of an incident. @param {Incident} incident @param {number} i */
function properties(incident, i) {
  const { rows, data } = store;
  const where = store.where(incident);
  const corrections = store.correctionsOf(incident.id);
  return {
    id: incident.id,
    title: incident.n,
    types: rows.facets.type.of(i).join("; "),
    event_start: iso(rows.t0[i], incident.o),
    event_end: iso(rows.t1[i], incident.oe ?? incident.o),
    local_date: Number.isFinite(rows.t0[i]) ? day(rows.t0[i]) : null,
    local_date_end: Number.isFinite(rows.t1[i]) ? day(rows.t1[i]) : null,
    time_zone: incident.z || null,
    time_precision: precisionName(incident.tp),
    time_text: incident.tt || null,
    status: incident.st,
    country: rows.facets.country.of(i).join("; ") || null,
    province: rows.facets.province.of(i).join("; ") || null,
    location_text: where.text || null,
    radius_m: where.r ?? null,
    not_located: where.xy ? null : where.why || "no location",
    killed: incident.ca && incident.ca.killed ? toll(incident, "killed") : null,
    casualties: tollText(incident) || null,
    actors: rows.facets.actor.of(i).join("; "),
    sources: rows.facets.source.of(i).join("; "),
    quotes: (incident.sp || []).map((span) => store.words(span)).join(" | "),
    coarsened_to_m: data.blur || null,
    corrected_here: corrections.map((one) => one.kind).join("; ") || null,
  };
}

/**
 * @template T
 * @param {number[]} chosen
 * @param {(incident: Incident, i: number) => T} run
 */
async function each(chosen, run) {
  const made = [];
  for (const i of chosen) made.push(run(store.rows.peek(i) || (await store.rows.detail(i)), i));
  return made;
}

/** @param {number} i */
const point = (i) =>
  store.rows.hasPlace(i)
    ? { type: "Point", coordinates: [+wrapLon(store.rows.lon[i]).toFixed(6), +store.rows.lat[i].toFixed(6)] }
    : null;

/** An incident as features: its best point with all that is said of it, and its areas under the same id. @param {Incident} incident @param {number} i */
function features(incident, i) {
  const where = store.where(incident);
  const areas = [
    { part: "area of 90 %", shape: where.a90 },
    { part: "area of 50 %", shape: where.a50 },
  ];
  return [
    {
      type: "Feature",
      id: incident.id,
      geometry: point(i),
      properties: {
        part: "best point",
        ...properties(incident, i),
        claims: (incident.cl || []).map(claimOf),
        reports: reportsOf(incident),
      },
    },
    ...areas.flatMap(({ part, shape }) =>
      shape
        ? [
            {
              type: "Feature",
              geometry: toGeoJSON(shape),
              properties: { part, id: incident.id, title: incident.n },
            },
          ]
        : [],
    ),
  ];
}

/** @param {number[]} chosen */
export async function saveGeoJSON(chosen) {
  const all = (await each(chosen, features)).flat();
  const text = JSON.stringify({ type: "FeatureCollection", features: all }, null, 1);
  download("incidents.geojson", "application/geo+json", [text]);
}

/** A claim in one line. @param {Claim} claim */
const claimLine = (claim) =>
  `${claim.h}: ${claim.sub ? "of them " : ""}${figure(claim)}${claim.v ? ` ${claim.v}` : ""} (${claim.by || "the report itself"})`;

/** @param {number[]} chosen */
export async function saveCSV(chosen) {
  const table = await each(chosen, (incident, i) => {
    const [lon, lat] = point(i)?.coordinates ?? [null, null];
    const reports = reportsOf(incident);
    return {
      lon,
      lat,
      ...properties(incident, i),
      claims: (incident.cl || []).map(claimLine).join(" | "),
      reports: reports.map(({ title }) => title).join(" | "),
      links: reports.flatMap(({ url }) => url || []).join(" "),
    };
  });
  const lines = [Object.keys(table[0] || { id: 0 }), ...table.map((one) => Object.values(one))];
  download("incidents.csv", "text/csv;charset=utf-8", ["\ufeff", csv(lines, cell)]);
}
