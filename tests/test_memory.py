"""What was let go of is given back, and whoever cannot do that is left alone."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
from unittest import mock

import pytest

from assistant.memory import give_back, stays


def test_the_c_library_is_asked() -> None:
    library = mock.Mock()
    with mock.patch.object(ctypes, "CDLL", return_value=library):
        give_back()
    library.malloc_trim.assert_called_once_with(0)


@pytest.mark.parametrize("way", [{"return_value": object()}, {"side_effect": OSError("none")}])
def test_another_c_library_is_left_alone(way: dict[str, object]) -> None:
    with mock.patch.object(ctypes, "CDLL", mock.Mock(**way)):
        give_back()


def test_nobody_looks_for_garbage_among_what_stays() -> None:
    kept: list[list[int]] = [[] for _ in range(10)]
    stays()
    try:
        looked_at = {id(one) for one in gc.get_objects()}
        assert not looked_at & {id(one) for one in [kept, *kept]}
    finally:
        gc.unfreeze()


def test_at_the_end_of_a_command_no_garbage_is_looked_for() -> None:
    told = "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count() > 1000));"
    run = "from assistant.__main__ import main; sys.argv = ['x', '--help']; main()"
    done = subprocess.run([sys.executable, "-c", told + run], capture_output=True, text=True)
    assert done.stdout.endswith("True\n"), done
