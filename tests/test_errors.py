"""The tree drawn at the top of errors.py is the tree of the classes."""

from __future__ import annotations

import ast
import re

from assistant import errors
from assistant.errors import AssistantError
from assistant.settings import PROJECT


def drawn() -> dict[str, str]:
    """Class to base class, read from the drawing; each level is indented by four."""
    tree: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([ │├└─]*)(\w+Error)\b", line):
            depth = len(match.group(1)) // 4
            path = [*path[:depth], match.group(2)]
            tree[path[-1]] = path[-2] if depth else "Exception"
    return tree


def test_the_drawing_is_true() -> None:
    classes = {
        name: item.__bases__[0].__name__
        for name, item in vars(errors).items()
        if isinstance(item, type) and issubclass(item, AssistantError)
    }
    assert drawn() == classes


def test_message_and_hint() -> None:
    error = errors.StoreError("It broke.", "Mend it.")
    assert (error.message, error.hint, str(error)) == (
        "It broke.",
        "Mend it.",
        "It broke. Mend it.",
    )
    assert str(errors.StoreError("It broke.")) == "It broke."


def test_every_error_that_is_raised_has_a_message_and_a_hint() -> None:
    names = set(drawn())
    raised = 0
    for path in sorted((PROJECT / "assistant").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
                raised += 1
                where = f"{path.name}:{node.lineno}"
                assert len(node.args) + len(node.keywords) == 2, f"{where} has no hint"
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        assert re.search(r"[.?!`]$", str(argument.value)), f"{where}: a sentence"
    assert raised > 20
