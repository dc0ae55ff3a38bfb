// Builds what browsers load: the widget, and the chat page's script and style sheet.
//
//   node build.mjs           writes assistant/web/widget/built/* and assistant/web/built/*
//   node build.mjs --check   fails where one of them is not what the sources give

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync, transformSync } from "esbuild";

const web = new URL("../assistant/web/", import.meta.url);
const widget = new URL("widget/", web);
const read = (name) => readFileSync(new URL(name, widget), "utf8");
const small = { minify: true, charset: "utf8", target: "es2022", legalComments: "none" };

/** A style sheet of the widget as a text in its script. */
const style = (name) => JSON.stringify(transformSync(read(name), { loader: "css", ...small }).code.trim());

/** What the widget says, from the files that translators write. */
const words = (name) => JSON.parse(readFileSync(new URL(`words/${name}`, web), "utf8"));

/** What the launcher says before anything is loaded, and whether the language runs from the right. */
const brief = () =>
  Object.fromEntries(
    readdirSync(new URL("words/", web))
      .sort()
      .map((name) => {
        const { chat, direction } = words(name);
        const said = ["title", "open", "unloaded"].map((key) => chat[key]);
        return [name.replace(".json", ""), direction === "rtl" ? [...said, 1] : said];
      }),
  );

/** One of the widget's two scripts, with the texts that go into it. */
const widgetPart = (entry, define) =>
  buildSync({
    entryPoints: [fileURLToPath(new URL(entry, widget))],
    bundle: true,
    format: "iife",
    write: false,
    define,
    ...small,
  }).outputFiles[0].text;

const buildPanel = () =>
  widgetPart("panel/main.js", {
    PANEL_CSS: style("panel/panel.css"),
    ENGLISH: JSON.stringify(words("en.json").chat),
  });

/** What is loaded with the page; it knows the bytes of the panel, and takes no others. */
const buildCore = () => {
  const digest = createHash("sha384").update(buildPanel()).digest();
  const panel = {
    name: digest.toString("hex").slice(0, 12),
    integrity: `sha384-${digest.toString("base64")}`,
  };
  return widgetPart("core/start.js", {
    LAUNCHER_CSS: style("core/launcher.css"),
    BRIEF: JSON.stringify(brief()),
    PANEL: JSON.stringify(panel),
  });
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
  "widget/built/panel.js": buildPanel,
  "widget/built/v1.js": buildCore,
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
