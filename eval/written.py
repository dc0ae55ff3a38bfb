"""What a language model writes: how much of it is proved, by whom, and what a question costs.

The product lets a sentence through only where its own judge finds it in the passages that it
cites. Here the shown sentences are judged again: by that judge, which should agree with itself,
and, where one is named, by another model through LlamaIndex's faithfulness evaluator, which knows
nothing of ours. Beside it stands what became of the model's refusals, because a model that says
"the article does not say" is overruled where the reader is sure, and the other way round.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.records import OWN_WORDS
from eval.errors import EvalError
from eval.intervals import mean_interval
from eval.reply import Reply
from eval.scores import fold
from eval.sets import Sets
from eval.statements import MARKER, statements
from eval.subject import InProcess, Progress, Subject

if TYPE_CHECKING:
    from llama_index.core.evaluation import BaseEvaluator
    from rich.console import Console

    from assistant.assistant import Assistant
    from assistant.proof.judge import Judge
    from assistant.settings import Settings

Independent = Callable[[str, Sequence[str], str], bool | None]
"""Claim, quotes, question → whether the quotes support it; ``None`` where it did not say."""
FEWEST = 3
"""Words of a statement that can be judged."""


@dataclass(frozen=True, slots=True)
class Written:
    """One shown statement with its citations.

    Attributes:
        copied: whether its words stand in a quote as they are.
        support: the probability of the product's judge that the quotes support it.
        independent: what the other judge says; ``None`` without one, or where it did not say.
    """

    case: str
    text: str
    copied: bool
    support: float
    independent: bool | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, asked without a model and with it.

    Attributes:
        by_model: whether the model wrote what is shown.
        calls: calls of the model that it took.
    """

    case: str
    answerable: bool
    keyless: str
    status: str
    by_model: bool
    calls: int
    tokens: int
    seconds: float
    notice: str
    error: str


@dataclass(frozen=True, slots=True)
class WrittenRun:
    """Everything that was found out about a model's answers."""

    model: str
    judge: str
    threshold: float
    outcomes: tuple[Outcome, ...]
    statements: tuple[Written, ...]

    def write(self, path: Path) -> None:
        """Writes all of it as JSON."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")


def measure_written(
    plain: Subject,
    assistant: Assistant,
    sets: Sets,
    tell: Progress,
    *,
    judge: Judge | None,
    independent: Independent | None = None,
    judge_name: str = "",
) -> WrittenRun:
    """Asks the questions of the plain sets without a model and with it, and judges what is shown.

    Args:
        plain: the same assistant without a model.
        judge: the product's judge of claims.

    Raises:
        EvalError: no model is configured, or there is no judge.
    """
    state = assistant.model_state()
    if state is None or judge is None:
        raise EvalError(
            "A model was asked for, but none is configured.",
            "Give --local-model, or set OPENAI_API_KEY or OPENAI_BASE_URL.",
        )
    subject = InProcess(assistant, assistant.engine)
    cases = [(case.id, case.question, True) for case in sets.answerable]
    cases += [(c.id, c.question, False) for c in sets.unanswerable if c.expect == "not_covered"]
    outcomes: list[Outcome] = []
    found: list[Written] = []
    for done, (identity, question, answerable) in enumerate(cases, 1):
        keyless = plain.ask(question)
        calls, tokens, start = *_spent(assistant), time.perf_counter()
        reply = subject.ask(question)
        seconds = time.perf_counter() - start
        calls, tokens = (
            now - then for now, then in zip(_spent(assistant), (calls, tokens), strict=True)
        )
        by_model = reply.states and reply.engine not in ("", OWN_WORDS)
        outcomes.append(
            Outcome(
                identity,
                answerable,
                keyless.status,
                reply.status,
                by_model,
                calls,
                tokens,
                seconds,
                reply.notice or "",
                reply.error,
            )
        )
        if by_model:
            found += _judged(identity, question, reply, judge, independent)
        tell("questions to the model", done, len(cases))
    return WrittenRun(assistant.engine, judge_name, judge.threshold, tuple(outcomes), tuple(found))


def _spent(assistant: Assistant) -> tuple[int, int]:
    state = assistant.model_state()
    return (state.calls, state.tokens_month) if state is not None else (0, 0)


def _judged(
    case: str, question: str, reply: Reply, judge: Judge, independent: Independent | None
) -> Iterator[Written]:
    quotes = {cited.number: cited.quote for cited in reply.citations}
    for statement in statements(reply.text):
        text = MARKER.sub("", statement.text).strip(" -*•>")
        if len(text.split()) < FEWEST:
            continue
        cited = [quotes[number] for number in statement.numbers if number in quotes]
        copied = any(_bare(text) in _bare(quote) for quote in cited)
        support = judge.support(text, " ".join(cited))
        other = independent(text, cited, question) if independent is not None else None
        yield Written(case, text, copied, support, other)


def _bare(text: str) -> str:
    return "".join(char for char in fold(text).casefold() if char.isalnum())


def llama_index_judge(name: str, settings: Settings) -> Independent:
    """LlamaIndex's faithfulness evaluator with the model of that name, one statement at a time.

    Raises:
        EvalError: no model is configured; while judging, it does not answer.
    """
    from llama_index.core.evaluation import FaithfulnessEvaluator

    from eval.judges import model_named

    evaluator = FaithfulnessEvaluator(llm=model_named(name, settings))

    def ask(claim: str, quotes: Sequence[str], question: str) -> bool | None:
        return asyncio.run(_passing(evaluator, claim, quotes, question))

    return ask


async def _passing(
    evaluator: BaseEvaluator, claim: str, quotes: Sequence[str], question: str
) -> bool | None:
    try:
        result = await evaluator.aevaluate(query=question, response=claim, contexts=list(quotes))
    except Exception as error:  # a judge that fails must not look like a bad mark
        raise EvalError(
            f"The judge did not deliver ({type(error).__name__}: {error}).",
            "Check the model's name and address, or leave --judge out.",
        ) from error
    return result.passing


def lines_of(run: WrittenRun) -> Iterator[tuple[str, str]]:
    """The table: what, and how much."""
    for name, answerable in (("answerable", True), ("not in the article", False)):
        asked = [one for one in run.outcomes if one.answerable == answerable]
        if not asked:
            continue
        yield f"questions, {name}", str(len(asked))
        yield "  the model's words shown", _share(one.by_model for one in asked)
        yield "  told in the article's words", _share(_quoted(one) for one in asked)
        yield "  refused", _share(one.status == "not_covered" for one in asked)
        yield "  the model asked at all", _share(one.calls > 0 for one in asked)
        statuses = [(one.keyless == "not_covered", one.status == "not_covered") for one in asked]
        yield "  refused keyless, told with a model", str(statuses.count((True, False)))
        yield "  told keyless, refused with a model", str(statuses.count((False, True)))
    shown = run.statements
    if shown:
        yield "sentences of the model shown", str(len(shown))
        yield "  in the article's own words", _share(one.copied for one in shown)
        proved = (one.copied or one.support >= run.threshold for one in shown)
        yield "  proved, by the product's judge", _share(proved)
        told = [one.independent for one in shown if one.independent is not None]
        if run.judge and told:
            yield f"  proved, by {run.judge} (LlamaIndex)", _share(told)
    asked = [one for one in run.outcomes if one.calls]
    if asked:
        for what, values in (
            ("calls", [one.calls for one in asked]),
            ("tokens", [one.tokens for one in asked]),
            ("seconds", [one.seconds for one in asked]),
        ):
            told_of = f"{np.mean(values):.1f} (half under {np.median(values):.1f})"
            yield f"{what} a question that asked the model", told_of
    notices = Counter(one.notice for one in run.outcomes if one.notice)
    for notice, count in notices.most_common():
        yield f"notice: {notice[:90]}", str(count)
    yield "errors", str(sum(bool(one.error) for one in run.outcomes))


def _quoted(one: Outcome) -> bool:
    return not one.by_model and one.status in ("answered", "partial")


def _share(rights: Iterable[bool]) -> str:
    values = [float(right) for right in rights]
    low, high = mean_interval(values)
    return f"{sum(values) / len(values):.0%} ({low:.0%}–{high:.0%} of {len(values)})"


def print_written(run: WrittenRun, console: Console) -> None:
    """The table on a terminal."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, title=f"What {run.model} writes", title_justify="left")
    table.add_column("")
    table.add_column("", justify="right")
    for what, value in lines_of(run):
        table.add_row(what, value)
    console.print(table)
