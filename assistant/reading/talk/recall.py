"""Read what goes back to the conversation: "the second one", "are you sure?", "quote that".

What such a message asks for stands in the answers that were shown, or close beside them in the
document. Everything chosen here is a passage of the corpus, so an act keeps the contract like any
other answer: it cites, says what is missing, or refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.tables.extremes import MEASURED, extreme, is_least
from assistant.reading.tables.figures import figured
from assistant.reading.tables.sums import summed
from assistant.reading.talk import on_the_talk
from assistant.reading.talk.examples import Examples
from assistant.reading.talk.follow import FollowUps, newest, telling
from assistant.reading.talk.in_table import (
    announced,
    counted_in_table,
    picks_such_a_one,
    such_a_row,
)
from assistant.reading.talk.in_talk import instead
from assistant.reading.talk.laid import told_on
from assistant.reading.talk.more import More
from assistant.reading.talk.one_of import among_others, asks_whom, best_of, counted, listing, whole
from assistant.reading.talk.remembered import denying, held_against
from assistant.reading.talk.several import (
    ONLY_POINTS,
    LookUp,
    in_a_list,
    other_one,
    several,
    silent,
)
from assistant.reading.talk.shortest import BARE, best_first, each_of
from assistant.reading.talk.surroundings import Surroundings
from assistant.reading.talk.vouching import Vouching, is_known
from assistant.reading.talk.which_of import among_shown
from assistant.reading.talk.who_says import WhoSays
from assistant.reading.talk.why import Why
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import Recognised, recognise
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.ground import newest_list
from assistant.understanding.shown import Shown

_COMPARED_MOST = 3
"""Exchanges that "which of them?" may look back over."""

_OF_A_LIST = 2
"""Things of a list from which on it is them that are counted, and nothing inside one of them."""
_SHORT = ("shorter", "one_sentence")
_ON_ONE_THING = frozenset({"why", "example", "verbatim", "section"})
"""Acts that can be wanted of one thing of several: "the second one, any example?"."""


_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_OF_TWO = re.compile(
    r"\b(?:more|less|fewer|bigger|smaller|larger|higher|lower|longer|shorter|"
    r"of (?:the|those|these) two)\b",
    re.IGNORECASE,
)
"""So one of two things is asked for that were told one after the other."""


class Recall:
    """Reads acts for one corpus. Pure apart from the look-ups it is given; safe to share."""

    def __init__(self, corpus: Corpus, vouching: Vouching) -> None:
        self._vouching = vouching
        self.follow = FollowUps(self._vouching)
        self._names = corpus.named.names
        self._unnamed = re.compile(rf"\b{re.one_of(self._names)}s?\b", re.IGNORECASE)
        self._nearby = Surroundings(corpus.passages)
        self._examples = Examples(self._vouching, self._names, self._nearby)
        self._more = More(self._names, self._nearby)
        self._why = Why(vouching, self._nearby)
        self._who_says = WhoSays(corpus, self._why)

    def read(self, asked: Understood, look_up: LookUp) -> Reading | None:
        """The reading of an act, or ``None`` where it comes to a question like any other."""
        if asked.act is None or asked.before is None:
            return None
        if asked.laid:
            sides = told_on(asked.laid, self._vouching.corpus.abbreviations)
            return telling(dict.fromkeys(p for _, told in sides for p in told))
        acts: Mapping[str, Callable[[Understood, Exchange, LookUp], Reading | None]] = {
            "verbatim": self._pointed,
            "section": self._pointed,
            "ordinal": self._counted,
            "superlative": self._most,
            "unit": _by_sign,
            "compared": self._compared,
            "total": _total,
            "why": self._why.read,
            "other": self._other,
            "more": self._more.read,
            "example": self._examples.read,
            "doubt": self._doubted,
            "who_says": self._who_says.read,
            "summary": on_the_talk.summary,
            "return": self._further,
            "first_asked": on_the_talk.asked_before,
            "nth_asked": on_the_talk.asked_before,
            "last_asked": on_the_talk.asked_before,
            "all_asked": on_the_talk.all_asked,
        }
        if asked.act.act in acts:
            return acts[asked.act.act](asked, asked.before, look_up)
        if asked.act.about:
            return self._pointed_topic(asked, asked.before, look_up)
        again = on_the_talk.again(asked.before, look_up)
        if asked.act.act == "shorter" and (each := each_of(asked.before.shown)):
            return replace(telling(each), each=True)
        if asked.act.act in _SHORT and again.chosen:
            beside = self._nearby.beside(again.chosen)
            return best_first(again, asked.before, look_up, beside)
        return again

    def _pointed(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """The one passage that is meant: to be quoted, or to be placed."""
        about = asked.act.about if asked.act else ""
        place = recognise(about) if about else None
        if place is not None and place.act == "ordinal":  # "quote the third one"
            things = newest_list(asked.talk, place.place).shown.items
            if (meant := counted(things, place.place)) is not None:
                return telling(meant)
        if content_stems(about):
            picked = best_of([p for e in reversed(asked.talk) for p in e.passages], about)
            if asked.otherwise and look_up(asked.otherwise.alone or asked.message).outcome == "act":
                return None  # "print your prompt word for word" is asked of nobody's text
            if picked is None or self._vouching.unknown(about, [picked], asked=False):
                found = look_up(about)
                spoken = (item.passage for item in found.evidence)
                if spoken_of := self._vouching.speaking_of(about, spoken):
                    return telling(spoken_of[:1])
                better = best_of([*([picked] if picked else []), *found.chosen], about)
                if found.outcome != "answer" or better is None:
                    found, better = look_up(turns.joined((before.question, about))), picked
                told = (better,) if better else found.chosen[:1]
                return telling(told) if better else replace(found, chosen=told)
            return telling([picked])
        again = on_the_talk.again(before, look_up)
        if asked.request == "section" or len(again.chosen) < 2:
            return again
        stressed = [p for p in before.shown.stressed if p in again.chosen]
        asked_for = (turns.newest(before.question), *(() if stressed else (before.question,)))
        # The subject is named in nearly every question, and tells no passage from another.
        bared = (self._unnamed.sub(" ", question) for question in asked_for)
        fitting = filter(None, (best_of(again.chosen, question) for question in bared))
        picked = next(fitting, (*stressed, *again.chosen)[0])
        following = [p for p in again.chosen if p.position == picked.position + 1]
        if picked.text.rstrip(" *_").endswith(":"):  # what leads up to a list says nothing alone
            return again
        bare = picked.kind == "sentence" and len(picked.text.split()) <= BARE
        return replace(again, chosen=(picked, *following[:1]) if bare else (picked,))

    def _pointed_topic(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """What was said about a topic, told once more in another form."""
        about = asked.act.about if asked.act else ""
        matter = signs.VERSUS.sub(" ", about)
        wanted = [stem for stem in content_stems(matter) if stem not in ONLY_POINTS]
        answers = [e for e in asked.talk if e.passages and not _on_the_talk(e)]
        if signs.VERSUS.search(about) and not wanted:
            return telling(dict.fromkeys(p for e in answers[-2:] for p in e.passages))
        if wanted:
            told = [e for e in reversed(asked.talk) if e.passages and _speaks_of(e, wanted)]
            told.sort(key=lambda e: not set(wanted) <= set(content_stems(e.message)))
            if told and signs.VERSUS.search(about):
                return telling(dict.fromkeys(p for e in reversed(told[:2]) for p in e.passages))
            if told:
                again = on_the_talk.again(told[0], look_up)
                nearest = best_of(again.chosen, matter) if asked.request in _SHORT else None
                first = (nearest,) if nearest else ()
                return replace(again, chosen=tuple(dict.fromkeys((*first, *again.chosen))))
            found = look_up(turns.joined((before.question, about)))
            if found.chosen:
                return found
        shown = dict.fromkeys(p for exchange in asked.talk for p in exchange.passages)
        blocks = {(p.document_id, p.block) for p in before.passages}
        story = [p for p in shown if (p.document_id, p.block) in blocks]
        return telling(story) if len(story) > 1 else on_the_talk.again(before, look_up)

    def _counted(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """A row of the table that was shown a row of, else one thing of those that were shown."""
        row = counted_in_table(asked, self._nearby)
        return row if row is not None else self._ordinal(asked, before, look_up)

    def _ordinal(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """One thing of those that were shown, or what is asked about it."""
        act, by_number = asked.act, "[" in asked.message
        things = before.shown.numbered if by_number else before.shown.items
        if act is None or not things:
            nothing = act and not content_stems(f"{act.about} {signs.THING.sub('', asked.message)}")
            return silent("talk.not_so_many", ()) if nothing and asked.talk else None
        rest = [stem for stem in content_stems(act.about) if stem not in ONLY_POINTS]
        rest = [] if asked.request or asks_whom(act.about, rest) else rest
        deepens = not asked.request and signs.DEEPENS.search(asked.message) is not None
        if act.many > 1:
            return several(self._vouching, act, things, rest)
        counted_up = before.shown.listed and len(things) > _OF_A_LIST
        if not by_number and not counted_up and (row := listing(things)) is not None:
            return in_a_list(self._vouching, act, row, rest, look_up)
        meant = counted(things, act.place)
        if meant and act.also and (other := counted(things, act.also)):
            return telling((*meant, *other))
        inner = recognise(act.about) if act.about and meant else None
        if meant and inner and inner.act in _ON_ONE_THING and not inner.about:
            alone = replace(before, question=whole(meant[0]), shown=Shown(meant, (meant,)))
            return self.read(replace(asked, act=inner, before=alone, talk=(alone,)), look_up)
        if meant is None:
            return None if rest else silent("talk.not_so_many", before.passages)
        asks = signs.ASKS.search(act.about) is not None
        if not rest or not self._vouching.unknown(" ".join(rest), meant, asked=not asks):
            again = telling(self._nearby.read_on(meant, things) if deepens else meant)
            short = asked.request in _SHORT and len(meant) > 1
            return best_first(again, before, look_up) if short else again
        return self._asked_of(asked, act, meant, things, look_up)

    def _asked_of(
        self,
        asked: Understood,
        act: Recognised,
        meant: tuple[Passage, ...],
        things: Sequence[tuple[Passage, ...]],
        look_up: LookUp,
    ) -> Reading | None:
        """What is asked of one of several things and does not stand in it."""
        found = look_up(turns.joined((" ".join(map(whole, meant)), act.about)))
        if not found.chosen:
            found = instead(self._vouching, asked, look_up) or found
        rest = [stem for stem in content_stems(act.about) if stem not in ONLY_POINTS]
        of_another = _WHY.search(act.about) and not _in_one_place(found.chosen, meant)
        if found.chosen and (of_another or self._vouching.unknown(" ".join(rest), found.chosen)):
            if _WHY.search(act.about) and any(signs.HARM.search(p.text) for p in meant):
                return telling(meant)  # its own clause says what comes of it
            return replace(found, outcome="uncovered", chosen=(), near=meant)
        # Told among the others of its list, it is meant alone.
        return telling(meant) if among_others(meant, things, found.chosen) else found

    def _other(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        return other_one(self._vouching, asked, before)

    def _further(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """A question about an earlier topic: what was shown on it, else what stands near that."""
        if signs.ELSE.search(asked.alone) and len(before.passages) > 1:
            return telling(before.passages)
        if shown := self.follow.within(asked):
            return shown
        found = look_up(asked.question)
        places = {(p.document_id, p.section) for p in before.passages}
        near = found.chosen and (found.chosen[0].document_id, found.chosen[0].section) in places
        if near and not self._vouching.unknown(asked.alone, found.chosen):
            return found
        return self.follow.within(asked, loosely=True)

    def _most(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """What a superlative asks for of what was shown: by a measure, else by what it says."""
        if picks_such_a_one(asked):
            return such_a_row(asked, self._nearby)
        measured = self._superlative(asked, before)
        return measured or among_shown(self._vouching, asked, before, look_up)

    def _superlative(self, asked: Understood, before: Exchange) -> Reading | None:
        """The rows with the most or least of what one column measures; ties are all named."""
        act = asked.act
        rows = [p for p in before.passages if p.kind == "table_row"]
        two = _two_rows(asked) if act is not None and _OF_TWO.search(asked.message) else []
        if two and act is not None and (told := extreme(two, act.way)):
            return telling(told, "talk.smaller" if is_least(act.way) else "talk.greater")
        rows = rows or announced(newest(asked.talk), self._nearby)
        if len(rows) == 1:
            rows = self._nearby.table_of(rows[0])  # one row was shown, and all of them are compared
        if act is None or len(rows) < 2:
            return self._most_of(asked)
        known = set(content_stems(before.question)) | MEASURED
        known |= {
            stem for row in rows for stem in content_stems(f"{row.text} {' '.join(row.header)}")
        }
        if not set(content_stems(asked.message)) <= known:
            return self._most_of(asked)
        told = extreme(rows, act.way, asked.message)
        if not told:
            return None
        over = figured(asked.message, rows)
        if over is not None and over.way in ("most", "least"):
            return telling(told)  # the table is told so anyhow
        return telling(told, "least" if is_least(act.way) else "most")

    def _most_of(self, asked: Understood) -> Reading | None:
        """ "Which has more writing?": of the last things shown, the only one that speaks of it."""
        words = " ".join(s for s in content_stems(asked.message) if s not in MEASURED)
        recent = [p for exchange in asked.talk[-_COMPARED_MOST:] for p in exchange.passages]
        things = [p for p in dict.fromkeys(recent) if p.kind != "table_row"]
        if not words or len(things) < 2 or (asked.act and asked.act.way not in ("more", "most")):
            return None
        told = [p for p in things if not self._vouching.unknown(words, [p], asked=False)]
        return telling(told) if len(told) == 1 else None

    def _compared(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """What was just shown beside the thing it is held against: "is that more than writing?"."""
        shown, thing = newest(asked.talk), asked.act.way if asked.act else ""
        if not thing and signs.DIFFERENCE.search(asked.message):
            two = [p for e in asked.talk[-2:] for p in e.passages[:1] if p.cells]
            return telling(dict.fromkeys(two)) if len(two) > 1 and _of_one_table(two) else None
        if not thing:
            return _by_sign(asked, before, look_up)
        rows = [q for p in shown[:1] if p.kind == "table_row" for q in self._nearby.table_of(p)]
        told = self._vouching.speaking_of(thing, (*rows, *shown))
        if not told:
            found = look_up(turns.joined((before.question, f"what about {thing}?")))
            told = self._vouching.speaking_of(thing, found.chosen) if found.chosen else []
        return telling(dict.fromkeys((*shown[:1], *told[:1]))) if told else None

    def _doubted(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """What the document says once more, and whether that differs from what is remembered."""
        about = asked.act.about if asked.act else ""
        figures = {figure.strip("$€£%") for figure in numbers_in(about)}
        for passage in (p for exchange in reversed(asked.talk) for p in exchange.passages):
            held = {figure.strip("$€£%") for figure in numbers_in(passage.text)}
            if figures & held:
                told = [passage]
                if figures <= held and signs.FIRM.search(asked.message):
                    # Theirs is the figure of something else: what was asked for goes before it.
                    told = [*filter(_has_figures, before.passages[:1]), passage]
                opening = "talk.doubted" if figures <= held else "talk.differs"
                return telling(dict.fromkeys(told), opening)
        if not before.passages:
            return None
        span = signs.SPAN.search(about) is not None and not figures
        strange = not span and self._strange(about, before, several=bool(figures))
        remembered = None if figures else held_against(asked, before, self._nearby, strange=strange)
        if remembered is not None:
            return remembered
        if strange and not signs.FIRM.search(asked.message):
            return None
        shown = list(before.passages)
        if before.act is not None and about:  # of a thing picked out, all that it was picked of
            same = (e.passages for e in asked.talk if e.question == before.question)
            shown = [p for passages in same for p in passages] or shown
        picked = best_of(shown, f"{about} {before.question}") or before.passages[0]
        told = denying(about, shown) or ([picked] if about else list(before.passages))
        if figures and not numbers_in(picked.text):
            # A figure is held against a figure, where there is one.
            told += [p for p in before.passages if numbers_in(p.text)][:1]
        if span:
            answers = before.shown.stressed or shown  # and not what had to be told before it
            timed = [p for p in answers if signs.TIMES.search(p.text)]
            told = [picked] if picked in timed or not timed else timed[:1]
            figures = {*content_stems(about)} - {*content_stems(told[0].text)}
        return telling(told, "talk.differs" if figures else "talk.doubted")

    def _strange(self, about: str, before: Exchange, *, several: bool) -> bool:
        """Whether words are of something else than what was asked and told; beside a figure
        ``several`` of them have to be."""
        named = [stem for stem in content_stems(about) if not stem[0].isdigit()]
        known = stems_and_initials(
            " . ".join((*self._names, before.question, *map(whole, before.passages)))
        )
        unknown = [stem for stem in named if not is_known(stem, known)]
        return len(unknown) > 1 or (bool(unknown) and not several)


def _in_one_place(told: Sequence[Passage], meant: Sequence[Passage]) -> bool:
    """Whether any of what was found stands in the section of what is meant."""
    places = {(p.document_id, p.section) for p in meant}
    return any((p.document_id, p.section) in places for p in told)


def _of_one_table(rows: Sequence[Passage]) -> bool:
    return len({(p.document_id, p.block) for p in rows}) == 1


def _two_rows(asked: Understood) -> list[Passage]:
    """The rows of one table that the last two answers showed, one each."""
    told = [e.passages for e in asked.talk[-2:]]
    rows = list(dict.fromkeys(p for passages in told for p in passages if p.kind == "table_row"))
    one_each = all(len(passages) == 1 for passages in told)
    return rows if one_each and len(rows) == len(told) > 1 and _of_one_table(rows) else []


def _has_figures(passage: Passage) -> bool:
    return bool(numbers_in(passage.text))


def _on_the_talk(exchange: Exchange) -> bool:
    """Whether it was about the conversation itself, so that its answer is an earlier one again."""
    return exchange.act is not None and exchange.act.act.endswith("_asked")


def _speaks_of(exchange: Exchange, wanted: Iterable[str]) -> bool:
    """Whether a question and its answer hold all of these stems."""
    said = f"{exchange.message} {' '.join(p.text for p in exchange.passages)}"
    return set(wanted) <= set(content_stems(said))


def _by_sign(asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
    """What was just shown and says "a year" ("per month?"), or "lower" ("more or less?")."""
    unit = asked.act is not None and asked.act.act == "unit"
    sign = signs.PER if unit else signs.COMPARES
    told = [p for p in newest(asked.talk) if sign.search(p.text)]
    if unit and asked.act is not None and (named := asked.act.way).endswith("s"):
        # "in hours?": another unit than the one that was shown is not worked out.
        told = [p for p in newest(asked.talk) if re.search(rf"\b{named[:-1]}", p.text, re.I)]
    if unit and not told and not signs.EACH.search(asked.message):
        way = asked.act.way if asked.act is not None else ""
        lacks = silent("talk.not_in" if way.endswith("s") else "", newest(asked.talk))
        return replace(lacks, opens_with=way)
    return telling(told[: 1 if unit else 2], "talk.doubted" if unit else "") if told else None


def _total(asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
    """The rows that were just shown, which their figures are added up of."""
    earlier = [e.passages for e in reversed(asked.talk) if e.passages]
    if asked.act is not None and asked.act.about:  # "the backlog and incidents, together?"
        earlier = [passages for passages in earlier if passages[0].kind == "table_row"]
    rows = list(earlier[0]) if earlier else []
    if len(rows) == 1:  # "how much is writing?", "and the backlog?", "together?"
        for passages in earlier[1:_COMPARED_MOST]:
            rows += passages if len(passages) == 1 and passages[0].block == rows[0].block else ()
    rows = sorted({p for p in rows if p.kind == "table_row"}, key=lambda p: p.position)
    return telling(rows) if summed(asked.message, rows) else None
