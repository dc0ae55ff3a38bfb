// How one question with what became of it is drawn. Drawn again whenever something changes.
import { button, focus, h, icon, string } from '../core/dom.js';
import { COPY, DONE, OUT, THUMB, TURN } from '../core/shapes.js';
import { cells, markdown, underline, withQuotes } from './markdown.js';
import { Rating } from './rating.js';

const words = (quote) => (/^\s*\|/.test(quote) ? cells(quote).join(' · ') : quote);

/** Sources by section, in order: what stands in one is unfolded together. What has no number stays alone. */
function together(quotes) {
  const groups = new Map();
  for (const item of quotes) {
    const key = item.number ? [item.id, item.section, item.page].join('\n') : item;
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** 2026-06-16 as people write it in this language; anything else as it is. */
function date(text, language) {
  const iso = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text + 'T00:00');
  return iso && iso.getTime() ? iso.toLocaleDateString(language, { dateStyle: 'long' }) : string(text);
}

export class Drawing {
  /** @param {any} panel */
  constructor(panel) {
    this.panel = panel;
    this.host = panel.host;
    this.word = (key, value) => panel.host.word(key, value);
  }

  make(turn) {
    const lang = this.host.option('answer-lang') || 'en';
    turn.body = h('div', { class: 'body', lang, dir: 'auto' });
    turn.rest = h('div');
    turn.node = h(
      'article',
      null,
      h(
        'div',
        { class: 'asked', dir: 'auto' },
        h('span', { class: 'unseen' }),
        h('span', null, turn.question),
      ),
      h('div', { class: 'reply' }, turn.body, turn.rest),
    );
    this.panel.list.append(turn.node);
  }

  draw(turn, last) {
    if (!turn.node) this.make(turn);
    turn.node.querySelector('.unseen').textContent = this.word('you') + ' ';
    turn.node.setAttribute('aria-label', this.word('bot') + ': ' + turn.question);
    this.drawBody(turn);
    const { answer, fault } = turn;
    if (answer) {
      const silent = answer.status === 'not_covered';
      const [quotes, key] = silent ? [answer.related, 'near'] : [answer.citations, 'sources'];
      const why = silent
        ? 'refusal'
        : answer.status === 'handoff'
          ? 'asked'
          : turn.rating === 'down' && 'rating';
      turn.rest.replaceChildren(
        ...this.remarks(turn).map((text) => h('p', { class: 'small' }, text)),
        why ? this.panel.person('choice', why) : '',
        quotes.length ? this.sources(quotes, key) : '',
        this.tools(turn),
        last ? this.panel.choices(answer.follow_ups, 'more') : '',
      );
    } else if (fault) turn.rest.replaceChildren(...this.trouble(turn));
    else turn.rest.replaceChildren();
  }

  /** How the answer came to be: read otherwise, there in part only, a notice. */
  remarks(turn) {
    const { answer } = turn;
    return [
      answer.understood && this.word('readAs', answer.understood),
      answer.status === 'partial' && this.word('partly'),
      this.isFirst(turn, 'quoted') && this.word('voices', answer.engine),
      this.isFirst(turn, 'derived') && this.word('derived'),
      answer.notice,
    ].filter(Boolean);
  }

  /** Whether this is the first answer of the talk that has such signs: there it is said what they mean. */
  isFirst(turn, kind) {
    return turn === this.panel.talk.turns.find((one) => one.answer?.[kind]?.length);
  }

  drawBody(turn) {
    const { answer } = turn;
    const cite = (number) => {
      const there = answer && answer.citations.some((citation) => citation.number === number);
      if (!there) return answer ? '[' + number + ']' : h('sup', null, number);
      const named = { 'aria-label': this.word('source', number) };
      return button('cite', () => this.show(turn, number), named, number);
    };
    const text = answer ? withQuotes(answer.text, answer.quoted || []) : turn.text;
    if (text) turn.body.replaceChildren(...markdown(text, cite, this.word('table')));
    if (text && answer) underline(turn.body, answer.derived || []);
    if (text) return;
    if (turn.fault) turn.body.replaceChildren();
    else {
      const doing = this.word(turn.reading ? 'reading' : 'search');
      turn.body.replaceChildren(h('p', { class: 'wait' }, h('i'), doing));
    }
  }

  sources(quotes, key) {
    return h(
      'div',
      { class: 'sources', role: 'group', 'aria-label': this.word(key) },
      h('p', { class: 'small', 'aria-hidden': 'true' }, this.word(key)),
      ...together(quotes).map((items) => this.source(items)),
    );
  }

  /** Sources of one section, which unfold to their exact words, date and place in the article. */
  source(items) {
    const [first] = items;
    const several = items.length > 1;
    const dated = h('p', { class: 'small' });
    const path = first.section.split(' › ');
    const number = (item) => h('span', { class: 'number' }, item.number);
    const place = (item) => {
      const href = this.panel.wire.place(item.url);
      return href && h('a', { href, target: '_blank', rel: 'noopener' }, this.word('show'), icon(OUT, 'out'));
    };
    // the bars of a table row become dots for the eye
    const quote = (item) => h('blockquote', { dir: 'auto' }, words(item.quote));
    const fold = h(
      'details',
      {
        'data-number': items.map((item) => item.number).join(' '),
        ontoggle: () => this.unfolded(fold, items, dated),
      },
      h(
        'summary',
        null,
        first.number ? h('span', { class: 'numbers' }, ...items.map(number)) : '',
        h('span', { dir: 'auto' }, path[path.length - 1] || words(first.quote).slice(0, 60)),
        first.page ? h('span', { class: 'small' }, this.word('page', first.page)) : '',
        icon(TURN),
      ),
      h(
        'div',
        { class: 'quote' },
        ...(several ? items.map((item) => h('div', null, number(item), quote(item), place(item))) : []),
        several ? '' : quote(first),
        path.length > 1 ? h('p', { class: 'small', dir: 'auto' }, path.join(' › ')) : '',
        dated,
        several ? '' : place(first),
      ),
    );
    return fold;
  }

  /** Sources were unfolded: tells the page, and checks the words against the document once. */
  async unfolded(fold, items, dated) {
    if (!fold.open || this.panel.printing) return;
    const item = items.find(({ number }) => number === fold.wanted) || items[0];
    fold.wanted = 0;
    this.host.emit('source', { url: this.panel.wire.place(item.url), number: item.number });
    const id = item.id || (/\/source\/([^/?#]+)/.exec(item.url) || [])[1] || '';
    if (dated.firstChild || !id) return;
    this.panel.reveal(fold);
    const source = await this.panel.wire.document(decodeURIComponent(id));
    const letters = typeof source.text === 'string' ? Array.from(source.text) : [];
    const isExact = ({ quote, start, end }) => quote && letters.slice(start, end).join('') === quote;
    dated.replaceChildren(
      source.updated ? this.word('updated', date(source.updated, this.host.language)) : '',
      items.every(isExact) ? h('span', { class: 'exact' }, icon(DONE), this.word('exact')) : '',
    );
    this.panel.reveal(fold);
  }

  show(turn, number) {
    const fold = turn.rest.querySelector('details[data-number~="' + number + '"]');
    if (!fold) return;
    if (!fold.open) fold.wanted = number;
    fold.open = true;
    focus(fold.querySelector('summary'));
    this.panel.reveal(fold);
  }

  /** A button that has only a picture, named for the ear and for the pointer. */
  tool(name, shape, onclick, attributes) {
    return this.panel.name(button('tool', onclick, attributes, icon(shape, name)), name);
  }

  tools(turn) {
    const { answer } = turn;
    const rate = (rating) => {
      const pressed = { 'aria-pressed': String(turn.rating === rating) };
      return this.tool(rating, THUMB, () => new Rating(this, turn).give(rating), pressed);
    };
    return h(
      'div',
      { class: 'tools' },
      this.tool('copy', COPY, (event) => this.copy(answer, event.currentTarget)),
      answer.id && rate('up'),
      answer.id && rate('down'),
    );
  }

  trouble(turn) {
    const { fault } = turn;
    const left = Math.ceil((fault.until - Date.now()) / 1000);
    const waiting = (seconds) => (seconds > 0 ? this.word('limit', seconds) : this.word('ready'));
    const text = fault.kind === 'limit' ? waiting(left) : fault.detail || this.word(fault.kind);
    clearInterval(this.clock);
    const say = h('span', { dir: 'auto' }, text);
    const again = () => this.panel.talk.run(turn);
    const retry = button('choice', again, { disabled: left > 0 }, this.word('retry'));
    if (left > 0) {
      this.clock = setInterval(() => {
        const now = Math.ceil((fault.until - Date.now()) / 1000);
        say.textContent = waiting(now);
        if (now > 0) return;
        retry.disabled = false;
        clearInterval(this.clock);
        this.panel.announce(this.word('ready'));
      }, 500);
    }
    return [
      h('p', { class: fault.kind === 'stopped' ? 'small' : 'trouble' }, say),
      h('div', { class: 'choices' }, retry),
    ];
  }

  async copy(answer, pressed) {
    const { wire } = this.panel;
    const lines = answer.citations.map(
      (item) =>
        '[' +
        item.number +
        '] “' +
        item.quote +
        '” – ' +
        item.section +
        (wire.place(item.url) && ', ' + wire.place(item.url)),
    );
    const text = [answer.text, ...lines].join('\n\n');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // no permission, or a page without https
      const area = h('textarea', { class: 'unseen' });
      area.value = text;
      this.panel.node.append(area);
      focus(area);
      area.setSelectionRange(0, text.length);
      document.execCommand('copy');
      this.panel.node.removeChild(area);
      focus(pressed);
    }
    pressed.replaceChildren(icon(DONE));
    setTimeout(() => pressed.replaceChildren(icon(COPY)), 2000);
    this.panel.announce(this.word('copied'));
    this.host.emit('copy', { answer });
  }
}
