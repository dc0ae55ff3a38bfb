"""The widget builder: looks and words are chosen, seen on a light and a dark page, and pasted.

Everything is made on the server from the fields of a form, so it works without a script; with one,
the same form is sent while one types. Which attributes there are is read from the widget's own
source; a field that nobody has described here is a line of text.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from assistant.errors import SettingsError
from assistant.owner.contrast import Colour, judged
from assistant.serving import widget
from assistant.serving.access import allowed_origins
from assistant.serving.owner.desk import Desk
from assistant.serving.owner.sites import seen
from assistant.serving.words import shipped
from assistant.text import patterns as re

PREVIEW_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}
ACCENT = "#0d5c68"


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute as a field of the form: ``kind`` is text, area, color or tick."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_DESCRIBED = (
    Field("title", "Title", hint="Ask a question"),
    Field("greeting", "Greeting", "area", "The usual one"),
    Field("starters", "Questions to begin with, | between them", "area", "The usual ones"),
    Field("accent", "Colour", "color"),
    Field("theme", "Light or dark", choices=(
        ("", "as the visitor’s system"), ("light", "light"), ("dark", "dark"))),
    Field("position", "Side", choices=(
        ("", "where lines end"), ("right", "right"), ("left", "left"))),
    Field("offset", "Distance from side and bottom", hint="20 24"),
    Field("size", "Size", choices=(
        ("", "medium"), ("small", "small"), ("large", "large"))),
    Field("avatar", "Picture or up to three letters on the button",
          hint="https://jobs.example/face.png"),
    Field("launcher", "Button", choices=(("", "with the title"), ("icon", "round, without words"))),
    Field("lang", "Language"),
    Field("words", "Own words", "area", "hint=Ask away | send=Go"),
    Field("contact", "The way to a person", hint="https://…, mailto:… or tel:…"),
    Field("contact-text", "Words of that link", hint="Talk to a person"),
    Field("answer-lang", "Language of the answers", hint="en"),
    Field("open", "Open when the page loads", "tick"),
    Field("memory", "The talk of a visitor", choices=(
        ("", "stays in its tab"), ("shared", "goes on in a new tab"), ("off", "is kept nowhere"))),
    Field("measure", "What your tag manager hears", choices=(
        ("", "what happens, no words"), ("words", "the visitor’s words, too"), ("off", "nothing"))),
    Field("avoid", "A banner that must not be covered", hint="#our-banner"),
)  # fmt: skip


@cache
def options() -> tuple[str, ...]:
    """The attributes that the widget knows, without ``data-``, from its source."""
    for path in sorted(widget.SOURCES.rglob("*.js")):
        if path.parent.name not in ("earlier", "built"):
            found = re.search(r"const OPTIONS = \[(.*?)\]", path.read_text("utf-8"), re.DOTALL)
            if found:
                return tuple(re.findall(r"'([a-z-]+)'", found[1]))
    return ()


@cache
def fields() -> tuple[Field, ...]:
    """A field for each attribute, those that are described first and in their order."""
    known = {*options(), "launcher"}  # the one that the line alone may have
    packs = [("", "as the page"), *((pack.code, pack.name) for pack in shipped().values())]
    described = [
        Field("lang", field.label, choices=tuple(packs)) if field.name == "lang" else field
        for field in _DESCRIBED
        if field.name in known
    ]
    names = {field.name for field in described}
    others = [Field(name, name.replace("-", " ").capitalize()) for name in options()
              if name not in names]  # fmt: skip
    return (*described, *others)


def chosen(query: Mapping[str, str]) -> dict[str, str]:
    """The attributes that a form says, those that are left as they are left out."""
    found: dict[str, str] = {}
    for field in fields():
        value = query.get(field.name, "").strip()[:600]
        if field.choices and value not in {one for one, _ in field.choices}:
            continue
        if field.kind == "color" and value.lower() == ACCENT:
            continue
        if field.kind == "tick":
            value = "yes" if value else ""
        if value:
            found[field.name] = value
    return found


def line(address: str, attributes: Mapping[str, str], *, pinned: bool, nonce: bool) -> str:
    """The line to paste.

    Raises:
        SettingsError: the address is none of a server.
    """
    made = widget.tag(address, attributes)
    if not pinned:
        made = re.sub(r'\?build=\w+" integrity="[^"]*" crossorigin="anonymous"', '"', made, count=1)
    return made.replace("<script ", '<script nonce="NONCE" ', 1) if nonce else made


class Builder:
    """The two pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def builder(self, request: Request) -> Response:
        """The form, the line it makes, and how it looks."""
        session = await self._desk.owner(request)
        query = request.query_params
        attributes = chosen(query)
        pinned, nonce = query.get("line") != "floating", query.get("nonce") == "yes"
        address = query.get("address", "").strip()[:300] or self._address(request)
        fault, tag, policy = "", "", ""
        try:
            tag = line(address, attributes, pinned=pinned, nonce=nonce)
            policy = widget.policy(address)
        except SettingsError as error:
            fault = str(error)
        values = {field.name: query.get(field.name, "")[:600] for field in fields()}
        values["accent"] = colour_of(values.get("accent", ""))
        return self._desk.page(
            "widget", session, live=True, fields=fields(), values=values, fault=fault, tag=tag,
            policy=policy, address=address, line="pinned" if pinned else "floating", nonce=nonce,
            contrast=judged(Colour.of(values["accent"])), query=urlencode(attributes),
            sites=await asyncio.to_thread(self._sites),
        )  # fmt: skip

    async def preview(self, request: Request) -> Response:
        """An empty page of a site with the widget on it; only for the owner."""
        await self._desk.owner(request)
        on = "dark" if request.query_params.get("on") == "dark" else "light"
        attributes = {"theme": on, **chosen(request.query_params)}
        page = self._desk.page("preview", None, on=on, attributes=attributes)
        page.headers.update(PREVIEW_HEADERS)
        return page

    def _address(self, request: Request) -> str:
        settings = self._desk.settings
        forwarded = request.headers.get("x-forwarded-host") if settings.trust_proxy else None
        told = request.headers.get("x-forwarded-proto", "") if settings.trust_proxy else ""
        scheme = told.rsplit(",", 1)[-1].strip() or request.url.scheme
        host = (forwarded or request.headers.get("host", "")).rsplit(",", 1)[-1].strip()
        return f"{scheme}://{host}{settings.root_path}"

    def _sites(self) -> list[dict[str, Any]]:
        noted, asked = seen(self._desk.store), self._desk.looking.last_asked()
        return [
            {"name": site, "seen": noted.get(site, 0.0), "asked": asked.get(site, 0.0)}
            for site in allowed_origins(self._desk.settings)
        ]


def colour_of(text: str) -> str:
    """A colour in six hex digits; the widget's own for anything else."""
    return text.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", text) else ACCENT
