"""A question bank written by a language model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import ModelError, SettingsError
from assistant.settings import Settings
from assistant.writing.question_writer import write_questions
from tests.support.model_servers import ScriptedServer, fails, says

MakeSettings = Callable[..., Settings]
ONE = "Hammers drive nails into boards."
TWO = "Saws cut wood into planks."


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "tools.md").write_text(f"# Tools\n\n{ONE} {TWO}\n", encoding="utf-8")
    return folder


def bank(answerable: str, near_miss: str) -> str:
    return json.dumps({"answerable": [answerable], "near_misses": [near_miss]})


def test_it_needs_a_model(settings: MakeSettings, tools: Path) -> None:
    with pytest.raises(SettingsError):
        write_questions(settings(corpus_dir=tools))


def test_it_goes_on_where_it_was_stopped(
    settings: MakeSettings, tools: Path, scripted_server: ScriptedServer
) -> None:
    chosen = settings(corpus_dir=tools, openai_base_url=scripted_server.base_url, model="m")
    path = tools / "tools.questions.jsonl"
    scripted_server.enqueue(says(bank("what drives nails?", "what does a hammer cost?")))
    scripted_server.enqueue(fails(500), fails(500))
    with pytest.raises(ModelError):
        write_questions(chosen)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2

    scripted_server.enqueue(says(bank("what cuts wood?", "are saws loud?")))
    seen: list[tuple[str, int, int]] = []
    assert write_questions(chosen, lambda *args: seen.append(args)) == {path: 2}
    assert seen[-1][1:] == (1, 1)
    assert write_questions(chosen) == {}

    with Assistant.open(settings(corpus_dir=tools)) as assistant:
        answer = assistant.ask("what cuts wood?")
        assert [citation.source.quote for citation in answer.citations] == [TWO]
        assert assistant.ask("are saws loud?").status == "not_covered"


def test_an_edited_sentence_is_asked_about_anew(
    settings: MakeSettings, tools: Path, scripted_server: ScriptedServer
) -> None:
    chosen = settings(corpus_dir=tools, openai_base_url=scripted_server.base_url, model="m")
    scripted_server.enqueue(says(bank("a?", "b?")), says(bank("c?", "d?")))
    write_questions(chosen)
    (tools / "tools.md").write_text(f"# Tools\n\n{ONE} Saws cut steel too.\n", encoding="utf-8")
    scripted_server.enqueue(says(bank("e?", "f?")))
    assert write_questions(chosen) == {tools / "tools.questions.jsonl": 2}


def test_a_question_belongs_to_the_passage_it_was_first_written_for(
    settings: MakeSettings, tools: Path, scripted_server: ScriptedServer
) -> None:
    chosen = settings(corpus_dir=tools, openai_base_url=scripted_server.base_url, model="m")
    both = {"answerable": ["what is it for?", "what cuts wood?"], "near_misses": ["what price?"]}
    scripted_server.enqueue(says(bank("what is it for?", "what price?")), says(json.dumps(both)))
    write_questions(chosen)
    lines = (tools / "tools.questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["questions"] for row in rows] == [
        ["what is it for?"], ["what price?"], ["what cuts wood?"],
    ]  # fmt: skip
