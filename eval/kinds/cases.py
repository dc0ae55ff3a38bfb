"""The kinds as plain values: every file becomes cases of one or more messages, each with a rule.

The files keep the form in which they were written (``eval/sets/kinds/README.md``), so that other
files of the same kinds can be scored with ``--data``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, get_args

from eval.errors import SetError, reason

KINDS = Path(__file__).resolve().parents[1] / "sets" / "kinds"
Rule: TypeAlias = Literal["answered", "told", "overview", "refused", "unanswered", "begins"]
Half: TypeAlias = Literal["even", "odd", "all"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message and what a right reply to it is.

    Attributes:
        rule: ``answered``, the article answers it; ``told``, it answers a part; ``overview``, from
            several passages; ``refused``, it is silent, and nothing may be stated; ``unanswered``,
            it is silent, and stating what is near is no fault; ``begins``, it does not begin with
            one of ``wrong``, and may begin with one of ``facts``.
        label: what to break the figures down by.
        gold: quotes of which at least ``need`` must be cited.
        facts: regular expressions, each to be found in the text or the quotes.
        wrong: regular expressions of which none may be found in the text.
        alone: quotes that must not be cited as they stand, being fragments.
    """

    text: str
    rule: Rule
    label: str = ""
    gold: tuple[str, ...] = ()
    need: int = 1
    facts: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Messages that belong together: a conversation, a family of wordings, or a single question.

    ``in_order`` says that each is asked with the ones before it as history.
    """

    kind: str
    id: str
    messages: tuple[Message, ...]
    in_order: bool = False


def load_kinds(folder: Path = KINDS, only: Iterable[str] = ()) -> dict[str, tuple[Case, ...]]:
    """The cases of every kind that ``folder`` has a file for, in the order of ``READERS``.

    A kind's file is ``KIND.jsonl`` or ``KIND_dev.jsonl``.

    Raises:
        SetError: no kind is left, a name is unknown, or a line does not have the kind's form.
    """
    wanted = tuple(only) or tuple(READERS)
    unknown = [name for name in wanted if name not in READERS]
    if unknown:
        raise SetError(
            f"There is no kind {', '.join(unknown)}.", f"The kinds are {', '.join(READERS)}."
        )
    found: dict[str, tuple[Case, ...]] = {}
    for kind, read in READERS.items():
        path = _file_of(folder, kind)
        if kind in wanted and path is not None:
            found[kind] = tuple(_cases(path, kind, read))
    if not found:
        raise SetError(
            f"{folder} has no file of a kind.",
            f"It should hold {', '.join(f'{name}.jsonl' for name in wanted)}.",
        )
    return found


def set_name(kind: str) -> str:
    """The name of the set that a kind is in reports and gates."""
    return "relations" if kind == "conversations" else kind


def half_named(name: str) -> Half:
    """The half of that name.

    Raises:
        SetError: it is neither ``even`` nor ``odd`` nor ``all``.
    """
    for half in get_args(Half):
        if name == half:
            return cast(Half, half)
    raise SetError(f"There is no half “{name}”.", "Take even, odd or all.")


def in_half(identity: str, half: Half) -> bool:
    """Whether a case belongs to the half, by its number: even to choose on, odd to report on."""
    if half == "all":
        return True
    digits = re.findall(r"\d+", identity)
    number = int(digits[-1]) if digits else sum(identity.encode())
    return (number % 2 == 0) == (half == "even")


def of_half(cases: Iterable[Case], half: Half) -> tuple[Case, ...]:
    """The cases of the half; the wordings of a family and the turns of a conversation stay."""
    return tuple(case for case in cases if in_half(case.id, half))


def _file_of(folder: Path, kind: str) -> Path | None:
    stems = (kind, f"{kind}_dev", f"paraphrase_{kind}", f"paraphrase_{kind}_dev")
    paths = (folder / f"{stem}.jsonl" for stem in stems)
    return next((path for path in paths if path.is_file()), None)


def _cases(path: Path, kind: str, read: Callable[[Mapping[str, Any]], Case]) -> Iterable[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield replace(read(json.loads(line)), kind=kind)
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise SetError(
                f"{path.name} line {number} is no case of {kind}: {reason(error)}.",
                "eval/sets/kinds/README.md describes the fields.",
            ) from error


def _partial(row: Mapping[str, Any]) -> Case:
    message = Message(
        text=row["question"],
        rule="told",
        label=row["kind"],
        gold=tuple(row["gold_quotes"]),
        facts=tuple(row["facts"]),
        wrong=tuple(row["must_not"]),
    )
    return Case("", row["id"], (message,))


def _reasoning(row: Mapping[str, Any]) -> Case:
    gold = tuple(row["gold_quotes"])
    message = Message(
        text=row["question"],
        rule="answered",
        label=row["kind"],
        gold=gold,
        need=len(gold) if row["need_all_quotes"] else 1,
        facts=tuple(row["facts"]),
        wrong=tuple(row["wrong"]),
    )
    return Case("", row["id"], (message,))


def _overview(row: Mapping[str, Any]) -> Case:
    message = Message(
        text=row["question"],
        rule="overview",
        label=row["kind"],
        gold=tuple(row["gold_quotes"]),
        need=int(row["need"]),
        alone=tuple(row["must_not_quotes"]),
    )
    return Case("", row["id"], (message,))


def _hard_unanswerable(row: Mapping[str, Any]) -> Case:
    return Case("", row["id"], (Message(row["question"], "refused", row["kind"]),))


def _conversation(row: Mapping[str, Any]) -> Case:
    messages = tuple(
        Message(
            text=turn["user"],
            rule="answered" if turn["answerable"] else "unanswered",
            label=turn["relation"],
            facts=tuple(turn["facts"]),
            wrong=tuple(turn["wrong"]),
            need=0,
            gold=tuple(turn["gold_quotes"]),
        )
        for turn in row["turns"]
    )
    return Case("", row["id"], messages, in_order=True)


def _language(row: Mapping[str, Any]) -> Case:
    return Case("", row["id"], (_either(row, row["question"], row["lang"]),))


def _parts(row: Mapping[str, Any]) -> Case:
    """Several questions in one message: the facts of each, and the words of what is lacking."""
    lacking = tuple(row["lacking"])
    message = Message(
        text=row["question"],
        rule="told" if lacking else "answered",
        label="a part lacking" if lacking else "all answered",
        gold=tuple(row["gold_quotes"]),
        need=0,
        facts=(*row["facts"], *lacking),
    )
    return Case("", row["id"], (message,))


def _yes_no(row: Mapping[str, Any]) -> Case:
    """A question that asks yes or no: the opposite is wrong, and silence is no fault."""
    yes, no = r"^(?:usually, )?yes\b", r"^(?:usually not|no)\b(?! reason)"
    right, wrong = (yes, no) if row["says"] == "yes" else (no, yes)
    return Case(
        "", row["id"], (Message(row["question"], "begins", facts=(right,), wrong=(wrong,)),)
    )


def _family(row: Mapping[str, Any]) -> Case:
    return Case("", row["id"], tuple(_either(row, way, "") for way in row["ways"]))


def _either(row: Mapping[str, Any], text: str, label: str) -> Message:
    if not row["answerable"]:
        return Message(text, "unanswered", label)
    gold, facts = tuple(row["gold_quotes"]), tuple(row["facts"])
    return Message(text, "answered", label, gold, facts=facts)


READERS: Mapping[str, Callable[[Mapping[str, Any]], Case]] = {
    "partial": _partial,
    "reasoning": _reasoning,
    "overview": _overview,
    "hard_unanswerable": _hard_unanswerable,
    "conversations": _conversation,
    "talks": _conversation,
    "languages": _language,
    "families": _family,
    "parts": _parts,
    "yes_no": _yes_no,
}
