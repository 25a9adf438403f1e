from __future__ import annotations

from datetime import date, timedelta

import pytest
from benchmarks.against_ucdp import Agreement, Coded, Placed, agreement, agrees, covered_days, share, told

DAY = date(2016, 9, 24)


def coded(key: str, low: int, high: int, *, days: int = 0, latitude: float = 36.2) -> Coded:
    at = DAY + timedelta(days=days)
    return Coded(
        id=key, latitude=latitude, longitude=37.16, where=1, when=1, first=at, last=at, low=low, best=low, high=high, unit="Aleppo"
    )


def placed(low: int | None, high: int | None, *, latitude: float = 36.2) -> Placed:
    return Placed(id="evt", latitude=latitude, longitude=37.16, first=DAY, last=DAY, low=low, high=high)


@pytest.mark.parametrize(
    ("low", "high", "right"), [(45, 45, True), (45, None, True), (51, None, False), (None, 39, False), (None, None, True)]
)
def test_a_span_agrees_with_a_range_that_shares_a_number(low: int | None, high: int | None, *, right: bool) -> None:
    assert agrees(placed(low, high), 40, 50) is right


def test_near_is_a_place_and_a_day() -> None:
    rows = [coded("a", 1, 1), coded("next day", 1, 1, days=1), coded("later", 1, 1, days=2), coded("far", 1, 1, latitude=37.0)]
    assert told(rows, [placed(None, None)]) == {"a", "next day"}
    assert told(rows, [placed(None, None).moved(2)]) == {"next day", "later"}


def test_killings_are_set_against_one_event_and_against_all_near() -> None:
    rows = [coded("a", 10, 12), coded("b", 20, 25)]
    assert agreement(rows, [placed(11, 11), placed(30, 30), placed(99, 99), placed(None, None)]) == Agreement(3, 3, 1, 2)


def test_a_day_is_covered_up_to_two_days_before_a_report() -> None:
    assert covered_days([DAY]) == {DAY, DAY - timedelta(days=1), DAY - timedelta(days=2)}


def test_a_share_shows_its_counts() -> None:
    assert (share(1, 4), share(0, 0)) == ("1 of 4 (25.0 %)", "none")
