"""Tell a document as a whole: a lead of one line, then its own sentences, or its headings. Pure.

Figures about the document itself ("about 2,000 words") are counted here; they are marked as
derived, and the sentences that they begin and end with are cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.wholes import without_number
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text.numbers import quantities
from assistant.wording.voice import Voice
from assistant.writing.extractive import Teller
from assistant.writing.page import Told

WORDS_A_MINUTE = 230
"""Reading speed of adults, silent reading of non-fiction (Brysbaert, J. Mem. Lang. 2019: 238)."""
ROUNDED_TO = 50
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POINTS = frozenset({"summary", "takeaways", "advice", "claims", "quotable", "topic"})
_WANTED = re.compile(
    r"\b(?P<many>[1-9]|10|one|two|three|four|five|six|seven|eight|nine|ten) (?:[\w-]+ ){0,2}?"
    r"(?:points?|bullets?|take-?aways?|things?|facts?|lines?|sentences?|lessons?|insights?|ideas?"
    r"|messages?|claims?|quotes?|tips?)\b",
    re.IGNORECASE,
)
_UNTITLED = frozenset({"explanation"})


def tell_whole(
    kind: str, chosen: Sequence[Passage], teller: Teller, corpus: Corpus, message: str = ""
) -> Told:
    """The passages that give the whole, under a line that says which way of looking it is.

    Of points, as many are told as the message asks for ("in three points").
    """
    voice = teller.voice
    if kind in _POINTS and (wanted := points_wanted(message)):
        chosen = chosen[:wanted]
    if kind == "outline":
        return _outline(chosen, voice, corpus)
    if kind == "length":
        return _length(chosen, teller, corpus)
    if kind == "title":
        title = voice.say("whole.title", title=corpus.documents[chosen[0].document_id].title)
        told = teller.tell(chosen)
        return replace(told, text=f"{title}\n\n{told.text}")
    if kind == "happened":  # a story is no list
        return teller.tell(chosen)
    lead = "" if kind in _UNTITLED or not voice.knows(f"whole.{kind}") else f"whole.{kind}"
    return teller.listed(chosen, voice.say(lead) if lead else "")


def points_wanted(message: str) -> int:
    """How many points a message asks for; 0 where it does not say."""
    found = _WANTED.search(message)
    counted = quantities(f"{found['many']} points") if found else ()
    # A lone "one" is read as a pronoun.
    return int(counted[0].value) if counted else int(found is not None)


def _outline(chosen: Sequence[Passage], voice: Voice, corpus: Corpus) -> Told:
    lines: list[str] = []
    levels = [_level(passage, corpus) for passage in chosen]
    for number, (passage, level) in enumerate(zip(chosen, levels, strict=True), start=1):
        indent = "  " * (level - min(levels))
        # A number in front would be read as a figure.
        lines.append(f"{indent}- {without_number(passage.text)} [{number}]")
    return Told(voice.say("whole.outline") + "\n\n" + "\n".join(lines), tuple(chosen))


def _level(heading: Passage, corpus: Corpus) -> int:
    text = corpus.documents[heading.document_id].text
    line = text[text.rfind("\n", 0, heading.start) + 1 : heading.start]
    return line.count("#") or 1


def _length(chosen: Sequence[Passage], teller: Teller, corpus: Corpus) -> Told:
    counted = sum(len(_WORD.findall(document.text)) for document in corpus.documents.values())
    words = f"{max(ROUNDED_TO, round(counted / ROUNDED_TO) * ROUNDED_TO):,}"
    minutes = str(max(1, round(counted / WORDS_A_MINUTE)))
    sections = str(len({(p.document_id, p.section) for p in corpus.passages}))
    said = teller.voice.say("whole.length", words=words, sections=sections, minutes=minutes)
    told = teller.tell(chosen, shape="verbatim")
    return replace(told, text=f"{said}\n\n{told.text}", derived=(words, sections, minutes))
