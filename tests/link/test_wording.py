"""Which words of a report are those of one claim's own sentence."""

from __future__ import annotations

import pytest

from dateline.link.wording import LONGEST_SENTENCE, Vocabulary, own_words, sentence_around, wording_of
from dateline.model.text import Report, Span

TEXT = (
    'Shells hit Handarat at dawn. The U.S. envoy said "a market in Marea was struck." Nobody was hurt in Anadan\n'
    "Elsewhere a convoy left Madaya, residents said!"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Shells hit Handarat", "Shells hit Handarat at dawn"),
        ("Handarat at", "Shells hit Handarat at dawn"),
        ("a market in Marea was struck", 'The U.S. envoy said "a market in Marea was struck'),
        ("Nobody was hurt", "Nobody was hurt in Anadan"),
        ("convoy left", "Elsewhere a convoy left Madaya, residents said!"),
        ('Marea was struck." Nobody', 'The U.S. envoy said "a market in Marea was struck." Nobody was hurt in Anadan'),
    ],
)
def test_a_sentence_ends_at_its_points_and_lines(words: str, sentence: str) -> None:
    start, end = sentence_around(span(words), TEXT)
    assert TEXT[start:end] == sentence


def test_a_text_without_points_is_cut() -> None:
    text = "word " * 400
    start, end = sentence_around(Span(1000, 1004), text)
    assert (start, end) == (1000 - LONGEST_SENTENCE, 1004 + LONGEST_SENTENCE)


def test_own_words_are_those_of_the_sentence_alone() -> None:
    report = Report(text=TEXT, original="0" * 64)
    found = own_words(span("a market in Marea was struck"), report, wording_of(report), Vocabulary(1000, {}))
    assert {"marea", "market", "struck"} <= found
    assert found.isdisjoint({"shells", "handarat", "anadan", "madaya"})
