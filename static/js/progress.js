/** Long work in short requests: each does a few seconds of it, until nothing is left. */

/** @param {HTMLFormElement} form the form whose button would do the next part */
export async function goOn(form) {
  const bar = form.querySelector("progress");
  const count = form.querySelector("[data-done]");
  const button = form.querySelector("button");
  const status = form.querySelector("[role=status]");
  if (button) button.hidden = true;
  try {
    for (let left = 1; left > 0;) {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const found = /** @type {{done: number, left: number}} */ (await answer.json());
      left = found.left;
      if (bar) bar.value = found.done;
      if (count) count.textContent = String(found.done);
    }
    location.replace(location.pathname);
  } catch {
    if (button) button.hidden = false;
    if (status instanceof HTMLElement) status.textContent = status.dataset.stopped ?? "";
  }
}
