"""What Gradio's page loads, read from its own files, so that all can be asked for at once.

Its entry script imports others, which import others: seven rounds to the server, one after another,
and a small style sheet beside each. The build tool (Vite) writes into every file what its imports
need; from that come the scripts and style sheets of a page with these kinds of components. Where a
later Gradio is built otherwise, less is found, and the page only loads as slowly as Gradio's does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.text import patterns as re

_ENTRY = re.compile(r'<script type="module"[^>]* src="\./assets/([\w.-]+\.js)"')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]* href="\./assets/([\w.-]+\.css)"')
_NAMES = re.compile(r"m\.f=\[([^\]]*)\]")
_IMPORT = r"import\(`\./([\w.-]+\.js)`\)[^`]{0,60}?,__vite__mapDeps\(\[([\d,]*)\]\)"
_LATER = re.compile(_IMPORT)


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of files in ``folder``, in the order in which Gradio asks for them."""

    folder: Path
    entry: str = ""
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def parts_of(kinds: Iterable[str], frontend: Path) -> Parts:
    """What a page of components of these ``kinds`` (``markdown``, ``row`` …) loads.

    ``frontend`` is the folder with Gradio's ``index.html``. Returns nothing at all
    where the entry cannot be found.
    """
    page = (frontend / "index.html").read_text("utf-8")
    entry = _ENTRY.search(page)
    assets = frontend / "assets"
    if entry is None:
        return Parts(assets)
    found = dict.fromkeys([entry[1], *_STYLE.findall(page)])
    _add(found, _later(assets, entry[1]))
    for name in list(found):
        _add(found, (item for item in _later(assets, name) if item[0].startswith("Blocks-")))
    for name in [name for name in found if name.startswith("core-") and name.endswith(".js")]:
        _add(found, _components(assets, name, kinds))
    names = [name for name in found if (assets / name).is_file()]
    scripts = tuple(name for name in names if name.endswith(".js"))
    styles = tuple(name for name in names if name.endswith(".css"))
    return Parts(assets, entry[1], scripts, styles)


def _add(found: dict[str, None], imports: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    for name, needed in imports:
        found.update(dict.fromkeys((name, *needed)))


def _later(assets: Path, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a script imports while it runs, each with the files that are needed for it."""
    if not name.endswith(".js") or not (assets / name).is_file():
        return
    text = (assets / name).read_text("utf-8")
    for target, numbers in _LATER.findall(text):
        if numbers:
            yield target, _needed(text, numbers)


def _components(
    assets: Path, name: str, kinds: Iterable[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = (assets / name).read_text("utf-8")
    for kind in kinds:
        pattern = rf"[,{{]{re.escape(kind)}:\{{.*?component:\(\)=>[\w$]+\(\(\)=>{_IMPORT}"
        if listed := re.search(pattern, text):
            yield listed[1], _needed(text, listed[2])


def _needed(text: str, numbers: str) -> tuple[str, ...]:
    listed = _NAMES.search(text)
    names = re.findall(r'"\./([\w.-]+)"', listed[1]) if listed else []
    wanted = [int(number) for number in numbers.split(",") if number]
    return tuple(names[number] for number in wanted if number < len(names))
