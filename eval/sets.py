"""The questions: plain frozen values, read from ``eval/sets/*.jsonl``, and what is wrong with them.

The sets were written by hand for this article, before anyone looked at what the assistant
answers. A case may be wrong, and then it is mended with a reason; it is never bent towards the
assistant's answer.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

from jsonschema import Draft202012Validator

from eval.errors import SetError, reason
from eval.kinds.cases import Case, load_kinds, set_name

SETS = Path(__file__).resolve().parent / "sets"
NAMES = ("answerable", "unanswerable", "conversations", "robustness")
FROM_BANK = "bank"
"""Kind of the cases that were taken from a question bank on purpose."""
IN_WAYS = 80
"""About how many questions are asked in sixteen ways; all would take most of the time."""
Groups: TypeAlias = tuple[tuple[str, ...], ...]
Shape: TypeAlias = Literal["bullets", "shorter", "section"] | None


_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class AnswerableCase:
    """A question that the article answers.

    Attributes:
        needed: groups of quotes; the proof needs one quote of every group.
        also: quotes that belong to a good answer but are not required.
        facts: regular expressions that the answer's text must match, all of them.
        wrong: regular expressions that it must not match.
    """

    id: str
    question: str
    kind: str
    style: str
    persona: str
    needed: Groups
    also: tuple[str, ...]
    facts: tuple[str, ...]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnanswerableCase:
    """A question that must not be answered as asked; ``refutes`` contradicts its premise."""

    id: str
    question: str
    kind: str
    expect: Literal["not_covered", "small_talk", "refuted"]
    refutes: tuple[str, ...]
    style: str


@dataclass(frozen=True, slots=True)
class TurnCase:
    """One message of a conversation and what a right reply to it is."""

    user: str
    expect: Literal["answered", "not_covered", "small_talk"]
    needed: Groups
    also: tuple[str, ...]
    facts: tuple[str, ...]
    shape: Shape


@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages asked one after another, each with the real replies before it as history."""

    id: str
    what: str
    turns: tuple[TurnCase, ...]


@dataclass(frozen=True, slots=True)
class RobustnessCase:
    """The bytes of one request to ``POST /api/chat`` and how the server may react."""

    id: str
    body: bytes
    expect: Literal["ok", "client_error", "ok_or_client_error"]
    why: str


@dataclass(frozen=True, slots=True)
class Sets:
    """All cases of one evaluation."""

    answerable: tuple[AnswerableCase, ...] = ()
    unanswerable: tuple[UnanswerableCase, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    robustness: tuple[RobustnessCase, ...] = ()
    kinds: tuple[Case, ...] = ()

    def sizes(self) -> dict[str, int]:
        """How many cases every set has, the kinds and the invariance as sets of their own."""
        sizes = {name: len(getattr(self, name)) for name in NAMES}
        sizes |= {set_name(kind): len(cases) for kind, cases in self.by_kind().items()}
        ways = len(self.asked_in_ways())
        return {**sizes, "invariance": ways} if ways else sizes

    def by_kind(self) -> dict[str, tuple[Case, ...]]:
        """The cases of each kind."""
        sorted_in: dict[str, list[Case]] = {}
        for case in self.kinds:
            sorted_in.setdefault(case.kind, []).append(case)
        return {kind: tuple(cases) for kind, cases in sorted_in.items()}

    def asked_in_ways(self) -> list[tuple[str, str, bool]]:
        """Id, text and answerability of the questions that the invariance is measured on.

        They are spread evenly over the two sets. Without any kind there is none, so that a run of
        the plain sets alone stays as short as it is.
        """
        if not self.kinds:
            return []
        whole = [(case.id, case.question, True) for case in self.answerable]
        whole += [(case.id, case.question, False) for case in self.unanswerable]
        return whole[:: max(1, len(whole) // IN_WAYS)]

    def quotes(self) -> set[str]:
        """Every quote of every case, once."""
        return {quote for _, quote in _quotes(self)}

    def limited(self, most: int) -> Sets:
        """The same sets with at most ``most`` cases each, spread evenly over the file."""
        kinds = (case for cases in self.by_kind().values() for case in _spread(cases, most))
        return Sets(
            answerable=_spread(self.answerable, most),
            unanswerable=_spread(self.unanswerable, most),
            conversations=_spread(self.conversations, most),
            robustness=_spread(self.robustness, most),
            kinds=tuple(kinds),
        )

    def questions(self) -> Iterator[tuple[str, str]]:
        """Id and text of everything that the plain sets ask with no history before it.

        Cases that say themselves that they come from the bank are left out.
        """
        for case in self.answerable:
            if case.kind != FROM_BANK:
                yield case.id, case.question
        for silent in self.unanswerable:
            if silent.kind != FROM_BANK:
                yield silent.id, silent.question
        for conversation in self.conversations:
            yield conversation.id, conversation.turns[0].user


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a set."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class _Rows:
    """Parsed lines of one file, and what was wrong while parsing."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load_sets(folder: Path = SETS) -> Sets:
    """Reads the sets that the folder has; own sets need not have all of them.

    Raises:
        SetError: the folder has none, or a line does not follow ``schema.json``.
    """
    if not any((folder / f"{name}.jsonl").is_file() for name in NAMES):
        raise SetError(
            f"There is no set in {folder}.",
            "A set is answerable.jsonl, unanswerable.jsonl, conversations.jsonl or "
            "robustness.jsonl; `python -m eval new DIR` starts them.",
        )
    read = {name: _read(folder, name) for name in NAMES}
    problems = [problem for part in read.values() for problem in part.problems]
    if problems:
        raise SetError(
            f"{len(problems)} line{'' if len(problems) == 1 else 's'} of the sets cannot be used; "
            f"first: {problems[0]}.",
            "`python -m eval validate` lists them all.",
        )
    return Sets(
        answerable=tuple(_answerable(row) for row in read["answerable"].rows),
        unanswerable=tuple(_unanswerable(row) for row in read["unanswerable"].rows),
        conversations=tuple(_conversation(row) for row in read["conversations"].rows),
        robustness=tuple(_robustness(row) for row in read["robustness"].rows),
        kinds=_kinds(folder),
    )


def format_problems(folder: Path = SETS) -> list[Problem]:
    """Lines that cannot be parsed or break ``schema.json``, and ids used twice."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for name in NAMES:
        part = _read(folder, name)
        problems += part.problems
        for number, row in enumerate(part.rows, 1):
            place = f"{name}.jsonl line {number}"
            identity = str(row.get("id"))
            if identity in seen:
                problems.append(Problem(place, f"the id {identity} is used in {seen[identity]}"))
            seen.setdefault(identity, place)
    return problems


def _kinds(folder: Path) -> tuple[Case, ...]:
    place = folder / "kinds"
    found = load_kinds(place) if place.is_dir() else {}
    return tuple(case for cases in found.values() for case in cases)


def content_problems(sets: Sets, texts: Iterable[str]) -> list[Problem]:
    """Quotes that are not in the article word for word, and patterns that do not compile."""
    problems = [
        Problem(identity, f"no document has the words “{quote}”")
        for identity, quote in lost_quotes(sets, texts)
    ]
    for identity, pattern in _patterns(sets):
        try:
            re.compile(pattern)
        except re.error as error:
            problems.append(Problem(identity, f"the fact {pattern!r} does not compile: {error}"))
    return problems


def lost_quotes(sets: Sets, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Case and quote for every quote that no document has word for word."""
    texts = tuple(texts)
    known: dict[str, bool] = {}
    for _, quote in _quotes(sets):
        if quote not in known:
            known[quote] = any(quote in text for text in texts)
    return [(identity, quote) for identity, quote in _quotes(sets) if not known[quote]]


def shared_questions(sets: Sets, asked: Iterable[str]) -> list[Problem]:
    """Set questions that also stand among ``asked`` (the question bank), after normalising."""
    known = {normalise(question) for question in asked}
    return [
        Problem(identity, f"the question is in the bank: “{question}”")
        for identity, question in sets.questions()
        if normalise(question) in known
    ]


def normalise(question: str) -> str:
    """The question without case, accents, punctuation and doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", question.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", letters.replace("’", "").replace("'", "")))


def _read(folder: Path, name: str) -> _Rows:
    schema = json.loads((SETS / "schema.json").read_text(encoding="utf-8"))
    checker = Draft202012Validator(
        {"$schema": schema["$schema"], "$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
    )
    path = folder / f"{name}.jsonl"
    part = _Rows()
    if not path.is_file():
        return part
    # Only line feeds end a line: JSON strings may hold U+2028, which str.splitlines splits at.
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path.name} line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            part.problems.append(Problem(place, reason(error)))
            continue
        part.rows.append(row)
        for fault in checker.iter_errors(row):
            where = "/".join(str(step) for step in fault.absolute_path) or "case"
            part.problems.append(Problem(place, f"{where}: {fault.message[:200]}"))
        part.problems += _raw_problems(place, row)
    return part


def _raw_problems(place: str, row: Mapping[str, Any]) -> list[Problem]:
    try:
        base64.b64decode(str(row.get("raw_base64", "")), validate=True)
    except binascii.Error as error:
        return [Problem(place, f"raw_base64: {error}")]
    return []


def _answerable(row: Mapping[str, Any]) -> AnswerableCase:
    return AnswerableCase(
        id=row["id"],
        question=row["question"],
        kind=row["kind"],
        style=row.get("style", "plain"),
        persona=row.get("persona", "anybody"),
        needed=_groups(row["needed"]),
        also=tuple(row.get("also", ())),
        facts=tuple(row.get("facts", ())),
        wrong=tuple(row.get("wrong", ())),
    )


def _unanswerable(row: Mapping[str, Any]) -> UnanswerableCase:
    return UnanswerableCase(
        id=row["id"],
        question=row["question"],
        kind=row["kind"],
        expect=row["expect"],
        refutes=tuple(row.get("refutes", ())),
        style=row.get("style", "plain"),
    )


def _conversation(row: Mapping[str, Any]) -> Conversation:
    turns = tuple(
        TurnCase(
            user=turn["user"],
            expect=turn["expect"],
            needed=_groups(turn.get("needed", ())),
            also=tuple(turn.get("also", ())),
            facts=tuple(turn.get("facts", ())),
            shape=turn.get("shape"),
        )
        for turn in row["turns"]
    )
    return Conversation(id=row["id"], what=row["what"], turns=turns)


def _robustness(row: Mapping[str, Any]) -> RobustnessCase:
    if "raw_base64" in row:
        body = base64.b64decode(row["raw_base64"])
    else:
        # json.dumps escapes lone surrogates, so every body can be sent as bytes.
        body = json.dumps(row["body"]).encode()
    return RobustnessCase(id=row["id"], body=body, expect=row["expect"], why=row["why"])


def _groups(groups: Iterable[Iterable[str]]) -> Groups:
    return tuple(tuple(group) for group in groups)


def _quotes(sets: Sets) -> Iterator[tuple[str, str]]:
    for case in sets.answerable:
        for quote in (*(quote for group in case.needed for quote in group), *case.also):
            yield case.id, quote
    for refuted in sets.unanswerable:
        for quote in refuted.refutes:
            yield refuted.id, quote
    for conversation in sets.conversations:
        for turn in conversation.turns:
            for quote in (*(quote for group in turn.needed for quote in group), *turn.also):
                yield conversation.id, quote
    for kind in sets.kinds:
        for message in kind.messages:
            yield from ((kind.id, quote) for quote in (*message.gold, *message.alone))


def _patterns(sets: Sets) -> Iterator[tuple[str, str]]:
    for case in sets.answerable:
        yield from ((case.id, pattern) for pattern in (*case.facts, *case.wrong))
    for conversation in sets.conversations:
        for turn in conversation.turns:
            yield from ((conversation.id, pattern) for pattern in turn.facts)
    for kind in sets.kinds:
        for message in kind.messages:
            yield from ((kind.id, pattern) for pattern in (*message.facts, *message.wrong))


def _spread(cases: tuple[_Any, ...], most: int) -> tuple[_Any, ...]:
    if len(cases) <= most:
        return cases
    return tuple(cases[index * len(cases) // most] for index in range(most))
