"""The layout of the evaluation: no circle of imports, no long file, no long function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import eval as package

ROOT = Path(package.__file__).parent
FILES = {
    ".".join(("eval", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(ROOT.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}


def imported(name: str) -> Iterator[str]:
    """The modules of the evaluation that a module imports, also late and for types alone."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom) and node.module in FILES:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (module for module in inner if module in FILES)
            if any(module not in FILES for module in inner):
                yield node.module


def test_there_is_no_circle_of_imports() -> None:
    # An import inside a function is an arrow too: it hides a circle, it does not break it.
    order = list(TopologicalSorter({name: set(imported(name)) for name in FILES}).static_order())
    assert set(order) == set(FILES)
    assert order.index("eval.errors") < order.index("eval.__main__")


@pytest.mark.parametrize("name", FILES)
def test_files_and_functions_stay_short(name: str) -> None:
    assert len(FILES[name].read_text(encoding="utf-8").splitlines()) <= 450
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("name", FILES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(TREES[name])
