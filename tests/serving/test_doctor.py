"""``doctor`` finds what is wrong with a deployment and says what to do."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.serving.doctor import Finding, examine
from assistant.serving.server import create_app
from tests.conftest import MakeSettings
from tests.support.chat_visit import serving
from tests.support.proxies import nginx, wait_for


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with serving(create_app(copy.copy(assistant))) as served:
        wait_for(int(served.rpartition(":")[2]))
        yield served


def ill(findings: Iterator[Finding]) -> dict[str, str]:
    return {finding.what: finding.todo for finding in findings if not finding.well}


def test_a_sound_deployment(address: str, settings: MakeSettings, tmp_path: Path) -> None:
    good = (
        f"location / {{ proxy_pass {address}; proxy_set_header Host $http_host; "
        "proxy_buffering off; }} location = /metrics {{ return 404; }}".replace("}}", "}").replace(
            "{{", "{"
        )
    )
    with nginx(tmp_path / "nginx", good) as proxy:
        found = list(examine(settings(), proxy))
    assert ill(iter(found)) == {}
    assert [finding.what for finding in found][-4:] == [
        "own origin", "strangers", "streaming", "metrics",
    ]  # fmt: skip


def test_what_is_wrong_is_named(address: str, settings: MakeSettings, tmp_path: Path) -> None:
    bad = f"location / {{ proxy_pass {address}; proxy_set_header Origin ''; gzip on; }}"
    with nginx(tmp_path / "nginx", bad) as proxy:
        wrong = ill(examine(settings(), proxy))
    assert set(wrong) == {"strangers", "metrics"}
    assert "Origin" in wrong["strangers"]
    assert "ASSISTANT_METRICS_TOKEN" in wrong["metrics"]


def test_parts_that_are_gone_are_named(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = settings(
        data_dir=tmp_path / "file" / "data",
        redis_url="redis://127.0.0.1:9/0",
        chroma_url="http://127.0.0.1:9",
        openai_base_url="http://127.0.0.1:9/v1",
    )
    wrong = ill(examine(broken, "http://127.0.0.1:9"))
    assert set(wrong) == {
        "folder of the data", "database of what visitors leave", "Redis", "Chroma",
        "language model", "server",
    }  # fmt: skip
    assert all(wrong.values())
