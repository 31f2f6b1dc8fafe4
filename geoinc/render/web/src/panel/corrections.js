/* Corrections: another place for a name, a moved pin, a wrong incident, a note; saved as the file that geoinc applies. */
/** @import { Correction, Incident, Mention } from "../types" */
/** @import { Child } from "../dom.js" */
import { csv, raw } from "../core/csv.js";
import { plural } from "../core/format.js";
import { wrapLon } from "../core/projection.js";
import { button, colour, download, el, fill } from "../dom.js";
import { at, map, placeFacts, tip } from "../map/map.js";
import { pickPoint } from "../map/measure.js";
import { store } from "../store.js";

/** @type {(keyof Correction)[]} */
const FIELDS = ["kind", "document", "start", "end", "incident", "value", "lon", "lat", "note"];
/** Other incidents that one can be said to be the same as. */
const MOST_LISTED = 300;

/** @param {Correction} entry */
function keep(entry) {
  store.note("Noted. Save the corrections file to have geoinc apply it.");
  store.correct(entry);
}

/** @param {string} kind @param {number} number @param {Mention} mention @param {string} value */
const onMention = (kind, number, mention, value) =>
  keep({ kind, document: store.data.documents[number].id, start: mention.a, end: mention.b, value });
/** @param {string} kind @param {Incident} incident @param {Partial<Correction>} rest */
const onIncident = (kind, incident, rest) => keep({ kind, incident: incident.id, ...rest });

/** What can be put right about a mention. @param {number} number @param {Mention} mention @returns {Child[]} */
export function mentionTools(number, mention) {
  const others = (mention.alt || []).filter(([p]) => p !== mention.p);
  const list = others.map(([p, probability]) => {
    const place = store.data.places[p];
    return el(
      "li",
      {},
      el("span", { say: place.n }),
      el("small", { say: ` ${placeFacts(place)}, ${Math.round(probability * 100)} % ` }),
      button("See", () => store.lookAt(place), { class: "plain", "aria-label": `See ${place.n} on the map` }),
      button("Choose", () => onMention("place", number, mention, place.id), { "aria-label": `Choose ${place.n}` }),
    );
  });
  return [
    others.length ? el("h4", { text: "It could also be" }) : null,
    others.length ? el("ul", { class: "candidates" }, list) : null,
    mention.p === undefined
      ? null
      : button("This is not that place", () => onMention("not_place", number, mention, "")),
  ];
}

/** @param {Incident} incident */
function move(incident) {
  store.note("Click the map where the incident belongs; Escape leaves it.");
  pickPoint((place) =>
    onIncident("move", incident, { lon: +wrapLon(place.lng).toFixed(5), lat: +place.lat.toFixed(5) }),
  );
}

/** @param {Incident} incident */
function note(incident) {
  const field = el("textarea", { rows: 2, id: "note", "aria-label": "Note on this incident" });
  const add = button("Add the note", () => {
    const words = field.value.trim().replace(/\s+/g, " ");
    if (!words) return;
    onIncident("note", incident, { note: words });
    field.value = "";
  });
  return el("details", {}, el("summary", { text: "Add a note" }), field, add);
}

/** Two incidents that are one: the other is chosen from a list. @param {Incident} incident */
function same(incident) {
  const others = store.data.incidents.filter((one) => one.id !== incident.id).slice(0, MOST_LISTED);
  if (!others.length) return null;
  const choice = el(
    "select",
    { id: "same", "aria-label": "The other incident" },
    others.map((one) => el("option", { value: one.id, text: one.n })),
  );
  return el(
    "details",
    {},
    el("summary", { text: "It is the same as another" }),
    choice,
    " ",
    button("They are one", () => onIncident("same", incident, { value: choice.value })),
  );
}

/** @param {Incident} incident */
export const correctionTools = (incident) =>
  el(
    "section",
    { class: "tools" },
    el("h3", { text: "Put it right" }),
    el(
      "p",
      {},
      button("Move the pin", () => move(incident)),
      " ",
      button("Not an incident", () => onIncident("wrong", incident, {})),
    ),
    note(incident),
    same(incident),
    corrections(),
  );

function save() {
  const lines = store.state.corrections.map((one) => FIELDS.map((name) => one[name]));
  download("corrections.csv", "text/csv;charset=utf-8", [csv([FIELDS, ...lines], raw)]);
  store.correctionsSaved();
}

/** @returns {Child[]} */
function bar() {
  const all = store.state.corrections;
  if (!all.length) return [];
  return [
    button(`Save ${plural(all.length, "correction")}`, save),
    " ",
    button("Undo the last", () => store.uncorrect(all.length - 1), { class: "plain" }),
  ];
}

/** What was corrected so far, and the way to save it. */
export const corrections = () => el("div", { class: "corrections" }, bar());

/** Where pins were moved to, until the next run of geoinc takes it up. */
const moved = L.layerGroup();

function drawMoved() {
  moved.clearLayers();
  for (const one of store.state.corrections) {
    if (one.kind !== "move" || one.lon === undefined || one.lat === undefined) continue;
    const look = {
      radius: 8,
      color: colour("ink"),
      weight: 3,
      dashArray: "3 3",
      fillColor: colour("paper"),
      fillOpacity: 0.9,
    };
    moved.addLayer(L.circleMarker(at(one.lon, one.lat), look).bindTooltip(tip("moved here by you; not yet applied")));
  }
}

export function addCorrections() {
  moved.addTo(map);
  store.on("corrected", () => {
    drawMoved();
    for (const place of document.querySelectorAll(".corrections")) fill(place, bar());
  });
  window.addEventListener("beforeunload", (event) => {
    if (store.state.unsaved) event.preventDefault();
  });
}
