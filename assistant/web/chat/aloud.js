// An answer read aloud by the browser's own voice, where it has one. Sentence by sentence: some voices
// fall silent in the middle of a long text.
import { articleLanguage, word } from "./words.js";

/** The button of the answer that is being read. @type {HTMLElement | null} */
let reading = null;

/** Falls silent. */
const stop = () => {
  if (!reading) return;
  const button = reading;
  reading = null;
  window.speechSynthesis.cancel();
  button.textContent = word("aloud");
  button.setAttribute("aria-pressed", "false");
};

/** The sentences of an answer without its numbers. @param {Element} answer */
export const sentences = (answer) => {
  /** @type {NodeListOf<HTMLElement>} */
  const parts = answer.querySelectorAll(".tag, .body, .status, .notice");
  const text = Array.from(parts, (part) => {
    const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
    for (const cite of copy.querySelectorAll(".cite")) cite.remove();
    for (const cell of copy.querySelectorAll("td, th, li, p")) cell.append(". ");
    return copy.textContent;
  })
    .join(". ")
    .replace(/\s+(?=\.)/g, "")
    .replace(/([.!?:…])[\s.]*\.(?=\s|$)/g, "$1");
  const parted = new Intl.Segmenter(articleLanguage, { granularity: "sentence" }).segment(text);
  return Array.from(parted, ({ segment }) => segment.trim()).filter((said) => /[\p{L}\p{N}]/u.test(said));
};

/** Begins or ends. @param {HTMLElement} button */
export const readAloud = (button) => {
  const again = reading === button;
  stop();
  if (again) return;
  reading = button;
  button.textContent = word("silent");
  button.setAttribute("aria-pressed", "true");
  const said = sentences(button.closest(".answer")).map((text) => new SpeechSynthesisUtterance(text));
  // What was stopped tells its end late, when another answer may be read already.
  const ended = () => {
    if (reading === button) stop();
  };
  for (const one of said) {
    one.lang = articleLanguage;
    one.addEventListener("error", ended);
    window.speechSynthesis.speak(one);
  }
  said.at(-1)?.addEventListener("end", ended);
};

/** Answers have the button from the beginning, so that nothing moves; it is seen where there are voices.
 * @param {Element} root */
export const offerAloud = (root) => {
  if (reading && !reading.isConnected) stop(); // its answer is not shown any more
  for (const button of root.querySelectorAll(".aloud:not([aria-pressed])")) {
    button.setAttribute("aria-pressed", "false");
  }
};

/** A voice goes on after its page is left, unless it is told not to. */
export const startAloud = () => {
  document.documentElement.classList.toggle("speaks", "speechSynthesis" in window);
  window.addEventListener("pagehide", stop);
};
