"""Signing in and out: one password, slow to try, and a session that ends where it is told to."""

from __future__ import annotations

import asyncio
import threading

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from assistant.serving.owner.desk import HEADERS, Desk, text_of
from assistant.serving.owner.session import COOKIE, TRIES

AT_ONCE = 2
"""Passwords that are looked at at the same time: each takes 32 MB and a tenth of a second."""
WAITING_MOST = 16


class SignIn:
    """The two routes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._room = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def login(self, request: Request) -> Response:
        """The form for the password, and what was typed into it."""
        desk = self._desk
        sessions = await desk.sessions()
        if not sessions.has_password:
            raise HTTPException(404, "There is no owner's area here: no password is set.")
        wanted = request.query_params.get("next", "")
        if request.method in ("GET", "HEAD"):
            return desk.page("login", None, wanted=wanted)
        wait = await desk.throttled(request, "login", TRIES)
        if wait or self._waiting >= WAITING_MOST:
            problem = f"Try again in {wait or 5:.0f} seconds."
            later = {"retry-after": f"{wait or 5:.0f}"}
            return desk.page(
                "login", None, status=429, headers=later, problem=problem, wanted=wanted
            )
        form = await request.form(max_files=0, max_fields=10)
        wanted = text_of(form, "next")
        answer = RedirectResponse(desk.inside(wanted), 303, HEADERS)
        self._waiting += 1
        try:
            async with self._room:
                begun = await asyncio.to_thread(
                    sessions.begin, text_of(form, "password")[:1_000], answer,
                    secure=is_secure(request, desk.settings.trust_proxy), path=desk.base,
                )  # fmt: skip
        finally:
            self._waiting -= 1
        if begun:
            threading.Thread(target=desk.looking.warm, name="owner-warming", daemon=True).start()
            return answer
        problem = "That is not the password."
        return desk.page("login", None, status=403, problem=problem, wanted=wanted)

    async def logout(self, request: Request) -> Response:
        """Ends the session, also for whoever has copied its cookie."""
        await self._desk.acting(request)
        session = await self._desk.owner(request)
        await self._desk.end(session)
        answer = RedirectResponse(f"{self._desk.base}/login", 303, HEADERS)
        secure = is_secure(request, self._desk.settings.trust_proxy)
        answer.delete_cookie(
            COOKIE, path=self._desk.base, secure=secure, httponly=True, samesite="strict"
        )
        return answer


def is_secure(request: Request, trust_proxy: bool) -> bool:
    """Whether the visitor came by https; the cookie then never goes another way."""
    if trust_proxy and (told := request.headers.get("x-forwarded-proto")):
        return told.rsplit(",", 1)[-1].strip() == "https"
    return request.url.scheme == "https"
