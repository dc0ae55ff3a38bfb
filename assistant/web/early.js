// Inside the page, before Gradio is there: what is typed into the first box is kept, what is asked
// waits; both outlive a reload. chat/arriving.js takes them over. Small, because it stands in every
// page that is sent.
"use strict";
(() => {
  const early = document.getElementById("early");
  const field = early.querySelector("textarea");
  const button = early.querySelector("button.send");
  const here = /\/c\/[^/]+\/$/.exec(window.location.pathname)?.[0] ?? ""; // as in chat/drawers.js
  // The tab's drawer (chat/drawers.js, chat/drafts.js); storage may be switched off: nothing is kept.
  const drawer = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  };
  // A talk that is kept comes back with Gradio: then the welcome is not shown for a moment.
  early.classList.toggle("returning", drawer((kept) => kept.getItem("assistant-talk" + here)) !== null);
  field.value ||= drawer((kept) => kept.getItem("assistant-draft" + here)) ?? "";
  const keep = () => drawer((kept) => kept.setItem("assistant-draft" + here, field.value));
  const ask = (text, by = button) => {
    if (!text.trim()) return;
    early.dataset.asked = text;
    drawer((kept) => kept.setItem("assistant-waiting" + here, text));
    for (const one of early.querySelectorAll("[aria-busy]")) one.removeAttribute("aria-busy");
    by.setAttribute("aria-busy", "true");
    button.textContent = "…";
  };
  field.addEventListener("input", keep);
  field.addEventListener("keydown", (event) => {
    // 229: an input method took the key; one browser says so only thus (w3.org/TR/uievents).
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    ask(field.value);
  });
  early.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed === button) ask(field.value);
    else if (pressed.classList.contains("ask-this")) ask(pressed.textContent, pressed);
  });
  // Where Gradio's scripts do not come, that is said, and where the text can be read without them.
  const late = early.querySelector(".late span");
  const LATE = 15_000;
  const tell = () => (late.hidden = false);
  window.setTimeout(tell, LATE);
  const failed = (event) => {
    if (event.target instanceof HTMLScriptElement && event.target.src) tell();
  };
  window.addEventListener("error", failed, true);
  // What is half done is not cut off: a press that is still down, a word that an input method is
  // still writing.
  let held = 0;
  const release = () => {
    window.clearTimeout(held);
    if (early.dataset.held === undefined) return;
    delete early.dataset.held;
    early.dispatchEvent(new Event("released"));
  };
  const hold = (longest) => {
    window.clearTimeout(held);
    early.dataset.held = "";
    if (longest) held = window.setTimeout(release, longest);
  };
  field.addEventListener("compositionstart", () => hold(0));
  field.addEventListener("compositionend", release);
  // Its end may never be told, where the pointer leaves the window; and the click comes after it.
  early.addEventListener("pointerdown", () => hold(5_000));
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => early.dataset.held === "" && hold(100));
  }
})();
