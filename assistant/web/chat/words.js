// What the page says by its scripts. The texts are in the page itself (`#words`), by key, in the
// language that the server chose for this browser; they come from `web/words`.

/** @typedef {keyof typeof import("../words/en.json").page} Key */

/** @type {Record<string, string>} */
const table = JSON.parse(document.getElementById("words").textContent);
const language = document.documentElement.lang;
/** The language of the documents, which answers are in too. */
export const articleLanguage = document
  .querySelector('meta[name="article-language"]')
  .getAttribute("content");

/**
 * The text of a key; `{0}`, `{1}` … in it are replaced by the values.
 * @param {Key} key
 * @param {...(string | number)} values
 * @returns {string}
 */
export const word = (key, ...values) =>
  table[key].replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)]));

/** A moment, as the language of the page writes it. @param {number} milliseconds */
export const dateTime = (milliseconds) =>
  new Date(milliseconds).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

/** A number as the language of the page writes it. @param {number} value */
export const numeral = (value) => value.toLocaleString(language);
