// The chat page's own behaviour, around what Gradio renders: the article beside the chat, ready
// questions, copying, rating, the theme, the counter, and what a screen reader is told.
// Gradio replaces parts of the page at any time, so clicks are handled in one place and the page
// is watched; nothing here holds on to an element. Text is only ever set as text.
"use strict";
(() => {
  const LIMIT = 2000;
  const COUNT_FROM = 1800;
  const OWN_ARTICLE = /^source\/[\w.-]+(?:#c=[\d,-]+)?$/;
  const narrow = window.matchMedia("(max-width: 63.99rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const find = (selector) => document.querySelector(selector);
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /** The element that an event happened in, or null. */
  const within = (event, selector) => event.target?.closest?.(selector) ?? null;

  // ---- What a screen reader is told -------------------------------------------------------
  const announcer = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
  const announce = (text) => {
    announcer.textContent = "";
    // A changed text is announced; the pause lets the empty one be noticed first.
    window.setTimeout(() => {
      announcer.textContent = text;
    }, 50);
  };

  // ---- The article beside the chat --------------------------------------------------------
  const frame = make("iframe", { title: "Source article", name: "article" });
  const close = make("button", { type: "button", class: "tool close" }, "Close");
  const apart = make("a", { class: "tool apart", target: "_blank", rel: "noopener" }, "Open in a tab");
  const heading = make("h2", { id: "panel-heading" }, "Source article");
  const panel = make(
    "aside",
    { id: "article-panel", "aria-labelledby": "panel-heading", hidden: "" },
    make("div", { class: "bar" }, heading, apart, close),
    frame,
  );
  let opener = null;

  const arrange = () => {
    const open = !panel.hidden;
    document.body.classList.toggle("with-article", open);
    // On a narrow screen the article covers the chat, so it is a dialog and the chat is inert.
    const covers = open && narrow.matches;
    if (covers) {
      panel.setAttribute("role", "dialog");
      panel.setAttribute("aria-modal", "true");
    } else {
      panel.removeAttribute("role");
      panel.removeAttribute("aria-modal");
    }
    const app = find("gradio-app");
    if (app) app.inert = covers;
  };

  const openArticle = (link) => {
    const url = link.href; // whole: the page may lie under a path of a proxy
    const wasHidden = panel.hidden;
    opener = link;
    for (const old of document.querySelectorAll("a[aria-current]")) {
      old.removeAttribute("aria-current");
    }
    link.setAttribute("aria-current", "true");
    panel.hidden = false;
    apart.href = url;
    const inside = frame.contentWindow.location;
    if (inside.href === url) {
      frame.contentWindow.dispatchEvent(new Event("hashchange")); // show the same words again
    } else {
      inside.replace(url); // leaves no entry in the history, so Back still leaves the chat
    }
    arrange();
    if (wasHidden) close.focus();
  };

  const closeArticle = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    arrange();
    for (const old of document.querySelectorAll("a[aria-current]")) {
      old.removeAttribute("aria-current");
    }
    const back = opener?.isConnected ? opener : find("#question textarea");
    back?.focus();
  };

  close.addEventListener("click", closeArticle);
  narrow.addEventListener("change", arrange);
  window.addEventListener("message", (event) => {
    const ours = event.origin === location.origin && event.source === frame.contentWindow;
    if (ours && event.data?.type === "close-article") closeArticle();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      closeArticle();
    }
  });

  // ---- Asking -----------------------------------------------------------------------------
  const box = () => find("#question textarea");
  const fill = (text) => {
    const field = box();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  const ask = (text) => {
    if (find("#stop")) return; // one question at a time
    fill(text);
    // Gradio takes the new value over in its next tick.
    window.setTimeout(() => find("#send")?.click(), 0);
  };
  const questionOf = (element) =>
    element.closest(".exchange")?.querySelector(".question p")?.innerText.trim() ?? "";

  const copy = async (button) => {
    const text = button.closest(".answer").querySelector(".plain").textContent;
    try {
      await navigator.clipboard.writeText(text);
      flash(button, "Copied");
    } catch {
      flash(button, "Copying is not allowed here");
    }
  };

  const flash = (button, text) => {
    const usual = button.textContent;
    button.textContent = text;
    announce(text);
    window.setTimeout(() => {
      button.textContent = usual;
    }, 2000);
  };

  const rate = async (button, rating) => {
    const answer = button.closest(".answer");
    try {
      const response = await fetch("api/feedback", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ answer_id: answer.id.slice(2), rating }),
      });
      if (!response.ok) throw new Error(String(response.status));
      for (const other of answer.querySelectorAll(".up, .down")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      announce("Thank you for the feedback.");
    } catch {
      flash(button, "Could not be stored; try again");
    }
  };

  // ---- What is not lost -------------------------------------------------------------------
  // A draft outlives a reload of its tab; a question asked without a network waits in the box.
  const DRAFT = "assistant-draft";
  const stored = (write) => {
    try {
      return write(window.sessionStorage);
    } catch {
      return null; // storage is switched off: then there is no draft to keep
    }
  };
  const keepDraft = () => stored((drawer) => drawer.setItem(DRAFT, box()?.value ?? ""));
  const restoreDraft = () => {
    const asked = new URLSearchParams(location.search).get("q");
    const draft = asked ?? stored((drawer) => drawer.getItem(DRAFT));
    if (!draft || box().value) return;
    fill(draft.slice(0, LIMIT));
    if (asked === null) return;
    // A link with a question asks it once; a reload or Back must not ask it again.
    const rest = new URL(location.href);
    rest.searchParams.delete("q");
    history.replaceState(history.state, "", rest);
    window.setTimeout(() => find("#send")?.click(), 0);
  };

  const offline = make("p", { id: "offline", role: "status", hidden: "" });
  let waiting = false;
  const waitForNetwork = () => {
    waiting = true;
    offline.textContent = "You are offline. Your question is sent as soon as the network is back.";
    offline.hidden = false;
  };
  const backOnline = () => {
    offline.hidden = true;
    if (!waiting) return;
    waiting = false;
    // Gradio needs a moment to notice that its connection works again.
    window.setTimeout(() => find("#send")?.click(), 300);
  };
  window.addEventListener("online", backOnline);

  // Arrow up in an empty box brings the last questions back, as in a shell.
  let recalled = 0;
  const recall = (step) => {
    /** @type {NodeListOf<HTMLElement>} */
    const questions = document.querySelectorAll(".exchange .question p");
    const asked = Array.from(questions, (question) => question.innerText);
    recalled = Math.min(Math.max(recalled + step, 0), asked.length);
    fill(recalled ? asked[asked.length - recalled].trim() : "");
  };
  const recalls = (event) => {
    if (event.target !== box() || event.isComposing) return false;
    if (event.key === "ArrowUp") return box().value === "" || recalled > 0;
    return event.key === "ArrowDown" && recalled > 0;
  };

  const THEMES = { auto: "light", light: "dark", dark: "auto" };
  const actions = {
    "ask-this": (button) => ask(button.textContent),
    copy,
    up: (button) => rate(button, "up"),
    down: (button) => rate(button, "down"),
    retry: () => find("#again")?.click(),
    edit: (button) => fill(questionOf(button)),
    theme: () => window.pageTheme.set(THEMES[window.pageTheme.choice]),
  };

  document.addEventListener("click", (event) => {
    const link = within(event, "gradio-app a");
    if (link && OWN_ARTICLE.test(link.getAttribute("href") ?? "")) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      openArticle(link);
      return;
    }
    const button = within(event, "gradio-app button");
    if (!button) return;
    for (const [name, action] of Object.entries(actions)) {
      if (button.classList.contains(name)) action(button);
    }
  });

  // An empty message never leaves the page: while it was on its way, a real one would be ignored.
  const isEmpty = () => !box()?.value.trim();
  const sends = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing;
  const hold = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if (recalls(event)) {
        event.preventDefault();
        recall(event.key === "ArrowUp" ? 1 : -1);
        return;
      }
      if (!sends(event) || event.target !== box()) return;
      recalled = 0;
      if (isEmpty()) hold(event);
      else if (!navigator.onLine) {
        hold(event);
        waitForNetwork();
      }
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      if (!within(event, "#send")) return;
      if (isEmpty()) {
        hold(event);
        box().focus();
      } else if (!navigator.onLine) {
        hold(event);
        waitForNetwork();
      }
    },
    true,
  );

  // ---- What changes on the page -----------------------------------------------------------
  const counter = make("p", { id: "counter", "aria-live": "polite" });

  const count = () => {
    const length = Array.from(box()?.value.trim() ?? "").length;
    const over = length - LIMIT;
    counter.hidden = length < COUNT_FROM;
    counter.classList.toggle("over", over > 0);
    const told =
      over > 0
        ? `${over} characters too many; ${LIMIT.toLocaleString("en")} are possible`
        : `${-over} characters left`;
    // Only when it differs: the page is watched, and each write would wake the watcher.
    if (counter.textContent !== told) counter.textContent = told;
  };

  const nameTheme = () => {
    const button = find("button.theme");
    if (!button) return;
    const names = { auto: "Theme: auto", light: "Theme: light", dark: "Theme: dark" };
    const name = names[window.pageTheme.choice];
    if (button.title !== name) {
      button.title = name;
      button.setAttribute("aria-label", name);
    }
    button.dataset.choice = window.pageTheme.choice;
  };

  const mayRate = (root) => {
    for (const button of root.querySelectorAll(".up:not([aria-pressed]), .down:not([aria-pressed])")) {
      button.setAttribute("aria-pressed", "false");
    }
    for (const table of root.querySelectorAll(".body .table:not([tabindex])")) {
      table.setAttribute("tabindex", "0"); // a wide table scrolls, also with the keyboard
      table.setAttribute("role", "region");
      table.setAttribute("aria-label", "Table");
    }
    for (const alert of root.querySelectorAll(".alert:not([role])")) {
      alert.setAttribute("role", "alert");
    }
  };

  let busy = false;
  const watch = () => {
    const log = find("#log");
    const field = box();
    if (!log || !field) return;
    if (log.getAttribute("role") !== "log") {
      log.setAttribute("role", "log");
      log.setAttribute("aria-label", "Conversation");
      log.setAttribute("aria-live", "off"); // a finished answer is announced once, below
      field.setAttribute("aria-label", "Your question");
      field.setAttribute("aria-describedby", "counter");
      find("#ask-row").after(counter, offline);
      // Gradio takes values over once it is up; the draft must come after.
      window.setTimeout(restoreDraft, 0);
      find("#masthead").setAttribute("role", "banner");
      window.pageTheme.apply();
      // Where a keyboard is at hand; on a phone it would cover half of the page.
      if (window.matchMedia("(hover: hover) and (min-width: 48rem)").matches) {
        field.focus({ preventScroll: true });
      }
    }
    nameTheme();
    mayRate(log);
    document.body.classList.toggle("talking", find("#live .exchange") !== null);
    document.body.classList.toggle("ongoing", find("#past .exchange") !== null);
    const isBusy = find("#live .streaming") !== null;
    if (isBusy && !busy) begin();
    if (!isBusy && busy) finish();
    busy = isBusy;
    log.setAttribute("aria-busy", String(isBusy));
  };

  const begin = () => {
    stored((drawer) => drawer.removeItem(DRAFT));
    announce(find("#live .status")?.textContent ?? "Searching");
    const behavior = calm.matches ? "auto" : "smooth";
    find("#live").scrollIntoView({ block: "start", behavior });
  };

  const finish = () => {
    const answer = find("#live .answer");
    if (!answer) return;
    if (answer.classList.contains("failed")) {
      if (!box().value) fill(questionOf(answer)); // the words are not lost
      return; // an alert speaks for itself
    }
    const body = answer.querySelector(".tag, .body, .status");
    const sources = answer.querySelectorAll(".sources li").length;
    const told = sources ? ` ${sources} ${sources === 1 ? "source" : "sources"}.` : "";
    announce(`${spoken(answer)}${told}` || body?.textContent || "");
  };

  const spoken = (answer) =>
    Array.from(answer.querySelectorAll(".tag, .body, .status, .notice"), (part) => part.innerText)
      .join(". ")
      .slice(0, 1500);

  const start = () => {
    document.body.append(panel, announcer);
    document.addEventListener("input", (event) => {
      if (event.target !== box()) return;
      count();
      keepDraft();
    });
    window.addEventListener("themechange", nameTheme);
    let scheduled = false;
    new MutationObserver(() => {
      if (scheduled) return;
      scheduled = true;
      window.setTimeout(() => {
        scheduled = false;
        watch();
        count();
      }, 0);
    }).observe(find("gradio-app") ?? document.body, { childList: true, subtree: true });
    watch();
    count();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
