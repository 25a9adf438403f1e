"""Who is said to hold a place: what was said, and the spells that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Change, Extent, Status
from dateline.model.grounded import Party, Witness
from dateline.model.world import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One claim about who holds a place.

    `first` and `last` are the days it speaks of. `is_dated` is false where the text gives none and the day of publication stands for both:
    the last day on which it can have been so.
    """

    claim: str
    holder: Party
    change: Change
    extent: Extent
    status: Status
    voice: Witness
    outlet: str
    published: date | None
    first: date | None
    last: date | None
    is_dated: bool
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A party that is said to hold a place, or (not `has`) to hold it no more, all of it or a part, and by whom."""

    party: Party
    has: bool
    extent: Extent
    voices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Days on which the same is said of a place; `end` is None where nothing later is told.

    `is_contested` marks holders that cannot both be right, by independent voices; `is_fought_for` a siege or a fight for it.
    """

    start: date
    end: date | None
    holders: tuple[Holder, ...]
    is_contested: bool
    is_fought_for: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What is told of one place over time. `undated` is what speaks of no day, told as history: it stands in no spell."""

    place: Place
    held: tuple[Held, ...]
    spells: tuple[Spell, ...]
    undated: tuple[Held, ...] = ()
