"""The door of the room: what is asked goes in, a ``Reading`` comes out.

All look-ups of one message happen here: the message itself without its frame and with its typing
mistakes mended, its parts where it asks several things, and a follow-up both with the history in
front and alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from assistant.index.retrieval import PassageRetriever
from assistant.inference import Meanwhile
from assistant.reading import signs
from assistant.reading.begun import Begun, LookUp
from assistant.reading.behind import asked_behind
from assistant.reading.behind_part import (
    asks_of,
    comes_of_row,
    read_behind,
    read_short,
    with_row_named,
)
from assistant.reading.confirming import Confirming
from assistant.reading.lacking.beside_silence import beside_silence
from assistant.reading.lacking.missing import indirect
from assistant.reading.lacking.of_these import of_these
from assistant.reading.lacking.partial import supposes_otherwise
from assistant.reading.lacking.put_to_test import asked_of_a_person, put_to_test
from assistant.reading.lacking.stated_above import without_denial
from assistant.reading.lacking.strangers import Strangers
from assistant.reading.lacking.unjudged import unjudged
from assistant.reading.publishing import published
from assistant.reading.ranking import Ranking
from assistant.reading.reader import Reader
from assistant.reading.readings import Part, Reading
from assistant.reading.side_by_side import laid_beside
from assistant.reading.signs import names_elsewhere
from assistant.reading.spelled_out import spelled_out
from assistant.reading.tables.both_figures import covers, figures_of_source
from assistant.reading.tables.compared import compared
from assistant.reading.tables.own_rank import with_own_rank
from assistant.reading.tables.split_up import whole_table, with_its_table, with_other_rows
from assistant.reading.tables.sums import comes_to_asked
from assistant.reading.talk.among import Among
from assistant.reading.talk.completing import Completing
from assistant.reading.talk.fits_me import fitting_me
from assistant.reading.talk.in_talk import stood_by, within_bound
from assistant.reading.talk.inside import Inside
from assistant.reading.talk.lacked import lacked_again
from assistant.reading.talk.meant import meant_by_talk
from assistant.reading.talk.news import only_news, without_verdict
from assistant.reading.talk.of_one_row import asked_of_row
from assistant.reading.talk.of_people import OfPeople
from assistant.reading.talk.of_rows import OfRows
from assistant.reading.talk.only_figures import figures_alone
from assistant.reading.talk.opinion import own_opinion
from assistant.reading.talk.own_section import section_named
from assistant.reading.talk.recall import Recall
from assistant.reading.talk.surroundings import Surroundings
from assistant.reading.talk.taken_up import TakenUp
from assistant.reading.talk.which_of import asks_of_shown, held_to_shown
from assistant.reading.told_about import with_more
from assistant.reading.voices import by_a_voice
from assistant.reading.whether_named import with_names
from assistant.reading.wholes import Wholes
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.how_many import how_many
from assistant.text.requests import thing_mentioned
from assistant.text.spelling import Speller
from assistant.understanding import compound, frame
from assistant.understanding.conversation import Understood
from assistant.understanding.doubled import taken_apart
from assistant.understanding.duties import duties_asked
from assistant.understanding.followup import behind, goes_back, leans_on_history
from assistant.understanding.wholes import whole_asked

Offers = Callable[[Sequence[Passage]], tuple[str, ...]]
"""The questions that are offered after some passages were shown."""


_DOES_WHAT = "What does a {thing} do?"
"""How one of several things is asked about alone."""
_GUIDES = re.compile(
    r"\b(?:which|what|list|all|any|name|how many)\b.*\b(?:guides|templates|breakdowns|resources"
    r"|links|pointers|articles|pages|further reading)\b",
    re.IGNORECASE,
)
POINTERS_MOST = 8


class ReadingDesk:
    """Reads for one corpus. Everything here computes, nothing waits; safe to share."""

    def __init__(
        self,
        retriever: PassageRetriever,
        reader: Reader,
        speller: Speller,
        offers: Offers,
        recall: Recall,
        wholes: Wholes,
        strangers: Strangers,
        remembered: int = 0,
    ) -> None:
        """``remembered`` look-ups are kept, the last that were asked for."""
        self._reader = reader
        self._speller = speller
        self._offers = offers
        self._recall = recall
        self._wholes = wholes
        self._strangers = strangers
        self._taken_up = TakenUp(reader.vouching)
        self._of_people = OfPeople(reader.vouching)
        self._among = Among(reader.vouching)
        self._completing = Completing(reader.vouching)
        self._corpus = corpus = reader.vouching.corpus
        nearby = Surroundings(corpus.passages)
        self._of_rows, self._inside = OfRows(nearby), Inside(reader.vouching, nearby)
        self._called = (*corpus.abbreviations, *corpus.named.names[:1])
        self._confirming = Confirming((*corpus.naming.names, *corpus.abbreviations))
        self._ranking = Ranking(nearby, (*corpus.naming.names, *corpus.abbreviations))
        # What is found depends on the words alone: visitors click what is offered, again and again.
        self._look_up = lru_cache(remembered)(partial(_looked_up, retriever, reader))
        self._meanwhile = Meanwhile("reading-beside")

    def prepare(self) -> None:
        """Does ahead what the first questions would wait for."""
        self._reader.prepare()

    def read(self, asked: Understood) -> Reading:
        """What is known about what was asked, before a word of the answer is written."""
        reading = without_verdict(asked, self._read(asked))
        # The question of an act is that of what it goes back to.
        asks = turns.newest(asked.question) if asked.act is None else ""
        if asks and reading.outcome in ("partial", "uncovered"):
            reading = without_denial(self._bare(asks), reading, self._corpus.naming.names)
        if reading.outcome == "uncovered" and not asks_of_shown(asked):
            reading = self._completing.read(asked, reading, self._alone)
        if asks:
            reading = unjudged(frame.taken_off(asks), of_these(reading), self._corpus.abbreviations)
        mended = self._speller.changed(asked.question) if reading.missing else {}
        return _as_typed(reading, mended) if mended else reading

    def _read(self, asked: Understood) -> Reading:
        if not asked.question:
            return Reading("uncovered", 0.0, ())
        recalled = (
            own_opinion(asked)
            or fitting_me(asked)
            or self._among.read(asked)
            or meant_by_talk(asked, lambda q: self._look_up(self._bare(q)))
            or self._of_people.read(asked)
            or self._of_rows.read(asked)
            or asked_of_row(asked, self._reader.vouching)
            or self._inside.read(asked)
            or self._recalled(asked)
            or self._taken_up.read(asked)
            or section_named(self._reader.vouching, asked)
            or lacked_again(asked, lambda q: self._look_up(self._bare(q)))
            or figures_alone(asked)
        )
        if recalled is not None:
            return recalled
        asked = asked.otherwise or asked
        duties = () if asked.leaning else duties_asked(asked.message, self._called)
        if duties:
            asked = replace(asked, question=" ".join(duties), message=" ".join(duties), act=None)
        question = self._bare(asked.question)
        if not asked.leaning and (at_once := self._at_once(asked, question)) is not None:
            return with_names(question, at_once, self._reader.vouching)
        if not asked.leaning and (nothing := self._strange(asked, question)) is not None:
            return nothing
        several = () if asked.leaning or asked.pleasantry else duties or _several(question)
        look_up = self._begun(several)
        reading = self._named_alone(asked, look_up(question))
        reading = published(question, reading, self._corpus.passages)
        reading = by_a_voice(
            question, reading, self._corpus, self._wholes, lambda q: look_up(self._bare(q))
        )
        reading = reading if asked.leaning else with_names(question, reading, self._reader.vouching)
        if asked.pleasantry:
            return reading if reading.outcome == "act" else Reading("act", 1.0, (), act="praise")
        if not asked.leaning:
            parts = self._parts(several, look_up)
            reading = self._behind(question, self._joined(question, reading, parts))
            reading = self._none_left_out(question, self._named_there(question, reading))
            reading = self._confirming.confirmed(asked, reading, self._alone)
            reading = self._beside(question, reading)
            reading = with_more(asked.message, reading)
        elif asked.request is None:
            reading = self._follow_up(asked, reading)
            reading = self._completing.read(asked, reading, self._alone)
        reading = self._recall.follow.beside_in_row(asked, self._other(asked, reading))
        reading = only_news(asked, self._recall.follow.fresh(asked, reading))
        reading = within_bound(asked, reading, lambda q: self._look_up(self._bare(q)))
        reading = stood_by(self._reader.vouching, asked, reading)
        reading = self._among.held(asked, held_to_shown(self._reader.vouching, asked, reading))
        if asked.request != "go_on":
            return replace(reading, known_words=self._speller.share_known(asked.message))
        # Somebody said yes: go on with what was offered first after the last answer.
        offered = self._offers(reading.chosen)
        return self._offered(offered[0]) if offered else reading

    def _at_once(self, asked: Understood, question: str) -> Reading | None:
        """The reading of a question for the document as a whole, or for a rank in a table."""
        whole = None
        if asked.act is None and not comes_to_asked(asked.message):  # "sum up to" sums nothing up
            whole = self._wholes.read(
                self._speller.written_out(asked.message), lambda q: self._look_up(self._bare(q))
            )
        return whole or self._ranking.read(question, self._look_up)

    def _named_alone(self, asked: Understood, reading: Reading) -> Reading:
        """The reading of a mere name that stands in the text ("Kafka"): what is said with it."""
        name = asked.message.strip(" \t?!.")
        if reading.outcome != "uncovered" or asked.leaning or not re.fullmatch(r"[\w.+#-]+", name):
            return reading
        inside = re.compile(rf"(?<=[\w,] ){re.escape(name)}\b", re.IGNORECASE)
        found = [m.group() for p in self._corpus.passages if (m := inside.search(p.text))]
        if not any(word[0].isupper() for word in found):
            return reading
        told = self._wholes.read(f"what does it say about {found[0]}?", self._look_up)
        return told if told is not None and told.chosen else reading

    def _named_there(self, question: str, reading: Reading) -> Reading:
        """The reading of a question for what the text names, in which no more can be lacking: as
        that of the list of it, and with all figures of a source where all are asked for."""
        every = figures_of_source(question, self._corpus.passages)
        listed = reading.outcome == "answer" and covers(question, reading.chosen, least=1)
        if every and reading.outcome in ("answer", "partial") and not listed:
            if covers(question, every):
                return replace(reading, outcome="answer", chosen=every, missing=(), parts=())
            return replace(reading, chosen=tuple(dict.fromkeys([*every, *reading.chosen])))
        thing = thing_mentioned(question) if reading.outcome == "partial" else ""
        if not thing or reading.parts:
            return reading
        every_one = self._look_up(f"list the {thing}")
        return every_one if every_one.outcome == "answer" else reading

    def _beside(self, question: str, reading: Reading) -> Reading:
        """The reading of a question that has no answer, with what helps beside it, if anything."""
        corpus = self._corpus
        tested = put_to_test(question) if reading.outcome in ("uncovered", "partial") else ""
        if tested and (asking := asked_of_a_person(corpus.passages)):
            return replace(reading, outcome="partial", chosen=asking, missing=(tested,), parts=())
        if reading.outcome != "uncovered" or reading.parts:
            return reading
        told = beside_silence(question, corpus.passages, corpus.naming.names)
        if not told:
            return reading
        lacking = indirect(question, corpus.naming.names, corpus.abbreviations)
        return replace(reading, outcome="partial", chosen=told, missing=(lacking,))

    def _follow_up(self, asked: Understood, told: Reading) -> Reading:
        """The reading of a follow-up; ``told`` is it with the history in front."""
        question = self._bare(asked.alone or asked.message)
        alone = self._look_up(question)
        asked = replace(asked, alone=self._speller.corrected(asked.alone))
        joined = self._reader.joining.follow(told, alone)
        reading = self._recall.follow.spoken(asked, told, alone, joined)
        reading = self._recall.follow.vouched(asked, reading, alone)
        reading = self._confirming.with_verdict(asked, reading, self._alone)
        # What was only short is read like any whole question.
        return self._in_parts(question, alone) if reading is alone else reading

    def _begun(self, several: Sequence[str]) -> LookUp:
        """What looks up the questions of a message, begun beside where a thread is free."""
        if not several:
            return self._look_up
        begun = Begun(self._look_up, map(frame.taken_off, several))
        self._meanwhile.begin(begun.work)
        return begun

    def _other(self, asked: Understood, reading: Reading) -> Reading:
        """What else may be meant, where the first reading found nothing."""
        for question in asked.others if reading.outcome == "uncovered" else ():
            found = self._look_up(self._bare(question))
            if self._recall.follow.holds(asked, found):
                return found
        return reading

    def _strange(self, asked: Understood, question: str) -> Reading | None:
        """The reading of a mere string, in which nothing is asked; otherwise nothing."""
        if not asked.pleasantry and self._strangers.unreadable(asked.message):
            return Reading("act", 0.0, (), act="gibberish")
        if asked.pleasantry or not self._strangers.says_nothing(asked.message, question):
            return None
        # Without one word of the language it is a mere string, too.
        if known := self._speller.share_known(asked.message):
            return Reading("uncovered", 0.0, (), known_words=known)
        return Reading("act", 0.0, (), act="gibberish", known_words=known)

    def _recalled(self, asked: Understood) -> Reading | None:
        """The reading of what goes back to the conversation, if that is what is asked."""
        recalled = self._recall.read(asked, lambda q: self._look_up(self._bare(q)))
        if recalled is not None or asked.act is None or asked.before is None:
            return recalled
        # Nothing is left beside what was shown: go on with what is offered next.
        plain = asked.act.act == "more" and not asked.act.about
        offered = self._offers(asked.before.passages) if plain else ()
        return self._offered(offered[0]) if offered else None

    def _offered(self, question: str) -> Reading:
        whole = self._wholes.read(question, lambda q: self._look_up(self._bare(q)))
        return replace(whole or self._look_up(question), instead=question)

    def _parts(self, several: Sequence[str], look_up: LookUp) -> list[Part]:
        """The questions in a message, each read for itself; one that leans, behind the one before.

        What leans is read like any follow-up: its own words have to agree.
        """
        parts: list[Part] = []
        for asked_for in several:
            words = with_row_named(asked_for, parts[-1].reading.chosen) if parts else asked_for
            reading = look_up(frame.taken_off(words))
            if parts and whole_asked(parts[0].words) and whole_asked(words):
                # Behind "who wrote this", "who profits from it" asks of the document, too.
                reading = self._wholes.read(words, self._look_up) or reading
                parts.append(Part(words, reading))
                continue
            if parts and (row := comes_of_row(words, parts[-1].reading.chosen)):
                parts.append(Part(words, Reading("answer", 1.0, (), chosen=(row,))))
                continue
            leans = bool(parts) and leans_on_history(words)
            if leans and compound.says_little(words):
                told = self._look_up(turns.joined((parts[-1].words, words)))
                shown, given = parts[-1].reading.chosen, self._reader.reasons.often
                parts.append(Part(words, read_short(words, told, reading, shown, given)))
                continue
            if leans and (reading.outcome == "uncovered" or goes_back(words)):
                told = self._look_up(turns.joined((parts[-1].words, words)))
                # Alone, "what does it produce" is read as something else.
                open_yet = reading.outcome == "uncovered" or not told.chosen
                joined = self._reader.joining.follow(told, reading) if open_yet else told
                follow, asked = self._recall.follow, asks_of(words, parts)
                if joined.outcome == "uncovered" and len(parts) > 1:
                    told = self._look_up(behind(words, [part.words for part in parts]))
                reading = read_behind(follow, asked, told, reading, joined)
            names = self._corpus.naming.names
            reading = without_denial(words, reading, names) if leans else reading
            parts.append(Part(words, self._with_its_own(words, reading)))
        return parts

    def _with_its_own(self, words: str, reading: Reading) -> Reading:
        """The reading of one question with what goes on with it, or with who publishes it."""
        if reading.outcome != "answer":
            return published(words, reading, self._corpus.passages)
        return replace(reading, chosen=self._spelled_out(words, reading.chosen, reading))

    def _spelled_out(
        self, words: str, told: Sequence[Passage], reading: Reading
    ) -> tuple[Passage, ...]:
        if how_many(words) or signs.DENIES.search(words):
            return tuple(told)  # as many as were asked for; what is not so goes on otherwise
        corpus = self._corpus
        names = (*corpus.named.names[:1], *corpus.abbreviations)
        return spelled_out(words, told, reading.evidence, corpus.passages, names)

    def _in_parts(self, question: str, reading: Reading) -> Reading:
        """The reading of a whole question with what it asks beside, and behind a statement."""
        several = _several(question)
        parts = self._parts(several, self._begun(several))
        return self._behind(question, self._joined(question, reading, parts))

    def _joined(self, question: str, whole: Reading, parts: Sequence[Part]) -> Reading:
        in_full = bool(taken_apart(question))
        return self._reader.joining.join(whole, parts, in_full=in_full)

    def _behind(self, question: str, reading: Reading) -> Reading:
        """The reading with what is asked behind a statement, if anything is."""
        words = asked_behind(question) if reading.chosen else ""
        if not words:
            return reading
        return self._reader.joining.behind(reading, words, self._look_up(frame.taken_off(words)))

    def _alone(self, question: str) -> Reading:
        """The reading of a question that a message puts in other words."""
        bare = self._bare(question)
        return self._none_left_out(bare, self._look_up(bare))

    def _none_left_out(self, question: str, reading: Reading) -> Reading:
        """The reading of a comparison with a sentence on each thing that it would leave out, of a
        breakdown with the table that is meant."""
        if reading.outcome != "answer" or not reading.chosen:
            return reading
        vouching = self._reader.vouching
        told = with_its_table(question, reading.chosen, vouching.corpus.passages)
        told = with_other_rows(question, told, vouching.corpus.passages)
        told = whole_table(question, told, vouching.corpus.passages)
        told = compared(question, told, vouching.corpus.passages, vouching.corpus.abbreviations)
        told = with_own_rank(question, told, vouching.corpus.passages, self._called)
        if not reading.parts:  # each of several questions has what goes on with it
            told = list(self._spelled_out(question, told, reading))
        if names_elsewhere(told[0]) and _GUIDES.search(question):
            # Who wants the places to read on wants each of them.
            every = filter(names_elsewhere, vouching.corpus.passages)
            told = list(dict.fromkeys([*told, *every]))[:POINTERS_MOST]
        for thing in vouching.left_out(laid_beside(question), told):
            found = self._look_up(_DOES_WHAT.format(thing=thing))
            spoken = found.chosen if found.outcome in ("answer", "partial") else ()
            naming = [p for p in spoken if not vouching.left_out([thing], [p])]
            told = list(dict.fromkeys([*told, *naming[:1]]))
        return replace(reading, chosen=tuple(told))

    def _bare(self, question: str) -> str:
        """What is asked, and nothing around it; each question of a conversation for itself."""
        asked = [frame.taken_off(turn) for turn in turns.split(question)]
        # In capitals throughout, no word can be told from a name.
        lowered = [turn.lower() if turn.isupper() and " " in turn else turn for turn in asked]
        return self._speller.corrected(turns.joined(lowered))


def _several(question: str) -> list[str]:
    """The questions in a message that are read apart, each complete; none where it asks one."""
    return [] if supposes_otherwise(question) else compound.complete_parts(question)


def _looked_up(retriever: PassageRetriever, reader: Reader, question: str) -> Reading:
    heard = reader.hear(question)
    found = retriever.search(question, heard.vector if heard is not None else None)
    return reader.read(found, heard)


def _as_typed(reading: Reading, typed: Mapping[str, str]) -> Reading:
    """The reading with what is missing in the words that were typed, before they were mended."""
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, typed))})\b")

    def back(text: str) -> str:
        return said.sub(lambda word: typed[word.group()], text)

    return replace(
        reading,
        missing=tuple(map(back, reading.missing)),
        parts=tuple(Part(back(p.words), _as_typed(p.reading, typed)) for p in reading.parts),
    )
