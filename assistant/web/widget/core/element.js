// The element, as far as it is there before anything is opened: the launcher, what the site says,
// the theme, the side, and the door through which the panel comes.
import { Clearing } from './clear.js';
import { channels, palette } from './colour.js';
import { button, h, icon, string } from './dom.js';
import { Drawer } from './drawer.js';
import { pack, panel } from './load.js';
import { measures, OPTIONS, ownWords, picture } from './options.js';
import { ASK } from './shapes.js';

const DARK = matchMedia('(prefers-color-scheme: dark)');
const NARROW = '(max-width: 30em), (max-height: 26em)'; // as in panel.css: the panel fills the screen
const TYPED = ['keydown', 'keypress', 'keyup', 'input', 'paste', 'copy', 'cut'];
const TEAL = [13, 92, 104];

/** Where the server is, and the nonce of the page's script. @type {{ base: URL, nonce: string }} */
let home;

/** The language of our own that serves `asked`: de-AT gives de. */
function nearest(asked) {
  let tag = (asked || '').toLowerCase().replace(/_/g, '-');
  while (tag && !Object.hasOwn(BRIEF, tag)) tag = tag.includes('-') ? tag.slice(0, tag.lastIndexOf('-')) : '';
  return tag || 'en';
}

class Assistant extends HTMLElement {
  static observedAttributes = OPTIONS.flatMap((name) => [name, 'data-' + name]);

  constructor() {
    super();
    this.base = home.base;
    this.texts = {};
    this.own = {};
    this.english = {};
    this.chat = null;
    this.panel = null;
    this.watch = () => this.paint();
    const root = this.attachShadow({ mode: 'open' });
    this.colours = this.sheet('');
    this.sheet(LAUNCHER_CSS);
    // The page's own shortcuts must not fire while someone types in here.
    for (const type of TYPED) root.addEventListener(type, (event) => event.stopPropagation());
  }

  /** A style sheet of our own, which no policy of the page forbids. */
  sheet(css) {
    const root = this.shadowRoot;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return sheet;
    } catch {
      // browsers from before constructable style sheets
      const style = h('style', null, css);
      root.prepend(style);
      style.replaceSync = (text) => {
        style.textContent = text;
      };
      return style;
    }
  }

  connectedCallback() {
    this.floating = this.hasAttribute('data-launcher');
    DARK.addEventListener('change', this.watch);
    const first = !this.app;
    if (first) this.build();
    this.paint();
    if (this.floating) {
      try {
        // the top layer: above every z-index of the page
        this.popover = 'manual';
        this.showPopover();
      } catch {
        /* an older browser: z-index has to do */
      }
      this.clearing.start();
    }
    if (first) this.resume();
  }

  disconnectedCallback() {
    DARK.removeEventListener('change', this.watch);
    this.clearing.end();
    // A page that replaces its body puts the same element back at once: then all goes on.
    setTimeout(() => {
      if (!this.isConnected) this.chat?.leave();
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
    const brief = BRIEF[this.language][['title', 'open', 'unloaded'].indexOf(key)];
    const text = string(this.own[key] ?? this.texts[key] ?? brief ?? this.english[key]);
    return value === undefined ? text : text.replace('{0}', () => value);
  }

  /** Tells the page; a tag manager hears what happened, and a visitor's words only if allowed. */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent('tpm-assistant:' + name, { bubbles: true, detail }));
    const layer = Reflect.get(window, 'dataLayer');
    const how = this.option('measure');
    if (!Array.isArray(layer) || how === 'off') return;
    const { answer, kind, rating, reason, question, comment } = detail || {};
    const entry = { event: 'tpm-assistant:' + name, status: answer ? answer.status : kind || rating || '' };
    if (reason) Object.assign(entry, { reason });
    if (how === 'words') Object.assign(entry, { question, comment });
    layer.push(entry);
  }

  // -------------------------------------------------------------- drawing

  build() {
    const slot = 'tpm-assistant ' + this.base.href + ' ' + (this.floating ? 'launcher' : this.id || 'inline');
    this.drawer = new Drawer(slot, () => this.option('memory') === 'off');
    const expanded = { 'aria-haspopup': 'dialog', 'aria-expanded': 'false' };
    this.launch = button('launch', () => this.open(), expanded, h('span', { class: 'face' }), h('span'));
    this.status = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    const style = 'app ' + (this.floating ? 'floating' : 'inline');
    const role = this.floating && 'region';
    this.app = h('div', { class: style, role }, this.floating && this.launch, this.status);
    this.clearing = new Clearing(
      () => this.option('avoid'),
      () => {
        const box = (this.panel && !this.panel.hidden ? this.panel : this.launch).getBoundingClientRect();
        return [box.left, box.right];
      },
      ({ above, below, none }) => {
        this.app.style.setProperty('--above', above + 'px');
        this.app.style.setProperty('--below', below + 'px');
        this.app.classList.toggle('waiting', none);
      },
    );
    this.shadowRoot.append(this.app);
  }

  /** The site's picture or letters, else a speech bubble. */
  face() {
    const avatar = (this.option('avatar') || '').trim();
    const src = avatar && picture(avatar);
    if (!src) return avatar && Array.from(avatar).length < 4 ? avatar : icon(ASK);
    const image = h('img', { alt: '', src, referrerpolicy: 'no-referrer' });
    image.onerror = () => image.replaceWith(icon(ASK));
    return image;
  }

  /** Everything that depends on attributes, the theme or the language. */
  paint() {
    const theme = this.option('theme');
    const dark = theme === 'dark' || (theme !== 'light' && DARK.matches);
    this.colours.replaceSync(palette(channels(this.option('accent')) || TEAL, dark));
    const list = this.app.classList;
    list.toggle('dark', dark);
    this.settle();
    const around = getComputedStyle(this.parentElement || document.documentElement).direction;
    const side = this.option('position') || (around === 'rtl' ? 'left' : 'right');
    list.toggle('left', side === 'left');
    list.toggle('right', side !== 'left');
    list.toggle('brief', this.dataset.launcher === 'icon');
    const lengths = measures(this.option('offset'), this.option('size'));
    for (const [name, value] of Object.entries(lengths)) {
      if (value) this.app.style.setProperty(name, value);
      else this.app.style.removeProperty(name);
    }
    const title = this.option('title') || this.word('title');
    if (this.floating) this.app.setAttribute('aria-label', title);
    this.launch.firstChild.replaceChildren(this.face());
    this.launch.lastChild.textContent = title;
    this.launch.setAttribute('aria-label', this.word('open', title));
    this.chat?.paint();
  }

  /** The language and its direction; its words follow as soon as they are there. */
  settle() {
    const language = nearest(this.option('lang') || document.documentElement.lang);
    this.own = ownWords(this.option('words'));
    this.app.lang = language;
    this.app.dir = BRIEF[language][3] ? 'rtl' : 'ltr';
    if (language === this.language) return;
    this.language = language;
    this.texts = {};
    if (this.chat) this.learn().then(() => this.paint());
  }

  async learn() {
    const language = this.language;
    const texts = await pack(this.base, language);
    if (language === this.language) this.texts = texts;
  }

  // -------------------------------------------------------------- opening

  /** What the visitor left on the page before: an open panel, or a site that opens it. */
  resume() {
    const asked = this.option('open');
    const left = this.drawer.kept('open');
    const wanted = left ? left === 'yes' : asked !== null && asked !== 'false';
    if (!this.floating) this.load().catch(() => this.fail());
    else if (wanted && !matchMedia(NARROW).matches) this.open(false);
  }

  load() {
    this.loading ??= Promise.all([panel(this.base, home.nonce), this.learn()]).then(
      ([Panel]) => {
        this.chat = new Panel(this);
        this.paint();
        this.chat.resume();
      },
      (error) => {
        this.loading = null;
        throw error;
      },
    );
    return this.loading;
  }

  /** Opens the panel; the first time it is loaded. */
  open(focus = true) {
    this.wanted = true;
    if (this.chat) {
      this.chat.open(focus);
      return;
    }
    this.launch.setAttribute('aria-busy', 'true');
    this.load()
      .then(
        () => this.wanted && this.chat.open(focus),
        () => this.fail(),
      )
      .finally(() => this.launch.removeAttribute('aria-busy'));
  }

  close() {
    this.wanted = false;
    this.chat?.close();
  }

  /** Asks one question; gives the answer, or null if there is none. */
  async ask(text) {
    try {
      await this.load();
    } catch {
      this.fail();
      return null;
    }
    return this.chat.talk.ask(text);
  }

  fail() {
    this.status.textContent = this.word('unloaded');
    if (this.floating) this.launch.lastChild.textContent = this.word('unloaded');
    else this.app.append(h('p', { class: 'lost' }, this.word('unloaded')));
  }
}

/** @param {URL} base @param {HTMLScriptElement} script */
export function define(base, script) {
  home = { base, nonce: script.nonce };
  customElements.define('tpm-assistant', Assistant);
}
