"""What happens to an answer and a rating: ids, masks, and a database that is slow or gone."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionError, StoreError
from assistant.keeping.answer_ids import AnswerIds
from assistant.keeping.keeper import Keeper
from assistant.keeping.masking import masked
from assistant.keeping.retention import ClockSeen, believable
from assistant.keeping.visits import Visit
from assistant.records import Answer
from tests.conftest import MakeSettings
from tests.support.list_store import ListStore

SITE = "https://jobs.example"
ANSWERED = Answer("x", "what is it", "answered", "It.", "extractive", "f00", 1.0)
REFUSED = replace(ANSWERED, status="not_covered", question="call me at +1 415 555 2671?")


@pytest.fixture
def store() -> ListStore:
    return ListStore()


@pytest.fixture
def keeper(settings: MakeSettings, store: ListStore) -> Iterator[Keeper]:
    made = Keeper(settings(store_questions="uncovered", widget_origins=(SITE,)), store)
    made.start()
    yield made
    made.close()


def test_words_are_kept_as_the_owner_chose(settings: MakeSettings) -> None:
    for choice, wanted in (("no", 0), ("uncovered", 1), ("all", 2)):
        store = ListStore()
        keeper = Keeper(settings(store_questions=choice), store)
        for answer in (ANSWERED, REFUSED):
            keeper.answered(keeper.named(answer, (), "page"))
        keeper.flush()
        assert len(store.kept) == wanted
        assert sum(store.counted.values()) == 2
        assert "415 555" not in str(store.kept)


def test_an_id_can_be_rated_by_any_process_and_after_a_restart(
    settings: MakeSettings, store: ListStore
) -> None:
    first, second = (Keeper(settings(widget_origins=(SITE,)), store) for _ in range(2))
    answer = first.named(ANSWERED, (), "widget", SITE)
    second.rate(answer.id, "down", "wrong", "mail me at a@b.example")
    (rated,) = store.ratings()
    assert (rated.outcome, rated.surface, rated.site) == ("answered", "widget", SITE)
    assert (rated.reason, rated.comment) == ("wrong", "mail me at [mail]")


def test_a_talk_is_one_conversation_and_can_be_forgotten(keeper: Keeper, store: ListStore) -> None:
    first = keeper.named(REFUSED, (), "page")
    second = keeper.named(REFUSED, (first.as_turn(),), "page")
    third = keeper.named(REFUSED, (first.as_turn(), second.as_turn()), "page")
    other = keeper.named(REFUSED, (replace(first.as_turn(), answer_id="forged"),), "page")
    for answer in (first, second, third, other):
        keeper.answered(answer)
    keeper.rate(third.id, "up")
    assert keeper.forget([second.id, "forged"]) == 4
    assert [visit.id for visit in store.visits()] == [other.id]
    with pytest.raises(QuestionError):
        keeper.forget(["forged"])


def test_ids_that_are_not_ours_are_refused(keeper: Keeper) -> None:
    good = keeper.named(ANSWERED, (), "page").id
    for wrong in ("", "nobody", good[:-1], good + "x", good.replace("-", "_"), "é" * 20):
        with pytest.raises(QuestionError, match="no answer with this"):
            keeper.rate(wrong, "up")
    old = keeper.ids().make(time.time() - 91 * 86_400, "answered", "page")
    with pytest.raises(QuestionError, match="too old"):
        keeper.rate(old, "up")
    with pytest.raises(QuestionError, match="2,000"):
        keeper.rate(good, "up", comment="x" * 2_001)


@given(st.text(max_size=200))
def test_any_text_is_no_id(text: str) -> None:
    with pytest.raises(QuestionError):
        AnswerIds("one-key-of-the-tests").read(text)


def test_an_id_carries_what_was_put_in_and_another_key_does_not_read_it() -> None:
    ids = AnswerIds("one-key-of-the-tests", [SITE])
    made = ids.make(1_800_000_000.9, "partial", "widget", SITE, "abc")
    read = ids.read(made)
    assert (read.asked_at, read.outcome, read.surface) == (1_800_000_000.0, "partial", "widget")
    assert (read.site, read.conversation) == (SITE, "abc")
    assert len(made) <= 120
    with pytest.raises(QuestionError):
        AnswerIds("another-key-of-the-tests").read(made)


def test_a_database_that_is_gone_costs_a_thumb_but_never_an_answer(
    settings: MakeSettings, store: ListStore, caplog: pytest.LogCaptureFixture
) -> None:
    lost: list[str] = []
    store.broken = True
    keeper = Keeper(settings(store_questions="all"), store, lost.append)
    with caplog.at_level(logging.WARNING):
        answer = keeper.named(REFUSED, (), "page")
        keeper.answered(answer)
        keeper.flush()
    assert "cannot be stored" in caplog.text
    assert "415 555" not in caplog.text
    with pytest.raises(StoreError):
        keeper.rate(answer.id, "up")
    assert lost == ["visit", "rating"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I am a@b.example, ok?", "I am [mail], ok?"),
        ("call +49 30 901820", "call [phone]"),
        ("call (415) 555-2671 now", "call [phone] now"),
        ("my card 4111 1111 1111 1111", "my card [card]"),
        ("pay to DE89 3704 0044 0532 0130 00", "pay to [account]"),
        ("my ssn is 078-05-1120", "my ssn is [number]"),
        ("see https://me.example/cv?id=1", "see [link]"),
        ("from 203.0.113.7", "from [address]"),
        ("I live at 12 Baker Street", "I live at [address]"),
        ("my name is Ada Lovelace and I code", "my name is [name] and I code"),
    ],
)
def test_personal_details_are_masked(said: str, kept: str) -> None:
    assert masked(said) == kept


@pytest.mark.parametrize(
    "question",
    [
        "Does a TPM earn $120,000 to $150,000 a year?",
        "is 30% writing plus 20% meetings in 2026 right",
        "what about 5-7 years of experience",
        "how is a TPM different from a PM in 3 points",
        "what does version 1.2.3 of the spec need",
    ],
)
def test_ordinary_questions_are_left_alone(question: str) -> None:
    assert masked(question) == question


DAY = 86_400.0


def test_a_clock_is_believed_when_it_goes_on_or_stays() -> None:
    by, seen = believable(100 * DAY, ClockSeen())
    assert by == 100 * DAY
    by, seen = believable(107 * DAY, seen)
    assert by == 107 * DAY
    by, seen = believable(4_000 * DAY, seen)
    assert by == 107 * DAY
    by, after = believable(4_000 * DAY + 3_600, seen)
    assert by == 107 * DAY
    by, after = believable(4_001 * DAY, after)
    assert by == 4_001 * DAY
    by, _ = believable(108 * DAY, after)
    assert by == 108 * DAY
    by, _ = believable(9_000 * DAY, seen)
    assert by == 107 * DAY


@given(st.lists(st.floats(0, 1e11), max_size=20))
def test_nothing_is_deleted_by_a_time_that_was_never_told(times: list[float]) -> None:
    seen = ClockSeen()
    told: list[float] = []
    for now in times:
        told.append(now)
        by, seen = believable(now, seen)
        assert by in told


class PickyStore(ListStore):
    """Cannot write one answer, and counts its transactions."""

    def __init__(self, never: str) -> None:
        super().__init__()
        self.never = never
        self.written = 0

    def asked(self, *some: Visit) -> None:
        if any(visit.id == self.never for visit in some):
            raise StoreError("This cannot be stored.", "Leave it out.")
        super().asked(*some)
        self.written += 1


def test_what_waits_is_written_together_and_what_cannot_be_takes_nothing_with_it(
    settings: MakeSettings,
) -> None:
    lost: list[str] = []
    store = PickyStore("none")
    keeper = Keeper(settings(store_questions="all"), store, lost.append)
    answers = [keeper.named(ANSWERED, (), "page") for _ in range(250)]
    for answer in answers:
        keeper.answered(answer)
    keeper.start()
    keeper.flush()
    assert len(store.kept) == 250
    assert store.written <= 10
    store.never = keeper.named(ANSWERED, (), "page").id
    more = [keeper.named(ANSWERED, (), "page"), replace(ANSWERED, id=store.never), *answers[:1]]
    keeper._write_all([Visit(answer.id, "c", 1.0, "answered", "page", question="q")
                       for answer in more])  # fmt: skip
    keeper.close()
    assert lost == ["visit"]
    assert set(store.kept) == {answer.id for answer in (*answers, more[0])}


def test_visits_that_come_one_after_the_other_share_a_transaction(settings: MakeSettings) -> None:
    store = PickyStore("none")
    keeper = Keeper(settings(), store)
    keeper.start()
    for _ in range(20):
        keeper.answered(keeper.named(ANSWERED, (), "page"))
        time.sleep(0.002)
    keeper.flush()
    keeper.close()
    assert sum(store.counted.values()) == 20
    assert store.written <= 3


def test_who_closes_does_not_wait_for_others(settings: MakeSettings) -> None:
    keeper, store = Keeper(settings(), ListStore()), ListStore()
    keeper.store = store
    keeper.start()
    keeper.answered(keeper.named(ANSWERED, (), "page"))
    keeper.close()
    assert sum(store.counted.values()) == 1
