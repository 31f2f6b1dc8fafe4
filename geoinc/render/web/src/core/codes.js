/* What the codes of types mean, in words: shown on hover and in the help. */

/** UCDP's types of organised violence. @type {Record<string, string>} */
const UCDP = {
  1: "state-based conflict: armed force between two parties, at least one of them a state",
  2: "non-state conflict: armed force between organised groups, none of them a state",
  3: "one-sided violence: armed force against civilians",
};

/** PLOVER's classes of events. @type {Record<string, string>} */
const PLOVER = {
  ASSAULT: "deliberate use of violence",
  PROTEST: "civilian demonstrations, strikes and the like",
  COERCE: "restraint or punishment short of violence, such as arrest or seizure",
  MOBILIZE: "military or police readied for force",
  THREATEN: "threats",
  AGREE: "agreements",
  AID: "help given",
  RETREAT: "withdrawal",
};

/** @typedef {{code: string, words: string}} Code */

/** The codes of a type, each with what it means. @param {import("../types").EventType} type @returns {Code[]} */
export function codesOf({ acled, sub, ucdp, plover }) {
  /** @type {Code[]} */
  const codes = [];
  if (sub || acled)
    codes.push({
      code: sub || acled || "",
      words: `ACLED's sub-event type${acled ? `, of the event type “${acled}”` : ""}`,
    });
  if (ucdp) codes.push({ code: `UCDP ${ucdp}`, words: `UCDP's type ${ucdp}, ${UCDP[ucdp] || "of its codebook"}` });
  if (plover) codes.push({ code: plover, words: `PLOVER's class ${plover}: ${PLOVER[plover] || "of its codebook"}` });
  return codes;
}
