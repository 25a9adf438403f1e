"""Events: claims that speak of the same happening, seen together. Derived, never stored as fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.model.figure import Measure


class Standing(StrEnum):
    """How well an event is carried: by speakers, not by outlets."""

    SINGLE = "single speaker"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    PLANNED = "planned only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims, by id, that speak of one happening, and why they are taken together."""

    claims: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Every claim in exactly one group; `reprints` are sets of reports, by id, that carry the same text again."""

    groups: tuple[Group, ...]
    reprints: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The span of reports for one measure: lowest low to highest high over `claims`; None where a side is open. Never a sum."""

    measure: Measure
    low: int | None
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as told by one or more claims, with its standing and the reasons for it."""

    id: str
    type: str
    claims: tuple[str, ...]
    speakers: tuple[str, ...]
    standing: Standing
    reasons: tuple[str, ...]
    place: str | None = None
    earliest: date | None = None
    latest: date | None = None
    estimates: tuple[Estimate, ...] = ()
