"""`dateline review` and `trail`: what waits for a person, and what people decided on a record."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.app import new_app
from dateline.cli.events import PlaceName, Since, SpeakerName, TypeName, Until
from dateline.cli.ledgers import opened
from dateline.cli.lines import counted
from dateline.cli.options import LedgerPath
from dateline.cli.output import Format, console, print_note, print_records
from dateline.cli.progress import counting
from dateline.model.codec import to_plain
from dateline.model.queue import Cause
from dateline.review import QueueItem, SlotSeen, TrailStep
from dateline.store import EventQuery

app = new_app()

ListFormat = Annotated[Format, typer.Option("--format", help="A list for people; json or csv hold every column.")]
QUEUE_FIELDS = ("claim", "event", "cause", "doubts", "slot", "read", "now", "rivals", "speaker", "quote", "report")
TRAIL_FIELDS = ("id", "subject", "verdict", "changed", "reviewer", "at", "reason", "in_force", "differs", "ended_by", "batch")
QUOTE_LENGTH = 220
SHOWN_RIVALS = 4


@app.command("review")
def review_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    ledger: LedgerPath = None,
    because: Annotated[Cause | None, typer.Option("--because", help="Only claims that wait for this reason first.")] = None,
    type_: TypeName = None,
    place: PlaceName = None,
    speaker: SpeakerName = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many are shown.")] = 10,
    skip: Annotated[int, typer.Option(metavar="N", min=0, help="How many are passed over first.")] = 0,
    form: ListFormat = Format.TABLE,
) -> None:
    """The claims that a person should look at, what matters most first: those on which reviewers differ or that they left open, those
    that are disputed, those that the machine is less likely to have read right than wrong, and high figures. A claim leaves the queue when
    somebody accepts, rejects or corrects it. Each stands with its words, why it waits, and the slot in doubt with what it could be instead.

    \b
    Examples:
      dateline review
      dateline review --because disputed --place Aleppo
      dateline review --limit 100 --format csv > queue.csv
    """
    asked = _asked(type_, place, speaker, since, until)
    with opened(ledger) as book, counting("Linking"):
        found = book.queue(asked, cause=because, limit=limit, offset=skip)
        count = book.queue_count(asked, cause=because)
    if form is not Format.TABLE:
        print_records([_record(item, form) for item in found], QUEUE_FIELDS, form)
        return
    for item in found:
        _print_item(item)
    way_on = "decide on one: dateline judge accept ID --by NAME --because WORDS (or reject, unsure, correct)"
    print_note(f"{counted(count.left, 'claim', way_on=way_on)}\n{count.decided:,} of those in doubt decided")


def _asked(type_: str | None, place: str | None, speaker: str | None, since: datetime | None, until: datetime | None) -> EventQuery:
    return EventQuery(type=type_, place=place, speaker=speaker, since=since and since.date(), until=until and until.date())


@app.command("trail")
def trail_command(
    *,
    key: Annotated[str, typer.Argument(metavar="ID", help="Of a claim, a report, an event, a source (src_...), or a batch (bat_...).")],
    ledger: LedgerPath = None,
    form: ListFormat = Format.TABLE,
) -> None:
    """Every judgement on a record, the oldest first: what it changed, who gave it, when and why, and whether it still holds or who
    replaced or undid it. The trail of an event holds the judgements on its claims and on pairs of them. Nothing is ever taken out of a
    trail.

    \b
    Examples:
      dateline trail clm_0123456789abcdef
      dateline trail evt_0123456789abcdef --format json
    """
    with opened(ledger) as book:
        if key.startswith("evt_"):
            with counting("Linking"):
                book.see()
        found = book.trail(key)
    if form is not Format.TABLE:
        print_records([_step_record(step) for step in found], TRAIL_FIELDS, form)
        return
    for step in found:
        _print_step(step, named=key)
    print_note(counted(len(found), "judgement", way_on="undo one: dateline judge undo ID --by NAME --because WORDS"))


def _print_item(item: QueueItem) -> None:
    out = console()
    claim = item.claim
    who = claim.speaker.text if claim.speaker is not None else item.report.source or "the report itself"
    out.print(Text(f"{claim.id}: {claim.type}, {claim.status.value}, by {who}", style="bold"))
    out.print(Text(f"  “{shorten(claim.quote, QUOTE_LENGTH, placeholder=' ...')}”", style="italic"))
    for doubt in item.doubts:
        sure = "" if doubt.sureness is None else f" ({doubt.sureness:.0%} sure)"
        slot = "" if doubt.slot is None else f"{doubt.slot}: "
        out.print(Text(f"  {doubt.cause.value}: {slot}{doubt.words}{sure}"))
    if item.in_doubt is not None:
        _print_slot(item.in_doubt)


def _print_slot(seen: SlotSeen) -> None:
    out = console()
    name = f"{seen.slot.value} {seen.n + 1}" if seen.slot.is_numbered else seen.slot.value
    out.print(Text(f"  {name} is {seen.now.told() or 'nothing'}"))
    for reason in seen.reasons:
        out.print(Text(f"    because {reason}", style="dim"))
    rivals = "; ".join(value.told() for value in seen.rivals[:SHOWN_RIVALS])
    if rivals:
        out.print(Text(f"    or {rivals}"))


def _record(item: QueueItem, form: Format) -> dict[str, object]:
    seen = item.in_doubt
    plain: dict[str, object] = {
        "claim": item.claim.id,
        "event": item.event,
        "cause": item.doubts[0].cause.value,
        "doubts": to_plain(item.doubts),
        "slot": None if seen is None else seen.slot.value,
        "read": None if seen is None else to_plain(seen.read),
        "now": None if seen is None else to_plain(seen.now),
        "rivals": None if seen is None else to_plain(seen.rivals),
        "speaker": None if item.claim.speaker is None else item.claim.speaker.text,
        "quote": item.claim.quote,
        "report": item.report.id,
    }
    if form is Format.CSV:
        plain["doubts"] = "; ".join(f"{doubt.cause.value}: {doubt.words}" for doubt in item.doubts)
        if seen is not None:
            plain |= {"read": seen.read.told(), "now": seen.now.told(), "rivals": "; ".join(rival.told() for rival in seen.rivals)}
    return plain


def _print_step(step: TrailStep, *, named: str) -> None:
    told = step.judgement
    subject = "" if told.subject == named or told.subject.startswith("lnk_") else f"{told.subject} "
    standing = "reviewers differ" if step.differs else "in force" if step.in_force else _ended(step)
    console().print(Text(f"{told.at:%Y-%m-%d %H:%M} {told.reviewer}: {subject}{step.changed}", style="" if step.in_force else "dim"))
    batch = "" if told.batch is None else f", with {told.batch}"
    console().print(Text(f"  {told.id}, {standing}{batch}: {told.reason}", style="dim"))


def _ended(step: TrailStep) -> str:
    by = step.ended_by
    return "no longer in force" if by is None else f"{'undone' if by.verdict.value == 'undone' else 'replaced'} by {by.reviewer} ({by.id})"


def _step_record(step: TrailStep) -> dict[str, object]:
    told = step.judgement
    names = ("id", "subject", "reviewer", "reason", "batch")
    plain: dict[str, object] = {name: getattr(told, name) for name in names}
    return plain | {
        "verdict": told.verdict.value,
        "at": told.at.isoformat(),
        "changed": step.changed,
        "in_force": step.in_force,
        "differs": step.differs,
        "ended_by": None if step.ended_by is None else step.ended_by.id,
    }
