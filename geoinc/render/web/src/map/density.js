/* Density: hexagons coloured by how many incidents lie in each; in place of symbols, for seeing where most happens. */
/** @import { View } from "../types" */
import { corners, hexbins, stepOf } from "../core/hexbins.js";
import { unitX, unitY } from "../core/projection.js";
import { store } from "../store.js";
import { CanvasLayer } from "./canvas.js";
import { map } from "./map.js";
import { SCALE } from "./scale.js";

const RADIUS_PX = 14;
/** @param {CanvasRenderingContext2D} context @param {View} view */
function paint(context, view) {
  const { rows, shown } = store;
  const { origin, scale, width, height } = view;
  const bins = hexbins(RADIUS_PX, (run) => {
    for (let k = 0; k < shown.length; k++) {
      const i = shown[k];
      if (!rows.hasPlace(i)) continue;
      const x = unitX(rows.lon[i]) * scale;
      const y = unitY(rows.lat[i]) * scale;
      if (x < origin.x || y < origin.y || x > origin.x + width || y > origin.y + height) continue;
      run(x, y);
    }
  });
  const most = bins.reduce((high, one) => Math.max(high, one.count), 1);
  const shape = corners(RADIUS_PX - 0.5);
  context.globalAlpha = 0.78;
  context.strokeStyle = "#5c2a12";
  context.lineWidth = 0.6;
  for (const { x, y, count } of bins) {
    context.beginPath();
    for (const [dx, dy] of shape) context.lineTo(x - origin.x + dx, y - origin.y + dy);
    context.closePath();
    context.fillStyle = SCALE[stepOf(count, most, SCALE.length)];
    context.fill();
    context.stroke();
  }
}

export function addDensity() {
  const pane = map.createPane("density");
  pane.style.zIndex = "425";
  pane.style.pointerEvents = "none";
  const layer = new CanvasLayer("density", paint);
  const show = () => {
    const { density } = store.state.layers;
    document.body.classList.toggle("with-density", density);
    if (density) layer.addTo(map);
    else layer.remove();
  };
  show();
  store.on("layers", (name) => {
    if (name === "density") show();
  });
  store.on("filtered", () => {
    if (store.state.layers.density) layer.repaint();
  });
}
