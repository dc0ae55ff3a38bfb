# ruff: noqa: E501 (lists of words and patterns read better in one line)
"""Claims that take more than one sentence, or one sentence apart: faithful and minimally wrong.

``changes`` works within a sentence. Here two are joined (and one half made false), a long one is
cut, a pronoun gets its name, actors of two sentences change places, and a number of one thing is
given to another. Rules over words and patterns, as there; nothing is parsed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from changes import _lower_first, reworded, turned

Rng = random.Random
Made = tuple[str, str, str]  # claim, kind, label

_VERB = (
    r"(?:is|are|was|were|has|have|had|can|cannot|must|may|will|should|do|does|did|owns?|decides?|makes?"
    r"|takes?|gives?|gets?|needs?|costs?|pays?|runs?|writes?|reads?|sees?|says?|said|answers?|asks?"
    r"|replied|reports?|reported|tells?|wants?|builds?|uses?|keeps?|holds?|leads?|chooses?|sells?"
    r"|brings?|sits?|turns?|becomes?|went|got|took|gave|made|paid|came|began|fell|rose|rents?|opens?"
    r"|collects?|checks?|receives?|covers?|allows?|helps?|works?|lives?|starts?|ends?|[a-z]{3,}ed)"
)
_ACTOR = re.compile(
    rf"^(?P<who>(?:The|A|An|Our|Your|Their|His|Her|Its|Every|Each|Most|Some|All) (?:[\w’'-]+ ){{1,3}}?|(?:[A-Z][\w’'-]+ ){{1,3}})(?={_VERB} )"
)
_BY = re.compile(
    r"\b(?P<a>(?:the|a|an|our|their|his|her) (?:[a-z-]+ )?[a-z-]+) (?P<mid>(?:[a-z]+ ){1,4}?)(?P<b>(?:the|a|an|our|their|his|her) (?:[a-z-]+ )?[a-z-]+)\b",
    re.I,
)
_JOINTS = (
    "; ",
    " and ",
    ", and ",
    ", while ",
    ", whereas ",
    ". ",
    " – ",
    ". Moreover, ",
    ". Also, ",
)
_PRONOUNS = {"it": "", "they": "", "he": "", "she": ""}
_NUMBER = re.compile(r"(?<![\w.,])(?:[$€£])?\d[\d,]*(?:\.\d+)?%?(?![\w])")
_NEVER_ACTORS = frozenset(
    re.findall(r"\S+", "it this that there here what who when if but and so they he she we you i")
)
# An adjective and its opposite: "is expensive" is "is not cheap".
_ANTONYMS = """\
expensive cheap|scarce plentiful|difficult easy|hard easy|rare common|closed open|forbidden allowed
optional mandatory|mandatory optional|free chargeable|large small|small large|old new|early late
late early|public private|different same|safe dangerous|strong weak|slow fast|short long|long short
empty full|possible impossible|necessary needless|wrong right|senior junior|wet dry|alone together
cheaper dearer|longer shorter|higher lower|lower higher|faster slower|included excluded"""
_OPPOSITE = {pair.split()[0]: pair.split()[1] for pair in _ANTONYMS.replace("\n", "|").split("|")}


def actor_of(sentence: str) -> str:
    """Who does something in ``sentence``: the words in front of its verb, or nothing."""
    match = _ACTOR.match(sentence)
    who = match["who"].strip() if match else ""
    return "" if who.lower().split(" ")[0] in _NEVER_ACTORS else who


def _inside(phrase: str) -> str:
    """A phrase as it stands within a sentence."""
    return _lower_first(phrase)


def resolved(sentence: str, before: str) -> str:
    """``sentence`` with its first pronoun named after the actor of ``before``, or nothing."""
    word, _, rest = sentence.partition(" ")
    who = actor_of(before)
    if word.lower() not in _PRONOUNS or not who or not rest:
        return ""
    return f"{who} {rest}"


def cut(sentence: str, rng: Rng) -> str:
    """A true part of a long sentence: its main clause, or fewer items of its list; or nothing."""
    ways = []
    main = re.match(
        r"^((?:(?!\b(?:if|unless|only|except|not|no|never|most|some)\b)[^;])+?),? (?:which|who|where|because|so that|since|although|though|while|whereas|and the|but the|but it|and it|, with) ",
        sentence,
    )
    if main and len(main[1].split()) >= 5 and actor_of(main[1]):
        ways.append(f"{main[1].rstrip(',')}.")
    items = re.search(
        r"(?P<a>[\w’' -]{3,40}), (?P<b>[\w’' -]{3,40}),? and (?P<c>[\w’' -]{3,40})(?=[.,;]|$)",
        sentence,
    )
    if items and not re.search(r"\b(?:not|no|never|neither|nor|only)\b|n['’]t", sentence):
        fewer = rng.choice([f"{items['a']} and {items['c']}", f"{items['a']} and {items['b']}"])
        ways.append(sentence[: items.start()] + fewer + sentence[items.end() :])
    return rng.choice(ways) if ways else ""


def denied(sentence: str, rng: Rng) -> str:
    """ "is expensive" as "is not cheap": the same, said with the opposite; or nothing."""
    for match in re.finditer(r"\b(is|are|was|were) (?:very |quite )?([a-z]+)\b", sentence):
        opposite = _OPPOSITE.get(match[2])
        if opposite:
            said = f"{match[1]} {rng.choice(['not', 'by no means'])} {opposite}"
            return sentence[: match.start()] + said + sentence[match.end() :]
    return ""


def actors_swapped(sentence: str, others: Sequence[str], rng: Rng) -> Iterator[Made]:
    """Somebody else does it; or what one does to the other, the other does to the one."""
    who = actor_of(sentence)
    rivals = sorted({w for w in map(actor_of, others) if w and w.lower() != who.lower()})
    if who and rivals:
        rest = sentence[len(who) :]
        rival = rng.choice(rivals)
        if rival.lower() not in rest.lower():
            yield f"{rival}{rest}", "actor", "not_supported"
    if who:
        rest = sentence[len(who) :]
        inner = re.findall(r"\b(?:the|a|an|our|their|his|her|your) (?:[a-z-]+ )?[a-z-]{3,}\b", rest)
        if inner:
            other = rng.choice(inner)
            new = rest.replace(other, _inside(who), 1)
            yield f"{other[:1].upper()}{other[1:]}{new}", "actor and object", "contradicted"
    match = _BY.search(sentence)
    if match and match["a"].lower() != match["b"].lower():
        yield (
            sentence[: match.start("a")]
            + match["b"] + " " + match["mid"] + match["a"]
            + sentence[match.end("b") :],
            "objects swapped",
            "not_supported",
        )  # fmt: skip


def predicates_swapped(one: str, two: str) -> Iterator[Made]:
    """What the one does said of the other, and joined."""
    a, b = actor_of(one), actor_of(two)
    if a and b and a.lower() != b.lower():
        rest_a, rest_b = one[len(a) :].rstrip("."), two[len(b) :].rstrip(".")
        yield f"{a}{rest_b}, {_inside(b)}{rest_a}.", "predicates swapped", "contradicted"
        yield f"{a}{rest_b}.", "predicate of another", "contradicted"


def numbers_borrowed(sentence: str, given: str, rng: Rng) -> Iterator[Made]:
    """A number of ``sentence`` replaced by one that stands elsewhere in what is cited."""
    mine = _NUMBER.findall(sentence)
    others = [n for n in dict.fromkeys(_NUMBER.findall(given)) if n not in mine]
    if mine and others:
        old = rng.choice(mine)
        yield sentence.replace(old, rng.choice(others), 1), "number of another", "contradicted"


def joined(one: str, two: str, rng: Rng) -> str:
    """Two sentences as one claim, in either order."""
    if rng.random() < 0.25:
        one, two = two, one
    joint = rng.choice(_JOINTS)
    first = one.rstrip(".!")
    second = two if joint in (". ",) else _lower_first(two)
    return f"{first}{joint}{second}"


def from_two(
    one: str, two: str, names: Sequence[str], phrases: Sequence[str], rng: Rng
) -> Iterator[Made]:
    """What two sentences say together, and the same with one half changed."""
    yield joined(reworded(one, rng), reworded(two, rng), rng), "joined", "supported"
    if rng.random() < 0.5:
        parts = [cut(s, rng) or s for s in (one, two)]
        yield joined(reworded(parts[0], rng), parts[1], rng), "joined", "supported"
    wrong = [*turned(two, rng, names, phrases, [one]), *turned(one, rng, names, phrases, [two])]
    if wrong:
        half, kind, _ = rng.choice(wrong)
        other = one if rng.random() < 0.5 else two
        yield joined(reworded(other, rng), half, rng), f"joined: {kind}", "not_supported"
    swapped = list(predicates_swapped(one, two))
    if swapped:
        yield rng.choice(swapped)


def from_one(
    sentence: str, given: str, before: str, others: Sequence[str], rng: Rng
) -> Iterator[Made]:
    """Faithful and wrong claims about one sentence that ``changes`` does not make."""
    if named := resolved(sentence, before):
        yield reworded(named, rng), "pronoun resolved", "supported"
        rivals = [w for w in map(actor_of, others) if w and w not in named and w not in given]
        if rivals:
            _, _, rest = sentence.partition(" ")
            yield f"{rng.choice(rivals)} {rest}", "pronoun misread", "not_supported"
    if part := cut(sentence, rng):
        yield reworded(part, rng), "cut", "supported"
    if other := denied(sentence, rng):
        yield reworded(other, rng), "denied opposite", "supported"
    yield from actors_swapped(sentence, others, rng)
    yield from numbers_borrowed(sentence, given, rng)


def from_rows(
    one: Sequence[tuple[str, str]], two: Sequence[tuple[str, str]], rng: Rng
) -> Iterator[Made]:
    """Two rows of one table, as (header, cell), told together, compared, and with cells exchanged."""
    columns = [
        c for c in range(1, min(len(one), len(two))) if one[c][0] and one[c][1] and two[c][1]
    ]
    head = any(all(name == cell for name, cell in row) for row in (one, two))
    if head or not columns or not one[0][1] or not two[0][1]:
        return
    column = rng.choice(columns)
    name, here, there = one[column][0], one[column][1], two[column][1]
    a, b = one[0][1], two[0][1]
    frame = rng.choice(
        ["{n} is {x} for {a} and {y} for {b}.", "{a} has {x} as {n}, {b} {y}.", "For {a}, {n} is {x}; for {b} it is {y}.",
         "{n}: {a} {x}, {b} {y}.", "While {a} has {x} as {n}, {b} has {y}."]
    )  # fmt: skip
    said = {"n": name.lower(), "a": a, "b": b}
    yield frame.format(**said, x=here, y=there), "rows joined", "supported"
    if here.lower() != there.lower():
        yield frame.format(**said, x=there, y=here), "rows exchanged", "contradicted"
        yield f"For {a}, {name.lower()} is {there}.", "cell of another row", "contradicted"
    other = [c for c in columns if c != column and one[c][1] != here]
    if other:
        wrong = one[rng.choice(other)][1]
        yield f"{name} of {a}: {wrong}.", "cell of another column", "contradicted"


_SAYING = (
    "{} say that {}", "{} insist that {}", "According to {}, {}", "{} complain that {}", "{} believe that {}",
    "{} agree that {}", "{} define it so: {}", "{} warn that {}", "{} deny that {}", "{} suggest that {}",
)  # fmt: skip


def attributed(sentence: str, others: Sequence[str], rng: Rng) -> Iterator[Made]:
    """The sentence put into the mouth of somebody of the same text who did not say it."""
    if re.search(r"\b(?:said|says?|told|replied|reported|asked|according)\b", sentence, re.I):
        return
    people = [w for w in map(actor_of, others) if w and w[0].isupper()]
    if people:
        inner = _lower_first(sentence)
        yield rng.choice(_SAYING).format(rng.choice(people), inner), "attributed", "not_supported"
