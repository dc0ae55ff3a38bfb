"""The answer in the document's own words, or the refusal: what is said without a model.

Also what every other writer falls back to, so it never fails and never waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.proof import citations
from assistant.reading.lacking.missing import as_written, indirect
from assistant.reading.readings import Part, Reading
from assistant.reading.tables.figures import ROWS_AMONG, figured
from assistant.reading.tables.sums import Figured, summed
from assistant.reading.talk.laid import told_on
from assistant.reading.yes_no.known_yes_no import asks_if
from assistant.reading.yes_no.of_another import says_yes_of_another
from assistant.records import OWN_WORDS, Answer, Passage, Quote
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.clauses import thing_named
from assistant.text.how_many import WORDS, each_a_sentence, how_many
from assistant.text.language import foreign_language
from assistant.text.markdown import shown_as_is
from assistant.text.pasted import untagged
from assistant.text.requests import thing_wanted, wants_work
from assistant.understanding.conversation import Understood
from assistant.wording.voice import Voice
from assistant.writing.briefly import briefly
from assistant.writing.extractive import Shape, Teller
from assistant.writing.in_words import words
from assistant.writing.laid import side_by_side
from assistant.writing.leaning import Leaning
from assistant.writing.numbered import kept
from assistant.writing.opening import OF_NO_TABLE
from assistant.writing.overview import tell_whole
from assistant.writing.page import Told
from assistant.writing.places import sections
from assistant.writing.point_first import is_measured
from assistant.writing.refusal import CERTAIN, Nearness, not_answered, words_of_refusal
from assistant.writing.shapes import shape_wanted
from assistant.writing.suggestions import Suggestions

UNKNOWN_SHARE = 0.5
"""Taken for the share of known words where nobody knows the words of the corpus's language."""
PARTS_NAMED_FROM = 3
"""The answers to so many questions in one message stand each under its question."""
TWO = 2
"""The answers to so many stand one after the other."""
TOLD_LATELY = 3
"""Answers back in which a mere context is not told again."""

_WHERE_SAID = re.compile(
    r"\b(?:which|what) (?:section|chapter|heading|(?:part|paragraph) of (?:the|this) (?:\w+))s? "
    r"(?:(?:of|in) (?:the |this )?\w+ )?(?:talks?|speaks?|covers?|deals?|discusses|mentions?"
    r"|is (?:about|on)|are (?:about|on)|describes?|explains?|says?|has|should i read"
    r"|do i (?:find|read))\b|\bunder which (?:heading|section|title)\b",
    re.IGNORECASE,
)
"""Who asks where something stands wants its section."""


class OwnWords:
    """Writes from the documents alone."""

    name = OWN_WORDS

    def __init__(self, corpus: Corpus, suggestions: Suggestions) -> None:
        self.voice = Voice(corpus.language, corpus.noun)
        self._corpus = corpus
        self._documents = corpus.documents
        self._suggestions = suggestions
        leaning = Leaning(
            corpus.passages, corpus.documents, corpus.notes.needs, corpus.naming.names
        )
        self._leaning = leaning
        self._nearness = Nearness(corpus)
        self._teller = Teller(leaning, self.voice, corpus.abbreviations)

    def answer(self, draft: Answer, asked: Understood, reading: Reading) -> Answer:
        """``draft`` with status, text, citations and what may be asked next."""
        if not asked.question:
            return replace(draft, text=self.voice.say("nothing_before"))
        if language := self.foreign(asked.message, reading):
            return self._not_understood(draft, language)
        if reading.outcome == "act" and reading.opening:
            return replace(draft, text=self._opening(reading))
        if reading.outcome == "act" and self.voice.knows(f"act.{reading.act}"):
            return replace(draft, text=self._small_talk(reading.act or ""))
        if not reading.chosen:
            return self.refusal(draft, reading)
        missing, reading = _missing(reading), _of_first(reading)
        sides = told_on(asked.laid, self._corpus.abbreviations) if asked.laid else ()
        told = side_by_side(sides) if sides else self._told(asked, reading, missing)
        answer = self._answered(draft, told, missing, reading)
        try:
            citations.check(answer, self._documents)
        except citations.CitationError:
            # Whatever went wrong in the telling: the bare quotes cannot be wrong.
            told = self._teller.tell(reading.chosen, shape="verbatim")
            answer = self._answered(draft, told, (), reading)
        return answer

    def _answered(
        self, draft: Answer, told: Told, missing: tuple[str, ...], reading: Reading
    ) -> Answer:
        resolved = citations.resolve(told.text, told.shown, self._documents)
        return replace(
            draft,
            status="partial" if missing else "answered",
            text=resolved.text,
            citations=resolved.citations,
            missing=missing,
            derived=told.derived,
            follow_ups=self._suggestions.after(reading.chosen),
        )

    def refusal(self, draft: Answer, reading: Reading) -> Answer:
        """``draft`` as a reply that the documents do not cover the question."""
        question = untagged(reading.instead or draft.question)
        # A probability is that certain only where a question bank has told it.
        by_bank = bool(self._corpus.banked) and reading.p_covered < CERTAIN
        certain = reading.certain_silence or by_bank
        text = self._opening(reading) or words_of_refusal(
            reading, question, self.voice, certain, self._clause, self._written
        )
        related: tuple[Passage, ...] = ()
        if reading.outcome != "act" and not wants_work(question):
            related = self._nearness.near(question, reading)
        if related and not reading.opening:
            text = f"{text} {self.voice.say('near_below')}"
        return replace(
            draft,
            status="not_covered",
            text=text,
            citations=(),
            related=tuple(self.quote(passage) for passage in related),
            follow_ups=self._suggestions.after((reading.beside or reading.near)[:1]),
        )

    def _clause(self, question: str) -> str:
        """A question as a clause; empty where it is better repeated as it stands."""
        names, short = self._corpus.naming.names, self._corpus.abbreviations
        clause = indirect(question, names, short) if self.voice.language == "en" else ""
        # "Can you help me" asks the assistant, of whom no text says anything.
        asks_us = _YOU.search(question) and _ME.search(question)
        return clause if _CLAUSES.match(clause) and not asks_us else ""

    def _written(self, thing: str) -> str:
        return as_written(thing, self._corpus.abbreviations)

    def foreign(self, message: str, reading: Reading) -> str | None:
        """The language of a message, where it is certainly another than the corpus's."""
        home = self._corpus.language
        known = reading.known_words if home == "en" else UNKNOWN_SHARE
        return foreign_language(message, home, known)

    def quote(self, passage: Passage) -> Quote:
        """The exact words of a passage, with the address that shows them in place."""
        return citations.quote_of(self._documents[passage.document_id], passage)

    # --- telling -------------------------------------------------------------------------------

    def _told(self, asked: Understood, reading: Reading, missing: Sequence[str]) -> Told:
        where = _WHERE_SAID.search(asked.message) and reading.outcome == "answer" and not missing
        if asked.request == "section" or where:
            return sections(self.voice, reading.chosen)
        if len(reading.parts) >= PARTS_NAMED_FROM and asked.request is None:
            return self._in_parts(reading.parts)
        if reading.whole and asked.request in (None, "bullets"):
            each = reading.parts or (Part(reading.whole, reading),)
            return _one_behind_another(
                tell_whole(
                    part.words, part.reading.chosen, self._teller, self._corpus, asked.message
                )
                for part in each
            )
        over = self._computed(asked, reading)
        if over is not None:
            told = self._teller.figures(over, asked.message, reading.says)
        elif asked.request is None and (apart := _apart(reading)):
            told = self._in_parts(apart, named=False)
        else:
            told = self._numbered(asked, reading) or self._one(
                _cell_of(asked), reading, shape_wanted(asked, reading), before=_just_shown(asked)
            )
        text = told.text
        if reading.unnamed:
            names = ", ".join(f"“{shown_as_is(name)}”" for name in reading.unnamed)
            text = f"{text}\n\n{self.voice.say('unnamed', names=names)}"
        if missing and reading.opening not in ("not_so", "not_named"):  # these say so themselves
            text = self._with_lacking(text, missing, asked, reading)
        said = over is not None and reading.opening in ("most", "least")
        above = "" if said else self._above(asked, reading, told.shown)
        number = (reading.opens_with,) if reading.opening == "talk.counted" else ()
        return Told(f"{above}\n\n{text}".strip(), told.shown, (*told.derived, *number))

    def _above(self, asked: Understood, reading: Reading, told: Sequence[Passage]) -> str:
        """The sentence of the product's own that an answer begins with; empty for none."""
        if reading.opening:
            return self._opening(reading)
        if asked.request == "simpler" and asked.act is not None:
            return self.voice.say("own_words")
        if not _missing(reading) and is_measured(told[0], _cell_of(asked)):
            return self.voice.say("no_figure")
        return f"**{shown_as_is(reading.instead)}**" if reading.instead else ""

    def _with_lacking(
        self, text: str, missing: Sequence[str], asked: Understood, reading: Reading
    ) -> str:
        """What is told, and that something is missing: in front, where the words that are told
        have a yes or no of their own that would be taken for the answer."""
        lacking = self._lacking(missing)
        alone = asks_if(asked.message) and not reading.parts
        if alone and says_yes_of_another(reading.chosen[0]):
            return f"{lacking}\n\n{text}"
        return f"{text}\n\n{lacking}"

    def _computed(self, asked: Understood, reading: Reading) -> Figured | None:
        """What the figures of a table say to the message, of a question over them."""
        if asked.request is not None or reading.outcome == "premise":
            return None
        if reading.opening in OF_NO_TABLE or reading.opening.startswith("ranked."):
            return None  # a rank is told as it was read
        if asked.act is not None and asked.act.act == "ordinal" and len(reading.chosen) == 1:
            return None  # one row was counted out, whatever "in that table" sounds like
        shown = summed(asked.message, reading.chosen) if asked.talk else None
        if shown is not None and shown.says:
            return shown  # asked of what was shown, and not of the whole table
        over = figured(asked.message, self._teller.table_of(reading.chosen[:ROWS_AMONG]))
        if over is None and asked.before is not None:
            return summed(asked.message, reading.chosen)
        return over

    def _opening(self, reading: Reading) -> str:
        """The sentence that the reading asks to be said first; empty for none."""
        name = shown_as_is(reading.opens_with)
        return reading.opening and self.voice.say(reading.opening, name=name)

    def _one(
        self,
        question: str,
        reading: Reading,
        shape: Shape = "plain",
        *,
        headed: bool = True,
        before: Iterable[Passage] = (),
    ) -> Told:
        return self._teller.tell(
            reading.chosen,
            shape=shape,
            question=question,
            says=reading.says,
            how=reading.how,
            refutes=reading.outcome == "premise",
            headed=headed,
            before=before,
        )

    def _numbered(self, asked: Understood, reading: Reading) -> Told | None:
        """As many things as the message wants, or all there are under a line that says so."""
        if reading.each:
            return briefly(reading.chosen)
        plain = asked.act is None and asked.request in (None, "bullets")
        plain = plain and not reading.opening.startswith("talk.")  # it was told as it is
        wanted = how_many(asked.message) if plain and reading.outcome == "answer" else 0
        if not wanted or reading.says is not None or len(reading.parts) > 1:
            return None
        sentences = each_a_sentence(asked.message)
        found = kept(wanted, reading.chosen, self._leaning, sentences=sentences)
        rows = any(passage.cells for passage in found.chosen)
        shape: Shape = "plain" if rows or len(found.chosen) == 1 else "bullets"
        told = self._one(_cell_of(asked), replace(reading, chosen=found.chosen), shape)
        number = WORDS[found.has] if found.has else WORDS[wanted]
        if not found.has and not found.few:
            return told
        lead = self.voice.say("has_so_many" if found.has else "fewer", number=number)
        return Told(f"{lead}\n\n{told.text}", told.shown, (*told.derived, number))

    def _in_parts(self, parts: Sequence[Part], *, named: bool = True) -> Told:
        """Each question of a message for itself, under its own words where they are ``named``."""
        shown: list[Passage] = []
        blocks: list[str] = []
        for part in parts:
            if named:
                words_of = thing_wanted(part.words) or part.words
                blocks.append(f"**{shown_as_is(words_of[:1].upper() + words_of[1:])}**")
            if part.reading.chosen:
                told = self._one(part.words, part.reading, headed=not named)
                above = "\n".join(blocks)
                if not named and blocks and all(words(p) in above for p in told.shown):
                    continue  # the answer to the question before it says this, too
                # The markers of every part count on from those before it.
                blocks.append(_counting_on(told.text, len(shown), len(told.shown)))
                shown += told.shown
            lacking = part.reading.missing
            if lacking:
                blocks.append(self._lacking(lacking))
            elif not part.reading.chosen:
                blocks.append(self.voice.say("part_missing"))
        return Told("\n\n".join(blocks), tuple(shown))

    def _lacking(self, missing: Sequence[str]) -> str:
        quoted = [item for item in missing if item.startswith("“")]
        said = [item for item in missing if not item.startswith("“")]
        sentences: list[str] = []
        if said:
            joined = self.voice.say("missing_join").join(map(shown_as_is, said))
            sentences.append(self.voice.say("missing", missing=joined))
        for item in quoted:
            bare = item.strip("“”")
            thing = thing_named(bare) if self.voice.language == "en" else ""
            sentences.append(
                self.voice.say("nothing_about", thing=shown_as_is(self._written(thing)))
                if thing
                else not_answered(bare, self.voice)
            )
        return " ".join(sentences)

    def _small_talk(self, act: str) -> str:
        named = self._corpus.named
        if act == "greeting" and self._corpus.greeting:
            return self._corpus.greeting
        covers = f": {named.covers}" if named.covers else ""
        return self.voice.say(f"act.{act}", subject=self._corpus.subject, covers=covers)

    def _not_understood(self, draft: Answer, language: str) -> Answer:
        text = self.voice.only_this_language(language)
        return replace(
            draft, status="not_covered", text=text, follow_ups=self._suggestions.after(())
        )


def _one_behind_another(each: Iterable[Told]) -> Told:
    """Several texts as one, whose markers count on from one to the next."""
    texts: list[str] = []
    shown: list[Passage] = []
    derived: list[str] = []
    for told in each:
        texts.append(_counting_on(told.text, len(shown), len(told.shown)))
        shown += told.shown
        derived += told.derived
    return Told("\n\n".join(texts), tuple(shown), tuple(derived))


def _counting_on(text: str, before: int, own: int) -> str:
    """A text whose ``own`` markers count on from so many ``before`` them."""

    def marker(found: re.Match[str]) -> str:
        number = int(found[1])
        return f"[{number + before}]" if number <= own else found[0]

    return _MARKER.sub(marker, text)


_MARKER = re.compile(r"(?<=[ \]])\[(\d+)\]")
"""A marker stands behind a blank or behind another marker."""
_CLAUSES = re.compile(
    r"(?:(?:in|at|on|for|from|by|with|to|of|under|after|about|roughly) "
    r"(?=(?:what|which|how|whose) ))?"
    r"(?:whether|what|how|who|whose|which|when|where|since when) "
    r"|the (?:\w+ )?(?:name|title|date|number|price"
    r"|cost|size|age|address|location|phone|e-?mail)|anything about ",
    re.IGNORECASE,
)
"""So the clauses begin that read well behind "does not say"; "why they code" would say they do."""
_YOU, _ME = (
    re.compile(r"\byou\b", re.IGNORECASE),
    re.compile(r"\b(?:i|me|my|us|our)\b", re.IGNORECASE),
)
_OTHER = re.compile(r"\b(?:other|not)\b", re.IGNORECASE)
_SAME_CELL = frozenset(
    {"repeat", "doubt", "simpler", "shorter", "one_sentence", "verbatim", "bullets"}
)
"""Acts that tell the last answer again, and so the cell that it told."""


def _just_shown(asked: Understood) -> tuple[Passage, ...]:
    """What the last answers showed, unless one of them is wanted again."""
    if asked.request is not None or (asked.act is not None and asked.act.act != "why"):
        return ()
    return tuple(p for exchange in asked.talk[-TOLD_LATELY:] for p in exchange.passages)


def _cell_of(asked: Understood) -> str:
    """The words that say which cell of a row is meant."""
    if asked.act is not None and asked.act.act in _SAME_CELL and not asked.act.about:
        return turns.newest(asked.question)
    return asked.read_as if _OTHER.search(asked.message) and asked.read_as else asked.message


def _apart(reading: Reading) -> tuple[Part, ...]:
    """The two questions of a message where each has an answer of its own; else nothing.

    Told together, the sentences of both would stand in the order of the document.
    """
    told = [set(part.reading.chosen) & set(reading.chosen) for part in reading.parts]
    both = len(told) == TWO and all(told) and not told[0] & told[1]
    if not both or set(reading.chosen) != told[0] | told[1] or reading.outcome == "premise":
        return ()
    rows = {(p.document_id, p.block) if p.cells else None for p in reading.chosen}
    if len(rows) == 1 and None not in rows:
        return ()  # rows of one table are a table
    # What either lacks is said once, behind both.
    return tuple(
        replace(
            part,
            reading=replace(
                part.reading,
                chosen=tuple(p for p in part.reading.chosen if p in reading.chosen),
                missing=(),
            ),
        )
        for part in reading.parts
    )


def _of_first(reading: Reading) -> Reading:
    """The reading of two questions that are told with the same, with what the first is answered
    with: "Do keepers row, and who does?" begins with no, and goes on with who does."""
    first = reading.parts[0].reading if reading.parts else None
    told_first = first is not None and first.chosen[:1] == reading.chosen[:1] != ()
    if first is None or not told_first or first.says is None or reading.outcome != "answer":
        return reading
    if any(part.reading.says and asks_if(part.words) for part in reading.parts[1:]):
        return reading
    return replace(reading, says=first.says, how=first.how)


def _missing(reading: Reading) -> tuple[str, ...]:
    """What was asked and is not there: named, or in the person's own words in quotes."""
    lacking = list(reading.missing)
    if not lacking:
        lacking += [item for part in reading.parts for item in part.reading.missing]
    silent = [
        part.words for part in reading.parts if not part.reading.chosen and not part.reading.missing
    ]
    return (*lacking, *(f"“{words.strip(' ?')}”" for words in dict.fromkeys(silent)))
