"""Events: claims that speak of the same happening, seen together. Derived, never stored as fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model.dispute import Blame, Carried, Dispute, Standing
from dateline.model.figure import Measure
from dateline.model.link import Link
from dateline.model.reprint import Reprint, reprint_sets
from dateline.model.voice import Dependence
from dateline.model.world import Place

__all__ = ["Estimate", "Event", "Group", "Linked", "Standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims, by id, that speak of one happening, and why they are taken together.

    `reports` are reports, by id, in which no claim was found, and whose words are those of this happening; nothing is counted from them.
    """

    claims: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Every claim in exactly one group; `reprints` are the words that two reports share, whole, in part or quoted, with their lineage.

    `links` are the pairs that hold inside a group, each with its reasons; `weights` says where their weights come from.
    `stories` are reports that tell of one happening as news, each report in one set; the text of a report may tell more than its story.
    """

    groups: tuple[Group, ...]
    reprints: tuple[Reprint, ...] = ()
    links: tuple[Link, ...] = ()
    stories: tuple[tuple[str, ...], ...] = ()
    weights: str = ""

    @property
    def reprint_sets(self) -> tuple[tuple[str, ...], ...]:
        """Sets of reports, by id, that are one text."""
        return reprint_sets(reprint.passage for reprint in self.reprints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The span of reports for one measure: lowest low to highest high over `claims`; None where a side is open. Never a sum."""

    measure: Measure
    low: int | None
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as told by one or more claims, with its standing and the reasons for it.

    `standing` is that of the event as a whole: contested as soon as anything about it is. `occurrence` and `responsibility` judge whether
    it happened and who did it apart from each other; `responsibility` is None where nobody is named for an act that somebody must have
    done. `disputes` name the sides of what is contested. `speakers` are independent voices; `ties` tell who rests on whom. `place` is the
    name of the narrowest place told, `at` that place on the map. `linked_by` says why its claims are taken together, as `reasons` do too.
    """

    id: str
    type: str
    claims: tuple[str, ...]
    speakers: tuple[str, ...]
    standing: Standing
    reasons: tuple[str, ...]
    occurrence: Carried
    responsibility: Carried | None = None
    blamed: tuple[Blame, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    place: str | None = None
    at: Place | None = None
    earliest: date | None = None
    latest: date | None = None
    estimates: tuple[Estimate, ...] = ()
    ties: tuple[Dependence, ...] = ()
    linked_by: tuple[str, ...] = ()
