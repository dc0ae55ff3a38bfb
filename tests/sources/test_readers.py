"""Every file is read, or left out with its name, the reason and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.sources.readers import MAX_BYTES, parse, read_bytes, read_document
from assistant.sources.sidecar import write_sidecar


@pytest.mark.parametrize(
    ("name", "identity"), [("My Doc_2", "my-doc-2"), ("v1.2", "v1-2"), ("---", "document-")]
)
def test_an_id_is_fit_for_an_address(name: str, identity: str) -> None:
    assert parse("X.", name).document.id.startswith(identity)


def test_names_in_other_scripts_stay_apart() -> None:
    assert parse("X.", "文章").document.id != parse("X.", "手冊").document.id


def test_a_sub_folder_is_part_of_the_id(tmp_path: Path) -> None:
    path = tmp_path / "guides" / "one.md"
    path.parent.mkdir()
    path.write_text("X.", encoding="utf-8")
    assert read_document(path, tmp_path).document.id == "guides-one"
    assert read_document(path).document.id == "one"


def test_a_byte_order_mark_and_foreign_line_ends_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "Doc.MD"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nOne.\r\nTwo.\rThree.\r\n")
    document = read_document(path).document
    assert (document.id, document.title) == ("doc", "T")
    assert document.text == "One. Two. Three.\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b""),
     ("utf-16-be", b"\xfe\xff"), ("utf-32", b""), ("cp1252", b""), ("latin-1", b"")],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_encodings(encoding: str, mark: bytes, suffix: str) -> None:
    words = "Die Tür schließt um 20 Uhr, der Tee kostet zwei Pfund."
    parsed = read_bytes(mark + words.encode(encoding), f"a{suffix}")
    assert [passage.text for passage in parsed.passages] == [words]


def test_a_page_says_its_own_encoding() -> None:
    source = '<meta charset="windows-1251"><p>Привет всем.</p>'.encode("cp1251")
    assert read_bytes(source, "a.html").passages[0].text == "Привет всем."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"x", "a .xlsx file is not read"),
        ("noname", b"x", "without a suffix"),
        ("a.md", "Привет всем".encode("cp1251"), "its encoding is not known"),
        ("a.md", b"\x00\x01\x02words", "not a text file"),
        ("a.md", b"\xff\xfex", "damaged"),
        ("a.md", b"", "it is empty"),
        ("a.md", b"\n \n", "no text"),
        ("a.txt", b" \t\n", "no text"),
        ("a.html", b"<script>x</script>", "made by scripts"),
        ("a.html", b"<!-- only -->", "no text"),
        ("a.md", b"---\ntitle: T\n---\n", "no text"),
        ("a.md", b"x" * (MAX_BYTES + 1), "more than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="was left out") as caught:
        read_document(path)
    assert name in caught.value.message
    assert reason in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_gone_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="No such file"):
        read_document(tmp_path / "gone.md")


def test_facts_beside_a_file_come_first(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<title>Its own</title><p>X.</p>", encoding="utf-8")
    write_sidecar(path, title='The "other"', source_url="https://example.org/a?b=1")
    document = read_document(path).document
    assert (document.title, document.source_url) == ('The "other"', "https://example.org/a?b=1")
    (tmp_path / "a.html.meta.toml").write_text("title", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"a\.html\.meta\.toml beside it is no TOML"):
        read_document(path)
