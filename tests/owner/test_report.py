"""The report: one page that tells the sums, the gaps and the reasons, and nothing as markup."""

from __future__ import annotations

from html.parser import HTMLParser

from assistant.keeping.visits import Rated, Visit
from assistant.owner.insights import Day, Group
from assistant.owner.report import Told, as_html

EVIL = '"><script>alert(1)</script>'


def visit(question: str, outcome: str = "not_covered") -> Visit:
    return Visit("v", "c", 1.0, outcome, "page", question=question)


def told(*, number: int = 3) -> Told:
    days = [Day("2026-06-01", {"answered": number, "not_covered": number}), Day("2026-06-02", {})]
    rated = [
        (Rated("a", "c", 1.0, "down", "incomplete", EVIL), visit(EVIL)),
        (Rated("b", "c", 1.0, "down"), None),
    ]
    group = Group(visit(EVIL), (visit(EVIL),) * 2)
    return Told(EVIL, days, [(EVIL, 2 * number)], 4, [group], [group], rated)


class Elements(HTMLParser):
    """The elements that are opened and not closed again, and how many bars are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_what_visitors_wrote_is_text() -> None:
    html = as_html(told())
    found = Elements()
    found.feed(html)
    assert found.open == []
    assert "script" not in found.seen
    assert html.count("&lt;script&gt;") >= 5
    assert "http" not in html  # nothing is loaded


def test_sums_plot_gaps_and_reasons() -> None:
    html = as_html(told(number=1_200))
    assert "2,400 questions from 2026-06-01 to 2026-06-02." in html
    assert html.count("<rect") == 2
    assert "2× " in html
    assert "not helpful: incomplete" in html
    assert "not helpful: no reason given" in html


def test_a_time_in_which_nobody_asked() -> None:
    html = as_html(Told("Ask", [Day("2026-06-01", {})], [], 0, [], [], []))
    assert "0 questions from" in html
    assert html.count("Nothing that was kept.") == 2
