"""Arguments that several commands share, and what they are turned into."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dateline.config import Config, load
from dateline.errors import UsageError

FILES_HELP = "Files or folders: .txt, .md, .html, .pdf, .docx, .jsonl, .csv; - is standard input."

Published = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="DATE", help="The day the reports were published, as in 2016-09-24; outranks what the files say."
    ),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")]
ReportName = Annotated[
    str | None, typer.Option("--id", metavar="NAME", help="A name for the report in cards and tables; for a single file.")
]
LedgerPath = Annotated[
    Path | None,
    typer.Option("--ledger", metavar="PATH", help="The ledger's file; without it DATELINE_LEDGER or the setting `ledger` says where."),
]


def settings() -> Config:
    """The settings of the current folder and the environment."""
    return load(os.environ, Path.cwd())


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person said of the reports to be read; it outranks what the files say."""

    published: date | None
    outlet: str | None
    name: str | None


def given(files: list[Path], *, published: datetime | None, outlet: str | None, name: str | None) -> Given:
    """What the person said of the files; UsageError for one name over several files."""
    if name is not None and len(files) > 1:
        raise UsageError(f"one --id ({name}) cannot name {len(files)} files: read them one by one")
    return Given(published=None if published is None else published.date(), outlet=outlet, name=name)
