"""`dateline demo`: the bundled sample reports in a ledger of their own, and what it says."""

from __future__ import annotations

import shutil
import sys
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.adding import add_all
from dateline.cli.app import new_app
from dateline.cli.lines import CLAIM_COLUMNS, EVENT_COLUMNS, claim_cells, event_cells, line_of_row, place_names
from dateline.cli.options import Given
from dateline.cli.output import print_table
from dateline.cli.serving import HOST, PORT, listening
from dateline.cli.serving import serve as serve_desk
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.model.event import Standing

app = new_app()

SAMPLES = "samples"
REPORT_SUFFIXES = frozenset({".txt", ".html", ".pdf", ".md", ".docx", ".jsonl", ".csv"})


@app.command("demo")
def demo_command(
    *,
    ledger: Annotated[Path, typer.Argument(metavar="[LEDGER]", help="Where the demo's ledger is kept.")] = Path("demo.dateline"),
    serve: Annotated[
        bool | None, typer.Option("--serve/--no-serve", help="Open the desk at the end; as a rule only where a person looks on.")
    ] = None,
) -> None:
    """The reports were written for this project from publicly known facts of one week, Aleppo in September 2016, as opposed outlets would
    tell them. Run again, it adds nothing.

    \b
    Examples:
      dateline demo
      dateline demo elsewhere/demo.dateline --no-serve
    """
    if ledger.is_dir():
        raise UsageError(f"{ledger}: this is a folder; name a file in it")
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with Ledger.open(ledger) if ledger.exists() else Ledger.create(ledger) as book:
        typer.echo(f"Reading {len(samples())} sample reports, written for this project: Aleppo, 19 to 25 September 2016.")
        add_all(book, samples(), Given(published=None, outlet=None, name=None))
        claims, events = book.claims(), book.events()
    print_table(CLAIM_COLUMNS, claim_cells([line_of_row(row) for row in claims]), title="Claims: who says what")
    print_table(EVENT_COLUMNS, (event_cells(event, place_names(claims)) for event in events), title="Events: claims that tell the same")
    disputed = next((event.id for event in events if event.standing is Standing.CONTESTED), events[0].id if events else None)
    typer.echo(f"{len(claims)} claims, {len(events)} events. The ledger lies at {ledger.resolve()}. Try next:\n")
    for line in _next(ledger, None if disputed is None else str(disputed)):
        typer.echo(f"  {line}")
    if sys.stdin.isatty() and sys.stdout.isatty() if serve is None else serve:
        _open_desk(ledger)


def _open_desk(ledger: Path) -> None:
    """The desk over the demo's ledger, at the usual port or, where that is taken, at any."""
    typer.echo("")
    try:
        ear = listening(HOST, PORT)
    except UsageError:
        ear = listening(HOST, 0)
    with ear, Ledger.open(ledger) as book:
        serve_desk(book, ear, open_browser=True)


def samples() -> list[Path]:
    """The sample reports in the package, sorted by name."""
    with resources.as_file(resources.files("dateline") / SAMPLES) as folder:
        return sorted(path for path in folder.iterdir() if path.suffix in REPORT_SUFFIXES)


def _next(ledger: Path, event: str | None) -> list[str]:
    """Commands that work when pasted."""
    command = _command()
    lines = [
        f"{command} serve {ledger}",
        f"{command} claims --ledger {ledger} --measure killed",
        f"{command} claims --ledger {ledger} --speaker Observatory",
        f"{command} export --ledger {ledger} --format geojson --output claims.geojson",
        f"{command} verify --ledger {ledger}",
    ]
    return lines if event is None else [f"{command} why {event} --ledger {ledger}", *lines]


def _command() -> str:
    """How this program is called from here: by its name where that finds it, else by its path."""
    found = shutil.which("dateline")
    if found is not None and Path(found).resolve() == Path(sys.argv[0]).resolve():
        return "dateline"
    return sys.argv[0] if Path(sys.argv[0]).name.startswith("dateline") else f"{sys.executable} -m dateline.cli"
