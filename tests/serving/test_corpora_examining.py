"""``doctor`` knows of many corpora: each fault is named by its corpus, from inside and outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.serving.corpora.examining import examine_all
from assistant.serving.corpora.front import create_corpora_app
from assistant.serving.corpora.known import FILE
from assistant.serving.doctor import Finding
from assistant.settings import Settings, load_settings
from tests.conftest import FRUIT, TOOLS
from tests.support.chat_visit import serving
from tests.support.proxies import wait_for


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    here = tmp_path_factory.mktemp("examined")
    for name, text in (("fruit", FRUIT), ("tools", TOOLS)):
        (here / "corpora" / name).mkdir(parents=True)
        (here / "corpora" / name / "text.md").write_text(text, encoding="utf-8")
    return load_settings(
        corpora_dir=here / "corpora", index_dir=here / "index", data_dir=here / "data",
        rate_per_minute=10_000, reload_seconds=0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def address(many: Settings) -> Iterator[str]:
    with serving(create_corpora_app(many)) as url:
        wait_for(int(url.rpartition(":")[2]))
        yield url


def ill(findings: Iterator[Finding]) -> dict[str, str]:
    return {
        finding.what: f"{finding.told} {finding.todo}" for finding in findings if not finding.well
    }


def test_sound_corpora_behind_their_server(many: Settings, address: str) -> None:
    found = list(examine_all(many, address))
    assert {f.what for f in found if not f.well} == {"metrics"}  # nothing closes it here
    told = {finding.what: finding.told for finding in found}
    assert told["corpora"].startswith("2 of 2 can be asked")
    assert told["readiness"].startswith("2 corpora, ")
    assert told["fruit: streaming"] == "Events arrive one by one."
    assert "Index " in told["fruit: readiness"]
    one = {finding.what: finding.well for finding in examine_all(many, f"{address}/c/tools/")}
    assert one["links"]
    assert one["page"]


def test_a_server_of_other_corpora_is_told(many: Settings, address: str, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "a.md").write_text(FRUIT, encoding="utf-8")
    other = many.model_copy(update={"corpora_dir": tmp_path, "index_dir": tmp_path / "index"})
    assert "knows 2 corpora, and here are 1" in ill(examine_all(other, address))["readiness"]


def test_what_is_wrong_is_named_by_its_corpus(many: Settings, tmp_path: Path) -> None:
    for name in ("good", "empty", "bad-part", "bad-toml", "Capital"):
        (tmp_path / name).mkdir()
        if name != "empty":
            (tmp_path / name / "a.md").write_text(FRUIT, encoding="utf-8")
    (tmp_path / FILE).write_text("[bad-part]\nretention_days = 0\n", encoding="utf-8")
    (tmp_path / "bad-toml" / "corpus.toml").write_text("title = ", encoding="utf-8")
    found = ill(examine_all(many.model_copy(update={"corpora_dir": tmp_path})))
    assert set(found) == {
        "corpus empty", "corpus bad-part", "corpus bad-toml", "folder Capital",
    }  # fmt: skip
    assert "nothing to answer from" in found["corpus empty"]
    assert "retention_days" in found["corpus bad-part"].lower()


def test_a_folder_without_any_corpus(many: Settings, tmp_path: Path) -> None:
    chosen = many.model_copy(update={"corpora_dir": tmp_path})
    assert "There is none" in ill(examine_all(chosen, "http://127.0.0.1:9"))["corpora"]
    with pytest.raises(SettingsError):
        list(examine_all(many.model_copy(update={"corpora_dir": tmp_path / "gone"})))
