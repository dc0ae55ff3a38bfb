"""Messages as HTML: hostile text stays text, citations lead where the record says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records import Answer, Citation, Document, Quote, Turn
from assistant.serving import messages
from assistant.serving.messages import Exchange
from assistant.sources.naming import Naming
from tests.support.fakes import NAMING, STARTERS, FakeAssistant

HOSTILE = (
    '<script>alert(1)</script><img src="https://evil.example/x" onerror="alert(1)">'
    "[x](javascript:alert(1)) ![x](https://evil.example/y) <https://evil.example> $$x$$ </div>"
    "\n\n<iframe src=//evil.example></iframe>\n\n# heading\n\n```html\n<b>\n\n</b>\n```"
)
ALLOWED_TAGS = frozenset(
    {"section", "div", "h2", "h3", "h4", "h1", "h5", "h6", "p", "br", "hr", "a", "span"}
    | {"button", "details", "summary", "ol", "ul", "li", "blockquote", "pre", "code", "strong"}
    | {"em", "q", "table", "thead", "tbody", "tr", "th", "td"}
)


class Tags(HTMLParser):
    """The start tags of a piece of HTML, whether they are balanced, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.stack: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("br", "hr"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("br", "hr"):
            return  # written as <br />, which the parser reports as opened and closed
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def assert_harmless(html: str) -> Tags:
    """One line, balanced, only tags of ours, and no address but those of our article pages."""
    assert "\n" not in html
    assert "\r" not in html
    tags = Tags(html)
    assert tags.stack == []
    for tag, attributes in tags.found:
        assert tag in ALLOWED_TAGS
        assert set(attributes) <= {"class", "dir", "id", "href", "title", "open", "start", "style"}
        assert attributes.get("style", "") in ("", "text-align:left", "text-align:right")
        assert str(attributes.get("href", "source/")).startswith("source/")
    return tags


def answer(**changes: object) -> Answer:
    fields = {
        "id": "a1", "question": "q", "status": "answered", "text": "Words. [1]",
        "engine": "extractive", "index": "0", "took_ms": 1.0,
    }  # fmt: skip
    return Answer(**(fields | changes))  # type: ignore[arg-type]


def quote(**changes: object) -> Quote:
    fields = {
        "document_id": "d", "section": "S", "quote": "Words.", "start": 1, "end": 7,
        "url": "/source/d#c=1-7",
    }  # fmt: skip
    return Quote(**(fields | changes))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.just(HOSTILE))
def test_any_text_stays_text_in_every_place(text: str) -> None:
    cited = (Citation(1, quote(section=text, quote=text)),)
    whole = answer(
        id=text, text=text, engine=text, notice=text, follow_ups=(text,), citations=cited
    )
    refused = answer(status="not_covered", text=text, related=(quote(quote=text, url=text),))
    document = Document("d", text, "x", "0", text, text, text, text)
    for html in (
        messages.newest(Exchange(text, whole), "article"),
        messages.newest(Exchange(text, refused), "article"),
        messages.newest(Exchange(text, problem=text), "article"),
        messages.newest(Exchange(text, stopped=True), "article"),
        messages.conversation([Exchange(text, whole), Exchange(text, refused)], "article"),
        messages.working(text, text, text),
        messages.problem(text),
        messages.welcome(Naming(title=text, noun=text), [text]),
        messages.masthead({"d": document}, Naming(assistant=text, noun=text)),
        messages.provenance({"d": document}, Naming(noun=text)),
    ):
        assert_harmless(html)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["Words", " [1]", "[2]", "[3]", "\n\n", "| a |", "`[1]`", "**"])))
def test_each_marker_of_a_citation_is_a_link_to_its_words(parts: list[str]) -> None:
    cited = tuple(Citation(n, quote(url=f"/source/d#c={n}-9")) for n in (1, 2))
    html = messages.newest(Exchange("q", answer(text="".join(parts), citations=cited)), "article")
    for tag, attributes in assert_harmless(html).found:
        if tag == "a" and attributes["class"] == "cite":
            assert attributes["href"] in ("source/d#c=1-9", "source/d#c=2-9")
    assert "Source </span>3" not in html


def test_a_citation_leads_to_its_words() -> None:
    cited = (Citation(1, quote()), Citation(2, quote(url="/source/d#c=8-9")))
    html = messages.newest(
        Exchange("q", answer(text="A [1] B [2] C [1]", citations=cited)), "article"
    )
    links = [a["href"] for tag, a in assert_harmless(html).found if a.get("class") == "cite"]
    assert links == ["source/d#c=1-7", "source/d#c=8-9", "source/d#c=1-7"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://evil.example/source/d#c=1-2", "//evil.example", "/api/x",
     "/source/d#c=1-2\njavascript:", "/source/../x#c=1-2"],
)  # fmt: skip
def test_a_citation_that_leads_elsewhere_is_no_link(url: str) -> None:
    html = messages.newest(
        Exchange("q", answer(citations=(Citation(1, quote(url=url)),))), "article"
    )
    assert "a" not in {tag for tag, _ in assert_harmless(html).found}


def test_a_refusal_shows_what_is_near_and_cites_nothing() -> None:
    html = messages.newest(Exchange("q", FakeAssistant().ask("about pay")), "article")
    assert "Not in the article" in html
    assert "Nearest passages" in html
    assert "they do not answer the question" in html
    classes = [a.get("class") for _, a in assert_harmless(html).found]
    assert "cite" not in classes
    assert "sources" not in classes


def test_an_answer_in_part_and_a_question_read_otherwise_have_marks_of_their_own() -> None:
    told = answer(status="partial", missing=("what it costs",), understood="What is a <b>key</b>?")
    html = messages.newest(Exchange("q", told), "handbook")
    assert "Partly in the handbook" in html
    assert "Read as: “What is a &lt;b&gt;key&lt;/b&gt;?”" in html
    assert "In the handbook’s own words" in html


def test_only_the_newest_answer_offers_to_go_on() -> None:
    exchange = Exchange("q", FakeAssistant().ask("code"))
    assert "Ask next" in messages.newest(exchange, "article")
    assert "Ask next" not in messages.conversation([exchange], "article")
    assert "Try again" not in messages.conversation([exchange], "article")


def test_a_row_is_shown_as_cells() -> None:
    html = messages.newest(Exchange("q", FakeAssistant().ask("time")), "article")
    assert "Writing (PRDs, RFCs, API specs, deprecation notices) · ~20% · The documents" in html


def test_a_marker_that_has_half_arrived_is_held_back() -> None:
    for half in ("[", "[1", "[12"):
        words = "".join(Tags(messages.working("q", "Reading", f"Words {half}")).words)
        assert "[" not in words
    assert '<span class="cite waiting">1</span>' in messages.working("q", "Reading", "Words [1]")


def test_who_wrote_the_words_is_said() -> None:
    assert "In the article’s own words" in messages.newest(Exchange("q", answer()), "article")
    written = messages.newest(Exchange("q", answer(engine="gpt-4.1-mini")), "article")
    assert "Written by gpt-4.1-mini from the article" in written


def test_a_notice_is_shown() -> None:
    assert "Without a model." in messages.newest(
        Exchange("q", answer(notice="Without a model.")), "article"
    )


def test_the_clipboard_gets_the_sources_too() -> None:
    text = messages.plain(answer(citations=(Citation(1, quote()),)))
    assert text == "Words. [1]\n\n[1] S: “Words.”"


def test_what_a_browser_kept_comes_back_as_it_was() -> None:
    fake = FakeAssistant()
    exchanges = tuple(Exchange(q, fake.ask(q)) for q in ("code", "time", "pay", "hello"))
    exchanges += (Exchange("x", problem="It failed."), Exchange("y", stopped=True))
    kept = [exchange.to_json() for exchange in exchanges]
    read = messages.read_talk(json.dumps(kept))
    assert [exchange.to_json() for exchange in read] == kept
    assert messages.conversation(read, "article") == messages.conversation(exchanges, "article")


def test_a_question_without_an_answer_was_stopped() -> None:
    assert messages.read_talk(json.dumps([Exchange("q").to_json()])) == (
        Exchange("q", stopped=True),
    )


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["question", "answer", "problem", "status"]), inner),
    max_leaves=10,
)


@settings(max_examples=150)
@given(anything)
def test_whatever_a_browser_sends_is_read_or_left_out(stored: object) -> None:
    for exchange in messages.read_talk(json.dumps(stored)):
        assert_harmless(messages.newest(exchange, "article"))


@pytest.mark.parametrize("talk", ["", "no JSON", "{}", "[" * 100_000, '["\\ud800"]'])
def test_a_talk_that_cannot_be_read_is_none(talk: str) -> None:
    assert messages.read_talk(talk) == ()


@given(st.text(max_size=60))
def test_the_newest_exchange_carries_what_a_browser_keeps(question: str) -> None:
    exchange = Exchange(question, answer(text=question))
    (record,) = re.findall('<pre class="record">(.*?)</pre>', messages.newest(exchange, "article"))
    assert json.loads(unescape(record)) == exchange.to_json()


def test_only_the_last_exchanges_are_shown() -> None:
    many = [Exchange(str(n), answer()) for n in range(messages.KEPT + 5)]
    read = messages.read_talk(json.dumps([exchange.to_json() for exchange in many]))
    assert len(read) == messages.KEPT
    assert read[-1].question == str(messages.KEPT + 4)


def test_history_is_the_answered_turns_in_order() -> None:
    exchanges = [Exchange("a", answer(text="A")), Exchange("b", stopped=True)]
    assert messages.history(exchanges) == (Turn("user", "a"), answer(text="A").as_turn())
    many = [Exchange(str(n), answer(text=str(n))) for n in range(50)]
    turns = messages.history(many)
    assert len(turns) == 2 * messages.REMEMBERED
    assert turns[-1].content == "49"


def test_the_first_page_says_where_answers_come_from() -> None:
    documents = FakeAssistant().documents
    told = messages.provenance(documents, NAMING)
    for words in ("only from this article", "Mike Carter", "16 June 2026", "charges a fee"):
        assert words in told
    welcome = messages.welcome(NAMING, STARTERS)
    assert all(starter in welcome for starter in STARTERS)
    two = documents | {"other": replace(next(iter(documents.values())), id="other", title="Two")}
    assert "only from these documents" in messages.provenance(two, NAMING)


def test_figures_that_were_calculated_are_marked_where_they_stand_whole() -> None:
    reply = replace(FakeAssistant().ask("code"), text="50 of 150, then 50. [1]", derived=("50",))
    shown = messages.newest(Exchange("q", reply), "article")
    assert shown.count('<span class="derived">50</span>') == 2
    assert "calculated from the cited ones" in shown
    assert "calculated" not in messages.newest(
        Exchange("q", FakeAssistant().ask("code")), "article"
    )


def test_sources_do_not_repeat_an_answer_that_is_their_words() -> None:
    reply = FakeAssistant().ask("code")
    own = messages.newest(Exchange("q", reply), "article")
    written = messages.newest(Exchange("q", replace(reply, engine="a-model")), "article")
    assert 'class="words"' not in own
    assert 'class="words"' in written


def test_sources_of_one_section_stand_behind_its_name() -> None:
    fake = FakeAssistant()
    pay, code = fake.quote("Comp tracks"), fake.quote("Shipping production code is not")
    again = replace(code, start=code.start + 1, quote=code.quote[1:])
    cited = tuple(Citation(n, quote) for n, quote in enumerate((code, pay, again), 1))
    shown = messages.newest(Exchange("q", replace(fake.ask("code"), citations=cited)), "article")
    listed = shown[shown.index('<details class="sources"') :]
    assert "3 sources" in listed
    assert listed.count(f'<span class="inner">{code.section}</span>') == 1
    assert listed.count(f'<span class="inner">{pay.section}</span>') == 1
    several = re.search('<li class="several">(.*?)</li>', listed)
    assert several is not None
    assert re.findall('<span class="number">(.)</span>', several[1]) == ["1", "3"]


def test_a_label_gives_way_where_all_sections_are_alike() -> None:
    quote = replace(FakeAssistant().quote("Comp tracks"), section="Guide › Pay › Ranges")
    reply = replace(FakeAssistant().ask("pay"), related=(quote,))
    shown = messages.newest(Exchange("q", reply), "article")
    assert '<span class="outer">Guide › Pay</span><span class="inner"> › Ranges</span>' in shown


def test_the_welcome_has_key_points_that_lead_to_their_words_and_questions_in_groups() -> None:
    shown = messages.welcome(
        NAMING, STARTERS, FakeAssistant().key_points(), FakeAssistant().questions_by_section()
    )
    assert 'class="point" href="source/' in shown
    assert '<h4 dir="auto">Pay</h4>' in shown
    assert "Ask about the article in your own words." in shown
