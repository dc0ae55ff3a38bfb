"""Which corpora there are, and what belongs to one of them alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.errors import SettingsError
from assistant.keeping.keeper import DAY
from assistant.keeping.sql_store import SqlVisitStore
from assistant.keeping.visits import Rated
from assistant.serving.corpora.known import FILE, OWN, KnownCorpora
from assistant.serving.corpora.retention import prune_all
from assistant.settings import Settings
from tests.conftest import MakeSettings

HASH = "scrypt$one"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpora = tmp_path / "corpora"
    for name in ("acme", "b-2_x", "Upper", "with space", ".hidden", "é"):
        (corpora / name).mkdir(parents=True)
    (corpora / "file").write_text("no folder", encoding="utf-8")
    return corpora


def test_names_are_those_of_fitting_folders(folder: Path, settings: MakeSettings) -> None:
    known = KnownCorpora(settings(corpora_dir=folder))
    assert known.found().names == ("acme", "b-2_x")
    assert known.found().misnamed == ("Upper", "with space", "é")
    (folder / "later").mkdir()
    assert known.has("later")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../acme", "acme/", "acme/../acme", "file", "Upper", "acme\n", "nope",
             ".hidden", "é", "a" * 65, "acme\x00"],
)  # fmt: skip
def test_no_other_name_leads_anywhere(name: str, folder: Path, settings: MakeSettings) -> None:
    known = KnownCorpora(settings(corpora_dir=folder))
    assert not known.has(name)
    with pytest.raises(SettingsError):
        known.settings_of(name)


def test_each_has_folders_a_path_and_a_key_of_its_own(folder: Path, settings: MakeSettings) -> None:
    base = settings(
        corpora_dir=folder, root_path="/ask", secret="sixteen letters ok", owner_dir=folder / "own"
    )
    known = KnownCorpora(base)
    one, other = known.settings_of("acme"), known.settings_of("b-2_x")
    assert one.root_path == "/ask/c/acme"
    assert one.corpus_dir == folder / "acme"
    names = ("corpus_dir", "index_dir", "data_dir", "owner_dir", "added_dir", "root_path", "secret")
    for name in names:
        found: list[object] = [getattr(each, name) for each in (base, one, other)]
        assert len({str(v.get_secret_value()) if isinstance(v, SecretStr) else str(v)
                    for v in found}) >= 2  # fmt: skip
        assert found[1] != found[2], name


def test_what_one_has_otherwise_is_its_own_alone(folder: Path, settings: MakeSettings) -> None:
    (folder / FILE).write_text(
        f'[acme]\nlisted = true\nowner_password_hash = "{HASH}"\nstore_questions = "all"\n'
        'widget_origins = ["https://jobs.example"]\n',
        encoding="utf-8",
    )
    known = KnownCorpora(settings(corpora_dir=folder))
    assert known.listed() == ("acme",)
    one, other = known.settings_of("acme"), known.settings_of("b-2_x")
    assert one.owner_password_hash == SecretStr(HASH)
    assert one.widget_origins == ("https://jobs.example",)
    assert (one.store_questions, other.store_questions) == ("all", "no")
    assert other.owner_password_hash is None
    assert set(OWN) <= set(Settings.model_fields)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[acme]\nport = 80\n", "port"),
        ("[acme]\nlisted = 'yes'\n", "listed"),
        ("[acme]\nowner_password_hash = 'plain words'\n", "[acme]"),
        ("[acme]\nstore_questions = 'maybe'\n", "[acme]"),
    ],
)
def test_a_fault_in_one_part_is_that_corpus_fault(
    text: str, said: str, folder: Path, settings: MakeSettings
) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")
    known = KnownCorpora(settings(corpora_dir=folder))
    with pytest.raises(SettingsError) as error:
        known.settings_of("acme")
    assert said in str(error.value)
    assert known.settings_of("b-2_x").corpus_dir == folder / "b-2_x"
    assert known.listed() == ()


@pytest.mark.parametrize("text", ["[acme\n", "listed = true\n"])
def test_a_file_that_cannot_be_read_is_told_at_the_start(
    text: str, folder: Path, settings: MakeSettings
) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        KnownCorpora(settings(corpora_dir=folder))
    assert FILE in str(error.value)


def test_an_address_that_is_no_database_is_told_at_the_start(
    folder: Path, settings: MakeSettings
) -> None:
    with pytest.raises(SettingsError) as error:
        KnownCorpora(settings(corpora_dir=folder, database_url="mysql://u:p@host/name"))
    assert "DATABASE_URL" in str(error.value)


def test_each_has_a_schema_of_its_own_that_postgresql_does_not_cut(
    folder: Path, settings: MakeSettings
) -> None:
    long = ("a" * 63, "a" * 64)
    for name in long:
        (folder / name).mkdir()
    known = KnownCorpora(settings(corpora_dir=folder))
    schemas = [known.settings_of(name).database_schema for name in known.found().names]
    assert len(set(schemas)) == 4
    assert max(map(len, schemas)) <= 63
    assert {"corpus_acme", "corpus_b-2_x"} < set(schemas)
    assert set(known.by_schema()) == set(schemas)
    other = KnownCorpora(settings(corpora_dir=folder, database_schema="site_b"))
    assert other.settings_of("acme").database_schema == "site_b_acme"


def test_what_is_old_is_deleted_of_corpora_that_nobody_opens(
    folder: Path, settings: MakeSettings
) -> None:
    (folder / FILE).write_text("[acme]\nretention_days = 10\n", encoding="utf-8")
    known = KnownCorpora(settings(corpora_dir=folder, retention_days=30))
    now = time.time()
    for name in ("acme", "b-2_x", "taken-away"):
        store = SqlVisitStore.in_folder(known.data_dir / name)
        for days in (1, 20, 40):
            at = now - days * DAY
            store.rated(Rated(f"{name}{days}", "talk", at, "up", "", "", "answered", "api", ""))
        store.prune(now, 400 * DAY)  # what a clock says is believed once it was seen
        store.close()
    assert prune_all(known, now) == 3
    left = {}
    for name in ("acme", "b-2_x", "taken-away"):
        store = SqlVisitStore.in_folder(known.data_dir / name)
        left[name] = len(store.ratings(since=0.0, limit=100))
        store.close()
    assert left == {"acme": 1, "b-2_x": 2, "taken-away": 2}


def test_without_the_folder_nothing_begins(tmp_path: Path, settings: MakeSettings) -> None:
    with pytest.raises(SettingsError):
        KnownCorpora(settings(corpora_dir=tmp_path / "none"))
