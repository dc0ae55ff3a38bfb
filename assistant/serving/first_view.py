"""What a visitor sees first, before Gradio is there: the same parts as later, with a plain box."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Protocol

from assistant.records import Document, Quote
from assistant.serving import messages
from assistant.serving.page_frame import Words
from assistant.serving.page_words import direction, said, speaking, table
from assistant.sources.naming import Naming


class Opening(Protocol):
    """The part of an assistant that a first view shows."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answers come from, by id."""

    @property
    def naming(self) -> Naming:
        """What the corpus calls itself."""

    def suggestions(self) -> tuple[str, ...]:
        """Questions to start with."""

    def key_points(self) -> tuple[Quote, ...]:
        """What the documents say above all."""

    def questions_by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Further questions, under the headings that answer them."""


def welcome(assistant: Opening) -> str:
    """The welcome, with all that the corpus gives for it."""
    return messages.welcome(
        assistant.naming,
        assistant.suggestions(),
        assistant.key_points(),
        assistant.questions_by_section(),
    )


def words(assistant: Opening, language: str = "en") -> Words:
    """The words of the page's head and of its first view, in a language of the interface."""
    with speaking(language):
        return _words(assistant, language)


def _words(assistant: Opening, language: str) -> Words:
    documents, naming = assistant.documents, assistant.naming
    first = escape(next(iter(documents), ""))
    masthead, greeting = messages.masthead(documents, naming), welcome(assistant)
    told = messages.provenance(documents, naming)
    texts, rtl = table(language), direction(language) == "rtl"
    return Words(
        title=naming.assistant,
        description=describe(naming),
        early_html=(
            f'<header class="first-masthead"><div class="prose">{masthead}</div></header>'
            f'<main class="first-content"><div class="first-log"><div class="prose">{greeting}'
            f'</div></div><div class="first-composer">{_late(first, naming)}<div class="first-row">'
            f'<textarea rows="1" maxlength="2000" autocomplete="off" dir="auto" '
            f'aria-label="{said("question")}" placeholder="{said("placeholder")}"></textarea>'
            f'<button class="send" type="button">{said("askButton")}</button>'
            f'</div><div class="prose">{told}</div></div></main>'
        ),
        noscript_html=f"{said('noscript')} {_instead(first, naming)}",
        language=language,
        direction=direction(language),
        article_language=naming.language or "en",
        texts=texts,
        parts={
            "brand": {"value": masthead, "rtl": rtl},
            "past": {"rtl": rtl},
            "live": {"value": greeting, "rtl": rtl},
            "provenance": {"value": told, "rtl": rtl},
            "new-chat": {"value": texts["newChat"]},
            "send": {"value": texts["askButton"]},
            "stop": {"value": texts["stop"]},
            "question": {
                "label": texts["question"],
                "placeholder": texts["placeholder"],
                "rtl": rtl,
            },
        },
    )


def _late(document_id: str, naming: Naming) -> str:
    """What is said where the page's scripts do not come; ``web/early.js`` shows it."""
    told = f"{said('late')} {_instead(document_id, naming)}"
    return f'<p class="late" role="status"><span hidden>{told}</span></p>'


def _instead(document_id: str, naming: Naming) -> str:
    return f'<a href="source/{document_id}">{said("noscriptLink", escape(naming.noun))}</a>'


def describe(naming: Naming) -> str:
    """What this is, in a sentence for a search engine or a shared link."""
    about = f"Questions about {naming.subject}" if naming.subject else "Questions"
    return f"{about}, answered with the exact words of “{naming.title}” that prove each answer."
