"""What is asked of the things that the last answer showed: whether something is one of them, how
many there are, them without one.

"Is Brest one of them?" names something that may stand elsewhere or nowhere, and "how many were
there?" names nothing, so both lie near anything at all. What was shown answers them, and where it
does not, it is shown again and that is said. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.one_of import counted, listed
from assistant.reading.talk.several import silent
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.how_many import WORDS
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import bare, recognise, spelled_out
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.ground import list_shown

_OPENS = r"(?:(?:and|but|so|ok|okay|oh|then|well|hm+|wait|please|cool|thanks)\b[, ]+)*"
_CLOSES = (
    r"(?:[, ]+(?:then|though|tho|too|as well|please|pls|right|also|correct|no|now|exactly"
    r"|in (?:total|all)|altogether|again))*"
)
_LIST = r"(?:that|this|the|your) (?:list|table|answer)"
_THEM = rf"(?:them|those|these|{_LIST}|the (?:above|two|three|four|five|ones (?:above|listed)))"
_THING = (
    r"(?P<thing>(?!(?:it|that|this|he|she|they|there|which|what|who|one|any|either|more|these"
    r"|those|them)\b)[^,;:?!]{2,40}?)"
)
_BE = r"(?P<be>is|are|was|were)"
_ALSO = r"(?:(?:also|even|really|actually|maybe) )*"
_ONE_OF = rf"(?:one|part|any|some|two) of {_THEM}|among(?:st)? {_THEM}|(?:on|in) {_LIST}"
_MEMBER = tuple(
    re.compile(rf"{_OPENS}{pattern}{_CLOSES}", re.IGNORECASE)
    for pattern in (
        rf"{_BE} {_THING} {_ALSO}(?:{_ONE_OF}|included|in there|on there)",
        rf"{_BE} there (?:an?|any|some) {_THING} (?:{_ONE_OF}|in there|on there)",
        rf"(?:what about )?{_THING}, {_BE} (?:it|that|they|those) {_ALSO}"
        rf"(?:{_ONE_OF}|included|in there|on there)",
        rf"(?P<includes>do|does|did) (?:it|that|this|they|those|these|{_LIST}) {_ALSO}"
        rf"(?:include|contain|count) {_THING}",
    )
)
_ARTICLE = re.compile(r"^(?:an?|the|any|some)\s+", re.IGNORECASE)
_HOW_MANY = re.compile(
    rf"{_OPENS}how many (?:(?:things|points|items|rows|ones|kinds|types|sorts|reasons|options)"
    rf"(?: of {_THEM})?|of {_THEM})?"
    r" ?(?:(?:is|are|was|were|makes?|did) ?)?(?:there|that|those|these|it|they|you)?"
    rf"(?: (?:list|name|mention|show|give|say|in there|on there))?{_CLOSES}",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    rf"{_OPENS}(?P<opens>(?:so |only |just |it'?s |that'?s |there are |are there |are those "
    rf"|is that |that makes |that would be )*)(?:{'|'.join(WORDS[2:])}|[2-9]|1[0-2])"
    rf"(?: of {_THEM}| things| items| points| ones)?(?P<closes>{_CLOSES})",
    re.IGNORECASE,
)
_LEAVES = (
    r"(?:leave out|skip|omit|drop|cut out|remove|exclude|take out|minus|without|except(?: for)?"
    r"|(?:all|everything|everyone) (?:but|except(?: for)?))"
)
_LEFT_OUT = re.compile(
    rf"{_OPENS}(?:(?:can|could) you |just |only |now )*(?:(?P<leaves>{_LEAVES})"
    r" (?:the |that |those |any )?(?P<thing>[^,;:?!]{2,40}?)|leave (?:the |that )?"
    r"(?P<thing2>[^,;:?!]{2,40}?) out)"
    r"(?P<called> (?:parts?|bits?|thing|stuff|row|line|point|sentence))?"
    rf"{_CLOSES}",
    re.IGNORECASE,
)
_IF_SHOWN = re.compile(r"without|minus|skip|drop|except", re.IGNORECASE)
"""Words for leaving out that may mean something else where nothing of it was shown."""
_ALSO_FOR = re.compile(
    rf"{_OPENS}(?:is|are|does|do|would) (?:that|this|it|those|these|they|the same) (?:also |all )?"
    r"(?:(?:hold|go|apply|count|true|valid|the same|so|meant) )?(?:for|to|of) "
    rf"(?P<whom>[^,;:?!]{{2,30}}?) (?:too|as well|also){_CLOSES}",
    re.IGNORECASE,
)
_OTHER_ONE = re.compile(
    rf"{_OPENS}(?:what about )?the other(?: one| thing)?{_CLOSES}", re.IGNORECASE
)
_TWO = 2
_LISTED_LEAST = 3
_JOINS = re.compile(r" (?:or|and) ", re.IGNORECASE)


class Among:
    """Reads such messages for one corpus."""

    def __init__(self, vouching: Vouching) -> None:
        self._vouching = vouching

    def read(self, asked: Understood) -> Reading | None:
        """What is told of the things that were just shown; ``None`` where nothing is asked so."""
        last = list_shown(asked.talk)
        if last is None or self._vouching.corpus.language != "en":
            return None
        said = spelled_out(bare(asked.message))
        whole = set(last.passages) <= {*newest(asked.talk)}  # of a part of it, other things are
        counts = (whole and _HOW_MANY.fullmatch(said)) or _claims_number(said)
        if counts and (told := _counted(last, sure=_claims_number(said))):
            return told
        if "?" not in asked.message and (found := _LEFT_OUT.fullmatch(said)):
            return self._without(found, last)
        asks = _member_asked(said)
        if asks is None or not content_stems(asks["thing"]):
            return None
        return self._inside(asks, last) or self._nowhere(asks, last)

    def held(self, asked: Understood, reading: Reading) -> Reading:
        """The reading of whether something is one of them that finds nothing which speaks of it:
        what was shown, and that it does not say so. Of "the other one" among several it is asked
        which."""
        said = spelled_out(bare(asked.message))
        asks, last = _member_asked(said), list_shown(asked.talk)
        if last is not None and _OTHER_ONE.fullmatch(said) and len(last.shown.items) > _TWO:
            told = asked.read_as and not set(reading.chosen) & {*last.passages}
            return reading if told else telling(last.passages, "talk.which_one")
        also = _ALSO_FOR.fullmatch(said) if reading.outcome == "uncovered" else None
        if last is not None and also is not None:
            lacking = f"whether that holds for {also['whom']} too"
            return replace(telling(last.passages), outcome="partial", missing=(lacking,))
        if asks is None or last is None or not content_stems(asks["thing"]):
            return reading
        thing, shown = _ARTICLE.sub("", asks["thing"]), last.passages
        elsewhere = [p for p in reading.chosen if p not in shown]
        if reading.outcome == "answer" and self._vouching.speaking_of(thing, elsewhere):
            return reading
        lacking = (
            f"that this includes {thing}"
            if asks.groupdict().get("includes")
            else f"that {thing} {asks['be'].lower()} among them"
        )
        return replace(telling(shown), outcome="partial", missing=(lacking,))

    def _inside(self, asks: re.Match[str], last: Exchange) -> Reading | None:
        """What was shown and holds the thing, with a yes where it does not deny anything."""
        thing = _ARTICLE.sub("", asks["thing"])
        told = [p for p in last.passages if _holds(p.text, thing)]
        if not told or (last.reply and not _holds(last.reply, thing)):
            return None  # the row of a table has cells that were not told
        return telling(told[:1], "" if signs.DENIES.search(told[0].text) else "yes")

    def _nowhere(self, asks: re.Match[str], last: Exchange) -> Reading | None:
        """What was shown, and that the thing is nowhere in the corpus."""
        thing = _ARTICLE.sub("", asks["thing"])
        named = any(letter.isupper() for letter in thing)
        everywhere = self._vouching.corpus.passages
        known = any(self._vouching.speaks_of(stem) for stem in content_stems(thing))
        if any(_holds(p.text, thing) for p in everywhere) if named else known:
            return None
        lacking = (f"anything about {thing}",)
        return replace(telling(last.passages), outcome="partial", missing=lacking)

    def _without(self, found: re.Match[str], last: Exchange) -> Reading | None:
        """What was shown without one thing of it, or that this was no part of it."""
        thing = found["thing"] or found["thing2"]
        act, shown = recognise(f"the {thing}{found['called'] or ''}"), last.passages
        out: Sequence[Passage]
        if act is not None and act.act == "ordinal":
            out = counted(last.shown.items, act.place) or ()
        elif content_stems(thing):
            out = self._vouching.speaking_of(thing, shown)
        else:
            return None
        left = [p for p in shown if p not in out]
        if not out:
            doubtful = _IF_SHOWN.match(found["leaves"] or "") is not None
            return None if doubtful else telling(shown, "talk.not_part")
        return telling(left, "talk.left_out") if left else silent("talk.only_that", shown)


def _member_asked(said: str) -> re.Match[str] | None:
    return next((m for p in _MEMBER if (m := p.fullmatch(said))), None)


def _holds(text: str, thing: str) -> bool:
    """Whether a text has the words of a thing, in any form that a stem has."""
    stems = content_stems(thing)
    return bool(stems) and set(stems) <= set(stems_and_initials(text))


def _claims_number(said: str) -> bool:
    """Whether somebody counts himself: "so three in total"."""
    found = _SO_MANY.fullmatch(said)
    return found is not None and bool(found["opens"] or found["closes"] or said.startswith("so "))


def _counted(last: Exchange, *, sure: bool) -> Reading | None:
    """What was shown under its number, or that the corpus does not count it; ``None`` where it is
    nothing that can be counted.

    Args:
        sure: things were counted in the message, so that they are meant.
    """
    things = _things(last)
    if len(things) > 1 and len(things) < len(WORDS):
        told = dict.fromkeys(p for thing in things for p in thing)
        return replace(telling(told, "talk.counted"), opens_with=WORDS[len(things)])
    if len(last.passages) != 1:
        return telling(last.passages, "talk.uncounted") if sure or len(last.passages) > 1 else None
    in_a_row = _in_a_row(last)
    certain = not any(_JOINS.search(thing) for thing in in_a_row)
    if certain and _LISTED_LEAST <= len(in_a_row) < len(WORDS):
        return replace(telling(last.passages, "talk.counted"), opens_with=WORDS[len(in_a_row)])
    several = sure or len(in_a_row) >= _LISTED_LEAST
    return telling(last.passages, "talk.uncounted") if several else None


def _things(last: Exchange) -> Sequence[tuple[Passage, ...]]:
    """The rows or the lines of a list that an answer showed; empty for sentences."""
    rows = [(p,) for p in last.passages if p.kind == "table_row"]
    if len(rows) > 1:
        return rows
    sections = {(thing[0].document_id, thing[0].section) for thing in last.shown.items}
    # Lines from several places are answers, and no list of which anything could be counted.
    return last.shown.items if last.shown.listed and len(sections) == 1 else ()


def _in_a_row(last: Exchange) -> list[str]:
    """What the only passage of an answer counts up with commas."""
    passage = last.passages[0]
    told = [c for c in passage.cells[1:] if not last.reply or c.text in last.reply]
    text = max((c.text for c in told), key=len) if told else passage.text
    return listed(replace(passage, text=re.split(r":\s", text)[-1], cells=()))
