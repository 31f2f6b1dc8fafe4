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
