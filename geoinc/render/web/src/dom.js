/* Elements. Text only ever enters the page as text. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Make an element: properties are attributes, except class, text, dir text (`say`) and `on` (listeners).
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any> | null} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const el = (tag, properties, ...children) => dress(document.createElement(tag), properties || {}, children);

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any> | null} [properties]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[K]}
 */
export const svg = (tag, properties, ...children) =>
  dress(document.createElementNS(SVG, tag), properties || {}, children);

/**
 * @template {Element} E
 * @param {E} made
 * @param {Record<string, any>} properties
 * @param {(Child | Child[])[]} children
 */
function dress(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name === "say") {
      made.textContent = value;
      made.setAttribute("dir", "auto");
      made.classList.add("said");
    } else if (name === "on")
      for (const [event, run] of Object.entries(value)) made.addEventListener(event, /** @type {any} */ (run));
    else if (name === "class") {
      if (value) made.setAttribute("class", made.classList.contains("said") ? `said ${value}` : value);
    } else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...kept(children));
  return made;
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
const kept = (children) => /** @type {any} */ (children.flat().filter(Boolean));

/** Give an element these children instead of what it has. @param {Element} element @param {...(Child | Child[])} children */
export const fill = (element, ...children) => element.replaceChildren(...kept(children));

/**
 * Give a view new children; what had the focus gets it back if it is still there, else the view has it: it never drops to the body.
 * @param {HTMLElement} view
 * @param {...(Child | Child[])} children
 */
export function refill(view, ...children) {
  const active = view.contains(document.activeElement) ? document.activeElement : null;
  fill(view, ...children);
  if (!active || active === view) return;
  const again = active.id ? document.getElementById(active.id) : null;
  (again || view).focus({ preventScroll: true });
}

/** An element of the page that is always there. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * @param {string} label
 * @param {(event: MouseEvent) => void} run
 * @param {Record<string, any>} [properties]
 */
export const button = (label, run, properties) =>
  el("button", { type: "button", text: label, on: { click: run }, ...properties });

/** A link to a web address, or the plain words where the address is anything else. @param {string} words @param {string | null | undefined} address */
export function link(words, address) {
  if (!/^https?:\/\/[^\s]+$/i.test(address || "")) return el("span", { say: words });
  return el("a", { say: words, href: address, rel: "noopener noreferrer nofollow", target: "_blank" });
}

/** Hand a file to the reader. @param {string} name @param {string} type @param {BlobPart[]} parts */
export function download(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * @template {any[]} A
 * @param {(...args: A) => void} run
 * @param {number} wait milliseconds
 * @returns {(...args: A) => void}
 */
export function debounce(run, wait) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), wait);
  };
}

/** Run at most once a frame, in the next one. @param {() => void} run */
export function soon(run) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      run();
    });
  };
}

/** The colour that the style sheet gives a thing on the map, by light or dark. @param {string} name */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Whether the reader asked for less motion. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
