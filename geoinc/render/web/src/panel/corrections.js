/* Corrections: another place for a name, a moved pin, a wrong incident, a note; saved as the file that geoinc applies. */
/** @import { Correction, Incident, Mention } from "../types" */
/** @import { Child } from "../dom.js" */
import { csv, raw } from "../core/csv.js";
import { plural } from "../core/format.js";
import { wrapLon } from "../core/projection.js";
import { button, byId, download, el, fill } from "../dom.js";
import { placeFacts } from "../map/map.js";
import { pickPoint } from "../map/measure.js";
import { store } from "../store.js";

/** @type {(keyof Correction)[]} */
const FIELDS = ["kind", "document", "start", "end", "incident", "value", "lon", "lat", "note"];
/** Other incidents that one can be said to be the same as. */
const MOST_LISTED = 300;

/** @param {Correction} entry */
function keep(entry) {
  store.note("Noted, and shown at once. Save the corrections file to have geoinc apply it.");
  store.correct(entry);
}

/** @param {string} kind @param {number} number @param {Mention} mention @param {string} value */
const onMention = (kind, number, mention, value) =>
  keep({
    kind,
    document: store.data.documents[number].id,
    start: mention.a,
    end: mention.b,
    value,
    what: store.words([number, mention.a, mention.b]),
  });
/** @param {string} kind @param {Incident} incident @param {Partial<Correction>} rest */
const onIncident = (kind, incident, rest) =>
  keep({ kind, incident: incident.id, row: store.state.selected ?? undefined, what: incident.n, ...rest });

/** What can be put right about a mention. @param {number} number @param {Mention} mention @returns {Child[]} */
export function mentionTools(number, mention) {
  const others = (mention.alt || []).filter(([p]) => p !== mention.p);
  const choices = others.map(([p, probability]) => {
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
  const document = store.data.documents[number].id;
  const own = store.state.corrections.filter(
    (one) => one.document === document && one.start === mention.a && one.end === mention.b,
  );
  return [
    own.length ? list(own, { named: false }) : null,
    others.length ? el("h3", { text: "It could also be" }) : null,
    others.length ? el("ul", { class: "candidates" }, choices) : null,
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
    ownCorrections(incident),
    corrections(),
  );

function save() {
  const lines = store.state.corrections.map((one) => FIELDS.map((name) => one[name]));
  download("corrections.csv", "text/csv;charset=utf-8", [csv([FIELDS, ...lines], raw)]);
  store.correctionsSaved();
}

/** What a correction says, in words. @param {Correction} one */
function wordsOf(one) {
  if (one.kind === "move") return `moved to ${one.lat?.toFixed(4)}, ${one.lon?.toFixed(4)}`;
  if (one.kind === "wrong") return "not an incident";
  if (one.kind === "note") return `note: ${one.note}`;
  if (one.kind === "same") {
    const other = store.data.incidents.find((incident) => incident.id === one.value);
    return `the same as “${other?.n ?? one.value}”`;
  }
  if (one.kind === "not_place") return "not that place";
  const place = store.data.places.find((place) => place.id === one.value);
  return place ? `is ${place.n} (${placeFacts(place)})` : `is ${one.value}`;
}

/** @param {readonly Correction[]} some @param {{named: boolean}} how whether each says what it is about */
const list = (some, { named }) =>
  el(
    "ul",
    { class: "correction-list" },
    some.map((one) =>
      el(
        "li",
        {},
        named ? el("strong", { say: one.what || one.incident || "" }) : null,
        named ? ": " : null,
        el("span", { say: wordsOf(one) }),
        " ",
        button("Undo", () => store.uncorrect(one), {
          class: "plain",
          "aria-label": `Undo: ${one.what || ""} ${wordsOf(one)}`,
        }),
      ),
    ),
  );

/** The corrections of one incident, as they stand. @param {Incident} incident */
export function ownCorrections(incident) {
  const some = store.correctionsOf(incident.id);
  return some.length ? list(some, { named: false }) : null;
}

/** All corrections, for the card. @returns {Child[]} */
export const allCorrections = () => {
  const all = store.state.corrections;
  return [
    el("h2", { text: plural(all.length, "correction") }),
    list(all, { named: true }),
    el("p", { class: "facts", text: "geoinc map FILE… --corrections corrections.csv applies them." }),
  ];
};

/** @returns {Child[]} */
function bar() {
  const all = store.state.corrections;
  if (!all.length) return [];
  return [
    button(`Save ${plural(all.length, "correction")}`, save),
    " ",
    button("Undo the last", () => store.uncorrect(all[all.length - 1]), { class: "plain" }),
  ];
}

/** What was corrected so far, and the way to save it. */
export const corrections = () => el("div", { class: "corrections" }, bar());

export function addCorrections() {
  const tool = byId("tool-corrections");
  store.on("corrected", () => {
    const { corrections: all, unsaved } = store.state;
    tool.hidden = !all.length;
    tool.textContent = `${plural(all.length, "correction")}${unsaved ? "" : ", saved"}`;
    for (const place of document.querySelectorAll(".corrections")) fill(place, bar());
  });
  window.addEventListener("beforeunload", (event) => {
    if (store.state.unsaved) event.preventDefault();
  });
}
