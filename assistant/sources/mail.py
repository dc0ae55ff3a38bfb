"""A saved mail (.eml) or a page saved in one file (.mhtml) → the ``Parsed`` document inside it.

Both are MIME messages, read by the standard library: of several forms of one text the page is
taken for a saved page and the plain text for a mail. Attachments are named and not read.
"""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from assistant.sources.encodings import decode
from assistant.sources.parsed import Parsed
from assistant.sources.plain import read_text
from assistant.sources.reading import left_out, no_text
from assistant.sources.webpage import read_html
from assistant.text import patterns as re

_TOLD = ("From", "To", "Date", "Subject")
_MIME = re.compile(rb"^MIME-Version:\s*1", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(rb"\A(?:[!-9;-~]+:[ \t]?[^\n]*\r?\n(?:[ \t]+[^\n]*\r?\n)*){2,}\r?\n")


def is_message(raw: bytes) -> bool:
    """Whether bytes begin with the head of a message as programs of mail store it."""
    head = _HEAD.match(raw[:20_000])
    return bool(head and _MIME.search(head[0]))


def read_message(raw: bytes, name: str) -> Parsed:
    """Reads a mail or a page in one file.

    Raises:
        DocumentError: there is no text in it.
    """
    message = BytesParser(policy=policy.default).parsebytes(raw)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise left_out(name, "it is no message", "Save it again as text or HTML.")
    saved_page = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    is_page = bool(saved_page) or name.lower().endswith((".mht", ".mhtml"))
    part = message.get_body(("html", "plain") if is_page else ("plain", "html"))
    if part is None:
        raise no_text(name)
    if is_page:
        parsed = read_html(_words(part, name), name)
        return _with_address(parsed, str(saved_page or ""))
    if part.get_content_type() == "text/html":
        page = read_html(_words(part, name), name)
        title = str(message.get("Subject") or "") or page.document.title
        return replace(page, document=replace(page.document, title=title))
    head = [f"{key}: {' '.join(str(message[key]).split())}" for key in _TOLD if message.get(key)]
    files = [file for file in (inner.get_filename() for inner in message.walk()) if file]
    foot = [f"Attached: {', '.join(files)}"] if files else []
    body = _words(part, name)
    return read_text("\n".join([*head, "", body, "", *foot]), name)


def _words(part: MIMEPart, name: str) -> str:
    """The text of a part; its bytes tell their encoding where its head tells it falsely."""
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else str(raw or "").encode("utf-8", "replace")
    named = part.get_content_charset() or ""
    try:
        return content.decode(named) if named else decode(content, name)
    except (LookupError, UnicodeDecodeError):
        return decode(content, name)


def _with_address(parsed: Parsed, address: str) -> Parsed:
    if parsed.document.source_url or not address.startswith(("http://", "https://")):
        return parsed
    return replace(parsed, document=replace(parsed.document, source_url=address))
