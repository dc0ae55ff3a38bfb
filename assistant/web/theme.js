// Light, dark or as the system says. Runs in the head of both pages, before anything is painted;
// a change in one of them reaches the other (the article beside the chat) as a storage event.
"use strict";
(() => {
  const KEY = "tpm-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      const value = localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : "auto";
    } catch {
      return "auto"; // storage is switched off: follow the system
    }
  };
  const apply = () => {
    const choice = stored();
    const dark = choice === "dark" || (choice === "auto" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.body?.classList.toggle("dark", dark); // the class that Gradio's own parts look at
    window.dispatchEvent(new CustomEvent("themechange", { detail: choice }));
  };
  window.pageTheme = {
    get choice() {
      return stored();
    },
    set(choice) {
      try {
        localStorage.setItem(KEY, choice);
      } catch {
        // not kept, but still applied below for this page
      }
      apply();
    },
    apply,
  };
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) apply();
  });
  apply();
})();
