"""The chat page: Gradio events in, messages out. No retrieval and no prompts here.

A talk is a value: the visitor's own browser keeps it (``web/chat/talks.js``) and hands it in with
every event in a field that nobody sees, so that nothing about a visitor lives on a shared object,
each tab has a talk of its own and a reload loses nothing. What an answer adds to the talk goes back
with its HTML, which comes from ``messages.py`` and is shown by ``gr.Markdown``, sanitiser on.
Not by ``gr.HTML`` and not with ``js=``: both compile code in the browser, which our
Content-Security-Policy forbids.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from assistant.errors import AssistantError
from assistant.records import (
    OWN_WORDS,
    Answered,
    Delta,
    Failed,
    Searching,
    Sources,
)
from assistant.serving import (
    first_view,
    messages,
    page_frame,
    page_parts,
    page_root,
    page_theme,
    page_words,
)
from assistant.serving.asking import CUT, Answers
from assistant.serving.doors import PageFunction
from assistant.serving.messages import Exchange
from assistant.serving.page_queue import PageQueue, Step
from assistant.serving.shipped import Shipped
from assistant.serving.source_page import ASSETS
from assistant.serving.words import BASE
from assistant.settings import prepare_environment

prepare_environment()  # before Gradio is imported: it decides then whether it reports usage

import gradio as gr  # noqa: E402

FRONTEND = Path(gr.__file__).parent / "templates" / "frontend"

_log = logging.getLogger(__name__)

WEB = Path(__file__).resolve().parent.parent / "web"
_FRAME_SECONDS = 0.05
_QUEUE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What an event changes on the page; ``None`` leaves a part as it is.

    ``busy`` is told to nobody: the style sheet shows the buttons by what stands in ``live``. An
    update of one would make Gradio build it anew, which takes as long as all the rest.
    """

    question: str | None = None
    past: str | None = None
    live: str | None = None
    busy: bool | None = None

    def updates(self) -> tuple[Any, ...]:
        """Values for the outputs, in the order of ``_Page.outputs``."""
        parts = (self.question, self.past, self.live)
        return tuple(gr.skip() if part is None else part for part in parts)


def build(assistant: Answers) -> gr.Blocks:
    """Returns the page; ``mount`` puts it on a server with everything it does not need closed."""
    documents, naming = assistant.documents, assistant.naming
    page: gr.Blocks = gr.Blocks(title=naming.assistant, analytics_enabled=False, fill_width=True)
    with page:
        with gr.Row(elem_id="masthead"):
            _html(messages.masthead(documents, naming), "brand")
            # Its work is done in the browser, which keeps the talks.
            gr.Button(_text("newChat"), elem_id="new-chat", size="sm")
        # What is not the head of the page: a landmark of its own, as Gradio's holds the head too.
        with gr.Column(elem_id="content"):
            with gr.Column(elem_id="log"):
                past = _html("", "past")
                live = _html(first_view.welcome(assistant), "live")
            with gr.Column(elem_id="composer"):
                with gr.Row(elem_id="ask-row"):
                    question = gr.Textbox(
                        label=_text("question"),
                        placeholder=_text("placeholder"),
                        lines=1,
                        max_lines=6,
                        elem_id="question",
                        container=False,
                        show_label=False,
                    )
                    send = gr.Button(_text("askButton"), variant="primary", elem_id="send")
                    stop = gr.Button(_text("stop"), elem_id="stop")
                _html(messages.provenance(documents, naming), "provenance")
        # Neither is seen: the page's script fills in the talk, and has it shown.
        talk = gr.Textbox(elem_id="talk", show_label=False, container=False)
        shown = gr.Button("Show the talk", elem_id="show-talk")
        outputs = [question, past, live]
        _wire(assistant, _Parts(question, talk, send, stop, shown, outputs))
    page.queue(api_open=False)  # questions go past it: ``page_queue``
    return page


def page_app(assistant: Answers, talk_days: int = 30) -> FastAPI:
    """The page as an application of its own; see ``mount``."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Who else may read a reply is decided around it (serving/access.py); where Gradio finds nobody
    # who does, it adds headers of its own.
    app.add_middleware(CORSMiddleware)
    return mount(app, assistant, talk_days)


def mount(app: FastAPI, assistant: Answers, talk_days: int = 30) -> FastAPI:
    """Puts the page at ``/`` of ``app`` and returns ``app``; call it after all other routes.

    ``assistant/web`` has to be served beside it, at ``source_page.ASSETS``. ``talk_days`` is how
    long a browser keeps a talk; 0 means until the tab is closed.
    """

    async def mounting() -> None:
        _mount(app, assistant, talk_days)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        # Where no event loop runs, Gradio makes several and never closes them.
        asyncio.run(mounting())
    else:
        _mount(app, assistant, talk_days)
    return app


def _mount(app: FastAPI, assistant: Answers, talk_days: int) -> None:
    page = build(assistant)
    app.state.page_functions = known = functions(page)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        favicon_path=str(WEB / "icon.svg"),  # else Gradio's, for who does not read the head
        theme=_theme(),
        show_error=False,
        max_file_size=1,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        root_path=page_root.MARK,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    # Nothing of ours goes through Gradio's queue, which looks for work every millisecond, and goes
    # on when its application has ended.
    page._queue.sleep_when_free = page._queue.progress_update_sleep_when_free = _QUEUE_SECONDS
    app.router.lifespan_context = _ending(app.router.lifespan_context, page)
    kinds = {type(block).__name__.lower() for block in page.blocks.values()}
    parts = page_parts.parts_of(sorted(kinds), FRONTEND)
    frame = page_frame.PageFrame(
        lambda language: first_view.words(assistant, language),
        parts,
        page.theme_css,
        talk_days,
    )
    asking = {number: partial(steps, assistant) for number, one in known.items() if one.asks}
    app.add_middleware(PageQueue, functions=asking)
    app.add_middleware(page_root.PageRoot, frame=frame.render)
    app.add_middleware(
        Shipped,
        folders={"/assets/": parts.folder, f"{ASSETS}/": WEB},
        made={page_frame.STYLE: frame.style},
    )


def _ending(
    lifespan: Callable[[Any], AbstractAsyncContextManager[Any]], page: gr.Blocks
) -> Callable[[Any], AbstractAsyncContextManager[Any]]:
    """The life of an application, with an end for what Gradio has begun in it."""

    @asynccontextmanager
    async def living(app: Any) -> AsyncIterator[Any]:
        async with lifespan(app) as state:
            yield state
        page._queue.stopped = True

    return living


def functions(page: gr.Blocks) -> dict[int, PageFunction]:
    """What a browser may call, by the number it calls it by; all else is closed (``doors``)."""
    return {
        number: PageFunction(
            inputs=tuple(type(part).__name__.lower() for part in function.inputs),
            asks=bool(function.types_generator),
        )
        for number, function in page.fns.items()
    }


def _theme() -> gr.themes.Base:
    """Gradio's own parts in our colours, with fonts that are never fetched."""
    base = gr.themes.Base(font=("system-ui", "sans-serif"), font_mono=("ui-monospace", "monospace"))
    known = page_theme.variables()
    return base.set(**{name: value for name, value in known.items() if hasattr(base, name)})


@dataclass(frozen=True, slots=True)
class _Parts:
    question: gr.Textbox
    talk: gr.Textbox
    send: gr.Button
    stop: gr.Button
    shown: gr.Button
    outputs: list[Any]


def _wire(assistant: Answers, parts: _Parts) -> None:
    async def ask(question: str, talk: str, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        # Where the page stands on a server without ``PageQueue``, in Gradio's own queue.
        language = request.headers.get("accept-language", "")
        async for step in steps(assistant, [question, talk], language):
            yield tuple(gr.skip() if value is None else value for value in step.values)

    def shown(talk: str, request: gr.Request) -> tuple[Any, ...]:
        page_words.speak(_language(request))
        # Reading a talk marks the question that has no answer as stopped.
        return show(assistant, messages.read_talk(talk)).updates()

    quiet: dict[str, Any] = {
        "outputs": parts.outputs,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    asked = gr.on(
        [parts.question.submit, parts.send.click],
        ask,
        inputs=[parts.question, parts.talk],
        trigger_mode="once",
        **quiet,
    )
    parts.stop.click(shown, inputs=[parts.talk], queue=False, cancels=[asked], **quiet)
    # A talk that is asked for while another one is being shown comes after it.
    parts.shown.click(shown, inputs=[parts.talk], queue=False, trigger_mode="always_last", **quiet)


def _language(request: gr.Request) -> str:
    return page_words.chosen(request.headers.get("accept-language", ""))


def show(assistant: Answers, exchanges: Sequence[Exchange]) -> Frame:
    """The page at rest: a conversation, or the welcome where there is none."""
    if not exchanges:
        welcome = first_view.welcome(assistant)
        return Frame(past="", live=welcome, busy=False)
    return Frame(
        past=messages.conversation(exchanges[:-1], assistant.naming.noun),
        live=messages.newest(exchanges[-1], assistant.naming.noun),
        busy=False,
    )


async def steps(assistant: Answers, inputs: list[str], accepted: str) -> AsyncGenerator[Step]:
    """What the page shows of an answer, step by step, in the language that a browser accepts."""
    question, talk = inputs
    page_words.speak(language := page_words.chosen(accepted))
    if question.strip():
        async with aclosing(answer(assistant, question.strip(), messages.read_talk(talk))) as seen:
            async for frame in seen:
                yield Step((frame.question, frame.past, frame.live), last=frame.busy is False)
                page_words.speak(language)  # Gradio may go on in another context
    else:
        yield Step((None, None, None), last=True)


async def answer(
    assistant: Answers, question: str, earlier: Sequence[Exchange]
) -> AsyncGenerator[Frame]:
    """Yields what the page shows while a question is answered; the last frame is at rest.

    The box is emptied once the question was accepted; until then the words stay in it.
    """
    accepted = False
    try:
        async with aclosing(_frames(assistant, question, earlier)) as frames:
            async for frame in frames:
                accepted = accepted or bool(frame.busy)
                yield frame
    except AssistantError as error:
        yield _failed(assistant, question, earlier, _problem(error), accepted=accepted)
    except Exception:
        # Never an exception's own words, and never an invented "not covered".
        _log.exception("The chat page could not answer.")
        yield _failed(assistant, question, earlier, _text("unexpected"), accepted=accepted)


async def _frames(
    assistant: Answers, question: str, earlier: Sequence[Exchange]
) -> AsyncGenerator[Frame, None]:
    """One frame for each event that changes what is seen.

    Only what a language model writes is shown while it is written: the documents' own words are
    found at once, and shown in one step.
    """
    text, last_drawn = "", 0.0
    written = assistant.engine != OWN_WORDS
    status = _text("searchingThe", assistant.naming.noun)
    events = assistant.astream(question, messages.history(earlier))
    try:
        async for event in events:
            match event:
                case Searching():
                    yield _begun(assistant, question, earlier, status)
                case Sources(quotes) if written:
                    status = _reading(len(quotes))
                    yield Frame(live=messages.working(question, status))
                case Delta(piece) if written:
                    text += piece
                    if time.monotonic() - last_drawn >= _FRAME_SECONDS:
                        last_drawn = time.monotonic()
                        yield Frame(live=messages.working(question, status, text))
                case Answered(reply):
                    yield show(assistant, (*earlier, Exchange(question, reply)))
                case Failed(title, detail):
                    told = _sentences(title, detail)
                    if event == CUT and page_words.spoken() != BASE:
                        told = _text("problem.ClosingError")
                    failed = Exchange(question, problem=told)
                    yield show(assistant, (*earlier, failed))
    finally:  # stops a model
        if isinstance(events, AsyncGenerator):
            await events.aclose()


def _problem(error: AssistantError) -> str:
    """What went wrong: in English with all particulars, elsewhere what kind of thing it was."""
    if page_words.spoken() == BASE:
        return str(error)
    keys = (f"problem.{kind.__name__}" for kind in type(error).__mro__)
    known = page_words.table(page_words.spoken())
    return next((_text(key) for key in keys if key in known), str(error))


def _sentences(*parts: str) -> str:
    """The parts as sentences: a title has no full stop of its own."""
    ended = (part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
    return " ".join(ended)


def _begun(assistant: Answers, question: str, earlier: Sequence[Exchange], status: str) -> Frame:
    return Frame(
        question="",
        past=messages.conversation(earlier, assistant.naming.noun),
        live=messages.working(question, status),
        busy=True,
    )


def _failed(
    assistant: Answers,
    question: str,
    earlier: Sequence[Exchange],
    sentence: str,
    *,
    accepted: bool,
) -> Frame:
    if accepted:
        return show(assistant, (*earlier, Exchange(question, problem=sentence)))
    return Frame(
        past=messages.conversation(earlier, assistant.naming.noun),
        live=messages.problem(sentence),
        busy=False,
    )


def _reading(count: int) -> str:
    return _text("readingOne" if count == 1 else "readingMany", str(count))


def _text(key: str, *values: str) -> str:
    """A text of the page as text: whoever shows it escapes it."""
    return unescape(page_words.said(key, *map(escape, values)))


def _html(value: str, name: str) -> gr.Markdown:
    return gr.Markdown(
        value, elem_id=name, sanitize_html=True, latex_delimiters=[], container=False
    )
