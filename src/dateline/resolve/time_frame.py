"""What a time is counted from, and a value on the calendar before its modifier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.model.world import When
from dateline.resolve.calendar import days_of_value

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeContext:
    """What the clause around a time says about it.

    `planned` marks a plan, a promise or a threat; `scene` is the time of the happening told so far ("the day before", "at dawn");
    `month_first` is the outlet's habit for dates in figures (`time_habits.month_first`), None if it is not known; `history` marks text that
    tells a story of its own, whose dates without a year follow its scene and not the report.
    """

    tense: Tense | None = None
    planned: bool = False
    scene: When | None = None
    month_first: bool | None = None
    history: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a time is counted from: the report's day, the context, and which way the clause looks (-1 back, 1 ahead, 0 unknown)."""

    anchor: date | None
    context: TimeContext
    looks: int

    @property
    def scene(self) -> When | None:
        """The time of the happening told so far."""
        return self.context.scene

    def base(self) -> tuple[date, str] | None:
        """The day that dates without a year count from, and its name: the scene in a history, the report's day otherwise."""
        if not self.context.history:
            return self.report_day()
        scene = self.scene
        return (scene.earliest, f"scene {scene.value}") if scene is not None and scene.earliest is not None else None

    def report_day(self) -> tuple[date, str] | None:
        """The report's day and its name."""
        return (self.anchor, f"published {self.anchor.isoformat()}") if self.anchor is not None else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A value on the calendar, before the modifier: None bounds are open; `precision` is given where the interval does not tell it."""

    value: str
    earliest: date | None
    latest: date | None
    anchor: str
    precision: int | None = None


def from_value(value: str, anchor: str, precision: int | None = None) -> Placed:
    """A TIMEX3 value with its days, if it has any."""
    days = days_of_value(value)
    return Placed(value, days[0] if days else None, days[1] if days else None, anchor, precision)


def on_day(day: date, suffix: str, anchor: str) -> Placed:
    """A single day, with a part of it or a clock as `suffix`."""
    return Placed(day.isoformat() + suffix, day, day, anchor)


def split_suffix(operand: str) -> tuple[str, str]:
    """A form less its part of the day or clock, and that suffix."""
    base, mark, part = operand.partition("T")
    return base, mark + part
