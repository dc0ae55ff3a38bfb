"""A conversation with an assistant: what it says last, and what it shows for it."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.records import Answer, Turn


def said(assistant: Assistant, *messages: str, plain: bool = False) -> Answer:
    """The last answer of a conversation, with the history that a page sends or in plain text."""
    history: list[Turn] = []
    for message in messages:
        answer = assistant.ask(message, history)
        reply = Turn("assistant", answer.text) if plain else answer.as_turn()
        history += [Turn("user", message), reply]
    return answer


def quotes(answer: Answer) -> list[str]:
    return [citation.source.quote for citation in answer.citations]
