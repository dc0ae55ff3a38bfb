"""One step of the scaling bench, in a process of its own: `python -m eval.scaling_step FOLDER N`.

A corpus of about N passages is written, taken in, opened anew, asked, and one of its files changed;
what that took is printed as one line of JSON. Memory means something only in a fresh process, so
opening and asking happen in a second one (``--open``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

PER_FILE = 40
"""Passages of one file, about as many as a long page has."""
ASKED = 40
"""Questions that are timed."""
STOCK_MOST = 12_000
"""Passages up to which stock LlamaIndex takes the same ones in, too."""


def write_corpus(folder: Path, passages: int, sentences: Iterator[str]) -> None:
    """Files of ``PER_FILE`` sentences, each a passage of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(-(-passages // PER_FILE)):
        left = min(PER_FILE, passages - number * PER_FILE)
        lines = [f"# Part {number + 1}", *islice(sentences, left)]
        (folder / f"part-{number + 1:04}.md").write_text("\n\n".join(lines), encoding="utf-8")


def sentences_of(source: Path | None) -> Iterator[str]:
    """Sentences without end, each another: of a file of SciFact (``corpus.jsonl``), or made of the
    shipped article's words in another order."""
    if source is not None:
        for line in source.read_text(encoding="utf-8").splitlines():
            for sentence in json.loads(line)["sentences"]:
                if len(words := " ".join(sentence.split())) > 30:
                    yield words
    from assistant.settings import load_settings

    article = next(iter(sorted(load_settings().corpus_dir.glob("*.md")))).read_text("utf-8")
    known = sorted({word for word in article.split() if word.isalpha()})
    random = np.random.default_rng(1)
    while True:
        yield f"{' '.join(random.choice(known, 18)).capitalize()}."


def timed(act: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """What something took, in seconds of the clock and of the processor, and what it gave."""
    clock, used = time.perf_counter(), time.process_time()
    done = act()
    spent = {"clock": time.perf_counter() - clock, "processor": time.process_time() - used}
    return spent, done


def take_in(folder: Path, passages: int, source: Path | None) -> dict[str, Any]:
    """Ingests, then again with one changed sentence."""
    from assistant.index.embedding import make_embedding
    from assistant.index.ingestion import ingest
    from assistant.sources.corpus import read_corpus
    from eval.subject import unlimited_settings

    corpus = folder / "corpus"
    write_corpus(corpus, passages, sentences_of(source))
    settings = unlimited_settings(corpus_dir=corpus, index_dir=folder / "index")
    embedding = make_embedding(settings)
    embedding.get_text_embedding("warm")
    index = settings.index_dir
    spent, report = timed(lambda: ingest(read_corpus(corpus, kept=index), embedding, settings))
    found: dict[str, Any] = {"passages": report.passages, "ingest": spent}
    places = (folder / "index").rglob("*")
    found["index_mb"] = sum(p.stat().st_size for p in places if p.is_file()) / 1e6
    first = corpus / "part-0001.md"
    first.write_text(f"{first.read_text('utf-8')}\n\nOne sentence more is here.", encoding="utf-8")
    found["changed"], report = timed(
        lambda: ingest(read_corpus(corpus, kept=index), embedding, settings)
    )
    found["changed"]["embedded"] = report.embedded
    if passages <= STOCK_MOST:
        found["stock"] = _stock(folder / "stock", [p.text for p in read_corpus(corpus).passages])
    return found


def _stock(folder: Path, texts: list[str]) -> dict[str, float]:
    """The same passages through LlamaIndex's own ingestion into Chroma, with the same encoder."""
    import chromadb
    from chromadb.config import Settings
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from assistant.index.embedding import make_embedding
    from assistant.settings import load_settings

    embedding = make_embedding(load_settings())
    client = chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )
    store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("stock"))
    nodes = [TextNode(text=text) for text in texts]
    spent, _ = timed(
        lambda: VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=embedding,
        )
    )
    return spent


def open_and_ask(folder: Path) -> dict[str, Any]:
    """Opens the index that is there, and asks."""
    from assistant.assistant import Assistant
    from assistant.index.embedding import QuestionEncoder
    from eval.subject import unlimited_settings

    before = resident_mb()
    corpus = folder / "corpus"
    settings = unlimited_settings(corpus_dir=corpus, index_dir=folder / "index")
    spent, assistant = timed(lambda: Assistant.open(settings))
    opened = resident_mb()
    with assistant:
        passages = assistant.corpus.passages
        step = max(1, len(passages) // ASKED)
        asked = [" ".join(p.text.split()[:7]) for p in passages[::step][:ASKED]]
        for question in asked[:3]:
            assistant.ask(question)
        times = [timed(lambda q=question: assistant.ask(q))[0] for question in asked]  # type: ignore[misc]
        encoder = QuestionEncoder()
        bare = [timed(lambda q=question: encoder.encode_one(q))[0] for question in asked]  # type: ignore[misc]
    kinds = ("clock", "processor")
    return {
        "open": spent,
        "opened_mb": opened,
        "base_mb": before,
        "ready_mb": resident_mb(),
        "answer_ms": {k: float(np.median([t[k] for t in times]) * 1000) for k in kinds},
        "bare_ms": {k: float(np.median([t[k] for t in bare]) * 1000) for k in kinds},
    }


def resident_mb() -> float:
    """Megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def say(found: dict[str, Any]) -> None:
    """One line of JSON, for the process that started this one."""
    sys.stdout.write(f"{json.dumps(found)}\n")


def main(arguments: list[str]) -> None:
    """Says one line of JSON."""
    folder = Path(arguments[0])
    if arguments[1] == "--open":
        say(open_and_ask(folder))
        return
    source = Path(arguments[2]) if len(arguments) > 2 else None
    found = take_in(folder, int(arguments[1]), source)
    command = [sys.executable, "-m", "eval.scaling_step", str(folder), "--open"]
    opened = subprocess.run(command, capture_output=True, text=True, check=True)
    say({**found, **json.loads(opened.stdout.splitlines()[-1])})


if __name__ == "__main__":
    main(sys.argv[1:])
