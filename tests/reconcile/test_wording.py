"""What wording allows: one fact a row."""

from __future__ import annotations

import pytest
from tests.reconcile.counting import counts

from dateline.reconcile.wording import Vague, reach_of


@pytest.mark.parametrize(
    ("low", "high", "words", "bounds"),
    [
        (45, 45, "45", (45, 45)),
        (45, None, "at least 45", (45, None)),
        (None, 30, "up to 30", (None, 30)),
        (200, 200, "about 200", (150, 250)),
        (45, 45, "around 45", (43, 47)),
        (20, 20, "some 20", (15, 25)),
        (43, 43, "roughly 43", (42, 44)),
        (150, 150, "an estimated 150", (125, 175)),
        (200, 200, "nearly 200", (150, 200)),
        (20, 30, "between about 20 and 30", (15, 35)),
        (12_000, 12_000, "approximately 12,000", (11_500, 12_500)),
        (None, None, "dozens", (None, None)),
    ],
)
def test_a_rounded_number_lies_within_half_of_what_it_is_rounded_to(
    low: int | None, high: int | None, words: str, bounds: tuple[int | None, int | None]
) -> None:
    reach = reach_of(counts(low, high, words=words))
    assert (reach.low, reach.high) == bounds


@pytest.mark.parametrize(
    ("words", "of", "literal", "acled"),
    [
        ("several", "civilians", 3, 10),
        ("many", "civilians", None, 10),
        ("dozens of", "civilians", 24, 12),
        ("scores", "civilians", 40, None),
        ("hundreds", "people", 200, 100),
        ("many hundreds of", "people", 200, 100),
        ("thousands", "people", 2_000, None),
        ("tens of thousands", "people", 20_000, None),
        ("hundreds of thousands of", "people", 200_000, None),
        ("several dozen", "people", 36, 10),
        ("a couple of", "people", 2, None),
        ("civilians", "civilians", None, 10),
        ("an entire family", "family", None, None),
        ("some", "people", None, None),
    ],
)
def test_vague_words_bound_from_below_where_a_view_asks_for_a_column(words: str, of: str, literal: int | None, acled: int | None) -> None:
    figure = counts(None, None, of=of, words=words)
    assert (reach_of(figure).low, reach_of(figure).high) == (None, None)
    assert (reach_of(figure, Vague.LITERAL).low, reach_of(figure, Vague.LITERAL).high) == (literal, None)
    assert (reach_of(figure, Vague.ACLED_2016).low, reach_of(figure, Vague.ACLED_2016).high) == (acled, None)


def test_a_number_is_not_touched_by_the_columns_of_vague_words() -> None:
    assert reach_of(counts(7, 7), Vague.ACLED_2016).low == 7
