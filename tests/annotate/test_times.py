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
        ("the second day of Eid al-Adha", "holiday", "holiday:adha+1:XXXX", None),
        ("last Christmas", "holiday", "last:holiday:christmas:XXXX", None),
        ("10 Muharram 1438", "hijri", "hijri:1438-01-10", None),
        ("late Ramadan", "hijri", "hijri:XXXX-09", "late"),
        ("25 October 1917 (Old Style)", "day", "julian:1917-10-25", None),
        ("the night of 22-23 September", "night", "eve:date:XXXX-09-23TNI", None),
        ("a week ago Friday", "weekday-ago", "weekday-ago:1:5", None),
        ("the first nine months of 2013", "edge", "first-of:P9M|date:2013", None),
        ("two days before Christmas", "offset", "before:P2D|holiday:christmas:XXXX", None),
        ("the week of September 12", "week-of", "week-of:date:XXXX-09-12", None),
        ("the second half of September", "half-month", "half-month:2|date:XXXX-09", None),
        ("third-quarter", "quarter", "date:XXXX-Q3", None),
        ("twice a week", "set", "set:P1W", None),
        ("241530Z SEP 16", "day", "date:2016-09-24T15:30Z", None),
    ],
)
def test_form(words: str, rule: str, form: str, modifier: str | None) -> None:
    text = f"They came {words}, it was said."
    (found,) = find_times(text)
    assert (found.span.of(text), found.rule, found.value, found.modifier) == (words, rule, form, modifier)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The former mayor spoke.", ["ref:past"]),
        ("The annual report on recent raids and the current truce.", ["set:P1Y", "ref:past", "ref:present"]),
        ("After weeks of talks they left.", ["duration:PXW"]),
        ("The day of the attack; a future state.", ["ref:future"]),
    ],
)
def test_what_dates_nothing_is_found_on_demand(text: str, forms: list[str]) -> None:
    assert not find_times(text)
    assert [found.value for found in find_times(text, undated=True)] == forms


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
