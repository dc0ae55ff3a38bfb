// Gradio is there: what was typed or asked in the page that came first goes into its box.
import { ask } from "./composer.js";
import { box, find, put } from "./page.js";

/** Whether the visitor was in the first box or asked there, so that the focus is settled. */
export const takeOver = () => {
  const early = find("#early");
  if (!early) return false;
  const field = early.querySelector("textarea");
  const { value, selectionStart, selectionEnd } = field;
  const asked = early.dataset.asked;
  const inside = document.activeElement === field;
  early.remove();
  document.body.classList.remove("early");
  if (inside) box().focus({ preventScroll: true });
  // Gradio takes values over once it is up.
  window.setTimeout(() => {
    if (asked) {
      ask(asked);
    } else if (value) {
      put(box(), value);
      box().setSelectionRange(selectionStart, selectionEnd);
    }
  }, 0);
  return inside || asked !== undefined;
};
