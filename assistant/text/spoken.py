"""Questions as they are spoken or typed in haste, spelled out: "um do u gotta row" asks "do you
have to row", and "they don't row, do they" whether they row.

Only for what is said back to the visitor; a question is looked up as it was typed. Every form is of
a closed class: sounds of hesitation, and short forms of the commonest words. English. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re
from assistant.text.agreement import third_person
from assistant.text.verbs import is_base_verb, past_of

_HESITATING = re.compile(
    r"(?<!\w)(?:u+m+|u+h+m*|e+r+m*|hmm+)\b,? *|,? +(?:you know|ya know|i mean)(?=\W*$)"
    r"|,? (?:you know|i mean|like),(?= )|^(?:like|i mean|you know),? "
    r"|(?<=\bare there) like\b|(?<=\bis there) like\b",
    re.IGNORECASE,
)
_SPELLED = tuple(
    (re.compile(form, re.IGNORECASE), full)
    for form, full in (
        (r"\bgotta\b", "have to"),
        (r"\bgonna\b", "going to"),
        (r"\bwanna\b", "want to"),
        (r"\bu\b(?![./&])", "you"),
        (r"\bur\b", "your"),
        (r"\by['’]?all\b", "you"),
    )
)
_NEGATED = re.compile(
    r" (?P<verb>do|does|did|is|are|was|were|ca|can|wo|will|could|should|would|have|has|must)"
    r"(?:n['’]t| not) (?:(?:really|actually|even|usually|just|ever) )?(?P<next>[\w-]+)",
    re.IGNORECASE,
)
_NO_VERB = re.compile(r"only|always|all|also|ever|\w+ly", re.IGNORECASE)
_CUT_SHORT = {"ca": "can", "wo": "will"}


def spelled_out(question: str) -> str:
    """The question without hesitation and with its short forms in full."""
    bare = _HESITATING.sub("", question)
    for form, full in _SPELLED:
        bare = form.sub(full, bare)
    return bare.strip() or question


def affirmed(statement: str) -> str:
    """What a statement denies, as it would be said; the statement itself where it denies nothing:
    "keepers don't row" gives "keepers row"."""
    found = _NEGATED.search(statement)
    if found is None:
        return statement
    verb, follows = found["verb"].lower(), found["next"]
    if verb in ("do", "does", "did"):
        if _NO_VERB.fullmatch(follows) or (verb == "did" and not is_base_verb(follows)):
            return statement
        forms = {"do": follows, "does": third_person(follows), "did": past_of(follows)}
        said = forms[verb]
    else:
        said = f"{_CUT_SHORT.get(verb, verb)} {follows}"
    return f"{statement[: found.start()]} {said}{statement[found.end() :]}"
