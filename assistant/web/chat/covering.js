// A sheet that covers the whole page is left with Back, as everything on a phone is. For that it has an
// entry of its own in the history while it is open.
const MARK = "covered";

/** The page is on its way back from the entry of a sheet that is closed. */
let leaving = false;
/** Entries of the history with ours as the last: more of them were made inside the sheet. */
let entries = 0;

const marked = () => history.state?.[MARK] === true;

/** A sheet was opened. */
export const cover = () => {
  if (leaving || marked()) return; // on its way, or another citation in the same sheet
  history.pushState({ ...history.state, [MARK]: true }, "");
  entries = history.length;
};

/** The sheet was closed by other means than Back. */
export const uncover = () => {
  if (leaving || !marked() || history.length !== entries) return;
  leaving = true;
  history.back();
};

/**
 * @param {() => boolean} isOpen whether the sheet is
 * @param {() => void} close
 * @param {() => void} reopen
 */
export const startCovering = (isOpen, close, reopen) => {
  window.addEventListener("popstate", () => {
    const closed = leaving;
    leaving = false;
    if (marked()) reopen();
    else if (isOpen() && closed)
      cover(); // opened again before the page was back
    else if (isOpen()) close();
  });
  if (!marked()) return;
  leaving = true; // a reload closes the sheet, and leaves its entry
  history.back();
};
