"""Writes the labelled questions of one document's bank for ``train_outcomes.py``.

Run where the product is installed; training needs only this file. The first line names the
passages of the document and its abbreviations, each line after it is a question:

    {"passages": ["…"], "short": {"TPM": "technical product manager"}}
    {"text": "…", "outcome": 0, "passages": [3, 17], "fold": 2}

``outcome``: 0 answered (or built on a premise that is false), 1 in part, 2 silent. ``passages``
by number, best first. Questions that stand together in the bank are of one ``fold``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.sources.bank import bank_path, read_bank
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import read_document
from assistant.text import turns

OUTCOMES = {"answer": 0, "premise": 0, "partial": 1, "uncovered": 2}
TOGETHER = 25
"""Questions that stand together; those of one meaning mostly do."""


def main() -> None:
    """Writes the file and counts the outcomes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", type=Path, required=True, help="with its bank beside it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    parsed = read_document(arguments.document)
    short = dict(read_corpus(arguments.document.parent).abbreviations)
    number = {passage.id: place for place, passage in enumerate(parsed.passages)}
    bank = read_bank(bank_path(arguments.document), parsed.passages).entries
    alone = [e for e in bank if e.kind in OUTCOMES and not turns.is_joined(e.text)]
    lines: list[dict[str, object]] = [{"passages": list(number), "short": short}]
    for line, entry in enumerate(alone):
        outcome = OUTCOMES[entry.kind]
        told = [number[name] for name in entry.passages] if outcome < 2 else []
        fold = line // TOGETHER % arguments.folds
        lines.append({"text": entry.text, "outcome": outcome, "passages": told, "fold": fold})
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    arguments.out.write_text(text + "\n", "utf-8")
    counts = [sum(line.get("outcome") == outcome for line in lines) for outcome in range(3)]
    print(f"{len(number)} passages; answered, in part, silent: {counts}")


if __name__ == "__main__":
    main()
