// Earlier talks: open, rename, delete, take along as a file, forget.
import { announce } from "./announcing.js";
import { button, dialog } from "./dialogs.js";
import { print, saveJson, saveMarkdown } from "./exporting.js";
import { openHelp } from "./help.js";
import { say } from "./notes.js";
import { composes, find, make } from "./page.js";
import { allTalks, DAYS, expireTalks, isKept, isShared, setShared } from "./shelf.js";
import { deleteAll, deleteTalk, nameOf, openTalk, renameTalk, saveTalk, talk } from "./talks.js";
import { dateTime, word } from "./words.js";

/** @typedef {import("./shelf.js").Talk} Talk */

const FORGOTTEN_AT_ONCE = 200;
const list = make("ul", { class: "talks" });
const empty = make("p", { class: "soft" }, word("talksNone"));
const kept = make("p", { class: "soft kept" });
const files = make("div", { class: "row", role: "group", "aria-label": word("export") });
const shared = make("input", { type: "checkbox" });
/** @type {HTMLDialogElement | null} */
let sheet = null;

const promise = () => {
  if (!isKept()) return word("keptPage");
  if (isShared()) return word("keptTab");
  return word(DAYS === 1 ? "keptDay" : "keptDays", DAYS);
};

/** @param {Talk} one @param {HTMLElement} item */
const rename = (one, item) => {
  const input = make("input", { type: "text", maxlength: "120", "aria-label": word("name") });
  input.value = nameOf(one);
  let open = true;
  /** @param {boolean} keep */
  const end = (keep) => {
    if (!open) return;
    open = false;
    if (keep) renameTalk(one.id, input.value.trim());
    draw();
    focusOn(one.id, ".rename");
  };
  input.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== "Escape") || composes(event)) return;
    event.preventDefault(); // Escape would close the whole list
    event.stopPropagation();
    end(event.key === "Enter");
  });
  input.addEventListener("blur", () => end(true));
  item.querySelector(".open").replaceWith(input);
  input.select();
};

/** @param {string} id @param {string} part */
const focusOn = (id, part) => {
  /** @type {HTMLElement | null} */
  const there = list.querySelector(`[data-id="${id}"] ${part}`);
  (there ?? sheet?.querySelector("button"))?.focus();
};

/** @param {Talk} one */
const remove = (one) => {
  const undo = deleteTalk(one.id);
  const next = list.querySelector(`[data-id="${one.id}"]`)?.nextElementSibling?.getAttribute("data-id");
  draw();
  focusOn(next ?? "", ".delete");
  announce(word("deleted", nameOf(one)));
  say("undo", word("deleted", nameOf(one)), [[word("undo"), undo]]);
  const again = button(word("undo"), () => {
    undo();
    draw();
    focusOn(one.id, ".open");
  });
  list.prepend(make("li", { class: "gone" }, make("span", {}, word("deleted", nameOf(one))), again));
};

/** @param {Talk} one */
const row = (one) => {
  const name = nameOf(one);
  const item = make("li", { "data-id": one.id });
  const open = () => {
    sheet.close();
    openTalk(one.id);
  };
  const opener = button("", open, { class: "open" });
  opener.append(make("span", { dir: "auto" }, name), make("small", {}, dateTime(one.changed)));
  if (one.id === talk().id) opener.setAttribute("aria-current", "true");
  if (find("#live .streaming")) opener.disabled = true; // the answer that is being written is this tab's
  item.append(
    opener,
    button(word("rename"), () => rename(one, item), {
      class: "act rename",
      "aria-label": word("renameOne", name),
    }),
    button(word("delete"), () => remove(one), { class: "act delete", "aria-label": word("deleteOne", name) }),
  );
  return item;
};

const draw = () => {
  const talks = allTalks();
  list.replaceChildren(...talks.map(row));
  empty.hidden = talks.length > 0;
  files.hidden = talk().exchanges.length === 0;
  kept.textContent = promise();
  shared.checked = isShared();
  shared.disabled = DAYS === 0;
};

/** Forgets everything here, and has the server forget what it kept of it. */
const forget = async () => {
  const ids = deleteAll();
  draw();
  let told = word("forgotten");
  try {
    for (let at = 0; at < ids.length; at += FORGOTTEN_AT_ONCE) {
      const body = JSON.stringify({ answer_ids: ids.slice(at, at + FORGOTTEN_AT_ONCE) });
      const headers = { "Content-Type": "application/json" };
      const reply = await fetch("api/forget", { method: "POST", headers, body });
      if (reply.status >= 500) throw new Error(String(reply.status));
    }
  } catch {
    told = word("forgottenHere");
  }
  sheet.close();
  say("forgotten", told);
};

export const openTalks = () => {
  expireTalks();
  draw();
  sheet.showModal();
};

export const startTalkList = () => {
  files.append(
    make("span", {}, word("export")),
    button(word("markdown"), saveMarkdown),
    button(word("json"), saveJson),
    button(word("print"), () => {
      sheet.close();
      print();
    }),
  );
  shared.addEventListener("change", () => {
    setShared(shared.checked);
    saveTalk(false);
    kept.textContent = promise();
    announce(promise());
  });
  const keeping = make("label", { class: "row" }, shared, word("shared"));
  const all = button(word("forget"), forget, { class: "tool forget" });
  const help = button(word("keys"), () => {
    sheet.close();
    openHelp();
  });
  const foot = make("div", { class: "row" }, all, help);
  sheet = dialog("talks", word("talks"), empty, list, files, kept, keeping, foot);
};
