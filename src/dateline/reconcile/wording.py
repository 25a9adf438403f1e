"""What the wording of a figure allows: rounded numbers, and vague words by the rule set that a view asks for.

The figure itself keeps its published wording and the bounds read from it; what stands here is a view of them and changes no record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dateline.model.figure import Figure

VERSION: Final = "wording-1"
"""Version of all rule sets here; an answer carries it."""


class Vague(StrEnum):
    """The rule sets for words that count without a number; each bounds from below only."""

    NONE = "none"
    LITERAL = "literal"
    """What the plain meaning allows: several are three, a plural scale word is two of its scale."""
    ACLED_2016 = "acled2016"
    """ACLED User Guide (2016), fatalities: several, many and a bare plural count 10, dozens 12, hundreds 100; it names no other word."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Closed bounds of what a wording allows, None where a side is open, and the rule that moved them from the published number."""

    low: int | None
    high: int | None
    rule: str | None = None


_SCALES: Final = {"ten": 10, "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PLURAL: Final = re.compile(r"\b(ten|dozen|score|hundred|thousand|million)s\b(?:\W+of\W+(thousand|million)s\b)?", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\bseveral\b(?:[-\s]+(dozen|hundred|thousand|million)\b)?", re.IGNORECASE)
_COUPLE: Final = re.compile(r"\bcouple\b", re.IGNORECASE)
_MANY: Final = re.compile(r"\b(?:several|many)\b(?!\s+of\b)", re.IGNORECASE)
_ACLED: Final = {"dozen": 12, "hundred": 100}
_ACLED_FEW: Final = 10

_BELOW: Final = re.compile(r"\b(?:nearly|almost|close to|near to|virtually)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|approximately|approx|estimated|close to|near to|circa|virtually|something like|"
    r"perhaps|possibly|probably|or so)\b",
    re.IGNORECASE,
)
_UNITS: Final[tuple[int, ...]] = tuple(digit * 10**power for power in range(8, -1, -1) for digit in (5, 1))
"""What people round to: ones, fives, tens, fifties, hundreds, ..., the coarsest first."""


def reach_of(figure: Figure, vague: Vague = Vague.NONE) -> Reach:
    """What the wording allows: "about 50" lies within half of what it is rounded to, a vague word where `vague` puts it."""
    if figure.low is None and figure.high is None:
        low = None if vague is Vague.NONE else _vague_low(figure, vague)
        return Reach(low, None, None if low is None else f"{vague.value} ({VERSION})")
    if _ABOUT.search(figure.published) is None:
        return Reach(figure.low, figure.high)
    low = None if figure.low is None else max(0, figure.low - _slack(figure.low))
    is_below = _BELOW.search(figure.published) is not None
    high = None if figure.high is None else figure.high + (0 if is_below else _slack(figure.high))
    return Reach(low, high, f"rounded ({VERSION})")


def is_rounded(figure: Figure) -> bool:
    """Whether the speaker himself says that the number is not exact."""
    return _ABOUT.search(figure.published) is not None


def _slack(number: int) -> int:
    """Half of the coarsest unit that divides a number, at least 1: "about 200" may be 150 to 250, "about 45" 43 to 47."""
    unit = next(unit for unit in _UNITS if number % unit == 0)
    return max(1, unit // 2)


def _vague_low(figure: Figure, vague: Vague) -> int | None:
    return _literal(figure.published) if vague is Vague.LITERAL else _acled(figure)


def _literal(wording: str) -> int | None:
    plural = _PLURAL.search(wording)
    if plural is not None:
        return 2 * _SCALES[plural[1].lower()] * (1 if plural[2] is None else _SCALES[plural[2].lower()])
    several = _SEVERAL.search(wording)
    if several is not None:
        return 3 * (1 if several[1] is None else _SCALES[several[1].lower()])
    return 2 if _COUPLE.search(wording) is not None else None


def _acled(figure: Figure) -> int | None:
    plural = _PLURAL.search(figure.published)
    if plural is not None:
        return None if plural[2] is not None else _ACLED.get(plural[1].lower())
    is_bare = figure.group is not None and figure.published.casefold() == figure.group.text.casefold()
    return _ACLED_FEW if is_bare or _MANY.search(figure.published) is not None else None
