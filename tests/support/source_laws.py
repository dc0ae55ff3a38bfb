"""The laws of a parsed document, checked on the document, its passages and its page together."""

from __future__ import annotations

from html.parser import HTMLParser

from assistant.records import Passage
from assistant.serving.source_page import render
from assistant.sources.parsed import Parsed
from assistant.sources.readers import parse


class Page(HTMLParser):
    """The tags of a page, and the pieces of text that carry an offset."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[int, int | None, str]] = []
        self._open: tuple[int, int | None] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if start := found.get("data-s"):
            end = found.get("data-e")
            self._open = (int(start), int(end) if end else None)

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.pieces.append((*self._open, data))

    def lit(self, start: int, end: int) -> set[int]:
        """The characters that a citation of ``start`` to ``end`` lights up."""
        found: set[int] = set()
        for begin, until, text in self.pieces:
            if until is not None:
                if start < until and begin < end:
                    found.update(range(begin, until))
            else:
                found.update(range(max(start, begin), min(end, begin + len(text))))
        return found


def assert_exact(parsed: Parsed) -> None:
    """In order, apart, exact, without blanks around, and with ids of their own."""
    text, found, end = parsed.document.text, parsed.passages, 0
    assert found
    for position, passage in enumerate(found):
        assert passage.position == position
        assert end <= passage.start < passage.end
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert not passage.header or len(passage.header) == len(passage.cells)
        for cell in passage.cells:
            assert passage.start <= cell.start <= cell.end <= passage.end
            assert text[cell.start : cell.end] == cell.text
        end = passage.end
    assert len({passage.id for passage in found}) == len(found)
    assert [p.block for p in found] == sorted(p.block for p in found)


def assert_on_the_page(parsed: Parsed) -> Page:
    """Each piece is the text at its offset, and a citation lights up exactly its characters."""
    page = Page(render(parsed))
    text = parsed.document.text
    shown: set[int] = set()
    for start, end, piece in page.pieces:
        if end is None:
            assert text[start : start + len(piece)] == piece
        span = set(range(start, end if end is not None else start + len(piece)))
        assert not shown & span, "a character is shown twice"
        shown |= span
    for passage in parsed.passages:
        cited = set(range(passage.start, passage.end))
        lit = page.lit(passage.start, passage.end)
        assert lit <= cited
        # Between the cells of a table stand its bars, which the page draws as lines.
        spans = [(c.start, c.end) for c in passage.cells] or [(passage.start, passage.end)]
        assert {at for start, end in spans for at in range(start, end)} <= lit, passage
    return page


def lawful(source: str, kind: str = "markdown", name: str = "doc") -> Parsed:
    """A source read, after checking what holds for all of them."""
    parsed = parse(source, name, kind)
    assert_exact(parsed)
    assert_on_the_page(parsed)
    return parsed


def texts(source: str, kind: str = "markdown") -> list[str]:
    """The texts of its passages."""
    return [passage.text for passage in lawful(source, kind).passages]


def passages(source: str, kind: str = "markdown") -> tuple[Passage, ...]:
    """Its passages."""
    return lawful(source, kind).passages
