"""What several test files share: a clean environment, settings in a temporary folder, two small
corpora, and the real assistant on the shipped article, whose index is built once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from assistant.settings import Settings, load_settings, prepare_environment
from tests.support.model_servers import real_model, scripted_server  # noqa: F401  (fixtures)

if TYPE_CHECKING:
    from assistant.assistant import Assistant

prepare_environment()  # before anything imports chromadb or gradio
for _name in [name for name in os.environ if name.startswith(("ASSISTANT_", "OPENAI_"))]:
    del os.environ[_name]

# The same examples each time, and no clock: a slow machine is not a fault.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.load_profile("same")

MakeSettings = Callable[..., Settings]

FRUIT = """---
title: About Fruit
---

Apples keep for a month. Pears keep for a week.

## Prices

| Fruit | Price |
|---|---|
| Apple | $2 |
| Pear | $3 |
"""
TOOLS = "Hammers drive nails. Saws cut wood.\n"
TOOLS_BANK = (
    '{"kind": "answer", "offer": true, "passages": ["Saws cut wood."], '
    '"questions": ["What cuts wood?"]}\n'
    '{"kind": "answer", "passages": ["Saws cut wood."], "questions": ["which tool for planks"]}\n'
    '{"kind": "uncovered", "topic": "prices", "questions": ["what does a saw cost"]}\n'
)


@pytest.fixture(autouse=True, scope="session")
def chat_page_first() -> Iterator[None]:
    """See ``tests/support/page_first.py``."""
    from assistant.serving.late_page import LatePage
    from tests.support.page_first import page_first

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LatePage, "running", page_first)
        yield


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees a key or a setting of whoever runs it."""
    for name in list(os.environ):
        if name.upper().startswith(("ASSISTANT_", "OPENAI_")):
            monkeypatch.delenv(name)


@pytest.fixture
def settings(tmp_path: Path) -> MakeSettings:
    """Makes settings whose index and data lie in this test's folder."""

    def make(**overrides: Any) -> Settings:
        here: dict[str, Any] = {"index_dir": tmp_path / "index", "data_dir": tmp_path / "data"}
        return load_settings(**{**here, **overrides})

    return make


@pytest.fixture
def plain_corpus(tmp_path: Path) -> Path:
    """Two small documents without a question bank."""
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "fruit.md").write_text(FRUIT, encoding="utf-8")
    (folder / "tools.md").write_text(TOOLS, encoding="utf-8")
    return folder


@pytest.fixture
def small_corpus(plain_corpus: Path) -> Path:
    """Two small documents; ``tools`` has a question bank."""
    (plain_corpus / "tools.questions.jsonl").write_text(TOOLS_BANK, encoding="utf-8")
    return plain_corpus


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant on the shipped article, without a language model."""
    from assistant.assistant import Assistant

    folder = tmp_path_factory.mktemp("shipped")
    with Assistant.open(load_settings(index_dir=folder, data_dir=folder)) as opened:
        yield opened
