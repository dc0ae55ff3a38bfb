"""Messages that ask for a thing or a piece of work instead of asking a question.

"Give me three recipes" asks for three recipes, and saying so reads better than repeating the
request; "Draft a letter to my boss" asks for work. English only. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re

_POLITELY = (
    r"(?:(?:please|pls|just|now|kindly|also|hey|ok(?:ay)?|(?:can|could|would|will) you(?: please)?"
    r"|(?:i|we) (?:want|need|would like) you to|(?:i|we)'d like you to|help (?:me|us)(?: to)?"
    r"|(?:i|we) (?:request|ask) (?:that you|you to)|you are(?: kindly)? (?:requested|asked) to)"
    r"[, ]+)*"
)
_FOR = re.compile(
    rf"^{_POLITELY}(?:(?:give|show|provide|recommend|suggest|list|name|state|tell|indicate|specify"
    r"|furnish|supply|enumerate|clarify|confirm|advise (?:on|of|as to))(?: out)?"
    r"(?: (?:me|us))?(?: with)?|(?:send|get|find|share|offer) (?:me|us)) (?P<thing>.+)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:about|on|of|to|from|more|all|what|who|whom|whose|which|when|where|why|how|if|whether|that"
    r"|it|this|them|me|us|you|everything|anything|something|because|and|or|so|again|another|back|up"
    r")\b"
    r"|.*(?:[.?!;:]\s|,\s+(?:and|but|so)\b|\b(?:don't|can't|i|i'm|please|instead|your)\b)",
    re.IGNORECASE,
)
_WORK = re.compile(
    rf"^{_POLITELY}(?:write|draft|compose|rewrite|rephrase|translate|generate|create|design|prepare"
    r"|make|craft|produce|proofread|edit)(?: up)? "
    r"(?:(?:me|us|for me|for us)\b(?! (?:feel|think|laugh))"
    r"|(?:an?|my|our|some|two|three|four|five|six|ten|\d+|this|these|sample)\b)",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"^(?:which|what) (?P<thing>[\w -]+?) (?:(?:does|do|did) (?:the )?(?:article|text|author|page"
    r"|document|piece|it|they|you) (?:name|list|mention|give|cite)|(?:is|are) (?:named|listed"
    r"|mentioned|given)(?: (?:in|by) .{2,20})?)\W*$",
    re.IGNORECASE,
)
_TEXT = r"(?:the|this|that|your) (?:article|text|page|document|piece|post|author|guide)"
_EVER = r"(?:(?:even|also|ever|actually|really|at all) )?"
_IS_MENTIONED = (
    re.compile(
        rf"(?:is|are|was|were) (?:there (?:any|a|some) mention of )?(?P<thing>[\w][\w.+#&/ -]*?)"
        rf" {_EVER}(?:mentioned|named|brought up|discussed|(?:in|anywhere in) (?:here|{_TEXT}))"
        rf"(?: (?:at all|anywhere|somewhere|here|in here|in {_TEXT}|by {_TEXT}))*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:is|are) there {_EVER}(?:any|a|some) mention of (?P<thing>.+?)"
        rf"(?: (?:at all|anywhere|somewhere|here|in here|in {_TEXT}))*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:does|do|did) (?P<thing>[\w][\w.+#&/ -]*?) {_EVER}(?:come up|appear"
        r"|get mentioned|get a mention)"
        rf"(?: (?:at all|anywhere|somewhere|here|in here|in {_TEXT}))*",
        re.IGNORECASE,
    ),
)
"""Whether a text names something, which the text itself is asked about."""
LONGEST = 16
"""Words of a thing; a longer request is a story."""
MENTIONED_MOST = 5
"""Words of a thing that a text may name."""
_LISTED = re.compile(
    r"^\W*(?:(?:please|pls|now|ok(?:ay)?|so|and|just|can you|could you|would you)[, ]+)*"
    r"(?:(?:list|enumerate|itemi[sz]e)\b(?! price)|(?:(?:give|show|write|make|get)(?: me| us)? )?"
    r"(?:(?:the|an?|some) )?(?:(?:full|complete|short|quick|bulleted|bullet(?:[ -]point)?) )*"
    r"(?:lists? of|bullets (?:on|of|about)|bullet points (?:on|of|about|for))\b)",
    re.IGNORECASE,
)
"""So somebody who wants a list begins."""


def thing_wanted(message: str) -> str:
    """What a request wants to be given, in its own words: "three recipes"; empty for none."""
    found = _FOR.match(_one_line(message))
    thing = found["thing"].strip() if found else ""
    if not thing or len(thing.split()) > LONGEST or _CLAUSE.match(thing):
        return ""
    return thing


def thing_mentioned(message: str) -> str:
    """What somebody asks for who only wants what the text names of it: "which lamps does the text
    mention" asks for lamps, and not whether there are more; empty for other messages."""
    found = _MENTIONED.match(_one_line(message))
    return found["thing"] if found else ""


def asked_if_mentioned(message: str) -> str:
    """The thing of which somebody asks whether the text names it: "are lamps mentioned anywhere"
    asks of lamps; empty for other messages."""
    line = _one_line(message)
    found = next((m for p in _IS_MENTIONED if (m := p.fullmatch(line))), None)
    thing = found["thing"].strip() if found else ""
    return "" if len(thing.split()) > MENTIONED_MOST else thing


def wants_work(message: str) -> bool:
    """Whether something is to be written or made: "Draft a letter to my boss"."""
    return _WORK.match(_one_line(message)) is not None


def _one_line(message: str) -> str:
    return " ".join(message.replace("’", "'").split()).strip(" .!?,;:…")


def wants_bullets(message: str) -> bool:
    """Whether a message asks for a list by its first words: "list what they own"."""
    return _LISTED.match(message) is not None
