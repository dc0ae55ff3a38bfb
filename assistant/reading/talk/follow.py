"""A follow-up held to the words of what answers it, and to what was just shown.

With the conversation in front, a follow-up lands near what was shown before, whatever it asks. So
each of its words must be spoken of by what answers, what it corrects does not answer it, and what
was shown a moment ago is no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.side_by_side import laid_beside
from assistant.reading.talk import close_by, named
from assistant.reading.talk.other_column import row_of_other
from assistant.reading.talk.small_talk import may_be_act, plainly_act
from assistant.reading.talk.vouching import Vouching
from assistant.records import Evidence, Passage
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import spelled_out
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.followup import goes_back, points_back

_PLAINLY_COVERED = 0.7
"""From this probability on, a short question that points back at nothing is read alone."""
_CERTAINLY_COVERED = 0.95
"""From this probability on, twice, other words than those of the passages are other words."""
_SAYS_ENOUGH = 2
"""Words with a meaning from which on a question with an "it" may mean something by itself."""
_SAYS_MUCH = 4
"""Words with a meaning from which on even a "she" stands for what the question tells itself."""
_LOOKED_BACK = 4
"""Exchanges whose answers a follow-up may go back to by its words."""
_WITHIN_MOST = {False: 2, True: 4}
"""Passages that were shown before and answer further: of the last answer, of an earlier topic."""
_SAYS_NOTHING = frozenset(content_stems("themselves themself mean get gets only alone"))
"""Words beside the subject that ask for nothing more."""


class FollowUps:
    """Holds the readings of follow-ups in one corpus. Pure, and safe to share."""

    def __init__(self, vouching: Vouching) -> None:
        self._vouching = vouching

    def vouched(self, asked: Understood, reading: Reading, alone: Reading) -> Reading:
        """The reading of a follow-up, held to the words of what answers and of what was shown."""
        if plainly_act(self._vouching, asked, alone, newest(asked.talk)):
            return alone
        if self._repeats(asked, reading):
            silent = replace(reading, outcome="uncovered", chosen=())
            # Alone, "who runs it" is about anything.
            few = len(content_stems(signs.matter(asked.alone))) < _SAYS_ENOUGH
            least = _CERTAINLY_COVERED if few and goes_back(asked.alone) else 0.0
            answers = alone.outcome == "answer" and alone.p_covered >= least
            reading = alone if answers else silent
        said = alone.outcome == "answer" and alone.p_covered >= _PLAINLY_COVERED
        said = said and (
            signs.ASKS.search(asked.alone) is not None
            or not self._vouching.unknown(asked.alone, alone.chosen)
        )
        in_part = "partial" in (reading.outcome, alone.outcome) and alone.outcome != "answer"
        figure = signs.COUNTED.search(asked.alone) or signs.TIMED.search(asked.alone)
        if in_part and figure and (shown := self._shown(asked)):
            words = signs.TIME_NOUN.sub("", signs.THING.sub(" ", asked.alone))
            if not self._vouching.unknown(words, shown.chosen, asked=False):
                return shown  # what was just told gives it, in these very words
        whole = not (points_back(asked.message) or points_back(asked.alone))
        whole = whole or self._names_subject(asked.alone)
        if whole and (said or self._whole_in_part(asked, reading, alone)):
            # It is only short. What it says alone is enough, and a history changes no verdict.
            return alone
        if alone.outcome == "partial" and self._says_much(asked, reading, alone):
            return alone
        if (close := self._close_by(asked, reading)) is not None:
            return close
        reading = self._named(asked, reading)
        if reading.outcome == "uncovered":
            greets = may_be_act(asked, alone)  # a greeting is one after anything
            return self._shown(asked) or (alone if greets else self._earlier(asked) or reading)
        timed = signs.SO_MANY.search(asked.alone) is None or any(
            signs.TIME_GIVEN.search(p.text) for p in reading.chosen
        )
        spoken = timed and not signs.unnamed(asked.alone, reading.chosen)
        vouched = _agree(asked, reading, alone) or self._speaks(asked, reading)
        if reading.outcome != "answer" or (spoken and vouched):
            return reading
        return self._shown(asked) or replace(alone, outcome="uncovered", chosen=(), act=None)

    def _shown(self, asked: Understood) -> Reading | None:
        """What was just shown and holds all of it, or its paragraph counts what is asked for."""
        within = self.within(asked)
        if within is None and asked.corrects:
            told = close_by.such_ones(self._vouching, asked.alone, newest(asked.talk))
            return telling(told) if told else None
        if within is not None:
            return within
        words = spelled_out(asked.alone.lower())
        told = close_by.counted(self._vouching, words, newest(asked.talk))
        return telling(told[:1]) if told else None

    def _whole_in_part(self, asked: Understood, reading: Reading, alone: Reading) -> bool:
        """Whether it is answered in part alone, and says too much for what came before to count."""
        says = len(content_stems(asked.alone)) - (reading.outcome == "answer")
        vague = alone.vague and reading.outcome == "answer"
        return alone.outcome == "partial" and says >= _SAYS_ENOUGH and not vague

    def _says_much(self, asked: Understood, reading: Reading, alone: Reading) -> bool:
        """Whether so much is said that it finds the same alone, and history adds no verdict."""
        vague = alone.vague and reading.outcome == "answer"
        much = len(content_stems(asked.alone)) >= _SAYS_MUCH and not vague
        return much and bool(alone.chosen) and alone.chosen[0] in reading.chosen

    def _names_subject(self, words: str) -> bool:
        """Whether it names what the corpus is about, and asks enough about it to be whole."""
        names = (stem for name in self._vouching.corpus.named.names for stem in content_stems(name))
        said, subject = content_stems(words), {*names}
        beside = [stem for stem in said if stem.rstrip("s") not in subject]
        return len(beside) < len(said) and len(beside) > _SAYS_ENOUGH

    def _close_by(self, asked: Understood, reading: Reading) -> Reading | None:
        """What a judgment, a bare question word or the mere subject asks of what was shown."""
        shown = newest(asked.talk)
        if not shown or asked.corrects:
            return None
        if word := close_by.judged(asked.alone):
            if close_by.judges(word, reading.chosen[:1]):
                return None
            return replace(reading, outcome="uncovered", chosen=(), near=shown)
        if told := self._by_signs(spelled_out(asked.alone.lower()), shown):
            return telling(told[:1])
        if (span := signs.SO_MANY.search(asked.alone)) and not content_stems(
            asked.alone.replace(span.group(), " ")
        ):
            return replace(reading, outcome="uncovered", chosen=(), near=shown)
        banked = self._vouching.asks_known(shown)
        if kind := close_by.kind_asked(asked.alone):
            told = close_by.giving(kind, shown) if banked or kind == "time" else []
            if banked and told and not close_by.giving(kind, _at_first(shown)):
                # A figure that was told beside another thing is no answer to "how much?".
                return replace(reading, outcome="uncovered", chosen=(), near=shown)
            told = told or ([] if banked else close_by.giving(kind, self._lately(asked)))
            told = named.in_sections_of(told[:1], told)
            return telling(told[: named.NAMED_MOST]) if told else None
        return self._of_subject(asked, shown) if banked else self._beside(asked, reading)

    def _by_signs(self, words: str, shown: Sequence[Passage]) -> list[Passage]:
        """What of it, or of its place, answers a question whose words say what answers it."""
        if signs.READS_ON.search(words):
            return self._pointer(shown)
        if signs.WHOSE.match(words):
            return [p for p in shown if numbers_in(p.text) and signs.ATTRIBUTES.search(p.text)]
        if says := next((says for asks, says in signs.OF_SHOWN if asks.search(words)), None):
            return [p for p in shown if says.search(p.text)]
        if signs.CHOICE_ASKED.search(words):
            return close_by.behind_choices(shown, self._vouching.corpus.passages)
        if signs.AFTER_ASKED.fullmatch(words.strip(" ?.!")):
            return close_by.after(shown, self._vouching.corpus.passages)
        if signs.INSTEAD_ASKED.match(words):
            return [p for p in shown[:2] if signs.INSTEAD.search(p.text)]
        if signs.SAME_ASKED.fullmatch(words.strip(" ?.!")):
            return [p for p in self._around(shown) if signs.SAMENESS.search(p.text)]
        if signs.REMEDY_ASKED.fullmatch(words.strip(" ?.!")):
            return self._remedy(shown)
        span = signs.SO_MANY.search(words)
        if span and not content_stems(words.replace(span.group(), " ")):
            return [p for p in _at_first(shown) if signs.TIME_GIVEN.search(p.text)]
        return []

    def _remedy(self, shown: Sequence[Passage]) -> list[Passage]:
        """What the same paragraph tells to do, behind what was shown; else before it."""
        blocks = {(p.document_id, p.block) for p in shown}
        told = [
            p
            for p in self._vouching.corpus.passages
            if (p.document_id, p.block) in blocks and signs.REMEDY.search(p.text)
        ]
        last = max(p.position for p in shown)
        return sorted(told, key=lambda p: (p.position <= last, abs(p.position - last)))

    def _pointer(self, shown: Sequence[Passage]) -> list[Passage]:
        """Where the section of what was shown says that more can be read."""
        places = {(p.document_id, p.section) for p in shown}
        told = [
            p
            for p in (*shown, *self._vouching.corpus.passages)
            if (p.document_id, p.section) in places and signs.POINTER.search(p.text)
        ]
        return told[:1]

    def _beside(self, asked: Understood, reading: Reading) -> Reading | None:
        """What stands under the headings of what was shown and has all words of what goes back."""
        around, words = self._around(newest(asked.talk)), signs.matter(asked.alone)
        found = reading.chosen[:1] if reading.outcome != "uncovered" else ()
        if not found and (counts := signs.counting(asked.alone, around)):
            return telling(counts[:1])
        if set(around) & {*found} or not goes_back(asked.alone) or not content_stems(words):
            return None
        told = self._vouching.speaking_of(words, around)
        if not told or (found and len(told) > named.NAMED_MOST):
            return None
        return telling(told[: named.NAMED_MOST])

    def _lately(self, asked: Understood) -> list[Passage]:
        """What stands under the headings of the last answers, nearest to what was asked first."""
        recent = [e for e in asked.talk[-_LOOKED_BACK:] if e.passages]
        said = {stem for e in recent for stem in content_stems(e.message)}
        around = dict.fromkeys(p for e in reversed(recent) for p in self._around(e.passages))
        return sorted(around, key=lambda p: -len(said & self._vouching.words_of(p)))

    def _of_subject(self, asked: Understood, shown: Sequence[Passage]) -> Reading | None:
        """What stands beside what was shown about the subject, where it alone is named."""
        named = (*self._vouching.corpus.named.names[:1], *self._vouching.corpus.abbreviations)
        names = {stem for name in named for stem in content_stems(name)}
        said = [s for s in content_stems(asked.alone) if s not in _SAYS_NOTHING]
        if not said or not {s.rstrip("s") for s in said} <= names:
            return None
        if signs.REASONED.search(asked.alone) or signs.DENIES.search(asked.alone):
            return None
        if signs.BELONGS.search(asked.alone):
            return None  # "their managers" are not themselves
        speaking = [p for p in shown if names & set(stems_and_initials(p.text))]
        if speaking and len(speaking) < len(shown) and laid_beside(asked.talk[-1].message):
            return telling(speaking[:1])  # one of two that were compared
        block = {(p.document_id, p.block) for p in shown}
        beside = [
            p
            for p in self._vouching.corpus.passages
            if (p.document_id, p.block) in block and p not in shown and p.kind == "sentence"
        ]
        told = [p for p in beside if names & set(stems_and_initials(p.text))]
        behind = [p for p in told if p.position > max(q.position for q in shown)]
        return telling((behind or told)[:1]) if told else None

    def _around(self, shown: Sequence[Passage]) -> list[Passage]:
        """What stands under the headings of what was shown, in any document."""
        headings = {p.section[-1:] for p in shown}
        return [
            p
            for p in (*shown, *self._vouching.corpus.passages)
            if p.section[-1:] in headings and p.kind != "table_header"
        ]

    def _named(self, asked: Understood, reading: Reading) -> Reading:
        """What is said of a thing that the follow-up only names.

        Where a bank knows how people ask, it finds that; then this only sees to it that the same
        passages are not told again of a thing that they have no word of.
        """
        thing, shown = named.thing_named(signs.matter(asked.alone)), newest(asked.talk)
        banked = self._vouching.asks_known(shown)
        corrects = asked.corrects and not (banked and reading.outcome == "uncovered")
        if not thing or corrects or (banked and named.SUCH_ONES.search(asked.alone)):
            return reading
        again = reading.outcome == "answer" and set(reading.chosen) <= set(shown)
        if again and not self._vouching.speaking_of(thing, reading.chosen):
            reading = replace(reading, outcome="uncovered", chosen=(), near=reading.chosen)
        if banked:
            typed = thing in asked.message.lower()  # and not only what a slip was mended to
            open_yet = reading.outcome == "uncovered" and typed
            return self._by_name(thing, reading) if open_yet else reading
        around = named.in_sections_of(shown, (*shown, *self._vouching.corpus.passages))
        tables = {(p.document_id, p.block) for p in shown if p.cells}
        rows = [p for p in around if p.cells and (p.document_id, p.block) in tables]
        if heads := named.heads(thing, dict.fromkeys(rows)):
            return telling(heads)  # another row of the table that was just shown
        last = self._vouching.speaking_of(thing, shown)
        if last and not set(last) & set(reading.chosen):
            return telling(last[: named.NAMED_MOST])
        if reading.outcome != "uncovered":
            told = self._vouching.speaking_of(thing, reading.chosen)
            return replace(reading, chosen=tuple(told)) if told else reading
        found = (item.passage for item in reading.evidence)
        candidates = around if named.bound_to_last(asked.alone) else (*around, *found)
        told = self._vouching.speaking_of(thing, dict.fromkeys(candidates))
        return telling(told[: named.NAMED_MOST]) if told else reading

    def _by_name(self, thing: str, reading: Reading) -> Reading:
        """What is told of a thing that a bank knows no question after, where it is told once."""
        told = named.naming(thing, self._vouching.corpus.passages)
        return telling(told) if told else reading

    def _repeats(self, asked: Understood, reading: Reading) -> bool:
        """Whether only the words that were carried along find what was just shown once more.

        Where no bank knows how people ask, the words of the last answer are carried into a
        follow-up, and the last answer has them all.
        """
        if reading.outcome != "answer" or self._vouching.asks_known(reading.chosen):
            return False
        told = {p for exchange in asked.talk for p in exchange.passages}
        again = set(reading.chosen[:1]) <= told
        words, shown = signs.matter(asked.alone), (*reading.chosen, *newest(asked.talk))
        return again and bool(self._vouching.unknown(words, shown, asked=False))

    def _speaks(self, asked: Understood, reading: Reading) -> bool:
        """Whether each word of a follow-up is spoken of by what answers."""
        if self._vouching.asks_known(reading.chosen):
            return not self._vouching.unknown(signs.THING.sub(" ", asked.alone), reading.chosen)
        counts = signs.COUNTED.search(asked.alone) is not None
        if counts and not any(numbers_in(p.text) for p in reading.chosen):
            return False
        return not self._vouching.unknown(signs.matter(asked.alone), reading.chosen)

    def spoken(self, asked: Understood, told: Reading, alone: Reading, joined: Reading) -> Reading:
        """What a follow-up finds where no bank knows how people ask, if that has all its words.

        Args:
            told: it with the history in front.
            alone: it by itself.
            joined: what the two come to by their probabilities, which is more careful.
        """
        if joined.outcome != "uncovered" or asked.corrects:
            return joined
        words = signs.matter(asked.alone)
        for reading in (told,) if goes_back(asked.alone) else (told, alone):
            if reading.outcome != "answer" or self._vouching.asks_known(reading.chosen):
                continue
            if content_stems(words) and self._vouching.speaking_of(words, reading.chosen[:2]):
                return reading
        return joined

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
        if reading.outcome == "answer" and (
            told := signs.counting(asked.alone, newest(asked.talk))
        ):
            return reading if set(told) & set(reading.chosen) else telling(told[:1])
        about = signs.ABOUT_SHOWN.search(asked.message)
        if asked.leaning and reading.chosen and about and not self._stands_alone(asked, reading):
            places = {(p.document_id, p.section) for p in newest(asked.talk)}
            if not any((p.document_id, p.section) in places for p in reading.chosen[:1]):
                return replace(reading, outcome="uncovered", chosen=(), missing=())
        if not last or not reading.chosen or not set(reading.chosen) <= last:
            return reading
        rejected = asked.corrects and self._vouching.unknown(
            asked.alone, reading.chosen, asked=False
        )
        if rejected and (within := self._shown(asked)):
            return within
        leans = asked.leaning and not self._names_subject(asked.alone)
        if rejected or (reading.outcome == "partial" and (leans or asked.corrects)):
            return replace(reading, outcome="uncovered", chosen=(), missing=(), near=reading.chosen)
        return reading

    def _earlier(self, asked: Understood) -> Reading | None:
        """A passage of an answer before the last one that has all the words of a follow-up."""
        words = signs.PLAIN.sub("", asked.alone)
        timed = signs.TIMED.search(words)
        words = signs.TIMED.sub("", words) if timed else words
        if not content_stems(words) or signs.REASONED.search(words) or asked.corrects:
            return None
        earlier = (p for e in reversed(asked.talk[-_LOOKED_BACK:-1]) for p in e.passages)
        told = self._vouching.speaking_of(words, earlier)
        told = [p for p in told if not timed or signs.TIME.search(p.text)]
        if signs.COUNTED.search(asked.alone):
            told = [p for p in told if numbers_in(p.text)]
        return telling(told[:1]) if told and not signs.unnamed(words, told) else None

    def _stands_alone(self, asked: Understood, reading: Reading) -> bool:
        """Whether "is it mostly slides all day" says what it is about: it speaks of the subject."""
        sure = reading.p_covered >= _CERTAINLY_COVERED
        words = signs.doubled(asked.alone)
        few = len(content_stems(signs.matter(words))) <= _SAYS_ENOUGH
        return sure and not few and not self._vouching.unknown(words, reading.chosen)

    def beside_in_row(self, asked: Understood, reading: Reading) -> Reading:
        """What a row that was just shown says of the other thing that it is asked of now."""
        if not asked.read_as or asked.act is not None:
            return reading
        if reading.outcome == "answer":
            every = (p for p in self._vouching.corpus.passages if p.kind == "table_row")
            told = row_of_other(asked.read_as, reading.chosen, every)
            return telling(told) if told else reading
        if reading.outcome != "uncovered":
            return reading
        said = asked.read_as.lower()
        rows = [p for p in newest(asked.talk) if p.kind == "table_row"]
        told = [p for p in rows if any(name.lower() in said for name in p.header[1:] if name)]
        return telling(told) if told else reading

    def within(self, asked: Understood, *, loosely: bool = False) -> Reading | None:
        """The passages that were just shown, where they hold all that a follow-up speaks of.

        ``loosely`` takes the words of the questions that a passage answers for its own; so does a
        question after a time, where the passage gives one.
        """
        before, words = asked.before, signs.PLAIN.sub("", spelled_out(asked.alone.lower()))
        words = signs.WHICH_OF.sub("", words) if before and len(before.passages) > 1 else words
        if before is None or not content_stems(words) or signs.REASONED.search(words):
            return None
        if told := signs.counting(words, before.passages):
            return telling(told[:1])
        if (same := signs.SAME_ASKED.fullmatch(words.strip())) and not same["thing"]:
            told = [p for p in newest(asked.talk) if signs.SAMENESS.search(p.text)]
            around = [p for p in self._around(newest(asked.talk)) if signs.SAMENESS.search(p.text)]
            return telling((told or around)[:1]) if told or around else None
        counts, timed = bool(signs.COUNTED.search(words)), bool(signs.TIMED.search(words))
        words = signs.TIME_NOUN.sub("", words) if timed else words
        told = [
            p
            for p in before.passages
            if (not counts or numbers_in(p.text))
            and (not timed or signs.TIME.search(p.text))
            and not self._vouching.unknown(words, [p], asked=loosely or timed)
        ]
        if timed and signs.SO_MANY.search(asked.alone):
            told = [p for p in told if signs.TIME_GIVEN.search(p.text)]
        if not told or signs.unnamed(asked.alone, told):
            return None
        return telling(told[: _WITHIN_MOST[loosely]])


def _agree(asked: Understood, reading: Reading, alone: Reading) -> bool:
    """Whether the follow-up finds the same alone as behind the conversation, certainly so.

    Then its words are other words for what the passages say; a figure has no other words.
    """
    certain = min(reading.p_covered, alone.p_covered) >= _CERTAINLY_COVERED
    certain = certain and not numbers_in(asked.alone)
    return certain and bool(reading.chosen) and set(reading.chosen) <= set(alone.chosen)


def telling(passages: Iterable[Passage], opening: str = "") -> Reading:
    """A reading that is certain because it was read before."""
    chosen = tuple(passages)
    evidence = tuple(Evidence(p, rank, 1.0 / rank) for rank, p in enumerate(chosen, start=1))
    return Reading("answer", 1.0, evidence, chosen, chosen, opening=opening)


def _at_first(shown: Sequence[Passage]) -> list[Passage]:
    """What stands in one place with the first, which answered best."""
    return named.in_sections_of(shown[:1], shown)


def newest(talk: Sequence[Exchange]) -> tuple[Passage, ...]:
    return next((e.passages for e in reversed(talk) if e.passages), ())
