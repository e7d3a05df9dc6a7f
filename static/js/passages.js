/** Passages by their address: show the one that the page's address names, link and cite the one that is chosen. */

import { announce, articleText, paint, sentence } from "./page.js";
import { rangeAt } from "./offsets.js";

const ADDRESS = /^#p=(\d{1,9}):(\d{1,9})-(\d{1,9})$/;

/**
 * @param {Passage} passage
 * @returns {string} the passage's lasting address, which works without a script and through later revisions
 */
function addressOf(passage) {
  const { number, passages } = articleText().dataset;
  return new URL(`${passages}${number}:${passage.start}-${passage.end}/`, location.href).href;
}

/** @param {Passage} passage */
export function cite(passage) {
  location.assign(`${addressOf(passage)}citation/`);
}

/**
 * Copy the link to a passage; where the browser refuses, open the page on which it stands.
 * @param {Passage} passage
 */
export async function copyLink(passage) {
  try {
    await navigator.clipboard.writeText(addressOf(passage));
    announce(sentence("copied"));
  } catch {
    announce(sentence("notCopied"));
    cite(passage);
  }
}

/** Show the passage in `#p=<revision>:<start>-<end>`; that of an older revision the server finds. */
function showNamed() {
  const found = ADDRESS.exec(location.hash);
  if (!found) return paint("kv-pointed", []);
  const [, number, start, end] = found;
  const { number: current, passages } = articleText().dataset;
  if (number !== current) return location.replace(`${passages}${number}:${start}-${end}/`);
  const range = rangeAt(articleText(), Number(start), Number(end));
  paint("kv-pointed", range ? [range] : []);
  range?.startContainer.parentElement?.scrollIntoView({ block: "center" });
}

/** Follow the page's address, now and when it changes. */
export function followAddress() {
  addEventListener("hashchange", showNamed);
  showNamed();
}
