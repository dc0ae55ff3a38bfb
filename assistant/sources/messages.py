"""Mails and talks as people save them in a plain text: who said it, when, and about what. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(
    r"(?P<name>From|To|Cc|Date|Sent|Subject|Reply-To|Von|An|Betreff|Gesendet|Datum|De|Para|Asunto"
    r"|Fecha)[ \t]*:[ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|betreff|asunto)", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|antw|rv)\s*:\s*)+", re.IGNORECASE)
_STAMPED = re.compile(
    r"\[?\(?(?:(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4})[,T ]*)?\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:[ \t]?[ap]\.?m\.?)?[\])]?[ \t]*(?:[-–—][ \t]*)?(?=[^\W\d_][^:\n]{0,40}:[ \t])",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:\[[^\]\n]{1,30}\][ \t]*)?[A-ZÀ-ÞΑ-ΩА-Я][\w.'’-]{0,24}"
    r"(?:[ \t][\w.'’()-]{1,24}){0,3}:[ \t]+\S"
)
_HEADERS_LEAST = 2
_LINES_LOOKED_AT = 12


def subject_of(lines: Sequence[str]) -> str:
    """What a mail is about, where a text begins with the head of one; otherwise nothing."""
    subject, headers = "", 0
    for line in lines[:_LINES_LOOKED_AT]:
        header = _HEADER.match(line)
        if header is None:
            break
        headers += 1
        if _SUBJECT.fullmatch(header["name"]):
            subject = _REPLY.sub("", header["value"].strip())
    return subject if headers >= _HEADERS_LEAST else ""


def begins_message(line: str) -> bool:
    """Whether a line begins with the time at which somebody said what follows."""
    return bool(_STAMPED.match(line))


def are_named(lines: Sequence[str]) -> bool:
    """Whether two or more lines begin with a name and a colon: speakers, or fields of a record."""
    return sum(bool(_SPOKEN.match(line)) for line in lines) > 1


def is_named(line: str) -> bool:
    """Whether a line begins with a name and a colon: "Ann: Yes.", "Last edited: May 3"."""
    return bool(_SPOKEN.match(line))
