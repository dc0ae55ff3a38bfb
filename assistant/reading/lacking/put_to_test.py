"""What helps somebody who asks for interview questions, or how to prepare, in a text without them.

A text that says what a person should be able to do often puts it as a question: "Can he reef in
the dark?". That is no list of interview questions, and the text does not say how to prepare; but
it is what a careful reader would show to who asks for either. Where no sentence asks such a thing
of a person, nothing is shown. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage
from assistant.text import patterns as re

TOLD_MOST = 4
_INTERVIEW = (
    r"(?:interview(?:s|ing|ed)?|job talk|assessment|hiring (?:loop|round)|(?:first|final) round)"
)
_ASK_THEM = re.compile(
    rf"\b(?:questions?\b.*\b{_INTERVIEW}|{_INTERVIEW} questions?"
    rf"|ask\b.*\b(?:{_INTERVIEW}|candidates?|applicants?)"
    r"|questions? (?:to|for|should|do|can|would)\b.*\b(?:candidates?|applicants?))\b",
    re.IGNORECASE,
)
_TEST_THEM = re.compile(
    r"\bhow (?:do|can|should|would|could|to)\b(?: (?:i|we|you|one))?\s*"
    r"(?:best )?(?:screen|assess|evaluate|test|vet|check|judge|interview|grill)\b",
    re.IGNORECASE,
)
_PREPARE = re.compile(
    rf"\b(?:prepar\w+|tips?|advice|practi[cs]e|brush up|get ready|study|expect\w*|ready)\b.*"
    rf"\b{_INTERVIEW}\b|\b{_INTERVIEW}\b.*\b(?:prepar\w+|tips?|advice|practi[cs]e|brush up|get"
    r" ready|study|expect\w*|ready|asked)\b",
    re.IGNORECASE,
)
_ABOUT_ROUNDS = re.compile(
    r"\b(?:how (?:many|long|much)|who|when|where|rounds?|stages?|dress|wear|remote(?:ly)?|online"
    r"|percent\w*|salary)\b",
    re.IGNORECASE,
)
"""Asks something of the interview itself."""
_OF_A_PERSON = re.compile(
    r"(?:can|could|does|do|will|would|is|has) (?:the (?:person|candidate|applicant)|they|he|she)\b",
    re.IGNORECASE,
)


def put_to_test(question: str) -> str:
    """What a message wants of an interview, as a clause; empty where it wants none of that."""
    if _ABOUT_ROUNDS.search(question):
        return ""
    if _ASK_THEM.search(question):
        return "which questions to ask in an interview"
    if _PREPARE.search(question):
        return "how to prepare for an interview"
    return "how to test a candidate" if _TEST_THEM.search(question) else ""


def asked_of_a_person(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentences that ask what a person can do, with the one that leads up to them and those
    behind that go on asking; in reading order, nothing where there are none."""
    for place, passage in enumerate(passages):
        text = passage.text.strip()
        if passage.kind != "sentence" or not text.endswith("?") or not _OF_A_PERSON.match(text):
            continue
        told = [passage]
        for behind in passages[place + 1 :]:
            if behind.block != passage.block or not behind.text.strip().endswith("?"):
                break
            told.append(behind)
        before = passages[place - 1] if place else passage
        leads = before.block == passage.block and before.document_id == passage.document_id
        return (*((before,) if leads and before != passage else ()), *told)[:TOLD_MOST]
    return ()
