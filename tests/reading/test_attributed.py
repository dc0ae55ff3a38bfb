"""Where a text says that something is from, for any text."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.reading.attributed import attributed
from assistant.sources.readers import parse

SOURCE = """# Lamps

The Harbour Office projects 40 boats. It puts oil first. According to the mate, oil is dear. Keepers
row. The hours are averaged across ten lights. We count them. A survey by the guild came in May.
"""


def test_the_sentences_that_name_a_source() -> None:
    told = [p.text[:12] for p in attributed(parse(SOURCE, "lamps").passages)]
    assert told == ["The Harbour ", "According to", "The hours ar", "A survey by "]


def test_who_asks_for_the_sources_is_told_all(assistant: Assistant) -> None:
    answer = assistant.ask("Where do the statistics come from?")
    assert answer.text.startswith("Where the article says that something is from:")
    assert "Bureau of Labor Statistics" in answer.text
    assert "BLS" in answer.text
    assert "averaged across" in answer.text
