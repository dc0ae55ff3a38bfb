// The parts that Gradio renders, found anew each time: it replaces elements at any time, so nothing
// may hold on to one. Text is only ever set as text.

/** The longest question that the server takes. */
export const LIMIT = 2000;

export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** @param {string} selector @returns {HTMLElement | null} */
export const find = (selector) => document.querySelector(selector);

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/**
 * The element that an event happened in, or null.
 * @param {Event} event @param {string} selector @returns {HTMLElement | null}
 */
export const within = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

/** The box that questions are written in. @returns {HTMLTextAreaElement | null} */
export const box = () => document.querySelector("#question textarea");

/**
 * Puts a text into a field of Gradio's, which takes it over in its next tick.
 * @param {HTMLTextAreaElement | HTMLInputElement | null} field @param {string} text
 */
export const put = (field, text) => {
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Whether a key belongs to an input method that is writing a word. Safari ends the word first and
 * says it by the old code alone (w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 * @param {KeyboardEvent} event */
export const composes = (event) => event.isComposing || event.keyCode === 229;

/** Puts a text into the box, ready to be changed. @param {string} text */
export const fill = (text) => {
  put(box(), text);
  box()?.focus();
};

/** The question that an element of an exchange belongs to. @param {Element} element */
export const questionOf = (element) => {
  /** @type {HTMLElement | null | undefined} */
  const said = element.closest(".exchange")?.querySelector(".question p");
  return said?.innerText.trim() ?? "";
};
