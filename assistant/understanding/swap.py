"""Build the whole question of a follow-up that only swaps the subject: "and a TPM's?".

Which names stand for one another is read from the corpus: the columns of a table name things of one
kind, and so does what is called by their initials. Nothing is known here of what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.understanding.claimed import checked_by
from assistant.understanding.roles import Roles

_FRAGMENT = re.compile(
    r"(?:(?:and|but|ok|so|now|then|just|only)\s+)*"
    r"(?:(?:is|are) (?:that|it|this|those|these|they) (?:also )?(?:the same|different|true)\s*|"
    r"(?:does|do|would) (?:that|it|this|the same|those|these) (?:also )?(?:apply|hold|go|count)\s*|"
    r"how (?:does|do|is|are|would) (?:that|it|this|those|these|they) (?:differ|compare|different|"
    r"look|vary)\s*|(?:the )?same (?:thing )?)?"
    r"(?:what about|how about|and for|and with|as for|as with|for|of|with|in|"
    r"by|to|from|than|about)?\s*(?:an?|the|your)?\s*(?P<plain>regular|normal|plain|ordinary|usual|"
    r"standard|typical|simple|classic)?\s*(?P<name>.+?)(?P<own>'s|s'?)?"
    r"(?:\s+(?:though|tho|then|instead|too|themselves|only|alone|please|pls))*"
)
_PLAIN = "regular|normal|plain|ordinary|usual|standard|typical|classic|non-technical"
_STANDS_IN = re.compile(r"\b(?:they|them|he|she)\b", re.IGNORECASE)
_OWNED = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*their (?P<matter>[\w -]{3,30}?)\W*$", re.IGNORECASE
)
_ONE = frozenset({"one", "kind", "type", "version", "sort"})
"""A name that was left out: "the normal one"."""
_HEADS = re.compile(
    r"(?!(?:who|why|when|where|how|is|are|do|does|did|can)\b)(?:[\w-]+ ){0,2}[\w-]+\s*[?.!]*",
    re.IGNORECASE,
)
"""A question that names a matter and nothing else: "typical background?"."""
_SIDE_BY_SIDE = re.compile(r"\b(?:each|both|respectively) ", re.IGNORECASE)
"""What is said of two things, and of none alone."""
_YES_NO = re.compile(
    r"(?P<verb>do|does|did|can|could|should|will|would|must|are|is|have|has)(?:n't)?"
    r" (?:they|he|she)\b",
    re.IGNORECASE,
)
_OF_ONE = {"do": "does", "are": "is", "have": "has"}
SEVERAL = re.compile(
    r"\b(?:teams|groups|companies|firms|shops|start-?ups|people|clients|members|employees"
    r"|[a-z]{2,}(?:er|or|ist|ian|yst|lead)s)\b",
    re.IGNORECASE,
)
"""Several who may be meant by "they"."""
_LOOKED_BACK = 3
"""Questions in which a name is looked for."""
_LONGEST = 60
_NAME_WORDS = 2
"""Least words of a name that is called by its initials."""


class Swaps:
    """The names of one corpus that stand for one another.

    Args:
        passages: all of them; their tables name what stands for one another.
        roles: the people who are asked about without a table that names them.
    """

    def __init__(self, passages: Sequence[Passage], roles: Roles | None = None) -> None:
        self._roles = roles
        groups = {tuple(group) for passage in passages if (group := list(_group(passage.header)))}
        self._groups = [dict(_forms(group)) for group in sorted(groups)]

    @property
    def people(self) -> frozenset[str]:
        """All names by which people are asked about, in lower case."""
        forms = (form for group in self._groups for form in group)
        return frozenset(forms) | (self._roles.forms if self._roles else frozenset())

    def swapped(self, fragment: str, question: str, *, named: bool = False) -> str:
        """``question`` about what ``fragment`` names, or an empty string if it is no such swap.

        ``named`` wants a name of the group in the question itself, to be sure.
        """
        if len(fragment) > _LONGEST or not question:
            return ""
        match = _FRAGMENT.fullmatch(fragment.lower())
        if match is None:
            return ""
        if self._roles is not None and not named:
            people = {form for forms in self._groups for form in forms}
            if beside := self._roles.beside(fragment, question, people):
                return beside
        meant = match["name"]
        for forms in self._groups:
            if named and not (_names_one(question, forms) or _OWNED.match(question)):
                continue
            name = forms.get(meant) or forms.get(meant.removesuffix("s"))
            if match["plain"] and meant in _ONE:  # the normal one has the name that is no other's
                name = min(forms.values(), key=len)
            name = name or _told_apart(meant, forms)
            if name is not None and (swapped := _put(name, question, forms)):
                return swapped
        return self._roles.swapped(fragment, question) if self._roles and not named else ""

    def other(self, question: str) -> str:
        """``question`` about the other one of two; empty where it names neither, or of three."""
        for forms in self._groups:
            names = sorted({*forms.values()})
            said = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
            found = re.search(rf"\b(?P<said>{said})s?\b", question, re.IGNORECASE)
            if len(names) == 2 and found:
                other = next(name for name in names if name != forms[found["said"].lower()])
                return _put(other, question, forms)
        return ""

    def asked_of(self, message: str, asked: Sequence[str]) -> str:
        """A question of yes or no about "them", or what is checked of them ("so they row?"), with
        the name in the newest question that has one; empty for any other message."""
        message = checked_by(message)[0] or message
        if not (found := _YES_NO.match(message)):
            return ""
        verb = found["verb"].lower()
        # People are asked about as one of them, as most questions are.
        message = f"{_OF_ONE.get(verb, verb)} he{message[found.end() :]}"
        for question in reversed(asked[-_LOOKED_BACK:]):
            if named := self.resolved(message, question):
                first = SEVERAL.search(question)  # "what do the teams want from a keeper"
                before = question[: first.end()] if first else question
                return named if any(_names_one(before, forms) for forms in self._groups) else ""
            if not _STANDS_IN.search(question):
                return ""
        return ""

    def resolved(self, message: str, question: str) -> str:
        """``message`` with its "they" named as in ``question``; empty where that names none."""
        stands = re.search(r"\b(?:they|he|she)\b", message, re.IGNORECASE)
        for forms in self._groups:
            said = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
            found = re.search(rf"\b(?P<said>{said})s?\b", question, re.IGNORECASE)
            if stands and found:
                name = forms[found["said"].lower()]
                one = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
                put = f"{name}s" if stands[0].lower() == "they" else one
                return f"{message[: stands.start()]}{put}{message[stands.end() :]}"
        return ""


def _names_one(question: str, forms: Mapping[str, str]) -> bool:
    said = "|".join(map(re.escape, forms))
    return re.search(rf"\b(?:{said})s?\b", question, re.IGNORECASE) is not None


def _told_apart(named: str, forms: Mapping[str, str]) -> str | None:
    """The name that has a word which no other has: "the technical one"."""
    word, _, one = named.rpartition(" ")
    having = {name for name in forms.values() if word in name.split()}
    return having.pop() if one.removesuffix("s") in _ONE and len(having) == 1 else None


def _put(name: str, question: str, forms: Mapping[str, str]) -> str:
    """``question`` with ``name`` in the place of the first other name, or an empty string."""
    said = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    pattern = (
        rf"\b(?:(?P<article>an?)\s+)?(?:(?:{_PLAIN})\s+)?"
        rf"(?P<said>{said})(?P<plural>s?)(?P<own>['’]s)?\b"
    )
    both = re.search(
        rf"{pattern}(?: and | or |, | & | vs\.? ){_again(pattern)}", question, re.IGNORECASE
    )
    if both and name in (forms[both["said"].lower()], forms[both["said2"].lower()]):
        one = f"{question[: both.start()]}{name}s{question[both.end() :]}"
        return _SIDE_BY_SIDE.sub("", one)
    found = re.search(pattern, question, re.IGNORECASE)
    if found is None and (stands := _STANDS_IN.search(question)):
        many = stands[0].lower() in ("they", "them")
        put = f"{name}s" if many else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
        return question[: stands.start()] + put + question[stands.end() :]
    an = "an " if name[0] in "aeiou" else "a "
    if found is None and (owned := _OWNED.match(question)):
        return f"{owned['matter']} of {an}{name}"
    if found is None and _HEADS.fullmatch(question):
        return f"{question.rstrip(' ?.!')} of {an}{name}"
    if found is None or forms[found["said"].lower()] == name:
        return ""
    article = an if found["article"] else ""
    put = f"{article}{name}{found['plural']}{found['own'] or ''}"
    return question[: found.start()] + put + question[found.end() :]


def _again(pattern: str) -> str:
    """The same pattern with groups of other names."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\g<1>2>", pattern)


def _group(header: Sequence[str]) -> Iterator[str]:
    """The columns of a table that name things: those of several words, written as names are."""
    named = [name for name in header[1:] if len(name.split()) >= _NAME_WORDS and name.istitle()]
    yield from named if len(named) > 1 else ()


def _forms(group: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each way of saying a name of the group, in lower case, with the name."""
    for name in group:
        yield name.lower(), name.lower()
        yield "".join(word[0] for word in name.split()).lower(), name.lower()
