"""The pages in a real browser: what a person sees, clicks, hears and types.

Every test also asserts that no other host was asked for anything and that the browser's console
stayed free of errors (see ``page``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from assistant.serving import messages
from assistant.serving.server import create_app
from assistant.settings import load_settings
from tests.support.chat_visit import EMOJI, answered, ask, box, serving, start, watched
from tests.support.fakes import STARTERS, FakeAssistant

# Gradio's queue uses what pandas has deprecated; as an error that would end the queue's work.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

HOSTILE = (
    '<img src="https://evil.example/x" onerror="window.hacked=1"><script>window.hacked=1</script>'
    "[x](javascript:window.hacked=1) ![y](https://evil.example/y) $$x$$ **bold** &lt;b&gt;"
)
MARKS = "Array.from(document.querySelectorAll('mark'), mark => mark.textContent)"


def marks(page: Page) -> list[str]:
    """The words that are lit in the article beside the chat."""
    frame = page.frame("article")
    assert frame is not None
    frame.wait_for_selector("mark")
    found: list[str] = frame.evaluate(MARKS)
    return found


def test_a_question_by_keyboard_alone_up_to_the_words_that_prove_it(
    page: Page, fake: FakeAssistant
) -> None:
    expect(box(page)).to_be_focused()
    page.keyboard.type("who writes code?")
    page.keyboard.press("Enter")
    answered(page, "who writes code?")
    expect(box(page)).to_have_value("")
    citation = page.locator("#live a.cite").first
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if citation.evaluate("link => link === document.activeElement"):
            break
    expect(citation).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Source article")
    expect(panel).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    assert marks(page) == [fake.ask("code").citations[0].source.quote]
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(citation).to_be_focused()


def test_the_lit_words_are_in_view_and_change_with_the_citation(
    page: Page, fake: FakeAssistant
) -> None:
    ask(page, "who writes code?")
    links = page.locator("#live a.cite")
    for number, citation in enumerate(fake.ask("code").citations):
        links.nth(number).click()
        frame = page.frame("article")
        assert frame is not None
        frame.wait_for_function(f"words => {MARKS}.join() === words", arg=citation.source.quote)
        expect(frame.locator("mark").first).to_be_in_viewport()
        expect(links.nth(number)).to_have_attribute("aria-current", "true")
    assert page.evaluate("history.length") == 2  # about:blank and the chat: Back still leaves


def test_escape_inside_the_article_closes_it(page: Page) -> None:
    ask(page, "who writes code?")
    # The answer is the sources' own words, so their list is folded.
    page.locator("#live .sources summary").click()
    page.locator("#live a.source").first.click()
    marks(page)
    page.frame_locator("iframe").locator("summary").press("Escape")
    expect(page.locator("#article-panel")).to_be_hidden()


def test_a_table_row_is_lit_cell_by_cell(page: Page, fake: FakeAssistant) -> None:
    ask(page, "what fills the time?")
    page.locator("#live a.cite").first.click()
    row = fake.ask("time").citations[0].source.quote
    assert marks(page) == [cell.strip() for cell in row.strip("|").split("|")]


def test_every_passage_of_the_article_can_be_lit(article: Page, fake: FakeAssistant) -> None:
    article.goto(f"/source/{fake.document.id}")
    spans = [[passage.start, passage.end] for passage in fake.passages]
    lit: list[list[str]] = article.evaluate(
        """async spans => {
            const found = [];
            for (const [start, end] of spans) {
                const changed = new Promise(
                    done => addEventListener("hashchange", done, {once: true}));
                location.hash = `c=${start}-${end}`;
                await changed;
                found.push(Array.from(document.querySelectorAll("mark"), mark => mark.textContent));
            }
            return found;
        }""",
        spans,
    )  # fmt: skip
    for passage, words in zip(fake.passages, lit, strict=True):
        whole = [cell.text for cell in passage.cells] or [passage.text]
        assert words == whole


@pytest.mark.parametrize(
    ("words", "lit"),
    [
        (["😀 words"], ["😀 words"]),
        (["Then bold 漢字 words"], ["Then ", "bold 漢字", " words"]),
        (["First", "漢"], ["First", "漢"]),
        (["& more"], ["& more"]),
    ],
)
def test_offsets_count_characters_through_marks_and_emoji(
    article: Page, words: list[str], lit: list[str]
) -> None:
    spans = [(EMOJI.document.text.index(part), len(part)) for part in words]
    article.goto(
        f"/source/{EMOJI.document.id}#c=" + ",".join(f"{at}-{at + size}" for at, size in spans)
    )
    article.wait_for_selector("mark")
    assert article.evaluate(MARKS) == lit
    expect(article.get_by_role("status")).to_contain_text(f"Marked on this page: {lit[0].strip()}")


@pytest.mark.parametrize(
    "fragment", ["", "#c=", "#c=5", "#c=9-3", "#c=x-y", "#c=1-2;3", "#section-1"]
)
def test_an_address_without_a_range_is_the_plain_article(article: Page, fragment: str) -> None:
    article.goto(f"/source/technical-product-manager{fragment}")
    expect(article.get_by_role("heading", level=1)).to_be_visible()
    expect(article.locator("body")).to_have_attribute("data-lit", "0")


def test_the_article_reads_without_scripts(browser: Browser, address: str) -> None:
    with watched(browser, address, java_script_enabled=False) as page:
        page.goto("/source/technical-product-manager")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "What a Technical Product Manager Does"
        )
        expect(page.get_by_role("table")).to_have_count(2)
        expect(page.get_by_text("charges a fee when one is hired")).to_be_visible()


def test_an_answer_streams_and_can_be_stopped(page: Page, fake: FakeAssistant) -> None:
    fake.stopped.clear()
    box(page).fill("a slow one")
    box(page).press("Enter")
    expect(page.locator("#live .streaming")).to_contain_text("A first part")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#live .answer.done")).to_contain_text("You stopped this answer.")
    assert fake.stopped.wait(20)
    ask(page, "who writes code?")
    expect(page.locator("#past .question p")).to_have_text("a slow one")


def test_leaving_the_page_stops_the_answer(
    browser: Browser, address: str, fake: FakeAssistant
) -> None:
    fake.stopped.clear()
    with watched(browser, address) as page:
        start(page)
        box(page).fill("another slow one")
        box(page).press("Enter")
        expect(page.locator("#live .streaming")).to_contain_text("A first part")
    assert fake.stopped.wait(30)


def test_starters_and_follow_ups_ask(page: Page) -> None:
    page.get_by_role("button", name=STARTERS[0]).click()
    answered(page, STARTERS[0])
    page.locator("#live .next").get_by_role("button").first.click()
    answered(page, "How much time goes into writing?")
    expect(page.locator("#past .question p")).to_have_text(STARTERS[0])


def test_a_refusal_shows_the_nearest_passages_and_no_citation(page: Page) -> None:
    ask(page, "pay in Spain?")
    expect(page.locator("#live .tag")).to_have_text("Not in the article")
    expect(page.get_by_role("heading", name="Nearest passages")).to_be_visible()
    expect(page.locator("#live .cite, #live .sources")).to_have_count(0)
    page.locator("#live .related a").click()
    assert marks(page) == ["Comp tracks the technical bar."]


def test_a_rating_is_stored(page: Page, fake: FakeAssistant) -> None:
    fake.feedback.clear()
    ask(page, "who writes code?")
    button = page.locator("#live").get_by_role("button", name="Not helpful")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert fake.feedback == [(f"answer-{len(fake.asked)}", "down", None)]


def test_an_answer_is_copied_with_its_sources(browser: Browser, address: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with watched(browser, address, permissions=permissions) as page:
        start(page)
        ask(page, "who writes code?")
        page.locator("#live .copy").click()
        expect(page.locator("#live .copy")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == messages.plain(FakeAssistant().ask("code"))


def test_a_reload_loses_nothing_and_a_new_chat_forgets(page: Page, fake: FakeAssistant) -> None:
    ask(page, "who writes code?")
    ask(page, "what fills the time?")
    page.reload()
    answered(page, "what fills the time?")
    expect(page.locator("#past .question p")).to_have_text("who writes code?")
    page.locator("#past a.cite").first.click()
    assert marks(page) == [fake.ask("code").citations[0].source.quote]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="New chat").click()
    expect(page.locator("#live .welcome")).to_be_visible()
    page.reload()
    expect(page.locator("#live .welcome")).to_be_visible()


def test_visitors_do_not_see_each_other(page: Page, browser: Browser, address: str) -> None:
    ask(page, "who writes code?")
    with watched(browser, address) as other:
        start(other)
        expect(other.locator(".exchange")).to_have_count(0)


def test_a_failure_is_told_and_the_question_is_kept(page: Page) -> None:
    ask(page, "broken?")
    alert = page.get_by_role("alert").filter(has_text="The answer could not be finished.")
    expect(alert).to_contain_text("Try again in a minute.")
    expect(box(page)).to_have_value("broken?")
    page.locator("#live").get_by_role("button", name="Try again").click()
    answered(page, "broken?")


def test_a_long_message_is_counted_and_kept(page: Page, fake: FakeAssistant) -> None:
    box(page).fill("x" * 1_850)
    expect(page.locator("#counter")).to_have_text("150 characters left")
    before = len(fake.asked)
    box(page).fill("y" * 2_001)
    expect(page.locator("#counter")).to_contain_text("1 characters too many")
    box(page).press("Enter")
    expect(page.locator("#live .alert")).to_contain_text("Shorten it to 2,000 characters.")
    expect(box(page)).to_have_value("y" * 2_001)
    assert len(fake.asked) == before


def test_an_empty_message_does_nothing(page: Page, fake: FakeAssistant) -> None:
    before = len(fake.asked)
    for empty in ("", "   "):
        box(page).fill(empty)
        box(page).press("Enter")
        page.get_by_role("button", name="Ask", exact=True).click()
    ask(page, "hello")
    assert [question for question, _ in fake.asked[before:]] == ["hello"]


def test_hostile_questions_stay_text(page: Page) -> None:
    ask(page, HOSTILE)
    expect(page.locator("#log img, #log script, #log iframe, #log .katex")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    page.reload()
    answered(page, HOSTILE)
    assert page.evaluate("window.hacked") is None


def test_a_screen_reader_is_told_once_when_an_answer_is_finished(page: Page) -> None:
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_attribute("aria-live", "off")
    ask(page, "who writes code?")
    status = page.locator("body > [role=status]")
    expect(status).to_contain_text("Shipping production code is not the job.")
    expect(status).to_contain_text("2 sources.")
    expect(status).not_to_contain_text("Source 1")
    expect(log).to_have_attribute("aria-busy", "false")


def test_names_and_roles(page: Page) -> None:
    ask(page, "who writes code?")
    expect(page.get_by_role("heading", level=1, name="TPM assistant")).to_be_visible()
    for name in ("Ask", "New chat", "Theme: auto", "Copy", "Helpful", "Not helpful", "Try again"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(1)
    for name in ("Article", "Source 1", "Source 2"):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(1)
    nameless: int = page.evaluate(
        """Array.from(document.querySelectorAll("button, a, textarea, iframe"))
            .filter(part => part.offsetParent)
            .filter(part => !(part.textContent.trim() || part.ariaLabel || part.title)).length"""
    )
    assert nameless == 0


def test_who_wrote_it_and_who_earns_is_always_said(page: Page) -> None:
    told = page.locator("#provenance")
    for words in ("only from this article", "Mike Carter", "16 June 2026", "charges a fee"):
        expect(told).to_contain_text(words)


CONTRAST = """selector => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const paint = (...colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return Array.from(canvas.getImageData(0, 0, 1, 1).data).slice(0, 3);
    };
    const light = rgb => {
        const [r, g, b] = rgb.map(v => v / 255).map(v =>
            v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return Array.from(document.querySelectorAll(selector)).filter(e => e.offsetParent).map(e => {
        const behind = [];
        for (let at = e; at; at = at.parentElement) {
            behind.unshift(getComputedStyle(at).backgroundColor);
        }
        const ground = light(paint("white", ...behind));
        const ink = light(paint("white", ...behind, getComputedStyle(e).color));
        return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
    });
}"""
TEXTS = [
    ".question p", ".body p", ".body td", ".body th", "a.cite", ".where", ".words", ".act", ".made",
    ".ask-this", ".next h4", "summary", ".tag", ".related p", ".provenance", "#send", "#brand h1",
    "#brand .subject", "a.tool", "#new-chat", ".alert",
]  # fmt: skip
ARTICLE_TEXTS = ["h1", "h2", "article p", "mark", ".byline", ".disclosure", "td", "th", "footer a"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_both_modes(browser: Browser, address: str, scheme: Any) -> None:
    with watched(browser, address, color_scheme=scheme) as page:
        start(page)
        for question in ("what fills the time?", "who writes code?", "pay in Spain?", "broken?"):
            ask(page, question)
        page.get_by_role("button", name="New chat").click()
        expect(page.locator("#live .welcome")).to_be_visible()
        assert min(page.evaluate(CONTRAST, ".welcome h2, .welcome p, .marked, .ask-this")) >= 4.5
        for last in ("what fills the time?", "who writes code?", "pay in Spain?", "broken?"):
            ask(page, last)
        ratios = {selector: page.evaluate(CONTRAST, selector) for selector in TEXTS}
        ask(page, "who writes code?")
        ratios |= {s: page.evaluate(CONTRAST, s) for s in TEXTS if not ratios[s]}
        assert {s: r for s, r in ratios.items() if not r or min(r) < 4.5} == {}
        page.goto("/source/technical-product-manager#c=46-120")
        page.wait_for_selector("mark")
        ratios = {selector: page.evaluate(CONTRAST, selector) for selector in ARTICLE_TEXTS}
        assert {s: r for s, r in ratios.items() if not r or min(r) < 4.5} == {}


def test_the_theme_can_be_chosen_and_reaches_the_article(page: Page) -> None:
    root = page.locator("html")
    ask(page, "who writes code?")
    page.locator("#live a.cite").first.click()
    marks(page)
    for name, shown in (("auto", "light"), ("light", "light"), ("dark", "dark")):
        button = page.get_by_role("button", name=f"Theme: {name}")
        expect(root).to_have_attribute("data-theme", shown)
        expect(page.frame_locator("iframe").locator("html")).to_have_attribute("data-theme", shown)
        button.click()
    expect(page.get_by_role("button", name="Theme: auto")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_a_small_screen(browser: Browser, address: str, width: int) -> None:
    with watched(browser, address, viewport={"width": width, "height": 740}) as page:
        start(page)
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= width
        for question in ("what fills the time?", "y" * 300, HOSTILE, "broken?"):
            ask(page, question)
            assert page.evaluate(wide) <= width
        page.locator("#past a.cite").first.click()
        dialog = page.get_by_role("dialog", name="Source article")
        expect(dialog).to_be_visible()
        marks(page)
        bounds = dialog.bounding_box()
        assert bounds is not None
        assert bounds["width"] == width
        frame = page.frame("article")
        assert frame is not None
        assert frame.evaluate(wide) <= width
        behind = "document.querySelector('gradio-app').inert"
        assert page.evaluate(behind)  # neither the keyboard nor a screen reader gets lost in it
        page.get_by_role("button", name="Close").click()
        assert not page.evaluate(behind)


def test_the_real_assistant_proves_its_answer(browser: Browser, tmp_path: Path) -> None:
    settings = load_settings(index_dir=tmp_path / "index", data_dir=tmp_path / "data")
    with (
        Assistant.open(settings) as assistant,
        serving(create_app(assistant)) as address,
        watched(browser, address) as page,
    ):
        start(page)
        starter = page.locator(".starters").get_by_role("button").first
        question = starter.inner_text()
        starter.click()
        answered(page, question)
        citation = assistant.ask(question).citations[0].source
        page.locator("#live a.cite").first.click()
        passages = assistant.parsed[citation.document_id].passages
        (cited,) = (p for p in passages if (p.start, p.end) == (citation.start, citation.end))
        assert marks(page) == ([cell.text for cell in cited.cells] or [citation.quote])
        page.keyboard.press("Escape")
        page.locator("#live").get_by_role("button", name="Helpful", exact=True).click()
        expect(page.locator("#live .up")).to_have_attribute("aria-pressed", "true")
