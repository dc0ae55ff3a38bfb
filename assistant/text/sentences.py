"""Where sentences begin and end: the one splitter, and the one list of abbreviations.

A stop ends a sentence where a capital, a digit, an opening sign, a picture or a letter of a script
without capitals follows; a small letter may follow too where the word before the stop is an
ordinary one. Abbreviations are of four kinds, because what may follow them differs. English,
German, Spanish and French are known by their abbreviations; other languages by the rule alone.

Promise: the spans are in order, apart and without blanks around them, lose nothing but blanks, and
none is longer than ``MOST`` characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from assistant.text import patterns as re

MOST = 700
"""Characters of one sentence. What is longer is cut at the best place before: a line end, a
semicolon, a comma, a blank. The longest sentences of edited prose stay below it."""
_LEAST_CUT = 0.35
"""Share of ``MOST`` before which no cut is looked for."""

_NEVER = frozenset(
    re.findall(
        r"\S+",
        """
        mr mrs ms dr prof st sr jr sra srta dra hr fr frau mme mlle messrs rev gen col capt
        lt sgt gov sen rep pres e.g i.e eg ie cf vs viz ca approx appr resp bzw z.b zb d.h
        dh u.a o.ä s.o s.u vgl sog p.s p.p.s n.b inkl incl exkl excl ggf evtl p.ej p.ex env dept
        """,
    )
)
"""Something always follows these in the same sentence."""
_BEFORE_NUMBER = frozenset(
    re.findall(
        r"\S+",
        """
        no nos nr núm num n p pp pg pag pág s ss vol vols ch chap sec sect fig figs tab eq
        art arts abs ziff kap bd abb anm para par cl ver v rev ed pt q op item line room zi
        hs bldg apt tel fax ext mob
        """,
    )
)
"""Abbreviations before a number; ordinary words before anything else ("Is it? No.")."""
_SOFT = frozenset(
    re.findall(
        r"\S+",
        """
        etc al usw ff inc ltd co corp llc plc gmbh bros ave blvd rd jan feb mar apr jun jul
        aug sep sept oct nov dec okt dez mär ene abr ago dic mon tue tues wed thu thur thurs
        fri sat sun min max est temp ph.d m.sc b.sc m.a b.a
        """,
    )
)
"""These may stand at the end as well: they do where a word follows that begins sentences."""
_ALSO_WORDS = frozenset(
    ("sun", "sat", "mar", "min", "max", "temp", "est", "mon", "wed", "ave", "dic")
)
_CLOCK = frozenset(("a.m", "p.m", "am", "pm"))
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?\b|[A-Z]{2,4}T?\b"
    r"|(?:Eastern|Central|Mountain|Pacific|London|Berlin)\b|\d"
)
_STARTERS = re.compile(
    r"(?:A|An|And|As|At|But|By|Each|Every|For|From|He|Her|His|How|However|I|If|In|It|Its|No|Nobody"
    r"|Not|On|One|Only|Or|Our|Please|She|So|Some|That|The|Their|Then|There|These|They|This|Those|To"
    r"|Two|Use|We|What|When|Where|While|Who|Why|With|You|Your"
    r"|Der|Die|Das|Ein|Eine|Er|Sie|Es|Wir|Ihr|Im|Am|In|Bei|Für|Mit|Nach|Wenn|Wer|Wo|Und|Aber|Bitte"
    r"|El|La|Los|Las|Un|Una|En|Si|No|Se|Para|Por|Le|Les|Il|Elle|Nous|Vous|On)\b"
)
_ORDINAL_BEFORE = re.compile(
    r"\b(?:der|die|das|den|dem|des|am|im|vom|zum|zur|beim|ab|bis|seit|jede[rnms]?|und)\s+\d{1,4}$",
    re.IGNORECASE,
)
_GERMAN_MONTH = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\b|Jahrhundert|Quartal|Klasse"
)
_UNITS = frozenset(
    re.findall(r"\S+", "h m g l s t min sec hr hrs mm cm km kg mg ml oz lb lbs ft in")
)
"""Small letters that end a sentence behind a number: "It is open till 20 h. Knock." """
_LABEL = re.compile(
    r"(?:Figure|Fig\.?|Table|Tab\.?|Note|Example|Step|Section|Chapter|Part|Rule|Article|Clause|Day|Week"
    r"|Abbildung|Abb\.|Tabelle|Schritt|Beispiel|Hinweis|Kapitel|Figura|Tabla|Cuadro|Paso|Ejemplo"
    r"|Nota)\s\d{1,3}"
)
"""What names that which follows: "Figure 1. The lift" is one piece."""
_CLOSERS = r"[\"'”’»)\]*_`]*"
_OPENERS = r"[\"'“‘«(\[*_`¿¡]*"
_REFERENCE = r"(?:\[\^?\w{1,6}\]|[⁰¹²³⁴-⁹]+)*"
"""A footnote's mark behind a stop belongs to the sentence before it."""
_END = re.compile(rf"[.!?…।۔؟።։]+{_CLOSERS}{_REFERENCE}(?=\s+{_OPENERS}(\S))|[。！？]+[」』）”’]*")
_WORD_BEFORE = re.compile(r"[^\s()\[\]\"“‘«/]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]|(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}")
_ORDINARY = re.compile(r"(?=[^\W\d_]*[aeiouyäöüáéíóúàèùâêîôû])[^\W\d_]{4,}")
_BREAKS = (
    re.compile(r"\n"), re.compile(r"[;；]\s*"), re.compile(r"(?:\s[–—-]|:)\s"),
    re.compile(r",\s|[，、]"), re.compile(r"\s"),
)  # fmt: skip


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yields the sentences of ``text[start:end]`` as spans without surrounding blanks."""
    end = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match):
            yield from at_most(text, *trim(text, begin, match.end()))
            begin = match.end()
    yield from at_most(text, *trim(text, begin, end))


def sentences(text: str) -> list[str]:
    """The sentences of ``text``."""
    return [text[start:end] for start, end in sentence_spans(text)]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def is_abbreviation(word: str) -> bool:
    """Whether a word, without the full stop behind it, is an abbreviation or an initial."""
    word = word.lower()
    return word in _NEVER or word in _SOFT - _ALSO_WORDS or bool(_INITIALS.fullmatch(word))


def _word_before(text: str, begin: int, stop: int) -> str:
    """The word that ends before the stop, in lower case: ``e.g`` of "(e.g.", ``no`` of "No."."""
    found = _WORD_BEFORE.search(text[max(begin, stop - 24) : stop])
    return found.group().lower().lstrip("*_`'¿¡") if found else ""


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    follows = match.group(1)
    if follows is None:
        return True  # A full stop of Chinese or Japanese needs nothing behind it.
    small = follows.islower()
    if not (follows.isalnum() or _begins(follows)):
        return False
    after = text[match.start(1) : match.start(1) + 24]
    if not match.group().startswith(".") or match.group().startswith(".."):
        return not small
    word = _word_before(text, begin, match.start())
    cased = text[match.start() - len(word) : match.start()] if word else ""
    dotted = text[max(begin, match.start() - 3) : match.start()] == " . "
    if word in _NEVER or dotted:  # Dots may lead over to a price: "Deposit . . . . 50 euros".
        return False
    if word in _BEFORE_NUMBER and (follows.isdigit() or re.match(r"(?!I\b)[IVXLC]+\b", after)):
        return False
    if small:
        # "Ready. iPhones work." and "so it is. npm then starts", but not "temp. and": an ordinary
        # word before the stop, in small letters, that is no abbreviation.
        named = re.match(r"[a-z]{1,3}[A-Z]", after)
        ordinary = bool(_ORDINARY.fullmatch(cased)) and cased.islower() and word not in _SOFT
        return bool(ordinary or (named and word not in _SOFT and len(word) > 2))
    if word in _CLOCK:
        return not _AFTER_CLOCK.match(after)
    if word.isdigit():
        return not _is_ordinal(text, begin, match.start(), after)
    if word in _SOFT or _INITIALS.fullmatch(word):
        return bool(_STARTERS.match(after)) or _is_unit(text, begin, match.start(), cased)
    return True


def _is_unit(text: str, begin: int, stop: int, word: str) -> bool:
    """Whether the word before a stop is the unit of a number: "till 20 h. Always knock." """
    return word in _UNITS and bool(re.search(r"\d\s?$", text[begin : stop - len(word)]))


def _begins(sign: str) -> bool:
    """Whether a sign that is no letter may begin a sentence: pictures, amounts, tags, dashes."""
    return sign in "#@+$€£–—•→✓-" or unicodedata.category(sign) in ("So", "Sc", "Lo", "Sk")


def _is_ordinal(text: str, begin: int, stop: int, after: str) -> bool:
    """Whether "3." is the number of an item or a German ordinal, not the end of a sentence."""
    head = text[begin:stop].strip()
    if re.fullmatch(r"[(*_]*\d{1,3}", head) or _LABEL.fullmatch(head):
        return True
    if _is_in_date(head, after):
        return True
    return bool(_GERMAN_MONTH.match(after) or _ORDINAL_BEFORE.search(head))


def _is_in_date(before: str, after: str) -> bool:
    """Whether a stop stands behind the day or month of a date: "14. 4. 2026"."""
    day = re.search(r"(?<!\d)\d{1,2}$", before) and re.match(r"\d{1,2}\.\s?\d{4}\b", after)
    month = re.search(r"(?<!\d)\d{1,2}\.\s?\d{1,2}$", before) and re.match(r"\d{4}\b", after)
    return bool(day or month)


def at_most(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields ``text[start:end]`` in pieces of at most ``MOST`` characters."""
    while end - start > MOST:
        cut = _cut(text, start, start + MOST)
        span = trim(text, start, cut)
        if span[0] < span[1]:
            yield span
        start = cut
    start, end = trim(text, start, end)
    if start < end:
        yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    least = start + int(MOST * _LEAST_CUT)
    for pattern in _BREAKS:
        places = [found.end() for found in pattern.finditer(text, least, limit)]
        if places:
            return places[-1]
    # Nothing to cut at: never inside a letter with its accents or a joined picture.
    while limit > least and (unicodedata.combining(text[limit]) or text[limit] in "\u200d\ufe0f"):
        limit -= 1
    return limit
