// The keys that work here.
import { dialog } from "./dialogs.js";
import { make } from "./page.js";
import { word } from "./words.js";

/** What each key does, by the key of its words. */
const KEYS = /** @type {const} */ ([
  ["Enter", "key.send"],
  ["Shift + Enter", "key.line"],
  ["↑", "key.recall"],
  ["Esc", "key.close"],
  ["Alt + N", "key.new"],
  ["Alt + T", "key.talks"],
  ["/", "key.box"],
  ["N · P", "key.cited"],
  ["?", "key.help"],
]);

/** @type {HTMLDialogElement | null} */
let sheet = null;

export const openHelp = () => sheet.showModal();

export const startHelp = () => {
  const rows = KEYS.flatMap(([key, says]) => [
    make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, word(says)),
  ]);
  sheet = dialog("help", word("keys"), make("dl", { class: "keys" }, ...rows));
};
