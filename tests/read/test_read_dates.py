from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.datelines import find_dateline
from dateline.read.dates import date_in_name, day_first_in, parse_date

CASES = Path(__file__).resolve().parents[1] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


@pytest.mark.parametrize("row", rows("dates.csv"), ids=lambda row: f"{row['value']} {row['day_first']}")
def test_date_of_a_field(row: dict[str, str]) -> None:
    day_first = bool(int(row["day_first"])) if row["day_first"] else None
    assert parse_date(row["value"], day_first=day_first) == day(row["date"])


@pytest.mark.parametrize("row", rows("datelines.csv"), ids=lambda row: f"{row['note']} {row['near']}")
def test_dateline(row: dict[str, str]) -> None:
    text = f"{row['title']}\n\n{row['text']}"
    found = find_dateline(text, title=row["title"], near=day(row["near"]))
    assert found.date == day(row["date"])
    assert (found.place.text if found.place is not None else "") == row["place"]
    assert found.place is None or found.place.span.of(text) == found.place.text


def test_a_label_at_the_foot_is_read_when_the_head_has_no_date() -> None:
    text = "Talks go on\n\n" + "The two sides met again. " * 40 + "Last Update: Wednesday 21 August 2013 KSA 01:41"
    assert find_dateline(text, title="Talks go on").date == date(2013, 8, 21)


@given(
    st.dates(min_value=date(1971, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%A %d %b %Y", "%B %d, %Y", "%d.%m.%Y"]),
)
def test_every_day_is_read_back_as_it_was_written(written: date, form: str) -> None:
    assert parse_date(written.strftime(form)) == written


@given(st.dates(min_value=date(2000, 1, 5), max_value=date(2030, 1, 1)), st.integers(-170, 170))
def test_a_missing_year_is_the_one_nearest(near: date, distance: int) -> None:
    written = near + timedelta(days=distance)
    if (written.month, written.day) == (2, 29):
        return
    assert find_dateline(f"ALEPPO, {written:%B %d} (Agency) - Shells fell.", near=near).date == written


def test_the_order_of_a_column_shows_in_its_other_rows() -> None:
    assert day_first_in(["8/3/2016", "25/3/2016"]) is True
    assert day_first_in(["8/3/2016", "3/25/2016"]) is False
    assert day_first_in(["8/3/2016"]) is None
    assert day_first_in(["25/3/2016", "3/25/2016"]) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2016-09-24-handarat", date(2016, 9, 24)),
        ("report_20160924", date(2016, 9, 24)),
        ("2016_09_24", date(2016, 9, 24)),
        ("fakes-1919191754", None),
        ("2016-09-24-to-2016-09-25", None),
        ("2016-13-40", None),
        ("aleppo", None),
    ],
)
def test_date_in_a_file_name(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected
