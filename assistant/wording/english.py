"""Every sentence the assistant says in its own name. None of them states a fact about a corpus."""

from __future__ import annotations

from collections.abc import Mapping

NOT_COVERED = "The article does not cover that."
NOT_COVERED_NEAR = "The article does not say. Below are the passages that come nearest."
PART_SILENT = "The article does not cover this part of the question: {parts}"
OFF_TOPIC = (
    "That is not something this article is about, so I cannot answer it. "
    "I only answer from the article, and show its exact words."
)
ADVICE_REFUSED = (
    "I cannot help with that: I only answer questions from the article. "
    "If something urgent is going on, please turn to someone who can help you now."
)
NOT_OBEYED = (
    "I only answer questions from the article, whatever a message asks me to do instead. "
    "It does not cover this."
)
UNREADABLE = "I could not make out a question there. Could you put it in other words?"
ENGLISH_ONLY = "I understand English only, as the article is in English. Could you ask in English?"

PREMISE = "The article puts it differently:"
ALREADY_SHORT = "That is as short as the article puts it:"
SECTION_LEAD = "That comes from the section"
SECTIONS_LEAD = "That comes from these sections:"
NO_SECTION = "That comes from the beginning of the article, before its first heading:"
NOTHING_BEFORE = (
    "There is no answer before this that I could go back to. What would you like to know?"
)

DOUBTED = "This is what the article says:"
DIFFERS = "That differs from what you remember. The article says:"
NO_REASON = "The article gives no reason for that."
NO_EXAMPLE = "The article gives no example of that."
FIRST_ASKED = "You asked first: “{question}”"
LAST_ASKED = "You asked: “{question}”"
FIRST_ANSWERED = "This was the answer to your first question:"
LAST_ANSWERED = "This was the answer to your last question:"
SUMMARY = "So far, in short:"
NOTHING_TOLD = "So far there is nothing from the article to sum up. What would you like to know?"

SMALL_TALK: Mapping[str, str] = {
    "greeting": "Hello! Ask me anything about the technical product manager role.",
    "thanks": "You are welcome! Ask on whenever you like.",
    "bye": "Goodbye, and good luck!",
    "praise": "Glad that helped! Is there anything else you would like to know?",
    "complaint": (
        "Sorry about that. Put the question in other words, or in a few keywords, "
        "and I will look again. If the article does not cover it, I will say so."
    ),
    "insult": "Sorry that this was no help. Try me with a question about the role.",
    "joke_request": "Jokes are not my strength. I do know my way around one article.",
    "who_are_you": (
        "I am an assistant that answers questions about the technical product manager role. "
        "Every answer comes from one article and shows its exact words."
    ),
    "what_can_you_do": (
        "I answer questions about the technical product manager role from one article: what the "
        "job is, how a day looks, skills, pay, hiring. Each answer links to the exact words, and "
        "where the article says nothing, I say so. You can ask on, or say “shorter”, "
        "“as bullets” or “which section is that from?”."
    ),
}
"""Acts that get a friendly reply without citations."""

REFUSED_ACTS: Mapping[str, str] = {
    "off_topic": OFF_TOPIC,
    "personal_data": OFF_TOPIC,
    "unsafe": ADVICE_REFUSED,
    "injection": NOT_OBEYED,
    "gibberish": UNREADABLE,
}
"""Acts that are questions after all, or pretend to be, and are not covered."""

MODEL_FAILED = "The language model did not answer, so this is the article itself. {reason}"
MODEL_UNPROVEN = "What the language model wrote could not be proved, so this is the article itself."
