"""Every kind of value that a model refuses is told in words for people, or left to the model."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError, field_validator

from assistant.misfits import misfit


class Form(BaseModel):
    """One field of each kind."""

    count: Annotated[int, Field(ge=1, lt=10)] = 1
    share: Annotated[float, Field(gt=0, le=0.5)] = 0.1
    on: bool = False
    word: Annotated[str, Field(min_length=2, max_length=1_500)] = "ab"
    kind: Literal["tea", "coffee"] = "tea"
    rows: Annotated[list[int], Field(min_length=1, max_length=2)] = [1]
    table: dict[str, int] = {}
    own: int = 0

    @field_validator("own")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("only pairs are sold")
        return value


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"count": "many"}, "must be a whole number"),
        ({"count": 1.5}, "must be a whole number"),
        ({"count": None}, "must be a whole number"),
        ({"count": 0}, "must be at least 1"),
        ({"count": 10}, "must be less than 10"),
        ({"share": "half"}, "must be a number"),
        ({"share": 0}, "must be more than 0"),
        ({"share": 0.6}, "must be at most 0.5"),
        ({"on": "perhaps"}, "must be true or false"),
        ({"word": 5}, "must be text"),
        ({"word": "a"}, "must have at least 2 characters"),
        ({"word": "a" * 1_501}, "may have at most 1,500 characters"),
        ({"kind": "milk"}, "must be 'tea' or 'coffee'"),
        ({"rows": 5}, "must be a list"),
        ({"rows": []}, "must have at least 1 entry"),
        ({"rows": [1, 2, 3]}, "may have at most 2 entries"),
        ({"table": []}, "must be an object"),
        ({"own": 3}, None),
    ],
)
def test_what_a_value_must_be(values: dict[str, Any], told: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        Form(**values)
    assert misfit(caught.value.errors()[0]) == told
