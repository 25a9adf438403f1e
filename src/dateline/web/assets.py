"""The built browser side: which files a page needs, and how they are sent."""

from __future__ import annotations

import gzip
import json
import mimetypes
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import UsageError

FOLDER = Path(__file__).parent / "static"
URL = "/static/"
FOREVER = "public, max-age=31536000, immutable"
"""File names carry a hash of their content, so a name never changes its meaning."""

PACKED = {".js", ".css", ".json", ".svg", ".mjs"}
"""Suffixes of files that become smaller by gzip; fonts are packed already."""

TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".json": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a page's entry needs: addresses of its script, of scripts to be fetched with it, and of its styles."""

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(slots=True)
class Assets:
    """The files of one build; `needs` knows them by the name of their entry ("desk", "pages/reports")."""

    folder: Path = FOLDER
    _manifest: dict[str, Any] = field(default_factory=dict, init=False)
    _read_at: int = field(default=0, init=False)

    def needs(self, entry: str) -> Needs:
        """What the page of an entry loads; UsageError where it was not built."""
        manifest = self._current()
        key = f"src/{entry}.ts"
        if key not in manifest:
            raise UsageError(f"{key}: the browser side holds no such entry; build it anew: make frontend")
        found: dict[str, None] = {}
        _gather(manifest, key, found)
        styles = [style for name in found for style in manifest[name].get("css", ())]
        return Needs(
            script=URL + manifest[key]["file"],
            preloads=tuple(URL + manifest[name]["file"] for name in found if name != key),
            styles=tuple(URL + style for style in dict.fromkeys(styles)),
        )

    def answer(self, request: Request, name: str) -> Response | None:
        """A built file, packed where the browser can unpack it; None where there is no file of this name."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve() / "assets") or not path.is_file():
            return None
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"cache-control": FOREVER}
        packs = path.suffix in PACKED
        if packs:
            headers["vary"] = "Accept-Encoding"
        if packs and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed(path), media_type=kind, headers={**headers, "content-encoding": "gzip"})
        return Response(path.read_bytes(), media_type=kind, headers=headers)

    def _current(self) -> dict[str, Any]:
        """The manifest, read again when a new build has taken the place of the old."""
        path = self.folder / "manifest.json"
        try:
            written = path.stat().st_mtime_ns
        except FileNotFoundError as error:
            raise UsageError(f"{path}: the browser side of the desk is not built; build it: make frontend") from error
        if written != self._read_at:
            self._manifest, self._read_at = json.loads(path.read_text(encoding="utf-8")), written
        return self._manifest


@lru_cache(maxsize=256)
def packed(path: Path) -> bytes:
    """The file's bytes by gzip; made once, since a file of this name never changes."""
    return gzip.compress(path.read_bytes(), mtime=0)


def _gather(manifest: dict[str, Any], name: str, found: dict[str, None]) -> None:
    """The entry and everything that it imports at once, what is imported first standing first."""
    if name in found:
        return
    for imported in manifest[name].get("imports", ()):
        _gather(manifest, imported, found)
    found[name] = None
