// The article beside the chat: a citation opens it there and lights up the words.
import { toClipboard } from "./announcing.js";
import { addressOf, citationsBeside, placeOf, stepped } from "./cited.js";
import { cover, startCovering, uncover } from "./covering.js";
import { box, find, make } from "./page.js";
import { word } from "./words.js";

const OWN_ARTICLE = /^source\/[\w.-]+(?:#c=[\d,-]+)?$/;
const narrow = window.matchMedia("(max-width: 63.99rem)");

const frame = make("iframe", { title: word("article"), name: "article" });
const close = make("button", { type: "button", class: "tool close" }, word("close"));
const apart = make("a", { class: "tool apart", target: "_blank", rel: "noopener" }, word("apart"));
const copyAddress = make("button", { type: "button", class: "tool" }, word("copyLink"));
// Where the page that the article was taken from is known: the same words there.
const original = make(
  "a",
  { class: "tool", target: "_blank", rel: "noopener noreferrer", hidden: "" },
  word("original"),
);
const earlier = make(
  "button",
  { type: "button", class: "tool step", "aria-label": word("earlierCitation") },
  "‹",
);
const later = make(
  "button",
  { type: "button", class: "tool step", "aria-label": word("laterCitation") },
  "›",
);
const place = make("span", { class: "place", role: "status" });
const steps = make("div", { class: "steps", hidden: "" }, earlier, place, later);
const heading = make("h2", { id: "panel-heading" }, word("article"));

export const panel = make(
  "aside",
  { id: "article-panel", "aria-labelledby": "panel-heading", hidden: "" },
  make("div", { class: "bar" }, heading, steps, original, copyAddress, apart, close),
  frame,
);
/** @type {HTMLAnchorElement | null} */
let opener = null;

const arrange = () => {
  const open = !panel.hidden;
  document.body.classList.toggle("with-article", open);
  // On a narrow screen the article covers the chat, so it is a dialog and the chat is inert.
  const covers = open && narrow.matches;
  if (covers) {
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
  } else {
    panel.removeAttribute("role");
    panel.removeAttribute("aria-modal");
  }
  const app = find("gradio-app");
  if (app) app.inert = covers;
  if (covers) cover();
};

const unmark = () => {
  for (const old of document.querySelectorAll("a[aria-current]")) old.removeAttribute("aria-current");
};

/** Whether a link leads to an article of ours. @param {Element} link */
export const isOwn = (link) => OWN_ARTICLE.test(link.getAttribute("href") ?? "");

/** @param {HTMLAnchorElement} link */
export const openArticle = (link) => {
  const url = addressOf(link); // whole: the page may lie under a path of a proxy
  const wasHidden = panel.hidden;
  opener = link;
  unmark();
  link.setAttribute("aria-current", "true");
  panel.hidden = false;
  apart.href = link.href;
  const all = citationsBeside(link).length;
  steps.hidden = all < 2 || placeOf(link) === 0;
  place.textContent = word("place", placeOf(link), all);
  const inside = frame.contentWindow.location;
  if (inside.href === url) {
    frame.contentWindow.dispatchEvent(new Event("hashchange")); // show the same words again
  } else {
    original.hidden = true;
    inside.replace(url); // leaves no entry in the history, so Back leaves the chat, or the sheet
  }
  arrange();
  if (wasHidden) close.focus();
};

/** Goes to another citation of the same answer. @param {number} by */
const step = (by) => {
  const link = opener?.isConnected ? stepped(opener, by) : null;
  if (link) openArticle(link);
};

/** Keys that work in the article and beside it, but never where text is written. @param {string} key */
const steppedBy = (key) => {
  if (panel.hidden || (key !== "n" && key !== "p")) return;
  step(key === "n" ? 1 : -1);
};

const closeArticle = () => {
  if (panel.hidden) return;
  panel.hidden = true;
  arrange();
  uncover();
  unmark();
  const back = opener?.isConnected ? opener : box();
  back?.focus();
};

const reopen = () => {
  if (panel.hidden && opener?.isConnected) openArticle(opener);
};

export const startArticle = () => {
  document.body.append(panel);
  startCovering(() => !panel.hidden, closeArticle, reopen);
  close.addEventListener("click", closeArticle);
  earlier.addEventListener("click", () => step(-1));
  later.addEventListener("click", () => step(1));
  panel.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) steppedBy(event.key);
  });
  copyAddress.addEventListener("click", () => toClipboard(copyAddress, apart.href));
  narrow.addEventListener("change", arrange);
  window.addEventListener("message", (event) => {
    const ours = event.origin === location.origin && event.source === frame.contentWindow;
    if (ours && event.data?.type === "close-article") closeArticle();
    if (ours && event.data?.type === "step") steppedBy(event.data.key);
    if (ours && event.data?.type === "original" && /^https?:/.test(event.data.href)) {
      original.href = event.data.href;
      original.hidden = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      closeArticle();
    }
  });
};
