"""A model's Markdown as Markdown that loads nothing and links nowhere. Pure.

Emphasis, lists, tables and citation markers stay. Links, images and HTML are reduced to their
words, code to its characters; addresses go.
"""

from __future__ import annotations

from assistant.text import patterns as re

_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"`+|\$\$+|~~+"), ""),  # code, formulas, strikethrough
    (re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]*>", re.DOTALL), ""),
    (re.compile(r"<?\b(?:[a-z][a-z0-9+.-]*:/{1,2}|www\.|mailto:|javascript:|data:)\S*", re.I), ""),
    (re.compile(r"\b[\w.+-]+@[\w-]+\.\S*"), ""),  # addresses become links too
    (re.compile(r"<(?=[a-zA-Z/!?])"), "&lt;"),
    (re.compile(r"!+(?=\[)"), ""),
    (re.compile(r"\](?=\()"), "] "),
    (re.compile(r"^(\s*\[[^\]]*\]):"), r"\1"),
)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*+)\]\((?:[^()]|\([^()]*\))*+\)")


def defused(text: str) -> str:
    """One claim of model text as Markdown that loads nothing and links nowhere.

    Emphasis, lists, tables and ``[n]`` stay; links, images and HTML are reduced to their words,
    code to its characters, addresses go.
    """
    before = None
    while before != text:  # Until nothing new is uncovered, as in "<scr<b>ipt>".
        before = text
        text = _LINK.sub(_link_words, text)
        for pattern, replacement in _MARKUP:
            text = pattern.sub(replacement, text)
    return text


def _link_words(match: re.Match[str]) -> str:
    number = match.group(1).strip(" ^[]")
    # [3](url) is a citation that a model dressed up as a link.
    return f"[{number}]" if number.isdecimal() else match.group(1)
