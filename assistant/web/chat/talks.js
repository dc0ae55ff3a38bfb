// The talk of this tab: what the server is given with each question, and what a reload brings back.
// Two tabs that show the same talk do not overwrite each other: the second one goes on in a copy.
import { tab } from "./drawers.js";
import { find, put } from "./page.js";
import { allTalks, dropTalk, readTalk, writeTalk } from "./shelf.js";

/** @typedef {import("./shelf.js").Exchange} Exchange */
/** @typedef {import("./shelf.js").Talk} Talk */

const MINE = "assistant-talk";
const SHOWN = 30; // exchanges that the server takes
const HEAVIEST = 400_000; // characters of a talk that are sent with a question

/** @returns {Talk} */
const fresh = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { id, name: "", changed: Date.now(), exchanges: [] };
};

let current = fresh();
let alone = true; // no other tab shows this talk
let leave = new AbortController();
/** Where the next question goes on, if not at the end. @type {{index: number, copy: boolean} | null} */
let from = null;

/** The talk of this tab; not to be kept. */
export const talk = () => current;

/** Says to other tabs that this one has the talk. */
const claim = () => {
  leave.abort();
  leave = new AbortController();
  alone = true;
  const { id } = current;
  const { signal } = leave;
  const held = () => {
    if (signal.aborted) return undefined;
    alone = true;
    return new Promise((done) => signal.addEventListener("abort", done));
  };
  const name = `assistant-talk:${id}`;
  navigator.locks?.request(name, { ifAvailable: true }, (lock) => {
    if (lock) return held();
    if (signal.aborted) return undefined;
    alone = false;
    // Until the other one is closed.
    navigator.locks.request(name, { signal }, held).catch(() => {});
    return undefined;
  });
};

/** @param {Talk} next */
const become = (next) => {
  current = next;
  from = null;
  if (current.exchanges.length) tab.set(MINE, current.id);
  else tab.drop(MINE);
  claim();
};

/** Keeps the talk as it is now. @param {boolean} [touched] it was gone on with */
export const saveTalk = (touched = true) => {
  if (touched) {
    current.changed = Date.now();
    if (!alone) become({ ...current, id: fresh().id });
  }
  if (!current.exchanges.length) return;
  tab.set(MINE, current.id);
  writeTalk(current);
};

/** Gives Gradio the talk, to be sent with the next question. */
export const syncTalk = () => {
  const plain = current.exchanges
    .slice(0, from?.index)
    .slice(-SHOWN)
    .map(({ question, answer, problem, stopped }) => ({ question, answer, problem, stopped }));
  let sent = JSON.stringify(plain);
  while (sent.length > HEAVIEST) {
    plain.shift();
    sent = JSON.stringify(plain);
  }
  put(document.querySelector("#talk textarea, #talk input"), sent);
};

/** Whether the page shows another talk than this tab has. */
const isOther = () => {
  if (find("#live .streaming")) return false;
  return (find("#live .exchange") === null) === current.exchanges.length > 0;
};

/**
 * Shows the talk as it is now; the server writes the page.
 * @param {number} [tries] more, where Gradio was not ready
 */
export const showTalk = (tries = 5) => {
  from = null;
  syncTalk();
  window.setTimeout(() => find("#show-talk")?.click(), 0);
  window.setTimeout(() => {
    if (tries && isOther()) showTalk(tries - 1);
  }, 3_000);
};

/** The exchange that has no outcome yet. @returns {Exchange | null} */
export const pending = () => {
  const last = current.exchanges.at(-1);
  return last && !last.answer && !last.problem && !last.stopped ? last : null;
};

/**
 * The next question takes the place of an exchange and of all after it.
 * @param {number} index
 * @param {boolean} copy what was answered there stays as a talk of its own
 */
export const goOnFrom = (index, copy) => {
  from = { index, copy };
  syncTalk();
};

/** The next question goes to the end after all. */
export const stayAtEnd = () => {
  from = null;
  syncTalk();
};

/** A question was accepted. @param {string} question @param {number} [tries] */
export const beginExchange = (question, tries = 0) => {
  if (from) {
    const { index, copy } = from;
    const hasAnswers = current.exchanges.slice(index).some((exchange) => exchange.answer);
    const exchanges = current.exchanges.slice(0, index);
    become({ ...current, exchanges, id: copy && hasAnswers ? fresh().id : current.id });
  }
  current.exchanges.push({ question, answer: null, problem: "", stopped: false, tries });
  saveTalk();
  syncTalk(); // with it, so that stopping shows it
};

/** Its outcome came. @param {Exchange} record @param {Partial<Exchange>} known */
export const settleExchange = (record, known = {}) => {
  const open = pending();
  if (open) Object.assign(open, record, known);
  else return; // it was there already: the talk is only shown
  saveTalk();
  syncTalk();
};

/** @param {string} id of an answer @returns {Exchange | undefined} */
export const exchangeOf = (id) => current.exchanges.find((exchange) => exchange.answer?.id === id);

/** A new talk; the one before it stays on the shelf. @returns {string} id of the one before */
export const newTalk = () => {
  const before = current.id;
  become(fresh());
  syncTalk();
  return before;
};

/** @param {string} id */
export const openTalk = (id) => {
  const found = readTalk(id);
  if (!found) return;
  become(found);
  showTalk();
};

/** @param {string} id @param {string} name */
export const renameTalk = (id, name) => {
  const found = id === current.id ? current : readTalk(id);
  if (!found) return;
  found.name = name;
  writeTalk(found);
};

/** Deletes a talk. @param {string} id @returns {() => void} what undoes it */
export const deleteTalk = (id) => {
  const found = readTalk(id);
  const wasMine = id === current.id;
  dropTalk(id);
  if (wasMine) {
    become(fresh());
    showTalk();
  }
  return () => {
    if (!found) return;
    writeTalk(found);
    if (wasMine) openTalk(id);
  };
};

/** Deletes every talk. @returns {string[]} the ids of their answers */
export const deleteAll = () => {
  const talks = allTalks();
  for (const one of talks) dropTalk(one.id);
  become(fresh());
  showTalk();
  const exchanges = talks.flatMap((one) => one.exchanges);
  return exchanges.map((exchange) => exchange.answer?.id).filter((id) => typeof id === "string");
};

/** How a talk is called. @param {Talk} one */
export const nameOf = (one) => one.name || (one.exchanges[0]?.question ?? "");

/** Takes up the talk of this tab after a reload. */
export const resumeTalk = () => become(readTalk(tab.get(MINE)) ?? fresh());
