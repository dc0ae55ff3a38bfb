"""Numbering, resolving and verifying citations. Pure: text and records in, text and records out.

What this module promises: only a passage that was shown can be cited; numbers run from 1 in order
of first use; resolving a resolved text changes nothing; and `check` refuses an answer whose quotes,
markers or status break the contract.

A marker is ``[3]``. Writers also produce ``[1, 3]``, ``[1][3]``, ``[1-3]``, ``[[1], [2]]``,
``[passage 2]``, ``[^1]`` and ``【1†source】``; all are read, and written back as ``[1][3]``.
Nothing is read inside code spans and Markdown links, and ``\\[3]`` is the article's own bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.errors import AssistantError
from assistant.records import CITED, Answer, Citation, Document, Passage, Quote


class CitationError(AssistantError):
    """An answer breaks the citation contract; it must not be shown."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "Please report the question that led to it.")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Text whose markers run from 1, and the citations they refer to, in that order."""

    text: str
    citations: tuple[Citation, ...] = ()


def quote_of(document: Document, passage: Passage) -> Quote:
    """The exact words of ``passage`` in ``document``, with the address that shows them in place."""
    return Quote(
        document_id=document.id,
        section=" › ".join(passage.section),
        quote=document.text[passage.start : passage.end],
        start=passage.start,
        end=passage.end,
        url=f"/source/{document.id}#c={passage.start}-{passage.end}",
        title=document.title,
    )


# --- markers ------------------------------------------------------------------------------------

# Possessive quantifiers (++, ?+) keep hostile text linear: a run of digits is one number.
_ATOM = (
    r"\^?+(?:(?:passages?|sources?|p\.)[ ]*+)?+"  # an optional word in front
    r"[0-9]++(?:[ ]*+[-–—][ ]*+[0-9]++)?+"  # a number or a range
    r"(?:†[^\[\]【】\n]*+)?+"  # what some models append
)
_GAP = r"(?:[ \t,;&]|and\b)*+"
_INNER = rf"[\[【]{_GAP}(?:{_ATOM}{_GAP})*+[\]】]"
_GROUP = rf"(?<!\\)[\[【]{_GAP}(?:(?:{_ATOM}|{_INNER}){_GAP})++[\]】]"
_RUN = rf"(?<![ \t])(?P<space>[ \t]*+)(?P<run>{_GROUP}(?:[ \t]*+[,;]?+[ \t]*+{_GROUP})*)(?!\()"
_CODE = r"(?<!`)(?P<ticks>`++)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_LINK = r"!?+\[(?:[^\[\]\n]|\[[^\[\]\n]*+\])*+\]\([^()\n]*+\)"
_TOKEN = re.compile(rf"(?P<skip>{_CODE}|{_LINK})|{_RUN}", re.DOTALL | re.IGNORECASE)
_NUMBERS = re.compile(r"([0-9]+)(?:[ ]*[-–—][ ]*([0-9]+))?(?:†[^\[\]【】\n]*)?")
_FAR = 10_000_000  # Larger than any list of passages; keeps absurd numbers out of int().


def _numbers(run: str, top: int) -> list[int]:
    """The numbers of one run of markers that lie in 1..top, in order, each once."""
    found: dict[int, None] = {}
    for match in _NUMBERS.finditer(run):
        first, last = (int(n) if n and len(n) < 8 else _FAR for n in match.groups(default=""))
        if not match.group(2):
            last = first
        low, high = min(first, last), max(first, last)
        for number in range(max(low, 1), min(high, top) + 1):
            found[number] = None
    return list(found)


def markers_in(text: str) -> Iterator[int]:
    """The numbers of all markers in ``text``, in order, with repetitions."""
    for match in _TOKEN.finditer(text):
        if match.group("skip") is None:
            yield from _numbers(match.group("run"), _FAR // 1000)


def without_markers(text: str) -> str:
    """``text`` with all markers, and the spaces in front of them, removed."""
    return renumber(text, [], {})


def literal(text: str) -> str:
    """The article's words as Markdown that shows them as they are: ``[3]`` is not a marker."""
    return re.sub(r"([\\`*\[\]<])", r"\\\1", text)


def renumber(
    text: str, shown: Sequence[Passage | None], order: dict[tuple[str, int, int], int]
) -> str:
    """One pass over ``text``: markers that count in ``shown`` become numbers of ``order``.

    ``order`` maps a passage's document and span to its number and grows by first use; it carries
    the numbering from one piece of a text to the next. Markers of anything else, and of None, go.
    """
    parts: list[str] = []
    done = 0
    for match in _TOKEN.finditer(text):
        if match.group("skip") is not None:
            continue
        kept: dict[int, None] = {}
        for number in _numbers(match.group("run"), len(shown)):
            passage = shown[number - 1]
            if passage is None:
                continue
            key = (passage.document_id, passage.start, passage.end)
            kept[order.setdefault(key, len(order) + 1)] = None
        parts.append(text[done : match.start()])
        done = match.end()
        if kept:
            parts.append(match.group("space") + "".join(f"[{number}]" for number in kept))
        elif match.start() == 0 or text[match.start() - 1] == "\n":
            # At the start of a line the space to remove is the one behind.
            while done < len(text) and text[done] in " \t":
                done += 1
    parts.append(text[done:])
    return "".join(parts)


def resolve(text: str, shown: Sequence[Passage], documents: Mapping[str, Document]) -> Resolved:
    """Turns markers that count in ``shown`` (from 1) into citations numbered by first use.

    Unknown numbers are removed together with the space in front of them; numbers repeated side by
    side become one; two passages with the same span are one citation. Resolving the result with
    the passages it cites returns it unchanged.

    Raises:
        KeyError: a shown passage belongs to a document that is not in ``documents``.
    """
    cited: Sequence[Passage] = shown
    while True:
        order: dict[tuple[str, int, int], int] = {}
        renumbered = renumber(text, cited, order)
        by_key = {(p.document_id, p.start, p.end): p for p in reversed(cited)}
        now = [by_key[key] for key in order]
        # Removing a marker can bring two halves of another one together, so look again.
        settled = renumbered == text and len(now) == len(cited)
        text, cited = renumbered, now
        if settled:
            break
    citations = tuple(
        Citation(number, quote_of(documents[passage.document_id], passage))
        for number, passage in enumerate(cited, start=1)
    )
    return Resolved(text, citations)


# --- the contract -------------------------------------------------------------------------------


def _check_quote(quote: Quote, documents: Mapping[str, Document]) -> None:
    document = documents.get(quote.document_id)
    if document is None:
        raise CitationError(f"A quote is from {quote.document_id!r}, which is not in the corpus.")
    exact = 0 <= quote.start < quote.end <= len(document.text)
    if not exact or document.text[quote.start : quote.end] != quote.quote:
        raise CitationError(
            f"{quote.document_id!r} has other words at {quote.start}-{quote.end} than the quote."
        )


def check(answer: Answer, documents: Mapping[str, Document]) -> None:
    """Returns if ``answer`` keeps the contract.

    Raises:
        CitationError: a quote is not exact, an answered reply cites nothing, another reply cites
            something, or markers and citations do not belong together one to one.
    """
    for quote in (*(citation.source for citation in answer.citations), *answer.related):
        _check_quote(quote, documents)
    if answer.status not in CITED:
        if answer.citations:
            raise CitationError(f"A reply that is {answer.status!r} has citations.")
        return
    if not answer.citations:
        raise CitationError(f"A reply that is {answer.status!r} has no citation.")
    if (answer.status == "partial") != bool(answer.missing):
        raise CitationError("A partial reply says what is missing, and no other does.")
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        raise CitationError(f"The citations are numbered {numbers}, not from 1 upwards.")
    used = list(dict.fromkeys(markers_in(answer.text)))
    if used != numbers:
        raise CitationError(f"The text uses the markers {used}, the citations are {numbers}.")


# --- numbers ------------------------------------------------------------------------------------

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTH_NAMES = (
    "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
    "september sept sep,october oct,november nov,december dec"
)
_UNITS = {word: n for n, word in enumerate(_SMALL.split())}
_TENS = {word: 10 * n for n, word in enumerate(_ROUND.split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SUFFIXES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, **_SCALES}
_MONTHS = {
    name: n for n, names in enumerate(_MONTH_NAMES.split(","), start=1) for name in names.split()
}
_CURRENCIES = {
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "$"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "€"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "£"),
}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\.?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))\b",
    re.IGNORECASE,
)
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "dozen"], key=len, reverse=True))
_WORDS = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORD}))*+"
_PERCENT = r"\s?%|[\s-]?per\s?cent(?:age)?\b"
_MONEY = r"usd|eur|gbp|dollars?|euros?|pounds?"
_SUFFIX = rf"(?:bn|mn|[kmb])\b|[\s-](?:{'|'.join(_SCALES)})\b"
_NUMBER = re.compile(
    r"(?:(?P<currency>[$€£])\s?)?"
    r"(?:(?<!\w)(?<!\d[.,])(?P<digits>\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++(?:\.\d++)?+)"
    rf"(?P<suffix>{_SUFFIX})?|\b(?P<words>{_WORDS})\b)"
    rf"(?:(?P<percent>{_PERCENT})|\s(?P<money>{_MONEY})\b)?",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"^[ \t>]*\d{1,3}[.)](?=\s)", re.MULTILINE)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _word_values(words: Sequence[str]) -> Iterator[int]:
    """The numbers that a run of number words spells: "twenty one" is 21, "two three" is 2 and 3."""
    total = current = 0
    last = ""  # What the word before was: "", "unit", "ten" or "scale".
    for word in words:
        small = _UNITS.get(word, _TENS.get(word, 0))
        if word == "dozen":
            current, last = max(current, 1) * 12, "unit"
        elif word in _SCALES and word != "hundred":
            total, current, last = total + max(current, 1) * _SCALES[word], 0, "scale"
        elif word == "hundred":
            current, last = max(current, 1) * 100, "scale"
        elif last == "" or last == "scale" or (last == "ten" and 0 < small < 10):
            current, last = current + small, "ten" if word in _TENS else "unit"
        else:
            yield total + current
            total, current, last = 0, small, "ten" if word in _TENS else "unit"
    yield total + current


def _dates(text: str, found: set[str]) -> str:
    """``text`` without its dates, which are added to ``found`` as 2026-06-16 or 2024-05."""

    def note(match: re.Match[str]) -> str:
        year, month, day = (
            next(
                (g for g in (match[f"{part}{i}"] for i in (1, 2, 3) if f"{part}{i}" in names) if g),
                "",
            )
            for part in "ymd"
        )
        number = _MONTHS.get(month.lower(), 0) or int(month)
        found.add(f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else ""))
        return " "

    names = _DATE.groupindex
    return _DATE.sub(note, text)


@lru_cache(maxsize=4096)  # The same passages are looked at for every claim.
def _number_tokens(text: str, *, with_one: bool) -> frozenset[str]:
    found: set[str] = set()
    text = without_markers(unicodedata.normalize("NFKC", text))
    text = _dates(_LIST_NUMBER.sub("", text), found)
    for match in _NUMBER.finditer(text):
        percent = match["percent"]
        money = match["currency"] or match["money"] or ""
        sign = _CURRENCIES.get(money.lower(), "")
        if match["words"]:
            words = re.findall(_WORD, match["words"].lower())
            if words == ["one"] and not percent and not with_one:
                continue  # Nearly always a pronoun: "the one that teams code against".
            values = [Decimal(value) for value in _word_values(words)]
        else:
            scale = _SUFFIXES.get((match["suffix"] or "").strip(" -\t\n").lower(), 1)
            values = [Decimal(match["digits"].replace(",", "")) * scale]
        found.update(f"{sign}{_plain(value)}{'%' if percent else ''}" for value in values)
    return frozenset(found)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of ``text`` in one spelling each: ``17``, ``15%``, ``$171200``, ``2024-05``.

    Reads digits, number words ("seventeen", "six-week"), percentages, amounts of money and dates.
    Citation markers, list numbering, digits inside names ("KORE1") and a lone "one" do not count.
    """
    return _number_tokens(text, with_one=False)


def unsupported_numbers(sentence: str, passages: Sequence[Passage]) -> frozenset[str]:
    """The numbers of ``sentence`` that stand in none of ``passages``.

    A bare number is supported by the same number with a unit, a year or month by a date in it; a
    percentage or an amount needs the same unit.
    """
    return numbers_in(sentence) - _known(passage.text for passage in passages)


def unproved_numbers(answer: Answer) -> frozenset[str]:
    """The numbers of ``answer.text`` that stand in none of the answer's quotes."""
    return numbers_in(answer.text) - _known(item.source.quote for item in answer.citations)


def _known(texts: Iterable[str]) -> frozenset[str]:
    """Every way in which the numbers of ``texts`` may be given back."""
    known: set[str] = set()
    for text in texts:
        # A "[3]" of the article's own is a number of it, whichever way it is given back.
        tokens = _number_tokens(text, with_one=True) | _number_tokens(literal(text), with_one=True)
        for token in tokens:
            known |= {token, token.strip("%$€£")}
            parts = token.split("-")
            known |= {"-".join(parts[: n + 1]) for n in range(len(parts))}
    return frozenset(known)


# --- claims -------------------------------------------------------------------------------------

_SHORTENED = "e.g i.e etc vs cf al mr mrs ms dr prof sr jr inc ltd co corp approx dept"
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_END = re.compile(
    rf"[.!?…]++[\"'”’)\]*_]*(?:[ \t]*{_GROUP})*(?:[ \t]*\n+|[ \t]+|\Z)|\n+", re.IGNORECASE
)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop at ``match`` ends the sentence that began at ``start``."""
    if "\n" in match.group():
        return True
    if text[start:].lstrip().startswith("|"):
        return False  # A table row is one claim.
    if match.group()[0] != ".":
        return True
    before = text[start : match.start()].rpartition(" ")[2].lstrip("(\"'“‘*_[").lower()
    if before.rstrip(".") in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)*[a-z]", before):
        return False
    # "1. Item": the number of a list, not a sentence.
    return not re.fullmatch(r"[ \t>]*\d{1,3}", text[start : match.start()])


def split_claims(text: str) -> list[str]:
    """``text`` cut after each sentence and each line; the pieces joined are ``text`` again.

    Markers behind the full stop belong to the sentence before them, as writers put them there.
    """
    claims: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, start, match):
            claims.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        claims.append(text[start:])
    return claims
