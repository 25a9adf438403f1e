"""Times found in a text and their anchor-free forms."""

from __future__ import annotations

import time

import pytest

from dateline.annotate.times import find_times


@pytest.mark.parametrize(
    ("words", "rule", "form", "modifier"),
    [
        ("since last Monday", "day", "last:weekday:1", "since"),
        ("late on Friday", "day", "weekday:5", "late"),
        ("Thursday night", "day", "weekday:4TNI", None),
        ("September 23", "day", "date:XXXX-09-23", None),
        ("8/3/2016", "day", "figures:2016-08-03", None),
        ("overnight into Saturday", "eve", "eve:weekday:6TNI", None),
        ("since early 2011", "year", "date:2011", "since early"),
        ("August last year", "month", "in:last:year|date:XXXX-08", None),
        ("the past five years", "span", "back:P5Y", None),
        ("three weeks ago", "ago", "ago:P3W", None),
        ("two days later", "ago", "later:P2D", None),
        ("more than five years", "duration", "duration:P5Y", "more than"),
        ("five-year-old", "age", "age:P5Y", None),
        ("every Friday", "set", "set:XXXX-WXX-5", None),
        ("between Friday and Sunday", "range", "range:weekday:5..weekday:7", None),
        ("so far this year", "unit", "this:year", "so far"),
        ("the 19th century", "century", "date:18", None),
        ("490 BC", "bc", "date:BC0490", None),
        ("499-493 BC", "bc-years", "range:date:BC0499..date:BC0493", None),
        ("Eid al-Adha", "holiday", "holiday:adha:XXXX", None),
    ],
)
def test_form(words: str, rule: str, form: str, modifier: str | None) -> None:
    text = f"They came {words}, it was said."
    (found,) = find_times(text)
    assert (found.span.of(text), found.rule, found.value, found.modifier) == (words, rule, form, modifier)


def test_spans_count_from_the_start_given() -> None:
    (found,) = find_times("on Saturday", 100)
    assert (found.span.start, found.span.end) == (103, 111)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("An army source said on Friday that it would advance.", True),
        ("He told the AFP news agency on Friday that it would advance.", True),
        ("The ministry on Friday announced a truce.", True),
        ("They will advance on Friday, he said.", False),
        ("He told them to leave the town, which was hit on Friday.", False),
    ],
)
def test_a_time_beside_a_verb_of_saying_dates_the_saying(text: str, *, told: bool) -> None:
    assert [found.told for found in find_times(text)] == [told]


def test_a_paragraph_ends_a_time() -> None:
    text = "They came in May\n\n23 people fled"
    assert [found.span.of(text) for found in find_times(text)] == ["May"]


def test_long_text_takes_time_in_proportion_to_its_length() -> None:
    sentence = "The army said on Saturday that 23 people were killed between 19 and 23 September in the eastern quarters of the city. "

    def spent(times: int) -> float:
        text = sentence * times
        begun = time.perf_counter()
        find_times(text)
        return time.perf_counter() - begun

    spent(10)
    assert spent(400) < 40 * max(spent(40), 1e-3)
