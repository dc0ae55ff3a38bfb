"""English questions as clauses: "does the fee cover it" becomes "whether the fee covers it".

Used where something is said about a question, "The article does not say …". English puts the
auxiliary back behind the subject, so the subject has to be found; where it cannot be found by these
few rules nothing is given back, and the question is better quoted. Questions in other languages
fit no rule. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.text import patterns as re
from assistant.text import question_order as order
from assistant.text.agreement import agreed, third_person
from assistant.text.verbs import base_verbs, is_base_verb

_DO = ("do", "does", "did")
_BE = ("is", "are", "was", "were")
_HAVE = ("has", "have", "had")
_MOST_WORDS = 22
_WHAT_IS_MOST = 12
_SUBJECT_MOST = 6
_ATTRIBUTED_MOST = 10


def reported(question: str, names: Iterable[str] = ()) -> str:
    """The question as a clause ("what a keeper earns in Rome"); empty where no rule is safe.

    Args:
        question: one question, without a story around it.
        names: what may be the subject of a question as it stands, such as a corpus's own names.

    Returns:
        What completes "It does not say …". Who asks is spoken to: "what you have to pay".
    """
    bare = re.sub(r"\s+", " ", question.replace("’", "'")).strip(" \t.,!?;:…")
    for form, long in order.SHORT_FORMS:
        bare = form.sub(long, bare)
    bare = re.sub(r"^(?:if so|if not|then|and|so),? ", "", bare, flags=re.IGNORECASE)
    bare = re.sub(r"^what if (?=[a-z])", "what happens if ", bare, flags=re.IGNORECASE)
    bare = agreed(bare, tuple(names))
    either = order.EITHER.match(bare)
    bare, behind = (either["asked"], f", {either['either']}") if either else (bare, "")
    if order.CARELESS.search(bare):
        return ""
    if not bare or len(bare.split()) > _MOST_WORDS or order.THEN_ASKS.search(bare):
        return ""
    clause = _as_it_is(bare) or _how_to(bare) or _what_is(bare) or _inverted(bare, tuple(names))
    if not clause or order.UNSAFE.search(clause):
        return ""
    clause = spoken_to(clause + behind)
    return clause if clause[:2].isupper() else clause[0].lower() + clause[1:]


def _as_it_is(bare: str) -> str:
    """ "Who approves it", "how many people work there", "whether it pays": a clause already."""
    if re.match(r"(?:whether|what happens if) [a-z]", bare, re.IGNORECASE):
        return bare
    turned = re.search(rf" {order.AUXILIARY}\b", bare, re.IGNORECASE)
    if turned and order.OPENS.match(bare):
        before = bare[: turned.start()]
        verb = turned.group().strip().lower()
        if verb in _BE and re.match(r"which(?: (?:one )?of th\w+)? ?\w*$", before, re.IGNORECASE):
            return bare  # "which course is worth it", "which of those is the hardest"
        if order.COUNTED.fullmatch(before) and verb in _DO:
            return ""  # "how many people does it employ"
        if (
            order.SUBJECT_BEFORE.search(before)
            or order.WHO_IS.match(bare)
            or order.WHAT_LIES.match(bare)
        ):
            return bare
        if order.WHAT_SHARE.match(bare):
            return bare
        asks_for_subject = order.WHAT_MAY.match(bare)  # "what can go wrong"
        if asks_for_subject and asks_for_subject[1].lower() in {"be", *base_verbs()}:
            return bare
    if order.OPENS.match(bare) is None or len(bare.split()) < 3 or order.TURNED.search(bare):
        return ""
    if re.match(r"(?:how|what) (?:about|come|if|for)\b", bare, re.IGNORECASE):
        return ""
    return bare


def _how_to(bare: str) -> str:
    """ "How do I version a spec" → "how to version a spec"."""
    match = order.HOW_TO.match(bare)
    if match is None or order.TURNED.search(bare, match.end()):
        return ""
    opening = next(word for word in match.groups() if word)
    return f"{opening} to {bare[match.end() :]}"


def _what_is(bare: str) -> str:
    """ "What is the usual notice" → "what the usual notice is"."""
    match = order.WHAT_IS.match(bare)
    if match is None:
        return ""
    if order.DONE.match(match[3]):
        return bare  # "what is meant by the limit"
    plain = re.sub(
        rf"^({order.DETERMINER}) \w+(?:ed|ing)\b| in \w+ing$", r"\1", match[3], flags=re.I
    )
    if order.VERBISH.search(plain) or order.LOOSE_END.search(plain) or order.PRONOUNS.match(plain):
        return ""
    if len(match[3].split()) > _WHAT_IS_MOST or re.match(r"(?:your|my|our) ", match[3], re.I):
        return ""
    return f"{match[1]} {match[3]} {match[2]}"


def _inverted(bare: str, names: Sequence[str]) -> str:
    """ "Can a keeper marry" → "whether a keeper can marry", where the subject is found."""
    match = re.match(rf"^(?:({order.OPENING}) )?({order.AUXILIARY}) (.+)$", bare, re.IGNORECASE)
    if match is None:
        return ""
    opening, auxiliary, rest = match[1] or "whether", match[2].lower(), match[3]
    if auxiliary in _BE and opening.lower() in ("what", "who") and not order.PRONOUNS.match(rest):
        return ""  # whatever is no plain "what is X"
    if auxiliary in _HAVE and re.match(r"(?:the|any|no|an?) (?:most|least|\w+est)\b", rest, re.I):
        return bare if opening != "whether" else ""  # "which cities have the most of them"
    place = _subject_end(rest.split(), auxiliary, names)
    if not place:
        return ""
    words = rest.split()
    who, said = " ".join(words[:place]), words[place:]
    if auxiliary in _BE and any(order.PERSON.fullmatch(word) for word in words[1:place]):
        return ""
    turned = _without_do(said, auxiliary) if auxiliary in _DO else [auxiliary, *said]
    if not turned or order.TURNED.search(" ".join(said[_first_verb(said) + 1 :])):
        return ""
    return _unaddressed(" ".join([opening, who, *turned]))


def _without_do(said: Sequence[str], auxiliary: str) -> list[str]:
    """What is said of the subject, with the verb in the form that "do" had; nothing if unknown."""
    verb = _first_verb(said)
    if verb == len(said) or "not" in said[:verb]:
        return []
    form = said[verb]
    if auxiliary == "does":
        form = third_person(form)
    elif auxiliary == "did":
        form = base_verbs().get(form.lower(), "")
    return [*said[:verb], form, *said[verb + 1 :]] if form else []


def _first_verb(said: Sequence[str]) -> int:
    """Place of the first word that is no adverb."""
    return next((i for i, word in enumerate(said) if not order.ADVERB.match(word)), len(said))


def _unaddressed(clause: str) -> str:
    """Nothing where "you" is the one who is asked."""
    return "" if order.ADDRESSED.search(clause) else clause


def _subject_end(words: Sequence[str], auxiliary: str, names: Sequence[str]) -> int:
    """How many of the words behind an auxiliary are its subject; 0 where that is not plain."""
    more = (
        order.INDEFINITE.fullmatch(words[0])
        and len(words) > 1
        and order.ATTRIBUTE.fullmatch(words[1])
    )
    counts = words[0].lower() == "one" and _is_noun_behind(words[1:2], auxiliary)
    if re.fullmatch(order.PRONOUN, words[0], re.IGNORECASE) and not more and not counts:
        return 1
    if len(words) < 2:
        return 0
    if order.GOES_ON.fullmatch(words[0]) and re.fullmatch(
        order.DETERMINER, words[1], re.IGNORECASE
    ):
        behind = _subject_end(words[1:], auxiliary, names)  # "is being a keeper lonely"
        return behind + 1 if behind else 0
    if order.POINTS_THERE.match(" ".join(words)):
        return 1
    first = 1 if counts or (re.fullmatch(order.DETERMINER, words[0], re.I) and not more) else 0
    start = _named(words, first, names)
    found = _predicate_place(words, start or first + 1, auxiliary, known=start > 0)
    if auxiliary in _BE and (not found or words[found].lower() == "to"):
        amount = order.AMOUNT.match(" ".join(words))
        found = len(amount.group().split()) if amount else found
    if not found and 0 < start < len(words) and re.fullmatch(r"[a-z]+", words[start]):
        # A word that no list holds, right behind a name: "can a keeper moor".
        return start if not words[start].endswith(("s", "ing", "ed")) else 0
    return found


def _is_noun_behind(words: Sequence[str], auxiliary: str) -> bool:
    """Whether the "one" before these words counts a thing: "does one keeper row"."""
    return bool(words) and not _begins_predicate(words[0], auxiliary)


def _predicate_place(words: Sequence[str], begin: int, auxiliary: str, *, known: bool) -> int:
    """The place from ``begin`` on where something is said of the subject; 0 if that is not plain.

    ``known``: the subject has been recognised, and ends before ``begin``.
    """
    if be := _place_of_be(words, begin, auxiliary):
        return be
    begun = known or re.fullmatch(order.DETERMINER, words[0], re.IGNORECASE) is not None
    for place in range(begin, min(len(words), _SUBJECT_MOST + 1)):
        last = place + 1 == len(words) or order.LOOSE_END.fullmatch(words[place + 1]) is not None
        if auxiliary not in _DO and order.ATTRIBUTE.fullmatch(words[place]):
            return _behind_attribute(words, place, auxiliary)
        # "Is AI changing the role"; but "is team building a perk" may be either.
        goes_on = auxiliary in _BE and order.GOES_ON.fullmatch(words[place])
        if goes_on and not last and re.fullmatch(order.DETERMINER, words[place + 1], re.IGNORECASE):
            return place if begun else 0
        going = goes_on and last
        if not going and not _begins_predicate(words[place], auxiliary):
            continue
        if _is_no_predicate(words, place, auxiliary):
            continue
        if auxiliary in _DO and not known and _may_be_noun(words, place):
            if not _has_object(words, place + 1):
                return 0
            continue
        while (
            auxiliary in (*_BE, *_HAVE)
            and place > begin
            and order.LEADS.fullmatch(words[place - 1])
        ):
            place -= 1  # "publicly traded", "so hard"
        return place
    return 0


def _may_be_noun(words: Sequence[str], place: int) -> bool:
    """Whether two words stand there of which either may be the verb: "the hiring process work
    take"."""
    follows = words[place + 1] if place + 1 < len(words) else ""
    return not order.ADVERB.match(words[place]) and is_base_verb(follows)


def _has_object(words: Sequence[str], verb: int) -> bool:
    """Whether the second of two words that may be verbs is the one: "the tech lead review the
    code"; but "help moor the boat"."""
    behind = words[verb + 1] if verb + 1 < len(words) else ""
    noun = re.fullmatch(order.DETERMINER, behind, re.IGNORECASE) is not None and verb > 2
    return noun and order.TAKES_VERB.fullmatch(words[verb - 1]) is None


def _is_no_predicate(words: Sequence[str], place: int, auxiliary: str) -> bool:
    """Whether what looks like a predicate goes on with the subject ("a writer the best", "a letter
    needed"), or stands behind "to" and belongs to another verb ("afford to place")."""
    if auxiliary not in (*_BE, *_HAVE):
        return words[place - 1].lower() == "to"
    names_one = words[place].endswith("er") and words[place].lower() not in ("better", "under")
    follows = words[place + 1] if place + 1 < len(words) else ""
    goes_on = r"an?|the|your|my|our|required|needed|expected|included|allowed"
    return names_one and re.fullmatch(goes_on, follows, re.IGNORECASE) is not None


def _place_of_be(words: Sequence[str], begin: int, auxiliary: str) -> int:
    """Where "be" stands behind the subject of "should", whatever the subject is; 0 for nowhere."""
    within = list(words[begin : _SUBJECT_MOST + 1])
    if auxiliary in (*_DO, *_BE, *_HAVE) or "be" not in within:
        return 0
    place = begin + within.index("be")
    if words[place - 1].lower() in ("to", "and", "or", "not"):
        return 0
    while place > begin and order.ADVERB.fullmatch(words[place - 1]):
        place -= 1
    return place


def _behind_attribute(words: Sequence[str], place: int, auxiliary: str) -> int:
    """Where the predicate begins if at ``place`` something begins that may belong to the subject:
    behind that, or there ("is the fee in the contract"); 0 where neither can be.

    What stands between "for", "a" and the noun is no predicate: "for a senior keeper higher".
    """
    noun = False
    for at in range(place + 1, min(len(words), _ATTRIBUTED_MOST)):
        last = at + 1 == len(words)
        opens = _begins_predicate(words[at], auxiliary) or (
            last and order.GOES_ON.fullmatch(words[at])
        )
        if noun and opens and not order.ATTRIBUTE.fullmatch(words[at]):
            if last and order.LATE.fullmatch(words[at]):
                break
            return at
        # "For a keeper higher", "in Brest higher": not every word in -er and -est compares.
        named = words[at][0].isupper() or (words[at].endswith("er") and not noun)
        noun = not order.JOINS.fullmatch(words[at]) and (named or not opens)
    may_say_it = auxiliary in _BE and words[place].lower() not in ("of", "between")
    return place if may_say_it else 0


def _begins_predicate(word: str, auxiliary: str) -> bool:
    if auxiliary in (*_BE, *_HAVE):
        return order.PREDICATE.fullmatch(word) is not None
    return is_base_verb(word) or order.ADVERB.fullmatch(word) is not None or word == "be"


def _named(words: Sequence[str], first: int, names: Sequence[str]) -> int:
    """Where a known or capitalised name that stands first ends; 0 for none."""
    said = " ".join(words[first:]).lower()
    for name in sorted(names, key=len, reverse=True):
        if re.match(rf"{re.escape(name.lower())}s?(?= )", said):
            return first + len(name.split())
    place = first
    while not first and place < len(words) and re.fullmatch(r"[A-Z][A-Za-z0-9&-]+", words[place]):
        place += 1
    return min(place, len(words) - 1) if not first else 0


def spoken_to(clause: str) -> str:
    """The clause as it is told to the person who asked."""
    # In capitals, or with an article, "US" is a country.
    clause = re.sub(r"\bthe us\b", "the US", clause)
    words = [
        word if word == "US" else order.PERSONS.get(word.lower(), word)
        for word in clause.split(" ")
    ]
    return " ".join(words)
