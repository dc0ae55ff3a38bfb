"""An ingestion in a process of its own, which can be told to come to a bad end.

    python -m tests.support.ingest_child CORPUS INDEX [kill|full]

``kill`` ends it with signal 9 when half of the index is written; ``full`` lets no file grow
beyond a few pages, as on a full disk. Prints the fingerprint, or the error and exits with 1.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

from assistant.errors import AssistantError
from assistant.index.ingestion import ingest
from assistant.settings import load_settings, prepare_environment
from assistant.sources.corpus import read_corpus
from tests.support.fake_embedding import WordCountEmbedding


def stage(what: str, done: int, total: int) -> None:
    """Kills this process in the middle of writing."""
    if what == "writing the index" and done < total:
        os.kill(os.getpid(), signal.SIGKILL)


def main(corpus: str, index: str, end: str = "") -> int:
    """Ingests; the exit code."""
    prepare_environment()
    if end == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    settings = load_settings(index_dir=Path(index))
    try:
        report = ingest(
            read_corpus(Path(corpus)), WordCountEmbedding(), settings,
            stage=stage if end == "kill" else None,
        )  # fmt: skip
    except AssistantError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{report.fingerprint}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
