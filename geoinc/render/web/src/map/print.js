/* The map on paper: drawn once more as a single picture of the paper's own size.

   Browsers print a canvas without its transparency: of several that lie over each other only the uppermost is seen,
   on white. So before printing the map takes the size it has on paper, keeping what is in view in view, and all
   canvases are painted into one, twice as finely; pins and their names stay elements. */
import { colour } from "../dom.js";
import { paintFinely } from "./canvas.js";
import { map } from "./map.js";

/** Wide and high on paper, CSS pixels: what the smaller of A4 and Letter leaves between margins of 12 mm. */
const PAPER_PX = { width: 690, height: 446 };
/** Canvas pixels in a CSS pixel: 192 to the inch. */
const FINE = 2;

/** @typedef {{picture: HTMLCanvasElement, center: L.LatLng, zoom: number, theme: string | undefined}} Sheet */
/** @type {Sheet | null} */
let sheet = null;

/** The canvases of the map from the lowest pane to the uppermost. */
function canvases() {
  const level = (/** @type {Element} */ one) =>
    Number(getComputedStyle(/** @type {Element} */ (one.parentElement)).zIndex) || 0;
  const all = [...(map.getPane("mapPane")?.querySelectorAll("canvas") || [])];
  return all.sort((one, two) => level(one) - level(two));
}

/** Areas are drawn by Leaflet a frame late, which paper does not wait for. */
function finishAreas() {
  map.eachLayer((layer) => {
    if (!(layer instanceof L.Canvas)) return;
    const drawer = /** @type {any} */ (layer);
    if (drawer._redrawRequest) drawer._redraw();
  });
}

/** @returns {HTMLCanvasElement} */
function picture() {
  const made = document.createElement("canvas");
  made.id = "paper-map";
  made.width = PAPER_PX.width * FINE;
  made.height = PAPER_PX.height * FINE;
  made.setAttribute("aria-hidden", "true");
  const context = /** @type {CanvasRenderingContext2D} */ (made.getContext("2d", { alpha: false }));
  context.fillStyle = colour("map-water");
  context.fillRect(0, 0, made.width, made.height);
  const corner = map.getContainer().getBoundingClientRect();
  for (const canvas of canvases()) {
    const fine = paintFinely(canvas, FINE);
    if (fine) context.drawImage(fine, 0, 0);
    else {
      const box = canvas.getBoundingClientRect();
      context.drawImage(
        canvas,
        (box.left - corner.left) * FINE,
        (box.top - corner.top) * FINE,
        box.width * FINE,
        box.height * FINE,
      );
    }
  }
  return made;
}

/** @param {(name: string) => void} setTheme */
function before(setTheme) {
  if (sheet) return;
  const { theme } = document.documentElement.dataset;
  const was = { center: map.getCenter(), zoom: map.getZoom(), theme };
  const seen = map.getSize();
  const { style } = map.getContainer();
  style.width = `${PAPER_PX.width}px`;
  style.height = `${PAPER_PX.height}px`;
  document.body.classList.add("on-paper");
  map.invalidateSize({ pan: false, animate: false });
  const smaller = Math.log2(Math.min(1, PAPER_PX.width / seen.x, PAPER_PX.height / seen.y));
  const snap = map.options.zoomSnap || 1;
  map.setView(was.center, Math.max(map.getMinZoom(), Math.floor((was.zoom + smaller) / snap) * snap), {
    animate: false,
  });
  if (theme !== "light") setTheme("light");
  finishAreas();
  sheet = { ...was, picture: picture() };
  map.getContainer().prepend(sheet.picture);
}

/** @param {(name: string) => void} setTheme */
function after(setTheme) {
  if (!sheet) return;
  const { picture: made, center, zoom, theme } = sheet;
  sheet = null;
  made.remove();
  const { style } = map.getContainer();
  style.width = style.height = "";
  document.body.classList.remove("on-paper");
  map.invalidateSize({ pan: false, animate: false });
  map.setView(center, zoom, { animate: false });
  if (theme !== "light") setTheme(theme || "auto");
}

/** Paper is light. @param {(name: string) => void} setTheme */
export function readyForPaper(setTheme) {
  window.addEventListener("beforeprint", () => before(setTheme));
  window.addEventListener("afterprint", () => after(setTheme));
}
