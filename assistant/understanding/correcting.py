"""What is meant by a message that sets something right: "no, I meant the other one".

A complaint stands in front of what is meant or behind it, or one thing of several is picked out.
Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re
from assistant.understanding.acts import bare

_CORRECTION = re.compile(
    r"^(?:(?:no+|nope|nah|wrong|sorry|wait|actually|hm+|not (?:that|this|the \w+|\w+))[,.! ]+)*"
    r"(?:.{0,40}?\b(?:i|u) (?:meant|mean|asked about|was asking about|am asking about|said) "
    r"|(?:no+|nope|nah|wrong|sorry|wait|actually|hm+)[,.! ]+)(?=\S)",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"^(?:(?:no+|but|well|ok)[,.! ]+)?(?:i|we) (?:want(?:ed)?|need(?:ed)?|was after|asked for) "
    r"(?P<meant>.{3,40}?),? (?:and )?not (?:an? |the |your )?.{3,40}$",
    re.IGNORECASE,
)
"""What is wanted instead of what came: "I want the numbers, not a link"."""
_NOT_BUT = re.compile(
    r"^(?:(?:no+|but|well|ok)[,.! ]+)?not (?:an? |the |that |your )?[^,;:?!]{2,30}[,;:]\s*(?:but )?"
    r"(?P<meant>(?:an? |the |your )[^,;:?!]{3,30})$",
    re.IGNORECASE,
)
"""What is meant behind what is not: "not the old one, the new one"."""
_NOT_ASKED = re.compile(
    r"^(?:(?:no+|but|well|ok)[,.! ]+)*not (?:how|what|who|when|where|why|which)\b[^,;:?!]{0,30}"
    r"[,;:]\s*(?:but )?(?P<meant>(?:how|what|who|when|where|why|which)\b.{2,60})$",
    re.IGNORECASE,
)
"""What is asked behind what was not: "not how long, how do I speed it up"."""
_MEANT_BEHIND = re.compile(
    r"^(?:(?:no+|nope|nah|wrong|sorry|wait|actually|hm+)[,.! ]+)+(?P<meant>.{3,60}?),? "
    r"(?:is what )?i (?:mean|meant)\W*$",
    re.IGNORECASE,
)
"""What is meant, with the complaint behind it: "no, for the others i mean"."""
_ONLY = re.compile(
    r"^(?:(?:ok(?:ay)?|no+|so|then|well|and|but)[,.! ]+)*(?:just|only) (?:about )?"
    r"(?P<meant>(?:the|their|its|his|her|your) .{3,40}?)(?: (?:then|now|please|pls|bit|part))*\W*$",
    re.IGNORECASE,
)
"""One thing of several that were asked for: "only the price then"."""
_CLAIM = re.compile(
    r"^(?:(?:no+|nope|nah|wrong|wait|actually|but)[,.! ]+)+(?:that|this|it|those|these|they)"
    r"(?:'s|'re| is| are| was| were) (?P<claimed>(?!.*\b(?:not|what|i|my|you|your|all|enough|it|"
    r"that|this|right|ok|okay|fine|good|bad|wrong|useless|question|answer)\b).{2,40})$",
    re.IGNORECASE,
)
"""What somebody sets against an answer, and nothing around it: "no, that's the keeper"."""
_JOINED = re.compile(r"\b(that|it|they|those)(s|re)\b", re.IGNORECASE)
"""Two words typed as one: "thats"."""
_ASKED = re.compile(
    r"\W*(?:who|when|where|why|how(?: (?:long|much|many|often|fast|soon))?)\b\W*", re.IGNORECASE
)


_WAYS = (_WANTS, _NOT_BUT, _NOT_ASKED, _MEANT_BEHIND, _ONLY)


def meant_by(said: str, leaning: bool) -> str:
    """What is meant: "Wrong, I asked about the PM" says it behind the complaint."""
    for way in _WAYS:
        if wanted := way.match(said):
            return wanted["meant"]
    return _CORRECTION.sub("", said) if leaning or "mean" in said.lower() else said


def says_meant(said: str) -> bool:
    """Whether it says what is meant instead, without a question around it."""
    return any(way.match(said) for way in _WAYS)


def claimed(said: str) -> str:
    """What is set against an answer by a bare claim: "no, it's the keeper"; empty for none."""
    found = _CLAIM.match(_JOINED.sub(r"\1'\2", bare(said)))
    return found["claimed"] if found else ""


def turned(meant: str, question: str) -> str:
    """The last question with another question word: "I mean how" after "when do you find out"."""
    if _ASKED.fullmatch(meant) is None or (asked := _ASKED.match(question)) is None:
        return ""
    return f"{bare(meant)} {question[asked.end() :].strip()}"
