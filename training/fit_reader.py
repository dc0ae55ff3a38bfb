"""Fits how a corpus without a question bank decides, and writes it to ``reader.json``.

Each SQuAD 2.0 article is a corpus of its own. The features are the product's own: the cosine of
the best passage, and the share of the question that its keywords cover. Answerable questions are
set against questions about other articles; SQuAD's adversarially unanswerable ones are reported
but not fitted, because two figures cannot tell them apart. Articles that are kept for measuring
are left out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from data import HELD_OUT_ARTICLES
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from assistant.index.embedding import MODEL_DIR, QuestionEncoder
from assistant.index.ingestion import passage_text
from assistant.index.retrieval import KeywordIndex
from assistant.sources.readers import parse

Rows = dict[str, list[tuple[float, float]]]


def features(folder: Path, per_article: int, encoder: QuestionEncoder) -> Rows:
    """The two features of questions of each kind: answerable, impossible, off-topic."""
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in (folder / "questions.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        kind = "impossible" if row["is_impossible"] else "answerable"
        asked[row["article_id"], kind].append(row["question"])
    for line in (folder / "offtopic.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        asked[row["article_id"], "off-topic"].append(row["question"])
    rows: Rows = defaultdict(list)
    articles = [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf-8")]
    for article in tqdm([a for a in articles if a["article_id"] not in HELD_OUT_ARTICLES]):
        parsed = parse(article["text"], article["article_id"], "text")
        texts = [passage_text(p, article["title"]) for p in parsed.passages]
        vectors, keywords = encoder.encode(texts), KeywordIndex(texts)
        for kind in ("answerable", "impossible", "off-topic"):
            for question in asked[article["article_id"], kind][:per_article]:
                similarity = float((vectors @ encoder.encode_one(question)).max())
                rows[kind].append((similarity, keywords.scores(question)[1]))
    return rows


def main() -> None:
    """Fits, prints how well it separates, and writes the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="folder with articles.jsonl, …")
    parser.add_argument("--per-article", type=int, default=25)
    parser.add_argument("--wrongly-refused", type=float, default=0.03)
    arguments = parser.parse_args()

    rows = features(arguments.squad, arguments.per_article, QuestionEncoder())
    kinds: dict[str, NDArray[np.float64]] = {kind: np.array(found) for kind, found in rows.items()}
    inside, outside = kinds["answerable"], kinds["off-topic"]
    labels = np.r_[np.ones(len(inside)), np.zeros(len(outside))]
    model = LogisticRegression(C=100.0).fit(np.vstack([inside, outside]), labels)
    chance = {kind: model.predict_proba(found)[:, 1] for kind, found in kinds.items()}
    threshold = float(np.quantile(chance["answerable"], arguments.wrongly_refused))
    for kind in ("off-topic", "impossible"):
        both = np.r_[chance["answerable"], chance[kind]]
        truth = np.r_[np.ones(len(inside)), np.zeros(len(chance[kind]))]
        print(
            f"{kind}: AUROC {roc_auc_score(truth, both):.3f}, "
            f"refused {np.mean(chance[kind] < threshold):.1%}"
        )
    path = MODEL_DIR / "reader.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    values["plain_intercept"] = round(float(model.intercept_[0]), 4)
    values["plain_similarity_weight"] = round(float(model.coef_[0][0]), 4)
    values["plain_keyword_weight"] = round(float(model.coef_[0][1]), 4)
    values["plain_threshold"] = round(threshold, 4)
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
