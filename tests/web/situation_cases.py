"""A small ledger whose counts can be worked out by hand: two places, three Saturdays, told, denied, counted and told of no place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.plain_walker import PlainWalker

from dateline.ledger import Ledger

FIRST, SECOND, THIRD = date(2016, 9, 10), date(2016, 9, 17), date(2016, 9, 24)

TEXTS: tuple[tuple[str, date, str], ...] = (
    ("Halab Courier", FIRST, "The Observatory said 45 people were killed in Handarat on Saturday."),
    ("Gulf Mirror", FIRST, "Activists said 50 people were killed in Handarat on Saturday."),
    ("State Herald", SECOND, "The Army said 7 soldiers were killed in Homs on Saturday. Planes came over Homs."),
    ("Halab Courier", THIRD, "The Observatory said 3 people were killed in Homs on Saturday. Shells fell on a market."),
)
"""Outlet, day and text of each report; a text becomes a claim a sentence."""


def small_ledger(folder: Path) -> Ledger:
    """The ledger of these reports."""
    book = Ledger.create(folder / "small.dateline", pipeline=PlainWalker())
    for n, (outlet, day, text) in enumerate(TEXTS):
        path = folder / f"{n}.txt"
        path.write_text(text, encoding="utf-8")
        book.add(path, outlet=outlet, published=day, name=f"report {n}")
    return book
