"""What a claim does to the words it copies: two of them exchanged, a "not" or a "may" lost.

Most errors of a fluent model are a sentence of its source with one thing changed, and a small
judge, which weighs all words together, is nearly blind to it. Here the claim is laid beside the
sentence it copies, word by word (longest common subsequence), and what differs is named.
``misquoted`` says what was turned; ``excerpted`` says that nothing was. Both are silent where a
claim is written in words of its own: that is for the judge. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from assistant.proof.edits import opposites_of
from assistant.text.numbers import NUMBER_WORDS
from assistant.text.words import content, stem

_FIGURES = {word: str(value) for word, value in NUMBER_WORDS.items() if value > 1}
"""Number words as figures; "one" is nearly always a pronoun."""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*|%|\$")
_SHORT_FORMS = (
    (r"\bcan(?:no|')t\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"n't\b", " not"),
    (r"\b(it|that|who|what|there|here|he|she)'s\b", r"\1 is"),
    (r"'s\b", ""),
    (r"'re\b", " are"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"\bno (more|less|fewer|later|longer) than\b", r"at most"),
    (r"\bonly when\b", "only if"),
    (r"\bper ?cent\b", "%"),
    # "It would be a mistake to think that" denies what follows, as "not" does.
    (
        r"\b(?:it (?:is|was|would be|isn't) )?(?:simply |just )?(?:a |an )?(?:common |popular )?"
        r"(?:mistake|error|mistaken|wrong|false|untrue|incorrect|myth|misconception|lie|not true)"
        r"(?: to (?:think|say|believe|claim|assume|suppose))? that\b",
        "not",
    ),
    (r"~", ""),
)
_NEGATIONS = frozenset(
    ["not", "no", "never", "none", "nothing", "neither", "nor", "nobody", "without"]
)
_LEVELS = (
    ("all", "all every each always entirely completely fully whole everyone everybody both any"),
    ("only", "only solely exclusively purely sole single alone"),
    ("surely", "mandatory guaranteed certainly exactly definitely"),
    ("most", "most mostly usually typically mainly normally generally majority largely chief main"),
    ("nearly", "almost nearly"),
    ("often", "many frequently"),
    ("some", "some sometimes several partly occasionally"),
    ("may", "may might perhaps probably likely possibly"),
    ("said", "rumoured rumored suspect suspects suspected believed reportedly supposedly alleged"
             " allegedly hope hopes expected plan plans planned claim claims claimed complain"
             " complained think thinks thought say says said argue argues assume assumed"),
    ("few", "few rarely seldom hardly little barely"),
)  # fmt: skip
_LEVEL_OF = {word: name for name, words in _LEVELS for word in words.split()}
_STRONG = frozenset(("all", "only", "surely"))
_WEAK = frozenset(("most", "nearly", "often", "some", "may", "said", "few"))
_CONDITIONS = frozenset(
    ["if", "unless", "until", "provided", "except", "when", "whether", "once", "only", "than"]
)
_PRONOUNS = frozenset(
    re.findall(
        r"\S+",
        """
        it they he she we you i them him her us its their his our your this that these those one
        """,
    )
)
_LISTING = frozenset(["and", "or", "as", "well", "plus", "also", "versus", "vs", "both"])
_COPY = 0.7
"""Least share of a claim's words that stand in one sentence in their order, for it to be a copy."""
_MISPLACED = 0.75
"""The same where one part is taken from elsewhere."""
_TURNED = 0.6
"""The same for a claim in which two parts changed places, and are not in their order."""
_HEAD = 4
"""Most words that a claim leaves out at the head of a clause for them to count as left out."""
_FEW = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as words, their stems, and which of them a comma or the like stands before."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    breaks: frozenset[int]
    asked: bool


@lru_cache(maxsize=4096)
def _line(text: str) -> _Line:
    plain = re.sub(r"^\W*(?:yes|no)[,.:;]\s", "", text.lower()).replace("’", "'")
    for pattern, spelled in _SHORT_FORMS:
        plain = re.sub(pattern, spelled, plain)
    words: list[str] = []
    breaks = {0}
    end = 0
    for match in _WORD.finditer(plain):
        if re.search(r"[,;:()–—|]|\s-\s|[.!?…]", plain[end : match.start()]):
            breaks.add(len(words))
        words.append(_FIGURES.get(match.group(), match.group()))
        end = match.end()
    stems = tuple(stem(word) for word in words)
    return _Line(tuple(words), stems, frozenset({*breaks, len(words)}), text.rstrip().endswith("?"))


def _sentences(premise: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])[\"”’]?\s+", premise) if part.strip()]


@lru_cache(maxsize=4096)
def _full(word: str) -> bool:
    return bool(content(word)) or word[0].isdigit()


@dataclass(frozen=True, slots=True)
class _Copy:
    """A claim beside the words it copies, and how: opcodes as `difflib` gives them."""

    claim: _Line
    source: _Line
    steps: tuple[tuple[str, int, int, int, int], ...]
    share: float
    first: int
    last: int

    def runs(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What the claim has in place of what, between the first and the last common word."""
        for kind, a, b, c, d in self.steps:
            if kind != "equal":
                inside = self.first <= c and d <= self.last
                yield self.claim.words[a:b], self.source.words[c:d] if inside else ()


def _copied(claim: str, source: str) -> _Copy:
    mine, theirs = _line(claim), _line(source)
    matcher = SequenceMatcher(None, mine.stems, theirs.stems, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    share = sum(block.size for block in blocks) / max(len(mine.stems), 1)
    first = blocks[0].b if blocks else 0
    clause = max((place for place in theirs.breaks if place <= first), default=first)
    if first - clause <= _HEAD:  # "Most" and "Locals claim that" stand before what is copied.
        first = clause
    last = blocks[-1].b + blocks[-1].size if blocks else 0
    return _Copy(mine, theirs, tuple(matcher.get_opcodes()), share, first, last)


def misquoted(claim: str, premise: str) -> str:
    """What ``claim`` turned in the words it copies from ``premise``, or nothing."""
    if claim.lstrip().startswith("|"):
        return ""  # What a cell denies its head says elsewhere.
    lines = _sentences(premise)
    copies = [_copied(claim, line) for line in lines]
    if not copies:
        return ""
    best = max(copies, key=lambda copy: copy.share)
    if turned := _exchanged(_copied(claim, premise)) or _exchanged(best) or _pivoted(best):
        return f"{turned} stand the other way round there"
    if reported := _reported(best):
        return reported
    if best.share < _COPY or len(best.claim.words) < _FEW:
        return ""
    return (
        _asked(best, lines)
        or _negated(best)
        or _weighed(best)
        or _opposed(best)
        or _misplaced(best, premise)
    )


# --- exchanged ----------------------------------------------------------------------------------


def _about(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if _full(word))


def _exchanged(copy: _Copy) -> str:
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
            one = _about(mine) & _about(other_theirs) - _about(theirs)
            two = _about(other_mine) & _about(theirs) - _about(other_theirs)
            between = copy.claim.words[end:start]
            if one and two and not _only_lists(between) and "by" not in (*mine, *between):
                return f"“{' '.join(mine)}” and “{' '.join(other_mine)}”"
    return ""


def _reversed(copy: _Copy) -> bool:
    """Whether a word of the claim is the opposite of one there: "later than" for "earlier than"."""
    given = set(copy.source.stems)
    return any(opposites_of(word) & given - set(copy.claim.stems)
               for word in set(copy.claim.stems) - given)  # fmt: skip


def _only_lists(between: Sequence[str]) -> bool:
    return all(word in _LISTING or word in ("the", "a", "an", "of", "to") for word in between)


def _pivoted(copy: _Copy) -> str:
    """Two sides of "than", "not" or a verb that changed places around it."""
    mine, theirs = copy.claim, copy.source
    known = len(_about(mine.words)) > 2 and _about(mine.words) <= _about(theirs.words)
    if (copy.share < 0.5 and not known) or _reversed(copy):
        return ""
    for place, word in enumerate(mine.words):
        if mine.words.count(word) != 1 or theirs.words.count(word) != 1:
            continue
        hinge = word in ("than", "not", "before", "after")
        named = place > 0 and mine.words[place - 1] in _BEFORE_NOUNS
        if not hinge and (named or not _full(word)):
            continue
        there = theirs.words.index(word)
        follows = mine.words[place + 1 : place + 2] == theirs.words[there + 1 : there + 2]
        if copy.share < 0.5 and (hinge or not follows):
            continue
        left, right = _about(mine.words[:place]), _about(mine.words[place + 1 :])
        before, behind = _about(theirs.words[:there]), _about(theirs.words[there + 1 :])
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


_BEFORE_NOUNS = frozenset(["the", "a", "an", "of", "its", "their", "his", "her", "our", "no"])
_MORE = frozenset(["more", "less", "fewer", "better", "worse", "rather"])


def _passive(mine: _Line, theirs: _Line, place: int) -> bool:
    return "by" in mine.words[place : place + 3] or "by" in theirs.words


# --- turned within a copy -----------------------------------------------------------------------


def _asked(copy: _Copy, lines: Sequence[str]) -> str:
    """A question of the premise, or what stands behind its "whether", told as a fact."""
    mine = copy.claim
    if mine.asked or {"yes", "no", "whether", "not", "if"} & set(mine.words):
        return ""
    if copy.source.asked:
        rest = " ".join(line for line in lines if not line.rstrip().endswith("?"))
        if not (_about(mine.words) - _about(copy.source.words)) & content(rest):
            follows = re.match(r"(?:yes|no|not|less|more)\b", rest, re.I)
            return "" if follows else "it is only asked there"
    start = next((c for kind, _, _, c, _ in copy.steps if kind == "equal"), 0)
    front = copy.source.words[max(start - 4, 0) : start + 1]
    return "it is left open there" if "whether" in front else ""


def _negated(copy: _Copy) -> str:
    """A negation put in or left out, where nothing else can make up for it."""
    added = [mine for mine, theirs in copy.runs() if _NEGATIONS & set(mine)]
    lost = [theirs for mine, theirs in copy.runs() if _NEGATIONS & set(theirs)]
    count = sum(len(_NEGATIONS & set(words)) for words in added)
    count -= sum(len(_NEGATIONS & set(words)) for words in lost)
    if count % 2 == 0:
        return ""
    if lost and not added and _NEGATIONS & set(copy.claim.words):
        return ""
    if added and not lost and _denied_elsewhere(copy):
        return ""
    fresh = _about(copy.claim.words) - _about(copy.source.words)
    left = {w for _, theirs in copy.runs() for w in _about(theirs)}
    if fresh or any(opposites_of(word) & left for word in _about(copy.claim.words)):
        return ""
    return "it is denied there" if lost else "it is not denied there"


def _denied_elsewhere(copy: _Copy) -> bool:
    """Whether the source denies what the claim says too, in another place of the sentence."""
    edges = sorted(copy.source.breaks)
    mine = _about(copy.claim.words)
    kept = {n for kind, _, _, c, d in copy.steps if kind == "equal" for n in range(c, d)}
    for start, end in pairwise(edges):
        clause = range(start, end)
        denied = any(copy.source.words[n] in _NEGATIONS and n not in kept for n in clause)
        if denied and _about(copy.source.words[start:end]) & mine:
            return True
    return False


def _weighed(copy: _Copy) -> str:
    """A quantifier or a hedge put in, left out, or replaced by one of another strength."""
    there = {_LEVEL_OF.get(word, "") for word in copy.source.words}
    here = {_LEVEL_OF.get(word, "") for word in copy.claim.words}
    if {"according", "rule", "yes", "no"} & set(copy.claim.words):
        return ""  # "According to" for "said", "as a rule" for "usually".
    for mine, theirs in copy.runs():
        for word in mine:
            level = _LEVEL_OF.get(word, "")
            if level in _STRONG and level not in there:
                return f"“{word}” is not said there"
        for word in theirs:
            level = _LEVEL_OF.get(word, "")
            if level in _WEAK and level not in here:
                return f"there it is “{word}”"
    return ""


def _opposed(copy: _Copy) -> str:
    """A word replaced by its opposite."""
    denied = sum(len(_NEGATIONS & set(mine)) for mine, _ in copy.runs())
    denied -= sum(len(_NEGATIONS & set(theirs)) for _, theirs in copy.runs())
    for mine, theirs in copy.runs():
        for word in mine:
            turned = opposites_of(stem(word)) & {stem(other) for other in theirs}
            if turned and stem(word) not in copy.source.stems and denied % 2 == 0:
                return f"“{word}” is the opposite of what is there"
    return ""


def _misplaced(copy: _Copy, premise: str) -> str:
    """What the premise says elsewhere, in the place of what is said here."""
    if copy.share < _MISPLACED:
        return ""
    known, here = _about(_line(premise).words), _about(copy.source.words)
    for kind, a, b, c, d in copy.steps:
        mine, theirs = copy.claim.words[a:b], copy.source.words[c:d]
        if kind != "replace" or set(theirs) & _PRONOUNS or not _about(theirs):
            continue
        if _about(mine) and _about(mine) <= known and not _about(mine) & here:
            return f"“{' '.join(mine)}” is said of something else"
    return ""


_REPORTING = re.compile(
    r"(?:claim|complain|suspect|rumou?r|believ|reportedly|supposedly|alleged|argu|fear|insist|hop)"
)
_TOLD = re.compile(
    r"\b(?:sa(?:y|id)|claim|complain|suspect|rumou?r|belie|report|suppos|alleg|argu|fear|insist|hop"
    r"|think|thought|according|may|might|perhaps|possib|unproved|unproven|view|opinion|plan|call"
    r"|criticis|criticiz|accus|object|feel|felt|find|found|see|seen|consider|regard)",
    re.IGNORECASE,
)


def _reported(copy: _Copy) -> str:
    """Who says it, where the claim tells as a fact what follows in the words of the premise."""
    words = copy.source.words
    place = next((n for n, word in enumerate(words) if _REPORTING.match(word)), None)
    if place is None or copy.share < 0.5 or _TOLD.search(" ".join(copy.claim.words)):
        return ""
    ends = min((b for b in copy.source.breaks if b > place + 1), default=len(words))
    told, mine = _about(words[place + 1 : ends]), _about(copy.claim.words)
    return "somebody says so there" if len(mine & told) >= max(2, 0.6 * len(mine)) else ""


# --- excerpts -----------------------------------------------------------------------------------


def excerpted(claim: str, premise: str) -> bool:
    """Whether a claim is a sentence of ``premise``, or whole clauses of one, with harmless edits.

    Harmless are articles and joints put in or left out, a pronoun replaced by a name of the
    premise, and clauses left out that neither limit nor report the rest.
    """
    known = _about(_line(premise).words)
    return any(_harmless(_copied(claim, line), known) for line in _sentences(premise))


_GLUE = frozenset(
    re.findall(
        r"\S+",
        """
        a an the and of to that which is are was were be been do does did has have it its also then
        so but although though still even
        """,
    )
)
"""Words that may come and go without changing what is said."""
_CLAUSE_OF_FIGURES = 3
"""Words from which on a part with a figure is a clause that may be left out, and no "and two"."""
_JOINTS = frozenset(["and", "but", "yet", "so", "while", "whereas", "though", "although"])
_FIXED = frozenset(["or", "one", "he", "she", "his", "her", "him"])
"""Who it is cannot be seen, nor how many are meant."""


def _harmless(copy: _Copy, known: frozenset[str]) -> bool:
    if copy.share < _COPY or len(copy.claim.words) < _FEW or copy.source.asked:
        return False
    heavy = _NEGATIONS | _CONDITIONS | _FIXED | _LEVEL_OF.keys()
    for kind, a, b, c, d in copy.steps:
        mine, theirs = copy.claim.words[a:b], copy.source.words[c:d]
        if kind == "equal":
            continue
        if (set(mine) | set(theirs)) & heavy or any(word[0].isdigit() for word in mine):
            return False
        if len(theirs) < _CLAUSE_OF_FIGURES and any(word[0].isdigit() for word in theirs):
            return False
        if set(mine) - _GLUE:
            resolves = bool(theirs) and set(theirs) <= _PRONOUNS
            if not (resolves and _about(mine) and _about(mine) <= known):
                return False
        elif set(theirs) - _GLUE:
            end = d - 1 if theirs[-1] in _JOINTS else d
            if not {c, end} <= copy.source.breaks:
                return False
    return True
