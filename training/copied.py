"""Faithful claims that stay close to the premise: a judge that only sees faithful paraphrases and
unfaithful near-copies learns that likeness is suspicious.

Each sentence of a premise as it stands, with other quotation marks, contractions written out or
made, in a few other words, two of them together, and with its pronoun replaced by whom it means.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from changes import reworded

Claim = tuple[str, str]
"""A faithful claim and its kind."""

_LONG_FORMS = {
    "doesn’t": "does not", "isn’t": "is not", "don’t": "do not", "can’t": "cannot",
    "it’s": "it is", "that’s": "that is", "we’ve": "we have", "they’re": "they are",
}  # fmt: skip
_LONG_FORMS |= {short.replace("’", "'"): long for short, long in _LONG_FORMS.items()}
_OPENERS = re.compile(r"^(?:So|And|But|Then|Here|Also),? ")
_WHO: Sequence[tuple[str, Sequence[str]]] = (
    ("They ", ("TPMs ", "Technical product managers ")),
    ("She ", ("The hire ", "The TPM ")),
    ("A TPM ", ("A technical product manager ",)),
    ("A technical product manager ", ("A TPM ",)),
    ("It ", ("The role ",)),
)
"""Whom the pronouns of the shipped article mean."""
LEAST_WORDS = 4


def light(sentence: str, rng: random.Random) -> str:
    """The sentence with changes that no reader would notice."""
    if rng.random() < 0.7:
        sentence = sentence.translate(str.maketrans("“”’", '""\''))
    for short, long in _LONG_FORMS.items():
        if short in sentence and rng.random() < 0.5:
            sentence = sentence.replace(short, long)
    if rng.random() < 0.3:
        sentence = _OPENERS.sub("", sentence)
    return sentence[:1].upper() + sentence[1:]


def of_passage(sentence: str, rng: random.Random) -> Iterator[Claim]:
    """One sentence of the shipped article, kept, and with its pronoun resolved."""
    if len(sentence.split()) < LEAST_WORDS:
        return
    yield sentence, "copied"
    for _ in range(2):
        yield light(sentence, rng), "copied, light"
        yield light(reworded(sentence, rng), rng), "copied, reworded"
    for pronoun, names in _WHO:
        if sentence.startswith(pronoun):
            for _ in range(2):
                named = rng.choice(names) + sentence[len(pronoun) :]
                yield light(named, rng), "copied, who"


def of_premise(given: str, rng: random.Random) -> Iterator[Claim]:
    """A few sentences of any premise, kept."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", given) if len(s.split()) > LEAST_WORDS]
    rng.shuffle(sentences)
    for sentence in sentences[:3]:
        yield (light(sentence, rng) if rng.random() < 0.6 else sentence), "copied"
        yield light(reworded(sentence, rng), rng), "copied, reworded"
    if len(sentences) > 1 and rng.random() < 0.5:
        yield f"{light(sentences[0], rng)} {light(sentences[1], rng)}", "copied, two"
