"""What was let go of is given back, and whoever cannot do that is left alone."""

from __future__ import annotations

import ctypes
from unittest import mock

import pytest

from assistant.memory import give_back


def test_the_c_library_is_asked() -> None:
    library = mock.Mock()
    with mock.patch.object(ctypes, "CDLL", return_value=library):
        give_back()
    library.malloc_trim.assert_called_once_with(0)


@pytest.mark.parametrize("way", [{"return_value": object()}, {"side_effect": OSError("none")}])
def test_another_c_library_is_left_alone(way: dict[str, object]) -> None:
    with mock.patch.object(ctypes, "CDLL", mock.Mock(**way)):
        give_back()
