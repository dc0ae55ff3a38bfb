"""The command line: exit codes, JSON and nothing else, errors as a sentence and a hint."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app, main
from assistant.assistant import Assistant
from assistant.records import OWN_WORDS, Answer
from assistant.settings import PROJECT
from assistant.terminal import show_answer
from tests.conftest import MakeSettings

HEAVY = ("llama_index", "gradio", "chromadb", "onnxruntime", "fastapi", "openai", "numpy")


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as somebody types it."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=PROJECT, env={**keep, **environment}, capture_output=True, check=False, timeout=200,
    )  # fmt: skip


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, small_corpus: Path, tmp_path: Path
) -> dict[str, str]:
    """The small corpus, and an index of this test's own."""
    variables = {
        "ASSISTANT_CORPUS_DIR": str(small_corpus),
        "ASSISTANT_INDEX_DIR": str(tmp_path / "index"),
        "ASSISTANT_DATA_DIR": str(tmp_path / "data"),
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


def call(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """``main`` in this process: exit code, standard output, standard error."""
    monkeypatch.setattr(sys, "argv", ["tpm-assistant", *arguments])
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    sys.stdout.flush()
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, assistant.__main__ as m\n"
        "from typer.testing import CliRunner\n"
        "for command in ([], ['ingest'], ['ask'], ['serve'], ['status']):\n"
        "    assert CliRunner().invoke(m.app, [*command, '--help']).exit_code == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_an_impossible_setting_is_refused_before_anything_heavy_is_loaded() -> None:
    code = (
        "import sys, assistant.__main__ as m\n"
        "sys.argv = ['tpm-assistant', 'ask', 'x']\n"
        "try: m.main()\n"
        f"except SystemExit as e: print(e.code, [n for n in {HEAVY!r} if n in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True,
        env={**os.environ, "ASSISTANT_PORT": "many"},
    )  # fmt: skip
    assert done.stdout.strip() == "1 []", done.stderr
    assert "ASSISTANT_PORT" in done.stderr


@pytest.mark.parametrize("command", ["ingest", "ask", "serve", "status"])
def test_help_says_what_a_command_does(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "--corpus" in result.output


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["ask"], ["status", "--wrong"], ["serve", "--port", "x"]],
)
def test_wrong_usage_is_exit_code_2(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(monkeypatch, capfd, *arguments)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_the_way_of_a_new_user_in_a_shell(environment: dict[str, str], small_corpus: Path) -> None:
    (small_corpus / "paper.pdf").write_bytes(b"%PDF")
    asked = shell("ask", "What cuts wood?", "--json", **environment, LC_ALL="C")
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["quote"] == "Saws cut wood."
    assert asked.stderr == b""

    shown = shell("ask", "What cuts wood?", **environment, PYTHONIOENCODING="ascii")
    assert shown.returncode == 0, shown.stderr
    assert b"Saws cut wood." in shown.stdout


def test_ingest_says_what_it_did(
    environment: dict[str, str],
    small_corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (small_corpus / "paper.pdf").write_bytes(b"%PDF")
    code, out, err = call(monkeypatch, capfd, "ingest")
    assert code == 0
    assert "Indexed 2 documents, 7 passages" in out
    assert "added: fruit, tools" in out
    assert "Warning: paper.pdf was left out" in err
    code, out, _ = call(monkeypatch, capfd, "ingest")
    assert (code, out.startswith("The index is up to date: 2 documents")) == (0, True)
    code, out, err = call(monkeypatch, capfd, "ingest", "--json")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert (report["changed"], report["documents"], len(report["problems"])) == (False, 2, 1)
    (small_corpus / "paper.pdf").unlink()
    (small_corpus / "fruit.md").unlink()
    code, out, _ = call(monkeypatch, capfd, "ingest")
    assert "Indexed 1 document, 2 passages" in out
    assert "removed: fruit" in out
    code, out, _ = call(monkeypatch, capfd, "ingest", "--rebuild")
    assert "Indexed 1 document" in out


def test_status_in_words_and_in_json(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    code, out, err = call(monkeypatch, capfd, "status")
    assert (code, err) == (0, "")
    assert "missing" in out
    code, out, err = call(monkeypatch, capfd, "status", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["documents"] == {"fruit": "About Fruit", "tools": "Tools"}


def test_many_corpora_are_taken_in_and_one_of_them_is_asked(
    environment: dict[str, str],
    small_corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    many = small_corpus.parent / "corpora"
    shutil.copytree(small_corpus, many / "shop")
    (many / "empty").mkdir()
    corpora = ("--corpora", str(many))
    code, out, err = call(monkeypatch, capfd, "ingest", *corpora)
    assert code == 1
    assert "shop: Indexed 2 documents, 7 passages" in out
    assert "1 corpora are ready, 1 are not." in out
    assert "empty: There is nothing to answer from" in err
    code, out, err = call(monkeypatch, capfd, "ingest", *corpora, "--json")
    assert (code, json.loads(out)["shop"]["changed"]) == (1, False)
    asked = ("ask", "What cuts wood?", *corpora)
    code, out, err = call(monkeypatch, capfd, *asked, "--corpus", "shop", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["citations"][0]["quote"] == "Saws cut wood."
    code, out, err = call(monkeypatch, capfd, *asked)
    assert (code, out) == (1, "")
    assert "empty, shop" in err
    code, _, err = call(monkeypatch, capfd, *asked, "--corpus", "../plain")
    assert (code, "There is no corpus" in err) == (1, True)
    code, out, _ = call(monkeypatch, capfd, "status", *corpora, "--json")
    assert (code, json.loads(out)["corpora known"]) == (0, 2)


def test_an_answer_for_people_shows_its_quotes(
    assistant: Assistant,
    settings: MakeSettings,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(assistant.settings.index_dir))
    monkeypatch.setenv("COLUMNS", "200")
    question = assistant.suggestions()[0]
    code, out, err = call(monkeypatch, capfd, "ask", question)
    assert (code, err) == (0, "")
    for citation in assistant.ask(question).citations:
        assert f"[{citation.number}]" in out
        assert " ".join(citation.source.quote.split()) in " ".join(out.split())
    # Quotes are easily forgotten, and then the shell hands over words.
    code, out, _ = call(monkeypatch, capfd, "ask", *question.split(), "--json")
    assert json.loads(out)["citations"] == [
        citation.to_json() for citation in assistant.ask(question).citations
    ]


@pytest.mark.parametrize(
    ("arguments", "variables", "message"),
    [
        (["ask", "  "], {}, "empty"),
        (["ask", "x" * 2001], {}, "2,001 characters"),
        (["ingest"], {"ASSISTANT_CORPUS_DIR": "/nowhere"}, "no corpus folder at /nowhere"),
        (["ingest", "--corpus", "/nowhere"], {}, "no corpus folder at /nowhere"),
        (["status", "--json"], {"ASSISTANT_PROT": "1"}, "ASSISTANT_PROT is not a setting"),
        (["ask", "hi", "--json"], {"ASSISTANT_EMBEDDING": "openai"}, "OPENAI_API_KEY"),
        (["ask", "hi"], {"ASSISTANT_INDEX_DIR": "/dev/null/index"}, "cannot be written"),
        (["ingest"], {"ASSISTANT_CHROMA_URL": "http://127.0.0.1:9"}, "cannot be reached"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_a_hint(
    environment: dict[str, str],
    arguments: list[str],
    variables: dict[str, str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, out, err = call(monkeypatch, capfd, *arguments)
    assert (code, out) == (1, "")
    assert message in err
    assert "Traceback" not in err
    first, *hint = err.strip().splitlines()
    assert first.endswith(".")
    assert hint
    assert hint[0].startswith("  ")


@pytest.mark.parametrize(("engine", "said"), [("small-model", True), (OWN_WORDS, False)])
def test_who_wrote_an_answer_is_said(
    engine: str, said: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    show_answer(Answer("a", "how long?", "small_talk", "Hello.", engine, "i", 1.0))
    assert ("Written by small-model" in capfd.readouterr().out) is said
