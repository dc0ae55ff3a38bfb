"""Build the whole question of a follow-up that asks the same of somebody else: "and a designer?".

Which people stand for one another a table may say (``swap.py``). Beyond that a person is told by
the word for what he does, which ends as such words end in English ("manager", "designer",
"analyst"). One of the two has to be whom the corpus is about: "what does a nurse earn", "and a
keeper?" about keepers. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.text import patterns as re

_NO_PERSON = (
    r"number|other|another|answer|order|paper|matter|letter|chapter|quarter|power|computer|server|"
    r"corner|error|sector|factor|colou?r|former|latter|later|after|ever|never|over|under|whether|"
    r"rather|either|neither|further|longer|shorter|higher|lower|faster|better|bigger|smaller|"
    r"senior|junior|major|minor|summer|winter|october|november|december|september|newsletter|folder|header|driver|layer|"
    r"center|offer|career|filter|register|newer|older|simpler|easier|for|or|per|her|their|your|our"
)
_NOT_OF_IT = (
    r"do|does|did|are|is|was|were|can|could|should|would|will|how|what|who|which|when|where|many|"
    r"much|of|for|to|from|by|with|and|or|than|as|about|the|an?|any|some|hire|find"
)
_BEFORE = rf"(?:(?!(?:{_NOT_OF_IT})\b)[a-z][\w-]* ){{0,2}}"
_DOES = (
    rf"(?!(?:{_NO_PERSON})s?\b)(?:[a-z][\w-]*(?:er|or|eer|ist|ian|yst)|lead|coach|boss|chief|nurse|"
    r"pilot|clerk|consultant|assistant|accountant)"
)
_ONE = rf"(?:an?|the) (?P<one>{_BEFORE}{_DOES})\b"
_MANY = rf"(?P<many>{_BEFORE}{_DOES}s)\b"
_ROLE = re.compile(rf"\b(?:{_ONE}|{_MANY})", re.IGNORECASE)
_ANY_ROLE = re.compile(rf"\b(?:{_ONE.replace('an?|the', 'an?')}|{_MANY})(?! of\b)", re.IGNORECASE)
"""Somebody of his own: "the boss of a keeper" is the keeper's."""
_OF = re.compile(r"(?:(?:and|but|so|ok)\s+)*(?:of|from|to)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"(?:(?:and|but|ok|okay|so|now|then|well|fine|alright|no|sorry)\b[,.]?\s+)*"
    r"(?:(?:what|how) about|and for|and with|as for|for|of|with|by|to|than)?\s*"
    r"(?P<said>(?:(?:an?|the) )?(?P<name>[\w’'-]+(?: [\w’'-]+){0,3}?))"
    r"(?:,? (?:then|though|tho|instead|too|please|pls))*",
    re.IGNORECASE,
)
_LONGEST = 60


class Roles:
    """Who stands for whom in one corpus. Pure, and safe to share.

    Args:
        names: what the corpus calls its subject; those that are no person are left out.
        abbreviations: short forms with what they stand for.
    """

    def __init__(self, names: Sequence[str], abbreviations: Mapping[str, str]) -> None:
        people = {name.lower() for name in names if re.search(rf"\b{_DOES}$", name, re.IGNORECASE)}
        short = {form.lower() for form, full in abbreviations.items() if full.lower() in people}
        self._forms = people | short
        said = "|".join(re.escape(form) for form in sorted(self._forms, key=len, reverse=True))
        self._subject = re.compile(
            rf"\b(?:(?:an?|the) (?P<one>{said})|(?P<many>(?:{said})s))\b", re.IGNORECASE
        )

        self._anyhow = re.compile(rf"\b(?:(?:an?|the) )?(?:{said})s?\b", re.IGNORECASE)

    @property
    def forms(self) -> frozenset[str]:
        """What the subject is called, in lower case, where it is a person."""
        return frozenset(self._forms)

    def swapped(self, fragment: str, question: str) -> str:
        """``question`` about whom ``fragment`` names, or an empty string if it is no such swap."""
        found = _FRAGMENT.fullmatch(fragment) if len(fragment) <= _LONGEST else None
        if found is None or not self._forms:
            return ""
        name = found["name"].lower()
        subject = next((form for form in (name, name.removesuffix("s")) if form in self._forms), "")
        if subject:
            return _put(subject, question, _ROLE) if not self._subject.search(question) else ""
        # "And engineers?" may be whom a keeper talks to; "and a nurse?" is somebody of his own.
        role = _ROLE.fullmatch(found["said"])
        one = role["one"] if role and not found["said"].lower().startswith("the ") else None
        return _put(one, question, self._subject) if one else ""

    def beside(self, fragment: str, question: str, named: Iterable[str]) -> str:
        """``question`` with whom ``fragment`` names in the place of whom the subject is held
        against: "how does a keeper differ from a pilot", "and a sailor?".

        Args:
            named: further people by their names, as a table has them.
        """
        found = _FRAGMENT.fullmatch(fragment) if len(fragment) <= _LONGEST else None
        if found is None or not self._forms or _OF.match(fragment):
            return ""
        return self._beside(found["name"].lower(), found["said"], question, named)

    def _beside(self, name: str, said: str, question: str, named: Iterable[str] = ()) -> str:
        people = {*named} - self._forms
        role = _ROLE.fullmatch(said)
        one = name if name in people else (role["one"] if role else None)
        if not one or name in self._forms or said.lower().startswith("the "):
            return ""
        known = re.one_of(people)
        others = re.compile(
            rf"\b(?:(?P<one>(?:(?:an?|the) )?{known})|(?P<many>{known}s))\b", re.IGNORECASE
        )
        subject = self._anyhow.search(question)
        if subject is None:  # of two that a table holds against one another, it is the other one
            return _put(one, question, others) if name not in people else ""
        hidden = "~" * len(subject[0])
        rest = f"{question[: subject.start()]}{hidden}{question[subject.end() :]}"
        whom = next((way for way in (others, _ANY_ROLE) if way.search(rest)), None)
        found = whom.search(rest) if whom else None
        if whom is None or found is None or re.search(rf"\b{re.escape(one)}s?$", found[0].lower()):
            return ""
        return _put(one, rest, whom).replace(hidden, subject[0])


def _put(name: str, question: str, whom: re.Pattern[str]) -> str:
    """``question`` with ``name`` in the place of the person in it; empty where there is none."""
    found = whom.search(question)
    if found is None:
        return ""
    article = "an" if name[0].lower() in "aeiou" else "a"
    put = f"{article} {name}" if found["one"] else f"{name}s"
    return f"{question[: found.start()]}{put}{question[found.end() :]}"


def people_in(question: str, names: Iterable[str]) -> tuple[str, ...]:
    """The people of a question as it names them, each once: "a keeper", "pilots"."""
    said = re.one_of(names)
    anybody = re.compile(rf"\b(?:(?:(?:an?|the) )?{said}s?\b|{_ONE})", re.IGNORECASE)
    return tuple(dict.fromkeys(found.group() for found in anybody.finditer(question)))
