"""Runs: which versions made which records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One use of the program on a ledger: `versions` maps each part (dateline, reader, gazetteer, ontology) to its version or hash."""

    started: datetime
    command: str
    versions: tuple[tuple[str, str], ...]
    settings: str
