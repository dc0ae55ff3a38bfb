"""The rules of the layout, read from the source: arrows, edges, and the size of a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import PROJECT

PACKAGE = PROJECT / "assistant"
FILES = {path.stem: path for path in sorted(PACKAGE.glob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}

# From the bottom up. A module imports only from rows below its own, or from its own row.
ROWS: tuple[set[str], ...] = (
    {"records", "errors", "settings", "wording", "vote"},
    {"documents", "citations", "prompts", "quantities", "followup", "bank_vectors", "compound",
     "spelling"},
    {"bank", "corpus", "embedding", "store", "grounding", "journal", "conversation",
     "source_page"},
    {"ingest", "retrieval", "suggestions", "messages"},
    {"reader", "extractive", "generative", "question_writer", "status"},
    {"chat"},
    {"query_engine", "access", "widget"},
    {"ui"},
    {"server"},
    {"__main__"},
)  # fmt: skip
ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names}


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of the modules that a source imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "assistant":
                yield from (f"assistant.{alias.name}" for alias in node.names)


def users_of(package: str) -> set[str]:
    return {
        name
        for name, tree in TREES.items()
        if any(f"{module}.".startswith(f"{package}.") for module in imports(tree))
    }


def test_every_module_has_its_row() -> None:
    assert set(FILES) - {"__init__"} == set(ROW_OF)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"__init__"}))
def test_arrows_point_down(name: str) -> None:
    own = {
        module.split(".")[1] for module in imports(TREES[name]) if module.startswith("assistant.")
    }
    upward = {other for other in own if other in ROW_OF and ROW_OF[other] > ROW_OF[name]}
    assert upward == set(), f"{name} imports from above"


def test_no_module_imports_itself_by_a_detour() -> None:
    needs = {
        name: {m.split(".")[1] for m in imports(tree) if m.startswith("assistant.")} & set(FILES)
        for name, tree in TREES.items()
        if name != "__init__"
    }
    # chat is named for types only where an arrow would close a circle; nothing else may.
    done: set[str] = set()
    while ready := {name for name in needs if name not in done and needs[name] <= done}:
        done |= ready
    assert set(needs) - done == set()


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("chromadb", {"store"}),
        ("onnxruntime", {"embedding"}),
        ("bm25s", {"retrieval"}),
        ("openai", {"generative"}),
        ("gradio", {"ui"}),
        ("fastapi", {"server", "source_page", "widget", "ui", "access"}),
        ("typer", {"__main__"}),
        ("rich", {"__main__"}),
    ],
)
def test_one_module_for_each_library(package: str, owners: set[str]) -> None:
    assert users_of(package) <= owners


def attribute(node: ast.AST) -> str:
    """``a.b`` as written, else an empty string."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if attribute(node) in ("os.environ", "os.getenv", "os.putenv")
    }
    assert readers == {"settings"}
    assert not any("environ" in {a.name for a in node.names}
                   for tree in TREES.values() for node in ast.walk(tree)
                   if isinstance(node, ast.ImportFrom) and node.module == "os")  # fmt: skip


def test_only_the_command_line_prints() -> None:
    printing = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "print")
        or attribute(node) in ("sys.stdout", "sys.stderr", "typer.echo")
    }
    assert printing == {"__main__"}


def test_nobody_touches_the_globals_of_llama_index() -> None:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("llama_index"):
                assert "Settings" not in {alias.name for alias in node.names}, name


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}.{node.name}", node


def test_functions_are_short() -> None:
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in functions()}
    assert len(lengths) > 200
    assert {name: length for name, length in lengths.items() if length > 60} == {}


def test_functions_are_annotated() -> None:
    for name, node in functions():
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        every += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
        bare = [arg.arg for arg in every if not arg.annotation and arg.arg not in ("self", "cls")]
        assert bare == [], name
        assert node.returns is not None, name


def test_every_module_says_what_it_is_for() -> None:
    for name, tree in TREES.items():
        assert len(ast.get_docstring(tree) or "") > 60, name


def test_files_are_named_for_what_they_do() -> None:
    vague = {"utils", "helpers", "manager", "service", "engine", "pipeline", "core"}
    folders = [PROJECT / "assistant", PROJECT / "tests", PROJECT / "eval"]
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    assert {path.stem for path in paths} & vague == set()


def test_public_names_are_where_the_package_says() -> None:
    import assistant

    for name in assistant.__all__:
        assert getattr(assistant, name) is not None
    assert set(assistant.__all__) == set(assistant._HOME_OF)
    assert set(assistant.__all__) <= set(dir(assistant))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(assistant, "nothing")  # noqa: B009


def test_sources_are_found() -> None:
    assert len(FILES) > 20
    assert all(isinstance(path, Path) for path in FILES.values())
