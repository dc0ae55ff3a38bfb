"""What an answer in part leaves open, in the words of the person who asked.

"The article does not say …" must be true of what was asked, and not of a question that is merely
near: the place, the amount and the name have to be the visitor's. So words are taken over from a
known question only where the two differ in nothing that matters; otherwise they are made from the
question itself, by rules that keep its words, and where no rule fits it is quoted. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.sources.bank import BankEntry
from assistant.text.forms import Abbreviations, plain
from assistant.text.words import content_stems

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|must|may)"
_TURNED = re.compile(rf"\b(?:{_AUXILIARY}|doing|'s)\b|\w's\b", re.IGNORECASE)
_OPENING = (
    r"(?:how (?:many|much|long|often|far|soon|big|large|high|old|fast|hard)(?: [a-z-]+)??"
    r"|(?:what|which|whose)(?: [a-z-]+){1,3}?|what|who|how|when|where|why)"
)
_OPENS = re.compile(rf"{_OPENING}\b", re.IGNORECASE)
_HOW_TO = re.compile(
    r"^(?:(how|where) (?:do|can|should|could|would) (?:i|we|one|someone|people)"
    r"|(how) (?:can|should|could|would) you"
    r"|(what|which [a-z-]+|when) should (?:i|we|one)) (?=[a-z])",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^(what|who|where|when) (is|are|was|were) ([^,;:?]+)$", re.IGNORECASE)
_VERBISH = re.compile(
    rf"\b(?:{_AUXILIARY}|to|and|or|that|which|who|if|when|than|like|about|for|from|[a-z]+ing"
    r"|[a-z]+ed)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 16
_WHAT_IS_MOST = 5


def missing_words(
    question: str, near: Sequence[BankEntry], names: Iterable[str], short: Abbreviations
) -> str:
    """What completes "The article does not say …" for a question answered in part.

    Args:
        question: what was asked, without its frame.
        near: entries of the bank that are answered in part, nearest first.
        names: what the corpus calls its subject; recognised as the subject of a question.
        short: the abbreviations of the corpus.

    Returns:
        Words of the question, or of the first entry that asks the same in all that matters.
    """
    asked = _content(question, short)
    for entry in near:
        if entry.missing and (adapted := _taken_over(entry, asked, short)):
            return adapted
    return indirect(question, names)


def indirect(question: str, names: Iterable[str]) -> str:
    """The question as a clause ("what a keeper earns in Rome"); quoted where no rule is safe."""
    bare = re.sub(r"\s+", " ", question).strip(" \t.,!?;:…")
    clause = ""
    if len(bare.split()) <= _MOST_WORDS and not re.search(r"[,;:?!—–]| - |\band\b", bare):
        clause = _as_it_is(bare) or _how_to(bare) or _what_is(bare) or _inverted(bare, names)
    if not clause:
        return f"more about “{bare}”"
    return clause if clause[:2].isupper() else clause[0].lower() + clause[1:]


def _as_it_is(bare: str) -> str:
    """ "Who approves it", "how many people work there": a clause already."""
    opening = _OPENS.match(bare)
    if opening is None or len(bare.split()) < 3 or _TURNED.search(bare):
        return ""
    return bare


def _how_to(bare: str) -> str:
    """ "How do I version a spec" → "how to version a spec"."""
    match = _HOW_TO.match(bare)
    if match is None or _TURNED.search(bare, match.end()):
        return ""
    opening = next(word for word in match.groups() if word)
    return f"{opening} to {bare[match.end() :]}"


def _what_is(bare: str) -> str:
    """ "What is the usual notice" → "what the usual notice is"."""
    match = _WHAT_IS.match(bare)
    if match is None or _VERBISH.search(match[3]) or len(match[3].split()) > _WHAT_IS_MOST:
        return ""
    return f"{match[1]} {match[3]} {match[2]}"


def _inverted(bare: str, names: Iterable[str]) -> str:
    """ "Can a keeper marry" → "whether a keeper can marry", where the subject is a known name."""
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    named = rf"(?:(?:a|an|the|most) )?(?:{known})s?|" if known else ""
    # One capitalised word before a verb is a name: "does Fernhill charge".
    subject = rf"{named}they|he|she|it|(?-i:[A-Z][A-Za-z0-9&-]+)"
    match = re.match(
        rf"^(?:({_OPENING}) )?({_AUXILIARY}) ({subject}) (?:(\w+)\b)(.*)$", bare, re.IGNORECASE
    )
    if match is None or match[2].lower() == "did" or _TURNED.search(match[5]):
        return ""
    opening, auxiliary, who, verb, rest = match.groups()
    if auxiliary.lower() == "does":
        said = _third_person(verb)
    else:
        said = verb if auxiliary.lower() == "do" else f"{auxiliary.lower()} {verb}"
    return f"{opening or 'whether'} {who} {said}{rest}"


def _third_person(verb: str) -> str:
    irregular = {"have": "has", "do": "does", "be": "is", "go": "goes"}
    if verb.lower() in irregular:
        return irregular[verb.lower()]
    if re.search(r"(?:s|sh|ch|x|z)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


def _taken_over(entry: BankEntry, asked: dict[str, str], short: Abbreviations) -> str:
    """The entry's words, where they hold for the question that was asked; else nothing.

    Where one word differs on each side ("Denver", "Austin"), it is exchanged.
    """
    known = _content(entry.text, short)
    said = _content(entry.missing or "", short)
    only_known = [word for word in known if word not in asked]
    only_asked = [word for word in asked if word not in known]
    words = entry.missing or ""
    if not only_asked and not any(word in said for word in only_known):
        return words
    if len(only_asked) == len(only_known) == 1 and only_known[0] in said:
        old, new = known[only_known[0]], asked[only_asked[0]]
        swapped, times = re.subn(rf"\b{re.escape(old)}\b", new, words, flags=re.IGNORECASE)
        return swapped if times == 1 else ""
    return ""


def _content(text: str, short: Abbreviations) -> dict[str, str]:
    """The stems of the words that matter, each with its form in the text."""
    typed = {match.group().lower(): match.group() for match in _WORD.finditer(text)}
    found: dict[str, str] = {}
    for match in _WORD.finditer(plain(text, short)):
        for stem in content_stems(match.group()):
            found.setdefault(stem, typed.get(match.group(), match.group()))
    return found
