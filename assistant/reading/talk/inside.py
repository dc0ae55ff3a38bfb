"""What is asked of a thing inside the last answer: "what's hard about it?", "is he paid the same?".

A pronoun stands for what was just told, and often the answer stands there too, in the same
sentence. Behind the question before it the message is near to whatever that one was about. So
what was told is looked at first: it answers where it has all words of what is asked, where it says
how somebody is called or whether two are the same, and where the figure of another thing is asked
for, it does not. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk import close_by, named
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import silent
from assistant.reading.talk.surroundings import Surroundings
from assistant.reading.talk.vouching import Vouching, is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Understood
from assistant.understanding.followup import goes_back
from assistant.understanding.shown import announces

_ONE_THING = 2
"""Passages that tell of one thing at most."""
_LOOKED_BACK = 3
"""Exchanges in which what a correction means may have been told."""
_OPENS = r"(?:(?:and|but|so|ok|okay|then|well|hm+)\b[, ]+)*"
_OF_IT = re.compile(
    rf"{_OPENS}(?:what|who|whom|which|where)\b(?! (?:about|if|else)\b)", re.IGNORECASE
)
_WHY_SO = re.compile(
    rf"{_OPENS}(?:why(?:'s| is| are| was)?|what makes) (?:it|that|this|they|those|these)"
    r"(?: ones?)? (?:so )?"
    r"(?P<judged>\w+)\W*",
    re.IGNORECASE,
)
"""Why it is as it was said to be: "why is that hard"."""
_POINTS_ONLY = re.compile(
    r"\b(?:someone|somebody|anyone|people|person|thing|exactly|really|actually|need(?:s|ed)?|say)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"{_OPENS}(?:(?:what|how) (?:would|do|does|should|can|could|might)"
    r" (?:you|we|one|people|they|i) (?:call|name)|what(?:'s| is| are)? .{0,40}\bcalled\b"
    r"|what(?:'s| is) the (?:name|title|word) (?:for|of)"
    r"|what (?:is|are|would) (?:he|she|they|(?:that|such a) person)(?: be)?(?: called)? then)"
    r"\b.{0,60}",
    re.IGNORECASE,
)
"""How somebody is called who does what was told."""
_CALLS = re.compile(
    r"^(?:if|when|whoever|anyone|anybody|someone|somebody|a person|people)\b.*\b(?:(?:they|he|she)"
    r"(?:['’](?:re|s)| (?:are|is)) an?|(?:is|are) (?:called|known as)|(?:is|are) an?)\b",
    re.IGNORECASE,
)
_PAY = r"(?:pay|pays|paid|salary|salaries|earn\w*|comp|compensation|wages?|money|bands?)"
_SAME = re.compile(
    rf"{_OPENS}(?:is|are|do|does|would|will|did) (?:he|she|they|it|that|those|that person|such a"
    r" person|someone like that|their \w+|his \w+|her \w+)(?: (?:also|then|still|all))*"
    r" (?:get |gets )?(?P<what>[a-z]+(?: [a-z]+)??)?"
    r" ?(?:the same|as much|as well|equally|on (?:the same|a) \w+|in the same \w+)(?: \w+)?"
    r"(?: as .{2,40})?(?: (?:then|though|tho))?",
    re.IGNORECASE,
)
"""Whether it is the same with somebody who was just told of: "is he paid the same"."""
_DIFFERENT = re.compile(r"\b(?:different|differs?|not the same|another)\b", re.IGNORECASE)
_THEIRS = re.compile(
    rf"{_OPENS}(?:(?:what|how) about|what(?:'s| is| are)?|tell me about)? ?"
    r"(?:their|his|her|its) (?P<thing>[a-z]+)(?: (?:then|like|though|tho))*",
    re.IGNORECASE,
)
_OTHER_ONE = re.compile(
    r"\bthe other (?:options?|choices?|ones?|way|alternative|possibility|plan|path|road|thing)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b[\w-]+[ -](?:year|month|week|day)s?[ -]old\b", re.IGNORECASE)
"""How old a thing is tells nothing of how long anything takes."""
_HOW_MUCH = re.compile(
    rf"{signs.COUNTED.pattern}|{signs.TIMED.pattern}|\bwhat (?:would|did|does) .*\bcost\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere\b(?! (?:is|are|was|were|a|any)\b)", re.IGNORECASE)
_ASKS_ON = re.compile(
    rf"{signs.REASONED.pattern}|{_HOW_MUCH.pattern}|\b(?:instead|else|besides|other)\b",
    re.IGNORECASE,
)
"""What was just told does not answer a reason, an amount or what else there is."""


class Inside:
    """Reads such messages for one corpus."""

    def __init__(self, vouching: Vouching, nearby: Surroundings) -> None:
        self._vouching = vouching
        self._nearby = nearby

    def read(self, asked: Understood) -> Reading | None:
        """What was just told and answers a message; ``None`` where nothing is asked of it."""
        shown = newest(asked.talk)
        if not shown or not asked.talk[-1].passages or asked.request is not None:
            return None
        said = spelled_out(bare(asked.message).lower())
        if asked.corrects:
            return self._meant(asked, said, shown)
        if asked.act is None and _OTHER_ONE.search(said) and _HOW_MUCH.search(said):
            figures = (_AGE.sub(" ", p.text) for p in shown)
            gives = signs.TIME_GIVEN.search if signs.TIMED.search(said) else numbers_in
            given = [text for text in figures if gives(text)]
            return silent("", shown) if len(given) < _ONE_THING else None
        if asked.act is not None:
            return None
        return self._called(said, asked) or self._same(said, shown) or self._of_it(asked, said)

    def _called(self, said: str, asked: Understood) -> Reading | None:
        """What says how somebody is called who does what was told."""
        if _CALLED.fullmatch(said) is None or not goes_back(said):
            return None
        lately = [p for e in reversed(asked.talk[-_LOOKED_BACK:]) for p in e.passages]
        told = [p for p in dict.fromkeys(lately) if _CALLS.search(p.text)]
        return telling(told[:1]) if told else None

    def _same(self, said: str, shown: Sequence[Passage]) -> Reading | None:
        """What says that something of somebody just told of is the same, or another."""
        found = _SAME.fullmatch(said)
        what = found["what"] if found else None
        if not what:
            return None
        theme = _PAY if re.fullmatch(_PAY, what.split()[0]) else rf"{re.escape(what[:4])}\w*"
        speaks = re.compile(rf"\b{theme}\b", re.IGNORECASE)
        told = [p for p in shown if signs.SAMENESS.search(p.text) and speaks.search(p.text)]
        if not told:
            return None
        says = _DIFFERENT.search(told[0].text) is not None
        return replace(telling(told[:1]), says="no" if says else None)

    def _of_it(self, asked: Understood, said: str) -> Reading | None:
        """What was told of the only thing, where that has all words of what is asked of it."""
        thing = _one_thing(asked.talk[-1].passages)
        if not thing:
            return None
        if theirs := _THEIRS.fullmatch(said):
            theme = _PAY if re.fullmatch(_PAY, theirs["thing"]) else rf"{theirs['thing'][:-1]}\w*"
            told = [p for p in thing if re.search(rf"\b{theme}\b", p.text, re.IGNORECASE)]
            return telling(told[:1]) if told and not self._of_subject(asked) else None
        if not asked.leaning or not (goes_back(said) or _THERE.search(said)):
            return None
        why = _WHY_SO.fullmatch(said)
        if why is None and (not _OF_IT.match(said) or _ASKS_ON.search(said)):
            return None
        words = why["judged"] if why else _POINTS_ONLY.sub(" ", signs.matter(asked.alone))
        stems = content_stems(words) or content_stems(asked.alone)
        names = {stem for name in self._names for stem in content_stems(name)}
        if not stems or names & {stem.rstrip("s") for stem in stems}:
            return None  # the subject is named, and not pointed at
        own = [(p, stems_and_initials(p.text)) for p in thing]
        told = [p for p, known in own if all(is_known(stem, known) for stem in stems)]
        return telling(told[:1]) if told else None

    def _meant(self, asked: Understood, said: str, shown: Sequence[Passage]) -> Reading | None:
        """What was told of the thing that a correction names; what is such a one, beside it."""
        if named.SUCH_ONES.search(asked.alone):
            beside = [p for p in self._nearby.beside(shown) if p not in shown]
            told = close_by.such_ones(self._vouching, asked.alone, (*shown, *beside))
            return telling(told) if told else None
        thing = named.thing_named(asked.alone)
        lately = [p for e in reversed(asked.talk[-_LOOKED_BACK:]) for p in e.passages]
        told = self._vouching.speaking_of(thing, dict.fromkeys(lately)) if thing else []
        before = asked.talk[-1].message
        if told and signs.TIMED.search(before):
            timed = [p for p in told if signs.TIME_GIVEN.search(p.text)]
            return telling(timed[:1]) if timed else None
        if told and signs.COUNTED.search(before):
            counted = [p for p in told if numbers_in(p.text)]
            return telling(counted[:1]) if counted else None
        return None

    @property
    def _names(self) -> tuple[str, ...]:
        corpus = self._vouching.corpus
        return (*corpus.naming.names, *corpus.abbreviations)

    def _of_subject(self, asked: Understood) -> bool:
        """Whether the last question was about the subject alone, which "their" then means."""
        said = content_stems(asked.talk[-1].message)
        names = {stem for name in self._names for stem in content_stems(name)}
        return bool(said) and set(said) <= names


def _one_thing(passages: Sequence[Passage]) -> list[Passage]:
    """What an answer told of one thing, without what led up to it; empty for several things."""
    told = [p for p in passages if p.cells or not announces(p.text)] or list(passages)
    places = {(p.document_id, p.block) for p in told}
    return told if len(told) <= _ONE_THING and len(places) == 1 else []
