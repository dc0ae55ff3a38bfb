/**
 * The chat widget that other sites embed. One file, no dependency, no cookie, no key.
 *
 *   <script src="https://HOST/widget/v1.js" defer data-title="…" data-accent="#…"></script>
 *
 * adds a launcher in the corner; <tpm-assistant></tpm-assistant> puts the chat into the page.
 * webtools/build.mjs fills in the style sheet and the words and makes it small.
 *
 * What it promises to the page around it: everything is drawn in a shadow root, nothing of the
 * page is styled, scrolled or focused on load, and text from anywhere becomes text nodes only
 * (there is no innerHTML in this file). It works under a policy that allows this script and
 * connections to its host, and beside libraries that patch the built-in prototypes.
 */
(() => {
  'use strict';

  if (customElements.get('tpm-assistant')) {
    // Pages that replace their body run the script once more: the launcher comes back, as it was.
    Reflect.get(window, 'TPMAssistant')?.restore?.();
    return;
  }

  const CSS = '{{v1.css}}';
  /** Names, and their texts by language. @type {[string[], Record<string, string[]>]} */
  const [KEYS, WORDS] = /** @type {any} */ ('{{words.json}}');
  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript || document.querySelector('script[src*="/widget/v1.js"]')
  );
  if (!script || !script.src) {
    console.error(
      'tpm-assistant: the page runs this script without a <script src> of its own, so it ' +
        'cannot tell where its server is. Keep it out of script optimisers and bundles.',
    );
    return;
  }
  /** Where the assistant lives: the folder above /widget/. */
  const BASE = new URL('..', script.src);
  const OPTIONS = [
    'title',
    'greeting',
    'accent',
    'theme',
    'position',
    'lang',
    'starters',
    'open',
    'memory',
    'answer-lang',
    'contact',
    'contact-text',
  ];
  const SILENCE = 45000; // milliseconds without a byte after which a stream counts as cut
  const LONGEST = 2000; // characters of a question
  const REMEMBERED = 20; // turns kept for this tab
  const NARROW = '(max-width: 30em), (max-height: 26em)'; // as in v1.css: the panel fills the screen
  const DARK = matchMedia('(prefers-color-scheme: dark)');

  // ---------------------------------------------------------------- small parts

  /** JSON that does not ask values for toJSON, which old frameworks put on Array and String. */
  function encode(value) {
    if (typeof value === 'string') {
      return (
        '"' +
        value.replace(/[^ !#-[\]-~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0')) +
        '"'
      );
    }
    if (Array.isArray(value)) return '[' + value.map((item) => encode(item)).join(',') + ']';
    if (value && typeof value === 'object') {
      return (
        '{' +
        Object.keys(value)
          .map((key) => encode(key) + ':' + encode(value[key]))
          .join(',') +
        '}'
      );
    }
    return value === undefined ? 'null' : String(value);
  }

  /** An element; `on…` are listeners, empty values are left out, children are nodes or text. */
  function h(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes || {})) {
      const value = attributes[name];
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== null && value !== false) {
        node.setAttribute(name, value === true ? '' : value);
      }
    }
    node.append(...children.filter((child) => child || child === 0));
    return node;
  }

  const button = (style, onclick, attributes, ...children) =>
    h('button', { type: 'button', class: style, onclick, ...attributes }, ...children);
  const focus = (node) => node.focus({ preventScroll: true });

  const SHAPES = {
    ask:
      'M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 4v-4h-2' +
      'A1.5 1.5 0 0 1 4 14.5zM8.5 8.5h7M8.5 11.75h4.5',
    close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
    again: 'M5 12.5a7 7 0 1 0 2.3-5.2L5 9.5M5 5v4.5h4.5',
    send: 'M12 19V5.5M6 11.5l6-6 6 6',
    stop: 'M8 8h8v8H8z',
    copy: 'M9 9h10v11H9zM15 5H5v11',
    done: 'M5 12.5l4.5 4.5L19 7.5',
    up:
      'M7 11v9H4v-9zM7 11l4-7.5c1.6 0 2.4 1.1 2.1 2.6L12.5 10H19a1.6 1.6 0 0 1 1.5 2l-1.5 6.5' +
      'A2 2 0 0 1 17 20H7',
    out: 'M8 16l8-8M9.5 8H16v6.5',
    turn: 'M7 10l5 5 5-5',
  };
  SHAPES.down = SHAPES.up;

  function icon(name) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    const path = document.createElementNS(space, 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('class', 'icon ' + name);
    path.setAttribute('d', SHAPES[name]);
    svg.append(path);
    return svg;
  }

  const string = (value) => (typeof value === 'string' ? value : '');
  const list = (value) => (Array.isArray(value) ? value : []);

  // ---------------------------------------------------------------- colour (WCAG 2.2 contrast)

  /** [r, g, b] of any CSS colour, or null. The canvas only parses; nothing is drawn. */
  function channels(colour) {
    const paint = document.createElement('canvas').getContext('2d');
    if (!paint || !colour) return null;
    paint.fillStyle = '#010203';
    paint.fillStyle = colour;
    const value = String(paint.fillStyle);
    if (value === '#010203') return null;
    if (value[0] === '#') return [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
    const numbers = value.match(/^rgba?\((\d+), (\d+), (\d+)/);
    return numbers && numbers.slice(1).map(Number);
  }

  function luminance(rgb) {
    const [r, g, b] = rgb.map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  const mix = (from, to, share) => from.map((byte, at) => Math.round(byte + (to[at] - byte) * share));
  const css = (rgb) => 'rgb(' + rgb.join(' ') + ')';

  /** `rgb` moved towards `to` until it stands out from `surface` by `least` to one. */
  function apart(rgb, to, surface, least) {
    let share = 0;
    while (share < 1 && contrast(mix(rgb, to, share), surface) < least) share += 0.04;
    return mix(rgb, to, Math.min(share, 1));
  }

  /** The custom properties for one accent colour: readable on it, and readable as text. */
  function palette(accent, dark) {
    const [white, black] = [
      [255, 255, 255],
      [0, 0, 0],
    ];
    const surface = dark ? [29, 40, 49] : [238, 241, 243]; // --sunken of v1.css
    const light = contrast(accent, white) >= 3;
    const fill = light ? apart(accent, black, white, 4.6) : accent;
    return (
      ':host{--fill:' +
      css(fill) +
      ';--on:' +
      (light ? '#fff' : '#000') +
      ';--link:' +
      css(apart(accent, dark ? white : black, surface, 5)) +
      ';--tint:' +
      css(mix(dark ? [23, 32, 39] : white, accent, dark ? 0.16 : 0.08)) +
      '}'
    );
  }

  // ---------------------------------------------------------------- Markdown, as nodes

  const TOKEN = new RegExp(
    [
      /\\([!-/:-@[-`{-~])/,
      /\*\*(.+?)\*\*/,
      /\*([^*\s](?:[^*]*[^*\s])?)\*/,
      /`([^`]+)`/,
      /\[(\d{1,3})\](?!\()/,
      /!?\[([^\]]*)\]\([^)]*\)/,
    ]
      .map((part) => part.source)
      .join('|'),
    'g',
  );

  /** Bold, italic, code and citation markers; a link or a picture leaves its words only. */
  function inline(text, cite) {
    const nodes = [];
    let from = 0;
    for (const match of text.matchAll(TOKEN)) {
      const [whole, escaped, strong, weak, code, number, words] = match;
      nodes.push(text.slice(from, match.index));
      from = match.index + whole.length;
      if (strong) nodes.push(h('strong', null, ...inline(strong, cite)));
      else if (weak) nodes.push(h('em', null, ...inline(weak, cite)));
      else if (code) nodes.push(h('code', null, code));
      else if (number) nodes.push(cite(Number(number)));
      else nodes.push(escaped || words || '');
    }
    nodes.push(text.slice(from));
    return nodes;
  }

  const ITEM = /^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
  const RULE = /^\s*\|?(?=.*-)[\s:|-]+$/;
  const cells = (row) =>
    row
      .replace(/\\\|/g, '\uE000')
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim().replace(/\uE000/g, '|'));
  const isTable = (lines, at) =>
    lines[at].includes('|') && RULE.test(lines[at + 1] || '') && lines[at + 1].includes('|');

  /** Paragraphs, lists, tables, quotes and headings (as bold lines); anything else is text. */
  function markdown(text, cite, tableName) {
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
              h('thead', null, row('th', rows[0])),
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

  /** The same text for the ear: no markers and no bars, and a stop after every line. */
  function plain(text) {
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

  // ---------------------------------------------------------------- the wire

  /** What went wrong, in one sentence, and when to try again. */
  class Fault extends Error {
    constructor(kind, detail, seconds) {
      super(detail || kind);
      Object.assign(this, { kind, detail, until: seconds ? Date.now() + seconds * 1000 : 0 });
    }
  }

  const post = (path, body, signal) =>
    fetch(new URL(path, BASE), {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json' },
      body: encode(body),
      signal,
    });

  const get = async (path) => {
    const response = await fetch(new URL(path, BASE), { credentials: 'omit' });
    if (!response.ok) throw new Fault('fault');
    return response.json();
  };

  /** A problem in words: what happened, and what to do now. */
  const told = ({ title, detail }) =>
    [title, detail === title ? '' : detail]
      .map(string)
      .filter(Boolean)
      .map((part) => part.replace(/[^.!?]$/, '$&.'))
      .join(' ');

  /** The fault that a refused request stands for. */
  async function refusal(response) {
    const problem = await response.json().catch(() => ({}));
    if (response.status === 429) {
      const seconds = Number(response.headers.get('Retry-After'));
      return new Fault('limit', '', seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : 10);
    }
    if (response.status >= 500) return new Fault('fault', told(problem));
    return new Fault('refused', told(problem));
  }

  /** [name, data] of every server-sent event; `alive` is called for every piece received. */
  async function* events(body, alive) {
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
  function known(answer) {
    const quote = (item) => ({
      number: Number(item.number) || 0,
      id: string(item.document_id),
      section: string(item.section),
      quote: string(item.quote),
      start: Number(item.start),
      end: Number(item.end),
      url: string(item.url),
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
    };
  }

  const documents = new Map();
  const fetchDocument = (id) => {
    if (!documents.has(id)) {
      documents.set(
        id,
        get('api/documents/' + encodeURIComponent(id)).catch(() => {
          documents.delete(id);
          return {};
        }),
      );
    }
    return documents.get(id);
  };

  /** A link to the article page of our own host, or nothing. */
  function place(url) {
    try {
      // The server may lie under a path of a proxy that it does not know of.
      const target = new URL(url.startsWith(BASE.pathname) ? url : url.replace(/^\//, ''), BASE);
      const ours = target.origin === BASE.origin && target.protocol === BASE.protocol;
      return url && ours ? target.href : '';
    } catch {
      return '';
    }
  }

  // ---------------------------------------------------------------- the element

  class Assistant extends HTMLElement {
    static observedAttributes = OPTIONS.flatMap((name) => [name, 'data-' + name]);

    constructor() {
      super();
      this.turns = [];
      this.watch = () => this.paint();
      const root = this.attachShadow({ mode: 'open' });
      try {
        this.colours = new CSSStyleSheet();
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS);
        root.adoptedStyleSheets = [sheet, this.colours];
      } catch {
        // browsers from before constructable style sheets
        this.colours = h('style');
        root.append(h('style', null, CSS), this.colours);
        this.colours.replaceSync = (text) => {
          this.colours.textContent = text;
        };
      }
      // The page's own shortcuts must not fire while someone types in here.
      for (const type of ['keydown', 'keypress', 'keyup', 'input', 'paste', 'copy', 'cut']) {
        root.addEventListener(type, (event) => event.stopPropagation());
      }
    }

    connectedCallback() {
      this.floating = this.hasAttribute('data-launcher');
      DARK.addEventListener('change', this.watch);
      const first = !this.app;
      if (first) {
        this.build();
        this.recall();
      }
      this.paint();
      if (this.floating) {
        try {
          // the top layer: above every z-index of the page
          this.popover = 'manual';
          this.showPopover();
        } catch {
          /* an older browser: z-index has to do */
        }
      } else this.suggest();
      if (first) this.resume();
    }

    /** What the visitor left on the page before: an open panel, a draft, a question in flight. */
    resume() {
      const asked = this.option('open');
      const left = this.kept('open');
      const wanted = left ? left === 'yes' : asked !== null && asked !== 'false';
      if (this.floating && wanted && !matchMedia(NARROW).matches) this.open(false);
      this.field.value = this.kept('draft');
      const pending = this.kept('pending');
      if (!pending) return;
      const turn = { question: pending };
      this.turns.push(turn);
      this.greet();
      this.run(turn);
    }

    disconnectedCallback() {
      DARK.removeEventListener('change', this.watch);
      // A page that replaces its body puts the same element back at once: then all goes on.
      setTimeout(() => {
        if (this.isConnected) return;
        this.stop();
        clearInterval(this.clock);
        if (this.fitting) this.fitting.abort();
      }, 2000);
    }

    attributeChangedCallback() {
      if (this.app) this.paint();
    }

    option(name) {
      return this.getAttribute('data-' + name) ?? this.getAttribute(name);
    }

    /** The words of the interface; `{0}` is replaced by `value`. */
    word(key, value) {
      const text = WORDS[this.language][KEYS.indexOf(key)];
      return value === undefined ? text : text.replace('{0}', () => value);
    }

    /** Tells the page; a tag manager hears what happened, and never a visitor's words. */
    emit(name, detail) {
      this.dispatchEvent(new CustomEvent('tpm-assistant:' + name, { bubbles: true, detail }));
      const layer = Reflect.get(window, 'dataLayer');
      if (!Array.isArray(layer)) return;
      const { answer, kind, rating } = detail || {};
      layer.push({ event: 'tpm-assistant:' + name, status: answer ? answer.status : kind || rating || '' });
    }

    // ------------------------------------------------------------ drawing

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
          this.keep('draft', this.field.value);
        },
        onkeydown: (event) => this.key(event),
      });
      this.send = h('button', { class: 'go', type: 'submit' });
      this.form = h(
        'form',
        {
          onsubmit: (event) => {
            event.preventDefault();
            if (this.control) this.stop();
            else this.ask(this.field.value);
          },
        },
        this.label,
        this.field,
        this.send,
      );
    }

    build() {
      this.launch = button(
        'launch',
        () => this.open(),
        { 'aria-haspopup': 'dialog', 'aria-expanded': 'false' },
        icon('ask'),
        h('span'),
      );
      this.heading = h('h2', { id: 'title' });
      this.again = button('tool', () => this.clear(), {}, icon('again'));
      this.shut = button('tool', () => this.close(), {}, icon('close'));
      this.hello = h('div', { class: 'hello' });
      this.talk = h('div', { class: 'talk' });
      this.log = h(
        'div',
        { class: 'log', tabindex: 0, role: 'log', 'aria-live': 'off', 'aria-busy': 'false' },
        this.hello,
        this.talk,
      );
      this.buildForm();
      this.foot = h('p', { class: 'foot', dir: 'auto' });
      this.panel = h(
        'section',
        {
          class: 'panel',
          tabindex: -1,
          'aria-labelledby': 'title',
          role: this.floating ? 'dialog' : 'region',
          hidden: this.floating,
          onkeydown: (event) => this.trap(event),
          onfocusin: () => this.modal(true),
        },
        h(
          'header',
          null,
          h('span', { class: 'mark' }, icon('ask')),
          this.heading,
          this.again,
          this.floating && this.shut,
        ),
        this.log,
        this.form,
        this.foot,
      );
      this.status = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
      this.app = h(
        'div',
        { class: 'app ' + (this.floating ? 'floating' : 'inline'), role: this.floating && 'region' },
        this.floating ? this.launch : '',
        this.panel,
        this.status,
      );
      this.shadowRoot.append(this.app);
    }

    /** Everything that depends on attributes, the theme or the language. */
    paint() {
      const theme = this.option('theme');
      const dark = theme === 'dark' || (theme !== 'light' && DARK.matches);
      const asked = (this.option('lang') || document.documentElement.lang || '').toLowerCase();
      const language = asked.split('-')[0];
      this.language = Object.hasOwn(WORDS, language) ? language : 'en';
      const side = this.option('position');
      const around = this.parentElement || document.documentElement;
      const title = this.option('title') || this.word('title');
      this.colours.replaceSync(palette(channels(this.option('accent')) || [13, 92, 104], dark));
      this.app.lang = this.language;
      this.app.dir = getComputedStyle(around).direction;
      this.app.classList.toggle('dark', dark);
      this.app.classList.toggle('left', side === 'left');
      this.app.classList.toggle('right', side === 'right');
      if (this.floating) this.app.setAttribute('aria-label', title);
      this.heading.textContent = title;
      this.launch.lastChild.textContent = title;
      this.launch.setAttribute('aria-label', this.word('open', title));
      this.name(this.again, 'again');
      this.name(this.shut, 'close');
      this.log.setAttribute('aria-label', this.word('log'));
      this.label.textContent = this.word('label');
      this.field.placeholder = this.word('hint');
      this.foot.replaceChildren(this.word('foot'), ' ', this.person('foot'));
      this.busy(Boolean(this.control));
      this.greet();
      this.turns.forEach((turn) => this.draw(turn));
    }

    greet() {
      const own = this.option('starters');
      const starters = own === null ? this.suggestions || [] : own.split('|').map((s) => s.trim());
      this.hello.replaceChildren(
        h('p', { dir: 'auto' }, this.option('greeting') || this.word('greeting')),
        this.turns.length ? '' : this.choices(starters.filter(Boolean).slice(0, 6), 'starters'),
      );
    }

    /** The way to a person, where the site gives one: an address, a mail, a phone, a form. */
    person(style) {
      const to = this.option('contact');
      if (!to || !/^(?:https?:|mailto:|tel:|\/)/i.test(to)) return '';
      const apart = /^https?:/i.test(to) ? { target: '_blank', rel: 'noopener' } : {};
      return h(
        'a',
        { href: to, class: 'person ' + style, onclick: () => this.emit('handoff', {}), ...apart },
        this.option('contact-text') || this.word('contact'),
      );
    }

    /** Questions to choose from, as a named group of buttons. */
    choices(questions, key) {
      return questions.length
        ? h(
            'div',
            { class: 'choices', role: 'group', 'aria-label': this.word(key) },
            h('p', { class: 'small', 'aria-hidden': 'true' }, this.word(key)),
            ...questions.map((text) =>
              button(
                'choice',
                () => {
                  this.emit('starter', { question: text });
                  this.ask(text);
                },
                { dir: 'auto' },
                text,
              ),
            ),
          )
        : '';
    }

    suggest() {
      if (this.suggestions || this.option('starters') !== null) return;
      this.suggestions = [];
      get('api/suggestions').then(
        (body) => {
          this.suggestions = list(body.suggestions).map(string);
          this.greet();
        },
        () => {
          this.suggestions = null;
        },
      );
    }

    /** One question with what became of it. Drawn again whenever something changes. */
    draw(turn) {
      if (!turn.node) {
        turn.body = h('div', { class: 'body', lang: this.option('answer-lang') || 'en', dir: 'auto' });
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
        this.talk.append(turn.node);
      }
      turn.node.querySelector('.unseen').textContent = this.word('you') + ' ';
      turn.node.setAttribute('aria-label', this.word('bot') + ': ' + turn.question);
      this.drawBody(turn);
      const { answer, fault } = turn;
      if (answer) {
        const [quotes, key] =
          answer.status === 'not_covered' ? [answer.related, 'near'] : [answer.citations, 'sources'];
        const helpless = answer.status === 'not_covered' || turn.rating === 'down';
        turn.rest.replaceChildren(
          ...this.remarks(answer).map((text) => h('p', { class: 'small' }, text)),
          helpless ? this.person('choice') : '',
          quotes.length ? this.sources(quotes, key) : '',
          this.tools(turn),
          turn === this.turns[this.turns.length - 1] ? this.choices(answer.follow_ups, 'more') : '',
        );
      } else if (fault) turn.rest.replaceChildren(...this.trouble(turn));
      else turn.rest.replaceChildren();
    }

    /** How the answer came to be: read otherwise, there in part only, a notice. */
    remarks(answer) {
      return [
        answer.understood && this.word('readAs', answer.understood),
        answer.status === 'partial' && this.word('partly'),
        answer.notice,
      ].filter(Boolean);
    }

    drawBody(turn) {
      const { answer } = turn;
      const cite = (number) => {
        const there = answer && answer.citations.some((citation) => citation.number === number);
        if (!there) return answer ? '[' + number + ']' : h('sup', null, number);
        return button(
          'cite',
          () => this.show(turn, number),
          { 'aria-label': this.word('source', number) },
          number,
        );
      };
      const text = answer ? answer.text : turn.text;
      if (text) turn.body.replaceChildren(...markdown(text, cite, this.word('table')));
      else {
        turn.body.replaceChildren(
          turn.fault ? '' : h('p', { class: 'wait' }, h('i'), this.word(turn.reading ? 'reading' : 'search')),
        );
      }
      if (!text && turn.fault) turn.body.replaceChildren();
    }

    sources(quotes, key) {
      return h(
        'div',
        { class: 'sources', role: 'group', 'aria-label': this.word(key) },
        h('p', { class: 'small', 'aria-hidden': 'true' }, this.word(key)),
        ...quotes.map((item) => this.source(item)),
      );
    }

    /** A source that unfolds to its exact words, section, date and place in the article. */
    source(item) {
      const href = place(item.url);
      const dated = h('p', { class: 'small' });
      // A table row is quoted as it stands in the article; its bars become dots for the eye.
      const words = /^\s*\|/.test(item.quote) ? cells(item.quote).join(' · ') : item.quote;
      const path = item.section.split(' › ');
      const fold = h(
        'details',
        {
          'data-number': item.number,
          ontoggle: async () => {
            const id = item.id || (/\/source\/([^/?#]+)/.exec(item.url) || [])[1] || '';
            if (fold.open) this.emit('source', { url: href });
            if (!fold.open || dated.firstChild || !id) return;
            this.reveal(fold);
            const source = await fetchDocument(decodeURIComponent(id));
            const exact =
              typeof source.text === 'string' &&
              item.quote &&
              Array.from(source.text).slice(item.start, item.end).join('') === item.quote;
            dated.replaceChildren(
              source.updated ? this.word('updated', this.date(source.updated)) : '',
              exact ? h('span', { class: 'exact' }, icon('done'), this.word('exact')) : '',
            );
            this.reveal(fold);
          },
        },
        h(
          'summary',
          null,
          item.number ? h('span', { class: 'number' }, item.number) : '',
          h('span', { dir: 'auto' }, path[path.length - 1] || words.slice(0, 60)),
          icon('turn'),
        ),
        h(
          'div',
          { class: 'quote' },
          h('blockquote', { dir: 'auto' }, words),
          path.length > 1 ? h('p', { class: 'small', dir: 'auto' }, path.join(' › ')) : '',
          dated,
          href && h('a', { href, target: '_blank', rel: 'noopener' }, this.word('show'), icon('out')),
        ),
      );
      return fold;
    }

    /** 2026-06-16 as people write it in this language; anything else as it is. */
    date(text) {
      const iso = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text + 'T00:00');
      return iso && iso.getTime()
        ? iso.toLocaleDateString(this.language, { dateStyle: 'long' })
        : string(text);
    }

    show(turn, number) {
      const fold = turn.rest.querySelector('details[data-number="' + number + '"]');
      if (!fold) return;
      fold.open = true;
      focus(fold.querySelector('summary'));
      this.reveal(fold);
    }

    tool(name, onclick, attributes) {
      return this.name(button('tool', onclick, attributes, icon(name)), name);
    }

    /** Names a button that has only a picture, for the ear and for the pointer. */
    name(node, key) {
      node.setAttribute('aria-label', this.word(key));
      node.title = this.word(key);
      return node;
    }

    tools(turn) {
      const { answer } = turn;
      const rate = (rating) => {
        const pressed = turn.rating === rating;
        return this.tool(rating, () => this.rate(turn, rating), { 'aria-pressed': String(pressed) });
      };
      return h(
        'div',
        { class: 'tools' },
        this.tool('copy', (event) => this.copy(answer, event.currentTarget)),
        answer.id && rate('up'),
        answer.id && rate('down'),
      );
    }

    trouble(turn) {
      const { fault } = turn;
      const left = Math.ceil((fault.until - Date.now()) / 1000);
      const text =
        fault.kind === 'limit'
          ? left > 0
            ? this.word('limit', left)
            : this.word('ready')
          : fault.detail || this.word(fault.kind);
      clearInterval(this.clock);
      const say = h('span', { dir: 'auto' }, text);
      const retry = button('choice', () => this.run(turn), { disabled: left > 0 }, this.word('retry'));
      if (left > 0) {
        this.clock = setInterval(() => {
          const now = Math.ceil((fault.until - Date.now()) / 1000);
          say.textContent = now > 0 ? this.word('limit', now) : this.word('ready');
          if (now > 0) return;
          retry.disabled = false;
          clearInterval(this.clock);
          this.announce(this.word('ready'));
        }, 500);
      }
      return [
        h('p', { class: fault.kind === 'stopped' ? 'small' : 'trouble' }, say),
        h('div', { class: 'choices' }, retry),
      ];
    }

    busy(on) {
      this.log.setAttribute('aria-busy', String(on));
      this.send.replaceChildren(icon(on ? 'stop' : 'send'));
      this.name(this.send, on ? 'stop' : 'send');
    }

    /** Says one thing to a screen reader, once. */
    announce(text) {
      this.status.textContent = text;
    }

    /** Scrolls the conversation, and nothing else, so that `node` is in view. */
    reveal(node) {
      const [frame, box] = [this.log.getBoundingClientRect(), node.getBoundingClientRect()];
      if (box.bottom > frame.bottom) {
        this.log.scrollTop += Math.min(box.bottom - frame.bottom + 12, box.top - frame.top - 12);
      } else if (box.top < frame.top) this.log.scrollTop += box.top - frame.top - 12;
    }

    // ------------------------------------------------------------ the panel

    open(focus = true) {
      if (this.floating && this.panel.hidden) {
        this.panel.hidden = false;
        this.launch.hidden = true;
        this.launch.setAttribute('aria-expanded', 'true');
        this.fit();
        this.suggest();
        this.log.scrollTop = this.log.scrollHeight;
        this.keep('open', 'yes');
        this.emit('open');
      }
      if (!focus) return;
      this.modal(true);
      // On a phone the keyboard would jump up at once and hide the greeting.
      const first = this.floating && matchMedia('(pointer: coarse)').matches ? this.panel : this.field;
      first.focus({ preventScroll: this.floating });
    }

    close() {
      if (!this.floating || this.panel.hidden) return;
      const inside = this.shadowRoot.activeElement;
      this.panel.hidden = true;
      this.launch.hidden = false;
      this.launch.setAttribute('aria-expanded', 'false');
      this.modal(false);
      this.fitting.abort();
      if (inside) focus(this.launch);
      this.keep('open', 'no');
      this.emit('close');
    }

    /** Modal from the moment the focus is inside; a panel that opened by itself is not. */
    modal(on) {
      if (!this.floating) return;
      if (on) this.panel.setAttribute('aria-modal', 'true');
      else this.panel.removeAttribute('aria-modal');
    }

    /** Keeps a full-screen panel above the keyboard of a phone. */
    fit() {
      this.fitting = new AbortController();
      const view = window.visualViewport;
      if (!view) return;
      const measure = () => {
        this.app.style.setProperty('--height', view.height + 'px');
        this.app.style.setProperty('--top', view.offsetTop + 'px');
      };
      measure();
      for (const type of ['resize', 'scroll']) {
        view.addEventListener(type, measure, { signal: this.fitting.signal });
      }
    }

    trap(event) {
      if (!this.floating || event.isComposing) return;
      if (event.key === 'Escape') {
        this.close();
      } else if (event.key === 'Tab') {
        const stops = Array.from(
          this.panel.querySelectorAll('button, summary, textarea, a, [tabindex="0"]'),
        ).filter((node) => !node.disabled && node.getClientRects().length);
        const active = this.shadowRoot.activeElement;
        const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
        if (active !== edge && !(event.shiftKey && active === this.panel)) return;
        event.preventDefault();
        (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
      }
    }

    key(event) {
      // 229: some browsers report the Enter that ends a composition without isComposing.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      if (!this.control) this.ask(this.field.value);
    }

    grow() {
      this.field.style.height = 'auto';
      this.field.style.height = this.field.scrollHeight + 2 + 'px';
    }

    // ------------------------------------------------------------ the conversation

    /** Asks one question; gives the answer, or null if there is none. */
    async ask(text) {
      const question = String(text ?? '')
        .trim()
        .slice(0, LONGEST);
      if (!question) return null;
      this.stop();
      this.open(this.floating && this.panel.hidden);
      this.field.value = '';
      this.keep('draft', '');
      this.grow();
      const turn = { question };
      const last = this.turns[this.turns.length - 1];
      const inside =
        this.talk.contains(this.shadowRoot.activeElement) ||
        this.hello.contains(this.shadowRoot.activeElement);
      this.turns.push(turn);
      if (last) this.draw(last); // its follow-ups go
      if (this.turns.length === 1) this.greet(); // and so do the starters
      if (inside) focus(this.field);
      this.emit('ask', { question });
      return this.run(turn);
    }

    async run(turn) {
      this.stop();
      const control = new AbortController();
      Object.assign(this, { control });
      Object.assign(turn, { text: '', fault: null, answer: null, reading: false });
      const held = this.talk.contains(this.shadowRoot.activeElement);
      this.announce('');
      this.busy(true);
      this.keep('pending', turn.question);
      this.draw(turn);
      if (held) focus(this.field);
      this.log.scrollTop = this.log.scrollHeight;
      try {
        turn.answer = await this.stream(turn, control);
      } catch (error) {
        turn.fault = error;
      }
      if (this.control === control) this.control = null;
      if (!this.control) {
        this.busy(false);
        this.keep('pending', '');
      }
      if (!this.turns.includes(turn)) return null; // started over meanwhile
      const follows = this.atEnd();
      this.draw(turn);
      if (follows) this.reveal(turn.node);
      this.report(turn);
      this.remember();
      return turn.answer;
    }

    /** Reads the stream to its answer; throws a Fault for everything else. */
    async stream(turn, control) {
      let timer;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => control.abort(), SILENCE);
      };
      try {
        alive();
        const response = await post(
          'api/chat',
          { message: turn.question, history: this.history(turn), stream: true },
          control.signal,
        );
        if (!response.ok) throw await refusal(response);
        for await (const [name, data] of events(response.body, alive)) {
          if (control.signal.aborted) break;
          if (name === 'answered') return known(data);
          if (name === 'failed') throw new Fault('fault', told(data));
          if (name === 'sources') turn.reading = true;
          if (name === 'delta') turn.text += string(data.text);
          this.later(turn);
        }
        throw new Fault('cut');
      } catch (error) {
        if (control.stopped) throw new Fault('stopped');
        if (error instanceof Fault) throw error;
        if (!navigator.onLine) throw new Fault('offline');
        if (turn.text || turn.reading || control.signal.aborted) throw new Fault('cut');
        console.warn(
          'tpm-assistant: ' +
            BASE.origin +
            ' does not answer. Is ' +
            location.origin +
            ' in its ASSISTANT_WIDGET_ORIGINS, and it in connect-src of this page?',
        );
        throw new Fault('fault');
      } finally {
        clearTimeout(timer);
      }
    }

    /** Draws the growing answer at most once a frame. */
    later(turn) {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        if (turn.answer || turn.fault) return;
        const follows = this.atEnd();
        this.drawBody(turn);
        if (follows) this.log.scrollTop = this.log.scrollHeight;
      });
    }

    atEnd() {
      return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    }

    report(turn) {
      const { answer, fault, question } = turn;
      if (answer) {
        const count = answer.citations.length;
        this.announce(
          this.word('bot') +
            ': ' +
            plain(answer.text) +
            (count ? ' ' + this.word('sources') + ': ' + count + '.' : ''),
        );
        this.emit('answer', { question, answer });
        if (answer.status === 'not_covered') this.emit('refusal', { question, answer });
        return;
      }
      // What was cut off has not been checked as a whole: it goes, the question stays.
      if (fault.kind !== 'stopped') turn.text = '';
      this.draw(turn);
      this.announce(turn.rest.firstChild.textContent);
      this.emit('error', { question, kind: fault.kind, detail: fault.detail || this.word(fault.kind, '') });
    }

    /** The finished turns before this one, newest kept, as the API wants them. */
    history(turn) {
      return this.turns
        .slice(0, this.turns.indexOf(turn))
        .filter(({ answer }) => answer)
        .slice(-4)
        .flatMap(({ question, answer }) => [
          { role: 'user', content: question },
          {
            role: 'assistant',
            content: answer.text.slice(0, LONGEST),
            answer_id: answer.id,
            citations: answer.citations.map(({ id, start, end }) => ({ document_id: id, start, end })),
          },
        ]);
    }

    stop() {
      if (!this.control) return;
      this.control.stopped = true;
      this.control.abort();
      this.control = null;
    }

    clear() {
      this.stop();
      clearInterval(this.clock);
      this.turns = [];
      this.talk.replaceChildren();
      this.announce('');
      this.busy(false);
      this.greet();
      this.suggest();
      this.remember();
      focus(this.field);
    }

    async copy(answer, button) {
      const lines = answer.citations.map(
        (item) =>
          '[' +
          item.number +
          '] “' +
          item.quote +
          '” – ' +
          item.section +
          (place(item.url) && ', ' + place(item.url)),
      );
      const text = [answer.text, ...lines].join('\n\n');
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // no permission, or a page without https
        const area = h('textarea', { class: 'unseen' });
        area.value = text;
        this.panel.append(area);
        focus(area);
        area.setSelectionRange(0, text.length);
        document.execCommand('copy');
        this.panel.removeChild(area);
        focus(button);
      }
      button.replaceChildren(icon('done'));
      setTimeout(() => button.replaceChildren(icon('copy')), 2000);
      this.announce(this.word('copied'));
      this.emit('copy', { answer });
    }

    async rate(turn, rating) {
      const before = turn.rating;
      const redraw = () => {
        const tools = this.tools(turn);
        const old = turn.rest.querySelector('.tools');
        if (!old) return;
        const at = Array.from(old.children).indexOf(this.shadowRoot.activeElement);
        old.replaceWith(tools);
        if (at >= 0) focus(tools.children[at]);
      };
      turn.rating = rating;
      redraw();
      try {
        const response = await post('api/feedback', { answer_id: turn.answer.id, rating });
        if (!response.ok) throw new Fault('fault');
        this.announce(this.word('thanks'));
        this.emit('feedback', { answer_id: turn.answer.id, rating });
        this.remember();
        const tools = turn.rest.querySelector('.tools');
        if (rating === 'down' && tools && !turn.rest.querySelector('.person'))
          tools.before(this.person('choice'));
      } catch {
        turn.rating = before;
        redraw();
        this.announce(this.word('unsaved'));
      }
    }

    // ------------------------------------------------------------ memory of this tab

    /** sessionStorage: gone with the tab. Null where the page or the browser forbids it. */
    get drawer() {
      try {
        return this.option('memory') === 'off' ? null : sessionStorage;
      } catch {
        return null;
      }
    }

    get slot() {
      return 'tpm-assistant ' + BASE.href + ' ' + (this.floating ? 'launcher' : this.id || 'inline');
    }

    /** One small thing that outlives a page load; an empty one is forgotten. */
    keep(name, value) {
      try {
        if (value) this.drawer?.setItem(this.slot + ' ' + name, value);
        else this.drawer?.removeItem(this.slot + ' ' + name);
      } catch {
        /* full: it goes on without */
      }
    }

    kept(name) {
      return string(this.drawer?.getItem(this.slot + ' ' + name));
    }

    remember() {
      const turns = this.turns.filter(({ answer }) => answer).slice(-REMEMBERED);
      try {
        if (turns.length && this.drawer) {
          this.drawer.setItem(
            this.slot,
            encode(
              turns.map(({ question, answer, rating }) => ({
                question,
                rating: rating || '',
                answer: {
                  ...answer,
                  citations: answer.citations.map(stored),
                  related: answer.related.map(stored),
                },
              })),
            ),
          );
        } else if (this.drawer) this.drawer.removeItem(this.slot);
      } catch {
        /* full: the conversation goes on without memory */
      }
    }

    recall() {
      try {
        for (const turn of list(JSON.parse(this.drawer.getItem(this.slot))).slice(-REMEMBERED)) {
          const rating = ['up', 'down'].includes(turn.rating) ? turn.rating : '';
          this.turns.push({ question: string(turn.question), rating, answer: known(turn.answer) });
        }
      } catch {
        /* none, or not ours: start afresh */
      }
    }
  }

  /** A quote under the names of the API, which `known` reads. */
  function stored({ id, ...rest }) {
    return { ...rest, document_id: id };
  }

  customElements.define('tpm-assistant', Assistant);

  // ---------------------------------------------------------------- the page's side

  const current = () =>
    /** @type {Assistant | null} */ (
      document.querySelector('tpm-assistant[data-launcher]') || document.querySelector('tpm-assistant')
    );

  /** @type {Assistant | null} */
  let launcher = null;

  /** Puts the launcher back where a page has replaced its body. */
  function restore() {
    const inline = document.querySelector('tpm-assistant:not([data-launcher])');
    if (launcher && !launcher.isConnected && document.body && !inline) document.body.append(launcher);
  }

  const watcher = new MutationObserver(() => {
    watch();
    restore();
  });

  function watch() {
    watcher.disconnect();
    watcher.observe(document.documentElement, { childList: true });
    if (document.body) watcher.observe(document.body, { childList: true });
  }

  const api = Object.freeze({
    restore,
    /** Takes the launcher away for good. */
    remove: () => {
      const gone = launcher;
      launcher = null;
      gone?.remove();
    },
    open: () => {
      current()?.open();
    },
    close: () => {
      current()?.close();
    },
    ask: async (text) => current()?.ask(text) ?? null,
    /** Calls `listener(detail)` at open, close, ask, answer, error, feedback; gives the way to stop. */
    on(name, listener) {
      const heard = (event) => listener(event.detail);
      document.addEventListener('tpm-assistant:' + name, heard);
      return () => document.removeEventListener('tpm-assistant:' + name, heard);
    },
  });
  Reflect.set(window, 'TPMAssistant', api);

  function start() {
    if (!document.querySelector('tpm-assistant') && script.dataset.launcher !== 'off') {
      const attributes = { 'data-launcher': '' };
      for (const name of OPTIONS) attributes['data-' + name] = script.getAttribute('data-' + name);
      launcher = h('tpm-assistant', attributes);
      document.body.append(launcher);
      watch();
    }
    document.dispatchEvent(new CustomEvent('tpm-assistant:ready'));
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
