"""Numbers: the cases one a row, and laws that hold for any text and any number."""

from __future__ import annotations

import csv
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.numbers import article_count, find_numbers
from dateline.annotate.numerals import read_numeral
from dateline.annotate.vague import KEYS
from dateline.model.mention import Number, Sentence
from dateline.model.text import Span

CASES = Path(__file__).parents[1] / "cases" / "numbers.csv"


def rows() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["numbers"]) for row in csv.DictReader(file)]


def written(text: str, numbers: tuple[Number, ...]) -> str:
    """Numbers as the case file writes them: wording|low|high|vague word|counted noun."""
    return "; ".join(
        "|".join(cell(part) for part in (n.span.of(text), n.low, n.high, n.vague, n.head and n.head.of(text))) for n in numbers
    )


def cell(part: object) -> str:
    return "" if part is None else str(part)


@pytest.mark.parametrize(("text", "expected"), rows())
def test_case(text: str, expected: str) -> None:
    assert written(text, find_numbers(text)) == expected


PIECES = st.sampled_from(
    [
        *("at least", "more than", "up to", "fewer than", "about", "between", "from", "and", "to", "or", "or more", "of", "the", "no"),
        *("20", "30", "1.5", "450.000", "12,500", "2016", "five", "twenty-two", "hundred", "a", "million", "half", "dozen", "dozens", "2m"),
        *("people", "were killed", "km", "May", "aged", "casualties", "one", "several", "thousands", ",", ".", "-", "(", ")", "\n\n", "$"),
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
def test_numbers_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    numbers = find_numbers(text)
    for number in numbers:
        assert number.span.end <= len(text)
        assert number.span.of(text).strip() == number.span.of(text)
        assert number.low is None or number.high is None or number.low <= number.high
        assert number.vague is None or (number.low is None and number.high is None and number.vague in KEYS)
        assert number.head is None or number.head.start >= number.span.end
    assert all(a.span.end <= b.span.start for a, b in pairwise(numbers))


def test_a_text_of_ten_times_the_length_takes_about_ten_times_as_long() -> None:
    text = "On Monday dozens fled, no casualties were reported and at least 45 people, among them 10 children, were killed near Qaf. "

    def seconds(times: int) -> float:
        start = time.process_time()
        find_numbers(text * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 30 * seconds(200)


UNITS = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(value: int) -> str:
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{UNITS[value // 100]} hundred" + (f" and {in_words(value % 100)}" if value % 100 else "")
    return f"{in_words(value // 1000)} thousand" + (f" {in_words(value % 1000)}" if value % 1000 else "")


@given(st.integers(1, 9_999_999))
def test_a_number_in_digits_reads_back(value: int) -> None:
    forms = [str(value), f"{value:,}", f"{value:,}".replace(",", "."), f"{value:,}".replace(",", "\u202f")]
    for form in forms:
        assert read_numeral(form) == value
        (number,) = find_numbers(f"They say that at least {form} people were killed.")
        assert (number.low, number.high) == (value, None)


@given(st.integers(1, 999_999))
def test_a_number_in_words_reads_back(value: int) -> None:
    assert read_numeral(in_words(value)) == value
    (number,) = find_numbers(f"They buried {in_words(value)} people.")
    assert (number.low, number.high) == (value, value)


@given(st.integers(1, 999), st.integers(0, 9))
def test_millions_with_a_decimal_read_back(whole: int, tenth: int) -> None:
    for mark in ".,":
        assert read_numeral(f"{whole}{mark}{tenth} million") == whole * 1_000_000 + tenth * 100_000


@given(st.integers(2, 500), st.integers(1, 500))
def test_a_range_reads_back(low: int, more: int) -> None:
    for form in (f"between {low} and {low + more}", f"{low}-{low + more}", f"{low} to {low + more}", f"from {low} to {low + more}"):
        (number,) = find_numbers(f"Shelling killed {form} people.")
        assert (number.low, number.high, number.span.of(f"Shelling killed {form} people.")) == (low, low + more, form)


@pytest.mark.parametrize(
    "wording", ["", "five two", "one one", "hundred", "million", "twelve-two", "1,23,4", "people", "20 thousand million x"]
)
def test_what_is_no_numeral_has_no_value(wording: str) -> None:
    assert read_numeral(wording) is None


@pytest.mark.parametrize(
    ("words", "bounds"),
    [("a boy", (1, 1)), ("the driver", (1, 1)), ("another child", (1, 1)), ("the drivers", None), ("the children", None), ("boy", None)],
)
def test_a_singular_article_counts_one(words: str, bounds: tuple[int, int] | None) -> None:
    number = article_count(words, Span(0, len(words)))
    assert (None if number is None else (number.low, number.high)) == bounds


def sentence_of(text: str, upos: str, heads: str, relations: str) -> Sentence:
    """A sentence of one line, its words parted by blanks."""
    spans, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        spans.append(Span(start, start + len(word)))
        start += len(word)
    rows = (tuple(upos.split()), tuple(int(head) for head in heads.split()), tuple(relations.split()))
    return Sentence(span=Span(0, len(text)), words=tuple(spans), upos=rows[0], heads=rows[1], relations=rows[2])


@pytest.mark.parametrize(
    ("text", "upos", "heads", "relations", "counted"),
    [
        (
            "They counted 22 heavily armed men of the village .",
            "PRON VERB NUM ADV ADJ NOUN ADP DET NOUN PUNCT",
            "1 -1 5 4 5 1 8 8 5 1",
            "nsubj root nummod advmod amod obj case det nmod punct",
            "heavily armed men",
        ),
        ("They treated 16 of 29 cases", "PRON VERB NUM ADP NUM NOUN", "1 -1 1 5 5 2", "nsubj root obj case nummod nmod", "cases"),
        ("They left 300 under siege", "PRON VERB NUM ADP NOUN", "1 -1 1 4 2", "nsubj root obj case nmod", None),
        ("He saw some of them", "PRON VERB DET ADP PRON", "1 -1 1 4 2", "nsubj root obj case nmod", None),
    ],
)
def test_syntax_tells_what_is_counted(text: str, upos: str, heads: str, relations: str, counted: str | None) -> None:
    number = find_numbers(text, [sentence_of(text, upos, heads, relations)])[0]
    assert (number.head and number.head.of(text)) == counted
