// The talks that this browser keeps: one entry each, forgotten after a set time. On a shared
// computer they are kept until the tab is closed only. Where the browser keeps nothing, or no more,
// they stay with the page until it is left.
import { attempt, HERE } from "./drawers.js";

/**
 * @typedef {object} Exchange what was asked and what became of it, as the server reads it, and
 *   what only this page knows of it
 * @property {string} question
 * @property {any} answer the answer's record, or null
 * @property {string} problem
 * @property {boolean} stopped
 * @property {"up" | "down"} [rating]
 * @property {string} [reason] why it was rated down
 * @property {string} [checked] what a link to this answer gave when it was asked anew
 * @property {number} [tries] how often it was asked again after a reload
 *
 * @typedef {object} Talk
 * @property {string} id
 * @property {string} name what the visitor calls it; empty until then
 * @property {number} changed milliseconds
 * @property {Exchange[]} exchanges oldest first
 */

const PREFIX = `assistant-talk${HERE}:`;
const SHARED = "assistant-shared";
const PROBE = "assistant-probe";
const DAY = 86_400_000;

/** Days that a talk is kept after its last question; 0 means until the tab is closed. */
export const DAYS = Number(document.querySelector('meta[name="talk-days"]')?.getAttribute("content") ?? 30);

/** Whether nothing outlives the tab. */
export const isShared = () => DAYS === 0 || attempt(() => localStorage.getItem(SHARED)) === "1";

/** What the browser refused to keep, by the id of the talk. @type {Map<string, string>} */
const here = new Map();

const drawer = () => (isShared() ? window.sessionStorage : window.localStorage);

/** @param {Storage} from */
const keysOf = (from) => Object.keys(from).filter((key) => key.startsWith(PREFIX));

/** @param {string | null} kept @returns {Talk | null} */
const parsed = (kept) => {
  const talk = attempt(() => JSON.parse(kept ?? "null"));
  return talk && typeof talk.id === "string" && Array.isArray(talk.exchanges) ? talk : null;
};

/** @param {string | null} id @returns {Talk | null} */
export const readTalk = (id) =>
  id ? parsed(here.get(id) ?? attempt(() => drawer().getItem(PREFIX + id))) : null;

/** Whether talks outlive the page. */
export const isKept = () => {
  const takes = attempt(() => (drawer().setItem(PROBE, ""), drawer().removeItem(PROBE), true));
  return here.size === 0 && takes === true;
};

/** The talks that are kept, the newest first. @returns {Talk[]} */
export const allTalks = () => {
  const keys = attempt(() => keysOf(drawer())) ?? [];
  const ids = new Set([...keys.map((key) => key.slice(PREFIX.length)), ...here.keys()]);
  const talks = Array.from(ids, readTalk).filter((talk) => talk !== null);
  return talks.sort((a, b) => b.changed - a.changed);
};

/** @param {string} id */
export const dropTalk = (id) => {
  here.delete(id);
  attempt(() => drawer().removeItem(PREFIX + id));
};

/** Keeps a talk; where there is no room, the oldest other one makes it. @param {Talk} talk */
export const writeTalk = (talk) => {
  const written = JSON.stringify(talk);
  here.delete(talk.id);
  for (let left = 20; left > 0; left -= 1) {
    if (attempt(() => (drawer().setItem(PREFIX + talk.id, written), true))) return;
    const oldest = allTalks()
      .reverse()
      .find((other) => other.id !== talk.id && !here.has(other.id));
    if (!oldest) break;
    dropTalk(oldest.id);
  }
  here.set(talk.id, written);
};

/** Forgets what is older than it may become. */
export const expireTalks = () => {
  attempt(() => localStorage.removeItem("tpm-conversation")); // of an earlier version
  if (DAYS === 0) attempt(() => keysOf(localStorage).forEach((key) => localStorage.removeItem(key)));
  const limit = Date.now() - DAYS * DAY;
  if (!isShared()) for (const talk of allTalks()) if (talk.changed < limit) dropTalk(talk.id);
};

/** Keeps talks until the tab is closed, or for the set time again. @param {boolean} shared */
export const setShared = (shared) => {
  const moved = allTalks();
  for (const talk of moved) dropTalk(talk.id);
  attempt(() => (shared ? localStorage.setItem(SHARED, "1") : localStorage.removeItem(SHARED)));
  for (const talk of moved) writeTalk(talk);
};
