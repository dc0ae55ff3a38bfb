"""Ways in which people really type: misspelt, clipped, lower case, behind a preamble."""

from __future__ import annotations

import random

from assistant.text import turns

LEAD_INS = (
    "I'm a recruiter, ",
    "I am a hiring manager at a startup and ",
    "hi, quick question: ",
    "hello! ",
    "sorry if this is obvious but ",
    "I'm new to this. ",
    "My boss asked me to find out: ",
    "as a backend engineer thinking about a switch, ",
    "We are writing a job ad for our platform team. ",
    "ok so ",
    "please tell me, ",
    "I read the article but still wonder, ",
    "for a school assignment: ",
    "I'm a career changer with ten years in support. ",
    "according to the article, ",
    "can you tell me ",
)
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "do",
        "does",
        "did",
        "of",
        "to",
        "in",
        "on",
        "for",
        "i",
        "me",
        "my",
        "you",
        "your",
        "please",
        "can",
        "could",
        "would",
        "it",
        "that",
        "there",
        "be",
    ]
)


def misspell(text: str, rng: random.Random) -> str:
    """Swaps, drops, doubles or replaces a letter in one or two longer words."""
    words = text.split()
    long_words = [i for i, word in enumerate(words) if len(word) > 3]
    for index in rng.sample(long_words, min(len(long_words), rng.choice((1, 1, 2)))):
        word = words[index]
        at = rng.randrange(1, len(word) - 1)
        words[index] = rng.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + rng.choice("aeiorstnl") + word[at + 1 :],
            )
        )
    return " ".join(words)


def clip(text: str) -> str:
    """Only the keywords, as typed into a search box."""
    kept = [word for word in text.split() if word.lower().strip("?.,!'") not in SMALL_WORDS]
    return " ".join(kept) if len(kept) > 1 else text


def vary(text: str, related: list[str], others: list[str], rng: random.Random) -> str:
    """A variant of the question.

    Args:
        text: the question.
        related: questions about the same passage that may stand in front of it, as in a
            conversation that stays with its topic.
        others: any questions, as in a conversation that changes its topic.
        rng: the source of chance.
    """
    if rng.random() < 0.15:
        text = misspell(text, rng)
    if rng.random() < 0.08:
        text = clip(text)
    if rng.random() < 0.25:
        text = text.rstrip("?.! ").replace(",", "")
    if rng.random() < 0.08:
        text = rng.choice(LEAD_INS) + text
    if rng.random() < 0.14:
        pool = related if len(related) > 1 and rng.random() < 0.5 else others
        asked = rng.sample(pool, rng.choice((1, 1, 2)))
        text = turns.joined((*asked, text))
    return text
