"""What a desk is told when it is opened."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from dateline.web.accounts import Accounts

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Names of this machine that nobody else can reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How one desk is served.

    `hosts` are the names it may be asked by, `reviewer` is who signs judgements where nobody logs in, `tiles` the address of a map behind
    the borders (none: the borders alone, and no request leaves the machine), `secret` what tokens are made with. `accounts` make it a
    team's desk, at which everybody logs in.
    """

    reviewer: str = "local"
    hosts: tuple[str, ...] = LOOPBACK
    tiles: str | None = None
    accounts: Accounts | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
