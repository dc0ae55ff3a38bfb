// Links to a question and to an answer. A link to an answer carries the question and marks of what
// was answered from which text; whoever opens it has the question asked anew, and is told whether
// the answer, its quotes and the text are still the same. Nothing in a link is ever shown.
import { toClipboard } from "./announcing.js";
import { make } from "./page.js";
import { exchangeOf } from "./talks.js";
import { word } from "./words.js";

/** @typedef {import("./shelf.js").Exchange} Exchange */

/** FNV-1a, 64 bits, in base 36: it tells texts apart, it proves nothing. @param {string} text */
const mark = (text) => {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(36);
};

/** The marks of an answer: of its text, its quotes, and what it was read from. @param {any} answer */
const marksOf = (answer) => {
  const quotes = answer.citations.map((/** @type {any} */ one) => [one.document_id, one.quote]);
  return [mark(answer.text), mark(JSON.stringify(quotes)), mark(answer.index)].join(".");
};

const SHAPE = /^[0-9a-z]{1,13}\.[0-9a-z]{1,13}\.[0-9a-z]{1,13}$/;
const given = new URL(location.href).searchParams.get("seen") ?? "";
/** What the link that was opened says of its answer; empty once it was compared. */
let expected = SHAPE.test(given) ? given : "";

/** @param {any} answer @returns {"same" | "elsewhere" | "quotes" | "changed" | "differs"} */
const compared = (answer) => {
  const [text, quotes, index] = marksOf(answer).split(".");
  const [oldText, oldQuotes, oldIndex] = expected.split(".");
  if (quotes !== oldQuotes) return index === oldIndex ? "differs" : "changed";
  if (text !== oldText) return "quotes";
  return index === oldIndex ? "same" : "elsewhere";
};

/** What a link says of an exchange that has just been answered. @param {Exchange} record */
export const takeCheck = (record) => {
  if (!expected || !record.answer) return {};
  const checked = compared(record.answer);
  expected = "";
  return { checked };
};

/** Says above an answer how it compares to the one that was linked. @param {Element} root */
export const showChecks = (root) => {
  for (const answer of root.querySelectorAll(".answer[id]")) {
    const { checked } = exchangeOf(answer.id.slice(2)) ?? {};
    if (!checked || answer.querySelector(".checked")) continue;
    const key = /** @type {import("./words.js").Key} */ (`checked.${checked}`);
    const said = make("p", { class: `checked ${checked}`, role: "status" }, word(key));
    answer.querySelector("h3")?.after(said);
  }
};

/** The address of the page with a question. @param {string} question @param {string} [seen] */
export const linkTo = (question, seen) => {
  const url = new URL(location.pathname, location.href);
  url.searchParams.set("q", question);
  if (seen) url.searchParams.set("seen", seen);
  return url.href;
};

/** Copies a link to the answer that a button belongs to. @param {HTMLElement} button */
export const copyLink = (button) => {
  const { question, answer } = exchangeOf(button.closest(".answer").id.slice(2)) ?? {};
  if (!answer) return;
  // As it was read: a follow-up would mean nothing without what came before it.
  toClipboard(button, linkTo(answer.understood || question, marksOf(answer)));
};
