// Builds what browsers load: the widget, and the chat page's script and style sheet.
//
//   node build.mjs           writes assistant/web/widget/built/v1.js and assistant/web/built/*
//   node build.mjs --check   fails where one of them is not what the sources give

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync, transformSync } from "esbuild";

const web = new URL("../assistant/web/", import.meta.url);
const widget = new URL("widget/", web);
const read = (name) => readFileSync(new URL(name, widget), "utf8");
const small = { minify: true, charset: "utf8", target: "es2022", legalComments: "none" };

/** One list of keys and a list of texts for each language: the same, and smaller. */
const table = (words) => {
  const keys = Object.keys(words.en);
  const texts = (language) => keys.map((key) => words[language][key] ?? words.en[key]);
  return [keys, Object.fromEntries(Object.keys(words).map((name) => [name, texts(name)]))];
};

/** The widget is one script: its style sheet and its words go into it. */
const buildWidget = () => {
  const style = transformSync(read("v1.css"), { loader: "css", minify: true }).code.trim();
  const values = { "v1.css": style, "words.json": table(JSON.parse(read("words.json"))) };
  let script = read("v1.js");
  for (const [name, value] of Object.entries(values)) {
    script = script.replace(`'{{${name}}}'`, () => JSON.stringify(value));
  }
  return transformSync(script, { loader: "js", ...small }).code;
};

/** A script or style sheet of a page, with all that it imports; pictures go into it. */
const bundle = (entry) =>
  buildSync({
    entryPoints: [fileURLToPath(new URL(entry, web))],
    bundle: true,
    format: "iife",
    write: false,
    loader: { ".svg": "dataurl" },
    ...small,
    target: entry.endsWith(".css") ? "chrome123" : small.target, // it has light-dark()
  }).outputFiles[0].text;

const outputs = {
  "widget/built/v1.js": buildWidget,
  "built/chat.js": () => bundle("chat/main.js"),
  "built/chat.css": () => bundle("chat/page.css"),
};

for (const [name, build] of Object.entries(outputs)) {
  const place = new URL(name, web);
  const made = build();
  if (process.argv.includes("--check")) {
    let kept = "";
    try {
      kept = readFileSync(place, "utf8");
    } catch {
      // There is none: then it differs.
    }
    if (kept !== made) {
      console.error(`assistant/web/${name} is not what its sources give: run \`make web\`.`);
      process.exitCode = 1;
    }
  } else {
    mkdirSync(new URL(".", place), { recursive: true });
    writeFileSync(place, made);
    console.log(`assistant/web/${name}: ${made.length} characters`);
  }
}
