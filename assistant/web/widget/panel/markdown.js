// Markdown, as nodes: what answers are written in, and nothing else of it.
import { h } from '../core/dom.js';

const TOKEN = new RegExp(
  [
    /\\([!-/:-@[-`{-~])/,
    /\*\*(.+?)\*\*/,
    /\*([^*\s](?:[^*]*[^*\s])?)\*/,
    /`([^`]+)`/,
    /\[(\d{1,3})\](?!\()/,
    /!?\[([^\]]*)\]\([^)]*\)/,
    /⸨([^⸩]*)⸩/,
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
);

/**
 * A text with signs around what a language model quotes, so that it becomes a q.
 * @param {string} text @param {[number, number][]} spans in characters, not in UTF-16 units
 */
export function withQuotes(text, spans) {
  const letters = Array.from(text.replace(/[⸨⸩]/g, ' '));
  let done = 0;
  const parts = [];
  for (const [start, end] of spans) {
    const words = letters.slice(start, end).join('');
    const [, signs, quote, rest] =
      /^((?:\s|[-*+>]\s|\d{1,3}[.)]\s|#{1,6}\s)*)(.*?)((?:\s*\[\d+\])*\s*)$/s.exec(words);
    parts.push(letters.slice(done, start).join(''), signs);
    // A row of a table is a quote in each of its cells.
    parts.push(quote.replace(quote[0] === '|' ? /[^|\s](?:[^|]*[^|\s])?/g : /.+/s, '⸨$&⸩'), rest);
    done = end;
  }
  return parts.join('') + letters.slice(done).join('');
}

/** Bold, italic, code and citation markers; a link or a picture leaves its words only. */
function inline(text, cite) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, escaped, strong, weak, code, number, words, quote] = match;
    nodes.push(text.slice(from, match.index));
    from = match.index + whole.length;
    if (strong) nodes.push(h('strong', null, ...inline(strong, cite)));
    else if (weak) nodes.push(h('em', null, ...inline(weak, cite)));
    else if (code) nodes.push(h('code', null, code));
    else if (quote) nodes.push(h('q', null, ...inline(quote, cite)));
    else if (number) nodes.push(cite(Number(number)));
    else nodes.push(escaped || words || '');
  }
  nodes.push(text.slice(from));
  return nodes;
}

const ITEM = /^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
const RULE = /^\s*\|?(?=.*-)[\s:|-]+$/;
export const cells = (row) =>
  row
    .replace(/\\\|/g, '\uE000')
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim().replace(/\uE000/g, '|'));
const isTable = (lines, at) =>
  lines[at].includes('|') && RULE.test(lines[at + 1] || '') && lines[at + 1].includes('|');

/** Paragraphs, lists, tables, quotes and headings (as bold lines); anything else is text. */
export function markdown(text, cite, tableName) {
  const lines = text.split(/\r?\n/);
  const nodes = [];
  const take = (fits) => {
    const from = at;
    while (at < lines.length && lines[at].trim() && (at === from || fits(lines[at]))) at += 1;
    return lines.slice(from, at);
  };
  const plainLine = (line) => !ITEM.test(line) && !/^\s*(#{1,6}\s|>)/.test(line) && !isTable(lines, at);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) at += 1;
    else if (isTable(lines, at)) {
      const rows = take((row) => row.includes('|')).map(cells);
      const row = (tag, texts) =>
        h(
          'tr',
          null,
          ...texts.map((cell) => h(tag, tag === 'th' && { scope: 'col' }, ...inline(cell, cite))),
        );
      nodes.push(
        h(
          'div',
          { class: 'wide', tabindex: 0, role: 'group', 'aria-label': tableName },
          h(
            'table',
            null,
            rows[0].some(Boolean) && h('thead', null, row('th', rows[0])),
            h('tbody', null, ...rows.slice(2).map((texts) => row('td', texts))),
          ),
        ),
      );
    } else if (ITEM.test(line)) {
      const first = ITEM.exec(line)[1];
      const items = [];
      for (const part of take((next) => ITEM.test(next) || /^\s{2,}\S/.test(next))) {
        const item = ITEM.exec(part);
        if (item) items.push(item[2]);
        else items[items.length - 1] += ' ' + part.trim();
      }
      nodes.push(
        h(
          first ? 'ol' : 'ul',
          { start: first },
          ...items.map((item) => h('li', null, ...inline(item, cite))),
        ),
      );
    } else if (/^\s*>/.test(line)) {
      const words = take((next) => /^\s*>/.test(next)).map((part) => part.replace(/^\s*>\s?/, ''));
      nodes.push(h('blockquote', null, ...inline(words.join(' '), cite)));
    } else if (/^#{1,6}\s/.test(line)) {
      nodes.push(h('p', null, h('strong', null, ...inline(line.replace(/^#+\s+/, ''), cite))));
      at += 1;
    } else nodes.push(h('p', null, ...inline(take(plainLine).join(' '), cite)));
  }
  return nodes;
}

/**
 * Underlines the figures that were calculated, where they stand whole; the longest first.
 * @param {HTMLElement} body @param {string[]} figures
 */
export function underline(body, figures) {
  if (!figures.length) return;
  const longest = [...figures].sort((a, b) => b.length - a.length);
  const either = longest.map((figure) => figure.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  const whole = new RegExp('(?<![\\p{L}\\p{N}_.,[])(' + either + ')(?![\\p{L}\\p{N}_\\]]|[.,]\\p{N})', 'u');
  body.normalize(); // a sign that was escaped is a text of its own until then
  const texts = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest('button')) texts.push(walker.currentNode);
  for (const node of texts) {
    // Every second part is a figure.
    const parts = node.data.split(whole);
    if (parts.length < 2) continue;
    node.replaceWith(...parts.map((part, at) => (at % 2 ? h('span', { class: 'derived' }, part) : part)));
  }
}

/** The same text for the ear: no markers and no bars, and a stop after every line. */
export function plain(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() && !RULE.test(line))
    .map((line) =>
      inline(line.replace(/^\s*(?:[-*+>]|#{1,6})\s+/, ''), () => '')
        .map((node) => node.textContent ?? node)
        .join('')
        .replace(/^\s*\||\|\s*$/g, '')
        .replace(/\s*\|\s*/g, ', ')
        .replace(/\s+/g, ' ')
        .replace(/\s(?=[,.;:!?)])/g, '')
        .trim()
        .replace(/[^.!?:;]$/, '$&.'),
    )
    .join(' ');
}
