"""One file from the web, asked for by a person: https only, bounded in bytes and time, and never from a private address.

The address is looked up once and the connection goes to what was vetted, so that no second answer of the name server leads elsewhere. No
proxy is used; where the network asks for one, the file is downloaded by hand.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, urljoin, urlsplit

from dateline.errors import ServiceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a download may take: bytes in all, seconds in all, and seconds without an answer.

    GeoNames' largest countries (US, China) have about 70 MB.
    """

    size: int = 100_000_000
    seconds: float = 600.0
    silence: float = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where the bytes came from in the end, and their hash."""

    url: str
    sha256: str


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet and not to this machine, its network or a reserved range."""
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    checked = address if inner is None else inner
    return checked.is_global and not checked.is_multicast


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches files under limits; `may_reach` says which addresses are allowed, `tls` whose certificates are believed."""

    limits: Limits = field(default_factory=Limits)
    may_reach: Callable[[Address], bool] = is_public
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, url: str, target: Path) -> Fetched:
        """Write what lies at `url` to `target`; ServiceError says why it could not be had. A file begun stays for the caller to delete."""
        deadline = time.monotonic() + self.limits.seconds
        for _ in range(MAX_REDIRECTS + 1):
            parts = _checked(url)
            connection = _Connection(parts, self, deadline)
            try:
                response = connection.get()
                if response.status in REDIRECTS:
                    url = urljoin(url, response.headers.get("Location", ""))
                    continue
                if response.status != http.client.OK:
                    raise ServiceError(f"{url}: the server answers {response.status} {response.reason}")
                return Fetched(url, self._save(response, url, target, deadline))
            except (OSError, http.client.HTTPException) as error:
                raise ServiceError(f"{url}: it cannot be reached ({error or type(error).__name__})") from error
            finally:
                connection.close()
        raise ServiceError(f"{url}: more than {MAX_REDIRECTS} redirects")

    def _save(self, response: http.client.HTTPResponse, url: str, target: Path, deadline: float) -> str:
        """Write the body within the limits; its SHA-256."""
        size = 0
        hasher = hashlib.sha256()
        with target.open("wb") as file:
            while chunk := response.read1(CHUNK):
                size += len(chunk)
                if size > self.limits.size:
                    raise ServiceError(f"{url}: it has more than {self.limits.size:,} bytes, the bound of a download")
                if time.monotonic() > deadline:
                    raise ServiceError(f"{url}: it was not there after {self.limits.seconds:.0f} seconds, the bound of a download")
                hasher.update(chunk)
                _write(file, chunk, target)
        if response.length:
            raise ServiceError(f"{url}: the connection broke off {response.length:,} bytes before the end")
        return hasher.hexdigest()


def _write(file: BinaryIO, chunk: bytes, target: Path) -> None:
    try:
        file.write(chunk)
    except OSError as error:
        raise ServiceError(f"{target.parent}: the download cannot be written there ({error.strerror or error})") from error


class _Connection(http.client.HTTPSConnection):
    """An HTTPS connection to one vetted address of its host."""

    def __init__(self, parts: SplitResult, fetcher: Fetcher, deadline: float) -> None:
        super().__init__(parts.hostname or "", parts.port, context=fetcher.tls, timeout=fetcher.limits.silence)
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._fetcher = fetcher
        self._deadline = deadline

    def connect(self) -> None:
        """Connect to the first address that is allowed and answers."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        allowed = [at for *_, at in found if self._fetcher.may_reach(ipaddress.ip_address(str(at[0]).partition("%")[0]))]
        if not allowed:
            raise ServiceError(f"https://{self.host}: this name leads to an address that is not of the internet, which is refused")
        plain = self._reach([(str(at[0]), int(at[1])) for at in allowed])
        try:
            self.sock = self._fetcher.tls.wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise

    def _reach(self, addresses: list[tuple[str, int]]) -> socket.socket:
        *others, last = addresses
        for address in others:
            try:
                return socket.create_connection(address, self._left())
            except OSError:
                continue
        return socket.create_connection(last, self._left())

    def _left(self) -> float:
        return max(0.1, min(self._fetcher.limits.silence, self._deadline - time.monotonic()))

    def get(self) -> http.client.HTTPResponse:
        """Ask for the file and read the head of the answer."""
        self.request("GET", self._path, headers={"User-Agent": "dateline", "Accept-Encoding": "identity"})
        return self.getresponse()


def _checked(url: str) -> SplitResult:
    """The parts of a URL; ServiceError for one that is not https or carries a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "https" and parts.hostname and (parts.port or True) and parts.username is None
    except ValueError as error:
        raise ServiceError(f"{url}: this is no address ({error})") from error
    if not usable:
        raise ServiceError(f"{url}: only https addresses are fetched")
    return parts
