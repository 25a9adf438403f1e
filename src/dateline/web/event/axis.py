"""Counts on one axis that begins at 0: where bars, dots, arrows, ticks and their numbers stand, in hundredths of its width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.web.wording import number

END: Final = 95.0
"""Where lines without an upper bound end in an arrow; the axis itself goes on to 100."""
ROOM: Final = 1.15
"""The axis goes on a little beyond the largest number."""
MOST_TICKS: Final = 6
STEPS: Final = (1, 2, 5)
NEAR_START: Final = 14.0
NEAR_END: Final = 86.0
"""Nearer to an end than this a number stands above its line, so that it is not cut off."""

Ends = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number over the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A number at an end of a bar; `above` the line where there is no room beside it."""

    x: float
    text: str
    before: bool
    above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A count from `x1` to `x2`, both None where there is no number; `is_dot` where both are one.

    `opens` says that no upper bound is given, so that an arrow shows; `starts` that a lower one is.
    """

    x1: float | None
    x2: float | None
    is_dot: bool
    opens: bool
    starts: bool
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis from 0 with its ticks; `strip` is a stretch that is marked on it, as its start and its width."""

    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    answer: Bar
    strip: tuple[float, float] | None


def axis_of(lines: Sequence[Ends], *, fitting: Sequence[Ends], answer: Ends, strip: Ends | None) -> Axis:
    """An axis for lines of (low, high), long enough for those that must fit on it; what lies beyond is drawn at its end."""
    scale = _Scale(max((end for ends in (*fitting, answer) for end in ends if end is not None), default=1) or 1)
    marked = None
    if strip is not None and strip[0] is not None and strip[1] is not None:
        marked = (scale.at(strip[0] - 1), scale.at(strip[1] + 1) - scale.at(strip[0] - 1))
    return Axis(ticks=scale.ticks(), bars=tuple(scale.bar(low, high) for low, high in lines), answer=scale.bar(*answer), strip=marked)


@dataclass(frozen=True, slots=True)
class _Scale:
    top: int

    def at(self, value: float) -> float:
        return round(min(END, END * value / (self.top * ROOM)), 2)

    def bar(self, low: int | None, high: int | None) -> Bar:
        if low is None and high is None:
            return Bar(x1=None, x2=None, is_dot=False, opens=False, starts=False, labels=())
        x1 = 0.0 if low is None else min(self.at(low), END - 4)
        x2 = END if high is None else self.at(high)
        return Bar(
            x1=x1,
            x2=max(x1, x2),
            is_dot=low is not None and low == high,
            opens=high is None,
            starts=low is not None,
            labels=tuple(_labels(low, high, x1, max(x1, x2))),
        )

    def ticks(self) -> tuple[Tick, ...]:
        step = _step(self.top)
        return tuple(Tick(x=self.at(value), label=number(value)) for value in range(0, int(self.top * ROOM) + 1, step))


def _labels(low: int | None, high: int | None, x1: float, x2: float) -> list[Label]:
    if low is not None and low == high:
        return [Label(x=x1, text=number(low), before=x1 > NEAR_END, above=False)]
    found = []
    if low is not None:
        near = x1 < NEAR_START
        found.append(Label(x=x1, text=number(low) if high is not None else f"≥ {number(low)}", before=not near, above=near))
    if high is not None:
        near = x2 > NEAR_END
        found.append(Label(x=x2, text=number(high) if low is not None else f"≤ {number(high)}", before=near, above=near))
    return found


def _step(top: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 ... with which there are few enough ticks."""
    power = 1
    while True:
        for step in STEPS:
            if top * ROOM / (step * power) <= MOST_TICKS:
                return step * power
        power *= 10
