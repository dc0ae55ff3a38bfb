// What outlives a page load: sessionStorage, gone with the tab. Every door of it may be shut: the
// page or the browser can forbid it, and it can be full; then all goes on without.
import { string } from './dom.js';

export class Drawer {
  /**
   * @param {string} slot name of everything that belongs to one widget
   * @param {() => boolean} shut whether the site wants no memory
   */
  constructor(slot, shut) {
    this.slot = slot;
    this.shut = shut;
  }

  get storage() {
    try {
      return this.shut() ? null : sessionStorage;
    } catch {
      return null;
    }
  }

  /** Keeps one text under a name; an empty one is forgotten. The talk itself has no name. */
  keep(name, value) {
    const key = (this.slot + ' ' + name).trim();
    try {
      if (value) this.storage?.setItem(key, value);
      else this.storage?.removeItem(key);
    } catch {
      /* full */
    }
  }

  /** @returns {string} */
  kept(name) {
    try {
      return string(this.storage?.getItem((this.slot + ' ' + name).trim()));
    } catch {
      return '';
    }
  }
}
