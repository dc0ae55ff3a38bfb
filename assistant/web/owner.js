/** Forms of the desk marked `data-live` show what they make while one types. Without this script
    their button does the same. */
"use strict";
for (const form of document.querySelectorAll("form[data-live]")) {
  const made = form.querySelector("#made");
  let waiting = 0;
  let newest = 0;
  const show = async () => {
    const mine = ++newest;
    const query = new URLSearchParams(new FormData(/** @type {HTMLFormElement} */ (form)));
    const address = form.getAttribute("action") + "?" + query;
    const reply = await fetch(address, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const fresh = page.querySelector("#made");
    if (mine !== newest || !fresh) return;
    // The frames are loaded again only where what they show has changed.
    const frames = made.querySelectorAll("iframe");
    fresh.querySelectorAll("iframe").forEach((frame, at) => {
      if (frames[at] && frames[at].getAttribute("src") !== frame.getAttribute("src"))
        frames[at].src = frame.getAttribute("src");
    });
    for (const name of ["textarea", "pre", "ul"]) {
      const old = made.querySelector(name);
      const now = fresh.querySelector(name);
      if (old && now) old.replaceWith(document.importNode(now, true));
    }
    history.replaceState(null, "", address);
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
}
