"""How numbers are written where there is little room, and how words that turn the line are ended."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from dateline.web.wording import rough, turned_back


@pytest.mark.parametrize(("value", "words"), [(0, "0"), (9_999, "9,999"), (10_000, "10k"), (37_841, "38k"), (1_204_000, "1,204k")])
def test_large_numbers_are_rough(value: int, words: str) -> None:
    assert rough(value) == words


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("plain", "plain"),
        ("مدينة", "مدينة"),
        ("\u202eabc", "\u202eabc\u202c"),
        ("\u202eabc\u202c", "\u202eabc\u202c"),
        ("\u2067a\u202db", "\u2067a\u202db\u202c\u2069"),
        ("a\u2069b\u2068c", "a\u2069b\u2068c\u2069"),
    ],
)
def test_every_direction_that_is_set_is_ended(words: str, ended: str) -> None:
    assert turned_back(words) == ended


def test_what_is_no_text_and_what_is_markup_stay_what_they_are() -> None:
    assert turned_back(12) == 12
    made = turned_back(Markup("<b>\u202eabc</b>"))
    assert isinstance(made, Markup)
    assert made == "<b>\u202eabc</b>\u202c"
