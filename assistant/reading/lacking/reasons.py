"""Whether a reason is asked for where none is given, and whether what is supposed is said.

"Why is the fee $40?" lands on the sentence that says so, and repeating it is no answer. That a
sentence gives a reason shows in its words, or in what people ask of it: of the ones that merely
state a figure hardly anybody asks why. Only what is nearly certain is taken for missing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.reading import signs
from assistant.reading.lacking.given_above import CUT
from assistant.reading.tables.columns import says_what_comes
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.numbers import numbers_in, quantities, same_amount
from assistant.text.words import content_stems

_WHY = re.compile(
    r"(?:(?:and|so|but|ok|hmm?),? )*(?:why|how come|(?:for )?what reason)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"[?;.:,] |\b(?:and|also|plus|or|if|when|only|more|less|fewer)\b", re.IGNORECASE
)
NEVER = 0.025
"""Below this share of questions that ask why, a passage is not asked for a reason."""
OFTEN = 0.05
"""From it on, it is asked for one often enough to be told as a reason."""
FIGURE = 0.1
"""The same of a passage that states the figure of the question."""
_TURNS = re.compile(
    r"\b(?:not|no|never|without|less|more|fewer|rarely|only|hardly|lower|higher|same|different"
    r"|(?:have|has|had) to|must|needs?)\b|n['’]t\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:(?:and|so|but|ok|hmm?),? )*(?:why|how come)\b(?P<so>.+?),?\s(?:instead of|rather than)\s",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\s(?:instead of|rather than|more than)\s(?P<other>[^,;.?]+)", re.IGNORECASE)
_MORE_THAN = re.compile(
    r"(?:(?:and|so|but|ok|hmm?),? )*(?:why|how come)\b(?P<so>.+?),?\s(?:matters? )?more than\s",
    re.I,
)
_BEGINS_WITH_DOING = re.compile(r"\W*\w{2,}ing\b", re.IGNORECASE)
_NOT_THAT = re.compile(
    r"^(?P<said>.+?),? (?:not|instead of|rather than)\s(?!only\b|just\b)(?P<not>[^,;.]+)", re.I
)
"""So a sentence says one thing and takes another away: "by lamp, not by flag"."""
_DENIED = re.compile(
    r"\b(?:not|no|never|without|rarely|hardly|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE
)
_GIVES_AWAY = re.compile(
    r"\b(?:hand|pass|give|leave|delegate)(?:s|ing)?\b(?: off| over| on)?", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"\b(?:belongs? to|(?:sits?|lies?|rests?|stays?) with)\b|['’]s (?:job|task|work|call)\b",
    re.IGNORECASE,
)
"""So a passage gives the work to somebody."""
_CHOICE = re.compile(
    r"\b(?:go(?:es)?|went|choose|chose|pick|decide|opt|take|took|prefer|settle)\b", re.IGNORECASE
)
"""Words that only say that one of two was taken."""
_DONE_WHY = re.compile(
    r"(?:(?:and|so|but|ok|hmm?),? )*why (?:even )?"
    r"(?:do|bother(?: with| doing)?|(?:is|are)(?= .+ done\b))\b(?P<thing>.*)$",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:done|doing|at all|ever)\b", re.IGNORECASE)
_SO_MUCH = re.compile(r"\b(?:so|much|many|long|often|more|less|most)\b", re.IGNORECASE)
_SOURCE = ("article", "author", "text", "document")
SAID_LEAST = 3
CLAUSE_LEAST = 2
"""Words with meaning that a clause has to share with a question for the reason."""
BESIDES = 1
"""So many words beside those of the question give no reason."""
ASKED_WORDS = 2
"""Words with meaning from which on it is known what a why-question is about."""
ASKED_LEAST = 20
"""So many known questions must a passage have for their shares to mean anything."""


class Reasons:
    """Knows of one corpus which passages give reasons."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def missing(self, question: str, cited: Sequence[Passage], *, refuted: bool = False) -> bool:
        """Whether it asks why something is so of which the passages say no more than that it is.

        Args:
            question: what is asked, without its frame.
            cited: what would be told.
            refuted: the passages are taken to contradict what the question supposes. They do not
                where it has their figures and no word that they are not asked with.
        """
        if turns.is_joined(question) or not _WHY.match(question) or not cited:
            return False
        if _SEVERAL.search(question) or any(len(self._of(p)) < ASKED_LEAST for p in cited):
            return False
        if refuted and not self._speaks_of(question, cited[0]):
            return False
        if any(signs.COMPARES.search(p.text) for p in cited if not p.cells):
            return False  # "pay sits lower": what is supposed may be what is denied
        if says_what_for(question, cited[0]):
            return False
        if any(char.isdigit() for char in question):
            stating = [p for p in cited if _states(question, p)]
            return bool(stating) and not any(self._gives(p, FIGURE) for p in stating)
        # No figure: it has to be the sentence itself that is asked about.
        asked = set(content_stems(_without(self._corpus.naming.names, question)))
        said = len(asked) >= ASKED_WORDS and any(asked <= set(content_stems(p.text)) for p in cited)
        if refuted or not said:
            return False
        repeats = all(self._repeats(asked, p) for p in cited)
        return repeats or not any(self._gives(p, NEVER) for p in cited)

    def often(self, told: Sequence[Passage]) -> bool:
        """Whether one of what is told gives a reason for something, by its words or by how often
        it is asked for one."""
        return any(self._gives(passage, OFTEN) for passage in told)

    def _repeats(self, asked: set[str], passage: Passage) -> bool:
        """Whether a passage says hardly a word that the question does not have itself."""
        said = set(content_stems(_without(self._corpus.naming.names, passage.text)))
        return len(said - asked) <= BESIDES and signs.REASON.search(passage.text) is None

    def _gives(self, passage: Passage, least: float) -> bool:
        known = self._of(passage)
        asked = sum(signs.ASKED_WHY.search(text) is not None for text in known)
        return signs.REASON.search(passage.text) is not None or asked >= least * len(known)

    def _speaks_of(self, question: str, passage: Passage) -> bool:
        known = {
            stem for text in (passage.text, *self._of(passage)) for stem in content_stems(text)
        }
        return all(stem in known or stem[0].isdigit() for stem in content_stems(question))

    def _of(self, passage: Passage) -> Sequence[str]:
        return self._asked.get(passage.id, ())

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        asked: dict[str, list[str]] = {}
        for entry in self._corpus.entries:
            for identity in entry.passages if entry.kind == "answer" else ():
                asked.setdefault(identity, []).append(entry.text)
        return asked


def says_what_for(question: str, row: Passage) -> bool:
    """Whether it asks why a thing is done ("why do it", "why bother with oiling") and this row is
    of that thing and has a column with what comes of it."""
    found = _DONE_WHY.match(question.strip(" ?!."))
    if found is None or len(row.cells) <= BESIDES or _SO_MUCH.search(found["thing"]):
        return False
    named = content_stems(_DONE.sub(" ", found["thing"]))
    return says_what_comes(row.header) and set(named) <= set(content_stems(row.cells[0].text))


def says_so(question: str, passage: Passage, names: Iterable[str]) -> bool:
    """Whether a passage says in its own words what a question supposes, so cannot contradict it.

    It has every word with meaning in the same order, every figure, and the same words that turn a
    sentence; what the corpus calls its subject may be left out.
    """
    asked, said = (_without(names, text) for text in (question, passage.text))
    stems = content_stems(asked)
    turned = [sorted(map(str.lower, _TURNS.findall(text))) for text in (asked, said)]
    if len(stems) < SAID_LEAST or turned[0] != turned[1]:
        return False
    return _holds(asked, said, stems)


def says_so_in_a_clause(question: str, passage: Passage, names: Iterable[str]) -> bool:
    """Whether one clause of a passage says what a question for the reason supposes: "why does the
    light hold" of "The light holds; the keeper never does"."""
    names = tuple(names)
    asked = signs.ASKED_WHY.sub(" ", _without(names, question))
    stems = content_stems(asked)
    if passage.cells or len(stems) < CLAUSE_LEAST or not signs.ASKED_WHY.search(question):
        return False
    turned = sorted(map(str.lower, _TURNS.findall(asked)))
    clauses = [_without(names, c) for c in CUT.split(passage.text)]
    return any(
        sorted(map(str.lower, _TURNS.findall(clause))) == turned and _holds(asked, clause, stems)
        for clause in clauses
        if not _BEGINS_WITH_DOING.match(clause)
    )


def _holds(asked: str, said: str, stems: Sequence[str]) -> bool:
    """Whether a text has the stems of what is asked in their order, and each of its figures."""
    rest = iter(content_stems(said))
    return numbers_in(asked) <= numbers_in(said) and all(stem in rest for stem in stems)


def says_first_of_two(
    question: str, passage: Passage, names: Iterable[str], stands_for: str = ""
) -> bool:
    """Whether a passage says what a question supposes to be so instead of something else: "why did
    she light both instead of putting one out" is not put right by "She lit both lamps".

    ``names`` are the subject's, ``stands_for`` is whom the passage calls "she".
    """
    if not passage.cells and _takes_away(question, passage.text):
        return True
    found = _INSTEAD.match(question)
    if found is None or passage.cells or _DENIED.search(found["so"]):
        return False
    names = tuple(names)
    said = {*content_stems(passage.text), *content_stems(stands_for)}
    given = _GIVES_AWAY.search(found["so"]) and _OF_OTHERS.search(passage.text)
    so = _GIVES_AWAY.sub(" ", found["so"]) if given else found["so"]
    asked = content_stems(_CHOICE.sub(" ", _without(names, so)))
    enough = len(asked) > 1 or (asked and (given or _CHOICE.search(so)))
    if not enough or not set(asked) <= said or _DENIED.search(passage.text):
        return False
    # Of whom the passage does not speak it may say the contrary, but for what he gives away.
    spoken_of = [_without(names, text) != text for text in (found["so"], passage.text)]
    return spoken_of != [True, False] or bool(given)


def _takes_away(question: str, text: str) -> bool:
    """Whether a sentence itself sets the other of two aside: "why by lamp instead of by flag" is
    not put right by "They speak by lamp, not by flag"; what is said instead may be in other words.
    """
    so = _INSTEAD.match(question) or _MORE_THAN.match(question)
    other, apart = _OTHER.search(question), _NOT_THAT.match(text)
    if so is None or other is None or apart is None or _DENIED.search(so["so"]):
        return False
    aside, wanted = set(content_stems(other["other"])), set(content_stems(so["so"]))
    denied, said = set(content_stems(apart["not"])), set(content_stems(apart["said"]))
    return bool(aside) and aside <= denied and not aside & said and not wanted & denied


def _without(names: Iterable[str], text: str) -> str:
    called = "|".join(re.escape(name) for name in sorted([*names, *_SOURCE], key=len, reverse=True))
    return re.sub(rf"\b(?:{called})s?\b(?:['’]s)?", " ", text, flags=re.IGNORECASE)


def _states(question: str, passage: Passage) -> bool:
    """Whether a passage has every amount of a question, in the same unit."""
    said = quantities(passage.text)
    return all(any(same_amount(one, other) for other in said) for one in quantities(question))
