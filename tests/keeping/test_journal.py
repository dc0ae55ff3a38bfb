"""The journal keeps what it says, no longer than it says, readable by nobody else."""

from __future__ import annotations

import json
import logging
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import QuestionError, StoreError
from assistant.keeping import journal as module
from assistant.keeping.journal import COMMENT_MOST, Journal, read_journal
from assistant.records import Answer
from tests.conftest import MakeSettings

ANSWERED = Answer("a1", "what is it", "answered", "It. [1]", "extractive", "f00", 1.0)
REFUSED = replace(ANSWERED, id="r1", question="🙂 salary in Ōsaka?", status="not_covered")


def lines(folder: Path) -> list[tuple[str, str, str, str, str]]:
    return [
        (line.kind, line.answer_id, line.question, line.rating, line.comment)
        for line in read_journal(folder / "journal.jsonl")
    ]


def test_only_refusals_and_thumbs_are_written(settings: MakeSettings, tmp_path: Path) -> None:
    journal = Journal(settings())
    journal.answered(ANSWERED)
    assert not (tmp_path / "data").exists()
    journal.answered(REFUSED)
    journal.rated("a1", "up")
    journal.rated("r1", "down", "no\nhelp")
    assert lines(tmp_path / "data") == [
        ("refusal", "r1", REFUSED.question, "", ""),
        ("feedback", "a1", "what is it", "up", ""),
        ("feedback", "r1", REFUSED.question, "down", "no\nhelp"),
    ]


def test_questions_are_kept_out_on_request(settings: MakeSettings, tmp_path: Path) -> None:
    journal = Journal(settings(store_questions=False))
    journal.answered(REFUSED)
    journal.rated("r1", "up")
    assert lines(tmp_path / "data") == [("feedback", "r1", "", "up", "")]


def test_a_thumb_needs_a_recent_answer_and_a_short_comment(
    settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECENT", 2)
    journal = Journal(settings())
    for number in range(3):
        journal.answered(replace(ANSWERED, id=str(number)))
    journal.rated("1", "up")
    for unknown in ("0", "never"):
        with pytest.raises(QuestionError, match="no recent answer"):
            journal.rated(unknown, "up")
    with pytest.raises(QuestionError, match="2,000"):
        journal.rated("1", "up", "x" * (COMMENT_MOST + 1))


def test_old_lines_are_dropped_and_the_rest_kept(
    settings: MakeSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(settings(retention_days=1))
    now = 1_000_000.0
    monkeypatch.setattr("assistant.keeping.journal.time.time", lambda: now)
    journal.answered(REFUSED)
    now += 86_401
    journal.answered(replace(REFUSED, id="r2"))
    journal.prune()
    assert [line[1] for line in lines(tmp_path / "data")] == ["r2"]
    journal.prune()
    assert [line[1] for line in lines(tmp_path / "data")] == ["r2"]
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["journal.jsonl"]


def test_only_the_owner_may_read_it(settings: MakeSettings, tmp_path: Path) -> None:
    journal = Journal(settings())
    journal.answered(REFUSED)
    path = tmp_path / "data" / "journal.jsonl"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    journal.prune()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_pruning_without_a_journal_makes_none(settings: MakeSettings, tmp_path: Path) -> None:
    Journal(settings()).prune()
    assert not (tmp_path / "data").exists()


def test_damaged_lines_are_passed_over(settings: MakeSettings, tmp_path: Path) -> None:
    journal = Journal(settings())
    journal.answered(REFUSED)
    path = tmp_path / "data" / "journal.jsonl"
    good = json.loads(path.read_text(encoding="utf-8"))
    with path.open("ab") as file:
        file.write(b'{"kind": "refus\n[]\n3\n\xff\xfe\n{}\n')
        file.write(json.dumps({**good, "time": "noon"}).encode() + b"\n")
    journal.answered(replace(REFUSED, id="r2"))
    assert [line[1] for line in lines(tmp_path / "data")] == ["r1", "r2"]
    journal.prune()
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_a_full_journal_takes_nothing_more(
    settings: MakeSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SIZE_MOST", 1)
    journal = Journal(settings())
    journal.answered(REFUSED)
    journal.answered(REFUSED)
    assert len(lines(tmp_path / "data")) == 1


def test_a_disk_that_fails_costs_a_thumb_but_never_an_answer(
    settings: MakeSettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    journal = Journal(settings(data_dir=tmp_path / "file" / "data"))
    with caplog.at_level(logging.WARNING):
        journal.answered(REFUSED)
    assert "cannot be stored" in caplog.text
    assert REFUSED.question not in caplog.text
    with pytest.raises(StoreError, match="cannot be stored") as caught:
        journal.rated("r1", "up")
    assert "ASSISTANT_DATA_DIR" in caught.value.hint


def test_threads_do_not_mix_their_lines(settings: MakeSettings, tmp_path: Path) -> None:
    journal = Journal(settings())

    def write(worker: int) -> None:
        for number in range(20):
            journal.answered(replace(REFUSED, id=f"{worker}-{number}", question="q" * 500))

    workers = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len({line[1] for line in lines(tmp_path / "data")}) == 80
