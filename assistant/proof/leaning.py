"""Which claims of a text depend on others: leads and their items, announcements, denials. Pure.

Dropping a sentence can turn what stays: the items of a dropped "Not theirs:", the sentence behind
"A common misconception is this.", the "they" whose subject went. These patterns tell such pairs;
they are English, as the product's own sentences are. A sentence can hold two statements, too, of
which one is false: ``clauses`` cuts it.
"""

from __future__ import annotations

from assistant.text import patterns as re

_FALSE = (
    r"(?:not (?:at all |quite |really )?(?:true|right|so|correct|the case|accurate)|false|wrong"
    r"|untrue|incorrect|mistaken|a mistake|an error|a (?:common )?(?:myth|misconception|lie))"
)
_DENIAL = re.compile(
    r"(?:(?:but|however|actually|in fact|yet|no|well|and|of course|though|sorry|wait|oops|hmm)\b"
    r"[,.!…]* *)*"
    r"(?:(?:this|that|which|it|all (?:of )?this|all (?:of )?that"
    r"|the (?:above|statement|claim|idea))"
    r"(?: (?:claim|statement|idea|view|belief|notion|sentence))?"
    rf" (?:is|was|would be)(?:n['’]t| not)?(?: (?:simply|just|plainly|however|also))?"
    rf" (?:{_FALSE}|(?<=n't )(?:true|right|so|correct)|(?<=not )(?:true|right|so|correct|the case))"
    r"|(?:it|this|that) (?:is not|isn['’]t|is n['’]t|was not|wasn['’]t)[.!]"
    r"|none of (?:this|that|it|the above) (?:is|holds|applies)"
    r"|(?:this|that|the) (?:quote|sentence|statement|claim|figure|number) (?:is|was|should)"
    r" (?:\w+ ){0,2}(?:misleading|inaccurate|outdated|obsolete|read as|taken back|ignored)"
    rf"|(?:all|everything|the (?:sentence|statement|claim|point)s?)(?: of)?(?: the)?"
    rf" (?:above|before)(?: this)? (?:is|are|was|were)(?: \w+)? {_FALSE}"
    r"|(?:correction|erratum|edit):"
    r"|(?:just|only) kidding\b|i (?:just )?made (?:that|this|it) up\b"
    r"|(?:scratch|forget|ignore|disregard) (?:that|this|the (?:above|last|previous))\b"
    r"|(?<=wait, no)[.!…]|(?<=oops, no)[.!…]|(?<=hmm, no)[.!…]|(?<=sorry, no)[.!…]"
    r"|(?:wrong|false|untrue|incorrect|not so|not true|a myth|nonsense)[.!:,]"
    r"|(?:quite )?the (?:opposite|contrary|reverse) (?:is true|is the case|holds)"
    r"|(?:on the contrary|quite the (?:opposite|contrary|reverse))\b)",
    re.IGNORECASE,
)
DENIAL_REACH = 60
"""Characters of a sentence by which it is known whether it denies the one before."""

_ANNOUNCED = re.compile(
    r"(?:(?:a|one|another|the|some|many|several|here (?:is|are)|there (?:is|are)|it is|it's)\b *)*"
    r"(?:(?:common|popular|frequent|widespread|usual|big|persistent|typical|first|second)\b *)*"
    r"(?:misconception|myth|mistake|error|misunderstanding|fallacy|rumou?r|prejudice|falsehood"
    r"|wrong (?:idea|claim|answer|belief)|false (?:claim|belief|statement))s?\b"
    r"|.{0,40}\b(?:following|next) (?:\w+ )?(?:is|are) (?:all )?"
    rf"{_FALSE}"
    r"|(?:some|many|most|few) (?:people |candidates |recruiters |would )?"
    r"(?:wrongly |falsely |mistakenly |may |might )?"
    r"(?:think|believe|say|claim|assume|imagine|expect) (?:this|so|the following|otherwise)\b"
    r"|(?:you|people|one) (?:may|might|could|will|often)? ?(?:hear|read|think|believe)"
    r" (?:this|the following)"
    r"|(?:it is|it's) (?:often |sometimes )?(?:wrongly |falsely |mistakenly )(?:said|thought)"
    r"|(?:here is|here are|here's|this is|these are) what .{0,40}"
    r"\b(?:not|never|isn['’]t|aren['’]t)[.:!]?\s*$"
    r"|(?:never|do not|don['’]t|please don['’]t)\b.{0,30}\b(?:the following|this|what follows)\b"
    r"|.{0,40}\b(?:mistake|wrong|false|error) to (?:say|think|believe|claim|assume)"
    r" (?:this|the following)"
    r"|(?:none|nothing|everything|all|not one|not a word) (?:of|in) (?:this|these|the following"
    r"|what follows|the next|the answer)\b.{0,40}"
    r"\b(?:true|false|wrong|right|correct|holds|applies)\b"
    r"|(?:people|candidates|recruiters|most|many) (?:often |usually )?get (?:this|these|it)"
    r" wrong\b",
    re.IGNORECASE,
)
_POLAR = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|myths?|misconceptions?|wrong"
    r"|false|except|unlike|instead|avoid|isn|aren|doesn|don|didn|won|can't|shouldn|rarely|seldom"
    r"|hardly|others?|off|outside|beyond|against|mistakes?|lacks?|missing|excluded|exceptions?"
    r"|out of|hand(?:s|ed)?|delegat\w*|prohibit\w*|banned|barred|given (?:up|away)"
    r"|stop|refuse\w*|forbid\w*|leave|leaves|vs|versus|less|fewer)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEGATING = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|nor|neither|cannot|hardly|rarely|seldom|without|myths?"
    r"|misconceptions?|wrong|false|untrue|except|reverse|opposite|contrary|lies?|nonsense"
    r"|outdated|rumou?rs?|out of (?:scope|bounds)|off[- ]limits|excluded)\b|n['’]t\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"(?:it|they|he|she|this|that|these|those|both|neither|such|the (?:latter|former|same|other)"
    r"|instead|rather|but|however|so|therefore|thus|hence|otherwise|for (?:example|instance)|as a"
    r" result|consequently|in (?:contrast|that case|this case)|conversely|also|then|if so|if not"
    r"|on the other hand|apart from (?:this|that|these|those)"
    r"|likewise|similarly|still|yet|nor|because of (?:this|that)|its|their|his|her)\b",
    re.IGNORECASE,
)
_OPPOSING = re.compile(
    r"(?:otherwise|instead|nor|neither|conversely|on the (?:other hand|contrary)|likewise|similarly"
    r"|the (?:latter|former|opposite|same)|in contrast|by contrast|if (?:so|not))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|they|he|she|these|those|both|the (?:latter|former))\b", re.IGNORECASE)
_SIGNS = " \t*_\"'“”‘’(["
_NEUTRAL = re.compile(
    r"\b(?:key|points?|main|summary|short|brief(?:ly)?|overview|details?|answers?|following|here|below"
    r"|lists?|examples?|steps?|facts?|reasons?|things?|particular|specifically|note|important|this"
    r"|includes?|including|are|as|follows?|responsibilities|responsibility|tasks?|duties|work|quick"
    r"|takeaways?|conclusion|background|context|more|about|in|what|how|why|when|article|passages?"
    r"|texts?|sources?|documents?|says?|said|states?|tells?|mentions?|according|based|found)\b",
    re.IGNORECASE,
)


_JOINT = re.compile(
    r"(?P<loose>;\s+|\s+(?:[–—]|--?)\s+|—|(?<=[\]】])\s+(?=[A-Z])|(?<=[a-z]{3})[.!?](?=[A-Z]))"
    r"|,\s+(?:and|but|while|whereas|yet|so|although|though)\s+"
)
"""Where clauses meet: at a semicolon, a dash, a marker, a glued stop; or at a comma and "and"."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|cannot|could|must|may|might|will|would|should|do|does"
    r"|did|it's|that's|they're|[a-z]{2,}n['’]t|[a-z]{3,}(?:(?<!s)s|ed))\b"
)
_ACTING = re.compile(r"(?:they|we|you|i|people|both)\b", re.IGNORECASE)
"""Whoever it is, a verb follows, which need not show by its ending."""
_CLAUSE_WORDS = 4


def is_clause(text: str) -> bool:
    """Whether words could stand alone as a sentence: they are enough, and have a verb."""
    return len(text.split()) >= _CLAUSE_WORDS and bool(
        _ACTING.match(text) or _FINITE.search(text.partition(" ")[2])
    )


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, markers and all, where each could stand alone.

    Empty where there is but one, or where a part is none: "Three things count – cost, time". Behind
    a comma a clause has a subject of its own.
    """
    parts: list[str] = []
    start = 0
    for joint in _JOINT.finditer(sentence):
        part, rest = sentence[start : joint.start()].strip(), sentence[joint.end() :]
        if joint["loose"] is None and not (is_clause(part) and _has_subject(rest)):
            continue
        parts.append(part)
        start = joint.end()
    parts = [part for part in (*parts, sentence[start:].strip()) if part]
    return parts if len(parts) > 1 and all(is_clause(part) for part in parts) else []


def _has_subject(rest: str) -> bool:
    clause = re.split(r"[,;–—]", rest, maxsplit=1)[0]
    first = clause.partition(" ")[0].lower()
    return is_clause(clause) and not _FINITE.fullmatch(first) and first not in _VERBLESS


_VERBLESS = frozenset(
    ["not", "in", "on", "at", "to", "with", "for", "from", "by", "of", "as", "also", "then", "only"]
)
"""What begins a clause that has the subject of the one before, or is none."""


def denies(sentence: str) -> bool:
    """Whether ``sentence`` says that the one before it is not so."""
    return bool(_DENIAL.match(sentence.lstrip(_SIGNS)[:DENIAL_REACH]))


def announces_falsehood(sentence: str) -> bool:
    """Whether ``sentence`` says that what comes next is not so: "A common myth is this." """
    return bool(_ANNOUNCED.match(sentence.lstrip(_SIGNS)))


def is_polar(lead: str) -> bool:
    """Whether a heading or lead may turn what stands under it: "Not theirs", "Myths"."""
    return bool(_POLAR.search(lead))


def negates(lead: str) -> bool:
    """Whether a lead says that what stands under it is not so: "Not theirs", "They never own"."""
    return bool(_NEGATING.search(lead))


def leans(sentence: str) -> bool:
    """Whether ``sentence`` takes up the one before it: "They …", "Instead, …"."""
    return bool(_LEANING.match(sentence.lstrip(_SIGNS)))


def opposes(sentence: str) -> bool:
    """Whether what ``sentence`` says hangs on how the one before was put: "Otherwise, …"."""
    return bool(_OPPOSING.match(sentence.lstrip(_SIGNS)))


def has_pronoun(sentence: str) -> bool:
    """Whether ``sentence`` begins with a pronoun for what the one before is about."""
    return bool(_PRONOUN.match(sentence.lstrip(_SIGNS)))


def says_something(lead: str) -> bool:
    """Whether a lead says something of its items, "They own:", and not only "The facts:"."""
    return bool(re.search(r"\b(?!(?:the|an?|of|and|to|for|here|there|is|s)\b)[^\W\d_]+",
                          without_neutral(lead.lower())))  # fmt: skip


def without_neutral(lead: str) -> str:
    """A lead without words that only announce: "Key points:" says nothing."""
    return _NEUTRAL.sub(" ", lead)
