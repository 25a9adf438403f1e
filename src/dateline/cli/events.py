"""`dateline events`, `event`, `disputes`: what claims tell together, by whom, and what about it cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.lines import (
    EVENT_COLUMNS,
    STANDING_STYLES,
    STATUS_STYLES,
    counted,
    days,
    estimate_words,
    event_cells,
    standing_words,
)
from dateline.cli.options import LedgerPath
from dateline.cli.output import Column, Format, console, print_json_line, print_note, print_records, print_table
from dateline.cli.progress import counting
from dateline.cli.resting import reprint_lines, tree_lines
from dateline.errors import UsageError
from dateline.model.claim import Status
from dateline.model.codec import to_plain
from dateline.model.dispute import Dispute, Matter, Side, Standing
from dateline.model.event import Event

if TYPE_CHECKING:
    from dateline.ledger import WhyEvent
    from dateline.store import WhyClaim

app = new_app()

ListFormat = Annotated[Format, typer.Option("--format", help="A table for people; json or csv hold every column.")]
TypeName = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="airstrike, capture, ceasefire, toll, ...")]
PlaceName = Annotated[str | None, typer.Option("--place", metavar="NAME", help="A place as worded, as on the map, or a region it lies in.")]
SpeakerName = Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="One of those who tell it.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Not wholly before this day.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Not wholly after this day.")]

EVENT_FIELDS = (
    "id", "type", "place", "latitude", "longitude", "earliest", "latest", "standing", "occurrence", "responsibility", "blamed", "reasons",
    "speakers", "estimates", "disputes", "claims",
)  # fmt: skip
DISPUTE_FIELDS = ("event", "type", "place", "earliest", "latest", "matter", "reason", "sides")
FIGURE_COLUMNS = (Column("how many"), Column("of whom"), Column("says"), Column("published"), Column("claim", whole=True))
VERSION_COLUMNS = (Column("published", whole=True), Column("outlet"), Column("says"), Column("tells"), Column("how many"))
VOICE_WIDTH = 38
"""Columns that the words of one voice need to be read with ease."""
SHOWN_LINKS = 5
SHOWN_QUOTES = 2
QUOTE_LENGTH = 160


@app.command("events")
def events_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    ledger: LedgerPath = None,
    type_: TypeName = None,
    standing: Annotated[Standing | None, typer.Option(help="How well the event is carried.")] = None,
    place: PlaceName = None,
    speaker: SpeakerName = None,
    since: Since = None,
    until: Until = None,
    form: ListFormat = Format.TABLE,
) -> None:
    """An event is a set of claims that tell the same happening. Its standing counts independent speakers, not outlets: a reprint is no
    second witness, nor is who only passes on another's words. It is contested as soon as anything about it is: whether it happened, who
    did it, who holds the place, how many. Figures show the span of reports, the lowest low to the highest high; they are never added.

    \b
    Examples:
      dateline events
      dateline events --standing contested --place Aleppo
      dateline events --type airstrike --since 2016-09-19 --until 2016-09-25 --format json
    """
    with opened(ledger) as book, counting("Linking"):
        found = book.events(
            type=type_, standing=standing, place=place, speaker=speaker, since=since and since.date(), until=until and until.date()
        )
    if form is not Format.TABLE:
        print_records([event_record(event, form) for event in found], EVENT_FIELDS, form)
        return
    print_table(EVENT_COLUMNS, (event_cells(event, {}) for event in found))
    print_note(counted(len(found), "event", way_on="who says what of one: dateline event ID"))


@app.command("event")
def event_command(
    *,
    key: Annotated[str, typer.Argument(metavar="ID", help="Of an event (evt_...), also one that it had before it was joined with others.")],
    ledger: LedgerPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="The full record as JSON.")] = False,
) -> None:
    """Voices stand side by side, each with its own words; then the figures, the versions in the order they were published, who rests on
    whom, and what holds the claims together.

    \b
    Examples:
      dateline event evt_0123456789abcdef
      dateline event evt_0123456789abcdef --json
    """
    if not key.startswith("evt_"):
        raise UsageError(f"{key}: an event's id begins with evt_; they stand in: dateline events")
    with opened(ledger) as book, counting("Linking"):
        found = book.event(key)
    if as_json:
        print_json_line(found)
        return
    print_heading(found.event)
    _print_voices(found)
    _print_figures(found)
    _print_versions(found)
    print_ties(found)
    print_note(f"the words in full, with the reasons for every slot: dateline why {found.event.id}")


@app.command("disputes")
def disputes_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    ledger: LedgerPath = None,
    about: Annotated[Matter | None, typer.Option(help="What is contested.")] = None,
    type_: TypeName = None,
    place: PlaceName = None,
    speaker: SpeakerName = None,
    since: Since = None,
    until: Until = None,
    form: ListFormat = Format.TABLE,
) -> None:
    """A dispute is what independent voices say of one event and cannot all be right in: whether it happened, who did it, who holds the
    place, how many. Each side stands with its voices. What one speaker later corrects is no dispute, and neither is a toll that has risen
    since.

    \b
    Examples:
      dateline disputes
      dateline disputes --about "how many" --place Aleppo
      dateline disputes --since 2016-09-19 --format json
    """
    with opened(ledger) as book, counting("Linking"):
        events = book.events(
            matter=about, type=type_, place=place, speaker=speaker, since=since and since.date(), until=until and until.date()
        )
        quotes = {row.id: row.quote for row in book.claims()} if events and form is Format.TABLE else {}
    found = [(event, dispute) for event in events for dispute in event.disputes if about in (None, dispute.matter)]
    if form is not Format.TABLE:
        print_records([_dispute_record(event, dispute, form) for event, dispute in found], DISPUTE_FIELDS, form)
        return
    for event, dispute in found:
        _print_dispute(event, dispute, quotes)
    print_note(counted(len(found), "dispute", way_on="all that is told of the event: dateline event ID"))


def event_record(event: Event, form: Format) -> dict[str, object]:
    """An event for another program; in CSV every list is one cell of words."""
    at = event.at
    plain: dict[str, object] = {name: to_plain(getattr(event, name, None)) for name in EVENT_FIELDS}
    plain |= {"latitude": at and at.latitude, "longitude": at and at.longitude}
    if form is Format.CSV:
        plain["estimates"] = "; ".join(map(estimate_words, event.estimates))
        plain["occurrence"] = event.occurrence.standing.value
        plain["responsibility"] = event.responsibility and event.responsibility.standing.value
        plain["blamed"] = "; ".join(blame.name for blame in event.blamed)
        plain["disputes"] = "; ".join(f"{dispute.matter.value}: {dispute.reason}" for dispute in event.disputes)
        plain |= {name: "; ".join(getattr(event, name)) for name in ("reasons", "speakers", "claims")}
    return plain


def _dispute_record(event: Event, dispute: Dispute, form: Format) -> dict[str, object]:
    plain: dict[str, object] = {name: to_plain(getattr(event, name)) for name in ("type", "place", "earliest", "latest")}
    plain |= {"event": event.id, "matter": dispute.matter.value, "reason": dispute.reason, "sides": to_plain(dispute.sides)}
    if form is Format.CSV:
        plain["sides"] = " | ".join(f"{side.says} ({', '.join(side.voices)}: {', '.join(side.claims)})" for side in dispute.sides)
    return plain


def where_and_when(event: Event) -> str:
    """The place and the days of an event in words."""
    region = "" if event.at is None or event.at.admin1 in (None, event.place) else f" ({event.at.admin1})"
    return ", ".join(part for part in (f"{event.place}{region}" if event.place else "", days(event.earliest, event.latest)) if part)


def print_heading(event: Event) -> None:
    """What an event is, where and when, and how each question about it is carried."""
    out = console()
    out.print(Text(f"{event.id}: {event.type}", style="bold").append(f", {where_and_when(event)}" if where_and_when(event) else ""))
    lines = [("standing", standing_words(event), event.standing)]
    lines.append(("whether", f"{event.occurrence.standing.value}: {'; '.join(event.occurrence.reasons)}", event.occurrence.standing))
    if event.responsibility is not None:
        who = f"{event.responsibility.standing.value}: {'; '.join(event.responsibility.reasons)}"
        lines.append(("who did it", who, event.responsibility.standing))
    for name, words, standing in lines:
        _print_line(name, Text(words, style=STANDING_STYLES.get(standing, "")))
    for dispute in event.disputes:
        if dispute.matter in (Matter.CONTROL, Matter.FIGURES):
            _print_line(dispute.matter.value, Text(f"contested: {dispute.reason}", style=STANDING_STYLES[Standing.CONTESTED]))
    if event.estimates:
        _print_line("span", Text(f"{'; '.join(map(estimate_words, event.estimates))} (of reports; never added)"))


def _print_line(name: str, words: Text) -> None:
    """A label and words that stay under each other where they need several lines."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=11, no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    table.add_row(name, words)
    console().print(table)


def _print_voices(found: WhyEvent) -> None:
    """As many voices side by side as the terminal has room for."""
    by_voice: dict[str, list[WhyClaim]] = {}
    for why in found.claims:
        by_voice.setdefault(found.voices[why.claim.id], []).append(why)
    voices = sorted(by_voice, key=lambda name: (-len(by_voice[name]), name))
    out = console()
    abreast = max(1, min(len(voices), out.width // VOICE_WIDTH))
    for n in range(0, len(voices), abreast):
        shown = voices[n : n + abreast]
        table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), expand=abreast > 1)
        for name in shown:
            table.add_column(name, overflow="fold", ratio=1)
        table.add_row(*(Text("\n\n").join(_told(why, found) for why in by_voice[name]) for name in shown))
        out.print(table)


def _told(why: WhyClaim, found: WhyEvent) -> Text:
    """One claim as one voice tells it."""
    claim = why.claim
    outlet = why.report.source or why.report.name or why.report.id
    teller = "" if claim.speaker is None else f", as {outlet} gives it"
    status = "" if claim.status is Status.ASSERTED else f" ({claim.status.value})"
    head = Text(f"{why.report.published or 'undated'}{status}{teller}", style=STATUS_STYLES[claim.status] or "dim")
    if claim.speaker is None and outlet != found.voices[claim.id]:
        head.append(f", reprinted by {outlet}")
    return head.append(f"\n“{' '.join(claim.quote.split())}”", style="not dim").append(f"\n{claim.id}", style="dim")


def _print_figures(found: WhyEvent) -> None:
    rows = [
        (
            f"{figure.measure.value}: {figure.published}",
            "" if figure.group is None else figure.group.text + (" (part)" if figure.part_of is not None else ""),
            found.voices[why.claim.id],
            str(why.report.published or ""),
            why.claim.id,
        )
        for why in _by_day(found.claims)
        for figure in why.claim.figures
    ]
    if rows:
        print_table(FIGURE_COLUMNS, rows, title="Figures, none added to another")


def _print_versions(found: WhyEvent) -> None:
    """What was published of the event, day by day."""
    rows = [
        (
            str(why.report.published or "undated"),
            why.report.source or why.report.name or "",
            found.voices[why.claim.id],
            Text(f"{why.claim.type}{'' if why.claim.status is Status.ASSERTED else ', ' + why.claim.status.value}"),
            "; ".join(f"{figure.measure.value}: {figure.published}" for figure in why.claim.figures),
        )
        for why in _by_day(found.claims)
    ]
    if len({row[0] for row in rows}) > 1:
        print_table(VERSION_COLUMNS, rows, title="Versions, in the order they were published")


def _by_day(claims: Iterable[WhyClaim]) -> list[WhyClaim]:
    return sorted(claims, key=lambda why: (why.report.published or date.max, why.report.source or "", why.claim.evidence))


def print_ties(found: WhyEvent) -> None:
    """Who rests on whom, the words that its reports share, and the links that hold the claims together."""
    out = console()
    reports = {why.report.id: why.report for why in found.claims}
    _print_under("Who rests on whom; what no line joins is independent", tree_lines(found.event.ties, found.names, found.voices.values()))
    _print_under("What its reports print of each other", reprint_lines(found.reprints, reports))
    if found.links:
        out.print(Text("\nWhat holds the claims together", style="bold"))
        for link in sorted(found.links, key=lambda link: (-link.score, link.id))[:SHOWN_LINKS]:
            weights = ", ".join(f"{reason.name} {reason.value} {reason.weight:+.1f}" for reason in link.reasons)
            out.print(Padding(Text(f"{link.first} – {link.second}: {link.score:+.1f} bits ({weights})"), (0, 0, 0, 2), expand=False))
        if len(found.links) > SHOWN_LINKS:
            out.print(Padding(Text(f"and {len(found.links) - SHOWN_LINKS} weaker links", style="dim"), (0, 0, 0, 2), expand=False))


def _print_under(title: str, lines: Iterable[str]) -> None:
    """Lines under a title, nothing where there are none."""
    shown = list(lines)
    if shown:
        console().print(Text(f"\n{title}", style="bold"))
    for line in shown:
        console().print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def _print_dispute(event: Event, dispute: Dispute, quotes: dict[str, str]) -> None:
    out = console()
    out.print(Text(f"{event.id}: {event.type}", style="bold").append(f", {where_and_when(event)}", style="not bold"))
    out.print(Text(f"contested: {dispute.matter.value}", style=STANDING_STYLES[Standing.CONTESTED]))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    for side in dispute.sides:
        table.add_column(side.says, overflow="fold", ratio=1)
    table.add_row(*(_side(side, quotes) for side in dispute.sides))
    out.print(table)


def _side(side: Side, quotes: dict[str, str]) -> Text:
    """The voices of one side, and the words of some of its claims."""
    words = Text("; ".join(side.voices))
    for claim in side.claims[:SHOWN_QUOTES]:
        words.append(f"\n“{shorten(quotes[claim], QUOTE_LENGTH, placeholder=' ...')}” ", style="italic").append(claim, style="dim")
    left = len(side.claims) - SHOWN_QUOTES
    return words.append(f"\nand {left} more", style="dim") if left > 0 else words
