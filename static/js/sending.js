/** Send the form, and say in one shape what came of it. */

import { sentence } from "./page.js";

/** @returns {string} a name for a note, so that a note sent twice is one note */
export function makeClientKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Browsers have randomUUID only on secure origins.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<Outcome>} never rejects: a lost connection is an outcome too
 */
export async function send(form) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  } catch {
    return { message: sentence("offline") };
  }
  // The form's token is from before a sign-in in another window: sending again would not help.
  if (answer.status === 403) return { message: sentence("expired"), link: { href: location.pathname, words: sentence("reload") } };
  try {
    const told = await answer.json();
    if (answer.status === 201) return { key: told.key };
    if (answer.status === 422) return { errors: told.errors };
    if (answer.status === 401) return { message: sentence("signedOut"), link: { href: told.sign_in, words: sentence("signIn") } };
    if (answer.status === 409) return { message: told.error, link: { href: told.url, words: sentence("reload") }, lost: true };
  } catch {
    // Not the answer of our form (a proxy's page, perhaps): the note is not known to be saved.
  }
  return { message: sentence("failed") };
}
