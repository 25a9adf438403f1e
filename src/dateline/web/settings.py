"""What a desk is told when it is opened."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dateline.web.accounts import Accounts

OWN_TILES = "/map/behind.pmtiles"
"""Where a file of this machine is served."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Names of this machine that nobody else can reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How one desk is served.

    `hosts` are the names it may be asked by, `reviewer` is who signs judgements where nobody logs in, `tiles` what lies behind the borders
    of the map (none: the borders alone), `secret` what tokens are made with. `accounts` make it a team's desk, at which everybody logs in.

    `tiles` is a PMTiles file on this machine, which the desk serves itself; or the address of one elsewhere, or of a tile server
    ("https://…/{z}/{x}/{y}.png"), which is then asked by every browser and learns where people look.
    """

    reviewer: str = "local"
    hosts: tuple[str, ...] = LOOPBACK
    tiles: str | None = None
    accounts: Accounts | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def tile_file(self) -> Path | None:
        """The PMTiles file on this machine, None where the tiles come from elsewhere or there are none."""
        return None if self.tiles is None or urlsplit(self.tiles).scheme in ("http", "https") else Path(self.tiles)

    @property
    def tile_address(self) -> str | None:
        """Where a browser gets the tiles."""
        return self.tiles if self.tile_file is None else OWN_TILES
