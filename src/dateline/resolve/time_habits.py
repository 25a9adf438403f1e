"""Which order a report writes its dates in figures in: 8/3/2016 is the 8th of March for most of the world, August 3 for American papers."""

from __future__ import annotations

import re

_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/])")
_MONTHS, _DAYS = 12, 31

_MONTH_FIRST = frozenset(
    {
        "abc news",
        "ap",
        "associated press",
        "bloomberg",
        "cbs news",
        "cnn",
        "fox news",
        "los angeles times",
        "msnbc",
        "nbc news",
        "new york times",
        "newsweek",
        "npr",
        "politico",
        "stars and stripes",
        "time",
        "upi",
        "us department of defense",
        "usa today",
        "vice news",
        "voa",
        "voice of america",
        "wall street journal",
        "washington post",
    }
)
"""Outlets of the United States, where dates in figures put the month first (Unicode CLDR, locale en-US)."""
_DAY_FIRST = frozenset(
    {
        "al arabiya",
        "al jazeera",
        "al masdar news",
        "al monitor",
        "asharq al awsat",
        "bbc",
        "bbc news",
        "daily mail",
        "daily sabah",
        "daily star",
        "deutsche welle",
        "dw",
        "enab baladi",
        "france 24",
        "guardian",
        "hurriyet daily news",
        "independent",
        "kyiv independent",
        "middle east eye",
        "rudaw",
        "sana",
        "sky news",
        "sputnik",
        "syrian observatory for human rights",
        "tass",
        "telegraph",
    }
)
"""Outlets of places where the day comes first (CLDR: en-GB, ar, tr, fr, de, ru, uk)."""


def month_first_in(text: str) -> bool | None:
    """The order that a text shows by dates that can be read in one way only (24/9/2016); None where it shows none, or both."""
    orders = {int(second) > _MONTHS for first, _, second in _FIGURES.findall(text) if _is_plain(int(first), int(second))}
    return orders.pop() if len(orders) == 1 else None


def _is_plain(first: int, second: int) -> bool:
    """Whether exactly one of two figures can be a month."""
    low, high = sorted((first, second))
    return 1 <= low <= _MONTHS < high <= _DAYS


def month_first_of(outlet: str | None) -> bool | None:
    """The habit of an outlet by its name, None where it is not known."""
    name = re.sub(r"[^a-z0-9]+", " ", (outlet or "").lower()).strip().removeprefix("the ")
    if name in _MONTH_FIRST:
        return True
    return False if name in _DAY_FIRST else None


def month_first(text: str, outlet: str | None = None) -> bool | None:
    """The order of a report's dates in figures: what its text shows, else the habit of its outlet, else None."""
    shown = month_first_in(text)
    return shown if shown is not None else month_first_of(outlet)
