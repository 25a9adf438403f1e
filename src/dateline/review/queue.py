"""Which claims a person should look at, and why: what is disputed, what the machine is unsure of, and high figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from dateline.model.decision import ClaimSlot
from dateline.model.event import Event
from dateline.model.grounded import Grounded
from dateline.model.queue import Cause, Doubt, Queued

UNSURE_BELOW: Final = 0.5
"""A reading that is less likely right than wrong is in doubt."""
HIGH_FROM: Final = 100
"""From this count on a figure is looked at though the machine is sure: a misread one weighs most."""

SLOT_OF: Final = {
    "type": ClaimSlot.TYPE,
    "status": ClaimSlot.STATUS,
    "speaker": ClaimSlot.SPEAKER,
    "place": ClaimSlot.PLACE,
    "times": ClaimSlot.DAYS,
    "actors": ClaimSlot.ACTOR,
    "targets": ClaimSlot.TARGET,
    "figures": ClaimSlot.LOW,
}
"""The slot that each of the machine's confidences speaks of."""
PARTIES: Final = frozenset({ClaimSlot.ACTOR.value, ClaimSlot.TARGET.value})
"""Slots that change neither what happened nor where, when and how many: a doubt about them alone weighs half."""


def queued(claims: Iterable[Grounded], events: Iterable[Event]) -> Iterator[Queued]:
    """The claims in doubt, whoever has judged them already; the surest of what matters least is not among them."""
    by_id = {grounded.claim.id: grounded for grounded in claims}
    for event in events:
        disputed = _disputed(event)
        at_stake = max((number for e in event.estimates for number in (e.low, e.high) if number is not None), default=0)
        for key in event.claims:
            doubts = [*disputed.get(key, ()), *_unsure(by_id[key]), *_high(by_id[key])]
            if doubts:
                first = doubts[0]
                weight = float(at_stake) if first.cause is Cause.DISPUTED else _weight(by_id[key], doubts)
                yield Queued(claim=key, event=event.id, weight=weight, doubts=tuple(doubts))


def _disputed(event: Event) -> Mapping[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    for dispute in event.disputes:
        doubt = Doubt(cause=Cause.DISPUTED, words=f"{dispute.matter.value}: {dispute.reason}")
        for key in {claim for side in dispute.sides for claim in side.claims}:
            found.setdefault(key, []).append(doubt)
    return found


def _unsure(grounded: Grounded) -> Iterator[Doubt]:
    """What the machine is less than sure of, the least sure first."""
    yield from sorted(_unsure_slots(grounded), key=lambda doubt: doubt.sureness or 0.0)


def _unsure_slots(grounded: Grounded) -> Iterator[Doubt]:
    claim = grounded.claim
    sure = dict(claim.confidences)
    if claim.confidence is not None and claim.confidence < UNSURE_BELOW:
        yield Doubt(cause=Cause.UNSURE, words="whether the report tells this", sureness=claim.confidence)
    placed = grounded.place_sureness
    if claim.place is not None and (grounded.place is None or (placed is not None and placed < UNSURE_BELOW)):
        taken = "no place that is known" if grounded.place is None else grounded.place.name
        words = f"“{claim.place.text}” is taken for {taken}"
        yield Doubt(cause=Cause.UNSURE, slot=ClaimSlot.PLACE.value, words=words, sureness=placed)
        sure.pop("place", None)
    for name, slot in SLOT_OF.items():
        if sure.get(name, 1.0) < UNSURE_BELOW:
            yield Doubt(cause=Cause.UNSURE, slot=slot.value, words=_worded(grounded, slot), sureness=sure[name])


def _worded(grounded: Grounded, slot: ClaimSlot) -> str:
    """The slot's words, as a person has to judge them."""
    claim = grounded.claim
    held: Mapping[ClaimSlot, Iterable[str]] = {
        ClaimSlot.TYPE: (claim.type,),
        ClaimSlot.STATUS: (claim.status.value,),
        ClaimSlot.SPEAKER: ("the outlet itself" if claim.speaker is None else claim.speaker.text,),
        ClaimSlot.PLACE: () if claim.place is None else (claim.place.text,),
        ClaimSlot.DAYS: tuple(phrase.text for phrase in claim.times),
        ClaimSlot.ACTOR: tuple(phrase.text for phrase in claim.actors),
        ClaimSlot.TARGET: tuple(phrase.text for phrase in claim.targets),
        ClaimSlot.LOW: tuple(f"{figure.measure.value} {figure.published}" for figure in claim.figures),
    }
    return "; ".join(held[slot]) or "none"


def _high(grounded: Grounded) -> Iterator[Doubt]:
    for n, figure in enumerate(grounded.claim.figures):
        if (figure.high or figure.low or 0) >= HIGH_FROM:
            yield Doubt(cause=Cause.HIGH, slot=ClaimSlot.LOW.value, n=n, words=f"{figure.measure.value} {figure.published}")


def _weight(grounded: Grounded, doubts: Sequence[Doubt]) -> float:
    """How unsure, or how many."""
    first = doubts[0]
    if first.cause is Cause.UNSURE:
        unsure = [doubt for doubt in doubts if doubt.cause is Cause.UNSURE]
        return max((1.0 - (doubt.sureness or 0.0)) / (2 if doubt.slot in PARTIES else 1) for doubt in unsure)
    return float(max(figure.high or figure.low or 0 for figure in grounded.claim.figures))
