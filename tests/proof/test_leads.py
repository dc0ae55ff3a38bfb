# ruff: noqa: E501 (a table of written texts reads better in one line each)
"""Answers about the shipped article that drop something: what stays says nothing else than it did.

The judge here believes everything, so that nothing but the rules decides: they hold with any
weights. Numbers are those of the article's passages.
"""

from __future__ import annotations

import re

import pytest

from assistant.proof.grounding import Grounding
from assistant.proof.leads import answers_wrongly
from tests.support.scripted import the_corpus


class Believes:
    """A judge that supports whatever it is asked."""

    threshold = 0.5

    def support(self, claim: str, premise: str) -> float:
        return 1.0

    def odds(self, claim: str, premise: str) -> float:
        return 18 * self.support(claim, premise) - 9


def number(words: str) -> str:
    """The marker of the one passage that begins with ``words``."""
    (found,) = [n for n, p in enumerate(the_corpus().passages, 1) if p.text.startswith(words)]
    return f"[{found}]"


MARKERS = {
    "CONTRACT": "They own the API contract",
    "POLICY": "They own build-versus-buy",
    "INTERFACE": "A TPM owns the interface",
    "SHIPPING": "Shipping production code belongs",
    "MANAGING": "Managing those engineers",
    "LAUNCH": "The customer-facing launch",
    "NOJOB": "Shipping production code is not",
    "READS": "A TPM reads code",
    "DECIDES": "A TPM decides what gets built",
    "SENIOR": "It usually lands as a senior",
    "LITERACY": "Technical literacy comes first",
    "WRITING": "Writing is the one",
    "USUALLY": "Usually not.",
    "COMMIT": "Commit the req",
    "DEGREE": "The degree is a shortcut",
}


def shown(written: str) -> str:
    for name, words in MARKERS.items():
        written = written.replace(name, number(words))
    grounding = Grounding(the_corpus().passages, the_corpus().documents, Believes())
    pieces = list(grounding.stream(re.findall(r".{1,9}", written, re.DOTALL)))
    assert "".join(pieces) == grounding.resolved.text
    return grounding.resolved.text


TURNED = [
    # What is theirs does not come to stand under a negation.
    ("TPMs are not responsible for these:\n- Shipping production code SHIPPING\n- The deprecation policy POLICY", r"^- The deprecation"),
    ("### Never theirs\n\n- Production code SHIPPING\n- The API contract CONTRACT", r"^- The API contract"),
    ("**Not part of the job:** the API contract CONTRACT, the deprecation policy POLICY.", r"Not part"),
    ("1. Not theirs:\n   - the API contract CONTRACT\n   - sign-off on schema changes POLICY\n2. Theirs:\n   - reading code READS", r"- the API|- sign-off"),
    ("| Task | TPM? |\n|---|---|\n| Ships production code | No SHIPPING |\n| Owns the API contract | No CONTRACT |", r"contract \| No"),
    ("| Not a TPM's task |\n|---|\n| API contract CONTRACT |\n| Production code SHIPPING |", r"^\| API contract"),
    ("Hardly anyone needs these skills:\n\n* Technical literacy LITERACY\n* Reading code READS", r"anyone|^\*"),
    # What is somebody else's does not come to stand under what they own.
    ("1. Not theirs:\n   - the API contract CONTRACT\n2. Theirs:\n   - shipping production code SHIPPING", r"- shipping"),
    ("A TPM owns:\n- the API contract CONTRACT\n- the launch LAUNCH\n- production code SHIPPING", r"- the launch|- production"),
    ("They are responsible for:\n- performance reviews of engineers MANAGING", r"reviews of engineers"),
    # A short answer goes with its question, and with what it answers.
    ("Is it a junior role? Yes. It usually lands as a senior role SENIOR.", r"Yes"),
    ("Does a TPM write code? Yes. Shipping production code is not the job NOJOB.", r"Yes"),
    ("No: it is a senior role SENIOR.", r"No\b"),
    ("Is it a senior role? No. It usually lands as a senior role SENIOR.", r"No\b"),
    # So does one with a marker of its own.
    ("Does a TPM ship production code? Yes SHIPPING.", r"Yes"),
    ("**Q:** Does a TPM ship production code?\n**A:** Yes SHIPPING.", r"Yes"),
    ("Is it a senior role? No SENIOR.", r"No\b"),
    ("Ships production code: yes SHIPPING", r"yes"),
    # A row or a pair gives to them what is others'.
    ("| Task | Whose |\n|---|---|\n| Launch | TPM LAUNCH |", r"\| TPM"),
    ("Launch: TPM LAUNCH", r": TPM"),
    ("Yes, they ship production code SHIPPING.", r"they ship"),
    ("TPMs (not engineers) ship production code SHIPPING.", r"not engineers"),
    ("Nobody but the TPM ships production code SHIPPING.", r"Nobody"),
    ("Which of these is wrong? They own the API contract CONTRACT.", r"wrong"),
    # A tick and a cross say that it is so or not.
    ("✅ API contract CONTRACT\n❌ Deprecation policy POLICY", r"❌"),
    ("- ❌ Owning the deprecation policy POLICY", r"❌"),
    ("The deprecation policy ❌ POLICY", r"❌"),
    ("❌ A TPM owns the interface, not the implementation INTERFACE.", r"❌"),
    # A sentence that says what comes next is false goes with it.
    ("Here is what the role is not. A TPM decides what gets built and why and how DECIDES.", r"is not|and how"),
    ("It would be a mistake to say the following. A TPM owns the interface and code INTERFACE.", r"and code|mistake"),
    ("Nothing in the following is true. A TPM reads code all day READS.", r"all day|Nothing"),
    ("People often get this wrong. A degree is a requirement of the work DEGREE.", r"is a requirement of"),
    ("Never do the following. Commit the req to one profile and wait COMMIT.", r"and wait|Never"),
    # Denied later, in other words.
    ("A TPM owns the implementation INTERFACE. Just kidding.", r"owns|kidding"),
    ("A TPM owns the implementation INTERFACE. I made that up.", r"owns|made"),
    ("A TPM owns the implementation INTERFACE. The sentence before is wrong.", r"owns|before"),
    ("A TPM ships code READS.\n\n(Correction: a TPM ships none.)", r"ships"),
    ("They own the API contract CONTRACT. Wait, no.", r"contract"),
    ("They own the API contract CONTRACT. Sorry, that is not right.", r"contract"),
    ("They own the API contract CONTRACT. Actually, scratch the last sentence.", r"contract"),
    ("A TPM ships code READS.\n\nAll of the above is false.", r"ships|above"),
    # An opinion is none that the article tells of.
    ("Nobody believes that a TPM owns the API contract CONTRACT.", r"Nobody"),
    ("Some say that a TPM owns production code SHIPPING.", r"Some say"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "never"), TURNED)
def test_what_stays_is_not_turned(written: str, never: str) -> None:
    assert not re.search(never, shown(written), re.MULTILINE)


@pytest.mark.parametrize(
    "kept",
    [
        "They do not own:\n- shipping production code SHIPPING\n- managing engineers MANAGING\n- the launch LAUNCH",
        "### What a TPM does not do\n\n- Ship production code NOJOB",
        "| Task | TPM? |\n|---|---|\n| Ships production code | No SHIPPING |",
        "A TPM owns:\n- the API contract CONTRACT\n- the deprecation policy POLICY",
        "Engineers are responsible for:\n- shipping production code SHIPPING",
        "Does a TPM write code? No. Shipping production code is not the job NOJOB.",
        "Is it a senior role? Yes. It usually lands as a senior role SENIOR.",
        "### Not a coder\n\nA TPM reads code, reviews designs, and argues about systems READS.",
        "Yes: a TPM reads code READS.",
        "A TPM owns:\n- ✅ the API contract CONTRACT\n- ❌ shipping production code SHIPPING",
        "Shipping production code is for engineers, not for TPMs SHIPPING.",
        "Nobody but the engineers ships production code SHIPPING.",
        "Launch: product marketing LAUNCH",
        "| Task | Whose |\n|---|---|\n| Contract | TPM CONTRACT |",
        "Who manages the engineers? The engineering manager MANAGING.",
        "No: a degree is a shortcut on a resume DEGREE.",
        "Who takes it to buyers, then? Launch and positioning are marketing's LAUNCH.",
    ],
)  # fmt: skip
def test_what_is_said_rightly_under_a_lead_stays(kept: str) -> None:
    plain = re.sub(r"[\W_]*\b[A-Z]{5,}\b", "", kept)
    assert re.sub(r" ?\[\d+\]", "", shown(kept)).rstrip(".") == plain.rstrip(".")


@pytest.mark.parametrize(
    "lead",
    ["Things a TPM should avoid:", "What a TPM is forbidden to touch:", "### Handed to marketing\n",
     "Given away by TPMs:"],
)  # fmt: skip
def test_what_is_theirs_does_not_stand_under_what_keeps_it_from_them(lead: str) -> None:
    contract = f"- the API contract {number(MARKERS['CONTRACT'])}"
    assert "- the API" not in shown(f"{lead}\n{contract}")


@pytest.mark.parametrize("lead", ["What TPMs hand off:", "Delegated to engineering:"])
def test_what_belongs_to_others_stands_under_what_is_given_to_them(lead: str) -> None:
    shipping = f"- Shipping production code {number(MARKERS['SHIPPING'])}"
    assert "- Shipping" in shown(f"{lead}\n{shipping}")


def test_a_quote_behind_a_row_is_no_row() -> None:
    table = "| Task | TPM? |\n|---|---|\n| Ships code | No SHIPPING |\n| Owns the API contract | No CONTRACT |"
    assert "|\n\nThey own the API contract" in shown(table)


@pytest.mark.parametrize(
    ("short", "claim", "wrongly"),
    [
        ("Yes.", "They do not ship code.", True),
        ("Yes!", "They ship code.", False),
        ("No.", "They ship code.", True),
        ("Wrong.", "They never ship code.", False),
        ("In short.", "They never ship code.", False),
    ],
)
def test_short_answers_fit_what_they_answer(short: str, claim: str, wrongly: bool) -> None:
    assert answers_wrongly(short, claim, ()) is wrongly


def test_what_is_given_to_another_is_not_the_subjects() -> None:
    assert (
        "performance reviews" not in shown("The TPM handles the performance reviews MANAGING.")[:60]
    )
    for claim in (
        "The TPM does not handle performance reviews MANAGING.",
        "The TPM leaves performance reviews to the engineering manager MANAGING.",
        "A TPM owns the interface INTERFACE.",
    ):
        begun = claim.rpartition(" ")[0]
        assert shown(claim).startswith(begun)


def test_a_row_that_says_only_yes_is_not_shown() -> None:
    table = "| Task | TPM's? |\n|---|---|\n| Production code | Yes SHIPPING |"
    assert "| Yes" not in shown(table)


@pytest.mark.parametrize(
    "written",
    [
        "Is shipping production code the TPM's job? Yes. Shipping production code belongs to the engineers SHIPPING.",
        "Can a TPM skip technical literacy? Sure! Technical literacy comes first LITERACY.",
    ],
)
def test_a_yes_to_what_is_given_to_others_goes_and_its_claim_stays(written: str) -> None:
    text = shown(written)
    assert not re.search(r"\b(?:Yes|Sure)\b", text)
    assert re.search(r"belongs to the engineers|comes first", text)


def test_a_yes_that_may_stand_stands() -> None:
    written = "Is the contract theirs? Yes. They own the API contract CONTRACT."
    assert "Yes. They own the API contract" in shown(written)


@pytest.mark.parametrize(
    ("written", "gone"),
    [
        ("~~A TPM reads code READS.~~ A TPM owns the interface INTERFACE.", "reads code"),
        (
            "A TPM reads code READS. ~~A TPM decides what gets built. It owns it DECIDES.~~",
            "decides",
        ),
        ("<del>A TPM writes code READS.</del>", "writes code"),
    ],
)
def test_what_is_struck_through_is_taken_back(written: str, gone: str) -> None:
    text = shown(written)
    assert gone not in text
    assert ("TPM" in text) is ("del>" not in written)


def test_an_old_view_is_not_told_as_todays() -> None:
    assert "Old view" not in shown("Old view: shipping production code is not the job NOJOB.")


def test_who_it_is_is_a_claim_behind_a_question() -> None:
    class Doubts(Believes):
        def support(self, claim: str, premise: str) -> float:
            return 0.1 if "?" in claim else 1.0

    written = f"Who ships code? The TPM. Shipping production code is not the job {number(MARKERS['NOJOB'])}."
    grounding = Grounding(the_corpus().passages, the_corpus().documents, Doubts())
    assert "The TPM." not in "".join(grounding.stream([written]))
