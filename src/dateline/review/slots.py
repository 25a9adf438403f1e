"""Every slot of a claim side by side: what was read, what it could be instead, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.model.claim import Claim
from dateline.model.decision import ClaimSlot, Judgement, Value
from dateline.model.queue import Doubt, Queued
from dateline.model.review import settled
from dateline.model.text import Report
from dateline.model.world import Actor, Place, Resolution
from dateline.review.applying import CONFIDENCE_OF, corrections
from dateline.review.correcting import Asked, held, was_read


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSeen:
    """A slot of a claim; actors, targets and figures are numbered from 0 as they were read, whatever was corrected since.

    `read` is what the machine read, `now` what holds by people; `rivals` are what the words could be taken for instead, and `reasons` why
    they were not. `sureness` is the machine's, in 0..1, None where it did not estimate any. `told` are the corrections in force: one where
    people decided, several where they differ, and then `now` is what was read.
    """

    slot: ClaimSlot
    n: int
    read: Value
    now: Value
    rivals: tuple[Value, ...] = ()
    reasons: tuple[str, ...] = ()
    sureness: float | None = None
    told: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A claim of the queue with all that is needed to decide on it: its words, why it waits, its slots, and what people said so far."""

    claim: Claim
    report: Report
    event: str | None
    doubts: tuple[Doubt, ...]
    slots: tuple[SlotSeen, ...]
    judgements: tuple[Judgement, ...]

    @property
    def in_doubt(self) -> SlotSeen | None:
        """The slot that is doubted most, None where it is the claim as a whole."""
        named = ((doubt.slot, doubt.n) for doubt in self.doubts if doubt.slot is not None)
        return next((seen for slot, n in named for seen in self.slots if (seen.slot.value, seen.n) == (slot, n)), None)


def item_of(queued: Queued, claim: Claim, resolutions: Sequence[Resolution], report: Report, standing: Iterable[Judgement]) -> QueueItem:
    """A claim of the queue, whole; `standing` are judgements in force, those on it among them."""
    own = tuple(judgement for judgement in standing if claim.id in judgement.touched())
    slots = slots_of(claim, resolutions, report, own)
    return QueueItem(claim=claim, report=report, event=queued.event, doubts=queued.doubts, slots=slots, judgements=own)


def slots_of(claim: Claim, resolutions: Sequence[Resolution], report: Report, standing: Sequence[Judgement]) -> tuple[SlotSeen, ...]:
    """The slots of a claim as it was read, with the judgements in force on it."""
    changes = tuple(j.correction for j in corrections(settled(standing)).get(claim.id, ()) if j.correction is not None)
    asked = Asked(claim=claim, resolutions=resolutions, report=report, slot=ClaimSlot.TYPE, changes=changes)
    return tuple(_seen(replace(asked, slot=slot, n=n), standing) for slot, n in _numbered(claim, standing))


def _numbered(claim: Claim, standing: Iterable[Judgement]) -> list[tuple[ClaimSlot, int]]:
    """The slots that a claim has, and those that people gave it."""
    counts = {ClaimSlot.ACTOR: len(claim.actors), ClaimSlot.TARGET: len(claim.targets)}
    of_figures = (ClaimSlot.MEASURE, ClaimSlot.LOW, ClaimSlot.HIGH, ClaimSlot.GROUP)
    counts |= dict.fromkeys(of_figures, len(claim.figures))
    if claim.control is None:
        counts |= {ClaimSlot.HOLDER: 0, ClaimSlot.CHANGE: 0}
    found = {(slot, n) for slot in ClaimSlot for n in range(counts.get(slot, 1))}
    found |= {(j.correction.slot, j.correction.n) for j in standing if j.subject == claim.id and j.correction is not None}
    places = {slot: place for place, slot in enumerate(ClaimSlot)}
    return sorted(found, key=lambda item: (item[1] if item[0] in of_figures else -1, places[item[0]], item[1]))


def _seen(asked: Asked, standing: Sequence[Judgement]) -> SlotSeen:
    topic = f"{asked.slot.value} {asked.n}"
    sure = dict(asked.claim.confidences)
    meant = asked.meant
    return SlotSeen(
        slot=asked.slot,
        n=asked.n,
        read=was_read(asked),
        now=held(asked),
        rivals=tuple(_rivals(asked)),
        reasons=() if meant is None else meant.reasons,
        sureness=meant.score if asked.slot is ClaimSlot.PLACE and meant is not None else sure.get(CONFIDENCE_OF.get(asked.slot, "")),
        told=tuple(judgement for judgement in standing if judgement.topic == (asked.claim.id, topic)),
    )


def _rivals(asked: Asked) -> Iterator[Value]:
    for rival in () if asked.meant is None else asked.meant.alternatives:
        if isinstance(rival, Place):
            yield Value(place=rival)
        if isinstance(rival, Actor):
            yield Value(phrase=asked.phrase, actor=rival)
