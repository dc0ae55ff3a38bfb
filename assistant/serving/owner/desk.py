"""What every page of the owner's area shares: who asks, what a page is made of, how it is sent.

Nowhere else is a session read. A page goes out with a policy that allows no script at all, unless
it says which of our own it works better with.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.types import Scope

from assistant.assistant import Assistant
from assistant.errors import StoreError
from assistant.keeping.keeper import Keeper
from assistant.keeping.limiter import Budget, Limiter
from assistant.keeping.visits import Visit, VisitStore
from assistant.owner.entries import EntryBook
from assistant.serving.body import BODY_MOST
from assistant.serving.current import CurrentAssistant
from assistant.serving.limits import visitor_address
from assistant.serving.owner.looking import PERIODS, Looking
from assistant.serving.owner.session import SESSION_SECONDS, Session, Sessions
from assistant.settings import Settings
from assistant.text import patterns as re

TEMPLATES = Path(__file__).with_name("templates")
FIELDS_MOST = 2_000
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_LIVE = f"{_POLICY}; script-src 'self'; connect-src 'self'; frame-src 'self'"
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": _POLICY,
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}
LIVE_HEADERS = {**HEADERS, "content-security-policy": _LIVE}
"""For a page with the desk's own script and with frames of its own."""
_INSIDE = re.compile(r"[\w./-]{0,300}(\?[\w=&.%+~-]{0,500})?", re.ASCII)


class Desk:
    """The owner's area of one server."""

    def __init__(
        self,
        current: CurrentAssistant,
        keeper: Keeper,
        limiter: Limiter,
        settings: Settings,
    ) -> None:
        self.current = current
        self.keeper = keeper
        self.settings = settings
        self.base = f"{settings.root_path}/owner"
        self.looking = Looking(lambda: current.now, keeper.store)
        self.entries = EntryBook(settings.added_dir)
        self._limiter = limiter
        self._made: Sessions | None = None
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
            lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        )  # fmt: skip
        self._templates.filters["moment"] = moment

    @property
    def assistant(self) -> Assistant:
        """The assistant that answers now; not to be kept."""
        return self.current.now

    @property
    def store(self) -> VisitStore:
        """What visitors have left."""
        return self.keeper.store

    # --- who asks --------------------------------------------------------------------------------

    async def sessions(self) -> Sessions:
        """The maker of sessions; its key is made once."""
        if self._made is None:
            secret = self.settings.secret
            key = (
                secret.get_secret_value() if secret else await asyncio.to_thread(self.store.secret)
            )
            self._made = Sessions(self.settings, key)
        return self._made

    async def session_of(self, request: Request) -> Session | None:
        """The session of a request, unless it was ended; or nothing."""
        session = (await self.sessions()).read(request)
        if session is None:
            return None
        ended = await asyncio.to_thread(self.store.notes, _ended(session))
        return None if ended else session

    async def owner(self, request: Request) -> Session:
        """The session of a request.

        Raises:
            HTTPException: there is none; a browser is sent to the login, and from there back.
        """
        session = await self.session_of(request)
        if session is None:
            inside = request.url.path.removeprefix(self.base).lstrip("/")
            wanted = f"{inside}?{request.url.query}" if request.url.query else inside
            back = f"?next={quote(wanted, safe='')}" if wanted and request.method == "GET" else ""
            raise HTTPException(303, "Sign in first.", {"location": f"{self.base}/login{back}"})
        return session

    async def acting(self, request: Request) -> FormData:
        """The fields of a form that a signed-in owner sent from our own page.

        Raises:
            HTTPException: nobody is signed in, or the form is from elsewhere.
        """
        session = await self.owner(request)
        form = await request.form(max_files=1, max_fields=FIELDS_MOST)
        sent = text_of(form, "form_token").encode()
        if not hmac.compare_digest(sent, session.form_token.encode()):
            await form.close()
            raise HTTPException(403, "This form is not from this page. Load it again.")
        return form

    async def end(self, session: Session) -> None:
        """Ends a session for good, on every server that shares the database."""
        now = time.time()
        for name, at in (await asyncio.to_thread(self.store.notes, "ended ")).items():
            if now - float(at) > SESSION_SECONDS:
                await asyncio.to_thread(self.store.note, name, None)
        await asyncio.to_thread(self.store.note, _ended(session), str(now))

    async def body_most(self, scope: Scope) -> int:
        """How many bytes a request may have: more for a document of an owner who is signed in."""
        settings = self.settings
        if settings.owner_uploads and scope["path"].rstrip("/") == "/owner/documents":
            with suppress(StoreError):
                if await self.session_of(Request(scope)) is not None:
                    return settings.owner_upload_mb * 1_000_000 + BODY_MOST
        return BODY_MOST

    async def throttled(self, request: Request, kind: str, most: int) -> float:
        """Counts a try of an address; the seconds to wait where there were too many."""
        visitor = visitor_address(request.scope, self.settings.trust_proxy)
        return await self._limiter.take([Budget(kind, visitor, most)])

    def inside(self, wanted: str) -> str:
        """Where to go inside the area; its first page for anything else."""
        fits = _INSIDE.fullmatch(wanted) and ".." not in wanted and "//" not in wanted
        return f"{self.base}/{wanted.lstrip('/')}" if fits else f"{self.base}/"

    # --- what is shown ---------------------------------------------------------------------------

    def page(
        self, name: str, session: Session | None, *, status: int = 200, live: bool = False,
        headers: dict[str, str] | None = None, **values: Any,
    ) -> HTMLResponse:  # fmt: skip
        """One page of the area. ``live`` pages have the desk's script."""
        shown = {
            "base": self.base, "name": self.assistant.naming.assistant, "periods": PERIODS,
            "form_token": session.form_token if session else "", "signed_in": session is not None,
            "here": name, "live": live, "uploads": self.settings.owner_uploads, "problem": "",
            "kept": self.settings.store_questions,
        }  # fmt: skip
        html = self._templates.get_template(f"{name}.html").render(**{**shown, **values})
        sent = {**(LIVE_HEADERS if live else HEADERS), **(headers or {})}
        return HTMLResponse(html, status, headers=sent)

    async def visit(self, visit_id: str) -> Visit:
        """A visit whose words were kept.

        Raises:
            HTTPException: there is none.
        """
        visit = await asyncio.to_thread(self.store.visit, visit_id)
        if visit is None:
            raise HTTPException(404, "This question was not kept, or was deleted since.")
        return visit


def _ended(session: Session) -> str:
    return f"ended {hashlib.sha256(session.number.encode()).hexdigest()[:32]}"


def text_of(form: FormData, name: str) -> str:
    """A field of a form; empty where it is not there, or is a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def number_of(text: str | None, default: int, least: int = 1, most: int = 100_000) -> int:
    """A number that somebody typed, within limits."""
    with suppress(ValueError, TypeError):
        if text and text.isascii() and text.isdigit() and len(text) < 9:
            return min(max(int(text), least), most)
    return default


def file_of(text: str, name: str, kind: str) -> Response:
    """A text to be saved."""
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8"), media_type=kind, headers=headers)


def moment(seconds: float) -> str:
    """A time for people, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
