/* The headline: what, how many, how many killed, and when, over everything that is shown. */
import { sum, sumText } from "./core/figures.js";
import { day, number, plural } from "./core/format.js";
import { byId, el, fill, soon } from "./dom.js";
import { store } from "./store.js";

/** What one pass over the rows shown tells: those on the map, and of the main ones the dates and the best figures of killed. */
function survey() {
  const { rows, shown } = store;
  const { t0, t1, lon, killed } = rows;
  const found = { located: 0, first: Infinity, last: -Infinity, killed: 0, main: /** @type {number[]} */ ([]) };
  for (let k = 0; k < shown.length; k++) {
    const i = shown[k];
    if (lon[i] === lon[i]) found.located++;
    if (rows.isBackground(i)) continue;
    found.killed += killed[i];
    if (!rows.dense) found.main.push(i);
    if (t0[i] !== t0[i]) continue;
    if (t0[i] < found.first) found.first = t0[i];
    if (t1[i] > found.last) found.last = t1[i];
  }
  return found;
}

/** @param {number} first @param {number} last */
function span(first, last) {
  if (first > last) return "";
  return day(first) === day(last) ? day(first) : `${day(first)} to ${day(last)}`;
}

/** The toll of a harm over the main incidents: with its range where the words are at hand, else the best figures alone. @param {ReturnType<typeof survey>} found @param {string} harm */
function tollOf(found, harm) {
  if (store.rows.dense) return harm === "killed" && found.killed ? number(found.killed) : "";
  const total = sum(
    found.main.map((i) => store.data.incidents[i]),
    harm,
  );
  return total && total.high ? sumText(total) : "";
}

/** @param {string} value @param {string} words @param {string} [title] */
const figure = (value, words, title) => (value ? el("li", { title }, el("strong", { say: value }), ` ${words}`) : null);

function draw() {
  const { rows, shown } = store;
  const found = survey();
  const whole = shown.length === rows.n;
  const count = whole ? number(rows.n) : `${number(shown.length)} of ${number(rows.n)}`;
  const counted =
    "Sums of the best figures, with the sums of the lowest and highest; background incidents are not counted";
  byId("count").textContent = whole ? plural(rows.n, "incident") : `${count} incidents`;
  byId("count").classList.toggle("narrowed", !whole);
  fill(
    byId("figures"),
    figure(number(found.located), "on the map"),
    figure(tollOf(found, "killed"), "killed", counted),
    figure(tollOf(found, "wounded"), "wounded", counted),
    figure(span(found.first, found.last), ""),
  );
}

export function addHeadline() {
  store.on("filtered", store.rows.dense ? soon(draw) : draw);
}
