/**
 * The chat widget that other sites embed: what is loaded with the page. No dependency, no cookie,
 * no key, one request.
 *
 *   <script src="https://HOST/widget/v1.js" defer data-title="…" data-accent="#…"></script>
 *
 * adds a launcher in the corner; <tpm-assistant></tpm-assistant> puts the chat into the page. The
 * chat itself (../panel) is loaded when it is opened. webtools/build.mjs makes one file of each.
 *
 * What it promises to the page around it: everything is drawn in a shadow root, nothing of the
 * page is styled, scrolled or focused on load, and text from anywhere becomes text nodes only
 * (there is no innerHTML in these files). It works under a policy that allows this script and
 * connections to its host, and beside libraries that patch the built-in prototypes.
 */
import { h } from './dom.js';
import { define } from './element.js';
import { OPTIONS } from './options.js';

const script = /** @type {HTMLScriptElement | null} */ (
  document.currentScript || document.querySelector('script[src*="/widget/v1.js"]')
);

/** Whether the server has said, beside the script, that this site may not use it. */
const isRefused = (entry) => (entry.serverTiming || []).some((mark) => mark.name === 'tpm-refused');

const complain = (base) =>
  console.error(
    'tpm-assistant: ' +
      base.origin +
      ' does not answer on this site. Its operator has to add ' +
      location.origin +
      ' to ASSISTANT_WIDGET_ORIGINS.',
  );

const current = () =>
  /** @type {any} */ (
    document.querySelector('tpm-assistant[data-launcher]') || document.querySelector('tpm-assistant')
  );

/** @type {HTMLElement | null} */
let launcher = null;

const watcher = new MutationObserver(() => {
  watch();
  restore();
});

function watch() {
  watcher.disconnect();
  watcher.observe(document, { childList: true }); // document.open() makes it a new one
  watcher.observe(document.documentElement, { childList: true });
  if (document.body) watcher.observe(document.body, { childList: true });
}

/** Puts the launcher back where a page has replaced its body. */
function restore() {
  const inline = document.querySelector('tpm-assistant:not([data-launcher])');
  if (launcher && !launcher.isConnected && document.body && !inline) document.body.append(launcher);
  else /** @type {any} */ (launcher)?.clearing?.later();
}

/** Puts the launcher where it belongs, with what the script element says. */
function place(tag) {
  const from = tag.dataset;
  if (from.launcher === 'off') return;
  if (!launcher) {
    if (document.querySelector('tpm-assistant')) return;
    launcher = h('tpm-assistant', { 'data-launcher': from.launcher || '' });
  }
  for (const name of OPTIONS) {
    const value = tag.getAttribute('data-' + name);
    if (value === null) launcher.removeAttribute('data-' + name);
    else if (launcher.getAttribute('data-' + name) !== value) launcher.setAttribute('data-' + name, value);
  }
  if (!launcher.isConnected) document.body.append(launcher);
  watch();
}

/** Takes the launcher away, until the script is run once more. */
function remove() {
  const gone = launcher;
  launcher = null;
  watcher.disconnect();
  gone?.parentNode?.removeChild(gone);
}

const api = Object.freeze({
  place,
  restore,
  remove,
  open: () => {
    current()?.open();
  },
  close: () => {
    current()?.close();
  },
  ask: async (text) => current()?.ask(text) ?? null,
  /** Calls `listener(detail)` at an event of the widget; gives the way to stop. */
  on(name, listener) {
    const heard = (event) => listener(event.detail);
    document.addEventListener('tpm-assistant:' + name, heard);
    return () => document.removeEventListener('tpm-assistant:' + name, heard);
  },
});

/** A late word of the server: browsers may tell of a load only after the script has run. */
function listen(base) {
  try {
    new PerformanceObserver((seen, observer) => {
      const entry = seen.getEntries().find(({ name }) => name === script.src);
      if (!entry) return;
      observer.disconnect();
      if (!isRefused(entry)) return;
      remove();
      complain(base);
    }).observe({ type: 'resource', buffered: true });
  } catch {
    /* an older browser: it finds out at the first question */
  }
}

function begin() {
  /** Where the assistant lives: the folder above /widget/. */
  const base = new URL('..', script.src);
  const loads = performance.getEntriesByName?.(script.src) || [];
  if (loads.some(isRefused)) {
    complain(base);
    return;
  }
  if (!loads.length) listen(base);
  const start = () => {
    place(script);
    document.dispatchEvent(new CustomEvent('tpm-assistant:ready'));
  };
  define(base, script);
  Reflect.set(window, 'TPMAssistant', api);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}

if (customElements.get('tpm-assistant')) {
  // Pages that replace their body, and components that mount again, run the script once more.
  const there = Reflect.get(window, 'TPMAssistant');
  if (script && there?.place) there.place(script);
  else there?.restore?.();
} else if (script?.src) begin();
else {
  console.error(
    'tpm-assistant: the page runs this script without a <script src> of its own, so it ' +
      'cannot tell where its server is. Keep it out of script optimisers and bundles.',
  );
}
