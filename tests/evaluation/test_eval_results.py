"""One row for each case: verdict and reasons agree, and reactions are judged as promised."""

from __future__ import annotations

import json

import pytest

from eval.results import reaction_fault, score_run
from eval.rows import row_from_json
from eval.runner import observe
from eval.sets import RobustnessCase, load_sets
from eval.subject import Reaction
from tests.support.scripted import (
    BrokenAlwaysRefuses,
    BrokenNeverRefuses,
    BrokenPrevious,
    Scripted,
    ScriptedSubject,
)

ANSWER = json.dumps({"status": "answered"})
PROBLEM = json.dumps({"title": "No", "status": 422, "detail": "Type a question."})
PLAIN, STREAM, ERROR = "application/json", "text/event-stream", "application/problem+json"


def test_every_case_can_be_answered_with_its_own_quotes() -> None:
    sets = load_sets()
    subject = ScriptedSubject(Scripted(sets), sets)
    rows = score_run(sets, observe(subject, sets), subject.texts)
    assert [(row.id, row.why) for row in rows if not row.right] == []


@pytest.mark.parametrize("fault", [BrokenAlwaysRefuses, BrokenNeverRefuses, BrokenPrevious])
def test_a_row_is_right_or_says_why(fault: type) -> None:
    sets = load_sets().limited(12)
    subject = ScriptedSubject(fault(Scripted(sets)), sets)
    rows = score_run(sets, observe(subject, sets), subject.texts)
    assert any(not row.right for row in rows)
    assert all(row.right is not bool(row.why) for row in rows)
    for row in rows:
        assert row_from_json(json.loads(json.dumps(row.to_json()))) == row


@pytest.mark.parametrize(
    ("expect", "status", "kind", "text", "fine"),
    [
        ("ok", 200, PLAIN, ANSWER, True),
        ("ok", 200, STREAM, "event: searching\ndata: {}\n\nevent: answered\ndata: {}\n\n", True),
        ("ok", 200, STREAM, "event: searching\ndata: {}\n\nevent: failed\ndata: {}\n\n", False),
        ("ok", 200, STREAM, "", False),
        ("ok", 200, PLAIN, "[]", False),
        ("ok", 200, PLAIN, '{"status": "fine"}', False),
        ("ok", 422, ERROR, PROBLEM, False),
        ("client_error", 422, ERROR, PROBLEM, True),
        ("client_error", 200, PLAIN, ANSWER, False),
        ("client_error", 422, PLAIN, PROBLEM, False),
        ("client_error", 422, ERROR, '{"title": "No", "status": 422}', False),
        ("client_error", 422, ERROR, "oops", False),
        ("client_error", 302, PLAIN, "", False),
        ("ok_or_client_error", 200, PLAIN, ANSWER, True),
        ("ok_or_client_error", 413, ERROR, PROBLEM, True),
        ("ok_or_client_error", 500, ERROR, PROBLEM, False),
        ("client_error", 400, ERROR, PROBLEM + "Traceback (most recent call last)", False),
    ],
)
def test_reactions(expect: str, status: int, kind: str, text: str, fine: bool) -> None:
    case = RobustnessCase("r1", b"", expect, "why")  # type: ignore[arg-type]
    assert (reaction_fault(case, Reaction(status, kind, text)) == "") is fine
