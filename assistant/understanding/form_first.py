"""Messages that name the form of the answer first, brought into the order of all others. Pure.

"In one sentence, what is it" becomes "what is it in one sentence?", and "A table of A vs B"
becomes "A vs B in a table?". English only.
"""

from __future__ import annotations

from assistant.text import patterns as re

_FORM_FIRST = re.compile(
    r"(?:(?:ok(?:ay)?|so|and|now|please|pls)[, ]+)*"
    r"(?P<form>(?:in|as|using|with) (?:(?:a|an|\d+|a few|some|three|five|short)\s+)*"
    r"(?:bullets?|bullet(?:ed)?[ -]?(?:points?|lists?)|lists?|tables?|(?:one|a single|1) "
    r"(?:sentence|line)|(?:simple|plain) (?:words|terms|english|language)|short)\b)"
    r"\s*[,:;–—-]\s*(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""The form in which an answer is wanted, in front of what is asked."""
_PLEASE = (
    r"(?:(?:ok(?:ay)?|so|and|now|please|pls|can you|could you|would you|i want|i need|i'd like"
    r"|i would like)[, ]+)*"
)
_TABLE_FIRST = re.compile(
    rf"{_PLEASE}(?:(?:make|give|show|draw|create|build|do|prepare|get)\s+(?:me |us )?)?"
    r"(?:(?:an?|one)\s+)?(?:(?:short|small|little|simple|comparison)\s+)*table"
    r"(?:\s*:\s*|\s+(?:of|with|for|showing|on)\s+"
    r"|\s+(?P<compares>comparing|compares|that compares|which compares)\s+)"
    r"(?!(?:contents?|time|that|this|it|them|all|everything|everyone)\b)(?P<rest>\S+\s+\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A table is asked for by what is to stand in it: "a table of the teams"."""
_SIDE_BY_SIDE = re.compile(
    rf"{_PLEASE}(?:put|set|lay|show|place)(?: me)?\s+(?!(?:both|them|these|those|the two)\b)"
    r"(?P<rest>\S.*?\s(?:and|vs\.?|versus|next to)\s\S.*?)\s+"
    r"(?:side by side|next to each other|beside each other)"
    r"(?:\s+(?:in|as) (?:a|one) table)?(?:,? (?:please|pls))?\s*[.!?]*$",
    re.IGNORECASE | re.DOTALL,
)
_PUT_IN = re.compile(
    rf"{_PLEASE}(?:put|show|give|list|write)(?: me)?\s+(?:in|into|as) (?:a|one) table,?\s+"
    r"(?P<rest>(?:what|which|who|how|where|when|the)\s+\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


_BARE = re.compile(
    r"(?P<rest>\S+ .*\S)\s*[,;:?.–—-]\s*(?:just |only )?"
    r"(?P<form>(?:one|a single|1) (?:sentence|line))(?:,? (?:please|pls|only))?\s*[.!?]*$",
    re.IGNORECASE | re.DOTALL,
)
"""The form stands behind what is asked without a word that joins it: "A vs B, one line please"."""


def form_last(message: str) -> str:
    """ "In one sentence, what is it?" as "What is it in one sentence?"; others as they are."""
    if found := _FORM_FIRST.match(message):
        return f"{found['rest'].rstrip(' .!?')} {found['form']}?"
    if found := _TABLE_FIRST.match(message):
        compares = "compare " if found["compares"] else ""
        return f"{compares}{found['rest'].rstrip(' .!?')} in a table?"
    if found := _PUT_IN.match(message):
        return f"{found['rest'].rstrip(' .!?')} in a table?"
    if found := _SIDE_BY_SIDE.match(message):
        return f"compare {found['rest']} in a table?"
    if found := _BARE.match(message):
        return f"{found['rest'].rstrip(' .!?')} in {found['form']}?"
    return message
