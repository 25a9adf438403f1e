"""`dateline export`: claims for spreadsheets, maps and programs."""

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
from dateline.errors import ServiceError
from dateline.export import write_cards, write_csv, write_geojson, write_jsonl
from dateline.ledger import Ledger

app = new_app()


class ExportFormat(StrEnum):
    """What is written."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    CARDS = "cards"


@app.command("export")
def export_command(
    *,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write; see above.")],
    ledger: LedgerPath = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="The file to write; without it, standard output.")
    ] = None,
) -> None:
    """csv: one claim a row, for spreadsheets, pandas and R. jsonl: one claim a line with its report's facts and all resolutions. geojson:
    the claims that have a place on the map, as points. cards: one claim card a line, the exchange format for checking.

    The file is written beside its place and moved there when it is whole.

    \b
    Examples:
      dateline export --format csv --output claims.csv
      dateline export --format geojson > claims.geojson
    """
    with opened(ledger) as book, counting("Exporting"), _destination(output) as out:
        note = _write(book, form, out)
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
