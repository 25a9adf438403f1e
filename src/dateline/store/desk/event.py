"""What the page of one event shows: its claims with the reports, voices and links behind them, and what people decided about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, and_, exists, func, or_, select, tuple_

from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.decision import Judgement
from dateline.model.event import Event
from dateline.model.grounded import Witness
from dateline.model.link import Link
from dateline.model.reprint import Reprint
from dateline.model.review import rejected, settled
from dateline.model.text import Report
from dateline.model.world import Actor, Place, Resolution, Slot
from dateline.store.events import event_with, reprints_among, voices_of, witness_names
from dateline.store.judgements import judgements_about, judgements_in_force
from dateline.store.rows import among
from dateline.store.schema import claim, claim_link, entry, event, event_claim, figure, grounding, party, report

PIECE = 400
"""Ids in one IN list."""

MOST_WIDER = 60
"""Counts of wider places and periods that are looked at; of these a few that surely hold the event are shown."""
LONGEST_WIDER = timedelta(days=92)
"""How long before the event the period of such a count may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event with what it was derived from.

    `claims` are as they were read, in the order of the event, `resolutions` what their words were taken to mean, and `judgements` all that
    speak of the event or of a claim of it. `numbers` and `voices` are by claim id: which claim of its report it is, counted from 1, and
    the independent voice behind it. `links` counts the pairs that hold the event together; `names` are of the witnesses in its ties.
    """

    event: Event
    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    reports: tuple[Report, ...]
    judgements: tuple[Judgement, ...]
    numbers: Mapping[str, int]
    voices: Mapping[str, Witness]
    reprints: tuple[Reprint, ...]
    links: int
    names: Mapping[str, str]
    background: bool
    published: date | None


def told(connection: Connection, key: str) -> Told | None:
    """The event of this id, or the one that it is part of now; None where no event has it or had it."""
    found = event_with(connection, key)
    if found is None:
        return None
    claims = claims_with(connection, found.claims)
    reports = sorted({claim.report for claim in claims})
    row = connection.execute(select(event.c.background, event.c.published).where(event.c.id == found.id)).one()
    return Told(
        event=found,
        claims=claims,
        resolutions=meant(connection, found.claims),
        reports=reports_with(connection, reports),
        judgements=tuple(entered.judgement for entered in judgements_about(connection, (found.id, *found.claims))),
        numbers=numbers_of(connection, found.claims),
        voices=voices_of(connection, found.claims),
        reprints=tuple(r for some in pieces(reports) for r in reprints_among(connection, some)) if len(reports) <= PIECE else (),
        links=connection.execute(select(func.count()).where(claim_link.c.event == found.id)).scalar_one(),
        names=witness_names(connection, (key for tie in found.ties for key in (tie.follower, tie.leader))),
        background=row.background,
        published=row.published,
    )


def claims_with(connection: Connection, keys: Sequence[str]) -> tuple[Claim, ...]:
    """Claims by id as they were read, in the order of the ids."""
    chosen = select(claim.c.id, entry.c.body).join_from(claim, entry, entry.c.seq == claim.c.seq).where(claim.c.id.in_(among(keys)))
    found = {row.id: from_json(row.body, Claim) for row in connection.execute(chosen).all()}
    return tuple(found[key] for key in keys if key in found)


def meant(connection: Connection, keys: Sequence[str]) -> tuple[Resolution, ...]:
    """What the words of claims were taken to mean, by the resolutions written last for each."""
    latest = select(func.max(grounding.c.seq)).where(grounding.c.claim.in_(among(keys))).group_by(grounding.c.claim)
    bodies = connection.execute(select(entry.c.body).where(entry.c.seq.in_(latest))).scalars().all()
    return tuple(resolution for body in bodies for resolution in resolutions_from_json(body))


def speakers_known(connection: Connection, keys: Sequence[str]) -> dict[str, Actor]:
    """Key of a voice -> the actor that it is, of all whom the speakers of claims are taken for; each is looked up once."""
    own = (party.c.claim.in_(among(keys)), party.c.slot == Slot.SPEAKER.value, party.c.actor_id.is_not(None))
    latest = select(func.max(party.c.seq)).where(*own).group_by(party.c.actor_id)
    bodies = connection.execute(select(entry.c.body).where(entry.c.seq.in_(latest))).scalars()
    told = (r.chosen for body in bodies for r in resolutions_from_json(body) if r.slot is Slot.SPEAKER)
    return {f"actor:{actor.id}": actor for actor in told if isinstance(actor, Actor)}


def reports_with(connection: Connection, keys: Sequence[str]) -> tuple[Report, ...]:
    """Reports by id."""
    chosen = select(entry.c.body).join_from(report, entry, entry.c.seq == report.c.seq).where(report.c.id.in_(among(keys)))
    return tuple(from_json(body, Report) for body in connection.execute(chosen).scalars().all())


def numbers_of(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """Claim id -> which claim of its report it is, counted from 1 in the order in which the report tells them."""
    earlier = claim.alias()
    is_earlier = tuple_(earlier.c.start, earlier.c.end, earlier.c.id) <= tuple_(claim.c.start, claim.c.end, claim.c.id)
    number = select(func.count()).where(earlier.c.report == claim.c.report, is_earlier).correlate(claim).scalar_subquery()
    chosen = select(claim.c.id, number.label("number")).where(claim.c.id.in_(among(keys)))
    return {row.id: row.number for row in connection.execute(chosen).all()}


def links_of(connection: Connection, key: str, *, limit: int, between: str | None = None) -> tuple[Link, ...]:
    """The strongest links of an event, or of those the ones that a claim has."""
    where = [claim_link.c.event == key]
    if between is not None:
        where.append(or_(claim_link.c.first == between, claim_link.c.second == between))
    chosen = select(claim_link.c.body).where(*where).order_by(claim_link.c.score.desc(), claim_link.c.first, claim_link.c.second)
    return tuple(from_json(body, Link) for body in connection.execute(chosen.limit(limit)).scalars())


def link_between(connection: Connection, one: str, other: str) -> Link | None:
    """The link of two claims; None where none holds between them."""
    pair = and_(claim_link.c.first == min(one, other), claim_link.c.second == max(one, other))
    body = connection.execute(select(claim_link.c.body).where(pair)).scalar()
    return None if body is None else from_json(body, Link)


def wider_counts(connection: Connection, found: Event, measure: str) -> tuple[str, ...]:
    """Claims, by id, of other events that count a measure over a period that holds the event's days, the latest begun first."""
    place, first, last = found.at, found.earliest, found.latest
    if place is None or place.country is None or first is None or last is None:
        return ()
    later = grounding.alias()
    superseded = exists().where(later.c.claim == grounding.c.claim, later.c.seq > grounding.c.seq)
    # A claim has few figures and a measure many: `lower` keeps the database from looking them up by measure, claim after claim.
    counts = exists().where(figure.c.claim == grounding.c.claim, func.lower(figure.c.measure) == measure)
    of_event = exists().where(event_claim.c.claim == grounding.c.claim, event_claim.c.event == found.id)
    chosen = (
        select(claim.c.id)
        .join_from(grounding, claim, claim.c.id == grounding.c.claim)
        .where(grounding.c.earliest.between(first - LONGEST_WIDER, first), grounding.c.latest >= last)
        .where(grounding.c.country == place.country, claim.c.type == "toll", counts, ~superseded, ~of_event)
        .order_by(grounding.c.earliest.desc(), grounding.c.latest, claim.c.seq)
    )
    return tuple(connection.execute(chosen.limit(MOST_WIDER)).scalars())


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another event, as it is named where claims may be moved to."""

    id: str
    type: str
    place: str | None
    earliest: date | None
    latest: date | None
    claims: int


def near(connection: Connection, place: Place | None, days: tuple[date | None, date | None], *, but: str, limit: int) -> tuple[Near, ...]:
    """Events of the same place, else of days that touch, those with most claims first."""
    names = ("id", "type", "place", "earliest", "latest", "claims")
    touching = []
    if days[0] is not None and days[1] is not None:
        touching.append(and_(event.c.earliest <= days[1], event.c.latest >= days[0]))
    if place is not None:
        touching.append(event.c.place_id == place.id)
    if not touching:
        return ()
    ordered = [condition.desc() for condition in touching]
    chosen = select(*(event.c[name] for name in names)).where(event.c.id != but, or_(*touching))
    found = connection.execute(chosen.order_by(*ordered, event.c.claims.desc(), event.c.id).limit(limit))
    return tuple(Near(**row) for row in found.mappings())


def pieces(keys: Collection[str]) -> Iterator[list[str]]:
    """Ids in lists short enough to be asked for at once."""
    ordered = list(keys)
    return (ordered[n : n + PIECE] for n in range(0, len(ordered), PIECE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A claim that people rejected, by itself or with its report, and the judgement that says so."""

    claim: str
    report: str
    quote: str
    judgement: Judgement


def rejected_from(connection: Connection) -> tuple[Rejected, ...]:
    """Every claim that tells no event because people rejected it or its report."""
    found = rejected(settled(judgements_in_force(connection)))
    names = (claim.c.id, claim.c.report, claim.c.quote)
    rows = [
        row
        for some in pieces(found)
        for row in connection.execute(select(*names).where(or_(claim.c.id.in_(some), claim.c.report.in_(some))).order_by(claim.c.seq))
    ]
    return tuple(
        Rejected(claim=row.id, report=row.report, quote=row.quote, judgement=found.get(row.id) or found[row.report]) for row in rows
    )
