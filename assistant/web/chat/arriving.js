// Gradio is there: what was typed or asked in the page that came first goes into its box.
import { box, find, put } from "./page.js";

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
  const inside = document.activeElement === field;
  early.remove();
  document.body.classList.remove("early");
  if (inside) box().focus({ preventScroll: true });
  // Gradio takes values over once it is up.
  window.setTimeout(() => {
    if (asked || !value) return;
    put(box(), value);
    box().setSelectionRange(selectionStart, selectionEnd);
  }, 0);
  return { settled: inside || asked !== undefined, asked };
};
