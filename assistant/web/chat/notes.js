// One line above the box for what the page has to say, with what can be done about it. It stays
// until it is no longer true or was closed: nobody has to be quick.
import { box, make } from "./page.js";
import { word } from "./words.js";

export const bar = make("div", { id: "note", hidden: "" });
const said = make("p", { role: "status" });
const doing = make("div", { class: "doing" });
bar.append(said, doing);

/** What lasts until it is ended, and cannot merely be closed. @param {string} about */
const isState = (about) => about === "editing";

/**
 * @param {string} about what it is about; `unsay` takes the same word
 * @param {string} text
 * @param {Array<[string, () => void]>} [actions] names of buttons and what they do
 */
export const say = (about, text, actions = []) => {
  bar.dataset.about = about;
  bar.hidden = false;
  said.textContent = text;
  /** @type {Array<[string, () => void]>} */
  const offered = isState(about) ? actions : [...actions, [word("dismiss"), () => {}]];
  const buttons = offered.map(([name, act]) => {
    const button = make("button", { type: "button", class: "tool" }, name);
    button.addEventListener("click", () => {
      unsay(about);
      act();
      if (!document.querySelector("dialog[open]")) box()?.focus();
    });
    return button;
  });
  doing.replaceChildren(...buttons);
};

/** @param {...string} about */
export const unsay = (...about) => {
  if (!about.includes(bar.dataset.about ?? "")) return;
  bar.hidden = true;
  said.textContent = "";
  bar.dataset.about = "";
};
