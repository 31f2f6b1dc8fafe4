/* Small rows for tests. */
import { ObjectRows } from "../src/core/rows.js";

/** Data of a page with these incidents; each names its types, place and times as it likes. */
export function data(incidents, more = {}) {
  return {
    title: "",
    notes: [],
    blur: null,
    tiles: null,
    box: null,
    documents: [{ id: "d0", src: "outlet.example", t: "Some words." }],
    types: [
      { n: "air strike", acled: "Explosions/Remote violence" },
      { n: "clash", acled: "Battles" },
    ],
    places: [],
    locations: [],
    mentions: [],
    phrases: [],
    discarded: [],
    incidents: incidents.map((one, i) => ({ id: `i${i}`, n: `Incident ${i}`, st: "main", loc: {}, ...one })),
    ...more,
  };
}

export const rows = (incidents, more) => {
  const all = data(incidents, more);
  return new ObjectRows(all, 0);
};
