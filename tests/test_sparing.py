"""What a question does not need is not imported, and what is put off is there when asked for."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import sparing
from assistant.settings import PROJECT
from tests.conftest import FRUIT

UNNEEDED = (
    "sqlalchemy", "workflows", "gradio", "fastapi", "openai", "llama_index.core.indices.base",
    "llama_index.core.agent", "llama_index.core.chat_engine", "llama_index.core.node_parser",
    "llama_index.core.storage.storage_context",
    "griffe._internal", "jsonschema", "grpc", "requests.api",
    "scipy.sparse._base", "chromadb.utils.embedding_functions.openai_embedding_function",
    "fsspec.spec", "PIL._imaging",
)  # fmt: skip
OPEN_TWICE = """
import sys
from assistant import Assistant, load_settings

corpus, folder = sys.argv[1:]
with Assistant.open(load_settings(corpus_dir=corpus, index_dir=folder, data_dir=folder)) as opened:
    assert "for a week" in opened.ask("How long do pears keep?").text
    print("chromadb" in sys.modules)
"""


def run(code: str, *given: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *given], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_assistant_is_imported_without_what_a_question_does_not_need() -> None:
    code = "import sys, assistant.assistant, assistant.query_engine\nprint(*sys.modules)"
    loaded = set(run(code).split())
    assert "llama_index.core.base.base_retriever" in loaded
    assert loaded & {*UNNEEDED, "py3langid"} == set()


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


OPEN_AND_ASK = """
import asyncio, sys
from assistant import Assistant, CitedQueryEngine, LocalEmbedding, load_settings

corpus, folder = sys.argv[1:]
settings = load_settings(corpus_dir=corpus, index_dir=folder, data_dir=folder)
with Assistant.open(settings) as opened:
    engine = CitedQueryEngine(opened)
    assert "for a week" in opened.ask("How long do pears keep?").text
    assert "for a week" in str(engine.query("How long do pears keep?"))
    assert opened.retriever.retrieve("How long do pears keep?")
    print(*sys.modules)

    from llama_index.core import Settings, VectorStoreIndex
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.tools import QueryEngineTool

    assert isinstance(engine, BaseQueryEngine)
    assert isinstance(opened.retriever, BaseRetriever)
    assert issubclass(LocalEmbedding, BaseEmbedding)
    tool = QueryEngineTool.from_defaults(engine, name="fruit", description="About fruit.")
    assert "for a week" in str(asyncio.run(tool.acall("How long do pears keep?")))
    theirs = RetrieverQueryEngine.from_args(opened.retriever, llm=MockLLM())
    assert "for a week" in str(theirs.query("How long do pears keep?"))
    assert VectorStoreIndex.__module__ == "llama_index.core.indices.vector_store.base"
    assert Settings.global_handler is None
"""


def test_a_question_is_answered_without_what_it_does_not_need(tmp_path: Path) -> None:
    """And afterwards all of LlamaIndex is there and works with our parts."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "fruit.md").write_text(FRUIT, encoding="utf-8")
    loaded = set(run(OPEN_AND_ASK, str(corpus), str(tmp_path / "kept")).split())
    assert "llama_index.core.base.base_retriever" in loaded
    assert loaded & set(UNNEEDED) == set()


def test_an_index_that_is_there_is_read_without_chroma(tmp_path: Path) -> None:
    """Its vectors lie beside it as arrays; to write them, Chroma is needed."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "fruit.md").write_text(FRUIT, encoding="utf-8")
    given = (str(corpus), str(tmp_path / "kept"))
    assert [run(OPEN_TWICE, *given), run(OPEN_TWICE, *given)] == ["True", "False"]


def test_a_global_handler_that_is_set_early_is_used_and_stays() -> None:
    code = (
        "import assistant, llama_index.core\n"
        "from llama_index.core.callbacks import CallbackManager, LlamaDebugHandler\n"
        "from llama_index.core.callbacks.global_handlers import set_global_handler\n"
        "set_global_handler('simple')\n"
        "early = CallbackManager([]).handlers\n"
        "from llama_index.core import VectorStoreIndex, global_handler\n"
        "print(len(early), early[0] is global_handler)"
    )
    assert run(code) == "1 True"


def test_a_callback_manager_that_is_set_on_the_settings_is_used() -> None:
    code = (
        "import sys\n"
        "from assistant.index.embedding import make_embedding\n"
        "from assistant.settings import Settings as Ours\n"
        "early = make_embedding(Ours()).callback_manager.handlers\n"
        "put_off = 'llama_index.core.node_parser' not in sys.modules\n"
        "from llama_index.core import Settings\n"
        "from llama_index.core.callbacks import CallbackManager, LlamaDebugHandler\n"
        "Settings.callback_manager = CallbackManager([LlamaDebugHandler()])\n"
        "late = make_embedding(Ours()).callback_manager.handlers\n"
        "print(put_off, early, late == Settings.callback_manager.handlers, len(late))"
    )
    assert run(code) == "True [] True 1"


def test_only_names_that_the_file_leaves_empty_are_known_before_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spared_for_a_test.py").write_text(
        "from typing import Optional\n"
        "empty = None\n"
        "typed: Optional[str] = None\n"
        "full = 'text'\n"
        "later = None\n"
        "if empty is None:\n"
        "    later = 'text'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sparing, "SPARED", frozenset({"spared_for_a_test"}))
    module = importlib.import_module("spared_for_a_test")
    assert (module.empty, module.typed) == (None, None)
    assert set(vars(module)) & {"full", "later", "Optional"} == set()
    assert (module.later, module.full, module.empty) == ("text", "text", None)
    sys.modules.pop("spared_for_a_test")


USES = """
from late_for_a_test import CONSTANTS, make
def use():
    return make(2), CONSTANTS["one"], "two" in CONSTANTS, CONSTANTS.__len__()
"""


def test_a_stand_in_is_given_to_its_one_importer_and_fetches_when_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = "ran = []\nCONSTANTS = {'one': 1}\ndef make(n):\n    return n + 1\n"
    (tmp_path / "late_for_a_test.py").write_text(late)
    for name in ("one_importer", "another_importer"):
        (tmp_path / f"{name}.py").write_text(USES)
    monkeypatch.syspath_prepend(tmp_path)
    given = {"late_for_a_test": {"one_importer": frozenset({"CONSTANTS", "make"})}}
    monkeypatch.setattr(sparing, "LATER", given)
    one = importlib.import_module("one_importer")
    module = sys.modules["late_for_a_test"]
    assert set(vars(module)) & {"ran", "make"} == set()
    assert one.use() == (3, 1, False, 1)
    assert module.ran == []
    another = importlib.import_module("another_importer")
    assert another.make is module.make
    assert another.use() == one.use()
    for name in ("one_importer", "another_importer", "late_for_a_test"):
        sys.modules.pop(name)


def test_whoever_is_not_the_importer_gets_the_real_thing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "late_for_a_test.py").write_text("CONSTANTS = {}\ndef make(n):\n    return n\n")
    (tmp_path / "another_importer.py").write_text(USES)
    monkeypatch.syspath_prepend(tmp_path)
    given = {"late_for_a_test": {"one_importer": frozenset({"CONSTANTS", "make"})}}
    monkeypatch.setattr(sparing, "LATER", given)
    another = importlib.import_module("another_importer")
    assert another.CONSTANTS is vars(sys.modules["late_for_a_test"])["CONSTANTS"]
    for name in ("another_importer", "late_for_a_test"):
        sys.modules.pop(name)


def test_every_module_that_is_put_off_for_an_importer_still_is_and_has_what_it_takes() -> None:
    """A release that takes other names, or takes them elsewhere, shows here."""
    code = (
        "import sys, assistant.assistant, chromadb\n"
        "from assistant.sparing import LATER\n"
        "from assistant.index.embedding import make_embedding\n"
        "from assistant.settings import Settings\n"
        "make_embedding(Settings())\n"
        "for module, takers in LATER.items():\n"
        "    put_off = type(sys.modules[module]).__name__ == '_Spared'\n"
        "    for importer, names in takers.items():\n"
        "        code = sys.modules[importer].__spec__.loader.get_source(importer)\n"
        "        taken = all(name in code for name in names)\n"
        "        real = [getattr(sys.modules[module], name) for name in names]\n"
        "        if not put_off or not taken or None in real:\n"
        "            print(module, importer, put_off, taken, real)\n"
        "        put_off = True\n"
    )
    assert run(code) == ""


def test_a_question_is_answered_without_what_the_image_leaves_out(tmp_path: Path) -> None:
    recipe = (PROJECT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    gone = ("kubernetes", "networkx", "nltk", "hf-xet")
    assert f"uninstall --yes {' '.join(gone)} " in recipe
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "fruit.md").write_text(FRUIT, encoding="utf-8")
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({[name.replace('-', '_') for name in gone]}))\n"
        "from pathlib import Path\n"
        "from assistant.settings import load_settings\n"
        "from assistant.assistant import Assistant\n"
        "from assistant.serving.server import create_app\n"
        "here = Path(sys.argv[1])\n"
        "places = {name: here / name[:-4] for name in ('corpus_dir', 'index_dir', 'data_dir')}\n"
        "with Assistant.open(load_settings(**places)) as assistant:\n"
        "    print(assistant.ask('How long do apples keep?').status)\n"
        "import gradio, llama_index.core.query_engine\n"
    )
    assert run(code, str(tmp_path)) == "answered"


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
