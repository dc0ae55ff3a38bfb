// What happens when an answer begins and when it is finished; the roles that Gradio's parts lack.
import { offerAloud, sentences } from "./aloud.js";
import { announce } from "./announcing.js";
import { isSent, noteAccepted, noteRefused } from "./drafts.js";
import { showRatings } from "./feedback.js";
import { showChecks, takeCheck } from "./links.js";
import { box, calm, fill, find, questionOf } from "./page.js";
import { settleExchange } from "./talks.js";
import { articleLanguage, word } from "./words.js";

/** What is in the documents' own language, whatever the page speaks. */
const OWN = [".body", ".words", ".where", ".point", ".welcome > h2", ".groups h4"]
  .map((part) => `${part}:not([lang])`)
  .join();

/** Gives the parts of messages the roles that HTML alone does not give. @param {HTMLElement} root */
export const dress = (root) => {
  for (const own of root.querySelectorAll(OWN)) {
    own.setAttribute("lang", articleLanguage);
    own.setAttribute("dir", "auto"); // a full stop stands at the end of what it ends
  }
  for (const table of root.querySelectorAll(".body .table:not([tabindex])")) {
    table.setAttribute("tabindex", "0"); // a wide table scrolls, also with the keyboard
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", word("table"));
  }
  for (const alert of root.querySelectorAll(".alert:not([role])")) alert.setAttribute("role", "alert");
  offerAloud(root);
  showRatings(root);
  showChecks(root);
};

/** @param {string} question */
const begin = (question) => {
  noteAccepted(question);
  moved = false;
  announce(find("#live .status")?.textContent ?? word("searching"));
  toTop(calm.matches ? "auto" : "smooth");
};

/** Whether the reader has moved the page since the question: then it stays where it is. */
let moved = false;
for (const kind of ["wheel", "touchmove"]) {
  document.addEventListener(kind, () => (moved = true), { passive: true });
}

/** The newest question stands at the top of the view. @param {ScrollBehavior} behavior */
const toTop = (behavior) => find("#live").scrollIntoView({ block: "start", behavior });

const finish = () => {
  const answer = find("#live .answer");
  if (!answer) return;
  if (answer.classList.contains("failed")) {
    if (!box().value) fill(questionOf(answer)); // the words are not lost
    return; // an alert speaks for itself
  }
  // When the question came there may not have been enough below it to bring it up.
  if (!moved) window.requestAnimationFrame(() => toTop(calm.matches ? "auto" : "smooth"));
  const sources = answer.querySelectorAll(".sources a.source").length;
  const told = sources ? ` ${word(sources === 1 ? "source" : "sources", sources)}` : "";
  announce(`${sentences(answer).join(" ").slice(0, 1500)}${told}`);
};

let busy = false;
/** What the server said last of an exchange, as it said it. */
let seen = "";

/** Takes up what an exchange has become. @param {string} said */
const settle = (said) => {
  seen = said;
  const record = JSON.parse(said);
  if (isSent() && !busy) {
    begin(record.question); // so quick that its beginning was not seen
    busy = true;
  }
  settleExchange(record, takeCheck(record));
};

/** Looks whether an answer has begun or been finished since the last time. */
export const follow = () => {
  const live = find("#live");
  document.body.classList.toggle("talking", live.querySelector(".exchange") !== null);
  document.body.classList.toggle("ongoing", find("#past .exchange") !== null);
  const isBusy = live.querySelector(".streaming") !== null;
  const said = live.querySelector(".record")?.textContent ?? "";
  if (isBusy && !busy) {
    seen = "";
    begin(questionOf(live.querySelector(".streaming")));
  }
  if (said && said !== seen) settle(said);
  if (isSent() && live.querySelector(".failed") && !live.querySelector(".question")) noteRefused();
  if (!isBusy && busy) finish();
  busy = isBusy;
  find("#log").setAttribute("aria-busy", String(isBusy));
};
