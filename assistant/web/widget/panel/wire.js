// What goes over the wire, and what came back of it.
import { list, string } from '../core/dom.js';
import { encode } from './encode.js';

/** What went wrong, in one sentence, and when to try again. */
export class Fault extends Error {
  constructor(kind, detail, seconds) {
    super(detail || kind);
    Object.assign(this, { kind, detail, until: seconds ? Date.now() + seconds * 1000 : 0 });
  }
}

/** A problem in words: what happened, and what to do now. */
export const told = ({ title, detail }) =>
  [title, detail === title ? '' : detail]
    .map(string)
    .filter(Boolean)
    .map((part) => part.replace(/[^.!?]$/, '$&.'))
    .join(' ');

/** The fault that a refused request stands for. */
export async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  if (response.status === 429) {
    const seconds = Number(response.headers.get('Retry-After'));
    return new Fault('limit', '', seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : 10);
  }
  if (response.status >= 500) return new Fault('fault', told(problem));
  return new Fault('refused', told(problem));
}

/** [name, data] of every server-sent event; `alive` is called for every piece received. */
export async function* events(body, alive) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split(/\r\n\r\n|\n\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        let name = '';
        let data = '';
        for (const line of block.split(/\r?\n/)) {
          if (line.startsWith('event:')) name = line.slice(6).trim();
          else if (line.startsWith('data:')) data += line.slice(5);
        }
        if (name && data) yield [name, JSON.parse(data)];
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Only what this file knows of an answer, with the types it counts on. */
export function known(answer) {
  const quote = (item) => ({
    number: Number(item.number) || 0,
    id: string(item.document_id),
    section: string(item.section),
    quote: string(item.quote),
    start: Number(item.start),
    end: Number(item.end),
    url: string(item.url),
    page: Number(item.page) || 0,
  });
  if (!answer || typeof answer.text !== 'string') throw new Fault('cut');
  return {
    id: string(answer.id),
    status: string(answer.status),
    text: answer.text,
    citations: list(answer.citations).map(quote),
    related: list(answer.related).map(quote),
    follow_ups: list(answer.follow_ups).map(string).filter(Boolean).slice(0, 4),
    notice: string(answer.notice),
    understood: string(answer.understood),
    engine: string(answer.engine),
    quoted: list(answer.quoted).filter((span) => list(span).length === 2 && span.every(Number.isInteger)),
    derived: list(answer.derived).map(string).filter(Boolean),
  };
}

/** The doors of one server. */
export class Wire {
  /** @param {URL} base the folder above /widget/ */
  constructor(base) {
    this.base = base;
    this.documents = new Map();
  }

  post(path, body, signal) {
    return fetch(new URL(path, this.base), {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json' },
      body: encode(body),
      signal,
    });
  }

  async get(path) {
    const response = await fetch(new URL(path, this.base), { credentials: 'omit' });
    if (!response.ok) throw new Fault('fault');
    return response.json();
  }

  /** A document with its text, or an empty object. */
  document(id) {
    if (!this.documents.has(id)) {
      const found = this.get('api/documents/' + encodeURIComponent(id)).catch(() => {
        this.documents.delete(id);
        return {};
      });
      this.documents.set(id, found);
    }
    return this.documents.get(id);
  }

  /** A link to the article page of our own host, or nothing. */
  place(url) {
    const { base } = this;
    try {
      // The server may lie under a path of a proxy that it does not know of.
      const target = new URL(url.startsWith(base.pathname) ? url : url.replace(/^\//, ''), base);
      const ours = target.origin === base.origin && target.protocol === base.protocol;
      return url && ours ? target.href : '';
    } catch {
      return '';
    }
  }
}
