// Rating an answer.
import { announce, flash } from "./announcing.js";
import { word } from "./words.js";

/** @param {HTMLElement} button @param {"up" | "down"} rating */
export const rate = async (button, rating) => {
  const answer = button.closest(".answer");
  try {
    const response = await fetch("api/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answer_id: answer.id.slice(2), rating }),
    });
    if (!response.ok) throw new Error(String(response.status));
    for (const other of answer.querySelectorAll(".up, .down")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    announce(word("thanks"));
  } catch {
    flash(button, word("unrated"));
  }
};
