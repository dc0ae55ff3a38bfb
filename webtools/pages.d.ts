/** What our own scripts share on a page. */
interface Window {
  /** Set by theme.js: which theme the visitor chose, and how to change it. */
  pageTheme: { choice: string; set(choice: string): void; apply(): void };
}

/** What build.mjs puts into the widget's scripts. */
declare const BRIEF: Record<string, [string, string, string, 1?]>;
declare const ENGLISH: Record<string, string>;
declare const LAUNCHER_CSS: string;
declare const PANEL: { name: string; integrity: string };
declare const PANEL_CSS: string;
