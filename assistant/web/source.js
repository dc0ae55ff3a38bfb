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

  const spans = (listed) =>
    listed
      .split(",")
      .map((part) => part.split("-").map(Number))
      .filter(([start, end]) => start < end)
      .sort((a, b) => a[0] - b[0]);
  const LISTED = String.raw`\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9})*`;
  /** What is shown, and in `all` what else the same answer cites. */
  const NAMED = new RegExp(`^#c=(${LISTED})(?:&all=(${LISTED}))?$`);
  const ranges = () => {
    const match = NAMED.exec(location.hash);
    return { wanted: match ? spans(match[1]) : [], others: match?.[2] ? spans(match[2]) : [] };
  };

  // Where the original page is known, its link leads to the same words there: a text fragment
  // (https://wicg.github.io/scroll-to-text-fragment/), of long words their beginning and end.
  /** @type {HTMLAnchorElement | null} */
  const original = document.querySelector("a.original");
  const address = original?.href.split("#")[0];
  const LONG = 80;
  const part = (words) => encodeURIComponent(words.join(" ")).replace(/-/g, "%2D");
  const SOME = 5;
  /** Of one block, or from the beginning of one to the end of another, as with the cells of a row. */
  const fragment = (texts) => {
    const first = texts[0].split(/\s+/);
    const last = texts.at(-1).split(/\s+/);
    const isShort = texts[0].length <= LONG || first.length < 2 * SOME;
    if (texts.length === 1 && isShort) return `text=${part(first)}`;
    return `text=${part(first.slice(0, SOME))},${part(last.slice(-SOME))}`;
  };
  /** The words between two offsets, block by block. */
  const textsOf = ([start, end]) => {
    /** @type {Map<Element | null, string>} */
    const blocks = new Map();
    for (const piece of pieces) {
      if (end <= piece.start || piece.end <= start) continue;
      const [from, to] = piece.whole ? [0, undefined] : [start - piece.start, end - piece.start];
      const block = piece.element.closest("p, li, td, th, blockquote, h1, h2, h3, h4, h5, h6");
      const words = piece.characters.slice(Math.max(from, 0), to).join("");
      blocks.set(block, (blocks.get(block) ?? "") + words);
    }
    return Array.from(blocks.values(), (text) => text.trim()).filter(Boolean);
  };
  const lead = (wanted) => {
    if (!original) return;
    const fragments = wanted
      .map(textsOf)
      .filter((texts) => texts.length)
      .map(fragment);
    original.href = fragments.length ? `${address}#:~:${fragments.join("&")}` : address;
    if (window.parent !== window) {
      window.parent.postMessage({ type: "original", href: original.href }, location.origin);
    }
  };

  const among = (piece, index, listed) =>
    listed.some(([start, end]) =>
      piece.whole
        ? start < piece.end && piece.start < end
        : start <= piece.start + index && piece.start + index < end,
    );

  const light = (piece, wanted, others) => {
    // 2: what is shown; 1: what the answer cites besides; 0: the rest.
    const inside = piece.characters.map((_, index) =>
      among(piece, index, wanted) ? 2 : Number(among(piece, index, others)),
    );
    const nodes = [];
    for (let from = 0; from < inside.length;) {
      let to = from;
      while (to < inside.length && inside[to] === inside[from]) to += 1;
      const text = piece.characters.slice(from, to).join("");
      if (inside[from]) {
        const mark = document.createElement(inside[from] === 2 ? "mark" : "span");
        if (inside[from] === 1) mark.className = "cited";
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
    const { wanted, others } = ranges();
    for (const row of document.querySelectorAll(".lit")) row.classList.remove("lit");
    for (const piece of pieces) light(piece, wanted, others);
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
    // The next and the previous words that the answer cites.
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((event.key === "n" || event.key === "p") && plain && window.parent !== window) {
      window.parent.postMessage({ type: "step", key: event.key }, location.origin);
    }
  });
  if (window.parent !== window) document.documentElement.classList.add("framed");
  show();
})();
