"""Deciding and choosing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.index.retrieval import Found
from assistant.reading.parameters import ReaderParameters
from assistant.reading.reader import Reader
from assistant.reading.readings import Part, Reading
from assistant.reading.voting.vote import VoteParameters
from assistant.records import Evidence, Passage
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus
from assistant.sources.readers import parse
from assistant.text import turns
from tests.support.said_scorer import SaidScorer

PARSED = parse(
    "Pears keep for 7 days. Apples keep for 30 days.\n\n"
    "| Fruit | Price |\n|---|---|\n| Pear | $3 |\n| Apple | $2 |\n| Plum | $1 |\n| Fig | $5 |\n",
    "fruit",
)
DOCUMENT, PASSAGES = PARSED.document, PARSED.passages
PEARS, APPLES, HEADER, PEAR, APPLE, PLUM, FIG = PASSAGES
PARAMETERS = ReaderParameters.load()
VOTE = VoteParameters(
    neighbours=8,
    scale=20.0,
    anchor_scale=20.0,
    anchor_share=0.0,
    discount=0.9,
    intercept=0.0,
    mass_weight=1.0,
    similarity_weight=0.0,
    margin_weight=0.0,
    answer_threshold=0.5,
    premise_threshold=0.5,
    act_threshold=0.5,
    cite_share=0.4,
    cite_floor=0.1,
    cite_apart=0.1,
    cite_most=6,
)


def reader(
    banked: bool = True,
    votes: VoteParameters | None = VOTE,
    says: Mapping[str, float] | None = None,
) -> Reader:
    corpus = Corpus(
        documents={DOCUMENT.id: DOCUMENT},
        passages=PASSAGES,
        entries=(),
        banked=frozenset([DOCUMENT.id] if banked else []),
    )
    return Reader(corpus, votes, PARAMETERS, scorer=SaidScorer(corpus, says or {}))


def found(
    *neighbours: tuple[BankEntry, float],
    question: str = "how long?",
    similarity: float = 0.5,
    keyword: float = 0.5,
) -> Found:
    evidence = tuple(
        Evidence(passage, rank, 1 / rank) for rank, passage in enumerate(PASSAGES, start=1)
    )
    return Found(question, evidence, similarity, keyword, neighbours)


def answer(*passages: Passage) -> BankEntry:
    return BankEntry("?", "answer", tuple(passage.id for passage in passages))


SILENT = BankEntry("?", "uncovered", (APPLES.id,), topic="season")
HELLO = BankEntry("hi", "act", act="greeting")


def test_neighbours_that_are_answered_say_with_what() -> None:
    reading = reader().read(found((answer(APPLES), 0.9), (SILENT, 0.2)))
    assert reading.outcome == "answer"
    assert reading.chosen == (APPLES,)
    assert reading.evidence[0].passage == APPLES
    assert [item.rank for item in reading.evidence] == list(range(1, len(PASSAGES) + 1))


def test_neighbours_that_are_not_answered_refuse_and_say_what_is_near() -> None:
    reading = reader().read(found((SILENT, 0.9), (answer(PEARS), 0.2)))
    assert (reading.outcome, reading.chosen, reading.topic) == ("uncovered", (), "season")
    assert reading.near[0] == APPLES


def test_what_a_near_question_is_told_in_part_is_beside_one_without_an_answer() -> None:
    told = BankEntry("?", "partial", (PEARS.id,), missing="when")
    reading = reader().read(found((SILENT, 0.95), (SILENT, 0.9), (SILENT, 0.9), (told, 0.7)))
    assert (reading.outcome, reading.beside) == ("uncovered", (PEARS,))
    assert reading.heard == (PEARS,)


def test_small_talk_is_told_apart() -> None:
    reading = reader().read(found((HELLO, 0.95), (SILENT, 0.3)))
    assert (reading.outcome, reading.act) == ("act", "greeting")


def test_of_a_few_known_questions_only_the_one_that_is_meant_is_heard() -> None:
    plain = reader(banked=False, says={PEARS.id: 4.0})
    near = plain.read(found((answer(APPLES), 0.9), (HELLO, 0.5)))
    far = plain.read(found((HELLO, 0.6), (answer(APPLES), 0.6)))
    assert (near.chosen, far.chosen) == ((APPLES,), (PEARS,))
    assert plain.read(found((SILENT, 0.9), (answer(APPLES), 0.6))).outcome == "uncovered"


def test_a_number_that_conflicts_makes_it_a_false_premise() -> None:
    neighbour = (answer(PEARS), 0.9)
    right = reader().read(found(neighbour, question="do pears really keep for 7 days?"))
    wrong = reader().read(found(neighbour, question="how come pears keep for 70 days?"))
    assert (right.outcome, wrong.outcome) == ("answer", "premise")
    asked = reader().read(found(neighbour, question="do pears really keep for 70 days?"))
    assert (right.says, asked.says) == ("yes", "no")
    assert right.chosen == wrong.chosen


def test_most_of_a_table_brings_the_rest() -> None:
    some = reader().read(found((answer(PEAR, APPLE), 0.9)))
    assert set(some.chosen) == {PEAR, APPLE}
    most = reader().read(found((answer(PEAR, APPLE, PLUM), 0.9)))
    assert set(most.chosen) == {PEAR, APPLE, PLUM, FIG}


def test_behind_a_conversation_what_stands_apart_is_told_as_readily() -> None:
    near = ((answer(APPLES), 0.9), (answer(PEARS), 0.89))
    strict = reader(votes=replace(VOTE, cite_apart=0.9))
    assert strict.read(found(*near)).chosen == (APPLES,)
    behind = found(*near, question=turns.joined(("how long do apples keep?", "and pears?")))
    assert strict.read(behind).chosen == (APPLES, PEARS)


def test_a_question_that_the_bank_holds_is_not_put_to_the_vote() -> None:
    silent = [(replace(SILENT, text=f"{n}"), 0.9) for n in range(5)]
    same = reader().read(found((answer(PEARS), 0.99), *silent))
    assert same.chosen == (PEARS,)
    near = reader().read(found((answer(PEARS), 0.9), *silent))
    assert near.outcome == "uncovered"


def test_a_header_alone_brings_its_table_and_beside_rows_it_goes() -> None:
    alone = reader().read(found((answer(HEADER), 0.9)))
    assert set(alone.chosen) == {PEAR, APPLE, PLUM, FIG}
    beside = reader().read(found((answer(HEADER, PEAR), 0.9)))
    assert beside.chosen == (PEAR,)


def test_numbers_of_the_persons_own_case_are_no_premise() -> None:
    own = reader().read(found((answer(PEARS), 0.9), question="I kept my pears for 70 days, ok?"))
    assert own.outcome == "answer"


def test_without_a_bank_the_passages_are_read() -> None:
    told = reader(banked=False, says={PEARS.id: 4.0}).read(found())
    assert (told.outcome, told.chosen[0]) == ("answer", PEARS)
    refused = reader(banked=False).read(found())
    assert (refused.outcome, refused.chosen, refused.certain_silence) == ("uncovered", (), True)
    assert refused.near


def test_what_is_off_topic_elsewhere_may_be_asked_of_a_document_with_its_words() -> None:
    park = (BankEntry("where can I park near Heathrow", "act", act="off_topic"), 0.9)
    plain = reader(banked=False, says={PEARS.id: 4.0})
    assert plain.read(replace(found(park), question="where are pears")).outcome == "answer"
    assert plain.read(replace(found(park), question="where can I park")).act == "off_topic"


def test_a_foreign_embedding_has_no_vote() -> None:
    reading = reader(votes=None, says={PEARS.id: 4.0}).read(found((SILENT, 0.99)))
    assert reading.outcome == "answer"


READING = Reading("answer", 0.9, (), (PEARS,))
REFUSED = Reading("uncovered", 0.1, (), near=(PEARS,))


@pytest.mark.parametrize(
    ("whole", "parts", "chosen"),
    [
        (READING, [], (PEARS,)),
        (READING, [replace(READING, chosen=(APPLES,))], (PEARS, APPLES)),
        (READING, [REFUSED, REFUSED], (PEARS,)),
        (REFUSED, [READING, REFUSED], (PEARS,)),
        (REFUSED, [REFUSED, REFUSED], ()),
        (REFUSED, [READING, replace(READING, chosen=(APPLES,))], (PEARS, APPLES)),
    ],
)
def test_parts_add_to_the_whole(
    whole: Reading, parts: list[Reading], chosen: tuple[Passage, ...]
) -> None:
    asked = [Part(f"part {index}", part) for index, part in enumerate(parts)]
    joined = reader().joining.join(whole, asked)
    assert joined.chosen == chosen
    assert bool(joined.chosen) == (joined.outcome in ("answer", "partial", "premise"))
    assert bool(joined.missing) == (joined.outcome == "partial")


def test_of_two_that_are_answered_what_only_the_whole_lies_near_is_left_out() -> None:
    pears = Part("how long do pears keep", READING)
    apples = Part("how do apples ripen", replace(READING, chosen=(APPLES, FIG)))
    whole = replace(READING, chosen=(PLUM, PEARS))
    assert reader().joining.join(whole, [pears, apples]).chosen == (PEARS, APPLES, FIG)
    open_one = Part("how do figs ripen", replace(REFUSED, p_covered=0.7))
    assert PLUM in reader().joining.join(whole, [pears, open_one]).chosen
    pointing = Part("how long do they ripen", replace(READING, chosen=(APPLES,)))
    assert PLUM in reader().joining.join(whole, [pears, pointing]).chosen


def test_what_corrects_a_supposition_is_kept_where_both_questions_are_answered() -> None:
    pears = Part("how long do pears keep", READING)
    apples = Part("how do apples ripen", replace(READING, chosen=(APPLES,)))
    whole = replace(READING, outcome="premise", chosen=(PLUM, PEARS))
    assert PLUM in reader().joining.join(whole, [pears, apples]).chosen


def test_of_three_parts_one_is_told_what_the_whole_is_told_of_the_name_in_it() -> None:
    named = replace(PLUM, text="In Kent the plums are small.")
    whole = replace(READING, chosen=(PEARS, APPLES, named))
    pears, apples = Part("how long do pears keep", READING), Part("and apples", READING)
    doubtful = replace(REFUSED, p_covered=0.6)
    for words, told in (("what is small in Kent", (named,)), ("what is small", ())):
        joined = reader().joining.join(whole, [pears, apples, Part(words, doubtful)])
        assert joined.parts[2].reading.chosen == told
        assert bool(joined.missing) == (not told)


def test_of_what_a_part_adds_only_the_first_stands_alone() -> None:
    further = replace(READING, chosen=(APPLES, PLUM))
    joined = reader().joining.join(READING, [Part("one", READING), Part("two", further)])
    assert joined.chosen == (PEARS, APPLES)
    both = reader().joining.join(READING, [Part("one", further), Part("two", further)])
    assert PLUM in both.chosen
    # Where the whole is not answered nothing is there to compare with.
    alone = reader().joining.join(REFUSED, [Part("one", further)])
    assert alone.chosen == (APPLES, PLUM)


def test_a_part_that_is_not_covered_is_named_once_another_is_told() -> None:
    doubtful = replace(REFUSED, p_covered=0.3)
    asked = [Part("how long do pears keep", READING), Part("who grows them", REFUSED)]
    joined = reader().joining.join(READING, asked)
    assert (joined.outcome, joined.missing) == ("partial", ("who grows them",))
    assert [part.words for part in joined.parts] == ["how long do pears keep", "who grows them"]
    of_two = reader().joining.join(READING, [asked[0], Part("which pear is ripe first", doubtful)])
    assert of_two.missing == ("which pear is ripe first",)
    # What goes back to the other part may be answered with it.
    back = [asked[0], Part("is it ripe", doubtful)]
    assert reader().joining.join(READING, back).outcome == "answer"
    # Of three questions none is dropped unsaid.
    of_three = reader().joining.join(READING, [*asked, Part("is it ripe", doubtful)])
    assert len(of_three.parts) == len(of_three.missing) + 1 == 3


def test_a_part_that_goes_back_and_strays_from_the_whole_is_left_to_it() -> None:
    sure = replace(READING, p_covered=0.99)
    stray = replace(sure, chosen=(APPLES,))
    first = Part("how long do pears keep", sure)
    joined = reader().joining.join(sure, [first, Part("what do we get for that", stray)])
    assert (joined.outcome, joined.chosen) == ("answer", sure.chosen)
    # What names a thing of its own, or what it is told, is none.
    for words in ("what do we get for the lamp", "what do apples get for that"):
        assert APPLES in reader().joining.join(sure, [first, Part(words, stray)]).chosen


def test_a_part_that_is_answered_in_part_is_told_with_what_it_lacks() -> None:
    in_part = replace(READING, outcome="partial", chosen=(APPLES,), missing=("how long figs keep",))
    joined = reader().joining.join(READING, [Part("one", READING), Part("two", in_part)])
    assert (joined.outcome, joined.missing) == ("partial", in_part.missing)
    assert joined.chosen == (PEARS, APPLES)


BESIDE = BankEntry("how long do figs keep", "partial", (PEARS.id,), missing="how long figs keep")


def test_a_question_behind_a_statement_is_named_where_nothing_answers_it() -> None:
    refuted = replace(READING, outcome="premise")
    opened = reader().joining.behind(refuted, "which form do I send", REFUSED)
    assert (opened.outcome, opened.chosen) == ("premise", READING.chosen)
    assert opened.missing == ("which form you send",)
    assert reader().joining.behind(READING, "which form do I send", REFUSED).missing
    # What leans on the statement cannot be read alone, and what is answered lacks nothing.
    assert not reader().joining.behind(READING, "how do they do it", REFUSED).missing
    assert not reader().joining.behind(refuted, "how long do pears keep", READING).missing
    assert reader().joining.behind(REFUSED, "which form do I send", REFUSED) == REFUSED


def test_a_choice_behind_a_statement_contradicts_nothing_and_lacks_nothing() -> None:
    refuted = replace(READING, outcome="premise")
    chosen = reader().joining.behind(refuted, "which one should I pick, and why", REFUSED)
    assert (chosen.outcome, chosen.missing) == ("answer", ())


def test_an_answer_in_part_says_what_it_lacks() -> None:
    for question, lacking in (
        ("how long will figs keep", "how long figs keep"),
        ("do figs keep long", "whether figs keep long"),  # that asks for no length
    ):
        reading = reader().read(found((BESIDE, 0.95), (SILENT, 0.5), question=question))
        assert (reading.outcome, reading.chosen) == ("partial", (PEARS,))
        assert reading.missing == (lacking,)


def test_nothing_is_told_beside_a_question_for_a_reason() -> None:
    reading = reader().read(found((BESIDE, 0.95), (SILENT, 0.5), question="why do figs keep long"))
    assert (reading.outcome, reading.chosen, reading.missing) == ("uncovered", (), ())


def test_the_parameters_are_read_from_the_file_beside_the_encoder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ReaderParameters.load(tmp_path / "reader.json")
    assert 0 < PARAMETERS.part_threshold < 1


def test_a_thing_that_is_only_named_is_told_where_it_is_spoken_of() -> None:
    whole, first = READING, Part("how long do pears keep", READING)
    spoken = reader().joining.join(whole, [first, Part("the usual pears", READING)])
    assert (spoken.outcome, spoken.missing) == ("answer", ())
    other = reader().joining.join(whole, [first, Part("the usual zebras", READING)])
    assert (other.outcome, other.missing) == ("partial", ("what the usual zebras are",))
