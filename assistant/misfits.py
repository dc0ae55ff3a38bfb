"""What is wrong with a value that its model refused, in words for people.

Settings and requests are checked by pydantic, whose sentences speak of inputs, instances and
classes to whoever wrote the model. Here each kind of error that can meet a person is half a
sentence that goes on from the name of the value: "``port`` must be a whole number". What was
sent is never repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KINDS = {
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "path_type": "must be a path",
    "missing": "is missing",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "string_too_long": "may have at most {max_length:,} characters",
    "string_too_short": "must have at least {min_length:,} characters",
    "too_long": "may have at most {max_length:,} entries",
    "too_short": "must have at least {min_length:,} entries",
}


def misfit(error: Mapping[str, Any]) -> str | None:
    """What a refused value must be, from one entry of a ``ValidationError``; no full stop.

    ``None`` where the kind of error is not known here, or where a check of ours said it in words
    of its own.
    """
    words = _KINDS.get(str(error["type"]))
    if words is None:
        return None
    context = {
        name: value if isinstance(value, (int, float)) else str(value)
        for name, value in error.get("ctx", {}).items()
    }
    try:
        told = words.format(**context)
    except (KeyError, ValueError):  # a bound that is no number
        return None
    return told.replace("1 entries", "1 entry").replace("1 characters", "1 character")
