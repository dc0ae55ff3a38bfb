// A card beside a citation: the words in their paragraph, the section, and the way to the source.
// It comes on hover and on focus; a finger's tap opens it instead of the source. Text is only set as
// text; the paragraph is taken from the source page, which a browser has to fetch once.
import { openArticle } from "./article.js";
import { find, make, within } from "./page.js";
import { word } from "./words.js";

const PAUSE = 200;
const LONGEST = 420;

const where = make("p", { class: "where" });
const words = make("p", { class: "words" });
const open = make("button", { type: "button", class: "tool" }, word("openSource"));
const card = make("div", { id: "card", role: "tooltip", hidden: "" }, where, words, open);
/** @type {HTMLAnchorElement | null} */
let owner = null;
let timer = 0;
let touched = false;

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();
/** @param {HTMLAnchorElement} link */
const pageOf = (link) => {
  const address = link.href.split("#")[0];
  if (!pages.has(address)) {
    const coming = fetch(address)
      .then((reply) => (reply.ok ? reply.text() : ""))
      .then((text) => new DOMParser().parseFromString(text, "text/html"));
    coming.catch(() => pages.delete(address)); // without a network: the next time again
    pages.set(address, coming);
  }
  return pages.get(address);
};

/** The blocks that hold some characters. @param {Document} page @param {number[][]} spans */
const blocksWith = (page, spans) => {
  /** @type {NodeListOf<HTMLElement>} */
  const pieces = page.querySelectorAll("[data-s]");
  return Array.from(pieces).filter((piece) => {
    const start = Number(piece.dataset.s);
    const end = start + Array.from(piece.textContent).length;
    return spans.some(([from, to]) => start < to && from < end);
  });
};

/** Some characters of a piece before, in and after what is cited. @param {HTMLElement} piece
 * @param {number[][]} spans */
const parted = (piece, spans) => {
  const start = Number(piece.dataset.s);
  /** @type {(Node | string)[]} */
  const nodes = [];
  let marked = false;
  let run = "";
  const flush = () => {
    if (run) nodes.push(marked ? make("mark", {}, run) : run);
    run = "";
  };
  Array.from(piece.textContent).forEach((character, index) => {
    const inside = spans.some(([from, to]) => from <= start + index && start + index < to);
    if (inside !== marked) flush();
    marked = inside;
    run += character;
  });
  flush();
  return nodes;
};

/** The quote in its paragraph; only the quote where that is long. @param {HTMLAnchorElement} link */
const fill = async (link) => {
  const spans = link.hash
    .replace(/^#c=/, "")
    .split(",")
    .map((part) => part.split("-").map(Number));
  const found = blocksWith(await pageOf(link), spans);
  const block = found[0]?.closest("p, li, tr, td");
  if (owner !== link || !block) return;
  const inside = /** @type {HTMLElement[]} */ (Array.from(block.querySelectorAll("[data-s]")));
  const whole = inside.length && block.textContent.length <= LONGEST ? inside : found;
  const gap = block.matches("tr") ? " · " : "";
  words.replaceChildren(
    ...whole.flatMap((piece, index) => [index && gap ? gap : "", ...parted(piece, spans)]),
  );
  stand();
};

/** The least that a card is high, where a window is low; pixels. */
const LOWEST = 72;

/** The card's place: below its link, or above where there is more room. It never lies over its link. */
const stand = () => {
  const { left, top, bottom } = owner.getBoundingClientRect();
  const width = Math.min(352, document.documentElement.clientWidth - 24);
  card.style.width = `${width}px`;
  const edge = document.documentElement.clientWidth - width - 12;
  card.style.left = `${Math.max(12, Math.min(left - 12, edge))}px`;
  const over = top - 14;
  const under = window.innerHeight - bottom - 14;
  card.style.maxHeight = "";
  const above = card.offsetHeight > under && over > under;
  card.style.maxHeight = `${Math.max(above ? over : under, LOWEST)}px`;
  card.style.top = `${above ? top - card.offsetHeight - 6 : bottom + 6}px`;
};

/** The section of a citation, as the list of sources below it says. @param {HTMLAnchorElement} link */
const sectionOf = (link) => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const sources = link.closest(".answer")?.querySelectorAll(".sources a.source");
  const same = Array.from(sources ?? []).find((source) => source.href === link.href);
  return same?.closest("li").querySelector(".where")?.textContent ?? "";
};

const hide = () => {
  window.clearTimeout(timer);
  if (card.hidden) return;
  card.hidden = true;
  owner?.removeAttribute("aria-describedby");
  owner = null;
};

/** @param {HTMLAnchorElement} link */
const show = (link) => {
  window.clearTimeout(timer);
  if (owner === link) return;
  hide();
  owner = link;
  // The browser's own hint would lie over the card.
  if (link.title) {
    link.dataset.quote = link.title;
    link.removeAttribute("title");
  }
  const number = link.textContent.replace(/\D+/g, "");
  where.textContent = sectionOf(link) || `${word("card")} ${number}`;
  words.replaceChildren(make("mark", {}, link.dataset.quote ?? ""));
  link.setAttribute("aria-describedby", "card");
  card.hidden = false;
  stand();
  fill(link).catch(() => undefined); // the quote alone is shown
};

/** @param {Event} event @returns {HTMLAnchorElement | null} */
const cite = (event) => /** @type {HTMLAnchorElement} */ (within(event, "#log a.cite"));

const leave = () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(hide, PAUSE);
};

export const startCards = () => {
  document.body.append(card);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = cite(event);
    window.clearTimeout(timer);
    if (link) timer = window.setTimeout(() => show(link), PAUSE);
    else if (!within(event, "#card")) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = cite(event);
    if (link && link.matches(":focus-visible")) show(link);
    else if (!within(event, "#card")) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!cite(event) && !within(event, "#card")) hide();
  });
  document.addEventListener(
    "click",
    (event) => {
      const link = cite(event);
      if (!link) return;
      if (touched && owner !== link) {
        event.preventDefault();
        event.stopPropagation();
        show(link);
      } else hide();
    },
    true,
  );
  open.addEventListener("click", () => {
    const link = owner;
    hide();
    if (link) openArticle(link);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || card.hidden) return;
      event.stopPropagation();
      hide();
    },
    true,
  );
  find("gradio-app")?.addEventListener("scroll", hide, true);
  window.addEventListener("scroll", hide, { passive: true });
};
