"""What is seen together renewed around a few reports and judgements, so that it is as if everything had been derived anew.

Only how rare words are stays as it was when everything was last derived at once. Every change is traced to the reports whose claims are
seen otherwise; from there to the reports that share words with them, to the groups of claims that links lead to, and to all claims that are
heard otherwise because others are cited. The events of all these are made again from records, in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from dateline.ledger.seeing.changes import Changes
from dateline.ledger.seeing.gathering import reports_at, walks_of
from dateline.ledger.seeing.links import Fresh, Links
from dateline.ledger.seeing.shown import renew_timelines, shown
from dateline.ledger.seeing.tallies import Tallies
from dateline.ledger.seeing.texts import Pair, renew_reprints
from dateline.ledger.seeing.voices import Everybody, cite, citing, forget, heard_anew
from dateline.model.event import Linked
from dateline.model.walked import Walked
from dateline.pipeline import family_of, grounded_of
from dateline.reconcile import Reconciled, reconciled
from dateline.reconcile.cited import Known
from dateline.reconcile.independence import rests_on_others
from dateline.store import events, linked, printed, sources
from dateline.store.linked import LinkRow
from dateline.store.seen import Basis, replace_events


def renew(connection: Connection, basis: Basis, changes: Changes, everybody: Everybody) -> None:
    """Bring the derived tables up to date with what changed; `everybody` remembers who is cited from one time to the next."""
    before = citing(connection)
    known = everybody.known(before)
    sources.change_states(connection, changes.states)
    touched = _Touched.by(connection, changes)
    links = Links(connection, basis, family_of())
    groups = links.renew(touched.fresh(connection))
    forget(connection, {row.cited for row in touched.rows if row.cited is not None})
    now = citing(connection)
    heard = heard_anew(connection, now, known, everybody.known(now)) if now != before else set()
    groups |= touched.groups(connection, heard)
    _remake(connection, links, groups, everybody.known(now), touched.gone(connection))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Touched:
    """Reports that are seen otherwise.

    `walks` are they as they are now, `rows` what was compared of them before, `shared` the pairs of reports that share or shared words.
    """

    changes: Changes
    numbers: Mapping[str, int]
    walks: Mapping[str, Walked]
    rows: list[LinkRow]
    shared: frozenset[Pair]

    @classmethod
    def by(cls, connection: Connection, changes: Changes) -> _Touched:
        """What the changes touch, once reprints are up to date with them."""
        walks = {walk.report.id: walk for walk in walks_of(connection, changes.reports)}
        numbers = linked.numbers_among(connection, changes.reports)
        rows = linked.rows_with(connection, "report", numbers.values())
        there = {row.report for row in rows}
        come = {numbers[key]: walk.report for key, walk in walks.items() if numbers[key] not in there}
        gone = reports_at(connection, [number for key, number in numbers.items() if number in there and key not in walks])
        shared = renew_reprints(connection, come, gone) | printed.reprints_of(connection, changes.reports).keys()
        return cls(changes=changes, numbers=numbers, walks=walks, rows=rows, shared=frozenset(shared))

    @property
    def sharing(self) -> set[str]:
        """The reports that share or shared words."""
        return {report for pair in self.shared for report in pair}

    def groups(self, connection: Connection, heard: set[str]) -> set[int]:
        """The groups of claims that are seen or may be heard otherwise, those of the reports `heard` among them."""
        told = grounded_of(list(self.walks.values()))
        claims = self.changes.claims | {grounded.claim.id for grounded in told if rests_on_others(grounded)}
        around = linked.numbers_among(connection, printed.printed_with(connection, self.sharing | heard))
        rows = (*linked.rows_with(connection, "id", claims), *linked.rows_with(connection, "report", around.values()))
        return {row.group for row in rows}

    def gone(self, connection: Connection) -> set[str]:
        """What was compared and is there no more, by id."""
        ids = {row.id for row in self.rows}
        return ids - {row.id for row in linked.rows_with(connection, "id", ids)}

    def fresh(self, connection: Connection) -> Fresh:
        """What linking has to take in."""
        claims = grounded_of(list(self.walks.values()))
        beside = grounded_of(walks_of(connection, self.sharing - self.changes.reports))
        ids = {*self.sharing, *self.changes.reports, *(grounded.claim.id for grounded in (*claims, *beside))}
        reprints = printed.reprints_of(connection, self.sharing)
        return Fresh(
            reports=[walk.report for walk in self.walks.values()],
            claims=claims,
            cited=cite(connection, claims),
            beside=beside,
            numbers=linked.numbers_among(connection, ids),
            touched=list(self.numbers.values()),
            shared=self.shared,
            reprints=[reprint for pair, reprint in sorted(reprints.items()) if pair in self.shared],
            judged=frozenset(linked.numbers_among(connection, self.changes.judged).values()),
        )


def _remake(connection: Connection, links: Links, groups: Collection[int], known: Known, left: Collection[str]) -> None:
    """Make the events of groups again; `left` are claims, by id, that are told no more."""
    members = linked.rows_with(connection, "group", groups)
    claims = {row.id for row in members} | set(left)
    found = _found(connection, links, groups, known, {row.report for row in members})
    gone, seen = events.events_of(connection, claims), shown(found, found.events, found.linked.links)
    tallies = Tallies(connection, sources.parts_of(connection, gone), seen.parts)
    replace_events(connection, gone, seen)
    tallies.write(known)
    renew_timelines(connection, found, claims)


def _found(connection: Connection, links: Links, groups: Collection[int], known: Known, reports: Collection[int]) -> Reconciled:
    """The events of groups, by the claims of their reports and of all that share words with these."""
    around = printed.printed_with(connection, linked.reports_numbered(connection, reports))
    found, inside = links.explained(groups)
    reprints = printed.reprints_of(connection, around)
    grouped = Linked(
        groups=tuple(sorted(found, key=lambda group: group.claims)),
        reprints=tuple(reprints[pair] for pair in sorted(reprints) if around.issuperset(pair)),
        links=tuple(inside),
    )
    return reconciled(grouped, grounded_of(walks_of(connection, around)), known)
