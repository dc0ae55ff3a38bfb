"""Sentences end where readers see them end, and nothing but blanks is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.sentences import MOST, is_abbreviation, sentence_spans, sentences


@pytest.mark.parametrize(
    "whole",
    [
        "One.|Two!|Three?|Four…",
        "He met Dr. Smith.|They left.",
        "Firms, e.g. Acme, pay.|Others, i.e. Bolt, do not.",
        "See Fig. 3 and No. 7.|Then stop.",
        "Do they code?|No.|They read.",
        "The U.S. Bureau counts.|J. R. Hall agrees.",
        "He moved to the U.S. in May.|Then back.",
        "It costs 3.50 today.|40 people came.",
        "“Stop.”|She left.|(Really.)|Yes.",
        "Version 2.0 is out.|iPhones sell.",
        "Run it. `make test` is not needed.|**Bold** is.",
        "Καλό τέλος.|Ένα δύο.",
        "नमस्ते।|फिर मिलेंगे।",
        "Bring a towel.|npm and eBay are closed.",
        "Rooms, approx. 20 in all, incl. breakfast, are let.",
        "Wait...|What?!|No way.",
        "One.[1]|Two.[2]|Three.[^a]|Four.",
        "It rose.²|It fell.",
        "Done.|🎉 Party.|👉 Here.",
        "See p. 5 and pp. 7, at 9 a.m. Monday.|Vol. 2 by M.Sc. Miller.",
        "We open at 9 a.m.|The shop closes at 5 p.m.|Come in.",
        "The law of the U.S.|The rest.",
        "Eat vitamin C.|It helps.",
        "Am 3. Mai ist zu.|Die 2. Auflage kommt.",
        "Vom 1. 5. 2026 bis 30. 9. 2026 offen.|Dann zu.|Es kostet 14.|4 Leute kamen.",
        "Preise inkl. MwSt. gelten, z. B. hier.|Danach nicht.",
        "It took 4.|The end.",
        "1. Definitions apply here.|Others do not.",
        "El art. 5 y la Sra. López.|Se paga.",
        "It is $5.|$6 with tax.",
        "Ask J. Smith et al. about it.|Then go.",
        "Apples, pears, etc.|The rest is free.",
        "Acme Inc. sells.|It pays.",
    ],
)
def test_sentences(whole: str) -> None:
    assert sentences(whole.replace("|", " ")) == whole.split("|")


def test_languages_without_blanks() -> None:
    assert sentences("你好。再见！“走吧。”好") == ["你好。", "再见！", "“走吧。”", "好"]


@given(st.text("Ab1.!? …”)\n", max_size=60))
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    spans = list(sentence_spans(text))
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.text("ab ;,\n\u0301。，", min_size=MOST, max_size=4 * MOST))
def test_no_sentence_is_endless(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(0 < end - start <= MOST for start, end in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_a_long_sentence_is_cut_at_its_joints() -> None:
    text = "; ".join(f"crate {n} holds {n} bottles of the red wine" for n in range(200))
    pieces = sentences(text)
    assert all(piece.startswith("crate") for piece in pieces)
    assert len(pieces) < 20


def test_reading_takes_linear_time() -> None:
    assert len(sentences("x" * 200_000)) == -(-200_000 // MOST)
    assert len(sentences("A b. " * 20_000)) == 20_000


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Dr", True), ("e.g", True), ("U.S", True), ("p.m", True), ("etc", True), ("J", True),
     ("end", False), ("sun", False), ("no", False)],
)  # fmt: skip
def test_abbreviations_are_known(word: str, expected: bool) -> None:
    assert is_abbreviation(word) is expected
