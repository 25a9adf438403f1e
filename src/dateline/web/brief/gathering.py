"""What a brief is written from: one look at the ledger, in which everything that may name a person can still be masked whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.holding import Spell, Timeline
from dateline.reconcile.control import within
from dateline.store.desk import brief as asked_of
from dateline.store.desk import situation
from dateline.store.desk.asked import asking
from dateline.store.desk.brief import CitedRow, Gap, Teller
from dateline.store.desk.choices import names
from dateline.store.events import EventQuery, Located
from dateline.web.disputing import DisputeShown, SideShown, shown
from dateline.web.filters import EventFilter
from dateline.web.situation.answer import AnswerPage
from dateline.web.situation.mapping import MapShown, map_of
from dateline.web.situation.timeline import Timeline as Days
from dateline.web.situation.timeline import timeline_of

MOST_EVENTS: Final = 6
MOST_DISPUTES: Final = 3
MOST_HELD: Final = 3
OF_EVENT: Final = 2
OF_SIDE: Final = 1
OF_GAP: Final = 2
OF_PLACE: Final = 2
OF_SPELL: Final = 3
"""How much there is room for: events, disputes and spells, and claims that are cited for an event, a side, and what is not known; spells
of one place, and claims that are cited for one of them."""

COUNTED: Final = (Measure.KILLED, Measure.INJURED)
PATH: Final = "/brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a brief is asked for; `called` are the names of what the filter gives as ids."""

    filter: EventFilter
    called: Mapping[str, str]

    @property
    def place(self) -> str | None:
        """What the place asked for is called."""
        return self.called.get("place")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is counted: what the filter asks for, else the killed and the injured."""
        return COUNTED if self.filter.measure is None else (self.filter.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The bounds of each measure; `none` says why there are none, and `waits` that it is only that they take long to reckon."""

    answers: tuple[AnswerPage, ...]
    none: str
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event, and the claims that are cited for it, by id."""

    event: Event
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything that a brief may say.

    `answers` are the bounds of each measure; `uncounted` says why there are none, `waits` that they take long. `undated` and `unplaced` are
    how many events lack a day or a place, `lacking` the claims cited for that. `rows` are all claims that may be cited, by id, and
    `reports` all reports that words here stand in.
    """

    counts: situation.Counts
    events: tuple[ToldEvent, ...]
    disputes: tuple[DisputeShown, ...]
    all_disputes: int
    held: tuple[Timeline, ...]
    map: MapShown | None
    days: Days | None
    undated: int
    unplaced: Mapping[Located, int]
    lacking: Mapping[Gap, tuple[str, ...]]
    rows: Mapping[str, CitedRow]
    reports: tuple[str, ...]
    answers: tuple[AnswerPage, ...]
    uncounted: str
    waits: bool


def view_of(connection: Connection, asked: EventFilter) -> View:
    """The filter with what its ids are called."""
    return View(filter=asked, called=names(connection, asked.query))


def gather(connection: Connection, view: View, bounds: Bounds) -> Gathered:
    """One look at the ledger; the bounds were reckoned before."""
    asked, query = view.filter, view.filter.query
    contested = situation.contested_places(connection, query)
    with asking(connection, query):
        counts = situation.counts(connection)
        events = asked_of.most_told(connection, limit=MOST_EVENTS)
        disputes = situation.disputes(connection, query.matter, limit=MOST_DISPUTES)
        all_disputes = situation.count_disputes(connection, query.matter)
        map_ = map_of(connection, asked, PATH, contested) if counts.events else None
        days = timeline_of(connection, asked, PATH, view.measures) if counts.events else None
        undated, unplaced = situation.undated(connection), situation.unplaced(connection)
        gaps = {gap: asked_of.lacking(connection, gap, limit=OF_GAP) for gap in Gap}
    tellers = asked_of.tellers(connection, [*(event.id for event in events), *(key for keys in gaps.values() for key in keys)])
    told = tuple(ToldEvent(event=event, claims=_cited_for(event.id, tellers)) for event in events)
    lacking = {gap: tuple(key for event in keys for key in _cited_for(event, tellers)[:1]) for gap, keys in gaps.items()}
    sides = shown(connection, disputes)
    held = _held(connection, query)
    keys = _keys(told, sides, held, bounds.answers, lacking)
    return Gathered(
        counts=counts,
        events=told,
        disputes=sides,
        all_disputes=all_disputes,
        held=held,
        map=map_,
        days=days,
        undated=undated,
        unplaced=unplaced,
        lacking=lacking,
        rows=(rows := asked_of.cited(connection, keys)),
        reports=tuple(sorted({*(teller.report for teller in tellers), *(row.claim.report for row in rows.values())})),
        answers=bounds.answers,
        uncounted=bounds.none,
        waits=bounds.waits,
    )


def _cited_for(event: str, tellers: Iterable[Teller]) -> tuple[str, ...]:
    """The first claims of an event, each by another voice."""
    by_voice: dict[str, str] = {}
    for teller in tellers:
        if teller.event == event:
            by_voice.setdefault(teller.voice, teller.claim)
    return tuple(by_voice.values())[:OF_EVENT]


def _held(connection: Connection, query: EventQuery) -> tuple[Timeline, ...]:
    """Timelines of which something is left in the period."""
    lines = (within(line, query.since, query.until) for line in asked_of.held_there(connection, query, limit=3 * MOST_HELD))
    return tuple(line for line in lines if line.spells)


def side_claims(side: SideShown) -> tuple[str, ...]:
    """The claims that are cited for a side, each by another voice."""
    return tuple(voice.refs[0].claim for voice in side.voices[:OF_SIDE])


def first_held(lines: Sequence[Timeline]) -> list[tuple[Timeline, Spell]]:
    """Some spells of each place, those that are contested first, in the order of their days."""
    chosen = []
    for line in lines:
        spells = sorted(line.spells, key=lambda spell: not spell.is_contested)[:OF_PLACE]
        chosen += [(line, spell) for spell in sorted(spells, key=lambda spell: spell.start)]
    return chosen[:MOST_HELD]


def spell_claims(spell: Spell) -> tuple[str, ...]:
    """The claims that are cited for a spell, each of another holder."""
    return tuple(holder.claims[0] for holder in spell.holders if holder.claims)[:OF_SPELL]


def _keys(
    told: Sequence[ToldEvent],
    disputes: Sequence[DisputeShown],
    held: Sequence[Timeline],
    answers: Sequence[AnswerPage],
    lacking: Mapping[Gap, tuple[str, ...]],
) -> list[str]:
    """Every claim that may be cited, by id."""
    found = [key for one in told for key in one.claims]
    found += [key for dispute in disputes for side in dispute.sides for key in side_claims(side)]
    found += [key for _, spell in first_held(held) for key in spell_claims(spell)]
    found += [line.ref.claim for answer in answers for line in answer.lines]
    found += [key for keys in lacking.values() for key in keys]
    return list(dict.fromkeys(found))
