/** What the reader has selected in the article, by mouse, touch or keys. */

import { articleText } from "./page.js";
import { passageOf } from "./offsets.js";

const SETTLED = 180; // milliseconds without a change, after which a selection by touch or keys counts

/**
 * The range that is selected inside the article's text.
 * @returns {Range | null}
 */
function selectedRange() {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(articleText()) ? range : null;
}

/**
 * Call `tell` with every passage that is selected, and with nothing when none is any more.
 * @param {(passage: Passage | null, range: Range | null) => void} tell
 */
export function watchSelection(tell) {
  let held = false;
  let timer = 0;
  const report = () => {
    clearTimeout(timer);
    const range = selectedRange();
    const passage = range && passageOf(range, articleText());
    tell(passage, passage ? range : null);
  };
  document.addEventListener("pointerdown", (event) => { held = event.pointerType === "mouse" && event.button === 0; });
  document.addEventListener("pointercancel", () => { held = false; });
  document.addEventListener("pointerup", () => {
    held = false;
    // A click into a selection takes it back only after this event.
    requestAnimationFrame(report);
  });
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (!held) timer = setTimeout(report, SETTLED);
  });
}
