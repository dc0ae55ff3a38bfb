"""The routes of the owner's area. Every page is made here and nowhere else is a session read."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from assistant.assistant import Assistant
from assistant.keeping.keeper import Keeper
from assistant.keeping.limiter import Budget, Limiter
from assistant.keeping.visits import Visit
from assistant.owner import exports
from assistant.serving.limits import visitor_address
from assistant.serving.owner.looking import PAGE, PERIODS, Filter, Looking
from assistant.serving.owner.session import COOKIE, TRIES, Session, Sessions
from assistant.settings import Settings

TEMPLATES = Path(__file__).with_name("templates")
EXPORT_MOST = 100_000
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}


class OwnerPages:
    """Makes the pages; ``router`` gives their routes."""

    def __init__(
        self,
        assistant: Callable[[], Assistant],
        keeper: Keeper,
        limiter: Limiter,
        settings: Settings,
    ) -> None:
        self._keeper = keeper
        self._limiter = limiter
        self._settings = settings
        self._looking = Looking(assistant, keeper.store)
        self._assistant = assistant
        self._made: Sessions | None = None
        self._base = f"{settings.root_path}/owner"
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
            lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        )  # fmt: skip

        self._templates.filters["moment"] = _moment

    async def _sessions(self) -> Sessions:
        if self._made is None:
            secret = self._settings.secret
            key = (
                secret.get_secret_value()
                if secret
                else await asyncio.to_thread(self._keeper.store.secret)
            )
            self._made = Sessions(self._settings, key)
        return self._made

    async def owner(self, request: Request) -> Session:
        """The session of a request.

        Raises:
            HTTPException: there is none; a browser is sent to the login.
        """
        session = (await self._sessions()).read(request)
        if session is None:
            raise HTTPException(303, "Sign in first.", {"location": f"{self._base}/login"})
        return session

    async def acting(self, request: Request) -> dict[str, str]:
        """The fields of a form that a signed-in owner sent from our own page.

        Raises:
            HTTPException: nobody is signed in, or the form is from elsewhere.
        """
        session = await self.owner(request)
        form = {name: str(value) for name, value in (await request.form()).items()}
        if not hmac.compare_digest(form.pop("form_token", ""), session.form_token):
            raise HTTPException(403, "This form is not from this page. Load it again.")
        return form

    def page(self, name: str, session: Session | None, **values: Any) -> HTMLResponse:
        """One page of the area."""
        shown = {
            "base": self._base, "name": self._assistant().naming.assistant, "periods": PERIODS,
            "form_token": session.form_token if session else "", "signed_in": session is not None,
            "here": name,
        }  # fmt: skip
        html = self._templates.get_template(f"{name}.html").render(**shown, **values)
        return HTMLResponse(html, headers=HEADERS)

    # --- signing in ------------------------------------------------------------------------------

    async def login(self, request: Request) -> Response:
        """The form for the password, and what was typed into it."""
        sessions = await self._sessions()
        if not sessions.has_password:
            raise HTTPException(404, "There is no owner's area here: no password is set.")
        if request.method in ("GET", "HEAD"):
            return self.page("login", None, problem="")
        wait = await self._throttled(request)
        if wait:
            page = self.page("login", None, problem=f"Try again in {wait:.0f} seconds.")
            page.status_code = 429
            return page
        form = await request.form()
        answer = RedirectResponse(f"{self._base}/", 303, HEADERS)
        begun = await asyncio.to_thread(
            sessions.begin, str(form.get("password", ""))[:1_000], answer,
            secure=_is_secure(request, self._settings.trust_proxy), path=self._base,
        )  # fmt: skip
        if begun:
            return answer
        page = self.page("login", None, problem="That is not the password.")
        page.status_code = 403
        return page

    async def logout(self, request: Request) -> Response:
        """Ends the session of this browser."""
        await self.acting(request)
        answer = RedirectResponse(f"{self._base}/login", 303, HEADERS)
        answer.delete_cookie(COOKIE, path=self._base)
        return answer

    async def _throttled(self, request: Request) -> float:
        visitor = visitor_address(request.scope, self._settings.trust_proxy)
        return await self._limiter.take([Budget("login", visitor, TRIES)])

    # --- looking ---------------------------------------------------------------------------------

    async def overview(self, request: Request) -> Response:
        """Questions over time, and the state of things."""
        session = await self.owner(request)
        chosen = Filter.read(request.query_params)
        found = await asyncio.to_thread(self._looking.overview, chosen.days)
        state = await asyncio.to_thread(self._looking.state)
        highest = max((day.total for day in found["days"]), default=0) or 1
        return self.page(
            "overview", session, chosen=chosen, state=state, highest=highest, **found
        )  # fmt: skip

    async def questions(self, request: Request) -> Response:
        """What was asked, filtered and searched."""
        session = await self.owner(request)
        chosen = Filter.read(request.query_params)
        visits = await asyncio.to_thread(self._looking.visits, chosen)
        ratings = await asyncio.to_thread(self._looking.ratings_of, visits)
        query = {k: v for k, v in request.query_params.items() if k != "page" and v}
        return self.page(
            "questions", session, chosen=chosen, visits=visits, ratings=ratings,
            query=urlencode(query), more=len(visits) == PAGE,
        )  # fmt: skip

    async def question(self, request: Request) -> Response:
        """One question with its answer and citations, as the visitor saw them."""
        session = await self.owner(request)
        visit = await self._visit(request.path_params["visit_id"])
        rated = await asyncio.to_thread(self._keeper.store.rating_of, visit.id)
        return self.page("question", session, visit=visit, rated=rated)

    async def groups(self, request: Request) -> Response:
        """Questions grouped by meaning; by default those that were not answered."""
        session = await self.owner(request)
        chosen = Filter.read(request.query_params)
        gaps = request.query_params.get("all") != "yes"
        found = await asyncio.to_thread(self._looking.groups, chosen.days, gaps=gaps)
        return self.page("groups", session, chosen=chosen, groups=found[:200], gaps=gaps)

    async def ratings(self, request: Request) -> Response:
        """What was rated down, and why."""
        session = await self.owner(request)
        chosen = Filter.read(request.query_params)
        found = await asyncio.to_thread(self._looking.rated, chosen.days)
        return self.page("ratings", session, chosen=chosen, rated=found)

    async def passages(self, request: Request) -> Response:
        """Which passages answer most, and which never do."""
        session = await self.owner(request)
        chosen = Filter.read(request.query_params)
        found = await asyncio.to_thread(self._looking.use, chosen.days)
        return self.page("passages", session, chosen=chosen, uses=found)

    # --- doing -----------------------------------------------------------------------------------

    async def act(self, request: Request) -> Response:
        """Marks one question as done or not, or deletes what its visitor left."""
        form = await self.acting(request)
        visit = await self._visit(request.path_params["visit_id"])
        match form.get("act"):
            case "done" | "open":
                done = form["act"] == "done"
                await asyncio.to_thread(self._keeper.store.mark_done, visit.id, done)
                return RedirectResponse(f"{self._base}/questions/{visit.id}", 303, HEADERS)
            case "forget":
                await asyncio.to_thread(self._keeper.store.forget, [visit.conversation])
                return RedirectResponse(f"{self._base}/questions", 303, HEADERS)
            case "case":
                return _file(exports.evaluation_case(visit), "case.jsonl", "application/jsonl")
        raise HTTPException(422, "There is no such act. Load the page again.")

    async def export(self, request: Request) -> Response:
        """Everything that fits the filter, as a table or as lines."""
        await self.owner(request)
        return await self.exported(request)

    async def exported(self, request: Request) -> Response:
        """The file of an export; who asks was checked before."""
        form = request.path_params["form"]
        if form not in ("csv", "jsonl"):
            raise HTTPException(404, "An export is csv or jsonl.")
        chosen = Filter.read(request.query_params)
        visits = await asyncio.to_thread(self._looking.visits, chosen, EXPORT_MOST)
        ratings = await asyncio.to_thread(self._looking.ratings_of, visits)
        make: Callable[..., str] = exports.as_csv if form == "csv" else exports.as_lines
        kind = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl"
        return _file(make(visits, ratings), f"questions.{form}", kind)

    async def for_programs(self, request: Request) -> Response:
        """The export for programs that have the token."""
        if await self._throttled(request):
            raise HTTPException(429, "That was a lot at once. Try again in a minute.")
        if not (await self._sessions()).has_token(request):
            raise HTTPException(401, "Send the token of ASSISTANT_OWNER_TOKEN as Bearer.")
        return await self.exported(request)

    async def _visit(self, visit_id: str) -> Visit:
        visit = await asyncio.to_thread(self._keeper.store.visit, visit_id)
        if visit is None:
            raise HTTPException(404, "This question was not kept, or was deleted since.")
        return visit


def router(
    assistant: Callable[[], Assistant], keeper: Keeper, limiter: Limiter, settings: Settings
) -> APIRouter:
    """The routes of the area; none where neither a password nor a token is set.

    ``assistant`` gives the one that answers now.
    """
    if settings.owner_password_hash is None and settings.owner_token is None:
        return APIRouter()
    pages = OwnerPages(assistant, keeper, limiter, settings)
    routes = APIRouter(include_in_schema=False)
    looks: tuple[tuple[str, Callable[..., Any]], ...] = (
        ("/owner", pages.overview),
        ("/owner/", pages.overview),
        ("/owner/questions", pages.questions),
        ("/owner/questions/{visit_id}", pages.question),
        ("/owner/groups", pages.groups),
        ("/owner/ratings", pages.ratings),
        ("/owner/passages", pages.passages),
        ("/owner/export.{form}", pages.export),
        ("/api/owner/questions.{form}", pages.for_programs),
    )
    for path, page in looks:
        routes.add_route(path, page, ["GET"])
    routes.add_route("/owner/login", pages.login, ["GET", "POST"])
    routes.add_route("/owner/logout", pages.logout, ["POST"])
    routes.add_route("/owner/questions/{visit_id}", pages.act, ["POST"])
    return routes


def _file(text: str, name: str, kind: str) -> Response:
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8"), media_type=kind, headers=headers)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _is_secure(request: Request, trust_proxy: bool) -> bool:
    """Whether the visitor came by https; the cookie then never goes another way."""
    if trust_proxy and (told := request.headers.get("x-forwarded-proto")):
        return told.rsplit(",", 1)[-1].strip() == "https"
    return request.url.scheme == "https"
