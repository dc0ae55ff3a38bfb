// What the page says by its scripts: one table, by language and key. Nothing else holds sentences.
import table from "./words.json";

/** @typedef {keyof typeof table.en} Key */

/**
 * The text of a key; `{0}`, `{1}` … in it are replaced by the values.
 * @param {Key} key
 * @param {...(string | number)} values
 * @returns {string}
 */
export const word = (key, ...values) =>
  table.en[key].replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)]));

/** A moment, as the language of the page writes it. @param {number} milliseconds */
export const dateTime = (milliseconds) =>
  new Date(milliseconds).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });

/** A number as the language of the page writes it. @param {number} value */
export const numeral = (value) => value.toLocaleString("en");
