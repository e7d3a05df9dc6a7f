/** What is wrong, at the field that it is about. */

import { need } from "./page.js";

const SUFFIX = "-errors";

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} errors by field; what belongs to no field here stands above the form
 */
export function showErrors(form, errors) {
  showMessage(form, "");
  for (const old of form.querySelectorAll(".errorlist")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith(SUFFIX));
    if (others.length) field.setAttribute("aria-describedby", others.join(" "));
    else field.removeAttribute("aria-describedby");
  }
  /** @type {string[]} */
  const general = [];
  /** @type {HTMLElement | null} */
  let first = null;
  for (const [name, messages] of Object.entries(errors)) {
    const place = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const field = place?.querySelector("input, textarea");
    if (!place || !(field instanceof HTMLElement)) {
      general.push(...messages);
      continue;
    }
    const list = document.createElement("ul");
    list.className = "errorlist";
    list.id = `composer-${name}${SUFFIX}`;
    list.append(...messages.map((message) => Object.assign(document.createElement("li"), { textContent: message })));
    place.append(list);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${list.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
    first ??= field;
  }
  if (general.length) showMessage(form, general.join(" "));
  else first?.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words none to show nothing
 * @param {{href: string, words: string}} [link]
 */
export function showMessage(form, words, link) {
  const box = need("[data-message]", HTMLElement, form);
  box.hidden = !words;
  box.textContent = words;
  if (link) {
    const way = Object.assign(document.createElement("a"), { href: link.href, textContent: link.words });
    box.append(" ", way);
  }
  if (words) box.scrollIntoView({ block: "nearest" });
}
