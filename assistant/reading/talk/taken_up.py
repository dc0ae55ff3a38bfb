"""What a few words take up of what was just told: "and what not?", "so 30 days is normal?".

Behind a history such a message is near to whatever was told before. What it asks stands beside
that: what is somebody else's, in the place that tells what is the subject's own; the amounts that
were told, against which the visitor holds one of his; and why a time is sometimes longer. English.
Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.lacking.missing import indirect
from assistant.reading.readings import Reading
from assistant.reading.talk import close_by, named, terse
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.only_figures import and_bounds, with_figures
from assistant.reading.talk.several import silent
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, comparable, quantities, same_amount
from assistant.text.words import content_stems
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Understood

_OPENS = r"(?:(?:and|but|so|ok|okay|then|well|hm+)\b[, ]+)*"
_CLOSES = r"(?:[, ]+(?:then|though|tho|exactly|please|pls|right|or what))*"
_THEY = r"(?:they|he|she|it)"
_OWNED = (
    r"(?:own(?:ed)?|responsible for|in charge of|handled?|theirs|his|hers|its|(?:their|his|her|its)"
    r" (?:job|task|work|business)|part of (?:it|that|the (?:job|role)))"
)
_NOT_OWN = re.compile(
    rf"{_OPENS}(?:(?:what|which)(?: (?:things?|ones?|parts?))? not(?: for)?|not (?:for )?what"
    rf"|what (?:(?:is|are|do|does)n't|(?:is|are|do|does) not|(?:is|are|do|does))(?: {_THEY})?"
    rf"(?: not)? {_OWNED}|what's not {_OWNED}|what (?:do|does) (?:the )?others? (?:own|do|handle)"
    rf"){_CLOSES}",
    re.IGNORECASE,
)
_OWNING = re.compile(
    r"\b(?:own(?:s|ed)?|theirs|responsib\w+|in charge|(?:hand|pass)(?:s|es|ed)? off|jobs?|tasks?"
    r"|duty|duties|part of)\b",
    re.IGNORECASE,
)
"""So it is told whose something is."""
_PRONOUNS = ("they", "he", "she", "it")
_FIRST = 2
"""Passages of an answer that say what it is about."""
_SAME_THING = 2
"""Words that two sentences about one thing share."""
_DENIED = re.compile(r"\bnot\b|n't\b|\bothers?\b", re.IGNORECASE)
_GIVES_UP = re.compile(
    rf"{_OPENS}what (?:(?:would|will|do|does|must) (?:i|you|one|they|we)(?: have to| need to)?"
    r" (?:miss|give up|leave behind|stop doing|not do|no longer do)"
    r"|(?:would|will|do|does)(?:n't| not|nt) (?:i|you|one|they|we) (?:get to )?(?:do|have)"
    r"|(?:wo|would|do|does)(?:n't|nt) (?:i|you|one|they|we) (?:get to )?(?:do|have))"
    rf"(?: any ?more| any longer)?(?: (?:from|of|about|in) .{{3,30}})?{_CLOSES}",
    re.IGNORECASE,
)
"""What somebody who takes the job up no longer does: it is others' now."""
_MISSES = re.compile(r"\bmiss\b", re.IGNORECASE)
_WHO_DOES = re.compile(
    rf"{_OPENS}(?:who(?:se)? (?:does|is|has|owns|handles)(?: (?:that|this|it|those|them|job|task))*"
    rf"(?: (?:it|that))?|who|whose (?:job|task|work) (?:is|are) (?:that|it|those|this))"
    rf"{_CLOSES}",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(
    r"\b(?:belongs? to|(?:sits?|lies?|rests?|stays?) with)\b(?P<whom>(?: [\w-]+){1,4})"
    r"|(?P<whose>(?:[\w-]+ ){1,4}[\w-]+)['’]s (?:job|task|work|call)\b",
    re.IGNORECASE,
)
"""So a passage gives something to somebody."""

_FOR_WHOM = re.compile(
    rf"{_OPENS}(?:is|are|was|were) (?:that|this|it|those|these|the)(?: (?:numbers?|figures?"
    r"|amounts?|wages?|salary|times?))? (?:only |just |also |really )?"
    r"(?P<of>(?:for|about|of|on) )?(?:an? |the )?(?P<whom>[\w -]+?)(?:['’]s?)?"
    r"(?: (?:jobs?|roles?|posts?|positions?|pay|wages?|salary|salaries|numbers?|figures?|people))?"
    rf"(?: (?:too|also|only|as well|specifically|themselves))?{_CLOSES}",
    re.IGNORECASE,
)
"""Whether what was told is about the subject: "is that for keepers too?", "is that keeper pay?"."""
_OR = re.compile(r",? or (?:(?:for|about|of|on|just|only|rather|the|an?) )*", re.IGNORECASE)
_AFTER_IT = re.compile(
    rf"{_OPENS}(?:(?:what|how) (?:about|is it|happens) )?after (?:the |that |this )?"
    rf"(?P<what>[\w'-]+(?: [\w'-]+)?){_CLOSES}",
    re.IGNORECASE,
)
"""What follows on something that was told of: "and after the trial?"."""
_ASKS_SHORT = re.compile(
    rf"{_OPENS}(?:who|what|where|when|which)(?:'s)? (?!about\b|if\b|else\b)(?:[\w'-]+ ){{0,2}}"
    rf"[\w'-]+{_CLOSES}",
    re.IGNORECASE,
)

_JUDGED = (
    r"(?:normal|typical|usual|common|standard|average|realistic|ok|okay|fine|good|fair|reasonable|"
    r"slow|fast|quick|long|short|high|low|(?:too )?(?:much|little|many|few|long|short)|a lot|"
    r"expected|to be expected|enough|it|correct|true|right|likely|possible|maximum|minimum|max|min"
    r"|limit|cap|ceiling|longest|shortest|worst case|best case)"
)
_JUDGES = re.compile(
    rf"{_OPENS}(?:(?:what|how) about )?(?:(?:is|are|was|were|would|will|does|do)\b )?"
    r"(?:(?:can|could|would|will) (?:i|one|you|we) (?:get|earn|make|expect|ask for) )?"
    r"(?:it(?:'s| is| takes?)? )?(?P<amount>(?:(?:about|around|roughly|like|only|just|up to|over"
    r"|under|more than|less than|max(?:imum)?|min(?:imum)?|at (?:most|least))"
    r" )?\S+(?: [a-z]+){0,2}?)"
    r"(?: (?:is|are|would be|will be|would|takes?|be|sounds?|seems?))?(?: (?:still|also|already))?"
    rf"(?: (?:the |a |an )?{_JUDGED})?{_CLOSES}",
    re.IGNORECASE,
)
_BARE_AMOUNT = re.compile(
    rf"{_OPENS}(?:(?:is|was|would|will) )?(?:(?:it|that|this)(?:'s| is| be)? )?"
    rf"(?:(?:like|just|only|be) )*(?P<amount>(?:(?:about|around|roughly) )?[^\sa-z]*\d\S*"
    rf"(?: (?:thousand|million|grand))?){_CLOSES}",
    re.IGNORECASE,
)
"""An amount and no judgment of it: "so like 140k?"."""
_WHY_SO = re.compile(
    rf"{_OPENS}(?:why(?:(?:'s| is| are| does| do| can)? (?:it|that|they|some))?|how come(?: it's)?"
    r"|what makes (?:it|that|them|some))(?: (?:be|take|takes|even|so much))?"
    r" (?:longer|slower|later)"
    rf"(?: (?:sometimes|at times|for some|in some cases|often|than that))*{_CLOSES}",
    re.IGNORECASE,
)
"""Why something takes longer than was told."""


class TakenUp:
    """Reads such messages for one corpus."""

    def __init__(self, vouching: Vouching) -> None:
        self._vouching = vouching
        self._corpus = corpus = vouching.corpus
        called = (*corpus.named.names, *corpus.abbreviations, *_PRONOUNS)
        names = "|".join(re.escape(name) for name in called if name)
        self._subject = re.compile(rf"\b(?:{names})s?\b", re.IGNORECASE)
        alone = "|".join(re.escape(name) for name in called[: -len(_PRONOUNS)] if name) or "(?!)"
        self._named = re.compile(rf"\b(?:{alone})s?\b", re.IGNORECASE)

    def read(self, asked: Understood) -> Reading | None:
        """What is asked of what was just told; ``None`` where nothing is taken up so."""
        said, shown = spelled_out(bare(asked.message)), newest(asked.talk)
        if not shown or asked.act is not None or asked.request is not None or asked.corrects:
            return None
        reads_on = self._behind(shown) if terse.reads_on(said) else []
        if (told := terse.given(said, [*shown, *reads_on])) is not None:
            return telling(told) if told else silent("", shown)
        last, rows = asked.talk[-1].message, self._corpus.passages
        if told := terse.share_of_time(said, last, shown, rows):
            return telling(told)
        if _NOT_OWN.fullmatch(said) and _DENIED.search(said):
            told_of = (said, asked.talk[-1].message, *(p.text for p in shown[:_FIRST]))
            if not any(_OWNING.search(text) for text in told_of):
                return None  # "and what not?" of what is something else than anybody's
            places = {(p.document_id, p.section) for p in shown}
            told = [p for p in self._of_others if (p.document_id, p.section) in places]
            return telling(told) if told else None
        if given_up := self._given_up(said, shown):
            return given_up
        if told := self._about_whom(said, shown):
            return telling(told, "talk.doubted")
        if told := self._held(said, shown):
            return telling(told[:1])
        if _WHO_DOES.fullmatch(said) and (told := self._who_does(asked, shown)):
            return telling(told)
        return self._why_so(shown) if _WHY_SO.fullmatch(said) else self._held_against(said, shown)

    def _about_whom(self, said: str, shown: Sequence[Passage]) -> list[Passage]:
        """What of the last answer says whom it is about, where that is asked of the subject."""
        whose = _FOR_WHOM.fullmatch(said)
        if whose is None:
            return []
        sides = _OR.split(whose["whom"])
        if len(sides) > 1 and any(map(self._named.fullmatch, sides)):
            return self._either(sides, shown)
        return self._whose(shown) if self._is_subject(whose) else []

    def _is_subject(self, whose: re.Match[str]) -> bool:
        """Whether it is asked for the subject; "is that it" asks for nobody."""
        pattern = self._subject if whose["of"] else self._named
        return pattern.fullmatch(whose["whom"]) is not None

    def _whose(self, shown: Sequence[Passage]) -> list[Passage]:
        """What of the last answer says whom it is about: its first figure, with what is said of
        the subject beside it; else what comes first."""
        place = named.in_sections_of(shown[:1], shown)
        figures = with_figures(place)[:1]
        of_subject = [p for p in place if figures and self._named.search(p.text)][:1]
        told = {*figures, *of_subject}
        return [p for p in place if p in told] or list(shown[:1])

    def _either(self, sides: Sequence[str], shown: Sequence[Passage]) -> list[Passage]:
        """What of the last answer says which of several it is about: its figures, and what names
        one of them; else what comes first."""
        naming = {p for side in sides for p in self._vouching.speaking_of(side, shown)}
        naming.update(p for p in with_figures(shown) if not p.cells)
        return [p for p in shown if p in naming] or list(shown[:1])

    def _held(self, said: str, shown: Sequence[Passage]) -> list[Passage]:
        """What comes after the thing that was told of; where nobody knows how people ask, also what
        was told and has all words of a short question: "who pays?"."""
        later = _AFTER_IT.fullmatch(said)
        if (
            later
            and content_stems(later["what"])
            and (self._vouching.speaking_of(later["what"], shown))
        ):
            return close_by.after(shown, self._corpus.passages)
        asks = self._corpus.banked or not _ASKS_SHORT.fullmatch(said)
        return [] if asks or not content_stems(said) else self._vouching.speaking_of(said, shown)

    def _why_so(self, shown: Sequence[Passage]) -> Reading | None:
        """The time, of it or right behind it, that people are told who ask why."""
        around = dict.fromkeys((*shown, *self._behind(shown)))
        told = [
            p
            for p in named.in_sections_of(shown[:1], list(around))
            if signs.TIME_GIVEN.search(p.text)
            and signs.asked_as(self._vouching.asked_of(p), signs.ASKED_WHY, signs.WHY_LEAST)
        ]
        return telling(told[:1]) if told else None

    def _behind(self, told: Sequence[Passage]) -> list[Passage]:
        """The sentences right behind, in the same paragraphs."""
        places = {(p.document_id, p.block, p.position + 1) for p in told if not p.cells}
        return [p for p in self._corpus.passages if (p.document_id, p.block, p.position) in places]

    def _given_up(self, said: str, shown: Sequence[Passage]) -> Reading | None:
        """What others do, where a bank is about a job that somebody would take up; whether one
        would miss it is not said."""
        if not _GIVES_UP.fullmatch(said) or not self._vouching.asks_known(shown):
            return None
        told = telling(self._of_others) if self._of_others else None
        if told is None or not _MISSES.search(said):
            return told
        naming = self._corpus.naming.names
        lacking = indirect(said, naming, self._corpus.abbreviations)
        return replace(told, outcome="partial", missing=(lacking,))

    def _who_does(self, asked: Understood, shown: Sequence[Passage]) -> list[Passage]:
        """Who does what was told of, or what was just denied: "then who does?"."""
        of_others = [p for p in shown if p in self._of_others]
        if shown[0] in of_others and not asked.read_as:
            return of_others
        return (of_others or self._instead_of(shown))[:1]

    def _instead_of(self, shown: Sequence[Passage]) -> list[Passage]:
        """What gives to others what was just denied: "who does, then?"."""
        denied = [p for p in shown if not p.cells and signs.DENIES.search(p.text)]
        said = [{*content_stems(p.text)} for p in denied]
        shared = {p: max((len(stems & {*content_stems(p.text)}) for stems in said), default=0)
                  for p in self._of_others}  # fmt: skip
        told = [p for p, many in shared.items() if many >= _SAME_THING]
        return sorted(told, key=lambda p: -shared[p])

    @property
    def _of_others(self) -> list[Passage]:
        return [p for p in self._corpus.passages if not p.cells and self._with_others(p)]

    def _with_others(self, passage: Passage) -> bool:
        """Whether it gives something to somebody else than whom the text is about."""
        found = _WITH_OTHERS.search(passage.text)
        return found is not None and not self._subject.search(found["whom"] or found["whose"])

    def _held_against(self, said: str, shown: Sequence[Passage]) -> Reading | None:
        """The amounts that were told, where a message holds one of its own against them."""
        found = _JUDGES.fullmatch(said)
        theirs = (_amounts(found["amount"]) or quantities(found["amount"])) if found else []
        if len(theirs) != 1:
            return None
        own = theirs[0]
        if not own.unit:
            return _of_bare_figure(said, own, named.in_sections_of(shown[:1], shown))
        told = [p for p in shown if any(_measures_same(own, q) for q in _amounts(p.text))]
        told = named.in_sections_of(shown[:1], told)
        told += [
            p
            for p in self._behind(told)
            if p not in told and any(_measures_same(own, q) for q in _amounts(p.text))
        ]
        same = [p for p in told if any(same_amount(own, q) for q in _amounts(p.text))]
        if same or not told:
            return telling(same) if same else None
        return telling(told, "talk.doubted")


_MONEY = "$€£"
_THOUSANDS = 1000
_ONE_TIME = re.compile(
    r"\ban? (?=(?:day|week|month|quarter|year|decade|hour|minute)\b)", re.IGNORECASE
)


def _of_bare_figure(said: str, own: Quantity, shown: Sequence[Passage]) -> Reading | None:
    """What was told of a figure without a unit: "is 90 the max", or the sums that one of
    thousands is held against, which do not say whether it holds: "200k realistic?"."""
    given = {p: quantities(p.text) for p in shown}
    if told := [p for p, held in given.items() if any(q.value == own.value for q in held)]:
        return telling(told[:1], "talk.doubted")
    money = [p for p, held in given.items() if any(q.unit in _MONEY for q in held)]
    if own.value < _THOUSANDS or not money:
        return None
    asks = _BARE_AMOUNT.fullmatch(said)
    lacking = (
        f"whether it is {asks['amount']}"
        if asks
        else f"“{re.sub(rf'^{_OPENS}', '', said, flags=re.IGNORECASE)}”"
    )
    return replace(telling(and_bounds(money, shown)), outcome="partial", missing=(lacking,))


def _amounts(text: str) -> list[Quantity]:
    """The amounts of a text that have a unit; "a month" is one."""
    return [q for q in quantities(_ONE_TIME.sub("1 ", text)) if q.unit not in ("", "th", "part")]


def _measures_same(one: Quantity, other: Quantity) -> bool:
    return comparable(one, other) is not None
