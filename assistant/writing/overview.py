"""Tell a document as a whole: a lead of one line, then its own sentences, or its headings. Pure.

Figures about the document itself ("about 2,000 words") are counted here; they are marked as
derived, and the sentences that they begin and end with are cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.reading.central import spread
from assistant.reading.structure import without_number
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.wording.voice import Voice
from assistant.writing.extractive import Teller
from assistant.writing.page import Told
from assistant.writing.places import sections
from assistant.writing.tables import head_of

WORDS_A_MINUTE = 230
"""Reading speed of adults, silent reading of non-fiction (Brysbaert, J. Mem. Lang. 2019: 238)."""
ROUNDED_TO = 50
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POINTS = frozenset({"summary", "takeaways", "advice", "claims", "quotable", "topic"})
_NUMBER = "[1-9]|10|one|two|three|four|five|six|seven|eight|nine|ten"
_WANTED = re.compile(
    rf"\b(?:(?:{_NUMBER})(?: or | to |-|–))?(?P<many>{_NUMBER}) (?:[\w-]+ ){{0,2}}?"
    r"(?:points?|bullets?|take-?aways?|things?|facts?|lines?|sentences?|lessons?|insights?|ideas?"
    r"|messages?|claims?|quotes?|tips?)\b"
    rf"|\b(?:max(?:imum)?(?: of)?|at most|no more than|up to) (?P<most>{_NUMBER})\W*$"
    rf"|\b(?P<tops>{_NUMBER}) (?:max|tops|at most|only)\W*$",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:names?|named|compan\w+|firms?|brands?|organi[sz]ations?|tools?|technolog\w+|software"
    r"|platforms?|products?|people|persons?|stack)\b|^$",
    re.IGNORECASE,
)
"""What has a name of its own; guides, teams and backgrounds are told as what they are."""
_ONE_SENTENCE = re.compile(r"\b(?:sentence|line)\b", re.IGNORECASE)
_RUNNING = re.compile(r"\b(?:sentences|paragraphs?)\b", re.IGNORECASE)
"""What is asked for in sentences, or as paragraphs, is no list."""
_STRUCTURE = frozenset(
    {"outline", "questions", "tables", "length", "place", "section", "section_name", "title",
     "opening", "closing"}
)  # fmt: skip
_UNTITLED = frozenset({"explanation"})


def tell_whole(
    kind: str, chosen: Sequence[Passage], teller: Teller, corpus: Corpus, message: str = ""
) -> Told:
    """The passages that give the whole, under a line that says which way of looking it is.

    Of points, as many are told as the message asks for ("in three points").
    """
    if kind in _POINTS and (wanted := points_wanted(message)):
        # The first few of a summary are all of one subject.
        chosen = spread(chosen, wanted) if kind == "summary" else chosen[:wanted]
    if kind in _STRUCTURE:
        return _structure(kind, chosen, teller, corpus, message)
    if kind == "happened":  # a story is no list
        return teller.tell(chosen)
    if kind in ("line", "quote"):
        return teller.tell(chosen, shape="verbatim")
    unnamed = kind == "list_names" and not _NAMES.search(message)
    lead = teller.voice.say("talk.named") if unnamed else _lead(kind, teller.voice)
    told = teller.listed(chosen, lead, {} if corpus.notes.wholes else _heads(kind, chosen))
    return _running(told) if kind in _POINTS and _RUNNING.search(message) else told


def _heads(kind: str, chosen: Sequence[Passage]) -> dict[str, str]:
    """The heading of each sentence behind the first of a summary that nobody wrote, by its id:
    there it says what the sentence is about; none where several are from one section."""
    names = [head_of(passage, chosen) for passage in chosen]
    apart = kind == "summary" and len(set(names)) == len(names)
    return {p.id: name for p, name in zip(chosen[1:], names[1:], strict=True) if apart and name}


def _running(told: Told) -> Told:
    """A list as one paragraph, where it holds nothing but lines."""
    lines = [line for line in told.text.split("\n") if line]
    points = [line for line in lines if line.startswith("- ")]
    if len(points) < len(lines) - 1 or not points:
        return told
    lead = [] if lines[0] in points else lines[:1]
    return replace(told, text="\n\n".join([*lead, " ".join(line[2:] for line in points)]))


def _lead(kind: str, voice: Voice) -> str:
    key = f"whole.{kind}"
    return voice.say(key) if kind not in _UNTITLED and voice.knows(key) else ""


def _structure(
    kind: str, chosen: Sequence[Passage], teller: Teller, corpus: Corpus, message: str
) -> Told:
    """What the structure of a document says: its headings, a section, its tables, its ends."""
    voice = teller.voice
    if kind in ("outline", "questions"):
        return _outline(kind, chosen, voice, corpus)
    if kind == "tables":
        return _tables(chosen, voice)
    if kind == "length":
        return _length(chosen, teller, corpus)
    if kind == "place":
        return sections(voice, chosen, lead="place")
    if kind == "section":
        return teller.listed(chosen, f"**{_shared_heading(chosen)}**")
    if kind == "section_name":
        return Told(f"“{without_number(chosen[0].text)}” [1]", tuple(chosen))
    if kind == "title":
        title = voice.say("whole.title", title=corpus.documents[chosen[0].document_id].title)
        told = teller.tell(chosen)
        return replace(told, text=f"{title}\n\n{told.text}")
    ends = chosen[:1] if kind == "opening" else chosen[-1:]
    return teller.tell(ends if _ONE_SENTENCE.search(message) else chosen, shape="verbatim")


def points_wanted(message: str) -> int:
    """How many points a message asks for; 0 where it does not say."""
    found = _WANTED.search(message)
    number = next(filter(None, found.groups()), "") if found else ""
    counted = quantities(f"{number} points") if found else ()
    # A lone "one" is read as a pronoun.
    return int(counted[0].value) if counted else int(found is not None)


def _outline(kind: str, chosen: Sequence[Passage], voice: Voice, corpus: Corpus) -> Told:
    lines: list[str] = []
    levels = _levels(chosen, corpus)
    for number, (passage, level) in enumerate(zip(chosen, levels, strict=True), start=1):
        indent = "  " * (level - min(levels))
        # A number in front would be read as a figure.
        lines.append(f"{indent}- {without_number(passage.text)} [{number}]")
    return Told(voice.say(f"whole.{kind}") + "\n\n" + "\n".join(lines), tuple(chosen))


def _tables(chosen: Sequence[Passage], voice: Voice) -> Told:
    """Each table by the names of its columns, behind the heading that it stands under."""
    lines: list[str] = []
    for number, row in enumerate(chosen, start=1):
        columns = ", ".join(cell.text for cell in row.cells if cell.text)
        heading = f"**{without_number(row.heading)}**: " if row.heading else ""
        lines.append(f"- {heading}{columns} [{number}]")
    return Told(voice.say("whole.tables") + "\n\n" + "\n".join(lines), tuple(chosen))


def _shared_heading(passages: Sequence[Passage]) -> str:
    """The innermost heading that all stand under."""
    shared = list(
        takewhile(lambda h: len(set(h)) == 1, zip(*(p.section for p in passages), strict=False))
    )
    return without_number(shared[-1][0]) if shared else passages[0].heading


def _levels(headings: Sequence[Passage], corpus: Corpus) -> list[int]:
    """How deep each heading stands; one without a sign, such as a question that folds, below the
    last that has one."""
    levels: list[int] = []
    signed = 0
    for heading in headings:
        text = corpus.documents[heading.document_id].text
        line = text[text.rfind("\n", 0, heading.start) + 1 : heading.start]
        signed = line.count("#") or signed
        levels.append(signed if "#" in line else signed + 1)
    return levels


def _length(chosen: Sequence[Passage], teller: Teller, corpus: Corpus) -> Told:
    counted = sum(len(_WORD.findall(document.text)) for document in corpus.documents.values())
    words = f"{max(ROUNDED_TO, round(counted / ROUNDED_TO) * ROUNDED_TO):,}"
    minutes = str(max(1, round(counted / WORDS_A_MINUTE)))
    sections = str(len({(p.document_id, p.section) for p in corpus.passages}))
    said = teller.voice.say("whole.length", words=words, sections=sections, minutes=minutes)
    told = teller.tell(chosen, shape="verbatim")
    return replace(told, text=f"{said}\n\n{told.text}", derived=(words, sections, minutes))
