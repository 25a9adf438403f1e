"""Tallies: how what a source says stands beside what others say. No grade is computed; a person may set one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.figure import Measure


class SourceKind(StrEnum):
    """What is tallied: who speaks, or who publishes."""

    SPEAKER = "speaker"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How a source's figures of one measure lie to the middle of the others' for the same event: the median ratio over `events`."""

    measure: Measure
    ratio: float
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An Admiralty grade that a person gave: reliability A to F of a source, credibility 1 to 6 of what it says; shown, never inferred."""

    grade: str
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the events that a source tells.

    Of `events`, it is `alone` in some and stands beside another independent voice in `shared`. `corroborated` counts those that another
    voice asserts too, `contradicted` those in which it stands on a side of a dispute, `first` those that it published on an earlier day
    than every other voice. An outlet's `own` claims are told in its own voice; in the others it quotes. `id` is what a grade is given to.
    """

    id: str
    kind: SourceKind
    key: str
    name: str
    claims: int
    own: int
    reports: int
    events: int
    alone: int
    shared: int
    corroborated: int
    contradicted: int
    first: int
    beside: tuple[Beside, ...] = ()
    grades: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one event adds to the tally of a source; `ratios` are its numbers over the middle of the others'."""

    kind: SourceKind
    key: str
    event: str
    claims: int
    own: int
    reports: frozenset[str]
    alone: bool
    corroborated: bool
    contradicted: bool
    first: bool
    ratios: tuple[tuple[Measure, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What all events of a source add up to."""

    claims: int
    own: int
    reports: int
    events: int
    alone: int
    corroborated: int
    contradicted: int
    first: int
    ratios: Sequence[tuple[Measure, float]] = ()
