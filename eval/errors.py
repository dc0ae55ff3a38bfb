"""What stops a measurement: the command ends with exit code 2 and says what to do."""

from __future__ import annotations

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
