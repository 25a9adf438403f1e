"""Headers of every answer, and which names this desk may be asked by."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""The Content-Security-Policy: nothing but what this desk serves itself."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def policy(tiles: str | None = None) -> str:
    """The policy as one header; `tiles`, the address of map tiles elsewhere, may be fetched from as well."""
    found = dict(POLICY)
    origin = urlsplit(tiles or "")
    if origin.scheme in ("http", "https"):
        found["connect-src"] += f" {origin.scheme}://{origin.netloc}"
    return "; ".join(f"{name} {value}" for name, value in found.items())


class Shield:
    """Answers only under its own names, and puts the headers on every answer.

    A page elsewhere can make a name point at this machine; without the look at the name it could read the desk through the browser.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], tiles: str | None = None) -> None:
        self.app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._headers = {**HEADERS, "Content-Security-Policy": policy(tiles)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the name, then answer with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        app = self.app if self._knows(Headers(scope=scope).get("host", "")) else _UNKNOWN
        await app(scope, receive, guarded)

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return "*" in self._hosts or name in self._hosts


_UNKNOWN = PlainTextResponse(
    "This desk is not served under that name. Ask it by the address that dateline serve printed, such as http://127.0.0.1:8765\n",
    status_code=421,
)
