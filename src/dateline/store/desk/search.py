"""Search as a person types it: words and, between them, fields such as `speaker:observatory` or `since:2016-09-19`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select, text

from dateline.store.naming import days_of_claim
from dateline.store.schema import CLAIM_COLUMNS, TOKENS, claim, control, event, event_claim, event_entry, report, witness
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
    chosen = select(best.c.seq)
    if _conditions(asked):
        chosen = _with_conditions(chosen.join_from(best, claim, claim.c.seq == best.c.seq), asked)
    seqs = list(connection.execute(chosen.order_by(best.c.rank, best.c.seq).limit(limit).offset(offset)).scalars())
    excerpts = _excerpts(connection, match, seqs)
    rows_by_seq = {row["seq"]: row for row in connection.execute(_rows(seqs)).mappings()}
    return tuple(_found(rows_by_seq[seq], excerpts.get(seq)) for seq in seqs)


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
    """Claims whose days, or where they have none whose report, touch the period; those of a claim that tells no event are looked up."""
    first, last = days_of_claim()
    if name == "since":
        return func.coalesce(event_entry.c.last, last) >= day
    return func.coalesce(event_entry.c.first, first) <= day


def _with_conditions(chosen: Select[Any], asked: Asked) -> Select[Any]:
    conditions = _conditions(asked)
    if not conditions:
        return chosen
    asked_for = {name for name, _ in asked.fields}
    if "outlet" in asked_for:
        chosen = chosen.join(report, report.c.id == claim.c.report)
    if asked_for.intersection(DAYS):
        chosen = chosen.join(event_entry, event_entry.c.seq == claim.c.seq, isouter=True)
    return chosen.where(*conditions)


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
    """The words found, with some around them, for some claims.

    The words of these few are laid out anew: in the table of all words each of them would mean another way through all that are found.
    """
    given = {"asked": match, "begins": BEGINS, "ends": ENDS, "seqs": str(seqs)}
    connection.execute(text(f"CREATE VIRTUAL TABLE temp.found_words USING fts5({CLAIM_COLUMNS}, {TOKENS})"))
    try:
        connection.execute(text(FOUND), given)
        return {row.rowid: row.excerpt for row in connection.execute(text(EXCERPTS), given)}
    finally:
        connection.execute(text("DROP TABLE temp.found_words"))


FOUND: Final = (
    f"INSERT INTO temp.found_words (rowid, {CLAIM_COLUMNS}) SELECT seq, {CLAIM_COLUMNS} FROM claim "  # noqa: S608 - our own names
    "WHERE seq IN (SELECT value FROM json_each(:seqs))"
)
EXCERPTS: Final = (
    "SELECT rowid, snippet(found_words, 0, :begins, :ends, '…', 40) AS excerpt FROM temp.found_words WHERE found_words MATCH :asked"
)


def _found(row: Any, excerpt: str | None) -> FoundClaim:
    told = {name: row[name] for name in row if name not in ("seq", "excerpt")}
    return FoundClaim(**told, excerpt=marked(_shortened(row["excerpt"]) if excerpt is None else excerpt))


def _shortened(quote: str) -> str:
    return quote if len(quote) <= PLAIN_EXCERPT else f"{quote[:PLAIN_EXCERPT].rsplit(' ', 1)[0]} …"
