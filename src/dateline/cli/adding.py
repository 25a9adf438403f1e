"""Adding files to a ledger with a counter, and saying what came of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.cli.door import INTERRUPTED
from dateline.cli.options import Given
from dateline.cli.output import print_note
from dateline.cli.progress import Counter, counting
from dateline.cli.remarks import remark_on_dates, remark_on_set_aside
from dateline.errors import RecordError
from dateline.ledger import Added, Ledger


def add_all(ledger: Ledger, files: Sequence[Path], facts: Given) -> int:
    """Add the files, tell what came of it, and return the exit code."""
    seen = Added()

    def advance(added: Added, counter: Counter) -> None:
        nonlocal seen
        seen = added
        counter.step(_counts(added))

    try:
        with counting("Adding") as counter:
            locations: list[Path | BinaryIO] = [sys.stdin.buffer if str(file) == "-" else file for file in files]
            ledger.add(
                *locations,
                published=facts.published,
                outlet=facts.outlet,
                name=facts.name,
                progress=lambda added: advance(added, counter),
            )
        with counting("Linking"):
            ledger.see()
    except KeyboardInterrupt:
        print_note(f"Stopped; kept in {ledger.database.path}: {_counts(seen)}. Start the same command again to go on.")
        return INTERRUPTED
    print_note(f"{ledger.database.path}: {_counts(seen)}")
    remark_on_dates(seen.undated)
    remark_on_set_aside(seen.set_aside)
    return RecordError.exit_code if seen.set_aside else 0


def _counts(added: Added) -> str:
    """What was added, in words."""
    parts = [f"{added.reports:,} new {_reports(added.reports)}", f"{added.claims:,} claims"]
    if added.known:
        parts.append(f"{added.known:,} {_reports(added.known)} known already")
    if added.set_aside:
        parts.append(f"{len(added.set_aside):,} set aside")
    return ", ".join(parts)


def _reports(number: int) -> str:
    return "report" if number == 1 else "reports"
