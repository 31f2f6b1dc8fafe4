/* Saving a selection from the page: GeoJSON (RFC 7946) and CSV. */
/** @import { Incident } from "./types" */
import { cell, csv } from "./core/csv.js";
import { tollText, toll } from "./core/figures.js";
import { iso, precisionName } from "./core/format.js";
import { wrapLon } from "./core/projection.js";
import { download } from "./dom.js";
import { store } from "./store.js";

/** @param {Incident} incident @param {number} i */
function properties(incident, i) {
  const { rows, data } = store;
  const where = store.where(incident);
  return {
    id: incident.id,
    title: incident.n,
    types: rows.facets.type.of(i).join("; "),
    event_start: iso(rows.t0[i]),
    event_end: iso(rows.t1[i]),
    time_precision: precisionName(incident.tp),
    time_text: incident.tt || null,
    status: incident.st,
    location_text: where.text || null,
    radius_m: where.r ?? null,
    not_located: where.xy ? null : where.why || "no location",
    killed: incident.ca && incident.ca.killed ? toll(incident, "killed") : null,
    casualties: tollText(incident) || null,
    actors: rows.facets.actor.of(i).join("; "),
    sources: rows.facets.source.of(i).join("; "),
    quotes: (incident.sp || []).map((span) => store.words(span)).join(" | "),
    coarsened_to_m: data.blur || null,
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

/** @param {number[]} chosen */
export async function saveGeoJSON(chosen) {
  const features = await each(chosen, (incident, i) => ({
    type: "Feature",
    id: incident.id,
    geometry: point(i),
    properties: properties(incident, i),
  }));
  const text = JSON.stringify({ type: "FeatureCollection", features }, null, 1);
  download("incidents.geojson", "application/geo+json", [text]);
}

/** @param {number[]} chosen */
export async function saveCSV(chosen) {
  const table = await each(chosen, (incident, i) => {
    const [lon, lat] = point(i)?.coordinates ?? [null, null];
    return { lon, lat, ...properties(incident, i) };
  });
  const lines = [Object.keys(table[0] || { id: 0 }), ...table.map((one) => Object.values(one))];
  download("incidents.csv", "text/csv;charset=utf-8", ["\ufeff", csv(lines, cell)]);
}
