// Rating an answer: the rating stays visible, can be taken back, and is kept with the talk. Who was
// not helped is asked why.
import { announce, flash } from "./announcing.js";
import { make } from "./page.js";
import { exchangeOf, saveTalk } from "./talks.js";
import { word } from "./words.js";

/** @typedef {"up" | "down"} Rating */

const REASONS = /** @type {const} */ (["wrong", "incomplete", "irrelevant", "unclear"]);

/** @param {Element} answer */
const idOf = (answer) => answer.id.slice(2);

/** @param {object} body */
const post = async (body) => {
  const response = await fetch("api/feedback", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(String(response.status));
};

/** The words under a rated answer. @param {Rating | undefined} rating @param {string} [reason] */
const told = (rating, reason) => {
  if (rating === "up") return word("thanks");
  return reason ? word("thanksReason") : word("why");
};

/** @param {Element} answer */
const show = (answer) => {
  const { rating, reason } = exchangeOf(idOf(answer)) ?? {};
  for (const button of answer.querySelectorAll(".up, .down")) {
    const pressed = String(button.classList.contains(rating ?? "none"));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
  const state = `${rating ?? ""} ${reason ?? ""}`;
  const old = answer.querySelector(".rated");
  if (old?.getAttribute("data-state") === state) return;
  if (!rating) {
    old?.remove();
    return;
  }
  const rated = make("div", { class: "rated", "data-state": state }, make("p", {}, told(rating, reason)));
  if (rating === "down") {
    const group = make("div", { class: "reasons", role: "group", "aria-label": word("why") });
    for (const one of REASONS) {
      const pressed = String(one === reason);
      const attributes = {
        type: "button",
        class: "act because",
        "aria-pressed": pressed,
        "data-reason": one,
      };
      group.append(make("button", attributes, word(`reason.${one}`)));
    }
    rated.append(group);
  }
  if (old) old.replaceWith(rated);
  else answer.querySelector(".actions")?.after(rated);
};

/** Shows the ratings that the talk has kept. @param {Element} root */
export const showRatings = (root) => {
  for (const answer of root.querySelectorAll(".answer[id]")) show(answer);
};

/** @param {HTMLElement} button @param {Rating | undefined} rating @param {string} [reason] */
const send = async (button, rating, reason) => {
  const answer = button.closest(".answer");
  const id = idOf(answer);
  try {
    await post({ answer_id: id, rating: rating ?? "none", ...(reason ? { reason } : {}) });
  } catch {
    flash(button, word("unrated"));
    return;
  }
  const exchange = exchangeOf(id);
  if (!exchange) return;
  exchange.rating = rating;
  exchange.reason = reason;
  saveTalk(false);
  const hadFocus = answer.contains(document.activeElement);
  show(answer);
  if (hadFocus && !answer.contains(document.activeElement)) {
    /** @type {HTMLElement | null} */
    const again = answer.querySelector(`[data-reason="${reason}"], .${rating ?? "up"}`);
    again?.focus();
  }
  announce(rating ? told(rating, reason) : word("untaken"));
};

/** Rates, or takes the rating back. @param {HTMLElement} button @param {Rating} rating */
export const rate = (button, rating) =>
  send(button, button.getAttribute("aria-pressed") === "true" ? undefined : rating);

/** Says why it did not help, or takes that back. @param {HTMLElement} button */
export const because = (button) =>
  send(button, "down", button.getAttribute("aria-pressed") === "true" ? undefined : button.dataset.reason);
