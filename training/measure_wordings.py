"""Asks the product what ``data/kept_wordings.jsonl`` holds, and prints what became of it.

The questions are labelled like a bank's, and their writers had seen neither the failures nor the
sets; most lie close to a border between two labels. The shipped encoder learnt the first, third,
fifth line of the file (``joint_data.py --half 0``), so only the others are asked; neither the bank
nor a model has seen those.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.records import Answer
from assistant.settings import load_settings

STATUS = {"answer": "answered", "partial": "partial", "uncovered": "not_covered"}


def main() -> None:
    """Prints, for each label, how often each status was given and a right passage was cited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--file", type=Path, default=Path(__file__).with_name("data") / "kept_wordings.jsonl"
    )
    parser.add_argument("--most", type=int, default=800, help="so many of them, drawn by chance")
    parser.add_argument("--failures", action="store_true", help="print them")
    arguments = parser.parse_args()
    lines = arguments.file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[1::2]]
    asked = [(question, row) for row in rows for question in row["questions"]]
    random.Random(5).shuffle(asked)
    statuses: dict[str, Counter[str]] = {kind: Counter() for kind in STATUS}
    proved: Counter[str] = Counter()
    with Assistant.open(load_settings()) as assistant:
        for question, row in asked[: arguments.most]:
            answer = assistant.ask(question)
            statuses[row["kind"]][answer.status] += 1
            proved[row["kind"]] += _cites(answer, row)
            if arguments.failures and answer.status != STATUS[row["kind"]]:
                print(f"{row['kind']}, {answer.status}: {question}")
    for kind, said in statuses.items():
        total = said.total() or 1
        shares = ", ".join(f"{name} {100 * n / total:.1f} %" for name, n in said.most_common())
        cited = f"; a right passage cited {100 * proved[kind] / total:.1f} %" * (
            kind != "uncovered"
        )
        print(f"{kind} ({said.total()}): {shares}{cited}")


def _cites(answer: Answer, row: dict[str, Any]) -> bool:
    """Whether a quote holds a right passage, or is a sentence of one."""
    gold = [_plain(passage) for passage in row.get("passages", ())]
    quotes = [_plain(citation.source.quote) for citation in answer.citations]
    return any(passage in quote or quote in passage for passage in gold for quote in quotes)


def _plain(passage: str) -> str:
    """A row of a table is quoted without its outer pipes."""
    return " ".join(passage.strip(" |").split())


if __name__ == "__main__":
    main()
