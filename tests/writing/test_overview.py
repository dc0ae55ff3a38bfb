"""What the structure of the shipped article says is told in words of its own."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.structure import Structure
from assistant.sources.corpus import Corpus
from assistant.sources.readers import parse
from assistant.writing.overview import _levels


@pytest.mark.parametrize(
    ("message", "begins", "holds"),
    [
        ("what tables are in it", "The article has these tables:", "**A Technical Product"),
        ("what is the last section called", "“The Short Version” [1]", ""),
        ("what's the second section about", "**A Technical Product Manager’s Actual Day**", "~30%"),
        ("where does it talk about hiring speed", "That is in the section “", "About 17 days"),
        ("what questions does it answer", "The article has these questions", "Write Code? ["),
        (
            "what is it about, in two sentences",
            "In short:",
            "customer is technical. [1] A",
        ),
    ],
)
def test_the_structure_is_told(message: str, begins: str, holds: str, assistant: Assistant) -> None:
    answer = assistant.ask(message)
    assert answer.status == "answered"
    assert answer.text.startswith(begins)
    assert holds in answer.text
    assert "\n- " not in answer.text or "sentences" not in message


def test_no_section_on_a_thing_is_nothing_said_about_it(assistant: Assistant) -> None:
    answer = assistant.ask("is there a section on remote work?")
    assert answer.text.startswith("The article says nothing about remote work.")


@pytest.mark.parametrize("name", ["Kubernetes", "Figma", "Stripe"])
def test_what_is_mentioned_is_shown_where_it_is(name: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"Is {name} mentioned in the article?")
    assert answer.status == "answered"
    assert any(name in citation.source.quote for citation in answer.citations)
    refused = assistant.ask("is Scrum mentioned anywhere")
    assert refused.status == "not_covered"
    assert refused.text.startswith("No, the article does not mention Scrum.")


def test_markers_of_a_later_part_count_on(assistant: Assistant) -> None:
    answer = assistant.ask("do TPMs code and where do API TPMs work")
    item, lead = answer.citations[-2:]
    assert "Twilio" in item.source.quote
    assert lead.source.quote.startswith("The role clusters")
    assert answer.text.rstrip().endswith(f"[{item.number}][{lead.number}]")


def test_a_question_that_folds_stands_below_the_heading_before_it() -> None:
    parsed = parse(
        "<h1>Lido</h1><p>A pool.</p><h2>Tickets</h2><details><summary>What is it?</summary>"
        "<p>Five pounds.</p></details><h2>Water</h2><p>It is warm.</p>", "lido", "html",
    )  # fmt: skip
    corpus = Corpus(
        documents={parsed.document.id: parsed.document}, passages=parsed.passages, entries=(),
        parsed={parsed.document.id: parsed},
    )  # fmt: skip
    headings = Structure(corpus).outline()
    assert [h.text for h in headings] == ["Lido", "Tickets", "What is it?", "Water"]
    assert _levels(headings, corpus) == [1, 2, 3, 2]
