/** The place to write: the server's own form in a dialog, with a preview, and drafts that nothing can lose. */

import { draftOn, forget, keep, lostDraft } from "./drafts.js";
import { makeClientKey, send } from "./sending.js";
import { announce, articleText, composing, need, paint, revision, sentence } from "./page.js";
import { rangeAt } from "./offsets.js";
import { showErrors, showMessage } from "./errors.js";

const FIELDS = /** @type {const} */ (["claim", "body", "source", "tags"]);

/**
 * @param {(key: string) => Promise<void>} onSaved
 * @param {() => void} onClosed
 */
export function makeComposer(onSaved, onClosed) {
  const dialog = need("#composer", HTMLDialogElement);
  const form = need("form", HTMLFormElement, dialog);
  const who = dialog.dataset.who ?? "";
  /** @type {Passage | null} */
  let passage = null;
  let clientKey = "";
  let begunOn = "";
  /** @type {Passage | null} the passage that is gone, for which these words were first meant */
  let gone = null;

  /** @param {string} name @returns {string} */
  const value = (name) => String(new FormData(form).get(name) ?? "");
  /** @param {string} name @param {string} words */
  const fill = (name, words) => {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = words;
  };
  const followKind = () => { dialog.dataset.kind = value("kind"); };

  const remember = (lost = false) => {
    if (!passage || FIELDS.every((name) => !value(name).trim())) return;
    const draft = { passage, revision: begunOn, kind: value("kind"), claim: value("claim"), body: value("body"),
      source: value("source"), tags: value("tags"), visibility: value("visibility"), clientKey, who, at: Date.now(), lost };
    need("[data-kept]", HTMLElement, form).hidden = !keep(draft);
  };

  /** @param {Passage} chosen @param {string} kind @param {Draft | null} draft */
  const open = (chosen, kind, draft = draftOn(chosen, who) ?? lostDraft(who)) => {
    passage = chosen;
    gone = draft?.lost ? draft.passage : null;
    clientKey = draft?.clientKey ?? makeClientKey();
    begunOn = draft && !gone ? draft.revision : revision();
    form.reset();
    for (const [name, words] of Object.entries({ ...chosen, revision: begunOn, client_key: clientKey })) fill(name, String(words));
    fill("kind", (gone ? "" : kind) || draft?.kind || "note");
    for (const name of FIELDS) fill(name, draft?.[name] ?? "");
    fill("visibility", draft?.visibility ?? "public");
    need("[data-quote]", HTMLElement, form).textContent = chosen.exact;
    need("[data-kept]", HTMLElement, form).hidden = draft === null;
    need("[data-preview-box]", HTMLDetailsElement, form).open = false;
    showErrors(form, {});
    followKind();
    const range = rangeAt(articleText(), chosen.start, chosen.end);
    paint("kv-draft", range ? [range] : []);
    if (!dialog.open) dialog.showModal();
    const first = value("kind") === "counterargument" ? "#composer-claim" : "#composer-body";
    need(first, HTMLElement, form).focus();
  };

  const save = async () => {
    const button = need("[data-send]", HTMLButtonElement, form);
    remember();
    button.disabled = true;
    showErrors(form, {});
    try {
      const answer = await send(form);
      if (answer.key && passage) {
        forget(passage);
        if (gone) forget(gone);
        dialog.close();
        await onSaved(answer.key);
        announce(sentence("saved"));
      } else if (answer.errors) showErrors(form, answer.errors);
      else {
        if (answer.lost) remember(true);
        showMessage(form, answer.message ?? sentence("failed"), answer.link);
      }
    } finally {
      button.disabled = false;
    }
  };

  form.addEventListener("input", () => { followKind(); remember(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); void save(); });
  form.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  need("[data-close]", HTMLElement, form).addEventListener("click", () => dialog.close());
  need("[data-preview-box]", HTMLElement, form).addEventListener("toggle", () => { void preview(form); });
  dialog.addEventListener("close", () => {
    paint("kv-draft", []);
    onClosed();
  });

  return { open, isOpen: () => dialog.open };
}

/**
 * Show how the words will look, when the reader wants to see it.
 * @param {HTMLFormElement} form
 * @returns {Promise<void>}
 */
async function preview(form) {
  if (!need("[data-preview-box]", HTMLDetailsElement, form).open) return;
  const out = need("[data-preview-out]", HTMLElement, form);
  try {
    const answer = await fetch(form.dataset.preview ?? "", { method: "POST", body: new FormData(form) });
    if (answer.ok || answer.status === 422) out.innerHTML = await answer.text();
    else out.textContent = answer.status === 401 ? sentence("signedOut") : sentence("failed");
  } catch {
    out.textContent = sentence("offline");
  }
}
