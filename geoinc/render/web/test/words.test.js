import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, csv, raw } from "../src/core/csv.js";
import { figure, sum, sumText, tallyText, toll } from "../src/core/figures.js";
import { certainty, distance, iso, placeDoubt, when } from "../src/core/format.js";
import { sentenceAround, slicer } from "../src/core/text.js";

test("figures keep the claim's own manner", () => {
  const cases = [
    [{ lo: 100, hi: 100, op: "about" }, "about 100"],
    [{ lo: 20, hi: 25 }, "20–25"],
    [{ lo: 1200, op: "at least" }, "at least 1,200"],
    [{ lo: 0, hi: 0, op: "none" }, "none"],
    [{ lo: 3, neg: true }, "none"],
    [{ op: "unquantified", lo: 2 }, "not numbered"],
    [{}, "not numbered"],
  ];
  for (const [claim, words] of cases) assert.equal(figure(claim), words);
});

test("a tally shows its best figure, its range and whether it is disputed", () => {
  assert.equal(tallyText([0, 100, 1200, true]), "100 (0 to 1,200), disputed");
  assert.equal(tallyText([3, 3, 3, false]), "3");
  assert.equal(tallyText([null, null, null, false]), "not numbered");
  assert.equal(toll({ ca: { killed: [2, null, 7, false] } }, "killed"), 7);
});

test("times are told as finely as they are known", () => {
  const start = Date.UTC(2018, 1, 7, 19);
  assert.equal(when(start, Date.UTC(2018, 1, 8, 3), 2), "2018-02-07 to 2018-02-08");
  assert.equal(when(start, start, 1, "Asia/Damascus"), "2018-02-07 19:00 Asia/Damascus");
  assert.equal(when(start, start, 1), "2018-02-07 19:00 local time");
  assert.equal(when(start, start, 4), "2018-02");
  assert.equal(when(start, start, 5), "2018");
  assert.equal(when(NaN, NaN, 2), "no date");
});

test("distances lose no more than their last place", () => {
  assert.deepEqual([40, 949, 950, 9_949, 12_600].map(distance), ["40 m", "950 m", "0.9 km", "9.9 km", "13 km"]);
});

test("words are cut by code points", () => {
  assert.equal(slicer("a🙂b")(1, 2), "🙂");
  assert.equal(slicer("plain")(1, 3), "la");
});

test("cells are quoted where they must be, and formulas stay text", () => {
  assert.equal(raw('say "no", twice'), '"say ""no"", twice"');
  assert.equal(cell("=1+1"), "'=1+1");
  assert.equal(cell(-5), "-5");
  assert.equal(
    csv(
      [
        ["a", null],
        [1, "x\ny"],
      ],
      cell,
    ),
    'a,\r\n1,"x\ny"\r\n',
  );
});

test("sums keep the range of what is told", () => {
  const some = [{ ca: { killed: [0, 100, 110, true] } }, { ca: { killed: [null, 5, null, false] } }, {}];
  assert.deepEqual(sum(some, "killed"), { low: 5, best: 105, high: 115 });
  assert.equal(sumText(sum(some, "killed")), "105 (5 to 115)");
  assert.equal(sum(some, "wounded"), null);
});

test("certainty is told in words", () => {
  assert.equal(certainty({ xy: [1, 2], r: 6_600 }), "within 6.6 km");
  assert.equal(certainty({ xy: [1, 2], r: 120_000 }), "somewhere within 120 km");
  assert.equal(certainty({ why: "no place is named" }), "not located: no place is named");
});

test("a sentence ends where its words end", () => {
  const text = "One came. Two hit Khusham at 5 a.m. today! Three left.\nFour.";
  const at = text.indexOf("hit");
  assert.equal(sentenceAround(text, at, at + 3), "Two hit Khusham at 5 a.m.");
  assert.equal(sentenceAround(text, text.indexOf("Three"), text.indexOf("Three") + 5), "Three left.");
  assert.equal(sentenceAround("🙂 no end", 2, 4), "🙂 no end");
});

test("a time is UTC only where the zone is known", () => {
  const night = Date.UTC(2018, 1, 7, 22);
  assert.equal(iso(night, 120), "2018-02-07T20:00:00Z");
  assert.equal(iso(night, 0), "2018-02-07T22:00:00Z");
  assert.equal(iso(night, undefined), null);
  assert.equal(iso(NaN, 120), null);
});

test("a place says how sure it is, and what else it may be", () => {
  assert.equal(placeDoubt({ pp: 80, po: [["Gao", 70, []]] }, true), "place 80 % sure");
  const two = {
    pp: 80,
    po: /** @type {[string, number, unknown][]} */ ([
      ["Gao", 70, []],
      ["Ansongo", 20, []],
    ]),
  };
  assert.equal(placeDoubt(two, true), "place 80 % sure; told as well: Ansongo (20 %)");
  assert.equal(placeDoubt(two, false), "may be Gao (70 %), Ansongo (20 %)");
  assert.equal(placeDoubt({}, true), "");
  assert.equal(placeDoubt({}, false), "");
});
