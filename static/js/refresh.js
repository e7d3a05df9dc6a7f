/** Take the text and the discussion from the server anew, without moving the page. */

const PARTS = ["[data-article-text]", "#discussion"];

/**
 * Replace the parts of the page that a new note changes.
 * @returns {Promise<void>} rejects when the site cannot be reached
 */
export async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`The page answered ${answer.status}.`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = scrollY;
  for (const selector of PARTS) {
    const old = document.querySelector(selector);
    const now = fresh.querySelector(selector);
    if (old && now) old.replaceWith(document.adoptNode(now));
  }
  scrollTo({ top: before, behavior: "instant" });
}
