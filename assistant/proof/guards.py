"""What words show to be unproved, however well the rest agrees: exact, and without a model.

Each guard looks at one thing that a fluent sentence gets wrong without anybody noticing: a number
with its unit and period, a name, a source that is cited for it, the column of a table. A guard
speaks only where it is nearly certain; everything else is for the judge. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.records import Passage
from assistant.text.numbers import Quantity, quantities, same_amount
from assistant.text.words import content

_FEW = re.compile(
    r"\b(?:both|either|neither|twice|pairs?|double|doubled|couple|two|second)\b", re.I
)
_ONCE = re.compile(r"\b(?:once|single|one|first|alone|only)\b", re.I)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.I
)
_PART_ROOM = 4
"""Points by which a percentage may differ from a fraction: "a third" for 35 %."""
_NEAR = Decimal("0.02")
_SPANS = (
    ("minute", 30, r"\bhalf(?: an?)?[ -]hours?\b"),
    ("minute", 15, r"\bquarters? of an hour\b|\bquarter[ -]hours?\b"),
    ("hour", 24, r"\b(?:a|one|per|each|every) day\b"),
    ("day", 7, r"\b(?:a|one|per|each|every) week\b"),
    ("month", 12, r"\b(?:a|one|per|each|every) year\b"),
    ("month", 3, r"\bquarters?\b"),
    ("month", 6, r"\bhalf (?:a|of the) year\b|\bhalf-year"),
    ("year", 10, r"\bdecades?\b"),
    ("year", 100, r"\bcentur(?:y|ies)\b"),
)
"""Spans of time that have a name of their own."""
_YEARLY = frozenset({"year"})
_COUNTED = 3
"""Up to here a number without a unit may count what a passage lists without a number."""


def unproved_amount(claim: str, premise: str, told: int = 0) -> str:
    """The first number of ``claim`` that ``premise`` does not give in that sense, or nothing.

    It must be there as the same amount, of the same unit, and for the same period; "these three"
    may count the ``told`` passages.
    """
    stated = quantities(premise)
    for asked in quantities(claim):
        if asked.value == told and told > 1 and _THESE.search(claim[: asked.start]):
            continue
        same = [given for given in stated if _agree(asked, given)]
        if same and _of_something_else(asked, same, stated):
            return f"{asked.spelling} {asked.noun or asked.unit}".strip()
        if not same:
            said = _said_otherwise(asked, premise) or _counted(asked, stated)
            if not said and not _computed(asked, stated, claim):
                return asked.spelling
        elif asked.period and not _period_holds(asked, same, premise):
            return f"{asked.spelling} a {asked.period}"
    return ""


_THESE = re.compile(r"\b(?:these|those|all|the|of) (?:the )?$", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(
    r"(?:and|or|but|to|of|in|on|at|by|for|from|with|as|a|an|the|is|are|was|were|per|through|until"
    r"|percent|more|less|other|time|than|it|that|which|when|if|not|so)$"
)


def _of_something_else(
    asked: Quantity, same: Sequence[Quantity], stated: Sequence[Quantity]
) -> bool:
    """Whether the amount is there, but of another thing, and of this thing another amount is.

    "15 openings" where 15 % and 129,200 openings stand; "4 years" for 4 of something and 2 years.
    """
    others = [given for given in stated if given not in same and not given.date]
    if asked.unit and asked.unit not in ("%", "part", "th"):
        bare = all(not given.unit and not given.date for given in same)
        return bare and any(given.unit == asked.unit for given in others)
    if asked.unit or asked.date or not asked.noun or _COUNTS_NOTHING.match(asked.noun):
        return False
    named = [given.noun and not _COUNTS_NOTHING.match(given.noun) for given in same]
    foreign = all(
        given.noun != asked.noun and (given.unit or is_named)
        for given, is_named in zip(same, named, strict=True)
    )
    return foreign and any(given.noun == asked.noun for given in others)


_COMPARED = re.compile(
    r"\b(?:more|less|fewer|than|by|difference|differ\w*|apart|between|gap|later|earlier|after|before"
    r"|altogether|together|total|sum|in all|both|combined|cheaper|dearer|longer|shorter"
    r"|younger|older|larger|smaller|higher|lower|saves?|extra|times|twice|double|rest|others?|without|not)\b",
    re.IGNORECASE,
)


def _computed(asked: Quantity, stated: Sequence[Quantity], claim: str) -> bool:
    """Whether an amount may come of those stated: a part, a difference, a sum; the judge decides.

    A part in words ("half of them") is left to it where nothing is stated in parts or percent.
    """
    if asked.date or _FIRST_YEAR <= asked.value <= _LAST_YEAR:
        return _is_reckoned_year(asked.value, stated)
    if asked.unit == "part":
        return not any(given.unit in ("part", "%") for given in stated)
    if not _COMPARED.search(claim):
        return False
    like = {q.value for q in stated if not q.date and (q.unit == asked.unit or not q.unit)}
    whole = {abs(a - b) for a in like for b in like if a != b}
    whole |= {a + b for a in like for b in like if a != b} | {2 * a for a in like}
    return any(abs(asked.value - value) <= value * _NEAR for value in whole if value)


_FIRST_YEAR, _LAST_YEAR = 1000, 2200


def _is_reckoned_year(year: Decimal, stated: Sequence[Quantity]) -> bool:
    """Whether a year is another one and some years: "within five years" of 1839; the judge decides.

    One year may stand without a number: "the following year".
    """
    years = {q.value for q in stated if _FIRST_YEAR <= q.value <= _LAST_YEAR}
    spans = {q.value for q in stated if "year" in (q.unit, q.noun, q.period)} | {Decimal(1)}
    return any(abs(year - other) in spans for other in years)


def _counted(asked: Quantity, stated: Sequence[Quantity]) -> bool:
    """Whether a small number may count what is listed, as in "two options": the judge decides."""
    if asked.value > _COUNTED or asked.unit or asked.date:
        return False
    return not any(given.noun == asked.noun or given.unit == asked.noun for given in stated)


def _agree(asked: Quantity, given: Quantity) -> bool:
    if same_amount(asked, given):
        return True
    if "th" in (asked.unit, given.unit) and "day" in (asked.unit, given.unit, asked.noun):
        return asked.value == given.value  # "from day three", "from the third day"
    units = {asked.unit, given.unit}
    if units != {"part", "%"}:
        return False
    points = [q.value * 100 if q.unit == "part" else q.value for q in (asked, given)]
    return abs(points[0] - points[1]) <= _PART_ROOM


def _said_otherwise(asked: Quantity, premise: str) -> bool:
    """Whether a small count stands there without a number: "both", "once", "twice"."""
    if asked.unit == "th":
        return not _ORDINAL.search(premise)
    for unit, count, name in _SPANS:
        same = asked.unit == unit and asked.value == count
        if same and re.search(name, premise, re.IGNORECASE):
            return True
    if asked.unit and asked.unit not in ("day", "week", "month", "year"):
        return False
    if asked.value == 2:
        return bool(_FEW.search(premise))
    return asked.value == 1 and bool(_ONCE.search(premise))


def _period_holds(asked: Quantity, same: Sequence[Quantity], premise: str) -> bool:
    periods = {given.period for given in same}
    if asked.period in periods:
        return True
    if periods - {""}:
        return False
    named = re.search(rf"\b{asked.period}", premise, re.IGNORECASE)
    # A wage without a period is a year's; any other amount of money for a period must be said so.
    return bool(named) or asked.unit not in ("$", "€", "£") or asked.period in _YEARLY


# --- names --------------------------------------------------------------------------------------

_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'&]*(?:-[\w]+)*")
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
        i i'm i'd i'll i've yes no ok monday tuesday wednesday thursday friday saturday
        sunday january february march april may june july august september october november
        december english
        """,
    )
)
_OPENING = re.compile(r"(?:^|[.!?:;…]\s+|[\n•*|>]\s*|^[-–—]\s+|[\"“‘(\[]|\s[–—]\s)$")


def names_in(text: str) -> list[str]:
    """Capitalised words that do not merely begin a sentence, and words with more capitals."""
    found = []
    for match in _NAME.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        opens = bool(_OPENING.search(text[: match.start()]))
        odd = len(re.findall(r"[A-Z]", word)) > 1 or any(c.isdigit() for c in word)
        plain = word.lower().replace("’", "'")
        if not {plain, plain.rstrip("s")} & _NOT_NAMES and (odd or not opens):
            found.append(word)
    return found


@lru_cache(maxsize=4096)
def _known_names(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_][\w’'&]*", text)
    known = {word.lower() for word in words} | {word.lower().rstrip("s") for word in words}
    known |= {re.sub(r"['’]s$", "", word) for word in known}
    # Initials of neighbouring words, small ones left out: "Bureau of Labor Statistics", BLS.
    letters = "".join(w[0].lower() for w in words if w.lower() not in ("of", "and", "the", "for"))
    known |= {letters[i:j] for i in range(len(letters)) for j in range(i + 2, i + 6)}
    return frozenset(known)


_OTHER_NAMES: Mapping[str, frozenset[str]] = {
    name: frozenset(names) - {name}
    for names in (
        ("aws", "amazon"), ("gcp", "google"), ("azure", "windows", "microsoft"),
        ("macos", "mac", "ios", "iphone", "apple"), ("kubernetes", "k8s"),
        ("postgres", "postgresql"),
        ("us", "usa", "america", "american", "americans"), ("uk", "britain", "british"),
        ("eu", "europe", "european"), ("javascript", "js"), ("typescript", "ts"),
    )
    for name in names
}  # fmt: skip
"""What the same thing, or its maker, is commonly called; the judge decides about the rest."""


def unproved_name(claim: str, texts: Iterable[str]) -> str:
    """The first name in ``claim`` that none of ``texts`` has, or nothing.

    Initials stand for the words they come from, and the other way round.
    """
    known = _known_names("\n".join(texts))
    for name in names_in(claim):
        if _OTHER_NAMES.get(name.lower(), frozenset()) & known:
            continue
        pieces = [piece.lower() for piece in re.split(r"[-’'&/]", name) if piece]
        whole = name.lower()
        if whole in known or whole.rstrip("s") in known:
            continue
        if all(piece in known or piece.rstrip("s") in known for piece in pieces):
            continue
        if not _spelled_out(name, claim, known):
            return name
    return ""


def _spelled_out(name: str, claim: str, known: frozenset[str]) -> bool:
    """Whether ``name`` belongs to a run of words whose initials are known."""
    for run in re.findall(r"[A-Z][\w-]*(?:[ -](?:of|and|the|for|[A-Z][\w-]*))+", claim):
        initials = "".join(w[0].lower() for w in re.split(r"[ -]", run) if w[0].isupper())
        runs = {initials[i:] for i in range(len(initials) - 1)}  # "The" may stand in front.
        if name in run and runs & known:
            return True
    return False


# --- sources ------------------------------------------------------------------------------------

_ACCORDING = re.compile(r"\b(?:according to|as (?:stated|reported) by) ([^,.;:]{2,60})", re.I)
_OWN = frozenset(
    re.findall(
        r"\S+",
        """
        article text passage source author document page guide publisher they it this here
        faq rule list table note manual policy section
        """,
    )
)


def unproved_source(claim: str, premise: str, titles: Iterable[str]) -> str:
    """Whom ``claim`` names as its source without the premise doing so, or nothing."""
    known = content(premise) | content(" ".join(titles))
    for match in _ACCORDING.finditer(claim):
        words = content(match[1])
        plain = {w.lower() for w in re.findall(r"\w+", match[1])}
        if words - known and not plain & _OWN:
            return match[1]
    return ""


_OPINION = re.compile(
    r"\b(?:(?:some|others|many|most|few|several|all|experts|critics|people|nobody|everybody|everyone)"
    r"|(?:no|some|any|every) ?one|hardly any(?:one|body))(?: (?:people|of them|others))?"
    r" (?:(?:would|might|may|will|often|still|seriously|wrongly) )?"
    r"(?:says?|said|thinks?|thought|believes?|believed|claims?|argues?|agrees?|assumes?|doubts?)\b",
    re.IGNORECASE,
)
_OPINING = re.compile(
    r"\b(?:sa(?:y|id)|th(?:ink|ought)|belie[fv]|claim|argu|agree|assum|doubt|opinion|picture|tell)",
    re.IGNORECASE,
)


def unproved_opinion(claim: str, premise: str) -> str:
    """What makes ``claim`` an opinion, "some say", where the premise tells none; or nothing."""
    match = _OPINION.search(claim)
    return match.group() if match and not _OPINING.search(premise) else ""


# --- columns ------------------------------------------------------------------------------------


def wrong_column(claim: str, rows: Sequence[Passage]) -> str:
    """The header that ``claim`` gives a cell to which stands in another column, or nothing.

    The claim is cut at each mention of a header, and what follows a mention is compared with the
    cells. Only rows with two or more columns to choose from are looked at.
    """
    for row in rows:
        if len(row.cells) < 3 or len(row.header) != len(row.cells):
            continue
        # Columns of figures are not told apart by words.
        told = [
            (name, cell.text)
            for name, cell in zip(row.header[1:], row.cells[1:], strict=True)
            if not re.search(r"\d", cell.text)
        ]
        headers = [name for name, _ in told]
        cells = [content(text) for _, text in told]
        for column, words in _told(claim, headers, " ".join(text for _, text in told)):
            hits = [len(words & (cell - _shared(cells, place))) for place, cell in enumerate(cells)]
            best = max(range(len(hits)), key=lambda place: (hits[place], place == column))
            if hits[best] > hits[column] and hits[column] == 0 and hits[best] >= 1:
                return headers[column]
    return ""


def wrong_row(claim: str, rows: Sequence[Passage], elsewhere: str) -> str:
    """The number that ``claim`` gives to a row in whose cells it does not stand, or nothing.

    Only where the claim names the head of one of the rows and of no other, and the number stands
    in another row and not ``elsewhere``, which is whatever else is cited.
    """
    heads = [content(row.cells[0].text) if row.cells else frozenset() for row in rows]
    said = content(claim)
    named = [n for n, head in enumerate(heads) if head and head - _any(heads, n) and head <= said]
    partly = [n for n, head in enumerate(heads) if (head - _any(heads, n)) & said]
    if len(rows) < 2 or len(named) != 1 or partly != named:
        return ""
    own = quantities(_figures(rows[named[0]])) + quantities(elsewhere)
    others = [q for n, row in enumerate(rows) if n != named[0] for q in quantities(_figures(row))]
    for asked in quantities(claim):
        here = any(_agree(asked, given) for given in own)
        if not here and any(_agree(asked, given) for given in others):
            return asked.spelling
    return ""


def _any(heads: Sequence[frozenset[str]], but: int) -> frozenset[str]:
    return frozenset(word for n, head in enumerate(heads) if n != but for word in head)


def _figures(row: Passage) -> str:
    return "; ".join((*row.header, *(cell.text for cell in row.cells)))


_BEHIND = re.compile(
    r"\s*(?:of|is|are|was|were|at|:|=|–)\s*(?:(?:about|only|just|roughly|around|some|a|at)\s+)*",
    re.I,
)


def wrong_figure(claim: str, rows: Sequence[Passage]) -> str:
    """The header that ``claim`` gives a figure to which stands in another column, or nothing."""
    for row in rows:
        if len(row.cells) < 3 or len(row.header) != len(row.cells):
            continue
        names, cells = row.header[1:], [cell.text for cell in row.cells[1:]]
        for column, words in _mentions(claim, names):
            behind = _BEHIND.match(words)
            asked = quantities(words[behind.end() :]) if behind else []
            if len(asked) != 1 or asked[0].start > 0:
                continue
            homes = [n for n, cell in enumerate(cells)
                     if any(_agree(asked[0], given) for given in quantities(cell))]  # fmt: skip
            if homes and column not in homes:
                return names[column]
    return ""


def _mentions(claim: str, names: Sequence[str]) -> list[tuple[int, str]]:
    """What stands behind each header that ``claim`` mentions, up to the next one."""
    found = sorted(
        (match.start(), match.end(), column)
        for column, name in enumerate(names)
        if len(name) > 3
        for match in re.finditer(rf"\b{re.escape(name)}\b", claim, re.IGNORECASE)
    )
    ends = [*(start for start, *_ in found[1:]), len(claim)][: len(found)]
    return [(column, claim[end:stop]) for (_, end, column), stop in zip(found, ends, strict=True)]


def _shared(cells: Sequence[frozenset[str]], place: int) -> frozenset[str]:
    others: set[str] = set()
    for other, words in enumerate(cells):
        if other != place:
            others |= words
    return frozenset(others)


def _told(claim: str, headers: Sequence[str], cells: str) -> list[tuple[int, frozenset[str]]]:
    """What ``claim`` says of each header it mentions: ``(column, stems)``."""
    mentions: list[tuple[int, int, int]] = []
    for column, name in sorted(enumerate(headers), key=lambda item: -len(item[1])):
        for pattern in _spellings(name, cells):
            for match in re.finditer(pattern, claim, re.IGNORECASE):
                if not any(s < match.end() and match.start() < e for s, e, _ in mentions):
                    mentions.append((match.start(), match.end(), column))
    if not mentions:
        return []
    mentions.sort()
    told: list[tuple[int, frozenset[str]]] = []
    for place, (_, end, column) in enumerate(mentions):
        first = 0 if place == 0 and len(mentions) == 1 else end
        last = mentions[place + 1][0] if place + 1 < len(mentions) else len(claim)
        told.append((column, content(claim[first:last]) - content(" ".join(headers))))
    return told


def _spellings(name: str, cells: str) -> list[str]:
    """A header as it stands, and its initials unless a cell has them as a word of its own."""
    words = re.findall(r"\w+", name)
    found = [rf"\b{re.escape(name)}s?\b"]
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(words) > 1 and len(initials) == len(words) and initials not in cells:
        found.append(rf"\b{initials}s?\b")
    return found
