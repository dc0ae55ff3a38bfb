"""A model's opinion: named, averaged, advisory, and never a silent zero."""

from __future__ import annotations

from typing import Any

import pytest
from llama_index.core.llms import MockLLM

import eval.judges
from eval.errors import EvalError
from eval.judges import model_named, opinions
from tests.evaluation.test_eval_report import TEXTS, a_run


def ignore(what: str, done: int, total: int) -> None:
    assert done <= total


class FixedLLM(MockLLM):
    """Says the same to everything: agreement, and a mark of four."""

    def complete(self, *args: Any, **kwargs: Any) -> Any:
        from llama_index.core.llms import CompletionResponse

        return CompletionResponse(text="4.0\nYES")

    async def acomplete(self, *args: Any, **kwargs: Any) -> Any:
        return self.complete()

    async def achat(self, *args: Any, **kwargs: Any) -> Any:
        from llama_index.core.llms import ChatMessage, ChatResponse

        return ChatResponse(message=ChatMessage(role="assistant", content="4.0\nYES"))


def test_marks_are_averaged_and_the_judge_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval.judges, "model_named", lambda name: FixedLLM(max_tokens=None))
    found = opinions("judge-1", a_run().rows, TEXTS, ignore)
    assert found["judge"] == "judge-1"
    assert found["cases"] == 8
    assert found["means"] == {"faithfulness": 1.0, "relevancy": 1.0, "correctness": 0.75}


def test_a_judge_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(FixedLLM):
        async def acomplete(self, *args: Any, **kwargs: Any) -> Any:
            raise RuntimeError("no quota")

    monkeypatch.setattr(eval.judges, "model_named", lambda name: Failing(max_tokens=None))
    with pytest.raises(EvalError, match="judge did not deliver"):
        opinions("judge-1", a_run().rows, TEXTS, ignore)


def test_a_judge_needs_a_key_or_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(EvalError, match="none is configured"):
        model_named("judge-1")
