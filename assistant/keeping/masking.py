"""Personal details in what visitors write, put out of sight before it is kept.

Phone numbers are found by ``phonenumberslite`` (Google's libphonenumber), cards and accounts are
checked by ``python-stdnum``; mail addresses, network addresses and postal addresses by their form.
What is masked says what it was, so that a question can still be read.
"""

from __future__ import annotations

from collections.abc import Callable

import phonenumbers
from stdnum import iban, luhn

from assistant.text import patterns as re

REGIONS = ("US", "GB", "DE", "IN")
"""Where numbers without a country code may be from."""
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_NETWORK = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}", re.I)
_DIGITS = re.compile(r"\b(?:\d[ -]?){12,18}\d\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b")
_STREET = re.compile(
    r"\b\d{1,5}\s+(?:[A-Z][\w.'-]*\s+){1,3}"
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl)\b\.?",
    re.IGNORECASE,
)
_SSN = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_NAME = re.compile(
    r"(?i:\b(?:my name is|i am called|i'm called|call me)\s+)([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?)"
)


def masked(text: str) -> str:
    """``text`` with personal details replaced by what they are, like ``[mail]``."""
    text = _MAIL.sub("[mail]", text)
    text = _LINK.sub("[link]", text)
    text = _replaced(_IBAN, text, "[account]", lambda found: iban.is_valid(found))
    text = _replaced(_DIGITS, text, "[card]", lambda found: _is_card(found))
    text = _SSN.sub("[number]", text)
    text = _NETWORK.sub("[address]", text)
    text = _phones(text)
    text = _STREET.sub("[address]", text)
    return _NAME.sub(lambda match: match[0].replace(match[1], "[name]"), text)


def _replaced(pattern: re.Pattern[str], text: str, word: str, real: Callable[[str], bool]) -> str:
    return pattern.sub(lambda match: word if real(match[0]) else match[0], text)


def _is_card(digits: str) -> bool:
    return bool(luhn.is_valid(re.sub(r"[ -]", "", digits)))


def _phones(text: str) -> str:
    spans: set[tuple[int, int]] = set()
    for region in REGIONS:
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            # Bare digits are more often an amount than a number to call.
            if re.search(r"[+()\-. /]", match.raw_string) or len(match.raw_string) >= 10:
                spans.add((match.start, match.end))
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[phone]{text[end:]}"
    return text
