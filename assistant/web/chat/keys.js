// Keys that work wherever no text is written, and two that work everywhere.
import { openHelp } from "./help.js";
import { box, composes, find } from "./page.js";
import { openTalks } from "./talklist.js";

/** @param {Event} event */
const writes = (event) =>
  event.target instanceof HTMLElement && event.target.closest("input, textarea, select") !== null;

/** @type {Record<string, () => void>} */
const ANYWHERE = {
  KeyN: () => find("#new-chat")?.click(),
  KeyT: openTalks,
};

/** @param {KeyboardEvent} event */
const pressed = (event) => {
  if (event.defaultPrevented || composes(event) || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey) return;
  const act = event.altKey ? ANYWHERE[event.code] : undefined;
  if (act) {
    event.preventDefault();
    act();
    return;
  }
  if (event.altKey || writes(event)) return;
  if (event.key === "?") openHelp();
  else if (event.key === "/") {
    event.preventDefault();
    box()?.focus();
  }
};

export const startKeys = () => document.addEventListener("keydown", pressed);
