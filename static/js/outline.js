/** Go through the outline and correct it with single keys. The keys only set the form's own controls. */

import { composing, isField, need } from "./page.js";
import { keySwitch } from "./switch.js";

const KINDS = /** @type {Record<string, string>} */ ({
  p: "paragraph", h: "heading", t: "turn", c: "caption", l: "list-item", q: "quote", e: "editors-note",
  d: "deck", r: "related", m: "comment", x: "code",
});

/** @param {HTMLElement} outline the list of rows */
export function makeKeys(outline) {
  const rows = /** @type {HTMLElement[]} */ ([...outline.querySelectorAll("[data-row]")]);
  const isOn = keySwitch(need("[data-keys-on]", HTMLInputElement));
  let at = -1;

  const go = (/** @type {number} */ index) => {
    const row = rows[index];
    if (!row) return;
    at = index;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const goToGuess = (/** @type {number} */ step) => {
    for (let index = at + step; index >= 0 && index < rows.length; index += step) {
      if (rows[index]?.classList.contains("guessed")) return go(index);
    }
  };

  outline.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    if (row instanceof HTMLElement) at = rows.indexOf(row);
  });

  outline.addEventListener("input", (event) => {
    const row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    if (row instanceof HTMLElement) mark(row);
  });

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isField(event.target) && outline.contains(/** @type {Node} */ (event.target))) {
      return go(at);
    }
    if (!isOn()) return;
    const focus = document.activeElement;
    if (isField(event.target) || (focus && focus !== document.body && !outline.contains(focus))) return;
    const row = rows[at];
    const key = event.key;
    if (key === "j" || key === "ArrowDown") go(Math.min(at + 1, rows.length - 1));
    else if (key === "k" || key === "ArrowUp") go(Math.max(at - 1, 0));
    else if (key === "n") goToGuess(1);
    else if (key === "b") goToGuess(-1);
    else if (row && KINDS[key]) setKind(row, KINDS[key]);
    else if (row && /^[1-6]$/.test(key)) setLevel(row, key);
    else if (row && key === "y") agree(row);
    else if (row && key === "u") undo(row);
    else if (row && key === "s") control(row, "speaker")?.focus();
    else if (row && key === "g") control(row, "lang")?.focus();
    else return;
    event.preventDefault();
  });

  const here = rows.findIndex((row) => `#${row.id}` === location.hash);
  if (here >= 0) go(here);
}

/**
 * @param {HTMLElement} row
 * @param {string} name kind, level, speaker, lang or agreed
 * @returns {HTMLInputElement | HTMLSelectElement | null}
 */
function control(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} value
 */
function set(row, name, value) {
  const found = control(row, name);
  if (!found || (found instanceof HTMLSelectElement && ![...found.options].some((option) => option.value === value))) return;
  found.value = value;
  found.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {HTMLElement} row
 * @param {string} kind
 */
function setKind(row, kind) {
  set(row, "kind", kind);
  if (kind === "heading" && control(row, "level")?.value === "0") set(row, "level", "2");
  if (kind === "turn" && !control(row, "speaker")?.value) control(row, "speaker")?.focus();
}

/**
 * @param {HTMLElement} row
 * @param {string} level
 */
function setLevel(row, level) {
  set(row, "kind", "heading");
  set(row, "level", level);
}

/** @param {HTMLElement} row */
function agree(row) {
  const box = control(row, "agreed");
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Back to what the importer understood, which the server prints with each row.
 * @param {HTMLElement} row
 */
function undo(row) {
  for (const name of ["kind", "level", "speaker", "lang"]) set(row, name, row.dataset[name] ?? "");
  const box = control(row, "agreed");
  if (box instanceof HTMLInputElement && box.checked) agree(row);
}

/**
 * Show at once what a row has become.
 * @param {HTMLElement} row
 */
function mark(row) {
  const differs = ["kind", "level", "speaker", "lang"].some((name) => {
    const found = control(row, name);
    return found !== null && found.value !== (row.dataset[name] ?? "");
  });
  const box = control(row, "agreed");
  const agreed = box instanceof HTMLInputElement && box.checked;
  row.classList.toggle("corrected", differs || agreed);
  row.classList.toggle("guessed", "guess" in row.dataset && !differs && !agreed);
}
