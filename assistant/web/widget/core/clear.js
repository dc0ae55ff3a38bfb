// Room for a consent banner: the widget is drawn above everything, so it has to step aside itself.
// Where such a banner stands, launcher and panel keep above or below it; where that leaves no room,
// they wait until it is gone.

const NAMES = ['cookie', 'consent', 'gdpr', 'onetrust', 'usercentrics', 'didomi', 'cmp-', 'cc-window'];
const LIKELY = NAMES.flatMap((name) => [`[id*="${name}" i]`, `[class*="${name}" i]`])
  .concat('[aria-label*="cookie" i]')
  .join(',');
const LEAST = 220; // pixels of height in which a conversation still makes sense

/** What a banner consists of: itself, or what a host without a size holds in its shadow. */
const parts = (node) => [
  node,
  ...node.children,
  ...(node.shadowRoot ? node.shadowRoot.querySelectorAll('*') : []),
];

/** The box of a banner that stands still on the screen, or null. */
function standing(node) {
  for (const part of parts(node)) {
    const style = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    const still = style.position === 'fixed' || style.position === 'sticky' || part.localName === 'dialog';
    const seen = box.width * box.height > 0 && style.visibility !== 'hidden' && style.opacity !== '0';
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (still && seen && inside) return box;
  }
  return null;
}

/**
 * Where there is room in the columns from `left` to `right`.
 * @returns {{ above: number, below: number, none: boolean }} what to keep free, in pixels
 */
function room(boxes, left, right) {
  let [above, below] = [0, 0];
  for (const box of boxes) {
    if (box.right <= left || box.left >= right) continue;
    if (box.top >= innerHeight - box.bottom) below = Math.max(below, innerHeight - box.top);
    else above = Math.max(above, box.bottom);
  }
  return { above, below, none: above + below > 0 && innerHeight - above - below < LEAST };
}

export class Clearing {
  /**
   * @param {() => string} own a selector of the site, for a banner that nobody knows
   * @param {() => [number, number]} columns the columns that the widget stands in
   * @param {(found: { above: number, below: number, none: boolean }) => void} tell
   */
  constructor(own, columns, tell) {
    this.own = own;
    this.columns = columns;
    this.tell = tell;
    this.frame = 0;
    /** @type {Element[]} */
    this.held = [];
    this.later = () => {
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.look();
      });
    };
    // Banners appear and go by a class, a style, an attribute, or as a whole.
    this.changes = new MutationObserver(this.later);
    this.sight = new IntersectionObserver(this.later);
    this.stop = new AbortController();
  }

  start() {
    this.stop = new AbortController();
    for (const type of ['resize', 'load', 'transitionend', 'animationend']) {
      addEventListener(type, this.later, { signal: this.stop.signal, capture: true });
    }
    this.look();
  }

  end() {
    this.stop.abort();
    this.changes.disconnect();
    this.sight.disconnect();
    this.held = [];
  }

  candidates() {
    const own = this.own();
    try {
      return Array.from(document.querySelectorAll(own ? own + ',' + LIKELY : LIKELY));
    } catch {
      return Array.from(document.querySelectorAll(LIKELY)); // not a selector
    }
  }

  look() {
    const body = document.body;
    const found = this.candidates().filter(
      (node) => node !== body && node !== document.documentElement && node.localName !== 'tpm-assistant',
    );
    if (found.length !== this.held.length || found.some((node, at) => node !== this.held[at])) {
      this.held = found;
      this.changes.disconnect();
      this.sight.disconnect();
      for (const node of found) {
        this.sight.observe(node);
        this.changes.observe(node, { attributes: true, childList: true });
      }
    }
    const boxes = found.map(standing).filter(Boolean);
    const [left, right] = this.columns();
    this.tell(room(boxes, left, right));
  }
}
