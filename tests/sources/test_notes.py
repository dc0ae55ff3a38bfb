"""Notes beside a document: read, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.settings import PROJECT
from assistant.sources.corpus import read_corpus
from assistant.sources.notes import read_notes
from assistant.sources.readers import parse

PASSAGES = parse("One fell. She laughed.\n", "x").passages


def written(folder: Path, line: str) -> Path:
    path = folder / "x.notes.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    return path


def test_both_kinds_are_read(tmp_path: Path) -> None:
    line = '{"kind": "context", "passage": "She laughed.", "needs": ["One fell."]}\n'
    line += (
        '{"kind": "whole", "whole": "summary", "questions": ["gist?"], "passages": ["One fell."]}'
    )
    notes = read_notes(written(tmp_path, line), PASSAGES)
    assert notes.needs[PASSAGES[1].id].passages == (PASSAGES[0],)
    assert notes.wholes[0].passages == (PASSAGES[0],)


def test_words_that_are_gone_cost_only_their_line(tmp_path: Path) -> None:
    line = '{"kind": "context", "passage": "She laughed.", "needs": ["Gone."]}'
    assert not read_notes(written(tmp_path, line), PASSAGES).needs


@pytest.mark.parametrize("line", ["{", "[]", '{"kind": "other"}', '{"kind": "context"}'])
def test_a_line_that_is_no_note_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(DocumentError, match="line 1"):
        read_notes(written(tmp_path, line), PASSAGES)


def test_every_note_that_ships_points_into_the_article() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    assert len(corpus.notes.needs) > 60
    assert len(corpus.notes.wholes) > 40
    assert not corpus.problems
