"""Which ledger a command works on: the one named, else the one of the settings and the environment."""

from __future__ import annotations

from pathlib import Path

from dateline.cli.options import settings
from dateline.ledger import Ledger


def path_of(given: Path | None) -> Path:
    """The path given, else that of the settings."""
    return settings().ledger if given is None else given


def opened(given: Path | None) -> Ledger:
    """The open ledger; UsageError names the way to make one where there is none."""
    return Ledger.open(path_of(given), config=settings())
