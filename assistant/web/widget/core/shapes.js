// The outlines of the icons, on a field of 24 by 24.
export const ASK =
  'M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 4v-4h-2' +
  'A1.5 1.5 0 0 1 4 14.5zM8.5 8.5h7M8.5 11.75h4.5';
export const CLOSE = 'M6.5 6.5l11 11M17.5 6.5l-11 11';
export const AGAIN = 'M5 12.5a7 7 0 1 0 2.3-5.2L5 9.5M5 5v4.5h4.5';
export const SEND = 'M12 19V5.5M6 11.5l6-6 6 6';
export const STOP = 'M8 8h8v8H8z';
export const COPY = 'M9 9h10v11H9zM15 5H5v11';
export const DONE = 'M5 12.5l4.5 4.5L19 7.5';
export const THUMB =
  'M7 11v9H4v-9zM7 11l4-7.5c1.6 0 2.4 1.1 2.1 2.6L12.5 10H19a1.6 1.6 0 0 1 1.5 2l-1.5 6.5' +
  'A2 2 0 0 1 17 20H7';
export const OUT = 'M8 16l8-8M9.5 8H16v6.5';
export const TURN = 'M7 10l5 5 5-5';
