"""The widget as its guide promises it: other sites, other languages, other tabs, small screens."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from assistant.serving.words import words
from tests.support.widget_host import FOLLOW_UPS
from tests.support.widget_visit import Visit

Start = Callable[..., Visit]


def look(chat: Visit) -> None:
    """Waits until the panel stands where it stays."""
    expect(chat.panel).to_be_visible()
    chat.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(0)))")


# --- sites --------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["'strict-dynamic'", ""], ids=["strict-dynamic", "nonce alone"])
def test_under_a_policy_of_nonces_and_trusted_types(visit: Start, site: str) -> None:
    chat = visit(f"/nonce?site={quote(site)}")
    assert chat.page.evaluate("crossOriginIsolated") is True
    chat.open().answered()
    loaded = [url.removeprefix(chat.api.url) for url in chat.requests if "panel.js" in url]
    assert len(set(loaded)) == 1


def test_a_component_that_mounts_twice(visit: Start) -> None:
    chat = visit("/mounted")
    expect(chat.launcher).to_have_text("Ask")
    chat.open().answered()
    expect(chat.page.locator("tpm-assistant")).to_have_count(1)
    chat.page.evaluate("unmount()")
    expect(chat.page.locator("tpm-assistant")).to_have_count(0)
    chat.page.evaluate("() => { unmount = mount('Ask again') }")
    expect(chat.panel.get_by_role("heading")).to_have_text("Ask again")
    expect(chat.replies).to_have_count(1)


@pytest.mark.parametrize("place", ["frame", "dialog"])
def test_inside_of_something(visit: Start, place: str) -> None:
    chat = visit()
    chat.page.goto(f"{chat.pages.url}/within?place={place}")
    inside = chat.page.frame_locator("iframe") if place == "frame" else chat.page
    if place == "frame":
        inside.locator("tpm-assistant .launch").click()
    field = inside.locator("tpm-assistant textarea")
    field.fill("What does a keeper own?")
    field.press("Enter")
    expect(inside.locator("tpm-assistant .reply strong").first).to_have_text(
        "answers for the light"
    )


@pytest.mark.parametrize(
    "style",
    ["left:0;right:0;bottom:0;height:180px", "right:0;bottom:0;width:420px;height:260px",
     "left:0;right:0;top:0;height:300px", "inset:0"],
    ids=["bar below", "box in the corner", "bar above", "whole screen"],
)  # fmt: skip
def test_a_consent_banner_is_never_covered(visit: Start, style: str) -> None:
    chat = visit("/banner?style=" + quote(style))
    notice = chat.page.locator("#cookie-notice")
    whole = style == "inset:0"
    if whole:
        expect(chat.launcher).to_be_hidden()
    else:
        chat.open()
        look(chat)
        covered = chat.page.evaluate(
            "() => { const a = document.querySelector('#cookie-notice').getBoundingClientRect();"
            "const b = document.querySelector('tpm-assistant').shadowRoot"
            ".querySelector('.panel').getBoundingClientRect();"
            "return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0"
            " && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0 }"
        )
        assert covered is False
    notice.get_by_role("button", name="Accept").click()
    expect(notice).to_have_count(0)
    chat.open().answered()
    expect(chat.panel).to_have_css("bottom", "19.5px")  # back in its corner


# --- languages and looks ------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "side"), [("ar", "rtl"), ("he", "rtl"), ("ja", "ltr")])
def test_a_language_comes_with_the_first_opening(visit: Start, lang: str, side: str) -> None:
    chat = visit(f"/rtl?lang={lang}")
    said = words("chat", lang)
    expect(chat.launcher).to_have_text(said["title"])
    assert [url for url in chat.requests if "/words/" in url] == []
    chat.open()
    expect(chat.field).to_have_attribute("placeholder", said["hint"])
    expect(chat.page.locator("tpm-assistant .app")).to_have_attribute("dir", side)
    chat.ask()
    expect(chat.button(said["copy"])).to_be_visible()
    assert [url for url in chat.requests if "/words/" in url] == [
        f"{chat.api.url}/widget/words/{lang}.json"
    ]


def test_what_a_language_lacks_is_said_in_english(visit: Start) -> None:
    chat = visit("/rtl?lang=he")
    half = {"hint": "רק זה"}
    chat.page.route("**/widget/words/he.json", lambda route: route.fulfill(json=half))
    chat.open()
    expect(chat.field).to_have_attribute("placeholder", "רק זה")
    expect(chat.button("Send")).to_be_visible()


def test_size_place_letters_and_own_words(visit: Start) -> None:
    chat = visit(
        "/plain?data=" + quote('data-size="480 500" data-offset="40 90" data-position="left" '
        'data-avatar="KB" data-words="hint=Ask away | send=Go | foot=" data-launcher="icon"')
    )  # fmt: skip
    expect(chat.launcher.locator(".face")).to_have_text("KB")
    expect(chat.launcher.locator("span").last).to_be_hidden()
    chat.open()
    expect(chat.field).to_have_attribute("placeholder", "Ask away")
    expect(chat.button("Go")).to_be_visible()
    expect(chat.panel.locator(".foot")).to_have_text("")
    look(chat)
    box = chat.panel.bounding_box()
    assert box == {"x": 40, "y": 800 - 90 - 500, "width": 480, "height": 500}


def test_a_picture_that_is_not_there_is_a_bubble(visit: Start) -> None:
    chat = visit("/plain?data=data-avatar=/none.png")
    expect(chat.launcher.locator("svg")).to_have_count(1)
    expect(chat.launcher.locator("img")).to_have_count(0)


def test_at_400_percent_the_talk_has_half_of_the_height(visit: Start) -> None:
    chat = visit(viewport={"width": 320, "height": 200}).open().answered()
    look(chat)
    box = chat.panel.locator(".log").bounding_box()
    assert box is not None
    assert box["height"] >= 100
    send = chat.button("Send").bounding_box()
    assert send is not None
    assert send["y"] + send["height"] <= 200


def test_an_inline_talk_is_printed_whole(visit: Start) -> None:
    chat = visit("/inline")
    for question in ("one", "two", "three"):
        chat.answered(question)
    chat.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    chat.page.emulate_media(media="print")
    log = chat.panel.locator(".log")
    expect(log).to_have_css("overflow-y", "visible")
    expect(chat.replies.last.locator("blockquote").last).to_be_visible()
    expect(chat.field).to_be_hidden()
    hidden = log.evaluate("(n) => n.scrollHeight - n.clientHeight")
    assert hidden <= 0
    chat.page.emulate_media(media="screen")
    chat.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(chat.replies.last.locator("blockquote").last).to_be_hidden()


# --- what a visitor leaves ----------------------------------------------------------------------


def test_a_thumb_down_asks_why(visit: Start) -> None:
    chat = visit().open().answered()
    chat.page.evaluate("() => { window.dataLayer = [] }")
    chat.button("Not helpful").click()
    why = chat.panel.get_by_role("group", name="What was wrong with it?")
    expect(why.locator("[aria-pressed]")).to_have_count(4)
    why.get_by_role("button", name="Something is missing").click()
    why.get_by_role("textbox").fill("the shift at night")
    why.get_by_role("button", name="Send feedback").click()
    expect(why).to_have_count(0)
    assert chat.state.rated == [
        {"answer_id": "a1", "rating": "down"},
        {"answer_id": "a1", "rating": "down", "reason": "incomplete",
         "comment": "the shift at night"},
    ]  # fmt: skip
    assert chat.focused() == "Not helpful"
    told = chat.page.evaluate("window.dataLayer")
    assert told[-1] == {
        "event": "tpm-assistant:feedback", "status": "down", "reason": "incomplete"
    }  # fmt: skip
    chat.button("Not helpful").click()
    why.get_by_role("button", name="Not now").click()
    expect(why).to_have_count(0)


@pytest.mark.parametrize(
    ("allowed", "word"), [("words", "What does a keeper own?"), ("events", None)]
)
def test_a_data_layer_gets_words_only_if_allowed(visit: Start, allowed: str, word: object) -> None:
    chat = visit(f"/plain?data=data-measure={allowed}")
    chat.page.evaluate("() => { window.dataLayer = [] }")
    chat.open().answered()
    chat.replies.last.locator("summary").first.click()
    expect(chat.replies.last.locator("details").first).to_contain_text("Word for word")
    told = {item["event"]: item for item in chat.page.evaluate("window.dataLayer")}
    assert set(told) == {f"tpm-assistant:{name}" for name in ("open", "ask", "answer", "source")}
    assert told["tpm-assistant:ask"].get("question") == word


def test_who_asks_for_a_person_is_shown_the_way(visit: Start) -> None:
    chat = visit("/plain?data=data-contact=mailto:desk@jobs.example").open()
    chat.page.evaluate(
        "() => { window.heard = []; TPMAssistant.on('handoff', (d) => heard.push([d.to, d.after]));"
        "document.addEventListener('click', (e) => e.preventDefault()) }"
    )
    chat.ask("Can I talk to a recruiter, please?")
    link = chat.replies.last.get_by_role("link", name="Talk to a person")
    expect(link).to_have_attribute("href", "mailto:desk@jobs.example")
    expect(chat.replies.last).to_contain_text("Here is how to reach a person.")
    link.click()
    assert chat.page.evaluate("window.heard") == [["mailto:desk@jobs.example", "asked"]]
    assert chat.state.asked == []
    chat.answered("and what do recruiters look for?")
    assert [body["history"] for body in chat.state.asked] == [[]]


def test_a_second_tab_goes_on_with_the_talk_if_its_visitor_wants(visit: Start) -> None:
    first = visit().open().answered()
    second = Visit(first.page.context, first.api, first.pages).go("/plain").open()
    expect(second.replies).to_have_count(0)
    second.button("Continue the conversation from your other tab").click()
    expect(second.replies).to_have_count(1)
    second.answered("and the pay?")
    expect(first.replies).to_have_count(2)  # both show it now
    expect(first.button(FOLLOW_UPS[0])).to_have_count(1)
    second.button("Start over").click()
    expect(second.replies).to_have_count(0)
    second.answered("of my own")
    expect(first.replies).to_have_count(2)
    third = Visit(first.page.context, first.api, first.pages)
    third.go("/plain?data=data-memory=shared").open()
    expect(third.replies).not_to_have_count(0)
    fourth = Visit(first.page.context, first.api, first.pages)
    fourth.go("/plain?data=data-memory=off").open()
    expect(fourth.panel.locator(".choice").first).to_be_visible()
    expect(fourth.button("Continue the conversation from your other tab")).to_have_count(0)


def test_a_question_in_flight_is_answered_on_the_next_page(visit: Start) -> None:
    chat = visit().open().ask("hang on")
    expect(chat.replies.last).to_contain_text("answers for the light")
    chat.page.goto(chat.pages.url + "/plain")
    expect(chat.panel).to_be_visible()
    expect(chat.replies).to_have_count(1)
    expect(chat.replies.last).to_contain_text("answers for the light")  # asked once more
    assert [body["message"] for body in chat.state.asked] == ["hang on", "hang on"]


def test_a_visitors_closing_is_respected(visit: Start) -> None:
    chat = visit("/plain?data=data-open")
    expect(chat.panel).to_be_visible()
    chat.button("Close the chat").click()
    chat.page.reload()
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_have_count(0)


def test_a_chat_that_cannot_be_loaded_says_so_and_is_tried_again(visit: Start) -> None:
    chat = visit()
    chat.page.route("**/widget/panel.js*", lambda route: route.abort())
    with chat.page.expect_console_message(lambda message: "script-src" in message.text):
        chat.launcher.click()
    expect(chat.launcher).to_have_text("The chat could not be loaded. Please reload the page.")
    chat.page.unroute("**/widget/panel.js*")
    chat.open().answered()
