"""A claim beside the sentence it copies, word by word: what stands there, is new, or is left out.

Both are brought into one spelling of numbers, short forms and negations, and aligned by their
longest common subsequences. What a difference means is for ``copies`` and ``excerpts``. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.text import patterns as re
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
    (r"\bnot (?:only|just|merely)\b", "also"),
    (r"\b(is|was) all (?=\w+ing\b)", r"\1 only "),
    (r"\bper ?cent\b", "%"),
    (r"\b(?:roughly|approximately)\b", "about"),
    (r"\bremain(s|ed)?\b", r"stay\1"),
    (r"(?<=[\d%]) each\b", ""),
    # "It would be a mistake to think that" denies what follows, as "not" does.
    (
        r"\b(?:it (?:is|was|would be|isn't) )?(?:simply |just )?(?:a |an )?(?:common |popular )?"
        r"(?:mistake|error|mistaken|wrong|false|untrue|incorrect|myth|misconception|lie|not true)"
        r"(?: to (?:think|say|believe|claim|assume|suppose))? that\b",
        "not",
    ),
    (r"~", ""),
)
NEGATIONS = frozenset(
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
LEVEL_OF = {word: name for name, words in _LEVELS for word in words.split()}
CONDITIONS = frozenset(
    ["if", "unless", "until", "provided", "except", "when", "whether", "once", "only", "than"]
)
PRONOUNS = frozenset(
    re.findall(
        r"\S+",
        """
        it they he she we you i them him her us its their his our your this that these those one
        """,
    )
)
COPY = 0.7
"""Least share of a claim's words that stand in one sentence in their order, for it to be a copy."""
_HEAD = 4
"""Most words that a claim leaves out at the head of a clause for them to count as left out."""
FEW = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as words, their stems, and which of them a comma or the like stands before."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    breaks: frozenset[int]
    asked: bool


@lru_cache(maxsize=4096)
def line_of(text: str) -> Line:
    single = re.sub(r"\b([A-Z]{2,})s\b", r"\1", text)  # "TPMs" and "TPM" are one word.
    plain = re.sub(r"^\W*(?:yes|no)[,.:;]\s", "", single.lower()).replace("’", "'")
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
    return Line(tuple(words), stems, frozenset({*breaks, len(words)}), text.rstrip().endswith("?"))


def sentences(premise: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])[\"”’]?\s+", premise) if part.strip()]


@lru_cache(maxsize=4096)
def is_full(word: str) -> bool:
    return bool(content(word)) or word[0].isdigit()


@dataclass(frozen=True, slots=True)
class Copy:
    """A claim beside the words it copies, and how: opcodes as `difflib` gives them."""

    claim: Line
    source: Line
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


def laid_beside(claim: str, source: str) -> Copy:
    mine, theirs = line_of(claim), line_of(source)
    matcher = SequenceMatcher(None, mine.stems, theirs.stems, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    share = sum(block.size for block in blocks) / max(len(mine.stems), 1)
    first = blocks[0].b if blocks else 0
    clause = max((place for place in theirs.breaks if place <= first), default=first)
    if first - clause <= _HEAD:  # "Most" and "Locals claim that" stand before what is copied.
        first = clause
    last = blocks[-1].b + blocks[-1].size if blocks else 0
    return Copy(mine, theirs, tuple(matcher.get_opcodes()), share, first, last)


def about(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if is_full(word))
