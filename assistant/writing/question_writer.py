"""Have a language model write a question bank: ``ingest --write-questions``.

A passage is asked about exactly when no line of the bank points to its words. So the work can be
stopped and resumed at any time, an edited sentence is asked about anew, and what people wrote by
hand is never touched.

A bank is what a document is known to answer: with one about a tenth of it, everything else would
be refused. So what is written waits beside it until it is about most of the document.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.background import BackgroundLoop
from assistant.errors import DocumentError, ModelRefusedError, SettingsError
from assistant.records import Passage
from assistant.settings import Settings
from assistant.sources.bank import (
    SENTENCE_LEAST,
    WHOLE_SHARE,
    asked_in,
    bank_path,
    pointed_to,
)
from assistant.sources.corpus import document_files
from assistant.sources.naming import read_naming
from assistant.sources.readers import read_document
from assistant.writing.generative import LanguageModel, QuestionBank

if TYPE_CHECKING:
    from assistant.index.ingestion import Stage

GIVE_UP_AFTER = 5
"""So many passages in a row without questions mean that the model cannot do it."""
BEGUN = ".{}.questions.begun"
"""What is written goes here first; a name with a dot is no document."""


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
            try:
                count = _write_bank(path, model, loop, stage)
            except DocumentError:
                continue  # Ingestion names it, with the reason.
            if count:
                written[bank_path(path)] = count
    finally:
        loop.run(model.close())
        loop.close()
    return written


def _write_bank(path: Path, model: LanguageModel, loop: BackgroundLoop, stage: Stage | None) -> int:
    parsed = read_document(path)
    document, passages = parsed.document, parsed.passages
    target, begun = bank_path(path), path.with_name(BEGUN.format(path.stem))
    files = [file for file in (target, begun) if file.is_file()]
    known = {words for file in files for words in pointed_to(file)}
    asked = {question for file in files for question in asked_in(file)}
    speaking = [p for p in passages if len(p.text.split()) >= SENTENCE_LEAST]
    todo = [p for p in speaking if p.text not in known]
    row = 0
    for done, passage in enumerate(todo, start=1):
        try:
            bank = loop.run(model.write_questions(passage, document, known=asked))
        except ModelRefusedError:
            row += 1
            if row >= GIVE_UP_AFTER:
                raise
        else:
            row = 0
            with begun.open("a", encoding="utf-8") as file:
                file.write(_lines(passage, bank))
            known.add(passage.text)
            asked.update(bank.answerable, bank.near_misses)
        if stage is not None:
            stage(f"writing questions for {path.name}", done, len(todo))
    if begun.is_file() and sum(p.text in known for p in speaking) < WHOLE_SHARE * len(speaking):
        raise ModelRefusedError(
            "The model wrote questions about too few sentences for a bank to be of use.",
            "Try a larger model; what it wrote is kept for the next time.",
        )
    return _taken_over(begun, target)


def _taken_over(begun: Path, target: Path) -> int:
    """Puts what was written behind the bank there is; returns the questions added."""
    if not begun.is_file():
        return 0
    before = target.read_text(encoding="utf-8") if target.is_file() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    added = len(asked_in(begun))
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_text(before + begun.read_text(encoding="utf-8"), encoding="utf-8")
    fresh.replace(target)  # A server that looks at the folder meanwhile sees one or the other.
    begun.unlink()
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
