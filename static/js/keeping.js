/** Keep on the server what the editor types, soon after it is typed: a closed browser loses nothing. */

const PAUSE = 700; // milliseconds without typing

/** @param {HTMLFormElement} form the form of one document */
export function makeKeeping(form) {
  const status = form.querySelector("[role=status]");
  let timer = 0;
  let edition = 0; // counts what was typed, so that an answer about older words says nothing

  const say = (/** @type {string} */ name) => {
    if (status instanceof HTMLElement) status.textContent = status.dataset[name] ?? "";
  };

  const keep = async () => {
    const of = edition;
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (of !== edition) return;
      if (!answer.ok || answer.redirected) return say("notSaved");
      const found = /** @type {{kept: boolean, same: boolean}} */ (await answer.json());
      if (!found.kept) say("notSaved");
      else say(found.same ? "saved" : "other");
    } catch {
      if (of === edition) say("notSaved");
    }
  };

  const later = (/** @type {Event} */ event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === "q") return;
    edition += 1;
    if (status) status.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}
