"""What an English question for yes or no asks about: "the fee" of "does the fee depend on it?".

English puts the subject behind the auxiliary; where it ends is known where the question can be put
as a clause (``text/reported.py``), which has the verb behind it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text import patterns as re
from assistant.text.reported import reported

_ASKS_IF = re.compile(
    r"^(?:(?:so|and|but|ok|okay|hmm|well|hi|hey)[, ]+)*(?P<verb>is|are|was|were|do|does|did|can"
    r"|could|should|would|will|has|have|had|must|may)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_WHETHER = "whether "
_DO = ("do", "does")


def subject_of(question: str, names: Iterable[str] = ()) -> str:
    """The subject of a question for yes or no, in its own words; empty where it is not plain.

    Args:
        question: what is asked, without its frame.
        names: what may be a subject without an article, such as a corpus's own names.
    """
    found = _ASKS_IF.match(question.strip(" \t.!?…"))
    if found is None:
        return ""
    verb, words = found["verb"].lower(), found["rest"].split()
    # In the past every verb but a few shows where it stands: "whether keepers slept".
    asked = f"{'did' if verb in _DO else verb} {found['rest']}"
    clause = reported(asked, names)
    if not clause.startswith(_WHETHER):
        return ""
    said = clause.removeprefix(_WHETHER).split()
    if verb in (*_DO, "did"):
        changed = [
            i for i, (one, other) in enumerate(zip(words, said, strict=False)) if one != other
        ]
        end = next((i for i in changed if words[i][0] == said[i][0]), 0)
    else:
        end = said.index(verb) if verb in said else 0
    return " ".join(words[:end])
