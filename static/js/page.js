/** The parts of the page that the modules work on, and the sentences that the server has printed for them. */

/**
 * @template {HTMLElement} T
 * @param {string} selector
 * @param {new () => T} kind
 * @param {ParentNode} within
 * @returns {T} the element; the page without it is not the reading page
 */
export function need(selector, kind, within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** @returns {HTMLElement} the article's text; looked up anew because it is replaced when something is saved */
export function articleText() {
  return need("[data-article-text]", HTMLElement);
}

/** @returns {string} the revision that the page shows */
export function revision() {
  return articleText().dataset.revision ?? "";
}

/**
 * @param {string} name one of the data attributes of the live region
 * @returns {string} the sentence in the reader's language
 */
export function sentence(name) {
  return need("#live", HTMLElement).dataset[name] ?? "";
}

/**
 * Tell screen readers.
 * @param {string} words
 */
export function announce(words) {
  const live = need("#live", HTMLElement);
  live.textContent = "";
  // A change in a later frame is spoken also when the words are the same as before.
  requestAnimationFrame(() => { live.textContent = words; });
}

/**
 * Paint ranges without touching the text.
 * @param {string} name the name of the highlight in the style sheet
 * @param {Range[]} ranges none to paint nothing
 */
export function paint(name, ranges) {
  if (!("highlights" in CSS)) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key belongs to an input method that is composing
 */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean} whether keys typed there are words
 */
export function isField(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
