/* Saving a selection from the page: GeoJSON (RFC 7946) and CSV. */
(function (G) {
  "use strict";

  const iso = (ms) => (Number.isFinite(ms) ? new Date(ms).toISOString().replace(".000Z", "Z") : null);

  function properties(incident, i) {
    const where = G.locationOf(incident);
    return {
      id: incident.id,
      title: incident.n,
      types: G.facetText("type", i),
      event_start: iso(G.S.t0[i]),
      event_end: iso(G.S.t1[i]),
      time_precision: G.precisionName(incident.tp),
      time_text: incident.tt || null,
      status: incident.st,
      location_text: where.text || null,
      radius_m: where.r ?? null,
      not_located: where.xy ? null : where.why || "no location",
      killed: where && incident.ca && incident.ca.killed ? G.toll(incident, "killed") : null,
      casualties: G.tollText(incident) || null,
      actors: G.facetText("actor", i),
      sources: G.facetText("source", i),
      quotes: (incident.sp || []).map(G.words).join(" | "),
      coarsened_to_m: G.data.blur || null,
    };
  }

  async function each(rows, run) {
    const made = [];
    for (const i of rows) made.push(run(G.S.peek(i) || (await G.S.detail(i)), i));
    return made;
  }

  const point = (i) =>
    G.hasPlace(i) ? { type: "Point", coordinates: [+G.wrapLon(G.S.lon[i]).toFixed(6), +G.S.lat[i].toFixed(6)] } : null;

  G.saveGeoJSON = async function (rows) {
    const features = await each(rows, (incident, i) => ({
      type: "Feature",
      id: incident.id,
      geometry: point(i),
      properties: properties(incident, i),
    }));
    G.download("incidents.geojson", "application/geo+json", [
      JSON.stringify({ type: "FeatureCollection", features }, null, 1),
    ]);
  };

  /** Spreadsheets run cells that begin like a formula; an apostrophe keeps them text. */
  function cell(value) {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }
  G.csvRow = (values) => values.map(cell).join(",");

  G.saveCSV = async function (rows) {
    const table = await each(rows, (incident, i) => {
      const at = point(i);
      return { lon: at && at.coordinates[0], lat: at && at.coordinates[1], ...properties(incident, i) };
    });
    const names = Object.keys(table[0] || { id: 0 });
    const lines = [names.join(","), ...table.map((one) => G.csvRow(names.map((name) => one[name])))];
    G.download("incidents.csv", "text/csv;charset=utf-8", ["\ufeff", lines.join("\r\n"), "\r\n"]);
  };
})((window.Geoinc = window.Geoinc || {}));
