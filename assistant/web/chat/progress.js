// What happens when an answer begins and when it is finished; the roles that Gradio's parts lack.
import { announce } from "./announcing.js";
import { dropDraft } from "./drafts.js";
import { box, calm, fill, find, questionOf } from "./page.js";
import { word } from "./words.js";

/** Gives the parts of messages the roles that HTML alone does not give. @param {HTMLElement} root */
export const dress = (root) => {
  for (const button of root.querySelectorAll(".up:not([aria-pressed]), .down:not([aria-pressed])")) {
    button.setAttribute("aria-pressed", "false");
  }
  for (const table of root.querySelectorAll(".body .table:not([tabindex])")) {
    table.setAttribute("tabindex", "0"); // a wide table scrolls, also with the keyboard
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", word("table"));
  }
  for (const alert of root.querySelectorAll(".alert:not([role])")) alert.setAttribute("role", "alert");
};

const begin = () => {
  dropDraft();
  announce(find("#live .status")?.textContent ?? word("searching"));
  find("#live").scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
};

/** @param {HTMLElement} answer */
const spoken = (answer) => {
  /** @type {NodeListOf<HTMLElement>} */
  const parts = answer.querySelectorAll(".tag, .body, .status, .notice");
  const said = Array.from(parts, (part) => part.innerText);
  return said.join(". ").slice(0, 1500);
};

const finish = () => {
  const answer = find("#live .answer");
  if (!answer) return;
  if (answer.classList.contains("failed")) {
    if (!box().value) fill(questionOf(answer)); // the words are not lost
    return; // an alert speaks for itself
  }
  const sources = answer.querySelectorAll(".sources li").length;
  const told = sources ? ` ${word(sources === 1 ? "source" : "sources", sources)}` : "";
  announce(`${spoken(answer)}${told}`);
};

let busy = false;

/** Looks whether an answer has begun or been finished since the last time. */
export const follow = () => {
  document.body.classList.toggle("talking", find("#live .exchange") !== null);
  document.body.classList.toggle("ongoing", find("#past .exchange") !== null);
  const isBusy = find("#live .streaming") !== null;
  if (isBusy && !busy) begin();
  if (!isBusy && busy) finish();
  busy = isBusy;
  find("#log").setAttribute("aria-busy", String(isBusy));
};
