"""The assistant: how one question becomes an answer, from top to bottom.

    understand   what is asked, in the light of what was said before     (understanding)
    read         which passages answer, and whether any does             (reading, on the index)
    write        in the document's words, or a language model's          (writing)
    check        every quote, marker and promise of the contract         (proof)

``Assistant.astream`` tells this story in events; ``ask`` and ``stream`` are its doors for code
without an event loop. What computes runs on a small pool of threads, so that nobody waits for a
model but who asked it. Nothing about a visitor is kept on the assistant: history is handed in, so
one assistant serves everybody.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from assistant.accepting import check_history, check_message
from assistant.background import BackgroundLoop, at_once, here
from assistant.errors import StoreError
from assistant.given import Given, GivenAnswers
from assistant.index.bank_vectors import read_anchors
from assistant.index.embedding import (
    MODEL_DIR,
    embed_questions,
    encoder_of,
    make_embedding,
    word_list,
)
from assistant.index.ingestion import IngestReport, Stage, fingerprint, ingest, question_id
from assistant.index.retrieval import PassageRetriever
from assistant.index.store import Store
from assistant.index.supposed import SupposedStore
from assistant.memory import give_back, nothing_thrown_away
from assistant.proof import citations
from assistant.proof.citations import quote_of
from assistant.reading.desk import ReadingDesk
from assistant.reading.lacking.strangers import Strangers
from assistant.reading.parameters import ReaderParameters
from assistant.reading.reader import Reader
from assistant.reading.readings import Reading
from assistant.reading.talk.recall import Recall
from assistant.reading.voting.outcomes import Outcomes
from assistant.reading.voting.scales import Scales
from assistant.reading.voting.vote import VoteParameters
from assistant.reading.wholes import Wholes
from assistant.records import (
    Answer,
    Answered,
    Delta,
    Document,
    Evidence,
    Passage,
    Quote,
    Searching,
    Sources,
    StreamEvent,
    Turn,
    answer_of,
)
from assistant.settings import Settings
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus, read_corpus
from assistant.sources.naming import Naming
from assistant.sources.own import placed_before
from assistant.sources.parsed import Parsed
from assistant.text import patterns
from assistant.text.spelling import Speller
from assistant.understanding.condensed import stand_alone
from assistant.understanding.conversation import Conversations, Understood
from assistant.understanding.roles import Roles
from assistant.understanding.shown import ShownPassages
from assistant.understanding.swap import Swaps
from assistant.writing.own_words import OwnWords
from assistant.writing.suggestions import Suggestions
from assistant.writing.writer import KeylessWriter, Writer

if TYPE_CHECKING:
    from assistant.language_model import ModelState

DEFAULT_NEIGHBOURS = 32
Computed = Callable[[Callable[[], Reading]], Awaitable[Reading]]


class Assistant:
    """Answers questions from one corpus. Make it with ``open``; close it when done.

    Safe to use from several threads and event loops.
    """

    def __init__(
        self,
        settings: Settings,
        corpus: Corpus,
        store: Store,
        retriever: PassageRetriever,
        desk: ReadingDesk,
        own_words: OwnWords,
        suggestions: Suggestions,
        writer: Writer | None = None,
    ) -> None:
        self.settings = settings
        self.corpus = corpus
        self._store = store
        self._retriever = retriever
        self._desk = desk
        self._conversations = Conversations(
            ShownPassages(corpus.passages),
            Swaps(corpus.passages, Roles(corpus.named.names, corpus.abbreviations)),
            banked=bool(corpus.banked),
            is_word=word_list() if corpus.language == "en" else None,
        )
        self._own_words = own_words
        self._suggestions = suggestions
        self._key_points: tuple[Quote, ...] | None = None
        self._writer: Writer = writer if writer is not None else KeylessWriter(own_words)
        # What a language model writes differs from time to time; the document's words do not.
        self._given: GivenAnswers | None = None
        if settings.remembered and isinstance(self._writer, KeylessWriter):
            self._given = GivenAnswers(settings.remembered)
        self._pool = ThreadPoolExecutor(settings.threads, thread_name_prefix="answering")
        self._loop = BackgroundLoop("assistant")

    @classmethod
    def open(cls, settings: Settings, stage: Stage | None = None) -> Assistant:
        """Opens the index of the settings' corpus; builds it first if it is missing or stale.

        Raises:
            CorpusError: there is nothing to answer from.
            StoreError: the index cannot be written, or stays unreadable after it was built anew.
            SettingsError: settings that do not fit together.
        """
        with nothing_thrown_away():
            corpus = read_corpus(settings.corpus_dir, settings.added_dir, settings.index_dir)
        embedding = make_embedding(settings)
        mark = fingerprint(corpus, embedding, settings)
        try:
            store = Store.open(settings.index_dir, mark, settings.chroma_url)
        except StoreError:
            ingest(corpus, embedding, settings, stage=stage)
            store = Store.open(settings.index_dir, mark, settings.chroma_url)
        opened = cls._of(settings, corpus, store, embedding)
        give_back()
        return opened

    @classmethod
    def _of(
        cls, settings: Settings, corpus: Corpus, store: Store, embedding: BaseEmbedding
    ) -> Assistant:
        votes, anchors, scales, outcomes = None, None, None, None
        if encoder := encoder_of(embedding):
            votes = VoteParameters.load(MODEL_DIR)
            scales = Scales.load(MODEL_DIR)
            topics = {entry.topic for entry in corpus.entries if entry.topic}
            anchors = read_anchors(
                corpus.vector_files, encoder.mark, corpus.by_id, topics, settings.index_dir
            )
            outcomes = Outcomes.knowing(
                encoder, corpus.documents.values(), corpus.abbreviations, corpus.passages
            )
        neighbours = votes.neighbours if votes else DEFAULT_NEIGHBOURS
        retriever = PassageRetriever(corpus, store, embedding, neighbours=neighbours)
        reader = Reader(corpus, votes, ReaderParameters.load(), anchors, scales, outcomes=outcomes)
        asked = (entry.text for entry in corpus.entries)
        told = (passage.text for passage in corpus.passages)
        speller = Speller(asked, word_list(), told, corpus.language)
        suggestions = Suggestions(corpus)
        own_words = OwnWords(corpus, suggestions)
        recall = Recall(corpus, reader.vouching)
        desk = ReadingDesk(
            retriever, reader, speller, suggestions.after, recall, Wholes(corpus),
            Strangers(corpus), settings.remembered,
        )  # fmt: skip
        writer = _model_writer(settings, corpus, own_words) if settings.uses_model else None
        return cls(settings, corpus, store, retriever, desk, own_words, suggestions, writer)

    def supposing(self, entries: Sequence[BankEntry]) -> Assistant:
        """This assistant, keyless, as it would be with further questions in its bank, which take
        the place of the same ones. It reads this one's index: close it before this one."""
        embedding = make_embedding(self.settings)
        corpus = replace(
            self.corpus,
            entries=placed_before(entries, self.corpus.entries),
            own=self.corpus.own | frozenset(entries),
        )
        kept = {question_id(entry) for entry in corpus.entries}
        removed = frozenset(
            identity
            for entry in self.corpus.entries
            if (identity := question_id(entry)) not in kept
        )
        texts = [entry.text for entry in entries]
        vectors = embed_questions(embedding, texts, abbreviations=corpus.abbreviations)
        added = dict(zip(map(question_id, entries), vectors, strict=True))
        keyless = self.settings.model_copy(update={"openai_api_key": None, "openai_base_url": None})
        store = SupposedStore(self._store, added, removed)
        return self._of(keyless, corpus, store, embedding)

    # --- what there is -------------------------------------------------------------------------

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their ids."""
        return self.corpus.documents

    @property
    def parsed(self) -> Mapping[str, Parsed]:
        """The documents with their blocks, by their ids."""
        return self.corpus.parsed

    @property
    def naming(self) -> Naming:
        """What the corpus calls itself, its text and this assistant."""
        return self.corpus.named

    @property
    def noun(self) -> str:
        """What the corpus calls its text."""
        return self.corpus.noun

    @property
    def index(self) -> str:
        """Fingerprint of the index that answers."""
        return self._store.manifest.fingerprint

    @property
    def engine(self) -> str:
        """What writes the answers: the model's name, or ``extractive``."""
        return self._writer.name

    @property
    def retriever(self) -> PassageRetriever:
        """The LlamaIndex retriever, for use elsewhere."""
        return self._retriever

    def vector_of(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, as the search sees it."""
        return np.asarray(self._retriever.vector_of(text), dtype=np.float32)

    def suggestions(self) -> tuple[str, ...]:
        """Questions to begin with, each known to be answerable."""
        return self._suggestions.starters()

    def known_questions(self) -> tuple[str, ...]:
        """Questions that are known to be answerable, the starters first; some hundred at most."""
        return self._suggestions.known()

    def key_points(self) -> tuple[Quote, ...]:
        """What the documents say above all, in their own words; worked out once."""
        if self._key_points is None:
            points = Wholes(self.corpus).key_points()
            self._key_points = tuple(
                quote_of(self.corpus.documents[point.document_id], point) for point in points
            )
        return self._key_points

    def questions_by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Questions that are known to be answerable, under the headings that answer them."""
        return self._suggestions.by_section()

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of one document, in reading order."""
        return tuple(p for p in self.corpus.passages if p.document_id == document_id)

    def problem(self) -> str:
        """Why no question can be answered now; empty when all is well."""
        try:
            self._store.probe()
        except StoreError as error:
            return str(error)
        return ""

    def model_state(self) -> ModelState | None:
        """How the language model is doing; ``None`` where none is used."""
        state = getattr(self._writer, "state", None)
        return state() if state is not None else None

    def prepare(self) -> None:
        """Does ahead what the first questions would wait for, half a second in all; a server does
        it while nobody asks."""
        patterns.compile_waiting()
        self._desk.prepare()

    def close(self) -> None:
        """Lets go of the index and ends calls of the language model."""
        with suppress(Exception):  # a connection that is broken already needs no closing
            self._loop.run(self._writer.close())
        self._loop.close()
        self._pool.shutdown(cancel_futures=True)
        self._retriever.close()
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
        if not isinstance(self._writer, KeylessWriter):
            return self._loop.run(self.aask(question, history))
        # Nothing in it waits: threads would only hand it on to each other.
        return at_once(answer_of(self._story(self.check(question, history), history, here)))

    async def aask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """``ask`` for asyncio."""
        return await answer_of(self.astream(question, history))

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        """``astream`` for code without an event loop."""
        return self._loop.iterate(self.astream(question, history))

    def astream(self, question: str, history: Sequence[Turn] = ()) -> AsyncGenerator[StreamEvent]:
        """Answers one question in events: searching, sources, deltas, and ``Answered`` last.

        The deltas joined are the text of the answer, unless a language model broke off: then
        ``Answered`` carries the document's own words and a notice, and replaces what was
        streamed. Closing it stops the language model.

        Raises:
            QuestionError: the message or the history is not acceptable; before the first event.
        """
        return self._story(self.check(question, history), history, self._computed)

    def check(self, question: str, history: Sequence[Turn] = ()) -> str:
        """The message as it will be answered, trimmed.

        Raises:
            QuestionError: the message or the history is not acceptable.
        """
        check_history(history)
        return check_message(question)

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Evidence, ...]:
        """The ranked evidence for a question, best first."""
        return self.read(question, history).evidence

    def read(self, question: str, history: Sequence[Turn] = ()) -> Reading:
        """What is known about a question before anything is written."""
        return self._desk.read(self._conversations.understand(check_message(question), history))

    # --- the story -----------------------------------------------------------------------------

    async def _story(
        self, message: str, history: Sequence[Turn], computed: Computed
    ) -> AsyncGenerator[StreamEvent]:
        began = time.perf_counter()
        yield Searching(message)
        kept = self._given if not history else None
        if kept is not None and (known := kept.get(message)) is not None:
            if known.sources is not None:
                yield known.sources
            yield Delta(known.answer.text)
            yield Answered(replace(known.answer, id=uuid.uuid4().hex, took_ms=_ms_since(began)))
            return
        asked = await self._understood(message, history)
        reading = await computed(lambda: self._desk.read(asked))
        sources = None
        if reading.chosen:
            sources = Sources(tuple(self._own_words.quote(passage) for passage in reading.chosen))
            yield sources
        answer, streamed = self._draft(message, reading.read_as or asked.shown_as), False
        async with aclosing(self._writer.write(answer, asked, reading, history)) as written:
            async for event in written:
                if isinstance(event, Delta):
                    streamed = True
                    yield event
                else:
                    answer = event
        citations.check(answer, self.documents)
        if not streamed:
            yield Delta(answer.text)
        if kept is not None:
            kept.keep(message, Given(sources, answer))
        yield Answered(replace(answer, took_ms=_ms_since(began)))

    async def _understood(self, message: str, history: Sequence[Turn]) -> Understood:
        """What is asked; it is the same for finding, refusing and writing.

        A language model is asked for the whole question of a follow-up, where the rules have none.
        """
        asked = self._conversations.understand(message, history)
        if not asked.elliptic:
            return asked
        written = await self._writer.condensed(message, history)
        question = written and stand_alone(written, message, history)
        return asked.whole(question) if question else asked

    async def _computed(self, work: Callable[[], Reading]) -> Reading:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _draft(self, message: str, read_as: str) -> Answer:
        starters = self.suggestions()
        return Answer(
            id=uuid.uuid4().hex,
            question=message,
            status="small_talk",
            text="",
            engine=self._own_words.name,
            index=self.index,
            took_ms=0.0,
            follow_ups=starters[: len(starters) // 2],
            understood=read_as if read_as not in ("", message) else None,
        )


def _ms_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _model_writer(settings: Settings, corpus: Corpus, own_words: OwnWords) -> Writer:
    # Imported here: without a language model nothing of it is needed.
    from assistant.writing.generative import LanguageModel
    from assistant.writing.model_writer import ModelWriter

    return ModelWriter(
        LanguageModel(settings),
        own_words,
        corpus.passages,
        corpus.documents,
        settings.context_budget,
    )


def build_index(
    settings: Settings, *, rebuild: bool = False, stage: Stage | None = None
) -> IngestReport:
    """Brings the index up to date without opening it; see ``ingest.ingest`` for the errors."""
    corpus = read_corpus(settings.corpus_dir, settings.added_dir, settings.index_dir)
    return ingest(corpus, make_embedding(settings), settings, rebuild=rebuild, stage=stage)
