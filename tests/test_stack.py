"""The habits of our libraries that the product is built on, or had to be built around.

Each test names one. When a new version changes it, the test says so before a user does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.index.chroma import HNSW, UNSEARCHED
from assistant.index.ingestion import ingest
from assistant.index.store import Store
from assistant.settings import PROJECT
from assistant.sources.corpus import read_corpus
from tests.conftest import MakeSettings
from tests.support.fake_embedding import WordCountEmbedding


@pytest.mark.parametrize("package", ["llama-index", "openai", "gradio", "chromadb"])
def test_the_exact_versions_are_installed(package: str) -> None:
    pins = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"{package}=={version(package)}"' in pins


def test_a_second_ingestion_does_not_double(settings: MakeSettings, small_corpus: Path) -> None:
    corpus, here = read_corpus(small_corpus), settings()
    for _ in range(2):
        report = ingest(corpus, WordCountEmbedding(), here, rebuild=True)
    with closing(Store.open(here.index_dir, report.fingerprint)) as store:
        assert len(store.vectors("passages")) == len(corpus.passages)
        assert len(store.vectors("questions")) == len(corpus.entries)


def test_chroma_measures_cosine_and_not_its_default(assistant: Assistant) -> None:
    assert HNSW["space"] == UNSEARCHED["space"] == "cosine"
    with closing(Store.open(assistant.settings.index_dir, assistant.index)) as store:
        for collection in map(store.collection, ("passages", "questions")):
            configured = collection.configuration_json["hnsw"]
            # Both are searched as arrays, so Chroma's graph of them is the thin one.
            kept = UNSEARCHED.keys() - {"batch_size"}
            assert {key: configured[key] for key in kept} == {key: UNSEARCHED[key] for key in kept}
            # Its own embedding function downloads a model at first use.
            assert collection._embedding_function is None


def test_chroma_s_default_is_another_space(tmp_path: Path) -> None:
    import chromadb

    client: Any = chromadb.PersistentClient(path=str(tmp_path))
    made = client.create_collection("abc", embedding_function=None)
    assert made.configuration_json["hnsw"]["space"] == "l2"
    client.close()


def test_chroma_does_not_sort_ties_so_we_do(tmp_path: Path) -> None:
    import chromadb

    client: Any = chromadb.PersistentClient(path=str(tmp_path))
    made = client.create_collection(
        "abc", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    vector = np.ones(4, dtype=np.float32)
    made.add(ids=["c", "a", "b"], embeddings=np.stack([vector] * 3))
    found = made.query(query_embeddings=vector[None], n_results=3)
    assert sorted(found["ids"][0]) == ["a", "b", "c"]
    assert found["ids"][0] != ["a", "b", "c"]
    client.close()


def test_chroma_does_not_report_home() -> None:
    import chromadb.config

    names = set(chromadb.config.Settings.model_fields)
    assert "anonymized_telemetry" in names
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    assert "posthog" not in sys.modules


def test_nothing_is_fetched_from_a_hub() -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_a_keyless_answer_opens_no_connection(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert assistant.ask(assistant.suggestions()[0]).status == "answered"


def test_llama_index_globals_are_never_resolved(assistant: Assistant) -> None:
    # Its global defaults are OpenAI's and raise without a key.
    from llama_index.core import Settings

    assistant.retriever.retrieve("what is a TPM?")
    assert Settings._llm is None
    assert Settings._embed_model is None


def test_the_package_itself_costs_nothing_to_import() -> None:
    heavy = ("llama_index", "chromadb", "gradio", "numpy", "pydantic")
    code = f"import sys, assistant\nprint([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
