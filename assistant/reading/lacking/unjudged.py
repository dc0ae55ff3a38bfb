"""A judgement that is asked for and that nothing told makes: the worst part, how long a thing
should be.

What the text says of it is an answer by its own right ("the worst part" of a job is asked of
whatever is hard in it). But who is told three hard things takes the first for the worst, unless it
is said that the text names none. Where what is told ranks or rules, nothing is said. Pure.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.lacking.missing import as_written
from assistant.reading.readings import Reading
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.agreement import names_several
from assistant.text.forms import Abbreviations
from assistant.text.judging import SUPERLATIVES
from assistant.text.numbers import quantities
from assistant.text.verbs import is_base_verb

_LARGE = r"(?:biggest|greatest|largest|main|top)"
_WEIGHED = (
    r"(?:mistakes?|risks?|challenges?|problems?|issues?|downsides?|upsides?|drawbacks?|benefits?"
    r"|advantages?|disadvantages?|dangers?|strengths?|weakness(?:es)?|pitfalls?|errors?|perks?)"
)
_END = r"(?= (?:of|in|about|for|when|with|at|on|to|that|which|who|a|an|the|you|i|we|they|here)\b|$)"
_NOUN = r"(?:(?:kind|type|sort)s? of )?(?:[a-z-]+ )??[a-z-]+?"
_SUPERLATIVE = (
    rf"(?:(?P<judged>{SUPERLATIVES}) (?P<thing>{_NOUN}){_END}"
    rf"|(?P<large>{_LARGE}) (?P<weighed>{_WEIGHED})\b)"
)
_OPENS = r"^(?:(?:so|and|but|ok|okay|hmm|well)[, ]+)*"
_ASKED = (
    re.compile(
        rf"{_OPENS}(?:what(?:['’]?s| is| are| was)?|which(?: is| are)?|name|tell me)?\s*"
        rf"(?:the |your )?(?:(?:single|one|absolute|very) )*{_SUPERLATIVE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPENS}(?:which|what) (?P<thing>{_NOUN}) (?:is|are|was) (?:the )?"
        rf"(?P<judged>{SUPERLATIVES})\b",
        re.IGNORECASE,
    ),
)
_OUGHT = re.compile(
    rf"{_OPENS}how (?:long|many|much|big|large|often|old|short|early|late|soon|senior|detailed)\b"
    r"(?: [\w-]+){0,3}? (?:should|ought to)\b",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:most(?! of the (?:day|time|week))|least(?!-)|best|worst|comes? first|main(?:ly)?"
    r"|the (?:one|real|whole|thing)|matters?|undervalue\w*|worth|above all|comes? down to|red flag"
    r"|it[’']s all|(?:hard|tough|easi|bigg|great|larg|high|low|fast|slow|long|short|old|new|strong"
    r"|weak)est)\b",
    re.IGNORECASE,
)
"""Words with which a text ranks things itself."""
_RULES = re.compile(
    r"\b(?:should|must|has to|have to|needs? to|at (?:least|most)|no more than|usually|always)\b",
    re.IGNORECASE,
)
"""Words with which it says how a thing has to be."""
_CHOICE = re.compile(r" or |, |\bcase\b")


def unjudged(question: str, reading: Reading, short: Abbreviations) -> Reading:
    """The reading of an answer with a line first that what is told makes no judgement, where the
    question asks for one.

    Args:
        question: what is asked, without its frame.
        reading: what is known about it.
        short: the abbreviations of the corpus.
    """
    plain = reading.outcome == "answer" and reading.says is None and not reading.opening
    if not plain or not reading.chosen or reading.parts or reading.whole or reading.instead:
        return reading
    asked = question.strip(" ?!.").lower()
    if _CHOICE.search(asked) or _advises(reading.chosen[0]):
        return reading
    if _OUGHT.match(asked):
        told = reading.chosen[0].text
        ruled = _RULES.search(told) or not quantities(told)
        return reading if ruled else replace(reading, opening="no_rule")
    found = next((m for form in _ASKED if (m := form.match(asked))), None)
    if found is None or _RANKS.search(reading.chosen[0].text):
        return reading
    said = found.groupdict()
    thing = said["thing"] or said.get("weighed") or ""
    judged = said["judged"] or said.get("large")
    verb = "are" if names_several(thing) else "is"
    lacking = as_written(f"which {thing} {verb} the {judged}", short)
    return replace(reading, opening="unjudged", opens_with=lacking)


def _advises(passage: Passage) -> bool:
    """Whether a sentence tells what to do: "Keep the lamp lit"."""
    first = re.match(r"\W*(\w+)", passage.text)
    return not passage.cells and first is not None and is_base_verb(first[1].lower())
