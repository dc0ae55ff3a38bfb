"""Numbering, resolving and verifying citations. Pure: text and records in, text and records out.

What this module promises: only a passage that was shown can be cited; numbers run from 1 in order
of first use; resolving a resolved text changes nothing; and `check` refuses an answer whose quotes,
markers or status break the contract.

A marker is ``[3]``. Writers also produce ``[1, 3]``, ``[1][3]``, ``[1-3]``, ``[[1], [2]]``,
``[passage 2]``, ``[^1]`` and ``【1†source】``; all are read, and written back as ``[1][3]``.
Nothing is read inside code spans and Markdown links, and ``\\[3]`` is the article's own bracket.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.errors import AssistantError
from assistant.proof.leaning import is_clause
from assistant.records import CITED, Answer, Citation, Document, Passage, Quote
from assistant.text import numbers
from assistant.text import patterns as re
from assistant.text.sentences import is_abbreviation


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
        page=passage.page,
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
_ESCAPED = re.compile(r"\\(?=[.)])|^\s*>\s+", re.MULTILINE)
"""What Markdown puts before the sign of an item to show it as it is, or to quote it."""
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
    for match in _TOKEN.finditer(text) if _may_mark(text) else ():
        if match.group("skip") is None:
            yield from _numbers(match.group("run"), _FAR // 1000)


@lru_cache(maxsize=1024)  # Each sentence of an answer is looked at several times.
def without_markers(text: str) -> str:
    """``text`` with all markers, and the spaces in front of them, removed."""
    return renumber(text, [], {})


def _may_mark(text: str) -> bool:
    # Most texts have no bracket at all, and looking for one is a hundred times faster than _TOKEN.
    return "[" in text or "【" in text


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
    if not _may_mark(text):
        return text
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
            something, markers and citations do not belong together one to one, or a number
            stands in no quote and is not listed as derived.
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
    running = [citation.number for citation in answer.citations]
    if running != list(range(1, len(running) + 1)):
        raise CitationError(f"The citations are numbered {running}, not from 1 upwards.")
    used = list(dict.fromkeys(markers_in(answer.text)))
    if used != running:
        raise CitationError(f"The text uses the markers {used}, the citations are {running}.")
    if unproved := unproved_numbers(answer, documents):
        raise CitationError(f"No quote has {', '.join(sorted(unproved))}, which the text says.")


# --- numbers ------------------------------------------------------------------------------------


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of ``text`` in one spelling each, markers and numbers of items not among them."""
    plain = _ESCAPED.sub("", unicodedata.normalize("NFKC", text))
    return numbers.numbers_in(without_markers(plain))


def unsupported_numbers(sentence: str, passages: Sequence[Passage]) -> frozenset[str]:
    """The numbers of ``sentence`` that stand in none of ``passages``.

    A bare number is supported by the same number with a unit, a year or month by a date in it; a
    percentage or an amount needs the same unit.
    """
    return numbers_in(sentence) - _known(passage.text for passage in passages)


def unproved_numbers(answer: Answer, documents: Mapping[str, Document] | None = None) -> set[str]:
    """The numbers of ``answer.text`` that no quote has and that are not listed as derived.

    A quote brings its section with it, and a row of a table the head of the table. What stands in
    a sentence without a marker may also come from the question or from what is said to be missing.
    """
    texts: list[str] = []
    for citation in answer.citations:
        texts += (citation.source.quote, citation.source.section, citation.source.title)
        if documents is not None:
            texts += _table_head(citation.source, documents[citation.source.document_id])
    known = _known(texts).union(*map(_given_back, answer.derived))
    # Not through the cache: what visitors ask is not kept.
    said = (answer.question, answer.understood or "", *answer.missing)
    echoes = known.union(*map(_given_back, said))
    unproved: set[str] = set()
    for claim in split_claims(answer.text):
        marked = next(markers_in(claim), None) is not None
        unproved |= numbers_in(claim) - (known if marked else echoes)
    return unproved


def _table_head(quote: Quote, document: Document) -> list[str]:
    """The first line of the table that a quote stands in, or nothing."""
    lines = document.text[: quote.start].split("\n")
    if not lines[-1].lstrip().startswith("|") and not quote.quote.startswith("|"):
        return []
    head: list[str] = []
    for line in reversed(lines[:-1]):
        if not line.lstrip().startswith("|"):
            break
        head = [line]
    return head


def _known(texts: Iterable[str]) -> frozenset[str]:
    """Every way in which the numbers of a document's ``texts`` may be given back."""
    return frozenset().union(*map(_given_back_cached, texts))


def _given_back(text: str) -> frozenset[str]:
    known: set[str] = set()
    # A "[3]" of the article's own is a number of it, whichever way it is given back.
    for token in numbers.numbers_in(text, with_one=True) | numbers_in(literal(text)):
        known |= {token, token.strip("%$€£")}
        parts = token.split("-")
        known |= {"-".join(parts[: n + 1]) for n in range(len(parts))}
    return frozenset(known)


# The same passages are cited again and again, and each answer is checked twice.
_given_back_cached = lru_cache(4096)(_given_back)


# --- claims -------------------------------------------------------------------------------------

_END = re.compile(
    rf"[.!?…]++[\"'”’»)\]*_~]*(?:</\w{{1,9}}>)*(?:[ \t]*{_GROUP})*(?:~~|</\w{{1,9}}>)*"
    r"(?:[ \t]*\n+|[ \t]+|\Z)|\n+"
    # Glued: "every day.A TPM", and lines that were broken by hand.
    r"|(?-i:(?<=[a-z][a-z][a-z])[.!?](?=[A-Z](?:[a-z]|[ \t])))|<br[ \t]*+/?>[ \t]*+"
    # A marker in the place of a stop: "… every day [1] The docs …".
    r"|(?-i:(?<=[0-9][\]】])[ \t]+(?=(?:A|An|The|[A-Z][a-z’'-]+|[A-Z]{2,5}s?) ))",
    re.IGNORECASE,
)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop at ``match`` ends the sentence that began at ``start``."""
    if "\n" in match.group() or match.group()[0] == "<":
        return not text[start:].lstrip().startswith("|") or "\n" in match.group()
    if text[start:].lstrip().startswith("|"):
        return False  # A table row is one claim.
    if match.group()[0] in " \t":
        return is_clause(text[start : match.start()])
    if match.group()[0] != ".":
        return True
    before = text[start : match.start()].rpartition(" ")[2].lstrip("(\"'“‘*_[").lower()
    if is_abbreviation(before.rstrip(".")):
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
