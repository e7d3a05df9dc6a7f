/** Open the notes on a passage beside the text (or in a sheet from below), by its mark or by its link. */

import { articleText, need, paint } from "./page.js";

/**
 * @param {string} key
 * @returns {HTMLElement | null} the thread in the discussion
 */
function threadOf(key) {
  return document.querySelector(`[data-thread="${CSS.escape(key)}"]`);
}

/**
 * A thread to show elsewhere: without its names, which must stay single on the page.
 * @param {HTMLElement} thread
 * @returns {HTMLElement}
 */
function copyOf(thread) {
  const copy = /** @type {HTMLElement} */ (thread.cloneNode(true));
  for (const part of [copy, ...copy.querySelectorAll("[id], [tabindex]")]) {
    part.removeAttribute("id");
    part.removeAttribute("tabindex");
    part.removeAttribute("aria-labelledby");
  }
  copy.removeAttribute("data-thread");
  return copy;
}

/** Listen for marks and links to notes. */
export function makeReader() {
  const panel = need("#panel", HTMLElement);
  const place = need("[data-threads]", HTMLElement, panel);
  /** @type {HTMLElement | null} */
  let opener = null;

  const close = () => {
    if (!panel.matches(":popover-open")) return;
    const hadFocus = panel.contains(document.activeElement);
    panel.hidePopover();
    place.replaceChildren();
    paint("kv-open", []);
    if (hadFocus) opener?.focus({ preventScroll: true });
  };

  /** @param {string[]} keys @param {HTMLElement | null} from */
  const open = (keys, from) => {
    const threads = keys.map(threadOf).filter((thread) => thread !== null);
    if (!threads.length) return false;
    opener = from;
    place.replaceChildren(...threads.map(copyOf));
    const marks = keys.flatMap((key) => [...articleText().querySelectorAll(`mark[data-notes~="${CSS.escape(key)}"]`)]);
    paint("kv-open", marks.map((mark) => {
      const range = document.createRange();
      range.selectNodeContents(mark);
      return range;
    }));
    if (!panel.matches(":popover-open")) panel.showPopover();
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    return true;
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("[data-opens]");
    const mark = event.target.closest("mark[data-notes]");
    if (link instanceof HTMLElement && open([link.dataset.opens ?? ""], link)) event.preventDefault();
    else if (!link && mark instanceof HTMLElement && !event.target.closest("a") && getSelection()?.isCollapsed) {
      const keys = (mark.dataset.notes ?? "").split(" ");
      open(keys, articleText().querySelector(`[data-opens="${CSS.escape(keys[0] ?? "")}"]`));
    } else if (!link && !event.target.closest("#panel")) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  need("[data-close]", HTMLElement, panel).addEventListener("click", close);

  return { close };
}
