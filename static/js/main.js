/** The reading page with a script: choose a passage, answer it, read what others say beside it. */

import { announce, need, sentence } from "./page.js";
import { draftsOf, forget } from "./drafts.js";
import { copyLink, cite, followAddress } from "./passages.js";
import { makeComposer } from "./composer.js";
import { makeKeyboard } from "./keyboard.js";
import { makeReader } from "./reader.js";
import { makeToolbar } from "./toolbar.js";
import { refresh } from "./refresh.js";
import { watchSelection } from "./selection.js";

const LONGEST = 5000; // code points of a passage; the server says the same

/** @type {Passage | null} */
let chosen = null;

const reader = makeReader();
const composer = makeComposer(saved, letGo);
const toolbar = makeToolbar(answer, act, letGo);
makeKeyboard(toolbar, answer, letGo);

watchSelection((passage, range) => {
  if (composer.isOpen() || (!passage && toolbar.hasFocus())) return;
  chosen = passage;
  if (!passage || !range) toolbar.hide();
  else if (passage.end - passage.start > LONGEST) announce(sentence("tooLong"));
  else toolbar.show(range);
});

/** @param {string} kind */
function answer(kind) {
  if (!chosen) return;
  const passage = chosen;
  toolbar.hide();
  reader.close();
  composer.open(passage, kind);
}

/** @param {string} name link or cite */
function act(name) {
  if (!chosen) return;
  const passage = chosen;
  letGo();
  if (name === "cite") cite(passage);
  else void copyLink(passage);
}

function letGo() {
  chosen = null;
  getSelection()?.removeAllRanges();
  toolbar.hide();
}

/** @param {string} key the note that was saved */
async function saved(key) {
  try {
    await refresh();
  } catch {
    // It is saved; only showing it in place failed, so the page is loaded as a whole.
    location.reload();
    return;
  }
  const link = document.querySelector(`[data-opens="${CSS.escape(key)}"]`);
  if (link instanceof HTMLElement) link.focus({ preventScroll: true });
}

function offerDraft() {
  const who = need("#composer", HTMLElement).dataset.who ?? "";
  const draft = draftsOf(who)[0];
  if (!draft) return;
  const offer = need("#draft-offer", HTMLElement);
  need("[data-quote]", HTMLElement, offer).textContent = draft.passage.exact.slice(0, 80);
  need("[data-lost]", HTMLElement, offer).hidden = !draft.lost;
  need("[data-continue]", HTMLElement, offer).hidden = draft.lost;
  need("[data-continue]", HTMLElement, offer).addEventListener("click", () => {
    offer.hidden = true;
    composer.open(draft.passage, draft.kind, draft);
  });
  need("[data-discard]", HTMLElement, offer).addEventListener("click", () => {
    offer.hidden = true;
    forget(draft.passage);
  });
  offer.hidden = false;
}

document.documentElement.dataset.script = "on";
for (const part of document.querySelectorAll("[data-needs-script]")) part.removeAttribute("hidden");
offerDraft();
followAddress();
requestAnimationFrame(() => performance.mark("kv:painted"));
