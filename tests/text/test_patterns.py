"""A pattern that waits to be compiled answers as Python's own; none of the package's is broken."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from assistant.settings import PROJECT
from assistant.text import patterns

_TEXT = "From ten to Ten apples, ten pears"
_IMPORT_WITH_PYTHONS_OWN = """
import importlib, pathlib, re
from assistant.text import patterns
patterns.compile = re.compile
for source in sorted(pathlib.Path("assistant").rglob("*.py")):
    if "import patterns as re" in source.read_text(encoding="utf-8"):
        importlib.import_module(".".join(source.with_suffix("").parts))
"""


def told(found: Any) -> Any:
    """What of a match, of an iterator of them or of anything else can be compared."""
    if isinstance(found, patterns.Match):
        return found.span(), found.groupdict()
    return [told(one) for one in found] if hasattr(found, "__next__") else found


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("search", (_TEXT, 6)),
        ("match", (_TEXT, 5)),
        ("fullmatch", ("TEN",)),
        ("sub", ("four", _TEXT, 2)),
        ("subn", (r"<\1>", _TEXT)),
        ("split", (_TEXT,)),
        ("findall", (_TEXT,)),
        ("finditer", (_TEXT,)),
    ],
)
def test_it_answers_as_pythons_own_at_its_first_use_and_later(
    method: str, given: tuple[Any, ...]
) -> None:
    source, flags = r"\b(?P<number>ten)\b", re.IGNORECASE
    pythons, waiting = re.compile(source, flags), patterns.compile(source, flags)
    expected = told(getattr(pythons, method)(*given))
    assert told(getattr(waiting, method)(*given)) == expected
    assert told(getattr(waiting, method)(*given)) == expected


@pytest.mark.parametrize("name", ["pattern", "flags", "groups", "groupindex"])
def test_it_tells_of_itself_what_pythons_own_tells(name: str) -> None:
    source, flags = r"(?P<a>x)|(y)", re.VERBOSE
    assert getattr(patterns.compile(source, flags), name) == getattr(
        re.compile(source, flags), name
    )


def test_it_is_compiled_when_it_is_used_and_not_before() -> None:
    broken = patterns.compile("(")
    with pytest.raises(re.error):
        broken.search("text")


def test_threads_that_use_it_first_at_once_all_get_their_answer() -> None:
    together = Barrier(8)

    def first_use(pattern: patterns.Pattern[str]) -> list[str]:
        together.wait(timeout=60)
        return pattern.findall(_TEXT)

    with ThreadPoolExecutor(8) as threads:
        for number in range(20):
            pattern = patterns.compile(rf"ten|{number}")
            found = list(threads.map(first_use, [pattern] * 8))
            assert found == [["ten", "ten"]] * 8


def test_every_pattern_of_the_package_compiles() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_WITH_PYTHONS_OWN],
        cwd=PROJECT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_waits_is_compiled_ahead() -> None:
    waiting = patterns.compile(r"never (?P<asked>\w+) for")
    patterns.compile_waiting()
    assert type(waiting).__name__ == "_Compiled"
    assert waiting.search("never asked for")["asked"] == "asked"  # type: ignore[index]


def test_one_of_some_words_is_the_longest_and_none_of_none() -> None:
    assert patterns.findall(patterns.one_of(["oil", "oil (fine)", ""]), "oil (fine), oil") == [
        "oil (fine)",
        "oil",
    ]
    assert not patterns.search(rf"\b{patterns.one_of([])}s?\b", "some words")
