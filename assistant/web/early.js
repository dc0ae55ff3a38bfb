// Inside the page, before Gradio is there: what is typed into the first box is kept, what is asked
// waits. chat/arriving.js takes both over. Small, because it stands in every page that is sent.
"use strict";
(() => {
  const early = document.getElementById("early");
  const field = early.querySelector("textarea");
  const button = early.querySelector("button.send");
  // A talk that is kept comes back with Gradio: then the welcome is not shown for a moment.
  let kept = false;
  try {
    kept = sessionStorage.getItem("assistant-talk") !== null;
  } catch {
    // Storage is switched off: nothing is kept.
  }
  early.classList.toggle("returning", kept);
  const ask = (text) => {
    if (!text.trim()) return;
    field.value = text;
    early.dataset.asked = text;
    button.textContent = "…";
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask(field.value);
  });
  early.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed === button) ask(field.value);
    else if (pressed.classList.contains("ask-this")) ask(pressed.textContent);
  });
})();
