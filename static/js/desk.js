/** The import desk with a script: what is typed is kept, the keyboard corrects, long work goes on by itself. */

import { makeKeys } from "./outline.js";
import { makeKeeping } from "./keeping.js";
import { goOn } from "./progress.js";

for (const part of document.querySelectorAll("[data-needs-script]")) {
  if (part instanceof HTMLElement) part.hidden = false;
}

const form = document.querySelector("form[data-desk]");
if (form instanceof HTMLFormElement) makeKeeping(form);

const outline = document.querySelector("[data-outline]");
if (outline instanceof HTMLElement) makeKeys(outline);

const work = document.querySelector("form[data-go-on]");
if (work instanceof HTMLFormElement) void goOn(work);

document.documentElement.dataset.desk = "on";
