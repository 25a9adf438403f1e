"""`dateline export`: claims and events for spreadsheets, maps and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.options import LedgerPath
from dateline.cli.output import print_note
from dateline.cli.progress import counting
from dateline.errors import ServiceError, UsageError
from dateline.export import (
    EventRow,
    Table,
    event_row,
    write_cards,
    write_csv,
    write_events_geojson,
    write_events_jsonl,
    write_geojson,
    write_jsonl,
)
from dateline.ledger import Ledger

app = new_app()


class ExportFormat(StrEnum):
    """What is written."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    CARDS = "cards"


class Exported(StrEnum):
    """Which records are written."""

    CLAIMS = "claims"
    EVENTS = "events"


@app.command("export")
def export_command(
    *,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write; see above.")],
    what: Annotated[Exported, typer.Option("--what", help="Claims as they were made, or the events they make together.")] = Exported.CLAIMS,
    ledger: LedgerPath = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="The file to write; without it, standard output.")
    ] = None,
) -> None:
    """csv: one claim a row, for spreadsheets, pandas and R. jsonl: one claim a line with its report's facts and all resolutions. geojson:
    the claims that have a place on the map, as points. cards: one claim card a line, the exchange format for checking.

    With --what events, csv, jsonl and geojson hold one event a row, line or point, each with its standing, its span of figures and the ids
    of its claims.

    The file is written beside its place and moved there when it is whole.

    \b
    Examples:
      dateline export --format csv --output claims.csv
      dateline export --format geojson > claims.geojson
      dateline export --format csv --what events --output events.csv
    """
    if what is Exported.EVENTS and form is ExportFormat.CARDS:
        raise UsageError("cards are of claims; events go out as csv, jsonl or geojson")
    with opened(ledger) as book, counting("Exporting"), _destination(output) as out:
        note = _write(book, form, out) if what is Exported.CLAIMS else _write_events(book, form, out)
    print_note(f"{output or 'standard output'}: {note}")


def _write(book: Ledger, form: ExportFormat, out: TextIO) -> str:
    """Write, and say what was written."""
    match form:
        case ExportFormat.CSV:
            return f"{write_csv(book.claims(), out):,} claims"
        case ExportFormat.JSONL:
            return f"{write_jsonl(book.walked(), out):,} claims"
        case ExportFormat.CARDS:
            return f"{write_cards(book.walked(), out):,} claim cards"
        case ExportFormat.GEOJSON:
            written, left_out = write_geojson(book.claims(), out)
            return f"{written:,} claims; {left_out:,} without a place on the map left out"


def _write_events(book: Ledger, form: ExportFormat, out: TextIO) -> str:
    """Write events, and say what was written."""
    events = book.events()
    if form is ExportFormat.CSV:
        return f"{write_csv(Table(EventRow, [event_row(event) for event in events]), out):,} events"
    if form is ExportFormat.JSONL:
        return f"{write_events_jsonl(events, out):,} events"
    written, left_out = write_events_geojson(events, out)
    return f"{written:,} events; {left_out:,} without a place on the map left out"


@contextmanager
def _destination(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            yield out
        unfinished.replace(path)
    except OSError as error:
        raise ServiceError(f"{path}: it cannot be written: {error.strerror}; check the folder, its permissions and the disk") from error
    finally:
        unfinished.unlink(missing_ok=True)
