"""What there is and how it does: documents, index, engine, model, what is kept, last errors; and
the corpus read again, with documents added and removed where the settings allow it."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from assistant.errors import AssistantError
from assistant.language_model.spending import told
from assistant.serving.owner.desk import HEADERS, Desk, text_of
from assistant.serving.owner.recent_errors import listen
from assistant.serving.owner.session import Session
from assistant.serving.owner.shelf import Shelf

log = logging.getLogger("assistant.serving.owner")
FOLLOW = {"refresh": "2"}
"""A page that tells how far something is looks again by itself, without a script."""


class State:
    """The pages ``state`` and ``documents``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._errors = listen()
        self._shelf = Shelf(desk.settings)

    async def state(self, request: Request) -> Response:
        """How everything does."""
        session = await self._desk.owner(request)
        found = await asyncio.to_thread(facts, self._desk)
        errors = self._errors.newest()
        return self._desk.page("state", session, facts=found, errors=errors)

    async def documents(self, request: Request) -> Response:
        """The documents that answer, what was left out, and how far taking over a change is."""
        return await self._documents(request, await self._desk.owner(request))

    async def _documents(
        self, request: Request, session: Session, *, problem: str = "", status: int = 200
    ) -> Response:
        renewal = self._desk.current.renewal
        follows = request.query_params.get("follow") == "yes"
        corpus = self._desk.assistant.corpus
        counts: dict[str, int] = {}
        for passage in corpus.passages:
            counts[passage.document_id] = counts.get(passage.document_id, 0) + 1
        return self._desk.page(
            "documents", session, status=status, problem=problem, renewal=renewal,
            follows=follows and renewal.running,
            headers=FOLLOW if follows and renewal.running else None,
            documents=corpus.documents, counts=counts, banked=corpus.banked,
            left_out=[str(found) for found in corpus.problems],
            added=await asyncio.to_thread(self._shelf.names),
            kinds=self._shelf.kinds, most=self._desk.settings.owner_upload_mb,
        )  # fmt: skip

    async def renew(self, request: Request) -> Response:
        """Reads the documents again, and takes over what has changed."""
        form = await self._desk.acting(request)
        self.begin(rebuild=text_of(form, "how") == "anew")
        return self._followed()

    def begin(self, *, rebuild: bool = False) -> None:
        """Takes over what has changed, beside everything else."""
        begin_renewal(self._desk, rebuild=rebuild)

    def _followed(self) -> Response:
        return RedirectResponse(f"{self._desk.base}/documents?follow=yes", 303, HEADERS)

    async def upload(self, request: Request) -> Response:
        """Adds a document, if it can be read."""
        self._check_allowed()
        form = await self._desk.acting(request)
        sent = form.get("document")
        try:
            if not isinstance(sent, UploadFile) or not sent.filename:
                raise AssistantError("No file was chosen.", "Choose one.")
            raw = await sent.read()
            replace = text_of(form, "replace") == "yes"
            await asyncio.to_thread(self._shelf.put, sent.filename, raw, replace=replace)
        except AssistantError as error:
            session = await self._desk.owner(request)
            return await self._documents(request, session, problem=str(error), status=422)
        finally:
            await form.close()
        self.begin()
        return self._followed()

    async def remove(self, request: Request) -> Response:
        """Takes away a document that was added here, after asking once."""
        self._check_allowed()
        session = await self._desk.owner(request)
        if request.method != "POST":
            name = request.query_params.get("name", "")
            if name not in await asyncio.to_thread(self._shelf.names):
                raise HTTPException(404, "There is no such document among those added here.")
            return self._desk.page("remove", session, document=name)
        form = await self._desk.acting(request)
        if not await asyncio.to_thread(self._shelf.take_away, text_of(form, "name")):
            raise HTTPException(404, "There is no such document among those added here.")
        self.begin()
        return self._followed()

    def _check_allowed(self) -> None:
        if not self._desk.settings.owner_uploads:
            raise HTTPException(
                404, "Documents are not added here. ASSISTANT_OWNER_UPLOADS=true allows it."
            )


def begin_renewal(desk: Desk, *, rebuild: bool = False) -> None:
    """Takes over a changed corpus in a thread of its own; ``current.renewal`` tells how it goes."""

    def work() -> None:
        try:
            desk.current.refresh(rebuild)
        except Exception as error:
            log.error("Reading the documents again failed (%s)", type(error).__name__)

    desk.current.announce()
    threading.Thread(target=work, name="owner-renewal", daemon=True).start()


def facts(desk: Desk) -> dict[str, Any]:
    """How everything does, as JSON-ready values by their names for people."""
    assistant, settings = desk.assistant, desk.settings
    words = {"no": "of nobody", "uncovered": "of questions not or only in part answered"}
    found: dict[str, Any] = {
        "documents": len(assistant.documents),
        "passages": len(assistant.corpus.passages),
        "known questions": len(assistant.corpus.entries),
        "index": assistant.index,
        "answers by": assistant.engine,
        "words kept": words.get(settings.store_questions, "of all questions"),
        "kept for": f"{settings.retention_days} days",
        "sites": ", ".join(settings.widget_origins) or "own pages only",
        "the owner's folder": str(settings.added_dir),
        "problem": assistant.problem() or "none",
    }
    if (model := assistant.model_state()) is not None:
        found |= {
            "model": f"{model.condition}, {model.calls} calls, {model.failures} failed",
            "tokens today": told(model.tokens_today, model.day_budget),
            "tokens this month": told(model.tokens_month, model.month_budget),
            "last error of the model": model.last_error or "none",
        }
    return found
