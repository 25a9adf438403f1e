"""What a brief holds, whatever it is written as: sentences from templates, each with the numbers of the claims that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Final

from dateline.model.figure import Measure
from dateline.web.marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A claim that the brief rests on, under its number here.

    `words` are its own, cut where they are long; `speaker` is the independent voice behind it. `href` leads to its words in the reader.
    """

    number: int
    claim: str
    words: str
    language: str | None
    speaker: str
    outlet: str
    published: date | None
    review: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence from a template: `head` is set bold before `words`, `quote` are words of a claim; `cites` are numbers of claims.

    `href` is where the desk shows more of it, None where nothing is.
    """

    head: str
    words: str
    quote: str
    cites: tuple[int, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTold:
    """A side of a dispute in short: what it says, who says so, and the numbers of their claims."""

    says: str
    voices: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeTold:
    """A dispute with its sides beside each other; none is marked as right."""

    question: str
    about: str
    sides: tuple[SideTold, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What is said on some days of who holds a place, by whom."""

    place: str
    days: str
    words: str
    voices: str
    contested: bool
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure: its number in short, where, when and of whom, who says so. `role` says whether it holds the bound or cannot fit."""

    speaker: str
    number: str
    about: str
    role: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of a measure: the `answer` with what it leaves open, its counts, and what was not added or not used, in sentences."""

    measure: Measure
    title: str
    answer: str
    rest: str
    counts: tuple[Count, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place on the map, in units of the drawing: `r` grows with its claims, `ring` shows how exact the place is, None where it is.

    `label` stands at `label_x`, `label_y`; `anchor` is the side it begins from, `label` empty where there is no room.
    """

    x: float
    y: float
    r: float
    ring: float | None
    mark: Mark
    hatched: bool
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The map: places, borders as paths, and the bar of the scale. `finding` says in a sentence what is to be seen, `note` what is not."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    borders: tuple[str, ...]
    scale: float
    scale_words: str
    finding: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """The span of reports of one event on the chart: from `y1` (its highest) down to `y2` (its lowest), at `x` and `width` wide.

    `opens` marks one without an upper bound, `low` tells whether there is a lower one; `label` is empty where there is no room.
    """

    x: float
    width: float
    y1: float
    y2: float
    opens: bool
    mark: Mark
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisMark:
    """A mark on an axis of the chart, and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Spans of reports by day: one stroke an event, one on the days it has; nothing is added. `finding` says what is to be seen."""

    measure: Measure
    title: str
    width: int
    height: int
    base: float
    left: float
    strokes: tuple[Stroke, ...]
    days: tuple[AxisMark, ...]
    numbers: tuple[AxisMark, ...]
    finding: str
    note: str


LABEL: Final = 40
"""About how many characters of a cited claim are the day and who decided on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A situation brief.

    `title` names place and days, `lede` counts what it rests on. `reported` is what was told, most told first, and `more_reported` says
    what there was no room for; `disputes`, `held` (control) and `unknown` likewise. `counted` holds the bounds; `uncounted` says why there
    are none, and `waits` that it is only that they take long. `cited` are all the claims, by number. `is_reviewed` is true once people
    decided on each of these, and `review` says how far they are; until then the brief is unverified and says so. `masked` says what was
    left out of this copy, `method` how it was made.
    """

    title: str
    lede: str
    is_reviewed: bool
    review: str
    reported: tuple[Sentence, ...]
    more_reported: str
    disputes: tuple[DisputeTold, ...]
    more_disputes: str
    held: tuple[Holding, ...]
    more_held: str
    counted: tuple[Counted, ...]
    uncounted: str
    waits: bool
    map: Drawn | None
    chart: Chart | None
    unknown: tuple[Sentence, ...]
    cited: tuple[Cited, ...]
    masked: str
    method: str

    @property
    def mark(self) -> str:
        """What every sheet says of itself."""
        return "Reviewed" if self.is_reviewed else "Unverified"

    @property
    def cited_beside(self) -> tuple[tuple[Cited, ...], tuple[Cited, ...]]:
        """The claims in two columns, about as long as each other."""
        ends = tuple(accumulate(len(one.words) + len(one.speaker) + len(one.outlet) + LABEL for one in self.cited))
        first = sum(end - (end - start) / 2 <= ends[-1] / 2 for start, end in pairwise((0, *ends)))
        return self.cited[:first], self.cited[first:]

    def of(self, number: int) -> Cited:
        """The claim of a number."""
        return self.cited[number - 1]
