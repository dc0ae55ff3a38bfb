"""Questions beside which nothing is told, however near they sound.

An answer in part tells a fact that helps the person who asked. It does not where a reason is asked
for and none is given, where something that did not happen is supposed, and where a thing or company
that the documents merely name is asked about itself: repeating the sentence that names it would
look like an answer. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.sources.bank import BankEntry
from assistant.text import patterns as re
from assistant.text.words import content_stems

_REASON = re.compile(r"\b(?:why|how come|what (?:made|makes|caused|causes))\b", re.IGNORECASE)
_WHAT_MAKES = re.compile(r"(?:and |so |but )?what makes\b", re.IGNORECASE)
MORE_LEAST = 5
"""So many words beside those of the question tell something of it."""
_SUPPOSED = re.compile(
    r"^(?:and |but |so )?(?:if|suppose|supposing|imagine|assuming|assume|let's say|what if)\b"
    r"|\bwhat (?:if|would happen)\b|\b(?:were|was) (?:to|swapped|replaced)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"^(?:and |but |so )?(?:what if|if|suppose|supposing|imagine|assuming|assume)\b"
    r"(?!.*\b(?:i|i'm|me|my|we|us|our|you|your)\b).*\b(?:would|could|might)\b",
    re.IGNORECASE,
)
_TO_LOOK = re.compile(
    r"^(?:and |but |so )?(?:if|suppose|supposing|imagine|assuming|assume|let's say) (?:that )?"
    r"(?:i|we|you|one|some(?:one|body)|any(?:one|body)|a (?:person|stranger|visitor|camera))"
    r"(?: (?:were to|had to|could|would|['’]d|just|really|only))*"
    r" (?:(?:drew|saw|read|took a look|look|draw|put|sketch|see|take a look)\b"
    r"|(?:look|shadow|follow|watch|observ|listen|sketch|plott?|chart|count|measur|logg?|track|film"
    r"|record|add|tall[yi]|ask|split|sort|rank|compar|summ?|describ|summari[sz])(?:e?d|s)?\b)"
    r"[^,.:?;]*[,.:;?]\s*",
    re.IGNORECASE,
)
"""Who looks, counts or draws changes nothing of how things are: "if one shadowed a keeper, …"."""
_SUPPOSES = re.compile(
    r"\b(?:why|how come|what for|(?:what|which) reasons?|what makes|since|given|because"
    r"|considering)\b|^(?:as|if|when|with|now that)\b|n['’]?t (?:it|they|he|she|we|that)\b"
    r"|\b(?:right|correct|true)\W*$|\.\s|^(?:i|we|my|our|they|an?|the)\b(?!.*\?.*\bor\b)",
    re.IGNORECASE,
)
"""What takes something for granted, or states it before it asks."""
_OPENLY = re.compile(
    r"(?:and |so |but )?(?:what (?!for\b|reasons?\b|makes\b)|which (?!reasons?\b)|who\b"
    r"|how (?:much|many|long|often|far|soon)\b)(?!.*[.:;] )",
    re.IGNORECASE,
)
"""So a question begins that supposes nothing, whatever is asked behind it."""
_OWN_CASE = re.compile(
    r"^(?:and |but |so )?(?:if|suppose|supposing|imagine|assuming|assume|let's say) "
    r"(?:i|we)(?:['’]m|['’]re)? (?!.*\bif\b)"
    r"[^,.?]+[,.] (?:then )?(?:who|what|which|where|how (?:much|many|long))\b"
    r"(?!.*\b(?:happens?|me|us|my|our|i|we)\b)",
    re.IGNORECASE,
)
"""So somebody puts himself in a place of which the text may speak, and asks of nobody else's."""
SUPPOSING = 0.35
"""Share of false premises among the known questions from which on any form supposes something."""
_DENIED = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|without|hardly|rarely|cannot"
    r"|(?:do|does|did|is|are|was|were|has|have|can|should|would|could)nt)\b|n['’]t\b",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(
    rf"(?:(?:and|so|but|ok),? )*(?:why|how come)\b(?=.*(?:{_DENIED.pattern}))", re.I
)
REFUTED_MOST = 3
"""So many of the nearest false premises are looked at."""
_LETTERS = re.compile(
    r"\b(?:what|whats) (?:does|do|did|is|are)?\s*(?:the )?(?:(?:letters?|initials|abbreviations?"
    r"|acronyms?) )?\S+ (?:stands?|short) for\b|\b(?:letters|initials)\b.*\b(?:stand for|mean)"
    r"|\b(?:abbreviation|acronym)s?\b|\bspell(?:ed)? out\b",
    re.IGNORECASE,
)
"""What letters mean is said or not; a sentence that uses them does not help."""
_MENTIONED = re.compile(
    r"\b(?:mention\w*|named|listed|appears?|(?:come|show)s? up"
    r"|(?:in|on) (?:the|this|that|your|their) (?:article|text|list|table)|among"
    r"|one of|part of|anywhere)\b",
    re.IGNORECASE,
)
"""Who asks whether a name stands there does not ask about the thing."""
_SEVERAL = re.compile(r"[?;.] |\band\b|\balso\b|\bplus\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,:] )(?!I\b)[A-Z][\w]+(?: (?:of )?[A-Z][\w]+)*")
_AUXILIARY = r"(?:is|are|was|were|does|did|do|has|have|had|can|could|will|would)"
_BEFORE = (
    rf"(?:{_AUXILIARY}|\w's|of|in|with|by|behind|created?|invented|founded|owns?|made|built|run)"
)
_COMPARED = r"\b(?:cheaper|pricier|better|worse|faster|slower|easier|vs\.?|versus|or)\b"


def supposes_otherwise(question: str) -> bool:
    """Whether it asks how things would be if the world were another, not the person's own case.

    A text says how things are; what it says nearby is no answer to that.
    """
    return _OTHERWISE.search(_TO_LOOK.sub("", question)) is not None


def puts_himself(question: str) -> bool:
    """Whether somebody supposes himself in a place, and asks what holds there: "if I kept the
    lamp, who would be the ones trimming it?"."""
    return _OWN_CASE.search(question) is not None


def supposes(question: str, refuting: float) -> bool:
    """Whether a question takes something for granted that could be contradicted.

    Args:
        question: what is asked, without its frame; one that asks for a reason, or states
            something first, takes it for granted.
        refuting: the share of the known questions near it that do.
    """
    asks_openly = _OPENLY.match(question) is not None
    return refuting >= SUPPOSING or (not asks_openly and _SUPPOSES.search(question) is not None)


def denies_otherwise(question: str, near: Iterable[BankEntry]) -> bool:
    """Whether it asks why something is not so, where most premises near it that are known to be
    false, and the nearest, say that it is: what they are refuted by is then what it supposes.

    Args:
        question: what is asked, without its frame.
        near: the known questions near it, nearest first.
    """
    if not _WHY_NOT.match(question) or _SEVERAL.search(question):
        return False
    refuted = [entry.text for entry in near if entry.kind == "premise"][:REFUTED_MOST]
    saying = [_DENIED.search(text) is None for text in refuted]
    return bool(saying) and saying[0] and 2 * sum(saying) > len(saying)


def makes_it_so(question: str, passage: str, names: Iterable[str]) -> bool:
    """Whether a passage tells what makes a thing as it is said to be: "what makes lamps hard to
    clean" of "the hard part of cleaning a lamp is the glass behind the burner".

    It has every word with meaning of the question and says more than them; what the corpus calls
    its subject may be left out.
    """
    if _WHAT_MAKES.match(question) is None or _SEVERAL.search(question):
        return False
    own = {stem for name in names for word in name.split() for stem in content_stems(word)}
    own |= {stem.removesuffix("r") for stem in own}
    asked = set(content_stems(_WHAT_MAKES.sub("", question))) - own
    said = set(content_stems(passage))
    managed = {stem for stem in asked if stem.startswith("manag")}
    return len(asked - managed) > 1 and asked - managed <= said and len(said - asked) >= MORE_LEAST


def named_things(texts: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """What the texts call by a name, in lower case, without what is their own subject.

    Args:
        texts: sentences; a name is a run of capitalised words inside one.
        own: names of the subject and of the publisher, which may be asked about.

    Abbreviations are left out: most are words of the trade ("API"), not names.
    """
    mine = " ".join(own).lower()
    names = (match.group() for text in texts for match in _NAME.finditer(text))
    found = {name.lower() for name in names if not re.fullmatch(r"[A-Z0-9 ]+s?", name)}
    return frozenset(name for name in found if not re.search(rf"\b{re.escape(name)}", mine))


PLACED_MOST = 3
"""Words that may stand between somebody and where he is: "the keeper you placed in Brest"."""


class Beside:
    """Tells for one corpus whether a question is one beside which nothing is told.

    Args:
        names: what the documents call by a name.
        persons: who the documents are about, or tell of; where one of them is ("the keeper in
            Brest") is no question for the place itself.
    """

    def __init__(self, names: frozenset[str], persons: Iterable[str] = ()) -> None:
        known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        somebody = "|".join(re.escape(name) for name in sorted(persons, key=len, reverse=True))
        self._placed = (
            re.compile(
                rf"\b(?:{_AUXILIARY}|about) (?:(?:the|an?) )?(?:{somebody})s?"
                rf"(?: [\w']+){{0,{PLACED_MOST}}}? (?:in|at|near|from) (?:the )?(?:{known})\b",
                re.IGNORECASE,
            )
            if known and somebody
            else None
        )
        self._itself = (
            re.compile(
                rf"\b{_BEFORE} (?:the )?(?:{known})\b"
                rf"|\b(?:{known})(?:'s)?\b[^.?!]*{_COMPARED}|{_COMPARED} (?:{known})\b",
                re.IGNORECASE,
            )
            if known
            else None
        )

    def nothing(self, question: str) -> bool:
        """Whether what lies near the question is not worth telling."""
        if _SUPPOSED.search(_TO_LOOK.sub("", question)) or _LETTERS.search(question):
            return True
        if _SEVERAL.search(question):
            return False
        reason = _REASON.search(question) is not None
        if reason or self._itself is None or _MENTIONED.search(question):
            return reason
        asked = self._placed.sub(" ", question) if self._placed else question
        return self._itself.search(asked) is not None
