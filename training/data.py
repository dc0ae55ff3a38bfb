"""Training and measuring data: the question bank with its labels, and general question pairs."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.text import turns

Kind = Literal["answer", "partial", "uncovered", "premise", "act"]
Split = Literal["train", "phrase", "stretch"]

PASSAGE_WEIGHTS = (1.0, 0.7, 0.5, 0.4, 0.3)
STRETCH_LENGTHS = {
    "bank": 100,
    "uncovered": 50,
    "partial": 50,
    "premise": 20,
    "acts": 12,
    "followups": 20,
}
HELD_OUT_ARTICLES = (
    "Amazon_rainforest",
    "Civil_disobedience",
    "Construction",
    "Geology",
    "Harvard_University",
    "Oxygen",
    "Steam_engine",
    "Teacher",
)


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled question: its text, what it is, and the passages or names that label it."""

    text: str
    kind: Kind
    passages: tuple[str, ...]
    topic: str | None
    act: str | None
    source: str
    line: int
    history: tuple[str, ...] = ()
    standalone: str = ""

    @property
    def with_history(self) -> str:
        """The question behind the earlier ones, as the encoder reads a conversation."""
        return turns.joined((*self.history, self.text))

    def targets(self) -> dict[str, float]:
        """Class names and their weights (they sum to one)."""
        weights: dict[str, float] = {}
        if self.kind == "act":
            weights[f"act:{self.act}"] = 1.0
        elif self.kind == "uncovered":
            if self.topic not in (None, "pair"):
                weights[f"topic:{self.topic}"] = 1.0
            for passage, weight in zip(self.passages, PASSAGE_WEIGHTS, strict=False):
                weights[f"near:{passage}"] = weight * (0.3 if weights else 1.0)
        elif self.kind == "partial":
            for passage, weight in zip(self.passages, PASSAGE_WEIGHTS, strict=False):
                weights[f"partial:{passage}"] = weight
        else:
            for passage, weight in zip(self.passages, PASSAGE_WEIGHTS, strict=False):
                if self.kind == "premise":
                    weights[f"premise:{passage}"] = 0.7 * weight
                share = 0.3 if self.kind == "premise" else 1.0
                weights[f"answer:{passage}"] = share * weight
        total = sum(weights.values()) or 1.0
        return {name: weight / total for name, weight in weights.items()}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """All objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def passage_id(span: dict[str, Any]) -> str:
    """The name of a passage in training: its character offsets in the article."""
    return f"{span['start']}-{span['end']}"


def read_bank(folder: Path) -> list[Example]:
    """Every labelled question of a bank folder."""
    kinds: dict[str, Kind] = {
        "bank": "answer",
        "partial": "partial",
        "uncovered": "uncovered",
        "premise": "premise",
        "acts": "act",
    }
    examples = [
        Example(
            text=row["q"],
            kind=kind,
            passages=tuple(passage_id(s) for s in row.get("passages", row.get("near", ()))),
            topic=row.get("topic"),
            act=row.get("act"),
            source=name,
            line=number,
        )
        for name, kind in kinds.items()
        for number, row in enumerate(read_rows(folder / f"{name}.jsonl"))
    ]
    # What is answered in part stands among the uncovered questions, too.
    partly = {example.text for example in examples if example.kind == "partial"}
    examples = [e for e in examples if e.kind != "uncovered" or e.text not in partly]
    for number, row in enumerate(read_rows(folder / "followups.jsonl")):
        passages = tuple(passage_id(s) for s in row["passages"])
        examples.append(
            Example(
                text=row["followup"],
                kind="answer" if passages else "uncovered",
                passages=passages,
                topic=None if passages else "follow-up",
                act=None,
                source="followups",
                line=number,
                history=tuple(row["history"]),
                standalone=row["standalone"],
            )
        )
    return examples


def read_passages(folder: Path, article: str) -> list[Example]:
    """The passages that the bank refers to, as examples of themselves."""
    names = {
        passage_id(span)
        for file in ("bank", "premise", "uncovered")
        for row in read_rows(folder / f"{file}.jsonl")
        for span in row.get("passages", row.get("near", ()))
    }
    spans = sorted((int(a), int(b)) for a, b in (name.split("-") for name in names))
    return [
        Example(article[a:b], "answer", (f"{a}-{b}",), None, None, "passages", number)
        for number, (a, b) in enumerate(spans)
    ]


def _fingerprint(text: str) -> frozenset[str]:
    """The content words of a question: equal for questions that differ in small change only."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'s", ""))
    small = {"a", "an", "the", "is", "are", "of", "to", "do", "does", "i", "it", "in", "for"}
    return frozenset(word.rstrip("s") for word in words if word not in small) or frozenset(words)


def split_bank(
    examples: list[Example], seed: int, phrase_share: float, stretch_share: float
) -> dict[Split, list[Example]]:
    """Holds out single questions and whole stretches; near-identical ones are left out of both.

    A held-out question with the same content words as a training question is dropped.
    """
    parts: dict[Split, list[Example]] = {"train": [], "phrase": [], "stretch": []}
    for source in sorted({example.source for example in examples}):
        own = [example for example in examples if example.source == source]
        length = STRETCH_LENGTHS[source]
        blocks = list(range(-(-len(own) // length)))
        rng = random.Random(f"{seed}-{source}")
        chosen = set(rng.sample(blocks, max(1, round(stretch_share * len(blocks)))))
        if stretch_share <= 0:
            chosen = set()
        for position, example in enumerate(own):
            if position // length in chosen:
                parts["stretch"].append(example)
            else:
                parts["phrase" if rng.random() < phrase_share else "train"].append(example)
    seen = {(_fingerprint(example.with_history)) for example in parts["train"]}
    for name in ("phrase", "stretch"):
        parts[name] = [e for e in parts[name] if _fingerprint(e.with_history) not in seen]
    return parts


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of the sentences of a text, by a plain rule."""
    spans: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for stop in re.finditer(
            r"(?<=[a-z0-9)\]\"”][.!?])[\"”)]?\s+(?=[\"“(A-Z0-9])", paragraph[0]
        ):
            spans.append((start, paragraph.start() + stop.start()))
            start = paragraph.start() + stop.end()
        spans.append((start, paragraph.end()))
    return [(a, b) for a, b in spans if b - a > 2]


@dataclass(frozen=True, slots=True)
class ArticleQuestions:
    """An article cut into sentences, with questions and the sentence that answers each."""

    name: str
    sentences: tuple[str, ...]
    questions: tuple[tuple[str, frozenset[int]], ...]


def read_squad(folder: Path) -> Iterator[ArticleQuestions]:
    """The SQuAD articles with their answerable questions."""
    for suffix in ("", "_v11_extra"):
        by_article: dict[str, list[dict[str, Any]]] = {}
        for row in read_rows(folder / f"questions{suffix}.jsonl"):
            if not row["is_impossible"] and row["answers"]:
                by_article.setdefault(row["article_id"], []).append(row)
        for article in read_rows(folder / f"articles{suffix}.jsonl"):
            spans = split_sentences(article["text"])
            questions = []
            for row in by_article.get(article["article_id"], []):
                offsets = [answer["article_start"] for answer in row["answers"]]
                gold = {i for i, (a, b) in enumerate(spans) if any(a <= o < b for o in offsets)}
                if gold:
                    questions.append((row["question"], frozenset(gold)))
            yield ArticleQuestions(
                article["article_id"],
                tuple(article["text"][a:b] for a, b in spans),
                tuple(questions),
            )


def read_general_pairs(data: Path) -> list[tuple[str, str]]:
    """Question and answering sentence: SQuAD (without held-out articles), SelQA, ClapNQ."""
    pairs = [
        (question, article.sentences[min(gold)])
        for article in read_squad(data / "squad2")
        if article.name not in HELD_OUT_ARTICLES
        for question, gold in article.questions
    ]
    for row in read_rows(data / "selqa" / "ass.jsonl"):
        if row["gold"]:
            pairs.append((row["question"], row["sentences"][row["gold"][0]]))
    for row in read_rows(data / "clapnq" / "dev.jsonl"):
        chosen = row["outputs"][0].get("selected") if row["answerable"] else None
        if chosen:
            pairs.append((row["question"], row["sentences"][chosen[0]]))
    return pairs


def read_rewrites(path: Path) -> list[tuple[str, str]]:
    """Conversation-form and stand-alone questions of CANARD (earlier user questions only)."""
    pairs = []
    for row in read_rows(path):
        asked = row["history"][::2][-2:]
        if asked:
            pairs.append((turns.joined((*asked, row["question"])), row["rewrite"]))
    return pairs


def class_names(examples: Iterable[Example]) -> list[str]:
    """The sorted names of all classes that some example belongs to."""
    return sorted({name for example in examples for name in example.targets()})
