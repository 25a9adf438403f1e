"""When a reading of the machine is shown as unsure: where it is likelier wrong than right by its own measure.

Confidences mean what they say (docs/rooms/extract.md), so one bound fits claims, slots and places, and it is that of the review's queue. A
higher one, such as two to one, would dash a fifth of all claims, and a mark on every fifth claim is no longer looked at; how sure the rest
is stands on the opened card.
"""

from __future__ import annotations

from dateline.model.claim import Claim
from dateline.model.world import Resolution
from dateline.review.queue import UNSURE_BELOW

WHOLE = {"type": "what kind of event it is", "status": "whether it is asserted, denied or intended", "speaker": "whose words these are"}
"""Slots whose doubt puts the claim as a whole in doubt, each with what is then in doubt."""


def is_unsure(probability: float | None) -> bool:
    """Whether a probability is below even; one that was not estimated is no doubt."""
    return probability is not None and probability < UNSURE_BELOW


def doubts(claim: Claim) -> tuple[str, ...]:
    """What the machine doubts about a claim as a whole, in words."""
    found = ["whether the report says so at all"] if is_unsure(claim.confidence) else []
    known = dict(claim.confidences)
    return (*found, *(words for slot, words in WHOLE.items() if is_unsure(known.get(slot))))


def is_slot_unsure(claim: Claim, name: str, resolution: Resolution | None = None) -> bool:
    """Whether a slot is in doubt: which words fill it, what they mean, or which of several rivals."""
    if is_unsure(dict(claim.confidences).get(name)):
        return True
    return resolution is not None and (is_unsure(resolution.score) or (resolution.chosen is None and bool(resolution.alternatives)))
