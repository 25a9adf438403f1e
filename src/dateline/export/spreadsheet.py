"""CSV that a spreadsheet opens without taking a cell for a formula."""

from __future__ import annotations

import csv
from dataclasses import astuple
from typing import TextIO

from dateline.export.table import Row, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""


def write_csv(table: Table[Row], out: TextIO) -> int:
    """A header and one row each; how many rows were written. Open `out` with newline=""."""
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for row in table:
        writer.writerow([_safe(value) for value in astuple(row)])
    return len(table)


def _safe(value: object) -> object:
    """Texts that a spreadsheet would run get an apostrophe before them; numbers stay numbers, None is an empty cell."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
