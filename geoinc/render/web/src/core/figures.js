/* Claims and tolls in words: never averaged, never rounded. */
/** @import { Claim, Incident, Tally } from "../types" */
import { number } from "./format.js";

export const HARMS = ["killed", "wounded", "missing", "detained", "kidnapped", "displaced"];

/** @type {Record<string, string>} */
const WORDS = { "at least": "at least ", "at most": "at most ", about: "about " };

/**
 * A figure in the claim's own manner: "about 100", "20–25", "none", "not numbered".
 * @param {Claim} claim
 */
export function figure(claim) {
  if (claim.op === "unquantified") return "not numbered";
  if (claim.op === "none" || claim.neg) return "none";
  const either = claim.lo ?? claim.hi;
  if (either === undefined) return "not numbered";
  if (claim.lo !== undefined && claim.hi !== undefined && claim.lo !== claim.hi)
    return `${number(claim.lo)}–${number(claim.hi)}`;
  return (WORDS[claim.op || ""] || "") + number(either);
}

/** @param {Tally} tally */
export function tallyText([low, best, high, disputed]) {
  const range = low !== null && high !== null && low !== high ? ` (${number(low)} to ${number(high)})` : "";
  const one = best ?? high ?? low;
  return `${one === null ? "not numbered" : number(one)}${range}${disputed ? ", disputed" : ""}`;
}

/** @param {Incident} incident */
export const tollText = (incident) =>
  Object.entries(incident.ca || {})
    .map(([harm, one]) => `${harm} ${tallyText(one)}`)
    .join("; ");

/**
 * How many of a harm an incident counts: the best figure, else the highest, else the lowest.
 * @param {Incident} incident
 * @param {string} harm
 */
export function toll(incident, harm) {
  const [low, best, high] = (incident.ca && incident.ca[harm]) || [null, null, null];
  return best ?? high ?? low ?? 0;
}

/** @typedef {{low: number, best: number, high: number}} Sum */

/**
 * The sums of a harm over incidents: of their lowest, best and highest figures, each standing in where another is
 * missing. Null where no incident numbers it.
 * @param {Iterable<Incident>} incidents
 * @param {string} harm
 * @returns {Sum | null}
 */
export function sum(incidents, harm) {
  const total = { low: 0, best: 0, high: 0 };
  let told = false;
  for (const incident of incidents) {
    const [low, best, high] = incident.ca?.[harm] ?? [null, null, null];
    const one = best ?? high ?? low;
    if (one === null) continue;
    told = true;
    total.low += low ?? one;
    total.best += one;
    total.high += high ?? one;
  }
  return told ? total : null;
}

/** @param {Sum} sum */
export const sumText = ({ low, best, high }) =>
  number(best) + (low === high ? "" : ` (${number(low)} to ${number(high)})`);
