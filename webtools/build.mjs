// Builds the widget: the style sheet and the words go into the script, and esbuild makes it small.
//
//   node build.mjs           writes assistant/web/widget/built/v1.js
//   node build.mjs --check   fails where that file is not what the sources give

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const widget = new URL("../assistant/web/widget/", import.meta.url);
const built = new URL("built/v1.js", widget);
const read = (name) => readFileSync(new URL(name, widget), "utf8");

/** One list of keys and a list of texts for each language: the same, and smaller. */
const table = (words) => {
  const keys = Object.keys(words.en);
  const texts = (language) => keys.map((key) => words[language][key] ?? words.en[key]);
  return [keys, Object.fromEntries(Object.keys(words).map((name) => [name, texts(name)]))];
};

const build = () => {
  const style = transformSync(read("v1.css"), { loader: "css", minify: true }).code.trim();
  const values = { "v1.css": style, "words.json": table(JSON.parse(read("words.json"))) };
  let script = read("v1.js");
  for (const [name, value] of Object.entries(values)) {
    script = script.replace(`'{{${name}}}'`, () => JSON.stringify(value));
  }
  const options = { loader: "js", minify: true, charset: "utf8", target: "es2022", legalComments: "none" };
  return transformSync(script, options).code;
};

const script = build();
if (process.argv.includes("--check")) {
  let kept = "";
  try {
    kept = readFileSync(built, "utf8");
  } catch {
    // There is none: then it differs.
  }
  if (kept !== script) {
    console.error("assistant/web/widget/built/v1.js is not what its sources give: run `make web`.");
    process.exit(1);
  }
} else {
  mkdirSync(new URL(".", built), { recursive: true });
  writeFileSync(built, script);
  console.log(`${fileURLToPath(built)}: ${script.length} characters`);
}
