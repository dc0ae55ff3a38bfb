"""A wheel works by itself: installed, started from an empty folder, without the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assistant.settings import PROJECT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel brings, as an installer would unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    for name in ("assistant", "corpus"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, source / name, ignore=ignored)
    build = "from setuptools.build_meta import build_wheel; build_wheel('..')"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    place = folder / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place)
    return place


def run(installed: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "XDG_"))},
        "PYTHONPATH": str(installed),
        "HOME": str(home),
    }
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=home, env=environment, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip


def test_it_answers_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(installed, tmp_path, "ask", "do tpms write code", "--json").stdout)
    assert answer["status"] == "answered"
    state = json.loads(run(installed, tmp_path, "status", "--json").stdout)
    assert state["index"].startswith("ready")
    assert state["corpus folder"] == str(installed / "assistant" / "corpus")
    assert state["questions"] > 1_000
    folders = (state["index folder"], state["settings"]["data_dir"])
    assert all(str(folder).startswith(str(tmp_path)) for folder in folders)
    # Nothing was written beside the code, nor into the folder it was started from.
    assert not list(installed.rglob("manifest.json"))
    assert {path.name for path in tmp_path.iterdir()} <= {".cache", ".local", "Library"}


def test_the_wheel_brings_all_that_is_read_at_run_time(installed: Path) -> None:
    package = PROJECT / "assistant"
    wanted = {
        path.relative_to(package)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mako"
    }
    there = installed / "assistant"
    brought = {path.relative_to(there) for path in there.rglob("*")}
    assert wanted - brought == set()
