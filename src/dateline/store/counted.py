"""Claims that count something in a place and a period, whole, for what is reckoned from them; and places of the ledger by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from dateline.model import review
from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.decision import Judgement, Verdict
from dateline.model.grounded import Witness
from dateline.model.reprint import Reprint
from dateline.model.text import Report
from dateline.model.world import Place, Resolution
from dateline.store.events import voices_of
from dateline.store.judgements import judgements_in_force
from dateline.store.reprinted import counting_in, reprinted
from dateline.store.schema import claim, entry, figure, grounding, report
from dateline.store.whole import claim_columns, whole_claims

KM_A_DEGREE: Final = 110.6
"""Of latitude, at its shortest, so that nothing near is missed; of longitude, a third of it holds up to 70 degrees north."""
WIDE: Final = 4
"""From this precision on (first-order units, fuzzy areas, countries), a place may hold the one asked about, however far its point."""
ON_CLAIMS: Final = (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNSURE, Verdict.CORRECTED)
"""Verdicts that tell what a claim holds, or whether it holds."""
MOST_UNPLACED: Final = 200
"""Claims without a place or days that are brought, to say why they are left out; the rest are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuery:
    """Claims that count `measure` where they may touch `place` and the days from `since` to `until`; None leaves a side open."""

    measure: str
    place: Place
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Claims that count, with what their words were taken for and their reports; `unplaced` is how many lack a place or days.

    `judgements` are those in force on any claim or report of the ledger, still to be applied; `rejected` are the claims that people reject,
    with the reason. Claims that people corrected are all there, since what they count now may be what is asked for; so are those of reports
    that share words with one of these, by `reprints`. `voices` are the independent voices behind claims, by id.
    """

    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    reports: tuple[Report, ...]
    judgements: tuple[Judgement, ...]
    rejected: dict[str, str]
    unplaced: int
    reprints: tuple[Reprint, ...]
    voices: dict[str, Witness]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not shown of the claims that lack a place or days."""
        more = self.unplaced - MOST_UNPLACED
        return (f"{more:,} more claims count this without a known place or period; they are not listed",) if more > 0 else ()


def counting(connection: Connection, query: CountQuery) -> Counting:
    """The claims asked for, and up to MOST_UNPLACED that would be among them if their place or their days were known."""
    known = and_(_in_time(query), grounding.c.place_id.is_not(None), _may_touch(query.place))
    found = list(connection.execute(_bodies(query, known)))
    unplaced = 0
    for lost in _unknown(query):
        number = connection.execute(select(func.count()).select_from(_counts(query, lost).subquery())).scalar() or 0
        room = max(0, MOST_UNPLACED - unplaced)
        if number and room:
            found += connection.execute(_bodies(query, lost).order_by(grounding.c.seq).limit(room)).all()
        unplaced += number
    judgements = judgements_in_force(connection, ON_CLAIMS)
    corrected = {judgement.subject for judgement in judgements if judgement.verdict is Verdict.CORRECTED}
    found = [row for row in found if row.id not in corrected] + whole_claims(connection, sorted(corrected))
    reprints = reprinted(connection, {row.report for row in found})
    printed = counting_in(connection, query.measure, {report for reprint in reprints for report in reprint.passage.reports})
    found += whole_claims(connection, sorted(printed - {row.id for row in found}))
    claims = tuple(from_json(row.claim, Claim) for row in found)
    return Counting(
        claims=claims,
        resolutions=tuple(r for row in found if row.resolutions is not None for r in resolutions_from_json(row.resolutions)),
        reports=tuple(from_json(body, Report) for body in _entries(connection, sorted({row.report_seq for row in found}))),
        judgements=judgements,
        rejected=_rejected(claims, judgements),
        unplaced=unplaced,
        reprints=reprints,
        voices=voices_of(connection, [claim.id for claim in claims]),
    )


def places_named(connection: Connection, name: str) -> tuple[Place, ...]:
    """Places that claims of the ledger were taken for and that have this name or id, each once."""
    last = select(func.max(grounding.c.seq).label("seq")).where(grounding.c.place_id.is_not(None)).group_by(grounding.c.place_id).subquery()
    rows = connection.execute(
        select(last.c.seq, grounding.c.place_id, grounding.c.place_name).join(grounding, grounding.c.seq == last.c.seq)
    )
    wanted = name.lower()
    seqs = [row.seq for row in rows if wanted in (row.place_id.lower(), (row.place_name or "").lower())]
    found = [r.chosen for body in _entries(connection, seqs) for r in resolutions_from_json(body) if isinstance(r.chosen, Place)]
    named = {place.id: place for place in found if wanted in (place.id.lower(), place.name.lower())}
    return tuple(named[key] for key in sorted(named))


def speaks_of(connection: Connection, place: Place) -> bool:
    """Whether any claim of the ledger lies in a place, as far as codes and distance tell."""
    return connection.execute(select(grounding.c.seq).where(_lies_in(place)).limit(1)).first() is not None


def _counts(query: CountQuery, where: ColumnElement[bool]) -> Select[Any]:
    """Groundings in force, which are those written last for their claims, of claims that count the measure."""
    later = grounding.alias()
    superseded = exists().where(later.c.claim == grounding.c.claim, later.c.seq > grounding.c.seq)
    # A claim has few figures and a measure many: `lower` keeps the database from looking them up by measure, claim after claim.
    counts = exists().where(figure.c.claim == grounding.c.claim, func.lower(figure.c.measure) == query.measure)
    return select(grounding.c.seq).where(where, counts, ~superseded)


def _bodies(query: CountQuery, where: ColumnElement[bool]) -> Select[Any]:
    told, meant = entry.alias(), entry.alias()
    return (
        _counts(query, where)
        .with_only_columns(*claim_columns(told, meant))
        .join(claim, claim.c.id == grounding.c.claim)
        .join(told, told.c.seq == claim.c.seq)
        .join(meant, meant.c.seq == grounding.c.seq)
        .join(report, report.c.id == claim.c.report)
    )


def _in_time(query: CountQuery) -> ColumnElement[bool]:
    """Days that touch the period, an open side open; a claim without any is in none. Each case can use the index of days."""
    first, last = grounding.c.earliest, grounding.c.latest
    begun = first <= (query.until or date.max)
    lasts = last >= (query.since or date.min)
    return or_(and_(begun, lasts), and_(begun, last.is_(None)), and_(first.is_(None), lasts))


def _unknown(query: CountQuery) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Claims that lie in the place but lack days, and claims in the period that lack a place."""
    no_days = and_(grounding.c.earliest.is_(None), grounding.c.latest.is_(None), grounding.c.place_id.is_not(None))
    return and_(no_days, _lies_in(query.place)), and_(grounding.c.place_id.is_(None), _in_time(query))


def _may_touch(place: Place) -> ColumnElement[bool]:
    """Whether a grounding may lie in a place, hold it or cross it; what is surely elsewhere is left to the database."""
    other_country = grounding.c.country.is_(None)
    if place.country is None:
        return grounding.c.place_id.is_not(None)
    if place.kind == "country":
        return or_(other_country, grounding.c.country == place.country)
    near = or_(grounding.c.place_precision >= WIDE, _is_near(place, grounding.c.radius_km))
    if place.kind == "unit":
        near = or_(grounding.c.admin1.is_(None), grounding.c.admin1 == (place.admin1 or place.name), grounding.c.place_precision > WIDE)
    return or_(other_country, and_(grounding.c.country == place.country, near))


def _lies_in(place: Place) -> ColumnElement[bool]:
    if place.kind == "country":
        return grounding.c.country == place.country
    if place.kind == "unit":
        return and_(grounding.c.country == place.country, grounding.c.admin1 == (place.admin1 or place.name))
    return or_(
        grounding.c.place_id == place.id,
        and_(grounding.c.country == place.country, _is_near(place, 0.0), grounding.c.place_precision < WIDE),
    )


def _is_near(place: Place, reach: ColumnElement[Any] | float) -> ColumnElement[bool]:
    """Whether a point lies in a box around the place that surely holds all that touches it."""
    degrees = (place.radius_km + reach) / KM_A_DEGREE
    return and_(
        func.abs(grounding.c.latitude - place.latitude) <= degrees,
        func.abs(grounding.c.longitude - place.longitude) <= 3 * degrees,
    )


def _entries(connection: Connection, seqs: Sequence[int]) -> Iterable[str]:
    for n in range(0, len(seqs), 500):
        yield from connection.execute(select(entry.c.body).where(entry.c.seq.in_(seqs[n : n + 500]))).scalars()


def _rejected(found: Sequence[Claim], judgements: Iterable[Judgement]) -> dict[str, str]:
    """The claims that people reject, alone or with their report, each with the reason."""
    gone = review.rejected(review.settled(judgements))
    by = ((claim.id, gone.get(claim.id) or gone.get(claim.report)) for claim in found)
    return {key: judgement.reason for key, judgement in by if judgement is not None}
