"""What English questions are recognised by where they are told as clauses (text/reported.py): how
they open, their auxiliaries, and what a subject and a predicate begin with. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re

AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|must|may)"
_BEFORE = (
    r"(?:(?:roughly|exactly|approximately|in|on|at|for|with|from|by|of|to|under|about|after) )?"
)
OPENING = (
    rf"{_BEFORE}(?:how (?:many|much|long|often|far|soon|big|large|high|old|fast|hard|well|quickly)"
    r"(?: [\w$€£%-]+){0,4}?"
    rf"|(?:what|which|whose)(?: (?!{AUXILIARY} )[a-z-]+){{1,4}}?|what|who|whom|how|when|where|why)"
)
OPENS = re.compile(rf"{OPENING}\b", re.IGNORECASE)
TURNED = re.compile(rf"\b(?:{AUXILIARY}|doing|'s)\b|\w's\b", re.IGNORECASE)
DETERMINER = (
    r"(?:a|an|the|my|your|our|their|its|his|her|this|that|these|those|most|many|some|all|any|each"
    r"|every|no|other|another)"
)
PRONOUN = r"(?:i|we|you|they|he|she|it|one|people|someone|somebody|everyone|anyone|there)"
_EACH = r"(?:an?|each|every) (?:hour|day|week|month|year|quarter|sprint|head|person|time)\b"
SUBJECT_BEFORE = re.compile(
    rf"(?<!how)(?<!of)(?<!in)(?<!on)(?<!at)(?<!for)(?<!to)(?<!with)(?<!from) "
    rf"(?:{PRONOUN}|(?!{_EACH}){DETERMINER} \S+)(?: |$)",
    re.IGNORECASE,
)
"""A subject in front of the auxiliary: the question is a clause already."""
HOW_TO = re.compile(
    r"^(?:(how|where) (?:do|can|should|could|would) (?:i|we|one|someone|people)"
    r"|(how) (?:(?:can|should|could|would) you"
    r"|do you(?! (?:charge|place|work|earn|find|know|like)))"
    r"|(what|which [a-z-]+(?: [a-z-]+)?|when) should (?:i|we|one)) (?=[a-z])",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    rf"^({_BEFORE}(?:what|who|where|when|how \w+|what \w+)) (is|are|was|were) ([^,;:?]+)$",
    re.IGNORECASE,
)
VERBISH = re.compile(
    rf"\b(?:{AUXILIARY}|to|and|or|that|which|who|if|when|than|like|about|[a-z]+ing|[a-z]+ed"
    r"|paid|made|built|sold|spent|held|sent)\b",
    re.IGNORECASE,
)
DONE = re.compile(r"(?:meant|said|done|known|given|written)\b", re.IGNORECASE)
LOOSE_END = re.compile(r"\b(?:of|for|in|from|with|on|at|to|about|by|called|not)$", re.IGNORECASE)
PREDICATE = re.compile(
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
WHO_IS = re.compile(
    rf"(?:who|(?:which|what|how many)(?: [\w-]+){{1,4}}?) (?:is|are|was|were) "
    rf"(?!{DETERMINER} )(?={PREDICATE.pattern})",
    re.IGNORECASE,
)
"""The subject is asked for: "who is responsible", "what bonus is usual"."""
INDEFINITE = re.compile(
    r"(?:one|people|someone|somebody|everyone|anyone|any|some|either|neither|none|each|most)",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"(?:of|for|in|from|with|without|on|at|under|behind|between)", re.IGNORECASE)
"""Begins what may belong to the subject: "is experience with Kafka needed"."""
AMOUNT = re.compile(
    r"(?:(?:the|that|those|these|about|roughly) )?[~$€£]?\d[\d.,]*[%kK]?(?: [a-z]+)?"
    r"(?= (?:from|for|in|with|without|on|at|under|behind|between)\b)",
    re.IGNORECASE,
)
"""An amount of which something is said: "is 90 days from the start"."""
POINTS_THERE = re.compile(
    r"(?:that|this|these|those) (?:good|bad|ok|okay|fine|hard|easy|safe|legal"
    r"|different|better|worse|more|less|true|right|normal|usual|common"
    r"|enough|necessary|possible|[a-z]{3,}ed|the|a|an)(?: (?:from|than|to|for|in|of|by|here)\b|$)"
    r"|(?:that|this) (?:the|an?) ",
    re.IGNORECASE,
)
"""A pronoun is the subject: "how is that different from a pilot"."""
JOINS = re.compile(rf"(?:{ATTRIBUTE.pattern}|{DETERMINER}|to|and|or)", re.IGNORECASE)
LATE = re.compile(r"(?:still|always|ever|usually|often|really|also|only)", re.IGNORECASE)
"""Last of all, such a word leaves the predicate where it was: "is the office in Boston still"."""
LEADS = re.compile(r"[a-z]{2,}ly|so|very|quite|too|as|that", re.IGNORECASE)
"""Stands before what is said: "traded publicly", "so hard"."""
PERSON = re.compile(r"(?:i|we|you|they|he|she|who|that|which)", re.IGNORECASE)
ADDRESSED = re.compile(
    r"you (?!to\b|can\b|should\b|could\b|must\b|may\b|need|have|get\b|become\b|earn\b"
    r"|learn\b|start\b|know\b)",
    re.IGNORECASE,
)
"""So "what do you charge" is asked of somebody, "what do you need" of nobody."""
WHAT_MAY = re.compile(
    r"(?:what|who|which)(?: [\w-]+){0,3}? (?:can|could|should|would|will|must|may) (\w+)\b",
    re.IGNORECASE,
)
WHAT_SHARE = re.compile(
    rf"(?:what|which) (?:percentage|percent|share|portion|fraction|proportion) "
    rf"(?:of (?:[\w-]+ ){{1,4}}?)?(?:is|are|was|were) (?!{DETERMINER} )",
    re.IGNORECASE,
)
"""The share is the subject: "what share is meetings"."""
COUNTED = re.compile(r"(?:how many|which|what) [\w-]+(?: [\w-]+)?", re.IGNORECASE)
WHAT_LIES = re.compile(
    r"what (?:is|was) (?:in|on|inside|under|behind|left|part|wrong|missing|new)\b", re.IGNORECASE
)
_IS = r"(?:is|are|was|were)"
UNSAFE = re.compile(
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
    rf"|^(?:whether|why|how|when|where) (?:{AUXILIARY}|might)\b|\b(?:being|getting) {_IS}\b"
    rf"|^which \w+ {_IS} (?:it|they|this|that|he|she)\b"
    # a place with another behind it may be the subject's: "the mate was in the story from Brest"
    rf"|^whether [^,]*\b{_IS} (?:in|on|at) (?:the |an? )?[\w-]+ "
    r"(?:from|at|in|on|by|with|men|women)\b",
    re.IGNORECASE,
)
"""Clauses in which the verb was put in a wrong place."""
EITHER = re.compile(r"^(?P<asked>[^,]+), (?P<either>[\w./-]+(?: [\w./-]+){0,2} or [\w./ -]+)$")
"""Choices behind a question: "which should I learn, Python or Go"."""
ADVERB = re.compile(
    r"(?:[a-z]+ly|also|often|ever|even|still|always|never|just|actually|really|first|then|not)\b",
    re.IGNORECASE,
)
PERSONS = {
    "i": "you", "me": "you", "we": "you", "us": "you", "my": "your", "our": "your",
    "mine": "yours", "ours": "yours", "myself": "yourself", "am": "are", "i'm": "you are",
    "we're": "you are", "i've": "you have", "we've": "you have",
}  # fmt: skip
SHORT_FORMS = (
    (re.compile(r"\b(what|who|where|how|when|which)(?:'s|(?<=what)s) ", re.I), r"\1 is "),
    (re.compile(r"\b(what|who|where|how|when)'re ", re.I), r"\1 are "),
)
CARELESS = re.compile(
    r"\b(?:gonna|wanna|gotta|dunno|ain't|dose)\b|^how (?:make|do it|get|find|become)\b", re.I
)
THEN_ASKS = re.compile(
    rf"[,;:?!—–]| - |\band (?:then )?(?:what|which|who|whose|how|when|where|why|{AUXILIARY})\b",
    re.IGNORECASE,
)
PRONOUNS = re.compile(rf"{PRONOUN}\b", re.IGNORECASE)
GOES_ON = re.compile(r"[a-z]{2,}ing", re.IGNORECASE)
TAKES_VERB = re.compile(r"(?:help|let|make|need|dare|go|come|see|hear)", re.IGNORECASE)
"""Behind these a second verb stands: "does it help moor the boat"."""
