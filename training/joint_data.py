"""Writes what ``train_joint.py`` learns from: texts alone, and the labels of those that have any.

Run where the product is installed; training needs only this file. The first line is ``{"passages":
[…]}``, the names of the shipped document's passages in their order; each line after it is a text:

    {"text": "…", "asked": true, "outcome": 1, "passages": [17, 3], "place": 4711}

``asked`` texts are questions in their plain form (``assistant/text/forms.py``); the others are
sentences as an index holds them. ``outcome`` and ``passages`` are as in ``outcomes_data.py``, and
stand only where the label still holds: questions that were joined or cut carry none.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from augment import LEAD_INS, clip, misspell
from data import HELD_OUT_ARTICLES
from scale_cases import KINDS, rows_of

from assistant.sources.bank import bank_path, read_bank
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import parse
from assistant.text import turns
from assistant.text.forms import Abbreviations, plain

OUTCOMES = {"answer": 0, "premise": 0, "partial": 1, "uncovered": 2}
SENTENCES_MOST = 30_000

Line = dict[str, Any]


def question(text: str, short: Abbreviations, **label: object) -> Line:
    """One question; several of one conversation each in their plain form."""
    return {"text": plain(text, short), "asked": True, **label}


def of_bank(corpus_dir: Path, document: str, variations: int, rng: random.Random) -> Iterator[Line]:
    """The bank's questions and small talk, and each again as people type."""
    corpus = read_corpus(corpus_dir)
    number = {passage.id: place for place, passage in enumerate(corpus.passages)}
    yield {"passages": list(number)}
    short = corpus.abbreviations
    entries = list(read_bank(bank_path(corpus_dir / document), corpus.passages).entries)
    entries += [entry for entry in corpus.entries if entry.kind == "act"]
    alone = [entry.text for entry in entries if not turns.is_joined(entry.text)]
    for place, entry in enumerate(entries):
        label: Line = {}
        if entry.kind in OUTCOMES and not turns.is_joined(entry.text):
            outcome = OUTCOMES[entry.kind]
            told = [number[name] for name in entry.passages] if outcome < 2 else []
            label = {"outcome": outcome, "passages": told, "place": place}
        yield question(entry.text, short, **label)
        for _ in range(variations):
            drawn = rng.random()
            if drawn < 0.45:
                yield question(misspell(entry.text, rng), short, **label)
            elif drawn < 0.6:
                yield question(clip(entry.text), short)
            elif drawn < 0.7:
                yield question(rng.choice(LEAD_INS) + entry.text, short)
            elif drawn < 0.85:
                yield question(f"{entry.text} {rng.choice(alone)}", short)
            else:
                yield question(turns.joined((rng.choice(alone), entry.text)), short)
    for passage in corpus.passages:
        yield {"text": passage.text, "asked": False}
        yield question(passage.text, short)


def of_kept(
    path: Path, half: int, passages: dict[str, int], short: Abbreviations
) -> Iterator[Line]:
    """Half of the wordings kept aside, the lines with an even or an odd number."""
    for place, row in enumerate(rows_of(path)):
        if place % 2 != half:
            continue
        outcome = KINDS[row["kind"]]
        told = [passages[text] for text in row.get("passages", ()) if text in passages]
        if outcome < 2 and not told:
            continue
        for text in row["questions"]:
            label = {"outcome": outcome, "passages": told if outcome < 2 else []}
            yield question(text, short, **label)


def asked_of_others(data: Path) -> Iterator[str]:
    """Questions about everything else, and follow-ups behind what was asked before them."""
    for name in ("questions", "questions_v11_extra"):
        for row in rows_of(data / "squad2" / f"{name}.jsonl"):
            if row["article_id"] not in HELD_OUT_ARTICLES:
                yield row["question"]
    for name in ("selqa/ass", "clapnq/dev"):
        yield from (row["question"] for row in rows_of(data / f"{name}.jsonl"))
    for path in sorted((data / "owners").glob("*.jsonl")):
        for row in rows_of(path):
            yield from (one["q"] for one in row["questions"])
    for row in rows_of(data / "canard" / "dev.jsonl"):
        yield row["rewrite"]
        yield turns.joined((*row["history"][-4::2], row["question"]))


def sentences_of_others(data: Path) -> Iterator[str]:
    """Sentences and rows of texts about everything else, as the product cuts them."""
    for name in ("articles", "articles_v11_extra"):
        for row in rows_of(data / "squad2" / f"{name}.jsonl"):
            if row["article_id"] not in HELD_OUT_ARTICLES:
                read = parse(row["text"], f"{row['article_id']}.txt").passages
                yield from (passage.text for passage in read)
    for name in ("selqa/ass", "clapnq/dev"):
        for row in rows_of(data / f"{name}.jsonl"):
            yield from row["sentences"]
    for path in sorted((data / "owners").glob("*.jsonl")):
        for row in rows_of(path):
            yield from (p.text for p in parse(row["text"], f"{row['id']}.md").passages)


def of_others(data: Path, rng: random.Random) -> Iterator[Line]:
    """Questions and sentences about everything else, without labels."""
    for text in asked_of_others(data):
        yield question(text, {})
    sentences = list(sentences_of_others(data))
    for text in rng.sample(sentences, min(SENTENCES_MOST, len(sentences))):
        yield {"text": text, "asked": False}


def main() -> None:
    """Writes the file and counts its lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--document", default="technical-product-manager.md")
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--kept", type=Path, help="kept_wordings.jsonl, a half of which is learnt")
    parser.add_argument("--half", type=int, default=0, choices=(0, 1))
    parser.add_argument("--variations", type=int, default=3, help="of each question of the bank")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    of = of_bank(arguments.corpus, arguments.document, arguments.variations, rng)
    lines = list(of)
    if arguments.kept:
        corpus = read_corpus(arguments.corpus)
        places = {passage.text: place for place, passage in enumerate(corpus.passages)}
        lines += of_kept(arguments.kept, arguments.half, places, corpus.abbreviations)
    lines += of_others(arguments.data, rng)
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    arguments.out.write_text(f"{text}\n", encoding="utf-8")
    print(Counter((line.get("asked"), line.get("outcome")) for line in lines[1:]))


if __name__ == "__main__":
    main()
