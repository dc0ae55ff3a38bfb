"""The application in front of many corpora: ``/c/NAME/…`` goes to a corpus, the rest ends here.

A request for a corpus passes that corpus' own layers and nothing of this application. What cannot
be passed on (no such corpus, a broken one, no room) is answered here, with the layers and problem
documents that every reply has. Here, too, is what concerns all: which corpora may be seen, whether
the server is ready, and its figures.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from html import escape
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError, ClosingError, DocumentError
from assistant.index.embedding import make_embedding
from assistant.keeping.limiter import Budget, Limiter, open_limiter
from assistant.serving import access, problems, source_page
from assistant.serving.corpora.known import WAY, KnownCorpora
from assistant.serving.corpora.registry import (
    AGAIN_SECONDS,
    BrokenCorpusError,
    CrowdedError,
    HurriedError,
    Registry,
    UnknownCorpusError,
)
from assistant.serving.corpora.retention import pruning
from assistant.serving.corpora.tenant import Tenant
from assistant.serving.error_page import ErrorPage
from assistant.serving.headers import SecurityHeaders
from assistant.serving.limits import visitor_address
from assistant.serving.metrics import Metrics
from assistant.serving.owner.recent_errors import CORPUS
from assistant.serving.page_words import chosen, direction, said, speaking
from assistant.serving.root_path import RootPath, below
from assistant.serving.server import WEB, add_metrics
from assistant.serving.shipped import Shipped
from assistant.serving.watch import Watch
from assistant.settings import Settings
from assistant.sources.naming import read_naming
from assistant.text import patterns as re

OPENING_AT_ONCE = 2
"""Corpora that are opened at the same time; it is work for the processor."""
_PATH = re.compile(rf"{WAY}([^/]*)(/.*)")
_FAULT = "corpus_fault"
_HEARTBEAT = "/gradio_api/heartbeat/"
"""A reply without end, which the page does not use: it would keep a corpus open for ever."""
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_corpora_app(settings: Settings) -> FastAPI:
    """The whole application for the corpora of ``settings.corpora_dir``.

    ``app.state.asking`` is what a server drains at its end.

    Raises:
        SettingsError: settings that many corpora cannot have.
    """
    known = KnownCorpora(settings)
    make_embedding(settings)  # the models that all share are there before the first question
    metrics = Metrics()
    redis = settings.redis_url.get_secret_value() if settings.redis_url else None
    limiter = open_limiter(redis)
    threads = ThreadPoolExecutor(OPENING_AT_ONCE, thread_name_prefix="opening")

    async def opened(name: str) -> Tenant:
        return await Tenant.opened(lambda: known.settings_of(name), limiter, metrics, threads)

    registry: Registry[Tenant] = Registry(
        known.has,
        opened,
        settings.corpora_open,
        settings.corpora_idle_minutes * 60,
        2 * settings.total_timeout + 60,
        seen=metrics.watch_corpora(
            lambda: len(known.found().names), lambda: len(registry.open_now)
        ),
    )
    metrics.watch_waiting(lambda: sum(tenant.waiting for tenant in registry.open_now))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with pruning(known), registry.running():
            yield
        threads.shutdown()
        await limiter.close()

    app = FastAPI(title="Assistants", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.asking = app.state.registry = registry
    problems.add_handlers(app)
    _add_lists(app, known, settings)
    _add_health(app, known, registry)
    add_metrics(app, metrics, settings)
    _add_rest(app, settings)
    routes = list(app.routes)
    app.add_middleware(Shipped, folders={f"{source_page.ASSETS}/": WEB}, made={})
    access.add(app, settings)
    app.add_middleware(ErrorPage, root=settings.root_path)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RootPath, root=settings.root_path)
    app.add_middleware(Watch, metrics=metrics, routes=routes, trust_proxy=settings.trust_proxy)
    app.add_middleware(_ToCorpora, registry=registry, limiter=limiter, settings=settings)
    return app


class _ToCorpora:
    """Passes what is for a corpus to it, and says to the application below why it could not.

    Opening is work, so of one address only so many are opened in a minute as it may ask questions.
    """

    def __init__(
        self, app: ASGIApp, registry: Registry[Tenant], limiter: Limiter, settings: Settings
    ) -> None:
        self.app = app
        self.registry = registry
        self.limiter = limiter
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        inside = below(scope, self.settings.root_path)
        found = _PATH.fullmatch(inside.get("path", "")) if scope["type"] == "http" else None
        # In any case: the next request of a connection inherits what the one before has set.
        CORPUS.set(found[1] if found else "")
        if found is None:
            await self.app(scope, receive, send)
            return
        name, rest = found.groups()
        async with AsyncExitStack() as lent:
            try:
                if rest.startswith(_HEARTBEAT):
                    raise UnknownCorpusError("There is nothing under this address.")
                await self._count(name, inside)
                tenant = await lent.enter_async_context(self.registry.lent(name))
            except AssistantError as fault:
                state = {**scope.get("state", {}), _FAULT: fault}
                await self.app({**scope, "state": state}, receive, send)
            else:
                await tenant.app(below(inside, f"{WAY}{name}"), receive, send)

    async def _count(self, name: str, scope: Scope) -> None:
        if self.registry.would_open(name):
            visitor = visitor_address(scope, self.settings.trust_proxy)
            budget = Budget("open", visitor, self.settings.rate_per_minute)
            if wait := await self.limiter.take([budget]):
                raise HurriedError(max(1.0, wait))


def _add_lists(app: FastAPI, known: KnownCorpora, settings: Settings) -> None:
    def titled() -> list[dict[str, str]]:
        """The corpora that everybody may see, by title."""
        found = []
        for name in known.listed():
            title = ""
            with suppress(DocumentError):  # it is told where the corpus is opened
                title = read_naming(known.folder / name).title
            url = f"{settings.root_path}{WAY}{name}/"
            found.append({"name": name, "title": title or name, "url": url})
        return sorted(found, key=lambda one: one["title"].casefold())

    @app.get("/api/corpora")
    async def corpora() -> dict[str, Any]:
        """The corpora that everybody may see; each has this interface under its ``url``."""
        return {"corpora": await asyncio.to_thread(titled)}

    @app.get("/", response_class=HTMLResponse)
    async def page(request: Request) -> HTMLResponse:
        """The same as a page; there is none where nothing may be seen."""
        found = await asyncio.to_thread(titled)
        if not found:
            raise HTTPException(404, "There is nothing under this address.")
        language = chosen(request.headers.get("accept-language", ""))
        headers = {"content-language": language, "vary": "Accept-Language"}
        return HTMLResponse(_listing(found, language, settings.root_path), headers=headers)


def _listing(found: list[dict[str, str]], language: str, root: str) -> str:
    assets = f"{escape(root)}{source_page.ASSETS}"
    items = "".join(
        f'<li><a href="{escape(one["url"])}">{escape(one["title"])}</a></li>' for one in found
    )
    with speaking(language):
        title = said("placeholder")
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, '
        f'initial-scale=1"><title>{title}</title>'
        f'<link rel="icon" href="{assets}/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{assets}/palette.css">'
        f'<link rel="stylesheet" href="{assets}/source.css">'
        f'<script src="{assets}/theme.js"></script></head><body><main><header>'
        f'<h1>{title}</h1></header><ul dir="auto">{items}</ul></main></body></html>'
    )


def _add_health(app: FastAPI, known: KnownCorpora, registry: Registry[Tenant]) -> None:
    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives."""
        return {"status": "alive"}

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        """Corpora can be asked; whether each of them can is known when it is asked."""
        if registry.closing:
            return problems.problem(503, "Not ready", "The server is being stopped.")
        found = await asyncio.to_thread(known.found)
        if not found.names:
            told = "There is no corpus in ASSISTANT_CORPORA_DIR."
            return problems.problem(503, "Not ready", told)
        counts = {"known": len(found.names), "open": len(registry.open_now)}
        return JSONResponse({"status": "ready", "corpora": counts})


def _add_rest(app: FastAPI, settings: Settings) -> None:
    """What was meant for a corpus and could not be passed on."""

    @app.get(WAY + "{name}", include_in_schema=False)
    async def folder(name: str, request: Request) -> Response:
        """A page names its parts relatively, so its address ends with a slash."""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{settings.root_path}{WAY}{name}/{query}", 307)

    @app.api_route(WAY + "{name}/{rest:path}", methods=_METHODS, include_in_schema=False)
    async def corpus(request: Request) -> Response:
        fault: AssistantError = request.scope["state"][_FAULT]
        again = {"retry-after": f"{AGAIN_SECONDS:.0f}"}
        match fault:
            case UnknownCorpusError():
                return problems.problem(404, "Not found", str(fault))
            case BrokenCorpusError() | CrowdedError() | ClosingError():
                return problems.problem(503, "Not ready", str(fault), again)
            case HurriedError(seconds=seconds):
                headers = {"retry-after": f"{math.ceil(seconds)}"}
                return problems.problem(429, "Too many corpora", str(fault), headers)
            case _:
                raise fault
