"""Questions with their candidate passages, as the product finds them: what the reader learns on.

Run where the product is installed; writes one JSON Lines file that ``train_reader.py`` reads where
PyTorch is. Each text is split, searched (dense and keyword, fused) and put into context by the
product's own code, so that training sees what the reader will see. The first line of a text has
its contexts, each line after it one question:

    {"text": "owners-a-1", "split": "train", "contexts": [[target, before, after], …]}
    {"q": "…", "kind": "answer", "source": "owners", "gold": [3], "close": [], "needs": [2],
     "found": [[3, 0.91], …]}

``split``: ``train``; ``calibrate`` for the texts that the thresholds are chosen on; ``report`` for
the texts that are only measured. ``kind``: ``answer``, ``near`` (not answered), ``partial``,
``premise`` (``gold`` contradicts it) or ``offtopic``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
from data import HELD_OUT_ARTICLES, read_rows
from tqdm import tqdm

from assistant.index.embedding import LocalEmbedding, QuestionEncoder, embed_questions
from assistant.index.ingestion import passage_text
from assistant.index.keywords import KeywordIndex
from assistant.index.retrieval import fuse
from assistant.reading.unbanked.plain import contexts
from assistant.records import Document, Passage
from assistant.sources.corpus import read_corpus
from assistant.sources.parsed import Parsed
from assistant.sources.readers import parse
from assistant.text.abbreviations import abbreviations_of

WRITTEN = Path(__file__).parent / "data" / "owners"
"""45 more texts of people's own kind, written for this."""
FOUND = 14
REACH = 40
"""Candidates of each search that are fused, as in the product."""
MOST = {
    "squad": 400,
    "selqa": 2400,
    "clapnq": 600,
    "bank": 800,
    "bank/answer": 3000,
    "bank/near": 1600,
}
"""Of each source, questions of a kind in one text; of the last sets, texts."""
CALIBRATE_OWNERS = ("a", "c", "e")
"""Of these files the text before the last chooses the thresholds."""


@dataclass(slots=True)
class Asked:
    """One question of a text; passages by their position in it."""

    question: str
    kind: str
    gold: list[int] = field(default_factory=list)
    close: list[int] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """A text with its questions: what is searched, and what is read, for each passage."""

    name: str
    split: str
    source: str
    searched: list[str]
    contexts: list[tuple[str, str, str]]
    asked: list[Asked]


def of_document(parsed: Parsed) -> tuple[Document, tuple[Passage, ...], list[str]]:
    """A document, its passages and the text that is searched for each."""
    passages = parsed.passages
    return parsed.document, passages, [passage_text(p, parsed.document.title) for p in passages]


def rendered(passages: Sequence[Passage], title: str) -> list[tuple[str, str, str]]:
    """The contexts of all passages of one document, as plain tuples."""
    read = contexts(passages, {passages[0].document_id: title})
    return [(read[p.id].target, read[p.id].before, read[p.id].after) for p in passages]


def at(passages: Sequence[Passage], start: int, end: int) -> list[int]:
    """Positions of the passages that overlap a stretch of the document."""
    return [i for i, p in enumerate(passages) if p.start < end and start < p.end]


def quoted(document: Document, passages: Sequence[Passage], quotes: Iterable[str]) -> list[int]:
    """Positions of the passages that hold the quotes, best first, each once."""
    found: dict[int, None] = {}
    for quote in quotes:
        start = document.text.find(quote)
        if start >= 0:
            found.update(dict.fromkeys(at(passages, start, start + len(quote))))
    return list(found)


def owners(folder: Path) -> Iterator[Text]:
    """The texts of people's own kind; the last of each file is only measured."""
    for path in sorted(folder.glob("*.jsonl")):
        rows = read_rows(path)
        for number, row in enumerate(rows):
            document, passages, searched = of_document(parse(row["text"], row["id"]))
            split = "train"
            if number == len(rows) - 1:
                split = "report"
            elif number == len(rows) - 2 and path.stem in CALIBRATE_OWNERS:
                split = "calibrate"
            asked = [
                Asked(
                    q["q"],
                    q["kind"],
                    quoted(document, passages, q.get("gold", ())),
                    quoted(document, passages, q.get("close", ())),
                    quoted(document, passages, q.get("needs", ())),
                )
                for q in row["questions"]
            ]
            asked = [a for a in asked if a.gold or a.kind == "near"]
            title = rendered(passages, document.title)
            yield Text(row["id"], split, "owners", searched, title, asked)


def squad(folder: Path) -> Iterator[Text]:
    """The SQuAD articles; those kept aside are calibrated on and measured, half and half."""
    for suffix in ("", "_v11_extra"):
        by_article: dict[str, list[dict[str, Any]]] = {}
        for row in read_rows(folder / f"questions{suffix}.jsonl"):
            by_article.setdefault(row["article_id"], []).append(row)
        for article in read_rows(folder / f"articles{suffix}.jsonl"):
            name = article["article_id"]
            document, passages, searched = of_document(parse(article["text"], name, "text"))
            shift = article["text"].find(document.text[:40])
            searched = [passage_text(p, article["title"]) for p in passages]
            asked = []
            for row in by_article.get(name, []):
                if row["is_impossible"]:
                    plausible = row.get("plausible_answers") or ()
                    close = quoted(document, passages, [p["text"] for p in plausible[:1]])
                    asked.append(Asked(row["question"], "near", close=close))
                    continue
                gold: dict[int, None] = {}
                for answer in row["answers"]:
                    if answer.get("article_start") is not None:
                        start = answer["article_start"] - shift
                        gold.update(dict.fromkeys(at(passages, start, start + len(answer["text"]))))
                if gold:
                    asked.append(Asked(row["question"], "answer", list(gold)))
            split = "train"
            if name in HELD_OUT_ARTICLES:
                split = "calibrate" if HELD_OUT_ARTICLES.index(name) % 2 else "report"
            yield Text(name, split, "squad", searched, rendered(passages, article["title"]), asked)


def sentences(name: str, source: str, heading: str, lines: list[str], asked: Asked) -> Text:
    """A short text that comes as a list of sentences."""
    searched = [f"{heading}: {line}" for line in lines]
    read = [
        (target, lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else "")
        for i, target in enumerate(searched)
    ]
    return Text(name, "train", source, searched, read, [asked])


def public(data: Path) -> Iterator[Text]:
    """SelQA and ClapNQ: one question on one passage of an encyclopaedia."""
    for row in read_rows(data / "selqa" / "ass.jsonl"):
        if row["gold"] and len(row["sentences"]) > 2:
            asked = Asked(row["question"], "answer", row["gold"])
            yield sentences(row["id"], "selqa", row["section"], row["sentences"], asked)
    for row in read_rows(data / "clapnq" / "dev.jsonl"):
        lines = [line.replace(" ,", ",").replace(" .", ".") for line in row["sentences"]]
        gold = list(row["outputs"][0].get("selected") or ()) if row["answerable"] else []
        if len(lines) > 2 and bool(gold) == row["answerable"]:
            asked = Asked(row["question"], "answer" if gold else "near", gold)
            yield sentences(row["id"], "clapnq", row["title"], lines, asked)


def article(folder: Path, bank: Path) -> Iterator[Text]:
    """The shipped article with its bank, and what it answers in part."""
    corpus = read_corpus(folder)
    (document,) = corpus.documents.values()
    passages = corpus.passages
    place = {passage.id: i for i, passage in enumerate(passages)}
    searched = [passage_text(p, document.title) for p in passages]
    kinds = {"answer": "answer", "premise": "premise", "uncovered": "near"}
    asked = []
    for entry in corpus.entries:
        if entry.kind in kinds and " | " not in entry.text:
            ids = [place[identity] for identity in entry.passages]
            gold = [] if entry.kind == "uncovered" else ids[:3]
            close = ids if entry.kind == "uncovered" else []
            asked.append(Asked(entry.text, kinds[entry.kind], gold, close, ids[3:]))
    by_words = {p.text.strip("| "): i for i, p in enumerate(passages)}
    for row in read_rows(bank / "partial.jsonl"):
        gold = [
            by_words[key]
            for key in (span["text"].strip("| ") for span in row["passages"][:2])
            if key in by_words
        ]
        if gold:
            asked.append(Asked(row["q"], "partial", gold))
    yield Text("article", "train", "bank", searched, rendered(passages, document.title), asked)


def write(text: Text, encoder: QuestionEncoder, sink: IO[str]) -> None:
    """Searches each question of a text as the product does, and writes its lines."""
    vectors, keywords = encoder.encode(text.searched), KeywordIndex(text.searched)
    width = len(str(len(text.searched)))
    names = [str(i).zfill(width) for i in range(len(text.searched))]
    head = {"text": text.name, "split": text.split, "contexts": text.contexts}
    sink.write(json.dumps(head, ensure_ascii=False) + "\n")
    questions = [asked.question for asked in text.asked]
    shortened = abbreviations_of(text.searched)
    asked_vectors = embed_questions(LocalEmbedding(encoder), questions, shortened)
    for asked, vector in zip(text.asked, asked_vectors, strict=True):
        cosines = vectors @ vector
        dense = np.argsort(-cosines, kind="stable")[:REACH].tolist()
        scores, share = keywords.scores(asked.question)
        worded = np.argsort(-scores, kind="stable")[:REACH].tolist()
        fused = fuse(
            {names[i]: float(cosines[i]) for i in dense},
            {names[i]: float(scores[i]) for i in worded if scores[i] > 0},
        )
        row = {
            "q": asked.question,
            "kind": asked.kind,
            "source": text.source,
            "gold": asked.gold,
            "close": asked.close,
            "needs": asked.needs,
            "found": [[int(name), round(score, 4)] for name, score in fused[:FOUND]],
            "keyword": round(share, 4),
            "similarity": round(float(cosines.max()), 4),
        }
        sink.write(json.dumps(row, ensure_ascii=False) + "\n")


def thinned(texts: Sequence[Text], most: Mapping[str, int], rng: random.Random) -> list[Text]:
    """The texts with no more questions of a source and kind (and no more texts) than are used."""
    kept: list[Text] = []
    for source in sorted({text.source for text in texts}):
        own = [text for text in texts if text.source == source]
        if source in ("selqa", "clapnq"):
            own = rng.sample(own, min(len(own), most[source]))
        kept += own
        if source in most:
            for text in own:
                groups: dict[str, list[Asked]] = {}
                for asked in text.asked:
                    groups.setdefault(asked.kind, []).append(asked)
                text.asked = [
                    asked
                    for kind, group in groups.items()
                    for asked in rng.sample(
                        group, min(len(group), most.get(f"{source}/{kind}", most[source]))
                    )
                ]
    return kept


def add_offtopic(texts: Sequence[Text], rng: random.Random) -> None:
    """Questions about other texts, which no passage answers: a twentieth of a text's own."""
    groups: dict[tuple[str, str], list[Text]] = {}
    for text in texts:
        if text.source in ("owners", "squad"):
            groups.setdefault((text.source, text.split), []).append(text)
    for group in groups.values():
        own = {id(text): [a.question for a in text.asked if a.kind == "answer"] for text in group}
        for text in group:
            others = [q for other in group if other is not text for q in own[id(other)]]
            count = max(4, len(text.asked) // 20) if text.split == "train" else 20
            text.asked.extend(Asked(q, "offtopic") for q in rng.sample(others, count))


def main() -> None:
    """Prepares everything into one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True, help="the shipped article's folder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--split", help="only the texts of this split")
    arguments = parser.parse_args()
    data: Path = arguments.data
    texts = [*owners(data / "owners"), *owners(WRITTEN), *squad(data / "squad2"), *public(data)]
    texts += article(arguments.corpus, data / "bank")
    if arguments.split:
        texts = [text for text in texts if text.split == arguments.split]
    rng = random.Random(arguments.seed)
    texts = thinned(texts, MOST, rng)
    add_offtopic(texts, rng)
    encoder = QuestionEncoder()
    with arguments.out.open("w", encoding="utf-8") as sink:
        for text in tqdm(texts, mininterval=10):
            write(text, encoder, sink)


if __name__ == "__main__":
    main()
