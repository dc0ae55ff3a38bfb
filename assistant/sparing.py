"""Packages of others that are imported without what their package file pulls in.

The package file of LlamaIndex imports its indices, agents, workflows and a database toolkit: a
second of work, of which a question needs none, since the parts it does need have modules of their
own. A package that is spared here exists at once, its modules can be imported as ever, and its own
file runs when somebody asks the package for a name (``from llama_index.core import …`` works).
The standard library's ``LazyLoader`` cannot do this: there the import of any module inside counts
as a question to the package.

A name that the package's file only sets to nothing (``global_handler = None``, which LlamaIndex
reads for each embedding, retriever and query engine that is made) is known from the file's text and
given without running it. Whatever another release writes there, the worst is that its file runs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.abc import InspectLoader, Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

SPARED = frozenset({"llama_index.core", "llama_index.core.indices"})

_EMPTY = re.compile(r"^(\w+)(?:: [^=\n]+)? = None$", re.MULTILINE)


def spare() -> None:
    """Sees to it that the packages of ``SPARED`` run their own file only when it is needed.

    To be called before any of them is imported; one that is there already stays as it is.
    """
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Spared(ModuleType):
    """A package whose own file has not run yet."""

    def __getattr__(self, name: str) -> Any:
        """A name that is not a module inside: now the file is needed."""
        state = self.__dict__["__spec__"].loader_state
        with state["lock"]:
            if not state["running"]:
                # Whatever it imports may ask it back, and sees what there is so far.
                state["running"] = True
                given = {known: self.__dict__.get(known) for known in state["empty"]}
                try:
                    state["loader"].exec_module(self)
                except BaseException:
                    state["running"] = False
                    raise
                # What somebody has set meanwhile (a global handler) outlives the file's run.
                self.__dict__.update(
                    (known, value) for known, value in given.items() if value is not None
                )
                object.__setattr__(self, "__class__", ModuleType)
        if name in self.__dict__:
            return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


class _Loader(Loader):
    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary module, on which the import system sets what a package needs."""

    def exec_module(self, module: ModuleType) -> None:
        """Runs nothing yet; only the names that the file leaves empty are there."""
        assert module.__spec__ is not None
        module.__dict__.update(dict.fromkeys(module.__spec__.loader_state["empty"]))
        module.__class__ = _Spared


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a spared package, with a loader that puts its file off."""
        if fullname not in SPARED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader_state = {
                "loader": spec.loader,
                "running": False,
                "lock": RLock(),
                "empty": _left_empty(spec),
            }
            spec.loader = _Loader()
        return spec


def _left_empty(spec: ModuleSpec) -> frozenset[str]:
    """The names that a package's file sets to None and to nothing else, none if it has no text."""
    if not isinstance(spec.loader, InspectLoader):
        return frozenset()
    text = spec.loader.get_source(spec.name) or ""
    return frozenset(
        name for name in _EMPTY.findall(text)
        if len(re.findall(rf"^\s*{name}\b[^=\n]*=(?!=)", text, re.MULTILINE)) == 1
    )  # fmt: skip
