"""`dateline sources` and `grade`: how what each source tells stands beside the others, and the grades that people gave."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.lines import counted
from dateline.cli.options import LedgerPath
from dateline.cli.output import Column, Format, console, print_note, print_records, print_table
from dateline.cli.progress import counting
from dateline.model.codec import to_plain
from dateline.model.tally import SourceKind, Tally

app = new_app()

COLUMNS = (
    Column("source"),
    Column("events", right=True),
    Column("alone", right=True),
    Column("corrob.", right=True),
    Column("contra.", right=True),
    Column("first", right=True),
    Column("figures"),
    Column("own voice", right=True, shown_from=100),
    Column("grade", shown_from=90),
    Column("id", whole=True, shown_from=130),
)
FIELDS = (
    "id", "kind", "name", "key", "claims", "own", "reports", "events", "alone", "shared", "corroborated", "contradicted", "first",
    "beside", "grades",
)  # fmt: skip


@app.command("sources")
def sources_command(
    *,
    ledger: LedgerPath = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only speakers and outlets of this name.")] = None,
    at_least: Annotated[int, typer.Option("--at-least", metavar="N", help="Only those that tell N events or more.")] = 1,
    form: Annotated[Format, typer.Option("--format", help="A table for people; json or csv hold every column.")] = Format.TABLE,
) -> None:
    """Of the events that a source tells: in how many it is alone, in how many another independent voice tells the same (corroborated), in
    how many it stands in a dispute (contradicted), and how many it published on an earlier day than all others. "killed ×1.2 (9)" means
    that its numbers of the killed lie at 1.2 times the middle of the others', over 9 events. These are counts: no grade is made of them. A
    person may give one: dateline grade.

    \b
    Examples:
      dateline sources --at-least 10
      dateline sources --speaker Observatory
      dateline sources --format csv > sources.csv
    """
    with opened(ledger) as book, counting("Linking"):
        found = [tally for tally in book.sources(speaker) if tally.events >= at_least]
    if form is not Format.TABLE:
        print_records([_record(tally, form) for tally in found], FIELDS, form)
        return
    for kind in SourceKind:
        print_table(COLUMNS, (_cells(tally) for tally in found if tally.kind is kind), title=f"{kind.value.capitalize()}s")
    if speaker is not None:
        for tally in found:
            _print_grades(tally)
    print_note(counted(len(found), "source", way_on="what one tells: dateline events --speaker NAME"))


@app.command("grade")
def grade_command(
    *,
    subject: Annotated[str, typer.Argument(metavar="ID", help="Of a source (src_..., see: dateline sources) or a claim (clm_...).")],
    grade: Annotated[str, typer.Argument(metavar="GRADE", help="A to F, 1 to 6, or both, as in B2.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who gives it.")],
    because: Annotated[str, typer.Option("--because", metavar="WORDS", help="Why.")],
    ledger: LedgerPath = None,
) -> None:
    """The Admiralty scale: A to F say how reliable a source is (A always, E never, F cannot be judged), 1 to 6 how credible what it says
    is (1 confirmed, 5 improbable, 6 cannot be judged). Dateline shows a grade and never makes one. A new grade by the same person
    supersedes the old one, which stays in the ledger.

    \b
    Examples:
      dateline grade src_0123456789abcdef B --by Ana --because "a network of named contacts"
      dateline grade clm_0123456789abcdef 2 --by Ana --because "seen on two videos"
    """
    with opened(ledger) as book, counting("Linking"):
        judgement = book.grade(subject, grade, reviewer=by, reason=because)
    print_note(f"{subject} is graded {judgement.grade} by {judgement.reviewer} ({judgement.id})")


def _cells(tally: Tally) -> tuple[str | Text, ...]:
    figures = ", ".join(f"{beside.measure.value} ×{beside.ratio:.2g} ({beside.events})" for beside in tally.beside)
    counts = (tally.events, tally.alone, tally.corroborated, tally.contradicted, tally.first)
    own = f"{tally.own} of {tally.claims}" if tally.kind is SourceKind.OUTLET else ""
    grades = ", ".join(f"{given.grade} ({given.reviewer})" for given in tally.grades)
    return (tally.name, *map(str, counts), figures, own, grades, tally.id)


def _print_grades(tally: Tally) -> None:
    for given in tally.grades:
        console().print(Text(f"{tally.name} is graded {given.grade} by {given.reviewer}: {given.reason}"))


def _record(tally: Tally, form: Format) -> dict[str, object]:
    plain: dict[str, object] = {name: to_plain(getattr(tally, name)) for name in FIELDS}
    if form is Format.CSV:
        plain["beside"] = "; ".join(f"{beside.measure.value} {beside.ratio:g} in {beside.events}" for beside in tally.beside)
        plain["grades"] = "; ".join(f"{given.grade} by {given.reviewer}: {given.reason}" for given in tally.grades)
    return plain
