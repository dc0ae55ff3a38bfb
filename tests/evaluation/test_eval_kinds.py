"""The kinds: their files, their rules as tables, the ways, and the shares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Answer
from eval.changes import load_baseline
from eval.errors import SetError
from eval.kinds.asking import ask_cases, ask_ways
from eval.kinds.cases import READERS, Case, Message, half_named, load_kinds, of_half
from eval.kinds.command import measure_kinds
from eval.kinds.rules import begins_right, faults, says_missing
from eval.kinds.table import shares_of
from eval.kinds.ways import WAYS, ways_of, with_typo
from eval.reply import Cited, Reply, Span
from eval.sets import Sets, load_sets
from eval.subject import InProcess, Said
from tests.support.scripted import Scripted, ScriptedSubject, the_corpus

TEXT = "Cats sleep a lot. Dogs do not sleep at noon. Usually not.\n| Age | 12 | 15 |\n"
TEXTS = {"d": TEXT}


def cite(number: int, quote: str) -> Cited:
    start = TEXT.index(quote)
    return Cited(number, quote, Span("d", start, start + len(quote)), "")


def reply(status: str, text: str = "", *quotes: str, missing: tuple[str, ...] = ()) -> Reply:
    cited = tuple(cite(number, quote) for number, quote in enumerate(quotes, 1))
    return Reply(status=status, text=text, citations=cited, missing=missing)


CATS = "Cats sleep a lot."
ROW = "Age | 12 | 15"


@pytest.mark.parametrize(
    ("message", "given", "right"),
    [
        (Message("q", "refused"), reply("not_covered", "No."), True),
        (Message("q", "refused"), reply("partial", "Cats. [1]", CATS), False),
        (Message("q", "refused"), reply("answered", "Cats. [1]", CATS), False),
        (Message("q", "refused"), Reply(error="boom"), False),
        (Message("q", "unanswered"), reply("partial", "Cats. [1]", CATS), True),
        (Message("q", "unanswered"), reply("small_talk", "Hello."), True),
        (Message("q", "unanswered"), reply("answered", "Cats. [1]", CATS), False),
        (Message("q", "unanswered"), Reply(error="boom"), False),
        (Message("q", "answered", gold=(CATS,)), reply("answered", "They sleep. [1]", CATS), True),
        (Message("q", "answered", gold=(CATS,)), reply("partial", "They sleep. [1]", CATS), False),
        (Message("q", "answered", gold=(CATS,)), reply("answered", "x [1]", "Dogs do not"), False),
        (Message("q", "answered", gold=(CATS, ROW), need=2), reply("answered", "", CATS), False),
        (
            Message("q", "answered", gold=(CATS, ROW), need=2),
            reply("answered", "", CATS, ROW),
            True,
        ),
        (Message("q", "answered", need=0, facts=("12",)), reply("answered", "x", ROW), True),
        (Message("q", "answered", need=0, facts=("13",)), reply("answered", "x", ROW), False),
        (Message("q", "answered", need=0, wrong=("CATS",)), reply("answered", "Cats", CATS), False),
        (Message("q", "answered", need=0, wrong=("12",)), reply("answered", "Cats", ROW), True),
        (Message("q", "overview", gold=(CATS,)), reply("answered", "", CATS, "Usually not."), True),
        (
            Message("q", "overview", gold=(CATS,), alone=("usually not",)),
            reply("answered", "", CATS, "Usually not."),
            False,
        ),
        (Message("q", "told", gold=(CATS,)), reply("partial", "Cats. [1]", CATS), True),
        (Message("q", "told", gold=(CATS,)), reply("answered", "Cats. [1]", CATS), False),
        (Message("q", "told", gold=(CATS,)), reply("partial", "Dogs. [1]", "Dogs do not"), False),
    ],
)
def test_a_reply_against_its_rule(message: Message, given: Reply, right: bool) -> None:
    assert (not faults(message, given, TEXTS)) is right


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (reply("answered", "Cats sleep a lot. [1]\n\nIt does not say how long.", CATS), True),
        (reply("answered", "The text doesn’t name a breed. Cats sleep a lot. [1]", CATS), True),
        (reply("answered", "Nothing is said about birds. Cats sleep a lot. [1]", CATS), True),
        (reply("answered", "Cats sleep a lot. [1]", CATS, missing=("how long",)), True),
        (reply("answered", "Cats sleep a lot. [1]", CATS), False),
        # A quote that is negated itself tells nothing about what is missing.
        (
            reply("answered", "Dogs do not sleep at noon. [1]", "Dogs do not sleep at noon."),
            False,
        ),
    ],
)
def test_whether_a_reply_says_what_is_missing(given: Reply, told: bool) -> None:
    assert says_missing(given) is told


def test_the_shipped_files_fit_the_article() -> None:
    kinds = load_kinds()
    assert set(kinds) == set(READERS)
    (document,) = the_corpus().documents.values()
    for cases in kinds.values():
        assert len({case.id for case in cases}) == len(cases)
        for message in (message for case in cases for message in case.messages):
            assert all(quote in document.text for quote in (*message.gold, *message.alone))
            assert message.need <= len(message.gold) or message.rule != "answered"


def test_the_halves_part_every_kind() -> None:
    for cases in load_kinds().values():
        even, odd = of_half(cases, "even"), of_half(cases, "odd")
        assert even
        assert odd
        assert sorted((*even, *odd), key=cases.index) == list(cases)
    with pytest.raises(SetError, match="no half"):
        half_named("third")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "overview_dev.jsonl").write_text('{"id": "V1"}\n', encoding="utf-8")
    with pytest.raises(SetError, match=r"overview_dev.jsonl line 1"):
        load_kinds(tmp_path)
    with pytest.raises(SetError, match="no file"):
        load_kinds(tmp_path / "empty")
    with pytest.raises(SetError, match="no kind nonsense"):
        load_kinds(only=("nonsense",))


@given(st.text(min_size=1, max_size=80))
def test_ways_change_characters_and_are_steady(question: str) -> None:
    said = ways_of(question)
    assert said == ways_of(question)
    assert set(said) <= set(WAYS)
    assert all(text != question for text in said.values())


def test_ways_of_a_question() -> None:
    assert len(WAYS) == 16
    said = ways_of("What does a TPM do?")
    assert said["Can you tell me:"] == "Can you tell me: what does a TPM do?"
    assert said["spelled out"] == "What does a technical product manager do?"
    assert said["mark off"] == "What does a TPM do"
    assert "abbreviated" not in said
    assert "mark on" not in said


@given(st.from_regex(r"[A-Za-z ?]{1,60}", fullmatch=True))
def test_a_typo_keeps_the_letters(question: str) -> None:
    assert sorted(with_typo(question)) == sorted(question)


class Listening(Scripted):
    """Remembers the history that it was asked with."""

    def __init__(self) -> None:
        super().__init__(load_sets())
        self.heard: list[Any] = []

    def ask(self, question: str, history: Any = ()) -> Answer:
        self.heard.append(history)
        return super().ask(question, history)


def test_a_conversation_is_asked_with_what_the_page_sends() -> None:
    assistant = Listening()
    conversation = load_sets().conversations[0]
    messages = tuple(Message(turn.user, "unanswered") for turn in conversation.turns)
    case = Case("conversations", "c1", messages, in_order=True)
    ask_cases(InProcess(assistant), [case], lambda *_: None)
    first = assistant.ask(conversation.turns[0].user)
    user, answer = assistant.heard[1]
    assert (user.role, user.content) == ("user", conversation.turns[0].user)
    assert answer == first.as_turn()


class Literal(Scripted):
    """Answers one question, letter by letter, and refuses everything else."""

    def __init__(self, question: str) -> None:
        super().__init__(load_sets())
        self.only = question

    def ask(self, question: str, history: Any = ()) -> Answer:
        return super().ask(question if question == self.only else "Where is the sea?", history)


def test_invariance_counts_a_question_as_kept_only_in_all_ways() -> None:
    question = load_sets().answerable[0].question
    subject = InProcess(Literal(question))
    # It knows the question letter by letter, so each way loses it …
    (known,) = ask_ways(subject, [("a1", question, True)], lambda *_: None)
    assert not any(known.ways.values())
    assert not known.right
    # … and refuses what it does not know, however it is said.
    (unknown,) = ask_ways(subject, [("u1", "Where is the sea?", False)], lambda *_: None)
    assert unknown.right
    shares = {share.key: share for share in shares_of([], [known, unknown])}
    assert shares["invariance"].value == 0.5
    assert shares["invariance/answerable"].value == 0.0
    assert shares["invariance/unanswerable"].value == 1.0


def test_yes_and_no_are_counted_beside_what_is_wrong(tmp_path: Path) -> None:
    rows = (
        {"id": "Y1", "question": load_sets().answerable[0].question, "says": "yes"},
        {"id": "Y2", "question": "Where is the sea?", "says": "no"},
    )
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "yes_no.jsonl").write_text(lines, encoding="utf-8")
    done = measure_kinds(InProcess(Scripted(load_sets())), lambda *_: None, data=tmp_path)
    assert [(share.key, share.value) for share in done.shares] == [
        ("yes_no", 1.0),
        ("yes_no/begins with it", 0.0),
    ]
    (case,) = (case for case in load_kinds(tmp_path)["yes_no"] if case.id == "Y2")
    (message,) = case.messages
    assert begins_right(message, reply("answered", "Usually not. Cats sleep. [1]", CATS))
    assert not begins_right(message, reply("answered", "Cats sleep a lot. [1]", CATS))
    assert faults(message, reply("answered", "Yes. Cats sleep a lot. [1]", CATS), TEXTS)
    assert not faults(message, reply("answered", "Nobody knows.", CATS), TEXTS)


def test_a_run_writes_its_verdicts_and_failures(tmp_path: Path) -> None:
    row = {"id": "N2", "question": "Where is the sea?", "kind": "number", "note": ""}
    told = {**row, "id": "N4", "question": load_sets().answerable[0].question}
    lines = "".join(json.dumps(one) + "\n" for one in (row, told))
    (tmp_path / "hard_unanswerable.jsonl").write_text(lines, encoding="utf-8")
    subject = InProcess(Scripted(load_sets()))
    done = measure_kinds(subject, lambda *_: None, data=tmp_path, half="even")
    assert [(share.key, share.value) for share in done.shares] == [
        ("hard_unanswerable", 0.5),
        ("hard_unanswerable/number", 0.5),
    ]
    done.write(tmp_path / "kinds.json")
    kept = load_baseline(tmp_path / "kinds.json")
    assert kept.verdicts == {"N2": True, "N4": False}
    assert kept.values["hard_refused"] == {"N2": 1.0, "N4": 0.0}
    assert done.write_failures(tmp_path / "failures.jsonl") == 1
    failure = json.loads((tmp_path / "failures.jsonl").read_text(encoding="utf-8"))
    assert failure["id"] == "N4"
    assert failure["cited"]
    with pytest.raises(SetError, match="No case"):
        measure_kinds(subject, lambda *_: None, data=tmp_path, half="odd")


class Forgetful(ScriptedSubject):
    """Answers nothing once something was asked before, and says something else each third time."""

    def __init__(self, sets: Sets) -> None:
        super().__init__(Scripted(sets), sets)
        self.asked = 0

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        self.asked += 1
        if history:
            return Reply(status="not_covered", text="No.")
        return Reply(status="answered", text=f"Yes, {self.asked // 7}. [1]")


def test_questions_are_asked_again_after_others_and_once_more() -> None:
    sets = load_sets().limited(4)
    done = measure_kinds(Forgetful(sets), lambda *_: None, sets, only=["history"])
    shares = {share.key: share for share in done.shares}
    assert shares["history"].value == shares["history/answered alone"].value == 0.0
    assert "history/not answered alone" not in shares
    assert 0.0 <= shares["twice"].value < 1.0
    assert all(len(one.before) == 2 and one.question not in one.before for one in done.again)
    failures = [failure["kind"] for one in done.again for failure in one.failures()]
    assert failures.count("history") == len(done.again)


class Steady(ScriptedSubject):
    """Answers whatever came before."""

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        return super().ask(question)


def test_who_answers_each_question_alike_is_right_in_all_of_it(tmp_path: Path) -> None:
    sets = load_sets().limited(4)
    done = measure_kinds(Steady(Scripted(sets), sets), lambda *_: None, sets, only=["history"])
    assert {share.key: share.value for share in done.shares} == {
        "history": 1.0, "history/answered alone": 1.0, "history/not answered alone": 1.0,
        "history/answerable": 1.0, "history/unanswerable": 1.0, "twice": 1.0,
    }  # fmt: skip
    small_talk = {case.id for case in sets.unanswerable if case.expect == "small_talk"}
    assert small_talk.isdisjoint(one.id for one in done.again)
    done.write(tmp_path / "kinds.json")
    kept = load_baseline(tmp_path / "kinds.json")
    assert set(kept.values["history_kept"].values()) == {1.0}
    assert len(kept.values["twice_same"]) == len(done.again)
