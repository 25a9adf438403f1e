"""Splitting, merging and moving: what is chosen, what would come of it, and what a person must say before it is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.dispute import Standing
from dateline.model.event import Event, Group, Linked
from dateline.reconcile import reconciled
from dateline.store.desk.event import Near
from dateline.web.event.material import Heard, Material, Ref, Voice
from dateline.web.event.saying import excerpt
from dateline.web.headlines import headline
from dateline.web.wording import bounds


class Kind(StrEnum):
    """What is done to events."""

    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A claim of the event that may go, in short, and whether it is chosen."""

    claim: str
    ref: Ref
    voice: Voice
    quote: str
    language: str | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another event, as one that claims may go to."""

    id: str
    headline: str
    claims: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An event as it is or would be: how whether, who and how many are carried."""

    headline: str
    claims: int
    voices: int
    standing: Standing
    occurrence: Standing
    responsibility: Standing | None
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Another reviewer's judgement that stands in the way; `seen` is its id, to be sent where it is to be replaced knowingly."""

    reviewer: str
    says: str
    reason: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """A change of events before it is recorded.

    `choices` are the claims of the event, `others` the events near it. `before` and `after` are the events that change, by these claims
    alone; both are empty until enough is chosen, and `missing` says what is. `seen` is the last judgement that was there when the page was
    made; `reason` what was written before a conflict.
    """

    kind: Kind
    event: str
    headline: str
    choices: tuple[Choice, ...]
    others: tuple[Other, ...]
    before: tuple[Outcome, ...]
    after: tuple[Outcome, ...]
    missing: str | None
    seen: str | None
    reason: str = ""
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is chosen: claims of the event, and the event they go to."""

    kind: Kind
    claims: tuple[str, ...] = ()
    to: str | None = None

    def missing(self, material: Material) -> str | None:
        """What has still to be chosen; None where all is."""
        going = [key for key in self.claims if key in material.claims]
        if self.kind is Kind.SPLIT and len(going) == len(material.claims):
            return "These are all of its claims, so nothing would be left. Leave at least one."
        if self.kind is not Kind.MERGE and not going:
            return (
                "Choose the claims that tell another happening."
                if self.kind is Kind.SPLIT
                else "Choose the claim that tells another happening."
            )
        if self.kind is Kind.MOVE and len(going) > 1:
            return "Claims are moved one at a time. Choose one, or split them off together."
        if self.kind is not Kind.SPLIT and self.to is None:
            return "Choose the event it is one with." if self.kind is Kind.MERGE else "Choose the event it tells."
        return None


def change_of(material: Material, wish: Wish, others: Sequence[Near], target: Material | None, *, seen: str | None) -> ChangePage:
    """The page of a change; `target` is the event that claims go to, with its own."""
    missing = wish.missing(material)
    if missing is None and wish.kind is not Kind.SPLIT and target is None:
        missing = f"The ledger holds no event {wish.to}. Its id begins with evt_ and stands in the address of its page."
    if missing is None and target is not None and target.event.id == material.event.id:
        missing = "This is the event itself. Choose another."
    before, after = ((), ()) if missing is not None else _outcomes(material, wish, target)
    return ChangePage(
        kind=wish.kind,
        event=material.event.id,
        headline=_headline(material.event),
        choices=() if wish.kind is Kind.MERGE else tuple(_choice(heard, material, wish) for heard in material.claims.values()),
        others=() if wish.kind is Kind.SPLIT else tuple(_others(others, wish, target)),
        before=before,
        after=after,
        missing=missing,
        seen=seen,
    )


def _headline(event: Event) -> str:
    return headline(event.type, event.place, event.earliest, event.latest, event.standing)


def _choice(heard: Heard, material: Material, wish: Wish) -> Choice:
    claim = heard.grounded.claim
    quote, before, after = excerpt(claim)
    return Choice(
        claim=claim.id,
        ref=heard.ref,
        voice=material.voice(claim.id),
        quote=f"{'… ' if before else ''}{quote}{' …' if after else ''}",
        language=heard.report.language,
        chosen=claim.id in wish.claims,
    )


def _others(near: Iterable[Near], wish: Wish, target: Material | None) -> Iterable[Other]:
    known = {one.id for one in near}
    if target is not None and target.event.id not in known:
        yield Other(id=target.event.id, headline=_headline(target.event), claims=len(target.claims), chosen=True)
    for one in near:
        name = headline(one.type, one.place, one.earliest, one.latest)
        yield Other(id=one.id, headline=name, claims=one.claims, chosen=target is not None and one.id in (wish.to, target.event.id))


def _outcomes(material: Material, wish: Wish, target: Material | None) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The events that change, as they are and as they would be."""
    here = tuple(material.claims)
    there = () if target is None else tuple(target.claims)
    going = tuple(key for key in here if key in wish.claims)
    staying = tuple(key for key in here if key not in wish.claims)
    groups = {Kind.SPLIT: [staying, going], Kind.MERGE: [(*here, *there)], Kind.MOVE: [staying, (*going, *there)]}[wish.kind]
    changed = [material] if target is None else [material, target]
    return tuple(_outcome(one.event) for one in changed), tuple(_outcome(event) for event in _together(changed, groups))


def _together(materials: Sequence[Material], groups: Sequence[tuple[str, ...]]) -> tuple[Event, ...]:
    """The events that groups of claims would be, in their order; a group of none is no event."""
    claims = [grounded for material in materials for grounded in material.grounded]
    kept = [group for group in groups if group]
    reprints = {reprint.passage.id: reprint for material in materials for reprint in material.told.reprints}
    linked = Linked(groups=tuple(Group(claims=group) for group in kept), reprints=tuple(reprints.values()))
    found = {event.claims: event for event in reconciled(linked, claims).events}
    return tuple(found[group] for group in kept)


def _outcome(event: Event) -> Outcome:
    return Outcome(
        headline=_headline(event),
        claims=len(event.claims),
        voices=len(event.speakers),
        standing=event.standing,
        occurrence=event.occurrence.standing,
        responsibility=None if event.responsibility is None else event.responsibility.standing,
        figures=tuple(f"{estimate.measure.value}: {bounds(estimate.low, estimate.high)}" for estimate in event.estimates),
    )
