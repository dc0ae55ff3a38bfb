"""The HTML of the chat page around Gradio: the welcome and a box to type in are there at once.

Gradio's own page is empty until its scripts have run, fetches them one after another, and speaks of
Gradio where it is shared. Here it gives only its configuration: head, style sheet, first view and
the list of what to fetch are ours. ``web/early.js`` keeps what is typed until Gradio takes over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from assistant.serving.page_parts import Parts
from assistant.text import patterns as re

STYLE = "/assets/page.css"
"""Where the one style sheet of the page is: Gradio's, then ours."""
_CONFIG = re.compile(
    r"<script>(window\.gradio_config = .*?)</script>\s*<script>(.*?)</script>", re.S
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says before Gradio is there; HTML where the name ends so."""

    title: str
    description: str
    early_html: str
    noscript_html: str
    language: str = "en"
    direction: str = "ltr"
    article_language: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)
    """What the page's scripts say, by key."""
    parts: Mapping[str, Mapping[str, str | bool]] = field(default_factory=dict)
    """What Gradio's parts say, by their id and the name of the property."""


class PageFrame:
    """Makes the page that is sent from the one that Gradio makes."""

    def __init__(
        self, words: Callable[[str], Words], parts: Parts, theme_css: str, talk_days: int = 30
    ) -> None:
        """``theme_css`` is the style sheet that Gradio makes of its theme.

        ``talk_days`` is how long a visitor's browser keeps a talk.
        """
        self._talk_days = talk_days
        self._words = words
        self._parts = parts
        self._template = Template(_web("chat.html"))
        self._theme = _web("theme.js")
        self._early = _web("early.js")
        self._script = f"web/built/chat.js?v={_tag(_web('built/chat.js'))}"
        self._theme_hash = sha256(theme_css.encode()).hexdigest()
        styles = (parts.folder / name for name in parts.styles)
        gradios = [style.read_text("utf-8") for style in styles]
        self.style = "\n".join([*gradios, theme_css, _web("built/chat.css")]).encode()
        self._style = f"{STYLE[1:]}?v={_tag(self.style)}"

    def render(self, gradios: str, language: str = "en") -> str:
        """The whole page in a language of the interface.

        It is Gradio's own where its configuration is not found in it.
        """
        found = _CONFIG.search(gradios)
        if found is None or not self._parts.entry:
            return gradios
        words = self._words(language)
        return self._template.substitute(
            language=escape(words.language),
            direction=words.direction,
            article_language=escape(words.article_language),
            title=escape(words.title),
            description=escape(words.description),
            style=self._style,
            talk_days=self._talk_days,
            theme=self._theme,
            handover=self._early,
            config=f"{_spoken(found[1], words.parts)}\n{found[2]}",
            texts=_in_script(dict(words.texts)),
            placeholders=self._placeholders(),
            scripts=self._scripts(),
            script=self._script,
            early=words.early_html,
            noscript=words.noscript_html,
        )

    def _placeholders(self) -> str:
        """Links that load nothing: Gradio finds its style sheets named, and asks for none of them.

        The address of the theme has to be whole, and only the browser knows the host.
        """
        links = [
            f'<link rel="stylesheet" href="./assets/{name}" disabled>'
            for name in self._parts.styles
        ]
        theme = (
            '<script>{const link=document.createElement("link");link.rel="stylesheet";'
            f'link.disabled=true;link.href=new URL("theme.css?v={self._theme_hash}",'
            'document.baseURI).href;link.media="not all";document.head.append(link)}</script>'
        )
        return "".join(links) + theme

    def _scripts(self) -> str:
        ahead = "".join(
            f'<link rel="modulepreload" crossorigin href="./assets/{name}">'
            for name in self._parts.scripts
            if name != self._parts.entry
        )
        entry = f'<script type="module" crossorigin src="./assets/{self._parts.entry}"></script>'
        return entry + ahead


def _spoken(config: str, parts: Mapping[str, Mapping[str, str | bool]]) -> str:
    """Gradio's configuration with its parts' own words in place of those it was built with."""
    start = config.index("{")
    whole, end = json.JSONDecoder().raw_decode(config, start)
    for component in whole["components"]:
        props = component["props"]
        props.update(parts.get(props.get("elem_id"), {}))
    return f"{config[:start]}{_in_script(whole)}{config[end:]}"


def _in_script(value: object) -> str:
    """JSON that can stand in a script of a page: nothing in it ends or opens one."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def _tag(content: str | bytes) -> str:
    # The tag that ``shipped`` gives the same content.
    whole = content.encode() if isinstance(content, str) else content
    return sha256(whole).hexdigest()[:16]


def _web(name: str) -> str:
    return files("assistant").joinpath(f"web/{name}").read_text("utf-8")
