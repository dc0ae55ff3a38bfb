"""What a language model wrote is let through only as far as the article proves it. Pure.

The model's text is read claim by claim while it streams. A claim is let through when it cites a
passage that was shown, shares enough of its content words with what it cites, and every number in
it stands there. A claim without a marker gets the passage that supports it best, if one supports
it well; a claim with a wrong number is replaced by the words it cites; anything else is dropped.
Markdown that could load or link to something foreign is reduced to its words.

What was let through is never taken back, its numbering included: the pieces joined are the text
of the result. The support score is lexical on purpose: it costs nothing, is the same everywhere,
and errs towards dropping. It does not notice a "not" too few; the prompt has to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.proof.citations import (
    Resolved,
    literal,
    markers_in,
    numbers_in,
    quote_of,
    renumber,
    split_claims,
    unsupported_numbers,
    without_markers,
)
from assistant.records import Citation, Document, Passage

CITED_SUPPORT = 0.34
"""Least support of a claim by the passages it cites itself. Measured in tests/test_grounding.py."""
FOUND_SUPPORT = 0.65
"""Least support by a passage that was found for a claim without a marker."""
STRAY_SUPPORT = 0.12
"""A marker is removed when its passage supports less than this and another one supports more."""

# --- support ------------------------------------------------------------------------------------

_STOP = frozenset(
    re.findall(
        r"\w+",
        """
        a about above according after again all also although always an and any are article as ask
        asked asks at author based be because been before being between both but by can case
        cannot could did do does doing done down during each either else even ever every example
        few first for from get gets give given gives go goes going had has have having he her here
        hers him his how however i if in instead into is it its itself just least less like main
        mainly make makes making many may me means mention mentioned mentions might more most much
        must my namely neither no nor not of off often on once one only onto or other others our
        out over own passage passages per rather really role s same say said says section she
        should since so some such t take taken takes taking text than that the their them
        themselves then there therefore these they this those though through thus to too toward
        towards under until up upon us usually very via was way we well were what when where
        whereas whether which while who whom whose why will with within without would yes yet you
        your
        """,
    )
)
_ENDINGS = (
    *("ingly", "edly", "ments", "ment", "ations", "ation", "ings", "ing", "ness", "ities", "ity"),
    *("ions", "ion", "ies", "ied", "ers", "er", "ors", "or", "ed", "es", "ly", "al", "s", "e", "y"),
)
_STEM = 6


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)][:_STEM]
    if len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    return word[:_STEM]


def _content(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.lower().replace("’", "'").replace("'s ", " "))
    # Numbers are looked up by value elsewhere.
    return frozenset(_stem(w) for w in words if w not in _STOP and not w.isdecimal())


def _subject(passages: Sequence[Passage], documents: Mapping[str, Document]) -> frozenset[str]:
    """Stems that say nothing because they are in the title, its initials included."""
    words = [
        re.findall(r"[^\W_]+", documents[document_id].title)
        for document_id in dict.fromkeys(passage.document_id for passage in passages)
    ]
    stems = {stem for title in words for stem in _content(" ".join(title))}
    for title in words:
        initials = "".join(word[0] for word in title).lower()
        runs = {initials[i:j] for i in range(len(initials)) for j in range(i + 2, i + 5)}
        stems |= {_stem(run) for run in runs} | {_stem(f"{run}s") for run in runs}
    return frozenset(stems)


@lru_cache(maxsize=4096)  # The same passages are looked at for every claim.
def _known(passage: Passage) -> frozenset[str]:
    return _content(" ".join((passage.text, *passage.header, *passage.section[-1:])))


def supported(
    claim: str, passages: Sequence[Passage], ignoring: frozenset[str] = frozenset()
) -> float:
    """The share of the claim's content words, 0 to 1, that occur in ``passages``.

    A claim without content words gets 0: it says nothing that could be proved. Words are compared
    by stem; a passage's heading and the header of its table count as its words. Stems in
    ``ignoring`` do not count either way.
    """
    words = _content(without_markers(claim)) - ignoring
    if not words:
        return 0.0
    known: set[str] = set()
    for passage in passages:
        known |= _known(passage)
    return len(words & known) / len(words)


# --- markup -------------------------------------------------------------------------------------

_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"`+|\$\$+|~~+"), ""),  # code, formulas, strikethrough
    (re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]*>", re.DOTALL), ""),
    (re.compile(r"<?\b(?:[a-z][a-z0-9+.-]*:/{1,2}|www\.|mailto:|javascript:|data:)\S*", re.I), ""),
    (re.compile(r"\b[\w.+-]+@[\w-]+\.\S*"), ""),  # addresses become links too
    (re.compile(r"<(?=[a-zA-Z/!?])"), "&lt;"),
    (re.compile(r"!+(?=\[)"), ""),
    (re.compile(r"\](?=\()"), "] "),
    (re.compile(r"^(\s*\[[^\]]*\]):"), r"\1"),
)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*+)\]\((?:[^()]|\([^()]*\))*+\)")


def defused(text: str) -> str:
    """One claim of model text as Markdown that loads nothing and links nowhere.

    Emphasis, lists, tables and ``[n]`` stay; links, images and HTML are reduced to their words,
    code to its characters, addresses go.
    """
    before = None
    while before != text:  # Until nothing new is uncovered, as in "<scr<b>ipt>".
        before = text
        text = _LINK.sub(_link_words, text)
        for pattern, replacement in _MARKUP:
            text = pattern.sub(replacement, text)
    return text


def _link_words(match: re.Match[str]) -> str:
    number = match.group(1).strip(" ^[]")
    # [3](url) is a citation that a model dressed up as a link.
    return f"[{number}]" if number.isdecimal() else match.group(1)


def _said(passage: Passage) -> str:
    """The passage's own words as running text."""
    if not passage.cells:
        return literal(" ".join(passage.text.split()))
    texts = [literal(cell.text) for cell in passage.cells]
    names = passage.header if len(passage.header) == len(texts) else ("",) * len(texts)
    others = [
        f"{literal(name)}: {text}" if name else text
        for name, text in zip(names[1:], texts[1:], strict=True)
    ]
    return f"{texts[0]}: {'; '.join(others)}" if others else texts[0]


# --- verification -------------------------------------------------------------------------------

_PREFIX = re.compile(r"\s*(?:(?:[-*+•>]|\d{1,3}[.)]|#{1,6})[ \t]+)*")
_SILENT = re.compile(
    r"\b(?:article|passages?|text|source|document|context)\b.{0,40}"
    r"\b(?:not|n't|n’t|no|never|nothing)\b|\bnot (?:mentioned|covered|stated|specified|provided)\b"
    r"|\bno information\b|\b(?:cannot|can't|unable to) (?:answer|help)\b",
    re.IGNORECASE,
)
NOT_COVERED = "NOT_COVERED"
"""What a model writes, and nothing else, when the passages do not answer."""
_SENTINEL = re.compile(rf"{NOT_COVERED}|{NOT_COVERED.replace('_', ' ')}|^\W*not covered\W*$", re.I)
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")


class Grounding:
    """Reads one model answer and lets the proved part of it through.

    Use: ``feed`` each delta and ``finish``, or iterate over ``stream(deltas)``; then read
    ``resolved``, ``declined`` and ``dropped``.
    """

    def __init__(self, shown: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self.dropped = 0
        """Claims that were not let through, or only as a quote."""
        self._shown = tuple(shown)
        self._documents = documents
        self._subject = _subject(shown, documents)
        self._by_span = {(p.document_id, p.start, p.end): p for p in reversed(self._shown)}
        self._declined = False
        self._saw_silence = False
        self._judged: set[str] = set()  # Bodies of claims so far; small models repeat themselves.
        self._order: dict[tuple[str, int, int], int] = {}
        self._said_whole: set[str] = set()  # Ids of passages that were given word for word.
        self._buffer = ""
        self._text = ""
        self._gap = ""  # White space owed before the next claim.
        self._bullet = ""  # The sign of a list item whose first sentence was dropped.
        self._waiting: list[str] = []  # Leads, headings and table heads, until a claim follows.

    @property
    def declined(self) -> bool:
        """Whether the model said that the passages do not answer, and nothing else was proved."""
        return self._declined and not self._text

    @property
    def resolved(self) -> Resolved:
        """What was let through so far, with its citations."""
        citations = tuple(
            Citation(number, quote_of(self._documents[key[0]], self._by_span[key]))
            for key, number in self._order.items()
        )
        return Resolved(self._text, citations)

    def stream(self, deltas: Iterable[str]) -> Iterator[str]:
        """The proved pieces of ``deltas``, each as soon as it is proved; never empty ones.

        Ends early, and closes ``deltas``, once the model has said that the passages do not answer.
        """
        try:
            for delta in deltas:
                if piece := self.feed(delta):
                    yield piece
                if self.declined:
                    return
            if piece := self.finish():
                yield piece
        finally:
            close = getattr(deltas, "close", None)
            if close is not None:
                close()

    def feed(self, delta: str) -> str:
        """What is proved now that ``delta`` has come; often nothing yet."""
        self._buffer += delta
        claims = split_claims(self._buffer)
        # The last claim may go on, and a bracket behind a full stop may be a marker of the claim
        # in front of it.
        keep = 2 if claims and claims[-1].lstrip()[:1] in ("[", "【") else 1
        self._buffer = "".join(claims[-keep:])
        return "".join(self._judge(claim) for claim in claims[:-keep])

    def finish(self) -> str:
        """What is proved of the rest, once nothing more comes."""
        claims = split_claims(self._buffer)
        self._buffer = ""
        piece = "".join(self._judge(claim) for claim in claims)
        self._declined = self._declined or self._saw_silence
        return piece

    def _judge(self, claim: str) -> str:
        """What of ``claim`` is let through, white space in front included; often all of it."""
        if _SENTINEL.search(claim):
            self._declined = True
            return self._drop(claim)
        bare = claim.strip()
        prefix = _PREFIX.match(claim)
        sign = prefix.group() if prefix else ""
        body = defused(claim[len(sign) :]).strip()
        if not self._at_line_start():
            sign = ""  # A "1." in the middle of a line would be a number, not the sign of an item.
        if not bare or not body:
            self._owe(claim)
            return ""
        if not list(markers_in(body)) and self._leads(bare, body):
            self._waiting.append(sign + body + _space_after(claim))
            return ""
        proved = "" if body in self._judged else self._proved(body)
        self._judged.add(body)
        if not proved:
            self._saw_silence = self._saw_silence or bool(_SILENT.search(body))
            return self._drop(claim, sign)
        piece = self._emit(sign, proved)
        self._owe(claim)
        return piece

    def _leads(self, bare: str, body: str) -> bool:
        """Whether a claim without a marker only leads to what follows it."""
        if bare.startswith("#") or body.endswith(":") or _TABLE_RULE.fullmatch(body):
            return True
        if body.startswith("|"):  # The head of a table: no row was let through, no rule seen.
            return not any("|" in lead for lead in self._waiting) and not self._in_table()
        whole_line_bold = re.fullmatch(r"\*\*[^*]+\*\*:?", body)
        return bool(whole_line_bold) or not _content(body) - self._subject

    def _at_line_start(self) -> bool:
        if self._waiting:
            return self._waiting[-1].endswith("\n")
        return not self._text or "\n" in self._gap

    def _in_table(self) -> bool:
        return self._text.rpartition("\n")[2].startswith("|") and "\n\n" not in self._gap

    def _proved(self, body: str) -> str:
        """``body`` with its final markers; a quote in its place; or nothing."""
        known = [n for n in dict.fromkeys(markers_in(body)) if 1 <= n <= len(self._shown)]
        bare = without_markers(body)
        if _content(bare) - self._subject:
            cited = [n for n in known if self._support(bare, [n]) >= STRAY_SUPPORT]
            if self._support(bare, cited) < CITED_SUPPORT:
                cited, body = self._found(bare, FOUND_SUPPORT), bare
        else:
            # "Usually not [3]." proves as much as its passage does; a bare "[3]" says nothing.
            cited = known if re.search(r"\w", bare) else []
        if not cited:
            return ""
        if missing := unsupported_numbers(bare, self._passages(cited)):
            more = self._found(bare, CITED_SUPPORT, missing)
            if unsupported_numbers(bare, self._passages([*cited, *more])):
                return self._quoted(cited)
            cited += more
        if re.match(r"[\W_]*[\[【]", body):
            body = bare  # Markers in front would run into those of the claim before.
        allowed = [p if n in cited else None for n, p in enumerate(self._shown, start=1)]
        unmarked = [n for n in cited if n not in set(markers_in(body))]
        return renumber(_with_markers(body, unmarked), allowed, self._order)

    def _support(self, body: str, numbers: Sequence[int]) -> float:
        return supported(body, self._passages(numbers), self._subject)

    def _passages(self, numbers: Sequence[int]) -> list[Passage]:
        return [self._shown[number - 1] for number in numbers]

    def _found(self, bare: str, least: float, numbers: frozenset[str] = frozenset()) -> list[int]:
        """The one passage that supports ``bare`` best and best has its ``numbers``, or none."""
        wanted = numbers or numbers_in(bare)
        scores = [
            (-len(wanted & unsupported_numbers(bare, [passage])), self._support(bare, [n]), -n)
            for n, passage in enumerate(self._shown, start=1)
        ]
        _, support, place = max(scores, default=(0, 0.0, 0))
        return [-place] if support >= least else []

    def _quoted(self, numbers: Sequence[int]) -> str:
        """The words of the passages that a claim cites, in place of the claim."""
        self.dropped += 1
        fresh = [n for n in numbers if self._shown[n - 1].id not in self._said_whole]
        self._said_whole |= {self._shown[n - 1].id for n in fresh}
        quotes = " ".join(f"{_said(self._shown[n - 1])} [{n}]" for n in fresh)
        return renumber(quotes, self._shown, self._order)

    def _drop(self, claim: str, sign: str = "") -> str:
        self.dropped += 1
        self._owe(claim)
        self._bullet = "" if "\n" in claim[len(claim.rstrip()) :] else self._bullet or sign
        return ""

    def _owe(self, claim: str) -> None:
        """Remembers the white space behind ``claim``: a blank, a line or a paragraph."""
        space = _space_after(claim) if claim.strip() else claim
        lines = min(max(space.count("\n"), self._gap.count("\n")), 2)
        self._gap = "\n" * lines or " "

    def _emit(self, sign: str, proved: str) -> str:
        waiting = "".join(lead for lead in self._waiting if self._lead_holds(lead, proved))
        self._waiting.clear()
        bullet, self._bullet = "" if sign else self._bullet, ""
        piece = (self._gap if self._text else "") + bullet + waiting + sign + proved
        if not self._text:
            piece = piece.lstrip()
        self._gap = ""
        self._text += piece
        return piece

    def _lead_holds(self, lead: str, proved: str) -> bool:
        """Whether ``lead`` claims nothing that what follows does not cite."""
        keys = {number: key for key, number in self._order.items()}
        passages = [self._by_span[keys[number]] for number in set(markers_in(proved))]
        if unsupported_numbers(lead, passages):
            return False
        words = _content(lead) - self._subject
        return "|" in lead or not words or supported(lead, passages, self._subject) >= CITED_SUPPORT


def _space_after(claim: str) -> str:
    return claim[len(claim.rstrip()) :] or " "


def _with_markers(body: str, numbers: Sequence[int]) -> str:
    """``body`` with markers in front of its closing punctuation, or in its last cell."""
    if not numbers:
        return body
    markers = "".join(f"[{number}]" for number in numbers)
    match = re.search(r"[ \t]*(?:[.!?…:;]+[\"'”’)*_]*|\|)?$", body)
    cut = match.start() if match else len(body)
    space = "" if body[:cut].endswith("]") else " "
    return f"{body[:cut]}{space}{markers}{body[cut:]}"
