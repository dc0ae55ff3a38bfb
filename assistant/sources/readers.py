"""The formats that are read: a suffix, and the reader of it. A new format is one line here.

A reader takes the bytes of a file and its name, and returns the ``Parsed`` document or raises a
``DocumentError`` that says why not and what to do. Its module is imported when a file of its kind
is met, so that a corpus without PDF does not pay for the PDF library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from assistant.sources.encodings import decode
from assistant.sources.parsed import Parsed
from assistant.sources.reading import left_out, shown_name
from assistant.sources.sidecar import with_sidecar
from assistant.text import patterns as re

Reader: TypeAlias = Callable[[bytes, str], Parsed]
TextReader: TypeAlias = Callable[[str, str], Parsed]

MAX_BYTES = 20_000_000
TEXTS: Mapping[str, tuple[str, str]] = {
    ".md": ("markdown", "read_markdown"),
    ".markdown": ("markdown", "read_markdown"),
    ".mdx": ("markdown", "read_markdown"),
    ".txt": ("plain", "read_text"),
    ".text": ("plain", "read_text"),
    ".srt": ("plain", "read_text"),
    ".vtt": ("plain", "read_text"),
    ".html": ("webpage", "read_html"),
    ".htm": ("webpage", "read_html"),
    ".xhtml": ("webpage", "read_html"),
    ".csv": ("sheet", "read_sheet"),
    ".tsv": ("sheet", "read_sheet"),
}
BINARIES: Mapping[str, tuple[str, str]] = {
    ".pdf": ("pdf", "read_pdf"),
    ".docx": ("word", "read_docx"),
    ".eml": ("mail", "read_message"),
    ".mht": ("mail", "read_message"),
    ".mhtml": ("mail", "read_message"),
}
SUFFIXES = frozenset((*TEXTS, *BINARIES))
KINDS = {"markdown": ".md", "text": ".txt", "html": ".html"}
_READ = "Markdown (.md), plain text (.txt), HTML (.html), PDF (.pdf) or Word (.docx)"
_PAGE = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", ".pdf", "a PDF"),
    (b"PK\x03\x04", ".docx", "a packed file"),
    (b"\x89PNG", "", "a picture"),
    (b"\xff\xd8\xff", "", "a picture"),
    (b"GIF8", "", "a picture"),
    (b"\x1f\x8b", "", "a packed file"),
)
"""How files of other kinds begin, whatever their names say."""
_TO_DO = {
    "Open it in a word processor and save it as Word (.docx) or PDF.": "doc docm dot rtf odt wps",
    "Export it as Word (.docx) or PDF.": "pages gdoc",
    "Export it as PDF.": "ppt pptx odp key djvu ps",
    "Save the sheet as .csv.": "xls xlsx xlsm ods numbers gsheet",
    "Save the mail as .eml, or copy it into a text file.": "msg mbox pst",
    "Turn it into Markdown or HTML (pandoc is one program for it), and put that here.":
        "rst org adoc asciidoc tex latex wiki mediawiki textile epub mobi fb2 ipynb docbook typ",
    "Unpack it into this folder.": "zip 7z rar tar gz tgz bz2 xz",
    "Run text recognition over it, or write down in a text file what it says.":
        "jpg jpeg png gif tif tiff bmp webp heic svg",
    "Write down in a text file what is said in it.": "mp3 m4a wav ogg mp4 mov avi mkv webm",
    "Write what it says as headings and paragraphs into a Markdown or text file.":
        "json jsonl yaml yml xml toml ini sqlite db",
}  # fmt: skip
_HINTS = {f".{suffix}": hint for hint, suffixes in _TO_DO.items() for suffix in suffixes.split()}


def read_document(path: Path, root: Path | None = None) -> Parsed:
    """Reads one file; its id comes from its path inside ``root``, or from its name.

    Raises:
        DocumentError: unknown kind of file, unreadable, too large, damaged, or without text.
    """
    name = shown_name(path.relative_to(root) if root is not None else Path(path.name))
    _check_suffix(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            reason = f"it has more than {MAX_BYTES // 1_000_000} MB"
            raise left_out(name, reason, "Split it into several documents.")
        raw = path.read_bytes()
    except OSError as error:
        if path.is_symlink() and not path.exists():
            hint = "Put the file where the link points to, or remove the link."
            raise left_out(name, "it is a link to nothing", hint) from None
        reason = error.strerror or str(error)
        raise left_out(name, reason, "Check its permissions.") from None
    return with_sidecar(read_bytes(raw, name), path)


def read_bytes(raw: bytes, name: str) -> Parsed:
    """Reads the contents of a file; the suffix of ``name`` says which format it is in.

    Raises:
        DocumentError: damaged, or without text.
    """
    suffix = _check_suffix(name)
    if not raw:
        raise left_out(name, "it is empty", "Put text in it, or remove it.")
    suffix = _true_suffix(raw, suffix, name)
    # Here, because it needs two other readers: documents that are known from last time need none.
    from assistant.sources.mail import is_message, read_message

    try:
        if suffix in BINARIES:
            return _load_binary(suffix, name)(raw, name)
        if is_message(raw):  # Saved under the name of a text.
            return read_message(raw, name)
        return read_source(decode(raw, name), name)
    except RecursionError:
        raise left_out(name, "it is nested too deeply", "Save it in a simpler form.") from None


def _true_suffix(raw: bytes, suffix: str, name: str) -> str:
    """The suffix of the format that a file is in, where its first bytes tell it."""
    for begin, true, kind in _SIGNATURES:
        if not raw.startswith(begin) or true == suffix:
            continue
        if not true or (true == ".docx" and b"word/document.xml" not in raw):
            hint = f"Give it the name of what it is, or save it as {_READ}."
            if b"xl/workbook" in raw:
                kind, hint = "a sheet", _HINTS[".xlsx"]
            raise left_out(name, f"it is {kind}, whatever its name says", hint)
        return true
    return suffix


def _check_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        kind = f"a {suffix} file" if suffix else "a file without a suffix"
        other = f"Save it as {_READ}, or name it in corpus.toml under leave_out."
        if not suffix:
            other = f"If it is a text, call it {Path(name).name}.txt. {other}"
        hint = _HINTS.get(suffix, other)
        raise left_out(name, f"{kind} is not read", hint)
    return suffix


def read_source(source: str, name: str) -> Parsed:
    """Reads a text; the suffix of ``name`` says which format it is in.

    Raises:
        DocumentError: nothing is left to cite.
    """
    module, function = TEXTS[Path(name).suffix.lower()]
    if source.lstrip().startswith("{\\rtf"):
        raise left_out(name, "it is rich text", _HINTS[".rtf"])
    if _PAGE.match(source):
        module, function = TEXTS[".html"]  # A page may be saved under the name of a text.
    reader: TextReader = _load(module, function)
    return reader(source, name)


def parse(source: str, name: str, kind: str = "markdown") -> Parsed:
    """Reads a text of a ``kind``: ``markdown``, ``text`` or ``html``. ``name`` becomes its id.

    Raises:
        DocumentError: nothing is left to cite.
    """
    return read_source(source, name + KINDS[kind])


def _load(module: str, function: str) -> Callable[..., Parsed]:
    reader: Callable[..., Parsed] = getattr(import_module(f"assistant.sources.{module}"), function)
    return reader


def _load_binary(suffix: str, name: str) -> Reader:
    try:
        return _load(*BINARIES[suffix])
    except ModuleNotFoundError as error:
        reason = f"reading {suffix[1:].upper()} needs {error.name}, which is not installed"
        raise left_out(name, reason, "pip install 'tpm-assistant[documents]'") from None
