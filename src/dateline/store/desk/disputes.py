"""What the page of disputes shows: disputes about the events that are asked for, the last told first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, func, or_, select

from dateline.model.claim import Change, Status
from dateline.model.codec import from_json
from dateline.model.dispute import Dispute, Matter
from dateline.model.figure import Measure
from dateline.store.desk.event import pieces
from dateline.store.events import EventQuery, conditions
from dateline.store.schema import claim, dispute, event, event_claim, figure, report


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A dispute, and the event that it is about; `published` is the last day on which one of its claims was told."""

    event: str
    n: int
    type: str
    place: str | None
    place_id: str | None
    earliest: date | None
    latest: date | None
    published: date | None
    dispute: Dispute


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A claim with its report, how it is told, the voice behind it, and the day it was published on."""

    claim: str
    report: str
    status: str
    voice: str
    voice_name: str
    published: date | None
    start: int


@dataclass(frozen=True, slots=True)
class Found:
    """Disputes about the events that are asked for, as their keys (event and number), those told last first, and how many of each matter.

    `matters` counts all of them; `keys` are those of the matter that is asked for.
    """

    keys: tuple[Key, ...]
    matters: Mapping[Matter, int]


Key = tuple[str, int]
"""The event and the number of a dispute."""


def find(connection: Connection, query: EventQuery, *, of: str | None = None) -> Found:
    """Disputes about the events that meet the query, or about one event; the events are looked for once."""
    asked = conditions(replace(query, matter=None))
    if of is not None:
        asked.append(dispute.c.event == of)
    chosen = select(dispute.c.event, dispute.c.n, dispute.c.matter, dispute.c.published)
    rows = connection.execute(chosen.join_from(dispute, event, event.c.number == dispute.c.number).where(*asked)).all()
    wanted = [row for row in rows if query.matter is None or row.matter == query.matter.value]
    wanted.sort(key=lambda row: (-(row.published or date.min).toordinal(), row.event, row.n))
    counts = Counter(row.matter for row in rows)
    return Found(tuple((row.event, row.n) for row in wanted), {matter: counts[matter.value] for matter in Matter})


def disputes(connection: Connection, keys: Sequence[Key]) -> tuple[Disputed, ...]:
    """Disputes by their keys, in the order given."""
    names = ("type", "place", "place_id", "earliest", "latest")
    chosen = (
        select(dispute.c.event, dispute.c.n, dispute.c.published, dispute.c.body, *(event.c[name] for name in names))
        .join_from(dispute, event, event.c.number == dispute.c.number)
        .where(dispute.c.event.in_({key for key, _ in keys}))
    )
    found = {(row["event"], row["n"]): row for row in connection.execute(chosen).mappings()}
    return tuple(_disputed(found[key]) for key in keys if key in found)


def _disputed(row: RowMapping) -> Disputed:
    return Disputed(**{name: value for name, value in row.items() if name != "body"}, dispute=from_json(row["body"], Dispute))


def is_any(connection: Connection) -> bool:
    """Whether the ledger holds any dispute."""
    return connection.execute(select(dispute.c.event).limit(1)).first() is not None


def beside(connection: Connection, found: Disputed, *, limit: int) -> tuple[str, ...]:
    """Claims, by id, of the same event that stand on no side: for figures other counts of the measure, else those that leave it open."""
    open_to = _open_to(found.dispute)
    if open_to is None:
        return ()
    chosen = select(claim.c.id, claim.c.seq).join_from(event_claim, claim, claim.c.id == event_claim.c.claim)
    rows = connection.execute(chosen.where(event_claim.c.event == found.event, open_to)).all()
    sides = {key for side in found.dispute.sides for key in side.claims}
    return tuple(row.id for row in sorted(rows, key=lambda row: row.seq) if row.id not in sides)[:limit]


def measure_of(found: Dispute) -> Measure | None:
    """What a dispute about figures counts: its reason begins with the measure."""
    told = found.reason.partition(":")[0]
    return Measure(told) if found.matter is Matter.FIGURES and told in list(Measure) else None


def placed(connection: Connection, keys: Sequence[str]) -> dict[str, Placed]:
    """Claims by id, where they stand and who is behind them, in the order in which they were published."""
    found: dict[str, Placed] = {}
    names = (event_claim.c.voice, event_claim.c.voice_name, report.c.published, claim.c.start)
    for some in pieces(keys):
        chosen = (
            select(claim.c.id.label("claim"), claim.c.report, claim.c.status, *names)
            .join_from(claim, report, report.c.id == claim.c.report)
            .join(event_claim, event_claim.c.claim == claim.c.id)
            .where(claim.c.id.in_(some))
        )
        found |= {row["claim"]: Placed(**row) for row in connection.execute(chosen).mappings()}
    ordered = sorted(found.values(), key=lambda one: (one.published or date.max, one.report, one.start, one.claim))
    return {one.claim: one for one in ordered}


def _open_to(found: Dispute) -> ColumnElement[bool] | None:
    """What a claim must meet to speak of the matter without taking a side; None where nothing does."""
    match found.matter:
        case Matter.FIGURES:
            measure = measure_of(found)
            # A claim has few figures and a measure many: `lower` keeps the database from looking them up by measure.
            return None if measure is None else exists().where(figure.c.claim == claim.c.id, func.lower(figure.c.measure) == measure.value)
        case Matter.CONTROL:
            return or_(claim.c.control_change == Change.CONTESTED.value, claim.c.type == "clash")
        case _:
            return claim.c.status == Status.UNCONFIRMED.value
