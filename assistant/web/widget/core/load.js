// The two things that are loaded at the first opening: the panel's script, checked against the
// integrity that this file carries, and the words of the visitor's language.

const REGISTER = Symbol.for('tpm-assistant panel');

let policy = null;

/** An address that a page with Trusted Types accepts; throws where the page lets nobody make one. */
function trusted(address) {
  const types = Reflect.get(window, 'trustedTypes');
  if (!types) return address;
  policy ??= types.createPolicy('tpm-assistant', { createScriptURL: (text) => text });
  return policy.createScriptURL(address);
}

function byElement(address, nonce) {
  return new Promise((resolve, reject) => {
    const part = document.createElement('script');
    part.src = trusted(address);
    part.integrity = PANEL.integrity;
    part.crossOrigin = 'anonymous';
    part.nonce = nonce;
    part.onerror = () => reject(new Error(address));
    part.onload = () => {
      part.parentNode?.removeChild(part);
      resolve(null);
    };
    document.head.append(part);
  });
}

/** For pages that forbid new policies: the bytes are checked first, and then run from the cache. */
async function byImport(address) {
  const reply = await fetch(address, { integrity: PANEL.integrity, credentials: 'omit' });
  await reply.text();
  await import(address);
}

let asked = null;

/**
 * The class of the panel. What failed is tried again at the next call.
 * @param {URL} base
 * @param {string} nonce of the page's own script
 * @returns {Promise<any>}
 */
export function panel(base, nonce) {
  const address = new URL('widget/panel.js?build=' + PANEL.name, base).href;
  asked ??= (async () => {
    let made = null;
    Reflect.set(window, REGISTER, (part) => {
      made = part;
    });
    try {
      await byElement(address, nonce);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await byImport(address);
    }
    Reflect.deleteProperty(window, REGISTER);
    if (!made) throw new Error(address);
    return made;
  })().catch((error) => {
    asked = null;
    console.error(
      'tpm-assistant: the chat could not be loaded from ' +
        address +
        '. If the page has a Content-Security-Policy, script-src must allow ' +
        base.origin +
        '; an old copy of the page may need to be reloaded.',
    );
    throw error;
  });
  return asked;
}

const packs = new Map();

/** The texts of one language; none where they cannot be had, and then English serves. */
export function pack(base, language) {
  if (language === 'en') return Promise.resolve({});
  if (!packs.has(language)) {
    const address = new URL('widget/words/' + language + '.json', base);
    const texts = fetch(address, { credentials: 'omit' }).then((reply) => (reply.ok ? reply.json() : {}));
    packs.set(
      language,
      texts.catch(() => {
        packs.delete(language);
        return {};
      }),
    );
  }
  return packs.get(language);
}
