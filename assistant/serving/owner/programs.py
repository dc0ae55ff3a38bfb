"""The owner's area for programs: the same data as JSON, behind a token, told by OpenAPI."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from assistant.keeping.visits import Visit
from assistant.owner import exports, report
from assistant.owner.insights import Group
from assistant.serving.owner.desk import HEADERS, Desk
from assistant.serving.owner.looking import Filter
from assistant.serving.owner.pages import exported
from assistant.serving.owner.state import facts

CALLS = 120
"""Requests with a token, right or wrong, that one address may make in a minute."""
_BEARER = HTTPBearer(auto_error=False, description="The value of ASSISTANT_OWNER_TOKEN")
DaysQuery = Annotated[int, Query(ge=1, le=3_650, description="How many days back")]


class DayModel(BaseModel):
    """Questions of one day (UTC) by outcome, surface or site."""

    date: str
    total: int
    parts: dict[str, int]


class OverviewModel(BaseModel):
    """Questions over time, and their sums."""

    days: list[DayModel]
    outcomes: dict[str, int]
    surfaces: dict[str, int]
    sites: dict[str, int]
    helpful: int
    not_helpful: int


class AskedModel(BaseModel):
    """One question that was kept, with what the visitor saw of its answer."""

    id: str
    asked_at: str
    outcome: str
    surface: str
    site: str
    question: str
    answer: str
    cited: str
    missing: str
    rating: str
    reason: str
    comment: str
    done: str
    engine: str


class AskedListModel(BaseModel):
    """Questions that fit, newest first; the next page begins behind them."""

    questions: list[AskedModel]


class GroupModel(BaseModel):
    """Questions of one meaning."""

    number: int
    example: str
    outcome: str
    ids: list[str]


class GroupsModel(BaseModel):
    """Groups, the largest first."""

    groups: list[GroupModel]


class UseModel(BaseModel):
    """How often a passage was cited in the answers that were kept."""

    document_id: str
    start: int
    end: int
    text: str
    cited: int


class PassagesModel(BaseModel):
    """Every passage, the most cited first."""

    passages: list[UseModel]


class StateModel(BaseModel):
    """How everything does, by names for people."""

    state: dict[str, str | int]


class DoneModel(BaseModel):
    """Whether a question is dealt with."""

    done: bool


class DeletedModel(BaseModel):
    """How many rows were deleted."""

    deleted: int


def add_programs(routes: APIRouter, desk: Desk) -> None:
    """Adds the routes; every one of them asks for the token first."""

    async def allowed(request: Request) -> None:
        if wait := await desk.throttled(request, "token", CALLS):
            raise HTTPException(429, f"That was a lot at once. Try again in {wait:.0f} seconds.")
        if not (await desk.sessions()).has_token(request):
            raise HTTPException(401, "Send the token of ASSISTANT_OWNER_TOKEN as Bearer.")

    api = APIRouter(
        prefix="/api/owner", tags=["owner"], dependencies=[Depends(_BEARER), Depends(allowed)]
    )
    _add_looks(api, desk)
    _add_files(api, desk)
    _add_acts(api, desk)
    routes.include_router(api)


def _add_looks(api: APIRouter, desk: Desk) -> None:
    looking = desk.looking

    @api.get("/overview", response_model=OverviewModel)
    async def overview(days: DaysQuery = 30, by: str = "outcome") -> dict[str, Any]:
        """Questions over time; `by` is outcome, surface or site."""
        by = by if by in ("surface", "site") else "outcome"
        found = await asyncio.to_thread(looking.overview, days, by)
        sums = {name: dict(found[name]) for name in ("outcomes", "surfaces", "sites")}
        told = [{"date": d.date, "total": d.total, "parts": dict(d.parts)} for d in found["days"]]
        return {**sums, "days": told, "helpful": found["up"], "not_helpful": found["down"]}

    @api.get("/questions", response_model=AskedListModel)
    async def questions(
        request: Request, days: DaysQuery = 30, outcome: str = "", surface: str = "",
        site: str = "", q: str = "", done: str = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    ) -> dict[str, Any]:  # fmt: skip
        """Questions that were kept, fifty a page; filters as on the owner's page."""
        chosen = replace(Filter.read(request.query_params), days=days, page=page)
        visits = await asyncio.to_thread(looking.visits, chosen)
        ratings = await asyncio.to_thread(looking.ratings_of, visits)
        return {"questions": [exports.as_row(v, ratings.get(v.id)) for v in visits]}

    @api.get("/groups", response_model=GroupsModel)
    async def groups(days: DaysQuery = 30, gaps: bool = True) -> dict[str, Any]:
        """Questions by meaning; with `gaps` those that were not or only in part answered."""
        found = await asyncio.to_thread(looking.groups, days, gaps=gaps)
        return {"groups": [_group(group) for group in found[:500]]}

    @api.get("/passages", response_model=PassagesModel)
    async def passages(days: DaysQuery = 30) -> dict[str, Any]:
        """How often each passage was cited."""
        found = await asyncio.to_thread(looking.use, days)
        names = ("document_id", "start", "end", "text")
        return {
            "passages": [
                {**{n: getattr(use.passage, n) for n in names}, "cited": use.cited} for use in found
            ]
        }

    @api.get("/state", response_model=StateModel)
    async def state() -> dict[str, Any]:
        """Documents, index, engine, model, and what is kept."""
        return {"state": await asyncio.to_thread(facts, desk)}


def _add_files(api: APIRouter, desk: Desk) -> None:
    kinds = {
        "text/csv": {"schema": {"type": "string"}},
        "application/jsonl": {"schema": {"type": "string"}},
    }

    @api.get("/questions.{form}", response_class=Response, responses={200: {"content": kinds}})
    async def files(
        request: Request, form: Annotated[str, Path(pattern="^(csv|jsonl)$")]
    ) -> Response:
        """Everything that fits the filter: a table whose cells run no formula, or JSON lines."""
        return await exported(desk, request)

    page = {"text/html": {"schema": {"type": "string"}}}

    @api.get("/report.html", response_class=Response, responses={200: {"content": page}})
    async def the_report(days: DaysQuery = 7) -> Response:
        """A week or another time as one HTML file to send on."""
        html = report.as_html(await asyncio.to_thread(desk.looking.report, days))
        return Response(html, media_type="text/html; charset=utf-8", headers=HEADERS)


def _add_acts(api: APIRouter, desk: Desk) -> None:
    @api.put("/questions/{answer_id}/done", response_model=DoneModel)
    async def mark(answer_id: str, done: bool = True) -> dict[str, bool]:
        """Marks a question as dealt with, or not."""
        await _act(desk, answer_id, lambda visit: desk.store.mark_done(visit.id, done))
        return {"done": done}

    @api.delete("/questions/{answer_id}", response_model=DeletedModel)
    async def forget(answer_id: str) -> dict[str, int]:
        """Deletes everything that the visitor of this question left."""

        def gone(visit: Visit) -> int:
            return desk.store.forget([visit.conversation])

        return {"deleted": await _act(desk, answer_id, gone)}

    @api.delete("/questions", response_model=DeletedModel)
    async def delete_old(
        older_than_days: Annotated[int, Query(ge=1, le=3_650)],
    ) -> dict[str, int]:
        """Deletes what is older than so many days, counts too."""
        before = time.time() - older_than_days * 86_400
        return {"deleted": await asyncio.to_thread(desk.store.delete_before, before)}


async def _act(desk: Desk, answer_id: str, work: Callable[[Visit], int]) -> int:
    visit = await desk.visit(answer_id)
    await asyncio.to_thread(desk.keeper.flush)
    return await asyncio.to_thread(work, visit)


def _group(group: Group) -> dict[str, Any]:
    return {
        "number": group.number,
        "example": group.example.question,
        "outcome": group.example.outcome,
        "ids": [visit.id for visit in group.members],
    }
