/** Words that are not saved yet, kept in this browser for the reader who typed them. */

const PREFIX = "kv:draft:";

/**
 * @param {Passage} passage
 * @returns {string}
 */
function keyOf(passage) {
  return `${PREFIX}${location.pathname}:${passage.start}-${passage.end}`;
}

/**
 * @param {string} key
 * @returns {Draft | null}
 */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    // Not ours, or the browser keeps nothing for this site: there is no draft.
    return null;
  }
}

/**
 * Keep a draft; false when the browser keeps nothing for this site.
 * @param {Draft} draft
 * @returns {boolean}
 */
export function keep(draft) {
  try {
    localStorage.setItem(keyOf(draft.passage), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Passage} passage
 */
export function forget(passage) {
  try {
    localStorage.removeItem(keyOf(passage));
  } catch {
    // The browser keeps nothing for this site, so there is nothing to forget.
  }
}

/**
 * The drafts of `who` on this article, the latest first; those typed before signing in belong to whoever signs in.
 * @param {string} who
 * @returns {Draft[]}
 */
export function draftsOf(who) {
  const prefix = `${PREFIX}${location.pathname}:`;
  /** @type {string[]} */
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
  return keys
    .map(read)
    .filter((draft) => draft !== null)
    .filter((draft) => draft.who === "" || draft.who === who)
    .sort((one, other) => other.at - one.at);
}

/**
 * @param {Passage} passage
 * @param {string} who
 * @returns {Draft | null}
 */
export function draftOn(passage, who) {
  return draftsOf(who).find((draft) => keyOf(draft.passage) === keyOf(passage)) ?? null;
}

/**
 * The latest words of `who` whose passage is gone from the text.
 * @param {string} who
 * @returns {Draft | null}
 */
export function lostDraft(who) {
  return draftsOf(who).find((draft) => draft.lost) ?? null;
}
