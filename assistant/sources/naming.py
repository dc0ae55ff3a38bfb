"""What a corpus calls itself: its title, its subject, its words.

Everything that the product says about a corpus comes from here and never from the product's own
strings. A file ``corpus.toml`` in the folder gives the values; what it does not give comes from the
documents. Every field is optional:

    title = "What a lighthouse keeper does"       # the corpus as a whole
    subject = "lighthouse keeping"                # completes "Ask me anything about …"
    covers = "the light, the log, the storms"     # what it tells, in a few words
    short = "job"                                 # completes "a question about the …"
    noun = "handbook"                             # what its text is called: article, handbook …
    names = ["lighthouse keeper", "LK"]           # what people call the subject
    assistant = "Keeper assistant"                # how the assistant is called
    greeting = "Hello! Ask me about the light."
    language = "en"                               # ISO 639-1; without it, the text tells
    disclosure = "Who wrote it, and what they earn by it."
    starters = ["Who trims the wick?"]
    leave_out = ["README.md", "drafts/*"]         # files that are no documents
"""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import DocumentError
from assistant.records import Document

NAMING_FILE = "corpus.toml"
_TEXTS = (
    *("title", "subject", "covers", "short", "noun", "assistant", "greeting", "language"),
    "disclosure",
)
_LISTS = ("names", "starters", "leave_out")
_NAMED_UP_TO = 3
"""A corpus of more documents is not named by listing their titles."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The values of ``corpus.toml`` as they were given; empty where they were not."""

    title: str = ""
    subject: str = ""
    covers: str = ""
    short: str = ""
    noun: str = ""
    assistant: str = ""
    greeting: str = ""
    language: str = ""
    disclosure: str = ""
    names: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    def leaves_out(self, relative: str) -> bool:
        """Whether a file, named by its path inside the folder, is no document."""
        name = PurePosixPath(relative).name
        return any(
            fnmatch.fnmatchcase(relative, pattern) or fnmatch.fnmatchcase(name, pattern)
            for pattern in self.leave_out
        )

    def completed(self, documents: Mapping[str, Document], folder: str = "") -> Naming:
        """These values, with what is missing taken from the documents and the folder's name.

        One document lends its title and disclosure; a few are listed by their titles; many are
        called by the folder. ``greeting`` and ``covers`` stay empty where nobody wrote them: a
        sentence is the product's to word, in the language of the corpus.
        """
        titles = [document.title for document in documents.values()]
        title = self.title or _joined(titles, folder)
        disclosures = dict.fromkeys(d.disclosure for d in documents.values() if d.disclosure)
        return Naming(
            title=title,
            subject=self.subject or title,
            covers=self.covers,
            short=self.short,
            noun=self.noun or ("document" if len(titles) == 1 else "documents"),
            assistant=self.assistant or title,
            greeting=self.greeting,
            language=self.language,
            disclosure=self.disclosure or " ".join(disclosures),
            names=self.names or ((self.subject,) if self.subject else ()),
            starters=self.starters,
            leave_out=self.leave_out,
        )


UNNAMED = Naming()
"""A corpus that gives nothing itself."""


def read_naming(folder: Path) -> Naming:
    """Reads ``corpus.toml`` of a folder; without one, every value is empty.

    Raises:
        DocumentError: it is no TOML, or a value has another type than the one shown above.
    """
    path = folder / NAMING_FILE
    if not path.is_file():
        return UNNAMED
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        texts = {name: _text(values, name) for name in _TEXTS}
        lists = {name: _list(values, name) for name in _LISTS}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise DocumentError(
            f"{NAMING_FILE} was not used: {error}.",
            'Write one `name = "value"` per line; corpus/README.md shows the names.',
        ) from None
    return Naming(**texts, **lists)  # type: ignore[arg-type]  # texts and lists by their names


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise TypeError(f"{name} is not a text in quotes")
    return value.strip()


def _list(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{name} is not a list of texts in quotes")
    return tuple(value)


def _joined(titles: Iterable[str], folder: str) -> str:
    named = list(titles)
    if not named:
        return folder
    if len(named) > _NAMED_UP_TO:
        words = folder.replace("-", " ").replace("_", " ").strip()
        return words.capitalize() if words else named[0]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
