"""`dateline init`, `add` and `verify`: making a ledger, filling it, and checking that it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.adding import add_all
from dateline.cli.app import new_app
from dateline.cli.ledgers import opened, path_of
from dateline.cli.options import FILES_HELP, LedgerPath, Outlet, Published, ReportName, given, settings
from dateline.cli.output import print_note
from dateline.cli.progress import counting
from dateline.ledger import Ledger

app = new_app()


@app.command("init")
def init_command(
    *,
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The file to make; without it the one that --ledger of other commands takes.")
    ] = None,
) -> None:
    """A ledger is one file. Entries are only ever added to it, each carrying the hash of the one before, so that later changes show.

    \b
    Examples:
      dateline init
      dateline init aleppo.dateline
    """
    path = path_of(ledger)
    Ledger.create(path, config=settings()).close()
    print_note(f"{path} is ready. Add reports: dateline add FILE... {_flag(ledger)}".rstrip())


@app.command("add")
def add_command(
    *,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=FILES_HELP)],
    ledger: LedgerPath = None,
    published: Published = None,
    outlet: Outlet = None,
    name: ReportName = None,
) -> int:
    """A report and its claims go in together or not at all, so a run may be stopped at any time and simply started again.

    The original bytes are kept, and every file that could not be used is written down with its reason (see: dateline set-aside).

    \b
    Examples:
      dateline add reports/
      dateline add page.html --outlet "Example News" --published 2016-09-24
      dateline add more/*.pdf --ledger aleppo.dateline
    """
    facts = given(files, published=published, outlet=outlet, name=name)
    with opened(ledger) as book:
        return add_all(book, files, facts)


@app.command("verify")
def verify_command(*, ledger: LedgerPath = None) -> None:
    """Every entry is hashed again, every quote looked up in its report, and every table compared with the entries it was made from.

    Ends with exit code 5 and the first entry in doubt where something does not fit. Note the head down elsewhere: whoever holds an older
    head can tell that nothing before it was changed.

    \b
    Examples:
      dateline verify
      dateline verify --ledger aleppo.dateline
    """
    with opened(ledger) as book, counting("Verifying"):
        found = book.verify()
    typer.echo(f"sound: {found.entries} entries, {found.reports} reports, {found.claims} claims, {found.originals} originals")
    typer.echo(f"head:  {found.head}")
    if not found.is_seen:
        print_note("The tables of events are older than the last entry; the next command that asks for events brings them up to date.")


def _flag(ledger: Path | None) -> str:
    return "" if ledger is None else f"--ledger {ledger}"
