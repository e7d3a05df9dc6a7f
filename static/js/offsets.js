/**
 * Passages: from a range of the page to code points of the canonical text, and back.
 *
 * The canonical text is the text of the blocks joined by a line feed. A block element carries its start in
 * `data-start`; what lies inside `data-nocount`, and blocks nested in a block, is not part of its text.
 * The browser counts UTF-16 units, the canonical text code points: they differ in every astral character.
 */

const CONTEXT = 32;

/**
 * @param {string} text
 * @returns {number} how many code points it has
 */
export function length(text) {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!splits(text, at)) count += 1;
  }
  return count;
}

/**
 * @param {string} text
 * @param {number} at in UTF-16 units
 * @returns {boolean} whether `at` lies between the two halves of one character
 */
function splits(text, at) {
  if (at <= 0 || at >= text.length) return false;
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

/**
 * @param {string} text
 * @param {number} points
 * @returns {number} the UTF-16 index of the code point number `points`
 */
function unitAt(text, points) {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += splits(text, at + 1) ? 2 : 1;
  return at;
}

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * @param {string} text
 * @param {number} at in UTF-16 units
 * @returns {number} the begin of what readers see as one character there: a flag, a family, a letter with accents
 */
function wholeFrom(text, at) {
  return characters.segment(text).containing(at)?.index ?? at;
}

/**
 * @param {string} text
 * @param {number} at in UTF-16 units
 * @returns {number} the end of the character that `at` splits; `at` itself when it splits none
 */
function wholeTo(text, at) {
  const found = characters.segment(text).containing(at);
  return found && found.index < at ? found.index + found.segment.length : at;
}

/**
 * @param {Element} root
 * @returns {HTMLElement[]} the blocks of the article, in order
 */
export function blocksOf(root) {
  return [...root.querySelectorAll("[data-block]")].filter((block) => block instanceof HTMLElement);
}

/**
 * @param {HTMLElement} block
 * @returns {number} its offset in the canonical text
 */
export function startOf(block) {
  return Number(block.dataset.start);
}

/**
 * @param {HTMLElement} block
 * @returns {Text[]} the text nodes that make its text, in order
 */
export function textNodes(block) {
  const listing = block.closest("pre") !== null || block.querySelector("pre") !== null;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element) {
      return node.matches("[data-nocount], [data-block]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    }
    // Line breaks between the elements of the page are no words: only a listing has line breaks of its own.
    const layout = !listing && node instanceof Text && node.data.includes("\n") && node.data.trim() === "";
    return layout ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  /** @type {Text[]} */
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) found.push(node);
  }
  return found;
}

/**
 * @param {HTMLElement} block
 * @returns {string} its text, as it stands in the canonical text
 */
export function blockText(block) {
  return textNodes(block).map((node) => node.data).join("");
}

/**
 * How much of a block's text stands before a point of the page, in UTF-16 units.
 * @param {Text[]} nodes the block's text nodes
 * @param {Node} container
 * @param {number} offset
 * @returns {number}
 */
function unitsBefore(nodes, container, offset) {
  const point = document.createRange();
  point.setStart(container, offset);
  let units = 0;
  for (const node of nodes) {
    if (node === container) return units + Math.min(offset, node.length);
    if (point.comparePoint(node, node.length) > 0) return units;
    units += node.length;
  }
  return units;
}

/**
 * The passage that `range` covers, grown to whole characters and without white space at its ends.
 * @param {Range} range
 * @param {Element} root the article's text
 * @returns {Passage | null} nothing when no words are covered
 */
export function passageOf(range, root) {
  const all = blocksOf(root);
  /** @type {{start: number, words: string}[]} */
  const found = [];
  for (const block of all.filter((candidate) => range.intersectsNode(candidate))) {
    const nodes = textNodes(block);
    const text = nodes.map((node) => node.data).join("");
    let from = unitsBefore(nodes, range.startContainer, range.startOffset);
    let to = unitsBefore(nodes, range.endContainer, range.endOffset);
    if (from < to) [from, to] = [wholeFrom(text, from), wholeTo(text, to)];
    const words = text.slice(from, Math.max(from, to));
    // A range in a nested list touches the outer item too, without covering a word of it.
    if (words || found.length) found.push({ start: startOf(block) + length(text.slice(0, from)), words });
  }
  const joined = found.map((piece) => piece.words).join("\n");
  const exact = joined.trim();
  const first = found[0];
  if (!first || !exact) return null;
  const start = first.start + length(joined.slice(0, joined.length - joined.trimStart().length));
  return withContext(all, start, start + length(exact), exact);
}

/**
 * The passage between two offsets of the canonical text.
 * @param {Element} root
 * @param {number} start
 * @param {number} end
 * @returns {Passage | null}
 */
export function passageAt(root, start, end) {
  const range = rangeAt(root, start, end);
  return range && passageOf(range, root);
}

/**
 * @param {HTMLElement[]} blocks
 * @param {number} start
 * @param {number} end
 * @param {string} exact
 * @returns {Passage}
 */
function withContext(blocks, start, end, exact) {
  let first = blocks.findLastIndex((block) => startOf(block) <= start);
  let last = blocks.findLastIndex((block) => startOf(block) <= Math.max(start, end - 1));
  const firstBlock = /** @type {HTMLElement} */ (blocks[first]);
  const lastBlock = /** @type {HTMLElement} */ (blocks[last]);
  const firstText = blockText(firstBlock);
  let before = firstText.slice(0, unitAt(firstText, start - startOf(firstBlock)));
  while (first > 0 && before.length < 2 * CONTEXT) {
    first -= 1;
    before = `${blockText(/** @type {HTMLElement} */ (blocks[first]))}\n${before}`;
  }
  const lastText = blockText(lastBlock);
  let after = lastText.slice(unitAt(lastText, end - startOf(lastBlock)));
  while (last < blocks.length - 1 && after.length < 2 * CONTEXT) {
    last += 1;
    after = `${after}\n${blockText(/** @type {HTMLElement} */ (blocks[last]))}`;
  }
  const prefix = before.slice(unitAt(before, Math.max(0, length(before) - CONTEXT)));
  return { start, end, exact, prefix, suffix: after.slice(0, unitAt(after, CONTEXT)) };
}

/**
 * The place of an offset in the page. A place between two text nodes is the end of the first (`toEnd`) or the
 * begin of the second.
 * @param {HTMLElement[]} blocks
 * @param {number} offset
 * @param {boolean} toEnd
 * @returns {{node: Text, at: number} | null}
 */
function pointAt(blocks, offset, toEnd) {
  const index = blocks.findLastIndex((block) => (toEnd ? startOf(block) < offset : startOf(block) <= offset));
  const block = blocks[Math.max(0, index)];
  if (!block) return null;
  const nodes = textNodes(block);
  let left = offset - startOf(block);
  for (const node of nodes) {
    const size = length(node.data);
    if (left < size || (toEnd && left === size)) return { node, at: unitAt(node.data, left) };
    left -= size;
  }
  const last = nodes.at(-1);
  return last ? { node: last, at: last.length } : null;
}

/**
 * The range of the page between two offsets of the canonical text.
 * @param {Element} root
 * @param {number} start
 * @param {number} end
 * @returns {Range | null}
 */
export function rangeAt(root, start, end) {
  const blocks = blocksOf(root);
  const from = pointAt(blocks, start, false);
  const to = pointAt(blocks, end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.at);
  range.setEnd(to.node, to.at);
  return range;
}
