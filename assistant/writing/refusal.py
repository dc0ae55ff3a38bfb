"""A refusal that helps: it names what was looked for, and shows only what comes near.

"Does not answer" is a claim about the corpus, so it is made only where that is nearly certain;
otherwise the words are "I did not find". Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from assistant.reading.kernel import asked_in
from assistant.reading.readings import Reading
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.asides import EXAMPLES
from assistant.text.clauses import is_heap, thing_named
from assistant.text.markdown import shown_as_is
from assistant.text.requests import asked_if_mentioned, thing_wanted, wants_work
from assistant.text.unframed import unframed
from assistant.understanding import compound
from assistant.understanding.wholes import whole_asked
from assistant.wording.english import REFUSED_ACTS
from assistant.wording.voice import Voice
from assistant.writing.leaning import is_fragment

RELATED_MOST = 3
LOOKED_AT = 8
BEST_NEAR = 2
ALMOST = 0.02
"""From this probability of being covered on, the best candidates come near."""
SEVERAL = 2
RARE_SHARE = 0.06
RARE_LEAST = 2
"""A word that stands in more passages than this share, and than so many, tells none apart."""
CERTAIN = 0.05
"""Below this probability of being covered, that it is not is said without reserve."""
LONGEST_NAMED = 110
"""A longer question is not repeated."""
_STEM = 5
"""So many letters of two words are compared; enough for inflections, in any language."""
_ANNOUNCES = re.compile(r"(?:here|there)(?:['’]s| is| are)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_FRAME = re.compile(
    r"^(?:(?:hi|hello|hey|please|ok|so|well|and|also)\b[\s,!.:]*)+|"
    r"^(?:(?:can|could|would) you (?:please )?)?(?:tell me|let me know)(?: about)?[\s,:]+",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"^(?:describe|explain|outline|walk (?:me|us) through|teach (?:me|us)(?: about)?) "
    r"(?=(?:an?|the|my|our|your|their) )|,? explain(?:ed)?$|:? definition$",
    re.IGNORECASE,
)
"""What is wanted of a thing of which nothing is said."""
_WHY_SO = re.compile(r"(?:(?:and|but|so) )?why(?: not| so)?\W*", re.IGNORECASE)
_DOES_IT_SAY = re.compile(
    r"(?:does|do|did) (?:(?:the|this|that|your) (?:article|text|post|page|piece|document|guide"
    r"|author|writer)|it) (?:(?:also|ever|even|actually|really) )?(?:say|state|claim|mention|argue)"
    r"(?: (?:me|us))? (?P<link>(?:that|if|whether) )?(?P<said>.+)$",
    re.IGNORECASE,
)
_NO_STATEMENT = re.compile(
    r"(?:any|some|no|every)?(?:thing|one)?\b(?:about|on|of|for|how|what|who|whom|whose|when|where"
    r"|why|which|so|it|this|that)\b|(?:any|some|no|every)\w*\b"
    r"|.*\b(?:i|i'm|me|my|we|us|our|you|your)\b|(?:\S+ ){0,2}\S+$",
    re.IGNORECASE,
)
"""A thing, a question, or something of the visitor's own behind "does it say"."""
_ANYTHING_ON = re.compile(
    r"(?:(?:does|do|did) (?:(?:the|this|that|your) (?:article|text|post|page|piece|document|guide"
    r"|author|writer)|it) (?:(?:also|ever|even|actually|really) )?(?:say|mention|contain|have|give)"
    r"|is there) (?:anything|something|any (?:information|info|word|advice|mention|details?))"
    r" (?:about|on|of|regarding) (?P<thing>.+?)(?:,? or (?:only|just|is|does|do)\b.*)?",
    re.IGNORECASE,
)
"""So a thing is asked about, without what somebody supposes in its place."""
_SMALL = (
    "the and for are was were has have had does did what which who whom whose how why when where "
    "can could should would will you your they their there this that these those with from about "
    "into than then some any all much many not but its his her our out get got give tell say says "
    "said article text document know want need like just also really very one ones der die das "
    "ist ein eine und wie was wer wann wo warum für mit von los las una uno que qué cómo quién "
    "cuándo dónde por con para les des une est qui"
)
_SMALL_WORDS = frozenset(_SMALL.split())


def words_of_refusal(
    reading: Reading,
    question: str,
    voice: Voice,
    certain: bool,
    clause: Callable[[str], str] = lambda asked: "",
    written: Callable[[str], str] = str,
) -> str:
    """What is said where the corpus has no answer.

    ``clause`` gives a question as a clause ("whether a keeper may leave"), or nothing where that is
    not safe; then the question is repeated as it was typed. ``written`` gives a thing as the corpus
    writes its names.
    """
    if reading.outcome == "act":
        return voice.say(REFUSED_ACTS.get(reading.act or "", "off_topic"))
    if wants_work(question):
        return voice.say("not_written")
    if topic := topic_asked(question):
        key = "nothing_about" if certain else "not_found_about"
        return voice.say(key, thing=shown_as_is(written(topic)))
    parts = [clause(part) for part in compound.parts(question)]
    if len(parts) > 1 and all(part and not part.startswith("what if") for part in parts):
        joined = shown_as_is(voice.say("missing_join").join(dict.fromkeys(parts)))
        return voice.say("missing" if certain else "not_found_on", missing=joined)
    named = unframed(_FRAME.sub("", asked_in(EXAMPLES.sub("", question)))).strip(" ?!¿¡.,;:…\"“”'")
    if not named or len(named) > LONGEST_NAMED:
        return voice.say("not_covered" if certain else "not_found_that")
    said = said_in_it(named) or clause(named)
    if said and not thing_wanted(named):
        said = said if certain else re.sub(r"^that\b", "whether", said)
        return voice.say("missing" if certain else "not_found_on", missing=shown_as_is(said))
    if (
        voice.language == "en"
        and not thing_wanted(named)
        and (named_thing := thing_named(_DESCRIBED.sub("", named)))
    ):
        key = "nothing_about" if certain else "not_found_about"
        return voice.say(key, thing=shown_as_is(written(named_thing)))
    return not_answered(named, voice, certain=certain, behind=reading.behind)


def said_in_it(question: str) -> str:
    """What somebody asks whether the text says, as a clause: "does the article say lamps are
    dear" asks "that lamps are dear"; empty for other questions."""
    found = _DOES_IT_SAY.match(question)
    if found is None or _NO_STATEMENT.match(found["said"]):
        return ""
    link = "whether" if (found["link"] or "").strip().lower() in ("if", "whether") else "that"
    return f"{link} {found['said'].strip(' ?!.')}"


def topic_asked(question: str) -> str:
    """What somebody asks what is said about, as it was typed: "what does it say about X"."""
    if anything := _ANYTHING_ON.fullmatch(question.strip(" ?!.")):
        return anything["thing"]
    if mentioned := asked_if_mentioned(question):
        return mentioned
    asked = whole_asked(question)
    if asked is None or asked.kind not in ("heading", "place"):
        return ""
    place = question.lower().find(asked.about)
    return question[place : place + len(asked.about)] if place >= 0 else asked.about


def not_answered(question: str, voice: Voice, *, certain: bool = True, behind: str = "") -> str:
    """That a question has no answer, or that what a request wants is not there; ``behind`` is the
    question that it goes on from, if its own words do not say what is asked.

    A visitor's words are no Markdown: their stars and brackets are shown as they were typed.
    """
    if _WHY_SO.fullmatch(question):
        return voice.say("no_reason")
    if thing := thing_wanted(question):
        key = "not_given" if certain else "not_found_thing"
        return voice.say(key, thing=shown_as_is(thing))
    if voice.language == "en" and is_heap(question):
        key = "nothing_about" if certain else "not_found_about"
        return voice.say(key, thing=f"“{shown_as_is(question)}”")
    if behind and voice.language == "en":
        key = "not_answered_behind" if certain else "not_found_behind"
        last = shown_as_is(behind.strip(" ?!."))
        return voice.say(key, question=shown_as_is(question), behind=last)
    key = "not_answered" if certain else "not_found"
    return voice.say(key, question=shown_as_is(question))


class Nearness:
    """Knows which words of a corpus tell its passages apart."""

    def __init__(self, corpus: Corpus) -> None:
        self._passages = corpus.passages
        names = (*corpus.named.names, corpus.subject)
        self._subject = (*names, *(f"{name}s" for name in names))

    @cached_property
    def _rare(self) -> frozenset[str]:
        counts = Counter(stem for passage in self._passages for stem in _stems(passage.text))
        most = max(RARE_LEAST, RARE_SHARE * len(self._passages))
        return frozenset(stem for stem, count in counts.items() if count <= most)

    def near(self, question: str, reading: Reading) -> tuple[Passage, ...]:
        """The passages that a refusal may show, nearest first.

        What very near questions are told in part is near, and so are the best candidates of a
        question that might almost have been answered; else a passage has to share a word with the
        question that few passages have.
        """
        beside = [p for p in reading.beside if _stands_alone(p)][:BEST_NEAR]
        asked = (_stems(question) - _stems(" ".join(self._subject))) & self._rare
        heard = reading.near if reading.heard is None else reading.heard
        looked_at = [p for p in reading.near[:LOOKED_AT] if _stands_alone(p) and p in heard]
        almost = reading.topic is not None and reading.p_covered >= ALMOST
        best = looked_at[:BEST_NEAR] if almost else []
        # Beside what surely fits, one word in common is no reason to show a passage.
        words = SEVERAL if beside else 1
        sharing = [p for p in looked_at if len(asked & _stems(p.text)) >= words]
        return tuple(dict.fromkeys([*(beside or best), *sharing]))[:RELATED_MOST]


def _stands_alone(passage: Passage) -> bool:
    """Whether a passage is understood as it is, and does not merely announce the next."""
    return not is_fragment(passage) and _ANNOUNCES.match(passage.text) is None


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if word not in _SMALL_WORDS)
