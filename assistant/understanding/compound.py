"""Take a message that asks several things apart.

"How long does hiring take, and what does one earn?" has its answer in two places, and a single
vector lies between them. The parts are only used beside the whole, so a wrong cut costs little.
Pure.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from assistant.text import patterns as re
from assistant.text.asides import EXAMPLES
from assistant.text.words import content_stems
from assistant.understanding import half_asked
from assistant.understanding.doubled import taken_apart

_ASKS = (
    r"(?:what|what's|whats|how|how's|hows|who|who's|whos|whose|why|when|where|which|is|are|was|"
    r"were|do|does|did|can|could|should|would|will|has|have|since when)(?!(?<=what) of\b)"
)
_SENTENCE = re.compile(r"(?<=[?!.;])\s+|\n+")
_ASIDE = re.compile(r"\([^()]*\)|\"[^\"]{2,120}\"|“[^”]{2,120}”")
_EDGES = " ,;–—-"
_SOFTLY = (
    r"(?:(?:if so|if not|roughly|about|exactly|then|maybe|perhaps|also|in|on|at|by|to|from|for"
    r"|with|under|up to),?\s+)*"
)
_AND = (
    r"(?:and also|and then|and|plus|also|but|(?<!go )(?<!goes )along with|together with"
    r"|as well as|\+)"
)
_SAY = r"(?:(?:please )?(?:say|state|explain|tell (?:me|us)) )?"
_JOINT = re.compile(
    rf"(?:\s*[,;:–—]+\s*|\s+-+\s+|\s+)(?P<and>{_AND})\s+(?={_SOFTLY}{_SAY}(?:{_ASKS}|whether)\b)"
    rf"|(?:\s*[,;:–—]+\s*|\s+-+\s+|\s+/+\s*|\s*/+\s+)(?:or\s+)?"
    rf"(?={_SOFTLY}(?:{_ASKS}|whether)\b)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r",?\s+(?:(?<!go )(?<!goes )along with|together with|as well as|plus)\s+", re.IGNORECASE
)
"""What joins a second thing to a question without asking it in full: "plus the price"."""
_DIFFERS = re.compile(r"\b(?:differ\w*|distinct|distinguish\w*|set apart|separat\w+)\b", re.I)
_FROM_TOO = re.compile(
    r"(?<=\w),?\s+(?:and|or)(?: also)?\s+(?=from (?:an?|the)\s)|(?<=\w),?\s+(?:and|or)(?: also)?"
    r"\s+(?=(?:an?|the)\s[\w -]+[?.!]*\s*$)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:an?|the)\s", re.IGNORECASE)
_BARE = re.compile(r"^(?P<thing>(?:an?|the)\s[\w -]+?)[?.!\s]*$", re.IGNORECASE)
"""What differs from one thing and from another is asked of each."""
_REQUEST = re.compile(
    r"^(?:(?:please|just|can you|could you)\s+)*(?:tell|give|show|name|list|explain|describe"
    r"|compare|say|define|(?:(?:i|we) (?:want|need|would like)|(?:i|we)'d like) to know)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^(?:i|i'm|i've|we|we're|my|our|you|he|she|it|they|this|that|these|since|as|because|given"
    r"|if|when|while|so)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"^(?:(?:and|so|but|also|ok|now|then|plus),?\s+)*{_SOFTLY}(?:i need to know\s+)?"
    rf"(?:{_ASKS}|whether)\b",
    re.IGNORECASE,
)
_OF_ME = re.compile(
    r"^(?:\W|\b(?:hi|hello|hey|so|well|ok)\b)*(?:i|we|i'm|i've|we're|we've)\b", re.I
)
_PREDICATE = re.compile(
    r"^(?:do|did|have|had|am|was|were) (?:a|an|no|not|never|always|already|just|my|our|some"
    r"|several|also|been|only|\d+)\b"
    r"(?!.*\?)",
    re.IGNORECASE,
)
"""Behind "I …, but" this goes on telling: "did a course"."""
_GOES_ON = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|should|would|will) "
    r"(?!(?:i|we|you|he|she|it|they|this|that|these|those|there|anyone|anybody|somebody|someone)\b)",
    re.IGNORECASE,
)
"""So does this in a sentence that asks nothing: "one writes well but is a bit dull."."""
_GIVEN = re.compile(
    r"^(?:when|whenever|wherever)\b(?! (?:is|are|was|were|do|does|did|can|could|should|would"
    r"|will|has|have|had|must|to|exactly|and|or|in|on|else)\b)(?!.*\?)",
    re.IGNORECASE,
)
"""Says in which case something is asked: "When the wind turns, what does a keeper do?"."""
_HELP = re.compile(
    r"^(?:can|could|would|will) (?:you|anyone|somebody|someone) (?:please )?(?:help|assist|advise"
    r"|enlighten)(?: me| us)?(?: out)?(?: (?:with|on) (?:both|that|this|it|these|those|them))?\W*$"
    r"|^what(?:['’]?s| is| would be) (?:the|your) (?:explanation|answer|advice|take|opinion)\W*$",
    re.IGNORECASE,
)
"""Asks for nothing but an answer."""
_CHOICE = re.compile(
    r"^(?:(?:and|so|but|then) )*(?:who|whom|which|what)\b.* (?:should|do|shall|would|can|could) "
    r"(?:i|we|you|one) (?:rather |better |now )?(?:hire|pick|choose|take|prefer|promote|select"
    r"|go (?:with|for)|trust|believe|favou?r|invite|interview|reject|keep|make|back)\b"
    r"|^(?:(?:and|so|but|then) )*(?:who|which)\b.* (?:is|are|was|were)"
    r" (?:right|wrong|better|best|preferable|the (?:right|better|best))\b",
    re.IGNORECASE,
)
"""So somebody has to choose; "and why" behind it wants what speaks for the choice."""
_ELLIPTIC = re.compile(
    r"^(?:(?:and|but|or|also|plus|then|what about|how about)[, ]+)*"
    r"(?P<link>from|to|for|with|in|on|of|than|about|as|at|by)\s+(?P<thing>[^,;:?.!]+)[?.!\s]*$",
    re.IGNORECASE,
)
"""A part that puts another thing behind the link of the one before: "also from a clerk?"."""
_OF_WHICH = re.compile(
    r"(?:which|what|whom|whose)(?!.*\b(?:is|are|was|were|do|does|did|has|have|can|could|should"
    r"|would|will|must)\b)",
    re.IGNORECASE,
)
"""Such a thing that is asked for, and has no verb: "and for which boats?"."""
_BEHIND = re.compile(r",?\s+(?:afterwards?|after that|thereafter|in the end)\W*$", re.IGNORECASE)
SITUATION_LEAST = 6
"""Words of a sentence that tells how things are."""
_JUDGING = frozenset(
    content_stems(
        "ok okay fine good bad great wrong right problem problematic idea normal usual common"
        " allowed sense issue mistake risk risky dangerous wise smart sensible realistic matter"
        " acceptable go going happen make makes mean think say advice advise recommend call would"
        " should him her one thing way first next instead explain explanation"
    )
)
"""Stems of questions that only ask for a judgement: "Is that ok, and what can go wrong?"."""
WHOLE_LEAST = 4
"""Words of a question that is one without the order it stands in."""
THING_MOST = 6
"""Words of such a thing; more are a clause."""
FEWEST_WORDS = 3
MOST_PARTS = 4
_SHORT = re.compile(
    r"(?:(?:and|but|so) )?(?:(?:who|what|when|where|how|why)(?:['’]s)? "
    r"(?!says?\b)[\w'’-]+|why|by how much)\s*\?+",
    re.IGNORECASE,
)
"""A later question of few words: "Who pays?", "Why not?"."""
_TAIL = re.compile(
    r"(?:roughly |exactly |if so,? )?(?:why(?: not| so)?|since when|by how much|when|where"
    r"|how (?:often|much|many|long|far|soon|early|late))(?: exactly| roughly)?[?.!\s]*",
    re.IGNORECASE,
)
"""The same behind "and", where it asks of all that stands before it."""
_WHY = re.compile(r"(?:and |but |so )?why(?: not| so)?\W*", re.IGNORECASE)
_WH = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how|whether|if|that)\b", re.I)
_WH_FIRST = re.compile(rf"(?:(?:and|so|but|ok),? )*{_WH.pattern}", re.IGNORECASE)
_WENT_THROUGH = re.compile(
    r"(?:(?:i|we)['’]?ve|(?:i|we) have|i was|we were|(?:i|we) had)\b"
    r"(?!.*\b(?:told|hear|heard|read|said|thought|that|right|correct|true|can|could|should"
    r"|would|is|are)\b)",
    re.IGNORECASE,
)
"""Tells what somebody went through, whatever mark is behind it: "I've been burned by this?"."""


@lru_cache(maxsize=256)  # A message is looked at from several sides.
def parts(message: str) -> tuple[str, ...]:
    """The questions in a message, in order; empty if it asks no more than one thing.

    Sentences that ask nothing, such as how somebody introduces himself, are no parts. A thing that
    is only named behind a question is one.
    """
    # What stands in brackets or is quoted is passed over, and comes back with the words around it.
    masked = message
    for aside in (_ASIDE, EXAMPLES):
        masked = aside.sub(lambda found: "_" * len(found.group()), masked)
    pieces = [
        (message[start:end].strip(_EDGES), fewest, start == sentence[0] > 0)
        for sentence in _spans(masked, 0, len(masked), _SENTENCE)
        for piece in _pieces(masked, *sentence)
        for start, end, fewest in _with_things(masked, *piece)
    ]
    behind = zip(pieces, ["", *(piece for piece, *_ in pieces)], strict=False)
    asking = [
        piece
        for (piece, fewest, opens), before in behind
        if fewest and (len(piece.split()) >= fewest or _stands_short(piece, opens, before))
        if not (_WENT_THROUGH.match(piece) or _HELP.match(piece))
    ]
    return tuple(asking[:MOST_PARTS]) if len(asking) > 1 else ()


def complete_parts(message: str) -> list[str]:
    """The questions in a message, each with the words that it shares with another; empty where
    it asks one thing."""
    if in_one_frame := taken_apart(message):
        return list(in_one_frame)
    found: list[str] = []
    asking = parts(message)
    if _tells_first(message) and all(map(_judges, asking)):
        return []  # what is judged stands before it: the whole message asks one thing
    for words in asking:
        found.append(completed(_without_order(words), found[-1]) if found else words)
    apart = [taken_apart(words) or (words,) for words in found]
    return list(chain.from_iterable(apart))[:MOST_PARTS]


def asks_to_choose(words: str) -> bool:
    """Whether somebody has to choose, or to be told who is right: a judgement of what was told
    before it, to which "and why" belongs."""
    return _CHOICE.match(words) is not None


def _tells_first(message: str) -> bool:
    """Whether a message tells how things are before it asks."""
    first = _SENTENCE.split(message.strip())[0]
    told = first.endswith((".", "!", ";")) and len(first.split()) >= SITUATION_LEAST
    return told and not (_QUESTION.match(first) or _REQUEST.match(first))


def _judges(part: str) -> bool:
    """Whether a part asks no more than what to think of something."""
    return _JUDGING.issuperset(content_stems(part))


def says_little(part: str) -> bool:
    """Whether a part is so short that alone it would be read as something else: "How much?"."""
    return any(pattern.fullmatch(part) for pattern in (_SHORT, _TAIL))


def _stands_short(piece: str, opens: bool, before: str) -> bool:
    """Whether few words ask for themselves: a sentence, or "and why" behind a question that has no
    clause in it to which that could belong, as "who decides what is built and why" has."""
    if _WHY.fullmatch(piece) and asks_to_choose(before):
        return False
    if opens and says_little(piece):
        return True
    asks = _QUESTION.match(before) or _REQUEST.match(before)
    clauses = len(_WH.findall(before)) - (_WH_FIRST.match(before) is not None)
    most = 1 if _REQUEST.match(before) else 0
    asks_once = bool(asks and content_stems(before)) and clauses <= most
    return asks_once and _TAIL.fullmatch(piece) is not None


def completed(part: str, before: str) -> str:
    """A part with the words that it leaves to the one before: of "How is it different from a
    ledger?", "Also from a diary?" asks "How is it different from a diary?", "And from what book?"
    asks "How is it different from a ledger from what book?"."""
    found = _ELLIPTIC.match(part)
    if found is None and (bare := _BARE.match(part)) and _DIFFERS.search(before):
        found = _ELLIPTIC.match(f"from {bare['thing']}")
    if found is None or len(found["thing"].split()) > THING_MOST:
        return part
    if _OF_WHICH.match(found["thing"]):
        return f"{before.rstrip(' ?.!')} {found['link']} {found['thing'].strip()}?"
    links = list(re.finditer(rf"\b{found['link']}\b", before, re.IGNORECASE))
    if not links or not before[: links[-1].start()].strip():
        return part
    return f"{before[: links[-1].end()]} {found['thing'].strip()}?"


def _without_order(part: str) -> str:
    """A later part without a word that only puts it behind the one before: "who pays for the paint
    afterwards" asks who pays for the paint; "what happens afterwards" asks for what is behind."""
    found = _BEHIND.search(part)
    if found is None or len(part[: found.start()].split()) < WHOLE_LEAST:
        return part
    return part[: found.start()] + ("?" if "?" in found.group() else "")


def _spans(text: str, start: int, end: int, cut: re.Pattern[str]) -> list[tuple[int, int]]:
    """What lies between the cuts in a stretch of the text."""
    cuts = list(cut.finditer(text, start, end))
    starts = [start, *(found.end() for found in cuts)]
    return list(zip(starts, [*(found.start() for found in cuts), end], strict=True))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The pieces of one sentence, each with whether it asks something.

    What stands in front of "and how …" is asked for, too, be it only in keywords, unless it states
    something.
    """
    found: list[tuple[int, int, bool]] = []
    # Whoever marks what he asks has asked nothing in a sentence before it that has no mark.
    stated = "?" not in text[start:end] and "?" in text[end:]
    joints = [joint["and"] for joint in _JOINT.finditer(text, start, end)]
    for span, joint in zip(_spans(text, start, end, _JOINT), [*joints, None], strict=True):
        piece, joint_before = text[slice(*span)].strip(_EDGES), span[0] > start
        tells = joint_before and _PREDICATE.match(piece) and _OF_ME.match(text[start:end])
        tells = tells or (joint_before and stated and _GOES_ON.match(piece))
        questions = piece.endswith("?") or _QUESTION.match(piece) or _REQUEST.match(piece)
        given = _GIVEN.match(piece) and span[1] < end and joint is None
        asks = bool(questions) and not tells and not given
        wanted = joint is not None and not _STATES.match(piece)
        beside = _spans(text, *span, _BESIDE) if asks else []
        if all(len(text[slice(*one)].split()) >= FEWEST_WORDS for one in beside):
            found += [(*one, True) for one in beside]
        else:
            beside = []
        if not beside:
            found.append((*span, bool(asks or wanted)))
    return found


def _with_things(text: str, start: int, end: int, asks: bool) -> list[tuple[int, int, int]]:
    """A piece, and the thing that is named behind it, if any; each with the fewest words that
    make a part of it, none if it asks nothing."""
    asked = text[start:end]
    first = _FROM.search(asked) if asks and _DIFFERS.search(asked) else None
    if first and (too := _FROM_TOO.search(asked, first.end())):
        return [(start, start + too.start(), FEWEST_WORDS), (start + too.end(), end, 1)]
    cut = half_asked.split(asked) if asks else None
    if cut is None:
        return [(start, end, FEWEST_WORDS if asks else 0)]
    before, behind = (start + place for place in cut)
    return [(start, before, FEWEST_WORDS), (behind, end, 1)]
