"""Mails and talks as people save them in a plain text: who said it, when, and about what. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text import patterns as re

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
_FIELD = re.compile(r"[-*]?[ \t]*[\w-][\w .-]{0,24}:(?:[ \t]+\S|$)")
_CUE = re.compile(r"(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}[ \t]+-->[ \t]")
_SAID_BY = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^<>\n]+)>")
_STYLED = re.compile(r"</?(?:[ibuvc]|font|lang|ruby|rt)\b[^<>\n]*>|<[\d:.]+>|\{\\an?\d\}")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)\b.*(?:\n.+)*")
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


def named_lines(lines: Sequence[str]) -> set[str]:
    """The lines that begin with a name and a colon, if two or more do: "Ann: Yes.", "Owner: Bo".

    A name in small letters counts where all lines have one, as the fields of a record do.
    """
    named = {line for line in lines if _SPOKEN.match(line)}
    fields = {line for line in lines if _FIELD.match(line)}
    if len(named) < 2 and all(line in fields or line[:2] in ("- ", "* ") for line in lines):
        named = fields
    return named if len(named) > 1 else set()


def spoken(source: str) -> str:
    """Subtitles without their signs, with who speaks in words; any other text as it is."""
    if not any(_CUE.match(line) for line in source.split("\n")):
        return source
    blocks = re.split(r"\n{2,}", _STYLED.sub("", _SAID_BY.sub(r"\1: ", source)))
    return "\n\n".join(block for block in blocks if not _NOTE.fullmatch(block.strip()))


def is_cue(line: str, after: str = "") -> bool:
    """Whether a line of a subtitle says when it is shown, or counts it."""
    counted = line.isdigit() and bool(_CUE.match(after))
    return counted or bool(_CUE.match(line)) or line == "WEBVTT"
