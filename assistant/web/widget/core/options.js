// What a site may say: the data- attributes, each with one meaning.

export const OPTIONS = [
  'title',
  'greeting',
  'accent',
  'theme',
  'position',
  'offset',
  'size',
  'avatar',
  'lang',
  'words',
  'starters',
  'open',
  'memory',
  'answer-lang',
  'contact',
  'contact-text',
  'measure',
  'avoid',
];

/** `hint=Ask away | send=Go` as an object. */
export function ownWords(text) {
  const words = {};
  for (const part of (text || '').split('|')) {
    const [key, ...rest] = part.split('=');
    if (rest.length) words[key.trim()] = rest.join('=').trim();
  }
  return words;
}

/** A length of CSS; a number alone is pixels, anything else is nothing. */
const length = (text) => {
  const match = /^(\d+(?:\.\d+)?)(px|em|rem|vw|vh)?$/.exec(text || '');
  return match ? match[1] + (match[2] || 'px') : '';
};

const SIZES = { small: ['22em', '34em'], medium: ['', ''], large: ['32em', '52em'] };

/** Distances from the side and from the bottom, width and height of the panel: custom properties. */
export function measures(offset, size) {
  const [x, y] = (offset || '').trim().split(/\s+/);
  const [width, height] = SIZES[size] || (size || '').trim().split(/\s+/).map(length);
  return {
    '--x': length(x),
    '--y': length(y === undefined ? x : y),
    '--width': width || '',
    '--tall': height || '',
  };
}

/** An address of a picture, or nothing. */
export function picture(text) {
  try {
    const address = new URL(text, document.baseURI);
    const safe = /^https?:$/.test(address.protocol) || /^data:image\//.test(address.href);
    return /[/.]/.test(text) && safe ? address.href : '';
  } catch {
    return '';
  }
}
