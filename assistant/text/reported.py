"""English questions as clauses: "does the fee cover it" becomes "whether the fee covers it".

Used where something is said about a question, "The article does not say …". English puts the
auxiliary back behind the subject, so the subject has to be found; where it cannot be found by these
few rules nothing is given back, and the question is better quoted. Questions in other languages
fit no rule. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.text import patterns as re
from assistant.text.agreement import agreed, third_person
from assistant.text.verbs import base_verbs, is_base_verb

_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|must|may)"
_BEFORE = (
    r"(?:(?:roughly|exactly|approximately|in|on|at|for|with|from|by|of|to|under|about|after) )?"
)
_OPENING = (
    rf"{_BEFORE}(?:how (?:many|much|long|often|far|soon|big|large|high|old|fast|hard|well|quickly)"
    r"(?: [\w$€£%-]+){0,4}?"
    rf"|(?:what|which|whose)(?: (?!{_AUXILIARY} )[a-z-]+){{1,4}}?|what|who|whom|how|when|where|why)"
)
_OPENS = re.compile(rf"{_OPENING}\b", re.IGNORECASE)
_TURNED = re.compile(rf"\b(?:{_AUXILIARY}|doing|'s)\b|\w's\b", re.IGNORECASE)
_DETERMINER = (
    r"(?:a|an|the|my|your|our|their|its|his|her|this|that|these|those|most|many|some|all|any|each"
    r"|every|no|other|another)"
)
_PRONOUN = r"(?:i|we|you|they|he|she|it|one|people|someone|somebody|everyone|anyone|there)"
_EACH = r"(?:an?|each|every) (?:hour|day|week|month|year|quarter|sprint|head|person|time)\b"
_SUBJECT_BEFORE = re.compile(
    rf"(?<!how)(?<!of)(?<!in)(?<!on)(?<!at)(?<!for)(?<!to)(?<!with)(?<!from) "
    rf"(?:{_PRONOUN}|(?!{_EACH}){_DETERMINER} \S+)(?: |$)",
    re.IGNORECASE,
)
"""A subject in front of the auxiliary: the question is a clause already."""
_HOW_TO = re.compile(
    r"^(?:(how|where) (?:do|can|should|could|would) (?:i|we|one|someone|people)"
    r"|(how) (?:(?:can|should|could|would) you"
    r"|do you(?! (?:charge|place|work|earn|find|know|like)))"
    r"|(what|which [a-z-]+(?: [a-z-]+)?|when) should (?:i|we|one)) (?=[a-z])",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    rf"^({_BEFORE}(?:what|who|where|when|how \w+|what \w+)) (is|are|was|were) ([^,;:?]+)$",
    re.IGNORECASE,
)
_VERBISH = re.compile(
    rf"\b(?:{_AUXILIARY}|to|and|or|that|which|who|if|when|than|like|about|[a-z]+ing|[a-z]+ed"
    r"|paid|made|built|sold|spent|held|sent)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:meant|said|done|known|given|written)\b", re.IGNORECASE)
_LOOSE_END = re.compile(r"\b(?:of|for|in|from|with|on|at|to|about|by|called|not)$", re.IGNORECASE)
_PREDICATE = re.compile(
    r"(?:(?:[a-z]{2,}ed|paid|made|built|known|given|held|done|taken|seen|told|shown|sent"
    r"|found|kept|set|put|met|run|led|hired|written|gone|chosen|driven|broken|spoken|hidden|grown"
    r"|thrown|drawn|born|bought|brought|caught|taught|lost|left|read|won|become|eaten|fallen"
    r"|forgotten|cut|spent|meant|understood|bound|(?:over|under)\w+(?:en|ed)|(?!(?:other|whether|over|under|however|after|manager"
    r"|developer|engineer)\b)[a-z]{2,}(?:er|est)|[a-z]+(?:able|ible|ful|less|ous)|usual|normal|typical|legal"
    r"|realistic|due|right|true|more|less|most|better|worse|best|worst|enough"
    r"|necessary|possible|worth|part|available|important|mandatory|optional|open|free|common|rare"
    r"|remote|senior|junior|technical|different|similar|responsible|able|likely|good|bad|hard|easy"
    r"|a|an|the|in|on|at|of|for|from|with|under|over|to|not|as|like|about|based|full-time"
    r"|part-time|still|always|ever|usually|often|really|also|too|up|covered|called)\b)",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    rf"(?:who|(?:which|what|how many)(?: [\w-]+){{1,4}}?) (?:is|are|was|were) "
    rf"(?!{_DETERMINER} )(?={_PREDICATE.pattern})",
    re.IGNORECASE,
)
"""The subject is asked for: "who is responsible", "what bonus is usual"."""
_INDEFINITE = re.compile(
    r"(?:one|people|someone|somebody|everyone|anyone|any|some|either|neither|none|each|most)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?:of|for|in|from|with|without|on|at|under|behind|between)", re.IGNORECASE
)
"""Begins what may belong to the subject: "is experience with Kafka needed"."""
_AMOUNT = re.compile(
    r"(?:(?:the|that|those|these|about|roughly) )?[~$€£]?\d[\d.,]*[%kK]?(?: [a-z]+)?"
    r"(?= (?:from|for|in|with|without|on|at|under|behind|between)\b)",
    re.IGNORECASE,
)
"""An amount of which something is said: "is 90 days from the start"."""
_POINTS_THERE = re.compile(
    r"(?:that|this|these|those) (?:good|bad|ok|okay|fine|hard|easy|safe|legal"
    r"|different|better|worse|more|less|true|right|normal|usual|common"
    r"|enough|necessary|possible|[a-z]{3,}ed|the|a|an)(?: (?:from|than|to|for|in|of|by|here)\b|$)"
    r"|(?:that|this) (?:the|an?) ",
    re.IGNORECASE,
)
"""A pronoun is the subject: "how is that different from a pilot"."""
_JOINS = re.compile(rf"(?:{_ATTRIBUTE.pattern}|{_DETERMINER}|to|and|or)", re.IGNORECASE)
_LATE = re.compile(r"(?:still|always|ever|usually|often|really|also|only)", re.IGNORECASE)
"""Last of all, such a word leaves the predicate where it was: "is the office in Boston still"."""
_LEADS = re.compile(r"[a-z]{2,}ly|so|very|quite|too|as|that", re.IGNORECASE)
"""Stands before what is said: "traded publicly", "so hard"."""
_PERSON = re.compile(r"(?:i|we|you|they|he|she|who|that|which)", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"you (?!to\b|can\b|should\b|could\b|must\b|may\b|need|have|get\b|become\b|earn\b"
    r"|learn\b|start\b|know\b)",
    re.IGNORECASE,
)
"""So "what do you charge" is asked of somebody, "what do you need" of nobody."""
_WHAT_MAY = re.compile(
    r"(?:what|who|which)(?: [\w-]+){0,3}? (?:can|could|should|would|will|must|may) (\w+)\b",
    re.IGNORECASE,
)
_WHAT_SHARE = re.compile(
    rf"(?:what|which) (?:percentage|percent|share|portion|fraction|proportion) "
    rf"(?:of (?:[\w-]+ ){{1,4}}?)?(?:is|are|was|were) (?!{_DETERMINER} )",
    re.IGNORECASE,
)
"""The share is the subject: "what share is meetings"."""
_COUNTED = re.compile(r"(?:how many|which|what) [\w-]+(?: [\w-]+)?", re.IGNORECASE)
_WHAT_LIES = re.compile(
    r"what (?:is|was) (?:in|on|inside|under|behind|left|part|wrong|missing|new)\b", re.IGNORECASE
)
_IS = r"(?:is|are|was|were)"
_UNSAFE = re.compile(
    # The verb stands behind what belongs to the predicate: "planning week all is writing",
    rf"^whether (?!there )[^,]*\b(?:just|only|all|both|mostly|simply|really|basically|what|which"
    rf"|who|whom|whose|by|of|in|on|at|for|from|with|like|as|to|than|written|and|or|ok|okay|fine)"
    rf" {_IS}\b"
    # before what belongs to the subject: "a degree is in science useless", "one doing is work",
    rf"|^whether [^,]*\b{_IS} (?:in|on|at|of|for|from|with|without|like|as|under) .+ (?:worth\b.*"
    r"|[a-z]{3,}(?:less|ful|ous|able|ible)|needed|required|enough|necessary|good|bad|right|wrong"
    r"|important|common|rare|typical|normal|mandatory|optional|true|false|better|worse|hard|easy)$"
    rf"|\bone [a-z]+ing {_IS} [a-z]|\b(?:the|that) one {_IS}\b"
    # or beside another verb that is turned: "whether does were a pilot".
    rf"|^(?:whether|why|how|when|where) (?:{_AUXILIARY}|might)\b|\b(?:being|getting) {_IS}\b"
    rf"|^which \w+ {_IS} (?:it|they|this|that|he|she)\b"
    # a place with another behind it may be the subject's: "the mate was in the story from Brest"
    rf"|^whether [^,]*\b{_IS} (?:in|on|at) (?:the |an? )?[\w-]+ "
    r"(?:from|at|in|on|by|with|men|women)\b",
    re.IGNORECASE,
)
"""Clauses in which the verb was put in a wrong place."""
_EITHER = re.compile(r"^(?P<asked>[^,]+), (?P<either>[\w./-]+(?: [\w./-]+){0,2} or [\w./ -]+)$")
"""Choices behind a question: "which should I learn, Python or Go"."""
_ADVERB = re.compile(
    r"(?:[a-z]+ly|also|often|ever|even|still|always|never|just|actually|really|first|then|not)\b",
    re.IGNORECASE,
)
_PERSONS = {
    "i": "you", "me": "you", "we": "you", "us": "you", "my": "your", "our": "your",
    "mine": "yours", "ours": "yours", "myself": "yourself", "am": "are", "i'm": "you are",
    "we're": "you are", "i've": "you have", "we've": "you have",
}  # fmt: skip
_SHORT_FORMS = (
    (re.compile(r"\b(what|who|where|how|when|which)(?:'s|(?<=what)s) ", re.I), r"\1 is "),
    (re.compile(r"\b(what|who|where|how|when)'re ", re.I), r"\1 are "),
)
_CARELESS = re.compile(
    r"\b(?:gonna|wanna|gotta|dunno|ain't|dose)\b|^how (?:make|do it|get|find|become)\b", re.I
)
_THEN_ASKS = re.compile(
    rf"[,;:?!—–]| - |\band (?:then )?(?:what|which|who|whose|how|when|where|why|{_AUXILIARY})\b",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(rf"{_PRONOUN}\b", re.IGNORECASE)
_GOES_ON = re.compile(r"[a-z]{2,}ing", re.IGNORECASE)
_TAKES_VERB = re.compile(r"(?:help|let|make|need|dare|go|come|see|hear)", re.IGNORECASE)
"""Behind these a second verb stands: "does it help moor the boat"."""
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
    for form, long in _SHORT_FORMS:
        bare = form.sub(long, bare)
    bare = re.sub(r"^(?:if so|if not|then|and|so),? ", "", bare, flags=re.IGNORECASE)
    bare = re.sub(r"^what if (?=[a-z])", "what happens if ", bare, flags=re.IGNORECASE)
    bare = agreed(bare, tuple(names))
    either = _EITHER.match(bare)
    bare, behind = (either["asked"], f", {either['either']}") if either else (bare, "")
    if _CARELESS.search(bare):
        return ""
    if not bare or len(bare.split()) > _MOST_WORDS or _THEN_ASKS.search(bare):
        return ""
    clause = _as_it_is(bare) or _how_to(bare) or _what_is(bare) or _inverted(bare, tuple(names))
    if not clause or _UNSAFE.search(clause):
        return ""
    clause = spoken_to(clause + behind)
    return clause if clause[:2].isupper() else clause[0].lower() + clause[1:]


def _as_it_is(bare: str) -> str:
    """ "Who approves it", "how many people work there", "whether it pays": a clause already."""
    if re.match(r"(?:whether|what happens if) [a-z]", bare, re.IGNORECASE):
        return bare
    turned = re.search(rf" {_AUXILIARY}\b", bare, re.IGNORECASE)
    if turned and _OPENS.match(bare):
        before = bare[: turned.start()]
        verb = turned.group().strip().lower()
        if verb in _BE and re.match(r"which(?: (?:one )?of th\w+)? ?\w*$", before, re.IGNORECASE):
            return bare  # "which course is worth it", "which of those is the hardest"
        if _COUNTED.fullmatch(before) and verb in _DO:
            return ""  # "how many people does it employ"
        if _SUBJECT_BEFORE.search(before) or _WHO_IS.match(bare) or _WHAT_LIES.match(bare):
            return bare
        if _WHAT_SHARE.match(bare):
            return bare
        asks_for_subject = _WHAT_MAY.match(bare)  # "what can go wrong"
        if asks_for_subject and asks_for_subject[1].lower() in {"be", *base_verbs()}:
            return bare
    if _OPENS.match(bare) is None or len(bare.split()) < 3 or _TURNED.search(bare):
        return ""
    if re.match(r"(?:how|what) (?:about|come|if|for)\b", bare, re.IGNORECASE):
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
    if match is None:
        return ""
    if _DONE.match(match[3]):
        return bare  # "what is meant by the limit"
    plain = re.sub(rf"^({_DETERMINER}) \w+(?:ed|ing)\b| in \w+ing$", r"\1", match[3], flags=re.I)
    if _VERBISH.search(plain) or _LOOSE_END.search(plain) or _PRONOUNS.match(plain):
        return ""
    if len(match[3].split()) > _WHAT_IS_MOST or re.match(r"(?:your|my|our) ", match[3], re.I):
        return ""
    return f"{match[1]} {match[3]} {match[2]}"


def _inverted(bare: str, names: Sequence[str]) -> str:
    """ "Can a keeper marry" → "whether a keeper can marry", where the subject is found."""
    match = re.match(rf"^(?:({_OPENING}) )?({_AUXILIARY}) (.+)$", bare, re.IGNORECASE)
    if match is None:
        return ""
    opening, auxiliary, rest = match[1] or "whether", match[2].lower(), match[3]
    if auxiliary in _BE and opening.lower() in ("what", "who") and not _PRONOUNS.match(rest):
        return ""  # whatever is no plain "what is X"
    if auxiliary in _HAVE and re.match(r"(?:the|any|no|an?) (?:most|least|\w+est)\b", rest, re.I):
        return bare if opening != "whether" else ""  # "which cities have the most of them"
    place = _subject_end(rest.split(), auxiliary, names)
    if not place:
        return ""
    words = rest.split()
    who, said = " ".join(words[:place]), words[place:]
    if auxiliary in _BE and any(_PERSON.fullmatch(word) for word in words[1:place]):
        return ""
    turned = _without_do(said, auxiliary) if auxiliary in _DO else [auxiliary, *said]
    if not turned or _TURNED.search(" ".join(said[_first_verb(said) + 1 :])):
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
    return next((i for i, word in enumerate(said) if not _ADVERB.match(word)), len(said))


def _unaddressed(clause: str) -> str:
    """Nothing where "you" is the one who is asked."""
    return "" if _ADDRESSED.search(clause) else clause


def _subject_end(words: Sequence[str], auxiliary: str, names: Sequence[str]) -> int:
    """How many of the words behind an auxiliary are its subject; 0 where that is not plain."""
    more = _INDEFINITE.fullmatch(words[0]) and len(words) > 1 and _ATTRIBUTE.fullmatch(words[1])
    counts = words[0].lower() == "one" and _is_noun_behind(words[1:2], auxiliary)
    if re.fullmatch(_PRONOUN, words[0], re.IGNORECASE) and not more and not counts:
        return 1
    if len(words) < 2:
        return 0
    if _GOES_ON.fullmatch(words[0]) and re.fullmatch(_DETERMINER, words[1], re.IGNORECASE):
        behind = _subject_end(words[1:], auxiliary, names)  # "is being a keeper lonely"
        return behind + 1 if behind else 0
    if _POINTS_THERE.match(" ".join(words)):
        return 1
    first = 1 if counts or (re.fullmatch(_DETERMINER, words[0], re.I) and not more) else 0
    start = _named(words, first, names)
    found = _predicate_place(words, start or first + 1, auxiliary, known=start > 0)
    if auxiliary in _BE and (not found or words[found].lower() == "to"):
        amount = _AMOUNT.match(" ".join(words))
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
    begun = known or re.fullmatch(_DETERMINER, words[0], re.IGNORECASE) is not None
    for place in range(begin, min(len(words), _SUBJECT_MOST + 1)):
        last = place + 1 == len(words) or _LOOSE_END.fullmatch(words[place + 1]) is not None
        if auxiliary not in _DO and _ATTRIBUTE.fullmatch(words[place]):
            return _behind_attribute(words, place, auxiliary)
        # "Is AI changing the role"; but "is team building a perk" may be either.
        goes_on = auxiliary in _BE and _GOES_ON.fullmatch(words[place])
        if goes_on and not last and re.fullmatch(_DETERMINER, words[place + 1], re.IGNORECASE):
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
        while auxiliary in (*_BE, *_HAVE) and place > begin and _LEADS.fullmatch(words[place - 1]):
            place -= 1  # "publicly traded", "so hard"
        return place
    return 0


def _may_be_noun(words: Sequence[str], place: int) -> bool:
    """Whether two words stand there of which either may be the verb: "the hiring process work
    take"."""
    follows = words[place + 1] if place + 1 < len(words) else ""
    return not _ADVERB.match(words[place]) and is_base_verb(follows)


def _has_object(words: Sequence[str], verb: int) -> bool:
    """Whether the second of two words that may be verbs is the one: "the tech lead review the
    code"; but "help moor the boat"."""
    behind = words[verb + 1] if verb + 1 < len(words) else ""
    noun = re.fullmatch(_DETERMINER, behind, re.IGNORECASE) is not None and verb > 2
    return noun and _TAKES_VERB.fullmatch(words[verb - 1]) is None


def _is_no_predicate(words: Sequence[str], place: int, auxiliary: str) -> bool:
    """Whether what looks like a predicate goes on with the subject ("a writer the best"), or
    stands behind "to" and belongs to another verb ("afford to place")."""
    if auxiliary not in (*_BE, *_HAVE):
        return words[place - 1].lower() == "to"
    names_one = words[place].endswith("er") and words[place].lower() not in ("better", "under")
    follows = words[place + 1] if place + 1 < len(words) else ""
    return names_one and re.fullmatch(r"an?|the|your|my|our", follows, re.IGNORECASE) is not None


def _place_of_be(words: Sequence[str], begin: int, auxiliary: str) -> int:
    """Where "be" stands behind the subject of "should", whatever the subject is; 0 for nowhere."""
    within = list(words[begin : _SUBJECT_MOST + 1])
    if auxiliary in (*_DO, *_BE, *_HAVE) or "be" not in within:
        return 0
    place = begin + within.index("be")
    if words[place - 1].lower() in ("to", "and", "or", "not"):
        return 0
    while place > begin and _ADVERB.fullmatch(words[place - 1]):
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
        opens = _begins_predicate(words[at], auxiliary) or (last and _GOES_ON.fullmatch(words[at]))
        if noun and opens and not _ATTRIBUTE.fullmatch(words[at]):
            if last and _LATE.fullmatch(words[at]):
                break
            return at
        # "For a keeper higher", "in Brest higher": not every word in -er and -est compares.
        named = words[at][0].isupper() or (words[at].endswith("er") and not noun)
        noun = not _JOINS.fullmatch(words[at]) and (named or not opens)
    may_say_it = auxiliary in _BE and words[place].lower() not in ("of", "between")
    return place if may_say_it else 0


def _begins_predicate(word: str, auxiliary: str) -> bool:
    if auxiliary in (*_BE, *_HAVE):
        return _PREDICATE.fullmatch(word) is not None
    return is_base_verb(word) or _ADVERB.fullmatch(word) is not None or word == "be"


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
        word if word == "US" else _PERSONS.get(word.lower(), word) for word in clause.split(" ")
    ]
    return " ".join(words)
