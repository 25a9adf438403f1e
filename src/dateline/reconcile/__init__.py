"""Events from groups of claims: how well each is carried, and the span of its figures. Nothing is decided about what really happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.event import Event, Group, Linked
from dateline.model.grounded import Grounded
from dateline.model.ids import short_id
from dateline.model.voice import Dependence, Independence
from dateline.model.world import When, days_of
from dateline.reconcile.cited import Known
from dateline.reconcile.disputes import disputes_of
from dateline.reconcile.estimates import estimates_of
from dateline.reconcile.independence import everybody, independence_of, ties_by_claim, ties_in
from dateline.reconcile.reprinted import as_first_told
from dateline.reconcile.standing import blame_of, occurrence_of, responsibility_of, standing_of

__all__ = ["Reconciled", "event_id", "reconcile", "reconciled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Everything a ledger tells, seen together: its claims, how they were linked, who is cited and heard, and the events they make."""

    claims: tuple[Grounded, ...]
    linked: Linked
    known: Known
    independence: Independence
    events: tuple[Event, ...]


def reconcile(linked: Linked, claims: Sequence[Grounded]) -> tuple[Event, ...]:
    """One event a group, sorted by day, place and id; claims of reprints stand for the witness of the text they reprint."""
    return reconciled(linked, claims).events


def reconciled(linked: Linked, claims: Sequence[Grounded], known: Known | None = None) -> Reconciled:
    """The events with all they were made from.

    `known` are those who are cited in the whole ledger, where `linked` groups only some of its claims. Then `claims` are all of the reports
    that tell one of those, and of the reports that share words with these.
    """
    by_id = {grounded.claim.id: grounded for grounded in claims}
    known = known or everybody(linked, claims)
    independence = independence_of(linked, claims, known)
    ties = ties_by_claim(independence.ties)
    events = [
        _event(group, [as_first_told(by_id[key], by_id, independence.origins) for key in group.claims], independence, ties)
        for group in linked.groups
    ]
    ordered = tuple(sorted(events, key=lambda e: (e.earliest or date.max, e.place or "", e.id)))
    return Reconciled(claims=tuple(claims), linked=linked, known=known, independence=independence, events=ordered)


def event_id(claim: str) -> str:
    """The id of the event that was first told by this claim.

    Every claim of an event leads to it by the id that it would give, so an id that was once handed out leads to the event for good: also
    when an earlier report is added, when two events become one, and, to where its first claim went, when one falls apart.
    """
    return short_id("evt", claim)


def _event(group: Group, claims: Sequence[Grounded], independence: Independence, ties: Mapping[str, Sequence[Dependence]]) -> Event:
    voices = independence.voices
    heard = [g for g in claims if g.claim.id not in independence.retold]
    occurrence = occurrence_of(heard, voices)
    blamed = blame_of(heard, voices)
    disputes = disputes_of(heard, voices, blamed)
    standing, reasons = standing_of(occurrence, disputes)
    places = [g.place for g in claims if g.place is not None]
    place = min(places, key=lambda p: (p.precision, p.radius_km, p.id), default=None)
    earliest, latest = _days(claims)
    first = min(claims, key=lambda g: (g.published or date.max, g.claim.report, g.claim.evidence, g.claim.id))
    return Event(
        id=event_id(first.claim.id),
        type=_most_told([g.claim.type for g in claims]),
        claims=group.claims,
        speakers=tuple(sorted({voices[g.claim.id].name for g in heard})),
        standing=standing,
        reasons=(*reasons, *group.reasons),
        occurrence=occurrence,
        responsibility=responsibility_of(blamed, disputes),
        blamed=blamed,
        disputes=disputes,
        place=None if place is None else place.name,
        at=place,
        earliest=earliest,
        latest=latest,
        estimates=estimates_of(claims, voices),
        ties=ties_in(ties, group.claims),
        linked_by=group.reasons,
    )


def _days(claims: Sequence[Grounded]) -> tuple[date | None, date | None]:
    """The days that all claims give together: "in September" and "on the 24th" are the 24th; days apart span what lies between."""
    whens = (When(value="", earliest=g.earliest, latest=g.latest, precision=0, anchor="", rule="") for g in claims)
    return days_of(whens)


def _most_told(types: Sequence[str]) -> str:
    counts = Counter(types)
    return min(counts, key=lambda name: (-counts[name], name))
