/** What our own scripts share on a page. */
interface Window {
  /** Set by theme.js: which theme the visitor chose, and how to change it. */
  pageTheme: { choice: string; set(choice: string): void; apply(): void };
}
