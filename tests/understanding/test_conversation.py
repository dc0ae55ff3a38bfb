"""Messages in the light of what was said before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accepting import MESSAGE_MOST
from assistant.records import Turn
from assistant.text.pasted import unpasted
from assistant.understanding.conversation import MEMORY, Conversations, Request, understand
from assistant.understanding.shown import ShownPassages
from tests.support.small_document import SHOWN


def turns(*contents: str) -> list[Turn]:
    """A conversation in which every message of the person got a reply."""
    told: list[Turn] = []
    for content in contents:
        told += [Turn("user", content), Turn("assistant", "An answer. [1]")]
    return told


ASKED = "do tpms write code?"

REQUESTS: list[tuple[str, Request]] = [
    ("shorter", "shorter"),
    ("Shorter please!", "shorter"),
    ("can you make it shorter", "shorter"),
    ("in one sentence", "one_sentence"),
    ("tl;dr", "shorter"),
    ("TLDR", "shorter"),
    ("too long", "shorter"),
    ("give me the short version", "shorter"),
    ("summarize that", "shorter"),
    ("as bullets", "bullets"),
    ("As bullet points, please.", "bullets"),
    ("can you put that in bullet points", "bullets"),
    ("make it a bulleted list", "bullets"),
    ("as a list pls", "bullets"),
    ("which section is that from?", "section"),
    ("where does it say that", "section"),
    ("section?", "section"),
    ("what part of the article is this from", "section"),
    ("where's that from", "section"),
    ("source?", "section"),
    ("say that again", "repeat"),
    ("yes", "go_on"),
    ("Sure, go on!", "go_on"),
    ("yes please", "go_on"),
    ("in a table", "table"),
    ("quote me the exact sentence", "verbatim"),
]


@pytest.mark.parametrize(("message", "request_"), REQUESTS)
def test_requests_about_the_last_answer(message: str, request_: Request) -> None:
    understood = understand(message, turns(ASKED))
    assert understood.request == request_
    assert understood.question == ASKED


QUESTIONS = [
    "what is the short version of the role?",
    "what section of the job is hardest?",
    "how long is a short list of candidates",
    "is a bullet journal useful",
    "which part of a product does a tpm own?",
    "where do tpms work",
    "who lists the requirements",
]


@pytest.mark.parametrize("message", QUESTIONS)
def test_questions_that_only_sound_like_requests(message: str) -> None:
    assert understand(message, turns(ASKED)).request is None


@pytest.mark.parametrize(("message", "_request"), REQUESTS)
def test_without_history_everything_is_a_question(message: str, _request: Request) -> None:
    understood = understand(message, [])
    assert understood.request is None
    assert understood.question == message


@pytest.mark.parametrize("pleasantry", ["hi", "thanks!", "ok", "good morning", "cool, thank you"])
def test_a_pleasantry_is_no_question_to_lean_on(pleasantry: str) -> None:
    assert understand("and designs?", turns(ASKED, pleasantry)).question.startswith(ASKED)
    assert understand("What is a typical day?", turns(pleasantry)).leaning is False


@pytest.mark.parametrize(
    "message", ["very useful, thank you", "np thanks anyway", "perfect, bye!", "haha fair enough"]
)
def test_a_pleasantry_after_an_answer_is_no_follow_up(message: str) -> None:
    understood = understand(message, turns(ASKED))
    assert (understood.pleasantry, understood.question) == (True, message)


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("wrong, I asked about the PM", "the PM"),
        ("no, I meant the project manager", "the project manager"),
        ("no", "no"),
        ("i want the numbers, not a link", "the numbers"),
        ("i dont mean when, i mean where they sit", "where they sit"),
    ],
)
def test_a_correction_is_read_without_its_complaint(message: str, meant: str) -> None:
    assert understand(message, turns(ASKED)).question == f"{ASKED} | {meant}"


def test_a_question_may_say_in_which_form_it_wants_the_answer() -> None:
    understood = understand("Summarize the article in 3 bullets", [])
    assert (understood.question, understood.request) == ("Summarize the article", "bullets")


def test_a_correction_may_only_turn_the_question_word() -> None:
    understood = understand("i dont mean when, i mean how", turns("When do they find out?"))
    assert understood.question == "how do they find out?"


def test_a_wrong_question_is_taken_back() -> None:
    understood = understand("sorry wrong question. do keepers sleep at night", turns(ASKED))
    assert (understood.question, understood.leaning) == ("do keepers sleep at night", False)


def test_after_a_refusal_the_answer_before_it_may_be_meant() -> None:
    last = [Turn("user", "and on sundays?"), Turn("assistant", "The article does not say.")]
    shown = Turn("assistant", "x [1]", "id", (("role", 0, 5),))
    passages = ShownPassages(SHOWN)
    talk = Conversations(passages).understand("how quick", [Turn("user", "a boat?"), shown, *last])
    assert talk.others == ("a boat? | how quick",)
    assert talk.whole("How quick is the boat?").others == ()


def test_an_act_with_nothing_to_work_on_is_a_question() -> None:
    understood = understand("who earns the most", turns(ASKED))
    assert understood.otherwise is not None
    assert understood.otherwise.question.endswith("who earns the most")


def test_what_names_the_text_itself_is_whole() -> None:
    assert understand("who wrote this article", turns(ASKED)).leaning is False


def test_a_form_is_one_behind_a_word_of_thanks_too() -> None:
    understood = understand("ok as a list", turns(ASKED))
    assert understood.request == "bullets"
    assert not understood.pleasantry


def test_an_act_may_say_in_which_form_it_is_wanted() -> None:
    understood = understand("sum up what we discussed as bullets", turns(ASKED))
    assert understood.act is not None
    assert understood.act.act == "summary"
    assert understood.request == "bullets"


def test_a_follow_up_leans_on_what_an_act_brought_up() -> None:
    understood = understand("who reads it", turns(ASKED, "quote the line about writing"))
    assert "writing" in understood.question


def test_what_was_typed_in_a_hurry_is_spelled_out() -> None:
    assert understand("tell me sth abt pay", turns(ASKED)).question.endswith(
        "tell me something about pay"
    )


def test_requests_can_be_chained() -> None:
    understood = understand("now as bullets", turns(ASKED, "shorter", "which section is that"))
    assert (understood.request, understood.question) == ("bullets", ASKED)


def test_a_follow_up_is_looked_up_behind_the_question_before() -> None:
    understood = understand("and the median wage?", turns("what do tpms earn?"))
    assert understood.leaning
    assert understood.question == "what do tpms earn? | and the median wage?"


def test_requests_are_no_part_of_what_a_follow_up_leans_on() -> None:
    understood = understand("and designs?", turns(ASKED, "shorter", "yes"))
    assert understood.question == f"{ASKED} | and designs?"


@pytest.mark.parametrize("again", ["is it a senior role?", "Is it a senior role"])
def test_who_asks_again_is_understood_as_before(again: str) -> None:
    understood = understand(again, turns("is it a senior role?"))
    assert (understood.question, understood.shown_as) == (again, "")
    behind_one = understand("how long?", turns(ASKED, "how long?"))
    assert behind_one.question == f"{ASKED} | how long?"


def test_what_goes_on_goes_on_when_it_is_said_again() -> None:
    understood = understand("and designs?", turns(ASKED, "and designs?"))
    assert understood.question == f"{ASKED} | and designs? | and designs?"


def test_a_question_of_its_own_stays_alone() -> None:
    question = "How many openings a year does the Bureau of Labor Statistics project?"
    understood = understand(question, turns(ASKED))
    assert (understood.question, understood.leaning) == (question, False)


def test_a_request_about_a_follow_up_is_about_the_follow_up() -> None:
    understood = understand("shorter", turns(ASKED, "and designs?"))
    assert understood.question == f"{ASKED} | and designs?"


def test_old_turns_are_forgotten() -> None:
    history = turns("the very first", *["which section is that from?"] * MEMORY)
    understood = understand("shorter", history)
    assert understood.question == ""


@given(
    st.text(min_size=1, max_size=80),
    st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), st.text(max_size=60))),
)
def test_every_message_is_understood_somehow(message: str, history: list[Turn]) -> None:
    understood = understand(message, history)
    assert understood.message == unpasted(message)
    assert understood.question or understood.request


@given(st.text(min_size=1, max_size=2000))
def test_long_odd_messages_take_no_time(message: str) -> None:
    understand(message * 3, turns(message))


def test_a_follow_up_is_shown_behind_the_question_that_it_leans_on() -> None:
    assert (
        understand("and in winter?", turns(ASKED)).shown_as == "Do tpms write code? And in winter?"
    )
    for whole in ("how much of the week goes into writing specs", "thanks!", "shorter"):
        assert understand(whole, turns(ASKED)).shown_as == ""
    assert understand("and in winter?", []).shown_as == ""
    twice = [*turns(ASKED), *turns("no i mean how many of them do")]
    assert understand("and in winter?", twice).shown_as == "Do tpms write code? And in winter?"


def test_in_general_takes_the_bound_off_the_last_question() -> None:
    asked = understand("and in general?", turns("what does a keeper earn in winter"))
    assert asked.question == asked.read_as == "what does a keeper earn"
    assert not understand("and in general?", turns("do keepers swim")).read_as


def test_a_leaning_question_is_shown_behind_the_last_whole_one() -> None:
    talk = [*turns("what does a keeper earn in winter"), *turns("and in summer?")]
    assert (
        understand("or spring?", talk).shown_as == "What does a keeper earn in winter? Or spring?"
    )


def test_only_what_goes_back_may_mean_the_question_that_was_answered() -> None:
    told = Turn("assistant", f"{SHOWN[0].text} [1]")
    talk = [
        *(Turn("user", "what does a keeper do"), told),
        *(Turn("user", "is the job remote"), Turn("assistant", "The article does not say.")),
    ]
    talks = Conversations(ShownPassages(SHOWN))
    assert talks.understand("and in winter?", talk).others
    assert not talks.understand("which harbour has the tallest lighthouse", talk).others


def test_of_an_earlier_message_no_more_is_read_than_could_be_asked() -> None:
    longer = "".join(f"What does keeper {number} do? " for number in range(800))
    talk = understand("why?", turns(longer)).talk
    assert [len(exchange.message) for exchange in talk] == [MESSAGE_MOST]
