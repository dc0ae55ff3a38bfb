"""Small, honest stand-ins that the tests can read in a minute.

``FakeAssistant`` answers from the real article by a script: a word in the question chooses the
answer. It keeps the same promises as the real one (quotes are exact, events come in order).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import ModelUnreachableError, QuestionError
from assistant.records import (
    Answer,
    Answered,
    Citation,
    Delta,
    Document,
    Failed,
    Passage,
    Quote,
    Searching,
    Sources,
    Status,
    StreamEvent,
    Turn,
)
from assistant.sources.naming import Naming
from assistant.sources.readers import read_document

ARTICLE = Path(__file__).resolve().parents[2] / "corpus" / "technical-product-manager.md"
NAMING = Naming(noun="article", assistant="TPM assistant", title="What a TPM Does")
STARTERS = (
    "Does a TPM write code?",
    "How does a TPM spend the day?",
    "How is a TPM different from a product manager?",
    "What does the median wage look like?",
)


class FakeAssistant:
    """Answers by script from the real article.

    ``code``, ``time`` and ``hello`` in a question get an answer, a table with two rows and small
    talk; ``model`` one that a model wrote around a quote; ``partly`` one with a calculated figure
    that says what is missing; ``slow`` begins and then waits until it is stopped; ``broken`` fails
    after it began; ``crash`` raises what nobody expects; everything else is not covered.
    """

    def __init__(self, article: Path = ARTICLE) -> None:
        parsed = read_document(article)
        self.document: Document = parsed.document
        self.passages: tuple[Passage, ...] = parsed.passages
        self.parsed = {self.document.id: parsed}
        self.noun = "article"
        self.engine = "scripted"  # so that the page shows the text while it comes
        self.naming = NAMING
        self.documents = {self.document.id: self.document}
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.feedback: list[tuple[str, str, str | None]] = []
        self.forgotten: list[str] = []
        self.stopped = threading.Event()

    def suggestions(self) -> tuple[str, ...]:
        """Questions to start with."""
        return STARTERS

    def key_points(self) -> tuple[Quote, ...]:
        """Words of the article."""
        return (self.quote("Shipping production code is not"), self.quote("Comp tracks"))

    def questions_by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """One group."""
        return (("Pay", ("Does the pay track the bar?",)),)

    def record_feedback(self, answer_id: str, rating: str, reason: str | None = None) -> None:
        """Remembers one rating."""
        self.feedback.append((answer_id, rating, reason))

    def quote(self, words: str) -> Quote:
        """The passage that begins with ``words``, as a quote."""
        passage = next(p for p in self.passages if p.text.startswith(words))
        return Quote(
            document_id=self.document.id,
            section=" › ".join(passage.section),
            quote=passage.text,
            start=passage.start,
            end=passage.end,
            url=f"/source/{self.document.id}#c={passage.start}-{passage.end}",
        )

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The whole answer at once."""
        if "time" in question:
            rows = (self.quote("| Writing"), self.quote("| Working sessions"))
            text = (
                "| What fills the time | Roughly |\n|---|---|\n"
                "| Writing (PRDs, RFCs, API specs, deprecation notices) | ~20% [1] |\n"
                "| Working sessions with engineers | ~30% [2] |\n"
            )
            return self._answer(question, "answered", text, rows)
        if "model" in question:
            source = self.quote("Shipping production code is not")
            text = f"They need not program at work. [1]\n\n- {source.quote} [1]"
            start = text.index(source.quote)
            answer = self._answer(question, "answered", text, (source,))
            return replace(answer, engine="gpt-x", quoted=((start, len(text)),))
        if "partly" in question:
            rows = (self.quote("| Writing"), self.quote("| Working sessions"))
            text = "Both take 50% [1] [2] of the week. The article does not say why."
            answer = self._answer(question, "partial", text, rows)
            return replace(answer, derived=("50%",), missing=("why",))
        if "code" in question:
            quotes = (
                self.quote("Shipping production code is not"),
                self.quote("A technical product manager doesn’t"),
            )
            text = (
                "Shipping production code is not the job. [1]\n\n"
                "A technical product manager doesn’t have to write production code. [2]"
            )
            return self._answer(question, "answered", text, quotes)
        if "hello" in question:
            return self._answer(question, "small_talk", "Hello! Ask me about the TPM role.")
        text = "The article does not say."
        return self._answer(question, "not_covered", text, related=(self.quote("Comp tracks"),))

    def _answer(
        self,
        question: str,
        status: Status,
        text: str,
        quotes: Sequence[Quote] = (),
        related: Sequence[Quote] = (),
    ) -> Answer:
        return Answer(
            id=f"answer-{len(self.asked)}",
            question=question,
            status=status,
            text=text,
            engine="extractive",
            index="0123456789ab",
            took_ms=12.5,
            citations=tuple(Citation(n, quote) for n, quote in enumerate(quotes, 1)),
            related=tuple(related),
            follow_ups=("How much time goes into writing?", "Does a TPM write code?"),
            notice="Answered without a model." if "notice" in question else None,
        )

    async def astream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncGenerator[StreamEvent]:
        """The same answer, in events."""
        if len(question) > 2000:
            raise QuestionError("The question is too long.", "Shorten it to 2,000 characters.")
        self.asked.append((question, tuple(history)))
        yield Searching(question)
        if "crash" in question:
            raise RuntimeError("secret-inside")
        if "unreachable" in question:
            raise ModelUnreachableError("The model does not answer.", "Try again in a minute.")
        if "broken" in question:
            yield Failed("The answer could not be finished.", "Try again in a minute.")
            return
        answer = self.ask(question, history)
        yield Sources(tuple(citation.source for citation in answer.citations))
        if "slow" in question:
            try:
                yield Delta("A first part")
                await asyncio.Event().wait()
            finally:
                self.stopped.set()
        for word in answer.text.split(" "):
            yield Delta(word if answer.text.startswith(word) else f" {word}")
            await asyncio.sleep(0)
        yield Answered(answer)
