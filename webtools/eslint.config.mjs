import js from "@eslint/js";
import globals from "globals";

// The sizes that the Python side keeps too.
const sizes = {
  complexity: ["error", 16],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true, IIFEs: false }],
};

export default [
  { ignores: ["**/built/**", "**/earlier/**", "node_modules/**"] },
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "script", globals: globals.browser },
    rules: sizes,
  },
  {
    files: ["assistant/web/chat/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
  },
  {
    files: ["assistant/web/widget/core/*.js", "assistant/web/widget/panel/*.js"],
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "module",
      // Texts that build.mjs puts in.
      globals: {
        ...globals.browser,
        BRIEF: false,
        ENGLISH: false,
        LAUNCHER_CSS: false,
        PANEL: false,
        PANEL_CSS: false,
      },
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.node },
    rules: sizes,
  },
];
