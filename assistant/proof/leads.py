"""Leads: what is said before a claim and leads to it, and whether both may stand together. Pure.

A lead that negates turns the items under it: "Not theirs:" over something that is theirs is the
worst kind of error, in the document's own words. Small judges are nearly blind to it, so words
decide: an item stands under such a lead only where the words that it cites deny something, too, or
give it to somebody else. Where they say it in a third way, the item is left out rather than turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.proof import leaning
from assistant.proof.citations import without_markers
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content

_OTHERWISE = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|nor|neither|cannot|without|hardly|rarely|seldom|instead"
    r"|except|unlike|belongs? to|hands? (?:it |them )?(?:off|over)|handed (?:off|over)|sits? with"
    r"|lies? with|(?:responsibility|task|job|duty|business|matter) of|others?|someone else"
    r"|elsewhere|forbidden|excluded|wrong|myth|mistake|misconception|less|fewer|few|lacks?)\b|n['’]t\b"
    r"|['’]s? (?:own )?(?:job|task|responsibility|duty|business|matter)\b",
    re.IGNORECASE,
)
_TURNED_AWAY = re.compile(
    r"\b(?:avoid\w*|forbid\w*|prohibit\w*|banned|barred|delegat\w+|outsourc\w+|given (?:up|away)"
    r"|hand(?:s|ed)? (?:off|over|to|away)|(?:gives?|gave|lets?) (?:up|away|go))\b",
    re.IGNORECASE,
)
"""By which a lead keeps its items from whoever it is about, without a word that denies."""
_FALSEHOOD = re.compile(
    r"\b(?:wrong|false|untrue|incorrect|myths?|misconceptions?|lies?|nonsense|rumou?rs?)\b", re.I
)
"""What says that something is not so; that the words cited deny something else is not enough."""
_ASKS_FOR_FALSE = re.compile(
    r"(?:which|what)\b[^?]*\b(?:wrong|false|untrue|incorrect|myths?|misconceptions?)\b[^?]*\?",
    re.IGNORECASE,
)
_OWNING = re.compile(
    r"\b(?:own(?:s|ed)?|theirs|hers|his|yours|mine|responsib\w+|in charge"
    r"|their (?:own )?(?:job|work|tasks?)"
    r"|accountable|keeps?|duties)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:belongs? to|sits? with|lies? with) (?P<to>(?:\w+ ?){1,4})"
    r"|\bthe (?P<of>[\w ]{2,40}?)['’]s? (?:job|task|responsibility|duty)\b",
    re.IGNORECASE,
)
"""Whom the words of a passage give something to."""
_INSIDE = re.compile(r"[\W_]*([^:.!?]{2,60}):[\s*_]+\S")
_DENYING_CELL = re.compile(
    r"\|[\s*_]*(?:(?:no|never|none|not|n/a)\b|[✗✘❌✖])[^|\w]{0,8}(?:\[[\d, ]+\]\s*)*\|", re.I
)
_SHORT_ANSWER = re.compile(r"[\W_]*(yes|no|yep|nope|true|false|right|wrong|correct)\b[\W_]*", re.I)
_NO = ("no", "nope", "false", "wrong")
_CHATTY = re.compile(
    r"[\W_]*(?:sure(?: thing)?|certainly|of course|absolutely|definitely|indeed|exactly"
    r"|(?:great|good) question|(?:yes,? )?you bet)\b[\W_]*",
    re.IGNORECASE,
)
"""What agrees with whoever asked before anything was said."""


@dataclass(slots=True)
class Lead:
    """What was said before a claim and leads to it.

    ``kind``: ``heading``, ``colon`` ("They own:"), ``table`` (head or rule), or ``short``, which
    belongs to the next claim alone ("Yes.", a question).
    """

    text: str
    kind: str
    level: int = 0

    @property
    def bare(self) -> str:
        """Its words, without markers and the signs of Markdown."""
        return without_markers(self.text).strip(" \t\n#*_:|>-")

    def governs(self, item: bool) -> bool:
        """Whether what it says is said of a claim under it: of ``item``s, or of all."""
        return self.kind in ("colon", "table") or (self.kind in ("heading", "short") and item)


def turned_by_lead(bare: str, over: Sequence[Lead], item: bool, cited: Sequence[Passage]) -> bool:
    """Whether a claim stands under a negation that nothing in the words it cites bears out."""
    inside = _INSIDE.match(bare)
    item = item or not leaning.is_clause(bare)  # "The budget." under a heading is one of a list.
    governing = [
        lead.bare for lead in over if lead.governs(item) or _ASKS_FOR_FALSE.match(lead.bare)
    ]
    said = " ".join(governing) or (inside or [""] * 2)[1]
    if _OWNING.search(said) and not leaning.negates(said) and _is_of_others(said, cited):
        return True
    answered = inside is not None and _SHORT_ANSWER.fullmatch(inside[1]) is not None
    if inside and answered and inside[1].lower() in _NO:  # "No: the guild pays." is no lead.
        return answers_wrongly(inside[1], bare[inside.end(1) :], cited)
    negated = (
        any(leaning.negates(lead) or _TURNED_AWAY.search(lead) for lead in governing)
        or (inside is not None and not answered and leaning.negates(inside[1]))
        or (bare.startswith("|") and bool(_DENYING_CELL.search(bare)))
    )
    false = any(_FALSEHOOD.search(lead) for lead in governing)
    told = [" ".join((passage.text, *passage.header)) for passage in cited]
    borne_out = (_FALSEHOOD,) if false else (_OTHERWISE, _TURNED_AWAY)
    return negated and not all(any(p.search(text) for p in borne_out) for text in told)


def _is_of_others(lead: str, cited: Sequence[Passage]) -> bool:
    """Whether what an owning lead claims is given to somebody else by all the words cited."""
    owners = [[m["to"] or m["of"] for m in _GIVEN.finditer(passage.text)] for passage in cited]
    return all(owners) and not any(content(lead) & content(" ".join(names)) for names in owners)


_DOING = re.compile(
    r"(?:(?:a|an|the|any|every|each) )?(?P<who>(?:[\w-]+ ){1,4}?)"
    r"(?:(?:also|usually|often|always) )?"
    r"(?:do(?:es)?|owns?|handles?|manages?|runs?|ships?|writes?|carr(?:y|ies) out|conducts?"
    r"|takes? care of|looks? after|leads?|(?:is|are) (?:responsible|in charge|accountable))\b",
    re.IGNORECASE,
)


_NOBODY_BUT = re.compile(r"^(?:nobody|no one|none) (?:but|except|other than) ", re.IGNORECASE)
_TAKEN_FROM = (
    r"\b(?:not|never|instead of|rather than|unlike|without)(?! only| just)"
    r" (?:the |an? )?(?:\w+ ){0,2}?"
)
"""What takes away from whoever is named behind it."""
_ASSIGNED = re.compile(r"[|*\s]*[^|:]{2,60}[|:][\s*]*(?P<who>[\w -]{2,40}?)[\s*]*\|?$")
"""To whom a row or a pair gives something: "| Accounts | Keeper |", "Accounts: the keeper"."""


def given_to_another(claim: str, cited: Sequence[Passage], subject: frozenset[str]) -> str:
    """To whom all the words cited give what ``claim`` gives to the text's ``subject``; or nothing.

    "The keeper does the accounts." where "the accounts are the clerk's job"; a claim that names
    the clerk, or denies something, is left alone.
    """
    owners = [m["to"] or m["of"] for p in cited for m in _GIVEN.finditer(p.text)]
    if not cited or not all(_GIVEN.search(passage.text) for passage in cited):
        return ""
    last = [owner.split()[-1].lower() for owner in owners]
    if any(re.search(rf"{_TAKEN_FROM}{re.escape(word)}\b", claim, re.IGNORECASE) for word in last):
        return owners[0].strip()
    claim = _NOBODY_BUT.sub("", claim)
    doing = _DOING.match(claim) or _ASSIGNED.match(claim)
    who = content(doing["who"]) if doing else frozenset()
    pronoun = doing and doing["who"].strip().lower() in ("they", "he", "she", "it")
    if not (who or pronoun) or not who <= subject or _OTHERWISE.search(claim):
        return ""
    foreign = all(content(owner) - subject for owner in owners)
    named = any(re.search(rf"\b{re.escape(word)}\b", claim.lower()) for word in last)
    return owners[0].strip() if foreign and not named else ""


def is_answer(lead: Lead) -> bool:
    """Whether a lead is a mere "Yes." or "No.", which belongs to the question."""
    return _SHORT_ANSWER.fullmatch(lead.bare) is not None


def is_chatty(lead: Lead) -> bool:
    """Whether a lead only agrees, "Sure!", with a question that may ask for the opposite."""
    return _CHATTY.fullmatch(lead.bare) is not None


def answers_wrongly(short: str, claim: str, cited: Sequence[Passage], question: str = "") -> bool:
    """Whether a short answer, "Yes.", says the opposite of the claim that it leads to.

    "No." needs a negation in the claim or in what it cites; "Yes." bears none at the claim's head,
    nor that all the words cited give it to somebody whom the ``question`` does not name.
    """
    said = _SHORT_ANSWER.fullmatch(short)
    told = [claim, *(passage.text for passage in cited)]
    if said is None:  # "Not the captain." is a "No.", too.
        denies = leaning.negates(short) and not short.endswith("?")
        return denies and not any(_OTHERWISE.search(text) for text in told)
    if said[1].lower() in _NO:
        return not any(_OTHERWISE.search(text) for text in told)
    return leaning.negates(claim) or (bool(question) and _is_of_others(question, cited))


_AGREEING_CELL = re.compile(
    r"[|:?][\s*_]*(?:yes\b|always\b|[✓✔✅☑])[^|\w]{0,8}(?:\[[\d, ]+\]\s*)*(?:\||$)", re.I
)


def agrees_wrongly(bare: str, cited: Sequence[Passage]) -> bool:
    """Whether a mere "Yes" is said to something where all the words cited deny something.

    "| Production code | Yes |" cannot be judged without its head, and turns with it; "Production
    code: yes" is as short.
    """
    agrees = _AGREEING_CELL.search(bare)
    return bool(agrees) and all(_OTHERWISE.search(passage.text) for passage in cited)
