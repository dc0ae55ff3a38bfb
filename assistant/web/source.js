// Lights up the characters named in the address: #c=start-end, or several with commas.
// Offsets count characters (code points) of the document, as the server does; a piece of text
// carries the offset of its first character in data-s. data-e marks a piece that is shown
// differently from how it is written (an entity), which is lit as a whole.
"use strict";
(() => {
  /** @type {NodeListOf<HTMLElement>} */
  const marked = document.querySelectorAll("[data-s]");
  const pieces = Array.from(marked, (element) => {
    const characters = Array.from(element.textContent);
    const start = Number(element.dataset.s);
    const whole = element.dataset.e !== undefined;
    return {
      element,
      characters,
      start,
      whole,
      end: whole ? Number(element.dataset.e) : start + characters.length,
    };
  });
  const status = document.getElementById("lit");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const ranges = () => {
    const match = /^#c=(\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9})*)$/.exec(location.hash);
    if (!match) return [];
    return match[1]
      .split(",")
      .map((part) => part.split("-").map(Number))
      .filter(([start, end]) => start < end)
      .sort((a, b) => a[0] - b[0]);
  };

  // Where the original page is known, its link leads to the same words there: a text fragment
  // (https://wicg.github.io/scroll-to-text-fragment/), of long words their beginning and end.
  /** @type {HTMLAnchorElement | null} */
  const original = document.querySelector("a.original");
  const address = original?.href.split("#")[0];
  const LONG = 80;
  const part = (words) => encodeURIComponent(words.join(" ")).replace(/-/g, "%2D");
  const fragment = (text) => {
    const words = text.trim().split(/\s+/);
    if (text.length <= LONG || words.length < 10) return `text=${part(words)}`;
    return `text=${part(words.slice(0, 5))},${part(words.slice(-5))}`;
  };
  const lead = (wanted) => {
    if (!original) return;
    const texts = wanted.map(([start, end]) =>
      pieces
        .map((piece) => {
          const whole = piece.whole && start < piece.end && piece.start < end;
          if (whole) return piece.characters.join("");
          if (piece.whole) return "";
          return piece.characters
            .slice(Math.max(start - piece.start, 0), Math.max(end - piece.start, 0))
            .join("");
        })
        .join(""),
    );
    const fragments = texts.filter((text) => text.trim()).map(fragment);
    original.href = fragments.length ? `${address}#:~:${fragments.join("&")}` : address;
    if (window.parent !== window) {
      window.parent.postMessage({ type: "original", href: original.href }, location.origin);
    }
  };

  const light = (piece, wanted) => {
    const inside = piece.characters.map((_, index) =>
      wanted.some(([start, end]) =>
        piece.whole
          ? start < piece.end && piece.start < end
          : start <= piece.start + index && piece.start + index < end,
      ),
    );
    const nodes = [];
    for (let from = 0; from < inside.length;) {
      let to = from;
      while (to < inside.length && inside[to] === inside[from]) to += 1;
      const text = piece.characters.slice(from, to).join("");
      if (inside[from]) {
        const mark = document.createElement("mark");
        mark.textContent = text;
        nodes.push(mark);
      } else {
        nodes.push(text);
      }
      from = to;
    }
    piece.element.replaceChildren(...nodes);
  };

  const show = () => {
    const wanted = ranges();
    for (const row of document.querySelectorAll(".lit")) row.classList.remove("lit");
    for (const piece of pieces) light(piece, wanted);
    lead(wanted);
    const marks = Array.from(document.querySelectorAll("mark"));
    for (const mark of marks) mark.closest("tr")?.classList.add("lit");
    document.body.dataset.lit = String(marks.length);
    if (marks.length === 0) {
      status.textContent = wanted.length ? "These words are not on this page any more." : "";
      return;
    }
    marks[0].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    const words = marks.map((mark) => mark.textContent).join(" ");
    status.textContent = `Marked on this page: ${words.slice(0, 300)}`;
  };

  window.addEventListener("hashchange", show);
  // In the chat, this page stands in a frame: Escape there means "close the article".
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && window.parent !== window) {
      window.parent.postMessage({ type: "close-article" }, location.origin);
    }
  });
  if (window.parent !== window) document.documentElement.classList.add("framed");
  show();
})();
