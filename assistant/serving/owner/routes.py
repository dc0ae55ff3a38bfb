"""The routes of the owner's area: none where neither a password nor a token is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.types import Scope

from assistant.keeping.keeper import Keeper
from assistant.keeping.limiter import Limiter
from assistant.serving.body import BODY_MOST, Most
from assistant.serving.current import CurrentAssistant
from assistant.serving.owner.builder import Builder
from assistant.serving.owner.desk import Desk
from assistant.serving.owner.pages import OwnerPages
from assistant.serving.owner.placing import Placing
from assistant.serving.owner.programs import add_programs
from assistant.serving.owner.sign_in import SignIn
from assistant.serving.owner.state import State
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Area:
    """The routes, and how large the body of a request may be: an owner who is signed in may send a
    document, everybody else what anybody may."""

    routes: APIRouter
    body_most: Most


def area(current: CurrentAssistant, keeper: Keeper, limiter: Limiter, settings: Settings) -> Area:
    """The owner's area of one server."""
    routes = APIRouter()
    if settings.owner_password_hash is None and settings.owner_token is None:
        return Area(routes, _what_anybody_may)
    desk = Desk(current, keeper, limiter, settings)
    pages, sign_in, state = OwnerPages(desk), SignIn(desk), State(desk)
    placing, builder = Placing(desk), Builder(desk)
    both = ["GET", "POST"]
    table: tuple[tuple[str, Callable[..., Any], list[str]], ...] = (
        ("", pages.overview, ["GET"]),
        ("/", pages.overview, ["GET"]),
        ("/login", sign_in.login, both),
        ("/logout", sign_in.logout, ["POST"]),
        ("/questions", pages.questions, ["GET"]),
        ("/questions", pages.act_on_many, ["POST"]),
        ("/questions/{visit_id}", pages.question, ["GET"]),
        ("/questions/{visit_id}", pages.act, ["POST"]),
        ("/questions/{visit_id}/forget", pages.forget, both),
        ("/old", pages.old, both),
        ("/groups", pages.groups, ["GET"]),
        ("/ratings", pages.ratings, ["GET"]),
        ("/passages", pages.passages, ["GET"]),
        ("/export.{form}", pages.export, ["GET"]),
        ("/entries", placing.entries, ["GET"]),
        ("/entries", placing.draft, ["POST"]),
        ("/entries/new", placing.new, ["GET"]),
        ("/entries/{entry_id}", placing.entry, ["GET"]),
        ("/entries/{entry_id}", placing.act, ["POST"]),
        ("/widget", builder.builder, ["GET"]),
        ("/widget/preview", builder.preview, ["GET"]),
        ("/state", state.state, ["GET"]),
        ("/documents", state.documents, ["GET"]),
        ("/documents", state.upload, ["POST"]),
        ("/documents/renew", state.renew, ["POST"]),
        ("/documents/remove", state.remove, both),
    )
    for path, page, methods in table:
        routes.add_route(f"/owner{path}", page, methods, include_in_schema=False)
    if settings.owner_token is not None:
        add_programs(routes, desk)
    return Area(routes, desk.body_most)


async def _what_anybody_may(_: Scope) -> int:
    return BODY_MOST
