// The panel: a header, the talk, a field. It is made when the chat is opened for the first time.
import { button, focus, h, icon, list, string } from '../core/dom.js';
import { AGAIN, CLOSE, SEND, STOP } from '../core/shapes.js';
import { plain } from './markdown.js';
import { LONGEST, Talk } from './talk.js';
import { Drawing } from './turn.js';
import { Wire } from './wire.js';

const STOPS = 'button, summary, textarea, a, [tabindex="0"]';

export class Panel {
  /** @param {any} host the element */
  constructor(host) {
    this.host = host;
    host.english = ENGLISH;
    host.sheet(PANEL_CSS);
    this.word = (key, value) => host.word(key, value);
    this.wire = new Wire(host.base);
    this.drawing = new Drawing(this);
    this.build();
    host.panel = this.node;
    this.talk = new Talk(this);
  }

  // -------------------------------------------------------------- building

  build() {
    const { floating, app, status } = this.host;
    this.heading = h('h2', { id: 'title' });
    this.face = h('span', { class: 'mark face' });
    this.again = button('tool', () => this.clear(), {}, icon(AGAIN));
    this.shut = button('tool', () => this.close(), {}, icon(CLOSE));
    this.hello = h('div', { class: 'hello' });
    this.list = h('div', { class: 'talk' });
    const log = { class: 'log', tabindex: 0, role: 'log', 'aria-live': 'off', 'aria-busy': 'false' };
    this.log = h('div', log, this.hello, this.list);
    this.buildForm();
    this.foot = h('p', { class: 'foot', dir: 'auto' });
    this.node = h(
      'section',
      {
        class: 'panel',
        tabindex: -1,
        'aria-labelledby': 'title',
        role: floating ? 'dialog' : 'region',
        hidden: floating,
        onkeydown: (event) => this.trap(event),
        onfocusin: () => this.modal(true),
      },
      h('header', null, this.face, this.heading, this.again, floating && this.shut),
      this.log,
      this.form,
      this.foot,
    );
    app.insertBefore(this.node, status);
    this.print = new AbortController();
    if (floating) return;
    addEventListener('beforeprint', () => this.unfold(true), { signal: this.print.signal });
    addEventListener('afterprint', () => this.unfold(false), { signal: this.print.signal });
  }

  buildForm() {
    this.label = h('label', { class: 'unseen', for: 'ask' });
    this.field = h('textarea', {
      id: 'ask',
      rows: 1,
      maxlength: LONGEST,
      autocomplete: 'off',
      enterkeyhint: 'send',
      dir: 'auto',
      oninput: () => {
        this.grow();
        this.host.drawer.keep('draft', this.field.value);
      },
      onkeydown: (event) => this.key(event),
    });
    this.send = h('button', { class: 'go', type: 'submit' });
    const submit = (event) => {
      event.preventDefault();
      if (this.talk.control) this.talk.stop();
      else this.talk.ask(this.field.value);
    };
    this.form = h('form', { onsubmit: submit }, this.label, this.field, this.send);
  }

  /** On paper nothing can be unfolded: it is all there. */
  unfold(all) {
    this.printing = all;
    for (const fold of this.list.querySelectorAll('details')) {
      if (all) fold.dataset.was = String(fold.open);
      fold.open = all || fold.dataset.was === 'true';
    }
  }

  // -------------------------------------------------------------- drawing

  /** Everything that depends on attributes, the theme or the language. */
  paint() {
    const { host } = this;
    this.heading.textContent = host.option('title') || this.word('title');
    this.face.replaceChildren(host.face());
    this.name(this.again, 'again');
    this.name(this.shut, 'close');
    this.log.setAttribute('aria-label', this.word('log'));
    this.label.textContent = this.word('label');
    this.field.placeholder = this.word('hint');
    this.foot.replaceChildren(this.word('foot'), ' ', this.person('foot', 'foot'));
    this.busy(Boolean(this.talk.control));
    this.greet();
    this.talk.turns.forEach((turn) => this.talk.draw(turn));
  }

  greet() {
    const own = this.host.option('starters');
    const starters = own === null ? this.suggestions || [] : own.split('|').map((s) => s.trim());
    const fresh = !this.talk.turns.length;
    const other = fresh && this.talk.elsewhere;
    this.hello.replaceChildren(
      h('p', { dir: 'auto' }, this.host.option('greeting') || this.word('greeting')),
      other
        ? h(
            'div',
            { class: 'choices' },
            button('choice', () => this.join(), null, this.word('elsewhere')),
          )
        : '',
      fresh ? this.choices(starters.filter(Boolean).slice(0, 6), 'starters') : '',
    );
  }

  join() {
    this.talk.join();
    this.log.scrollTop = this.log.scrollHeight;
    this.focus();
  }

  /** Where a visitor finds a person: an address, a mail, a phone, a form; or nothing. */
  contact() {
    const to = this.host.option('contact');
    return to && /^(?:https?:|mailto:|tel:|\/)/i.test(to) ? to : '';
  }

  /** The link to a person; `after` says to the page what it was offered for. */
  person(style, after) {
    const to = this.contact();
    if (!to) return '';
    const apart = /^https?:/i.test(to) ? { target: '_blank', rel: 'noopener' } : {};
    return h(
      'a',
      {
        href: to,
        class: 'person ' + style,
        onclick: () => this.host.emit('handoff', { to, after }),
        ...apart,
      },
      this.host.option('contact-text') || this.word('contact'),
    );
  }

  /** Questions to choose from, as a named group of buttons. */
  choices(questions, key) {
    if (!questions.length) return '';
    const choose = (text) => {
      this.host.emit('starter', { question: text });
      this.talk.ask(text);
    };
    return h(
      'div',
      { class: 'choices', role: 'group', 'aria-label': this.word(key) },
      h('p', { class: 'small', 'aria-hidden': 'true' }, this.word(key)),
      ...questions.map((text) => button('choice', () => choose(text), { dir: 'auto' }, text)),
    );
  }

  suggest() {
    if (this.suggestions || this.host.option('starters') !== null) return;
    this.suggestions = [];
    this.wire.get('api/suggestions').then(
      (body) => {
        this.suggestions = list(body.suggestions).map(string);
        this.greet();
      },
      () => {
        this.suggestions = null;
      },
    );
  }

  /** Names a button that has only a picture, for the ear and for the pointer. */
  name(node, key) {
    node.setAttribute('aria-label', this.word(key));
    node.title = this.word(key);
    return node;
  }

  busy(on) {
    this.log.setAttribute('aria-busy', String(on));
    this.send.replaceChildren(on ? icon(STOP, 'stop') : icon(SEND));
    this.name(this.send, on ? 'stop' : 'send');
  }

  /** Says one thing to a screen reader, once. */
  announce(text) {
    this.host.status.textContent = text;
  }

  /** Says a finished answer. */
  tell(answer) {
    const count = answer.citations.length;
    const sources = count ? ' ' + this.word('sources') + ': ' + count + '.' : '';
    this.announce(this.word('bot') + ': ' + plain(answer.text) + sources);
  }

  /** Draws the growing answer at most once a frame. */
  later(turn) {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (turn.answer || turn.fault) return;
      const follows = this.atEnd();
      this.drawing.drawBody(turn);
      if (follows) this.log.scrollTop = this.log.scrollHeight;
    });
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  /** Scrolls the conversation, and nothing else, so that `node` is in view. */
  reveal(node) {
    const [frame, box] = [this.log.getBoundingClientRect(), node.getBoundingClientRect()];
    if (box.bottom > frame.bottom) {
      this.log.scrollTop += Math.min(box.bottom - frame.bottom + 12, box.top - frame.top - 12);
    } else if (box.top < frame.top) this.log.scrollTop += box.top - frame.top - 12;
  }

  // -------------------------------------------------------------- opening and closing

  /** What was left on the page before: a draft, a question in flight. */
  resume() {
    const { drawer, floating } = this.host;
    this.field.value = drawer.kept('draft');
    this.talk.connect();
    if (!floating) this.suggest();
    const question = drawer.kept('pending');
    if (!question) return;
    const turn = { question };
    this.talk.turns.push(turn);
    this.greet();
    this.talk.run(turn);
  }

  open(take = true) {
    const { host } = this;
    if (host.floating && this.node.hidden) {
      this.node.hidden = false;
      host.launch.hidden = true;
      host.launch.setAttribute('aria-expanded', 'true');
      host.clearing.look();
      this.fit();
      this.suggest();
      this.log.scrollTop = this.log.scrollHeight;
      host.drawer.keep('open', 'yes');
      host.emit('open');
    }
    if (!take) return;
    this.modal(true);
    // On a phone the keyboard would jump up at once and hide the greeting.
    const first = host.floating && matchMedia('(pointer: coarse)').matches ? this.node : this.field;
    first.focus({ preventScroll: host.floating });
  }

  close() {
    const { host } = this;
    if (!host.floating || this.node.hidden) return;
    const inside = host.shadowRoot.activeElement;
    this.node.hidden = true;
    host.launch.hidden = false;
    host.launch.setAttribute('aria-expanded', 'false');
    this.modal(false);
    this.fitting.abort();
    if (inside) focus(host.launch);
    host.drawer.keep('open', 'no');
    host.emit('close');
    host.clearing.later();
  }

  /** The element is gone from the page, and nobody puts it back. */
  leave() {
    this.talk.stop();
    clearInterval(this.drawing.clock);
    this.fitting?.abort();
  }

  clear() {
    this.talk.clear();
    clearInterval(this.drawing.clock);
    this.list.replaceChildren();
    this.announce('');
    this.busy(false);
    this.greet();
    this.suggest();
    focus(this.field);
  }

  /** Modal from the moment the focus is inside; a panel that opened by itself is not. */
  modal(on) {
    if (!this.host.floating) return;
    if (on) this.node.setAttribute('aria-modal', 'true');
    else this.node.removeAttribute('aria-modal');
  }

  /** Keeps a full-screen panel above the keyboard of a phone. */
  fit() {
    this.fitting = new AbortController();
    const view = window.visualViewport;
    if (!view) return;
    const measure = () => {
      this.host.app.style.setProperty('--height', view.height + 'px');
      this.host.app.style.setProperty('--top', view.offsetTop + 'px');
    };
    measure();
    for (const type of ['resize', 'scroll']) {
      view.addEventListener(type, measure, { signal: this.fitting.signal });
    }
  }

  // -------------------------------------------------------------- keys

  trap(event) {
    if (!this.host.floating || event.isComposing) return;
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Tab') {
      const stops = Array.from(this.node.querySelectorAll(STOPS)).filter(
        (node) => !node.disabled && node.getClientRects().length,
      );
      const active = this.host.shadowRoot.activeElement;
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (active !== edge && !(event.shiftKey && active === this.node)) return;
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    }
  }

  key(event) {
    // 229: some browsers report the Enter that ends a composition without isComposing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!this.talk.control) this.talk.ask(this.field.value);
  }

  focus() {
    focus(this.field);
  }

  /** Empties the field once its question is on its way. */
  empty() {
    this.field.value = '';
    this.host.drawer.keep('draft', '');
    this.grow();
  }

  grow() {
    this.field.style.height = 'auto';
    this.field.style.height = this.field.scrollHeight + 2 + 'px';
  }
}
