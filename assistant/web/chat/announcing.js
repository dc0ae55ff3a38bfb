// What a screen reader is told.
import { make } from "./page.js";
import { word } from "./words.js";

export const announcer = make("p", { class: "unseen", role: "status", "aria-live": "polite" });

/** @param {string} text */
export const announce = (text) => {
  announcer.textContent = "";
  // A changed text is announced; the pause lets the empty one be noticed first.
  window.setTimeout(() => {
    announcer.textContent = text;
  }, 50);
};

/**
 * Tells something in place of a button's name for a moment.
 * @param {HTMLElement} button @param {string} text
 */
export const flash = (button, text) => {
  const usual = button.textContent;
  button.textContent = text;
  announce(text);
  window.setTimeout(() => {
    button.textContent = usual;
  }, 2000);
};

/**
 * Copies a text, and says on the button whether it worked.
 * @param {HTMLElement} button @param {string} text
 */
export const toClipboard = async (button, text) => {
  try {
    await navigator.clipboard.writeText(text);
    flash(button, word("copied"));
  } catch {
    flash(button, word("uncopied"));
  }
};
