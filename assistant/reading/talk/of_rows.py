"""What a few words ask of rows that were just shown: the next by size, their sum, one column.

"What comes after that?" behind "the most" asks for the next row, "does it add up to 100?" for all
of them together, "together with the backlog?" for one more of them, and "just the sailor" for the
sailor's side of the row. Behind a history such a message is near to whatever was told before.
English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.ranking import ranked_reading
from assistant.reading.readings import Reading
from assistant.reading.tables.ranks import (
    END,
    NTH,
    end_asked,
    in_ranks,
    many_at_end,
    of_rank,
    place_of,
)
from assistant.reading.tables.row_amounts import amounts_of, rows_called
from assistant.reading.tables.sums import TOGETHER, summed
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.other_column import column_names, spoken_of, without
from assistant.reading.talk.several import silent
from assistant.reading.talk.surroundings import Surroundings
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import NUMBER_WORDS
from assistant.text.words import content_stems
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Exchange, Understood

_LOOKED_BACK = 4
"""Exchanges in which the end is looked for that a row was told as."""
_OPENS = r"(?:(?:and|but|so|ok|okay|then|well|what about|how about)\b[, ]+)*(?:and )?"
_ASKS = r"(?:(?:what|which|who)(?: (?:one|row|task|activity|part|thing))?(?:'s|s)?\b ?)?"
_VERB = r"(?:(?:is|are|was|comes?|came|takes?|gets?|ranks?|follows|has|goes)\b ?(?:in |at )?)?"
_THING = r"(?: (?:one|place|spot|share|part|chunk|task|activity|thing|time|row|on the list))*"
_CLOSES = r"(?:[, ]+(?:then|though|tho|please|pls|again|exactly))*"
_NEXT = re.compile(
    rf"{_OPENS}{_ASKS}{_VERB}(?:(?:right |directly |just )?(?:next|then|afterwards"
    r"|second to (?:that|it)|(?:after|behind) (?:that|this|it|them|those))"
    rf"|(?:the )?next(?: (?:{END}))?{_THING}(?: up| down)?)(?: then)?{_CLOSES}",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"{_OPENS}{_ASKS}{_VERB}(?:in |at )?(?:the )?(?:{NTH}(?:[- ]{END})?|runner[- ]?up|number two)"
    rf"{_THING}{_CLOSES}",
    re.IGNORECASE,
)
_AN_END = re.compile(
    rf"{_OPENS}{_ASKS}{_VERB}(?:in |at )?(?:the )?(?:very )?(?:{END}|(?P<last>last|bottom))"
    rf"{_THING}{_CLOSES}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"{_OPENS}{_ASKS}(?:are |were )?(?:the )?(?:[a-z0-9]+[ -])?(?:{END}|top|bottom)(?: [a-z0-9]+)?"
    rf"(?: of (?:them|those|these))?{_THING}s?{_CLOSES}"
    rf"|{_OPENS}(?:which|what) [a-z0-9]+(?: ones?)? (?:takes?|gets?|costs?|has|have|are|is)"
    rf" (?:up )?(?:the )?(?:most|least)(?: time)?{_CLOSES}",
    re.IGNORECASE,
)
"""The end of a column, and nothing else: "and the two smallest?"."""
_OF_THE_FIRST = re.compile(
    rf"{_OPENS}(?:what|who|where|when|how (?:much|many|long|often))(?:'s|s)?\b"
    r".*\b(?:that|this)(?: one| row| task| part)?\b.*|"
    rf"{_OPENS}(?:what|who|where|when|how (?:much|many|long|often)) (?:does|do|did|is|are) it\b.*",
    re.IGNORECASE,
)
"""Something asked of the one thing that was told first: "what does that one produce"."""
_IS_SO = re.compile(r"\b(?:that|it)(?:['’]s| is| makes) (?:really |about )?[$€£]?\d", re.I)
_SEVERAL = re.compile(
    r"\b(?:those|these|they|them|both|the (?:two|three|four|five))\b", re.IGNORECASE
)
"""So rows are meant that were told one after the other."""
_OF_THEM = re.compile(
    rf"{_OPENS}(?:what|who|how (?:much|many|long))\b.*\b(?:they|them|those|these|each|both)\b.*",
    re.IGNORECASE,
)
_POINTS = frozenset(content_stems("one row task part"))
_HOW_MANY = re.compile(r"\b(?:those|these|the|all) (two|three|four|five)\b", re.IGNORECASE)
_ALONE_MOST = 3
"""Rows that are told of one column alone."""
_ONLY_NAMES = (
    r"(?:and|but|so|ok|okay|now|no|then|well|just|only|alone|please|pls|thanks|for|of|about|with"
    r"|what|how|the|a|an|ones?|side|column|part|bit|version|s|same|in|i|meant|mean)"
)
"""Words beside the name of a column that ask for nothing more."""
_OTHER = re.compile(
    rf"{_OPENS}(?:just |only )?(?:for )?the other(?: (?:one|side|column))?{_CLOSES}"
)


class OfRows:
    """Reads such messages for one corpus.

    Args:
        nearby: what stands around its passages.
    """

    def __init__(self, nearby: Surroundings) -> None:
        self._nearby = nearby

    def read(self, asked: Understood) -> Reading | None:
        """What is asked of the rows that were just shown; ``None`` where nothing is."""
        last = newest(asked.talk)
        shown = [p for p in last if p.kind == "table_row"]
        if not shown or asked.request:
            return None
        if column := _column_of_first(asked, last):
            return telling(column)
        if len({(p.document_id, p.block) for p in shown}) > 1:
            return None
        said, table = spelled_out(bare(asked.message).lower()), self._nearby.table_of(shown[0])
        if len(shown) == len(table) and (told := _of_all(said, table)):
            return told
        if len(shown) == len(last) < len(table) and _of_a_column(said, shown[0].header):
            return telling(shown)
        if many_at_end(said) and _ENDS.fullmatch(said):
            return _at_an_end(said, asked.talk, shown, table)
        if len(shown) == len(last) and (told := self._ranked(said, asked.talk, shown, table)):
            return told
        if len(shown) == len(last) <= _ALONE_MOST and _one_column(asked, said, shown):
            return telling(shown)
        return self._added(asked, shown, table)

    def _ranked(
        self,
        said: str,
        talk: Sequence[Exchange],
        shown: Sequence[Passage],
        table: Sequence[Passage],
    ) -> Reading | None:
        """The rows of another rank, behind rows that were told for theirs."""
        earlier = [e for e in talk[-_LOOKED_BACK:] if e.passages]
        begun = next((e for e in reversed(earlier) if end_asked(e.message) is not None), None)
        if begun is None or len(shown) == len(table):
            return None
        amounts = amounts_of(begun.message, table)
        if amounts is None:
            return None
        own = end_asked(said)
        least = bool(end_asked(begun.message)) if own is None else own
        ranks = in_ranks(table, amounts, least=least)
        if nth := _NTH.fullmatch(said):
            return ranked_reading(
                of_rank(table, amounts, place_of(nth["nth"]), least=least),
                place_of(nth["nth"]),
                least=least,
            ) or silent("ranked.none", shown)
        if _NEXT.fullmatch(said):
            last = max(n for n, rank in enumerate(ranks) if set(rank) & set(shown))
            if last + 1 == len(ranks):
                return silent("ranked.none", shown)
            told = ranks[last + 1]
            return telling(told, "ranked.next_level" if len(told) > 1 else "ranked.next")
        if end := _AN_END.fullmatch(said):
            least = not least if end["last"] else least
            told = ranks[-1] if end["last"] else ranks[0]
            return telling(told, "least" if least else "most")
        return None

    def _added(
        self, asked: Understood, shown: Sequence[Passage], table: Sequence[Passage]
    ) -> Reading | None:
        """The rows that are to be added up: those that were shown, with what is named beside."""
        message = asked.message
        named = rows_called(message, table)
        before = asked.talk[-1]
        if _IS_SO.search(message) and summed(before.message, shown):
            return telling(shown)  # the sum that was told is doubted
        if _SEVERAL.search(message):
            shown = _meant(asked, shown, table)
        rows = [row for row in table if row in shown or row in named]
        if TOGETHER.search(message) and named and len(rows) > 1:
            return telling(rows) if summed(message, rows) else None
        if named:
            return None
        rows = list(table) if len(shown) == 1 else rows
        found = summed(message, rows)
        return telling(rows) if found is not None and found.says else None


def _of_all(said: str, table: Sequence[Passage]) -> Reading | None:
    """The rows of a rank ("the second biggest?") in a table that was shown whole."""
    nth = _NTH.fullmatch(said)
    least = end_asked(said)
    amounts = amounts_of(said, table) if nth is not None and least is not None else None
    if nth is None or least is None or amounts is None:
        return None
    place = place_of(nth["nth"])
    return ranked_reading(of_rank(table, amounts, place, least=least), place, least=least)


def _at_an_end(
    said: str, talk: Sequence[Exchange], shown: Sequence[Passage], table: Sequence[Passage]
) -> Reading | None:
    """So many rows from one end of the figures, with those that are level with the last of them."""
    wanted = many_at_end(said)
    rows = shown if len(shown) > wanted else table
    amounts = amounts_of(talk[-1].message, rows)
    if amounts is None or wanted > len(rows):
        return None
    told: list[Passage] = []
    for rank in in_ranks(rows, amounts, least=bool(end_asked(said))):
        told += rank if len(told) < wanted else ()
    return telling(told)


def _of_a_column(said: str, header: Sequence[str]) -> bool:
    """Whether a message asks of "them" what one of the columns says, and nothing more."""
    stems = set(content_stems(said)) - _POINTS
    asks = _OF_THEM.fullmatch(said) is not None
    return asks and any(stems <= set(content_stems(name)) for name in header[1:] if stems)


def _column_of_first(asked: Understood, last: Sequence[Passage]) -> list[Passage]:
    """The row that an answer began with, where a message asks what one of its columns says."""
    if len(last) < 2 or last[0].kind != "table_row" or asked.act is not None:
        return []
    said = spelled_out(bare(asked.message).lower())
    stems = set(content_stems(said)) - _POINTS
    columns = [set(content_stems(name)) for name in last[0].header[1:]]
    of_column = stems and any(stems <= column for column in columns)
    beside = last[1].kind != "table_row" or last[1].block != last[0].block
    return [last[0]] if of_column and beside and _OF_THE_FIRST.fullmatch(said) else []


def _meant(
    asked: Understood, shown: Sequence[Passage], table: Sequence[Passage]
) -> Sequence[Passage]:
    """The rows that "those two" are: of the last answer, or told one after the other; none where
    there are not so many."""
    many = _HOW_MANY.search(asked.message)
    wanted = NUMBER_WORDS.get(many[1].lower(), 0) if many else 0
    if len(shown) == wanted or (len(shown) > 1 and not wanted):
        return shown
    told: list[Passage] = []
    for exchange in reversed(asked.talk[-_LOOKED_BACK:]):
        rows = [p for p in exchange.passages if p in table and p not in told]
        if wanted or len(exchange.passages) == 1:
            told += rows
        if wanted and len(told) >= wanted:
            break
    return told if len(told) == wanted or not wanted else []


def _one_column(asked: Understood, said: str, shown: Sequence[Passage]) -> bool:
    """Whether the message only names one of the things that a table sets side by side."""
    names = column_names(shown[0].header)
    if _OTHER.fullmatch(said):
        return len(spoken_of(asked.read_as, names)) == 1
    told = spoken_of(said, names)
    rest = without(said, names)
    return len(told) == 1 and all(re.fullmatch(_ONLY_NAMES, w) for w in re.findall("[a-z]+", rest))
