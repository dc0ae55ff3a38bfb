// What is typed is not lost: a draft outlives a reload of its tab, and what was sent without a
// network, or cut off by one that broke, is sent when it is back. Gradio loads the page anew when
// its connection works again, so all of it is kept in the tab's drawer.
import { tab } from "./drawers.js";
import { say, unsay } from "./notes.js";
import { box, fill, find, LIMIT, put } from "./page.js";
import { beginExchange, goOnFrom, pending, showTalk, syncTalk, talk } from "./talks.js";
import { word } from "./words.js";

const DRAFT = "assistant-draft";
const WAITING = "assistant-waiting";
const PATIENCE = 10_000;
/** Between two tries to send: Gradio may not have been ready for the first. */
const AGAIN = 3_000;
/** A slow telephone on a slow line needs most of a minute until Gradio listens. */
const TRIES = 20;

/** The question that was sent and not accepted yet. @type {string | null} */
let sent = null;
/** The question that a button or a load asks; tried until it is accepted. @type {string | null} */
let wanted = null;
/** What stood in the box before a question was asked by a button. */
let aside = "";
/** What the box held when it was last typed in after a question was sent. @type {string | null} */
let later = null;
let anySent = false;
let tries = 0;

export const keepDraft = () => tab.set(DRAFT, box()?.value ?? "");

const click = () => find("#send")?.click();

/** Asks what is wanted until it is accepted: Gradio may not be ready, or empty the box once more. */
const insist = (left = TRIES) => {
  if (wanted === null || left === 0 || find("#live .streaming")) return;
  if (box()?.value !== wanted) fill(wanted);
  // Gradio takes the new value over in its next tick.
  window.setTimeout(click, 0);
  window.setTimeout(() => insist(left - 1), AGAIN);
};

/** Something is typed: then what a button asks is not asked again, and what comes after a question
 * that is on its way is a draft. */
export const noteTyped = () => {
  wanted = null;
  if (sent === null) return;
  later = box().value;
  tab.drop(WAITING);
};

/** What was typed behind a question while it was on its way. @param {string} question */
const typedBehind = (question) => {
  const typed = later ?? "";
  later = null;
  return typed.trim().startsWith(question) ? typed.trim().slice(question.length).trim() : typed;
};

/** Asks a question as if it had been typed. @param {string} text */
export const ask = (text) => {
  if (find("#live .streaming")) return; // one question at a time
  const draft = box().value;
  aside = draft.trim() && draft !== text ? draft : "";
  wanted = text;
  syncTalk();
  insist();
};

/** A question leaves the page. @param {string} text */
export const noteSent = (text) => {
  sent = text;
  later = null;
  anySent = true;
  tab.set(WAITING, text); // until it is accepted: a load that comes before asks it again
  unsay("undo", "offline", "unsent");
  window.setTimeout(() => {
    if (sent === text && !find("#live .streaming")) say("unsent", word("unsent"), [[word("send"), click]]);
  }, PATIENCE);
};

/** It was accepted; what stood in the box before comes back. @param {string} question */
export const noteAccepted = (question) => {
  sent = null;
  wanted = null;
  unsay("unsent", "offline", "undo", "editing");
  tab.drop(DRAFT);
  tab.drop(WAITING);
  beginExchange(question, tries);
  tries = 0;
  const draft = typedBehind(question) || aside;
  aside = "";
  if (!draft) return;
  window.setTimeout(() => {
    put(box(), draft);
    keepDraft();
  }, 0);
};

/** It was not accepted; it stays in the box. */
export const noteRefused = () => {
  sent = null;
  wanted = null;
  tab.drop(WAITING);
};

export const isSent = () => sent !== null;

/** Whether any question has left the page since it was loaded. */
export const hasSent = () => anySent;

/** @param {string} text */
export const waitForNetwork = (text) => {
  wanted = null;
  tab.set(WAITING, text);
  keepDraft();
  say("offline", word("offline"), [[word("send"), click]]);
};

/** Sends what waited. */
const sendWaiting = () => {
  const waiting = tab.get(WAITING);
  unsay("offline");
  tab.drop(WAITING);
  if (waiting) ask(waiting);
};

/** A link with a question asks it once; a reload or Back must not. @returns {string | null} */
const takeLinked = () => {
  const rest = new URL(location.href);
  const asked = rest.searchParams.get("q");
  if (asked === null) return null;
  rest.searchParams.delete("q");
  rest.searchParams.delete("seen");
  history.replaceState(history.state, "", rest);
  return asked.slice(0, LIMIT);
};

/** Takes up a question that a load cut off, a few times at most. @returns {string | null} */
const takeCut = () => {
  const cut = pending();
  const before = cut?.tries ?? 0;
  if (!cut || before >= 2) return null;
  tries = before + 1;
  goOnFrom(talk().exchanges.length - 1, false);
  return cut.question;
};

/**
 * After a load: shows the talk, goes on with what was cut off, brings the draft back.
 * @param {string} [asked] what was asked before Gradio was there
 */
export const restore = (asked) => {
  const linked = takeLinked();
  const draft = tab.get(DRAFT);
  if (draft && !box().value) fill(draft.slice(0, LIMIT));
  const waiting = tab.get(WAITING);
  const next = asked ?? linked ?? takeCut() ?? (navigator.onLine ? waiting : null);
  if (next) {
    if (next === waiting) tab.drop(WAITING);
    ask(next);
    return;
  }
  if (talk().exchanges.length) showTalk();
  if (waiting) waitForNetwork(waiting);
};

export const startDrafts = () => {
  window.addEventListener("online", () => {
    // Gradio needs a moment to notice that its connection works again.
    window.setTimeout(sendWaiting, 300);
  });
};
