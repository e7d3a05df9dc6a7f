/** Whether keys of one letter do something: a choice of this browser, for every page that has such keys. */

const SWITCH = "kv:keys";

/**
 * Tie a box of the page to the choice.
 * @param {HTMLInputElement} box
 * @returns {() => boolean} whether the keys are on; they are unless somebody has turned them off
 */
export function keySwitch(box) {
  box.checked = read();
  box.addEventListener("change", () => write(box.checked));
  return () => box.checked;
}

function read() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true; // the browser keeps nothing for this site
  }
}

/** @param {boolean} on */
function write(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // The browser keeps nothing for this site: the choice holds for this page.
  }
}
