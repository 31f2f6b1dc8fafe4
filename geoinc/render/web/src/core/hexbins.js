/* Hexagons of one size over the screen, and how many points lie in each. */

const ROOT3 = Math.sqrt(3);

/** @typedef {{x: number, y: number, count: number}} Hexagon its middle, in pixels of the world */

/**
 * Counts of points by hexagon. A grid of pointy hexagons is two grids of rectangles laid into each other: a point belongs to
 * the nearer of the two middles.
 * @param {number} radius of a hexagon, pixels
 * @param {(run: (x: number, y: number) => void) => void} each gives every point
 * @returns {Hexagon[]}
 */
export function hexbins(radius, each) {
  const dx = radius * ROOT3;
  const dy = radius * 3;
  /** @type {Map<string, Hexagon>} */
  const found = new Map();
  each((x, y) => {
    const ax = Math.round(x / dx) * dx;
    const ay = Math.round(y / dy) * dy;
    const bx = (Math.floor(x / dx) + 0.5) * dx;
    const by = (Math.floor(y / dy) + 0.5) * dy;
    const first = (x - ax) ** 2 + (y - ay) ** 2 <= (x - bx) ** 2 + (y - by) ** 2;
    const cx = first ? ax : bx;
    const cy = first ? ay : by;
    const key = `${Math.round(cx * 2)},${Math.round(cy * 2)}`;
    const one = found.get(key);
    if (one) one.count++;
    else found.set(key, { x: cx, y: cy, count: 1 });
  });
  return [...found.values()];
}

/** The corners of a pointy hexagon about the origin. @param {number} radius @returns {[number, number][]} */
export const corners = (radius) =>
  Array.from({ length: 6 }, (_, k) => {
    const turn = (Math.PI / 3) * k + Math.PI / 6;
    return [radius * Math.cos(turn), radius * Math.sin(turn)];
  });

/** Which step of a scale a count has: steps grow by powers, as counts do. @param {number} count @param {number} most @param {number} steps */
export const stepOf = (count, most, steps) =>
  most <= 1 ? 0 : Math.min(steps - 1, Math.floor((Math.log(count) / Math.log(most)) * steps));
