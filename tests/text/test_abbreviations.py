"""Abbreviations come from the words of a corpus, and a large one is read once."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from assistant.text.abbreviations import LEAST_SEEN, abbreviations_of

SHORT = {"SRE": "site reliability engineer"}
SMALL = ("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to")


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("A site reliability engineer (SRE) is on call.", (), SHORT),
        ("The site reliability engineer rests. An SRE, a site reliability engineer.", (), SHORT),
        ("An SRE is on call.", ("site reliability engineer", "SRE"), SHORT),
        ("The Bureau of Labor Statistics (BLS) counts.", (), {"BLS": "bureau of labor statistics"}),
        ("An SRE is on call.", (), {}),
        ("A site reliability engineer and the SRE.", (), {}),
        ("IBM sells. I buy mugs. It begins Monday.", (), {}),
        ("", (), {}),
    ],
)
def test_abbreviations_are_found_in_the_words_of_the_corpus(
    text: str, names: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert abbreviations_of([text], names) == expected


def test_an_abbreviation_of_two_things_is_left_alone() -> None:
    text = "A PCR (primary care record) and a PCR (project change request)."
    assert abbreviations_of([text]) == {}


def plainly(text: str) -> dict[str, str]:
    """The same by regular expressions over the whole text, a few for every short name."""
    found: dict[str, str] = {}
    for short in dict.fromkeys(re.findall(r"\b[A-Z]{3,6}(?=s?\b)", text)):
        between = rf"(?:[ -](?:{'|'.join(SMALL)}))?[ -]"
        letters = between.join(rf"{letter}[a-z'’]+" for letter in short)
        phrases = Counter(
            (single if re.search(rf"\b{spaced(single)}\b", text, re.I) else phrase).lower()
            for phrase in re.findall(rf"\b{letters}\b", text, re.I)
            for words in [re.findall(r"[A-Za-z][A-Za-z'’-]*", phrase.lower())]
            for single in [phrase.removesuffix("s")]
            if words[0] not in SMALL and words[-1] not in SMALL
        )
        behind = rf"s?\s+\(\s*{short}s?\s*\)"
        beside = [p for p in phrases if re.search(rf"\b{spaced(p)}{behind}", text, re.I)]
        chosen = beside or [p for p, count in phrases.items() if count >= LEAST_SEEN]
        if len(chosen) == 1:
            found[short] = chosen[0]
    return found


def spaced(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split()))


def test_one_pass_finds_what_a_search_for_every_short_name_finds() -> None:
    whole = "site reliability engineer|Site Reliability Engineers|time of the arrival|time to act"
    parts = (
        "site reliability engineer engineers of the and to time times arrival arrivals’ don't SRE "
        "SREs (SRE) (TTA) ( SREs ) (sre) TTA TOA TTAs naïve plan2 'roll x_site reliability2 s I"
    )
    words = [*whole.split("|") * 3, *parts.split()]
    marks = [" "] * 9 + ["  ", "\n", "-", " - ", ". ", ", ", "\t", "", "\u00a0"]
    chance, some = random.Random(1), 0
    for _ in range(1_500):
        size = chance.randint(3, 60)
        text = "".join(chance.choice(words) + chance.choice(marks) for _ in range(size))
        found = abbreviations_of([text])
        assert found == plainly(text), text
        some += bool(found)
    assert some > 300
