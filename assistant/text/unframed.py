"""A question without what only frames it: "is it true that keepers row, or what" asks "whether
keepers row".

Said back, such words read as if somebody had asked about them. What is left are the visitor's own
words. English; other messages are given back as they are. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re
from assistant.text.spoken import affirmed, spelled_out
from assistant.text.verbs import is_base_verb, is_past_verb

_ASKING = (
    r"(?:what|which|who|whom|whose|how|when|where|why|if|whether|is|are|was|were|am|do|does|did|can"
    r"|could|should|would|will|has|have|had|must|may|isn't|aren't|don't|doesn't)"
)
_JOINING = re.compile(r"(?:(?:and|so|but|ok|okay|well|then|also|now),? )+(?=\w+ \w)", re.IGNORECASE)
_OR_WHAT = re.compile(
    r",? or (?:what(?:ever)?|something(?: like that)?|anything(?: like that)?|not|no)\W*$",
    re.IGNORECASE,
)
_TRUE = r"(?:true|correct|right|accurate|the case|a fact|so|a myth)"
_IS_IT_TRUE = re.compile(
    rf"(?:(?:is|was) (?:it|this) (?:really |actually |also |still )?{_TRUE}(?: to say)?"
    r"|am i (?:right|correct)(?: (?:to (?:say|think|assume)|in (?:saying|thinking|assuming)))?"
    r"|(?:do|would) you (?:agree|say|think|believe)"
    r"|did i (?:read|hear) (?:it )?(?:right|correctly))"
    rf"(?: that)? (?!(?:{_ASKING}|for|of|about|in|to|on|with|at|by|from)\b)(?P<said>\w.+)",
    re.IGNORECASE,
)
_HEARD = (
    r"(?:(?:i|we)(?:'ve| have)? (?:heard|read|was told|were told|thought|think|assume|believe"
    r"|guess|understand)|(?:people|they|some|others) (?:say|claim|think)"
    r"|(?:my|our|a) (?:\w+ )?\w+ (?:says|said|claims|claimed|thinks|told me))"
)
_TAGGED = re.compile(
    rf"(?:{_HEARD}(?: that)? )?(?P<said>(?:(?![.!] )[^,;:?])+)"
    rf"(?:[,;.]|\?)? (?:(?:is|was) (?:that|this|it) (?:really |actually )?{_TRUE}"
    r"|right|correct|true|yes|no"
    r"|(?:(?:is|are|was|do|does|did|ca|wo|has|have)n't|(?<=[,;.?] )(?:do|does|did|is|are|was|were"
    r"|can|will|would|should|must|has|have)) (?:it|they|he|she|that|there|you|one))",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:(?:an?|the|every|each) )?(?!(?:i|we|you|this|that|my|our)\b)[\w-]+ "
    r"(?:is|are|can|must|should|will|has|have)\b[^.!?;:]+\?\W*",
    re.IGNORECASE,
)
"""Asked in the order of a statement: "keepers are insured?"."""
_TOLD_FIRST = re.compile(
    r"(?:i|we|i'm|we're|i've|we've|my|our)\b[^,;:?]*, (?:(?:so|and|but|then) )?"
    r"(?=(?:am|is|are|do|does|can|could|should|would|will) (?:i|we|an?|the|my|our|there)\b)",
    re.IGNORECASE,
)
"""What somebody says of himself before the question."""
_AM_I = re.compile(r"am i (?=\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|that|this|these|those|so|one|ones)\b",
    re.IGNORECASE,
)
_AT_IT = re.compile(r" (?:for|at|in|into|with|become|do) (?:this|that|it|one)\W*$", re.IGNORECASE)
"""Points to what all is about, and not to what somebody said of himself."""
_OPINION = re.compile(
    r"[,;.:!?]? *(?:(?:and|so|but) )?(?:what (?:do|should|can|would|could) (?:i|you|we) "
    r"(?:do|think|advise|suggest|recommend|say)(?: (?:then|now|about (?:it|that)))?"
    r"|(?:any )?(?:thoughts|advice|ideas|tips|opinions?)"
    r"|is (?:that|this|it) (?:ok|okay|fine|bad|good|enough|a problem|an issue))$",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"(?:i|we)(?:'m| am|'re| are|'ve| have(?! (?:an?|some|another|one|two) (?:\w+ )?questions?\b)"
    r"| had| was| were| used to| spent| worked| studied| come from| came| work| run| live| lead"
    r"| teach)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"(?:my|our|i|we)\b", re.IGNORECASE)
_FEWEST = 3
"""Words of a statement, and of a question that stands alone."""
_SUBJECT_MOST = 5
"""The verb of a statement is looked for among so many words."""


def unframed(question: str) -> str:
    """What a question asks, without joining words, "or what", "is it true that" and a story.

    A claim that is put to the test is given back as a clause with "whether" in front.
    """
    bare = spelled_out(" ".join(question.replace("’", "'").split()))
    bare = _JOINING.sub("", bare, count=1) if _JOINING.match(bare) else bare
    stated = _STATED.fullmatch(bare) is not None
    bare = _OR_WHAT.sub("", _only_question(bare).strip(" ?!.")) or bare
    tested = _IS_IT_TRUE.fullmatch(bare) or _TAGGED.fullmatch(bare)
    said = tested["said"].strip() if tested else bare if stated else ""
    if said and _states(said):
        return f"whether {_in_sentence(affirmed(said))}"
    alone = _TOLD_FIRST.sub("", bare, count=1) if _TOLD_FIRST.match(bare) else bare
    bare = bare if _POINTS.search(_AT_IT.sub("", alone)) else alone
    return _AM_I.sub("whether I am ", bare, count=1) if _AM_I.match(bare) else bare


def own_case(message: str) -> bool:
    """Whether somebody only tells of himself, and asks what is thought of it at most: "I have a
    boat, any thoughts?"."""
    bare = " ".join(message.replace("’", "'").split()).strip(" ?!.")
    told = _OPINION.sub("", bare)
    asks_so = len(told) < len(bare)
    if re.search(rf"[,;.] (?:(?:and|so|but) )?{_ASKING}\b", told, re.IGNORECASE):
        return False
    return _SELF.match(told) is not None or (asks_so and _MINE.match(told) is not None)


def _only_question(message: str) -> str:
    """The one sentence of a message that asks, where it is understood without the others."""
    sentences = _SENTENCE.split(message)
    asking = [s for s in sentences if re.match(rf"{_ASKING}\b", s, re.IGNORECASE)]
    if len(sentences) == 1 or len(asking) != 1 or sum(s.endswith("?") for s in sentences) > 1:
        return message
    alone = len(asking[0].split()) >= _FEWEST and not _POINTS.search(asking[0])
    return asking[0] if alone else message


def _in_sentence(said: str) -> str:
    """Words that began a message as they stand within a sentence."""
    small = re.match(r"(?:an?|the|one|every|each|they|he|she|it|there|most|all)\b", said, re.I)
    return f"{said[0].lower()}{said[1:]}" if small else said


def _states(said: str) -> bool:
    """Whether words say something of something: a verb stands behind the first of them."""
    words = [word.lower() for word in said.split()]
    if len(words) < _FEWEST or re.match(rf"(?:{_ASKING}|please|tell|give|show)\b", said, re.I):
        return False
    return any(map(_can_be_verb, words[1:_SUBJECT_MOST]))


def _can_be_verb(word: str) -> bool:
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
    auxiliary = re.fullmatch(rf"{_ASKING}|(?:\w+n't)", word) is not None
    return auxiliary or is_past_verb(word) or any(is_base_verb(form) for form in forms)
