"""The facts in front of a text are read as they were typed, and nothing else is taken for facts."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sources.front_matter import split_front_matter
from assistant.sources.readers import parse


def test_front_matter() -> None:
    source = "---\ntitle: T\nauthor: A\nupdated: 2026-06-16\nother: x\n---\n\nBody.\n"
    document = parse(source, "n").document
    assert (document.title, document.author, document.updated) == ("T", "A", "2026-06-16")
    assert document.text == "Body.\n"
    assert document.sha256 == hashlib.sha256(b"Body.\n").hexdigest()


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("---\ntitle: Yes\n---\nX.", "Yes"),
        ("---\ntitle: 007\n---\nX.", "007"),
        ("---\ntitle: Storms: what keepers do\n---\nX.", "Storms: what keepers do"),
        ('---\ntitle: "A: b"\ntags: [a, b]\n---\nX.', "A: b"),
        ('---\ntitle: Oven: step\ndescription: "open\n---\nX.', "Oven: step"),
        ("---\nupdated: 2026-13-45\ntitle: T\n---\nX.", "T"),
        ("---\ntitle: T\na: [\n---\nX.", "T"),
        ("---\ntitle: >\n  Two\n  lines\n---\nX.", "Two lines"),
        ('+++\ntitle = "Beehives"\ndate = 2023-05-01\n+++\nX.', "Beehives"),
        ("+++\ntitle = Beehives\n+++\nX.", "Beehives"),
        ("# First\n\nX.", "First"),
        ("#\n\nX.\n\n# Real\n\nY.", "Real"),
        ("X.", "My doc"),
    ],
)
def test_a_title_is_found(source: str, title: str) -> None:
    parsed = parse(source, "my-doc")
    assert parsed.document.title == title
    assert parsed.passages[0].text == "X."


@pytest.mark.parametrize(
    "source",
    ["---\n\nTitle: not a fact\n\n---\n\nX.", "---\nSome prose here.\n---\n\nX.", "---\nNo end."],
)
def test_a_rule_is_no_front_matter(source: str) -> None:
    assert split_front_matter(source) == ({}, source)


@given(st.text("ab:-=+ \n[]\"'#>|{}\t", max_size=80))
def test_no_front_matter_is_fatal(block: str) -> None:
    for mark in ("---", "+++"):
        meta, rest = split_front_matter(f"{mark}\n{block}\n{mark}\nBody.")
        assert rest.endswith("Body.")
        assert all(isinstance(value, str) for value in meta.values())
