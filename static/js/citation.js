/** The citation page: copy a form of the citation with one press. */

import { need } from "./page.js";

const told = need("#copied", HTMLElement);

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue; // without it one selects and copies
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = told.dataset.copied ?? "";
      button.dataset.done = "";
    } catch {
      field.focus(); // it is selected, and the reader's own keys copy it
    }
  });
}
