"""What words show to be unproved, however well the rest agrees: exact, and without a model.

Each guard looks at one thing that a fluent sentence gets wrong without anybody noticing: a number
with its unit and period, a name, a source that is cited for it, the column of a table. A guard
speaks only where it is nearly certain; everything else is for the judge. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
_YEARLY = frozenset({"year"})
_COUNTED = 3
"""Up to here a number without a unit may count what a passage lists without a number."""


def unproved_amount(claim: str, premise: str) -> str:
    """The first number of ``claim`` that ``premise`` does not give in that sense, or nothing.

    It must be there as the same amount, of the same unit, and for the same period.
    """
    stated = quantities(premise)
    for asked in quantities(claim):
        same = [given for given in stated if _agree(asked, given)]
        if not same:
            if not _said_otherwise(asked, premise) and not _counted(asked, stated):
                return asked.spelling
        elif asked.period and not _period_holds(asked, same, premise):
            return f"{asked.spelling} a {asked.period}"
    return ""


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
    if asked.unit and asked.unit not in ("day", "week", "month", "year"):
        return False
    if asked.unit == "month" and asked.value in (3, 6):
        return bool(re.search(r"\bquarter\b" if asked.value == 3 else r"\bhalf\b", premise))
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


def unproved_name(claim: str, texts: Iterable[str]) -> str:
    """The first name in ``claim`` that none of ``texts`` has, or nothing.

    Initials stand for the words they come from, and the other way round.
    """
    known = _known_names("\n".join(texts))
    for name in names_in(claim):
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
