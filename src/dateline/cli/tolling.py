"""`dateline toll`: how many, as far as the claims bound it, and which claims say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.lines import days
from dateline.cli.options import LedgerPath
from dateline.cli.output import Column, Format, console, print_json_line, print_note, print_records, print_table
from dateline.model.codec import to_plain
from dateline.model.figure import Measure
from dateline.reconcile.figures import LeftOut
from dateline.reconcile.tolls import Alone, Line, Rule, Toll, TollQuery
from dateline.reconcile.wording import Vague

app = new_app()

AGREE_COLUMNS = (
    Column("in agreement", whole=True),
    Column("who says it"),
    Column("how many"),
    Column("where"),
    Column("when"),
    Column("how it bounds", shown_from=110),
)
ALONE_COLUMNS = (Column("each speaker alone"), Column("total"), Column("published"))
LEFT_COLUMNS = (Column("left out", whole=True), Column("how many"), Column("why"))
MOST_LINES = 20
"""Claims that agree and claims left out are shown up to this many; json and csv hold all."""


@app.command("toll")
def toll_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    measure: Annotated[Measure, typer.Option(help="What is counted.")],
    place: Annotated[str, typer.Option(metavar="NAME", help="A name or an id; of several places of one name the widest is meant.")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="The first day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="The last day.")] = None,
    group: Annotated[str, typer.Option(metavar="GROUP", help="Among whom: civilians, children, women, combatants, ...")] = "people",
    trust: Annotated[list[str] | None, typer.Option(metavar="SPEAKER", help="Hear only this speaker; may be given again.")] = None,
    without: Annotated[list[str] | None, typer.Option(metavar="ID", help="Leave out this claim; may be given again.")] = None,
    rule: Annotated[Rule | None, typer.Option(help="Take one best value, by this rule.")] = None,
    vague: Annotated[Vague, typer.Option(help="How words like 'dozens' bound a count.")] = Vague.NONE,
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="Hear also what the source itself hedges.")] = False,
    ledger: LedgerPath = None,
    form: Annotated[Format, typer.Option("--format", help="Text for people; json holds the whole answer, csv its claims.")] = Format.TABLE,
) -> None:
    """The answer is the lowest and the highest total that the claims allow, never a sum of figures that may overlap. Where the claims
    cannot all be true, those that conflict are the answer. A single best value exists only by a rule: conservative (the lowest total
    that the claims allow), median (of the speakers' own totals) or latest (the speaker published last).

    \b
    Examples:
      dateline toll --measure killed --place Aleppo --from 2016-09-19 --to 2016-09-24
      dateline toll --measure killed --place Aleppo --group children --trust "Observatory"
      dateline toll --measure injured --place gn:170063 --rule median --format json
    """
    query = TollQuery(
        measure=measure,
        place=place,
        since=since and since.date(),
        until=until and until.date(),
        group=group,
        trust=tuple(trust or ()),
        without=tuple(without or ()),
        rule=rule,
        vague=vague,
        unconfirmed=unconfirmed,
    )
    with opened(ledger) as book:
        found = book.toll(query)
    match form:
        case Format.JSON:
            print_json_line({"answer": found.answer, **to_plain(found)})
        case Format.CSV:
            print_records([_record(line) for line in found.lines], [field.name for field in fields(Line)], form)
        case Format.TABLE:
            _print(found)


def _print(found: Toll) -> None:
    out = console()
    out.print(Text(_asked(found), style="bold"))
    out.print(Text(found.answer, style="bold yellow" if found.conflicts else "bold green"))
    _print_holding(found)
    if found.best is not None:
        value = "no value" if found.best.value is None else f"{found.best.value:,}"
        out.print(Text(f"{found.best.rule.value}: {value} ({found.best.reason})"))
    for flag in found.flags:
        out.print(Text(f"{flag.sign.value}: {flag.words} [{', '.join(flag.claims)}]", style="yellow"))
    _print_agreeing([line for line in found.lines if line.role == "agrees"])
    print_table(ALONE_COLUMNS, [(alone.speaker, _alone(alone), str(alone.published or "")) for alone in found.alone])
    _print_left_out(found.left_out)
    for note in found.notes:
        print_note(note)
    print_note("the words behind a claim: dateline why ID")


def _asked(found: Toll) -> str:
    asked = found.question
    among = "" if asked.group == "people" else f", {asked.group}"
    region = ", ".join(part for part in (asked.place.kind, asked.place.admin1, asked.place.country) if part and part != asked.place.name)
    period = days(asked.first, asked.last)
    return f"{asked.measure.value}{among} in {asked.place.name} ({region})" + (f", {period}" if period else "")


def _print_holding(found: Toll) -> None:
    """The claims that hold the answer, or those that conflict, each with its words."""
    sets = {"at least, because of": found.because, "at most, because of": found.because_high}
    sets |= {f"conflict {n}": conflict for n, conflict in enumerate(found.conflicts, start=1)}
    for title, claims in sets.items():
        if claims:
            console().print(Text(title))
        for claim in claims:
            told = [line for line in found.lines if line.claim == claim]
            counted = "; ".join(_counted(line) for line in told)
            where = f"{told[0].place}, {days(told[0].first, _last(told[0].last))}"
            quote = " ".join(told[0].quote.split())
            console().print(Text(f"  {claim}  {told[0].speaker}: {counted}, {where}\n      “{quote}”"))


def _print_agreeing(lines: Sequence[Line]) -> None:
    """Some of the claims that the answer agrees with."""
    rows = [
        (line.claim, line.speaker, _counted(line), line.place, days(line.first, _last(line.last)), "; ".join(line.notes))
        for line in lines[:MOST_LINES]
    ]
    print_table(AGREE_COLUMNS, rows)
    if len(lines) > MOST_LINES:
        print_note(f"{len(lines) - MOST_LINES} more claims agree; --format json holds them")


def _counted(line: Line) -> str:
    return line.words if line.group is None or line.group in line.words else f"{line.words} {line.group}"


def _last(last: date) -> date | None:
    return None if last == date.max else last


def _alone(alone: Alone) -> str:
    if alone.conflicts:
        return "his own claims cannot all be true: " + "; ".join(" and ".join(conflict) for conflict in alone.conflicts)
    low = "" if alone.low is None else f"at least {alone.low:,}"
    high = "" if alone.high is None else f"at most {alone.high:,}"
    if alone.low is not None and alone.low == alone.high:
        return f"{alone.low:,}"
    return ", ".join(part for part in (low, high) if part)


def _print_left_out(left_out: Sequence[LeftOut]) -> None:
    """What bounds nothing, claim by claim, or counted by reason where it is too much to read."""
    if len(left_out) <= MOST_LINES:
        print_table(LEFT_COLUMNS, [(item.claim, item.words, item.reason) for item in left_out])
        return
    counted = Counter(item.reason.partition(":")[0] for item in left_out)
    print_table(
        LEFT_COLUMNS, [(f"{number} figure{'' if number == 1 else 's'}", "", reason) for reason, number in counted.most_common(MOST_LINES)]
    )


def _record(line: Line) -> dict[str, object]:
    plain: dict[str, object] = to_plain(line)
    return plain | {"notes": "; ".join(line.notes)}
