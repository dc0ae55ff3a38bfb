"""Terms that a text uses and does not explain.

Who asks what "the blast radius" means, what counts as "the bar", who came up with the word or what
a metric includes asks for more than the sentence that uses it. The sentence is worth telling, and
that it explains nothing has to be said with it. A term is explained where a sentence begins with
it or goes on with "is", "means", a bracket or the like. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems, stem

_AS = r"(?:the |a |an |this |that )?(?:(?:term|phrase|word|expression|wording|idea) )?(?:of )?"
_LITTLE = r"(?:(?:even|really|exactly|actually|precisely|here|all|else|just) )*"
_CLOSED = r"(?=\W*$|\s+(?:here|exactly|even|really|in|for|as|when|to|at|by|on)\b|,)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhat (?:does|do|did|would) {_LITTLE}{_AS}(?P<term>.+?) {_LITTLE}mean(?:s|t)?{_CLOSED}",
        rf"\bwhat {_LITTLE}{_AS}(?P<term>[\"“‘'«].+?[\"”’'»]) {_LITTLE}means?\b",
        rf"\bwhat (?:is|are|was) {_LITTLE}{_AS}(?P<term>.+?) supposed to mean\b",
        rf"\bwhat (?:does|do|did) {_LITTLE}{_AS}(?P<term>.+?) {_LITTLE}refer to\b",
        rf"\bwhat(?:['’]?s| is) {_LITTLE}meant (?:by|with) {_AS}(?P<term>.+)",
        rf"\bwhat (?:do|does|did) (?:you|they|he|it|people|the \w+) {_LITTLE}mean (?:by|with)"
        rf" {_AS}(?P<term>.+)",
        rf"\b(?:meaning|definition|sense) (?:of|behind) {_AS}(?P<term>.+)",
        rf"^(?:please |can you |could you )?define {_AS}(?P<term>.+)",
        rf"\bhow (?:is|are) {_AS}(?P<term>.+?) defined\b",
        rf"\bhow (?:do|does|would) (?:you|they|the \w+) define {_AS}(?P<term>.+)",
        rf"\bwhat {_LITTLE}(?:counts|qualifies|passes) (?:as|for|under|towards?) {_AS}(?P<term>.+)",
        rf"\b(?:which|what) (?:[\w-]+ ){{0,4}}(?:falls?|comes?) under {_AS}(?P<term>.+)",
        rf"\bwhat {_LITTLE}(?:does|do) {_LITTLE}{_AS}(?P<term>.+?) {_LITTLE}"
        r"(?:include|consist of|comprise|cover|encompass)\b",
        rf"\bwho {_LITTLE}(?:coined|invented|(?:came|comes) up with|thought up|first used) "
        r"(?:the )?(?:term|phrase|word|expression|wording|name) (?:of )?(?P<term>.+)",
    )
)
_SIGNS = (
    *("mean", "refer", "defin", "sense", "counts", "qualifies", "passes", "fall", "come", "came"),
    *("include", "consist", "comprise", "cover", "encompass", "coined", "invented", "thought up"),
    "first used",
)
"""None of the forms is without one of these."""
_QUOTED = re.compile(r"[\"“‘'«](?P<term>[^\"”’'»]{2,40})[\"”’'»]")
_PLACE = re.compile(
    r"\s+(?:in (?:the|this|that|your|their|our|plain|simple)\b|here\b|exactly\b|for (?:me|a)\b"
    r"|as an?\b|that\b|which\b|please\b|actually\b|if\b|when\b|,).*$",
    re.IGNORECASE,
)
_EXPLAINS = (
    r"[\"”’']?(?:\s+(?:is|are|means?|comes? first|consists?|includes?|refers?)\b|\s*[(:]"
    r"|, (?:the one|the \w+ (?:that|which)|that is|which)\b)"
)
_FRONT = r"^(?:\W|the |a |an |real |true |actual )*"
_IS = r"[\"”’']?\s+(?:is|are|means?|refers? to)\s+(?!not\b)"
_THAT_ONE = re.compile(r"(?:that|this|these|those)\b", re.IGNORECASE)
TERM_WORDS = 5
EXPLAINED = 0.92
"""From this probability of a whole answer on, a term that is merely used counts as explained."""
NAMED_MOST = 2
"""Passages that are told for a term that they use."""
_WORD = re.compile(r"\w+")


def term_asked(question: str) -> str:
    """The term whose meaning, content or origin is asked for; empty for any other question."""
    spoken = question.casefold()
    for form in _FORMS if any(sign in spoken for sign in _SIGNS) else ():
        if found := form.search(question):
            quoted = _QUOTED.search(question)
            term = quoted["term"] if quoted else _PLACE.sub("", found["term"])
            term = term.strip(" \t.,!?;:\"'“”‘’")
            fits = 0 < len(term.split()) <= TERM_WORDS and content_stems(term)
            return term if fits else ""
    return ""


def merely_used(term: str, passages: Sequence[Passage], names: Iterable[str]) -> list[Passage]:
    """The passages that use a term, where none of them explains it; what the corpus calls its
    subject is explained by all of it."""
    if {s for name in names for s in content_stems(name)} >= set(content_stems(term)):
        return []
    words = r"[^\w.;:?!]{1,3}".join(
        rf"{re.escape(_root(w))}\w*" for w in _WORD.findall(_bare(term))
    )
    used = re.compile(rf"\b{words}", re.IGNORECASE)
    explained = re.compile(rf"{_FRONT}{words}|\b{words}{_EXPLAINS}", re.IGNORECASE)
    using = [p for p in passages if used.search(p.text)]
    if any(explained.search(cell.text) for p in using for cell in p.cells[:1]):
        return []
    return [] if any(explained.search(p.text) for p in using if not p.cells) else using


def says_what_it_is(term: str, passage: Passage) -> bool:
    """Whether a sentence begins with a term and says what it is: "The real limit is the oil"."""
    words = r"[^\w.;:?!]{1,3}".join(rf"{re.escape(w)}" for w in _WORD.findall(_bare(term)))
    begins = re.compile(rf"{_FRONT}{words}{_IS}", re.IGNORECASE)
    return bool(words) and not passage.cells and begins.search(passage.text) is not None


def points_back(term: str) -> bool:
    """Whether it is no term but words that point at what stands before them: "that one lamp"."""
    return _THAT_ONE.match(term) is not None


def _bare(term: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", term, flags=re.IGNORECASE)


def is_common(term: str, passage: Passage) -> bool:
    """Whether a passage has the term as a word of the language, and not written as a name."""
    return term.lower() in passage.text and passage.kind != "table_header"


def _root(word: str) -> str:
    """A word as far as its forms share it."""
    lowered = word.lower()
    root = stem(lowered)
    return root if lowered.startswith(root) else lowered
