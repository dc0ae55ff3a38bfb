"""Yes or no where a sentence says outright what is asked."""

from __future__ import annotations

import pytest

from assistant.reading.yes_no.said_outright import said_outright
from assistant.settings import PROJECT
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import parse

NAMES = ("lighthouse keeper", "keeper")
TRIMS = "A keeper trims the lamp, not the wick."
LOG = "The log and the flags sit with the mate."
OIL = "Most of a keeper's oil burns in winter, not summer."
NETS = "Instead of mending torn nets, a keeper paints the tower."
MATES = "Mending the nets, their knots, their repair log, that’s the deck mate’s job."
TOWER = "The north tower stays cold. Then it warms."


@pytest.mark.parametrize(
    ("question", "sentence", "says"),
    [
        ("Does a keeper trim the lamp?", TRIMS, "yes"),
        ("so do lighthouse keepers trim lamps", TRIMS, "yes"),
        ("Does the keeper trim the wick?", TRIMS, "no"),
        ("does the mate own the log", LOG, "yes"),
        ("Is the mate responsible for the flags?", LOG, "yes"),
        ("Do deck mates keep the repair log?", MATES, None),
        ("Does the deck mate look after the knots?", MATES, "yes"),
        ("Do deck mates do the repair log?", MATES, "yes"),
        ("Do boat mates do the repair log?", MATES, None),
        ("Do deck mates do the repair log of cooks?", MATES, None),
        ("does the oil burn in winter", OIL, "yes"),
        ("does a keeper mend nets", NETS, "no"),
        ("Does a keeper paint towers?", NETS, "yes"),
        ("is the north tower cold", TOWER, "yes"),
        # Another subject, another deed, more than is said, a word that may turn it round.
        ("Does the mate trim the lamp?", TRIMS, None),
        ("does a keeper lamp", TRIMS, None),
        ("does a keeper clean the lamp", TRIMS, None),
        ("does a keeper trim the lamp of the boat", TRIMS, None),
        ("does a keeper only trim the lamp", TRIMS, None),
        ("does a keeper trim the lamp every night", TRIMS, None),
        ("should a keeper trim the lamp", TRIMS, None),
        ("who does trim the lamp", TRIMS, None),
        ("does a keeper trim the lamp or the wick", TRIMS, None),
        ("does the keeper own the log", LOG, None),
        ("is the tower cold", TOWER, None),
        ("does a keeper trim the lamp", "If a keeper trims the lamp, it burns.", None),
        ("does a keeper trim the lamp", "A keeper rarely trims the lamp.", None),
        ("does a keeper trim the lamp", "A keeper who trims the lamp sleeps.", None),
    ],
)
def test_what_is_said_outright(question: str, sentence: str, says: str | None) -> None:
    passage = parse(sentence, "x").passages[0]
    assert said_outright(question, passage, NAMES) == says


def test_what_is_known_of_the_shipped_text_is_not_contradicted() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    said = [
        (row.says, says)
        for row in corpus.notes.yes_no
        for question in row.questions
        for passage in row.passages
        if (says := said_outright(question, corpus.by_id[passage], corpus.naming.names))
    ]
    assert len(said) > 20
    assert all(known == says for known, says in said)
