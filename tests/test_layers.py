"""The rules of the layout, read from the source: arrows, edges, and the size of a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import PROJECT

PACKAGE = PROJECT / "assistant"
FILES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}

# From the bottom up. A room imports only from rows below its own.
ROWS: tuple[set[str], ...] = (
    {
        "records",
        "errors",
        "accepting",
        "misfits",
        "settings",
        "background",
        "sparing",
        "inference",
        "memory",
        "given",
        "text",
        "wording",
    },
    {"sources"},
    {"index"},
    {"understanding", "language_model"},
    {"reading"},
    {"proof"},
    {"writing"},
    {"keeping"},
    {"owner"},
    {"assistant"},
    {"query_engine"},
    {"serving"},
    {"terminal"},
    {"__main__"},
)
ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names}


def room_of(module: str) -> str:
    """The room of a module's name without ``assistant.``."""
    return module.split(".")[0]


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


def own_imports(name: str) -> set[str]:
    """The product's own modules that a module imports, without ``assistant.``."""
    found = {m.removeprefix("assistant.") for m in imports(TREES[name])
             if m.startswith("assistant.")}  # fmt: skip
    return {module for module in found if module in FILES or f"{module}.__init__" in FILES}


def test_every_room_has_its_row() -> None:
    assert {room_of(name) for name in FILES} - {"__init__"} == set(ROW_OF)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"__init__"}))
def test_arrows_point_down(name: str) -> None:
    here = ROW_OF[room_of(name)]
    upward = {
        other
        for other in own_imports(name)
        if room_of(other) != room_of(name) and ROW_OF[room_of(other)] >= here
        if not (here == 0 and room_of(other) in ROWS[0])
    }
    assert upward == set(), f"{name} imports from above or beside"


def test_no_module_imports_itself_by_a_detour() -> None:
    needs = {name: own_imports(name) & set(FILES) for name in FILES if name != "__init__"}
    done: set[str] = set()
    while ready := {name for name in needs if name not in done and needs[name] <= done}:
        done |= ready
    assert set(needs) - done == set()


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("re", {"text.patterns"}),  # elsewhere: from assistant.text import patterns as re
        ("chromadb", {"index.chroma"}),
        ("onnxruntime", {"inference"}),
        ("pdfplumber", {"sources.pdf"}),
        ("mammoth", {"sources.word"}),
        ("markdown_it", {"sources.markdown", "serving.answer_text"}),
        ("bm25s", {"index.keywords"}),
        ("openai", {"language_model.client"}),
        ("gradio", {"serving.chat_page"}),
        ("fastapi", {name for name in FILES if name.startswith("serving.")}),
        ("uvicorn", {"serving.running"}),
        ("limits", {"keeping.limiter"}),
        ("itsdangerous", {"keeping.answer_ids", "serving.owner.session"}),
        ("opentelemetry", {"serving.tracing"}),
        ("mcp", {"serving.mcp_tools"}),
        ("pythonjsonlogger", {"serving.logs"}),
        ("phonenumbers", {"keeping.masking"}),
        (
            "sqlalchemy",
            {
                "keeping.postgres",
                "keeping.sql_store",
                "keeping.tables",
                "keeping.migrations.versions.v0001_first",
            },
        ),
        ("prometheus_client", {"serving.metrics"}),
        ("typer", {"__main__", "terminal"}),
        ("rich", {"terminal"}),
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
    assert printing == {"__main__", "terminal"}


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


def test_test_files_can_be_told_apart() -> None:
    names = [path.name for path in (PROJECT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))  # pytest imports them by these names alone
