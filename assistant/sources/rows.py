"""JSON lines that lie beside a document: read row by row, and said well where one fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError


def each_row(path: Path, what: str, take: Callable[[Any], None]) -> None:
    """Hands every row of the file to ``take``; blank lines are none.

    Args:
        path: a file of JSON lines.
        what: what one of its lines is, for the error: ``a note``.
        take: raises ``ValueError``, ``KeyError`` or ``TypeError`` where a row is not of its form.

    Raises:
        DocumentError: the file cannot be read, or a line is not ``what``; names the line.
    """
    try:
        # Not splitlines: JSON may hold U+2028 and other line ends as they are.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path.name} cannot be read: {error}.", "Save it as UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            take(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise DocumentError(
                f"{path.name}, line {number}: not {what} ({error}).",
                "corpus/README.md shows the form of each line.",
            ) from None
