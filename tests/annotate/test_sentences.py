"""Sentences of a text."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.sentences import sentence_spans

CASES = Path(__file__).parent.parent / "cases" / "sentences.csv"


def cases() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return [(row["text"].replace("¶", "\n"), row["sentences"]) for row in csv.DictReader(rows)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_sentences_end_where_a_reader_ends_them(text: str, expected: str) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == expected.split("¦")


@given(st.text(alphabet="aA .!?\"'”\n\u2028[1]é", max_size=80))
def test_nothing_but_white_space_is_left_out_and_no_sentences_overlap(text: str) -> None:
    spans = sentence_spans(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


def test_a_line_break_always_ends_a_sentence() -> None:
    assert [span.of("one\ntwo\r\nthree") for span in sentence_spans("one\ntwo\r\nthree")] == ["one", "two", "three"]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentence_spans(" \n ") == []
