"""A question becomes a clause that completes "It does not say …", or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.reported import reported

NAMES = ("lighthouse keeper", "keeper", "LK")


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        # A clause already.
        ("what pay a keeper can expect there", "what pay a keeper can expect there"),
        ("whether it pays", "whether it pays"),
        ("which harbour is the best", "which harbour is the best"),
        ("which of those is the hardest to keep", "which of those is the hardest to keep"),
        ("which of the two is older", "which of the two is older"),
        ("which of the two is the one rowing?", "which of the two is the one rowing"),
        ("is a cover letter required?", "whether a cover letter is required"),
        ("what bonus is usual for keepers", "what bonus is usual for keepers"),
        ("what should be in the log", "what should be in the log"),
        ("who is responsible for the oil", "who is responsible for the oil"),
        # The auxiliary goes behind the subject.
        ("who is the harbour master", "who the harbour master is"),
        ("what's the fee for a search?", "what the fee for a search is"),
        ("what was the name of the ship", "what the name of the ship was"),
        ("how old is the tower", "how old the tower is"),
        ("how much was she paid", "how much she was paid"),
        ("how much is a keeper paid in Brest", "how much a keeper is paid in Brest"),
        ("how many days a week does a keeper rest?", "how many days a week a keeper rests"),
        ("how much less than 90k do keepers earn", "how much less than 90k keepers earn"),
        ("what percentage is oil", "what percentage is oil"),
        ("is being a keeper lonely", "whether being a keeper is lonely"),
        ("what share of the oil is lamp oil", "what share of the oil is lamp oil"),
        ("which lamps should a keeper know", "which lamps a keeper should know"),
        ("how long does the training take", "how long the training takes"),
        ("does a keeper typically earn more", "whether a keeper typically earns more"),
        ("how many boats does a keeper usually have", "how many boats a keeper usually has"),
        # What is said of a name, and what leads up to it, comes behind the auxiliary.
        ("how is rust changing the tower", ""),
        ("how is Rust changing the tower", "how Rust is changing the tower"),
        ("is a keeper building the boat", "whether a keeper is building the boat"),
        ("is team building a perk", ""),
        ("is Mary Jones on the list", "whether Mary Jones is on the list"),
        ("what language is the log written in", "what language the log is written in"),
        ("is the tower publicly owned", "whether the tower is publicly owned"),
        ("is deck hand a junior role", "whether deck hand is a junior role"),
        (
            "should our harbours first lamp be a red one",
            "whether your harbours first lamp should be a red one",
        ),
        ("can keepers with no boat be hired", "whether keepers with no boat can be hired"),
        ("how can Brest afford to keep two", "how Brest can afford to keep two"),
        ("how many people does Brest employ", "how many people Brest employs"),
        ("which harbour has the most keepers", "which harbour has the most keepers"),
        ("what do they earn in the us", "what they earn in the US"),
        # With words that nobody writes it is no clause.
        ("who's gonna keep the lamp", ""),
        ("how make good log", ""),
        # What belongs to the subject stays with it.
        ("is 2 years of experience enough", "whether 2 years of experience is enough"),
        (
            "is the pay for a senior keeper in Brest higher",
            "whether the pay for a senior keeper in Brest is higher",
        ),
        ("are people with a degree preferred", "whether people with a degree are preferred"),
        ("is one of these towers closing", "whether one of these towers is closing"),
        ("is working from home allowed", "whether working from home is allowed"),
        ("does somebody in this tower travel", "whether somebody in this tower travels"),
        ("is the oil in the tower", "whether the oil is in the tower"),
        ("is the tower in Brest still", "whether the tower is in Brest still"),
        ("is the keeper in charge of the oil", "whether the keeper is in charge of the oil"),
        (
            "is the tower under the king or the town",
            "whether the tower is under the king or the town",
        ),
        ("how is that different from a pilot", "how that is different from a pilot"),
        ("is that true", "whether that is true"),
        ("is that remote job paid", "whether that remote job is paid"),
        ("has anyone from the tower left", "whether anyone from the tower has left"),
        ("are the steps between lamp and oil hers", ""),
        ("is a keeper's pay higher than mine", "whether a keeper's pay is higher than yours"),
        ("is there a pension", "whether there is a pension"),
        ("how many oars are there", "how many oars there are"),
        ("has Fernhill placed anyone", "whether Fernhill has placed anyone"),
        ("what does oil do", "what oil does"),
        ("is the fee negotiable", "whether the fee is negotiable"),
        ("in which towns is the pay best", "in which towns the pay is best"),
        ("how do you trim a wick", "how to trim a wick"),
        ("what test would show that he is a sailor", "what test would show that he is a sailor"),
        ("what's on the list", "what is on the list"),
        ("how did her crew react", "how her crew reacted"),
        ("when did the keeper leave", "when the keeper left"),
        ("which knot should I learn, reef or bowline", "which knot to learn, reef or bowline"),
        ("roughly how many boats does it take", "roughly how many boats it takes"),
        # Who asks is spoken to.
        ("do I need a licence", "whether you need a licence"),
        ("how much should we budget", "how much you should budget"),
        # Not plain, or asked of somebody: nothing.
        ("what do you charge", ""),
        ("what are your fees", ""),
        ("how do you charge", ""),
        ("when did the keeper vanish", ""),
        ("what is it, and why", ""),
        ("how big is the team she worked in", ""),
        ("wie viel verdient ein Wärter", ""),
        ("keeper pay Brest", ""),
        ("", ""),
    ],
)
def test_a_question_as_a_clause(question: str, clause: str) -> None:
    assert reported(question, NAMES) == clause


@given(
    st.lists(
        st.sampled_from(
            ["what", "is", "the", "does", "keeper", "pay", "I", "can", "of", "who", "how", "old"]
        )
    )
)
def test_no_word_is_lost_but_the_empty_auxiliary(words: list[str]) -> None:
    clause = reported(" ".join(words))
    if clause:
        assert len(clause.split()) >= len(words) - 1
        assert not clause.endswith("?")


@pytest.mark.parametrize(
    "question",
    [
        "Is a pilot certificate like Brest or Cardiff worth it?",
        "Is planning week all writing?",
        "Is this written by a keeper?",
        "Is a keeper just a sailor with a lamp?",
        "Are a keeper and a pilot the same job?",
        "is 171200 what a keeper earns?",
        "were does a junior keeper sit",
        "Was the mate in the story from Brest?",
        "why might a boat end up in the dock after a storm",
    ],
)
def test_no_clause_with_its_verb_in_a_wrong_place(question: str) -> None:
    assert reported(question, ("keeper", "pilot")) == ""


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Is a keeper in the tower at night?", ""),
        ("Is the office in Boston?", "whether the office is in Boston"),
        ("Is experience with oil needed?", "whether experience with oil is needed"),
        ("Is there a fee for the lamp?", "whether there is a fee for the lamp"),
    ],
)
def test_a_place_is_said_or_belongs_to_what_is_asked_about(question: str, clause: str) -> None:
    assert reported(question, ("keeper",)) == clause


def test_what_happens_in_a_case_keeps_its_verb() -> None:
    assert reported("what if he does it anyway") == "what happens if he does it anyway"
    assert reported("what if I do not come") == "what happens if you do not come"
