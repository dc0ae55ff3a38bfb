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

A module of ``LATER`` is put off the same way for few importers, which take names out of it that
they use rarely or never: they are given stand-ins, which fetch the real thing when they are used.
Nobody else ever gets a stand-in; who else asks the module for a name has its file run.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import FrameType, ModuleType
from typing import Any

from assistant.text import patterns as re

SPARED = frozenset(
    {
        "llama_index.core",
        "llama_index.core.indices",
        "llama_index.core.storage",
        "llama_index.core.storage.kvstore",
        "PIL.Image",
        "requests",
        "scipy.sparse",
    }
)
LATER: Mapping[str, Mapping[str, frozenset[str]]] = {
    # Asked for a callback manager that somebody may have set on it.
    "llama_index.core.settings": {
        "llama_index.core.base.base_retriever": frozenset({"Settings"}),
        "llama_index.core.callbacks.base": frozenset({"Settings"}),
    },
    # Templates, for one kind of prompt, and a parser of docstrings for tools in them.
    "banks": {"llama_index.core.prompts.rich": frozenset({"Prompt"})},
    "griffe": {
        "banks.utils": frozenset({"Docstring", "parse_google", "parse_numpy", "parse_sphinx"})
    },
    # File systems of clouds, as one kind of what an argument may be.
    "fsspec": {
        "llama_index.core.storage.kvstore.types": frozenset({"AbstractFileSystem"}),
    },
    # Twenty providers of embeddings with a check of JSON schemas, for who lets Chroma embed.
    "chromadb.utils.embedding_functions": {
        "chromadb.api.collection_configuration": frozenset(
            {"known_embedding_functions", "register_embedding_function"}
        ),
    },
    "chromadb.api.async_client": {"chromadb": frozenset({"AsyncClient"})},
    # gRPC, made where Chroma is told to send traces.
    "opentelemetry.exporter.otlp.proto.grpc.trace_exporter": {
        "chromadb.telemetry.opentelemetry": frozenset({"OTLPSpanExporter"}),
    },
    # A command line with colours.
    "httpx._main": {"httpx": frozenset({"main"})},
}
"""Modules put off for some importers, with the names that each of them takes."""

_EMPTY = re.compile(r"^(\w+)(?:: [^=\n]+)? = None$", re.MULTILINE)
_UNSET = re.compile(r"^    (_\w+): Optional\[[^=\n]+ = None$", re.MULTILINE)
"""A private field of a class that stays None until somebody sets it."""
_ASKED_BY_TYPING = frozenset({"__typing_subst__", "__parameters__"})
"""What ``Optional[…]`` asks a type for, which is no use of it."""


def spare() -> None:
    """Sees to it that what ``SPARED`` and ``LATER`` name runs its own file only when it is needed.

    To be called before any of them is imported; one that is there already stays as it is.
    """
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Spared(ModuleType):
    """A package whose own file has not run yet."""

    def __getattr__(self, name: str) -> Any:
        """A name that is not a module inside: now the file is needed, or a stand-in will do."""
        if name == "__path__":  # set on a package; the import system asks whether this is one
            raise AttributeError(name)
        state = self.__dict__["__spec__"].loader_state
        takers = LATER.get(self.__name__, {})
        if takers and not state["running"] and name in takers.get(_asking(), ()):
            return _StandIn(self, name)
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


class _StandIn:
    """A name of a module whose file has not run; it runs with the first use."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self.__dict__["_fetched"] = lambda: getattr(module, name)
        self.__dict__["_state"] = module.__dict__["__spec__"].loader_state

    def __getattr__(self, name: str) -> Any:
        if name in _ASKED_BY_TYPING:  # None of what is put off is generic.
            raise AttributeError(name)
        # Before the file has run, nobody can have set what it leaves unset.
        if not self._state["running"] and name in self._state["unset"]:
            return None
        return getattr(self._fetched(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        # A package that writes its own name on all that it exports (httpx) has not used it yet.
        if name == "__module__":
            self.__dict__[name] = value
        else:
            setattr(self._fetched(), name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._fetched()(*args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._fetched()[key]

    def __contains__(self, key: Any) -> bool:
        return key in self._fetched()


def _asking() -> str:
    """The name of the module whose line asks a module for a name."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") == "importlib._bootstrap":
        frame = frame.f_back  # ``from package import name`` asks by way of the import system
    return str(frame.f_globals.get("__name__", "")) if frame is not None else ""


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
        if fullname not in SPARED and fullname not in LATER:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader_state = {
                "loader": spec.loader,
                "running": False,
                "lock": RLock(),
                **_known_from_text(spec),
            }
            spec.loader = _Loader()
        return spec


def _known_from_text(spec: ModuleSpec) -> dict[str, frozenset[str]]:
    """The names that a file sets to None and to nothing else (``empty``), and those that its
    classes leave None (``unset``); none if the file has no text."""
    text = spec.loader.get_source(spec.name) if isinstance(spec.loader, InspectLoader) else None
    empty = frozenset(
        name for name in _EMPTY.findall(text or "")
        if len(re.findall(rf"^\s*{name}\b[^=\n]*=(?!=)", text or "", re.MULTILINE)) == 1
    )  # fmt: skip
    return {"empty": empty, "unset": frozenset(_UNSET.findall(text or ""))}
