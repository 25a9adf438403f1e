"""`dateline control`: who is said to hold a place, by whom, and when that is contested."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.lines import counted, days
from dateline.cli.options import LedgerPath
from dateline.cli.output import Column, Format, console, print_note, print_records, print_table
from dateline.cli.progress import counting
from dateline.model.claim import Extent
from dateline.model.codec import to_plain
from dateline.model.holding import Holder, Spell, Timeline

app = new_app()

COLUMNS = (Column("days", whole=True), Column("said to hold it"), Column("who says so"), Column("what is contested", shown_from=100))
FIELDS = ("place", "place_id", "start", "end", "holders", "contested", "fought_for", "reasons")


@app.command("control")
def control_command(
    *,
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place as worded, as on the map, a region, or an id (gn:...).")],
    ledger: LedgerPath = None,
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="Not before this day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="Not after this day.")] = None,
    form: Annotated[Format, typer.Option("--format", help="A table for people; json or csv hold every column.")] = Format.TABLE,
) -> None:
    """One timeline for the place and one for each place in it. A line shows what is in force on its days: the last change told, and
    everything said since. It is contested where independent voices cannot both be right. Nobody is taken at his word.

    \b
    Examples:
      dateline control Handarat
      dateline control Aleppo --from 2016-09-19 --to 2016-09-25
      dateline control Aleppo --format csv > control.csv
    """
    with opened(ledger) as book, counting("Linking"):
        found = book.control(place, since=since and since.date(), until=until and until.date())
    if form is not Format.TABLE:
        print_records([_record(line, spell, form) for line in found for spell in line.spells], FIELDS, form)
        return
    for line in found:
        _print(line)
    print_note(counted(len(found), "place", way_on="the words behind a claim: dateline why ID"))


def _print(line: Timeline) -> None:
    region = "" if line.place.admin1 in (None, line.place.name) else f", {line.place.admin1}"
    title = f"{line.place.name} ({line.place.kind}{region}; {line.place.id})"
    print_table(COLUMNS, (_cells(spell) for spell in line.spells), title=title)
    if line.undated:
        told = ", ".join(sorted({f"{held.holder.name} ({held.voice.name})" for held in line.undated}))
        console().print(Text(f"told without a day: {told}\n", style="dim"))


def _cells(spell: Spell) -> tuple[str | Text, ...]:
    style = "yellow" if spell.is_contested else ""
    state = (["contested"] if spell.is_contested else []) + (["fought for"] if spell.is_fought_for else [])
    held = [_words(holder) for holder in spell.holders] or ["nobody is named"]
    words = "\n".join([*held, *(f"[{mark}]" for mark in state)])
    voices = "\n".join(", ".join(holder.voices) for holder in spell.holders)
    return (days(spell.start, spell.end), Text(words, style=style), voices, "\n".join(spell.reasons))


def _words(holder: Holder) -> str:
    part = " (part)" if holder.extent is Extent.PART else ""
    return f"{holder.party.name}{part}" if holder.has else f"no longer {holder.party.name}{part}"


def _record(line: Timeline, spell: Spell, form: Format) -> dict[str, object]:
    record: dict[str, object] = {
        "place": line.place.name,
        "place_id": line.place.id,
        "start": to_plain(spell.start),
        "end": to_plain(spell.end),
        "holders": to_plain(spell.holders),
        "contested": spell.is_contested,
        "fought_for": spell.is_fought_for,
        "reasons": list(spell.reasons),
    }
    if form is Format.CSV:
        record["holders"] = " | ".join(f"{_words(h)} ({', '.join(h.voices)}: {', '.join(h.claims)})" for h in spell.holders)
        record["reasons"] = "; ".join(spell.reasons)
    return record
