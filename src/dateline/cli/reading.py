"""`dateline read`: claims of reports, printed and not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import new_app
from dateline.cli.lines import CLAIM_COLUMNS, claim_cells, line_of_grounded
from dateline.cli.options import FILES_HELP, Outlet, Published, ReportName, given, settings
from dateline.cli.output import print_json_line, print_note, print_table
from dateline.cli.progress import counting
from dateline.cli.remarks import remark_on_dates, remark_on_set_aside
from dateline.config import Config
from dateline.errors import RecordError
from dateline.export import cards_of
from dateline.export.cards import report_name
from dateline.model.codec import to_plain
from dateline.model.grounded import ground
from dateline.model.text import Report, SetAside
from dateline.model.walked import Walked
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, read

app = new_app()


class ReadFormat(StrEnum):
    """How claims are printed."""

    TABLE = "table"
    CARDS = "cards"
    JSON = "json"


@app.command("read")
def read_command(
    *,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=FILES_HELP)],
    published: Published = None,
    outlet: Outlet = None,
    name: ReportName = None,
    form: Annotated[
        ReadFormat, typer.Option("--format", help="A table, claim cards, or the full records as JSON, one report a line.")
    ] = ReadFormat.TABLE,
) -> int:
    """Every claim carries the words it was read from, who says it, and how that source stands to it: asserted, denied, unconfirmed or
    planned.

    Words like "on Saturday" need the day the report was published. Dateline looks for it in the page, the text and the file's name, and
    never guesses it; give it with --published where it finds none.

    \b
    Examples:
      dateline read aleppo.txt --published 2016-09-24
      dateline read page.html report.pdf --format cards > cards.jsonl
      curl -s https://example.org/report | dateline read - --outlet "Example News"
    """
    config = settings()
    facts = given(files, published=published, outlet=outlet, name=name)
    options = ReadOptions(**asdict(facts), languages=config.languages, max_bytes=config.max_file_bytes)
    undated = 0
    aside: list[SetAside] = []
    with counting("Reading") as counter:
        for outcome in _walked(files, options, config):
            if isinstance(outcome, SetAside):
                aside.append(outcome)
                continue
            undated += outcome.report.published is None and outcome.report.dateline is None
            with counter.paused():
                _print(outcome, form)
            counter.step(report_name(outcome.report))
    remark_on_dates(undated)
    remark_on_set_aside(aside)
    return RecordError.exit_code if aside else 0


def _walked(files: list[Path], options: ReadOptions, config: Config) -> Iterator[Walked | SetAside]:
    """Every report of the files after its walk, and everything that was set aside; the model is loaded at the first report."""
    pipeline: Pipeline | None = None
    for file in files:
        for reading in read(file, options):
            if isinstance(reading.outcome, SetAside):
                yield reading.outcome
            else:
                pipeline = pipeline or Pipeline(config)
                yield pipeline.walk(reading.outcome)


def _print(walked: Walked, form: ReadFormat) -> None:
    report = walked.report
    match form:
        case ReadFormat.CARDS:
            for card in cards_of(walked):
                print_json_line(card)
        case ReadFormat.JSON:
            claims = [{"id": claim.id, **to_plain(claim)} for claim in walked.claims]
            print_json_line({"id": report.id, "report": report, "claims": claims, "resolutions": walked.resolutions})
        case ReadFormat.TABLE:
            grounded = ground(walked.claims, walked.resolutions, [report])
            print_table(CLAIM_COLUMNS, claim_cells([line_of_grounded(item, report.source) for item in grounded]), title=_heading(report))
            for note in report.notes:
                print_note(f"{report_name(report)}: {note}")


def _heading(report: Report) -> str:
    day = "no date known" if report.published is None else f"{report.published} ({report.published_by.value})"
    parts = (report.title or report_name(report), report.source, day)
    return " · ".join(part for part in parts if part)
