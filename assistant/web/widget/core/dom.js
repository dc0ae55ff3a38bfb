// Elements made by hand: text from anywhere becomes text nodes only.

/**
 * An element; `on…` are listeners, empty values are left out, children are nodes or text.
 * @param {string} tag
 * @param {Record<string, any> | null | false} [attributes]
 * @param {...any} children
 * @returns {any}
 */
export function h(tag, attributes, ...children) {
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

export const button = (style, onclick, attributes, ...children) =>
  h('button', { type: 'button', class: style, onclick, ...attributes }, ...children);

/** Moves the focus and nothing else. */
export const focus = (node) => node.focus({ preventScroll: true });

/** @param {string} shape @param {string} [style] */
export function icon(shape, style = '') {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', ('icon ' + style).trim());
  path.setAttribute('d', shape);
  svg.append(path);
  return svg;
}

export const string = (value) => (typeof value === 'string' ? value : '');
export const list = (value) => (Array.isArray(value) ? value : []);
