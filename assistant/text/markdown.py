"""A document's words inside Markdown, and a table's row in running text. Each is here, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.text import patterns as re

_SIGNS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[`<>]|~(?=~)|(?<=~)~|&(?=[#\w])"
    # Between two blanks a star is one, and between two letters a low line is.
    r"|(?<=\S)\*|\*(?=\S)|(?<![^\W_])_|_(?![^\W_])"
    r"|\[(?=[^\[\]\n]{0,200}\])|\](?=[(:\[])|!(?=\[)"
)
_AT_START = re.compile(r"(\s*)(#{1,6}(?=\s|$)|[-+*](?=\s|$)|=+\s*$|-{2,}\s*$)")
_NUMBERED = re.compile(r"(\s*\d{1,9})([.)])(?=\s|$)")


def shown_as_is(text: str) -> str:
    """Markdown that shows exactly ``text``: "5 * 3", "<b>" and "[3]" are themselves.

    Only signs that would be read as markup are escaped, each with a backslash, so that words stay
    readable where Markdown is not rendered.
    """
    escaped = _SIGNS.sub(lambda match: f"\\{match.group()}", text)
    escaped = _AT_START.sub(r"\1\\\2", escaped, count=1) if _AT_START.match(escaped) else escaped
    if match := _NUMBERED.match(escaped):
        escaped = f"{match[1]}\\{match[2]}{escaped[match.end() :]}"
    return escaped


def named_cells(
    names: Sequence[str], cells: Sequence[str], written: Callable[[str], str] = str
) -> list[str]:
    """The cells of a row, each with the name of its column: ``["Tea", "Price: 2.40"]``.

    A column without a name gives its cell alone; names that do not fit the cells are not used.
    """
    if len(names) != len(cells):
        return [written(cell) for cell in cells]
    return [
        f"{written(name)}: {written(cell)}" if name else written(cell)
        for name, cell in zip(names, cells, strict=True)
    ]
