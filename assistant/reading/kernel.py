"""What a message asks, without the story in front of it.

"I have kept lights for six years and we are moving to Brest, so I would be grateful if you could
tell me what a keeper earns there" asks "what a keeper earns there". The words are the person's own,
cut and never changed, so what is told about them is told about what was asked. Only messages that
are long, or that lead into their question, are cut. Pure.
"""

from __future__ import annotations

from assistant.reading.behind import asked_behind
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding import frame

LONGEST_WHOLE = 10
"""A message of no more words is not searched for a story."""
FEWEST_WORDS = 3
_WH = r"(?:what|how|who|whom|whose|when|where|why|which|whether|if)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have)"
_ADVERBS = r"(?:really |just |also |please |only |maybe |perhaps |actually |still |now )*"
_LEADS = re.compile(
    r"\b(?:"
    rf"(?:tell|show|explain to|inform|remind|advise|let|help) {_ADVERBS}(?:me|us)"
    r"(?: know| understand| see| find out| figure out| decide)?"
    rf"|(?:i|we|i'd|we'd|he|she|they|i'm|we're|to) {_ADVERBS}"
    r"(?:am |are |was |were |would |have to |had to |need to |needs to |wants? to )*"
    rf"{_ADVERBS}(?:like |love |want |need |wants? |try(?:ing)? )?{_ADVERBS}(?:to )?{_ADVERBS}"
    r"(?:know|asks?|wonder|wonders|wondering|understand|learn|find out|figure out|hear|see"
    r"|curious|interested)(?: to know| about| in)?"
    r"|(?:do|would|could|can|might) (?:you|anyone|anybody) (?:happen to )?(?:know|say|tell|explain)"
    r"|(?:asks?|asked|asking) (?:me|us|myself|ourselves|himself|herself|you)"
    r"|(?:my|our|the|one|his|her|their) (?:[a-z]+ )?question (?:is|was|now|here|would be)"
    r"|(?:any|no) idea|not sure|unsure|unclear to me|wondering|curious"
    rf")(?: about)?\s*[,:;–—-]*\s+[“\"']?(?={_WH}\b)",
    re.IGNORECASE,
)
"""What leads from a story into the question: "… so could you tell me", "… my question is"."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_COLON = re.compile(rf":\s+(?=(?:{_WH}|{_AUXILIARY})\b)", re.IGNORECASE)
_ASKS = re.compile(
    rf"^(?:(?:and|so|but|also|ok|now|then|well),?\s+)*(?:(?:in|on|at|for|with|by|from|to) )?"
    rf"(?:{_WH}|{_AUXILIARY})\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:(?:and|so|but|also|ok|now|then|well)(?:,\s*|\s+))+", re.IGNORECASE)
_SUBJECTS = r"(?:i|we|you|they|he|she|it|one|people|there|an?|the|my|our|any|most)"
_TURNS = re.compile(rf",\s+(?:(?:so|then|and|but)\s+)?(?={_AUXILIARY} {_SUBJECTS} )", re.IGNORECASE)
"""Where a question without a question word begins behind a statement."""
_CONDITION = re.compile(
    r"(?:if|when|unless|suppose|assuming|say|while|after|before|once|during|in|on|at|for|with|by)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:he|she|it|they|them|him|her|his|their|its|that|this|these|those|so)\b", re.IGNORECASE
)
_STANDS_ALONE = 3
"""Words with meaning from which on a question that points back is still understood alone."""
_CLOSING = " \t,;:–—-"


def asked_in(message: str) -> str:
    """The words of a message that ask, as they stand there; the whole where nothing can be cut.

    A message of several questions is given back from the first of them on.
    """
    whole = frame.taken_off(message)
    whole = whole if len(whole.split()) >= FEWEST_WORDS else " ".join(message.split())
    if len(whole.split()) <= LONGEST_WHOLE and not _LEADS.search(whole):
        return whole
    sentences = [sentence.strip() for sentence in _SENTENCE.split(whole) if sentence.strip()]
    asking = [s for s in sentences if s.endswith("?") or _ASKS.match(s)] or [
        s for s in sentences if _LEADS.search(s) or _COLON.search(s) or asked_behind(s)
    ]
    if not asking:
        return whole
    kept = " ".join([_without_lead(asking[0]), *asking[1:]])
    alone = len(content_stems(_POINTS.sub(" ", kept))) >= _STANDS_ALONE or not _POINTS.search(kept)
    return kept if alone and len(kept.split()) >= FEWEST_WORDS else whole


def _without_lead(sentence: str) -> str:
    """The sentence from where it asks."""
    rest = sentence
    for pattern in (_LEADS, _COLON):
        found = [match.end() for match in pattern.finditer(rest)]
        if found and len(rest[found[0] :].split()) >= FEWEST_WORDS:
            rest = rest[found[0] :]
    if rest == sentence and not _CONDITION.match(sentence):
        turns = _TURNS.search(sentence)
        rest = asked_behind(sentence) or (sentence[turns.end() :] if turns else rest)
    return frame.taken_off(_JOINED.sub("", rest).strip(_CLOSING)).strip(_CLOSING)
