"""The assistant: how one question becomes an answer, from top to bottom.

    understand   what is asked, in the light of what was said before   (conversation)
    retrieve     passages and known questions near to it               (retrieval)
    read         which passages answer, and whether any does           (reader)
    write        in the article's words, or a language model's         (extractive, generative)
    verify       every quote, marker and number                        (citations)

``Assistant.stream`` tells this story in events; ``ask`` returns its last one. Nothing about a
visitor is kept on the assistant: history is handed in, so one assistant serves everybody.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, ModelError, QuestionError, StoreError
from assistant.index.bank_vectors import read_anchors
from assistant.index.embedding import MODEL_DIR, LocalEmbedding, make_embedding, word_list
from assistant.index.ingestion import IngestReport, Stage, fingerprint, ingest
from assistant.index.retrieval import PassageRetriever
from assistant.index.store import Store
from assistant.keeping.journal import Journal, Rating
from assistant.proof import citations
from assistant.reading.reader import Reader, ReaderParameters, Reading
from assistant.reading.vote import VoteParameters
from assistant.records import (
    Answer,
    Answered,
    Delta,
    Document,
    Evidence,
    Failed,
    Passage,
    Quote,
    Searching,
    Sources,
    StreamEvent,
    Turn,
)
from assistant.settings import Settings
from assistant.sources.corpus import Corpus, read_corpus
from assistant.text.spelling import Speller
from assistant.understanding import compound, conversation
from assistant.wording import english as wording
from assistant.writing import extractive
from assistant.writing.suggestions import Suggestions

if TYPE_CHECKING:
    from assistant.writing.generative import Writer

MESSAGE_MOST = 2_000
"""Characters of a message, after trimming."""
HISTORY_MOST = 100
"""Turns of history that are accepted; the newest few are read."""
TURN_MOST = 20_000
RELATED_MOST = 3
KEYLESS = "extractive"
DEFAULT_NEIGHBOURS = 32
LEAST_ENGLISH = 0.5
"""A question with fewer of its words known is taken for one in another language."""
DOUBTFUL = 0.2
"""Below this probability of being covered not even a language model is asked."""
CERTAIN = 0.9
"""From this probability on, a model that finds nothing is not believed."""


class Assistant:
    """Answers questions from one corpus. Make it with ``open``; close it when done.

    Safe to use from several threads.
    """

    def __init__(
        self,
        settings: Settings,
        corpus: Corpus,
        store: Store,
        retriever: PassageRetriever,
        reader: Reader,
        speller: Speller,
        writer: Writer | None = None,
        journal: Journal | None = None,
    ) -> None:
        self.settings = settings
        self.corpus = corpus
        self._store = store
        self._retriever = retriever
        self._reader = reader
        self._writer = writer
        self.journal = journal
        """Where refusals and thumbs are written; ``None`` writes nothing."""
        self._suggestions = Suggestions(corpus)
        self._speller = speller

    @classmethod
    def open(
        cls, settings: Settings, stage: Stage | None = None, journal: Journal | None = None
    ) -> Assistant:
        """Opens the index of the settings' corpus; builds it first if it is missing or stale.

        Raises:
            CorpusError: there is nothing to answer from.
            StoreError: the index cannot be written, or stays unreadable after it was built anew.
            SettingsError: settings that do not fit together.
        """
        corpus = read_corpus(settings.corpus_dir)
        embedding = make_embedding(settings)
        mark = fingerprint(corpus, embedding, settings)
        try:
            store = Store.open(settings.index_dir, mark, settings.chroma_url)
        except StoreError:
            ingest(corpus, embedding, settings, stage=stage)
            store = Store.open(settings.index_dir, mark, settings.chroma_url)
        votes = VoteParameters.load(MODEL_DIR) if isinstance(embedding, LocalEmbedding) else None
        retriever = PassageRetriever(
            corpus,
            store,
            embedding,
            neighbours=votes.neighbours if votes else DEFAULT_NEIGHBOURS,
        )
        writer = None
        if settings.uses_model:
            from assistant.writing.generative import Writer

            writer = Writer(settings)
        anchors = None
        if isinstance(embedding, LocalEmbedding):
            encoder = embedding.encoder.sha256
            topics = {entry.topic for entry in corpus.entries if entry.topic}
            anchors = read_anchors(corpus.vector_files, encoder, corpus.by_id, topics)
        reader = Reader(corpus, votes, ReaderParameters.load(), anchors)
        texts = (entry.text for entry in corpus.entries)
        speller = Speller(
            itertools.chain(texts, (passage.text for passage in corpus.passages)), word_list()
        )
        return cls(settings, corpus, store, retriever, reader, speller, writer, journal)

    # --- what there is -------------------------------------------------------------------------

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their ids."""
        return self.corpus.documents

    @property
    def index(self) -> str:
        """Fingerprint of the index that answers."""
        return self._store.manifest.fingerprint

    @property
    def engine(self) -> str:
        """What writes the answers: the model's name, or ``extractive``."""
        return self._writer.name if self._writer is not None else KEYLESS

    @property
    def retriever(self) -> PassageRetriever:
        """The LlamaIndex retriever, for use elsewhere."""
        return self._retriever

    def suggestions(self) -> tuple[str, ...]:
        """Questions to begin with, each known to be answerable."""
        return self._suggestions.starters()

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of one document, in reading order."""
        return tuple(p for p in self.corpus.passages if p.document_id == document_id)

    def record_feedback(self, answer_id: str, rating: Rating, comment: str | None = None) -> None:
        """Stores a thumb.

        Raises:
            QuestionError: the answer is not known (any more), or the comment is too long.
            StoreError: it cannot be written, or this assistant keeps no journal.
        """
        if self.journal is None:
            raise StoreError("Feedback is not stored here.", "Give the assistant a journal.")
        self.journal.rated(answer_id, rating, comment)

    def problem(self) -> str:
        """Why no question can be answered now; empty when all is well."""
        try:
            self._store.probe()
        except StoreError as error:
            return str(error)
        return ""

    def close(self) -> None:
        """Lets go of the index and ends calls of the language model."""
        if self._writer is not None:
            self._writer.close()
        self._store.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- asking --------------------------------------------------------------------------------

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answers one question.

        Raises:
            QuestionError: the message or the history is not acceptable.
        """
        answer: Answer | None = None
        for event in self.stream(question, history):
            if isinstance(event, Answered):
                answer = event.answer
            elif isinstance(event, Failed):
                raise AssistantError(event.title, event.detail)
        if answer is None:
            raise AssistantError("The answer was cut off.", "Ask again.")
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        """Answers one question in events: searching, sources, deltas, and ``Answered`` last.

        The deltas joined are the text of the answer, unless a language model broke off: then
        ``Answered`` carries the article's own words and a notice, and replaces what was streamed.

        Raises:
            QuestionError: the message or the history is not acceptable; before the first event.
        """
        return self._stream(self.check(question, history), history)

    def check(self, question: str, history: Sequence[Turn] = ()) -> str:
        """The message as it will be answered, trimmed.

        Raises:
            QuestionError: the message or the history is not acceptable.
        """
        check_history(history)
        return check_message(question)

    async def astream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncIterator[StreamEvent]:
        """``stream`` for asyncio. Closing it stops the language model."""
        events = self.stream(question, history)
        lock = threading.Lock()

        def step() -> StreamEvent | None:
            with lock:
                return next(events, None)

        def stop() -> None:
            with lock:
                close = getattr(events, "close", None)
                if close is not None:
                    close()

        try:
            while (event := await asyncio.to_thread(step)) is not None:
                yield event
        finally:
            # In a thread: closing waits for the model call to notice.
            threading.Thread(target=stop, daemon=True).start()

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Evidence, ...]:
        """The ranked evidence for a question, best first."""
        return self.read(question, history).evidence

    def read(self, question: str, history: Sequence[Turn] = ()) -> Reading:
        """What is known about a question before anything is written."""
        understood = conversation.understand(check_message(question), history)
        return self._read(understood)

    # --- the story -----------------------------------------------------------------------------

    def _stream(self, message: str, history: Sequence[Turn]) -> Iterator[StreamEvent]:
        began = time.perf_counter()
        understood = conversation.understand(message, history)
        yield Searching(message)
        draft = Answer(
            id=uuid.uuid4().hex,
            question=message,
            status="small_talk",
            text=wording.NOTHING_BEFORE,
            engine=KEYLESS,
            index=self.index,
            took_ms=0.0,
            follow_ups=self.suggestions()[: len(self.suggestions()) // 2],
        )
        streamed = False
        finished = draft
        if understood.question:
            reading = self._read(understood)
            if reading.chosen:
                yield Sources(tuple(self._quote(passage) for passage in reading.chosen))
            finished = self._keyless(draft, understood, reading)
            if self._writer is not None and _worth_writing(understood, reading):
                for event in self._written(finished, understood, reading, history):
                    if isinstance(event, Delta):
                        streamed = True
                        yield event
                    else:
                        finished = event
        citations.check(finished, self.documents)
        if not streamed:
            yield Delta(finished.text)
        finished = replace(finished, took_ms=(time.perf_counter() - began) * 1000)
        if self.journal is not None:
            self.journal.answered(finished)
        yield Answered(finished)

    def _read(self, understood: conversation.Understood) -> Reading:
        if not understood.question:
            return Reading("uncovered", 0.0, ())
        question = self._speller.corrected(understood.question)
        reading = self._look_up(question)
        if not understood.leaning:
            asked = {part: self._look_up(part) for part in compound.parts(question)}
            reading = self._reader.join(reading, asked)
        elif understood.request is None:
            alone = self._look_up(self._speller.corrected(understood.message))
            reading = self._reader.follow(reading, alone)
        if understood.request != "go_on":
            return reading
        # Somebody said yes: go on with what was offered first after the last answer.
        offered = self._suggestions.after(reading.chosen)
        return replace(self._look_up(offered[0]), instead=offered[0]) if offered else reading

    def _look_up(self, question: str) -> Reading:
        return self._reader.read(self._retriever.search(question))

    def _keyless(
        self, draft: Answer, understood: conversation.Understood, reading: Reading
    ) -> Answer:
        """The answer in the article's own words."""
        if reading.outcome == "act" and (reply := wording.SMALL_TALK.get(reading.act or "")):
            return replace(draft, text=reply)
        if not reading.chosen:
            return self._refused(draft, reading)
        shown = reading.chosen
        request = understood.request
        if request == "section":
            text = extractive.sections(shown)
        else:
            shape: extractive.Shape = request if request in ("shorter", "bullets") else "plain"
            text = extractive.write(shown, shape=shape, refutes=reading.outcome == "premise")
        if reading.instead:
            text = f"**{reading.instead}**\n\n{text}"
        resolved = citations.resolve(text, shown, self.documents)
        return replace(
            draft,
            status="answered",
            text=resolved.text,
            citations=resolved.citations,
            follow_ups=self._suggestions.after(reading.chosen),
            notice=_silence(reading.silent),
        )

    def _refused(self, draft: Answer, reading: Reading) -> Answer:
        if reading.outcome == "act":
            text = wording.REFUSED_ACTS.get(reading.act or "", wording.OFF_TOPIC)
            related: tuple[Passage, ...] = ()
        else:
            related = reading.near[:RELATED_MOST]
            text = wording.NOT_COVERED_NEAR if related else wording.NOT_COVERED
            if self._speller.share_known(draft.question) < LEAST_ENGLISH:
                text, related = wording.ENGLISH_ONLY, ()
        return replace(
            draft,
            status="not_covered",
            text=text,
            related=tuple(self._quote(passage) for passage in related),
            follow_ups=self._suggestions.after(reading.near[:1]),
        )

    def _written(
        self,
        keyless: Answer,
        understood: conversation.Understood,
        reading: Reading,
        history: Sequence[Turn],
    ) -> Iterator[Delta | Answer]:
        """The answer in the language model's words: its deltas, then the answer.

        Where the model fails, or proves nothing of what it wrote, the answer is ``keyless``.
        """
        from assistant.proof.grounding import Grounding

        assert self._writer is not None
        shown = self._shown(reading)
        grounding = Grounding(shown, self.documents)
        try:
            question = keyless.question
            if understood.leaning and history:
                question = self._writer.stand_alone(question, history)
            for piece in grounding.stream(
                self._writer.write(question, history, shown, self.documents)
            ):
                yield Delta(piece)
        except ModelError as error:
            yield replace(keyless, notice=wording.MODEL_FAILED.format(reason=error.message))
            return
        written = grounding.resolved
        if written.citations:
            yield replace(
                keyless,
                status="answered",
                text=written.text,
                citations=written.citations,
                related=(),
                engine=self._writer.name,
            )
        elif grounding.declined and reading.p_covered < CERTAIN:
            yield replace(self._refused(keyless, reading), citations=(), engine=self._writer.name)
        else:
            yield replace(keyless, notice=wording.MODEL_UNPROVEN)

    def _shown(self, reading: Reading) -> tuple[Passage, ...]:
        """What a model is given: the whole corpus where it fits, else the best, in order."""
        if sum(len(p.text) for p in self.corpus.passages) <= self.settings.context_budget:
            return self.corpus.passages
        kept: list[Passage] = []
        room = self.settings.context_budget
        for item in reading.evidence:
            room -= len(item.passage.text)
            if room < 0:
                break
            kept.append(item.passage)
        return tuple(sorted(kept, key=lambda p: (p.document_id, p.position)))

    def _quote(self, passage: Passage) -> Quote:
        return citations.quote_of(self.documents[passage.document_id], passage)


def check_message(message: str) -> str:
    """The message, trimmed.

    Raises:
        QuestionError: it is empty, too long, or holds characters that are none.
    """
    trimmed = message.strip()
    if not trimmed or not any(character.isprintable() for character in trimmed):
        raise QuestionError("The message is empty.", "Type a question.")
    if len(trimmed) > MESSAGE_MOST:
        raise QuestionError(
            f"The message has {len(trimmed):,} characters; at most {MESSAGE_MOST:,} are read.",
            "Ask in fewer words.",
        )
    try:
        trimmed.encode("utf-8")
    except UnicodeEncodeError:
        raise QuestionError(
            "The message holds a broken character (half of a surrogate pair).",
            "Type it again; copying from another program may have damaged it.",
        ) from None
    return trimmed


def check_history(history: Sequence[Turn]) -> None:
    """Checks the length of a history.

    Raises:
        QuestionError: too many turns, or one that is too long.
    """
    if len(history) > HISTORY_MOST:
        raise QuestionError(
            f"The history has {len(history)} turns; at most {HISTORY_MOST} are read.",
            f"Send the newest {HISTORY_MOST}.",
        )
    for turn in history:
        if len(turn.content) > TURN_MOST:
            raise QuestionError(
                f"A turn of the history has more than {TURN_MOST:,} characters.", "Shorten it."
            )


def _silence(parts: Sequence[str]) -> str | None:
    """The notice that part of a message is not covered."""
    if not parts:
        return None
    return wording.PART_SILENT.format(parts="; ".join(f"“{part}”" for part in parts))


def _worth_writing(understood: conversation.Understood, reading: Reading) -> bool:
    """Whether a language model is asked: not for small talk, and not without evidence."""
    if reading.outcome == "act" or understood.request == "section":
        return False
    return bool(reading.chosen) or reading.p_covered >= DOUBTFUL


def build_index(
    settings: Settings, *, rebuild: bool = False, stage: Stage | None = None
) -> IngestReport:
    """Brings the index up to date without opening it; see ``ingest.ingest`` for the errors."""
    return ingest(
        read_corpus(settings.corpus_dir), make_embedding(settings), settings,
        rebuild=rebuild, stage=stage,
    )  # fmt: skip
