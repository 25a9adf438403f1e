"""`dateline claims`, `reports`, `set-aside`: lists of what the ledger holds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.lines import CLAIM_COLUMNS, claim_cells, counted, line_of_row
from dateline.cli.options import LedgerPath
from dateline.cli.output import Column, Format, print_note, print_records, print_table
from dateline.model.claim import Status
from dateline.model.figure import Measure
from dateline.store import ClaimQuery

app = new_app()

ListFormat = Annotated[Format, typer.Option("--format", help="A table for people; json or csv hold every column.")]
REPORT_COLUMNS = (
    Column("report", whole=True),
    Column("title"),
    Column("outlet"),
    Column("published"),
    Column("known by", shown_from=100),
    Column("claims", right=True),
    Column("from", shown_from=130),
)
ASIDE_COLUMNS = (Column("what"), Column("reason"), Column("way out"), Column("when", shown_from=130))


@app.command("claims")
def claims_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    ledger: LedgerPath = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="airstrike, capture, ceasefire, toll, ...")] = None,
    status: Annotated[Status | None, typer.Option(help="How the source stands to what it tells.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A place as worded, as on the map, or a region it lies in.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who says it.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who did it or had it done to them.")] = None,
    measure: Annotated[Measure | None, typer.Option(help="Only claims that count this.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Not wholly before this day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Not wholly after this day.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Only claims of this report.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words that stand in the quote.")] = None,
    news_only: Annotated[bool, typer.Option("--news-only", help="Leave out what reports tell as history.")] = False,
    form: ListFormat = Format.TABLE,
) -> None:
    """A claim is one thing that one source says happened. Its status tells how the source stands to it: asserted, denied, unconfirmed
    (the source itself hedges) or planned. All conditions must hold; a claim without days is in no period.

    \b
    Examples:
      dateline claims --place Aleppo --measure killed
      dateline claims --speaker "Observatory" --since 2016-09-23 --until 2016-09-24
      dateline claims --status denied --format csv > denials.csv
    """
    query = ClaimQuery(
        type=type_,
        status=status and status.value,
        place=place,
        speaker=speaker,
        actor=actor,
        measure=measure and measure.value,
        since=since and since.date(),
        until=until and until.date(),
        report=report,
        text=text,
        background=False if news_only else None,
    )
    with opened(ledger) as book:
        found = book.claims(query)
    if form is not Format.TABLE:
        print_records(found.records(), found.columns, form)
        return
    print_table(CLAIM_COLUMNS, claim_cells([line_of_row(row) for row in found]))
    print_note(counted(len(found), "claim", way_on="the words behind one: dateline why ID"))


@app.command("reports")
def reports_command(*, ledger: LedgerPath = None, form: ListFormat = Format.TABLE) -> None:
    """Each report stands with the day it was published and how that day is known: given, page metadata, a dateline in the text, the file's
    name, or unknown.

    \b
    Examples:
      dateline reports
      dateline reports --format csv > reports.csv
    """
    with opened(ledger) as book:
        found = book.reports()
    if form is not Format.TABLE:
        print_records(found.records(), found.columns, form)
        return
    cells = (
        (
            row.id,
            row.title or row.name or "",
            row.outlet or "",
            str(row.published or ""),
            row.published_by,
            str(row.claims),
            row.location or "",
        )
        for row in found
    )
    print_table(REPORT_COLUMNS, cells)
    print_note(counted(len(found), "report", way_on="its claims: dateline why ID"))


@app.command("set-aside")
def set_aside_command(*, ledger: LedgerPath = None, form: ListFormat = Format.TABLE) -> None:
    """Nothing is dropped in silence: a file that cannot be read, a broken line, a text in another language stand here with the reason.

    \b
    Examples:
      dateline set-aside
      dateline set-aside --format json
    """
    with opened(ledger) as book:
        found = book.set_aside()
    if form is not Format.TABLE:
        print_records(found.records(), found.columns, form)
        return
    print_table(ASIDE_COLUMNS, ((row.where, row.reason, row.way_out or "", row.at) for row in found))
    print_note("nothing was set aside" if not found else f"{len(found)} set aside")
