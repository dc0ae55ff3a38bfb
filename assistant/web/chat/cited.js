// All citations of one answer: their addresses, and the way from one to the next.

/** The citations of the answer that a link stands in, each once, in the order of their numbers.
 * @param {Element} link @returns {HTMLAnchorElement[]} */
export const citationsBeside = (link) => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = link.closest(".answer")?.querySelectorAll("a.cite") ?? document.querySelectorAll("#none");
  const seen = new Set();
  return Array.from(links).filter((one) => !seen.has(one.href) && seen.add(one.href));
};

/** The characters that an address names, such as `10-20`. @param {HTMLAnchorElement} link */
const characters = (link) => link.hash.replace(/^#c=/, "");

/** The address of a citation with what else its answer cites of the same text.
 * @param {HTMLAnchorElement} link */
export const addressOf = (link) => {
  const page = (/** @type {HTMLAnchorElement} */ one) => one.href.split("#")[0];
  const others = citationsBeside(link)
    .filter((one) => one.href !== link.href && page(one) === page(link))
    .map(characters);
  return others.length ? `${link.href}&all=${others.join(",")}` : link.href;
};

/** The place of a link among the citations of its answer; 0 where it is none.
 * @param {HTMLAnchorElement} link */
export const placeOf = (link) => citationsBeside(link).findIndex((one) => one.href === link.href) + 1;

/** The citation before or after; the first follows the last.
 * @param {HTMLAnchorElement} link @param {number} by */
export const stepped = (link, by) => {
  const all = citationsBeside(link);
  const place = placeOf(link) - 1;
  return place < 0 ? null : all[(place + by + all.length) % all.length];
};
