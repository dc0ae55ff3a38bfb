"""Documents that an owner adds: safe names, held sizes, nothing that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.serving.owner.shelf import Shelf, safe_name
from assistant.sources.own import DOCUMENTS
from tests.conftest import MakeSettings


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("notes.md", "notes.md"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\Pay scale (2).PDF", "Pay-scale-2.pdf"),
        (".hidden.md", "hidden.md"),
        ("a\x00b\n.txt", "a-b.txt"),
        ("own.questions.jsonl.md", "own-questions-jsonl.md"),
        ("<img src=x>.html", "img-src-x.html"),
        ("...md", "document.md"),
        ("x" * 300 + ".txt", "x" * 80 + ".txt"),
        ("日本語.txt", "日本語.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["run.exe", "own.questions.jsonl", "corpus.toml", "md", "x.md/"])
def test_what_is_not_read_is_not_kept(name: str, settings: MakeSettings) -> None:
    with pytest.raises(DocumentError):
        Shelf(settings()).put(name, b"Words.")


def test_files_are_kept_replaced_and_taken_away(settings: MakeSettings) -> None:
    here = settings(owner_upload_mb=1)
    shelf = Shelf(here)
    folder: Path = here.added_dir / DOCUMENTS
    assert shelf.put("nuts.md", b"Nuts keep.\n") == "nuts.md"
    with pytest.raises(DocumentError, match="already"):
        shelf.put("nuts.md", b"Other words.\n")
    shelf.put("nuts.md", b"Other words.\n", replace=True)
    assert (folder / "nuts.md").read_bytes() == b"Other words.\n"
    for raw in (b"", b"x" * 1_000_001, b"%PDF-1.4 broken"):
        with pytest.raises(DocumentError):
            shelf.put("bad.pdf", raw)
    assert [path.name for path in folder.iterdir()] == ["nuts.md"]
    assert shelf.take_away("../nuts.md") is False
    assert shelf.take_away("nuts.md") is True
    assert shelf.names() == []
