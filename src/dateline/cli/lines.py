"""Claims, events and reports as lines of a table that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from dateline.cli.output import Column
from dateline.model.claim import Status
from dateline.model.event import Estimate, Event, Standing
from dateline.model.figure import Figure
from dateline.model.grounded import Grounded
from dateline.model.text import Phrase

if TYPE_CHECKING:
    from dateline.store import ClaimRow  # loading the database takes longer than reading a report

CLAIM_COLUMNS = (
    Column("claim", whole=True),
    Column("what"),
    Column("who says it"),
    Column("by whom, to whom", shown_from=100),
    Column("where"),
    Column("when"),
    Column("how many"),
    Column("in the words", shown_from=150),
)
EVENT_COLUMNS = (
    Column("event", whole=True),
    Column("what"),
    Column("where"),
    Column("when"),
    Column("standing"),
    Column("how many"),
    Column("claims", right=True),
    Column("who says it", shown_from=100),
)
STATUS_STYLES = {Status.ASSERTED: "", Status.DENIED: "red", Status.UNCONFIRMED: "yellow", Status.PLANNED: "cyan"}
STANDING_STYLES = {Standing.CONTESTED: "yellow", Standing.DENIED: "red", Standing.CORROBORATED: "green", Standing.PLANNED: "cyan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim as a table shows it, whether it stands in a ledger or was just read."""

    id: str
    type: str
    status: Status
    says: str
    parties: str
    place: str
    days: str
    figures: str
    quote: str

    @property
    def cells(self) -> tuple[str | Text, ...]:
        """One cell a column."""
        what = self.type if self.status is Status.ASSERTED else f"{self.type}, {self.status.value}"
        styled = Text(what, style=STATUS_STYLES[self.status])
        return (self.id, styled, self.says, self.parties, self.place, self.days, self.figures, " ".join(self.quote.split()))


def line_of_row(row: ClaimRow) -> ClaimLine:
    """A claim of a ledger."""
    return ClaimLine(
        id=row.id,
        type=row.type,
        status=Status(row.status),
        says=_says(row.speaker, row.via, row.outlet),
        parties=_parties(row.actors, row.targets),
        place=_place(row.place, row.place_name),
        days=days(row.earliest, row.latest),
        figures=row.figures,
        quote=row.quote,
    )


def line_of_grounded(item: Grounded, outlet: str | None) -> ClaimLine:
    """A claim that was just read."""
    claim = item.claim
    return ClaimLine(
        id=claim.id,
        type=claim.type,
        status=claim.status,
        says=_says(words(claim.speaker), words(claim.via), outlet),
        parties=_parties("; ".join(p.text for p in claim.actors), "; ".join(p.text for p in claim.targets)),
        place=_place(words(claim.place), None if item.place is None else item.place.name),
        days=days(item.earliest, item.latest),
        figures="; ".join(_figure(figure) for figure in claim.figures),
        quote=claim.quote,
    )


def event_cells(event: Event, names: Mapping[str, str]) -> tuple[str | Text, ...]:
    """One cell a column of EVENT_COLUMNS; `names` gives the names of places by id."""
    return (
        event.id,
        event.type,
        "" if event.place is None else names.get(event.place, event.place),
        days(event.earliest, event.latest),
        Text(standing_words(event), style=STANDING_STYLES.get(event.standing, "")),
        "; ".join(map(estimate_words, event.estimates)),
        str(len(event.claims)),
        ", ".join(event.speakers),
    )


def standing_words(event: Event) -> str:
    """The standing, and of a contested event in what."""
    if not event.disputes:
        return event.standing.value
    return f"{event.standing.value}: {', '.join(dict.fromkeys(dispute.matter.value for dispute in event.disputes))}"


def estimate_words(estimate: Estimate) -> str:
    """The span of reports in words: never a sum, and an open side is said to be open."""
    match estimate.low, estimate.high:
        case None, None:
            bounds = "no number"
        case low, None:
            bounds = f"{low:,} or more"
        case None, high:
            bounds = f"up to {high:,}"
        case low, high if low == high:
            bounds = f"{low:,}"
        case low, high:
            bounds = f"{low:,} to {high:,}"
    return f"{estimate.measure.value}: {bounds}"


def days(earliest: date | None, latest: date | None) -> str:
    """A span of days as short as it can be said; an open side is said to be open."""
    if earliest is None and latest is None:
        return ""
    if latest is None:
        return f"from {earliest}"
    if earliest is None:
        return f"until {latest}"
    return str(earliest) if earliest == latest else f"{earliest} to {latest}"


def counted(number: int, noun: str, *, way_on: str) -> str:
    """How many there are, and where to go from there."""
    told = f"{number or 'no'} {noun}" + ("" if number == 1 else "s")
    return told if not number else f"{told}; {way_on}"


def place_names(rows: Iterable[ClaimRow]) -> dict[str, str]:
    """Place id -> its name on the map, for the places of these claims."""
    return {row.place_id: row.place_name for row in rows if row.place_id is not None and row.place_name is not None}


def claim_cells(lines: Sequence[ClaimLine]) -> Iterator[tuple[str | Text, ...]]:
    """The cells of claims, line by line."""
    return (line.cells for line in lines)


def words(phrase: Phrase | None) -> str | None:
    """The words of a slot, if it is filled."""
    return None if phrase is None else phrase.text


def _says(speaker: str | None, via: str | None, outlet: str | None) -> str:
    who = speaker or (f"{outlet} (in its own voice)" if outlet else "the report itself")
    return who if via is None else f"{who}, via {via}"


def _parties(actors: str, targets: str) -> str:
    if actors and targets:
        return f"{actors} → {targets}"
    return f"→ {targets}" if targets else actors


def _place(wording: str | None, name: str | None) -> str:
    if wording is None:
        return ""
    return wording if name is None or name.casefold() in wording.casefold() else f"{wording} ({name})"


def _figure(figure: Figure) -> str:
    group = "" if figure.group is None or figure.group.text.casefold() in figure.published.casefold() else f" {figure.group.text}"
    return f"{figure.measure.value}: {figure.published}{group}"
