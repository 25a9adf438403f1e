"""Words of a sentence."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.words import word_spans

CASES = Path(__file__).parent.parent / "cases" / "words.csv"


def cases() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return [(row["text"], row["words"]) for row in csv.DictReader(rows)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_words_are_cut_as_the_treebanks_cut_them(text: str, expected: str) -> None:
    assert [span.of(text) for span in word_spans(text)] == expected.split("¦")


@given(st.text(max_size=60))
def test_every_character_that_is_not_white_space_lies_in_one_word(text: str) -> None:
    spans = word_spans(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join(span.of(text) for span in spans) == "".join(text.split())


def test_words_are_cut_inside_the_bounds_asked_for() -> None:
    text = "Two died. Three fled."
    assert [span.of(text) for span in word_spans(text, 10, 20)] == ["Three", "fled"]
