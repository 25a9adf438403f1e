"""`dateline export`: claims and events for spreadsheets, maps and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Annotated, TextIO

import typer

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.options import LedgerPath
from dateline.cli.output import print_note, whole_file
from dateline.cli.progress import counting
from dateline.errors import UsageError
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
from dateline.model.decision import Verdict
from dateline.model.event import Event
from dateline.model.names import Names
from dateline.model.review import mark_of, review_of_event
from dateline.model.walked import Walked
from dateline.review.masking import masked
from dateline.store import ClaimRow

app = new_app()

NO_NAMES = Names()


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
    mask_names: Annotated[
        bool, typer.Option("--mask-names", help="Leave out names of victims, witnesses and all who hold no office.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="The file to write; without it, standard output.")
    ] = None,
) -> None:
    """csv: one claim a row, for spreadsheets, pandas and R. jsonl: one claim a line with its report's facts and all resolutions. geojson:
    the claims that have a place on the map, as points. cards: one claim card a line, the exchange format for checking.

    With --what events, csv, jsonl and geojson hold one event a row, line or point, each with its standing, its span of figures and the ids
    of its claims.

    What people reject is left out, and what they correct is written as they have it. Every record says in `review` who decided on it:
    "machine" where nobody did, and "reviewers differ" where people do not agree. An export is unverified until people have decided on
    everything in it, and says so. With --mask-names a name is replaced by "[name left out]"; the reader may miss one, so look it through
    before it leaves your hands.

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
        rows = [row for row in book.claims() if not row.review.startswith(Verdict.REJECTED.value)]
        given = Exporting(book, rows, book.reviews(), book.names({row.report for row in rows}) if mask_names else {})
        note = _write(given, form, out) if what is Exported.CLAIMS else _write_events(given, form, out)
    print_note(f"{output or 'standard output'}: {note}")


@dataclass(frozen=True, slots=True)
class Exporting:
    """What is exported: rows of claims that nobody rejects, who decided what, and by report the names to leave out."""

    book: Ledger
    rows: Sequence[ClaimRow]
    reviews: Mapping[str, str]
    names: Mapping[str, Names]

    @property
    def claims(self) -> Table[ClaimRow]:
        """Rows of claims without the names."""
        return Table(ClaimRow, [masked(row, self.names.get(row.report, NO_NAMES)) for row in self.rows])

    @property
    def walked(self) -> Iterator[Walked]:
        """Reports without the names."""
        return (masked(walk, self.names.get(walk.report.id, NO_NAMES)) for walk in self.book.walked())

    @property
    def events(self) -> list[Event]:
        """Events without the names of any report that tells them."""
        report = {row.id: row.report for row in self.rows}
        told = ((event, {report[claim] for claim in event.claims if claim in report}) for event in self.book.events())
        return [masked(event, reduce(or_, (self.names.get(key, NO_NAMES) for key in sorted(keys)), NO_NAMES)) for event, keys in told]


def _write(given: Exporting, form: ExportFormat, out: TextIO) -> str:
    """Write, and say what was written."""
    mark = mark_of(row.review for row in given.rows)
    match form:
        case ExportFormat.CSV:
            return f"{write_csv(given.claims, out):,} claims, {mark}"
        case ExportFormat.JSONL:
            return f"{write_jsonl(given.walked, out, given.reviews):,} claims, {mark}"
        case ExportFormat.CARDS:
            return f"{write_cards(given.walked, out):,} claim cards, {mark}"
        case ExportFormat.GEOJSON:
            written, left_out = write_geojson(given.claims, out)
            return f"{written:,} claims, {mark}; {left_out:,} without a place on the map left out"


def _write_events(given: Exporting, form: ExportFormat, out: TextIO) -> str:
    """Write events, and say what was written."""
    events = given.events
    mark = mark_of(review_of_event(event.claims, given.reviews) for event in events)
    if form is ExportFormat.CSV:
        rows = [event_row(event, given.reviews) for event in events]
        return f"{write_csv(Table(EventRow, rows), out):,} events, {mark}"
    if form is ExportFormat.JSONL:
        return f"{write_events_jsonl(events, out, given.reviews):,} events, {mark}"
    written, left_out = write_events_geojson(events, out, given.reviews)
    return f"{written:,} events, {mark}; {left_out:,} without a place on the map left out"


@contextmanager
def _destination(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    with whole_file(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as out:
        yield out
