"""What is said to what lacked a moment ago: "so nothing on pay?", "ok what do you know then".

Behind a history such words lie near anything at all. What was asked before is answered once more,
with what lacks; or what it was answered with is told again. English. Pure apart from the look-up.
"""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import LookUp
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Exchange, Understood

_OPENS = r"(?:(?:and|but|so|ok|okay|oh|hm+|well|really|wait|ah|lol)\b[,.?! ]+)*"
_IT = r"(?:you|it|the (?:article|text|document|guide|page)|this|they)"
_CLOSES = r"(?:[, ]+(?:then|though|tho|at all|here|in there|really|anywhere|exactly))*"
_COVERS = "what can I ask you?"
_NOTHING = re.compile(
    rf"{_OPENS}(?:(?:there(?:'s| is)|{_IT} (?:has|have|says?|knows?)|you(?:'ve| have) got) )?"
    r"(?:nothing|no (?:info(?:rmation)?|figures?|numbers?|data|answer|word|details?))"
    rf"(?: (?:at all|about|on|for|of) (?P<about>.{{2,40}}?))?{_CLOSES}"
    rf"|{_OPENS}(?:so )?{_IT} (?:don't|doesn't|do not|does not) (?:know|say|mention)"
    rf"(?: (?:that|it|this|anything(?: (?:about|on) (?P<about2>.{{2,40}}?))?))?{_CLOSES}",
    re.IGNORECASE,
)
_WHAT_THEN = re.compile(
    rf"{_OPENS}(?:(?:just )?tell me )?(?:what's in (?:there|it)"
    rf"|what(?: (?:do|does|can|did))? {_IT} (?:(?:do|does|can) )?"
    r"(?:know|say|have|tell(?: me)?|mention|got|cover))(?: instead)?"
    rf"(?: (?:about (?:it|that|this|them)|on (?:it|that|this|them)))?{_CLOSES}",
    re.IGNORECASE,
)


def lacked_again(asked: Understood, look_up: LookUp) -> Reading | None:
    """The reading of what is said to what lacked; ``None`` where nothing did or more is asked."""
    last = asked.talk[-1] if asked.talk else None
    if last is None or last.act is not None or asked.act is not None or asked.request is not None:
        return None
    said = spelled_out(bare(asked.message))
    nothing = _NOTHING.fullmatch(said)
    if nothing is None and not _WHAT_THEN.fullmatch(said):
        return None
    found = look_up(last.question)
    refused = not last.passages or found.outcome in ("partial", "uncovered")
    if nothing is None and refused:
        return _known(asked, found, look_up)
    if nothing is None or found.outcome not in ("partial", "uncovered"):
        return None
    about = next((words for words in nothing.groups() if words), "")
    return found if _of_it(about, last, found) else None


def _known(asked: Understood, found: Reading, look_up: LookUp) -> Reading | None:
    """What was told to it, or to what it leant on; else what can be asked at all."""
    last = asked.talk[-1]
    lacking = found.chosen if found.outcome == "partial" else ()
    if told := last.passages or lacking or (newest(asked.talk) if last.leaning else ()):
        return telling(told, "talk.doubted")
    covers = look_up(_COVERS)
    return covers if covers.outcome == "act" else None


def _of_it(about: str, last: Exchange, found: Reading) -> bool:
    """Whether the words are those of what was asked, or of what was told to it."""
    told = " ".join(p.text for p in (*last.passages, *found.chosen))
    return set(content_stems(about)) <= set(content_stems(f"{last.message} {told}"))
