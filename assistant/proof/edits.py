"""How a claim differs from the words it cites, in figures: what was put in, left out, turned round.

A claim that takes over most of a sentence and changes one thing is the worst error of a language
model, and the one that shared words reward. Both texts are aligned word by word (longest common
subsequence, as in Ratcliff and Obershelp 1988), and what lies between the matches is looked at:
negations, quantifiers and hedges, opposites, causes, new words, the order of what was swapped.
Pure; ``FEATURES`` names the figures in their order.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from assistant.text import patterns as re
from assistant.text.words import content, stem

FEATURES = (
    "bias",
    "copied",  # share of the claim's words that stand in the premise in this order
    "known",  # share of its content words that the premise has
    "novel",  # content words that it has not, at most 6
    "novel_in_copy",  # the same where most of the rest is copied
    "one_novel",  # exactly one or two new content words in a copy
    "negation",  # negations of one of the two sides only
    "not_added",  # a negation that the premise has not
    "not_lost",  # a negation of the nearest sentence that the claim has not
    "head_novel",  # the first content word of a copy is new
    "tail_novel",  # new content words behind all that is copied
    "skipped",  # share of words left out between the copied ones
    "opposite",  # a word for whose opposite the premise speaks
    "stronger",  # a quantifier or hedge that the premise has not
    "hedge_lost",  # a hedge near the copied words that the claim leaves out
    "cause",  # a cause that the premise does not give
    "swapped",  # copied words in another order
    "mixed_parts",  # a clause that mixes words of two clauses or cells
    "mixed_rows",  # the same with two sentences or rows
    "turned",  # an opposite beside the same word
    "asked",  # the nearest sentence is a question
    "told_longer",  # how much longer the claim is than what it copies
    "said_by",  # somebody says it
    "whole",  # a claim that is a whole sentence of the premise
    "judge",  # log-odds of the trained judge
    "judge_copy",  # the same, where most is copied
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:[.,]\d+)*|%|\$")
_NEGATIONS = frozenset(
    re.findall(
        r"\S+",
        """
        not no never none nor neither nobody nothing cannot without hardly n't isn't aren't
        doesn't don't didn't won't wasn't weren't can't shouldn't haven't hasn't couldn't
        """,
    )
)
_HEDGES = {
    "all": 4, "every": 4, "each": 4, "always": 4, "entirely": 4, "completely": 4, "only": 4,
    "any": 4, "everyone": 4, "everybody": 4, "whole": 4, "fully": 4, "exclusively": 4, "must": 4,
    "exactly": 4, "certainly": 4, "mandatory": 4, "required": 4, "forbidden": 4, "guaranteed": 4,
    "most": 3, "mostly": 3, "usually": 3, "typically": 3, "mainly": 3, "normally": 3, "tend": 3,
    "generally": 3, "majority": 3, "largely": 3, "chief": 3, "should": 3, "almost": 3, "nearly": 3,
    "often": 2, "many": 2, "sometimes": 2, "some": 2, "several": 2, "partly": 2, "may": 2,
    "might": 2, "can": 2, "could": 2, "perhaps": 2, "probably": 2, "likely": 2, "half": 2,
    "rumoured": 2, "rumored": 2, "suspect": 2, "believed": 2, "plan": 2, "plans": 2, "hope": 2,
    "hopes": 2, "supposed": 2, "reportedly": 2, "expected": 2, "recommend": 3, "optional": 2,
    "few": 1, "rarely": 1, "seldom": 1, "hardly": 1, "little": 1, "never": 0, "none": 0, "no": 0,
}  # fmt: skip
_OPPOSITES = """\
more less fewer|most least fewest|higher lower|highest lowest|larger smaller|longer shorter
faster slower|fastest slowest|quickest slowest|earlier later|before after|first last second
best worst|better worse|above below|over under|cheaper dearer|cheap expensive
older younger newer|early late|heavier lighter|stronger weaker|nearer farther closer
increase decrease|rise fall|grow shrink|open closed close|include exclude|allowed forbidden
required optional|possible impossible|easy hard difficult|inside outside|public private
full empty|north south|east west|left right|upper lower|win lose|buy sell|accept refuse
with without|paid unpaid|free paid chargeable|same different|start end stop|begin end finish
minimum maximum|enough insufficient|both neither|all none|everyone nobody|agree disagree
praise complain criticise|like unlike|known unknown|underrate overrate undervalue overvalue
senior junior|scarce plentiful abundant|always never|often rarely seldom|usually rarely never
many few|internal external|success failure|safe dangerous|keep drop discard|stay leave
gain loss lose|raise lower|up down|true false|right wrong|harder easier|strict loose
temporary permanent|advantage disadvantage|requirement shortcut|asset liability|strong weak
good bad|clean messy|tidy messy|clear unclear|fixed variable|predictable unpredictable|hire fire
accelerate delay|morning evening|summer winter|day night|son daughter|mother father|buyer seller
employer employee|supplier customer|teacher pupil|doctor patient|internal outside|bargain flag
interface implementation|add remove|import export|read write|reads writes|upload download"""
_CAUSES = re.compile(
    r"\b(?:because|since|due to|thanks to|as a result of|in order to|so that|owing to|which is why"
    r"|caused by|the reason)\b",
    re.IGNORECASE,
)
_REASONED = re.compile(
    r"\b(?:because|since|due|thanks|result|why|so|reason|cause[sd]?|therefore|as|for|to)\b", re.I
)
_SAID_BY = re.compile(
    r"\b(?:according to|a (?:study|survey|report)\b.{0,20}\b(?:shows?|finds?|found|says?)"
    r"|(?:say|says|said|found|finds|claims?|reports?|agree|believe|define[sd]?|argue|complain|warn"
    r"|state|think|insist|admit)s? that)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:,–—|]\s|\b(?:and|but|while|whereas|although|though)\b|(?<=[.!?])\s")
_PART = re.compile(r"[;,–—|]\s|\b(?:but|while|whereas)\b|(?<=[.!?])\s")
_FIGURE = re.compile(r"\d")


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _OPPOSITES.replace("\n", "|").split("|"):
        words = [stem(word) for word in group.split()]
        found.setdefault(words[0], set()).update(words[1:])
        for word in words[1:]:
            found.setdefault(word, set()).add(words[0])
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITE_OF = _opposites()


def opposites_of(stemmed: str) -> frozenset[str]:
    """The stems of the words that say the opposite of one."""
    return _OPPOSITE_OF.get(stemmed, frozenset())


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in _WORD.findall(text))


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word.removesuffix("'s")) for word in _tokens(text))


def _negations(words: tuple[str, ...]) -> int:
    return sum(word in _NEGATIONS or word.endswith("n't") for word in words)


def _sentence_near(claim: str, premise: str) -> str:
    """The sentence of the premise that shares most with the claim."""
    parts = [part for part in re.split(r"(?<=[.!?;])\s+", premise) if part.strip()]
    mine = content(claim)
    return max(parts, key=lambda part: (len(content(part) & mine), -len(part)), default=premise)


_Words = tuple[str, ...]


def _hedging(mine: _Words, near: _Words, given: _Words) -> tuple[float, float]:
    """A stronger or foreign quantifier of the claim, and one that it leaves out."""
    own = {_HEDGES[w]: w for w in mine if w in _HEDGES}
    there = {_HEDGES[w] for w in near if w in _HEDGES}
    anywhere = {_HEDGES[w] for w in given if w in _HEDGES}
    foreign = float(any(level not in anywhere for level in own))
    lost = float(any(level in (1, 2, 3) and level not in own for level in there))
    return foreign, lost


def _swapped(mine: tuple[str, ...], near: tuple[str, ...]) -> float:
    """Whether long words that both have stand in another order."""
    shared = [w for w in dict.fromkeys(mine) if len(w) > 3 and w in near]
    places = [near.index(word) for word in shared]
    crossed = sum(a > b for i, a in enumerate(places) for b in places[i + 1 :])
    pairs = len(places) * (len(places) - 1) / 2
    return crossed / pairs if pairs else 0.0


def _about(text: str) -> frozenset[str]:
    """The content words and figures of a clause."""
    return content(text) | {word for word in _stems(text) if _FIGURE.search(word)}


def _rows(premise: str) -> list[str]:
    """Sentences of the premise, and rows of a table, which begin with the same header again."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", premise):
        header = re.match(r"[^:;.]{2,40}: ", sentence)
        again = rf"\s(?={re.escape(header.group())})" if header and ";" in sentence else r"(?!)"
        parts += re.split(again, sentence)
    return [part for part in parts if part.strip()]


def _mixed(claim: str, segments: list[str]) -> float:
    """How far one clause of the claim takes words that stand in different segments only."""
    homes: dict[str, list[int]] = {}
    for place, segment in enumerate(segments):
        for word in _about(segment):
            homes.setdefault(word, []).append(place)
    worst = 0
    for clause in _CLAUSE.split(claim):
        counts: dict[int, int] = {}
        for word in _about(clause):
            if len(homes.get(word, ())) == 1:
                counts[homes[word][0]] = counts.get(homes[word][0], 0) + 1
        worst = max(worst, sorted(counts.values())[-2] if len(counts) > 1 else 0)
    return min(worst, 3) / 3


def _turned(mine: _Words, given: _Words) -> float:
    """Whether a word stands beside the opposite of what it stands beside in the premise."""

    def beside(words: _Words, place: int) -> set[str]:
        return {w for w in words[max(place - 2, 0) : place + 3] if len(w) > 3}

    pairs = {(word, other) for i, word in enumerate(given) for other in beside(given, i)}
    for place, word in enumerate(mine):
        for other in beside(mine, place) - {word}:
            opposites = _OPPOSITE_OF.get(word, frozenset())
            if (word, other) not in pairs and any((o, other) in pairs for o in opposites):
                return 1.0
    return 0.0


def _ends(mine: _Words, near: _Words, novel: frozenset[str]) -> tuple[float, float, float]:
    """New words at the head and behind the copied part, and what was skipped within it."""
    matcher = SequenceMatcher(None, mine, near, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, 0.0, 0.0
    head = any(word in novel for word in mine[: blocks[0].a + 1][:4])
    tail = sum(word in novel for word in mine[blocks[-1].a + blocks[-1].size :])
    span = blocks[-1].b + blocks[-1].size - blocks[0].b
    return float(head), min(tail, 4) / 4, 1 - sum(block.size for block in blocks) / max(span, 1)


def features(claim: str, premise: str, odds: float = 0.0) -> tuple[float, ...]:
    """The figures of ``FEATURES``; ``odds`` is what the trained judge says, as log-odds."""
    near = _sentence_near(claim, premise)
    mine, given, close = _stems(claim), _stems(premise), _stems(near)
    blocks = SequenceMatcher(None, mine, given, autojunk=False).get_matching_blocks()
    copied = sum(block.size for block in blocks) / max(len(mine), 1)
    about, known = content(claim), content(premise)
    novel = about - known
    opposite = any(_OPPOSITE_OF.get(word, frozenset()) & set(close) and word not in given
                   for word in mine)  # fmt: skip
    foreign, lost = _hedging(_tokens(claim), _tokens(near), _tokens(premise))
    copy, rows = max(copied - 0.5, 0.0) * 2, _rows(premise)
    negations = abs(_negations(_tokens(claim)) - _negations(_tokens(near)))
    head, tail, skipped = _ends(mine, close, novel)
    said_not, there_not = (bool(_negations(_tokens(text))) for text in (claim, near))
    cause = bool(_CAUSES.search(claim)) and not _REASONED.search(near)
    return (
        1.0,
        copied,
        len(about & known) / max(len(about), 1),
        min(len(novel), 6) / 6,
        copy * min(len(novel), 3) / 3,
        float(copied > 0.55 and 1 <= len(novel) <= 2),
        float(negations % 2) * (0.4 + copy),
        float(said_not and not there_not),
        float(there_not and not said_not),
        head * (0.2 + copy),
        tail * (0.2 + copy),
        skipped * copy,
        float(opposite) * (0.4 + copy),
        foreign * (0.4 + copy),
        lost * (0.4 + copy),
        float(cause or (bool(_CAUSES.search(claim)) and not _CAUSES.search(premise))),
        _swapped(mine, close) * (0.4 + copy),
        _mixed(claim, [part for row in rows for part in _PART.split(row)]),
        _mixed(claim, rows),
        _turned(mine, given),
        float(near.rstrip().endswith("?") and not claim.rstrip().endswith("?")),
        max(len(mine) / max(len(close), 1) - 1, 0.0),
        float(bool(_SAID_BY.search(claim)) and not _SAID_BY.search(premise)),
        float(mine == close),
        odds,
        odds * copy,
    )
