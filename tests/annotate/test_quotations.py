"""Quotations: which words stand between marks, and which marks are apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“Go,” he said.", ["Go,"]),
        ('He said "go" and "stay now".', ["go", "stay now"]),
        ("« Oui », dit-il. „Ja“, sagte er.", ["Oui", "Ja"]),
        ("‘Go,’ he said.", ["Go,"]),
        ("don't say 'no way' to 'em", ["no way"]),
        ("“He told me ‘don’t go’ twice,” she said.", ["He told me ‘don’t go’ twice,", "don’t go"]),
        ("the rebels’ lines and ‘the rebels’ last stand’ is over", ["the rebels’ last stand"]),
        ('a 12" pipe and "so on"', ["so on"]),
        ("the so-called “de-escalation zone” held", ["de-escalation zone"]),
        ("no marks here, only the city’s and rebels’ lines", []),
        ("“” is empty", []),
    ],
)
def test_inner_words(text: str, inner: list[str]) -> None:
    assert [q.inner.of(text) for q in find_quotations(text)] == inner


def test_marks_are_in_the_span_and_not_in_the_inner() -> None:
    text = "He said “go now” twice."
    (quotation,) = find_quotations(text)
    assert quotation.span.of(text) == "“go now”"
    assert quotation.inner.of(text) == "go now"


def test_a_quotation_over_paragraphs_is_one_a_paragraph() -> None:
    text = "“One went on.\n\n“Two ended.”\n\nHe left."
    quotations = find_quotations(text)
    assert [q.span.of(text) for q in quotations] == ["“One went on.", "“Two ended.”"]
    assert [q.inner.end == q.span.end for q in quotations] == [True, False]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = 'He said "all is lost. So we leave.\n\nNothing "more" came.'
    assert [q.inner.of(text) for q in find_quotations(text)] == ["all is lost. So we leave.", "more"]


def test_a_second_opening_mark_ends_an_unclosed_quotation() -> None:
    text = "“All is lost, he said. “We leave.”"
    assert [q.inner.of(text) for q in find_quotations(text)] == ["All is lost, he said.", "We leave."]


@given(st.text(alphabet="ab s.,\n\"'“”‘’«»„", max_size=60))
def test_quotations_lie_in_the_text_in_order_and_nest(text: str) -> None:
    quotations = find_quotations(text)
    assert [q.span.start for q in quotations] == sorted(q.span.start for q in quotations)
    for q in quotations:
        assert q.span.end <= len(text)
        assert q.span.covers(q.inner)
        assert q.inner.of(text).strip() == q.inner.of(text)
    for a in quotations:
        for b in quotations:
            assert a is b or not a.span.overlaps(b.span) or a.span.covers(b.span) or b.span.covers(a.span)
