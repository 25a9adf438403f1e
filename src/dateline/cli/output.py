"""How answers leave the program: tables for people on a terminal, JSON and CSV for other programs, all on standard output."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.errors import ServiceError
from dateline.model.codec import to_json

PIPED_WIDTH = 120
"""Columns of a table that does not go to a terminal, unless COLUMNS says otherwise."""


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what stands above it, and from which width of the terminal it is shown."""

    title: str
    shown_from: int = 0
    whole: bool = False
    right: bool = False


def console(*, to_stderr: bool = False) -> Console:
    """A console that colours and adapts only where a person looks at it."""
    stream = sys.stderr if to_stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str | Text]], *, title: str | None = None) -> None:
    """Rows under their columns; those of a column that asks for a wider terminal are left out."""
    rows = list(rows)
    out = console()
    if not rows:
        if title is not None:
            out.print(Text(f"{title}: nothing"))
        return
    shown = [n for n, column in enumerate(columns) if out.width >= column.shown_from]
    table = Table(
        box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False, padding=(0, 1, 0, 0), expand=False
    )
    for n in shown:
        column = columns[n]
        table.add_column(column.title, no_wrap=column.whole, overflow="fold", justify="right" if column.right else "left")
    for row in rows:
        table.add_row(*(row[n] for n in shown))
    out.print(table)


def print_records(records: Sequence[Mapping[str, Any]], columns: Sequence[str], form: Format) -> None:
    """Whole records for another program: a JSON list, one record a line, or CSV with a header."""
    if form is Format.CSV:
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
        return
    lines = (to_json(record).decode() for record in records)
    sys.stdout.write("[" + ",\n ".join(lines) + "]\n")


def print_json_line(record: object) -> None:
    """One record as JSON on one line."""
    sys.stdout.write(to_json(record).decode() + "\n")


def print_note(text: str) -> None:
    """A remark for the person, on standard error, so that it never mixes with an answer that is piped on."""
    console(to_stderr=True).print(Text(text), soft_wrap=True)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write a file that appears under its name only when it is whole; ServiceError where it cannot be written."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        raise ServiceError(f"{path}: it cannot be written: {error.strerror}; check the folder, its permissions and the disk") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
