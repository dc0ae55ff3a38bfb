// Where the browser keeps things. Storage may be switched off or full: then nothing is kept, and
// the page goes on without.

/**
 * @template Value
 * @param {() => Value} use
 * @returns {Value | null} null where storage refuses
 */
export const attempt = (use) => {
  try {
    return use();
  } catch {
    return null;
  }
};

/** The path of one of many corpora, empty where there is one: each has drawers of its own, though
 * all have the same origin. */
export const HERE = /\/c\/[^/]+\/$/.exec(window.location.pathname)?.[0] ?? "";

/** What a tab keeps until it is closed; reloads leave it. */
export const tab = {
  /** @param {string} key */
  get: (key) => attempt(() => window.sessionStorage.getItem(key + HERE)),
  /** @param {string} key @param {string} value */
  set: (key, value) => attempt(() => window.sessionStorage.setItem(key + HERE, value)),
  /** @param {string} key */
  drop: (key) => attempt(() => window.sessionStorage.removeItem(key + HERE)),
};
