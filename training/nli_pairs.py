"""Makes pairs of premise and claim from public inference sets, for the judge's first training.

What is read, where its folder or file lies in ``--data``, and its licence:

| set | file | licence |
|---|---|---|
| VitaminC (Schuster et al., NAACL 2021), real and synthetic, test part | ``vitaminc_*/test.jsonl`` | CC BY-SA 3.0, as Wikipedia's |
| Symmetric FEVER (Schuster et al., EMNLP 2019) | ``fever_symmetric/{dev,test}.jsonl`` | CC BY-SA 3.0 |
| counterfactually augmented SNLI (Kaushik et al., ICLR 2020) | ``cad.tsv`` | Apache-2.0; SNLI's sentences CC BY-SA 4.0 |
| MED (Yanaka et al., 2019) | ``med.tsv`` | CC BY-SA 4.0 |
| HELP (Yanaka et al., *SEM 2019) | ``help.tsv`` | CC BY-SA 4.0 |
| ConjNLI (Saha et al., EMNLP 2020), adversarial part | ``conj.tsv`` | MIT |
| RTE (Dagan et al., 2006 and later) | ``rte.tsv`` | as published for research |

None of them is in this repository. Columns are those the sets are published with.
"""  # noqa: E501 (a table)

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_LABELS = {
    "SUPPORTS": "supported",
    "REFUTES": "contradicted",
    "NOT ENOUGH INFO": "unknown",
    "entailment": "supported",
    "contradiction": "contradicted",
    "neutral": "unknown",
    "unknown": "not_supported",
    "not_entailment": "not_supported",
}
_MOST = {"conj": 7000, "help": 3000}
"""Of sets made by rule a part is enough."""

Pair = dict[str, Any]


def read_again(text: str) -> str:
    """Text that was cut into tokens for a parser, as people write it."""
    for old, new in (("-LRB-", "("), ("-RRB-", ")"), ("``", '"'), ("''", '"')):
        text = text.replace(old, new)
    text = re.sub(r"\s+([,.;:!?%)])", r"\1", text)
    text = re.sub(r"([($£€])\s+", r"\1", text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    text = re.sub(r"\bcan not\b", "cannot", text)
    text = re.sub(r'" ([^"]*?) "', r'"\1"', text)
    return re.sub(r"(\w) - (\w)", r"\1-\2", text).strip()


def pair(given: str, claim: str, label: str, source: str, weight: float = 1.0) -> Pair:
    """One line of the output; ``label`` in the words of its set."""
    said = _LABELS[label]
    if source in ("med", "help") and said == "unknown":
        said = "not_supported"
    return {
        "premise": read_again(given),
        "claim": read_again(claim),
        "label": said,
        "source": source,
        "weight": weight,
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _columns(path: Path, quoted: bool = False) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        style = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        return list(csv.DictReader(file, delimiter="\t", quoting=style))


def from_vitaminc(path: Path, source: str, rng: random.Random) -> Iterator[Pair]:
    """Claim and evidence; mostly with the page's title in front, as a heading would stand."""
    for row in _lines(path):
        title = re.sub(r"\s*\(.*\)", "", read_again(row["page"]))
        given = f"{title}. {row['evidence']}" if rng.random() < 0.7 else row["evidence"]
        yield pair(given, row["claim"], row["label"], source)


def made(data: Path, rng: random.Random) -> Iterator[Pair]:
    """All pairs of all sets."""
    for name, source in (("vitaminc_real", "vc"), ("vitaminc_synthetic", "vcs")):
        yield from from_vitaminc(data / name / "test.jsonl", source, rng)
    for part in ("dev", "test"):
        for row in _lines(data / "fever_symmetric" / f"{part}.jsonl"):
            yield pair(row["evidence"], row["claim"], row["label"], "fs")
    for row in _columns(data / "cad.tsv", quoted=True):
        yield pair(row["sentence1"], row["sentence2"], row["gold_label"], "cad")
    for row in _columns(data / "med.tsv"):
        label = row["gold_label"]
        yield pair(row["sentence1"], row["sentence2"], label, "med")
    with (data / "conj.tsv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    whole = [row for row in rows if len(row) == 3 and row[2] in _LABELS]
    for given, claim, label in rng.sample(whole, min(_MOST["conj"], len(whole))):
        bare = [text.replace('""', '"').strip('"') for text in (given, claim)]
        yield pair(bare[0], bare[1], label, "conj")
    for row in _columns(data / "help.tsv", quoted=True)[: _MOST["help"]]:
        yield pair(row["ori_sentence"], row["new_sentence"], row["gold_label"], "help", 0.5)
    for row in _columns(data / "rte.tsv"):
        yield pair(row["sentence1"], row["sentence2"], row["label"], "rte")


def main() -> None:
    """Writes the pairs in random order and counts them by set and label."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=0, help="a random part of so many pairs")
    parser.add_argument("--without", nargs="*", default=[], help="short names of sets")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    pairs = [row for row in made(arguments.data, rng) if row["source"] not in arguments.without]
    rng.shuffle(pairs)
    pairs = pairs[: arguments.most or None]
    lines = [json.dumps(row, ensure_ascii=False) for row in pairs]
    arguments.out.write_text("\n".join(lines) + "\n", "utf-8")
    for (source, label), count in sorted(Counter((p["source"], p["label"]) for p in pairs).items()):
        print(f"{count:6d}  {label:14} {source}")


if __name__ == "__main__":
    main()
