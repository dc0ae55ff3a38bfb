"""Examples in a talk: "give me an example", of the last answer or of what is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.in_talk import instead
from assistant.reading.talk.several import LookUp, silent
from assistant.reading.talk.surroundings import Surroundings
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.words import content_stems
from assistant.understanding.asked import Exchange, Understood

_ASKED_FOR = re.compile(r"^what(?:'s|s| is| are| was| were)?\s+", re.IGNORECASE)
_HARM_WANTED = re.compile(
    r"\b(?:wrong|fail(?:s|ed|ing|ures?)?|mistakes?|disasters?|bad|badly|sloppy|harm\w*|hurts?|"
    r"backfir\w*|broke|broken|breaks?|damag\w*|suffer\w*|trouble)\b",
    re.IGNORECASE,
)
"""So an example of what ends badly is asked for."""
_ENDS = re.compile(r"[.!?…:][\"'”’)\]]*\s*$")


def _instances(passage: Passage) -> bool:
    texts = [cell.text for cell in passage.cells] or [passage.text]
    listed = any(cell.text.count(",") > 1 for cell in passage.cells)
    return listed or any(signs.NAMES_SEVERAL.search(text) for text in texts)


class Examples:
    """Looks for examples in one corpus. Pure apart from the look-ups it is given.

    Args:
        vouching: what passages speak of.
        names: what the corpus calls its subject.
        surroundings: what stands around passages.
    """

    def __init__(
        self, vouching: Vouching, names: Sequence[str], surroundings: Surroundings
    ) -> None:
        self._vouching = vouching
        self._names = names
        self._nearby = surroundings

    def read(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """An example of what was told, or of what the message names."""
        told = self._read(asked, before, look_up)
        named = content_stems(asked.act.about) if asked.act else ()
        wanted = asked.message if named else f"{turns.newest(before.question)} {asked.message}"
        case = self._in_cases(told.chosen) if _HARM_WANTED.search(wanted) else []
        ends_badly = any(signs.HARM.search(p.text) or _HARM_WANTED.search(p.text) for p in case)
        # A story that ended well is no example of what goes wrong.
        return silent("talk.no_example", before.passages) if case and not ends_badly else told

    def _in_cases(self, told: Sequence[Passage]) -> list[Passage]:
        """Those of some passages that tell of a case."""
        stories = (p for p in self._nearby.passages if signs.STORY.search(p.text))
        cases = {(p.document_id, p.block) for p in stories}
        return [p for p in told if (p.document_id, p.block) in cases]

    def _read(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        shown = set(before.passages)
        about = asked.act.about if asked.act else ""
        if content_stems(about):
            return self._example_of(asked, about, look_up)
        found = look_up(turns.joined((before.question, "give me an example")))
        fresh = [p for p in found.chosen if p not in shown]
        near = [p for p in self._nearby.around(before.passages, reach=2) if p not in shown]
        blocks = {(p.document_id, p.block) for p in before.passages}
        told = [p for p in near if (p.document_id, p.block) in blocks]
        if told := [
            p
            for p in told
            if signs.asked_as(self._vouching.asked_of(p), signs.ASKED_EXAMPLE, signs.EXAMPLE_LEAST)
        ]:
            return telling(sorted(told[:2], key=lambda p: p.position))
        # Somebody who wants a real one has read what was shown.
        real = signs.REAL_CASE.search(asked.message) is not None
        if not real and (shown_there := self._in_what_was_shown(before)):
            return telling(shown_there, "talk.named")
        if self._is_of(before, fresh) and any(signs.INSTANCE.search(p.text) for p in fresh):
            return replace(found, chosen=tuple(fresh))
        topic = set(content_stems(before.question))
        given = [
            p for p in near if signs.INSTANCE.search(p.text) and topic & self._vouching.words_of(p)
        ]
        if given and self._is_of(before, given):
            return telling(given[:2])
        if told := self._cases_of(asked, before):
            return telling(told)
        return silent("talk.no_example", before.passages)

    def _in_what_was_shown(self, before: Exchange) -> list[Passage]:
        """What was shown and counts instances up itself: "PRDs, RFCs and API specs"."""
        items = [p for p in before.passages if not p.cells and not _ENDS.search(p.text)]
        if len(items) > 1:  # the lines of a list, and what leads up to them
            return [p for p in before.passages if p in items or p.text.endswith(":")]
        return [p for p in before.passages if _instances(p)][:2]

    def _cases_of(self, asked: Understood, before: Exchange) -> list[Passage]:
        """What is told of a case that has a word of the question and several of the answer.

        The question is any to which the same was shown: "what do they decide", "the last one".
        """
        subject = {stem for name in self._names for stem in content_stems(name)}
        words = {s for p in before.passages for s in content_stems(p.text)} - subject
        same = [e for e in asked.talk if {*e.passages} & {*before.passages}]
        wanted = {s for e in (before, *same) for s in content_stems(turns.newest(e.question))}
        wanted -= subject
        passages = self._nearby.passages
        for opening in (p for p in passages if signs.STORY.search(p.text)):
            place = (opening.document_id, opening.block)
            case = [p for p in passages if (p.document_id, p.block) == place]
            said = {p: {*content_stems(p.text)} for p in case if p not in before.passages}
            if not wanted & frozenset().union(*said.values()):
                continue
            told = sorted(
                (p for p in said if len(words & said[p]) > 1), key=lambda p: -len(words & said[p])
            )
            if told:
                return sorted(told[:2], key=lambda p: p.position)
        return []

    def _is_of(self, before: Exchange, told: Sequence[Passage]) -> bool:
        """Whether passages speak of what was asked, by half of its words: a story is told of one
        thing, and is no example of whatever is asked beside it."""
        subject = {stem for name in self._names for stem in content_stems(name)}
        if before.leaning:  # "how long can that take" says little itself of what it is about
            shown = {s for p in before.passages for s in content_stems(p.text)} - subject
            return len(shown & {s for p in told for s in content_stems(p.text)}) > 1
        asked = [s for s in content_stems(turns.newest(before.question)) if s not in subject]
        open_words = self._vouching.unknown(" ".join(asked), told, asked=False) if asked else ()
        return bool(told) and 2 * len(open_words) <= len(asked)

    def _example_of(self, asked: Understood, about: str, look_up: LookUp) -> Reading:
        """An example of something that the message names itself."""
        matter = _ASKED_FOR.sub("", about)
        found = look_up(f"give me an example of {matter}")
        shown = newest(asked.talk)
        known = not self._vouching.unknown(matter, [*found.chosen, *shown])
        if found.outcome == "answer" and known and set(found.chosen) <= set(shown):
            # What was just told is no example of itself; one stands beside it.
            near = [p for p in self._nearby.around(found.chosen, reach=3) if p not in shown]
            beside = [p for p in near if not self._vouching.unknown(matter, [p], asked=False)]
            return telling(beside) if beside else silent("talk.no_example", shown)
        if found.outcome == "answer" and known:
            return found
        if found.outcome == "partial" and known and (case := self._in_cases(found.chosen)):
            return telling(case)
        if told := self._case_of(matter):
            return telling(told)
        return instead(self._vouching, asked, look_up) or silent("talk.no_example", found.near[:2])

    def _case_of(self, matter: str) -> list[Passage]:
        """What is told of a case and known to answer questions with all the words of a matter."""
        words = signs.POINTS.sub(" ", matter)
        told = self._in_cases(self._nearby.passages)
        told = [p for p in told if self._vouching.asks_known([p])]
        return [p for p in told if not self._vouching.unknown(words, [p])][:2]
