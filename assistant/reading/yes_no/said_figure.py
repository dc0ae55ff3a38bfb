"""Yes or no to a figure that a question names, where a row or a sentence gives it.

"Does writing take 20 % of the time?" is yes beside the row of writing with "~20%", and "no" beside
one with "~35%"; "do boats carry 40 men through 2030" is settled by the one sentence with a number
of men. Every word with meaning of the question has to be the row's or the sentence's, the sentence
must not limit what it says, and a word that only bounds a figure ("over", "exactly") leaves the
question without a yes or no. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from assistant.reading.settling import OVER, UNDER, about_figures
from assistant.reading.tables.row_amounts import amounts_of, rows_called
from assistant.reading.talk.vouching import is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, amounts_held, comparable, quantities, same_amount
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.claimed import claim_of

Says = Literal["yes", "no"]
ROUNDED = Decimal("0.01")
"""Share by which a large figure may be rounded: "129k" of 129,200."""
LARGE = 1000
APART = Decimal("0.1")
"""A rough figure denies another from this share on."""
_YEARS = (1900, 2100)
_ASKS_IF = re.compile(
    r"^(?:(?:so|and|but|ok|hmm|well)[, ]+)*(?:is|are|was|were|do|does|did|has|have|can|will)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:exactly|precisely|only|just|less|more|over|under|above|below|past|beyond"
    r"|at (?:least|most)|up to|within|between|no|not|never|or|than|most|least|almost|nearly"
    r"|always|all|each|every"
    r"|guarantee\w*|because|if|when|unless|why|who|what|which|how|where|too|enough|even|both"
    r"|half as|twice|double|another|other|else|without|except)\b|n['’]t\b"
    r"|\b(?:is|are|do|does|did|was|were|has|have)nt\b|[;:?!,]\s",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:figures?|numbers?|rates?|amounts?|values?|totals?|percent\w*|take[sn]?|took|last(?:s|ed)?"
    r"|goes?|done|jobs?|roles?|positions?|about|around|roughly|approximately|till|per|long|old"
    r"|dat(?:es?|ed|ing)(?: back)?|articles?|pages?|texts?|documents?|really|actually)\b",
    re.IGNORECASE,
)
"""Words that only speak of a figure, of the text, or of what somebody is."""
_PAY = frozenset(content_stems("pay salary salaries compensation comp wage income earnings"))
"""What somebody earns, by whatever name."""
_LIMITS = re.compile(
    r"\b(?:not|no|never|without|rarely|seldom|hardly|unless|less|fewer|only|instead of|rather)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:past|beyond|over|under|above|below|than|least|most|up to|exceed\w*|within|almost|nearly)"
    r"\W*$",
    re.IGNORECASE,
)
"""Before a figure of a sentence: it bounds, and does not say how much."""
_JOBS = re.compile(
    r"(?<!\ball )(?<!\bmost )(?<!\bevery )(?<!\bthese )(?<!\bsuch )(?<!\bthe )(?<!\bof )(?<!\bour )"
    r"\b(?:roles|jobs|posts|positions|occupations)\b",
    re.IGNORECASE,
)
"""Whose figure it is, where a word before it says which they are: "software developer roles"."""
_ANYBODY = re.compile(
    r"\b(?:they|them|their|he|his|she|her|it|its|we|our|you|your|all|every|each|any|most)\b", re.I
)
_CLAUSE = re.compile(r"\s(?:that|which|who|where|whose|because|if|when|while)\s", re.IGNORECASE)


def says_figure(
    asking: str, told: Passage, rows: Sequence[Passage], names: Iterable[str]
) -> Says | None:
    """Yes or no, or ``None`` where it is not certain.

    Args:
        asking: what is asked or claimed ("it takes a week, right?"), without its frame.
        told: what answers it best.
        rows: the table that ``told`` is a row of, if it is.
        names: what the corpus calls its subject, which a table may be about.
    """
    question, claims = claim_of(asking)
    in_row, bare = told.kind == "table_row", question.strip(" ?!.")
    if in_row:  # of a row, what lies above or below a figure can be told
        bare = UNDER.sub(" ", OVER.sub(" ", bare))
    asked = [q for q in amounts_held(question) if q.unit != "th"]
    if not asked or not (claims or _ASKS_IF.match(question)) or _TURNS.search(bare):
        return None
    if in_row:
        return _in_row(question, asked, told, rows, tuple(names))
    if _of_other_jobs(question, told, tuple(names)):
        return "no"
    if _of_others(question, told, tuple(names)):
        return None
    return _in_sentence(question, asked, told)


def _of_others(question: str, told: Passage, names: Sequence[str]) -> bool:
    """Whether a figure is asked of the subject of the corpus, by its name, and stated in a sentence
    that does not name it: whose it is stands there, or not."""
    # "Role" and "job" are words of other sentences, too.
    called = [re.escape(name) for name in names if " " in name or name != name.lower()]
    name = rf"\b(?:{'|'.join(called) or '(?!)'})s?\b"
    opens = rf"{_ASKS_IF.pattern} (?:(?:an?|the|most|all) )?{name}(?!['’-])"
    asked = re.match(opens, question, re.IGNORECASE)
    return asked is not None and re.search(name, told.text, re.IGNORECASE) is None


def agrees(asked: Quantity, stated: Quantity) -> bool | None:
    """Whether a figure is the stated one; ``None`` where it is close, or of another kind."""
    if not _comparable(asked, stated):
        return None
    if asked.date or stated.date:
        return same_amount(asked, stated)
    one, other = comparable(asked, stated) or (_value(asked), _value(stated))
    if one == other:
        return True
    if _is_year(asked):
        return False
    apart = abs(one - other)
    if other >= LARGE and apart <= ROUNDED * other:
        return True
    rough = asked.rough + stated.rough
    return None if apart <= rough * APART * other else False


def _in_row(
    question: str,
    asked: Sequence[Quantity],
    told: Passage,
    rows: Sequence[Passage],
    names: Sequence[str],
) -> Says | None:
    amounts = amounts_of(question, rows)
    if amounts is None or len(asked) != 1 or rows_called(question, rows) != [told]:
        return None
    words = [*names, *told.header, told.heading, *(row.text for row in rows)]
    beside = f"{question[: asked[0].start]} {question[asked[0].end :]}"
    if not about_figures(_SPOKEN.sub(" ", beside), words):
        return None
    same = agrees(asked[0], amounts[told.id])
    over, under = OVER.search(question), UNDER.search(question)
    if over or under:
        if same is not False or bool(over) == bool(under):
            return None
        return "yes" if (_value(amounts[told.id]) > _value(asked[0])) == bool(over) else "no"
    return None if same is None else "yes" if same else "no"


def _in_sentence(question: str, asked: Sequence[Quantity], told: Passage) -> Says | None:
    for clause in _CLAUSE.split(told.text):
        if says := _in_clause(question, asked, clause, told.heading):
            return says
    return None


def _of_other_jobs(question: str, told: Passage, names: Sequence[str]) -> bool:
    """Whether a sentence gives the figure to jobs that it names, and the question gives the same
    one to the subject, or to a kind of which the subject is one ("captain" of "ship captain"); a
    heading that names the subject makes the figure no other one."""
    own = {name for name in names if not _JOBS.fullmatch(f"{name}s")}  # "role" is everybody's
    kinds = {" ".join(name.split()[1:]) for name in own if len(name.split()) > 2}
    called = re.one_of(own | kinds)
    subject = re.compile(rf"\b(?:an? |the )?{called}s?\b(?:['’]s?)?", re.IGNORECASE)
    if subject.search(told.text) or _ANYBODY.search(told.text):
        return False
    bare = subject.sub(" ", question)
    jobs, stated = _JOBS.search(told.text), quantities(told.text)
    if bare == question or jobs is None or not stated or jobs.start() > stated[0].start:
        return False
    return any(
        _in_clause(bare, [q for q in amounts_held(bare) if q.unit != "th"], clause, "") == "yes"
        for clause in _CLAUSE.split(told.text)
    )


def _in_clause(question: str, asked: Sequence[Quantity], clause: str, heading: str) -> Says | None:
    stated = [q for q in quantities(clause) if _states(q, clause)]
    if _LIMITS.search(clause) or not _is_of(question, asked, clause, heading):
        return None
    denied = 0
    for figure in asked:
        known = [found for q in stated if (found := agrees(figure, q)) is not None]
        alike = [q for q in stated if _comparable(figure, q)]
        if figure.period and not any(q.period == figure.period for q in alike):
            return None
        if True in known:
            continue
        if len(alike) != 1 or known != [False]:
            return None
        denied += 1
    if denied > 1:
        return None
    return "no" if denied else "yes"


def _states(quantity: Quantity, clause: str) -> bool:
    """Whether a figure says how much: not a bound, and not what something is called by ("a
    six-oar boat"), unless it is a measure ("a six-month wait")."""
    called = clause[quantity.end :][:1] == "-" and not quantity.unit
    return not _BOUND.search(clause[: quantity.start]) and not called


def _is_of(question: str, asked: Sequence[Quantity], clause: str, heading: str) -> bool:
    """Whether every word beside the figures stands in the sentence, or its heading, and one in the
    sentence."""
    rest = question
    for quantity in reversed(asked):
        rest = f"{rest[: quantity.start]} {rest[quantity.end :]}"
    units = content_stems(" ".join(q.unit for q in asked if q.unit.isalpha()))
    stems = [s for s in content_stems(_SPOKEN.sub(" ", rest)) if s not in units]
    own = stems_and_initials(clause)
    if own & _PAY and all(q.date or _is_year(q) for q in asked):
        own |= _PAY  # whose pay it is does not turn of when it is
    every = own | stems_and_initials(heading)
    # Of two figures alone the one that is stated says what the other is asked of.
    of_it = any(is_known(s, own) for s in stems) or (not stems and len(asked) > 1)
    return of_it and all(is_known(s, every) for s in stems)


def _comparable(asked: Quantity, stated: Quantity) -> bool:
    if asked.date or stated.date:
        return bool(asked.date and stated.date) or _is_year(asked) or _is_year(stated)
    if _is_year(asked) or _is_year(stated):
        return _is_year(asked) and _is_year(stated)
    if asked.unit != stated.unit:
        bare = not asked.unit and asked.value >= LARGE and stated.unit in ("$", "€", "£")
        in_one = comparable(asked, stated) is not None
        return bare or in_one or {asked.unit, stated.unit} == {"part", "%"}
    return bool(asked.unit) or asked.noun == stated.noun != ""


def _is_year(quantity: Quantity) -> bool:
    bare = not quantity.unit and not quantity.date and quantity.value == int(quantity.value)
    return bare and _YEARS[0] <= quantity.value <= _YEARS[1]


def _value(quantity: Quantity) -> Decimal:
    return quantity.value * 100 if quantity.unit == "part" else quantity.value
