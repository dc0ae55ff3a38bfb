// Asking again, and asking differently.
import { announce } from "./announcing.js";
import { ask } from "./drafts.js";
import { say } from "./notes.js";
import { fill, find } from "./page.js";
import { goOnFrom, newTalk, openTalk, showTalk, stayAtEnd, talk } from "./talks.js";
import { word } from "./words.js";

/** Which exchange of the talk an element stands in; the page shows the last ones. @param {Element} element */
const indexOf = (element) => {
  const shown = Array.from(document.querySelectorAll(".exchange:has(.question)"));
  return talk().exchanges.length - shown.length + shown.indexOf(element.closest(".exchange"));
};

/** Asks the last question once more. */
export const retry = () => {
  const last = talk().exchanges.at(-1);
  if (!last || find("#live .streaming")) return;
  goOnFrom(talk().exchanges.length - 1, false);
  ask(last.question);
};

/** Puts an earlier question into the box, to go on from there. @param {HTMLElement} button */
export const edit = (button) => {
  const index = indexOf(button);
  const exchange = talk().exchanges[index];
  if (!exchange || find("#live .streaming")) return;
  goOnFrom(index, true);
  fill(exchange.question);
  const isLast = index === talk().exchanges.length - 1;
  const back = () => {
    stayAtEnd();
    fill("");
  };
  if (exchange.answer) say("editing", word(isLast ? "editingLast" : "editing"), [[word("cancel"), back]]);
};

/** Begins a new talk; the one before it is a button away. */
export const begin = () => {
  const before = newTalk();
  showTalk();
  say("undo", word("begun"), [[word("undo"), () => openTalk(before)]]);
  announce(word("begun"));
};
