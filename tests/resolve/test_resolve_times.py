"""Times found, parsed and placed: one fact a row in tests/cases/times.csv, and the laws that hold for any text."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.times import find_times
from dateline.model.mention import TimeExpression
from dateline.model.text import Span
from dateline.model.world import When
from dateline.resolve.time_feasts import feasts, from_julian, hijri_days, orthodox_easter, western_easter
from dateline.resolve.time_habits import month_first
from dateline.resolve.time_story import with_story_years
from dateline.resolve.times import TimeContext, interval_of_duration, resolve_time, scene_after, story_years, tense_at, tense_of

CASES = Path(__file__).parent.parent / "cases" / "times.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def on(text: str) -> When:
    there = date.fromisoformat(text)
    return When(value=text, earliest=there, latest=there, precision=1, anchor="absolute", rule="day")


def context_of(words: str) -> TimeContext:
    """The context column: "planned", "month-first", "day-first", "scene=DAY" or "history=DAY"."""
    name, _, value = words.partition("=")
    scene = on(value) if value else None
    order = {"month-first": True, "day-first": False}.get(name)
    return TimeContext(planned=name == "planned", scene=scene, month_first=order, history=name == "history")


@pytest.mark.parametrize("row", cases(), ids=lambda row: f"{row['expression']} in {row['sentence'][:40]}")
def test_case(row: dict[str, str]) -> None:
    sentence = row["sentence"]
    found = {each.span.of(sentence): each for each in find_times(sentence)}
    if row["expression"] == "-":
        assert not found
        return
    assert row["expression"] in found
    expression = found[row["expression"]]
    at = expression.span.start
    when = resolve_time(expression, anchor=day(row["published"]), wording=sentence, context=context_of(row["context"]), at=at)
    if not row["value"]:
        assert when is None
        return
    assert when is not None
    assert (when.value, when.earliest, when.latest) == (row["value"], day(row["earliest"]), day(row["latest"]))
    assert (when.anchor, when.rule, str(when.precision)) == (row["anchor"], row["rule"], row["precision"])


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 400


def test_the_forty_expressions_of_the_study_are_among_the_cases() -> None:
    numbered = [re.search(r"forty, (\d+)", row["note"]) for row in cases()]
    assert {int(number[1]) for number in numbered if number is not None} == set(range(1, 41))


def place(
    form: str, modifier: str | None = None, *, anchor: date | None = date(2016, 9, 24), context: TimeContext | None = None
) -> When | None:
    expression = TimeExpression(span=Span(0, 1), rule="test", value=form, modifier=modifier)
    return resolve_time(expression, anchor=anchor, wording="", context=context or TimeContext())


@pytest.mark.parametrize(
    ("form", "modifier", "precision"),
    [
        ("weekday:6", None, 1),
        ("range:weekday:5..weekday:6", None, 2),
        ("last:week", None, 3),
        ("ago:P3W", None, 3),
        ("last:month", None, 4),
        ("last:year", None, 5),
        ("date:2016-09", "early", 4),
        ("weekday:5", "until", 5),
        ("ago:P3D", "about", 2),
    ],
)
def test_precision_is_that_of_the_codebook(form: str, modifier: str | None, precision: int) -> None:
    when = place(form, modifier)
    assert when is not None
    assert when.precision == precision


def test_the_anchor_is_named() -> None:
    whens = [place("weekday:6"), place("date:2016-09-23"), place("scene:1", context=TimeContext(scene=on("2016-09-20")))]
    assert [when and when.anchor for when in whens] == ["published 2016-09-24", "absolute", "scene 2016-09-20"]


def test_an_impossible_date_is_no_date() -> None:
    assert place("date:2015-02-29") is None


def test_a_part_of_the_day_needs_a_scene_of_one_day() -> None:
    week = When(value="2016-W38", earliest=date(2016, 9, 19), latest=date(2016, 9, 25), precision=3, anchor="absolute", rule="unit")
    assert place("part:TMO", context=TimeContext(scene=week)) is None


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("P2D", date(2016, 9, 23)),
        ("P1D", date(2016, 9, 24)),
        ("P1W", date(2016, 9, 17)),
        ("P5Y", date(2011, 9, 24)),
        ("PT48H", date(2016, 9, 22)),
    ],
)
def test_the_interval_of_a_length_ends_on_its_day(value: str, first: date) -> None:
    assert interval_of_duration(value, date(2016, 9, 24)) == (first, date(2016, 9, 24))


@pytest.mark.parametrize("value", ["PXD", "P1", "2016", "P99999Y"])
def test_a_vague_or_endless_length_has_no_interval(value: str) -> None:
    assert interval_of_duration(value, date(2016, 9, 24)) is None


def test_the_tense_of_words() -> None:
    assert tense_of("the army said it will advance") == "future"
    assert tense_of("the army advanced") == "past"
    assert tense_of("a ceasefire") is None


@pytest.mark.parametrize(
    ("wording", "time", "tense"),
    [
        ("Talks, which broke down last week, will resume on Monday in a hall that was cleared.", "Monday", "future"),
        ("On Monday the council will hear what was done.", "Monday", "future"),
        ("He was killed on Monday and will be buried soon.", "Monday", "past"),
        ("They will leave, but the town was hit on Monday.", "Monday", "past"),
        ("Monday: no news.", "Monday", None),
    ],
)
def test_the_verb_next_to_the_time_tells_its_tense(wording: str, time: str, tense: str | None) -> None:
    assert tense_at(wording, wording.index(time)) == tense


def test_the_scene_follows_days_and_not_lengths_or_open_sides() -> None:
    scene = on("2016-09-20")
    assert scene_after(scene, on("2016-09-23")) == on("2016-09-23")
    for form, modifier in (("back:P5Y", None), ("weekday:1", "since"), ("ref:past", None), ("duration:P2D", None)):
        assert scene_after(scene, place(form, modifier)) == scene


def test_a_history_keeps_to_its_own_years() -> None:
    told = find_times(
        "In 1936 it began. By 1937 it spread, in 1938 and 1939 it ended. A film of 2006 tells of it. In 1936, 1937, 1938, 1939, 1938."
    )
    years = story_years(told)
    assert 1936 in years
    assert 2006 not in years
    scene = on("1938-03-12")
    assert scene_after(scene, on("2006-05-01"), story=years) == scene
    assert scene_after(scene, on("1939-05-01"), story=years) == on("1939-05-01")


VOCABULARY = """since until last next this the past five two 48 23 24/9 2016 1999 September May on at of in to and between from
    Ramadan Eid Ashura Muharram Easter Orthodox 1438 AH 241530Z SEP 16 third-quarter the 90s (0000 GMT) first last three local time
    Saturday Monday night dawn week weekend month year years days hours ago later earlier early late mid - , . summer today yesterday
    overnight 19th 1 a.m. BC Ramadan 31 February century decade half every day other first 2016-02-30 8/3/2016 0300 GMT 's said told so
    far near end tonight before after day 799 pm 2530 -"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SCENES = st.none() | DAYS.map(lambda there: on(there.isoformat()))


@settings(deadline=None)
@given(text=TEXTS, start=st.integers(0, 10_000))
def test_spans_lie_inside_the_text_in_order_and_apart(text: str, start: int) -> None:
    spans = [each.span for each in find_times(text, start)]
    assert all(start <= span.start < span.end <= start + len(text) for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@settings(deadline=None)
@given(text=TEXTS, anchor=DAYS, scene=SCENES, planned=st.booleans(), history=st.booleans())
def test_days_are_in_order_and_the_same_each_time(text: str, anchor: date, scene: When | None, *, planned: bool, history: bool) -> None:
    context = TimeContext(scene=scene, planned=planned, history=history)
    for expression in find_times(text):
        at = expression.span.start
        when = resolve_time(expression, anchor=anchor, wording=text, context=context, at=at)
        assert when == resolve_time(expression, anchor=anchor, wording=text, context=context, at=at)
        if when is not None and when.earliest is not None and when.latest is not None:
            assert when.earliest <= when.latest


@settings(deadline=None)
@given(anchor=st.dates(date(1990, 1, 1), date(2090, 1, 1)), weeks=st.integers(-3000, 3000), number=st.integers(1, 7))
def test_a_weekday_moves_with_its_report(anchor: date, weeks: int, number: int) -> None:
    moved = anchor + timedelta(7 * weeks)
    here, there = place(f"weekday:{number}", anchor=anchor), place(f"weekday:{number}", anchor=moved)
    assert here is not None
    assert there is not None
    assert here.earliest is not None
    assert there.earliest == here.earliest + timedelta(7 * weeks)
    assert anchor - timedelta(6) <= here.earliest <= anchor


@settings(deadline=None)
@given(text=TEXTS)
def test_without_anchor_and_scene_only_what_is_absolute_resolves(text: str) -> None:
    for expression in find_times(text):
        when = resolve_time(expression, anchor=None, wording=text, context=TimeContext())
        assert when is None or when.anchor.partition(",")[0] in {"absolute", "none"}


KEPT = {
    "fitr": "2013-08-08 2014-07-28 2015-07-17 2016-07-06 2017-06-25 2018-06-15 2019-06-04 2020-05-24 2021-05-13 2022-05-02 2023-04-21",
    "adha": "2013-10-15 2014-10-04 2015-09-24 2016-09-12 2017-09-01 2018-08-21 2019-08-11 2020-07-31 2021-07-20 2022-07-09 2023-06-28",
    "ashura": "2017-10-01 2018-09-20 2019-09-10 2020-08-29 2021-08-19 2022-08-08 2023-07-28 2024-07-17",
}
"""The days on which the feasts were kept in Saudi Arabia."""


@pytest.mark.parametrize(("name", "kept"), [(name, date.fromisoformat(each)) for name, days in KEPT.items() for each in days.split()])
def test_a_feast_of_the_moon_was_kept_within_its_days(name: str, kept: date) -> None:
    assert any(first <= kept <= last and (last - first).days == 2 for first, last in feasts(name, [kept.year]))


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2016, date(2016, 3, 27), date(2016, 5, 1)),
        (2017, date(2017, 4, 16), date(2017, 4, 16)),
        (2019, date(2019, 4, 21), date(2019, 4, 28)),
        (2022, date(2022, 4, 17), date(2022, 4, 24)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
    ],
)
def test_the_two_easters(year: int, western: date, orthodox: date) -> None:
    assert (western_easter(year), orthodox_easter(year)) == (western, orthodox)


@pytest.mark.parametrize(
    ("julian", "common"),
    [
        (date(1582, 10, 5), date(1582, 10, 15)),
        (date(1700, 2, 28), date(1700, 3, 10)),
        (date(1700, 3, 1), date(1700, 3, 12)),
        (date(1825, 12, 14), date(1825, 12, 26)),
        (date(1917, 10, 25), date(1917, 11, 7)),
    ],
)
def test_a_julian_date_in_the_common_calendar(julian: date, common: date) -> None:
    assert from_julian(julian) == common


def test_what_is_no_islamic_date_has_no_days() -> None:
    assert hijri_days("Ramadan", None) == []
    assert hijri_days("XXXX-09", None) == []


@pytest.mark.parametrize(
    ("text", "outlet", "order"),
    [
        ("The list runs from 8/3/2016 to 8/24/2016.", "BBC", True),
        ("The list runs from 8/3/2016 to 24/8/2016.", "CNN", False),
        ("The list runs to 8/3/2016.", "The New York Times", True),
        ("The list runs to 8/3/2016.", "al-Jazeera", False),
        ("The list runs to 8/3/2016.", "An Unknown Paper", None),
        ("It mixes 24/8/2016 and 8/24/2016.", None, None),
    ],
)
def test_the_order_of_dates_in_figures(text: str, outlet: str | None, *, order: bool | None) -> None:
    assert month_first(text, outlet) is order


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("In 1914 the war began. On 5 August they marched; in March they were back.", ["date:1914", "date:1914-08-05", "date:1915-03"]),
        (
            "On 10 March 1975 it began, a plan for 1976. On 20 March they fled. On 30 April 1975 it ended.",
            ["date:1975-03-10", "date:1976", "date:1975-03-20", "date:1975-04-30"],
        ),
        ("From November to February 1920 they fought. In March they won.", ["range:date:1919-11..date:1920-02", "date:1920-03"]),
        ("In August they came.", ["date:XXXX-08"]),
        ("He came last week.", ["last:week"]),
    ],
)
def test_the_years_of_a_story_follow_one_another(text: str, forms: list[str]) -> None:
    assert [each.value for each in with_story_years(find_times(text))] == forms


def test_a_history_before_the_common_era_goes_on_from_its_own_years() -> None:
    text = "They came in 490 BC. In September they left. The following year they came again, ten years later for good."
    scene: When | None = None
    values = []
    for expression in find_times(text):
        when = resolve_time(expression, anchor=None, wording="", context=TimeContext(scene=scene, history=True))
        scene = scene_after(scene, when, story=range(0))
        values.append(when and when.value)
    assert values == ["BC0490", "BC0490-09", "BC0489", "BC0479"]
