"""What people typed is not lost: drafts, questions asked offline, talks, earlier questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.chat_visit import answered, ask, box, start, watched
from tests.support.fakes import FakeAssistant

pytestmark = pytest.mark.usefixtures("fake")


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, address, viewport={"width": 1280, "height": 860}) as opened:
        yield opened


def test_a_draft_survives_a_reload_and_is_gone_once_it_was_asked(page: Page) -> None:
    box(page).fill("who writes co")
    page.reload()
    expect(box(page)).to_have_value("who writes co")
    ask(page, "who writes code?")
    page.reload()
    answered(page, "who writes code?")
    expect(box(page)).to_have_value("")


def test_a_link_with_a_question_asks_it_once(visitor: Page) -> None:
    visitor.goto("/?q=who+writes+code%3F")
    answered(visitor, "who writes code?")
    assert "q=" not in visitor.url
    visitor.reload()
    answered(visitor, "who writes code?")
    expect(visitor.locator("#past .question p")).to_have_count(0)


def test_a_question_asked_offline_waits_and_is_sent(page: Page) -> None:
    page.context.set_offline(True)
    box(page).fill("who writes code?")
    box(page).press("Enter")
    expect(page.locator("#note")).to_contain_text("sent as soon as")
    expect(box(page)).to_have_value("who writes code?")
    page.context.set_offline(False)
    answered(page, "who writes code?")
    expect(page.locator("#note")).to_be_hidden()


def test_what_no_server_took_is_asked_after_a_load_unless_it_was_changed(page: Page) -> None:
    joins = "**/queue/join*"
    page.route(joins, lambda route: None)  # a server that is being started takes nothing
    with page.expect_request(joins):
        box(page).fill("who writes code?")
        box(page).press("Enter")
    box(page).press_sequentially(" Or not")
    page.reload()
    expect(box(page)).to_have_value("who writes code? Or not")
    with page.expect_request(joins):
        box(page).fill("hello")
        box(page).press("Enter")
    page.unroute(joins)
    page.reload()
    answered(page, "hello")
    expect(box(page)).to_have_value("")
    expect(page.locator("#past .question p")).to_have_count(0)


def test_arrow_up_recalls_what_was_asked(page: Page) -> None:
    ask(page, "who writes code?")
    ask(page, "hello")
    box(page).press("ArrowUp")
    expect(box(page)).to_have_value("hello")
    box(page).press("ArrowUp")
    expect(box(page)).to_have_value("who writes code?")
    box(page).press("ArrowDown")
    expect(box(page)).to_have_value("hello")


WRITTEN = """(field, how) => field.dispatchEvent(
    new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, ...how}))"""


def test_a_word_that_an_input_method_is_writing_is_not_sent(
    page: Page, fake: FakeAssistant
) -> None:
    before = len(fake.asked)
    box(page).press_sequentially("does a")
    option = page.get_by_role("listbox").get_by_role("option")
    expect(option).to_have_count(2)
    box(page).press("ArrowDown")
    expect(option.first).to_have_attribute("aria-selected", "true")
    # Safari says only by the old code that the key was the input method's.
    for how in ({"isComposing": True, "keyCode": 229}, {"keyCode": 229}):
        box(page).evaluate(WRITTEN, how)
    expect(option).to_have_count(2)  # not taken, and not closed as by a question that is sent
    expect(box(page)).to_have_value("does a")
    box(page).press("Escape")
    ask(page, "who writes code?")
    assert len(fake.asked) == before + 1


def questions(shown: Page) -> Locator:
    return shown.locator(".exchange .question p")


def reopen(shown: Page) -> Locator:
    """Opens the list of talks; its entries."""
    shown.get_by_role("button", name="Talks", exact=True).click()
    expect(shown.get_by_role("dialog", name="Talks")).to_be_visible()
    return shown.locator("#talks .open")


def test_what_waited_is_sent_after_the_page_was_loaded_anew(page: Page) -> None:
    page.context.set_offline(True)
    box(page).fill("who writes code?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("button", name="Send now")).to_be_visible()
    # As Gradio does where its own connection works again: without a word, before we have sent.
    page.evaluate("addEventListener('online', event => event.stopImmediatePropagation(), true)")
    page.context.set_offline(False)
    page.reload()
    answered(page, "who writes code?")
    expect(questions(page)).to_have_count(1)
    expect(box(page)).to_have_value("")


def test_what_a_reload_cut_off_is_asked_again(browser: Browser, address: str) -> None:
    # Not watched: Gradio says on the console that its stream was cut.
    page = browser.new_context(base_url=address).new_page()
    start(page)
    ask(page, "hello")
    box(page).fill("a slow one")
    box(page).press("Enter")
    expect(page.locator("#live .streaming")).to_contain_text("A first part")
    page.reload()
    expect(page.locator("#live .streaming")).to_contain_text("A first part")
    expect(questions(page)).to_have_text(["hello", "a slow one"])
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#live .answer.done")).to_contain_text("You stopped this answer.")
    page.reload()  # what was stopped stays so
    expect(page.locator("#live .answer.done")).to_contain_text("You stopped this answer.")
    page.context.close()


def test_two_tabs_keep_their_own_talks(page: Page) -> None:
    ask(page, "who writes code?")
    other = page.context.new_page()
    start(other)
    ask(other, "what fills the time?")
    ask(page, "hello")
    for tab, asked in (
        (page, ["who writes code?", "hello"]),
        (other, ["what fills the time?"]),
    ):
        tab.reload()
        expect(questions(tab)).to_have_text(asked)
    # The same talk in both: the second one goes on in a copy.
    reopen(other).filter(has_text="who writes code?").click()
    expect(questions(other)).to_have_text(["who writes code?", "hello"])
    ask(other, "what fills the time?")
    ask(page, "pay in Spain?")
    page.reload()
    expect(questions(page)).to_have_text(["who writes code?", "hello", "pay in Spain?"])
    other.reload()
    expect(questions(other)).to_have_text(["who writes code?", "hello", "what fills the time?"])
    expect(reopen(other)).to_have_count(3)


def test_a_new_chat_can_be_undone(page: Page) -> None:
    ask(page, "who writes code?")
    page.get_by_role("button", name="New chat").click()
    expect(page.locator("#live .welcome")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    answered(page, "who writes code?")
    page.reload()
    answered(page, "who writes code?")


REFUSING = {
    "private": """for (const name of ["localStorage", "sessionStorage"]) {
        const get = () => { throw new DOMException("", "SecurityError"); };
        Object.defineProperty(window, name, { get });
    }""",
    "full": """Storage.prototype.setItem = () => {
        throw new DOMException("", "QuotaExceededError");
    }""",
}


@pytest.mark.parametrize("storage", REFUSING)
def test_where_the_browser_keeps_nothing_the_page_does_and_says_so(
    visitor: Page,
    storage: str,
) -> None:
    visitor.add_init_script(REFUSING[storage])
    start(visitor)
    ask(visitor, "who writes code?")
    visitor.get_by_role("button", name="New chat").click()
    expect(visitor.locator("#live .welcome")).to_be_visible()
    visitor.get_by_role("button", name="Undo").click()
    answered(visitor, "who writes code?")
    expect(reopen(visitor)).to_have_text([re.compile("^who writes code")])
    expect(visitor.locator("#talks .kept")).to_contain_text("when this page is left")
    visitor.get_by_role("button", name="Forget everything").click()
    expect(visitor.locator("#live .welcome")).to_be_visible()
    expect(reopen(visitor)).to_have_count(0)


def test_talks_are_opened_renamed_deleted_and_forgotten(
    page: Page,
    fake: FakeAssistant,
) -> None:
    for question in ("who writes code?", "what fills the time?"):
        ask(page, question)
        page.get_by_role("button", name="New chat").click()
        expect(page.locator("#live .welcome")).to_be_visible()
    talks = reopen(page)
    expect(talks).to_have_count(2)
    expect(page.locator("#talks")).to_contain_text(
        "Talks are kept only in this browser and are forgotten 30 days after their last question."
    )
    page.get_by_role("button", name="Rename “who writes code?”").click()
    name = page.get_by_role("textbox", name="Name of the talk")
    name.fill("Code")
    name.press("Enter")
    expect(page.get_by_role("button", name="Rename “Code”")).to_be_focused()
    page.get_by_role("button", name="Delete “what fills the time?”").click()
    expect(talks).to_have_count(1)
    page.locator("#talks .gone").get_by_role("button", name="Undo").click()
    expect(talks).to_have_count(2)
    talks.filter(has_text="Code").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    answered(page, "who writes code?")
    reopen(page)
    fake.forgotten.clear()
    page.get_by_role("button", name="Forget everything").click()
    expect(page.locator("#note")).to_contain_text("here and on the server")
    expect(page.locator("#live .welcome")).to_be_visible()
    assert len(fake.forgotten) == 2
    page.reload()
    expect(reopen(page)).to_have_count(0)


def test_old_talks_are_forgotten_and_a_shared_computer_keeps_none(
    page: Page,
) -> None:
    ask(page, "who writes code?")
    page.evaluate(
        """const day = 86400000, ago = days => Date.now() - days * day;
        const old = {id: "old", name: "Old", exchanges: [{question: "old"}]};
        localStorage["assistant-talk:old"] = JSON.stringify({...old, changed: ago(31)});
        localStorage["assistant-talk:new"] =
            JSON.stringify({...old, id: "new", name: "New", changed: ago(29)});"""
    )
    expect(reopen(page)).to_have_count(2)  # this one and the new one
    expect(page.locator("#talks .open").filter(has_text="Old")).to_have_count(0)
    page.get_by_role("checkbox", name="This computer is shared").check()
    expect(page.locator("#talks .kept")).to_contain_text("only in this tab")
    kept = "Object.keys(localStorage).filter(key => key.startsWith('assistant-talk:')).length"
    page.wait_for_function(f"{kept} === 0")
    page.keyboard.press("Escape")
    page.reload()
    answered(page, "who writes code?")
    other = page.context.new_page()
    start(other)
    expect(reopen(other)).to_have_count(0)


def test_an_earlier_question_is_changed_and_the_talk_goes_on_from_there(
    page: Page,
    fake: FakeAssistant,
) -> None:
    for question in ("who writes code?", "hello", "what fills the time?"):
        ask(page, question)
    page.locator(".exchange", has_text="hello").get_by_role("button", name="Edit this").click()
    expect(box(page)).to_have_value("hello")
    expect(page.locator("#note")).to_contain_text("changing an earlier question")
    page.get_by_role("button", name="Cancel").click()
    expect(box(page)).to_have_value("")
    page.locator(".exchange", has_text="hello").get_by_role("button", name="Edit this").click()
    ask(page, "pay in Spain?")
    expect(questions(page)).to_have_text(["who writes code?", "pay in Spain?"])
    assert [turn.content for turn in fake.asked[-1][1] if turn.role == "user"] == [
        "who writes code?"
    ]
    expect(reopen(page)).to_have_count(2)  # what was answered before is a talk of its own


def test_trying_again_takes_the_place_of_the_answer_and_leaves_the_draft(
    page: Page,
    fake: FakeAssistant,
) -> None:
    ask(page, "who writes code?")
    box(page).fill("a draft")
    before = len(fake.asked)
    page.locator("#live").get_by_role("button", name="Try again").click()
    expect(box(page)).to_have_value("a draft")
    expect(page.locator(f"#live #a-answer-{before + 1}")).to_be_visible()
    expect(questions(page)).to_have_text(["who writes code?"])
    assert fake.asked[-1] == ("who writes code?", ())
