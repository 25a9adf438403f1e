"""A map file of this machine behind the borders, sent in the pieces that a browser asks for."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from dateline.web.failures import MissingError
from dateline.web.settings import OWN_TILES, DeskSettings

router = APIRouter(tags=["map"])


@router.get(OWN_TILES, include_in_schema=False)
def tiles(request: Request) -> Response:
    """The file, or the bytes of it that are asked for."""
    settings: DeskSettings = request.app.state.settings
    path = settings.tile_file
    if path is None or not path.is_file():
        raise MissingError("this desk has no map file", way_out="Serve it with one: dateline serve --tiles FILE.pmtiles")
    # Its tiles are packed; packed again, pieces of it would no longer be those that were asked for.
    return FileResponse(path, media_type="application/octet-stream", headers={"content-encoding": "identity"})
