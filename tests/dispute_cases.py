"""Claims made by hand that blame, deny and hold places, for tests of standing, disputes and control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tests.event_cases import DAY, HANDARAT, told

from dateline.model.claim import Change, Control, Extent, Status
from dateline.model.event import Event, Group, Linked
from dateline.model.grounded import Grounded, Party
from dateline.model.reprint import Reprint
from dateline.model.text import Phrase, Span
from dateline.model.world import Place
from dateline.reconcile import reconciled

ARMY = Party(key="actor:army", name="Army", side="government")
MILITIA = Party(key="actor:militia", name="Militia", side="government")
REBELS = Party(key="actor:rebels", name="Rebels", side="opposition")
STRANGERS = Party(key="name:gunmen", name="gunmen")


def by(grounded: Grounded, *actors: Party) -> Grounded:
    """The claim with those who did it."""
    return replace(grounded, actors=actors)


def held(
    report: str,
    holder: Party,
    change: Change = Change.GAINED,
    *,
    speaker: str | None = None,
    status: Status = Status.ASSERTED,
    extent: Extent = Extent.ALL,
    place: Place = HANDARAT,
    days: tuple[date, date] | None = (DAY, DAY),
    published: date | None = DAY,
    start: int = 0,
) -> Grounded:
    """A claim that a party has a place, takes it or loses it."""
    base = told(report, speaker=speaker, type_="capture", status=status, place=place, days=days, published=published, start=start)
    words = Phrase(span=Span(0, len(holder.name)), text=holder.name)
    control = Control(place=base.claim.place, holder=words, change=change, extent=extent)
    return replace(base, claim=replace(base.claim, control=control), holder=holder)


def event_of(*claims: Grounded, reprints: Iterable[Reprint] = ()) -> Event:
    """All claims as one event."""
    linked = Linked(groups=(Group(claims=tuple(sorted(g.claim.id for g in claims))),), reprints=tuple(reprints))
    [event] = reconciled(linked, claims).events
    return event
