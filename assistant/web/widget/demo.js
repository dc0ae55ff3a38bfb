/** The form on the demo page: changes the widget as one types, and writes the line to paste. */
'use strict';

const form = /** @type {HTMLFormElement} */ (document.getElementById('look'));
const snippet = /** @type {HTMLTextAreaElement} */ (document.getElementById('snippet'));
const usual = {
  title: '',
  greeting: '',
  starters: '',
  accent: '',
  theme: 'auto',
  position: '',
  lang: '',
  size: '',
  offset: '',
  avatar: '',
  contact: '',
  words: '',
};

const escaped = (text) => text.replace(/[&"<>]/g, (c) => '&#' + c.charCodeAt(0) + ';');

/** One field of the form. */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

function apply() {
  const widget = document.querySelector('tpm-assistant');
  const source = new URL('v1.js', location.href);
  let data = '';
  for (const name of Object.keys(usual)) {
    const value = field(name).value.trim();
    if (value === usual[name]) {
      if (widget) widget.removeAttribute('data-' + name);
      continue;
    }
    data += ' data-' + name + '="' + escaped(value) + '"';
    if (widget) widget.setAttribute('data-' + name, value);
  }
  if (field('open').checked) data += ' data-open';
  let checked = '';
  if (field('pinned').checked) {
    source.searchParams.set('build', document.body.dataset.build);
    checked = ' integrity="' + document.body.dataset.integrity + '" crossorigin="anonymous"';
  }
  snippet.value = '<script src="' + source.href + '"' + checked + ' defer' + data + '></' + 'script>';
}

form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
document.getElementById('copy').addEventListener('click', async () => {
  const said = document.getElementById('copied');
  try {
    await navigator.clipboard.writeText(snippet.value);
    said.textContent = 'Copied';
  } catch {
    snippet.focus();
    snippet.setSelectionRange(0, snippet.value.length);
    said.textContent = 'Selected: copy it with your keyboard';
  }
});
apply();
