"""The chart of a brief: the span of reports of each event on the days that it has; nothing is added, nothing is divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.web.brief.record import AxisMark, Chart, Stroke
from dateline.web.situation.timeline import Band, Panel, Step, Timeline
from dateline.web.wording import counted, number

WIDTH: Final = 660
HEIGHT: Final = 122
LEFT: Final = 40.0
TOP: Final = 30.0
BASE: Final = 100.0
MOST_STROKES: Final = 40
NARROWEST: Final = 5.0
WIDEST: Final = 26.0
LETTER: Final = 6.6
DAY_LABEL: Final = 46.0
"""Units of the drawing."""


def chart_of(found: Timeline) -> Chart | None:
    """The chart of the first measure that anything counts; None where nothing does."""
    panel = next((panel for panel in found.panels if panel.bands or panel.bars), None)
    if panel is None:
        return None
    paper = _Paper(found.first, found.last, max(1, panel.top, *(band.low or band.high or 0 for band in panel.bars)))
    bands = sorted((*panel.bars, *panel.bands), key=lambda band: -(band.low or band.high or 0))[:MOST_STROKES]
    return Chart(
        measure=panel.measure,
        title=panel.title,
        width=WIDTH,
        height=HEIGHT,
        base=BASE,
        left=LEFT,
        strokes=_strokes(bands, paper),
        days=_day_marks(found.steps, paper),
        numbers=_number_marks(paper),
        finding=panel.finding,
        note=_note(panel, len(bands)),
    )


@dataclass(frozen=True, slots=True)
class _Paper:
    first: date
    last: date
    top: int

    def x(self, day: date) -> float:
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return LEFT + (WIDTH - LEFT) * min(1.0, max(0.0, share))

    def y(self, value: int) -> float:
        return round(BASE - (BASE - TOP) * min(1.0, value / self.top), 1)

    @property
    def day(self) -> float:
        """How wide a day is."""
        return (WIDTH - LEFT) / ((self.last - self.first).days + 1)


def _strokes(bands: Sequence[Band], paper: _Paper) -> tuple[Stroke, ...]:
    """Strokes of one step stand beside each other; the highest get their numbers first."""
    beside = Counter(band.step for band in bands if band.step is not None)
    placed: Counter[date] = Counter()
    taken: list[tuple[float, float, float]] = []
    found = []
    for band in bands:
        if band.step is None:
            x = paper.x(band.first)
            width = max(NARROWEST, paper.x(band.last) + paper.day - x)
        else:
            room = max(NARROWEST, (paper.x(band.last) + paper.day - paper.x(band.step)) / beside[band.step])
            width = max(NARROWEST, min(WIDEST, room - 2))
            x = min(WIDTH - width, paper.x(band.step) + 1 + placed[band.step] * room)
            placed[band.step] += 1
        found.append(_stroke(band, round(x, 1), round(width, 1), paper, taken))
    return tuple(found)


def _stroke(band: Band, x: float, width: float, paper: _Paper, taken: list[tuple[float, float, float]]) -> Stroke:
    low, high = band.low, band.high
    y1 = paper.y(high if high is not None else low or 0)
    y2 = paper.y(low) if low is not None else BASE
    wide = LETTER * len(band.brief)
    middle = x + width / 2
    top = y1 - (14 if high is None else 4)
    is_free = all(middle + wide / 2 < left or middle - wide / 2 > right or abs(top - at) > 11 for left, right, at in taken)
    fits = is_free and middle - wide / 2 >= LEFT - 8 and middle + wide / 2 <= WIDTH
    if fits:
        taken.append((middle - wide / 2, middle + wide / 2, top))
    return Stroke(
        x=x,
        width=width,
        y1=y1,
        y2=y2,
        opens=high is None,
        mark=band.mark,
        label=band.brief if fits else "",
        title=f"{band.title}: {band.words}",
    )


def _day_marks(steps: Sequence[Step], paper: _Paper) -> tuple[AxisMark, ...]:
    """As many steps as there is room to name."""
    every = max(1, round(len(steps) * DAY_LABEL / (WIDTH - LEFT) + 0.5))
    return tuple(AxisMark(at=round(paper.x(step.first), 1), words=step.label) for n, step in enumerate(steps) if n % every == 0)


def _number_marks(paper: _Paper) -> tuple[AxisMark, ...]:
    """Three or four round numbers up to the top."""
    power = 10 ** (len(str(paper.top)) - 1)
    step = next((step for step in (power * 5, power * 2, power, power // 2, power // 5) if step and paper.top // step >= 2), 1)
    return tuple(AxisMark(at=paper.y(value), words=number(value)) for value in range(0, paper.top + 1, step))


def _note(panel: Panel, shown: int) -> str:
    more = len(panel.bands) + len(panel.bars) - shown + panel.more_bands + panel.more_bars
    left = f" {counted(more, 'more event counts', 'more events count')} less and {'is' if more == 1 else 'are'} not drawn." if more else ""
    vague = f" {counted(panel.wordless, 'event counts', 'events count')} in words that give no number." if panel.wordless else ""
    return f"One stroke an event; nothing is added. Span of reports, not a confidence interval.{left}{vague}"
