"""Yes or no from questions that are known to be answered with it (``sources/notes.py``).

The nearest known questions alone do not tell: "does it sit with marketing" and "does it sit with
the keeper" are near and answered otherwise. So words must tell, too. Either the nearest of the
questions that the cited passages prove all say the same, and each word of the question is known
from such questions with that answer and hardly from ones with the other. Or the known question that
has most of its words is very near, no near one with the other answer has as many of them, and each
word in which they differ is so known, or stands with either answer elsewhere. A word that could
turn the answer round is thereby one that has never turned it; and neither denies more or less than
the other. English. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import Literal

from assistant.reading.tables.columns import columns_alike
from assistant.reading.yes_no.plain_words import plain_words
from assistant.records import Passage
from assistant.sources.bank import BankEntry
from assistant.sources.notes import How, YesNo
from assistant.text import patterns as re

NEAR_LEAST = 0.5
"""Least cosine of known questions of which several agree."""
NEAREST_LEAST = 0.7
"""The same for one that has almost the same words."""
NEUTRAL_MOST = 2
"""Words in which it and the question differ where one that turns nothing may come in."""
DIFFERING_MOST = 8
"""Words that it and the question may not have in common."""
NEARLY_MOST = 1
"""Words in which one may differ that is looked for by its words."""
NEAR_MOST = 3
"""The nearest known questions that must agree."""
OTHER_MOST = 0.5
"""How often a word may stand in questions with the other answer, of how often it does in these."""

NEUTRAL_LEAST = 2
"""Known questions with each answer in which a word stands that turns none."""

Says = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to be said, and the passages that prove it or stand beside that."""

    says: Says
    passages: frozenset[str]
    how: How = ""


_TAG = re.compile(
    r"[,.;]\s*(?:(?:do|does|is|are|did|was|were|has|have|can|could|would|will|should)"
    r"(?:n['’]t| not)?"
    r" (?:it|they|he|she|there|you|we|that|this)|right|correct|true|no|yes|yeah|huh"
    r"|is (?:that|it) (?:right|so|true|correct))\W*$"
    r"|,?\s+or (?:no|not|nah|nope|what)\W*$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|never|without|nobody|none|nothing|neither|nor|cannot|hardly|rarely)\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS_IF = re.compile(
    r"(?:^|[,;:.]\s+|\b(?:so|and|but|ok|okay|hi|hey|hmm|well|wait|just|please|no|true that)\s+)"
    r"(?:is|are|am|was|were|do|does|did|has|have|can|could|should|must|may|might|will|would)"
    r"(?:n['’]?t)?\b(?! (?:me|not)\b)"
    r"|\b(?:good idea|realistic|sensible|wise)\W*$",
    re.IGNORECASE,
)
_ASKS_OTHERWISE = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how)\b"
    r"|\b(?:can|could|would|will) (?:you|u) (?:please |kindly )?(?:tell|list|name|give|show"
    r"|describe|explain|compare|sum|recap|outline|share|lay|contrast|retell)",
    re.IGNORECASE,
)
"""In front of the verb, or with it: a question word, or a request."""
_SEVERAL = re.compile(r"[?.!;]\s+\w|\bor\b", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"(?:(?:so|and|but|ok|well)\b[, ]*)*(?:since|because|as|given|seeing|now that|considering"
    r"|assuming|supposing"
    r"|if (?!(?:i|we|you|my|our|someone|somebody)\b))\b[^?]*,\s*(?:then )?\w",
    re.IGNORECASE,
)
"""So a question opens that takes something for granted before it asks."""
_OPENS_WITH_ME = re.compile(
    r"(?:hi|hello|hey|so|ok)?\W*(?:i|i['’]m|i['’]ve|my (?:boss|manager|team|company)"
    r"|our (?:boss|ceo|cto|company|manager)|we|we['’]re|we['’]ve)\b",
    re.IGNORECASE,
)
_SUBJECT = "subject"
"""Stands for each of its names; "is this role a job in …" names it twice."""
_SIDES = frozenset(("than", "befor", "after", "instead", "rather", "over", "not"))
"""Stems with two sides that are not to be exchanged."""
_TURNING = frozenset(
    re.findall(
        r"\w+",
        "outsid less more fewer onli alway never all everi without except instead rather beyond"
        " most least befor after enough too same differ opposit unlik chang both neither half twice"
        " fals wrong myth mistak misconcept exagger overst underst leav non anyth but rare first"
        " last old unwis alon best worst two three four five six seven eight nine ten third quarter"
        " dozen stay",
    )
)
"""Stems that turn an answer round wherever they come in or fall away."""
_UNITS = frozenset(("minut", "hour", "day", "week", "month", "quarter", "year", "decad"))
"""Stems of which another one makes another figure."""
_SCALING = frozenset(
    re.findall(r"\w+", "lot often much alway all everi whole entir frequent regular daili constant")
)
"""Stems that ask for more of the same: what is not so is not so a lot."""
_POSSIBLE = frozenset(("can", "ever"))
"""Stems that ask for less: what is so can be so."""
_ASKING = frozenset(("who", "whom", "whose", "what", "when", "where", "which", "whi", "how"))
"""Stems with which something else is asked, too; none of them is neutral."""
_GIVES = r"(?:charges?|bills?|invoices?|pays?|owes?)"
_WHOM = re.compile(
    rf"\b{_GIVES} (?:(?:the|your|any|all|both) )?(?:me|us|you|them|him|her|(?!fees\b)\w+s)\b"
    rf"|\b(?:i|we|they|(?!does\b|fees\b|guys\b|folks\b)\w+s) "
    rf"(?:(?:ever|also|have to|need to|must) )?{_GIVES}\b"
    r"|\b(?:paid|charged|billed|compensated|remunerated|funded) by\b"
    r"|\b(?:do|does|did) (?:an?|the|your|my|our) (?:[\w-]+ ){1,3}?(?:pay|owe)\b",
    re.IGNORECASE,
)
"""Says who has to pay, or be paid by, whom: turned round, it asks something else."""
_OR = re.compile(r"\bor (?!not\b|no\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Near:
    """A known question near the one that is asked."""

    says: Says
    passages: frozenset[str]
    cosine: float
    words: tuple[str, ...]
    denies: bool
    how: How = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words with meaning of a question, in order, and whether it denies something."""

    words: tuple[str, ...]
    denies: bool

    def differing(self, known: _Near) -> frozenset[str]:
        """Words that only one of the two has."""
        return frozenset(self.words) ^ frozenset(known.words)

    def bearing(self, known: _Near) -> frozenset[str]:
        """Words that only this one has and that its answer follows with: "do they always" where
        they do not, "can they" where they do."""
        if known.denies or self.denies:
            return frozenset()
        follows = _SCALING if known.says == "no" else _POSSIBLE
        return (frozenset(self.words) - frozenset(known.words)) & follows

    def is_turned(self, known: _Near) -> bool:
        """Whether only one of the two denies, limits or the like, or the sides of a comparison
        stand in another order ("is A more than B")."""
        differing = self.differing(known)
        if known.denies != self.denies or (differing - self.bearing(known)) & _TURNING:
            return True
        often = _apart(self.words) - _apart(known.words)
        if any(word in known.words for word in often):
            return True  # "is managing engineers the engineering manager's job"
        if len(differing & _UNITS) > 1:
            return True
        if any(character.isdigit() for word in differing for character in word):
            return True  # another figure, or another name ("S3")
        both = set(self.words) & set(known.words)
        if not both & _SIDES:
            return False
        return [w for w in self.words if w in both] != [w for w in known.words if w in both]


class KnownYesNo:
    """The known questions of one corpus that ask yes or no.

    Args:
        noted: what the notes say.
        names: what the corpus calls its subject; they count as one word.
    """

    def __init__(self, noted: Iterable[YesNo], names: Sequence[str]) -> None:
        self._noted = tuple(noted)
        called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._names = re.compile(rf"\b(?:{called})s?\b", re.IGNORECASE) if called else None

    def prepare(self) -> None:
        """Lays out what is known, which the first question of yes or no would wait for."""
        _ = self._by_proof, self._by_answer, self._by_passage

    def says(
        self,
        question: str,
        cited: Sequence[Passage],
        neighbours: Sequence[tuple[BankEntry, float]],
        *,
        in_part: bool = False,
    ) -> Known | None:
        """What is said, or ``None`` where that is not certain.

        What is answered ``in_part`` is known only where all of its words are, and no others.

        Args:
            question: what is asked, without its frame.
            cited: the passages that answer it.
            neighbours: the nearest known questions of the bank with their cosines, nearest first.
        """
        body = _body(_in_one(question))
        if not self._noted or not asks_if(question) or _SEVERAL.search(body):
            return None
        if _SUPPOSES.match(question):
            return None  # its words are not all of what is asked: "since A does it, does B?"
        proving = frozenset(passage.id for passage in cited)
        # Who is asked about decides in a row that sets like things side by side, not each word.
        beside = {p.id for p in cited if p.kind == "table_row" and columns_alike(p.header)}
        asked = _Asked(self._words(body), _denies(body))
        found = dict.fromkeys(self._by_words.get(frozenset(asked.words), ()), 1.0)
        for entry, cosine in () if in_part else neighbours:
            if cosine >= NEAR_LEAST and entry.text in self._by_text:
                found.setdefault(entry.text, cosine)
        near = [self._near(text, cosine, proving) for text, cosine in found.items()]
        near = [known for known in near if known.passages]
        nearly = () if in_part else self._nearly_of_these_words(asked, proving)
        also = (self._near(text, NEAREST_LEAST, proving) for text in nearly if text not in found)
        near += [known for known in also if not asked.is_turned(known)]
        if near and near[0].passages & beside:
            near = [known for known in near if not asked.differing(known)]
        says = (self._agreed(asked, near) or self._nearly_said(asked, near)) if near else None
        if says is None or (_WHOM.search(body) and not _paired(asked.words, near)):
            return None
        alike = [known for known in near if known.says == says]
        return Known(says, frozenset().union(*(n.passages for n in alike)), alike[0].how)

    def _near(self, text: str, cosine: float, proving: frozenset[str]) -> _Near:
        """A known question, with those of the passages that prove it."""
        says, passages, how = self._by_text[text]
        body = _body(text)
        return _Near(says, passages & proving, cosine, self._words(body), _denies(body), how)

    def _nearly_of_these_words(self, asked: _Asked, passages: frozenset[str]) -> Iterable[str]:
        """The known questions of some passages that differ from one in hardly a word; not each of
        them is in the bank, and not each is among its neighbours."""
        words = frozenset(asked.words)
        for passage in sorted(passages):
            for known, texts in self._by_proof.get(passage, {}).items():
                if len(words ^ known) <= NEARLY_MOST:
                    yield from texts

    def _agreed(self, asked: _Asked, near: Sequence[_Near]) -> Says | None:
        """What the nearest all say, where each word of the question speaks for it."""
        straight = [known for known in near if not asked.is_turned(known)]
        if straight[:1] != list(near[:1]) and (asked.denies or _TURNING & set(asked.words)):
            return None
        first = straight[:NEAR_MOST]
        if len({known.says for known in first}) != 1:
            return None
        bearing = asked.bearing(first[0])
        words = [w for w in asked.words if w not in bearing and not self._is_neutral(w, first[0])]
        return first[0].says if self._speak_for(words, first[0]) else None

    def _nearly_said(self, asked: _Asked, near: Sequence[_Near]) -> Says | None:
        """What one with almost the same words says, where the other words speak for it."""
        close = [k for k in near if k.cosine >= NEAREST_LEAST and not asked.is_turned(k)]
        if not close:
            return None
        best = min(close, key=lambda known: (len(asked.differing(known)), -known.cosine))
        differing = asked.differing(best) - asked.bearing(best)
        if len(differing) > DIFFERING_MOST:
            return None
        opposing = (known for known in near[:NEAR_MOST] if known.says != best.says)
        if any(len(asked.differing(known)) <= len(differing) for known in opposing):
            return None
        added = differing & frozenset(asked.words)
        if len(differing) <= NEUTRAL_MOST:
            added = frozenset(word for word in added if not self._is_neutral(word, best))
        return best.says if self._speak_for(added, best) else None

    def _speak_for(self, words: Iterable[str], known: _Near) -> bool:
        """Whether each word stands in questions with this answer, and hardly in others."""
        these: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for passage in known.passages:
            for says, counted in self._by_passage[passage].items():
                (these if says == known.says else others).update(counted)
        return all(these[word] and others[word] <= OTHER_MOST * these[word] for word in words)

    def _is_neutral(self, word: str, known: _Near) -> bool:
        """Whether a word that no question of these passages has stands with either answer
        elsewhere, so that it says nothing of it."""
        if word in _ASKING or any(
            counted[word]
            for passage in known.passages
            for counted in self._by_passage[passage].values()
        ):
            return False
        return min(self._by_answer["yes"][word], self._by_answer["no"][word]) >= NEUTRAL_LEAST

    def _words(self, body: str) -> tuple[str, ...]:
        text = body.lower()
        if self._names is not None:
            text = self._names.sub(f" {_SUBJECT} ", text)
        return plain_words(text)

    @cached_property
    def _by_text(self) -> Mapping[str, tuple[Says, frozenset[str], How]]:
        return {
            question: (row.says, frozenset(row.passages), row.how)
            for row in self._noted
            for question in row.questions
        }

    @cached_property
    def _words_of(self) -> Mapping[str, frozenset[str]]:
        """The words of each known question."""
        return {text: frozenset(self._words(_body(text))) for text in self._by_text}

    @cached_property
    def _by_words(self) -> Mapping[frozenset[str], tuple[str, ...]]:
        """The known questions of just these words; not each of them is in the bank."""
        found: dict[frozenset[str], list[str]] = {}
        for text, words in self._words_of.items():
            found.setdefault(words, []).append(text)
        return {words: tuple(texts) for words, texts in found.items()}

    @cached_property
    def _by_proof(self) -> Mapping[str, Mapping[frozenset[str], tuple[str, ...]]]:
        """The known questions of each passage by their words."""
        found: dict[str, dict[frozenset[str], tuple[str, ...]]] = {}
        for words, texts in self._by_words.items():
            for text in texts:
                for passage in self._by_text[text][1]:
                    alike = found.setdefault(passage, {})
                    alike[words] = (*alike.get(words, ()), text)
        return found

    @cached_property
    def _by_answer(self) -> Mapping[Says, Counter[str]]:
        """How many questions with each answer have a word."""
        found: dict[Says, Counter[str]] = {"yes": Counter(), "no": Counter()}
        for row in self._noted:
            for question in row.questions:
                found[row.says].update(self._words_of[question])
        return found

    @cached_property
    def _by_passage(self) -> Mapping[str, Mapping[Says, Counter[str]]]:
        """How many questions of a passage with each answer have a word."""
        found: dict[str, dict[Says, Counter[str]]] = {}
        for row in self._noted:
            for question in row.questions:
                words = self._words_of[question]
                for passage in row.passages:
                    counted = found.setdefault(passage, {"yes": Counter(), "no": Counter()})
                    counted[row.says].update(words)
        return found


def _apart(words: Sequence[str]) -> Counter[str]:
    """How often each word stands, where two of the same side by side ("realistic to become", which
    count as one) are one."""
    return Counter(word for word, _ in groupby(words) if word != _SUBJECT)


def _paired(words: Sequence[str], near: Sequence[_Near]) -> bool:
    """Whether words that stand side by side do so in a near question, too: "is there a charge when
    you hire a mate" says nothing of whether a mate is charged."""
    sided = {pair for known in near for pair in pairwise(known.words)}
    return all(pair in sided for pair in pairwise(words))


def asks_who_pays(question: str) -> bool:
    """Whether yes or no is asked to who pays, or is paid by, whom, and not which of two it is."""
    whom = _WHOM.search(_body(question))
    return whom is not None and asks_if(question) and _OR.search(question) is None


def asks_if(question: str) -> bool:
    """Whether yes or no is asked for: a verb in front, or consent to a sentence."""
    asks = _ASKS_IF.search(question)
    if asks is None:
        return _TAG.search(question) is not None
    otherwise = _ASKS_OTHERWISE.search(question)
    return otherwise is None or otherwise.start() > asks.end()


def _in_one(question: str) -> str:
    """A question behind what somebody says of himself, as one: "I am a cook. Could I sail?"."""
    says, _, asks = question.strip().rpartition(". ")
    alone = _OPENS_WITH_ME.match(says) is not None and not _SEVERAL.search(says)
    return f"{says}, {asks}" if alone and says else question


def _body(question: str) -> str:
    """The question without what only asks for consent at its end."""
    return _TAG.sub("", question)


def _denies(body: str) -> bool:
    return len(_DENIES.findall(body)) % 2 == 1
