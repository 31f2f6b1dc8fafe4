/* The headline: what, how many, how many killed, and when, over everything that is shown. */
import { sum, sumText } from "./core/figures.js";
import { day, number, plural } from "./core/format.js";
import { byId, el, fill } from "./dom.js";
import { store } from "./store.js";

/** The main incidents shown, or all shown where none is a main one. */
function mainShown() {
  const { rows, shown } = store;
  const main = Array.from(shown).filter((i) => !rows.isBackground(i));
  return main.length ? main : Array.from(shown);
}

/** @param {number[]} rows */
function span(rows) {
  const { t0, t1 } = store.rows;
  let first = Infinity;
  let last = -Infinity;
  for (const i of rows) {
    if (t0[i] !== t0[i]) continue;
    first = Math.min(first, t0[i]);
    last = Math.max(last, t1[i]);
  }
  if (first > last) return "";
  return day(first) === day(last) ? day(first) : `${day(first)} to ${day(last)}`;
}

/** The toll of a harm over rows: with its range where the words are at hand, else the best figures alone. @param {number[]} rows @param {string} harm */
function tollOf(rows, harm) {
  if (store.rows.dense) {
    const total = harm === "killed" ? rows.reduce((all, i) => all + store.rows.killed[i], 0) : 0;
    return total ? number(total) : "";
  }
  const total = sum(
    rows.map((i) => store.data.incidents[i]),
    harm,
  );
  return total && total.high ? sumText(total) : "";
}

/** @param {string} value @param {string} words @param {string} [title] */
const figure = (value, words, title) => (value ? el("li", { title }, el("strong", { say: value }), ` ${words}`) : null);

function draw() {
  const { rows, shown } = store;
  let located = 0;
  for (const i of shown) if (rows.hasPlace(i)) located++;
  const main = mainShown();
  const whole = shown.length === rows.n;
  const count = whole ? number(rows.n) : `${number(shown.length)} of ${number(rows.n)}`;
  const counted =
    "Sums of the best figures, with the sums of the lowest and highest; background incidents are not counted";
  byId("count").textContent = whole ? plural(rows.n, "incident") : `${count} incidents`;
  byId("count").classList.toggle("narrowed", !whole);
  fill(
    byId("figures"),
    figure(number(located), "on the map"),
    figure(tollOf(main, "killed"), "killed", counted),
    figure(tollOf(main, "wounded"), "wounded", counted),
    figure(span(main), ""),
  );
}

export function addHeadline() {
  store.on("filtered", draw);
}
