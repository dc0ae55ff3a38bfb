"""Reading an answer: cards beside citations, all cited words at once, what fits on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.chat_visit import ORIGIN, ask, start, watched
from tests.support.fakes import FakeAssistant

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
SERIF = re.compile(r"^(ui-serif|Iowan|Charter|Georgia)")
# What is left of a mark where backgrounds are not painted.
LOOK = """mark => {
  const { backgroundImage, borderStyle, borderWidth, printColorAdjust } =
    getComputedStyle(mark, "::before");
  return [backgroundImage, borderStyle, borderWidth, printColorAdjust].join();
}"""
BOTTOM = "element => element.getBoundingClientRect().height <= 0.15 * window.innerHeight"


@pytest.fixture
def wide(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, address, viewport={"width": 1280, "height": 860}) as page:
        start(page)
        yield page


def test_a_card_shows_the_words_in_their_paragraph_and_leads_to_them(
    wide: Page,
    fake: FakeAssistant,
) -> None:
    ask(wide, "who writes code?")
    quote = fake.ask("code").citations[0].source.quote
    card = wide.locator("#card")
    link = wide.locator("#live a.cite").first
    link.hover()
    expect(card).to_be_visible()
    expect(card.locator("mark")).to_have_text(quote)
    expect(card.locator(".where")).to_have_text(fake.ask("code").citations[0].source.where)
    expect(card.locator(".words")).not_to_have_text(quote)  # the paragraph around them
    expect(link).to_have_attribute("aria-describedby", "card")
    wide.keyboard.press("Escape")
    expect(card).to_be_hidden()
    link.focus()
    wide.keyboard.press("Shift+Tab")
    wide.keyboard.press("Tab")
    expect(card).to_be_visible()
    card.get_by_role("button", name="Open").click()
    expect(wide.locator("#article-panel")).to_be_visible()
    expect(card).to_be_hidden()


def test_all_cited_words_are_lit_and_keys_lead_from_one_to_the_next(
    wide: Page,
    fake: FakeAssistant,
) -> None:
    ask(wide, "who writes code?")
    first, second = (citation.source.quote for citation in fake.ask("code").citations)
    wide.locator("#live a.cite").first.click()
    inside = wide.frame_locator("#article-panel iframe")
    expect(inside.locator("mark")).to_have_text(first)
    expect(inside.locator(".cited")).to_have_text(second)
    place = wide.locator("#article-panel .place")
    expect(place).to_have_text("1 of 2")
    inside.locator("summary").press("n")
    expect(inside.locator("mark")).to_have_text(second)
    expect(inside.locator(".cited")).to_have_text(first)
    expect(place).to_have_text("2 of 2")
    wide.get_by_role("button", name="Previous citation").press("p")
    expect(place).to_have_text("1 of 2")
    expect(wide.locator("#live a.cite").first).to_have_attribute("aria-current", "true")


def test_the_original_is_opened_at_the_same_words(wide: Page) -> None:
    pieces = {passage.text: passage for passage in ORIGIN.passages}
    row = next(passage for text, passage in pieces.items() if "Rome" in text)
    long, short = (p for text, p in pieces.items() if text.startswith(("It depends", "Ask")))
    for passage, words in (
        (row, "text=In%20Rome,a%20lot"),  # cells are blocks: from the first to the last
        (long, "text=It%20depends%20on%20where%20and,one%20who%20pays%20it%20out."),
        (short, "text=Ask."),
    ):
        wide.goto(f"/source/origin#c={passage.start}-{passage.end}")
        expect(wide.locator("a.original")).to_have_attribute(
            "href", f"https://example.org/pay#:~:{words}"
        )


VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  speak: (one) => window.said.push(one),
  cancel: () => {
    for (const one of window.said.splice(0)) {
      setTimeout(() => one.dispatchEvent(new Event("error")));
    }
  },
} });
"""


def test_an_answer_is_read_aloud_without_its_numbers(wide: Page) -> None:
    wide.add_init_script(VOICE)
    wide.reload()
    ask(wide, "who writes code?")
    ask(wide, "what fills the time?")
    first = wide.locator("#past").get_by_role("button", name="Read aloud")
    second = wide.locator("#live").get_by_role("button", name="Read aloud")
    first.press("Enter")
    stop = wide.get_by_role("button", name="Stop reading")
    expect(stop).to_have_attribute("aria-pressed", "true")
    assert wide.evaluate("window.said.map(one => [one.lang, one.text])") == [
        ["en", "Shipping production code is not the job."],
        ["en", "A technical product manager doesn’t have to write production code."],
    ]
    # The other one instead; that the first was broken off does not end it.
    second.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "false")
    wide.evaluate("new Promise(done => setTimeout(done))")
    expect(wide.locator("#live").get_by_role("button", name="Stop reading")).to_be_visible()
    told = wide.evaluate("window.said.map(one => one.text).join(' ')")
    assert "Working sessions with engineers. ~30%." in told
    wide.evaluate("window.said.at(-1).dispatchEvent(new Event('end'))")
    expect(second).to_have_attribute("aria-pressed", "false")
    second.press("Enter")
    wide.get_by_role("button", name="New chat").click()
    wide.wait_for_function("() => window.said.length === 0")  # what is gone is not read on


def test_on_a_phone_the_box_is_small_and_a_tap_shows_the_card(
    browser: Browser,
    address: str,
) -> None:
    options = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True}
    with watched(browser, address, **options) as page:
        start(page)
        small = page.locator("#composer").evaluate_handle("element => element")
        page.wait_for_function(BOTTOM, arg=small)
        expect(page.locator("#live .points a")).to_have_count(2)
        ask(page, "who writes code?")
        link = page.locator("#live a.cite").first
        link.tap()
        expect(page.locator("#card")).to_be_visible()
        expect(page.locator("#article-panel")).to_be_hidden()
        page.locator("#card").get_by_role("button", name="Open").tap()
        expect(page.locator("#article-panel")).to_be_visible()


def test_on_a_phone_back_closes_the_article_and_only_then_leaves_the_chat(
    browser: Browser,
    address: str,
) -> None:
    options = {"viewport": {"width": 375, "height": 667}}
    with watched(browser, address, **options) as page:
        start(page)
        ask(page, "who writes code?")
        panel = page.get_by_role("dialog", name="Source article")
        links = page.locator("#live a.cite")
        before = page.evaluate("history.length")
        links.first.click()
        expect(panel).to_be_visible()
        page.go_back()
        expect(panel).to_be_hidden()
        expect(links.first).to_be_focused()
        page.go_forward()
        expect(panel).to_be_visible()
        # Closed by its button it leaves nothing behind that Back would have to pass.
        panel.get_by_role("button", name="Close").click()
        expect(panel).to_be_hidden()
        page.wait_for_function("!history.state?.covered")
        links.first.click()
        expect(panel).to_be_visible()
        assert page.evaluate("history.length") == before + 1
        page.reload()
        page.wait_for_function("!history.state?.covered")
        expect(links.first).to_be_visible()
        expect(panel).to_be_hidden()


def test_a_message_that_is_too_long_is_said_below_the_box(wide: Page) -> None:
    wide.locator("#composer textarea").fill("x" * 4_500)
    counter = wide.locator("#counter")
    expect(counter).to_have_text("2,500 characters too many; 2,000 are possible")
    wide.wait_for_function("""() => {
      const [text, row] = ["#counter", "#ask-row"].map(
        (name) => document.querySelector(name).getBoundingClientRect());
      return text.right <= row.right && text.left >= row.left;
    }""")


def test_two_voices_and_every_mark_are_told_apart_also_in_forced_colours_and_on_paper(
    wide: Page,
    fake: FakeAssistant,
) -> None:
    quote = fake.quote("Shipping production code is not").quote
    for number in range(2):
        ask(wide, f"what did the model write, {number}?")
        expect(wide.locator("#live .body q")).to_have_text(quote)
    expect(wide.locator("#live .body")).not_to_have_css("font-family", SERIF)
    expect(wide.locator("#live .body q")).to_have_css("font-family", SERIF)
    expect(wide.locator("#live .actions .made")).to_contain_text("gpt-x")
    # Explained once.
    expect(wide.locator(".voices:visible")).to_have_text(
        "Sentences in quotation marks are the article’s own words; "
        "the rest was written by gpt-x and checked against them."
    )
    ask(wide, "partly told?")
    ask(wide, "is it raining?")
    expect(wide.locator("#past .derived:not(.legend *)")).to_have_text("50%")
    wide.emulate_media(forced_colors="active")
    # No words show through the line at the bottom.
    expect(wide.locator("#composer")).to_have_css("background-color", "rgb(255, 255, 255)")
    marks = wide.locator(".tag")
    expect(marks).to_have_count(2)
    looks = [mark.evaluate(LOOK) for mark in marks.all()]
    assert looks[0] != looks[1]
    wide.emulate_media(forced_colors="none", media="print")
    expect(wide.locator("#past .body q").first).to_be_visible()
    expect(wide.locator("#past .tag")).to_be_visible()
    expect(wide.locator("#live .tag")).to_be_visible()
    looks = [mark.evaluate(LOOK) for mark in marks.all()]
    assert looks[0] != looks[1]
