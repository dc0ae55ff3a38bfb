"""The application: routes, and the layers that every request passes, put together.

Every error is an RFC 9457 problem with a sentence that says what to do; bad input never is a 500.
The layers, outermost first: ``Watch`` (id, log, metrics), ``RootPath``, ``SecurityHeaders``,
``ErrorPage``, ``HostGate``, ``OriginGate`` and CORS, ``WholeBody``, ``Doors``, ``RateLimit``,
``SitesSeen``, ``Shipped``. The chat page is an application of its own, under all of them.
"""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from assistant.assistant import Assistant
from assistant.index.manifest import made_at
from assistant.keeping.keeper import Keeper, open_store
from assistant.keeping.limiter import Limiter, open_limiter
from assistant.keeping.visits import VisitStore
from assistant.serving import access, api, problems, source_page, tracing, widget
from assistant.serving.asking import Asking
from assistant.serving.body import BODY_MOST, Most, WholeBody
from assistant.serving.current import CurrentAssistant
from assistant.serving.doors import Doors
from assistant.serving.error_page import ErrorPage
from assistant.serving.headers import SECURITY_HEADERS, SecurityHeaders
from assistant.serving.late_page import LatePage
from assistant.serving.limits import RateLimit
from assistant.serving.llms_text import written as llms_text_of
from assistant.serving.mcp_tools import OverHttp
from assistant.serving.metrics import Metrics
from assistant.serving.owner import routes as owner
from assistant.serving.owner.sites import SitesSeen
from assistant.serving.root_path import RootPath
from assistant.serving.running import listen, serve_forever
from assistant.serving.schema import add_openapi
from assistant.serving.shipped import Shipped
from assistant.serving.watch import Watch
from assistant.settings import Settings

__all__ = ["BODY_MOST", "SECURITY_HEADERS", "create_app", "listen", "serve_forever"]
WEB = Path(__file__).resolve().parent.parent / "web"


def create_app(
    assistant: Assistant,
    limiter: Limiter | None = None,
    store: VisitStore | None = None,
    among: Metrics | None = None,
) -> FastAPI:
    """The whole application: API, source pages, widget and the chat page at ``/``.

    ``limiter`` counts acts and ``store`` keeps what visitors leave; by default those that the
    settings name. ``app.state.keeper`` is where an owner's page looks. ``among`` are the figures of
    a server of many corpora, if this is one of them: they are shown there, and the chat page, the
    costliest part, is not made before somebody wants to see it.
    """
    settings = assistant.settings
    current = CurrentAssistant(assistant)
    metrics = among or Metrics()
    keeper = Keeper(
        settings, store or open_store(settings), lambda what: metrics.unstored.labels(what).inc()
    )
    if among is None:
        _watch(metrics, current, keeper)
    asking = Asking(current, metrics, keeper, settings.uses_model)
    redis = settings.redis_url.get_secret_value() if settings.redis_url else None
    limiter = limiter or open_limiter(redis)

    tools = OverHttp(settings.mcp, lambda: current.now, lambda q: asking.answer(q, (), "mcp"))

    page = LatePage(lambda: _chat_page(asking, settings), waits=among is not None)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        keeper.start()
        current.start()
        async with tools.running(), page.running(), _preparing(current, among is None):
            yield
        await asyncio.to_thread(current.stop)
        await limiter.close()
        await asyncio.to_thread(keeper.close)

    app = FastAPI(title="Assistant", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.asking, app.state.keeper = asking, keeper
    app.state.current, app.state.page = current, page
    problems.add_handlers(app)
    _add_interface(app, current, keeper, asking)
    if among is None:
        add_metrics(app, metrics, settings)
    _add_pages(app, current)
    _add_llms_text(app, current)
    app.include_router(widget.router(settings))
    area = owner.area(current, keeper, limiter, settings)
    app.include_router(area.routes)
    app.router.routes.extend(tools.routes)
    add_openapi(app, settings.root_path)
    routes = list(app.routes)
    # The last route: it takes every path that is left.
    app.mount("/", page)
    _add_layers(app, settings, limiter, metrics, routes, area.body_most)
    tracing.add(app, settings)
    return app


@asynccontextmanager
async def _preparing(current: CurrentAssistant, alone: bool) -> AsyncIterator[None]:
    """Does ahead, beside what is served, what the first questions would wait for; not for one of
    many corpora, which is opened when it is asked."""
    ahead = asyncio.create_task(asyncio.to_thread(current.now.prepare)) if alone else None
    yield
    if ahead is not None:
        await ahead


def _chat_page(asking: Asking, settings: Settings) -> FastAPI:
    # Imported here: Gradio takes as long to import as all the rest, and nothing else needs it.
    from assistant.serving.chat_page import page_app

    return page_app(asking.surface("page"), settings.talk_days)


def _add_interface(app: FastAPI, current: CurrentAssistant, keeper: Keeper, asking: Asking) -> None:
    api.add_chat(app, current, asking)
    api.add_keeping(app, keeper, asking, current.settings)
    api.add_documents(app, current)
    api.add_health(app, current, asking)


def _add_layers(
    app: FastAPI,
    settings: Settings,
    limiter: Limiter,
    metrics: Metrics,
    routes: Sequence[BaseRoute],
    body_most: Most,
) -> None:
    """Puts the layers around the routes, from the innermost to the outermost."""
    sites, store = access.allowed_origins(settings), app.state.keeper.store
    app.add_middleware(Shipped, folders={f"{source_page.ASSETS}/": WEB}, made={})
    app.add_middleware(SitesSeen, store=store, sites=sites)
    app.add_middleware(
        RateLimit,
        settings=settings,
        limiter=limiter,
        refused=lambda act: metrics.limited.labels(act).inc(),
    )
    app.add_middleware(Doors, routes=routes, functions=app.state.page.functions)
    app.add_middleware(WholeBody, most=body_most)
    access.add(app, settings)
    app.add_middleware(ErrorPage, root=settings.root_path)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RootPath, root=settings.root_path)
    app.add_middleware(Watch, metrics=metrics, routes=routes, trust_proxy=settings.trust_proxy)


def _add_pages(app: FastAPI, assistant: CurrentAssistant) -> None:
    app.mount(source_page.ASSETS, StaticFiles(directory=WEB), name="web")
    rendered: dict[tuple[str, str], str] = {}

    @app.get("/source/{document_id}", response_class=HTMLResponse)
    async def source(document_id: str) -> HTMLResponse:
        """A document as a readable page; `#c=start-end` lights up those characters."""
        parsed = assistant.parsed.get(document_id)
        if parsed is None:
            raise HTTPException(404, "There is no such document. GET /api/documents lists them.")
        key = (document_id, parsed.document.sha256)
        if key not in rendered:
            rendered[key] = source_page.render(parsed, assistant.noun)
        return HTMLResponse(rendered[key], headers={"cache-control": "no-cache"})


def _add_llms_text(app: FastAPI, assistant: CurrentAssistant) -> None:
    @app.get("/llms.txt", include_in_schema=False)
    async def llms_text() -> Response:
        documents, settings = assistant.documents.values(), assistant.settings
        text = llms_text_of(assistant.naming, documents, settings.root_path, tools=settings.mcp)
        return Response(text, media_type="text/plain; charset=utf-8")


def _watch(metrics: Metrics, current: CurrentAssistant, keeper: Keeper) -> None:
    folder = current.settings.index_dir
    metrics.watch_model(current.model_state)
    metrics.watch_index(lambda: current.index, lambda: made_at(folder))
    metrics.watch_waiting(keeper.waiting)


def add_metrics(app: FastAPI, metrics: Metrics, settings: Settings) -> None:
    """Shows the figures to whoever may see them."""

    @app.get("/metrics", include_in_schema=False)
    async def exposition(request: Request) -> Response:
        if not _may_watch(request, settings):
            raise HTTPException(404, "There is nothing under this address.")
        return Response(metrics.exposition(), media_type="text/plain; version=0.0.4")


def _may_watch(request: Request, settings: Settings) -> bool:
    """With a token, whoever has it; without, this machine and its private network, directly."""
    if settings.metrics_token is not None:
        wanted = f"Bearer {settings.metrics_token.get_secret_value()}"
        return secrets.compare_digest(
            request.headers.get("authorization", "").encode(), wanted.encode()
        )
    if any(name in request.headers for name in ("x-forwarded-for", "forwarded", "via")):
        return False
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return address.is_private or address.is_loopback
