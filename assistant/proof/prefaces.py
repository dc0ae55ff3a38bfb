"""Words in front of a claim that say nothing of its subject: "In short,", "**Answer:**".

A small judge weighs every word of a claim, and three that were never in its training make it
doubt what it would be sure of: a false claim behind "In short," came through ten times as often
as alone. So a claim is judged without them. What stands there and limits the claim ("As a rule,",
"Usually") or gives it a cause ("Therefore,") is a part of it and stays. Pure.
"""

from __future__ import annotations

from assistant.proof.leaning import is_clause
from assistant.text import patterns as re
from assistant.text.words import content

_TEXT = (
    r"(?:the|this|that|your|our|given|provided|cited|above)?(?: (?:given|provided|cited|above))?"
    r" ?(?:articles?|texts?|passages?|sources?|documents?|context|material)(?: (?:above|provided))?"
)
_TELLING = (
    r"(?:says?|states?|notes?|explains?|mentions?|tells(?: us)?|writes?|describes?|shows?"
    r"|indicates?|makes? (?:it )?clear|points? out|puts? it|stresses|adds)"
)
_LABEL = (
    r"(?:(?:the|a|my|your|quick|short|brief|direct|final|long|simple|key|main|important|one-line)"
    r" ?)*(?:answer|summary|overview|conclusion|takeaway|point|fact|note|version|explanation"
    r"|detail|tl;? ?dr|response|reply|bottom line|gist|result|evidence|finding|correction|update"
    r"|clarification|caveat)s?"
    r"|(?:here(?:'s|’s| is| are)|this is|these are) (?:the|a|an|your|my|what|how|some)\b"
    r"[^:.!?]{0,40}(?=:)"
)
_ADVERB = (
    r"in (?:short|brief|summary|sum|conclusion|other words|essence|a nutshell|a word|fact|addition"
    r"|effect|detail|plain (?:words|english))|to (?:sum(?: it)? up|summari[sz]e|conclude|recap"
    r"|be (?:clear|precise|exact|specific)|put it (?:simply|briefly|plainly|another way)|clarify"
    r"|answer your question)|put (?:simply|briefly|plainly|differently|another way)"
    r"|(?:simply|briefly) put|overall|briefly|summing up|all in all|essentially|basically"
    r"|also|additionally|moreover|furthermore|further|besides|finally|lastly|likewise|similarly"
    r"|firstly|secondly|thirdly|fourthly|however|meanwhile|indeed|actually|of course|naturally"
    r"|certainly|sure|(?:great|good) question|interestingly|notably|importantly|clearly|so|and|but"
    r"|simply|well|okay|ok|(?:more )?specifically|in particular|as (?:noted|said|mentioned"
    r"|stated|described|explained)(?: (?:above|before|there|earlier))?|that said|having said that"
    r"|on top of that|what is more|for (?:your )?(?:information|reference|context|clarity)"
    r"|(?:regarding|as for) your question|as you (?:can see|asked)"
)
_ANSWER = r"(?:yes|no|yep|nope|right|correct|exactly|true|absolutely|wrong|not quite|not exactly)"
_REMARK = (
    r"(?:please |also |do )?(?:note|remember|keep in mind|bear in mind|be aware|notice)(?: also)?"
    r" that|it(?:'s| is| should be| must be| is also) (?:worth|also worth|important|useful|good|key"
    r"|noted|clear|true|correct|right|a fact|the case)(?: (?:noting|mentioning|knowing|adding"
    r"|to (?:note|know|mention|remember|say)))?(?: here)? that"
    r"|the (?:fact|truth|point|answer|short answer|bottom line|gist) is(?: simply)? that"
    r"|what (?:this|it) means is that|this means that"
)
_TOLD = (
    rf"(?:according to|based on|as per|going by|from|in) {_TEXT}|as {_TEXT} {_TELLING}(?: it)?"
    rf"|{_TEXT} (?:also |clearly |explicitly |itself )?{_TELLING}(?: that)?"
    r"(?! (?:nothing|no|not)\b)"
    rf"|(?:as )?(?:stated|said|described|noted|explained|mentioned) (?:in|by) {_TEXT}"
)
_PREFACE = re.compile(
    rf"(?:{_LABEL})\s*[:–—-][\W_]*"
    rf"|(?:{_ADVERB})\s*[,:–—][\W_]*"
    rf"|{_ANSWER}\b\s*(?:[,:;.!–—]|\s-)[\W_]*"
    rf"|(?:{_REMARK})[,:]?\s+"
    rf"|(?:{_TOLD})(?:[,:]\s*|(?<=that)\s+|(?<=says)\s+|(?<=states)\s+)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf",? (?:according to|as (?:stated|said) (?:in|by)|says) {_TEXT}(?=\W*$)", re.I
)
_SIGNS = re.compile(r"^[^\w\s\"'“‘(\[$€£~<>≈+.|–-]+\s*|\(\s*\)\s*")
"""Ticks and other pictures in front, and the brackets that a marker stood in."""
_IN_BRACKETS = re.compile(r"^\(([^()]+)\)$")
_MOST = 3
"""Prefaces that may stand one behind the other: "Note also that, in short, …"."""
_LEAST = 3
"""Words that must be left for the rest to be a claim."""


def unprefaced(claim: str) -> str:
    """``claim`` without what only introduces it; as it is where nothing else would be left."""
    claim = _row_in_words(claim)
    rest = re.sub(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.!?])[*_](?!\w)", "", claim).strip()
    rest = re.sub(r"\s+([.,;:!?])", r"\1", _SIGNS.sub("", rest))
    if re.fullmatch(r"[“\"][^“”\"]+[”\"][.!?]?", rest):
        rest = rest.strip('“”"')
    rest = _IN_BRACKETS.sub(r"\1", rest)
    for _ in range(_MOST):
        match = _PREFACE.match(rest)
        shorter = rest[match.end() :] if match else rest
        if not match or len(shorter.split()) < _LEAST:
            break
        rest = shorter
    shorter = _BEHIND.sub("", rest)
    rest = shorter if len(shorter.split()) >= _LEAST else rest
    return _capital(rest) if rest != claim else claim


def _row_in_words(claim: str) -> str:
    """A row with a whole sentence in it as "Cell: cell; cell"; any other text as it is."""
    if not claim.startswith("|"):
        return claim
    first, *others = [cell.strip() for cell in claim.strip(" |").split("|")] or [""]
    told = any(is_clause(cell) for cell in others)
    return f"{first}: {'; '.join(others)}" if told else claim


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


_INTRO = re.compile(r"([^,;:.!?()]{2,60}?)(?:,|:| [–—])\s+(?=\S)")
_TOPIC = re.compile(
    r"(?:when it comes to|in terms of|speaking of|with (?:regard|respect) to|regarding|as for"
    r"|as far as|concerning|from (?:a|an|the) [\w-]+ (?:perspective|point of view|standpoint))\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",\s+(?:which|who|and|so|but|as|making|meaning|because|since|thus|hence)\b[^,;]*$"
)
_PARTS_OF_IT = re.compile(
    r"\b(?:if|unless|when|whenever|once|until|while|although|though|even|where|in case|assuming"
    r"|provided|as long|rule|general|generally|usually|normally|often|mostly|most|many|some|few"
    r"|typically|sometimes|rarely|seldom|perhaps|maybe|probably|likely|may|might|almost|nearly"
    r"|not|no|never|none|without|instead|rather|unlike|except|only|than|less|more|or|both|either"
    r"|neither|per|each|every|all)\b|n['’]t\b|\d",
    re.IGNORECASE,
)
_INTRO_WORDS = 8


def cores(claim: str, known: frozenset[str]) -> list[str]:
    """What is left of a claim without an introduction, and without a tail, that lean on nothing.

    An introduction or tail counts only where none of its words is among the stems that are
    ``known`` and none limits the rest.
    """
    found: list[str] = []
    intro = _INTRO.match(claim)
    if intro and len(intro[1].split()) <= _INTRO_WORDS:
        without = "" if _TOPIC.match(intro[1]) else intro[1]
        found += _left(claim[intro.end() :], without, known)
    tail = _TAIL.search(claim)
    if tail:
        found += _left(claim[: tail.start()], tail.group(), known)
    return found


def _left(rest: str, without: str, known: frozenset[str]) -> list[str]:
    loose = not content(without) & known and not _PARTS_OF_IT.search(without)
    return [_capital(rest)] if loose and len(rest.split()) > _LEAST else []


_CONDITION = re.compile(
    r"(?:only )?(?:if|unless|provided(?: that)?|as long as|assuming(?: that)?)\s+([^,;]+),\s*(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN_SHARE = 0.5
_FOREIGN = 3
"""Words of a condition from which on it is certain to be one that the text does not have."""


def invented_condition(claim: str, known: frozenset[str]) -> str:
    """The condition in front of what is ``known``, of which nothing is known; or nothing."""
    match = _CONDITION.match(claim)
    if match is None:
        return ""
    condition, rest = content(match[1]), content(match[2])
    foreign = len(condition) >= _FOREIGN and not condition & known
    return match[1] if foreign and len(rest & known) >= _KNOWN_SHARE * len(rest) else ""


_DENIED = re.compile(
    r"[^:]{0,60}\b(reverse|opposite|contrary|untrue|lies?|nonsense|outdated|wrong|false|myths?"
    r"|(?:old|older|former|earlier|previous|past|traditional) (?:view|rule|answer|version|idea"
    r"|definition|policy|belief|thinking|meaning|model)|formerly|previously"
    r"|misconceptions?|mistaken|on paper|in theory|supposedly|allegedly|fiction|jokes?)\b"
    r"[^:]{0,40}:\s",
    re.IGNORECASE,
)


def denied_in_front(claim: str, given: str) -> str:
    """The word by which an introduction turns what follows, "The reverse holds:", or nothing."""
    match = _DENIED.match(claim)
    return match[1] if match and match[1].lower() not in given.lower() else ""


_SCOPES = (
    (
        r"^(?:previously|formerly|until recently|in the past|historically|originally),?\s|^once,"
        r"|\bused to (?!it\b|its\b|the\b)[a-z]+\b(?!.*\bnow\b)",
        r"previous|former|once|past|histor|origin|first|initial|used to|no longer|any ?more|until"
        r"|replac|before|earlier|since|again|new|was|were|had|\w{2}ed\b",
    ),
    (
        r"^(?:ideally|in theory|theoretically|on paper|in principle|supposedly|allegedly"
        r"|reportedly|hypothetically)\b",
        r"ideal|theor|paper|principle|suppos|alleg|report|hypoth|should|best|meant|fiction|say|said"
        r"|claim|rumou?r|belie|up to|\bcan\b|may",
    ),
    (
        r"^(?:(?:let's |let us )?(?:assume|imagine|suppose|pretend)|if only|what if)\b",
        r"assum|imagin|suppos|pretend|\bif\b|when|example",
    ),
    (
        r"\b(?:in (?:very )?(?:rare|few|exceptional) cases|rarely|seldom|hardly ever"
        r"|once in a while|occasionally|exceptionally"
        r"|only (?:sometimes|occasionally|in some cases))\b",
        r"rare|seldom|hardly|occasion|exception|sometimes|few|unusual|not (?:usually|often)|never"
        r"|usually not|little|less|only|\d",
    ),
)
"""Words that put a claim into a past, a theory or few cases, and signs that its premise does so."""


def foreign_scope(claim: str, given: str) -> str:
    """The word that puts a claim into a past, a theory or few cases, if ``given`` has no such."""
    for scope, there in _SCOPES:
        match = re.search(scope, claim, re.IGNORECASE)
        if match and not re.search(there, given, re.IGNORECASE):
            return match.group().strip(" ,")
    return ""
