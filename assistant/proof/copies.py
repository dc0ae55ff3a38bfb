"""What a claim does to the words it copies: two of them exchanged, a "not" or a "may" lost.

Most errors of a fluent model are a sentence of its source with one thing changed, and a small
judge, which weighs all words together, is nearly blind to it. Here the claim is laid beside the
sentence it copies (``laid``), and what was turned is named. Nothing is said where a claim is
written in words of its own: that is for the judge. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.proof.edits import opposites_of
from assistant.proof.laid import (
    COPY,
    FEW,
    LEVEL_OF,
    NEGATIONS,
    PRONOUNS,
    Copy,
    Line,
    about,
    is_full,
    laid_beside,
    line_of,
    sentences,
)
from assistant.text import patterns as re
from assistant.text.words import content, stem

_STRONG = frozenset(("all", "only", "surely"))
_WEAK = frozenset(("most", "nearly", "often", "some", "may", "said", "few"))
_LISTING = frozenset(["and", "or", "as", "well", "plus", "also", "versus", "vs", "both"])
_MISPLACED = 0.75
"""The same where one part is taken from elsewhere."""
_TURNED = 0.6
"""The same for a claim in which two parts changed places, and are not in their order."""

_CROSSED = 1
"""Words of the end that the other sentence does not have, for the end to be another one."""


def misquoted(claim: str, premise: str) -> str:
    """What ``claim`` turned in the words it copies from ``premise``, or nothing."""
    if claim.lstrip().startswith("|"):
        return ""  # What a cell denies its head says elsewhere.
    lines = sentences(premise)
    copies = [laid_beside(claim, line) for line in lines]
    if not copies:
        return ""
    if crossed := _crossed(line_of(claim), [copy.source for copy in copies]):
        return f"“{crossed}” is said of something else"
    if excluded := _excluded(claim, [copy.source for copy in copies]):
        return f"“{excluded}” is not denied there"
    if affirmed := _affirmed(claim, lines):
        return f"“{affirmed}” is denied there"
    best = max(copies, key=lambda copy: copy.share)
    if turned := _exchanged(laid_beside(claim, premise)) or _exchanged(best) or _pivoted(best):
        return f"{turned} stand the other way round there"
    if reported := _reported(best):
        return reported
    if best.share < COPY or len(best.claim.words) < FEW:
        return ""
    return (
        _asked(best, lines)
        or _negated(best)
        or _weighed(best)
        or _opposed(best)
        or _timed(best)
        or _misplaced(best, premise)
    )


# --- exchanged ----------------------------------------------------------------------------------


def _exchanged(copy: Copy) -> str:
    """Two places of a copy where each has the words of the other."""
    if copy.share < _TURNED or _reversed(copy):
        return ""
    swaps = [
        (copy.claim.words[a:b], copy.source.words[c:d], a, b)
        for kind, a, b, c, d in copy.steps
        if kind == "replace"
    ]
    for n, (mine, theirs, _, end) in enumerate(swaps):
        for other_mine, other_theirs, start, _ in swaps[n + 1 :]:
            one = about(mine) & about(other_theirs) - about(theirs)
            two = about(other_mine) & about(theirs) - about(other_theirs)
            between = copy.claim.words[end:start]
            if one and two and not _only_lists(between) and "by" not in (*mine, *between):
                return f"“{' '.join(mine)}” and “{' '.join(other_mine)}”"
    return ""


def _reversed(copy: Copy) -> bool:
    """Whether a word of the claim is the opposite of one there: "later than" for "earlier than"."""
    given = set(copy.source.stems)
    return any(opposites_of(word) & given - set(copy.claim.stems)
               for word in set(copy.claim.stems) - given)  # fmt: skip


def _only_lists(between: Sequence[str]) -> bool:
    return all(word in _LISTING or word in ("the", "a", "an", "of", "to") for word in between)


def _pivoted(copy: Copy) -> str:
    """Two sides of "than", "not" or a verb that changed places around it."""
    mine, theirs = copy.claim, copy.source
    known = len(about(mine.words)) > 2 and about(mine.words) <= about(theirs.words)
    opening = _common_opening(mine.stems, theirs.stems)
    ending = _common_opening(mine.stems[::-1], theirs.stems[::-1])
    mine_ends, theirs_end = len(mine.words) - ending, len(theirs.words) - ending
    if (copy.share < 0.5 and not known) or _reversed(copy):
        return ""
    for place, word in enumerate(mine.words):
        if mine.words.count(word) != 1 or theirs.words.count(word) != 1:
            continue
        hinge = word in ("than", "not", "before", "after")
        named = place > 0 and mine.words[place - 1] in _BEFORE_NOUNS
        if not hinge and (named or not is_full(word)):
            continue
        there = theirs.words.index(word)
        follows = mine.words[place + 1 : place + 2] == theirs.words[there + 1 : there + 2]
        if copy.share < 0.5 and (hinge or not follows):
            continue
        left, right = about(mine.words[opening:place]), about(mine.words[place + 1 : mine_ends])
        before = about(theirs.words[opening:there])
        behind = about(theirs.words[there + 1 : theirs_end])
        one, two = (left & behind) - before - right, (right & before) - behind - left
        if not one or not two:
            continue
        if hinge:
            near = set(mine.words[max(place - 4, 0) : place])
            same = word != "than" or near & set(theirs.words[max(there - 9, 0) : there]) & _MORE
            if same:
                return f"both sides of “{word}”"
        elif not left & before and not right & behind and not _passive(mine, theirs, place):
            return f"both sides of “{word}”"
    return ""


def _common_opening(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words both begin with: "In the spring of 1792", whoever asked whom then."""
    pairs = zip(mine, theirs, strict=False)
    shorter = min(len(mine), len(theirs))
    return next((n for n, (one, other) in enumerate(pairs) if one != other), shorter)


_BEFORE_NOUNS = frozenset(["the", "a", "an", "of", "its", "their", "his", "her", "our", "no"])
_MORE = frozenset(["more", "less", "fewer", "better", "worse", "rather"])


def _passive(mine: Line, theirs: Line, place: int) -> bool:
    return "by" in mine.words[place : place + 3] or "by" in theirs.words


def _crossed(mine: Line, lines: Sequence[Line]) -> str:
    """What a claim takes from the end of one sentence behind the beginning of another, in whole.

    "Carts pay two crowns." where "Walkers pay two crowns. Carts pay five crowns."
    """
    for front in lines:
        opening = _common_opening(mine.stems, front.stems)
        for back in lines:
            ending = _common_opening(mine.stems[::-1], back.stems[::-1])
            whole = opening == len(front.stems) or ending == len(back.stems)
            if front is back or whole or back.words[0] in PRONOUNS:
                continue  # Two sentences that were joined are both there.
            if not about(mine.words[len(mine.words) - ending : opening]):
                continue  # They have no verb in common.
            head, tail = about(mine.words[:opening]), about(mine.words[-ending:])
            if head - about(back.words) and len(tail - about(front.words)) >= _CROSSED:
                return " ".join(mine.words[opening:])
    return ""


_BUT_NOT = re.compile(r"(?:,| but| and|, but|, and) not (?P<what>[^,;.]+)", re.IGNORECASE)
_SETTING_APART = frozenset(
    re.findall(r"\w+", "than less rather except instead only but while whereas few rarely")
)
_WITH_IT = 0.6
"""The share of a claim's other words that stand in the sentence of what it denies."""


def _excluded(claim: str, lines: Sequence[Line]) -> str:
    """What a claim sets apart, "A but not B", of two things that a sentence says alike."""
    found = _BUT_NOT.search(claim)
    if found is None:
        return ""
    denied = about(line_of(found["what"]).words)
    rest = about(line_of(claim[: found.start()]).words)
    homes = [line for line in lines if denied and denied <= about(line.words)]
    apart = NEGATIONS | _SETTING_APART
    if not homes or any(set(line.words) & apart or line.asked for line in homes):
        return ""
    alike = any(len(rest & about(line.words)) >= max(2, _WITH_IT * len(rest)) for line in homes)
    return found["what"].strip() if alike else ""


_OR_NOT = re.compile(
    r"(?:,|,? but|,? and) not (?:just |merely |simply )?(?!.{0,8}\bsame\b)(?P<what>[^,.;:!?]+)",
    re.I,
)
_APART = (
    NEGATIONS
    | _SETTING_APART
    | frozenset(
        re.findall(
            r"\w+",
            """
            unlike versus vs different opposed avoid lest prevent wrong mistake far least hardly
            before
            """,
        )
    )
)


def _affirmed(claim: str, lines: Sequence[str]) -> str:
    """What a claim says of a thing that a sentence says it is not: "… is a risk, not a bargain".

    Only of a claim that says nothing of what the thing is instead.
    """
    mine = line_of(claim)
    said = about(mine.words)
    if mine.asked or set(mine.words) & _APART:
        return ""
    for text in lines:
        if not (found := _OR_NOT.search(text)):
            continue
        front = line_of(text[: found.start()]).words
        instead = next((word for word in reversed(front) if is_full(word)), "")
        denied = about(line_of(found["what"]).words) - about(front)
        rest = said - denied
        if not denied or not denied <= said or not instead or stem(instead) in said:
            continue
        if len(rest & about(front)) >= max(1, _WITH_IT * len(rest)):
            return found["what"].strip()
    return ""


# --- turned within a copy -----------------------------------------------------------------------


def _asked(copy: Copy, lines: Sequence[str]) -> str:
    """A question of the premise, or what stands behind its "whether", told as a fact."""
    mine = copy.claim
    if mine.asked or {"yes", "no", "whether", "not", "if"} & set(mine.words):
        return ""
    if copy.source.asked:
        rest = " ".join(line for line in lines if not line.rstrip().endswith("?"))
        if not (about(mine.words) - about(copy.source.words)) & content(rest):
            follows = re.match(r"(?:yes|no|not|less|more)\b", rest, re.I)
            return "" if follows else "it is only asked there"
    start = next((c for kind, _, _, c, _ in copy.steps if kind == "equal"), 0)
    front = copy.source.words[max(start - 4, 0) : start + 1]
    return "it is left open there" if "whether" in front else ""


def _negated(copy: Copy) -> str:
    """A negation put in or left out, where nothing else can make up for it."""
    added = [mine for mine, theirs in copy.runs() if NEGATIONS & set(mine)]
    lost = [theirs for mine, theirs in copy.runs() if NEGATIONS & set(theirs)]
    count = sum(len(NEGATIONS & set(words)) for words in added)
    count -= sum(len(NEGATIONS & set(words)) for words in lost)
    if count % 2 == 0:
        return ""
    if lost and not added and NEGATIONS & set(copy.claim.words):
        return ""
    if added and not lost and _denied_elsewhere(copy):
        return ""
    fresh = about(copy.claim.words) - about(copy.source.words)
    left = {w for _, theirs in copy.runs() for w in about(theirs)}
    if fresh or any(opposites_of(word) & left for word in about(copy.claim.words)):
        return ""
    return "it is denied there" if lost else "it is not denied there"


def _denied_elsewhere(copy: Copy) -> bool:
    """Whether the source denies what the claim says too, in another place of the sentence."""
    edges = sorted(copy.source.breaks)
    mine = about(copy.claim.words)
    kept = {n for kind, _, _, c, d in copy.steps if kind == "equal" for n in range(c, d)}
    for start, end in pairwise(edges):
        clause = range(start, end)
        denied = any(copy.source.words[n] in NEGATIONS and n not in kept for n in clause)
        if denied and about(copy.source.words[start:end]) & mine:
            return True
    return False


def _weighed(copy: Copy) -> str:
    """A quantifier or a hedge put in, left out, or replaced by one of another strength."""
    there = {LEVEL_OF.get(word, "") for word in copy.source.words}
    here = {LEVEL_OF.get(word, "") for word in copy.claim.words}
    if {"according", "rule", "yes", "no"} & set(copy.claim.words):
        return ""  # "According to" for "said", "as a rule" for "usually".
    for mine, theirs in copy.runs():
        for word in mine:
            level = LEVEL_OF.get(word, "")
            if level in _STRONG and level not in there:
                return f"“{word}” is not said there"
        for word in theirs:
            level = LEVEL_OF.get(word, "")
            if level in _WEAK and level not in here:
                return f"there it is “{word}”"
    return ""


_TIMES = frozenset(["before", "after", "until", "except", "without", "outside", "beyond"])
_WHEN = _TIMES | frozenset(
    re.findall(r"\w+", "in on at by for from within during while when once following then as next")
)


def _timed(copy: Copy) -> str:
    """A word of time put in front of what is said of the time itself: "After ship week, …"."""
    if _WHEN & set(copy.source.words):
        return ""
    for kind, a, b, _, _ in copy.steps:
        put_in = set(copy.claim.words[a:b]) - {"the", "a", "an"}
        if kind == "delete" and len(put_in) == 1 and put_in <= _TIMES:
            return f"“{copy.claim.words[a]}” is not said there"
    return ""


def _opposed(copy: Copy) -> str:
    """A word replaced by its opposite."""
    denied = sum(len(NEGATIONS & set(mine)) for mine, _ in copy.runs())
    denied -= sum(len(NEGATIONS & set(theirs)) for _, theirs in copy.runs())
    for mine, theirs in copy.runs():
        for word in mine:
            turned = opposites_of(stem(word)) & {stem(other) for other in theirs}
            if turned and stem(word) not in copy.source.stems and denied % 2 == 0:
                return f"“{word}” is the opposite of what is there"
    return ""


def _misplaced(copy: Copy, premise: str) -> str:
    """What the premise says elsewhere, in the place of what is said here."""
    if copy.share < _MISPLACED:
        return ""
    known, here = about(line_of(premise).words), about(copy.source.words)
    for kind, a, b, c, d in copy.steps:
        mine, theirs = copy.claim.words[a:b], copy.source.words[c:d]
        if kind != "replace" or set(theirs) & PRONOUNS or not about(theirs):
            continue
        if _initials(mine, theirs) or _initials(theirs, mine):
            continue
        if about(mine) and about(mine) <= known and not about(mine) & here:
            return f"“{' '.join(mine)}” is said of something else"
    return ""


def _initials(short: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words stand in full for a short form: "estimated arrival" for "EA"."""
    letters = "".join(word[0] for word in words if is_full(word))
    return len(letters) > 1 and any(word.removesuffix("s") == letters for word in short)


_REPORTING = re.compile(
    r"(?:claim|complain(?!t)|suspect|rumou?r|believ|reportedly|supposedly|alleged|argu|fear|insist|hop)"
)
_TOLD = re.compile(
    r"\b(?:sa(?:y|id)|claim|complain|suspect|rumou?r|belie|report|suppos|alleg|argu|fear|insist|hop"
    r"|think|thought|according|may|might|perhaps|possib|unproved|unproven|view|opinion|plan|call"
    r"|criticis|criticiz|accus|object|feel|felt|find|found|see|seen|consider|regard)",
    re.IGNORECASE,
)


def _reported(copy: Copy) -> str:
    """Who says it, where the claim tells as a fact what follows in the words of the premise."""
    words = copy.source.words
    place = next((n for n, word in enumerate(words) if _REPORTING.match(word)), None)
    if place is None or copy.share < 0.5 or _TOLD.search(" ".join(copy.claim.words)):
        return ""
    ends = min((b for b in copy.source.breaks if b > place + 1), default=len(words))
    told, mine = about(words[place + 1 : ends]), about(copy.claim.words)
    return "somebody says so there" if len(mine & told) >= max(2, 0.6 * len(mine)) else ""
