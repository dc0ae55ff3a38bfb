"""What a failure upstream means to people. The upstream words never come through."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from assistant.errors import ModelError, ModelRefusedError, ModelStalledError, ModelUnreachableError
from assistant.language_model.negotiation import tells_overflow
from assistant.language_model.pieces import ReportedError

RETRY_AFTER_SECONDS = 0.5
"""Wait before the one retry when the server names none."""

_KEY = "Check OPENAI_API_KEY."
_ODD_CHARACTER = "The key or a header for the model server holds a character that none may have."
_VARIABLES = "Check OPENAI_API_KEY and the other variables that begin with OPENAI_."
_AGAIN = "Try again in a moment."
_NAMES = "Check OPENAI_MODEL and OPENAI_BASE_URL."
_ADDRESS = "Check OPENAI_BASE_URL and the network."
_SHORTER = "Check OPENAI_MODEL; if its context is small, lower ASSISTANT_CONTEXT_BUDGET."

UPSTREAM: Final[Mapping[str, tuple[type[ModelError], str, str]]] = {
    "OpenAIError": (ModelUnreachableError, "The model server could not be used.", _ADDRESS),
    "APIError": (ModelUnreachableError, "The model server reported an error.", _AGAIN),
    "APIStatusError": (ModelRefusedError, "The model server refused the request.", _NAMES),
    "APIConnectionError": (ModelUnreachableError, "The model server is out of reach.", _ADDRESS),
    "APITimeoutError": (ModelUnreachableError, "The model server is out of reach.", _ADDRESS),
    "APIResponseValidationError": (
        ModelStalledError,
        "The model server is not understood.",
        _NAMES,
    ),
    "BadRequestError": (ModelRefusedError, "The model server refused the request.", _SHORTER),
    "UnprocessableEntityError": (
        ModelRefusedError,
        "The model server refused the request.",
        _SHORTER,
    ),
    "AuthenticationError": (ModelRefusedError, "The model server did not accept the key.", _KEY),
    "OAuthError": (ModelRefusedError, "The model server did not accept the key.", _KEY),
    "SubjectTokenProviderError": (ModelRefusedError, "There is no key for the model.", _KEY),
    "PermissionDeniedError": (ModelRefusedError, "The key may not use this model.", _KEY),
    "NotFoundError": (ModelRefusedError, "The model server does not know this model.", _NAMES),
    "ConflictError": (ModelUnreachableError, "The model server is busy.", _AGAIN),
    "RateLimitError": (ModelRefusedError, "The model's rate limit or quota is used up.", _AGAIN),
    "InternalServerError": (ModelUnreachableError, "The model server has a problem.", _AGAIN),
    "LengthFinishReasonError": (ModelStalledError, "The model did not come to an end.", _AGAIN),
    "ContentFilterFinishReasonError": (ModelRefusedError, "The model declined to answer.", ""),
    "InvalidWebhookSignatureError": (ModelUnreachableError, "The model server erred.", _AGAIN),
    "WebSocketConnectionClosedError": (ModelStalledError, "The model broke off.", _AGAIN),
    "WebSocketQueueFullError": (ModelStalledError, "The model broke off.", _AGAIN),
    # Not openai's own: what comes through it while a stream is read.
    "InvalidURL": (
        ModelUnreachableError,
        "The address of the model server is not usable.",
        _ADDRESS,
    ),
    "UnicodeError": (ModelRefusedError, _ODD_CHARACTER, _VARIABLES),
    "LocalProtocolError": (ModelRefusedError, _ODD_CHARACTER, _VARIABLES),
    "ReportedError": (ModelUnreachableError, "The model server reported an error.", _AGAIN),
    "HTTPError": (ModelStalledError, "The model broke off in the middle.", _AGAIN),
    "ValueError": (ModelStalledError, "The model server sent something unreadable.", _AGAIN),
}
"""What each upstream exception means to people, by class name, so that nothing is imported."""


_RETRIED = {"RateLimitError", "InternalServerError", "APIConnectionError", "ConflictError"}
_BUSY = {408, 409, 425, 429}
"""Codes of 4xx that a server may give another answer to in a moment."""


def translated(error: BaseException) -> ModelError:
    """What ``error``, raised by the openai package or under it, is to people.

    The upstream message is left out: it can hold a part of the key.
    """
    if getattr(error, "status_code", None) == 413 or (
        isinstance(error, ReportedError) and tells_overflow(error.body)
    ):
        return ModelRefusedError("The model server refused the request.", _SHORTER)
    # httpx will not send a header with a line break; openai calls that a lost connection.
    cause = error.__cause__
    raised = cause if type(cause).__name__ == "LocalProtocolError" else error
    names = [kind.__name__ for kind in type(raised).__mro__]
    kind, message, hint = next(UPSTREAM[name] for name in (*names, "APIError") if name in UPSTREAM)
    return kind(message, hint)


def _may_pass(body: object) -> bool:
    """Whether what a server reported within a reply tells a fault of its own that may pass."""
    if body is None:
        return True  # It only said that it broke off.
    told = body.get("error", body) if isinstance(body, Mapping) else None
    code = told.get("code") or told.get("status") if isinstance(told, Mapping) else None
    if isinstance(code, str):
        code = int(code) if code.isascii() and code.isdecimal() else code
    if code in (None, "insufficient_quota"):
        return False
    return code not in range(400, 500) or code in _BUSY


def retry_after(error: Exception) -> float | None:
    """Seconds to wait before a retry, or None where a retry is no use."""
    names = {kind.__name__ for kind in type(error).__mro__}
    again = (
        bool(names & _RETRIED)
        or getattr(error, "status_code", None) in _BUSY
        or (isinstance(error, ReportedError) and _may_pass(error.body))
    )
    if not again or getattr(error, "code", None) == "insufficient_quota":
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    with contextlib.suppress(ValueError):
        return max(0.0, float(headers.get("retry-after-ms", "")) / 1000)
    value = headers.get("retry-after", "")
    with contextlib.suppress(ValueError):
        return max(0.0, float(value))
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    return RETRY_AFTER_SECONDS
