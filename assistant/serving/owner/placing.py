"""Questions that the owner places: words clicked in the article, a check, a word that holds.

A draft is checked in a thread of its own against the cases of the evaluation, the bank's nearest
questions and what visitors asked (``owner.checking``); it is taken over where nothing that was
right becomes wrong, or where the owner says so all the same. What is in force can be undone.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.owner.cases import Case, read_cases
from assistant.owner.checking import check
from assistant.owner.entries import WORDINGS_MOST, Entry, drafted
from assistant.serving.current import Renewal
from assistant.serving.owner.article import laid_out
from assistant.serving.owner.desk import HEADERS, Desk, text_of
from assistant.serving.owner.reach import Reach
from assistant.serving.owner.state import FOLLOW, begin_renewal

log = logging.getLogger("assistant.serving.owner")
WISHED = {"answer": "answered", "partial": "partial", "uncovered": "not_covered"}
BANK_NEAREST = 10
VISITORS_MOST = 300
NEAREST = 6


class Placing:
    """The pages under ``entries``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._book = desk.entries
        self._reach = Reach()
        self._checks: dict[str, Renewal] = {}

    # --- looking ---------------------------------------------------------------------------------

    async def entries(self, request: Request) -> Response:
        """What is in force, and what was drafted."""
        session = await self._desk.owner(request)
        taken = await asyncio.to_thread(self._book.taken)
        drafts = await asyncio.to_thread(self._book.drafts)
        return self._desk.page("entries", session, taken=taken, drafts=drafts)

    async def new(self, request: Request) -> Response:
        """The article, to click what answers a question."""
        await self._desk.owner(request)
        query = request.query_params
        visit_ids = [query.get("visit", ""), *query.getlist("also")][:WORDINGS_MOST]
        found = [await asyncio.to_thread(self._desk.store.visit, one) for one in visit_ids if one]
        questions = [visit.question for visit in found if visit is not None]
        questions = questions or [query.get("question", "")[:500]]
        return await self._form(request, questions, visit=query.get("visit", ""))

    async def _form(
        self, request: Request, questions: Sequence[str], *, visit: str = "", kind: str = "answer",
        chosen: Sequence[str] = (), missing: str = "", problem: str = "", status: int = 200,
    ) -> Response:  # fmt: skip
        session = await self._desk.owner(request)
        assistant = self._desk.assistant
        near: list[str] = []
        if questions and questions[0].strip():
            evidence = await asyncio.to_thread(assistant.retriever.search, questions[0])
            near = [item.passage.id for item in evidence.evidence[:NEAREST]]
        wanted = request.query_params.get("document", "")
        documents = laid_out(assistant.corpus, wanted, near)
        return self._desk.page(
            "entry_new", session, status=status, problem=problem, questions=questions, visit=visit,
            kind=kind, chosen=frozenset(chosen), missing=missing, documents=documents,
            near=[assistant.corpus.by_id[identity] for identity in near],
            titles={key: document.title for key, document in assistant.documents.items()},
        )  # fmt: skip

    async def entry(self, request: Request) -> Response:
        """One entry: how far its check is, what it found, or that it is in force."""
        session = await self._desk.owner(request)
        entry, taken = await self._found(request)
        checking = self._checks.get(entry.id, Renewal())
        renewal = self._desk.current.renewal
        running = checking.running or (taken and renewal.running)
        follows = running and request.query_params.get("follow") == "yes"
        own = {known.text for known in self._desk.assistant.corpus.own}
        return self._desk.page(
            "entry", session, entry=entry, taken=taken, checking=checking, renewal=renewal,
            running=running, follows=follows, headers=FOLLOW if follows else None,
            in_force=set(entry.questions) <= own, index=self._desk.assistant.index,
        )  # fmt: skip

    # --- doing -----------------------------------------------------------------------------------

    async def draft(self, request: Request) -> Response:
        """Keeps a draft, and begins to check it."""
        form = await self._desk.acting(request)
        by_id = self._desk.assistant.corpus.by_id
        chosen = [str(identity) for identity in form.getlist("passage")]
        questions = text_of(form, "questions").splitlines()
        kind, missing, visit = (text_of(form, name) for name in ("kind", "missing", "visit"))
        try:
            words = [by_id[identity].text for identity in chosen if identity in by_id]
            entry = drafted(kind, questions, words, missing, visit)
            await asyncio.to_thread(self._book.keep, entry)
        except AssistantError as error:
            return await self._form(
                request, questions, visit=visit, kind=kind, chosen=chosen, missing=missing,
                problem=str(error), status=422,
            )  # fmt: skip
        self._begin_check(entry)
        return self._shown(entry)

    async def act(self, request: Request) -> Response:
        """Checks a draft again, takes it over, undoes it, or drops it."""
        form = await self._desk.acting(request)
        entry, taken = await self._found(request)
        match text_of(form, "act"):
            case "check" if not taken:
                self._begin_check(entry)
            case "take" if not taken:
                self._check_may_be_taken(entry, anyway=text_of(form, "anyway") == "yes")
                await asyncio.to_thread(self._book.take, entry)
                if entry.visit:
                    await asyncio.to_thread(self._desk.store.mark_done, entry.visit, True)
                begin_renewal(self._desk)
            case "undo" if taken:
                await asyncio.to_thread(self._book.undo, entry.id)
                begin_renewal(self._desk)
            case "drop" if not taken:
                await asyncio.to_thread(self._book.drop, entry.id)
                return RedirectResponse(f"{self._desk.base}/entries", 303, HEADERS)
            case _:
                raise HTTPException(422, "There is no such act now. Load the page again.")
        return self._shown(entry)

    def _check_may_be_taken(self, entry: Entry, *, anyway: bool) -> None:
        if not entry.checked:
            raise HTTPException(409, "It was not checked yet. Check it first.")
        if entry.checked.get("index") != self._desk.assistant.index:
            raise HTTPException(409, "The documents have changed since. Check it again.")
        if not entry.checked.get("holds") and not anyway:
            raise HTTPException(
                409, "The check stands against it. Tick that it is taken over all the same."
            )

    def _shown(self, entry: Entry) -> Response:
        where = f"{self._desk.base}/entries/{entry.id}?follow=yes"
        return RedirectResponse(where, 303, HEADERS)

    async def _found(self, request: Request) -> tuple[Entry, bool]:
        found = await asyncio.to_thread(self._book.get, request.path_params["entry_id"])
        if found is None:
            raise HTTPException(404, "There is no such entry any more.")
        return found

    # --- checking --------------------------------------------------------------------------------

    def _begin_check(self, entry: Entry) -> None:
        if self._checks.get(entry.id, Renewal()).running:
            return
        self._tell(entry, "beginning", 0, 0)
        name = f"checking-{entry.id}"
        threading.Thread(target=self._check, args=(entry,), name=name, daemon=True).start()

    def _tell(self, entry: Entry, what: str, done: int, total: int) -> None:
        self._checks[entry.id] = Renewal(True, what, done, total, time.time())

    def _check(self, entry: Entry) -> None:
        try:
            self._book.keep(replace(entry, checked=self._checked(entry, self._desk.assistant)))
            self._checks[entry.id] = Renewal(at=time.time(), what="Checked.")
        except Exception as error:
            log.error("Checking a new question failed (%s)", type(error).__name__)
            words = "The check failed. Check again; if it stays so, the log says more."
            self._checks[entry.id] = Renewal(at=time.time(), what=words, well=False)

    def _checked(self, entry: Entry, assistant: Assistant) -> dict[str, object]:
        supposed = entry.bank_entries(assistant.corpus.passages)
        before = assistant.supposing(()) if self._desk.settings.uses_model else assistant
        after = assistant.supposing(supposed)
        try:
            vectors = np.stack([assistant.vector_of(text) for text in entry.questions])
            found = check(
                entry.questions,
                WISHED[entry.kind],
                self._cases(entry, assistant),
                lambda question, margin: self._reach.touches(assistant, question, vectors, margin),
                before,
                after,
                lambda what, done, total: self._tell(entry, what, done, total),
            )
        finally:
            after.close()
            if before is not assistant:
                before.close()
        return {**found.to_json(), "index": assistant.index}

    def _cases(self, entry: Entry, assistant: Assistant) -> list[Case]:
        """What is asked both ways, each question once: written cases, bank, visitors."""
        found = read_cases(self._desk.settings.case_dirs)
        for question in entry.questions:
            found += _nearest_known(question, entry, assistant)
        visits = self._desk.store.visits(limit=VISITORS_MOST)
        found += [Case("a visitor", visit.question) for visit in visits]
        return list({case.question: case for case in reversed(found)}.values())[::-1]


def _nearest_known(question: str, entry: Entry, assistant: Assistant) -> list[Case]:
    """The bank's nearest questions that an owner would not expect to change."""
    cases = []
    placed = set(entry.questions)
    for known, _ in assistant.retriever.search(question).neighbours[:BANK_NEAREST]:
        if known.text in placed or " | " in known.text or known in assistant.corpus.own:
            continue
        if known.kind == "answer":
            words = tuple(assistant.corpus.by_id[identity].text for identity in known.passages)
            cases.append(Case("the bank", known.text, "answered", (words,)))
        elif known.kind == "uncovered":
            cases.append(Case("the bank", known.text, "not_covered"))
    return cases
