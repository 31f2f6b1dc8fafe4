/* Words by code points, and as searches compare them. */

/**
 * A way to cut a text by code points: offsets of the findings count them, JavaScript counts UTF-16 units.
 * @param {string} text
 * @returns {(start: number, end: number) => string}
 */
export function slicer(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (a, b) => text.slice(a, b);
  const all = Array.from(text);
  return (a, b) => all.slice(a, b).join("");
}

/** Without case and accents. @param {string | undefined | null} text */
export const fold = (text) => (text || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Full stops, exclamation and question marks of several scripts. */
const STOPS = ".!?\u3002\uff01\uff1f\u061f\u0964";
const CLOSING = "[\"\u201d\u2019')\\]]*";
const SENTENCE_END = new RegExp(`[${STOPS}]${CLOSING}\\s`, "gu");
const FIRST_SENTENCE = new RegExp(`^[^]*?[${STOPS}]${CLOSING}(?=\\s|$)`, "u");
/** A sentence is cut off this far before and after what it is wanted for. */
const MOST_AROUND = 240;

/**
 * The sentence around a part of a text, roughly: from the last end of one to the next, or to the end of the line.
 * @param {string} text
 * @param {number} start code points
 * @param {number} end
 */
export function sentenceAround(text, start, end) {
  const cut = slicer(text);
  const lead = cut(Math.max(0, start - MOST_AROUND), start);
  const tail = cut(end, end + MOST_AROUND);
  let from = lead.lastIndexOf("\n") + 1;
  for (const match of lead.matchAll(SENTENCE_END)) from = Math.max(from, match.index + match[0].length);
  const line = tail.indexOf("\n");
  const stop = tail.match(FIRST_SENTENCE)?.[0].length ?? tail.length;
  return lead.slice(from) + cut(start, end) + tail.slice(0, line < 0 ? stop : Math.min(line, stop));
}
