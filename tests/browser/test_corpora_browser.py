"""Two corpora under one address, in a real browser: what is asked of one, no other shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.serving.corpora.front import create_corpora_app
from assistant.settings import load_settings
from tests.conftest import FRUIT, TOOLS
from tests.support.chat_visit import answered, ask, box, serving, watched


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    here = tmp_path_factory.mktemp("many")
    for name, text in (("fruit", FRUIT), ("tools", TOOLS)):
        (here / "corpora" / name).mkdir(parents=True)
        (here / "corpora" / name / f"{name}.md").write_text(text, encoding="utf-8")
    settings = load_settings(
        corpora_dir=here / "corpora", index_dir=here / "index", data_dir=here / "data"
    )
    with serving(create_corpora_app(settings)) as served:
        yield served


def test_each_page_answers_from_its_corpus_and_knows_its_own_talk_alone(
    browser: Browser, many: str
) -> None:
    question = "How long do pears keep?"
    with watched(browser, many, viewport={"width": 1280, "height": 860}) as page:
        page.goto("/c/fruit")  # without the slash that a person leaves out
        expect(page.locator("#live .welcome")).to_be_visible()
        ask(page, question)
        expect(page.locator("#live .answer")).to_contain_text("Pears keep for a week.")
        box(page).fill("a draft about fruit")
        page.goto("/c/tools/")
        expect(page.locator("#live .welcome")).to_be_visible()
        expect(page.locator("#provenance")).to_contain_text("document")
        expect(box(page)).to_have_value("")
        ask(page, "What do saws cut?")
        expect(page.locator("#live .answer")).to_contain_text("Saws cut wood.")
        expect(page.locator("#past .question p")).to_have_count(0)
        page.goto("/c/fruit/")
        answered(page, question)
        expect(box(page)).to_have_value("a draft about fruit")
