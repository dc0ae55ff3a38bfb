// A talk as a file: Markdown and JSON are made here, a PDF by printing.
import { make } from "./page.js";
import { nameOf, talk } from "./talks.js";
import { word } from "./words.js";

/** @typedef {import("./shelf.js").Talk} Talk */

/** A quote on one line: line breaks would end a list item. @param {string} quote */
const oneLine = (quote) => quote.replace(/\s+/g, " ").trim();

/** @param {import("./shelf.js").Exchange} exchange */
const written = ({ question, answer, problem, stopped }) => {
  const lines = [`## ${oneLine(question)}`, ""];
  if (!answer) return [...lines, stopped ? word("stopped") : problem, ""];
  lines.push(answer.text.trim(), "");
  for (const one of answer.citations) {
    const where = new URL(one.url.replace(/^\//, ""), document.baseURI).href;
    lines.push(`- [${one.number}] ${one.section}: “${oneLine(one.quote)}” <${where}>`);
  }
  if (answer.citations.length) lines.push("");
  return lines;
};

/** @param {Talk} one */
const asMarkdown = (one) => [`# ${oneLine(nameOf(one))}`, "", ...one.exchanges.flatMap(written)].join("\n");

/** @param {Talk} one */
const asJson = (one) => JSON.stringify({ name: nameOf(one), exchanges: one.exchanges }, null, 2);

/** @param {string} text @param {string} type @param {string} ending */
const save = (text, type, ending) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const name = nameOf(talk())
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  const link = make("a", { href: url, download: `${name || "talk"}.${ending}` });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

export const saveMarkdown = () => save(asMarkdown(talk()), "text/markdown", "md");
export const saveJson = () => save(asJson(talk()), "application/json", "json");
export const print = () => window.print();
