"""Plain text → a ``Parsed`` document whose text is the file as it was typed, but for one thing.

The blocks are found by how people type: blank lines between paragraphs, signs or numbers in front
of items, lines under headings, tabs or bars between columns, "Q:" and "A:". A line end inside
a sentence becomes a blank, so that a quote reads as it is meant; a mark remembers it, so that the
page shows the text as it looks in the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from assistant.records import Cell
from assistant.sources.blocks import Block, Mark, clean, with_lone_headings, with_questions
from assistant.sources.messages import begins_message, is_cue, named_lines, spoken, subject_of
from assistant.sources.parsed import Parsed
from assistant.sources.reading import Meta, document_of
from assistant.sources.typed_tables import Line, parts_of, table_of
from assistant.text import patterns as re
from assistant.text.sentences import trim
from assistant.text.words import content_words

_ITEM = re.compile(
    r"[ \t]*(?:[-*+•–—▪◦·‣●○✓✔]|\(?(?P<number>\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[IVX]{2,5})"
    r"[.)])[ \t]+(?=\S)"
)
_COUNTED = re.compile(
    r"(?:§ ?)?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])[ \t]+(?=[^\W\d_])"
    r"|(?P<word>article|chapter|part|section|rule|schedule|appendix|annex|artikel|kapitel|teil"
    r"|abschnitt|anlage|art[íi]culo|cap[íi]tulo|secci[óo]n|anexo)[ \t]+"
    r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])\b"
    r"[.:)]?[ \t]*(?:[-–—][ \t]*)?(?=[^\W\d_]|$)",
    re.IGNORECASE,
)
"""How a heading begins that is one of several: "2. Fees", "II. Fees", "§ 2 Fees", "Article 2"."""
_QUOTED = re.compile(r"[ \t]*>(?:[ \t]?>)*[ \t]?(?![ \t]*[\d$€£])")
"""A sign of a quote in a mail; "> 5 years" compares."""
_POINT = re.compile(r"\d{1,2}(?:\t[ \t]*|[ ]{2,})(?=[^\W\d_])")
"""A point of an agenda whose number has no stop behind it: "2   Roof"."""
_OUTER = ("article", "chapter", "part", "artikel", "kapitel", "teil", "artículo", "capítulo")
_FRAMED = re.compile(r"\|[ \t]([^|\n]+)\|")
_ADORNING = "*=~#+_·•- \t"
"""Signs that only adorn the words between them: "* * * SALE * * *", "-- CHOIR --"."""
_RULE = re.compile(r"[ \t]*([-=~_*#+.])\1{2,}[ \t]*")
_MARKED = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_WIKI_HEADING = re.compile(r"(={2,5})[ \t]*([^=\s](?:[^=]*[^=\s])?)[ \t]*\1")
_ASKED = re.compile(
    r"(?:Q|F|P|Question|Frage|Pregunta)(?:\s?\d{1,3}\s?[:.)]|\s?:|[.)](?=.*\?$))\s*", re.IGNORECASE
)
_REPLIED = re.compile(r"(?:A|R|Answer|Antwort|Respuesta)(?:\s?\d{1,3})?\s?[:.)]\s*", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*(?:>(?![ \t]*[\d$€£])[> \t]*)?")
_PARTED = re.compile(r"([^\W\d_]+)-$")
_MARKS_AT_END = re.compile(r"(?:\[\w{1,3}\]|\(\d{1,2}\)|[*†‡¹²³⁴-⁹])+$")
_HEADING_MOST = 90
_ASKED_LEVEL = 4
_POINT_MOST = 45
"""Characters of a numbered line that may head what is indented below it."""
_GREETS = re.compile(
    r"(?:dear|hi|hello|hey|good|liebe|hallo|sehr|guten|hola|estimad|querid|caro|cher)",
    re.IGNORECASE,
)
_HEADED_LEAST = 3
_HEAD_WORDS = 4
_WRAPPED_FROM = 55
"""A paragraph with a line of this many characters is one that was wrapped at a margin."""
_ENDS = ".!?…:”’\"'。！？؟"


def read_text(source: str, name: str) -> Parsed:
    """Reads a plain text.

    Raises:
        DocumentError: it is blank.
    """
    text = spoken(clean(source)).strip("\n") + "\n"
    meta: Meta = {}
    if subject := subject_of(text.split("\n")):
        meta["title"] = subject
    text, blocks = _unwrapped(text, plain_blocks(text))
    return document_of(text, blocks, name, "text", meta)


def _unwrapped(text: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The text with a blank for each line end inside a paragraph, and its blocks moved with it."""
    gaps: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = 0
    ends: list[int] = []
    moved_by: list[int] = []
    shorter = 0
    for start, end, instead in _gaps(text, blocks):
        gaps.append((start, end))
        pieces.extend((text[at:start], instead))
        at = end
        shorter += end - start - 1
        ends.append(end)
        moved_by.append(shorter)
    pieces.append(text[at:])

    starts = [start for start, _ in gaps]

    def moved(offset: int) -> int:
        place = bisect_right(ends, offset)
        return offset - (moved_by[place - 1] if place else 0)

    def of(block: Block) -> Block:
        inside = gaps[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        marks = (Mark("break", moved(a), moved(a) + 1, text[a:b]) for a, b in inside)
        cells = (Cell(c.text, moved(c.start), moved(c.end)) for c in block.cells)
        return replace(block, start=moved(block.start), end=moved(block.end), cells=tuple(cells),
                       marks=tuple(marks))  # fmt: skip

    return "".join(pieces), tuple(of(block) for block in blocks)


def _gaps(text: str, blocks: tuple[Block, ...]) -> Iterator[tuple[int, int, str]]:
    """The line ends inside paragraphs, each with the one character that is read for it.

    A word that was parted at the end of a line is whole again: its last letter is read for the
    hyphen and the line end. One that is written with a hyphen, here or by its parts, keeps it.
    """
    unparted = re.sub(r"[^\W\d_]+-\s*\n\s*[^\W\d_]+", " ", text)
    known = {word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", unparted)}
    for block in blocks:
        if block.kind != "prose":
            continue
        for gap in _LINE_END.finditer(text[block.start : block.end]):
            start, end = block.start + gap.start(), block.start + gap.end()
            parted = _PARTED.search(text, block.start, start)
            rest = re.compile(r"[^\W\d_]+").match(text, end)
            if parted is None or rest is None or not rest[0][0].islower():
                yield start, end, " "
                continue
            left, right = parted[1].casefold(), rest[0].casefold()
            written = f"{left}-{right}" in known or (left in known and right in known)
            if f"{left}{right}" in known or not written:
                yield start - 2, end, text[start - 2]
            else:
                yield start - 1, end, "-"


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order, with exact offsets."""
    found: list[Block] = []
    lines = list(_lines(text))
    asks = any(_ASKED.match(line.words) for line in lines) and any(
        _REPLIED.match(line.words) for line in lines
    )
    group = 0
    for blank, run in groupby(lines, key=lambda line: line.blank):
        if blank:
            continue
        together = list(run)
        parts = list(parts_of(together))
        for part, after in zip(parts, [*parts[1:], []], strict=True):
            while len(part) > 1 and _RULE.fullmatch(part[0].words):
                part = part[1:]
            if len(part) == 1 and after and _is_shouted(part[0].words, after[0].words):
                found.append(_short_heading(part[0].words, part[0].start))
            elif len(part) == 1 and after and (point := _item_heading(part[0], after[0])):
                found.append(point)
            elif rows := table_of(part, group + 1):
                group += 1
                found.extend(rows)
            else:
                found.extend(_paragraph(text, part, asks, len(together) == 1))
    found = _only_real_headings(_with_counted_headings(text, found))
    return with_lone_headings(with_questions(text, _with_sections(text, found)))


def _lines(text: str) -> Iterator[Line]:
    offset = 0
    typed = text.split("\n")
    for place, line in enumerate(typed):
        sign = _QUOTED.match(line) if _is_quoted(typed, place) else None
        head = sign.end() if sign else 0
        start, end = trim(text, offset + head, offset + len(line))
        if framed := _FRAMED.fullmatch(text, start, end):
            start, end = trim(text, *framed.span(1))
        indent = len(line[head : start - offset].expandtabs(4))
        depth = sign[0].count(">") if sign else 0
        tabs = line[head:] if "\t" in line else ""
        yield Line(start, end, text[start:end], indent, depth, tabs, offset + head)
        offset += len(line) + 1


def _is_quoted(typed: list[str], place: int) -> bool:
    """Whether a line is one of several that a mail quotes; "> 5 years" alone is none."""
    if not _QUOTED.match(typed[place]):
        return False
    beside = (typed[place - 1] if place else "", typed[place + 1] if place + 1 < len(typed) else "")
    return any(_QUOTED.match(line) for line in beside)


def _with_counted_headings(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, with short numbered lines as headings where text stands below two or more.

    "1. Scope", a blank line, a paragraph, a blank line, "2. Fees" and another paragraph.
    """
    found: dict[int, Block] = {}
    for place, (block, after) in enumerate(pairwise(blocks)):
        line_start = text.rfind("\n", 0, block.start) + 1
        line = text[line_start : block.end]
        counted = _COUNTED.match(line.lstrip())
        apart = text[max(0, line_start - 2) : line_start] in ("", "\n\n", "\n") or not place
        if (
            (block.kind != "prose" and block.level != 3) or counted is None or not apart
            or len(line) > _HEADING_MOST
            or line[-1] in ".!…:;,?" or re.search(r"[.!?] ", line.strip()[counted.end() :])
            or text[block.end : after.start].count("\n") < 2
        ):  # fmt: skip
            continue
        start, end = trim(text, line_start, block.end)
        next_line = text[text.rfind("\n", 0, after.start) + 1 : after.end].lstrip()
        below = _COUNTED.match(next_line)
        named = (counted["word"] or "").lower()
        if (
            below is None
            or next_line.startswith(f"{counted[0].strip(' .)')}.")
            or (named and named != (below["word"] or "").lower())
        ):
            level = min(6, 4 + counted[0].strip(" .").count("."))
            if named:
                level = 4 if named in _OUTER else 5
            found[place] = Block("heading", start, end, level=level, citable=False)
    if len(found) < 2:
        return blocks
    return [found.get(place, block) for place, block in enumerate(blocks)]


def _paragraph(
    text: str, lines: list[Line], asks: bool, alone: bool
) -> Iterator[Block]:  # fmt: skip
    """The blocks between two blank lines."""
    records = _is_list_of_records(lines)
    named = named_lines([line.words for line in lines])
    if _heads_lines(lines):
        yield _short_heading(lines[0].words, lines[0].start)
        lines = lines[1:]
    alone = alone and not lines[0].quoted
    begun: Line | None = None
    last: Line | None = None
    number = 0

    def done() -> Iterator[Block]:
        if begun is not None and last is not None:
            yield _block(text, begun.start, last.end, alone)

    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        heading = _heading(line, after, asks, index == 0) or _item_heading(line, after)
        cue = is_cue(line.words, after.words if after else "")
        if heading is not None or cue or _RULE.fullmatch(line.words):
            yield from done()
            begun = last = None
            if heading is not None and heading.start < heading.end:
                yield heading
            continue
        item = _ITEM.match(line.words)
        if item and not _is_item(item["number"], number, index, last):
            item = None
        if item and item["number"]:
            values = _values(item["number"])
            number = next((value for value in values if value == number + 1), values[-1])
        sign = item or (asks and _REPLIED.match(line.words)) or None
        turned = last is not None and last.quoted != line.quoted
        new = begins_message(line.words) or line.words in named
        if begun is None or sign or records or turned or new or _ended(last):
            yield from done()
            begun = replace(line, start=min(line.start + (sign.end() if sign else 0), line.end))
            alone = alone and sign is None
        last = line
    yield from done()


def _heading(line: Line, after: Line | None, asks: bool, first: bool) -> Block | None:
    """The heading that a line is by its signs: a mark, a line below it, or a "Q:"."""
    level, skip, end = 0, 0, line.end
    if wiki := _WIKI_HEADING.fullmatch(line.words):
        level, skip, end = len(wiki[1]), wiki.start(2), line.start + wiki.end(2)
    elif marked := _MARKED.match(line.words):
        level, skip = len(marked[1]), marked.end()
    elif asks and (asked := _ASKED.match(line.words)):
        level, skip = _ASKED_LEVEL, asked.end()
    elif after is not None and _underlines(after.words, line.words):
        level = 1 if after.words[0] == "=" else 2
    elif first and after is not None and _is_shouted(line.words, after.words):
        level = 3
    if not level:
        return None
    if level == 3:
        return _short_heading(line.words, line.start)
    return Block("heading", line.start + skip, end, level=level, citable=False)


def _item_heading(line: Line, after: Line | None) -> Block | None:
    """The heading that a short numbered line is where its text stands indented below it or is
    much longer, or where it is in capitals or its clauses count on below it.

    So are points of an agenda typed: "2. Roof", and below it "   Bo reported that …", and the
    clauses of a contract: "2. RENT" or "2. Rent", and below it "2.1 The rent is …".
    """
    item = _POINT.match(line.words)
    if item is None:
        item = _ITEM.match(line.words)
        if item is None or not (item["number"] or "").isdigit():
            return None
    if after is None:
        return None
    words = line.words[item.end() :]
    if _heads_clauses(words, line.words[: item.end()].strip(" \t.)("), after.words):
        return Block("heading", line.start + item.end(), line.end, level=4, citable=False)
    if len(line.words) > _POINT_MOST or words[-1] in _ENDS + ",;-" or not words[0].isupper():
        return None
    if not after.words[0].isupper() or _ITEM.match(after.words):
        return None
    # "Shut the valve and" goes on below; sentences are twice as long as what heads them.
    long = content_words(words.split()[-1]) and len(after.words) >= 2 * len(words)
    if after.indent <= line.indent and not (long and ". " in f"{after.words} "):
        return None
    return Block("heading", line.start + item.end(), line.end, level=4)


def _heads_clauses(words: str, number: str, below: str) -> bool:
    """Whether the words behind a number head what stands right below: in capitals where that is
    not, or short and without an end where that begins with the number and one behind it."""
    if _ITEM.match(below) or below[:1].islower():
        return False
    if _is_shouted(words, below):
        return True
    counts_on = re.match(rf"\(?{re.escape(number)}\.\d", below) is not None
    short = len(words) <= _POINT_MOST and words[-1] not in _ENDS + ",;-" and words[0].isupper()
    return counts_on and short


def _block(text: str, start: int, end: int, alone: bool) -> Block:
    start, end = trim(text, start, end)
    line = text[start:end]
    bare = _MARKS_AT_END.sub("", line) or line
    short = alone and "\n" not in line and 0 < len(line) <= _HEADING_MOST
    adorned = line[:1] in _ADORNING and line[-1:] in _ADORNING and line.strip(_ADORNING)
    if short and (adorned or (
        bare[-1] not in ".!…:”’。,;" and not re.search(r"[.!?]\W? |^\W+$", line)
    )):  # fmt: skip
        return _short_heading(line, start)
    return Block("prose", start, end)


def _short_heading(line: str, start: int) -> Block:
    """The heading that a short line is, without the signs that adorn it on both sides."""
    words = line.strip(_ADORNING)
    if not words or line[0] not in _ADORNING or line[-1] not in _ADORNING:
        words = line
    start += line.index(words)
    return Block("heading", start, start + len(words), level=3, citable=False)


def _is_shouted(words: str, below: str) -> bool:
    """Whether a line in capitals heads the lines right below it, which are not in capitals."""
    letters = [sign for sign in words if sign.isalpha()]
    return (
        len(letters) > 2
        and not any(sign.isdigit() for sign in words)
        and words.isupper()
        and words[-1] not in ".!?,;"
        and len(words) <= _HEADING_MOST
        and any(sign.islower() for sign in below)
    )


def _underlines(rule: str, words: str) -> bool:
    match = _RULE.fullmatch(rule)
    return bool(match and match[1] in "=-~_*" and len(words) <= _HEADING_MOST)


def _is_item(number: str | None, before: int, index: int, last: Line | None) -> bool:
    """Whether a sign in front of a line is that of an item, not a number in wrapped prose."""
    if number is None or index == 0 or last is None:
        return True
    return any(v in (1, before + 1) for v in _values(number)) or last.words.endswith(":")


def _values(number: str) -> list[int]:
    """What a number, a letter or a Roman number may count: "i" is the ninth or the first."""
    if number.isdigit():
        return [int(number)]
    small = number.lower()
    values = [ord(small) - ord("a") + 1] if len(small) == 1 else []
    return [*values, *([_ROMAN.index(small) + 1] if small in _ROMAN else [])] or [0]


def _ended(last: Line | None) -> bool:
    return last is not None and last.words[-1:] in _ENDS


def _is_list_of_records(lines: list[Line]) -> bool:
    """Whether each line stands for itself, as in a list of opening hours."""
    if len(lines) < 2 or max(len(line.words) for line in lines) >= _WRAPPED_FROM:
        return False
    return not any(line.words[0].islower() for line in lines[1:])


def _heads_lines(lines: list[Line]) -> bool:
    """Whether the first line of a paragraph heads the others: "Prices" above "Adults 8.50".

    It is short, names something and says nothing of it. What stands below are either lines of
    their own, most with a figure or a colon, or sentences in lines of more than twice its length.
    """
    words, below = lines[0].words, lines[1:]
    if not below or len(words) > _POINT_MOST or len(words.split()) > _HEAD_WORDS:
        return False
    if re.search(r"[\d.:;,!?]", words) or not words[0].isupper() or _ITEM.match(words):
        return False
    if _GREETS.match(words) or not below[0].words[0].isupper() or below[0].quoted:
        return False
    longest = max(len(line.words) for line in below)
    if longest > 2 * len(words) and longest > _POINT_MOST:
        return any(line.words[-1] in ".!?" for line in below)
    telling = sum(bool(re.search(r"\d|:\s", line.words)) for line in below)
    own = not any(line.words[0].islower() for line in below) and longest <= _WRAPPED_FROM
    return len(below) >= _HEADED_LEAST and own and telling > len(below) / 2


def _only_real_headings(blocks: list[Block]) -> list[Block]:
    """A short line is a heading if text follows it, or if the document begins with it."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        lone = after is None or (after.kind == "heading" and after.level == 3)
        if block.kind == "heading" and block.level == 3 and lone and (place or after is None):
            block = replace(block, kind="prose", level=0, citable=True)
        kept.append(block)
    return kept


def _with_sections(text: str, blocks: list[Block]) -> list[Block]:
    path: list[tuple[int, str]] = []
    found: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            path = [entry for entry in path if entry[0] < block.level]
        found.append(replace(block, section=tuple(words for _, words in path)))
        if block.kind == "heading":
            path.append((block.level, " ".join(text[block.start : block.end].split())))
    return found
