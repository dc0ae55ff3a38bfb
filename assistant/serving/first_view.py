"""What a visitor sees first, before Gradio is there: the same parts as later, with a plain box."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Protocol

from assistant.records import Document, Quote
from assistant.serving import messages
from assistant.serving.page_frame import Words
from assistant.sources.naming import Naming

QUESTION = "Your question"
PLACEHOLDER = "Ask a question"


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


def words(assistant: Opening) -> Words:
    """The words of the page's head and of its first view, all from the corpus."""
    documents, naming = assistant.documents, assistant.naming
    first = escape(next(iter(documents), ""))
    noun = escape(naming.noun)
    return Words(
        title=naming.assistant,
        description=describe(naming),
        early_html=(
            f'<header class="first-masthead"><div class="prose">'
            f"{messages.masthead(documents, naming)}</div></header>"
            f'<main class="first-log"><div class="prose">{welcome(assistant)}'
            '</div></main><div class="first-composer"><div class="first-row">'
            f'<textarea rows="1" maxlength="2000" autocomplete="off" aria-label="{QUESTION}" '
            f'placeholder="{PLACEHOLDER}"></textarea>'
            '<button class="send" type="button">Ask</button>'
            f'</div><div class="prose">{messages.provenance(documents, naming)}</div></div>'
        ),
        noscript_html=(
            "Questions can be asked with JavaScript only. "
            f'<a href="source/{first}">Here is the {noun} itself.</a>'
        ),
        language=naming.language or "en",
    )


def describe(naming: Naming) -> str:
    """What this is, in a sentence for a search engine or a shared link."""
    about = f"Questions about {naming.subject}" if naming.subject else "Questions"
    return f"{about}, answered with the exact words of “{naming.title}” that prove each answer."
