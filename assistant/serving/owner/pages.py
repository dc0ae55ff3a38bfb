"""Looking at what was asked, and what can be done with one question."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlencode

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from assistant.keeping.visits import Visit, Wanted
from assistant.owner import cases, exports
from assistant.records import Answer
from assistant.serving.answer_text import answer_body
from assistant.serving.owner.desk import HEADERS, Desk, file_of, number_of, text_of
from assistant.serving.owner.looking import PAGE, Filter
from assistant.serving.owner.session import Session

EXPORT_MOST = 100_000
DAY = 86_400.0


class OwnerPages:
    """The pages that look, and the acts on what was asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # --- looking ---------------------------------------------------------------------------------

    async def overview(self, request: Request) -> Response:
        """Questions over time, by outcome, surface or site."""
        session = await self._desk.owner(request)
        chosen = Filter.read(request.query_params)
        by = request.query_params.get("by", "outcome")
        by = by if by in ("outcome", "surface", "site") else "outcome"
        found = await asyncio.to_thread(self._desk.looking.overview, chosen.days, by)
        return self._desk.page("overview", session, chosen=chosen, by=by, **found)

    async def questions(self, request: Request) -> Response:
        """What was asked, filtered and searched."""
        session = await self._desk.owner(request)
        chosen = Filter.read(request.query_params)
        looking = self._desk.looking
        visits = await asyncio.to_thread(looking.visits, chosen)
        ratings = await asyncio.to_thread(looking.ratings_of, visits)
        sites = await asyncio.to_thread(looking.sites, chosen.days)
        query = {k: v for k, v in request.query_params.items() if k != "page" and v}
        return self._desk.page(
            "questions", session, chosen=chosen, visits=visits, ratings=ratings, sites=sites,
            query=urlencode(query), more=len(visits) == PAGE,
        )  # fmt: skip

    async def question(self, request: Request) -> Response:
        """One question with its answer and citations, as the visitor saw them."""
        session = await self._desk.owner(request)
        visit = await self._desk.visit(request.path_params["visit_id"])
        return await self._question(session, visit)

    async def _question(self, session: Session, visit: Visit, said: str = "") -> Response:
        store = self._desk.store
        rated = await asyncio.to_thread(store.rating_of, visit.id)
        wanted = Wanted(conversation=visit.conversation)
        talk = await asyncio.to_thread(store.visits, wanted, limit=50)
        return self._desk.page(
            "question", session, visit=visit, rated=rated, said=said,
            talk=list(reversed(talk)), body=as_shown(visit, self._desk.base),
        )  # fmt: skip

    async def groups(self, request: Request) -> Response:
        """Questions grouped by meaning; by default those that were not answered."""
        session = await self._desk.owner(request)
        chosen = Filter.read(request.query_params)
        gaps = request.query_params.get("all") != "yes"
        found = await asyncio.to_thread(self._desk.looking.groups, chosen.days, gaps=gaps)
        return self._desk.page("groups", session, chosen=chosen, groups=found[:200], gaps=gaps)

    async def ratings(self, request: Request) -> Response:
        """What was rated down, and why."""
        session = await self._desk.owner(request)
        chosen = Filter.read(request.query_params)
        found = await asyncio.to_thread(self._desk.looking.rated, chosen.days)
        reasons = Counter(rated.reason or "no reason given" for rated, _ in found).most_common()
        return self._desk.page("ratings", session, chosen=chosen, rated=found, reasons=reasons)

    async def passages(self, request: Request) -> Response:
        """Which passages answer most, and which never do."""
        session = await self._desk.owner(request)
        chosen = Filter.read(request.query_params)
        found = await asyncio.to_thread(self._desk.looking.use, chosen.days)
        titles = {key: d.title for key, d in self._desk.assistant.documents.items()}
        return self._desk.page("passages", session, chosen=chosen, uses=found, titles=titles)

    # --- doing -----------------------------------------------------------------------------------

    async def act(self, request: Request) -> Response:
        """Marks one question as done or not, or makes it a case of the evaluation."""
        form = await self._desk.acting(request)
        visit = await self._desk.visit(request.path_params["visit_id"])
        store = self._desk.store
        match text_of(form, "act"):
            case "done" | "open":
                await asyncio.to_thread(store.mark_done, visit.id, form["act"] == "done")
                return RedirectResponse(f"{self._desk.base}/questions/{visit.id}", 303, HEADERS)
            case "case":
                folder = self._desk.settings.added_dir / "sets"
                name, line, new = await asyncio.to_thread(cases.keep_case, folder, visit)
                said = f"Case {line['id']} {'added to' if new else 'is already in'} {name}.jsonl."
                return await self._question(await self._desk.owner(request), visit, said)
        raise HTTPException(422, "There is no such act. Load the page again.")

    async def act_on_many(self, request: Request) -> Response:
        """Marks all questions of a group as done."""
        form = await self._desk.acting(request)
        for visit_id in form.getlist("visit")[:500]:
            await asyncio.to_thread(self._desk.store.mark_done, str(visit_id), True)
        return RedirectResponse(self._desk.inside(text_of(form, "next")), 303, HEADERS)

    async def forget(self, request: Request) -> Response:
        """Deletes everything that one visitor left, after asking once."""
        session = await self._desk.owner(request)
        visit = await self._desk.visit(request.path_params["visit_id"])
        if request.method != "POST":
            wanted = Wanted(conversation=visit.conversation)
            talk = await asyncio.to_thread(self._desk.store.visits, wanted, limit=500)
            return self._desk.page("forget", session, visit=visit, talk=talk)
        await self._desk.acting(request)
        await asyncio.to_thread(self._desk.keeper.flush)
        await asyncio.to_thread(self._desk.store.forget, [visit.conversation])
        return RedirectResponse(f"{self._desk.base}/questions", 303, HEADERS)

    async def old(self, request: Request) -> Response:
        """Deletes what is older than so many days, after asking once."""
        session = await self._desk.owner(request)
        if request.method != "POST":
            days = number_of(request.query_params.get("days"), 90, most=3_650)
            before = time.time() - days * DAY
            gone = await asyncio.to_thread(self._desk.store.counts, 0.0, before)
            number = sum(count.number for count in gone)
            return self._desk.page("old", session, days=days, number=number, before=before)
        form = await self._desk.acting(request)
        days = number_of(text_of(form, "days"), 0, least=0, most=3_650)
        if days < 1:
            raise HTTPException(422, "Say how many days are kept.")
        await asyncio.to_thread(self._desk.store.delete_before, time.time() - days * DAY)
        return RedirectResponse(f"{self._desk.base}/state", 303, HEADERS)

    async def export(self, request: Request) -> Response:
        """Everything that fits the filter, as a table or as lines."""
        await self._desk.owner(request)
        return await exported(self._desk, request)


async def exported(desk: Desk, request: Request) -> Response:
    """The file of an export; who asks was checked before."""
    form = request.path_params["form"]
    if form not in ("csv", "jsonl"):
        raise HTTPException(404, "An export is csv or jsonl.")
    chosen = Filter.read(request.query_params)
    visits = await asyncio.to_thread(desk.looking.visits, chosen, EXPORT_MOST)
    ratings = await asyncio.to_thread(desk.looking.ratings_of, visits)
    make: Callable[..., str] = exports.as_csv if form == "csv" else exports.as_lines
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl"
    return file_of(make(visits, ratings), f"questions.{form}", kind)


def as_shown(visit: Visit, base: str) -> str:
    """The answer as HTML, as the chat page shows it; its markers lead to the article."""
    with suppress(KeyError, TypeError, ValueError):
        html = answer_body(Answer.from_json(visit.answer))
        return html.replace('href="source/', f'href="{base}/../source/')
    return ""
