"""A language model's opinion of the answers, by LlamaIndex's own evaluators. Advisory.

The judge is named in the report and runs at temperature 0, but it may change its mind with every
version: its marks are shown beside the figures and never held by the gate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from eval.errors import EvalError
from eval.gold import Texts
from eval.rows import Row
from eval.subject import Progress

if TYPE_CHECKING:
    from llama_index.core.evaluation import BaseEvaluator
    from llama_index.core.llms import LLM

    from assistant.settings import Settings

MOST = 60
"""Answers that are judged; each costs three calls."""


def opinions(judge: str, rows: Sequence[Row], texts: Texts, progress: Progress) -> dict[str, Any]:
    """Mean marks for faithfulness, relevancy and correctness.

    Args:
        judge: exact name of the model, at the address and with the key of the settings.
        texts: the documents, for the words of a right answer.

    Returns:
        ``judge``, ``cases`` and ``means`` (0 to 1, by name).

    Raises:
        EvalError: no model is configured, or it does not answer.
    """
    from llama_index.core.evaluation import (
        CorrectnessEvaluator,
        FaithfulnessEvaluator,
        RelevancyEvaluator,
    )

    llm = model_named(judge)
    evaluators: dict[str, BaseEvaluator] = {
        "faithfulness": FaithfulnessEvaluator(llm=llm),
        "relevancy": RelevancyEvaluator(llm=llm),
        "correctness": CorrectnessEvaluator(llm=llm),
    }
    answered = [r for r in rows if r.set == "answerable" and r.reply["status"] == "answered"]
    chosen = answered[:: max(1, -(-len(answered) // MOST))]
    marks = asyncio.run(_marks(evaluators, chosen, texts, lambda d, t: progress(judge, d, t)))
    means = {name: sum(values) / len(values) for name, values in marks.items() if values}
    return {"judge": judge, "cases": len(chosen), "means": means}


def model_named(name: str, settings: Settings | None = None) -> LLM:
    """The model ``name`` at the address of the settings, as a LlamaIndex LLM.

    Args:
        settings: those of the environment if left out.

    Raises:
        EvalError: neither a key nor an address is set.
    """
    from llama_index.llms.openai_like import OpenAILike

    from assistant.settings import load_settings

    settings = settings or load_settings()
    if not settings.uses_model:
        raise EvalError(
            "A model was asked for, but none is configured.",
            "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.",
        )
    key = settings.openai_api_key
    llm: LLM = OpenAILike(
        model=name,
        api_base=settings.openai_base_url or "https://api.openai.com/v1",
        api_key=key.get_secret_value() if key else "none",
        is_chat_model=True,
        temperature=0.0,
        max_tokens=512,
        timeout=settings.total_timeout,
        max_retries=1,
    )
    return llm


async def _marks(
    evaluators: dict[str, BaseEvaluator],
    rows: Sequence[Row],
    texts: Texts,
    tell: Callable[[int, int], None],
) -> dict[str, list[float]]:
    # Their synchronous methods leave an open event loop behind, so the others are used.
    marks: dict[str, list[float]] = {name: [] for name in evaluators}
    for done, row in enumerate(rows, 1):
        for name, evaluator in evaluators.items():
            mark = await _mark(evaluator, name, row, texts)
            if mark is not None:
                marks[name].append(mark)
        tell(done, len(rows))
    return marks


async def _mark(evaluator: BaseEvaluator, name: str, row: Row, texts: Texts) -> float | None:
    gold = " ".join(texts[document_id][start:end] for document_id, start, end in row.gold)
    try:
        result = await evaluator.aevaluate(
            query=row.question,
            response=row.reply["text"],
            contexts=[item["quote"] for item in row.reply["citations"]],
            # The gold words are what a right answer says; there is no other reference text.
            reference=gold if name == "correctness" else None,
        )
    except Exception as error:  # a judge that fails must not look like a bad mark
        raise EvalError(
            f"The judge did not deliver ({type(error).__name__}: {error}).",
            "Check the model's name and address, or leave --judge out.",
        ) from error
    if result.score is None:
        return None
    # The correctness evaluator marks from 1 to 5, the others 0 or 1.
    return (result.score - 1) / 4 if name == "correctness" else float(result.score)
