// The chat page's own behaviour, around what Gradio renders: one idea a file. Gradio replaces parts
// of the page at any time, so clicks are handled in one place, here, and the page is watched.
import { announcer, toClipboard } from "./announcing.js";
import { isHeld, takeOver } from "./arriving.js";
import { readAloud, startAloud } from "./aloud.js";
import { isOwn, openArticle, startArticle } from "./article.js";
import { begin, edit, retry } from "./asking.js";
import { startCards } from "./cards.js";
import { count, counter, startComposer } from "./composer.js";
import { ask, restore, startDrafts } from "./drafts.js";
import { because, rate } from "./feedback.js";
import { startHelp } from "./help.js";
import { startKeys } from "./keys.js";
import { copyLink } from "./links.js";
import { bar } from "./notes.js";
import { dressBox, options, startOffers } from "./offers.js";
import { box, find, make, within } from "./page.js";
import { dress, follow } from "./progress.js";
import { expireTalks } from "./shelf.js";
import { openTalks, startTalkList } from "./talklist.js";
import { resumeTalk } from "./talks.js";
import { word } from "./words.js";

/** @type {Record<string, "auto" | "light" | "dark">} */
const NEXT_THEME = { auto: "light", light: "dark", dark: "auto" };

const nameTheme = () => {
  const button = find("button.theme");
  if (!button) return;
  const choice = /** @type {"auto" | "light" | "dark"} */ (window.pageTheme.choice);
  const name = word(`theme.${choice}`);
  if (button.title !== name) {
    button.title = name;
    button.setAttribute("aria-label", name);
  }
  button.dataset.choice = choice;
};

/** What a button does, by its class. @type {Record<string, (button: HTMLElement) => void>} */
const actions = {
  "ask-this": (button) => ask(button.textContent),
  copy: (button) => toClipboard(button, button.closest(".answer").querySelector(".plain").textContent),
  link: copyLink,
  aloud: readAloud,
  up: (button) => rate(button, "up"),
  down: (button) => rate(button, "down"),
  because,
  retry,
  edit,
  change: edit,
  talks: openTalks,
  theme: () => window.pageTheme.set(NEXT_THEME[window.pageTheme.choice]),
};

/** @param {MouseEvent} event */
const clicked = (event) => {
  const link = within(event, "gradio-app a");
  if (link && isOwn(link)) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openArticle(/** @type {HTMLAnchorElement} */ (link));
    return;
  }
  const button = within(event, "gradio-app button, #early .tools button");
  if (!button) return;
  if (button.id === "new-chat") begin();
  for (const [name, action] of Object.entries(actions)) {
    if (button.classList.contains(name)) action(button);
  }
};

/** Landmarks: the head, and below it what the page is there for. Gradio's `main` holds both, and may have
 * no other role; its parts go on in an element without a meaning. */
const landmarks = () => {
  const whole = document.querySelector("gradio-app main");
  const plain = make("div", { class: whole?.className ?? "" });
  plain.append(...(whole?.childNodes ?? []));
  whole?.replaceWith(plain);
  find("#masthead").setAttribute("role", "banner");
  find("#content").setAttribute("role", "main");
};

/** Once, as soon as Gradio shows the conversation and the box. */
const arrive = () => {
  landmarks(); // first: what is moved loses the focus
  const log = find("#log");
  const field = box();
  const { settled, asked } = takeOver();
  log.setAttribute("role", "log");
  log.setAttribute("aria-label", word("conversation"));
  log.setAttribute("aria-live", "off"); // a finished answer is announced once, by itself
  field.setAttribute("aria-label", word("question"));
  field.setAttribute("aria-describedby", "counter");
  dressBox();
  find("#ask-row").before(options, bar);
  find("#ask-row").after(counter);
  // Gradio takes values over once it is up; ours must come after.
  window.setTimeout(() => restore(asked), 0);
  window.pageTheme.apply();
  // Where a keyboard is at hand; on a phone it would cover half of the page.
  if (!settled && window.matchMedia("(hover: hover) and (min-width: 48rem)").matches) {
    field.focus({ preventScroll: true });
  }
};

const watch = () => {
  nameTheme();
  const log = find("#log");
  if (!log || !box() || !find("#live") || !find("#past")) return; // not there yet, or not any more
  if (log.getAttribute("role") !== "log") {
    if (isHeld(watch)) return;
    arrive();
  }
  follow(); // first: what became of a question is shown with its answer
  dress(log);
  count();
};

const start = () => {
  expireTalks();
  resumeTalk();
  document.body.append(announcer);
  startAloud();
  startArticle();
  startCards();
  startComposer();
  startDrafts();
  startTalkList();
  startHelp();
  startKeys();
  startOffers();
  document.addEventListener("click", clicked);
  window.addEventListener("themechange", nameTheme);
  let scheduled = false;
  new MutationObserver(() => {
    if (scheduled) return;
    scheduled = true;
    window.setTimeout(() => {
      scheduled = false;
      watch();
    }, 0);
  }).observe(find("gradio-app") ?? document.body, { childList: true, subtree: true });
  watch();
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
