"""What somebody says of something: the one whose text it is, or one whom the text quotes.

Whoever asks what the publisher of a text says about fees asks what the text says about them. And
"what does the BHO say about pilots" is answered by the sentence in which the Board of Harbour
Offices projects, finds or counts something of pilots; its name has to stand before what it does
there, since "the tidy Harbourbook version" quotes nobody. English. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.wholes import Wholes
from assistant.records import Document, Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.words import content_stems

_ASKS = re.compile(
    r"(?:(?:and|so|but|ok)[, ]+)*what (?:do|does|did|has|have) (?P<who>[^,;:?]{2,60}?)"
    r" (?:say|said|think|write|written|state|report|claim|tell us)"
    r" (?:about|on|of|regarding|concerning) (?P<about>[^;:?]+?)\W*$",
    re.IGNORECASE,
)
_WRITER = re.compile(r"(?:the |its |this )?(?:author|writer|publisher)s?$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:/|,|\band\b|\bor\b|&)\s*(?:(?:the|about|on)\b\s*)?", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z][\w&.-]*(?:(?: of| for| and| the)* [A-Z][\w&.-]*)*")
_DOES = re.compile(r"\s+(?:\w+ly )?(?P<verb>[a-z]{2,}(?:s|ed))\b")
"""Behind a name: what it does."""
ABOUT_DOCUMENT = "what does the article say about {about}"
MOST = 3


def by_a_voice(
    question: str,
    reading: Reading,
    corpus: Corpus,
    wholes: Wholes,
    look_up: Callable[[str], Reading],
) -> Reading:
    """The reading of a question for what somebody says, where it found nothing, or a part: as what
    the text says where it is his, or as the sentences in which it quotes him."""
    asked = _ASKS.match(question)
    if asked is None or reading.outcome not in ("uncovered", "partial"):
        return reading
    if _is_its_own(asked["who"], corpus.documents.values()):
        told = wholes.read(ABOUT_DOCUMENT.format(about=asked["about"]), look_up)
        found = told or look_up(ABOUT_DOCUMENT.format(about=asked["about"]))
        return found if found.outcome == "answer" else reading
    quoted = quoting(asked["who"], asked["about"], corpus.passages)
    if not quoted:
        return reading
    return replace(reading, outcome="answer", chosen=quoted, missing=(), topic=None, p_covered=1.0)


def quoting(who: str, about: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentences in which somebody says something of each of the things that are asked about;
    none where one of them is lacking."""
    spoken = [p for p in passages if not p.cells and _is_quoted(who, p.text)]
    told: dict[Passage, None] = {}
    for thing in _SEVERAL.split(about):
        naming = [p for p in spoken if _stand_together(content_stems(thing), p)]
        if not naming:
            return ()
        told.update(dict.fromkeys(naming))
    return tuple(told)[:MOST]


def _stand_together(stems: Sequence[str], passage: Passage) -> bool:
    """Whether words with meaning stand side by side: "oil lamps" are none of "the oil of
    the tower … its lamps"."""
    said, length = content_stems(passage.text), len(stems)
    return bool(length) and tuple(stems) in [said[i : i + length] for i in range(len(said))]


def _is_its_own(who: str, documents: Iterable[Document]) -> bool:
    """Whether somebody is the author or publisher of a document."""
    if _WRITER.match(who):
        return True
    named = {name.lower() for d in documents for name in (d.author, d.publisher) if name}
    return who.lower() in named


def _is_quoted(who: str, text: str) -> bool:
    """Whether somebody does something in a sentence, by his name or its initials."""
    wanted = re.sub(r"^the ", "", who, flags=re.IGNORECASE).lower()
    for found in _CAPITALS.finditer(text):
        name = re.sub(r"^The ", "", found.group())
        initials = "".join(letter for letter in name if letter.isupper())
        if wanted in (name.lower(), initials.lower()) and _DOES.match(text, found.end()):
            return True
    return False
