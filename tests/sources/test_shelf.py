"""What is kept of the documents is what reading them gives, or it is not used."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.settings import PROJECT
from assistant.sources import shelf
from assistant.sources.corpus import Corpus, read_corpus
from assistant.sources.parsed import Parsed
from assistant.sources.readers import parse, read_document
from assistant.sources.shelf import FILE
from assistant.sources.written import read_back, written

BROUGHT = PROJECT / "tests" / "data" / "byo"
FOLDERS = [PROJECT / "corpus", *sorted(place / "corpus" for place in BROUGHT.glob("*-*"))]
SPARE = pytest.mark.parametrize("folder", FOLDERS, ids=lambda place: place.parent.name)


def assert_equal(one: Parsed, other: Parsed) -> None:
    """Every field, the blocks one by one, and the passages that would be worked out anew."""
    assert one == other
    assert tuple(one.blocks) == tuple(other.blocks)
    assert one.passages == other.passages
    assert Parsed(one.document, tuple(one.blocks), pages=one.pages).passages == other.passages


def assert_same(one: Corpus, other: Corpus) -> None:
    assert one == other
    assert one.sha256 == other.sha256
    assert list(map(str, one.problems)) == list(map(str, other.problems))
    assert list(one.documents) == list(other.documents)
    assert (one.language, one.abbreviations) == (other.language, other.abbreviations)
    assert one.notes == other.notes
    for identity, parsed in one.parsed.items():
        assert_equal(parsed, other.parsed[identity])


def parsing() -> mock.Mock:
    """Counts how often a file is parsed."""
    return mock.Mock(wraps=read_document)


@SPARE
def test_what_is_kept_is_what_reading_gives(folder: Path, tmp_path: Path) -> None:
    plainly = read_corpus(folder)
    assert_same(read_corpus(folder, kept=tmp_path), plainly)
    with mock.patch.object(shelf, "read_document", parse_nothing):
        assert_same(read_corpus(folder, kept=tmp_path), plainly)


def parse_nothing(path: Path, root: Path | None = None) -> Parsed:
    raise AssertionError(f"{path} is parsed anew")


WORDS = st.text(
    st.characters(exclude_categories=["Cs"], include_characters="#-*|`\n> 1.A"), max_size=200
)


@given(WORDS, st.sampled_from(["markdown", "text", "html"]))
@settings(max_examples=150, deadline=None)
def test_any_document_is_read_back_equal(source: str, kind: str) -> None:
    try:
        parsed = parse(source, "any", kind)
    except DocumentError:
        return
    assert_equal(read_back(*written(parsed)), parsed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "corpus"
    place.mkdir()
    for name, light in (("one", "lamp"), ("two", "lantern"), ("three", "candle")):
        (place / f"{name}.md").write_text(f"# The {light}\n\nIt burns. A {light} is lit.\n")
    return place


def names_parsed(read: mock.Mock) -> list[str]:
    return [call.args[0].name for call in read.call_args_list]


def test_only_what_has_changed_is_parsed(folder: Path, tmp_path: Path) -> None:
    read_corpus(folder, kept=tmp_path)
    (folder / "two.md").write_text("# The lantern\n\nIt is dark now.\n")
    with mock.patch.object(shelf, "read_document", parsing()) as read:
        corpus = read_corpus(folder, kept=tmp_path)
    assert names_parsed(read) == ["two.md"]
    assert_same(corpus, read_corpus(folder))
    with mock.patch.object(shelf, "read_document", parse_nothing):
        assert_same(read_corpus(folder, kept=tmp_path), corpus)


def removed(folder: Path) -> None:
    (folder / "one.md").unlink()


def added(folder: Path) -> None:
    (folder / "four.txt").write_text("A torch is carried.")


def said_again(folder: Path) -> None:
    shutil.copy(folder / "one.md", folder / "zero.md")


def namesake(folder: Path) -> None:
    (folder / "two.txt").write_text("Another two: it is a spark.")


def facts_beside(folder: Path) -> None:
    (folder / "one.md.meta.toml").write_text('title = "Another title"\n')


def named(folder: Path) -> None:
    (folder / "corpus.toml").write_text('names = ["Light Unit (LU)"]\nlanguage = "de"\n')


def left_out(folder: Path) -> None:
    (folder / "corpus.toml").write_text('leave_out = ["two.md"]\n')


def unreadable(folder: Path) -> None:
    (folder / "gone.md").symlink_to(folder / "nowhere.md")


def of_no_kind(folder: Path) -> None:
    (folder / "film.mp4").write_bytes(b"\0" * 100)
    (folder / "empty.txt").write_bytes(b"")


@pytest.mark.parametrize(
    "change",
    [removed, added, said_again, namesake, facts_beside, named, left_out, unreadable, of_no_kind],
)
def test_after_any_change_it_is_as_if_nothing_had_been_kept(
    change: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    read_corpus(folder, kept=tmp_path)
    change(folder)
    plainly = read_corpus(folder)
    for _ in range(3):
        assert_same(read_corpus(folder, kept=tmp_path), plainly)


def test_the_owners_documents_are_kept_apart(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "documents").mkdir(parents=True)
    (own / "documents" / "one.md").write_text("# The lamp of the owner\n\nIt is green.\n")
    plainly = read_corpus(folder, own)
    for _ in range(2):
        assert_same(read_corpus(folder, own, tmp_path), plainly)


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def bent(raw: bytes) -> bytes:
    return raw.replace(b"burns", b"turns")


def emptied(raw: bytes) -> bytes:
    return b""


def other_rules(raw: bytes) -> bytes:
    return b"0" * 16 + raw[16:]


def noise(raw: bytes) -> bytes:
    return os.urandom(len(raw))


@pytest.mark.parametrize("damage", [cut, bent, emptied, other_rules, noise])
def test_what_is_broken_or_old_is_made_anew(
    damage: Callable[[bytes], bytes], folder: Path, tmp_path: Path
) -> None:
    plainly = read_corpus(folder, kept=tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(damage(whole))
    assert_same(read_corpus(folder, kept=tmp_path), plainly)
    assert (tmp_path / FILE).read_bytes() == whole
    assert [place.name for place in tmp_path.glob(f"{FILE}*")] == [FILE]


def test_a_place_that_takes_no_writing_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder would be")
    assert_same(read_corpus(folder, kept=taken), read_corpus(folder))
    with mock.patch("assistant.sources.shelf.os.replace", side_effect=OSError(28, "No space left")):
        assert_same(read_corpus(folder, kept=tmp_path / "full"), read_corpus(folder))
    assert list((tmp_path / "full").iterdir()) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder: Path, tmp_path: Path) -> None:
    def late(path: Path, root: Path | None = None) -> Parsed:
        if path.name == "two.md":
            path.write_text("# The lantern\n\nSomebody saved it in this moment.\n")
        return shelf_read(path, root)

    shelf_read = read_document
    with mock.patch.object(shelf, "read_document", late):
        read_corpus(folder, kept=tmp_path)
    assert not (tmp_path / FILE).exists()
    assert_same(read_corpus(folder, kept=tmp_path), read_corpus(folder))
