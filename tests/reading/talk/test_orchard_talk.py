"""Talks about an advertisement whose questions nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.settings import load_settings
from tests.support.talking import quotes, said

ORCHARD = """# Apple presser, 30 hours a week

Hill Farm has two shops in Eastry. Since Ruth is moving to the coast in October, we are looking for
somebody who takes over her place at the press.

## Questions applicants ask us

Could I do this part-time?

The pressing job cannot be split below 30 hours. For the shop team we do have contracts from 10
hours, which are advertised separately in spring.

Do I need a tractor certificate?

You need level 1 before your first shift. If you do not hold it yet, we book the course for you and
pay the fee.

Is the contract permanent?

Yes. It begins with a trial of two months, in which the notice period is one week. After that it is
one month for both sides.

Is there a pension?

We pay 5 % of your gross wage into the pension fund. You put in at least 2 %.

## Picking for children

Children under 10 may not pick. Between 10 and 15 they may pick with a parent.

## Courses

| Day | Course | Place | Led by |
|---|---|---|---|
| Saturday | Pruning | North field | Ivo Brandt |
| Saturday | Pressing | Barn | Ann Moss |
| Sunday | Grafting | Barn | Ivo Brandt |
"""


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("orchard")
    (folder / "orchard.md").write_text(ORCHARD, encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    with Assistant.open(load_settings(corpus_dir=folder, index_dir=index, data_dir=index)) as made:
        yield made


def test_a_whole_question_is_not_answered_by_the_words_that_were_carried(
    orchard: Assistant,
) -> None:
    talk = ("can i do it part time", "even in the shop?", "do i need a certificate")
    assert quotes(said(orchard, *talk))[0].startswith("You need level 1")


@pytest.mark.parametrize(
    ("talk", "begins"),
    [
        (("do i need a certificate", "who pays"), "If you do not hold it yet"),
        (("what's the notice period", "and after the trial?"), "Yes. It begins"),
        (("may children pick", "and my daughter, she is 9"), "Children under 10"),
        (("may children pick", "and if he was 12?"), "Between 10 and 15"),
        (("who leads the pruning", "what else does he do"), "| Sunday |"),
        (("who leads the pruning", "and where is he on sunday"), "| Sunday |"),
    ],
)
def test_what_a_few_words_ask_of_what_was_told(
    orchard: Assistant, talk: tuple[str, ...], begins: str
) -> None:
    assert quotes(said(orchard, *talk))[0].startswith(begins)


def test_what_follows_is_told_with_what_it_follows_on(orchard: Assistant) -> None:
    answer = said(orchard, "what's the notice period", "and after the trial?")
    assert "one month for both sides" in answer.text


def test_of_a_person_nothing_is_told_that_names_nobody(orchard: Assistant) -> None:
    answer = said(orchard, "who is Ruth", "does she press pears")
    assert answer.status == "not_covered"
