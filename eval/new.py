"""A folder of own cases for own documents, started from what there is.

Questions come from a file of one's own, from the question bank of the corpus, from visitors, or
from finished drafts. Quotes are looked up in the documents as the product reads them and written
down in the documents' own words; what cannot be placed is kept as a draft for a person, never
guessed. A question of the bank says whether the index is whole and not how the assistant does on
new wordings, so those cases are marked with the kind ``bank``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from eval.errors import SetError
from eval.fitting import what_became
from eval.gold import Texts
from eval.sets import FROM_BANK, normalise

if TYPE_CHECKING:
    from assistant.sources.corpus import Corpus
    from eval.harvest import Draft

CaseRow: TypeAlias = dict[str, object]
"""A line of a set, of a file of questions, or of the drafts."""
BANK_MOST = 60
"""Questions that are taken from a bank, spread over its passages."""
PASSAGES_MOST = 30
"""Passages that a person is asked to write questions for."""
WHICH_WORDS = 'Which words answer it? Give them in `needed`, or say "answerable": false.'
SAME = {"'": "['’‘]", "’": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-‐‑–—]"}


@dataclass(slots=True)
class Started:
    """The cases as they will be written, and the rows that a person must finish."""

    answerable: list[CaseRow] = field(default_factory=list)
    unanswerable: list[CaseRow] = field(default_factory=list)
    drafts: list[CaseRow] = field(default_factory=list)

    def rows(self) -> Mapping[str, list[CaseRow]]:
        """The rows by the name of their file."""
        return {
            "answerable": self.answerable,
            "unanswerable": self.unanswerable,
            "drafts": self.drafts,
        }

    def new_to(self, other: Started) -> Started:
        """What the other does not have, with ids that it does not use.

        Cases are the same when their questions are, after normalising, and drafts without a
        question when they ask for one about the same words.
        """
        known = {_what(row) for rows in other.rows().values() for row in rows}
        taken = {str(row["id"]) for rows in other.rows().values() for row in rows}
        found = Started()
        for name, rows in self.rows().items():
            for row in rows:
                if _what(row) not in known:
                    row = {**row, "id": _free(str(row["id"]), taken)}
                    known.add(_what(row))
                    taken.add(str(row["id"]))
                    found.rows()[name].append(row)
        return found


def from_rows(rows: Iterable[CaseRow], texts: Texts) -> Started:
    """Cases of questions.

    A row has ``question``; ``answerable`` (true if left out); the quotes as ``gold``,
    ``gold_quotes`` or groups in ``needed``; and may have ``need_all`` (every quote is needed, not
    one of them), ``facts``, ``must_not`` or ``wrong``, ``also``, ``kind`` and ``id``. One without
    a question, or without words that answer it, stays a draft.
    """
    started = Started()
    for row in rows:
        question = str(row.get("question") or "").strip()
        if question and row.get("answerable", True) is False:
            started.unanswerable.append(_unanswerable(started, question, row))
        else:
            _add_answerable(started, question, row, texts)
    return started


def from_bank(corpus: Corpus, most: int = BANK_MOST) -> Started:
    """Cases of the bank's questions: one a passage, spread over the documents.

    Raises:
        SetError: the corpus has no bank.
    """
    # The last of a passage's questions: the first ones are the plainest.
    answers = list({e.passages[:1]: e for e in corpus.entries if e.kind == "answer"}.values())
    others = list({e.topic: e for e in corpus.entries if e.kind == "uncovered"}.values())
    if not answers:
        raise SetError(
            "The corpus has no question bank.",
            "Start from a file of questions (--from FILE) or from the passages (no option); with "
            "a language model, `tpm-assistant ingest --write-questions` writes a bank.",
        )
    texts = {passage.id: passage.text for passage in corpus.passages}
    rows: list[CaseRow] = [
        {
            "question": entry.text,
            "gold": [texts[name] for name in entry.passages if name in texts],
            "kind": FROM_BANK,
        }
        for entry in answers[:: max(1, -(-len(answers) // most))]
    ]
    rows += [
        {"question": entry.text, "answerable": False, "kind": FROM_BANK}
        for entry in others[:: max(1, -(-len(others) * 2 // most))]
    ]
    return from_rows(rows, texts_of(corpus))


def from_passages(corpus: Corpus, most: int = PASSAGES_MOST) -> Started:
    """Drafts only: passages spread over the documents, for which a person writes questions."""
    started = Started()
    passages = [passage for passage in corpus.passages if passage.kind != "table_header"]
    for passage in passages[:: max(1, -(-len(passages) // most))]:
        case = _case(started, "", {}) | {"question": None, "needed": [[passage.text]]}
        started.drafts.append({**case, "_draft": "Write a question that these words answer."})
    return started


def from_drafts(found: Iterable[Draft]) -> Started:
    """Drafts only: what visitors asked in vain, for which a person says what is right."""
    return Started(drafts=[draft.to_json() for draft in found])


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


def describe(started: Started) -> Iterable[str]:
    """What was made, a line each."""
    counts = len(started.answerable), len(started.unanswerable)
    yield f"{counts[0]} answerable and {counts[1]} unanswerable cases."
    if started.drafts:
        count = len(started.drafts)
        yield f"{count} draft{'' if count == 1 else 's'} that a person must finish."


def _add_answerable(
    started: Started, question: str, row: Mapping[str, object], texts: Texts
) -> None:
    groups = _groups(row)
    found = [[placed(quote, texts) for quote in group] for group in groups]
    case = _case(started, question, row)
    case["needed"] = [[quote for quote in group if quote] for group in found]
    for name, other in (("also", ""), ("facts", ""), ("wrong", "must_not")):
        if told := _strings(row.get(name) or row.get(other)):
            case[name] = told
    missing = [
        quote
        for group, places in zip(groups, found, strict=True)
        for quote, place in zip(group, places, strict=True)
        if place is None
    ]
    if question and groups and all(group for group in found) and not missing:
        started.answerable.append(case)
        return
    why = WHICH_WORDS
    if missing:
        words = missing[0].strip().rstrip(".")
        why = f"No document has the words “{words}”. {what_became(missing[0], texts)}"
    elif not question:
        why = "Write a question that these words answer."
    asked: CaseRow = {"question": question or None, "needed": groups or None, "_draft": why}
    started.drafts.append(case | asked)


def _unanswerable(started: Started, question: str, row: Mapping[str, object]) -> CaseRow:
    kind = _word(str(row.get("kind") or "near_miss"))
    refutes = _strings(row.get("refutes"))
    expect = "small_talk" if kind == "small_talk" else "refuted" if refutes else "not_covered"
    case: CaseRow = {
        "id": _id(row) or f"u{len(started.unanswerable) + 1:03d}",
        "question": question,
        "kind": kind,
        "expect": expect,
    }
    return {**case, "refutes": refutes} if refutes else case


def _case(started: Started, question: str, row: Mapping[str, object]) -> CaseRow:
    number = len(started.answerable) + len(started.drafts) + 1
    kind = _word(str(row.get("kind") or "lookup"))
    return {"id": _id(row) or f"a{number:03d}", "question": question, "kind": kind}


def _groups(row: Mapping[str, object]) -> list[list[str]]:
    """Groups of quotes, of each of which one is needed."""
    needed = row.get("needed")
    if isinstance(needed, list | tuple):
        groups = [_strings(group) for group in needed]
        return [group for group in groups if group]
    gold = _strings(row.get("gold") or row.get("gold_quotes"))
    if row.get("need_all"):
        return [[quote] for quote in gold]
    return [gold] if gold else []


def _strings(value: object) -> list[str]:
    """One text or several as a list, without empty ones."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    items = value if isinstance(value, list | tuple) else ()
    return [str(item) for item in items if str(item).strip()]


def _id(row: Mapping[str, object]) -> str:
    """The id that the row brings, in the form that the sets have; empty if it brings none."""
    given = re.sub(r"[^a-z0-9_-]+", "-", str(row.get("id") or "").casefold()).strip("-_")
    return given if not given or given[0].isalpha() else f"q-{given}"


def _free(identity: str, taken: Iterable[str]) -> str:
    """The id, or the next one like it that is not taken."""
    stem = identity.rstrip("0123456789")
    digits = identity[len(stem) :]
    number = int(digits or 0)
    while identity in taken:
        number += 1
        identity = f"{stem}{number:0{max(len(digits), 3)}d}"
    return identity


def _what(row: Mapping[str, object]) -> str:
    question = row.get("question")
    return normalise(str(question)) if question else repr(row.get("needed"))


def _word(text: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return word if word[:1].isalpha() else f"k_{word}".rstrip("_")
