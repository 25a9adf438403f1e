"""Times found, parsed and placed: one fact a row in tests/cases/times.csv, and the laws that hold for any text."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.times import find_times
from dateline.model.mention import TimeExpression
from dateline.model.text import Span
from dateline.model.world import When
from dateline.resolve.times import TimeContext, interval_of_duration, resolve_time, scene_after, story_years, tense_of

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
    when = resolve_time(expression, anchor=day(row["published"]), wording=sentence, context=context_of(row["context"]))
    if not row["value"]:
        assert when is None
        return
    assert when is not None
    assert (when.value, when.earliest, when.latest) == (row["value"], day(row["earliest"]), day(row["latest"]))


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 250


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
    Saturday Monday night dawn week weekend month year years days hours ago later earlier early late mid - , . summer today yesterday
    overnight 19th 1 a.m. BC Ramadan 31 February century decade half every day other first 2016-02-30 8/3/2016 0300 GMT 's said told so
    far near end tonight before after day 799 pm 2530 -"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SCENES = st.none() | DAYS.map(lambda there: on(there.isoformat()))


@given(text=TEXTS, start=st.integers(0, 10_000))
def test_spans_lie_inside_the_text_in_order_and_apart(text: str, start: int) -> None:
    spans = [each.span for each in find_times(text, start)]
    assert all(start <= span.start < span.end <= start + len(text) for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(text=TEXTS, anchor=DAYS, scene=SCENES, planned=st.booleans(), history=st.booleans())
def test_days_are_in_order_and_the_same_each_time(text: str, anchor: date, scene: When | None, *, planned: bool, history: bool) -> None:
    context = TimeContext(scene=scene, planned=planned, history=history)
    for expression in find_times(text):
        when = resolve_time(expression, anchor=anchor, wording=text, context=context)
        assert when == resolve_time(expression, anchor=anchor, wording=text, context=context)
        if when is not None and when.earliest is not None and when.latest is not None:
            assert when.earliest <= when.latest


@given(anchor=st.dates(date(1990, 1, 1), date(2090, 1, 1)), weeks=st.integers(-3000, 3000), number=st.integers(1, 7))
def test_a_weekday_moves_with_its_report(anchor: date, weeks: int, number: int) -> None:
    moved = anchor + timedelta(7 * weeks)
    here, there = place(f"weekday:{number}", anchor=anchor), place(f"weekday:{number}", anchor=moved)
    assert here is not None
    assert there is not None
    assert here.earliest is not None
    assert there.earliest == here.earliest + timedelta(7 * weeks)
    assert anchor - timedelta(6) <= here.earliest <= anchor


@given(text=TEXTS)
def test_without_anchor_and_scene_only_what_is_absolute_resolves(text: str) -> None:
    for expression in find_times(text):
        when = resolve_time(expression, anchor=None, wording=text, context=TimeContext())
        assert when is None or when.anchor in {"absolute", "none"}
