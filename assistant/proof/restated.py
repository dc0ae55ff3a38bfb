"""A premise put as a claim would put it: a yes or no as a statement, a reckoned year as a figure.

The judge reads "Does a leave affect the pay? No." and "within five years" of 1839 as words, and
believes neither that a leave does not affect the pay nor that it was by 1844. English; pure.
"""

from __future__ import annotations

from itertools import takewhile

from assistant.proof.laid import sentences
from assistant.text import patterns as re
from assistant.text.numbers import NUMBER_WORDS
from assistant.text.reported import reported, spoken_to

_ANSWER = re.compile(
    r"(?P<how>yes|no|usually not|not (?:always|usually|necessarily)|usually|rarely|never|always"
    r"|sometimes)\b(?P<more>[,;:–—]\s+|[.!]\s*)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:yes|no)[,:;–—]\s+(?=\w)", re.IGNORECASE)
_HOW = {"yes": "", "no": "not"}
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_SPAN = re.compile(
    r"\b(?:the (?:following|next) year|(?:within|after) (?P<in>\w+) years"
    r"|(?P<late>\w+) years? (?:later|after that|afterwards)"
    r"|(?P<early>\w+) years? (?:before|earlier)(?! (?:the|an?|he|she|it|they)\b))",
    re.IGNORECASE,
)


def restated(premise: str, claim: str) -> str:
    """``premise`` with what it answers said in full, and years of ``claim`` that it reckons."""
    said = _answered(premise)
    return _reckoned(said, set(_YEAR.findall(claim)) - set(_YEAR.findall(premise)))


def unanswered(claim: str) -> str:
    """``claim`` without the "No," that answers a question which it does not repeat."""
    return _OPENING.sub("", claim, count=1)


def _answered(premise: str) -> str:
    lines = sentences(premise)
    said = list(lines)
    for place, line in enumerate(lines[1:], start=1):
        answer = _ANSWER.match(line)
        if not answer or not lines[place - 1].endswith("?"):
            continue
        if statement := _statement(lines[place - 1], answer["how"].lower()):
            said[place - 1] = statement
            rest = line[answer.end() :]
            said[place] = rest[:1].upper() + rest[1:]
    return " ".join(filter(None, said))


def _statement(question: str, how: str) -> str:
    """What "Yes" or "No" behind a question says; empty where the question is no plain one."""
    whether, _, clause = reported(question).partition(" ")
    if whether != "whether":
        return ""
    if how == "yes":
        return f"{clause[0].upper()}{clause[1:]}."
    auxiliary, *asked = spoken_to(question.rstrip("?! ")).split()
    # "You need it" of "do you need it" does not show where its subject ends; "you needed it" does.
    inflected = reported(re.sub(r"^do\b", "Did", question, flags=re.IGNORECASE)) or question
    pairs = zip(asked, inflected.split()[1:], strict=False)
    subject = [one for one, _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs)]
    if not subject:
        return ""
    said = " ".join((*subject, auxiliary.lower(), _HOW.get(how, how), *asked[len(subject) :]))
    return f"{said[0].upper()}{said[1:]}."


def _reckoned(premise: str, years: set[str]) -> str:
    """``premise`` with those of ``years`` behind the words that come to them."""
    for span in reversed(list(_SPAN.finditer(premise)) if years else []):
        before = _YEAR.findall(premise[: span.start()])
        word = (span["in"] or span["late"] or span["early"] or "one").lower()
        count = int(word) if word.isdigit() else NUMBER_WORDS.get(word, 1 if word == "a" else 0)
        if not before or not count:
            continue
        year = str(int(before[-1]) + (-count if span["early"] else count))
        if year in years:
            premise = f"{premise[: span.end()]} ({year}){premise[span.end() :]}"
    return premise
