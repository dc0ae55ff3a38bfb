"""A language model's words, as far as the documents prove them.

It writes where there is evidence, only what is proved is shown, and wherever it fails the answer
is in the document's own words.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import cached_property

from assistant.errors import ModelCutError, ModelError
from assistant.language_model import ModelState
from assistant.proof.grounding import Grounding
from assistant.proof.judge import shipped_judge
from assistant.proof.translated import keeps_facts, new_figures
from assistant.reading.readings import Reading
from assistant.records import Answer, Delta, Document, Passage, Turn
from assistant.text import patterns as re
from assistant.understanding.conversation import Understood
from assistant.wording import english as wording
from assistant.writing.generative import LanguageModel
from assistant.writing.own_words import OwnWords
from assistant.writing.prompts import IN_THEIR_LANGUAGE

DOUBTFUL = 0.2
"""Below this probability of being covered not even a language model is asked."""
_REWRITTEN = frozenset({"shorter", "one_sentence", "simpler", "bullets", "table", "prose"})
"""Acts that ask for other words or another form."""
CERTAIN = 0.9
"""From this probability on, a model that finds nothing is not believed."""


class ModelWriter:
    """A language model's words, as far as the documents prove them."""

    def __init__(
        self,
        model: LanguageModel,
        own_words: OwnWords,
        passages: Sequence[Passage],
        documents: Mapping[str, Document],
        context_budget: int,
    ) -> None:
        self._model = model
        self._own_words = own_words
        self._passages = tuple(passages)
        self._documents = documents
        self._budget = context_budget

    @property
    def name(self) -> str:
        return self._model.name

    @cached_property
    def _common(self) -> frozenset[str]:
        """Words that the documents write small, and that are therefore no names."""
        words = (word for p in self._passages for word in re.findall(r"[^\W\d_]+", p.text))
        return frozenset(word for word in words if word.islower())

    def state(self) -> ModelState:
        """How the model is doing, for people who look after it."""
        return self._model.state()

    async def write(
        self, draft: Answer, asked: Understood, reading: Reading, history: Sequence[Turn]
    ) -> AsyncGenerator[Delta | Answer]:
        """The proved pieces as they come, then the answer.

        Where the model fails, or proves nothing of what it wrote, the answer is in the document's
        own words and replaces what was streamed.
        """
        keyless = self._own_words.answer(draft, asked, reading)
        if asked.question and self._own_words.foreign(asked.message, reading):
            yield await self._abroad(keyless, asked, reading, history)
            return
        if not _worth_writing(asked, reading):
            yield keyless
            return
        shown = self._shown(reading)
        grounding = Grounding(shown, self._documents, shipped_judge())
        try:
            written = self._model.write(_question(asked), history, shown, self._documents)
            async for proved in _proved(written, grounding):
                yield Delta(proved)
        except ModelError as error:
            yield replace(keyless, notice=wording.MODEL_FAILED.format(reason=error.message))
            return
        answer = self._finished(keyless, reading, grounding)
        yield replace(answer, notice=wording.MODEL_CUT) if grounding.cut else answer

    async def _abroad(
        self, keyless: Answer, asked: Understood, reading: Reading, history: Sequence[Turn]
    ) -> Answer:
        """The answer to who asks in another language: proved in the documents', then translated.

        Where nothing is proved it is said, as without a model, which language is read.
        """
        shown = self._shown(reading)
        grounding = Grounding(shown, self._documents, shipped_judge())
        question = f"{_question(asked)}\n{IN_THEIR_LANGUAGE}"
        try:
            written = self._model.write(question, history, shown, self._documents)
            async for _ in _proved(written, grounding):
                pass  # Nobody is shown what is not yet in their language.
            if not grounding.resolved.citations:
                return keyless
            answer = self._finished(keyless, reading, grounding)
            said = await self._model.translated(answer.text, asked.message)
        except ModelError as error:
            return replace(keyless, notice=wording.MODEL_FAILED.format(reason=error.message))
        quotes = " ".join(citation.source.quote for citation in answer.citations)
        if not keeps_facts(answer.text, said, f"{quotes} {asked.message}", self._common):
            return replace(answer, notice=wording.MODEL_NOT_TRANSLATED)
        return replace(
            answer,
            text=said,
            quoted=(),
            derived=(*answer.derived, *new_figures(answer.text, said)),
            notice=wording.MODEL_TRANSLATED,
        )

    async def condensed(self, message: str, history: Sequence[Turn]) -> str:
        """What the model makes of a follow-up; empty where it does not deliver."""
        try:
            return await self._model.stand_alone(message, history)
        except ModelError:
            return ""  # Its failing is told where it writes; the rules have read the question.

    async def close(self) -> None:
        """Ends the model's calls on this event loop."""
        await self._model.close()

    def _finished(self, keyless: Answer, reading: Reading, grounding: Grounding) -> Answer:
        written = grounding.resolved
        if written.citations:
            return replace(
                keyless,
                status="answered",
                text=written.text,
                citations=written.citations,
                related=(),
                missing=(),
                derived=grounding.derived,
                quoted=grounding.quoted,
                notice=wording.MODEL_LEFT_OUT if grounding.left_out else keyless.notice,
                engine=self.name,
            )
        if grounding.declined and reading.p_covered < CERTAIN:
            return replace(self._own_words.refusal(keyless, reading), engine=self.name)
        return replace(keyless, notice=wording.MODEL_UNPROVEN)

    def _shown(self, reading: Reading) -> tuple[Passage, ...]:
        """What a model is given: everything where it fits, else the best, in reading order."""
        if sum(len(p.text) for p in self._passages) <= self._budget:
            return self._passages
        kept: list[Passage] = []
        room = self._budget
        for item in reading.evidence:
            room -= len(item.passage.text)
            if room < 0:
                break
            kept.append(item.passage)
        return tuple(sorted(kept, key=lambda p: (p.document_id, p.position)))


async def _proved(written: AsyncGenerator[str], grounding: Grounding) -> AsyncGenerator[str]:
    """The proved pieces of what a model writes, until it declines.

    Raises:
        ModelError: the model failed, or was cut off before anything was proved.
    """
    try:
        async with aclosing(written) as pieces:
            async for piece in pieces:
                if proved := grounding.feed(piece):
                    yield proved
                if grounding.declined:
                    break
        last = grounding.finish()
    except ModelCutError:
        # The sentence it was cut in is not whole, so it is not judged: it is left out.
        last = grounding.finish(cut=True)
        if not grounding.resolved.citations:
            raise
    if last:
        yield last


def _worth_writing(asked: Understood, reading: Reading) -> bool:
    """Whether a language model is asked: not for small talk, and not without evidence."""
    if not asked.question or reading.outcome == "act":
        return False
    if reading.opening or (asked.act is not None and asked.act.act not in _REWRITTEN):
        return False  # An act is about words that were shown, so it is told in them.
    return bool(reading.chosen) or reading.p_covered >= DOUBTFUL


def _question(asked: Understood) -> str:
    """What the model is asked: the question as it was read, with the wish for its form."""
    if asked.act is None or asked.before is None:
        return asked.read_as or asked.message
    return f"{asked.before.message} ({asked.message})"
