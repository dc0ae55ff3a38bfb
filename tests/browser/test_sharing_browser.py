"""Links that are checked anew, talks as files, ratings that stay, questions that are offered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.chat_visit import answered, ask, box, start, watched
from tests.support.fakes import STARTERS, FakeAssistant

pytestmark = pytest.mark.usefixtures("fake")


@pytest.fixture
def copier(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor whose browser lets the page write to the clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    with watched(browser, address, permissions=permissions) as opened:
        start(opened)
        yield opened


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_link_to_an_answer_asks_anew_and_says_what_has_changed(copier: Page) -> None:
    ask(copier, "who writes code?")
    copier.locator("#live").get_by_role("button", name="Link").click()
    expect(copier.locator("#live .link")).to_have_text("Copied")
    link = copied(copier)
    assert parse_qs(urlsplit(link).query)["q"] == ["who writes code?"]
    text, quotes, index = parse_qs(urlsplit(link).query)["seen"][0].split(".")
    for seen, told in (
        (f"{text}.{quotes}.{index}", "the same answer from the same words"),
        (f"{text}.{quotes}.0", "changed elsewhere"),
        (f"0.{quotes}.{index}", "put differently"),
        (f"0.0.{index}", "this answer differs"),
        ("0.0.0", "The article has changed since this link was made"),
    ):
        visitor = copier.context.new_page()
        visitor.goto(f"/?q=who+writes+code%3F&seen={seen}")
        answered(visitor, "who writes code?")
        expect(visitor.locator("#live .checked")).to_contain_text(told)
        assert urlsplit(visitor.url).query == ""
    visitor.reload()  # and it goes on saying so
    expect(visitor.locator("#live .checked")).to_contain_text("The article has changed since")
    ask(visitor, "hello")
    expect(visitor.locator("#live .checked")).to_have_count(0)


def test_a_link_that_says_nothing_of_an_answer_only_asks(page: Page) -> None:
    page.goto("/?q=who+writes+code%3F&seen=<b>x</b>")
    answered(page, "who writes code?")
    expect(page.locator(".checked")).to_have_count(0)


def test_a_link_to_a_passage_is_copied(copier: Page) -> None:
    ask(copier, "who writes code?")
    cited = copier.locator("#live a.cite").first
    cited.click()
    copier.locator("#article-panel").get_by_role("button", name="Copy link").click()
    expect(copier.locator("#article-panel").get_by_role("button", name="Copied")).to_be_visible()
    assert copied(copier) == cited.evaluate("link => link.href")


def test_a_talk_is_taken_along_as_a_file(page: Page, fake: FakeAssistant) -> None:
    ask(page, "who writes code?")
    ask(page, "pay in Spain?")
    page.get_by_role("button", name="Talks", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Markdown").click()
    assert saved.value.suggested_filename == "who-writes-code.md"
    written = Path(saved.value.path()).read_text("utf-8")
    first = fake.ask("code").citations[0].source
    assert written.startswith("# who writes code?\n\n## who writes code?\n")
    assert f"- [1] {first.section}: “{first.quote}” <http://127.0.0.1" in written
    assert f"{first.url}>" in written
    assert "## pay in Spain?\n\nThe article does not say.\n" in written
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    kept = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert [one["question"] for one in kept["exchanges"]] == ["who writes code?", "pay in Spain?"]
    assert kept["exchanges"][0]["answer"]["citations"][0]["quote"] == first.quote
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')")
    page.get_by_role("button", name="Print or PDF").click()
    expect(page.locator("body[data-printed]")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)  # it would be in the picture


def test_a_rating_stays_says_why_and_is_taken_back(
    page: Page,
    fake: FakeAssistant,
) -> None:
    fake.feedback.clear()
    ask(page, "who writes code?")
    name = f"answer-{len(fake.asked)}"
    down = page.get_by_role("button", name="Not helpful")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#live .rated")).to_contain_text("What was wrong with it?")
    expect(down).to_be_focused()
    why = page.get_by_role("group", name="What was wrong").get_by_role("button")
    why.filter(has_text="Something is missing").click()
    expect(page.locator("body > [role=status]")).to_contain_text("that helps to mend it")
    page.reload()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(why.filter(has_text="Something is missing")).to_have_attribute("aria-pressed", "true")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#live .rated")).to_have_count(0)
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.locator("#live .rated")).to_have_text("Thank you for the feedback.")
    assert fake.feedback == [
        (name, "down", None),
        (name, "down", "incomplete"),
        (name, "none", None),
        (name, "up", None),
    ]


def test_known_questions_are_offered_while_one_types(
    page: Page,
    fake: FakeAssistant,
) -> None:
    offers = page.get_by_role("listbox", name="Questions that are answered here")
    box(page).press_sequentially("TPM diff")
    option = offers.get_by_role("option")
    expect(option).to_have_text([STARTERS[2]])
    box(page).press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", "offer-0")
    box(page).press("Escape")
    expect(offers).to_have_count(0)
    expect(box(page)).to_have_value("TPM diff")
    box(page).press_sequentially("e")
    expect(option).to_have_count(1)
    box(page).press("Enter")  # nothing was chosen: what was typed is asked
    answered(page, "TPM diffe")
    box(page).press_sequentially("does a")
    expect(option).to_have_text([STARTERS[0], STARTERS[1]])
    box(page).press("ArrowUp")
    box(page).press("ArrowUp")
    box(page).press("Enter")
    answered(page, STARTERS[0])
    expect(box(page)).to_have_value("")
    box(page).press_sequentially("does a")
    option.nth(1).click()
    answered(page, STARTERS[1])


def test_keys(page: Page) -> None:
    box(page).press("?")  # in the box it is a character
    expect(box(page)).to_have_value("?")
    box(page).fill("")
    page.get_by_role("button", name="Talks", exact=True).focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Your last question")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Talks", exact=True)).to_be_focused()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Alt+t")
    expect(page.get_by_role("dialog", name="Talks")).to_be_visible()
    page.keyboard.press("Escape")
    ask(page, "who writes code?")
    page.keyboard.press("Alt+n")
    expect(page.locator("#live .welcome")).to_be_visible()
