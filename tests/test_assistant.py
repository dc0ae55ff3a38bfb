"""The assistant from question to answer, on the shipped article and on small corpora."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.accepting import HISTORY_MOST, MESSAGE_MOST
from assistant.assistant import Assistant
from assistant.errors import CorpusError, ModelError, QuestionError
from assistant.proof.citations import check
from assistant.records import Answer, Answered, Delta, Searching, Sources, StreamEvent, Turn
from assistant.settings import Settings
from assistant.wording.english import SENTENCES
from tests.support.model_servers import Reply, ScriptedServer, fails, says

MakeSettings = Callable[..., Settings]


def quotes(answer: Answer) -> list[str]:
    return [citation.source.quote for citation in answer.citations]


def talk(assistant: Assistant, *messages: str) -> list[Answer]:
    """Asks one after the other, each with the conversation so far."""
    history: list[Turn] = []
    answers = []
    for message in messages:
        answer = assistant.ask(message, history)
        history += [Turn("user", message), Turn("assistant", answer.text)]
        answers.append(answer)
    return answers


# --- the contract ----------------------------------------------------------------------------


def test_a_question_is_answered_with_the_exact_words(assistant: Assistant) -> None:
    answer = assistant.ask("who manages the engineers?")
    assert answer.status == "answered"
    for citation in answer.citations:
        source = citation.source
        text = assistant.documents[source.document_id].text
        assert text[source.start : source.end] == source.quote
    assert "engineering manager’s job" in answer.text
    assert answer.engine == "extractive"
    assert answer.index == assistant.index


def test_what_the_article_does_not_cover_is_refused_without_citations(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("what is the capital of Australia?")
    assert (answer.status, answer.citations) == ("not_covered", ())
    assert answer.follow_ups


def test_a_near_miss_shows_what_comes_near(assistant: Assistant) -> None:
    answer = assistant.ask("Is there equity on top of the pay?")
    assert answer.status == "not_covered"
    assert answer.related
    check(answer, assistant.documents)


@pytest.mark.parametrize("message", ["hello", "Thanks a lot!", "who are you?"])
def test_small_talk_gets_a_friendly_reply(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)
    assert (answer.status, answer.citations) == ("small_talk", ())
    assert answer.text.startswith(("Hello", "You are welcome", "Goodbye", "I "))


def test_the_same_question_gives_the_same_answer(assistant: Assistant) -> None:
    first, second = assistant.ask("is it a senior role"), assistant.ask("is it a senior role")
    fresh = {"id": "", "took_ms": 0.0}
    assert replace(first, **fresh) == replace(second, **fresh)  # type: ignore[arg-type]
    assert first.id != second.id


def test_every_suggestion_is_answerable(assistant: Assistant) -> None:
    assert len(assistant.suggestions()) == 6
    for offer in assistant.corpus.offers:
        answer = assistant.ask(offer.text)
        assert answer.status == "answered", offer.text
        wanted = {assistant.corpus.by_id[identity].text for identity in offer.passages}
        assert any(words in quote for words in wanted for quote in quotes(answer)), offer.text


def test_a_follow_up_is_never_what_was_just_shown(assistant: Assistant) -> None:
    answer = assistant.ask("What does a TPM do all day?")
    for follow_up in answer.follow_ups:
        assert quotes(assistant.ask(follow_up)) != quotes(answer)


def test_typing_mistakes_are_mended_for_the_search_only(assistant: Assistant) -> None:
    answer = assistant.ask("who manges the enginers?")
    assert answer.question == "who manges the enginers?"
    assert "engineering manager’s job" in answer.text


def test_two_questions_at_once_are_both_answered(assistant: Assistant) -> None:
    message = "How long does it take to hire a good TPM, and who manages the engineers?"
    text = assistant.ask(message).text
    assert "17 days" in text
    assert "engineering manager’s job" in text


# --- conversation ----------------------------------------------------------------------------


def test_requests_work_on_the_last_answer(assistant: Assistant) -> None:
    question = "What kinds of teams hire TPMs?"
    first, short, bullets, section = talk(
        assistant, question, "shorter please", "as bullets", "which section is that from?"
    )
    assert len(first.citations) > 1
    assert len(short.text) < len(first.text)
    assert set(quotes(bullets)) == set(quotes(first))
    lead, *items = (line for line in bullets.text.splitlines() if line.strip())
    assert lead.startswith("The role clusters")  # what they are items of
    assert len(items) > 1
    assert all(line.startswith("- ") for line in items)
    assert "Where Technical Product Managers Actually Work" in section.text
    assert set(quotes(section)) == set(quotes(first))


def test_yes_goes_on_with_what_was_offered_first(assistant: Assistant) -> None:
    first, more = talk(assistant, "Who manages the engineers?", "yes, go on")
    assert quotes(more) == quotes(assistant.ask(first.follow_ups[0]))


def test_thanks_after_an_answer_is_small_talk(assistant: Assistant) -> None:
    assert talk(assistant, "do tpms write code?", "thanks!")[-1].status == "small_talk"


def test_a_follow_up_uses_the_history(assistant: Assistant) -> None:
    alone = assistant.ask("and the TPM?")
    told = talk(assistant, "Who does a product manager report to?", "and the TPM?")[-1]
    assert any("Usually reports to" in quote for quote in quotes(told))
    assert quotes(alone) != quotes(told)


def test_a_request_with_nothing_before_it(assistant: Assistant) -> None:
    history = [Turn("user", "shorter"), Turn("assistant", "…")]
    answer = assistant.ask("which section is that from?", history)
    assert (answer.status, answer.text) == ("small_talk", SENTENCES["nothing_before"])


# --- input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message", ["", "   ", "\n\t", "\u200b\u200b", "x" * (MESSAGE_MOST + 1), "half \ud800"]
)
def test_bad_messages_are_refused_with_a_hint(assistant: Assistant, message: str) -> None:
    with pytest.raises(QuestionError) as caught:
        assistant.stream(message)
    assert caught.value.hint


def test_a_message_of_the_longest_length_is_answered(assistant: Assistant) -> None:
    assert assistant.ask("x" * MESSAGE_MOST).status == "not_covered"


@pytest.mark.parametrize(
    "history", [[Turn("user", "x")] * (HISTORY_MOST + 1), [Turn("user", "x" * 20_001)]]
)
def test_bad_histories_are_refused(assistant: Assistant, history: Sequence[Turn]) -> None:
    with pytest.raises(QuestionError):
        assistant.ask("hello", history)


# --- the stream ------------------------------------------------------------------------------


def test_the_stream_tells_the_story_in_order(assistant: Assistant) -> None:
    events = list(assistant.stream("who manages the engineers?"))
    assert [type(event) for event in events] == [Searching, Sources, Delta, Answered]
    *_, answered = events
    assert isinstance(answered, Answered)
    text = "".join(event.text for event in events if isinstance(event, Delta))
    assert text == answered.answer.text


def test_the_async_stream_is_the_same(assistant: Assistant) -> None:
    async def collect() -> list[StreamEvent]:
        return [event async for event in assistant.astream("who manages the engineers?")]

    assert [type(event) for event in asyncio.run(collect())] == [
        Searching,
        Sources,
        Delta,
        Answered,
    ]


# --- other corpora ---------------------------------------------------------------------------


def test_a_corpus_without_a_bank_works(settings: MakeSettings, plain_corpus: Path) -> None:
    with Assistant.open(settings(corpus_dir=plain_corpus)) as assistant:
        assert quotes(assistant.ask("How long do pears keep?")) == ["Pears keep for a week."]
        refused = assistant.ask("Who won the football world cup in 1990?")
        assert (refused.status, refused.citations) == ("not_covered", ())
        assert assistant.ask("hello").status == "small_talk"


def test_no_corpus_is_a_sentence(settings: MakeSettings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        Assistant.open(settings(corpus_dir=tmp_path / "nowhere"))
    assert caught.value.hint


# --- a language model ------------------------------------------------------------------------


def with_model(settings: MakeSettings, corpus: Path, server: ScriptedServer) -> Assistant:
    return Assistant.open(
        settings(
            corpus_dir=corpus,
            openai_base_url=server.base_url,
            model="scripted",
            first_token_timeout=20.0,
            idle_timeout=10.0,
            total_timeout=60.0,
        )
    )


def test_a_model_writes_and_its_markers_become_citations(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    scripted_server.enqueue(says("Pears keep for a week [2]. ", "Unicorns keep for ever [9]."))
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        events = list(assistant.stream("How long do pears keep?"))
    answered = events[-1]
    assert isinstance(answered, Answered)
    answer = answered.answer
    assert answer.engine == "scripted"
    assert quotes(answer) == ["Pears keep for a week."]
    assert "Unicorns" not in answer.text
    assert "".join(e.text for e in events if isinstance(e, Delta)) == answer.text


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (fails(401), "did not accept the key"),
        (fails(429, "insufficient_quota"), "used up"),
        (fails(503), "has a problem"),
        (Reply(body="<html>a login page</html>"), "wrote nothing"),
        (Reply(events=("data: {broken",)), "unreadable"),
        (says("Pears keep", finish=None, then="cut"), "broke off"),
        (says("Pears keep for a", finish="length"), "cut off at its limit"),
        (says("", finish="content_filter"), "declined"),
        (says("<think>Pears keep for"), "could not be proved"),
        (says("Unicorns keep for ever [9]."), "could not be proved"),
        (says("NOT_COVERED"), "could not be proved"),
    ],
)
def test_a_model_that_fails_leaves_the_articles_words_and_a_notice(
    settings: MakeSettings,
    plain_corpus: Path,
    scripted_server: ScriptedServer,
    reply: Reply,
    why: str,
) -> None:
    scripted_server.enqueue(reply, reply)
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        answer = assistant.ask("How long do pears keep?")
    assert (answer.status, answer.engine) == ("answered", "extractive")
    assert quotes(answer) == ["Pears keep for a week."]
    assert why in (answer.notice or "")


FOLLOWED = (Turn("user", "How long do pears keep?"), Turn("assistant", "For a week."))


def test_a_follow_up_is_read_as_the_question_that_a_model_makes_of_it(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    whole = "How long do pears keep for?"
    scripted_server.enqueue(says(f"Sure! Here it is:\n{whole}"), says("Pears keep for a week [2]."))
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        answer = assistant.ask("and for how long?", FOLLOWED)
    assert (answer.understood, quotes(answer)) == (whole, ["Pears keep for a week."])
    told = scripted_server.requests[-1]["messages"][-1]["content"]
    assert told.endswith(f"Question: {whole}")


def test_what_a_model_invents_is_not_what_is_read(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    scripted_server.enqueue(says("How much does Google pay in Zurich?"), says("NOT_COVERED"))
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        answer = assistant.ask("and for how long?", FOLLOWED)
    assert answer.understood == "How long do pears keep? And for how long?"
    assert "Zurich" not in str(scripted_server.requests[-1]["messages"][-1])


def test_an_act_and_a_whole_question_cost_no_second_call(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        for message in ("quote me the exact sentence", "where's that from?", "what did I ask?"):
            assert assistant.ask(message, FOLLOWED).engine == "extractive"
        assert scripted_server.requests == []
        scripted_server.enqueue(says("Pears keep for a week [2]."))
        assistant.ask("For how many days do ripe pears keep in a cold kitchen?", FOLLOWED)
        assert len(scripted_server.requests) == 1


GERMAN = "Wie lange halten sich reife Birnen in einer kühlen Küche ungefähr?"


@pytest.mark.parametrize(
    ("translation", "text"),
    [
        ("Birnen halten sich eine Woche [1].", "Birnen halten sich eine Woche [1]."),
        ("Birnen halten sich 9 Wochen [1].", "Pears keep for a week [1]."),
    ],
)
def test_who_asks_in_another_language_gets_what_was_proved_in_it(
    settings: MakeSettings,
    plain_corpus: Path,
    scripted_server: ScriptedServer,
    translation: str,
    text: str,
) -> None:
    scripted_server.enqueue(says("Pears keep for a week [2]."), says(translation))
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        answer = assistant.ask(GERMAN)
    assert (answer.status, answer.text, answer.engine) == ("answered", text, "scripted")
    assert quotes(answer) == ["Pears keep for a week."]
    assert answer.notice
    asked, translated = (request["messages"] for request in scripted_server.requests)
    assert GERMAN in asked[-1]["content"]
    assert "Pears keep for a week [1]." in translated[-1]["content"]


def test_nothing_proved_in_another_language_says_which_one_is_read(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    scripted_server.enqueue(says("NOT_COVERED"))
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        answer = assistant.ask(GERMAN)
    assert (answer.status, answer.engine) == ("not_covered", "extractive")
    assert len(scripted_server.requests) == 1


def test_a_model_is_not_asked_where_there_is_no_evidence(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        assert assistant.ask("hello").status == "small_talk"
        assert assistant.ask("qwrx zzkj plfm").status == "not_covered"
    assert scripted_server.requests == []


def test_model_errors_never_reach_the_person(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> None:
    with with_model(settings, plain_corpus, scripted_server) as assistant:
        for status in (400, 404, 500, 503):
            scripted_server.enqueue(fails(status), fails(status))
            try:
                assert assistant.ask("How long do pears keep?").notice
            except ModelError:
                pytest.fail(f"{status} came through")


@pytest.mark.parametrize(
    ("talked", "doubt", "holds"),
    [
        (
            ("How does a TPM spend their time?", "which one is biggest?"),
            "are you sure? I thought it was writing",
            ("~30%", "~20%"),
        ),
        (("who does a TPM report to",), "really? I thought it was the CTO", ("Head of Product",)),
    ],
)
def test_what_somebody_took_it_for_is_held_against_it(
    assistant: Assistant, talked: tuple[str, ...], doubt: str, holds: tuple[str, ...]
) -> None:
    *_, answer = talk(assistant, *talked, doubt)
    assert answer.text.startswith("That differs from what you remember.")
    assert all(words in answer.text for words in holds)
