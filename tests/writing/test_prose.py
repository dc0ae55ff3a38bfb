"""Lists told as running text."""

from __future__ import annotations

from assistant.writing.prose import full_stop, paragraphs


def test_lines_come_behind_their_lead_and_end() -> None:
    told = ["Two things: [1]\n\n- oil [2]\n- wicks. [3]", "It rains. [4]"]
    assert paragraphs(told) == ["Two things: [1] oil. [2] wicks. [3] It rains. [4]"]


def test_a_heading_begins_a_paragraph() -> None:
    told = ["It rains. [1]", "**Why?**\n\nClouds. [2]", ""]
    assert paragraphs(told) == ["It rains. [1]", "**Why?**\n\nClouds. [2]"]


def test_what_ends_is_not_ended_again() -> None:
    assert full_stop("oil") == "oil."
    assert full_stop("really?") == "really?"
