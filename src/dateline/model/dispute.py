"""Disputes: statements about one event that cannot all be true, side by side; and how well each question about it is carried."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How well an event is carried: by speakers, not by outlets."""

    SINGLE = "single speaker"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    PLANNED = "planned only"


class Matter(StrEnum):
    """What a dispute is about."""

    OCCURRENCE = "whether"
    RESPONSIBILITY = "who did it"
    CONTROL = "who holds it"
    FIGURES = "how many"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a dispute: what it says, and the independent voices (by name) and claims (by id) that say it."""

    says: str
    voices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two or more sides of which at most one can be right; `reason` says why."""

    matter: Matter
    sides: tuple[Side, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How one question about an event is carried (did it happen; who did it), with the reasons."""

    standing: Standing
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """A party that is said to have done it, by `told`, and by whom that is denied; names of independent voices. `admitted` by itself."""

    key: str
    name: str
    side: str | None
    told: tuple[str, ...]
    denied: tuple[str, ...] = ()
    admitted: bool = False
