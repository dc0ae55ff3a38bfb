"""The language packs: files for people to write, whole or in part."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.serving.words import BASE, best, packs, shipped, words

VALUE = re.compile(r"\{\d\}")
SPACE = re.compile(r"^\s|\s$|\s\s")


def test_there_are_at_least_twelve_and_two_run_from_right_to_left() -> None:
    assert len(shipped()) >= 12
    assert next(iter(shipped())) == BASE
    assert {code for code, pack in shipped().items() if pack.direction == "rtl"} >= {"ar", "he"}


@pytest.mark.parametrize("code", sorted(shipped()))
def test_a_shipped_pack_is_whole(code: str) -> None:
    ours, base = shipped()[code].sections, shipped()[BASE].sections
    assert ours["chat"].keys() == base["chat"].keys()
    for section, texts in ours.items():
        assert texts.keys() <= base[section].keys(), "a key that nothing reads"
        for key, text in texts.items():
            assert text
            assert not SPACE.search(text), key
            values = set(VALUE.findall(text))
            assert values <= set(VALUE.findall(base[section][key])), key
            # The page hands in what the corpus calls its text; a language may say "the text".
            assert section != "chat" or values == set(VALUE.findall(base[section][key])), key
            assert "<" not in text, "texts are texts, not HTML"


@pytest.mark.parametrize("code", sorted(set(shipped()) - {BASE}))
def test_a_shipped_pack_is_translated(code: str) -> None:
    ours, base = words("chat", code), words("chat", BASE)
    same = [key for key, text in ours.items() if text == base[key]]
    assert len(same) <= 4, same  # "Sources", "Source {0}", "page {0}" … are French too


def test_a_text_that_a_language_lacks_is_said_in_english(tmp_path: Path) -> None:
    english = {"name": "English", "direction": "ltr", "chat": {"send": "Send", "stop": "Stop"}}
    half = {"name": "Halb", "direction": "ltr", "chat": {"send": "Ab"}}
    (tmp_path / "en.json").write_text(json.dumps(english), "utf-8")
    (tmp_path / "xx.json").write_text(json.dumps(half), "utf-8")
    there = packs(tmp_path)
    assert words("chat", "xx-YY", there) == {"send": "Ab", "stop": "Stop"}
    assert words("nowhere", "xx", there) == {}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("PT_br", "pt"),
        ("zh-Hans-CN", "zh"),
        ("", "en"),
        ("tlh", "en"),
    ],
)
def test_the_nearest_language(asked: str, found: str) -> None:
    assert best(asked, shipped()) == found
