"""The desk over one ledger: `create_app` puts its parts together."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from dateline.ledger import Ledger
from dateline.web import pages, telling
from dateline.web.access import LocalAccess, admit, guard
from dateline.web.assets import Assets
from dateline.web.failures import MissingError
from dateline.web.rendering import environment
from dateline.web.rooms import rooms
from dateline.web.settings import DeskSettings
from dateline.web.shield import Shield
from dateline.web.team import TeamAccess

DESCRIPTION = """What each page of the desk shows, as JSON: the page `/reports` is `/api/reports`.

Unknown is null, never 0. A failed request answers `{"error": {"what", "where", "way_out"}}`."""

SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI can send what it measures to an address of the environment; a desk sends nothing to anybody."""


BODY_BYTES = 1_000_000
"""A form or a change is smaller than this; a page that takes files sets its own `max_body_size`."""


class Desk(FastAPI):
    """A FastAPI app whose every answer passes the shield, those to errors that nobody foresaw included."""

    def build_middleware_stack(self) -> ASGIApp:
        """The layers of the app, in the shield."""
        settings: DeskSettings = self.state.settings
        return Shield(telling.BodyLimitTold(super().build_middleware_stack()), hosts=settings.hosts, tiles=settings.tiles)


def create_app(ledger: Ledger | Path | str, *, settings: DeskSettings | None = None) -> FastAPI:
    """The desk over a ledger that is open, or over the file at a path, which is opened now and closed when the desk ends."""
    settings = settings or DeskSettings()
    book = ledger if isinstance(ledger, Ledger) else Ledger.open(ledger)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # What was loaded stays: looked through again and again for garbage, it would hold up every fortieth answer or so.
        gc.collect()
        gc.freeze()
        yield
        gc.unfreeze()
        if book is not ledger:
            book.close()

    app = Desk(
        title="Dateline desk",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        dependencies=[Depends(admit), Depends(guard)],
        responses=telling.RESPONSES,
        telemetry=SILENT,
        max_body_size=BODY_BYTES,
    )
    assets = Assets()
    app.state.ledger, app.state.settings = book, settings
    app.state.access = LocalAccess(settings.reviewer) if settings.accounts is None else TeamAccess(settings.accounts)
    app.state.assets, app.state.templates = assets, environment(assets)
    app.state.served = frozenset(str(getattr(route, "path", "")) for router in pages.ROUTERS for route in router.routes)
    for router in pages.ROUTERS:
        app.include_router(router)
    app.get("/", include_in_schema=False)(_first_room)
    app.get("/static/{name:path}", include_in_schema=False)(_static)
    telling.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    return app


def _first_room(request: Request) -> Response:
    """To the first room of the masthead."""
    return RedirectResponse(rooms(request, counts=False)[0].path)


def _static(request: Request, name: str) -> Response:
    """A file of the built browser side."""
    assets: Assets = request.app.state.assets
    found = assets.answer(request, name)
    if found is None:
        raise MissingError(f"the desk has no file {name}")
    return found
