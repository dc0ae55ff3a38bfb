"""Finds the plain yes or no question in a claim that somebody wants confirmed.

"True or false: a keeper sells oil", "keepers sell oil, right?", "keeper = sailor??" and "week quiet
y/n" all ask yes or no, in forms in which no verb stands first. What stands around the claim is
taken off, and its verb is put in front: "does a keeper sell oil?". A claim that denies something,
says two things or whose verb is not certain stays as it is: a yes to it would be open to doubt.
English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text import patterns as re
from assistant.text.verbs import base_verbs, is_base_verb

MOST_WORDS = 20
BARE_MOST = 6
"""Words of a claim without a verb: "week quiet"."""
_EITHER = (
    r"(?:true (?:or|/) ?(?:false|not)|true/false|t ?(?:/|or) ?f|tf"
    r"|(?:myth|fact|fiction|reality|truth)"
    r" ?(?:or|/|vs\.?) ?(?:myth|fact|fiction|reality|truth|lie)|fact[- ]?check|(?:dis)?agree or"
    r" (?:dis)?agree|(?:yes|no) ?(?:or|/) ?(?:yes|no)|y ?/ ?n|(?:right|correct) or"
    r" (?:wrong|incorrect|not)|true|correct|confirm(?: or deny)?)"
)
_HE_IS = (
    r"is (?:that|this|it|he|she) (?:really |actually )?(?:right|true|correct|so|accurate|a fact)"
)
_BEFORE = re.compile(
    rf"^(?:(?:so|ok|okay|well|hmm|hey|hi|quick|question|and|but)\b[,:]?\s+)*"
    rf"(?:{_EITHER}\s*[?!.]*\s*(?:[:,;–—-]+|(?<=[?!.]))\s*"
    r"|is it (?:really |actually )?(?:(?:true|correct|right|accurate|a fact|the case|fair|safe)"
    r"|(?:fair|safe|right|correct|accurate|true) to (?:say|assume|think)) that "
    r"|is it (?:fair|safe|right|correct|accurate|true) to (?:say|assume|think) "
    r"|(?:really|seriously|wait what)\s*\?+\s+|(?:in )?one[- ]word(?: answer)?(?: only)?\s*[:,]\s*"
    r"|(?:would|do) you (?:say|agree)(?: that)? "
    r"|am i (?:right|correct) (?:that|in thinking(?: that)?|to (?:think|say|assume)(?: that)?) "
    r"|(?:please )?confirm (?:that |if |whether ))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:\s*[,;:.?!–—-]+\s*|\s+\()(?:(?:so|and|or)\s+)?(?:{_EITHER}|right|correct|true|yes|no|yeah"
    rf"|agreed?|huh|innit|{_HE_IS}|am i (?:right|correct)|or (?:not|no|false|wrong)"
    r"|(?:is|are|does|do|has|have|can|will)n'?t (?:it|that|they|he|she|there|you)(?: so)?)"
    rf"\)?\W*$|\s+(?:y ?/ ?n|t ?/ ?f|yes ?(?:or|/) ?no|true ?(?:or|/) ?false|{_HE_IS})\W*$",
    re.IGNORECASE,
)
_BARE_TAG = re.compile(
    r"(?<!\bis)(?<!\bare)(?<!\bit)(?<!\bthat)(?<!\bget)(?<!\bgets)\s+(?:right|correct|true|yes|yeah)"
    r"\W*$",
    re.IGNORECASE,
)
"""The same without a mark in front: "a keeper sells oil right"."""
_SOMEBODY_SAYS = re.compile(
    r"(?:(?:my|our|a|the|some) [\w-]+(?: [\w-]+)?|people|someone|somebody|everyone|they|he|she|it"
    r"|i|we)(?:'ve)? (?:just |always |often |once )?(?:says?|said|claims?|claimed|told (?:me|us)"
    r"|(?:was|were|have been|am) told|tells? (?:me|us)|thinks?|thought|believes?|heard|read"
    r"|insists?|argues?|assume[ds]?|guess)"
    r"(?: that)? (?!in\b|about\b|of\b|on\b|so\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^(?:(?:so|ok|okay|well|and|but|hmm|wait|then)\b[, ]+)+", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:what|which|who|whose|whom|why|how|when|where|whether|if|tell|give|show|name|list|explain"
    r"|describe|compare|summari[sz]e|quote|please)\b",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|should|would|will|must|has|have)\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(?:not|no|never|without|nobody|none|nothing|neither|nor|cannot|hardly|rarely|or|false|myth"
    r"|wrong|misconception|lie|n[o']t|versus|vs|than(?!\s+[\d$€£]))\b|n['’]t\b|[;:?!]|,(?!\d{3})|\.\s",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(
    r"\band (?:what|who|how|why|which|where|when)\b"
    r"|\b(?:what|who|how|why|which|where|when)(?: else)?$",
    re.IGNORECASE,
)
"""A question of another kind behind the claim: "a keeper sells oil and what else?"."""
_ASKS_ANYWHERE = re.compile(
    r"\b(?:what|whose|who|whom|how|why|which|where|when|whether|tell|else)\b", re.IGNORECASE
)
_NEVER = re.compile(r"\bnever (?:ever )?", re.IGNORECASE)
_NEGATION = re.compile(
    r"(?<=[a-z])n['’]t\b|(?<=\bcan)not\b|(?<=\w) not\b|(?<=\w) never\b(?: ever)?"
    r"|(?<=\w) no(?= (?!one\b|longer\b|more\b|less\b|doubt\b|wonder\b)\w)",
    re.IGNORECASE,
)
_STRETCHED = re.compile(r"\b(?:ca|wo)(?=n['’]t\b)", re.IGNORECASE)
_WITH_DO = re.compile(
    r"(?P<who>(?:[\w-]+ ){1,4}?)(?P<does>do|does|did|has|have|had) (?P<rest>.+)", re.IGNORECASE
)
_PERSONS = frozenset(("they", "we", "you", "i", "he", "she", "it"))
_OF_ONE = frozenset(("he", "she", "it"))
_ISNT = re.compile(r"^(is|are|was|were|do|does|did|can|should|will)n't ", re.IGNORECASE)
"""So a question begins that asks the same as without the "not", and has the same answer."""
_SHORT = re.compile(r"^(it|that|he|she|this|there)'s ", re.IGNORECASE)
_BE = frozenset(("is", "are", "was", "were", "can", "could", "should", "would", "will", "must"))
_CLAUSE = frozenset(("who", "that", "which", "what", "if", "when", "where", "because", "while"))
_ONE = frozenset(("a", "an", "each", "every", "one", "this", "the"))
_SAME_AS = re.compile(r"(?P<one>[^=]+?)\s*={1,3}\s*(?P<other>[^=]+)")
_ARTICLE = re.compile(r"(?:an?|the|my|our|any|some)\s", re.IGNORECASE)


_SUPPOSED = re.compile(
    r"(?:(?:so|and|but|ok)[, ]+)?(?:if|since|given that|as|because|now that|assuming(?: that)?)"
    rf" (?P<supposed>[^,?]+), (?:then |so )?(?P<asked>{_VERB_FIRST.pattern}[^?]+?)\W*",
    re.IGNORECASE,
)
_OF_HIM = re.compile(rf"(?P<verb>{_VERB_FIRST.pattern}) (?:they|he|she|it)\b", re.IGNORECASE)
_OF_SEVERAL = frozenset(("do", "are", "were", "have"))
_TOO = re.compile(r",?\s+(?:too|also|as well|at least|then|even)\b", re.IGNORECASE)


def claim_of(message: str) -> tuple[str, bool]:
    """What a message claims, without what stands around it, and whether that shows that somebody
    wants it confirmed: ("the oil takes two days", True) of "so the oil takes two days, right?"."""
    text = re.sub(r"\s+", " ", message.replace("’", "'")).strip()
    claim = _OPENS.sub("", _BEFORE.sub("", text, count=1), count=1)
    claim = _AFTER.sub("", claim, count=1)
    if not _ASKS.match(claim) and not _VERB_FIRST.match(claim):
        claim = _BARE_TAG.sub("", claim)
    framed = claim != _OPENS.sub("", text, count=1)
    said = _SOMEBODY_SAYS.match(claim)
    return (claim[said.end() :] if said else claim), framed


def asked_by(message: str) -> str:
    """The question that a claim puts ("Does a keeper sell oil?"); empty where it is not certain.

    A message that asks in a plain form already puts no other question.
    """
    claim, framed = claim_of(message)
    isnt = _ISNT.match(claim)
    framed, claim = framed or isnt is not None, _ISNT.sub(r"\1 ", claim)
    claim = _SHORT.sub(r"\1 is ", claim).strip(" \t.,!?;:…\"“”'–—-")
    if not (framed or message.rstrip().endswith("?")) or not claim or _DENIES.search(claim):
        return ""
    if (_ASKS_ON if framed else _ASKS_ANYWHERE).search(claim):
        return ""
    words = claim.split()
    if words[0].lower() in _ONE:
        words[0] = words[0].lower()
    if len(words) > MOST_WORDS or len(words) == 1 or _ASKS.match(claim):
        return ""
    if _VERB_FIRST.match(claim):
        return f"{claim}?" if framed else ""
    if same := _SAME_AS.fullmatch(claim):
        return f"is {with_article(same['one'])} the same as {with_article(same['other'])}?"
    return _turned(words) or _bare(words, framed)


def behind_a_supposition(message: str, names: Iterable[str]) -> str:
    """What is asked behind something that is supposed of the corpus's subject, as a question of
    its own: "If keepers own the oil, do they sell it too?" asks "do keepers sell it?"; empty
    where that is not certain.

    Args:
        message: the whole message.
        names: what the corpus calls its subject.
    """
    found = _SUPPOSED.fullmatch(" ".join(message.split()))
    if found is None or _DENIES.search(found["asked"]) or _ASKS_ANYWHERE.search(found["asked"]):
        return ""
    called = re.one_of(names)
    subject = re.match(rf"(?:an? |the |most |many )?{called}s?\b", found["supposed"], re.I)
    asked = _TOO.sub("", found["asked"]).strip()
    pronoun = _OF_HIM.match(asked)
    if pronoun is None:
        return f"{asked}?" if re.match(rf"\w+ (?:an? |the )?{called}s?\b", asked, re.I) else ""
    if subject is None:
        return ""
    who = subject.group()
    if pronoun["verb"].lower() in _OF_SEVERAL and not who.endswith("s"):
        who = f"{_ARTICLE.sub('', who)}s"
    return f"{pronoun['verb']} {who} {asked[pronoun.end() :].strip()}?"


def denied_by(message: str) -> str:
    """The question that a claim answers with never: "is it true that keepers never sell oil" has
    it of "do keepers sell oil?"; empty for other claims."""
    never = list(_NEVER.finditer(message))
    if len(never) != 1:
        return ""
    return asked_by(f"{message[: never[0].start()]}{message[never[0].end() :]}")


def checked_by(message: str) -> tuple[str, bool]:
    """The question that somebody puts who checks what he has understood, and whether he denies what
    it asks: ("do they sell oil?", True) of "so they don't sell oil?"; empty where that is not
    certain."""
    if plain := asked_by(message):
        return plain, False
    claim, framed = claim_of(message)
    claim = claim.strip(" \t.,!?;:…")
    if not (framed or message.rstrip().endswith("?")) or not claim or _VERB_FIRST.match(claim):
        return "", False
    claim = _STRETCHED.sub(lambda found: "can" if found[0].lower() == "ca" else "will", claim)
    denied = list(_NEGATION.finditer(claim))
    if len(denied) > 1:
        return "", False
    bare = _NEGATION.sub("", claim)
    words = bare.split()
    if _DENIES.search(bare) or _ASKS_ANYWHERE.search(bare) or not 2 < len(words) <= MOST_WORDS:
        return "", False
    with_do = _WITH_DO.fullmatch(bare) if denied else None
    ends = len(with_do["who"] + with_do["does"]) if with_do else 0
    if with_do is not None and ends == denied[0].start() and "no" not in denied[0][0].split():
        return f"{with_do['does']} {with_do['who']}{with_do['rest']}?", True
    return _of_persons(words) or _turned(words), bool(denied)


def _of_persons(words: list[str]) -> str:
    """What is said of "them" or "her" with its verb in front; empty for others."""
    who, verb, rest = words[0].lower(), words[1].lower(), " ".join(words[2:])
    if who not in _PERSONS or verb in _BE:
        return ""
    if who not in _OF_ONE and is_base_verb(verb):
        return f"do {who} {verb} {rest}?"
    base = next((base for base, past in base_verbs().items() if past == verb), "")
    return f"did {who} {base} {rest}?" if base else ""


def _turned(words: list[str]) -> str:
    """The claim with its verb in front; empty where it has none, or none for certain."""
    for place, word in enumerate(words):
        lower = word.lower()
        if lower in _CLAUSE:
            return ""
        if not place:
            continue
        rest = " ".join(words[place + 1 :])
        subject = " ".join(words[:place])
        if lower in _BE and not word.isupper():
            return f"{lower} {subject} {rest}?" if rest else ""
        initials = words[place - 1].isupper()
        before, last = words[place - 1].lower(), place == len(words) - 1
        several = before.endswith("s") and not before.endswith("ss") and not initials
        # "harbour calls are …": what a verb follows is a noun.
        noun = not last and words[place + 1].lower() in _BE
        base = "" if noun else base_of(lower)
        if base and not several:
            one = words[0].lower() in _ONE or place == 1 or not _is_verb(words[place + 1 :])
            return f"does {subject} {base} {rest}?" if rest and one else ""
        alone = words[0].lower() not in ("a", "an", "each", "every", "one", "this")
        if (several or initials) and alone and not last and is_base_verb(lower):
            return f"do {subject} {lower} {rest}?"
    return ""


def _bare(words: list[str], framed: bool) -> str:
    """A claim without a verb as a question: "week quiet"."""
    plain = not any(base_of(w.lower()) or w.lower() in (*_BE, *_CLAUSE) for w in words[1:])
    return f"is {' '.join(words)}?" if framed and plain and len(words) <= BARE_MOST else ""


def base_of(word: str) -> str:
    """The base of a verb in its third person ("sells"); empty for other words."""
    if word in ("has", "does", "goes"):
        return {"has": "have", "does": "do", "goes": "go"}[word]
    if not word.endswith("s") or word.endswith("ss"):
        return ""
    forms = (word[:-1], word[:-2] if word.endswith("es") else "", f"{word[:-3]}y")
    return next((form for form in forms if form and is_base_verb(form)), "")


def _is_verb(words: list[str]) -> bool:
    return bool(words) and is_base_verb(words[0])


def with_article(name: str) -> str:
    """A name with the article that it takes, as long as it has none and is one thing."""
    name = name.strip()
    if _ARTICLE.match(name) or name.lower().endswith("s"):
        return name
    # Letters are read out: "an SDK", "a UI".
    vowels = "AEFHILMNORSX" if name.split()[0].isupper() else "aeiouAEIOU"
    return f"{'an' if name[0] in vowels else 'a'} {name}"
