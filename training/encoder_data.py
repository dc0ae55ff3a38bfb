"""Writes what ``train_encoder.py`` learns of a corpus: its bank, small talk and passages.

Run where the product is installed; training needs only this file. The first line holds the
abbreviations of the corpus, each line after it is one text:

    {"short": {"TPM": "technical product manager"}}
    {"text": "…", "kind": "partial", "targets": {"partial:4f1c…": 0.6, …}, "place": "4f1c…"}

``targets`` are the classes of ``fit_anchors.py`` and sum to one; ``place`` is the passage that the
text is nearest to, or null. Texts that stand together mean much the same.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from fit_anchors import targets_of

from assistant.sources.bank import BankEntry, bank_path, read_bank
from assistant.sources.corpus import read_corpus


def main() -> None:
    """Writes the file and counts the kinds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--document", default="technical-product-manager.md")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    corpus = read_corpus(arguments.corpus)
    bank = read_bank(bank_path(arguments.corpus / arguments.document), corpus.passages).entries
    acts = [entry for entry in corpus.entries if entry.kind == "act"]
    passages = [BankEntry(passage.text, "answer", (passage.id,)) for passage in corpus.passages]
    lines: list[dict[str, object]] = [{"short": dict(corpus.abbreviations)}]
    for entry in (*bank, *acts, *passages):
        targets = targets_of(entry)
        if targets:
            place = entry.passages[0] if entry.passages else None
            lines.append(
                {"text": entry.text, "kind": entry.kind, "targets": targets, "place": place}
            )
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    arguments.out.write_text(f"{text}\n", encoding="utf-8")
    print(Counter(line["kind"] for line in lines[1:]))


if __name__ == "__main__":
    main()
