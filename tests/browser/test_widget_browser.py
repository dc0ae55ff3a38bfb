"""The widget in a real browser, on pages that are not ours: strict, hostile, old, right-to-left.

One Chromium, one scripted API and one server of foreign pages serve all tests of this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.serving.widget import current, panel
from tests.support.widget_host import (
    ANSWER,
    FOLLOW_UPS,
    STARTERS,
    TEXT,
    UNCOVERED,
    Served,
    host_pages,
)
from tests.support.widget_visit import QUESTION, Visit

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 700},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
PAYLOADS = [
    "<img src=x onerror=hit()>",
    "<script>hit()</script>",
    "<svg onload=hit()>",
    '"><svg/onload=hit()>',
    "'-hit()-'",
    "</textarea><script>hit()</script>",
    "</span><iframe srcdoc='<script>parent.hit()</script>'>",
    "<details open ontoggle=hit()>",
    "<input autofocus onfocus=hit()>",
    "<style>@import'//x.example'</style>",
    "<a href=javascript:hit()>x</a>",
    "[x](javascript:hit())",
    "![x](https://x.example/p.png)",
    "[x](data:text/html,<script>hit()</script>)",
    "**<img src=x onerror=hit()>**",
    "`<img src=x onerror=hit()>`",
    "<math><mtext></mtext><mglyph><style><!--</style><img src=x onerror=hit()>",
    "javascript:hit()",
    "data:text/html,<script>hit()</script>",
    "//x.example/path",
    "https://x.example/#c=0-1",
    "{{constructor.constructor('hit()')()}}",
    "${hit()}",
    "&lt;img src=x onerror=hit()&gt;",
    "\u202e<b onmouseover=hit()>abc</b>\u2028\u0000",
    "__proto__",
    "constructor",
    "$& $1 $` {0}",
    "|" * 50 + "\n" + "|-" * 50,
    "**" * 200 + "[" * 200,
]


# --- what a visitor does ------------------------------------------------------------------------


def test_an_answer_with_its_sources(visit: Callable[..., Visit]) -> None:
    chat = visit().open().answered()
    reply = chat.replies.last
    expect(reply.locator("strong").first).to_have_text("answers for the light")
    expect(reply.locator("th")).to_have_text(["Shift", "Share"])
    expect(reply.locator("li")).to_have_count(2)
    expect(reply.locator("li").last).to_have_text("Nothing [9] else")  # no such citation
    expect(reply.locator(".body a, .body img")).to_have_count(0)
    reply.get_by_role("button", name="Source 4").click()
    # One fold for each section, with all that is cited from there.
    expect(reply.locator("summary .numbers")).to_have_text(["124", "3"])
    fold = reply.locator("details").first
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("blockquote")).to_have_count(3)
    expect(fold.locator("blockquote").last).to_have_text("The pay is $120,000 a year.")
    expect(fold).to_contain_text("The work › What a keeper owns")
    expect(fold).to_contain_text("Updated June 16, 2026")
    # After a picture outside the basic plane, offsets are still counted in characters.
    expect(fold).to_contain_text("Word for word from the article")
    assert TEXT.index("The pay") > TEXT.index("🛰️")
    link = fold.get_by_role("link", name="Show in the article").last
    citation = ANSWER.citations[3].source
    expect(link).to_have_attribute("href", chat.api.url + citation.url)
    assert chat.focused().endswith("What a keeper owns")
    with chat.page.expect_popup() as popup:
        link.click()
    assert popup.value.url == chat.api.url + citation.url
    assert popup.value.evaluate("sessionStorage.length") == 0


def test_what_a_model_wrote_is_told_from_quotes_and_calculated_figures_are_marked(
    visit: Callable[..., Visit],
) -> None:
    chat = visit().open().answered("model please").answered("model again")
    for reply in (chat.replies.first, chat.replies.last):
        expect(reply.locator("q")).to_have_text("The pay is $120,000 a year.")
        expect(reply.locator("li q")).to_have_count(1)
        # 160% and 60%5 are other figures.
        expect(reply.locator(".derived")).to_have_text(["60%", "$240,000"])
    for told in (
        "Sentences in quotation marks are the article’s own words; the rest was written by gpt-x.",
        "Underlined figures are calculated from the cited ones.",
    ):
        expect(chat.replies.first).to_contain_text(told)
        expect(chat.replies.last).not_to_contain_text(told)  # once is enough
    sources = chat.replies.last.locator("summary")
    expect(sources.first).to_contain_text("page 7")
    expect(sources.last).not_to_contain_text("page")
    chat.page.reload()  # and all that again from what the tab has kept
    chat.open()
    expect(chat.replies.last.locator("q")).to_have_text("The pay is $120,000 a year.")
    expect(chat.replies.last.locator(".derived")).to_have_text(["60%", "$240,000"])
    expect(chat.replies.last.locator("summary").first).to_contain_text("page 7")


def test_starters_follow_ups_and_history(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    expect(chat.panel.locator(".choice")).to_have_text(list(STARTERS))
    chat.button(STARTERS[1]).click()
    expect(chat.panel.locator(".choice")).to_have_text(list(FOLLOW_UPS))
    chat.button(FOLLOW_UPS[0]).click()
    expect(chat.replies).to_have_count(2)
    expect(chat.button(FOLLOW_UPS[1])).to_have_count(1)
    first, second = chat.state.asked
    assert first == {"message": STARTERS[1], "history": [], "stream": True}
    assert second["message"] == FOLLOW_UPS[0]
    said, told = second["history"]
    assert said == {"role": "user", "content": STARTERS[1]}
    assert (told["role"], told["content"], told["answer_id"]) == (
        "assistant",
        ANSWER.text,
        ANSWER.id,
    )
    spans = [(c.source.document_id, c.source.start, c.source.end) for c in ANSWER.citations]
    assert [(c["document_id"], c["start"], c["end"]) for c in told["citations"]] == spans
    assert chat.focused() == "ask"


def test_not_covered_shows_the_nearest_passages(visit: Callable[..., Visit]) -> None:
    chat = visit().open().answered("nothing at all")
    expect(chat.replies.last).to_contain_text(UNCOVERED.text)
    near = chat.replies.last.get_by_role("group", name="Nearest passages")
    near.locator("summary").click()
    expect(near.locator("blockquote")).to_have_text("The keeper does not repair the ship.")
    expect(chat.replies.last.get_by_role("group", name="Sources")).to_have_count(0)


def test_stop_and_try_again(visit: Callable[..., Visit]) -> None:
    chat = visit().open().ask("hang on")
    expect(chat.replies.last).to_contain_text("answers for the light")
    expect(chat.page.locator("tpm-assistant .log")).to_have_attribute("aria-busy", "true")
    chat.button("Stop").click()
    expect(chat.replies.last).to_contain_text("You stopped this answer.")
    expect(chat.page.locator("tpm-assistant .log")).to_have_attribute("aria-busy", "false")
    expect(chat.replies.last.get_by_role("button", name="Source 1")).to_have_count(0)
    chat.ask("hang twice")
    chat.button("Stop").click()
    chat.answered()
    assert chat.state.asked[-1]["history"] == []  # what was stopped is not part of the talk


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("down now", "The question was not answered. The index is being rebuilt."),
        ("fail now", "The language model did not answer. Ask again."),
        ("cut now", "The connection broke before the answer was complete. Please try again."),
        ("limit now", "You can try again in"),
    ],
)
def test_failures_are_named_and_can_be_retried(
    visit: Callable[..., Visit], question: str, sentence: str
) -> None:
    chat = visit().open().ask(question)
    expect(chat.replies.last).to_contain_text(sentence)
    expect(chat.status).to_contain_text(sentence)
    expect(chat.replies.last.locator(".body")).to_be_empty()
    retry = chat.button("Try again")
    if question.startswith("limit"):
        expect(retry).to_be_disabled()
        expect(chat.status).to_have_text("You can try again now.")
    retry.click()
    expect(chat.button("Copy the answer")).to_be_visible()
    expect(chat.replies).to_have_count(1)


def test_a_refused_question_says_why(visit: Callable[..., Visit]) -> None:
    chat = visit().open().ask("refuse me")
    expect(chat.replies.last).to_contain_text("Please write at least one letter.")


def test_offline(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    chat.page.context.set_offline(True)
    chat.ask()
    expect(chat.replies.last).to_contain_text("You are offline.")
    chat.page.context.set_offline(False)
    chat.button("Try again").click()
    expect(chat.button("Copy the answer")).to_be_visible()


def test_server_gone(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    warnings: list[str] = []
    chat.page.on("console", lambda message: warnings.append(message.text))
    chat.page.route("**/api/chat", lambda route: route.abort("connectionrefused"))
    chat.ask()
    expect(chat.replies.last).to_contain_text("The assistant cannot be reached right now.")
    assert any("ASSISTANT_WIDGET_ORIGINS" in text for text in warnings)


def test_the_talk_survives_a_reload_of_this_tab_only(visit: Callable[..., Visit]) -> None:
    chat = visit().open().answered()
    chat.button("Helpful").click()
    expect(chat.status).to_have_text("Thank you for the feedback.")
    chat.page.reload()
    expect(chat.panel).to_be_visible()  # it was open on the page before
    expect(chat.replies).to_have_count(1)
    expect(chat.button("Helpful")).to_have_attribute("aria-pressed", "true")
    chat.replies.last.get_by_role("button", name="Source 2").click()
    expect(chat.replies.last.locator("details").first).to_have_attribute("open", "")
    expect(chat.button(FOLLOW_UPS[0])).to_be_visible()
    other = Visit(chat.page.context, chat.api, chat.pages).go("/plain").open()
    expect(other.replies).to_have_count(0)
    assert chat.page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    chat.button("Start over").click()
    expect(chat.replies).to_have_count(0)
    chat.page.wait_for_function("Object.keys(sessionStorage).length == 1")
    assert chat.page.evaluate("Object.keys(sessionStorage)[0]").endswith(" open")
    expect(chat.button(STARTERS[0])).to_be_visible()
    chat.page.keyboard.press("Escape")
    chat.page.reload()
    expect(chat.launcher).to_be_visible()  # a visitor's closing is respected
    expect(chat.panel).to_be_hidden()


def test_a_page_that_replaces_its_body_gets_the_launcher_back(visit: Callable[..., Visit]) -> None:
    chat = visit().open().answered()
    chat.page.evaluate("() => { document.body.innerHTML = '<main>Another visit</main>' }")
    expect(chat.panel).to_be_visible()
    expect(chat.replies).to_have_count(1)
    chat.page.evaluate("() => { document.body = document.createElement('body') }")
    expect(chat.panel).to_be_visible()
    chat.answered("and then?")
    expect(chat.replies).to_have_count(2)
    chat.page.evaluate("() => TPMAssistant.remove()")
    chat.page.evaluate("() => { document.body.innerHTML = '' }")
    expect(chat.page.locator("tpm-assistant")).to_have_count(0)


def test_a_draft_outlives_a_page_load(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    chat.field.fill("what about the")
    chat.page.reload()
    expect(chat.field).to_have_value("what about the")


def test_a_person_is_offered_after_a_refusal_and_a_thumb_down(visit: Callable[..., Visit]) -> None:
    chat = visit("/plain?data=data-contact=mailto:desk@jobs.example").open()
    chat.page.evaluate("() => { window.dataLayer = [] }")
    chat.answered("nothing what")
    link = chat.replies.last.get_by_role("link", name="Talk to a person")
    expect(link).to_have_attribute("href", "mailto:desk@jobs.example")
    chat.answered()
    expect(chat.replies.last.get_by_role("link", name="Talk to a person")).to_have_count(0)
    chat.button("Not helpful").last.click()
    expect(chat.replies.last.get_by_role("link", name="Talk to a person")).to_have_count(1)
    heard = chat.page.evaluate("() => window.dataLayer.map((item) => [item.event, item.status])")
    assert ["tpm-assistant:refusal", "not_covered"] in heard
    assert ["tpm-assistant:feedback", "down"] in heard


def test_memory_can_be_turned_off(visit: Callable[..., Visit]) -> None:
    chat = visit("/plain?data=data-memory=off").open().answered()
    assert chat.page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("junk", ["{", "null", '{"a":1}', '[{"question":1,"answer":{}}]', "[1]"])
def test_a_damaged_memory_is_forgotten(visit: Callable[..., Visit], junk: str) -> None:
    chat = visit().open().answered()
    chat.page.evaluate(
        "junk => { for (const key of Object.keys(sessionStorage)) sessionStorage[key] = junk }",
        junk,
    )
    chat.page.reload()
    chat.open()
    expect(chat.replies).to_have_count(0)
    chat.answered()


def test_ratings(visit: Callable[..., Visit]) -> None:
    chat = visit().open().answered()
    chat.button("Not helpful").focus()
    chat.button("Not helpful").press("Enter")
    expect(chat.button("Not helpful")).to_have_attribute("aria-pressed", "true")
    expect(chat.status).to_have_text("Thank you for the feedback.")
    assert chat.state.rated == [{"answer_id": "a1", "rating": "down"}]
    assert chat.focused() == "Not helpful"
    chat.page.route("**/api/feedback", lambda route: route.abort())
    chat.button("Helpful").click()
    expect(chat.status).to_have_text("The feedback was not saved. Please try again.")
    expect(chat.button("Helpful")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("granted", [True, False], ids=["clipboard", "no permission"])
def test_copy(visit: Callable[..., Visit], granted: bool) -> None:
    chat = visit()
    permissions = ["clipboard-read", "clipboard-write"] if granted else []
    chat.page.context.grant_permissions(permissions)
    chat.page.evaluate(
        "() => document.addEventListener('copied', () => {}) ||"
        "(window.writes = [], document.execCommand = (name) => window.writes.push(name))"
    )
    if not granted:
        chat.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    chat.open().answered()
    chat.button("Copy the answer").click()
    expect(chat.status).to_have_text("Copied")
    if granted:
        text = chat.page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("A keeper **answers for the light** [1]")
        assert "[1] “A beacon keeper answers for the light.” – The work" in text
        assert f"{chat.api.url}/source/guide#c=0-38" in text
    else:
        assert chat.page.evaluate("window.writes") == ["copy"]
        assert chat.focused() == "Copy the answer"


def test_the_api_for_the_page(visit: Callable[..., Visit]) -> None:
    chat = visit()
    heard = """() => { window.heard = [];
      for (const name of ['open', 'close', 'ask', 'answer', 'error'])
        window.off = TPMAssistant.on(name,
          (detail) => heard.push([name, detail?.question ?? null])) }"""
    chat.page.evaluate(heard)
    assert chat.page.evaluate("TPMAssistant.ask('  ')") is None
    answer = chat.page.evaluate(f"TPMAssistant.ask('{QUESTION}')")
    assert answer["text"] == ANSWER.text
    expect(chat.panel).to_be_visible()
    chat.page.evaluate("TPMAssistant.close()")
    expect(chat.panel).to_be_hidden()
    assert chat.page.evaluate("heard") == [
        ["open", None],
        ["ask", QUESTION],
        ["answer", QUESTION],
        ["close", None],
    ]
    assert chat.page.evaluate("TPMAssistant.ask('refuse')") is None
    chat.page.evaluate("window.off()")
    chat.page.evaluate("TPMAssistant.ask('refuse')")
    assert [name for name, _ in chat.page.evaluate("heard")].count("error") == 1


def test_the_last_of_two_questions_wins(visit: Callable[..., Visit]) -> None:
    chat = visit()
    chat.page.evaluate(
        "() => { TPMAssistant.ask('hang'); window.done = TPMAssistant.ask('second') }"
    )
    assert chat.page.evaluate("window.done.then((answer) => answer.id)") == "a1"
    expect(chat.replies.first).to_contain_text("You stopped this answer.")
    expect(chat.button("Send")).to_be_visible()


# --- on other people's pages --------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/plain", "/strict", "/hostile", "/old", "/rtl?lang=en"])
def test_it_works_there(visit: Callable[..., Visit], path: str) -> None:
    chat = visit(path)
    blocked: list[str] = []
    chat.page.on("console", lambda message: blocked.append(message.text))
    chat.open().answered()
    expect(chat.replies.last.locator("tbody td").first).to_have_text("Dusk")
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["width"] >= 380
    assert box["height"] >= 600
    style = chat.panel.evaluate(
        "(n) => { const s = getComputedStyle(n); return [s.color, s.opacity, s.visibility,"
        "s.fontSize, getComputedStyle(n.querySelector('td')).fontSize] }"
    )
    assert style == ["rgb(23, 33, 43)", "1", "visible", "15px", "13.9995px"]
    chat.replies.last.locator("summary").first.click()
    expect(chat.replies.last.locator("details").first).to_contain_text("Word for word")
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_visible()
    assert [text for text in blocked if "Content Security Policy" in text] == []
    assert set(chat.state.asked[0]) == {"message", "history", "stream"}
    assert chat.state.asked[0]["history"] == []


def test_the_page_keeps_its_place_its_focus_and_its_layout(visit: Callable[..., Visit]) -> None:
    chat = visit("/plain?data=data-open")
    expect(chat.panel).to_be_visible()
    page = chat.page
    assert page.evaluate("document.activeElement === document.body") is True
    expect(chat.panel).not_to_have_attribute("aria-modal", "true")
    page.evaluate("window.scrollTo(0, 700)")
    before = page.evaluate("[document.body.scrollHeight, scrollY, document.styleSheets.length]")
    chat.answered()
    chat.panel.locator("summary").first.click()
    chat.panel.locator("summary").last.click()
    chat.button("Close the chat").click()
    after = page.evaluate("[document.body.scrollHeight, scrollY, document.styleSheets.length]")
    assert after == before
    assert page.evaluate("document.adoptedStyleSheets.length") == 0
    assert page.evaluate("document.documentElement.getAttributeNames()") == ["lang"]
    shift = page.evaluate(
        "new Promise((done) => { let sum = 0; const watch = new PerformanceObserver((list) => {"
        "for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value });"
        "watch.observe({ type: 'layout-shift', buffered: true });"
        "requestAnimationFrame(() => requestAnimationFrame(() => done(sum))) })"
    )
    assert shift == 0


def test_typing_does_not_trigger_the_pages_shortcuts(visit: Callable[..., Visit]) -> None:
    chat = visit("/old").open()
    chat.field.press_sequentially("slash /")
    assert chat.page.evaluate("window.shortcuts || 0") == 0
    assert chat.page.evaluate("window.scrolled || false") is False


def test_one_request_on_load_and_nothing_from_elsewhere(visit: Callable[..., Visit]) -> None:
    chat = visit()
    ours = [url for url in chat.requests if url.startswith(chat.api.url)]
    assert ours == [f"{chat.api.url}/widget/v1.js"]
    chat.open().answered()
    ours = [url.removeprefix(chat.api.url) for url in chat.requests if chat.api.url in url]
    panel_script = f"/widget/panel.js?build={panel().name}"
    assert ours == ["/widget/v1.js", panel_script, "/api/suggestions", "/api/chat"]
    hosts = {re.match(r"https?://[^/]+", url) for url in chat.requests}
    assert {found.group() for found in hosts if found} == {chat.api.url, chat.pages.url}
    assert chat.page.context.cookies() == []


def test_above_everything_on_the_page(visit: Callable[..., Visit]) -> None:
    chat = visit("/hostile")
    box = chat.launcher.bounding_box()
    assert box is not None
    top = chat.page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).localName",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )
    assert top == "tpm-assistant"
    assert box["height"] >= 44


def test_a_site_that_is_not_allowed_gets_nothing(
    browser: Browser, servers: tuple[Served, Served]
) -> None:
    api_server, _ = servers
    # The same pages on another port: a wrong origin that looks almost right.
    with Served(host_pages(lambda: api_server.url)) as stranger:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for path in ("/plain", "/strict"):  # floating, and pinned by its integrity
            with page.expect_console_message(lambda message: "tpm-assistant" in message.text):
                page.goto(stranger.url + path)
            page.wait_for_load_state()
            expect(page.locator("tpm-assistant")).to_have_count(0)
        reason = f"{api_server.url} does not answer on this site."
        assert sum(reason in text and stranger.url in text for text in said) == 2
        before = len(api_server.app.state.asked)
        for mode in ("cors", "no-cors"):
            outcome = page.evaluate(
                "([url, mode]) => fetch(url, { method: 'POST', mode, body: '{\"message\":\"x\"}' })"
                ".then((r) => r.type, () => 'refused')",
                [f"{api_server.url}/api/chat", mode],
            )
            assert outcome in ("refused", "opaque")
        assert len(api_server.app.state.asked) == before
        page.goto(stranger.url + "/sandbox")
        expect(page.frame_locator("iframe").locator("tpm-assistant")).to_have_count(0)
        page.close()


def test_inline(visit: Callable[..., Visit]) -> None:
    chat = visit("/inline?data=data-title=Here")
    expect(chat.page.locator("tpm-assistant")).to_have_count(1)
    expect(chat.panel).to_be_visible()
    expect(chat.launcher).to_have_count(0)
    expect(chat.page.get_by_role("region", name="Here")).to_be_visible()
    assert chat.page.evaluate("document.activeElement === document.body") is True
    chat.answered()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_visible()


def test_attributes_change_at_once(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    chat.page.evaluate(
        "() => { const w = document.querySelector('tpm-assistant');"
        "w.dataset.lang = 'de'; w.dataset.title = 'Fragen'; w.dataset.theme = 'dark';"
        "w.dataset.position = 'left'; w.dataset.greeting = 'Moin';"
        "w.dataset.starters = 'Eins | Zwei' }"
    )
    expect(chat.panel.get_by_role("heading")).to_have_text("Fragen")
    expect(chat.field).to_have_attribute("placeholder", "Frage stellen")
    expect(chat.panel.locator(".hello")).to_contain_text("Moin")
    expect(chat.panel.locator(".choice")).to_have_text(["Eins", "Zwei"])
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["x"] < 40
    assert chat.panel.evaluate("(n) => getComputedStyle(n).backgroundColor") == "rgb(23, 32, 39)"


# --- text that attacks --------------------------------------------------------------------------

WATCH = """() => { window.hits = 0; window.hit = () => { window.hits += 1 };
  window.alert = window.hit; }"""


def test_text_stays_text(visit: Callable[..., Visit]) -> None:
    chat = visit()
    for payload in PAYLOADS:
        chat.state.payload = payload
        chat.page.evaluate("sessionStorage.clear()")
        chat.page.reload()
        chat.page.evaluate(WATCH)
        chat.page.evaluate(
            "(text) => { const w = document.querySelector('tpm-assistant');"
            "for (const name of ['title', 'greeting', 'accent', 'theme', 'position', 'lang'])"
            "w.setAttribute('data-' + name, text) }",
            payload,
        )
        chat.launcher.click()
        expect(chat.panel.locator(".choice").first).to_be_visible()
        asked = "payload " + payload
        chat.page.evaluate("(text) => TPMAssistant.ask(text)", asked)
        chat.panel.locator("details").evaluate_all("(all) => all.forEach((n) => { n.open = true })")
        assert_harmless(chat, payload)
    chat.page.reload()  # and once more out of the memory of the tab
    chat.page.evaluate(WATCH)
    chat.open()
    assert_harmless(chat, payload)


def assert_harmless(chat: Visit, payload: str) -> None:
    """Nothing ran, nothing was loaded, nothing but our own elements is there, the text is."""
    expect(chat.replies).to_have_count(1)
    assert chat.page.evaluate("window.hits") == 0
    found = chat.panel.evaluate(
        "(panel) => [...panel.querySelectorAll('*')].flatMap((n) => ["
        "...(/^(script|img|iframe|style|link|object|embed|base|meta|video|math)$/"
        ".test(n.localName) ? [n.localName] : []),"
        "...n.getAttributeNames().filter((name) => /^on|^style$|^src/.test(name)),"
        "...(n.href ? [new URL(n.href).origin] : [])])"
    )
    assert set(found) <= {"style", chat.api.url}  # the field's own height is set from the script
    assert not [url for url in chat.requests if "x.example" in url]
    shown = chat.panel.locator(".asked").evaluate("(n) => n.lastChild.textContent")
    assert shown == ("payload " + payload).strip()


# --- accessibility ------------------------------------------------------------------------------


def violations(page: Page) -> list[str]:
    results = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in results for node in rule["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["", "yellow", "%23777"])
def test_axe_finds_nothing(visit: Callable[..., Visit], theme: str, accent: str) -> None:
    chat = visit(f"/plain?data=data-theme={theme} data-accent={accent}")
    assert violations(chat.page) == []
    chat.open().answered().answered("nothing at all")
    chat.replies.first.locator("summary").first.click()
    expect(chat.replies.first.locator("details").first).to_contain_text("Word for word")
    chat.ask("fail now")
    expect(chat.button("Try again")).to_be_visible()
    assert violations(chat.page) == []


ACCENTS = [
    "#0d5c68",
    "yellow",
    "#ff6600",
    "#777",
    "white",
    "black",
    "rgb(255 0 0 / 40%)",
    "hotpink",
]


def test_any_accent_is_readable(visit: Callable[..., Visit]) -> None:
    chat = visit().open().answered()
    measured = chat.page.evaluate(
        """(accents) => { const w = document.querySelector('tpm-assistant');
          const part = (css) => css.match(/[\\d.]+/g).slice(0, 3).map((v) => { v /= 255;
            return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
          const light = (css) => { const [r, g, b] = part(css);
            return .2126*r + .7152*g + .0722*b };
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => m - n);
            return (y + .05) / (x + .05) };
          const style = (s) => getComputedStyle(w.shadowRoot.querySelector(s));
          const out = [];
          for (const theme of ['light', 'dark']) for (const accent of accents) {
            w.dataset.theme = theme; w.dataset.accent = accent;
            const bg = style('.panel').backgroundColor;
            out.push([theme, accent, ratio(style('.go').color, style('.go').backgroundColor),
              ratio(style('.cite').color, style('.cite').backgroundColor),
              ratio(style('.choice').color, bg), ratio(style('.go').borderTopColor, bg)]);
          } return out }""",
        ACCENTS,
    )
    assert len(measured) == 2 * len(ACCENTS)
    assert [row for row in measured if min(row[2:]) < 4.5] == []


@pytest.mark.parametrize("path", ["/inline", "/rtl"])
def test_axe_finds_nothing_elsewhere(visit: Callable[..., Visit], path: str) -> None:
    chat = visit(path)
    if path == "/rtl":
        chat.open()
    chat.answered()
    assert violations(chat.page) == []


def test_the_demo_page(visit: Callable[..., Visit]) -> None:
    chat = visit()
    chat.page.goto(chat.api.url + "/widget/demo")
    assert violations(chat.page) == []
    chat.page.get_by_label("Title").fill('Ask "us"')
    chat.page.get_by_label("Light or dark").select_option("dark")
    expect(chat.launcher).to_have_text('Ask "us"')
    line = chat.page.get_by_role("textbox", name="Paste this").input_value()
    assert 'data-title="Ask &#34;us&#34;" ' not in line[: line.index("data-")]
    assert f'integrity="{current().integrity}"' in line
    assert f'src="{chat.api.url}/widget/v1.js?build={current().name}"' in line
    pasted = chat.page.evaluate(
        "(line) => { const t = new DOMParser().parseFromString(line, 'text/html');"
        "return { ...t.querySelector('script').dataset } }",
        line,
    )
    assert pasted == {"title": 'Ask "us"', "accent": "#0d5c68", "theme": "dark"}
    chat.open().answered()


def test_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    chat = visit()
    keys = chat.page.keyboard
    chat.page.get_by_label("Search").focus()
    keys.press("Tab")
    assert chat.focused() == "Open the chat: Ask about this job"
    keys.press("Enter")
    expect(chat.panel).to_have_attribute("aria-modal", "true")
    assert chat.focused() == "ask"
    keys.type(QUESTION)
    keys.press("Enter")
    expect(chat.button("Copy the answer")).to_be_visible()
    seen = []
    for _ in range(40):
        keys.press("Tab")
        seen.append(chat.focused())
        if seen[-1] == "ask":
            break
    # Once around: everything is reached, and the page outside is not.
    assert {"Source 1", "Source 4", "Table", "Copy the answer", "Helpful", "Not helpful"} <= set(
        seen
    )
    assert {FOLLOW_UPS[0], "Start over", "Close the chat", "Conversation"} <= set(seen)
    assert "" not in seen
    keys.press("Shift+Tab")
    assert chat.focused() == seen[-2]
    keys.press("Escape")
    expect(chat.panel).to_be_hidden()
    assert chat.focused() == "Open the chat: Ask about this job"


def test_shift_enter_and_composition_do_not_send(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    chat.field.fill("one")
    chat.field.press("Shift+Enter")
    chat.field.evaluate(
        "(n) => n.dispatchEvent(new KeyboardEvent('keydown',"
        "{ key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"
    )
    expect(chat.field).to_have_value("one\n")
    expect(chat.replies).to_have_count(0)


def test_one_announcement_for_each_answer(visit: Callable[..., Visit]) -> None:
    chat = visit().open()
    chat.page.evaluate(
        "() => { window.said = []; const root = document.querySelector('tpm-assistant').shadowRoot;"
        "new MutationObserver((changes) => { for (const change of changes) {"
        "const live = (change.target.closest ? change.target : change.target.parentElement)"
        ".closest('[aria-live]');"
        "if (live && live.getAttribute('aria-live') !== 'off' && live.textContent)"
        "said.push(live.textContent) } })"
        ".observe(root, { subtree: true, childList: true, characterData: true }) }"
    )
    chat.answered().answered("nothing at all")
    said = chat.page.evaluate("window.said")
    assert said == [
        "Answer: A keeper answers for the light, and not for the ship. Shift, Share. Dusk, ~30%. "
        "The pay is $120,000 a year. Nothing else. See the guide pixel. Sources: 4.",
        "Answer: The article does not say anything about that.",
    ]
    polite = chat.page.locator("tpm-assistant [aria-live=polite], tpm-assistant [role=alert]")
    expect(polite).to_have_count(1)


def test_targets_are_large_enough(visit: Callable[..., Visit]) -> None:
    chat = visit(**PHONE).open().answered()
    chat.replies.last.locator("summary").first.click()
    small = chat.panel.evaluate(
        "(panel) => [...panel.querySelectorAll('button, summary, a, textarea')]"
        ".map((n) => [n.className || n.localName, n.getBoundingClientRect()])"
        ".filter(([name, box]) => box.width && Math.min(box.width, box.height) <"
        "(name === 'cite' ? 24 : 44)).map(([name]) => name)"
    )
    assert small == []  # markers inside a sentence: 24 px, and each has its row of 44 below


@pytest.mark.parametrize(
    "options",
    [
        PHONE,
        {"viewport": {"width": 640, "height": 360}},
        {"viewport": {"width": 320, "height": 256}},
    ],
    ids=["phone", "200 % of 1280 x 720", "400 % of 1280 x 1024"],
)
def test_small_screens_are_filled(visit: Callable[..., Visit], options: dict[str, Any]) -> None:
    chat = visit(**options).open().answered()
    width, height = options["viewport"]["width"], options["viewport"]["height"]
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    for part in (chat.field, chat.button("Send"), chat.button("Close the chat")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    sideways = chat.page.locator("tpm-assistant .log").evaluate(
        "(n) => n.scrollWidth - n.clientWidth"
    )
    assert sideways <= 0
    assert chat.page.evaluate("scrollX") == 0


def test_the_phones_keyboard_does_not_cover_the_field(visit: Callable[..., Visit]) -> None:
    chat = visit(**PHONE)
    chat.page.evaluate(
        "() => { const view = new EventTarget(); view.height = 700; view.offsetTop = 0;"
        "Object.defineProperty(window, 'visualViewport', { value: view }) }"
    )
    chat.open()
    assert chat.focused() != "ask"  # the keyboard waits until the field is tapped
    chat.page.evaluate(
        "() => { visualViewport.height = 380; visualViewport.offsetTop = 20;"
        "visualViewport.dispatchEvent(new Event('resize')) }"
    )
    box = chat.field.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 400
    assert chat.panel.bounding_box() == {"x": 0, "y": 20, "width": 390, "height": 380}


def test_right_to_left(visit: Callable[..., Visit]) -> None:
    chat = visit("/rtl")
    box = chat.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 40
    chat.open().answered()
    assert chat.panel.evaluate("(n) => getComputedStyle(n).direction") == "rtl"
    assert (
        chat.replies.last.locator(".body").evaluate("(n) => getComputedStyle(n).direction") == "ltr"
    )


def test_no_movement_for_those_who_asked(visit: Callable[..., Visit]) -> None:
    chat = visit().open().ask("hang on")
    moving = chat.page.evaluate(
        "[...document.querySelector('tpm-assistant').shadowRoot.querySelectorAll('*')]"
        ".filter((n) => n.getAnimations().length).length"
    )
    assert moving == 0
    still = visit(reduced_motion="no-preference").open()
    assert still.panel.evaluate("(n) => getComputedStyle(n).animationName") == "rise"
