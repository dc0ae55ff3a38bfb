// Questions that are known to be answered, offered while one is typed. The list is fetched once, so
// nothing that is typed leaves the page before it is sent. Keys are those of a combobox with a list
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/); a box of several lines may not have that role,
// so it stays a text box with `aria-autocomplete` and tells how many there are. Nothing is chosen
// until an arrow key or the pointer chooses it: Enter sends what was typed.
import { announce } from "./announcing.js";
import { ask } from "./drafts.js";
import { box, composes, find, make, put } from "./page.js";
import { word } from "./words.js";

const MOST = 5;
const FROM = 3; // characters

export const options = make("ul", {
  id: "offers",
  role: "listbox",
  "aria-label": word("offers"),
  hidden: "",
});
/** @type {string[] | null} */
let known = null;
let chosen = -1;
/** What was typed when the list was closed by hand. */
let closedAt = "";

const load = async () => {
  if (known || !navigator.onLine) return;
  known = [];
  try {
    const reply = await fetch("api/questions");
    if (reply.ok) known = (await reply.json()).questions;
  } catch {
    known = null; // the next key tries again
  }
};

/** Words as they are compared: without case and accents. @param {string} text */
const wordsOf = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * The known questions that have every word typed, as a word or the beginning of one; those that
 * begin with them first.
 * @param {string} typed @param {readonly string[]} questions
 */
export const matching = (typed, questions) => {
  const wanted = wordsOf(typed);
  const start = wanted.join(" ");
  const found = questions.filter((question) => {
    const there = wordsOf(question);
    return wanted.every((one) => there.some((other) => other.startsWith(one)));
  });
  const rank = (/** @type {string} */ question) => (wordsOf(question).join(" ").startsWith(start) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
};

const rows = () => Array.from(options.children);

/** @param {number} index */
const choose = (index) => {
  chosen = index;
  for (const [at, row] of rows().entries()) row.setAttribute("aria-selected", String(at === index));
  const id = rows()[index]?.id;
  if (id) box().setAttribute("aria-activedescendant", id);
  else box()?.removeAttribute("aria-activedescendant");
};

const close = () => {
  if (options.hidden) return;
  options.hidden = true;
  choose(-1);
};

const offer = () => {
  const typed = box()?.value ?? "";
  const enough = typed.trim().length >= FROM && typed !== closedAt && !find("#live .streaming");
  const found = enough ? matching(typed, known ?? []) : [];
  const isSame = found.length === 1 && found[0] === typed.trim();
  if (!found.length || isSame) {
    close();
    return;
  }
  options.replaceChildren(
    ...found.map((text, at) =>
      make("li", { id: `offer-${at}`, role: "option", "aria-selected": "false", dir: "auto" }, text),
    ),
  );
  options.hidden = false;
  choose(-1);
  announce(word(found.length === 1 ? "offered" : "offeredMany", found.length));
};

/** @param {Element | undefined} row */
const take = (row) => {
  if (!row) return;
  const text = row.textContent;
  close();
  put(box(), text); // in place of what was typed
  ask(text);
};

/** @param {KeyboardEvent} event */
const pressed = (event) => {
  if (event.target !== box() || options.hidden || composes(event)) return;
  const count = rows().length;
  if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
  else if (event.key === "ArrowUp") choose(chosen >= 0 ? chosen - 1 : count - 1);
  else if (event.key === "Escape") {
    closedAt = box().value;
    close();
  } else if (event.key === "Enter" && chosen >= 0) take(rows()[chosen]);
  else {
    if (event.key === "Enter" || event.key === "Tab") close();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
};

/** Once the box is there. */
export const dressBox = () => {
  const field = box();
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", "offers");
};

export const startOffers = () => {
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("input", async (event) => {
    if (event.target !== box() || !event.isTrusted) return;
    closedAt = "";
    await load();
    offer();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === box()) close();
  });
  // Before the box loses the focus.
  options.addEventListener("pointerdown", (event) => event.preventDefault());
  options.addEventListener("click", (event) => {
    if (event.target instanceof Element) take(event.target.closest("li") ?? undefined);
  });
};
