// What is typed is not lost: a draft outlives a reload of its tab, a question asked without a
// network waits in the box.
import { box, fill, find, LIMIT, make } from "./page.js";
import { word } from "./words.js";

const DRAFT = "assistant-draft";

/**
 * @template Value
 * @param {(drawer: Storage) => Value} use
 * @returns {Value | null} null where storage is switched off: then there is no draft to keep
 */
const stored = (use) => {
  try {
    return use(window.sessionStorage);
  } catch {
    return null;
  }
};

export const keepDraft = () => stored((drawer) => drawer.setItem(DRAFT, box()?.value ?? ""));
export const dropDraft = () => stored((drawer) => drawer.removeItem(DRAFT));

export const restoreDraft = () => {
  const asked = new URLSearchParams(location.search).get("q");
  const draft = asked ?? stored((drawer) => drawer.getItem(DRAFT));
  if (!draft || box().value) return;
  fill(draft.slice(0, LIMIT));
  if (asked === null) return;
  // A link with a question asks it once; a reload or Back must not ask it again.
  const rest = new URL(location.href);
  rest.searchParams.delete("q");
  history.replaceState(history.state, "", rest);
  window.setTimeout(() => find("#send")?.click(), 0);
};

export const offline = make("p", { id: "offline", role: "status", hidden: "" });
let waiting = false;

export const waitForNetwork = () => {
  waiting = true;
  offline.textContent = word("offline");
  offline.hidden = false;
};

export const startDrafts = () => {
  window.addEventListener("online", () => {
    offline.hidden = true;
    if (!waiting) return;
    waiting = false;
    // Gradio needs a moment to notice that its connection works again.
    window.setTimeout(() => find("#send")?.click(), 300);
  });
};
