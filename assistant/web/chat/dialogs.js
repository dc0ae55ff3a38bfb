// A dialog of the page: the browser's own keeps the keyboard inside, closes on Escape, and gives the
// focus back.
import { make } from "./page.js";
import { word } from "./words.js";

/**
 * @param {string} id
 * @param {string} title
 * @param {...(Node | string)} content
 */
export const dialog = (id, title, ...content) => {
  const heading = make("h2", { id: `${id}-title` }, title);
  const close = make("button", { type: "button", class: "tool" }, word("close"));
  const bar = make("div", { class: "bar" }, heading, close);
  const made = make("dialog", { id, class: "sheet", "aria-labelledby": heading.id }, bar, ...content);
  close.addEventListener("click", () => made.close());
  // A click beside it: the dialog itself is hit only outside its content.
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;
};

/** @param {string} name @param {() => void} act @param {Record<string, string>} [attributes] */
export const button = (name, act, attributes = {}) => {
  const made = make("button", { type: "button", class: "tool", ...attributes }, name);
  made.addEventListener("click", act);
  return made;
};
