"""Which of the things that are named somebody should know.

"Which data tools should I know" is told the names of some, and that the text does not say which
tools to know; that sounds as if it named none. What lacks is which of these. Pure.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.text import patterns as re
from assistant.text.words import content_stems

NAMES_LEAST = 3
"""So many names are things to choose from."""
SEVERAL = 2
"""So many in a sentence are named as such."""
_LACKS = re.compile(
    r"(?:which|what) (?P<things>(?:(?!of\b|to\b)[\w-]+ ){0,4}?[\w-]+s) (?P<rest>(?:to "
    r"(?:know|learn|study|pick|use|master|start with)|(?:\w+ ){1,3}?(?:should|must|needs? to"
    r"|ha(?:s|ve) to) (?:know|learn|study|pick|use|master|start with))\b.*)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w+#-]+")


def of_these(reading: Reading) -> Reading:
    """The reading in part of a question for things to know, as one for which of those named."""
    found = _LACKS.fullmatch(reading.missing[0]) if len(reading.missing) == 1 else None
    if found is None or reading.outcome != "partial" or reading.parts:
        return reading
    named = {name for p in reading.chosen for name in _NAME.findall(p.text)}
    naming = [p.text for p in reading.chosen if len(set(_NAME.findall(p.text))) >= SEVERAL]
    said = {stem for text in naming for stem in content_stems(text)}
    if len(named) < NAMES_LEAST or not said & set(content_stems(found["things"])):
        return reading
    lacking = f"which of these {found['things']} {found['rest']}"
    return replace(reading, missing=(lacking,))
