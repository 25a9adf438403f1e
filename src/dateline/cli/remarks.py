"""What a person is told on standard error after a run: what has no date, what was set aside, and the way out of both."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.cli.output import print_note
from dateline.model.text import SetAside

SHOWN = 20
"""How many things set aside are named one by one before the rest is counted."""


def remark_on_dates(undated: int) -> None:
    """Say that days stay open, and how to close them."""
    if undated:
        reports = "1 report has" if undated == 1 else f"{undated} reports have"
        print_note(
            f'{reports} no known date, so words like "on Saturday" stay without days. '
            "Give the day of publication: --published 2016-09-24 (the report's own day)."
        )


def remark_on_set_aside(aside: Sequence[SetAside]) -> None:
    """Name what was not used, with the reason and the way out."""
    for item in aside[:SHOWN]:
        print_note(f"set aside: {item.where}: {item.reason}" + (f" ({item.way_out})" if item.way_out is not None else ""))
    if len(aside) > SHOWN:
        print_note(f"set aside: {len(aside) - SHOWN} more")
