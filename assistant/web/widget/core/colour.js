// The site's colour, moved until it is readable (WCAG 2.2 contrast).

/** [r, g, b] of any CSS colour, or null. The canvas only parses; nothing is drawn. */
export function channels(colour) {
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
export function palette(accent, dark) {
  const [white, black] = [
    [255, 255, 255],
    [0, 0, 0],
  ];
  const surface = dark ? [29, 40, 49] : [238, 241, 243]; // --sunken of launcher.css
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
