"""Reading the files that packs are made from: records with their numbers, what is wrong with one, ids for what has none of its own."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import ReadError, RecordError, UsageError
from dateline.resolve import placenames
from dateline.resolve.gazetteer_tables import Row

MAX_BYTES = 1_000_000_000
"""Bytes that a table may have; UCDP's events of the whole world have about 250 million."""
MAX_CELL = 1_000_000
"""Characters that a cell may have; UCDP quotes its sources' headlines in one."""
_DELIMITERS = ",;\t"


@dataclass(slots=True)
class Reading:
    """Places read from a source, what it says of single ones by their numbers, and the records of it that could not be used."""

    rows: list[Row] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    set_aside: list[RecordError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table: its number as a spreadsheet counts (the header is row 1), and its cells by column, trimmed."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{path}: it cannot be read ({error.strerror or error})") from error


def records(path: Path, required: Sequence[str]) -> Iterator[Record]:
    """The rows of a CSV file with a header, whichever of comma, semicolon and tab separates them; UsageError where a column is missing."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(
            f"it has more than {MAX_BYTES:,} bytes", where=str(path), way_out="leave only the rows of the countries you report on"
        )
    csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            delimiter = max(_DELIMITERS, key=head.count)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            columns = [name.strip().lower() for name in next(reader, [])]
            missing = [name for name in required if name not in columns]
            if missing:
                there = ", ".join(filter(None, columns)) or "none"
                raise UsageError(f"{path}: the column {missing[0]!r} is missing; its header has {there}")
            for number, cells in enumerate(reader, start=2):
                if any(cell.strip() for cell in cells):
                    yield Record(number, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))
    except UnicodeDecodeError as error:
        raise ReadError(f"it is not UTF-8 ({error.reason})", where=str(path), way_out="save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise ReadError(f"it is no table ({error})", where=str(path)) from error


def point(record: Record, latitude: str, longitude: str) -> tuple[float, float]:
    """The point of a row in degrees; ValueError says what is wrong with it."""
    values = []
    for column, bound in ((latitude, 90.0), (longitude, 180.0)):
        text = record[column]
        try:
            value = float(text)
        except ValueError:
            comma = ", with a point instead of a comma" if "," in text else ""
            raise ValueError(f"{column} {text!r} is no number of degrees: write it like 36.2747{comma}") from None
        if not abs(value) <= bound:
            raise ValueError(f"{column} {text} is not within -{bound:.0f} and {bound:.0f} degrees")
        values.append(value)
    if values == [0.0, 0.0]:
        raise ValueError("the point 0, 0 lies in the sea and mostly stands for a missing one")
    return values[0], values[1]


def slug(*parts: str | None) -> str:
    """An id from names: lower case, hyphens, parts with slashes between."""
    return "/".join(placenames.plain(part).replace(" ", "-") for part in parts if part)


def number(rows: Iterable[Row]) -> list[Row]:
    """Rows with a number each, -1 downwards in the order of their slugs; slugs that occur twice are told apart by their points."""
    rows = list(rows)
    counts = Counter(row.slug for row in rows)
    for row in rows:
        if counts[row.slug] > 1:
            row.slug = f"{row.slug}@{row.latitude:.3f},{row.longitude:.3f}"
    rows.sort(key=lambda row: (row.slug or "", row.latitude, row.longitude))
    for n, row in enumerate(rows, start=1):
        row.number = -n
    return rows
