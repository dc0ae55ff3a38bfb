// The box: the count of characters, recalling earlier questions, and what may leave the page.
import { keepDraft, noteSent, noteTyped, waitForNetwork } from "./drafts.js";
import { box, composes, fill, LIMIT, make, within } from "./page.js";
import { talk } from "./talks.js";
import { numeral, word } from "./words.js";

const COUNT_FROM = 1800;

export const counter = make("p", { id: "counter", "aria-live": "polite" });

export const count = () => {
  const length = Array.from(box()?.value.trim() ?? "").length;
  const over = length - LIMIT;
  counter.hidden = length < COUNT_FROM;
  counter.classList.toggle("over", over > 0);
  const told = over > 0 ? word("over", numeral(over), numeral(LIMIT)) : word("left", -over);
  // Only when it differs: the page is watched, and each write would wake the watcher.
  if (counter.textContent !== told) counter.textContent = told;
};

// Arrow up in an empty box brings the last questions back, as in a shell.
let recalled = 0;

/** @param {number} step */
const recall = (step) => {
  const asked = talk().exchanges.map((exchange) => exchange.question);
  recalled = Math.min(Math.max(recalled + step, 0), asked.length);
  fill(recalled ? asked[asked.length - recalled] : "");
};

/** @param {KeyboardEvent} event */
const recalls = (event) => {
  if (event.target !== box() || composes(event) || event.defaultPrevented) return false;
  if (event.key === "ArrowUp") return box().value === "" || recalled > 0;
  return event.key === "ArrowDown" && recalled > 0;
};

/** @param {Event} event */
const hold = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

/**
 * An empty message never leaves the page: while it was on its way, a real one would be ignored.
 * @param {Event} event that would send
 */
const check = (event) => {
  const text = box()?.value.trim();
  if (!text) {
    hold(event);
    box()?.focus();
  } else if (!navigator.onLine) {
    hold(event);
    waitForNetwork(text);
  } else noteSent(text);
};

/** @param {KeyboardEvent} event */
const pressed = (event) => {
  if (recalls(event)) {
    event.preventDefault();
    recall(event.key === "ArrowUp" ? 1 : -1);
    return;
  }
  if (event.target !== box() || event.key !== "Enter" || event.defaultPrevented) return;
  if (event.shiftKey || composes(event)) return;
  recalled = 0;
  check(event);
};

export const startComposer = () => {
  document.addEventListener("keydown", pressed, true);
  document.addEventListener(
    "click",
    (event) => {
      if (within(event, "#send")) check(event);
    },
    true,
  );
  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    if (event.isTrusted) {
      recalled = 0;
      noteTyped();
    }
    count();
    keepDraft();
  });
};
