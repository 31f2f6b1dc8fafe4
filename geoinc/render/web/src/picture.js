/* A picture of the view as a PNG: what the map shows, with its title, legend, scale and sources. */
import { CLASSES } from "./core/classes.js";
import { number } from "./core/format.js";
import { byId, colour, download, el } from "./dom.js";
import { map } from "./map/map.js";
import { FILLED, certaintyOf, symbolPath } from "./map/symbols.js";
import { store } from "./store.js";

const RATIO = 2;
const HEAD_PX = 46;
const FOOT_PX = 22;
const FONT = "system-ui, sans-serif";

/** @param {CanvasRenderingContext2D} context @param {number} cls @param {number} certainty @param {number} x @param {number} y @param {number} size */
function drawSymbol(context, cls, certainty, x, y, size) {
  const path = symbolPath(cls);
  const filled = FILLED[certainty];
  context.save();
  context.translate(x - size / 2, y - size / 2);
  context.scale(size / 24, size / 24);
  context.fillStyle = filled === 1 ? CLASSES[cls].colour : "#ffffff";
  context.strokeStyle = "#1b1f24";
  context.lineWidth = 1.6;
  context.fill(path);
  context.stroke(path);
  if (filled < 1) {
    context.translate(12 * (1 - filled), 12 * (1 - filled));
    context.scale(filled, filled);
    context.fillStyle = CLASSES[cls].colour;
    context.fill(path);
  }
  context.restore();
}

/** Pins and clusters, as they stand. @param {CanvasRenderingContext2D} context @param {DOMRect} stage */
function drawMarkers(context, stage) {
  const { rows } = store;
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("#stage .pin, #stage .cluster")
  )) {
    const box = one.getBoundingClientRect();
    const x = box.left - stage.left + box.width / 2;
    const y = box.top - stage.top + box.height / 2;
    const row = Number(one.dataset.row);
    if (one.classList.contains("pin")) {
      drawSymbol(context, rows.cls[row], certaintyOf(row), x, y, box.width);
      continue;
    }
    context.beginPath();
    context.arc(x, y, box.width / 2 - 1, 0, 7);
    context.fillStyle = colour("paper");
    context.fill();
    context.lineWidth = 3;
    context.strokeStyle = colour("ink");
    context.stroke();
    context.fillStyle = colour("ink");
    context.font = `700 13px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(one.textContent || "", x, y);
    context.textAlign = "start";
  }
}

/** The canvases of the map, from the lowest pane to the highest. @param {CanvasRenderingContext2D} context @param {DOMRect} stage */
function drawCanvases(context, stage) {
  const order = (/** @type {Element} */ canvas) =>
    Number(getComputedStyle(/** @type {Element} */ (canvas.parentElement)).zIndex) || 0;
  const all = [.../** @type {NodeListOf<HTMLCanvasElement>} */ (map.getContainer().querySelectorAll("canvas"))];
  for (const canvas of all.sort((x, y) => order(x) - order(y))) {
    const box = canvas.getBoundingClientRect();
    context.drawImage(canvas, box.left - stage.left, box.top - stage.top, box.width, box.height);
  }
}

/** The classes in view, their symbols and counts. @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
function drawLegend(context, width, height) {
  const counts = CLASSES.map(() => 0);
  for (const i of store.shown) counts[store.rows.cls[i]]++;
  const lines = CLASSES.flatMap(({ name }, cls) =>
    counts[cls] ? [{ cls, words: `${name} (${number(counts[cls])})` }] : [],
  );
  context.font = `13px ${FONT}`;
  const wide = Math.max(0, ...lines.map(({ words }) => context.measureText(words).width)) + 44;
  const high = lines.length * 20 + 12;
  const left = width - wide - 10;
  const top = height - high - 10;
  if (!lines.length) return;
  context.fillStyle = colour("paper");
  context.fillRect(left, top, wide, high);
  context.strokeStyle = colour("line");
  context.lineWidth = 1;
  context.strokeRect(left, top, wide, high);
  lines.forEach(({ cls, words }, k) => {
    const y = top + 16 + 20 * k;
    drawSymbol(context, cls, 0, left + 18, y, 15);
    context.fillStyle = colour("ink");
    context.textBaseline = "middle";
    context.fillText(words, left + 34, y);
  });
}

/** @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
function drawWords(context, width, height) {
  context.fillStyle = colour("paper");
  context.fillRect(0, -HEAD_PX, width, HEAD_PX);
  context.fillRect(0, height, width, FOOT_PX);
  context.fillStyle = colour("ink");
  context.textBaseline = "middle";
  context.font = `700 16px ${FONT}`;
  context.fillText(store.data.title, 12, -HEAD_PX + 15, width - 24);
  context.fillStyle = colour("quiet");
  context.font = `13px ${FONT}`;
  const figures = [...byId("figures").querySelectorAll("li")].map((one) => one.textContent?.trim());
  context.fillText([byId("count").textContent, ...figures].join(" · "), 12, -HEAD_PX + 34, width - 24);
  const notes = [
    byId("credits").textContent?.trim(),
    store.data.blur ? byId("stage").querySelector(".blur-note")?.textContent : "",
  ];
  context.fillText(notes.filter(Boolean).join(" · "), 12, height + FOOT_PX / 2, width - 24);
}

/** The scale bar of the page. @param {CanvasRenderingContext2D} context @param {number} height */
function drawScale(context, height) {
  const bar = document.querySelector(".leaflet-control-scale-line");
  if (!(bar instanceof HTMLElement)) return;
  const wide = bar.offsetWidth;
  context.fillStyle = colour("paper");
  context.fillRect(8, height - 28, wide + 4, 20);
  context.fillStyle = colour("ink");
  context.fillRect(10, height - 12, wide, 2);
  context.font = `12px ${FONT}`;
  context.textBaseline = "middle";
  context.fillText(bar.textContent || "", 14, height - 20);
}

/** Hand the reader the view as a PNG. */
export function savePicture() {
  const stage = map.getContainer().getBoundingClientRect();
  const canvas = el("canvas", {});
  canvas.width = stage.width * RATIO;
  canvas.height = (stage.height + HEAD_PX + FOOT_PX) * RATIO;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(RATIO, RATIO);
  context.translate(0, HEAD_PX);
  drawCanvases(context, stage);
  drawMarkers(context, stage);
  drawLegend(context, stage.width, stage.height);
  drawScale(context, stage.height);
  drawWords(context, stage.width, stage.height);
  canvas.toBlob((blob) => blob && download("map.png", "image/png", [blob]));
  const { layers, tileSource } = store.state;
  if (layers.tiles && tileSource === "file") store.note("The tiles of the file are not in the picture.");
  else if (layers.tiles) store.note("Online tiles are not in the picture: their server does not hand them on.");
}
