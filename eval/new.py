"""A folder of own cases for own documents, started from what there is.

Questions come from a file of one's own, from the question bank of the corpus, or from visitors.
Quotes are looked up in the documents as the product reads them and written down in the documents'
own words; what cannot be placed is kept as a draft for a person, never guessed. A question of the
bank says whether the index is whole and not how the assistant does on new wordings, so those cases
are marked with the kind ``bank``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.errors import SetError
from eval.gold import Texts
from eval.place import SHIPPED

if TYPE_CHECKING:
    from assistant.sources.corpus import Corpus
    from eval.harvest import Draft

BANK_MOST = 60
"""Questions that are taken from a bank, spread over its passages."""
SAME = {"'": "['’‘]", "’": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-‐‑–—]"}


@dataclass(slots=True)
class Started:
    """The cases as they will be written, and the rows that a person must finish."""

    answerable: list[dict[str, Any]] = field(default_factory=list)
    unanswerable: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Writes the sets, the drafts, the schema and a short guide.

        Raises:
            SetError: the folder holds cases already, or cannot be written.
        """
        taken = [
            name for name in ("answerable", "unanswerable") if (folder / f"{name}.jsonl").is_file()
        ]
        if taken:
            raise SetError(
                f"{folder} already has {taken[0]}.jsonl.", "Give a new folder; nothing was written."
            )
        guide = GUIDE.format(folder=folder.name)
        schema = (SHIPPED.sets / "schema.json").read_text(encoding="utf-8")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in ("answerable", "unanswerable", "drafts"):
                rows = getattr(self, name)
                if rows or name != "drafts":
                    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                    (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
            (folder / "schema.json").write_text(schema, encoding="utf-8")
            (folder / "README.md").write_text(guide, encoding="utf-8")
            (folder / ".gitignore").write_text(".index/\nreports/\n", encoding="utf-8")
        except OSError as error:
            raise SetError(f"{folder} cannot be written: {error}.", "Give another one.") from error


GUIDE = """# {folder}: cases for one corpus

    python -m eval validate --sets DIR --corpus DOCUMENTS    form, and every quote word for word
    python -m eval --sets DIR --corpus DOCUMENTS --no-gate   the figures and a report
    python -m eval gate --sets DIR --write                   floors from that report, in gate.toml
    python -m eval --sets DIR --corpus DOCUMENTS             exit code 1 below a floor

`schema.json` says what a line of `answerable.jsonl`, `unanswerable.jsonl`, `conversations.jsonl`
and `robustness.jsonl` holds; a set that is not there is not asked. Quotes must stand in the
documents word for word. `drafts.jsonl`, where there is one, holds what a person must finish: fill
in what is null, remove `_draft`, and move the line. Cases of the kind `bank` are questions that the
index knows; write further ones in other words.
"""


def from_file(path: Path, texts: Texts) -> Started:
    """Cases of a file with one question a line.

    A line has ``question``; ``answerable`` (true if left out); the quotes as ``gold``,
    ``gold_quotes`` or groups in ``needed``; and may have ``need_all`` (every quote is needed, not
    one of them), ``facts``, ``must_not`` or ``wrong``, ``kind`` and ``id``.

    Raises:
        SetError: the file cannot be read or a line is not such an object.
    """
    started = Started()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetError(f"{path} cannot be read: {error}.", "Give a file of JSON lines.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question = str(row["question"]).strip()
        except (ValueError, KeyError, TypeError) as error:
            raise SetError(
                f"{path.name} line {number} is no question: {error!r}.",
                'The least a line needs is {"question": "…", "gold": ["quote"]}.',
            ) from error
        if row.get("answerable", True):
            _add_answerable(started, question, row, texts)
        else:
            _add_unanswerable(started, question, row)
    return started


def from_bank(corpus: Corpus, most: int = BANK_MOST) -> Started:
    """Cases of the bank's questions: one a passage, spread over the documents.

    Raises:
        SetError: the corpus has no bank.
    """
    started = Started()
    # The last of a passage's questions: the first ones are the plainest.
    answers = list({e.passages[:1]: e for e in corpus.entries if e.kind == "answer"}.values())
    others = list({e.topic: e for e in corpus.entries if e.kind == "uncovered"}.values())
    if not answers:
        raise SetError(
            "The corpus has no question bank.",
            "Start from a file of questions (--from FILE), or write a bank first.",
        )
    texts = {passage.id: passage.text for passage in corpus.passages}
    for entry in answers[:: max(1, -(-len(answers) // most))]:
        gold = [texts[name] for name in entry.passages if name in texts]
        row: dict[str, Any] = {"gold": gold, "kind": "bank"}
        _add_answerable(started, entry.text, row, texts_of(corpus))
    for entry in others[:: max(1, -(-len(others) * 2 // most))]:
        _add_unanswerable(started, entry.text, {"kind": "bank"})
    return started


def from_passages(corpus: Corpus, most: int = 30) -> Started:
    """Drafts only: passages spread over the documents, for which a person writes questions."""
    started = Started()
    passages = [passage for passage in corpus.passages if passage.kind != "table_header"]
    for passage in passages[:: max(1, -(-len(passages) // most))]:
        case = _case(started, "", {"kind": "lookup"})
        case |= {"question": None, "needed": [[passage.text]]}
        started.drafts.append({**case, "_draft": "Write a question that these words answer."})
    return started


def from_drafts(found: Iterable[Draft]) -> Started:
    """Drafts only: what visitors asked in vain, for which a person says what is right."""
    return Started(drafts=[json.loads(draft.to_line()) for draft in found])


def texts_of(corpus: Corpus) -> dict[str, str]:
    """The documents' texts by their ids."""
    return {key: document.text for key, document in corpus.documents.items()}


def placed(quote: str, texts: Texts) -> str | None:
    """The quote in the words of the document that has it; ``None`` if none has.

    White space and the typography of quotation marks and dashes may differ.
    """
    if not quote.strip():
        return None
    if any(quote in text for text in texts.values()):
        return quote
    words = ("".join(SAME.get(char, re.escape(char)) for char in word) for word in quote.split())
    pattern = re.compile(r"\s+".join(words))
    for text in texts.values():
        found = pattern.search(text)
        if found:
            return found.group()
    return None


def _add_answerable(started: Started, question: str, row: Mapping[str, Any], texts: Texts) -> None:
    groups = row.get("needed")
    if groups is None:
        gold = list(row.get("gold") or row.get("gold_quotes") or ())
        groups = [[quote] for quote in gold] if row.get("need_all") else [gold] if gold else []
    case = _case(started, question, row)
    found = [[placed(str(quote), texts) for quote in group] for group in groups]
    case["needed"] = [[quote for quote in group if quote] for group in found]
    case["facts"] = list(row.get("facts", ()))
    case["wrong"] = list(row.get("wrong") or row.get("must_not") or ())
    missing = [
        str(quote)
        for group, places in zip(groups, found, strict=True)
        for quote, place in zip(group, places, strict=True)
        if place is None
    ]
    if groups and all(case["needed"]):
        started.answerable.append(case)
        return
    why = f"No document has the words {missing}." if missing else "Which words answer it?"
    started.drafts.append({**case, "needed": groups or None, "_draft": why})


def _add_unanswerable(started: Started, question: str, row: Mapping[str, Any]) -> None:
    kind = _word(str(row.get("kind") or "near_miss"))
    expect = "small_talk" if kind == "small_talk" else "not_covered"
    case = {"id": f"u{len(started.unanswerable) + 1:03d}", "question": question, "kind": kind}
    started.unanswerable.append({**case, "expect": expect})


def _case(started: Started, question: str, row: Mapping[str, Any]) -> dict[str, Any]:
    number = len(started.answerable) + len(started.drafts) + 1
    kind = _word(str(row.get("kind") or "lookup"))
    return {"id": f"a{number:03d}", "question": question, "kind": kind}


def _word(text: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return word if word[:1].isalpha() else f"k_{word}".rstrip("_")


def describe(started: Started) -> Iterable[str]:
    """What was made, a line each."""
    counts = len(started.answerable), len(started.unanswerable)
    yield f"{counts[0]} answerable and {counts[1]} unanswerable cases."
    if started.drafts:
        yield f"{len(started.drafts)} drafts that a person must finish."
