"""``python -m eval``: exit codes, messages, and the real assistant on a few cases."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import eval.__main__ as command
import eval.place
import eval.sets
import eval.subject
from assistant.assistant import Assistant
from eval.run import load_run
from eval.sets import Sets, load_sets
from eval.subject import InProcess, unlimited_settings
from tests.support.scripted import BrokenOffByOne, Scripted, ScriptedSubject

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FEW = load_sets().limited(12)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Few cases, a gate and reports of one's own."""
    monkeypatch.setattr(eval.sets, "load_sets", lambda *_: FEW)
    mine = replace(
        eval.place.SHIPPED,
        gate=tmp_path / "gate.toml",
        reports=tmp_path / "reports",
        history=tmp_path / "history.jsonl",
    )
    monkeypatch.setattr(eval.place, "SHIPPED", mine)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, assistant: Any, *arguments: str) -> int:
    """The exit code of a command that measures ``assistant``."""

    @contextmanager
    def scripted(url: str | None = None, **_: Any) -> Iterator[Any]:
        yield assistant if isinstance(assistant, InProcess) else ScriptedSubject(assistant, FEW)

    monkeypatch.setattr(eval.subject, "open_subject", scripted)
    monkeypatch.setattr(sys, "argv", ["eval", *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    code = ended.value.code
    return code if isinstance(code, int) else 0 if code is None else 1


def test_the_way_from_no_gate_to_red(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = Scripted(FEW)
    assert run(monkeypatch, good) == 2
    assert "There is no gate yet" in " ".join(capsys.readouterr().out.split())
    assert run(monkeypatch, good, "gate", "--write") == 0
    assert run(monkeypatch, good) == 0
    assert run(monkeypatch, BrokenOffByOne(good), "--out", str(here / "bad")) == 1
    assert "quotes uncut" in capsys.readouterr().out
    assert run(monkeypatch, good, "gate", str(here / "bad")) == 1
    assert run(monkeypatch, BrokenOffByOne(good), "--no-gate") == 0


def test_a_part_run_is_not_judged(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, Scripted(FEW), "--no-gate") == 0
    assert run(monkeypatch, Scripted(FEW), "gate", "--write") == 0
    assert run(monkeypatch, Scripted(FEW), "--limit", "3") == 2
    assert "Only 3 of 12 answerable" in " ".join(capsys.readouterr().out.split())


def test_a_run_can_be_compared_with_a_report(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = here / "one"
    assert run(monkeypatch, Scripted(FEW), "--no-gate", "--out", str(out)) == 0
    broken = BrokenOffByOne(Scripted(FEW))
    assert run(monkeypatch, broken, "--no-gate", "--compare", str(out)) == 0
    assert "Now wrong" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--url", "http://127.0.0.1:9"), "No assistant answers at"),
        (("--compare", "absent.json"), "not a baseline"),
        (("gate",), "no report"),
        (("harvest", "--data-dir", "absent"), "no visitors.db"),
        (("public", "squad3", "--data", "."), "no public set"),
        (("public", "squad2", "--data", "."), "lacks articles.jsonl"),
        (("compare", "--peers", "nobody"), "no peer nobody"),
    ],
)
def test_what_cannot_run_ends_with_2_a_sentence_and_a_hint(
    monkeypatch: pytest.MonkeyPatch,
    here: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["eval", *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    said = " ".join(capsys.readouterr().err.split())
    assert words in said
    assert "Traceback" not in said


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant on the article alone: without the bank, it is indexed in seconds."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "corpus").mkdir()
    for path in CORPUS.glob("*.md"):
        (folder / "corpus" / path.name).write_bytes(path.read_bytes())
    settings = unlimited_settings(
        corpus_dir=folder / "corpus", index_dir=folder / "index", data_dir=folder
    )
    with Assistant.open(settings) as assistant:
        yield assistant


def test_the_real_assistant_keeps_its_promises(
    monkeypatch: pytest.MonkeyPatch, here: Path, real: Assistant
) -> None:
    monkeypatch.setattr(eval.sets, "load_sets", lambda *_: few_real())
    assert run(monkeypatch, InProcess(real), "--no-gate", "--out", str(here / "r")) == 0
    done = load_run(here / "r")
    values = {figure.key: figure.value for figure in done.figures}
    assert values["verbatim"] == values["clean_edges"] == values["contract"] == 1.0
    assert values["errors"] == 0.0
    assert values["robust"] == 1.0
    assert 0.0 <= values["success_at_5"] <= 1.0
    assert done.index == real.index


def few_real() -> Sets:
    """A handful of cases of every set."""
    return load_sets().limited(4)
