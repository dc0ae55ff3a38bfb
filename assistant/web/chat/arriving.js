// Gradio is there: what was typed or asked in the page that came first goes into its box, and whoever
// was somewhere in that page is at the same place of this one.
import { hasSent } from "./drafts.js";
import { box, find, put } from "./page.js";

/** Gradio may empty its box once more until it is up; milliseconds after which that is looked at. */
const LOOKS = [0, 50, 300, 1_000];

/** The part of Gradio's page that stands for one of the first page. @param {Element} part
 * @returns {HTMLElement | null} */
const twin = (part) => {
  if (part.matches("textarea")) return box();
  if (part.matches(".send")) return find("#send");
  const { tagName, className, textContent } = part;
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll(`gradio-app ${tagName}`);
  const isSame = (/** @type {Element} */ one) =>
    one.className === className && one.textContent === textContent;
  return Array.from(all).find(isSame) ?? null;
};

/** Keeps in the box what was typed, with what is typed meanwhile. @param {string} value */
const keep = (value) => {
  let typed = value;
  put(box(), typed);
  const note = (/** @type {Event} */ event) => {
    if (event.target === box() && event.isTrusted) typed = box().value;
  };
  document.addEventListener("input", note);
  for (const after of LOOKS) {
    window.setTimeout(() => {
      if (!hasSent() && typed && box()?.value === "") put(box(), typed);
    }, after);
  }
  window.setTimeout(() => document.removeEventListener("input", note), LOOKS.at(-1));
};

/** Gives a part the focus; not all can have it at once, as what Gradio lets fade in is hidden first.
 * @param {HTMLElement} part */
const enter = (part) => {
  part.focus({ preventScroll: true });
  for (const after of LOOKS) {
    window.setTimeout(() => {
      if (document.activeElement === document.body) part.focus({ preventScroll: true });
    }, after);
  }
};

/**
 * What was asked in the first box, and whether the focus is settled: the visitor was in it.
 * @returns {{settled: boolean, asked?: string}}
 */
export const takeOver = () => {
  const early = find("#early");
  if (!early) return { settled: false };
  const field = early.querySelector("textarea");
  const { value, selectionStart, selectionEnd } = field;
  const asked = early.dataset.asked;
  const focused = early.contains(document.activeElement) ? document.activeElement : null;
  for (const opened of early.querySelectorAll("details[open]")) twin(opened)?.setAttribute("open", "");
  const place = focused && twin(focused);
  early.remove();
  document.body.classList.remove("early");
  if (value) keep(value);
  if (place) enter(place);
  if (place === box()) box().setSelectionRange(selectionStart, selectionEnd);
  return { settled: focused !== null || asked !== undefined, asked };
};

/** Whether the visitor is in the middle of something there; `then` is called at its end.
 * @param {() => void} then */
export const isHeld = (then) => {
  const early = find("#early");
  if (early?.dataset.held === undefined) return false;
  early.addEventListener("released", then, { once: true });
  return true;
};
