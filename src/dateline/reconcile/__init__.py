"""Events from groups of claims: how well each is carried, and the span of its figures. Nothing is decided about what really happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dateline.model.event import Event, Group, Linked
from dateline.model.grounded import Grounded, Witness
from dateline.model.ids import short_id
from dateline.reconcile.estimates import estimates_of
from dateline.reconcile.standing import standing_of

__all__ = ["reconcile"]


def reconcile(linked: Linked, claims: Sequence[Grounded]) -> tuple[Event, ...]:
    """One event a group, sorted by day, place and id; claims of reprints stand for the witness of the text they reprint."""
    by_id = {grounded.claim.id: grounded for grounded in claims}
    voices = _voices(linked, claims)
    events = [_event(group, [by_id[key] for key in group.claims], voices) for group in linked.groups]
    return tuple(sorted(events, key=lambda e: (e.earliest or date.max, e.place or "", e.id)))


def _voices(linked: Linked, claims: Sequence[Grounded]) -> Mapping[str, Witness]:
    """Claim id -> its witness. The outlets of one reprinted text are one witness: the one that published first."""
    family = {report: reprint for reprint in linked.reprints for report in reprint}
    own = sorted((g for g in claims if g.claim.speaker is None), key=lambda g: (g.published or date.max, g.claim.report))
    first: dict[tuple[str, ...], Witness] = {}
    for grounded in own:
        if grounded.claim.report in family:
            first.setdefault(family[grounded.claim.report], grounded.witness)
    return {
        g.claim.id: first[family[g.claim.report]] if g.claim.speaker is None and g.claim.report in family else g.witness for g in claims
    }


def _event(group: Group, claims: Sequence[Grounded], voices: Mapping[str, Witness]) -> Event:
    standing, reasons = standing_of(claims, voices)
    places = [g.place for g in claims if g.place is not None]
    place = min(places, key=lambda p: (p.precision, p.radius_km, p.id), default=None)
    return Event(
        id=short_id("evt", *group.claims),
        type=_most_told([g.claim.type for g in claims]),
        claims=group.claims,
        speakers=tuple(sorted({voices[g.claim.id].name for g in claims})),
        standing=standing,
        reasons=(*reasons, *group.reasons),
        place=None if place is None else place.name,
        earliest=min((g.earliest for g in claims if g.earliest is not None), default=None),
        latest=max((g.latest for g in claims if g.latest is not None), default=None),
        estimates=estimates_of(claims, voices),
    )


def _most_told(types: Sequence[str]) -> str:
    counts = Counter(types)
    return min(counts, key=lambda name: (-counts[name], name))
