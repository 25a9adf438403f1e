"""Events for other programs: rows for spreadsheets and data frames, JSON lines with everything, points for maps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TextIO

from dateline.export.geojson import Feature, write_features
from dateline.model.codec import to_plain
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.review import MACHINE, mark_of, review_of_event
from dateline.model.voice import Dependence, Tie

NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
"""The reviews of a ledger on which nobody has decided anything."""


PRINTED = (Tie.REPRINTS, Tie.RETELLS)
"""Ties of those who print another's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in one row. Lists are joined by "; "; `claims` lead back to the words (`dateline why ID`).

    The bounds are the span of reports, None where a side is open or nobody counts; they are never sums. `reprints` says who prints whose
    words, how much of them, and why that one is taken for the first. `review` says whether people
    decided on its claims.
    """

    id: str
    type: str
    place: str | None
    place_id: str | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    place_precision: int | None
    earliest: date | None
    latest: date | None
    standing: str
    occurrence: str
    responsibility: str | None
    blamed: str
    contested: str
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    speakers: str
    reprints: str
    reasons: str
    claims: str
    review: str = MACHINE


def event_row(event: Event, reviews: Mapping[str, str] = NOBODY) -> EventRow:
    """An event as one row; `reviews` tell who decided what on claims, by id."""
    at = event.at
    killed, injured = _span(event, Measure.KILLED), _span(event, Measure.INJURED)
    return EventRow(
        id=event.id,
        type=event.type,
        place=event.place,
        place_id=None if at is None else at.id,
        admin1=None if at is None else at.admin1,
        country=None if at is None else at.country,
        latitude=None if at is None else at.latitude,
        longitude=None if at is None else at.longitude,
        radius_km=None if at is None else at.radius_km,
        place_precision=None if at is None else at.precision,
        earliest=event.earliest,
        latest=event.latest,
        standing=event.standing.value,
        occurrence=event.occurrence.standing.value,
        responsibility=None if event.responsibility is None else event.responsibility.standing.value,
        blamed="; ".join(blame.name for blame in event.blamed),
        contested="; ".join(f"{dispute.matter.value}: {dispute.reason}" for dispute in event.disputes),
        killed_low=killed[0],
        killed_high=killed[1],
        injured_low=injured[0],
        injured_high=injured[1],
        speakers="; ".join(event.speakers),
        reprints="; ".join(_printed(tie) for tie in event.ties if tie.tie in PRINTED),
        reasons="; ".join(event.reasons),
        claims="; ".join(event.claims),
        review=review_of_event(event.claims, reviews),
    )


def _printed(tie: Dependence) -> str:
    """Who prints whose words, each by what its key is made of."""
    follower, leader = (key.partition(":")[2] for key in (tie.follower, tie.leader))
    return f"{follower} {tie.tie.value} {leader}: {tie.reason}"


def _span(event: Event, measure: Measure) -> tuple[int | None, int | None]:
    return next(((estimate.low, estimate.high) for estimate in event.estimates if estimate.measure is measure), (None, None))


def write_events_jsonl(events: Iterable[Event], out: TextIO, reviews: Mapping[str, str] = NOBODY) -> int:
    """One event a line with everything known of it; how many were written."""
    plain = ({**to_plain(event), "review": review_of_event(event.claims, reviews)} for event in events)
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in plain]
    out.writelines(lines)
    return len(lines)


def write_events_geojson(events: Iterable[Event], out: TextIO, reviews: Mapping[str, str] = NOBODY) -> tuple[int, int]:
    """A FeatureCollection; how many events stand in it, and how many have no place on the map and were left out."""
    rows = [event_row(event, reviews) for event in events]
    return write_features([Feature(row.id, row.longitude, row.latitude, row) for row in rows], out, mark_of(row.review for row in rows))
