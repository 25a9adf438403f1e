"""How every failure of a request is told: one shape for programs, one page for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import (
    DatelineError,
    LedgerDoubtError,
    LedgerLockedError,
    MissingExtraError,
    RecordError,
    ServiceError,
    StorageFullError,
    UsageError,
)
from dateline.web.failures import DeskError, Failed, Failure
from dateline.web.rendering import part_asked, show
from dateline.web.team import LOGIN, LoginNeededError

UNREADABLE = HTTPStatus(422)
"""Its name differs between versions of Python."""
TOO_MUCH = HTTPStatus(413)
"""So does this one's."""

STATUSES: tuple[tuple[type[DatelineError], HTTPStatus, str | None], ...] = (
    (UsageError, UNREADABLE, None),
    (RecordError, UNREADABLE, None),
    (LedgerLockedError, HTTPStatus.SERVICE_UNAVAILABLE, "Wait a moment, then load this page again."),
    (StorageFullError, HTTPStatus.INSUFFICIENT_STORAGE, "Free some space, then load this page again. What was written is kept."),
    (ServiceError, HTTPStatus.SERVICE_UNAVAILABLE, "Look at the disk the ledger lies on, then load this page again."),
    (LedgerDoubtError, HTTPStatus.CONFLICT, "Run: dateline verify. It names the first entry in doubt."),
    (MissingExtraError, HTTPStatus.NOT_IMPLEMENTED, None),
)
"""Kind of error -> the status of the answer, and a way out where its message does not end in one. The first that fits counts."""

TITLES = {
    HTTPStatus.UNAUTHORIZED: "Log in first",
    HTTPStatus.FORBIDDEN: "This is not open to you",
    HTTPStatus.NOT_FOUND: "There is nothing here",
    HTTPStatus.CONFLICT: "This does not fit together",
    TOO_MUCH: "This is too much at once",
    UNREADABLE: "This could not be understood",
    HTTPStatus.SERVICE_UNAVAILABLE: "The ledger did not answer",
    HTTPStatus.INSUFFICIENT_STORAGE: "No space is left",
}
FAILED = "Something broke"

RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failed, "description": "What is wrong, where, and the way out."}
    for status in (400, 401, 403, 404, 409, 422, 500, 503)
}
"""The failures every address may answer with, for OpenAPI."""


def install(app: FastAPI) -> None:
    """Let every failure of the app be told in the one shape."""
    app.add_exception_handler(DatelineError, _dateline)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


class BodyLimitTold:
    """Tells in the one shape that a request was larger than the desk takes; what limits it answers in words of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, but for a body that is too large."""
        is_too_large = False

        async def retold(message: Message) -> None:
            nonlocal is_too_large
            if message["type"] == "http.response.start" and message["status"] == TOO_MUCH and _is_bare(message):
                is_too_large = True
                await _heard_out(receive)
                await told(Request(scope), TOO_MUCH, TOO_LARGE, SMALLER)(scope, receive, send)
            if not is_too_large:
                await send(message)

        await self._app(scope, receive, retold if scope["type"] == "http" else send)


TOO_LARGE = "What was sent is larger than the desk takes at this address."
SMALLER = "Nothing was changed. Send less at once; many or large reports are added from the command line: dateline add FOLDER"
HEARD_BYTES = 64_000_000
"""A browser shows the answer to what it sent only once it has sent it all; who sends more than this is not heard out."""


def _is_bare(message: Message) -> bool:
    """Whether an answer is plain text, which the desk's own never are."""
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")


async def _heard_out(receive: Receive) -> None:
    """Take the rest of what is sent, and keep nothing of it."""
    heard = 0
    while heard < HEARD_BYTES:
        message = await receive()
        heard += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def told(request: Request, status: int, what: str, way_out: str | None) -> Response:
    """The answer to a failed request: JSON for the API, a message for a part of a page, a page otherwise."""
    failure = Failure(what=what, where=request.url.path, way_out=way_out)
    if request.url.path.startswith("/api/"):
        body = {"error": {"what": failure.what, "where": failure.where, "way_out": failure.way_out}}
        return JSONResponse(body, status_code=status)
    template = "failure_part.html" if part_asked(request) else "failure.html"
    title = TITLES.get(HTTPStatus(status), FAILED)
    return show(request, template, failure, status=status, counts=False, title=title, entry=None)


def _dateline(request: Request, error: Exception) -> Response:
    if isinstance(error, LoginNeededError) and _is_visit(request):
        return RedirectResponse(f"{LOGIN}?{urlencode({'to': _asked(request)})}", status_code=303)
    if isinstance(error, DeskError):
        return told(request, error.status, error.what, error.way_out)
    if isinstance(error, RecordError):
        return told(request, UNREADABLE, f"{error.where}: {error.what}", error.way_out)
    status, way_out = next(((status, way) for kind, status, way in STATUSES if isinstance(error, kind)), (500, None))
    return told(request, status, str(error), way_out)


def _is_visit(request: Request) -> bool:
    """Whether a person's browser asks for a page."""
    return request.method == "GET" and not request.url.path.startswith("/api/") and not part_asked(request)


def _asked(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _invalid(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    wrong = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:]) or 'the request'}: {one['msg']}" for one in found)
    return told(request, UNREADABLE, wrong, "Correct the address or the form, then ask again.")


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.NOT_FOUND:
        return told(request, status, "The desk has no page at this address.", "Start from one of the rooms above.")
    detail = error.detail if isinstance(error, HTTPException) else str(error)
    found = told(request, status, f"{detail}.", None)
    if isinstance(error, HTTPException) and error.headers:
        found.headers.update(error.headers)
    return found


def _bug(request: Request, error: Exception) -> Response:
    what = f"This is an error of Dateline itself ({type(error).__name__})."
    return told(request, HTTPStatus.INTERNAL_SERVER_ERROR, what, "Nothing was lost. Please report it with what the terminal shows.")
