"""`dateline brief`: a place and a period on two sheets, as HTML, PDF or Markdown."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.options import LedgerPath
from dateline.cli.output import print_note, whole_file
from dateline.cli.progress import counting
from dateline.errors import UsageError
from dateline.web.brief import Asked, Brief, brief_of, html_of, markdown_of, pdf_of
from dateline.web.filters import EventFilter

app = new_app()


class BriefFormat(StrEnum):
    """What a brief is written as."""

    HTML = "html"
    PDF = "pdf"
    MD = "md"


@app.command("brief")
def brief_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A place, a province or a country, by name or id.")] = None,
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="The first day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="The last day.")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only one kind of event, as in airstrike.")] = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="What to write.")] = BriefFormat.MD,
    mask_names: Annotated[
        bool, typer.Option("--mask-names", help="Leave out names of victims, witnesses and all who hold no office.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="The file to write; without it, standard output.")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """What was reported, disputed and held, how many at least and on whose word, and what is not known. Every sentence is a template
    filled from claims, and names them by number; the words of every claim stand at the end. Bounds on the killed and the injured are given
    where a place and both days are. A brief is unverified, and says so, until people have decided on every claim that it cites.

    pdf needs an optional part: pip install 'dateline[pdf]'.

    \b
    Examples:
      dateline brief --place Aleppo --from 2016-09-19 --to 2016-09-25
      dateline brief --place Aleppo --from 2016-09-19 --to 2016-09-25 --format pdf --output aleppo.pdf
      dateline brief --place gn:170062 --format html --mask-names --output aleppo.html
    """
    view = EventFilter(place=place, type=type_, since=since and since.date(), until=until and until.date())
    if form is BriefFormat.PDF and output is None and sys.stdout.isatty():
        raise UsageError("a PDF is nothing to read on a terminal: name a file (--output brief.pdf)")
    with opened(ledger) as book, counting("Writing"):
        brief = brief_of(book, Asked(view=view, mask=mask_names, on=datetime.now(UTC).date()))
        _put(_written(brief, form), output)
    print_note(f"{output or 'standard output'}: {brief.title}; {brief.review[:1].lower()}{brief.review[1:]}")


def _written(brief: Brief, form: BriefFormat) -> bytes:
    match form:
        case BriefFormat.HTML:
            return html_of(brief).encode()
        case BriefFormat.MD:
            return markdown_of(brief).encode()
        case BriefFormat.PDF:
            return pdf_of(brief)


def _put(body: bytes, path: Path | None) -> None:
    """Standard output, or a file that appears under its name only when it is whole."""
    if path is None:
        sys.stdout.buffer.write(body)
        return
    with whole_file(path) as unfinished:
        unfinished.write_bytes(body)
