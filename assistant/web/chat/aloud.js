// An answer read aloud by the browser's own voice, where it has one.
import { articleLanguage, word } from "./words.js";

/** @type {HTMLElement | null} */
let reading = null;

const rest = () => {
  if (!reading) return;
  reading.textContent = word("aloud");
  reading.setAttribute("aria-pressed", "false");
  reading = null;
};

/** The words of an answer without its numbers. @param {Element} answer */
const spoken = (answer) => {
  /** @type {NodeListOf<HTMLElement>} */
  const parts = answer.querySelectorAll(".tag, .body, .notice");
  return Array.from(parts, (part) => {
    const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
    for (const cite of copy.querySelectorAll(".cite")) cite.remove();
    for (const cell of copy.querySelectorAll("td, th, li, p")) cell.append(". ");
    return copy.textContent;
  })
    .join(". ")
    .replace(/([.!?:…])\s*\.(?=\s|$)/g, "$1");
};

/** Begins or ends. @param {HTMLElement} button */
export const readAloud = (button) => {
  const again = reading === button;
  window.speechSynthesis.cancel();
  rest();
  if (again) return;
  const said = new SpeechSynthesisUtterance(spoken(button.closest(".answer")));
  said.lang = articleLanguage;
  said.addEventListener("end", rest);
  said.addEventListener("error", rest);
  reading = button;
  button.textContent = word("silent");
  button.setAttribute("aria-pressed", "true");
  window.speechSynthesis.speak(said);
};

/** Puts the button under answers that have none. @param {Element} root */
export const offerAloud = (root) => {
  if (!("speechSynthesis" in window)) return;
  for (const row of root.querySelectorAll(".answer.done[id] .actions:not(:has(.aloud))")) {
    const button = document.createElement("button");
    button.className = "act aloud";
    button.setAttribute("aria-pressed", "false");
    button.textContent = word("aloud");
    row.querySelector(".up")?.before(button);
  }
};
