"""Follow-ups of public conversations: are they told from whole questions, and what do they find.

The file is in the form of CANARD (Elgohary, Peskov and Boyd-Graber, EMNLP 2019): one JSON object a
line with ``id`` (``DIALOG#TURN``), ``article``, ``history`` (questions and answers in turn),
``question`` and ``rewrite``, the question as a person wrote it to stand alone. The answer to a
question is the last text of the next turn's history. The answers of a few articles at a time are
searched, once with the rewrite and once with the follow-up as it is understood; a hit is the right
answer among the first five.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.keywords import KeywordIndex
from assistant.index.retrieval import fuse
from assistant.records import Turn
from assistant.understanding.conversation import Conversations
from assistant.understanding.followup import leans_on_history
from eval.errors import SetError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

TOGETHER = 6
"""Articles that are searched together."""
TOP = 5
_ANSWER_WORDS = 4
"""A shorter answer ("In 1969.") is found by nothing."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One question of a conversation, what stands for it alone, and its answer if it has one."""

    article: str
    history: tuple[str, ...]
    question: str
    rewrite: str
    answer: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The history as the assistant is given it."""
        return tuple(
            Turn("assistant" if place % 2 else "user", text)
            for place, text in enumerate(self.history)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Shares in percent.

    Attributes:
        missed: follow-ups that are taken for whole questions.
        taken: rewrites that are taken for follow-ups.
        alone, understood, rewrite: questions whose answer is among the first five.
    """

    questions: int
    missed: float
    taken: float
    searched: int
    alone: float
    understood: float
    rewrite: float

    @property
    def recall(self) -> float:
        """What is found of what the human rewrite finds, in percent."""
        return 100.0 * self.understood / self.rewrite if self.rewrite else 0.0


def read_followups(path: Path) -> tuple[FollowUp, ...]:
    """The follow-ups of a file, with their answers.

    Raises:
        SetError: the file cannot be read, or a line is not of the form above.
    """
    turns: dict[tuple[str, int], dict[str, Any]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            dialog, _, number = str(row["id"]).rpartition("#")
            turns[dialog, int(number)] = row
        return tuple(_followups(turns))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetError(
            f"{path.name} is no file of follow-ups: {error}.", "See eval/followups.py."
        ) from None


def _followups(turns: dict[tuple[str, int], dict[str, Any]]) -> Iterator[FollowUp]:
    for (dialog, number), row in turns.items():
        history = tuple(str(text) for text in row["history"])
        after = turns.get((dialog, number + 1), {}).get("history") or [""]
        answer = str(after[-1])
        told = len(answer.split()) >= _ANSWER_WORDS and "CANNOTANSWER" not in answer
        if history:
            yield FollowUp(
                str(row["article"]), history, str(row["question"]), str(row["rewrite"]),
                answer if told else "",
            )  # fmt: skip


def of_half(cases: Sequence[FollowUp], half: str, articles: int | None) -> list[FollowUp]:
    """The cases of every second article, in order of their names, at most of so many articles."""
    names = sorted({case.article for case in cases})
    kept = names if half == "all" else names[half == "odd" :: 2]
    return [case for case in cases if case.article in set(kept[:articles])]


def measure_followups(cases: Sequence[FollowUp], embedding: BaseEmbedding) -> Found:
    """Both errors of taking follow-ups, and what they find without a question bank."""
    leaning = [case for case in cases if _bare(case.question) != _bare(case.rewrite)]
    articles = sorted({case.article for case in cases})
    hits = np.zeros(4)
    for first in range(0, len(articles), TOGETHER):
        chosen = set(articles[first : first + TOGETHER])
        hits += _hits([c for c in cases if c.article in chosen and c.answer], embedding)
    searched = max(int(hits[3]), 1)
    return Found(
        questions=len(cases),
        missed=_share([not leans_on_history(case.question) for case in leaning]),
        taken=_share([leans_on_history(case.rewrite) for case in cases]),
        searched=int(hits[3]),
        alone=100 * float(hits[0]) / searched,
        understood=100 * float(hits[1]) / searched,
        rewrite=100 * float(hits[2]) / searched,
    )


def _hits(cases: Sequence[FollowUp], embedding: BaseEmbedding) -> NDArray[np.float64]:
    """Hits of the question alone, as understood and of the rewrite, and how many were searched."""
    if not cases:
        return np.zeros(4)
    answers = list(dict.fromkeys(case.answer for case in cases))
    vectors = np.array([embedding.get_text_embedding(answer) for answer in answers])
    words, conversations = KeywordIndex(answers), Conversations(banked=False)

    def finds(question: str, answer: str) -> bool:
        similar = vectors @ np.array(embedding.get_query_embedding(question))
        scores, _ = words.scores(question)
        fused = fuse(
            {str(i): float(score) for i, score in enumerate(similar)},
            {str(i): float(score) for i, score in enumerate(scores) if score > 0},
        )
        return answer in [answers[int(identity)] for identity, _ in fused[:TOP]]

    hits = np.zeros(4)
    for case in cases:
        understood = conversations.understand(case.question, case.turns).question
        asked = (case.question, understood, case.rewrite)
        hits += [*(finds(question, case.answer) for question in asked), 1]
    return hits


def _share(flags: Sequence[bool]) -> float:
    return 100.0 * sum(flags) / max(len(flags), 1)


def _bare(question: str) -> str:
    return question.lower().strip(" ?.")
