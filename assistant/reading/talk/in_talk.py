"""A message of a talk read as a question: behind what it leans on, or for itself."""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import LookUp
from assistant.reading.talk.vouching import Vouching
from assistant.text.words import content_stems
from assistant.understanding.acts import bare
from assistant.understanding.asked import Understood
from assistant.understanding.correcting import claimed
from assistant.understanding.made_whole import further_bound


def instead(vouching: Vouching, asked: Understood, look_up: LookUp) -> Reading | None:
    """The message read as a question, if that is answered and its words are spoken of."""
    if asked.otherwise is None:
        return None
    found = look_up(asked.otherwise.question)
    answered = found.outcome == "answer" and not vouching.unknown(
        asked.otherwise.alone, found.chosen
    )
    return found if answered else None


def within_bound(asked: Understood, reading: Reading, look_up: LookUp) -> Reading:
    """The last question within a bound that finds nothing by itself ("and in Canada?"): what there
    is and that this is lacking, or the refusal of that whole question where all of it was told."""
    if reading.outcome != "uncovered" or not asked.leaning or reading.parts:
        return reading
    whole = further_bound(bare(asked.message), asked.leant_on)
    if not whole:
        return reading
    found = look_up(whole)
    told = {p for exchange in asked.talk for p in exchange.passages}
    # An answer to it would have to speak of the bound, and that was not found.
    news = found.outcome == "partial" and not set(found.chosen) <= told
    return found if news else replace(reading, instead=whole)


def stood_by(vouching: Vouching, asked: Understood, reading: Reading) -> Reading:
    """The last answer once more, where a bare claim against it finds nothing: "no, it's Bob".

    Nor is anything found where what comes says nothing of what is claimed, or where only the
    subject of the whole corpus is named; a question made of the claim stands.
    """
    claim = claimed(asked.message)
    last = asked.talk[-1].passages if asked.talk else ()
    if not claim or not last or asked.read_as:
        return reading
    named = vouching.corpus.named.names
    names = {stem for name in named for stem in content_stems(name)}
    others = [stem for stem in content_stems(claim) if stem not in names]
    spoken = others and not vouching.unknown(" ".join(others), reading.chosen, asked=False)
    if reading.outcome != "uncovered" and spoken:
        return reading
    return telling(newest(asked.talk), "talk.doubted")
