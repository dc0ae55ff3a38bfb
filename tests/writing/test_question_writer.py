"""A question bank written by a language model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import ModelError, ModelRefusedError, SettingsError
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
    assert not path.exists()  # Half a bank would refuse the other half.
    assert len((tools / ".tools.questions.begun").read_text(encoding="utf-8").splitlines()) == 2

    scripted_server.enqueue(says(bank("what cuts wood?", "are saws loud?")))
    seen: list[tuple[str, int, int]] = []
    assert write_questions(chosen, lambda *args: seen.append(args)) == {path: 4}
    assert seen[-1][1:] == (1, 1)
    assert write_questions(chosen) == {}
    assert sorted(file.name for file in tools.iterdir()) == ["tools.md", "tools.questions.jsonl"]

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


def test_a_bank_about_little_of_a_document_is_none(
    settings: MakeSettings, tools: Path, scripted_server: ScriptedServer
) -> None:
    lines = "\n\n".join(f"Tool number {n} hangs on the wall." for n in range(3))
    (tools / "tools.md").write_text(f"# Tools\n\n{ONE}\n\n{lines}\n", encoding="utf-8")
    chosen = settings(corpus_dir=tools, openai_base_url=scripted_server.base_url, model="m")
    scripted_server.enqueue(says(bank("what drives nails?", "what price?")))
    scripted_server.enqueue(*[says("I would rather not.")] * 3)
    (tools / "picture.xyz").write_bytes(b"\x00")  # Ingestion says so; the others have their turn.
    with pytest.raises(ModelRefusedError, match="too few"):
        write_questions(chosen)
    with Assistant.open(settings(corpus_dir=tools)) as assistant:
        assert assistant.ask("where does tool number 2 hang?").status == "answered"


def test_what_people_wrote_by_hand_stays_in_front(
    settings: MakeSettings, tools: Path, scripted_server: ScriptedServer
) -> None:
    mine = {"kind": "answer", "passages": [ONE], "questions": ["what are hammers for?"]}
    path = tools / "tools.questions.jsonl"
    path.write_text(json.dumps(mine), encoding="utf-8")  # Without a line break behind it.
    chosen = settings(corpus_dir=tools, openai_base_url=scripted_server.base_url, model="m")
    scripted_server.enqueue(says(bank("what cuts wood?", "are saws loud?")))
    assert write_questions(chosen) == {path: 2}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == mine
    assert [row["kind"] for row in rows] == ["answer", "answer", "uncovered"]
