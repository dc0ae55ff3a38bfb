"""The chat page in the language of its reader."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from html import escape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.errors import (
    AssistantError,
    ClosingError,
    IndexBusyError,
    ModelStalledError,
    QuestionError,
    StoreError,
)
from assistant.records import Failed, Searching, StreamEvent, Turn
from assistant.serving import chat_page as ui
from assistant.serving import page_words
from assistant.serving.asking import CUT
from assistant.serving.words import shipped
from tests.support.fakes import STARTERS, FakeAssistant


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = ui.mount(FastAPI(docs_url=None, redoc_url=None, openapi_url=None), FakeAssistant())
    with TestClient(app) as opened:
        yield opened


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,de;q=0.9", "en"),
        ("tlh,fr;q=0.4,es;q=0.7", "es"),
        ("ar", "ar"),
        ("de;q=0,fr", "fr"),
        ("*, ;q=x,,", "en"),
        ("é" * 9000, "en"),
    ],
)
def test_the_language_that_is_liked_best(accepted: str, language: str) -> None:
    assert page_words.chosen(accepted) == language


@pytest.mark.parametrize("code", sorted(c for c, p in shipped().items() if "page" in p.sections))
def test_a_language_of_the_page_is_whole(code: str) -> None:
    ours, base = shipped()[code].sections["page"], shipped()["en"].sections["page"]
    assert ours.keys() == base.keys()
    same = [key for key, text in ours.items() if text == base[key]]
    assert code == "en" or len(same) <= 9, same


def test_what_is_said_is_html_and_a_block_ends_what_it_began() -> None:
    with page_words.speaking("de"):
        assert page_words.said("readAs", "<b>x</b>") == "Verstanden als: „<b>x</b>“"
        assert page_words.spoken() == "de"
    assert page_words.said("talks") == "Talks"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_went_wrong_is_said_in_the_language_of_the_page(language: str) -> None:
    async def shown() -> str:
        with page_words.speaking(language):
            frames = [frame async for frame in ui.answer(FakeAssistant(), "unreachable", ())]
        return frames[-1].live or ""

    told = asyncio.run(shown())
    texts = shipped()["fr"].sections["page"]
    french = escape(texts["problem.ModelError"])
    assert (french in told, "The model does not answer." in told) == (
        language == "fr",
        language == "en",
    )


class Failing(FakeAssistant):
    """Raises, or says in its stream, that something did not work."""

    def __init__(self, problem: AssistantError | Failed) -> None:
        super().__init__()
        self.problem = problem

    async def astream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncGenerator[StreamEvent]:
        """One question, which fails."""
        yield Searching(question)
        if isinstance(self.problem, Failed):
            yield self.problem
        else:
            raise self.problem


PROBLEMS: dict[str, tuple[AssistantError | Failed, ...]] = {
    "problem.QuestionError": (QuestionError("It is secret.", "So is this."),),
    "problem.StoreError": (IndexBusyError("It is secret."), StoreError("It is secret.")),
    "problem.ClosingError": (ClosingError("It is secret."), CUT),
    "problem.ModelError": (ModelStalledError("It is secret."),),
}


def test_each_kind_of_problem_is_told_in_every_language_and_nothing_of_it_in_english() -> None:
    async def shown(problem: AssistantError | Failed, language: str) -> str:
        with page_words.speaking(language):
            frames = [frame async for frame in ui.answer(Failing(problem), "why?", ())]
        return frames[-1].live or ""

    packs = {c: p.sections["page"] for c, p in shipped().items() if "page" in p.sections}
    assert len(packs) >= 12
    for code, texts in packs.items():
        told = {key: escape(texts[key]) for key in PROBLEMS}
        assert len(set(told.values())) == len(told), code
        for key, problems in PROBLEMS.items():
            for problem in problems:
                html = asyncio.run(shown(problem, code))
                own = escape(problem.title if isinstance(problem, Failed) else str(problem))
                wanted, other = (own, told[key]) if code == "en" else (told[key], own)
                assert wanted in html, (code, key)
                assert other not in html, (code, key)


@pytest.mark.parametrize(
    ("accepted", "opening"),
    [("de-CH", '<html lang="de" dir="ltr">'), ("ar,en;q=0.5", '<html lang="ar" dir="rtl">')],
)
def test_the_page_and_gradios_parts_speak_it(
    client: TestClient, accepted: str, opening: str
) -> None:
    reply = client.get("/", headers={"accept-language": accepted})
    language = accepted[:2]
    assert opening in reply.text
    assert reply.headers["content-language"] == language
    assert "accept-language" in reply.headers["vary"].lower()
    texts = shipped()[language].sections["page"]
    early = reply.text[reply.text.index('id="early"') : reply.text.index("<gradio-app")]
    assert all(starter in early for starter in STARTERS)  # the corpus keeps its language
    assert f">{texts['talks']}</button>" in early
    found = re.search(r"window\.gradio_config = ({.*})", reply.text)
    assert found is not None
    config, _ = json.JSONDecoder().raw_decode(found[1])
    parts = {one["props"].get("elem_id"): one["props"] for one in config["components"]}
    assert parts["send"]["value"] == texts["askButton"]
    assert parts["question"]["placeholder"] == texts["placeholder"]
    assert texts["keyPoints"] in parts["live"]["value"]
    table = re.search(r'id="words">(.*?)</script>', reply.text)
    assert table is not None
    assert json.loads(table[1]) == texts
    assert '<html lang="en"' in client.get("/").text  # what is kept is kept by language
