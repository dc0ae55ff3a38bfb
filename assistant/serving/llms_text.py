"""``/llms.txt``: what there is here, for language models that come by. https://llmstxt.org"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import Document
from assistant.sources.naming import Naming


def written(naming: Naming, documents: Iterable[Document], root: str, *, tools: bool) -> str:
    """The text, in Markdown.

    Args:
        root: the path under which the server lies, or an empty string.
        tools: whether the tools at ``/mcp`` are there.
    """
    subject = f"Answers questions about {naming.subject} from the documents below and from nothing "
    lines = [
        f"# {naming.assistant}",
        "",
        f"> {subject}else; each statement comes with the exact words it rests on.",
        "",
        "Cite the documents and not this assistant. What they do not say is not known here.",
        "",
        "## Documents",
        "",
    ]
    for document in documents:
        by = f"by {document.author}" if document.author else ""
        when = f"updated {document.updated}" if document.updated else ""
        told = ", ".join(part for part in (by, when) if part)
        title = " ".join(document.title.split()).replace("[", "(").replace("]", ")")
        lines.append(
            f"- [{title}]({root}/source/{document.id})"
            f"{': ' + told if told else ''} ([as JSON]({root}/api/documents/{document.id}))"
        )
    lines += [
        "",
        "## Asking",
        "",
        f"- [HTTP API]({root}/openapi.json): `POST {root}/api/chat` with "
        '`{"message": "…"}` gives an answer with citations',
    ]
    if tools:
        lines.append(
            f"- [Model Context Protocol]({root}/mcp): tools `ask`, `passages` and `document`"
        )
    return "\n".join(lines) + "\n"
