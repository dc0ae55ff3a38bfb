"""What a question does not need is not imported, and what is put off is there when asked for."""

from __future__ import annotations

import subprocess
import sys

UNNEEDED = (
    "sqlalchemy", "workflows", "gradio", "fastapi", "openai", "py3langid",
    "llama_index.core.indices.base", "llama_index.core.agent", "llama_index.core.chat_engine",
)  # fmt: skip


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout.strip()


def test_the_assistant_is_imported_without_what_a_question_does_not_need() -> None:
    code = "import sys, assistant.assistant, assistant.query_engine\nprint(*sys.modules)"
    loaded = set(run(code).split())
    assert "llama_index.core.base.base_retriever" in loaded
    assert loaded & set(UNNEEDED) == set()


def test_a_spared_package_gives_every_name_when_asked() -> None:
    code = (
        "import sys, assistant, llama_index.core\n"
        "from assistant import PassageRetriever\n"
        "put_off = 'llama_index.core.indices.base' not in sys.modules\n"
        "from llama_index.core import VectorStoreIndex, StorageContext\n"
        "from llama_index.core.base.base_retriever import BaseRetriever\n"
        "from llama_index.core.indices.vector_store import VectorStoreIndex as same\n"
        "print(put_off, VectorStoreIndex is same, issubclass(PassageRetriever, BaseRetriever),\n"
        "      type(llama_index.core).__name__, bool(llama_index.core.__version__),\n"
        "      hasattr(llama_index.core, 'no_such_name'))"
    )
    assert run(code) == "True True True module True False"


def test_chroma_does_not_import_what_the_image_leaves_out() -> None:
    code = (
        "import sys, chromadb\n"
        "from chromadb.config import Settings\n"
        "chromadb.EphemeralClient(Settings(anonymized_telemetry=False))\n"
        "print('kubernetes' in sys.modules)"
    )
    assert run(code) == "False"


def test_a_package_that_is_there_already_stays_as_it_is() -> None:
    code = (
        "import llama_index.core\n"
        "before = llama_index.core\n"
        "import assistant\n"
        "from assistant import PassageRetriever\n"
        "import llama_index.core\n"
        "print(before is llama_index.core, PassageRetriever.__name__)"
    )
    assert run(code) == "True PassageRetriever"
