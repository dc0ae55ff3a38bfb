"""Have a language model write a question bank: ``ingest --write-questions``.

A passage is asked about exactly when no line of the bank points to its words. So the work can be
stopped and resumed at any time, an edited sentence is asked about anew, and what people wrote by
hand is never touched.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.background import BackgroundLoop
from assistant.errors import ModelRefusedError, SettingsError
from assistant.records import Passage
from assistant.settings import Settings
from assistant.sources.bank import asked_in, bank_path, pointed_to
from assistant.sources.corpus import document_files
from assistant.sources.naming import read_naming
from assistant.sources.readers import read_document
from assistant.writing.generative import LanguageModel, QuestionBank

if TYPE_CHECKING:
    from assistant.index.ingestion import Stage

LEAST_WORDS = 4
"""A shorter sentence says nothing that could be asked for."""
GIVE_UP_AFTER = 5
"""So many passages in a row without questions mean that the model cannot do it."""


def write_questions(settings: Settings, stage: Stage | None = None) -> dict[Path, int]:
    """Writes what is missing in the banks of all documents; returns the questions added by file.

    Raises:
        SettingsError: no language model is configured.
        ModelError: the model failed; what was written before stays.
        CorpusError: there is no corpus folder.
    """
    if not settings.uses_model:
        raise SettingsError(
            "Writing questions needs a language model.",
            "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.",
        )
    model = LanguageModel(settings)
    loop = BackgroundLoop("question-writer")
    written: dict[Path, int] = {}
    try:
        for path in document_files(settings.corpus_dir, read_naming(settings.corpus_dir)):
            count = _write_bank(path, model, loop, stage)
            if count:
                written[bank_path(path)] = count
    finally:
        loop.run(model.close())
        loop.close()
    return written


def _write_bank(path: Path, model: LanguageModel, loop: BackgroundLoop, stage: Stage | None) -> int:
    parsed = read_document(path)
    document, passages = parsed.document, parsed.passages
    target = bank_path(path)
    known = pointed_to(target) if target.is_file() else frozenset()
    todo = [p for p in passages if p.text not in known and len(p.text.split()) >= LEAST_WORDS]
    asked = set(asked_in(target)) if target.is_file() else set[str]()
    added = failed = 0
    for done, passage in enumerate(todo, start=1):
        try:
            bank = loop.run(model.write_questions(passage, document, known=asked))
        except ModelRefusedError:
            failed += 1
            if failed >= GIVE_UP_AFTER:
                raise
        else:
            failed = 0
            with target.open("a", encoding="utf-8") as file:
                file.write(_lines(passage, bank))
            asked.update(bank.answerable, bank.near_misses)
            added += len(bank.answerable) + len(bank.near_misses)
        if stage is not None:
            stage(f"writing questions for {path.name}", done, len(todo))
    return added


def _lines(passage: Passage, bank: QuestionBank) -> str:
    rows: list[dict[str, object]] = [
        {"kind": "answer", "passages": [passage.text], "questions": list(bank.answerable)}
    ]
    if bank.near_misses:
        rows.append(
            {
                "kind": "uncovered",
                "topic": passage.heading or "beginning",
                "passages": [passage.text],
                "questions": list(bank.near_misses),
            }
        )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
