"""The title that a site runs into its first sentence is told apart, and nothing moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.annotator import title_apart
from dateline.model.text import Report


def report(text: str, title: str | None) -> Report:
    return Report(text=text, original="0" * 64, title=title)


def test_a_title_run_into_the_text_gets_a_line_of_its_own() -> None:
    text = "Bomb kills 18\n\n9 Aug 2016 Bomb kills 18 State media said a bomb went off."
    assert title_apart(report(text, "Bomb kills 18")) == "Bomb kills 18\n\n9 Aug 2016\nBomb kills 18\nState media said a bomb went off."


def test_a_text_without_a_title_stays_as_it_is() -> None:
    assert title_apart(report("A bomb went off.", None)) == "A bomb went off."


@given(st.text(), st.text(min_size=1, max_size=5))
def test_offsets_stay_the_same(text: str, title: str) -> None:
    apart = title_apart(report(text, title))
    assert len(apart) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(apart, text, strict=True))
