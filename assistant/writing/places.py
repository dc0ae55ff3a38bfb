"""Where what was told stands: the sections of the document, each with its markers. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.structure import without_number
from assistant.records import Passage
from assistant.wording.voice import Voice
from assistant.writing.in_words import words
from assistant.writing.page import Told


def sections(voice: Voice, passages: Sequence[Passage], *, lead: str = "section") -> Told:
    """Where the passages are from; ``lead`` is "section" where they were told before, "place" where
    somebody asks where they stand."""
    say = voice.say
    by_section: dict[tuple[str, ...], list[int]] = {}
    for index, passage in enumerate(passages, start=1):
        by_section.setdefault(passage.section, []).append(index)
    named = [
        (f"“{_path(section)}”" if section else "", "".join(f"[{n}]" for n in numbers))
        for section, numbers in by_section.items()
    ]
    if len(named) == 1:
        name, _ = named[0]
        where = f"{say(f'{lead}_lead')} {name}:" if name else say("no_section")
        quoted = " ".join(f"{words(p)} [{i}]" for i, p in enumerate(passages, start=1))
        return Told(f"{where}\n\n{quoted}", tuple(passages))
    lines = [f"- {name or say('the_beginning')} {markers}" for name, markers in named]
    return Told(say(f"{lead}s_lead") + "\n\n" + "\n".join(lines), tuple(passages))


def _path(section: Sequence[str]) -> str:
    """The headings from the outermost on. Their numbers would be read as figures."""
    return " › ".join(without_number(heading) for heading in section)
