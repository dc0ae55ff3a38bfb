"""What stops a measurement: the command ends with exit code 2 and says what to do."""

from __future__ import annotations

import json

from assistant.errors import AssistantError


class EvalError(AssistantError):
    """The evaluation could not run, which is never the same as a low figure."""


class SetError(EvalError):
    """An evaluation set cannot be read or has a case that is not well formed."""


class SubjectError(EvalError):
    """The assistant that should be measured cannot be asked."""


class GateError(EvalError):
    """The gate cannot decide: it is not bound to this index, or the run was not a whole one."""


class DataError(EvalError):
    """A public data set is not where the command looks for it."""


def reason(error: Exception) -> str:
    """Why something cannot be read or written, in words that can stand behind a colon."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON ({error.msg}, column {error.colno})"
    if isinstance(error, KeyError):
        return f"it lacks “{error.args[0]}”"
    return str(error) or type(error).__name__
