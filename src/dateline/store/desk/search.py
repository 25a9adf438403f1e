"""Search as a person types it: words and, between them, fields such as `speaker:observatory` or `since:2016-09-19`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select, text

from dateline.store.schema import claim, control, event, event_claim, grounding, report, witness
from dateline.store.words import BEGINS, ENDS, FoundClaim, asked_words, marked

FIELD: Final = re.compile(r'(?<!\S)(?P<name>[a-z]+):(?P<value>"[^"]*"?|\S+)')

WORDED: Final = {"speaker": "speaker", "place": "place", "actor": "actors targets", "says": "quote"}
"""Fields that are looked for as words -> the columns of the full-text table."""

EXACT: Final = {"type": claim.c.type, "status": claim.c.status, "outlet": report.c.source}
DAYS: Final = ("since", "until")
FIELDS: Final = (*WORDED, *EXACT, *DAYS)
"""What a search may name."""

PLAIN_EXCERPT: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search taken apart: the words, the fields with what is asked of each, and what could not be understood, in words."""

    words: str
    fields: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.fields and not asked_words(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place or a voice of this name: its id or key, and how many events lie there or are told by it."""

    key: str
    name: str
    about: str | None
    events: int


@dataclass(slots=True)
class _Taking:
    fields: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> str:
        """Keep a field and leave nothing in its place; a name that is no field stays among the words."""
        name, value = match["name"], match["value"].strip('"')
        if name not in FIELDS:
            return match[0]
        if name in DAYS and not _is_day(value):
            self.problems.append(f"{name}:{value} is no day; write it like {name}:2016-09-24")
        elif value:
            self.fields.append((name, value))
        return ""


def taken_apart(typed: str) -> Asked:
    """A search as it was typed, in parts."""
    taking = _Taking()
    words = FIELD.sub(taking.take, typed)
    return Asked(words=" ".join(words.split()), fields=tuple(taking.fields), problems=tuple(taking.problems))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2016-09-24")


def claims_found(connection: Connection, asked: Asked, *, limit: int, offset: int = 0) -> tuple[FoundClaim, ...]:
    """Claims that hold all words and meet all fields, best first; without words those told last."""
    match = _match(asked)
    if match is None:
        rows = connection.execute(_told_last(asked).limit(limit).offset(offset)).mappings()
        return tuple(FoundClaim(**{**row, "excerpt": marked(_shortened(row["excerpt"]))}) for row in rows)
    found = text("SELECT rowid AS seq, rank FROM claim_words WHERE claim_words MATCH :asked").bindparams(asked=match)
    best = found.columns(claim.c.seq, rank=claim.c.confidence.type).subquery("best")
    chosen = _with_conditions(select(claim.c.seq, best.c.rank).join_from(best, claim, claim.c.seq == best.c.seq), asked)
    ordered = connection.execute(chosen.order_by(best.c.rank, claim.c.seq).limit(limit).offset(offset)).all()
    excerpts = _excerpts(connection, match, [row.seq for row in ordered])
    rows_by_seq = {row["seq"]: row for row in connection.execute(_rows([row.seq for row in ordered])).mappings()}
    return tuple(_found(rows_by_seq[row.seq], excerpts.get(row.seq)) for row in ordered)


def count_claims(connection: Connection, asked: Asked) -> int:
    """How many claims hold all words and meet all fields."""
    match = _match(asked)
    chosen = select(func.count()).select_from(claim)
    if match is not None:
        found = text("SELECT rowid AS seq FROM claim_words WHERE claim_words MATCH :asked").bindparams(asked=match)
        best = found.columns(claim.c.seq).subquery("best")
        chosen = select(func.count()).select_from(best)
        if _conditions(asked):
            chosen = select(func.count()).select_from(best.join(claim, claim.c.seq == best.c.seq))
    return int(connection.execute(_with_conditions(chosen, asked)).scalar_one())


def places_named(connection: Connection, words: str, *, limit: int) -> tuple[Named, ...]:
    """Places on the map whose name holds the words, those with most events first."""
    number = func.count().label("events")
    names = (event.c.place_id, event.c.place, event.c.admin1, event.c.country)
    chosen = select(*names, number).where(event.c.place_id.is_not(None), event.c.place.icontains(words, autoescape=True))
    rows = connection.execute(chosen.group_by(event.c.place_id).order_by(number.desc(), event.c.place).limit(limit))
    return tuple(
        Named(key=row.place_id, name=row.place, about=", ".join(filter(None, (row.admin1, row.country))) or None, events=row.events)
        for row in rows
    )


def voices_named(connection: Connection, words: str, *, limit: int) -> tuple[Named, ...]:
    """Independent voices whose name holds the words, those who tell most events first."""
    number = func.count(event_claim.c.event.distinct()).label("events")
    chosen = select(witness.c.key, witness.c.name, number).join_from(witness, event_claim, event_claim.c.voice == witness.c.key)
    named = chosen.where(witness.c.name.icontains(words, autoescape=True)).group_by(witness.c.key)
    rows = connection.execute(named.order_by(number.desc(), witness.c.name).limit(limit))
    return tuple(Named(key=row.key, name=row.name, about=None, events=row.events) for row in rows)


def is_held(connection: Connection, place: str) -> bool:
    """Whether somebody is said to hold this place, by its id."""
    return connection.execute(select(control.c.place_id).where(control.c.place_id == place)).first() is not None


def _match(asked: Asked) -> str | None:
    """The full-text question, None where nothing of it is looked for as words."""
    parts = [asked_words(asked.words)]
    for name, value in asked.fields:
        if name in WORDED and (quoted := asked_words(f'"{value.replace(chr(34), " ")}"')):
            parts.append(f"({{{WORDED[name]}}} : {quoted})")
    return " AND ".join(f"({part})" for part in parts if part) or None


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name, value in asked.fields:
        if name in EXACT:
            found.append(func.lower(EXACT[name]) == value.lower())
        elif name in DAYS:
            found.append(_during(name, date.fromisoformat(value)))
    return found


def _during(name: str, day: date) -> ColumnElement[bool]:
    """Claims whose days, or where they have none whose report, touch the period."""
    if name == "since":
        return func.coalesce(grounding.c.latest, grounding.c.earliest, report.c.published) >= day
    return func.coalesce(grounding.c.earliest, grounding.c.latest, report.c.published) <= day


def _with_conditions(chosen: Select[Any], asked: Asked) -> Select[Any]:
    conditions = _conditions(asked)
    if not conditions:
        return chosen
    latest = select(func.max(grounding.c.seq)).where(grounding.c.claim == claim.c.id).correlate(claim).scalar_subquery()
    return (
        chosen.join(report, report.c.id == claim.c.report)
        .join(grounding, (grounding.c.claim == claim.c.id) & (grounding.c.seq == latest), isouter=True)
        .where(*conditions)
    )


COLUMNS: Final = (
    claim.c.id,
    claim.c.report,
    event_claim.c.event,
    claim.c.type,
    claim.c.status,
    claim.c.speaker,
    report.c.source.label("outlet"),
    report.c.title,
    report.c.published,
    claim.c.quote.label("excerpt"),
)


def _told_last(asked: Asked) -> Select[Any]:
    chosen = select(claim.c.seq).select_from(claim)
    found = _with_conditions(chosen, asked).subquery()
    return _columns().where(claim.c.seq.in_(select(found.c.seq))).order_by(claim.c.seq.desc())


def _rows(seqs: list[int]) -> Select[Any]:
    return _columns().add_columns(claim.c.seq).where(claim.c.seq.in_(seqs))


def _columns() -> Select[Any]:
    return (
        select(*COLUMNS)
        .join_from(claim, report, report.c.id == claim.c.report)
        .join(event_claim, event_claim.c.claim == claim.c.id, isouter=True)
    )


def _excerpts(connection: Connection, match: str, seqs: list[int]) -> dict[int, str]:
    """The words found, with some around them, for some claims."""
    cut = text(
        "SELECT rowid, snippet(claim_words, 0, :begins, :ends, '…', 40) AS excerpt "
        "FROM claim_words WHERE claim_words MATCH :asked AND rowid IN (SELECT value FROM json_each(:seqs))"
    )
    rows = connection.execute(cut, {"asked": match, "begins": BEGINS, "ends": ENDS, "seqs": str(seqs)})
    return {row.rowid: row.excerpt for row in rows}


def _found(row: Any, excerpt: str | None) -> FoundClaim:
    told = {name: row[name] for name in row if name not in ("seq", "excerpt")}
    return FoundClaim(**told, excerpt=marked(_shortened(row["excerpt"]) if excerpt is None else excerpt))


def _shortened(quote: str) -> str:
    return quote if len(quote) <= PLAIN_EXCERPT else f"{quote[:PLAIN_EXCERPT].rsplit(' ', 1)[0]} …"
