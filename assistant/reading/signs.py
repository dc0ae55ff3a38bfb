"""What the words of a question ask for, and what the words of a passage give.

A reason, an example, a number, a length of time, a name: signs that are read off the words alone,
the same for any document. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

REASON = re.compile(
    r"\b(?:because|since|so that|reasons?|that[’']s why|which is (?:\w+ )?(?:why|how)|due to|"
    r"otherwise|follows from|c[oa]mes? down to|trips?)\b",
    re.IGNORECASE,
)
CONSEQUENCE = re.compile(
    rf"{REASON.pattern}|\b(?:which|this|that|two|it) is how\b|\bbecom(?:es?|ing)\b"
    r"|\b(?:leads?|led|leading) to\b|\bresults? in\b|\b(?:exactly|precisely|partly) why\b"
    r"|\bends? up\b|\bthe (?:thing|one thing|part) that matters\b|\bfollows? from\b|\bworth\b",
    re.IGNORECASE,
)
"""Why something is told: its reason, or what comes of it."""
ASKED_WHY = re.compile(
    r"\b(?:why|how come|what (?:makes|made|causes|caused)|reasons?|causes?|because)\b",
    re.IGNORECASE,
)
WHETHER = re.compile(
    r"(?:^|[,.;:!] ?)(?:(?:and|so|ok|but|hey|hi|thx|thanks)\b[, ]+)*(?:is|are|do|does|did|can|"
    r"could|has|have|will|would|should|was|were|must)(?:n[’']t)? ",
    re.IGNORECASE,
)
"""A question that is answered with yes or no, for which what was told is the reason."""
WHY_LEAST = 0.15
"""Share of the questions a passage is known to answer that ask why; from there it is a reason."""
ASKED_EXAMPLE = re.compile(
    r"\b(?:examples?|for instance|e\.g|such as|like what|concrete|anecdote|story|case)\b",
    re.IGNORECASE,
)
EXAMPLE_LEAST = 0.1
ASKS = re.compile(
    r"\b(?:what(?!'?s? (?:that|about|is that))|who|when|which|how|where|is|are|does|do|did|can)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:which|what|whose)(?: (?:kind|type|sort) of)? "
    r"(?!years?\b|months?\b|days?\b|dates?\b|times?\b)"
    r"(?P<thing>[a-z]{3,}?)s?"
    r"(?: (?:exactly|was (?:that|it|this)|is (?:that|it|this)))?[?.! ]*$",
    re.IGNORECASE,
)
"""A question for the name or kind of a thing: "in which database?"."""
SO_MANY = re.compile(
    r"\bhow many (?:seconds|minutes|hours|days|weeks|months|quarters|years)\b", re.IGNORECASE
)
_MANY = re.compile(r"\bhow many ([a-z]{4,})(?: ([a-z]{4,}))?", re.IGNORECASE)
TIME_NOUN = re.compile(r"\b(?:time ?frame|period|horizon|timespan|time)s?\b", re.IGNORECASE)
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|hundred|dozen|several)"
)
TIME_GIVEN = re.compile(
    rf"{_NUMBER}[ -](?:\w+[ -])?(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b"
    rf"|\b(?:week|day|month|year|quarter) {_NUMBER}\b",
    re.IGNORECASE,
)
_DATE = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
SPAN = re.compile(
    rf"\b(?:(?:year|month|week|day|hour|minute|quarter)s?|percent|dollars|euros|pounds|{_DATE})\W*$",
    re.IGNORECASE,
)
"""A claim that ends in a span of time, a unit or a date: "a year", "months", "in october"."""
TIMES = re.compile(
    rf"{_NUMBER}[ -](?:\w+[ -])?(?:year|month|week|day|hour|minute|quarter)s?\b|\d ?%|{_DATE}",
    re.IGNORECASE,
)
INSTANCE = re.compile(
    r"\b(?:such as|for (?:example|instance)|e\.g\.|including|one of the last|like)\b|[:(] ?\w+.*,",
    re.IGNORECASE,
)
_ITEM = r"(?!(?:and|or|but|so|yes|no)\b)[\w’'/&+.~-]+(?: [\w’'/&+.~-]+){0,3}"
NAMES_SEVERAL = re.compile(
    rf"\([^()]*,[^()]*\)|:\s[^.;:]*,[^.;:]*,|\b(?:such as|for (?:example|instance)|e\.g\.)"
    rf"|(?:{_ITEM}, )+{_ITEM},? (?:and|or) {_ITEM}|\?\s*$",
    re.IGNORECASE,
)
"""What counts things up, or puts questions, is itself made of instances."""
REAL_CASE = re.compile(
    r"\b(?:real|actual|concrete|specific|case|story|stories|happened|practice|life)\b",
    re.IGNORECASE,
)
"""So somebody asks for what happened once, and not for one thing of a kind."""
DEEPENS = re.compile(
    r"\b(?:deeper|further|more|details?|detailed|elaborate|expand|explain(?:ed)?|depth|dig|drill|"
    r"(?:go|look|get) into|spell(?:ed)? out|zoom in)\b",
    re.IGNORECASE,
)
"""So somebody wants to read on about one thing of several."""
PER = re.compile(
    r"\b(?:a|an|per|each|every)[ -](?:year|quarter|month|week|day|night|hour|minute|person|head|"
    r"piece)\b|\b(?:annual(?:ly)?|yearly|monthly|weekly|daily|hourly)\b",
    re.IGNORECASE,
)
EACH = re.compile(r"\b(?:every|each)\b", re.IGNORECASE)
COMPARES = re.compile(
    r"\b(?:lower|higher|less|more|fewer|longer|shorter|larger|smaller|above|below|at most)\b",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(r"\b(?:differ\w*|in common)\b", re.IGNORECASE)
VERSUS = re.compile(r"\b(?:vs|versus|both|compared)\b", re.IGNORECASE)
ABOUT_SHOWN = re.compile(
    r"^(?:(?:and|but|so|ok|then)\b[, ]+)*(?:is|are|was|were|isn'?t) (?:that|this|it|those|these)\b",
    re.IGNORECASE,
)
"""A question about what was just shown: "is that a lot", "is that working days"."""
ELSE = re.compile(r"\b(?:else|besides|apart from|other than)\b", re.IGNORECASE)
FIRM = re.compile(
    r"\b(?:wrong|incorrect|false|nonsense|mistaken|not (?:right|true|correct)|is(?:n'?t| not) "
    r"(?:that|it|this)|no way|weird|odd|strange|surpris\w+|believe)\b|^\W*(?:so )?not\b",
    re.IGNORECASE,
)
"""Words that doubt the last answer itself, whatever they set against it."""
POINTS = re.compile(
    r"\b(?:that|this|these|those|them|it|he|she|they|ones?|others?|else|second|third)\b"
    r"|^\W*(?:how|what|who|when)\W*$",
    re.IGNORECASE,
)
BELONGS = re.compile(r"\b(?:their|his|her|its|your|our|my) \w", re.IGNORECASE)
"""So somebody means what belongs to what was spoken of."""
COUNTED = re.compile(
    r"\bhow (?:many|much|long|old|often|big|soon|far|fast)\b|\bwhat (?:share|percent\w*|year)\b"
    r"|\bwhen\b",
    re.IGNORECASE,
)
TIMED = re.compile(
    r"\bhow (?:long|old|soon|many (?:days|weeks|months|years|hours|minutes|quarters))\b"
    r"|\b(?:what|which) (?:time ?frame|period|horizon|timespan)s?\b|\b(?:until|since|by) when\b",
    re.IGNORECASE,
)
TIME = re.compile(r"(?:\b|\d)(?:day|week|month|year|quarter|hour|minute|decade)s?\b", re.IGNORECASE)
REASONED = re.compile(
    r"\b(?:why|how come|what if|best|better|worse|should|would|will|still)\b", re.IGNORECASE
)
READS_ON = re.compile(
    r"\b(?:where|anywhere|somewhere|anything|something) "
    r"(?:can|could|do|would|should|may|to|else)? ?"
    r"(?:i |we |one )?(?:can |could )?(?:read|find out|learn|look|see|find) (?:it |this |that )?"
    r"(?:up|more|further|details?|(?:about|on) (?:that|this|it))\b"
    r"|^\W*(?:(?:and|ok|so)\W+)*(?:is there|got|do you have|any) (?:a|an|any|some)? ?"
    r"(?:guide|template|link|breakdown|further reading|more (?:on|about) (?:that|this|it))\b",
    re.IGNORECASE,
)
"""A question for where more can be read."""
WHOSE = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*who (?:published|made|says?|said|measured|counted|collected|"
    r"gives?|estimated|projects|came up with)(?: (?:it|that|this|them|these|those))?"
    r"(?: (?:number|figure|stat|statistic|estimate)s?)?\W*$",
    re.IGNORECASE,
)
"""A question for whom a figure comes from."""
ATTRIBUTES = re.compile(
    r"\b(?:projects?|pegs?|reports?|estimates?|counts?|counted|found|according to|says|surveyed|"
    r"measured|published by)\b",
    re.IGNORECASE,
)
HARM_ASKED = re.compile(
    r"\bwhat(?:['’]?s| is)? (?:the |so )?(?:problem|danger|risk|harm|trouble|downside|bad)\b.*"
    r"\b(?:it|that|this|those|these|them|the two)\b"
    r"|\bwhy(?:['’]?s| is| are)? (?:it|that|this)(?: so)? "
    r"(?:bad|risky|wrong|dangerous|a problem)\b",
    re.IGNORECASE,
)
"""A question for what is bad about something that was shown."""
STORY = re.compile(
    r"^(?:one of the (?:last|first|recent|latest)|recently\b|last (?:year|month|week|spring|summer|"
    r"autumn|winter)\b|once\b|in one case|for (?:example|instance)\b|take the\b|an example\b)",
    re.IGNORECASE,
)
"""So begins what is told of a case."""
AFTER_ASKED = re.compile(
    r"(?:(?:and|so|ok|but|well)\b[, ]+)*(?:what (?:comes|happens|follows|is|was)|what's|how about"
    r"|what about)?\s*(?:next|afterwards?|(?:right |directly )?after (?:that|this|it|then)"
    r"|from then on|later(?: on)?|then)(?: then| again)?",
    re.IGNORECASE,
)
"""What comes after what was just told."""
AFTER = re.compile(
    r"^(?:after(?:wards| that| this)?\b|then\b|later\b|next\b|from then on\b|once\b|when that)"
    r"|\b(?:followed by|after (?:that|which|this)|and then|from then on|afterwards)\b",
    re.IGNORECASE,
)
SAME_ASKED = re.compile(
    r"(?:(?:and|so|ok|but|then|well)\b[, ]+)*(?:are they|they'?re|they are|is (?:it|that)|it'?s|"
    r"that'?s)(?: (?:all|both|really|basically|just|kind of|more or less|actually))* (?:the )?"
    r"(?:same|identical|equal|alike|one and the same)(?: (?:thing|job|role))?"
    r"(?: (?:as|for) (?P<thing>.+?))??(?: (?:really|then|basically|though|tho|or not|right))*",
    re.IGNORECASE,
)
"""Whether the things that were just told of are the same."""
SAMENESS = re.compile(
    r"\b(?:not )?(?:the )?(?:same|identical|alike|equal(?:ly)?|interchangeable|different|differ)\b",
    re.IGNORECASE,
)
REMEDY_ASKED = re.compile(
    r"(?:(?:and|so|ok|but|then|well)\b[, ]+)*"
    r"(?:how (?:do|can|could|should|to|would) ?(?:i|we|you|one)? ?"
    r"(?:avoid|fix|prevent|stop|solve|help|change|speed up|shorten) (?:that|this|it|them)"
    r"|what (?:can|do|should|could) (?:i|we|you|one) do (?:about|against) (?:that|this|it|them)"
    r"|what(?:'s| is) the (?:fix|remedy|cure|solution)|(?:can|could) (?:that|this|it) be "
    r"(?:avoided|fixed|prevented|helped))(?: (?:then|now|though|tho|please))*",
    re.IGNORECASE,
)
"""What can be done about what was just told."""
REMEDY = re.compile(
    r"^(?:Commit|Keep|Make|Use|Start|Stop|Avoid|Check|Ask|Call|Bring|Put|Take|Turn|Set|Write|Give|"
    r"Send|Move|Open|Close|Clean|Wash|Wait|Let|Do|Don[’']t|Never|Always|Try|Plan|Book|Limit|Agree|"
    r"Scope|Define|Choose|Pick|Remove|Replace|Switch|Restart|Contact|Read)\b"
    r"|\b(?:avoids?|prevents?|fixe[sd]|to fix|solves?|sorts? (?:it|that) out|instead|remedy)\b"
)
CHOICE_ASKED = re.compile(
    r"\b(?:which|what)(?: (?:one|way|option|road|side|of (?:them|the two|those|these)))?"
    r" (?:did|has|have) (?:he|she|they|it|you|we)"
    r" (?:take|choose|chosen|pick|picked|go(?: (?:for|with))?|select|prefer|decide(?: on| for)?)\b"
    r"|\b(?:he|she|they|you|we) (?:took|chose|picked|went (?:for|with)) (?:which|what)\b",
    re.IGNORECASE,
)
"""What somebody did who had a choice; it stands behind the choice."""
CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
INSTEAD_ASKED = re.compile(r"^(?!.*\bwhy\b).*\b(?:what|which|who)\b.*\binstead\W*$", re.IGNORECASE)
INSTEAD = re.compile(
    r"\bless\b.*\bmore\b|\bnot\b.*\bbut\b|\binstead\b|\brather\b", re.IGNORECASE | re.DOTALL
)
"""A sentence that sets one thing in the place of another."""
USERS_ASKED = re.compile(
    r"^(?:(?:and|so|but|ok|then)\b[, ]+)*who(?:'s| is| are| else| all)? (?:\w+ )??(?:reads?|uses?|"
    r"using|reading|needs?|gets?|builds?|works?|consumes?)\b(?: (?:from|on|with|off))?"
    r" (?:it|that|this|them|those|these|all (?:of )?(?:that|this))\W*$",
    re.IGNORECASE,
)
"""Who has a use for what was just told: "who reads them"."""
USERS = re.compile(
    r"\b(?:teams|engineers|developers|analysts|users|customers|members|people|readers|clients|staff)"
    r"(?: \w+){0,2} (?:build|code|depend|rely|use|read|quer(?:y|ies)|work)\w*\b"
    r"|\b(?:read|used|needed) by\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:is how|becomes?|leads? to|ends? up|results? in|otherwise|risk\w*|danger\w*|red flag|"
    r"fails?|damages?|breaks?|harm\w*|worse|weaker|spoils?|irritates?|strong currents)\b",
    re.IGNORECASE,
)
OF_SHOWN = ((HARM_ASKED, HARM), (USERS_ASKED, USERS))
"""How something is asked of what was shown, and by what it is found in that."""
POINTER = re.compile(
    r"\b(?:guide|template|breakdown|handbook|checklist|brochure|website|www\.|https?:"
    r"|(?:described|explained|found|listed) in|see (?:the|our|[A-Z]))",
    re.IGNORECASE,
)
DENIES = re.compile(r"\b(?:not|never|no)\b|n't\b", re.IGNORECASE)
THING = re.compile(r"\b(?:things?|stuff)\b", re.IGNORECASE)
"""A word that stands behind what it calls a thing: "that schema thing"."""
PLAIN = re.compile(
    r"\b(?:regular|normal|plain|ordinary|usual|typical|specifically|(?:no|any|some|every)thing|"
    r"(?:first|second|third|next|last|other) time)\b",
    re.IGNORECASE,
)
WHICH_OF = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*(?:which|what) (?:ones?|of (?:them|those|these|the (?:two|three|"
    r"four|five)))\b(?: (?:is|are|was|were|has|have|does|do|did))?(?: (?:the|one|about|for|with|in|"
    r"on|use[sd]?|using|runs?|running|mentions?|names?|includes?|involves?|deals? with|needs?)\b)*",
    re.IGNORECASE,
)
"""So one of several things that were shown is asked for, by what is said of it."""
_TWO_LETTERS = re.compile(r"\b[a-z]{2}\b")
_HOW = re.compile(r"\bhow (?:long|old|far|big|fast|soon|often)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:our|the full|a separate|another|this other)\b[^.;]{0,70}"
    r"\b(?:guide|template|breakdown|page|article|post|handbook|report)s?\b"
    r"|\bin (?:our|the(?: full| separate)?)\b[^.;]{0,60}\bguide\b",
    re.IGNORECASE,
)


def matter(words: str) -> str:
    """The words that an answer has to speak of: nobody answers "how long" with "long"."""
    return _HOW.sub("", PLAIN.sub("", words))


def asked_as(known: Sequence[str], way: re.Pattern[str], least: float) -> bool:
    """Whether so large a share of the questions that a passage answers ask in this way.

    People who ask why are answered with it, though it has no word that says so.
    """
    asked = sum(way.search(question) is not None for question in known)
    return bool(known) and asked >= least * len(known)


def counting(words: str, passages: Iterable[Passage]) -> list[Passage]:
    """The passages that say how many there are of what "how many teams" asks for."""
    many = _MANY.search(words)
    things = "|".join(re.escape(word.rstrip("s")) for word in many.groups() if word) if many else ""
    counted = re.compile(rf"\b{_NUMBER} (?:[\w-]+ ){{0,2}}(?:{things})", re.IGNORECASE)
    return [p for p in passages if counted.search(p.text)] if things else []


def unnamed(words: str, passages: Sequence[Passage]) -> bool:
    """Whether they ask which one is meant of what the passages only call "a database"."""
    asked = _UNNAMED.search(words)
    if asked is None:
        return False
    thing = re.escape(asked["thing"])
    said = [found for p in passages for found in re.findall(rf"\b\S+ {thing}s?\b", p.text)]
    return bool(said) and all(
        re.match(r"(?:an?|some|another|any)\b", s, re.IGNORECASE) for s in said
    )


def sends_elsewhere(passage: Passage) -> bool:
    """Whether a sentence only tells the reader where else to look."""
    return names_elsewhere(passage) and ";" not in passage.text


def names_elsewhere(passage: Passage) -> bool:
    """Whether a sentence tells the reader where else to look, whatever it says beside."""
    return not passage.cells and _ELSEWHERE.search(passage.text) is not None


def doubled(words: str) -> str:
    """The words; a short one that says nothing with its last letter written twice is so: "al"."""
    return _TWO_LETTERS.sub(_twice, words)


def _twice(word: re.Match[str]) -> str:
    twice = f"{word[0]}{word[0][-1]}"
    return twice if content_stems(word[0]) and not content_stems(twice) else word[0]
