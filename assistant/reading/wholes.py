"""Read a document as a whole: which passages give its summary, its outline, all its numbers.

Where notes say it (``sources/notes.py``), they are followed: of the sets of passages of the kind
that is wanted, the one whose ways of asking are nearest. Elsewhere it comes from the structure of
the documents: headings, how its parts begin, the sentences that stand nearest to all others
(``central.py``), those that hold figures, names, advice or a pointer elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from assistant.reading.attributed import attributed
from assistant.reading.central import central, in_short, spread
from assistant.reading.publishing import earned_by_it
from assistant.reading.quoted import quotable
from assistant.reading.readings import Reading
from assistant.reading.structure import Structure, is_place, without_number
from assistant.reading.titled import headings_of, in_full
from assistant.reading.two_sides import by_sides, is_part
from assistant.records import Evidence, Passage
from assistant.sources.corpus import Corpus
from assistant.sources.notes import Whole
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.text.verbs import is_past_verb
from assistant.text.words import content_stems
from assistant.understanding import compound
from assistant.understanding.acts import bare
from assistant.understanding.wholes import OF_ONE_THING, WholeAsked, whole_asked, without_size

LookUp = Callable[[str], Reading]
SAME_WORDS = 0.8
"""A message with this share of its words in common with a way of asking in the notes is that."""
LEAST_WORDS = 2
PASSAGES_MOST = 6
TOPIC_MOST = 7
ROWS_MOST = 12
"""Rows of a section that is told in short; of more, none."""
PLACED_MOST = 2
"""Sentences that show where something is spoken of."""
_NAMED = re.compile(r"\b(?:called|titled|named?|title|heading)\b")
LINES_MOST = 3
"""Sentences that can be the one that is meant by a word in it, or a quote."""
_ROOT = 4
"""Letters by which words of the notes and the message are compared: applying, applicant."""
_COUNTS = re.compile(r"\bhow (?:many|much|long|often|far)\b", re.IGNORECASE)
"""Who asks so wants a figure, whatever words the question shares with one that wants none."""
_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][\w&-]*")
_ADVICE = re.compile(
    r"\b(?:should|must|never|always|avoid|make sure|don['’]t|do not|recommend\w*|need to|have to|"
    r"sollten?|müssen|darf|dürfen|debe[n]?|hay que|no deje)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:our|the full|see|read|visit|contact|ask|siehe|véase|consulte)\b[^.;]{0,60}"
    r"\b(?:guide|page|website|site|article|handbook|office|section|appendix|template)s?\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|newest|latest|first-time|particular)\b", re.IGNORECASE)
"""Says of somebody only that it is he of the story."""
_FOR_ALL: Mapping[str, tuple[str, ...]] = {
    "one_thing": ("summary",),
    "quotable": ("claims",),
    "pros_cons": ("takeaways",),
    "title": ("about",),
    "takeaways": ("takeaways", "advice"),
    "advice": ("advice", "takeaways"),
    "topic": ("summary", "takeaways", "list_names"),
    "sources": ("list_names",),
}
"""Kinds of the notes in which a way may be found too."""
_WORDS_FOR = {
    "one_thing": "sum it up in one sentence",
    "quotable": "most quotable lines",
    "pros_cons": "pros and cons of the role",
    "title": "what is it called",
    "sources": "which sources does it cite",
}
"""How a way without a kind of its own is asked for in the notes."""


class Wholes:
    """Reads the documents of one corpus as wholes. Safe to share."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._structure = Structure(corpus)
        self._headings = headings_of(corpus)

    def read(self, message: str, look_up: LookUp) -> Reading | None:
        """The reading of a message that asks for the whole, or ``None`` for any other."""
        message = in_full(message, self._corpus, self._headings)
        asked, message = whole_asked(message), without_size(message)
        if not all(whole_asked(part) for part in compound.parts(message)):
            return None  # it asks something else as well
        if asked is not None and asked.of and is_part(asked.of, self._corpus):
            return None  # the pros and cons of a part of it are a question like any other
        if asked is not None and (found := self._of_structure(asked.kind)):
            return _telling(asked.kind, found)
        if asked is not None and asked.kind == "questions":
            return _telling("outline", self._structure.outline())
        # "Explain like I'm new here: what do they do all day?"
        literal = self._literally(message)
        if literal is None and ":" in message:
            literal = self._literally(message.rpartition(":")[2])
        if literal is not None:
            return _telling(literal.kind, literal.passages)
        if asked is None:
            return None
        if asked.kind in OF_ONE_THING:
            return self._about(asked, message, look_up)
        if (noted := self._by_notes(asked, message)) is not None:
            return noted
        found = self._general(asked.kind)
        return _telling(asked.kind, found) if found else None

    def _about(self, asked: WholeAsked, message: str, look_up: LookUp) -> Reading | None:
        """The reading of a message for what is said of one thing that it names."""
        if asked.kind == "heading":
            under = self._under(asked.about)
            return (
                _telling("topic", under) if under else self._said_of(asked.about, message, look_up)
            )
        if asked.kind == "line":
            spoken = self._speaking_of(asked.about)
            return _telling("line", spoken) if spoken else None
        if asked.kind == "quote":
            quotes = quotable(asked.about, look_up, self._corpus.notes.needs)[:LINES_MOST]
            quotes = quotes or self._speaking_of(asked.about)
            return _telling("quote", quotes) if quotes else None
        if asked.kind == "section" or (asked.kind == "topic" and is_place(asked.about)):
            return self._section(asked.about)
        if asked.kind == "place":
            return self._place(asked.about, look_up)
        if asked.kind == "happened":
            return self._happened(asked.about, message, look_up)
        return self._topic(asked.about, look_up)

    def key_points(self) -> tuple[Passage, ...]:
        """What the notes say one should take away; else the sentences nearest to all others."""
        noted = [w for w in self._corpus.notes.wholes if w.kind == "takeaways"]
        return noted[0].passages if noted else self._general("takeaways")

    # --- by the notes --------------------------------------------------------------------------

    def _literally(self, message: str) -> Whole | None:
        words = frozenset(content_stems(bare(message)))
        if len(words) < LEAST_WORDS:
            return None
        shared = Counter(
            place for word in words for place in self._ways_with.get(word, ())
        )  # of the ways that share no word, nothing has to be looked at
        best, found, counts = SAME_WORDS, None, bool(_COUNTS.search(message))
        for place, common in sorted(shared.items()):
            known, counted, whole = self._ways[place]
            if counts and not counted:
                continue
            share = common / (len(words) + len(known) - common)
            if share > best or (share == best and found is None):
                best, found = share, whole
        return found

    @cached_property
    def _ways(self) -> tuple[tuple[frozenset[str], bool, Whole], ...]:
        """Each way of asking: its words, whether it wants a figure, what is told."""
        return tuple(
            (frozenset(content_stems(way)), bool(_COUNTS.search(way)), whole)
            for whole in self._corpus.notes.wholes
            for way in whole.questions
        )

    @cached_property
    def _ways_with(self) -> Mapping[str, tuple[int, ...]]:
        """The places of the ways of asking that hold a word."""
        places: dict[str, list[int]] = {}
        for place, (known, _, _) in enumerate(self._ways):
            for word in known:
                places.setdefault(word, []).append(place)
        return {word: tuple(found) for word, found in places.items()}

    def _by_notes(self, asked: WholeAsked, message: str) -> Reading | None:
        """What the notes give; to who asks whether there is an interest, what discloses it."""
        sides = by_sides(asked.about, self._asked_in_words, _telling)
        if asked.kind == "pros_cons" and sides is not None:
            return sides
        noted = self._noted(asked, message)
        if noted is None:
            return None
        documents = self._corpus.documents.values()
        if asked.kind == "bias" and (told := earned_by_it(message, noted.passages, documents)):
            return replace(_telling("bias", told), says="yes", whole="")
        return _telling(asked.kind, noted.passages)

    def _noted(self, asked: WholeAsked, message: str) -> Whole | None:
        """The set of the notes that is nearest; the first of its kind where none is near."""
        kinds = _FOR_ALL.get(asked.kind, (asked.kind,))
        wholes = [w for kind in kinds for w in self._corpus.notes.wholes if w.kind == kind]
        if not wholes:
            return None
        wanted = _roots(asked.about or _WORDS_FOR.get(asked.kind, message))
        return self._nearest(wholes, wanted) or wholes[0]

    def _asked_in_words(self, words: str) -> Whole | None:
        wholes = [w for w in self._corpus.notes.wholes if w.kind == "takeaways"]
        return self._nearest(wholes, _roots(words))

    def _nearest(self, wholes: Sequence[Whole], wanted: frozenset[str]) -> Whole | None:
        rarity = self._rarity
        best, found = 0.0, None
        for whole in wholes:
            for question in whole.questions:
                shared = sum(rarity.get(root, 0.0) for root in wanted & _roots(question))
                total = sum(rarity.get(root, 1.0) for root in _roots(question)) or 1.0
                score = shared / math.sqrt(total)
                if score > best:
                    best, found = score, whole
        return found

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """How few sets of the notes ask with a word."""
        wholes = self._corpus.notes.wholes
        sets = Counter(
            root for whole in wholes for root in {r for q in whole.questions for r in _roots(q)}
        )
        return {root: math.log(1 + len(wholes) / count) for root, count in sets.items()}

    # --- a part --------------------------------------------------------------------------------

    def _topic(self, about: str, look_up: LookUp) -> Reading | None:
        """What is said on one topic: its best passages, and what stands around them."""
        wanted = _roots(about)
        noted = [
            w for w in self._corpus.notes.wholes
            if w.kind in _FOR_ALL["topic"]
            and any(len(wanted) > 1 and wanted <= _roots(q) for q in w.questions)
        ]  # fmt: skip
        if noted:
            return _telling("topic", noted[0].passages[: TOPIC_MOST + 1])
        heading = self._by_heading(wanted)
        if heading:
            return _telling("topic", heading)
        found = look_up(about)
        if not found.chosen:
            found = look_up(f"what about {about}")
        if not found.chosen:
            return None
        chosen = [p for p in found.chosen if p.kind != "table_header"]
        first = (found.chosen[0].document_id, found.chosen[0].section)
        near = [
            item.passage
            for item in found.evidence
            if (item.passage.document_id, item.passage.section) == first and item.score > 0
        ]
        kept = list(dict.fromkeys([*chosen, *near]))[:TOPIC_MOST]
        ordered = sorted(kept, key=lambda p: (p.document_id, p.position))
        return replace(found, outcome="answer", chosen=tuple(ordered), whole="topic")

    def _section(self, place: str) -> Reading | None:
        """The reading of a message for a section by its place: its name, or what it says."""
        found = self._structure.section(place)
        if found is None:
            return None
        heading, under = found
        if _NAMED.search(place) or not under:
            return _telling("section_name", [heading])
        return _telling("section", self._most_of(under))

    def _place(self, about: str, look_up: LookUp) -> Reading | None:
        """The reading of a message for where a thing is spoken of, if it is: by a heading that
        names it, else by what answers."""
        under = self._by_heading(_roots(about))
        if under:
            return _telling("place", under[:PLACED_MOST])
        for question in (about, f"what about {about}"):
            found = look_up(question)
            if found.outcome == "answer" and found.chosen:
                return replace(found, whole="place", chosen=found.chosen[:PLACED_MOST], missing=())
        return None

    def _under(self, heading: str) -> tuple[Passage, ...]:
        """What stands under a heading of exactly these words."""
        wanted = bare(heading).casefold()
        named = next(
            (p for p in self._told if bare(without_number(p.heading)).casefold() == wanted), None
        )
        if named is None or not named.section:
            return ()
        under = [
            p for p in self._told
            if p.document_id == named.document_id and p.section == named.section
        ]  # fmt: skip
        return self._most_of(under)

    def _speaking_of(self, about: str) -> tuple[Passage, ...]:
        """The sentences and rows that hold all of the words, where they are few."""
        wanted = frozenset(content_stems(about))
        found = [p for p in self._told if wanted and wanted <= set(content_stems(p.text))]
        return tuple(found) if len(found) <= LINES_MOST else ()

    def _two_speaking_of(self, about: str) -> tuple[Passage, ...]:
        """Two sentences that stand side by side and hold the words between them, where only one
        such pair does, and each holds a word that the other has not."""
        wanted = frozenset(content_stems(about))
        found: list[tuple[Passage, Passage]] = []
        for one, other in pairwise(self._told):
            held = [wanted & set(content_stems(p.text)) for p in (one, other)]
            beside = (one.document_id, one.block) == (other.document_id, other.block)
            if beside and held[0] | held[1] == wanted and held[0] - held[1] and held[1] - held[0]:
                found.append((one, other))
        return found[0] if wanted and len(found) == 1 else ()

    def _said_of(self, about: str, message: str, look_up: LookUp) -> Reading | None:
        """The reading of a question what is said of a thing: whatever speaks of it in its own words
        or in those of its heading, with nothing missing.

        Who asks for a thing itself ("who made the lamp") is told that it is not covered; who asks
        what the text says about it is shown where it is named.
        """
        wanted = _roots(about)
        for question in (message, f"what about {about}"):
            found = look_up(question)
            if found.outcome == "answer" and question == message:
                return None  # answered like any other question
            told = [p for p in found.chosen if wanted <= _roots(f"{p.text} {p.heading}")]
            if wanted and told and found.outcome in ("answer", "partial"):
                return replace(found, outcome="answer", missing=())
        spoken = self._speaking_of(about)
        return _telling("topic", spoken) if spoken else None

    def _happened(self, about: str, message: str, look_up: LookUp) -> Reading | None:
        """The reading of a question what came of somebody or something: where it is not answered
        like any other, what is told from the sentence that names it to its paragraph's end."""
        if look_up(message).outcome in ("answer", "premise"):
            return None
        about = _NEW.sub(" ", about)
        spoken = self._speaking_of(about) or self._two_speaking_of(about)
        if not spoken or len(set(content_stems(about))) < LEAST_WORDS:
            return None
        first = spoken[0]
        if first.cells or not any(
            is_past_verb(word) or word in ("was", "were", "had") for word in first.text.split()
        ):
            return None
        told = [
            p for p in self._told
            if (p.document_id, p.block) == (first.document_id, first.block)
            and p.position >= first.position
        ]  # fmt: skip
        return _telling("happened", told[:TOPIC_MOST]) if len(told) > 1 else None

    def _by_heading(self, wanted: frozenset[str]) -> tuple[Passage, ...]:
        """The passages under the heading that says all that is wanted, if one does."""
        if not wanted:
            return ()
        for passage in self._corpus.passages:
            if passage.section and wanted <= _roots(passage.heading):
                under = [p for p in self._told if p.section == passage.section]
                return self._most_of(under)
        return ()

    def _most_of(self, under: Sequence[Passage]) -> tuple[Passage, ...]:
        """What stands under a heading; of much, the sentence that it begins with, those nearest
        to all others, and tables whole."""
        if len(under) <= TOPIC_MOST:
            return tuple(under)
        rows = [p for p in under if p.cells]
        said = [p for p in under[1:] if not p.cells]
        kept = {under[0].id, *(p.id for p in central(said, TOPIC_MOST - 1 - bool(rows)))}
        if len(rows) <= ROWS_MOST:
            kept |= {p.id for p in rows}
        return tuple(p for p in under if p.id in kept)

    # --- by the structure ----------------------------------------------------------------------

    def _of_structure(self, kind: str) -> tuple[Passage, ...]:
        """What the structure alone gives; empty for a kind that needs more."""
        told = self._told
        if kind == "one_sentence":
            noted = self._noted(WholeAsked("one_thing"), "")
            return noted.passages[:1] if noted else ()
        if kind == "outline":
            return self._structure.outline()
        if kind == "questions":
            return self._structure.questions()
        if kind == "tables":
            return self._structure.tables()
        if kind == "opening":
            return self._structure.opening()
        if kind == "closing":
            return self._structure.closing()
        if kind == "length":
            return (told[0], told[-1]) if len(told) > 1 else told[:1]
        return told[:1] if kind == "title" else ()

    @property
    def _told(self) -> tuple[Passage, ...]:
        return self._structure.told

    def _general(self, kind: str) -> tuple[Passage, ...]:
        """What gives the whole where nobody wrote notes; empty where nothing does."""
        if kind in ("summary", "takeaways", "claims", "quotable", "one_thing", "one_sentence"):
            most = 2 if kind in ("one_thing", "one_sentence") else PASSAGES_MOST
            if all(passage.cells for passage in self._told):
                # Of a mere list the names of its columns tell most.
                rows = self._told if len(self._told) <= ROWS_MOST else self._told[:most]
                return (*self._structure.tables()[:1], *rows)
            return in_short(self._told, most)
        if kind == "list_numbers":
            return spread([p for p in self._told if quantities(p.text)])
        if kind == "sources":
            return spread(attributed(self._told))
        if kind == "list_names":
            return spread([p for p in self._told if _NAME.search(p.text)])
        if kind == "advice":
            return spread([p for p in self._told if _ADVICE.search(p.text)], PASSAGES_MOST + 2)
        if kind == "gaps":
            return spread([p for p in self._told if _ELSEWHERE.search(p.text)], PASSAGES_MOST)
        if kind == "about":
            return self._metadata() or self._structure.credits()[:PASSAGES_MOST]
        return ()

    def _metadata(self) -> tuple[Passage, ...]:
        """The passages that name the author, the date or the publisher of a document."""
        found: list[Passage] = []
        for passage in self._told:
            document = self._corpus.documents[passage.document_id]
            known = [document.author, document.updated, document.publisher]
            if any(value and value.lower() in passage.text.lower() for value in known):
                found.append(passage)
        return tuple(found[:PASSAGES_MOST])


def _telling(kind: str, passages: Sequence[Passage]) -> Reading:
    evidence = tuple(Evidence(p, rank, 1.0 / rank) for rank, p in enumerate(passages, start=1))
    return Reading("answer", 1.0, evidence, tuple(passages), whole=kind)


def _roots(text: str) -> frozenset[str]:
    return frozenset(stem[:_ROOT] for stem in content_stems(text))
