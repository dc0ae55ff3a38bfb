"""Questions of a shape of their own as clauses, where moving one verb would not do.

"What's the watch like" becomes "what the watch is like", "is the job going away because of fog"
"whether the job is going away because of fog", two questions joined by "and" two clauses, and "the
name of the keeper who …" stays a thing. What only names a thing ("share of women among keepers")
is no question: something is said about it. English; where no shape fits nothing is given back.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text import patterns as re
from assistant.text.agreement import third_person
from assistant.text.reported import reported, spoken_to
from assistant.text.requests import thing_mentioned
from assistant.text.verbs import is_base_verb, past_of

_DETERMINER = r"(?:an?|the|this|that|these|those|my|your|our|their|its|his|her|most|many|some|all)"
_PRONOUN = r"(?:i|we|you|they|he|she|it|one|people|someone|there)"
_IS = r"(?:is|are|was|were)"
_AUXILIARY = rf"(?:{_IS}|do|does|did|can|could|should|would|will|has|have|had|must|may)"
_WH = r"(?:what|which|who|whom|whose|how|when|where|why)"
_LIKE = re.compile(
    rf"what(?:['’]?s| {_IS})? (?P<thing>(?:{_DETERMINER} )?[\w'’ -]+?) like(?P<rest> .+)?", re.I
)
_GOING = re.compile(
    rf"(?P<is>{_IS}) (?P<who>{_DETERMINER} (?:[\w-]+ ){{1,3}}?|(?:[\w-]+s|AI) )"
    r"(?P<does>(?:going|being|getting|becoming|dying|growing|shrinking|changing|losing|gaining"
    r"|disappearing|moving|fading|slowing|heading)"
    r"(?: (?:away|out|up|down|off|to|by|from|in|on|into|more|less|too|so|very|easier|harder|better"
    r"|worse|laid|obsolete|extinct|[a-z]+ed|an?|the|any|because|due|soon|now)\b.*)?)",
    re.IGNORECASE,
)
_HOW_IS = re.compile(
    rf"how (?P<how>[a-z]+) (?P<is>{_IS}) (?P<who>it|they|this|that|he|she)(?P<rest> .+)?", re.I
)
_THERE = re.compile(
    rf"(?P<what>(?:roughly |about )?how (?:many|much) [\w -]+?) (?P<is>{_IS}) there(?P<rest> .+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"what(?:['’]?s| (?P<is>{_IS})) (?P<thing>the (?:[\w-]+ )?(?:differences?|overlap|relation"
    r"|relationship|ratio|split|line|gap|trade-?offs?|connection|distinction)"
    r" (?:between|of) (?P<sides>[\w./ -]+))",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"what(?:['’]?s| {_IS}) (?P<thing>the (?:full |exact |first |last )?(?:name|names|title|date"
    r"|number|price|cost|size|age|address|location|phone number|e-?mail(?: address)?) of [^,;?]+)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:please )?compare (?P<one>[^,;:?]+?) (?:and|with|to|vs\.?|versus|against)"
    r" (?P<other>[^,;:?]+?)"
    r"(?P<by> (?:on|in|by|for|in terms of|with regard to|regarding|as to) [^,;:?]+)?",
    re.IGNORECASE,
)
_DIFFER = re.compile(
    r"how (?P<does>do|does) (?P<who>[^,;:?]+?) (?P<verb>differ|compare|relate|overlap|vary)"
    r"(?P<rest>(?: (?:from|to|with|in|between|by|across|on) [^,;:?]+)?)",
    re.IGNORECASE,
)
_USED_FOR = re.compile(
    rf"what(?:['’]?s| (?P<is>{_IS})) (?P<thing>[\w+#./ -]+?) (?P<done>used|meant|needed|good) for",
    re.IGNORECASE,
)
_SIDES_OF = re.compile(
    r"what (?P<is>is|are) (?P<thing>the (?:main |biggest |key )?(?:(?:dis)?advantages?|pros|cons"
    r"|benefits?|drawbacks?|risks?|upsides?|downsides?|strengths|weaknesses|costs|consequences)"
    r" (?:of|for|to|in) [^,;:?]+)",
    re.IGNORECASE,
)
_FIT = re.compile(
    r"(?:.*[,.;:—–] )?(?:(?:so|and|but) )?(?:is (?:it|that|this) )?(?P<fit>(?:realistic|possible"
    r"|feasible|doable|worth it|worthwhile|too late|too old|too early|a good idea|reasonable"
    r"|advisable)(?: (?:to|for) [^,;.?]+)?)",
    re.IGNORECASE,
)
_WORTH = re.compile(r"(?:is )?(?P<thing>(?:[\w-]+ ){1,4}?)worth (?P<rest>it\b[^,;.?]*)", re.I)
_WHICH = re.compile(r"which (?=(?:should|would|could|can|will) )", re.IGNORECASE)
_STATED = re.compile(
    r"(?:(?:so|and|but|ok),? )*(?:since|given that|given|considering(?: that)?|because|now that"
    rf"|seeing as|with) [^,?]+, (?:then |so )?(?P<asked>(?:{_WH}|{_AUXILIARY})\b.+)",
    re.IGNORECASE,
)
"""What somebody takes for granted in front of a question."""
_TAIL = re.compile(r",? (?P<tail>(?:and|or) (?:when|where|why|how|by whom|since when))", re.I)
_JOINED = re.compile(rf",? (?:and|plus) (?:also )?(?=(?:{_WH}|{_AUXILIARY})\b)", re.IGNORECASE)
_TURNS = re.compile(rf"\b(?:{_AUXILIARY}|{_WH}|you|your|if|because)\b", re.IGNORECASE)
"""A second verb or question, or somebody spoken to: no plain thing."""
_MODAL = r"(?:do|does|did|can|could|should|would|will|must|may|might)"
_ADVERB = r"(?:[a-z]+ly|also|ever|even|still|just|always|often|usually|first) "
_ADVERB_MAYBE = rf"(?P<adverb>(?:{_ADVERB})?)"
_VERB = rf"{_ADVERB_MAYBE}(?P<verb>[a-z]+)\b(?P<rest>.*)"
_SHORT_OPENING = rf"(?:(?P<opening>how|when|where) )?(?P<does>{_MODAL}) "
_PLURAL = re.compile(
    rf"{_SHORT_OPENING}(?P<who>(?:[A-Za-z-]+ ){{0,2}}?[a-z-]{{2,}}[^su\W]s) {_VERB}", re.IGNORECASE
)
"""A plural noun with the verb right behind it."""
_BY_PRONOUN = re.compile(
    rf"(?:(?P<opening>{_WH}(?: (?!{_MODAL} )[\w$%-]+){{0,4}}?) )?(?P<does>{_MODAL}) "
    rf"(?P<who>they|she|he|it|people|i|we) {_VERB}",
    re.IGNORECASE,
)
_SURE_VERB = re.compile(
    rf"(?:(?P<opening>how|when|where) )?(?P<does>{_MODAL}) (?P<who>[^,;:?]+?) {_ADVERB_MAYBE}"
    r"(?P<verb>affect|influence|involve|require|include|depend|belong|become|contain|improve"
    r"|reduce|replace|prevent|ensure|justify|qualify|apply)\b(?P<rest>.*)",
    re.IGNORECASE,
)
"""With a verb that is no noun the subject ends in front of it, whatever it is."""
_VERB_LAST = re.compile(
    rf"(?P<opening>(?:which|what)(?: (?!{_AUXILIARY} )[\w-]+){{1,3}}|when|where|how)"
    r" (?P<does>do|does|did) (?P<who>(?:the|this|that|these|those|your|our|my) [^,;:?]+?)"
    r" (?P<adverb>)(?P<verb>[a-z]+)(?P<rest>)",
    re.IGNORECASE,
)
"""A long subject without a verb in it, and the verb at the end."""
_LIGHT_VERB_LAST = re.compile(
    rf"(?P<opening>(?:which|what|how (?:many|much|long|often))(?: (?!{_AUXILIARY} )[\w-]+){{0,3}}?)"
    rf" (?P<does>{_MODAL}) (?P<who>{_DETERMINER} [^,;:?]+?) (?P<adverb>)"
    r"(?P<verb>have|earn|take|cost|last|charge|contain|make|pay|need|get|receive|own)(?P<rest>)",
    re.IGNORECASE,
)
"""Such a verb ends a question, whatever its subject is: "how many steps should a tower have"."""
_IS_WHAT = re.compile(
    r"is (?P<one>[$€£]?\d[\w%,.]*(?: [a-z%]+){0,2}?) (?P<rest>(?:what|how (?:much|many|long)) "
    rf"(?!{_AUXILIARY}\b).+)",
    re.IGNORECASE,
)
"""A figure in front of what it may be: "is 9 hours what a watch takes"."""
_WHICH_IS_IT = re.compile(
    rf"(?P<what>(?:which|what) [\w-]+(?: [\w-]+)?) (?P<is>{_IS}) (?P<who>it|that|this|they)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"(?P<what>how many (?!(?:hour|day|week|month|year|minute)s)(?:[\w-]+ ){1,2}?"
    r"(?:(?:an?|per|each|every) \w+ )?)(?P<rest>(?:for|in|at|among|on|within) .+)",
    re.IGNORECASE,
)
"""Counted without a verb: "how many openings a year for pilots"."""
_YOU_RECOMMEND = re.compile(
    r"(?P<what>(?:which|what)(?: [\w-]+){0,4}?) (?:do|does|would|can|could|did) "
    r"(?:you|they|(?:the|this) (?:author|article)) "
    r"(?P<verb>recommend|suggest|advise)(?P<rest>(?: (?:for|to|in|on|as|with) .+)?)",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(rf"(?:which|what) (?P<what>[\w -]+) {_IS} [a-z]+ed", re.IGNORECASE)
_ASKS_AGAIN = re.compile(rf"\b(?:{_WH}|and|or|you|your)\b|[?;:,]", re.IGNORECASE)
_NOUN_FIRST = re.compile(
    r"(?:interview|pay|contract|share|travel|exit|stress|test|market|stock|work)\b", re.IGNORECASE
)
"""Verbs that are nouns where they begin a thing."""
_NO_VERB = re.compile(
    rf"\b(?:{_AUXILIARY}|{_PRONOUN}|{_WH}|me|us|him|them|be|been|being|not|if|whether|because|vs"
    r"|versus|or|please|explain\w*|describe\w*|than|to be|make[sd]?|get[s]?|go(?:es)?|need(?:s|ed)?"
    r"|want(?:s|ed)?|know[s]?|says?|said|keeps?|help|recommended|names"
    r"|currently|sure|too|also|well|then|usual|required|ok|worth"
    r"|yes|no|hi|hello|thanks|thank)\b|n['’]t\b"
    r"|['’](?:m|re|ve|ll|d)\b|[?.!,;:\"“”/()\[\]=+#@*<>{}|\\]",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|in|at|on|with|among|per|between|by|to|from|under|about|into|after|before|without)\b",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r",? (?:roughly|approximately|please|pls|exactly|anyone|right now|currently|today|now)\W*$"
    r"|\W+$",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"^(?:(?:and|so|but) )?(?:(?:are|is) there )?(?:any|what about|how about|anything (?:on|about))"
    r"(?: the)? (?=\w)",
    re.I,
)
_VERSUS = re.compile(r" (?:vs\.?|versus) ", re.IGNORECASE)
_BOTH = re.compile(r",? (?:and|or) |, ", re.IGNORECASE)
"""Joins two things that are asked about together: "parental leave and sick days"."""
_TO_BE_SPECIFIC = re.compile(
    r"(?:number|share|percentage|name|names|latest|average|median|current|exact|[a-z]+est|most"
    r"|role|meaning|origin|history|cost|price|future)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    rf"(?!{_DETERMINER} )(?:[a-z]+ )?(?:[a-z]+(?:[^s\W]|ss|us|is) of"
    r"|(?:rate|ratio|outlook|demand) (?:for|among|in)) ",
    re.IGNORECASE,
)
"""One thing that belongs to another has its article: "the growth rate of fees"."""
THING_MOST = 9
HEAP_MOST = 3
"""So many words without a preposition are a thing; more are a heap of keywords."""
_MOST_WORDS = 26


def clause_of(question: str, names: Iterable[str] = ()) -> str:
    """The question as a clause or a thing that something is (not) said of; empty for none.

    Args:
        question: one question, or two joined by "and", without a story around it.
        names: what may be the subject of a question as it stands.
    """
    names = tuple(names)
    bare = " ".join(question.replace("’", "'").split()).strip(" \t.,!?;:…")
    bare = re.sub(r"^(?:(?:so|and|but|ok|then),? )+", "", bare, flags=re.IGNORECASE)
    if len(bare.split()) > _MOST_WORDS:
        return ""
    if stated := _STATED.fullmatch(bare):
        asked = stated["asked"]
        return reported(asked, names) or clause_of(asked, names)
    if tail := _TAIL.search(bare):
        asked = bare[: tail.start()] if tail.end() == len(bare) else ""
        clause = reported(asked, names) if asked else ""
        return f"{clause}, {tail['tail'].lower()}" if clause else ""
    if both := _two(bare, names):
        return both
    return _of_its_own(bare, names)


def counted(question: str) -> str:
    """ "How many openings a year for pilots", which has no verb, as a clause; else nothing."""
    found = _HOW_MANY.fullmatch(question.strip(" ?!."))
    if (
        found is None
        or _TURNS.search(found.group()[len("how ") :])
        or any(map(is_base_verb, found.group().split()))
    ):
        return ""
    return f"{found['what'].lower()}there are {found['rest']}"


def _two(bare: str, names: tuple[str, ...]) -> str:
    parts = _JOINED.split(bare)
    if len(parts) != 2:
        return ""
    clauses = [reported(part, names) or _of_its_own(part, names) for part in parts]
    return ", or ".join(clauses) if all(clauses) else ""


def _of_its_own(bare: str, names: tuple[str, ...]) -> str:
    if _JOINED.search(bare):
        return ""
    if found := _LIKE.fullmatch(bare):
        return _what_like(bare, found)
    if _WHICH.match(bare):
        return re.sub("^what ", "which one ", reported(_WHICH.sub("what ", bare), names))
    if clause := _turned_back(bare) or _of_a_thing(bare):
        return clause
    found = _by_name(bare, names) or _BY_PRONOUN.fullmatch(bare)
    return (_told(found) if found else _of_several(bare)) or _with_sure_verb(bare)


def _with_sure_verb(bare: str) -> str:
    """ "How does night work affect sleep", "which fee did the man in the story pay": where the
    subject ends is told by a verb that is no noun, or that is the last word."""
    last = _VERB_LAST.fullmatch(bare)
    found = _SURE_VERB.fullmatch(bare) or _LIGHT_VERB_LAST.fullmatch(bare)
    if found is None and last and not any(map(is_base_verb, last["who"].split())):
        found = last
    spoken = found is None or _TURNS.search(found["who"]) or _ASKS_AGAIN.search(found["who"])
    return _told(found) if found and not spoken else ""


def _turned_back(bare: str) -> str:
    """A form of "is" put behind its subject."""
    if found := _GOING.fullmatch(bare):
        return f"whether {found['who'].strip()} {found['is'].lower()} {found['does']}"
    if found := _WHICH_IS_IT.fullmatch(bare):
        return f"{found['what'].lower()} {found['who'].lower()} {found['is'].lower()}"
    if found := _IS_WHAT.fullmatch(bare):
        return f"whether {found['one'].strip()} is {found['rest'][:1].lower()}{found['rest'][1:]}"
    found = _HOW_IS.fullmatch(bare) or _THERE.fullmatch(bare)
    if found is None or re.match(r"how (?:much|many) is\b", bare, re.IGNORECASE):
        return ""
    rest = found["rest"] or ""
    if "how" in found.groupdict():
        return f"how {found['how']} {found['who'].lower()} {found['is'].lower()}{rest}"
    return f"{found['what'][:1].lower()}{found['what'][1:]} there {found['is'].lower()}{rest}"


def _of_a_thing(bare: str) -> str:
    """What is asked of a thing that the question names: the difference, the name, its worth."""
    found = _BETWEEN.fullmatch(bare)
    if found and not re.search(rf"\b(?:{_AUXILIARY}|that|who|when|if)\b", found["sides"], re.I):
        return f"what {found['thing']} {(found['is'] or 'is').lower()}"
    if found := _COMPARED.fullmatch(bare):
        return f"how {found['one']} and {found['other']} compare{found['by'] or ''}"
    if (found := _DIFFER.fullmatch(bare)) and not _TURNS.search(found["who"] + found["rest"]):
        verb = found["verb"].lower()
        verb = third_person(verb) if found["does"].lower() == "does" else verb
        return f"how {found['who']} {verb}{found['rest']}"
    if (found := _USED_FOR.fullmatch(bare)) and not _TURNS.search(found["thing"]):
        return f"what {found['thing']} {(found['is'] or 'is').lower()} {found['done']} for"
    if (found := _SIDES_OF.fullmatch(bare)) and not _TURNS.search(found["thing"]):
        return f"what {found['thing']} {found['is'].lower()}"
    if found := _OF.fullmatch(bare):
        return found["thing"]
    if (found := _FIT.fullmatch(bare)) and not bare.lower().startswith(("how", "what", "why")):
        return "whether it is " + spoken_to(found["fit"][:1].lower() + found["fit"][1:])
    found = _WORTH.fullmatch(bare)
    if found and not _NO_VERB.search(found["thing"]) and not _NO_VERB.search(found["rest"][2:]):
        return f"whether {found['thing']}is worth {found['rest']}"
    if found := _YOU_RECOMMEND.fullmatch(bare):
        what = found["what"][:1].lower() + found["what"][1:]
        verb = found["verb"].lower().removesuffix("e") + "ed"
        return f"{what} {'are' if what.endswith('s') else 'is'} {verb}{found['rest']}"
    found = _RECOMMENDED.fullmatch(bare)
    plain = found is not None and not _NO_VERB.search(found["what"])
    return bare[:1].lower() + bare[1:] if plain else ""


def _what_like(bare: str, found: re.Match[str]) -> str:
    thing = found["thing"]
    is_there = re.match(rf"what(?:['’]?s| (?P<is>{_IS}))", bare, re.IGNORECASE)
    if is_there is None or _NO_VERB.search(re.sub(r"\b(?:to be|of)\b", "", thing)):
        return ""
    verb = (is_there["is"] or "is").lower()
    return f"what {thing} {verb} like{found['rest'] or ''}"


def _by_name(bare: str, names: tuple[str, ...]) -> re.Match[str] | None:
    """A question whose subject ends with a name of the corpus's own: "does a good keeper moor"."""
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not called:
        return None
    who = rf"(?P<who>(?:(?!(?:to|of|for|in|at|on|with|that|who)\b)[\w'-]+ ){{0,6}}?(?:{called})s?)"
    return re.fullmatch(rf"{_SHORT_OPENING}{who} {_VERB}", bare, re.IGNORECASE)


def _of_several(bare: str) -> str:
    """ "Do employers sponsor visas": a plural noun, and a verb right behind it."""
    found = _PLURAL.fullmatch(bare)
    if found is None or found["does"].lower() == "does":
        return ""
    before = found["who"].split()[:-1]
    return "" if any(is_base_verb(w) or _NO_VERB.search(w) for w in before) else _told(found)


def _told(found: re.Match[str]) -> str:
    """The clause of a question whose subject and verb are found; empty where it asks more."""
    verb, does = found["verb"].lower(), found["does"].lower()
    follows = found["rest"].split()
    plural = r"(?:^| )[a-z-]+[^su]s$" if does == "do" else r" [a-z-]+[^su]s$"
    several_named = does not in ("does", "did") and re.search(plural, found["who"])
    if follows and verb != "help" and not several_named and is_base_verb(follows[0]):
        return ""  # "the payments hire choose": either may be the verb
    if not (is_base_verb(verb) or verb == "have") or _ASKS_AGAIN.search(found["rest"]):
        return ""
    several = found["who"].lower() in ("i", "we", "they")
    if does == "does":
        verb = third_person(verb)
    elif does == "did":
        verb = past_of(verb)
    elif does != "do":
        verb = f"{does} {found['adverb']}{verb}"
    adverb = "" if does not in ("do", "does", "did") else found["adverb"]
    if does == "does" and several:
        return ""
    opening = (found["opening"] or "whether").lower()
    return spoken_to(f"{opening} {found['who']} {adverb}{verb}{found['rest']}")


def thing_named(words: str) -> str:
    """The thing that a few words name without asking: "any parking" names "parking".

    Empty for a question, a request and a heap of keywords.
    """
    bare = _ROUGHLY.sub("", " ".join(words.replace("’", "'").split()))
    bare = re.sub(r"^(?:and|so|but) ", "", _ANY.sub("", bare), flags=re.IGNORECASE).strip()
    if mentioned := thing_mentioned(bare):
        return mentioned
    if (sides := _VERSUS.split(bare)) and len(sides) == 2:
        return bare if all(map(thing_named, sides)) else ""
    if (both := _BOTH.split(bare)) and 1 < len(both) <= HEAP_MOST and len(bare.split()) > HEAP_MOST:
        plain = not _PREPOSITION.search(bare) and all(len(side.split()) > 1 for side in both)
        return bare if plain and all(map(thing_named, both)) else ""
    if not bare or len(bare.split()) > THING_MOST or _NO_VERB.search(bare):
        return ""
    first, *others = bare.split()
    joined = _PREPOSITION.search(bare) is not None
    orders = others and re.fullmatch(rf"{_DETERMINER}|all|two|three|\\d+", others[0], re.I)
    if not re.fullmatch(r"[A-Za-z][\w'-]*", first) or _PREPOSITION.match(bare) or orders:
        return ""
    verb = is_base_verb(first) and others and not _NOUN_FIRST.match(first)
    if (len(bare.split()) > HEAP_MOST and not joined) or verb:
        return ""
    if any(_is_third_person(word) for word in others[:-1]) or not _is_words(bare):
        return ""
    specific = _TO_BE_SPECIFIC.match(bare) or _ONE_OF.match(bare)
    return f"the {bare[:1].lower()}{bare[1:]}" if specific else bare


def is_heap(words: str) -> bool:
    """Whether words are only thrown together, as for a search machine: no verb, nobody asked."""
    return HEAP_MOST < len(words.split()) <= THING_MOST and not _NO_VERB.search(words)


def _is_third_person(word: str) -> bool:
    """Whether a word can say what somebody does: "needs", "carries"."""
    forms = (word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
    return word.endswith("s") and any(is_base_verb(form) for form in forms)


def _is_words(text: str) -> bool:
    """Whether nothing but ordinary words and figures stand there."""
    words = [word.strip("'") for word in text.split()]
    plain = [w for w in words if re.fullmatch(r"[A-Za-z][A-Za-z'-]*\d{0,2}|\d[\d.,%k$€£-]*", w)]
    return len(plain) == len(words) and any(
        len(w) > 2 and re.search("[aeiouy]", w, re.I) for w in plain
    )
