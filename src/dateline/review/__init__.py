"""The review room: what people decide about what was read, how it is applied, and what still waits for them."""

from __future__ import annotations

from dateline.review.applying import applied, corrections, with_corrections
from dateline.review.correcting import Asked, check_bounds, held, slot_of, value_of
from dateline.review.deciding import UNSEEN, batch_id, beside, decided, undoing
from dateline.review.grouping import Paired, decided_pairs, pairs, to_merge, to_move, to_split
from dateline.review.masking import MASK, masked, name_spans
from dateline.review.queue import queued
from dateline.review.rows import Seen, figures_seen, rows_seen
from dateline.review.slots import QueueItem, SlotSeen, item_of, slots_of
from dateline.review.trail import TrailStep, trail_of

__all__ = [
    "MASK",
    "UNSEEN",
    "Asked",
    "Paired",
    "QueueItem",
    "Seen",
    "SlotSeen",
    "TrailStep",
    "applied",
    "batch_id",
    "beside",
    "check_bounds",
    "corrections",
    "decided",
    "decided_pairs",
    "figures_seen",
    "held",
    "item_of",
    "masked",
    "name_spans",
    "pairs",
    "queued",
    "rows_seen",
    "slot_of",
    "slots_of",
    "to_merge",
    "to_move",
    "to_split",
    "trail_of",
    "undoing",
    "value_of",
    "with_corrections",
]
