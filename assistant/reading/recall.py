"""Read what goes back to the conversation: "the second one", "are you sure?", "quote that".

What such a message asks for stands in the answers that were shown, or close beside them in the
document. Everything chosen here is a passage of the corpus, so an act keeps the contract like any
other answer: it cites, says what is missing, or refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.reading.reader import Reading
from assistant.reading.vouching import Vouching, is_known
from assistant.records import Evidence, Passage
from assistant.sources.bank import HISTORY_SEPARATOR
from assistant.sources.corpus import Corpus
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.followup import points_back

T = TypeVar("T")
LookUp = Callable[[str], Reading]
"""Reads one question; a follow-up with the earlier ones in front."""

_PLAINLY_COVERED = 0.7
"""From this probability on, a short question that points back at nothing is read alone."""
_COMPARED_MOST = 3
"""Exchanges that "which of them?" may look back over."""
MORE_MOST = 3
"""Passages that "tell me more" adds."""
SUMMARY_MOST = 8
_WITHIN_MOST = {False: 2, True: 4}
"""Passages that were shown before and answer further: of the last answer, of an earlier topic."""
_REASON = re.compile(
    r"\b(?:because|since|so that|reasons?|that[’']s why|which is (?:\w+ )?(?:why|how)|due to|"
    r"otherwise|follows from|c[oa]mes? down to|trips?)\b",
    re.IGNORECASE,
)
_ASKED_WHY = re.compile(
    r"\b(?:why|how come|what (?:makes|made|causes|caused)|reasons?|causes?|because)\b",
    re.IGNORECASE,
)
_WHY_LEAST = 0.15
"""Share of the questions a passage is known to answer that ask why; from there it is a reason."""
_ASKED_EXAMPLE = re.compile(
    r"\b(?:examples?|for instance|e\.g|such as|like what|concrete|anecdote|story|case)\b",
    re.IGNORECASE,
)
_EXAMPLE_LEAST = 0.1
_ASKS = re.compile(
    r"\b(?:what(?!'?s? (?:that|about|is that))|who|when|which|how|where|is|are|does|do|did|can)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:which|what|whose)(?: (?:kind|type|sort) of)? "
    r"(?!years?\b|months?\b|days?\b|dates?\b|times?\b)"
    r"(?P<thing>[a-z]{3,}?)s?"
    r"(?: (?:exactly|was (?:that|it|this)|is (?:that|it|this)))?[?.! ]*$",
    re.IGNORECASE,
)
"""A question for the name or kind of a thing: "in which database?"."""
_SO_MANY = re.compile(
    r"\bhow many (?:seconds|minutes|hours|days|weeks|months|quarters|years)\b", re.IGNORECASE
)
_MANY = re.compile(r"\bhow many ([a-z]{4,})(?: ([a-z]{4,}))?", re.IGNORECASE)
_TIME_NOUN = re.compile(r"\b(?:time ?frame|period|horizon|timespan|time)s?\b", re.IGNORECASE)
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|hundred|dozen|several)"
)
_TIME_GIVEN = re.compile(
    rf"{_NUMBER}[ -](?:\w+[ -])?(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b"
    rf"|\b(?:week|day|month|year|quarter) {_NUMBER}\b",
    re.IGNORECASE,
)
_INSTANCE = re.compile(
    r"\b(?:such as|for (?:example|instance)|e\.g\.|including|one of the last|like)\b|[:(] ?\w+.*,",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?:a|an|per|each|every)[ -](?:year|quarter|month|week|day|night|hour|minute|person|head|"
    r"piece)\b|\b(?:annual(?:ly)?|yearly|monthly|weekly|daily|hourly)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(?:else|besides|apart from|other than)\b", re.IGNORECASE)
_FIRM = re.compile(
    r"\b(?:wrong|incorrect|false|nonsense|mistaken|not (?:right|true|correct)|is(?:n'?t| not) "
    r"(?:that|it|this)|no way|weird|odd|strange|surpris\w+|believe)\b|^\W*(?:so )?not\b",
    re.IGNORECASE,
)
"""Words that doubt the last answer itself, whatever they set against it."""
_POINTS = re.compile(
    r"\b(?:that|this|these|those|them|it|he|she|they|ones?|others?|else|second|third)\b"
    r"|^\W*(?:how|what|who|when)\W*$",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(r"^what(?:'s|s| is| are| was| were)?\s+", re.IGNORECASE)
_SHARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PLAIN = re.compile(
    r"\b(?:regular|normal|plain|ordinary|usual|typical|specifically)\b", re.IGNORECASE
)
_REASONED = re.compile(
    r"\b(?:why|how come|what if|best|better|worse|should|would|will|still)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\bhow (?:many|much|long|old|often|big|soon|far|fast)\b|\bwhat (?:share|percent\w*|year)\b"
    r"|\bwhen\b",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\bhow (?:long|old|soon|many (?:days|weeks|months|years|hours|minutes|quarters))\b"
    r"|\b(?:what|which) (?:time ?frame|period|horizon|timespan)s?\b|\b(?:until|since|by) when\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\b|\d)(?:day|week|month|year|quarter|hour|minute|decade)s?\b", re.IGNORECASE
)
_LEAST_WAYS = frozenset({"least", "smallest", "lowest", "shortest", "less", "fewest", "bottom"})
_MEASURED = frozenset(content_stems(
    "take takes fill eat big long large amount share chunk time hour week day spend longest most "
    "least biggest smallest largest highest lowest shortest more less greatest fewest top bottom "
    "task activity part item row number percentage"
))  # fmt: skip
_ONLY_POINTS = frozenset(content_stems(
    "explain describe elaborate expand detail details cool sounds interesting great nice second "
    "first third last point item bullet part talk number option line row next idea"
))  # fmt: skip


class Recall:
    """Reads acts for one corpus. Pure apart from the look-ups it is given; safe to share."""

    def __init__(self, corpus: Corpus) -> None:
        self._vouching = Vouching(corpus)
        self._names = corpus.named.names
        self._sections: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
        for passage in corpus.passages:
            if passage.kind != "table_header":
                key = (passage.document_id, passage.section)
                self._sections.setdefault(key, []).append(passage)

    def read(self, asked: Understood, look_up: LookUp) -> Reading | None:
        """The reading of an act, or ``None`` where it comes to a question like any other."""
        if asked.act is None or asked.before is None:
            return None
        acts: Mapping[str, Callable[[Understood, Exchange, LookUp], Reading | None]] = {
            "verbatim": self._pointed,
            "section": self._pointed,
            "ordinal": self._ordinal,
            "superlative": self._superlative,
            "unit": _by_unit,
            "why": self._why,
            "more": self._more,
            "example": self._example,
            "doubt": self._doubted,
            "summary": _summary,
            "return": self._further,
            "first_asked": _asked_before,
            "last_asked": _asked_before,
        }
        if asked.act.act in acts:
            return acts[asked.act.act](asked, asked.before, look_up)
        if asked.act.about:
            return self._pointed_topic(asked, asked.before, look_up)
        again = _again(asked.before, look_up)
        if asked.act.act in ("shorter", "one_sentence") and len(again.chosen) > 1:
            return _best_first(again, asked.before, look_up)
        return again

    def _pointed(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """The one passage that is meant: to be quoted, or to be placed."""
        about = asked.act.about if asked.act else ""
        if content_stems(about):
            picked = _best([p for e in reversed(asked.talk) for p in e.passages], about)
            if picked is None or self._vouching.unknown(about, [picked], asked=False):
                found = look_up(about)
                better = _best([*found.chosen, *([picked] if picked else [])], about)
                if found.outcome != "answer" or better is None:
                    found, better = look_up(_after(before.question, about)), picked
                told = (better,) if better else found.chosen[:1]
                return _telling(told) if better else replace(found, chosen=told)
            return _telling([picked])
        again = _again(before, look_up)
        if asked.request == "section" or len(again.chosen) < 2:
            return again
        asked_for = (_last_part(before.question), before.question)
        picked = next(filter(None, (_best(again.chosen, q) for q in asked_for)), again.chosen[0])
        return replace(again, chosen=(picked,))

    def _pointed_topic(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """What was said about a topic, told once more in another form."""
        about = asked.act.about if asked.act else ""
        wanted = content_stems(about)
        if wanted:
            for exchange in reversed(asked.talk):
                said = f"{exchange.message} {' '.join(p.text for p in exchange.passages)}"
                if exchange.passages and set(wanted) <= set(content_stems(said)):
                    return _again(exchange, look_up)
            found = look_up(_after(before.question, about))
            if found.chosen:
                return found
        shown = dict.fromkeys(p for exchange in asked.talk for p in exchange.passages)
        blocks = {(p.document_id, p.block) for p in before.passages}
        story = [p for p in shown if (p.document_id, p.block) in blocks]
        return _telling(story) if len(story) > 1 else _again(before, look_up)

    def _ordinal(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """One thing of those that were shown, or what is asked about it."""
        act, by_number = asked.act, "[" in asked.message
        things = before.shown.numbered if by_number else before.shown.items
        if act is None or not things:
            return None
        rest = [stem for stem in content_stems(act.about) if stem not in _ONLY_POINTS]
        if len(things) == 1 and not by_number:
            thing = _counted(_listed(things[0][0]), act.place)
            # One thing of several in a sentence: what is said about it, if anything, is elsewhere.
            return look_up(f"{thing}: {act.about or 'what about it'}") if thing else None
        meant = _counted(things, act.place)
        if meant is None:
            return None if rest else _silent("talk.not_so_many", before.passages)
        asks = _ASKS.search(act.about) is not None
        if not rest or not self._vouching.unknown(" ".join(rest), meant, asked=not asks):
            return _telling(meant)
        found = look_up(_after(" ".join(map(_whole, meant)), act.about))
        if found.chosen and self._vouching.unknown(" ".join(rest), found.chosen):
            return replace(found, outcome="uncovered", chosen=(), near=meant)
        return found

    def _why(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """The reason where one is given; else that none is."""
        shown = set(before.passages)
        found = look_up(_after(before.question, "why?"))
        fresh = [p for p in found.chosen if p not in shown]
        if fresh or not shown:
            return found
        near = [p for p in self._around(before.passages, reach=2) if p not in shown]
        given = [p for p in (*near, *before.passages) if _REASON.search(p.text)]
        given += [p for p in before.passages if self._asked_as(p, _ASKED_WHY, _WHY_LEAST)]
        if given:
            return _telling(sorted(dict.fromkeys(given[:2]), key=lambda p: p.position))
        return _silent("no_reason", before.passages)

    def _asked_as(self, passage: Passage, way: re.Pattern[str], least: float) -> bool:
        """Whether so many of the questions that a passage is known to answer ask in this way.

        People who ask why are answered with it, though it has no word that says so.
        """
        known = self._vouching.asked_of(passage)
        asked = sum(way.search(question) is not None for question in known)
        return bool(known) and asked >= least * len(known)

    def _more(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """What stands beside the last answer and was not shown yet."""
        shown = {p for exchange in asked.talk for p in exchange.passages}
        if not before.passages:
            return None
        if asked.act is not None and asked.act.about:
            return self._else(asked, before, shown, look_up)
        fresh = [p for p in self._around(before.passages, reach=MORE_MOST) if p not in shown]
        same = [p for p in fresh if any(p.block == q.block for q in before.passages)]
        if not fresh:
            found = look_up(_last_part(before.question))
            fresh = [p for p in found.chosen if p not in shown]
        added = (same or fresh)[:MORE_MOST]
        return _telling(sorted(added, key=lambda p: (p.document_id, p.position))) if added else None

    def _else(
        self, asked: Understood, before: Exchange, shown: Iterable[Passage], look_up: LookUp
    ) -> Reading | None:
        """The other rows of the table ("what else fills it?"), or what else the question finds."""
        known = frozenset(shown)
        if before.passages[0].kind == "table_row":
            rows = [p for p in self._table_of(before.passages[0]) if p not in known]
            if rows:
                return _telling(rows)
        found = look_up(asked.otherwise.question) if asked.otherwise else None
        fresh = [p for p in found.chosen if p not in known] if found else []
        return replace(found, chosen=tuple(fresh)) if found and fresh else None

    def _table_of(self, row: Passage) -> list[Passage]:
        section = self._sections.get((row.document_id, row.section), ())
        return [p for p in section if p.kind == "table_row" and p.block == row.block]

    def _example(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        shown = set(before.passages)
        about = asked.act.about if asked.act else ""
        if content_stems(about):
            return self._example_of(asked, about, look_up)
        found = look_up(_after(before.question, "give me an example"))
        fresh = [p for p in found.chosen if p not in shown]
        near = [p for p in self._around(before.passages, reach=2) if p not in shown]
        blocks = {(p.document_id, p.block) for p in before.passages}
        told = [p for p in near if (p.document_id, p.block) in blocks]
        if told := [p for p in told if self._asked_as(p, _ASKED_EXAMPLE, _EXAMPLE_LEAST)]:
            return _telling(sorted(told[:2], key=lambda p: p.position))
        if fresh and any(_INSTANCE.search(p.text) for p in fresh):
            return replace(found, chosen=tuple(fresh))
        topic = set(content_stems(before.question))
        given = [p for p in near if _INSTANCE.search(p.text) and topic & self._vouching.words_of(p)]
        if given:
            return _telling(given[:2])
        return _silent("talk.no_example", before.passages)

    def _example_of(self, asked: Understood, about: str, look_up: LookUp) -> Reading:
        """An example of something that the message names itself."""
        matter = _ASKED_FOR.sub("", about)
        found = look_up(f"give me an example of {matter}")
        spoken = [*found.chosen, *_newest(asked.talk)]
        if found.outcome == "answer" and not self._vouching.unknown(matter, spoken):
            return found
        return self._instead(asked, look_up) or _silent("talk.no_example", found.near[:2])

    def _instead(self, asked: Understood, look_up: LookUp) -> Reading | None:
        """The message read as a question, if that is answered and its words are spoken of."""
        if asked.otherwise is None:
            return None
        found = look_up(asked.otherwise.question)
        answered = found.outcome == "answer" and not self._vouching.unknown(
            asked.otherwise.alone, found.chosen
        )
        return found if answered else None

    def vouched(self, asked: Understood, reading: Reading, alone: Reading) -> Reading:
        """The reading of a follow-up, held to the words of what answers and of what was shown."""
        said = alone.outcome == "answer" and alone.p_covered >= _PLAINLY_COVERED
        said = said and (
            _ASKS.search(asked.alone) is not None
            or not self._vouching.unknown(asked.alone, alone.chosen)
        )
        if said and not (points_back(asked.message) or points_back(asked.alone)):
            # It is only short. What it says alone is enough, and a history changes no verdict.
            return alone
        if reading.outcome == "uncovered":
            # A greeting is one after anything.
            greets = alone.outcome == "act" and not _POINTS.search(asked.alone)
            return self._within(asked) or (alone if greets else reading)
        timed = _SO_MANY.search(asked.alone) is None or any(
            _TIME_GIVEN.search(p.text) for p in reading.chosen
        )
        spoken = timed and not self._unnamed(asked.alone, reading.chosen)
        if reading.outcome != "answer" or (
            spoken and not self._vouching.unknown(asked.alone, reading.chosen)
        ):
            return reading
        return self._within(asked) or replace(alone, outcome="uncovered", chosen=(), act=None)

    def _unnamed(self, words: str, passages: Sequence[Passage]) -> bool:
        """Whether they ask which one is meant of what the passages only call "a database"."""
        asked = _UNNAMED.search(words)
        if asked is None:
            return False
        thing = re.escape(asked["thing"])
        said = [found for p in passages for found in re.findall(rf"\b\S+ {thing}s?\b", p.text)]
        return bool(said) and all(re.match(r"(?:an?|some|another|any)\b", s) for s in said)

    def holds(self, asked: Understood, found: Reading) -> bool:
        """Whether another reading of a message is certain enough to stand for the first one."""
        certain = found.outcome == "answer" and found.p_covered >= _PLAINLY_COVERED
        return certain and not self._vouching.unknown(asked.alone, found.chosen)

    def fresh(self, asked: Understood, reading: Reading) -> Reading:
        """The reading of a message in a conversation, unless it only shows what was just shown.

        An answer in part that repeats the last answer helps nobody; what corrects the last
        question is not answered by the same passages, unless they speak of it themselves.
        """
        last = {p for exchange in asked.talk[-1:] for p in exchange.passages}
        if reading.outcome == "answer" and (told := _counting(asked.alone, _newest(asked.talk))):
            return reading if set(told) & set(reading.chosen) else _telling(told[:1])
        if not last or not reading.chosen or not set(reading.chosen) <= last:
            return reading
        rejected = asked.corrects and self._vouching.unknown(
            asked.alone, reading.chosen, asked=False
        )
        if rejected and (within := self._within(asked)):
            return within
        if rejected or (reading.outcome == "partial" and (asked.leaning or asked.corrects)):
            return replace(reading, outcome="uncovered", chosen=(), missing=(), near=reading.chosen)
        return reading

    def _further(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """A question about an earlier topic: what was shown on it, else what stands near that."""
        if _ELSE.search(asked.alone) and len(before.passages) > 1:
            return _telling(before.passages)
        if shown := self._within(asked):
            return shown
        found = look_up(asked.question)
        places = {(p.document_id, p.section) for p in before.passages}
        if found.chosen and (found.chosen[0].document_id, found.chosen[0].section) in places:
            return found
        return self._within(asked, loosely=True)

    def _within(self, asked: Understood, *, loosely: bool = False) -> Reading | None:
        """The passages that were just shown, where they hold all that a follow-up speaks of.

        ``loosely`` takes the words of the questions that a passage answers for its own; so does a
        question after a time, where the passage gives one.
        """
        before, words = asked.before, _PLAIN.sub("", asked.alone)
        if before is None or not content_stems(words) or _REASONED.search(words):
            return None
        if told := _counting(words, before.passages):
            return _telling(told[:1])
        counts, timed = bool(_COUNTED.search(words)), bool(_TIMED.search(words))
        words = _TIME_NOUN.sub("", words) if timed else words
        told = [
            p
            for p in before.passages
            if (not counts or numbers_in(p.text))
            and (not timed or _TIME.search(p.text))
            and not self._vouching.unknown(words, [p], asked=loosely or timed)
        ]
        if timed and _SO_MANY.search(asked.alone):
            told = [p for p in told if _TIME_GIVEN.search(p.text)]
        if not told or self._unnamed(asked.alone, told):
            return None
        return _telling(told[: _WITHIN_MOST[loosely]])

    def _superlative(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """The rows with the most or least of what one column measures; ties are all named."""
        act = asked.act
        rows = [p for p in before.passages if p.kind == "table_row"]
        if act is None or len(rows) < 2:
            return self._most_of(asked)
        known = set(content_stems(before.question)) | _MEASURED
        known |= {
            stem for row in rows for stem in content_stems(f"{row.text} {' '.join(row.header)}")
        }
        if not set(content_stems(asked.message)) <= known:
            return self._most_of(asked)
        for column in range(1, min(len(row.cells) for row in rows)):
            figures = [_SHARE.findall(row.cells[column].text) for row in rows]
            if all(len(found) == 1 for found in figures):
                values = [float(found[0].replace(",", "")) for found in figures]
                least = act.way in _LEAST_WAYS
                extreme = min(values) if least else max(values)
                told = [r for r, value in zip(rows, values, strict=True) if value == extreme]
                name = "; ".join(row.cells[0].text for row in told)
                opening = "least" if least else "most"
                return replace(_telling(told), opening=opening, opens_with=name)
        return None

    def _most_of(self, asked: Understood) -> Reading | None:
        """ "Which has more writing?": of the last things shown, the only one that speaks of it."""
        words = " ".join(s for s in content_stems(asked.message) if s not in _MEASURED)
        recent = [p for exchange in asked.talk[-_COMPARED_MOST:] for p in exchange.passages]
        things = [p for p in dict.fromkeys(recent) if p.kind != "table_row"]
        if not words or len(things) < 2 or (asked.act and asked.act.way not in ("more", "most")):
            return None
        told = [p for p in things if not self._vouching.unknown(words, [p], asked=False)]
        return _telling(told) if len(told) == 1 else None

    def _doubted(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """What the document says once more, and whether that differs from what is remembered."""
        about = asked.act.about if asked.act else ""
        figures = {figure.strip("$€£%") for figure in numbers_in(about)}
        for passage in (p for exchange in reversed(asked.talk) for p in exchange.passages):
            if figures and figures <= {f.strip("$€£%") for f in numbers_in(passage.text)}:
                return _telling([passage], "talk.doubted")
        if not before.passages:
            return None
        named = [stem for stem in content_stems(about) if not stem[0].isdigit()]
        known = stems_and_initials(
            " . ".join((*self._names, before.question, *map(_whole, before.passages)))
        )
        unknown = [stem for stem in named if not is_known(stem, known)]
        strange = len(unknown) > 1 or (bool(unknown) and not figures)
        if strange and not _FIRM.search(asked.message):
            return None
        picked = _best(before.passages, f"{about} {before.question}") or before.passages[0]
        told = [picked] if about else list(before.passages)
        return _telling(told, "talk.differs" if figures else "talk.doubted")

    def _around(self, passages: Sequence[Passage], reach: int) -> list[Passage]:
        """What stands in the same sections, nearest first, what follows before what precedes."""
        places = [(p.document_id, p.section) for p in passages]
        found: dict[Passage, tuple[int, int]] = {}
        for key in dict.fromkeys(places):
            here = [p.position for p in passages if (p.document_id, p.section) == key]
            for other in self._sections.get(key, ()):
                distance = min(abs(other.position - position) for position in here)
                behind = int(other.position < max(here))
                if 0 < distance <= reach:
                    found[other] = (distance, behind)
        return sorted(found, key=lambda p: (found[p][1], found[p][0]))


def _telling(passages: Iterable[Passage], opening: str = "") -> Reading:
    """A reading that is certain because it was read before."""
    chosen = tuple(passages)
    evidence = tuple(Evidence(p, rank, 1.0 / rank) for rank, p in enumerate(chosen, start=1))
    return Reading("answer", 1.0, evidence, chosen, chosen, opening=opening)


def _silent(opening: str, near: Sequence[Passage]) -> Reading:
    """A reading that what is asked for is not given."""
    evidence = tuple(Evidence(p, rank, 1.0 / rank) for rank, p in enumerate(near, start=1))
    return Reading("uncovered", 0.0, evidence, near=tuple(near), opening=opening)


def _again(exchange: Exchange, look_up: LookUp) -> Reading:
    """What an earlier answer showed; read once more where that is not known."""
    return _telling(exchange.passages) if exchange.passages else look_up(exchange.question)


def _best_first(again: Reading, before: Exchange, look_up: LookUp) -> Reading:
    """An answer with what answers best in front: the first sentence may only lead up to it."""
    best = [p for p in look_up(before.question).chosen if p in again.chosen]
    return replace(again, chosen=tuple(dict.fromkeys((*best, *again.chosen))))


def _counted(things: Sequence[T], place: int) -> T | None:
    """The thing at a place, from 1 or from -1 at the end; ``None`` if there are not so many."""
    index = place - 1 if place > 0 else len(things) + place
    return things[index] if place and 0 <= index < len(things) else None


def _listed(passage: Passage) -> list[str]:
    """What a passage lists: "bootcamp grads, ex-engineers, and former data analysts"."""
    texts = [cell.text for cell in passage.cells] or [passage.text]
    lists = [re.split(r",\s+(?:and |or )?|\s+and\s+", text.rstrip(".")) for text in texts]
    longest = max(lists, key=len)
    return longest if len(longest) > 1 else []


def _whole(passage: Passage) -> str:
    if not passage.cells:
        return passage.text
    return f"{passage.heading} {', '.join(cell.text for cell in passage.cells)}"


def _best(passages: Iterable[Passage], about: str) -> Passage | None:
    """The first passage that shares most of the meaning words of ``about``; ``None`` for none."""
    wanted = content_stems(about)
    best, most = None, 0
    for passage in passages:
        known = stems_and_initials(
            f"{passage.heading}. {' . '.join(passage.header)} . {passage.text}"
        )
        shared = sum(is_known(stem, known) for stem in wanted)
        if shared > most:
            best, most = passage, shared
    return best


def _by_unit(asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
    """ "Per month?": what was shown with a period or a head that it counts by."""
    told = [p for p in _newest(asked.talk) if _PER.search(p.text)]
    return _telling(told[:1], "talk.doubted") if told else None


def _counting(words: str, passages: Iterable[Passage]) -> list[Passage]:
    """The passages that say how many there are of what "how many teams" asks for."""
    many = _MANY.search(words)
    things = "|".join(re.escape(word.rstrip("s")) for word in many.groups() if word) if many else ""
    counted = re.compile(rf"\b{_NUMBER} (?:[\w-]+ ){{0,2}}(?:{things})", re.IGNORECASE)
    return [p for p in passages if counted.search(p.text)] if things else []


def _newest(talk: Sequence[Exchange]) -> tuple[Passage, ...]:
    return next((e.passages for e in reversed(talk) if e.passages), ())


def _summary(asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
    """The main passage of each earlier answer."""
    told = dict.fromkeys(
        _best(e.passages, e.question) or e.passages[0] for e in asked.talk if e.passages
    )
    if not told:
        return Reading("act", 1.0, (), opening="talk.nothing_told")
    return _telling(list(told)[:SUMMARY_MOST], "talk.summary")


def _asked_before(asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
    """An earlier question, and what was answered to it."""
    which = "first" if asked.act is not None and asked.act.act == "first_asked" else "last"
    question, reading = before.message.strip(), _again(before, look_up)
    if not reading.chosen:
        return Reading("act", 1.0, (), opening=f"talk.{which}_asked", opens_with=question)
    proved = frozenset().union(*(numbers_in(p.text) for p in reading.chosen))
    if numbers_in(question) <= proved:
        return replace(reading, opening=f"talk.{which}_asked", opens_with=question)
    # A visitor's own figure is proved by nothing, so an answer does not give it back.
    return replace(reading, opening=f"talk.{which}_answered")


def _last_part(question: str) -> str:
    return question.split(HISTORY_SEPARATOR)[-1]


def _after(question: str, further: str) -> str:
    """A follow-up behind what it leans on, in the form the encoder was trained on."""
    return HISTORY_SEPARATOR.join((question, further))
