"""Bodies of requests: read whole before anybody acts on them, and checked against their model.

A body that is too large, too slow or cut off never reaches a route, whatever the route is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.problems import explain, send_problem

BODY_MOST = 1_000_000
"""Bytes of a request body."""
BODY_SECONDS = 20.0
"""Time in which a body must have arrived."""
_BODILESS = ("GET", "HEAD", "OPTIONS")
Most = Callable[[Scope], Awaitable[int]]
"""How many bytes the body of a request may have."""
Model = TypeVar("Model", bound=BaseModel)


class WholeBody:
    """Takes in the body of a request and hands it on in one piece.

    413 if it is too large, 408 if it does not arrive in time; nothing at all if the client left,
    because nobody is there to read it. The bytes are in ``scope["state"]["body"]`` too.
    """

    def __init__(
        self, app: ASGIApp, seconds: float = BODY_SECONDS, most: Most | None = None
    ) -> None:
        self.app = app
        self.seconds = seconds
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on once its body is there."""
        if scope["type"] != "http" or scope["method"] in _BODILESS:
            await self.app(scope, receive, send)
            return
        most = await self.most(scope) if self.most is not None else BODY_MOST
        # Who may send more gets the time for it: as if everything came as slowly.
        seconds = self.seconds * most / BODY_MOST
        try:
            body = await asyncio.wait_for(_read(scope, receive, most), seconds)
        except TimeoutError:
            detail = f"The body did not arrive within {seconds:.0f} seconds. Send it again."
            await send_problem(send, 408, "Too slow", detail, {"connection": "close"})
            return
        except OverflowError:
            detail = f"The body has more than {most:,} bytes. Send less."
            await send_problem(send, 413, "Too large", detail, {"connection": "close"})
            return
        if body is None:
            return
        handed = False

        async def replay() -> Message:
            nonlocal handed
            if handed:
                return await receive()
            handed = True
            return {"type": "http.request", "body": body, "more_body": False}

        state = {**scope.get("state", {}), "body": body}
        await self.app({**scope, "state": state}, replay, send)


async def _read(scope: Scope, receive: Receive, most: int) -> bytes | None:
    """The whole body, or ``None`` if the client left.

    Raises:
        OverflowError: it has more than ``most`` bytes.
    """
    announced = Headers(scope=scope).get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise OverflowError
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            raise OverflowError
        if not message.get("more_body", False):
            return bytes(body)


async def read_body(request: Request, model: type[Model]) -> Model:
    """Reads and checks a JSON body.

    Raises:
        HTTPException: 400 not JSON or not Unicode, 422 not what is asked for.
    """
    loaded = parse_json(await request.body())
    try:
        return model.model_validate(loaded)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise HTTPException(422, explain(first)) from None


def parse_json(raw: bytes) -> object:
    """The value of a JSON text.

    Raises:
        HTTPException: 400, it is not JSON or not Unicode.
    """
    try:
        loaded: object = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
        json.dumps(loaded, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "The body is not UTF-8. Send JSON encoded as UTF-8.") from None
    except UnicodeEncodeError:
        raise HTTPException(
            400, "The body holds half of a surrogate pair. Send whole characters."
        ) from None
    except (ValueError, RecursionError):
        raise HTTPException(
            400, 'The body is not JSON. Send an object such as {"message": "…"}.'
        ) from None
    return loaded


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
