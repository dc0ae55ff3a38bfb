"""Lists whose numbers were typed: paragraphs "1. Register", "2. Come" → the items of a list.

Word and web pages are full of them; as paragraphs each would be a sentence with a figure in front.
"""

from __future__ import annotations

from lxml.html import HtmlElement, fromstring

from assistant.text import patterns as re

_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_LEAST = 2


def make_lists(root: HtmlElement) -> None:
    """Turns each run of paragraphs that count up by one, side by side, into a numbered list."""
    run: list[HtmlElement] = []
    for paragraph in [*root.iter("p"), None]:
        if paragraph is not None and run and _goes_on(run[-1], paragraph):
            run.append(paragraph)
            continue
        if len(run) >= _LEAST:
            _as_list(run)
        run = [paragraph] if paragraph is not None and _number(paragraph) is not None else []


def _number(paragraph: HtmlElement) -> int | None:
    found = _NUMBER.match(paragraph.text or "")
    return int(found[1]) if found else None


def _goes_on(last: HtmlElement, paragraph: HtmlElement) -> bool:
    number, before = _number(paragraph), _number(last)
    beside = last.getnext() is paragraph and not (last.tail or "").strip()
    return beside and number is not None and before is not None and number == before + 1


def _as_list(run: list[HtmlElement]) -> None:
    first = run[0]
    parent = first.getparent()
    if parent is None:
        return
    listed = fromstring(f'<ol start="{_number(first)}"></ol>')
    listed.tail = run[-1].tail
    parent.insert(parent.index(first), listed)
    for item in run:
        item.text = _NUMBER.sub("", item.text or "", count=1)
        item.tag, item.tail = "li", None
        listed.append(item)
