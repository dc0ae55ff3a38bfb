"""Whether a passage can answer a follow-up at all, by the words that it and its questions use.

A follow-up is looked up with the conversation in front of it, and the conversation is covered, or
nobody would follow up on it. So "and email?" lands near what was shown before, although no word of
the corpus speaks of it. Each word of the follow-up that carries meaning must stand in what would
answer, or in a question that the bank knows it to answer. Where there is no bank, only what the
whole corpus never mentions counts as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from assistant.reading import signs
from assistant.reading.side_by_side import left_out
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.everyday import alike
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems, stems_and_initials

_USUAL = re.compile(
    r"\b(?:usual|typical|average|normal|standard|rough|exact|common|general|current)\b",
    re.IGNORECASE,
)
"""What is said of any thing, and tells none from another."""
_THING = re.compile(
    r"(?:the|an?|any|some|my|our|your|their|its|his|her)\b(?!.*\b(?:whether|why)\b)", re.IGNORECASE
)
"""So words begin that only name a thing."""
_AS_TO = re.compile(
    r"\b(?:in terms of|with (?:regards?|respect) to|in regards? to|when it comes to"
    r"|as far as(?= .* (?:goes?|(?:is|are) concerned)\b)"
    r"|(?:goes|(?:is|are) concerned)(?=\W*$)"
    r"|(?:on|in) the (?:subject|topic|matter|case) of"
    r"|from the (?:point of view|standpoint|perspective|side) of)\b",
    re.IGNORECASE,
)
"""Leads up to what is asked about, and names nothing itself."""
_SHORTENED = 3
"""Letters by which a longer word may be called."""
_LENGTHENED = 4
"""Letters from which on a longer word counts as another form ("growth" of "grow")."""


class Vouching:
    """The words of each passage of one corpus. Safe to share."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._words: dict[str, frozenset[str]] = {}

    def unknown(
        self, words: str, passages: Sequence[Passage], *, asked: bool = True
    ) -> tuple[str, ...]:
        """The stems of ``words`` that no passage speaks of, and figures that none of them holds.

        ``asked`` also counts the words of the questions that the passages are known to answer, or
        of the whole corpus where nobody knows how people ask; otherwise only their own count.
        """
        speak = self.words_of if asked else _own_words
        known = frozenset().union(*(speak(passage) for passage in passages))
        if asked and not self.asks_known(passages):
            known |= self._everywhere
        everyday = not self.asks_known(passages)
        stems = [
            s
            for s in content_stems(_AS_TO.sub(" ", words))
            if not s[0].isdigit()
            and not any(is_known(one, known) for one in (alike(s) if everyday else (s,)))
        ]
        held = {figure.strip("$€£%") for p in passages for figure in numbers_in(p.text)}
        figures = {figure.strip("$€£%") for figure in numbers_in(words)} - held
        return (*stems, *sorted(figures))

    def thing_told(self, words: str, passages: Sequence[Passage]) -> bool:
        """Whether what answers words that only name a thing speaks of it; true of a question."""
        if signs.ASKS.search(words) or not _THING.match(words):
            return True
        return not self.unknown(_USUAL.sub(" ", words), passages)

    def speaking_of(self, words: str, passages: Iterable[Passage]) -> list[Passage]:
        """The passages that hold all of the words themselves; no header of a table is one."""
        return [
            passage
            for passage in passages
            if passage.kind != "table_header" and not self.unknown(words, [passage], asked=False)
        ]

    def left_out(self, things: Sequence[str], told: Sequence[Passage]) -> tuple[str, ...]:
        """Those of the things that a question compares which no passage told speaks of."""
        return left_out(things, told, self.corpus.abbreviations)

    def asks_known(self, passages: Sequence[Passage]) -> bool:
        """Whether a bank knows how people ask for each of the passages."""
        return all(p.document_id in self.corpus.banked for p in passages)

    def prepare(self) -> None:
        """Looks up the words of all passages, which each question asks for some of."""
        _ = self._anywhere

    def words_of(self, passage: Passage) -> frozenset[str]:
        """The stems of a passage, its place, and the questions that it answers."""
        if passage.id not in self._words:
            own = f"{passage.heading}. {' . '.join(passage.header)} . {passage.text}"
            # In one text: a stemmer is quicker over many words at once.
            asked = content_stems("\n".join(self._asked.get(passage.id, ())))
            self._words[passage.id] = stems_and_initials(own).union(asked)
        return self._words[passage.id]

    def asked_of(self, passage: Passage) -> Sequence[str]:
        """The questions that a passage is known to answer; none without a bank."""
        return self._asked.get(passage.id, ())

    def speaks_of(self, stem: str) -> bool:
        """Whether a stem occurs in a passage, or in a question that one is known to answer."""
        return is_known(stem, self._anywhere)

    def strange(self, word: str) -> bool:
        """Whether no passage holds a word, and most known questions with it are not answered.

        Without a bank nobody knows what else a thing may be called: then no word is strange.
        """
        if not self.corpus.banked or any(
            is_known(stem, self._everywhere) for stem in content_stems(word)
        ):
            return False
        asks = re.compile(rf"\b{re.escape(word)}s?\b", re.IGNORECASE)
        kinds = [
            entry.kind
            for entry in self.corpus.entries
            if entry.kind != "act" and asks.search(entry.text)
        ]
        return 2 * sum(kind in ("answer", "premise") for kind in kinds) <= len(kinds)

    @cached_property
    def _anywhere(self) -> frozenset[str]:
        return frozenset().union(*(self.words_of(passage) for passage in self.corpus.passages))

    @cached_property
    def _asked(self) -> Mapping[str, list[str]]:
        asked: dict[str, list[str]] = {}
        for entry in self.corpus.entries:
            for identity in entry.passages if entry.kind in ("answer", "premise") else ():
                asked.setdefault(identity, []).append(entry.text)
        return asked

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        return frozenset().union(*(stems_and_initials(p.text) for p in self.corpus.passages))


def _own_words(passage: Passage) -> frozenset[str]:
    said = (passage.heading, *passage.header, passage.text)
    return stems_and_initials(" . ".join(said))


def is_known(stem: str, known: Iterable[str]) -> bool:
    """Whether a stem is among others, shortens one ("dev") or is another form of one."""
    if stem in (known := frozenset(known)):
        return True
    if len(stem) < _SHORTENED:
        return False
    if stem.endswith("s") and stem[:-1] in known:  # initials have no ending that is taken off
        return True
    return any(
        other.startswith(stem) or (len(other) >= _LENGTHENED and stem.startswith(other))
        for other in known
    )
