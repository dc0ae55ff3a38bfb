"""An address → a file of the corpus: one page, fetched when somebody asks for it.

Only what is on the public internet is fetched. The host's addresses are looked up once, each of
them has to be public, and the connection goes to the one that was checked, so that a name cannot
point elsewhere a moment later. Every redirect is checked anew. Size and time have limits. The
address is kept beside the file, so that citations lead to the page.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import httpx

from assistant.errors import DocumentError
from assistant.sources.parsed import Parsed
from assistant.sources.readers import MAX_BYTES, read_bytes
from assistant.sources.sidecar import kept_address, write_sidecar
from assistant.text import patterns as re

Resolver = Callable[[str, int], list[str]]
"""Host and port → the IP addresses it has."""

REDIRECTS_MOST = 5
SECONDS_MOST = 30.0
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_LOGIN = ("it is not open to everybody, ", "Save it in a browser and put the file here.")
_GONE = ("there is no such page, ", "Check the address.")
_BUSY = ("it is busy, ", "Try again later.")
_STATUS = {401: _LOGIN, 403: _LOGIN, 404: _GONE, 410: _GONE, 429: _BUSY, 503: _BUSY}
_NAME_MOST = 80
_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))
"""Networks of IPv6 whose addresses hold one of IPv4, which could be a private one."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    if mapped is not None:
        parsed = mapped
    embedded = parsed.version == 6 and any(parsed in network for network in _EMBEDDING)
    return parsed.is_global and not parsed.is_multicast and not embedded


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the suffix of their kind, and the last address."""

    raw: bytes
    suffix: str
    address: str


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches one page; its parts are replaced in tests."""

    resolve: Resolver = resolve
    is_public: Callable[[str], bool] = is_public
    seconds_most: float = SECONDS_MOST
    bytes_most: int = MAX_BYTES

    def fetch(self, address: str) -> Fetched:
        """Fetches a page, through its redirects.

        Raises:
            DocumentError: it is no public web page, does not answer, is too large or of a kind
                that is not read.
        """
        until = time.monotonic() + self.seconds_most
        # No proxy of the environment: it would resolve the name itself.
        with httpx.Client(trust_env=False, follow_redirects=False) as client:
            here = address
            for _ in range(REDIRECTS_MOST + 1):
                try:
                    found = self._one(client, here, until)
                except httpx.HTTPError as error:
                    slow = isinstance(error, httpx.TimeoutException)
                    reason = "it did not answer in time" if slow else f"no connection ({error})"
                    raise _not_read(address, reason, "Try again later.") from None
                if isinstance(found, Fetched):
                    return found
                here = urljoin(here, found)
        raise _not_read(address, "it redirects too often", "Give the address it ends at.")

    def _one(self, client: httpx.Client, address: str, until: float) -> Fetched | str:
        """The page, or the address that it redirects to."""
        parts, ip = self._checked(address)
        host = parts.hostname or ""
        netloc = f"[{ip}]" if ":" in ip else ip
        if parts.port is not None:
            netloc += f":{parts.port}"
        request = client.build_request(
            "GET",
            urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")),
            headers={
                "host": parts.netloc.rpartition("@")[2],
                "accept": "text/html,application/xhtml+xml,text/*;q=0.9,application/pdf;q=0.8",
                "user-agent": "Mozilla/5.0 (compatible; reads one page when asked to)",
            },
            # The certificate has to be that of the name, not of the number.
            extensions={"sni_hostname": host},
            timeout=min(10.0, self._left(until)),
        )
        response = client.send(request, stream=True)
        try:
            if response.is_redirect:
                return str(response.headers.get("location", ""))
            if response.status_code != 200:
                status = response.status_code
                reason, hint = _STATUS.get(status, ("", "Open it in a browser to see why."))
                raise _not_read(address, f"{reason}it answers with status {status}", hint)
            raw = b"".join(self._body(response, address, until))
        finally:
            response.close()
        return _of_kind(raw, response.headers.get("content-type", ""), address)

    def _checked(self, address: str) -> tuple[SplitResult, str]:
        """The parts of an address, and the IP address that may be connected to."""
        hint = "Give the address of a public page that begins with https://."
        try:
            parts = urlsplit(address)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise _not_read(address, "it is no address", hint) from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise _not_read(address, "it is no web address", hint)
        if parts.username or parts.password:
            raise _not_read(address, "it has a password in it", hint)
        try:
            found = self.resolve(parts.hostname, port)
        except (OSError, UnicodeError):
            reason = f"there is no host {parts.hostname}"
            raise _not_read(address, reason, "Check the spelling.") from None
        if not found or not all(self.is_public(ip) for ip in found):
            reason = f"{parts.hostname} is not on the public internet"
            raise _not_read(address, reason, "Save the page as a file and put it in the folder.")
        return parts, found[0]

    def _body(self, response: httpx.Response, address: str, until: float) -> Iterator[bytes]:
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > self.bytes_most:
                reason = f"it has more than {self.bytes_most // 1_000_000} MB"
                raise _not_read(address, reason, "Save the part that matters as a file.")
            self._left(until)
            yield chunk

    def _left(self, until: float) -> float:
        left = until - time.monotonic()
        if left <= 0:
            raise httpx.ReadTimeout("too slow")
        return left


def save_page(address: str, folder: Path, fetcher: Fetcher | None = None) -> tuple[Path, Parsed]:
    """Fetches a page into a corpus folder; returns its file, and the document it is read as.

    A page that was fetched before is replaced. Nothing is written where it cannot be read.

    Raises:
        DocumentError: it cannot be fetched, or there is nothing to read in it.
    """
    fetched = (fetcher or Fetcher()).fetch(address)
    path = _path_for(fetched, folder)
    parsed = read_bytes(fetched.raw, path.name)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fetched.raw)
    write_sidecar(path, source_url=fetched.address)
    return path, parsed


def _path_for(fetched: Fetched, folder: Path) -> Path:
    parts = urlsplit(fetched.address)
    told = f"{parts.hostname or ''} {parts.path}"
    told = re.sub(r"^www\.|\.(?:html?|php|aspx?|pdf|docx|txt|md)$", "", told)
    name = re.sub(r"[^a-z0-9]+", "-", f"{told} {parts.query}".lower()).strip("-")[:_NAME_MOST]
    path = folder / f"{name.strip('-') or 'page'}{fetched.suffix}"
    number = 2
    while path.exists() and kept_address(path) != fetched.address:
        path = path.with_name(f"{name}-{number}{fetched.suffix}")
        number += 1
    return path


def _of_kind(raw: bytes, content_type: str, address: str) -> Fetched:
    kind, _, rest = content_type.partition(";")
    suffix = _KINDS.get(kind.strip().lower())
    if suffix is None:
        suffix = Path(urlsplit(address).path).suffix.lower()
        if suffix not in _KINDS.values():
            reason = f"it is {kind.strip() or 'of no kind that it names'}"
            raise _not_read(address, reason, "Web pages, text, Markdown, PDF and Word are read.")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", rest)
    if charset and suffix in (".html", ".txt", ".md"):
        with suppress(LookupError, UnicodeError):  # A header that is wrong is found out by reading.
            raw = raw.decode(charset[1]).encode("utf-8")
    return Fetched(raw, suffix, address)


def _not_read(address: str, reason: str, hint: str) -> DocumentError:
    return DocumentError(f"{address[:200]} was not read: {reason}.", hint)


def is_address(text: str) -> bool:
    """Whether a text is meant as the address of a page."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None
