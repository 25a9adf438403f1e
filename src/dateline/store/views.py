"""Questions to a ledger: tables of claims, figures, reports and what was set aside, each row a documented record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, exists, func, or_, select

from dateline.model.decision import Verdict
from dateline.model.review import MACHINE
from dateline.store.judgements import reviews
from dateline.store.schema import aside, claim, entry, figure, grounding, in_force, judgement, party, report


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims are asked for; None asks for all, and all conditions must hold.

    `place` fits the wording, the name on the map, the units it lies in, or its id; `speaker` and `actor` fit wording, name or id.
    `since` and `until` keep claims whose days touch that period; a claim without days is in no period. `text` is looked for in the quote.
    """

    type: str | None = None
    status: str | None = None
    place: str | None = None
    speaker: str | None = None
    actor: str | None = None
    measure: str | None = None
    since: date | None = None
    until: date | None = None
    report: str | None = None
    text: str | None = None
    background: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in one row: what was said, by whom, and what its words were taken to mean.

    `actors`, `targets` and `figures` are joined by "; ". `place` is the wording, `place_name` and all after it the place on the map.
    `review` is "machine" where no person decided on it, else who decided what, or that reviewers differ.
    """

    id: str
    report: str
    outlet: str | None
    published: date | None
    type: str
    status: str
    speaker: str | None
    via: str | None
    actors: str
    targets: str
    figures: str
    place: str | None
    place_name: str | None
    place_id: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    place_precision: int | None
    earliest: date | None
    latest: date | None
    date_precision: int | None
    control_place: str | None
    control_holder: str | None
    control_change: str | None
    denies: str | None
    background: bool
    confidence: float | None
    quote: str
    review: str = MACHINE


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure in one row, with the claim it stands in. `part_of` is the `n` of the figure of the same claim that it is part of."""

    claim: str
    n: int
    measure: str
    low: int | None
    high: int | None
    published: str
    group: str | None
    part_of: int | None
    speaker: str | None
    place: str | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in one row, with how many claims it carries."""

    id: str
    name: str | None
    title: str | None
    outlet: str | None
    published: date | None
    published_by: str
    language: str | None
    location: str | None
    part: str | None
    characters: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRow:
    """Something that was not used, why, and what can be done about it."""

    where: str
    reason: str
    way_out: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """A reviewer's decision; `in_force` is false once another one replaces it or somebody undoes it.

    `at` is its time in UTC, ISO 8601. `slot`, `n`, `old` and `new` tell what a correction changed, in words; `grade` is an Admiralty grade.
    `batch` is shared by what was decided in one go; `differs` marks one that another in force contradicts.
    """

    id: str
    subject: str
    verdict: str
    reviewer: str
    at: str
    reason: str
    slot: str | None
    n: int | None
    old: str | None
    new: str | None
    grade: str | None
    supersedes: str | None
    batch: str | None
    in_force: bool
    differs: bool


def claims(connection: Connection, query: ClaimQuery, *, also: Collection[str] = ()) -> list[ClaimRow]:
    """Claims as they were read, in the order of the ledger; those with an id in `also` whatever is asked."""
    fits = and_(True, *_conditions(query))  # noqa: FBT003 - what SQLAlchemy starts an empty "and" with
    wanted = or_(fits, claim.c.id.in_(also)) if also else fits
    rows = connection.execute(_claims(wanted)).mappings().all()
    worded = _figures_worded(connection, wanted)
    told = reviews(connection)
    return [ClaimRow(**row, figures="; ".join(worded.get(row["id"], ())), review=_review(row, told)) for row in rows]


def _review(row: RowMapping, told: Mapping[str, str]) -> str:
    """Who decided on a claim; a report that was rejected takes its claims with it."""
    of_report = told.get(row["report"], MACHINE)
    return of_report if of_report.startswith(Verdict.REJECTED.value) else told.get(row["id"], MACHINE)


def figures(connection: Connection, query: ClaimQuery) -> list[FigureRow]:
    """Figures of the claims asked for, one row each; with a `measure`, only figures of that measure."""
    where = [] if query.measure is None else [figure.c.measure == query.measure]
    columns = [figure.c[name] for name in ("claim", "n", "measure", "low", "high", "published", "group", "part_of")]
    chosen = select(*columns, claim.c.speaker, claim.c.place, grounding.c.earliest, grounding.c.latest)
    found = _joined(chosen.join_from(figure, claim, figure.c.claim == claim.c.id)).where(*where, *_conditions(query))
    return [FigureRow(**row) for row in connection.execute(found.order_by(figure.c.seq, figure.c.n)).mappings()]


def reports(connection: Connection) -> list[ReportRow]:
    """Reports in the order of the ledger."""
    counted = select(claim.c.report, func.count().label("claims")).group_by(claim.c.report).subquery()
    names = ("id", "name", "title", "published", "published_by", "language", "location", "part", "characters")
    query = (
        select(*(report.c[name] for name in names), report.c.source.label("outlet"), func.coalesce(counted.c.claims, 0).label("claims"))
        .join_from(report, counted, counted.c.report == report.c.id, isouter=True)
        .order_by(report.c.seq)
    )
    return [ReportRow(**row) for row in connection.execute(query).mappings()]


def set_aside(connection: Connection) -> list[AsideRow]:
    """What was set aside, in the order of the ledger."""
    query = (
        select(aside.c.place.label("where"), aside.c.reason, aside.c.way_out, entry.c.at)
        .join_from(aside, entry, entry.c.seq == aside.c.seq)
        .order_by(aside.c.seq)
    )
    return [AsideRow(**row) for row in connection.execute(query).mappings()]


def judgements(connection: Connection, subject: str | None = None) -> list[JudgementRow]:
    """Judgements, of one record or all, in the order of the ledger."""
    names = ("id", "subject", "verdict", "reviewer", "at", "reason", "slot", "n", "old", "new", "grade", "supersedes", "batch")
    standing = (in_force.c.seq.is_not(None).label("in_force"), func.coalesce(in_force.c.differs, False).label("differs"))
    query = (
        select(*(judgement.c[name] for name in names), *standing)
        .join_from(judgement, in_force, in_force.c.seq == judgement.c.seq, isouter=True)
        .order_by(judgement.c.seq)
    )
    if subject is not None:
        query = query.where(judgement.c.subject == subject)
    return [JudgementRow(**row) for row in connection.execute(query).mappings()]


def _claims(wanted: ColumnElement[bool]) -> Select[Any]:
    said = ("id", "report", "type", "status", "speaker", "via", "actors", "targets", "place", "quote")
    told = ("control_place", "control_holder", "control_change", "denies", "background", "confidence")
    ground = ("place_name", "place_id", "latitude", "longitude", "radius_km", "place_precision", "earliest", "latest", "date_precision")
    chosen = select(
        *(claim.c[name] for name in (*said, *told)),
        *(grounding.c[name] for name in ground),
        report.c.source.label("outlet"),
        report.c.published,
    )
    return _joined(chosen.join_from(claim, report, report.c.id == claim.c.report)).where(wanted).order_by(claim.c.seq)


def _joined(chosen: Select[Any]) -> Select[Any]:
    """With the grounding in force: the one written last for the claim."""
    any_time = grounding.alias()
    latest = select(func.max(any_time.c.seq)).where(any_time.c.claim == claim.c.id).correlate(claim).scalar_subquery()
    return chosen.join(grounding, and_(grounding.c.claim == claim.c.id, grounding.c.seq == latest), isouter=True)


def _conditions(query: ClaimQuery) -> list[ColumnElement[bool]]:
    exact = {"type": claim.c.type, "status": claim.c.status, "report": claim.c.report, "background": claim.c.background}
    found: list[ColumnElement[bool]] = [
        column == getattr(query, name) for name, column in exact.items() if getattr(query, name) is not None
    ]
    if query.place is not None:
        names = (claim.c.place, grounding.c.place_name, grounding.c.admin1, grounding.c.admin2, grounding.c.country)
        found.append(or_(grounding.c.place_id == query.place, *(_holds(name, query.place) for name in names)))
    if query.speaker is not None:
        found.append(or_(_holds(claim.c.speaker, query.speaker), _is_party(query.speaker, ("speaker",))))
    if query.actor is not None:
        found.append(
            or_(_holds(claim.c.actors, query.actor), _holds(claim.c.targets, query.actor), _is_party(query.actor, ("actor", "target")))
        )
    if query.measure is not None:
        counts = figure.alias()
        found.append(exists().where(counts.c.claim == claim.c.id, counts.c.measure == query.measure).correlate(claim))
    if query.text is not None:
        found.append(_holds(claim.c.quote, query.text))
    if query.since is not None or query.until is not None:
        found.append(or_(grounding.c.earliest.is_not(None), grounding.c.latest.is_not(None)))
    if query.since is not None:
        found.append(or_(grounding.c.latest.is_(None), grounding.c.latest >= query.since))
    if query.until is not None:
        found.append(or_(grounding.c.earliest.is_(None), grounding.c.earliest <= query.until))
    return found


def _holds(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)


def _is_party(name: str, slots: tuple[str, ...]) -> ColumnElement[bool]:
    return exists().where(party.c.claim == claim.c.id, party.c.slot.in_(slots), or_(party.c.actor_id == name, _holds(party.c.name, name)))


def _figures_worded(connection: Connection, wanted: ColumnElement[bool]) -> dict[str, list[str]]:
    """Claim id -> its figures in words ("killed: at least 45 people")."""
    worded: dict[str, list[str]] = {}
    columns = select(figure.c.claim, figure.c.measure, figure.c.published, figure.c.group)
    chosen = _joined(columns.join_from(figure, claim, figure.c.claim == claim.c.id)).where(wanted)
    for row in connection.execute(chosen.order_by(figure.c.seq, figure.c.n)):
        worded.setdefault(row.claim, []).append(figure_words(row.measure, row.published, row.group))
    return worded


def figure_words(measure: str, published: str, group: str | None) -> str:
    """A figure in words ("killed: at least 45 people"); who is counted is said once."""
    return f"{measure}: {published}" + (f" {group}" if group and group.casefold() not in published.casefold() else "")
