/** The bar of kinds at the end of a selection; at the foot of the window on narrow and touch screens. */

import { composing, need } from "./page.js";

const GAP = 8;
const AT_THE_FOOT = matchMedia("(pointer: coarse), (width < 48rem)");

/**
 * @param {(kind: string) => void} onPick
 * @param {(act: string) => void} onAct
 * @param {() => void} onLeave Escape in the bar
 */
export function makeToolbar(onPick, onAct, onLeave) {
  const bar = need("#toolbar", HTMLElement);
  const buttons = [...bar.querySelectorAll("button")];
  /** @type {Range | null} */
  let anchor = null;

  const place = () => {
    if (!anchor || AT_THE_FOOT.matches) {
      bar.style.removeProperty("left");
      bar.style.removeProperty("top");
      return;
    }
    const lines = [...anchor.getClientRects()].filter((line) => line.width > 0);
    const end = lines.at(-1) ?? anchor.getBoundingClientRect();
    const all = anchor.getBoundingClientRect();
    const { width, height } = bar.getBoundingClientRect();
    const roomBelow = innerHeight - end.bottom - GAP;
    const above = all.top - height - GAP;
    const wanted = roomBelow >= height || above < 0 ? end.bottom + GAP : above;
    const top = Math.max(GAP, Math.min(wanted, innerHeight - height - GAP));
    const left = Math.max(GAP, Math.min(end.right - width / 2, document.documentElement.clientWidth - width - GAP));
    bar.style.setProperty("left", `${left}px`);
    bar.style.setProperty("top", `${top}px`);
  };

  /** @param {number} index */
  const focus = (index) => {
    const wanted = buttons[(index + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === wanted ? 0 : -1;
    wanted?.focus();
  };

  // Pressing a button must not take the selection away.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.kind) onPick(button.dataset.kind);
    else if (button?.dataset.act) onAct(button.dataset.act);
  });
  bar.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const at = buttons.findIndex((button) => button === document.activeElement);
    const moves = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 });
    const to = moves[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place, { passive: true });

  return {
    /** @param {Range} range */
    show(range) {
      anchor = range.cloneRange();
      if (!bar.matches(":popover-open")) bar.showPopover();
      place();
    },
    hide() {
      anchor = null;
      if (bar.matches(":popover-open")) bar.hidePopover();
    },
    isShown: () => bar.matches(":popover-open"),
    hasFocus: () => bar.contains(document.activeElement),
    focus: () => focus(0),
  };
}
