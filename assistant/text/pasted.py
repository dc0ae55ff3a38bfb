"""Takes off what a question was pasted with: tags, marks of Markdown, an address beside it.

Who copies a question from a page or a chat brings its markup along, and an address that he has
just read. None of it is asked about, and all of it moves what is looked up. What no reader of a
page sees (a script, a comment) goes with its content, a link stays as its words. Of a message that
is nothing else, nothing is taken. A page of the same marks or words over and over (a key that was
held down, a prank) is said three times at most: nothing in it is asked, and each pattern that looks
for where something begins would look at all of it again from each place. What nobody sees within a
word (a soft hyphen, a mark of direction) is left out, and letters joined for print are letters.
Pure.
"""

from __future__ import annotations

import html
import unicodedata

from assistant.text import patterns as re

FEWEST_WORDS = 2
"""Words that must be left of a question beside an address."""
_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|div|em|figure|font|footer"
    "|form|h[1-6]|head|header|hr|html|i|iframe|img|input|kbd|label|li|link|main|mark|meta|nav"
    "|noscript|object|ol|option|p|pre|q|s|samp|script|section|select|small|span|strike|strong|style"
    "|sub|sup|svg|table|tbody|td|template|textarea|th|thead|title|tr|tt|u|ul|var|video"
)
_INLINE = "a|abbr|b|big|cite|code|em|font|i|kbd|mark|q|s|samp|small|span|strike|strong|tt|u|var"
_UNSEEN = re.compile(
    r"<(script|style|template|noscript|iframe|svg|head)\b[^>]*>.*?</\1\s*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_SOFT_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,6});", re.IGNORECASE)
_BBCODE = re.compile(
    r"\[/?(?:b|i|u|s|url|quote|code|size|color|center)(?:=[^\[\]]*)?\]", re.IGNORECASE
)
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"”]+"
_LINK = re.compile(r"!?\[([^\[\]]+)\]\((?:https?:|/|#|mailto:|www\.)[^()\s]*(?:\s\"[^\"]*\")?\)")
_EMPHASIS = (
    re.compile(r"(\*\*|~~)(?=[^\s*])(.+?)(?<=[^\s*])\1", re.DOTALL),
    re.compile(r"(?<!\w)(__)(?=[^\s_])([^_]+\s[^_]+?)(?<=[^\s_])\1(?!\w)"),
    re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*]+?)(?<=[^\s*])\1(?![\w*])"),
    re.compile(r"(?<![\w_])(_)(?=[^\s_])([^_]+?)(?<=[^\s_])\1(?![\w_])"),
    re.compile(r"(?<!`)(`)(?=[^\s`])([^`]+?)(?<=[^\s`])\1(?!`)"),
)
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}(?=[ \t]+[A-Z])|>+|[-*•])[ \t]+(?=[^\W\d])", re.MULTILINE)
"""Not before a figure: "> 50 %" is more than half."""
_POINTED = r"(?:\(\s*)?(?:(?:see|source|via|from|link|url|ref|here)\b\s*:?\s*)?"
_IN_FRONT = re.compile(rf"^\s*{_POINTED}<?{_ADDRESS}>?\s*\)?[\s:;,–—-]+", re.IGNORECASE)
_BEHIND = re.compile(rf"[\s:;,–—-]+{_POINTED}<?{_ADDRESS}>?\s*\)?\s*$", re.IGNORECASE)
_WANTS_MORE = re.compile(
    r"\b(?:is|are|was|a|an|the|this|on|at|in|of|to|with|about|by|under|behind|like|than|and|or|open"
    r"|read|visit|check|summari[sz]e|explain|translate|load|link|url|site|website)\s*$",
    re.IGNORECASE,
)
"""What stands so before an address speaks of it."""
_WORD = re.compile(r"[^\W_]+")
_UNSEEN_MARK = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])"
)
"""Between other letters than these, what joins or parts them is part of the word."""
_DRESSED = re.compile("[\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+")
"""Letters in another form: joined for print, full width, as mathematicians write them."""
_LONG = 200
"""Characters of a message in which what is repeated may cost time."""
_REPEATED = re.compile(r"(?!\d)(.{1,40}?)\1{9,}", re.DOTALL)
"""The same ten times in a row; not from a digit on, which may be a number."""


def unpasted(message: str) -> str:
    """The message without markup around its words; the message itself where nothing else is left.

    Applying it twice changes nothing more.
    """
    message = _unrepeated(_plainly_typed(message))
    left = untagged(message)
    for marks in _EMPHASIS[1:]:
        left = marks.sub(r"\2", left)
    left = _without_address(_LINE_MARK.sub("", left))
    return message if not _WORD.search(left) else left.strip() if left != message else message


def untagged(message: str) -> str:
    """The message without tags, links, bold and an address beside it; with its single stars as they
    were typed, to be shown again. The message itself where nothing else is left."""
    left = message
    if "&" in left and _ENTITY.search(left):
        left = html.unescape(left).replace("\xa0", " ")
    if "<" in left:
        left = _TAG.sub("\n", _SOFT_TAG.sub("", _UNSEEN.sub(" ", left)))
    if "[" in left:
        left = _BBCODE.sub("", _LINK.sub(r"\1", left))
    left = _without_address(_EMPHASIS[0].sub(r"\2", left))
    if left == message or not _WORD.search(left):
        return message
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", left)).strip()


def is_address(message: str) -> bool:
    """Whether a message is an address and nothing else."""
    return re.fullmatch(rf"<?{_ADDRESS}>?", message.strip()) is not None


def _plainly_typed(text: str) -> str:
    if text.isascii():
        return text
    seen = _UNSEEN_MARK.sub("", text)
    plain = _DRESSED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), seen)
    return plain if _WORD.search(plain) else text


def _unrepeated(text: str) -> str:
    while len(text) > _LONG and (shorter := _REPEATED.sub(r"\1\1\1", text)) != text:
        text = shorter
    return text


def _without_address(text: str) -> str:
    """A question without the address that stands before or behind it."""
    for place in (_IN_FRONT, _BEHIND):
        found = place.search(text)
        rest = place.sub("", text) if found else text
        beside = found is not None and place is _BEHIND and _WANTS_MORE.search(rest)
        if found and not beside and len(_WORD.findall(rest)) >= FEWEST_WORDS:
            text = rest
    return text
