/** Choose a passage with keys alone: go from block to block, take sentences, open the bar. */

import { articleText, composing, isField, need } from "./page.js";
import { blocksOf, blockText, length, rangeAt, startOf } from "./offsets.js";
import { keySwitch } from "./switch.js";

const KINDS = /** @type {Record<string, string>} */ ({
  h: "highlight", n: "note", q: "question", e: "evidence", c: "counterargument",
});

/**
 * The sentences of a block as code points of the canonical text.
 * @param {HTMLElement} block
 * @returns {{start: number, end: number}[]}
 */
function sentencesOf(block) {
  const text = blockText(block);
  const from = startOf(block);
  return [...new Intl.Segmenter(block.lang, { granularity: "sentence" }).segment(text)]
    .map(({ segment, index }) => {
      const start = from + length(text.slice(0, index + segment.length - segment.trimStart().length));
      return { start, end: start + length(segment.trim()) };
    })
    .filter(({ start, end }) => end > start);
}

/**
 * @param {{isShown: () => boolean, focus: () => void, hasFocus: () => boolean}} toolbar
 * @param {(kind: string) => void} onKind a kind was chosen for the passage
 * @param {() => void} onLetGo
 */
export function makeKeyboard(toolbar, onKind, onLetGo) {
  let at = -1; // the block
  let first = -1; // the sentences chosen in it
  let last = -1;

  const go = (/** @type {number} */ step) => {
    const blocks = blocksOf(articleText());
    const here = blocks.findLastIndex((block) => block.contains(document.activeElement));
    at = Math.max(0, Math.min(blocks.length - 1, (here < 0 ? at : here) + step));
    first = last = -1;
    const block = blocks[at];
    if (!block) return;
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    block.scrollIntoView({ block: "center", behavior: "instant" });
  };

  const choose = (/** @type {number} */ from, /** @type {number} */ to) => {
    const block = blocksOf(articleText())[at];
    const sentences = block ? sentencesOf(block) : [];
    if (!sentences.length) return;
    first = Math.min(from, sentences.length - 1);
    last = Math.max(first, Math.min(to, sentences.length - 1));
    const range = rangeAt(articleText(), sentences[first]?.start ?? 0, sentences[last]?.end ?? 0);
    if (range) getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  };

  const begin = () => {
    at = -1;
    go(1);
  };

  /** @type {Record<string, () => void>} */
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    s: () => {
      const here = blocksOf(articleText()).findLastIndex((block) => block.contains(document.activeElement));
      if (here >= 0 && here !== at) { at = here; first = last = -1; }
      if (at < 0) go(1);
      choose(last + 1, last + 1);
    },
    a: () => { if (toolbar.isShown()) toolbar.focus(); },
  };

  const isOn = keySwitch(need("[data-keys-on]", HTMLInputElement));
  need("[data-keys-start]", HTMLElement).addEventListener("click", begin);

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.defaultPrevented || isField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || toolbar.hasFocus() && !KINDS[event.key]) return;
    if (event.key === "Escape") return onLetGo();
    if (event.shiftKey && first >= 0 && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      choose(first, last + (event.key === "ArrowRight" ? 1 : -1));
      return event.preventDefault();
    }
    if (event.shiftKey || !isOn()) return;
    const onButton = event.target instanceof Element && event.target.closest("a, button, summary") !== null;
    if (event.key === "Enter" && !onButton && toolbar.isShown()) toolbar.focus();
    else if (toolbar.isShown() && KINDS[event.key]) onKind(KINDS[event.key] ?? "note");
    else if (keys[event.key]) keys[event.key]?.();
    else return;
    event.preventDefault();
  });
}
