"""The answer in the document's own words, or the refusal: what is said without a model.

Also what every other writer falls back to, so it never fails and never waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.proof import citations
from assistant.reading.reader import Reading
from assistant.records import Answer, Document, Passage, Quote
from assistant.understanding.conversation import Understood
from assistant.wording import english as wording
from assistant.writing import extractive
from assistant.writing.suggestions import Suggestions

RELATED_MOST = 3
LEAST_ENGLISH = 0.5
"""A question with fewer of its words known is taken for one in another language."""


class OwnWords:
    """Writes from the documents alone."""

    name = "extractive"

    def __init__(self, documents: Mapping[str, Document], suggestions: Suggestions) -> None:
        self._documents = documents
        self._suggestions = suggestions

    def answer(self, draft: Answer, asked: Understood, reading: Reading) -> Answer:
        """``draft`` with status, text, citations and what may be asked next."""
        if not asked.question:
            return replace(draft, text=wording.NOTHING_BEFORE)
        if reading.outcome == "act" and (
            reply := reading.opening or wording.SMALL_TALK.get(reading.act or "")
        ):
            return replace(draft, text=reply)
        if not reading.chosen:
            return self.refusal(draft, reading)
        shown = reading.chosen
        if asked.request == "section":
            text = extractive.sections(shown)
        else:
            shape = _shape(asked)
            text = extractive.write(shown, shape=shape, refutes=reading.outcome == "premise")
        if reading.opening:
            text = f"{reading.opening}\n\n{text}"
        elif reading.instead:
            text = f"**{reading.instead}**\n\n{text}"
        resolved = citations.resolve(text, shown, self._documents)
        return replace(
            draft,
            status="answered",
            text=resolved.text,
            citations=resolved.citations,
            follow_ups=self._suggestions.after(reading.chosen),
            notice=_silence(reading.silent),
        )

    def refusal(self, draft: Answer, reading: Reading) -> Answer:
        """``draft`` as a reply that the documents do not cover the question."""
        if reading.outcome == "act":
            text = wording.REFUSED_ACTS.get(reading.act or "", wording.OFF_TOPIC)
            related: tuple[Passage, ...] = ()
        else:
            related = reading.near[:RELATED_MOST]
            text = wording.NOT_COVERED_NEAR if related else wording.NOT_COVERED
            if reading.opening:
                text = reading.opening
            if reading.known_words < LEAST_ENGLISH:
                text, related = wording.ENGLISH_ONLY, ()
        return replace(
            draft,
            status="not_covered",
            text=text,
            citations=(),
            related=tuple(self.quote(passage) for passage in related),
            follow_ups=self._suggestions.after(reading.near[:1]),
        )

    def quote(self, passage: Passage) -> Quote:
        """The exact words of a passage, with the address that shows them in place."""
        return citations.quote_of(self._documents[passage.document_id], passage)


def _shape(asked: Understood) -> extractive.Shape:
    """The form that is wanted, or the nearest there is."""
    if asked.act is not None and asked.act.act == "summary":
        return "bullets"
    if asked.request == "one_sentence":
        return "shorter"
    return asked.request if asked.request in ("shorter", "bullets") else "plain"


def _silence(parts: Sequence[str]) -> str | None:
    """The notice that part of a message is not covered."""
    if not parts:
        return None
    return wording.PART_SILENT.format(parts="; ".join(f"“{part}”" for part in parts))
