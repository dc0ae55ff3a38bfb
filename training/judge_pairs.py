# ruff: noqa: E501, C901, RUF021 (lists of words and patterns read better in one line)
"""Makes pairs of premise and claim for the judge from texts, questions, and written pairs.

From any text: each sentence and row in other words (supported) and with one thing changed (not).
From questions with answers: "question answer" as a claim, with the right answer, another one, or
none. With ``--claims``: only what was written or labelled by hand, that file and ``data/*.txt``.
Other sources are given as arguments; texts named with ``--aside`` are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from changes import names_in, phrases_in, reworded, turned
from composed import attributed, from_one, from_rows, from_two
from copied import of_passage, of_premise

from assistant.proof.premise import premise, spoken
from assistant.records import Passage
from assistant.sources.readers import parse

Pair = dict[str, Any]
_FIGURE = re.compile(r"\d")
WRITTEN = Path(__file__).parent / "data"


def pair(text: str, claim: str, label: str, kind: str, weight: float = 1.0) -> Pair:
    """One line of the output."""
    return {"premise": text, "claim": claim, "label": label, "kind": kind, "weight": weight}


def passages_of(text: str, name: str) -> tuple[Passage, ...]:
    """The passages of a Markdown text, as the product cuts it."""
    return parse(text, name).passages


# --- from any text ------------------------------------------------------------------------------


def _row_claims(row: Passage, rng: random.Random) -> Iterator[tuple[str, str]]:
    """What a row says in prose, and the same with a cell of another column."""
    if len(row.header) != len(row.cells) or len(row.cells) < 2:
        return
    head = row.cells[0].text.strip()
    for column in range(1, len(row.cells)):
        name, value = row.header[column], row.cells[column].text.strip()
        frames = [
            f"For {head}, {name.lower()} is {value}.", f"{head}: {name}: {value}",
            f"The {name.lower()} of {head} is {value}.", f"{name} ({head}): {value}.",
            f"{head} has {value} as {name.lower()}.", f"{value} is the {name.lower()} for {head}.",
            f"| {head} | {value} |", f"When it comes to {head.lower()}, the {name.lower()} has {value}.",
        ]  # fmt: skip
        yield rng.choice(frames), "supported"
        others = [c.text.strip() for i, c in enumerate(row.cells[1:], 1) if i != column]
        wrong = [o for o in others if o.lower() != value.lower()]
        if wrong:
            yield rng.choice(frames).replace(value, rng.choice(wrong)), "contradicted"


def from_text(text: str, name: str, rng: random.Random, each: int) -> Iterator[Pair]:
    """Pairs of one text; ``each`` rounds over its sentences."""
    passages = passages_of(text, name)
    names = sorted({n for p in passages for n in names_in(spoken(p))})
    phrases = sorted({n for p in passages for n in phrases_in(spoken(p))})
    rows = [p for p in passages if p.cells]
    for place, passage in enumerate(passages):
        near = [
            spoken(p)
            for p in passages[max(place - 6, 0) : place + 7]
            if p is not passage and not p.cells
        ]
        for _ in range(each):
            cited = [passage]
            if rng.random() < 0.3 and place + 1 < len(passages):
                cited.append(passages[place + 1])
            given = premise(cited, passages)
            if passage.cells:
                for claim, label in _row_claims(passage, rng):
                    yield pair(given, claim, label, "row")
                other = rng.choice(rows)
                for claim, label in _row_claims(other, rng):
                    if other is not passage and label == "supported" and other not in cited:
                        yield pair(given, claim, "not_supported", "other row", 0.5)
                if other is not passage and rng.random() < 0.7:
                    yield from _two_rows(passage, other, passages, rng)
                continue
            own = spoken(passage)
            if len(own.split()) < 4:
                continue
            yield pair(given, reworded(own, rng), "supported", "reworded", 1.3)
            if rng.random() < 0.25:
                yield pair(given, own, "supported", "copied")
            wrong = turned(own, rng, names, phrases, near)
            for claim, kind, label in rng.sample(wrong, min(len(wrong), 2)):
                claim = reworded(claim, rng) if rng.random() < 0.6 else claim
                yield pair(given, claim, label, kind)
            yield from _composed(passages, place, near, names, phrases, rng)
            if near and rng.random() < 0.2:
                away = rng.choice([spoken(p) for p in passages if p not in cited])
                if away not in given:
                    yield pair(given, reworded(away, rng), "unknown", "elsewhere", 0.7)


def _composed(
    passages: Sequence[Passage],
    place: int,
    near: Sequence[str],
    names: Sequence[str],
    phrases: Sequence[str],
    rng: random.Random,
) -> Iterator[Pair]:
    """Claims about a sentence in its place, and about it together with the one behind it."""
    passage = passages[place]
    own, given = spoken(passage), premise([passage], passages)
    before = spoken(passages[place - 1]) if place else ""
    made = [*from_one(own, given, before, near, rng), *attributed(own, near, rng)]
    for claim, kind, label in made:
        if rng.random() < (0.9 if label == "supported" else 0.4):
            yield pair(given, claim, label, kind)
    later = [p for p in passages[place + 1 : place + 4] if not p.cells and len(p.text.split()) > 3]
    if later and len(own.split()) < 30 and rng.random() < 0.6:
        second = rng.choice(later)
        both = premise([passage, second], passages)
        for claim, kind, label in from_two(own, spoken(second), names, phrases, rng):
            if rng.random() < 0.6:
                yield pair(both, claim, label, kind)


def _two_rows(
    row: Passage, other: Passage, passages: Sequence[Passage], rng: random.Random
) -> Iterator[Pair]:
    """Claims about two rows of one table."""
    if row.header != other.header or not len(row.header) == len(row.cells) == len(other.cells):
        return
    one, two = (
        [(name, cell.text.strip()) for name, cell in zip(p.header, p.cells, strict=False)]
        for p in (row, other)
    )
    given = premise([row, other], passages)
    for claim, kind, label in from_rows(one, two, rng):
        yield pair(given, claim, label, kind)


# --- from questions -----------------------------------------------------------------------------

_WH = re.compile(
    r"^(?:who|what|which (?:\w+ )?)(?= (?:is|was|are|were|has|had|did not|does not|made|wrote|led|won|gave|took|became|caused|built|said|created|invented|played|used|held|discovered|developed|introduced|established|[a-z]+ed|[a-z]+s)\b)",
    re.I,
)


def stated(question: str, answer: str, rng: random.Random) -> str:
    """A question and its answer as a claim; as a statement where a simple rule gives one."""
    bare = question.strip().rstrip("?").strip()
    if _WH.match(bare) and not re.match(
        r"(?i)what (?:is|was|are|were|did|does|do|has|had|kind|type)\b", bare
    ):
        return f"{_WH.sub(answer, bare, count=1)}."
    be = re.match(r"(?i)what (is|was|are|were) (the [^?]+)$", bare)
    if be:
        return f"{be[2][:1].upper()}{be[2][1:]} {be[1].lower()} {answer}."
    many = re.match(r"(?i)how many ([\w ]+?) (are|were|is|was) (.+)$", bare)
    if many:
        return f"{answer} {many[1]} {many[2]} {many[3]}."
    when = re.match(
        r"(?i)(when|where|in what \w+|what year) (is|was|are|were) (.+) (\w+(?:ed|en|ilt|old|ade|ound|eld|nt|wn))$",
        bare,
    )
    if when:
        return f"{when[3][:1].upper()}{when[3][1:]} {when[2]} {when[4]} in {answer}."
    return f"{bare}? {answer[:1].upper()}{answer[1:]}{rng.choice(['.', ''])}"


def _around(text: str, start: int) -> str:
    """The sentence of ``text`` in which ``start`` lies, and the one before."""
    ends = [0, *(m.end() for m in re.finditer(r"[.!?]['\")]*\s+(?=[A-Z])", text)), len(text)]
    at = max(i for i, end in enumerate(ends) if end <= start)
    return text[ends[max(at - 1, 0)] : ends[min(at + 1, len(ends) - 1)]].strip()


def from_squad(folder: Path, rng: random.Random, most: int) -> Iterator[Pair]:
    """Questions of SQuAD with the right answer, with another of its kind, and unanswerable ones."""
    texts = {}
    for name in ("articles.jsonl", "articles_v11_extra.jsonl"):
        for line in (folder / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            texts[row["article_id"]] = row["text"]
    rows = []
    for name in ("questions.jsonl", "questions_v11_extra.jsonl"):
        rows += [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
    starts = {}
    for row in rows:
        if row["answers"]:
            starts.setdefault(row["article_id"], []).append(row["answers"][0])
    rng.shuffle(rows)
    for row in rows[:most]:
        text = texts[row["article_id"]]
        if row["answers"]:
            answer = row["answers"][0]
            if answer["article_start"] is None or len(answer["text"].split()) > 12:
                continue
            given = _around(text, answer["article_start"])
            yield pair(
                given, stated(row["question"], answer["text"], rng), "supported", "squad", 1.2
            )
            figure = bool(_FIGURE.search(answer["text"]))
            others = [
                a["text"]
                for a in starts[row["article_id"]]
                if bool(_FIGURE.search(a["text"])) == figure and len(a["text"].split()) < 6
            ]
            inside = [
                o
                for o in others
                if o in given and o not in answer["text"] and answer["text"] not in o
            ]
            pool = inside or [
                o for o in others if o not in answer["text"] and answer["text"] not in o
            ]
            if pool:
                yield pair(
                    given,
                    stated(row["question"], rng.choice(pool), rng),
                    "not_supported",
                    "squad other answer",
                )
        elif row.get("plausible_answers"):
            answer = row["plausible_answers"][0]
            paragraph = [
                r for r in starts.get(row["article_id"], []) if r["text"] == answer["text"]
            ]
            at = paragraph[0]["article_start"] if paragraph else text.find(answer["text"])
            if at is not None and at >= 0:
                yield pair(
                    _around(text, at),
                    stated(row["question"], answer["text"], rng),
                    "not_supported",
                    "squad impossible",
                )


_VERDICTS = {
    "yes": (("Yes.", "Yes, that is so.", "Yes"), ("No.", "No, not at all.", "Never.")),
    "no": (("No.", "No, it says otherwise.", "No"), ("Yes.", "Yes, that is right.", "Always.")),
    "usually_yes": (("Usually yes.", "Usually.", "In most cases."), ("No.", "Never.", "Always, without exception.")),
    "usually_no": (("Usually not.", "Rarely.", "Normally not."), ("Yes.", "Always.", "Yes, that is the rule.")),
}  # fmt: skip


def _cited_by(spans: Sequence[dict[str, Any]], passages: Sequence[Passage]) -> list[Passage]:
    wanted = [span.get("text", "").strip("| ")[:40] for span in spans]
    return [
        p
        for p in passages
        if any(
            w and w in p.text.strip("| ") or p.text.strip("| ").startswith(w) for w in wanted if w
        )
    ]


_SHARE = 0.2
"""Of the yes/no questions; all of them would be a sixth of all pairs, about one text."""

_PLAIN = re.compile(
    r"^(do|does|can|must|should|will|is|are) (a tpm|tpms|the tpm|they|it|the role|the job|a technical product manager|technical product managers|engineers|the article|this) (.+)$",
    re.I,
)


def from_yes_no(path: Path, passages: Sequence[Passage], rng: random.Random) -> Iterator[Pair]:
    """Yes/no questions about the article with the right and the wrong reply, or as statements."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        cited = _cited_by(row["because"], passages)
        if not cited or row["verdict"] not in _VERDICTS or rng.random() > _SHARE:
            continue
        given = premise(cited[:3], passages)
        right, wrong = _VERDICTS[row["verdict"]]
        question = row["q"].rstrip("?")
        yield pair(given, f"{question}? {rng.choice(right)}", "supported", "yes-no", 0.7)
        yield pair(given, f"{question}? {rng.choice(wrong)}", "contradicted", "yes-no", 0.7)
        plain = _PLAIN.match(question)
        if plain and row["verdict"] in ("yes", "no"):
            aux = {"do": "", "does": ""}.get(plain[1].lower(), f"{plain[1].lower()} ")
            first, _, rest = plain[3].partition(" ")
            verb = f"{first}s" if plain[1].lower() == "does" and first.isalpha() else first
            no = {"do": "do not ", "does": "does not "}.get(plain[1].lower(), f"{aux}not ")
            yes = row["verdict"] == "yes"
            subject = plain[2][:1].upper() + plain[2][1:]
            yield pair(
                given,
                f"{subject} {aux}{verb} {rest}".strip() + ".",
                "supported" if yes else "contradicted",
                "yes-no stated",
            )
            yield pair(
                given,
                f"{subject} {no}{first} {rest}".strip() + ".",
                "contradicted" if yes else "supported",
                "yes-no stated",
            )


_PRESUMED = re.compile(
    r"^(?:so |if |since |because |now that |given that )?(.+?),? (?:so|how|what|which|why|who|where|when|isn't|is that|doesn't|right|correct|can|do|does|at)\b.*$",
    re.I,
)


def from_premises(path: Path, passages: Sequence[Passage]) -> Iterator[Pair]:
    """What questions take for granted although the article denies it."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        cited = _cited_by(row["passages"], passages)
        taken = _PRESUMED.match(row["q"]) if "," in row["q"] else None
        if cited and taken and len(taken[1].split()) > 3:
            yield pair(
                premise(cited[:2], passages),
                f"{taken[1][:1].upper()}{taken[1][1:]}.",
                "contradicted",
                "premise",
            )


# --- written for this ---------------------------------------------------------------------------

_SIGNS = {"+": "supported", "-": "contradicted", "?": "unknown"}


def from_written(
    path: Path, passages: Sequence[Passage], weight: float, rng: random.Random | None = None
) -> Iterator[Pair]:
    """``P: premise`` or ``A: words`` and below it ``+ claim``, ``- claim``, ``? claim``.

    With ``rng`` the faithful ones are varied, too.
    """
    given = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("P: "):
            given = line[3:].strip()
        elif line.startswith("A: "):
            words = line[3:].strip().split(" || ")
            found = [next(p for p in passages if w in spoken(p)) for w in words]
            given = premise(found, passages)
        elif line[:2] in ("+ ", "- ", "? "):
            yield pair(given, line[2:].strip(), _SIGNS[line[0]], "written", weight)
            if rng and line[0] == "+":
                yield from _from_faithful(given, line[2:].strip(), rng)


def from_copies(passages: Sequence[Passage], rng: random.Random) -> Iterator[Pair]:
    """Sentences of the article and of the written premises that are kept nearly as they are."""
    for passage in passages:
        given = premise([passage], passages)
        for claim, kind in of_passage(spoken(passage), rng):
            yield pair(given, claim, "supported", kind, 2.0)
    for line in (WRITTEN / "claims.txt").read_text("utf-8").splitlines():
        if line.startswith("P: "):
            for claim, kind in of_premise(line[3:].strip(), rng):
                yield pair(line[3:].strip(), claim, "supported", kind, 2.0)


def _from_faithful(given: str, claim: str, rng: random.Random) -> Iterator[Pair]:
    """A faithful claim in yet other words, and with one thing changed: paraphrases may lie too."""
    again = reworded(claim, rng)
    if again != claim:
        yield pair(given, again, "supported", "written, reworded", 1.5)
    wrong = turned(claim, rng, [], [], [])
    others = [s for s in re.split(r"(?<=[.!?]) ", given) if s]
    wrong += [m for m in from_one(claim, given, "", others, rng) if m[2] != "supported"]
    wrong += attributed(claim, others, rng)
    for said, kind, label in rng.sample(wrong, min(len(wrong), 1)):
        yield pair(given, said, label, f"written, {kind}", 1.0)


def fits(row: dict[str, Any]) -> bool:
    """Whether a labelled claim is for fitting and not for training: other texts, and a third."""
    return row["source"] != "tpm" or crc32("".join(row["passages"]).encode()) % 3 == 0


def from_claims(
    path: Path, texts: dict[str, tuple[Passage, ...]], aside: set[str], weight: float, fit: bool
) -> Iterator[Pair]:
    """Labelled claims with the exact words of their passages, by source: to fit, or to train."""
    kinds = {"supported": "supported", "contradicted": "contradicted", "not_enough": "unknown"}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["source"] in aside or row["id"] in aside or fits(row) != fit:
            continue
        passages = texts[row["source"]]
        cited = [p for p in passages if spoken(p) in {" ".join(w.split()) for w in row["passages"]}]
        given = premise(cited, passages) if cited else " ".join(row["passages"])
        yield pair(given, row["claim"], kinds[row["label"]], row["kind"], weight)


def for_fitting(
    arguments: argparse.Namespace, article: Sequence[Passage], rng: random.Random
) -> Iterator[Pair]:
    """Pairs that the judge was not trained on: texts kept aside, and claims about other things."""
    rows = [row for path in sorted(arguments.owners.glob("*.jsonl")) for row in _lines(path)]
    kept = [row for row in rows if row["id"] in arguments.aside]
    others = [spoken(p) for row in kept for p in passages_of(row["text"], row["id"]) if not p.cells]
    for row in kept:
        pairs = list(from_text(row["text"], row["id"], rng, 1))
        yield from ({**one, "weight": 0.25} for one in rng.sample(pairs, min(len(pairs), 60)))
    for passage in rng.sample(list(article), 60):
        given = premise([passage], article)
        yield pair(given, reworded(rng.choice(others), rng), "unknown", "far", 0.5)
        near = spoken(rng.choice([p for p in article if p is not passage and not p.cells]))
        if near not in given:
            yield pair(given, reworded(near, rng), "unknown", "elsewhere", 0.5)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def made(arguments: argparse.Namespace, rng: random.Random) -> Iterator[Pair]:
    """All pairs, from every source that was named."""
    article = passages_of(arguments.article.read_text("utf-8"), "article")
    aside = set(arguments.aside)
    texts = {"tpm": article}
    if arguments.claims:
        aside |= set(arguments.claims_aside.read_text("utf-8").split())
        for row in _lines(arguments.claims_texts):
            texts[row["source"]] = passages_of(row["text"], row["source"])
        yield from from_claims(arguments.claims, texts, aside, 3.0, arguments.fit)
    if arguments.fit:
        yield from from_written(WRITTEN / "fit_claims.txt", article, 3.0)
        yield from for_fitting(arguments, article, rng)
        return
    if arguments.claims:
        for name in ("claims.txt", "article_claims.txt"):
            yield from from_written(WRITTEN / name, article, 2.0, rng)
        return
    yield from from_text(arguments.article.read_text("utf-8"), "article", rng, 3)
    yield from from_copies(article, rng)
    if arguments.bank:
        yield from from_yes_no(arguments.bank / "yesno.jsonl", article, rng)
        yield from from_premises(arguments.bank / "premise.jsonl", article)
    for folder in (arguments.owners, WRITTEN / "owners") if arguments.owners else ():
        for path in sorted(folder.glob("*.jsonl")):
            for row in _lines(path):
                if row["id"] not in aside:
                    yield from from_text(row["text"], row["id"], rng, 1)
    if arguments.squad:
        yield from from_squad(arguments.squad, rng, arguments.most)


def write_pairs(path: Path, pairs: Sequence[Pair]) -> None:
    """Writes pairs, one a line, and prints how many there are by kind and label."""
    lines = [json.dumps(row, ensure_ascii=False) for row in pairs]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for (kind, label), count in sorted(Counter((p["kind"], p["label"]) for p in pairs).items()):
        print(f"{count:6d}  {label:14} {kind}")


def main() -> None:
    """Writes the pairs and counts them by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--article", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--claims-texts", type=Path)
    parser.add_argument("--claims-aside", type=Path, help="ids and sources that are not used")
    parser.add_argument("--bank", type=Path)
    parser.add_argument("--owners", type=Path)
    parser.add_argument("--squad", type=Path)
    parser.add_argument("--aside", nargs="*", default=[], help="ids of owners' texts left out")
    parser.add_argument("--most", type=int, default=2500, help="questions of --squad")
    parser.add_argument("--fit", action="store_true", help="pairs for fit_judge.py instead")
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    pairs = list(made(arguments, random.Random(arguments.seed)))
    write_pairs(arguments.out, pairs)


if __name__ == "__main__":
    main()
