"""A claim that is an excerpt of what it cites: nothing put in, and left out only what may be.

A judge that was trained on sentences in other words grows suspicious of copies; a sentence that
is taken over as it stands needs none. Two excerpts may be joined by a comma and "and". Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.proof.laid import (
    CONDITIONS,
    COPY,
    FEW,
    LEVEL_OF,
    NEGATIONS,
    PRONOUNS,
    Copy,
    about,
    laid_beside,
    line_of,
    sentences,
)
from assistant.proof.leaning import is_clause
from assistant.text import patterns as re


def excerpted(claim: str, premise: str) -> bool:
    """Whether a claim is a sentence of ``premise``, or whole clauses of some, with harmless edits.

    Harmless are articles and joints put in or left out, a pronoun replaced by a name of the
    premise, clauses left out that neither limit nor report the rest, and what is denied behind
    the rest: "the piers, not the deck".
    """
    known = about(line_of(premise).words)
    lines = sentences(premise)
    if any(_harmless(laid_beside(claim, line), known) for line in lines):
        return True
    parts = _JOINED.split(claim)
    if len(parts) < 2 or any(_POINTS_BACK.match(part) for part in parts[1:]):
        return False
    return all(any(_harmless(laid_beside(part, line), known) for line in lines) for part in parts)


_JOINED = re.compile(r",? (?:and|but|while|whereas) (?=\w+ \w)|; ")
_POINTS_BACK = re.compile(
    r"(?:it|they|he|she|this|that|these|those|its|their|his|her|both|the latter|the other)\b", re.I
)
_GLUE = frozenset(
    re.findall(
        r"\S+",
        """
        a an the and of to that which is are was were be been do does did has have it its also then
        so but although though still even get gets got
        """,
    )
)
"""Words that may come and go without changing what is said."""
_CLAUSE_OF_FIGURES = 3
"""Words from which on a part with a figure is a clause that may be left out, and no "and two"."""
_JOINTS = frozenset(["and", "but", "yet", "so", "while", "whereas", "though", "although"])
_FIXED = frozenset(["or", "one", "he", "she", "his", "her", "him"])
"""Who it is cannot be seen, nor how many are meant."""
_TELLER = frozenset(["i", "we", "me", "us", "my", "our"])
_AUTHORS = frozenset(["author", "writer", "article", "text"])
_DENYING = frozenset(["not", "rather", "instead"])
_ADDING = frozenset(["which", "who", "because", "although", "though", "while", "whereas"])
"""What opens a clause that only adds something to what stands before it."""
_BINDING = frozenset(
    re.findall(r"\w+", "of between among from with in to at by for on over under than as into the")
)
"""Behind these the items of a list belong together: "the sum of A, B, and C"."""
_TAKEN_BACK = frozenset(
    ["false", "wrong", "untrue", "mistake", "myth", "joke", "otherwise", "unless"]
)
_HEAVY = NEGATIONS | CONDITIONS | _FIXED | _TAKEN_BACK | LEVEL_OF.keys()
"""What the rest may hang on, whether it was put in or left out."""


def _harmless(copy: Copy, known: frozenset[str]) -> bool:
    if copy.share < COPY or len(copy.claim.words) < FEW or copy.source.asked:
        return False
    return all(kind == "equal" or _may_differ(copy, step, known) for kind, *step in copy.steps)


def _may_differ(copy: Copy, step: Sequence[int], known: frozenset[str]) -> bool:
    """Whether what a claim has in place of what, or leaves out, changes nothing."""
    a, b, c, d = step
    mine, theirs = copy.claim.words[a:b], copy.source.words[c:d]
    if not mine and _may_go(copy, theirs, c, d):
        return True
    if (set(mine) | set(theirs)) & _HEAVY or any(word[0].isdigit() for word in mine):
        return False
    if len(theirs) < _CLAUSE_OF_FIGURES and any(word[0].isdigit() for word in theirs):
        return False
    if set(mine) - _GLUE:
        return _resolves(mine, theirs, known)
    if set(theirs) - _GLUE:
        end = d - 1 if theirs[-1] in _JOINTS else d
        return {c, end} <= copy.source.breaks
    return True


def _resolves(mine: Sequence[str], theirs: Sequence[str], known: frozenset[str]) -> bool:
    """Whether a pronoun was replaced by whom it is about; the text's "I" is its author."""
    if not theirs or not set(theirs) <= PRONOUNS:
        return False
    if set(theirs) <= _TELLER and set(mine) & _AUTHORS:
        return set(mine) <= _AUTHORS | {"the", "this", "of"}
    return bool(about(mine)) and about(mine) <= known


def _may_go(copy: Copy, left: Sequence[str], start: int, end: int) -> bool:
    """Whether words left out are a clause by itself, whatever stands in it."""
    words = copy.source.words
    if set(left) & _TAKEN_BACK:
        return False
    if end == len(words) and start in copy.source.breaks:
        if left[0] in _DENYING:
            return not set(left) & (CONDITIONS - {"than"}) and "only" not in left
        return left[0] in _ADDING and "not" not in left[1:3]
    if _is_head_of_list(copy, left, start, end):
        return True
    behind = left[-1] in _JOINTS - {"so"}
    clause = " ".join(left[:-1])
    if start == 0 and behind and end - 1 in copy.source.breaks:
        return not set(left) & (NEGATIONS | CONDITIONS) and is_clause(clause)
    return False


def _is_head_of_list(copy: Copy, left: Sequence[str], start: int, end: int) -> bool:
    """Whether the first items of a list behind a verb were left out: "owns A, B, and C"."""
    edges = copy.source.breaks & set(range(start + 1, end))
    loose = start > 0 and copy.source.words[start - 1] not in _BINDING
    plain = not set(left) & _HEAVY and not any(word[0].isdigit() for word in left)
    return left[-1] == "and" and bool(edges) and loose and plain
