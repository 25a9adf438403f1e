"""How many people claims tell as killed and injured: by figures, by persons told one by one, nobody twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.event_cases import told

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded
from dateline.model.text import Phrase, Span
from dateline.reconcile.estimates import estimates_of
from dateline.reconcile.harmed import harmed, median_of, persons_of, tells_harm
from dateline.reconcile.persons import Fate, Person, person_of

KILLED, INJURED = Measure.KILLED, Measure.INJURED


def span_of(words: str, quote: str) -> Span:
    start = quote.index(words)
    return Span(start, start + len(words))


def claim(quote: str, targets: str = "", figures: str = "", *, type_: str = "attack", status: Status = Status.ASSERTED) -> Claim:
    """A claim whose quote is its report; targets as "A|B", figures as "killed two|injured a boy"."""
    counted = []
    for written in filter(None, figures.split("|")):
        measure, _, words = written.partition(" ")
        low = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get(words.split()[0])
        counted.append(Figure(measure=Measure(measure), low=low, high=low, published=words, span=span_of(words, quote)))
    return Claim(
        report="r",
        evidence=Span(0, len(quote)),
        quote=quote,
        type=type_,
        status=status,
        targets=tuple(Phrase(span=span_of(words, quote), text=words) for words in filter(None, targets.split("|"))),
        figures=tuple(counted),
    )


def both(*claims: Claim) -> tuple[int, int]:
    found: Mapping[Measure, int] = harmed(claims)
    return found[KILLED], found[INJURED]


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("49-year-old Ann Mill", Person(names=frozenset({"ann", "mill"}), age=49, is_small=False)),
        ("Officer Ann Mill", Person(names=frozenset({"ann", "mill"}), is_small=False)),
        ("a seven-year-old boy", Person(age=7, is_male=True, is_small=True)),
        ("a 17-year-old girl", Person(age=17, is_male=False)),
        ("Millers' son", Person(is_male=True)),
        ("Riverview teenager", Person()),
        ("the body of a woman", Person(is_male=False, is_small=False)),
        ("a man accused of shooting a boy", Person(is_male=True, is_small=False)),
        ("the gunman", Person(is_male=True, is_small=False, is_armed=True)),
        ("Mill Street", None),
        ("a house", None),
        ("two men", None),
        ("Mill's car", None),
        ("OCEANSIDE", None),
    ],
)
def test_whom_a_phrase_means(words: str, person: Person | None) -> None:
    assert person_of(words) == person


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Ann Mill", "Mill", True),
        ("Ann Mill", "Ann Poole", True),
        ("Ann Mill", "Bert Poole", False),
        ("a man", "a woman", False),
        ("a boy", "the victim", True),
        ("a 9-year-old boy", "an 8-year-old boy", False),
        ("a man", "a boy", False),
        ("the suspect", "a victim", False),
    ],
)
def test_two_wordings_may_mean_one_person(one: str, other: str, *, may_be: bool) -> None:
    first, second = person_of(one), person_of(other)
    assert first is not None
    assert second is not None
    assert replace(first, claim="a").may_be(replace(second, claim="b")) is may_be


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("Police shot and killed Ann Mill", "Ann Mill")], (1, 0)),
        ([claim("Ann Mill was shot in the leg", "Ann Mill")], (0, 1)),
        ([claim("Ann Mill was shot", "Ann Mill"), claim("Mill was pronounced dead", "Mill")], (1, 0)),
        ([claim("killing Ann Mill and wounding Bert Poole", "Ann Mill|Bert Poole")], (1, 1)),
        ([claim("Her son, Bert Mill, was killed", "Her son|Bert Mill")], (1, 0)),
        ([claim("Ann Mill was killed", "Ann Mill"), claim("a woman was killed", "a woman")], (1, 0)),
        ([claim("Ann Mill was killed", "Ann Mill"), claim("a man was killed", "a man")], (1, 0)),
        ([claim("a woman was killed", "a woman"), claim("a man was killed", "a man")], (2, 0)),
        ([claim("a shot hit the house", "the house")], (0, 0)),
        ([claim("he fired at a man", "a man")], (0, 0)),
        ([claim("four people were shot", figures="casualties four"), claim("Ann Mill died", "Ann Mill")], (1, 3)),
        ([claim("two men and a boy were killed", figures="killed two men|killed a boy")], (3, 0)),
        ([claim("two were killed and three are dead", figures="killed two|killed three")], (3, 0)),
        ([claim("they were searching for a man", "a man", type_="rescue")], (0, 0)),
        ([claim("a man was taken to a hospital", "a man", type_="rescue")], (0, 1)),
        ([claim("Ann Mill was charged with killing her son", "Ann Mill", type_="accusation")], (0, 0)),
        ([], (0, 0)),
    ],
)
def test_nobody_is_counted_twice(claims: list[Claim], expected: tuple[int, int]) -> None:
    assert both(*claims) == expected
    assert both(*reversed(claims)) == expected


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED])
def test_what_is_denied_or_planned_tells_of_no_harm(status: Status) -> None:
    assert tells_harm(claim("Ann Mill was killed", "Ann Mill"))
    assert not tells_harm(claim("Ann Mill was killed", "Ann Mill", status=status))
    assert not tells_harm(claim("Ann Mill met Bert Poole", "Ann Mill"))


def test_the_age_after_a_name_is_his() -> None:
    [person] = persons_of(claim("Ann Mill, 34, was killed", "Ann Mill"))
    assert (person.age, person.fate) == (34, Fate.KILLED)


def test_the_median_of_reports_is_that_of_those_that_tell() -> None:
    counts = [{KILLED: 2, INJURED: 5}, {KILLED: 0, INJURED: 0}, {KILLED: 1, INJURED: 3}]
    assert median_of(counts) == {KILLED: 1, INJURED: 3}
    assert median_of([]) == {KILLED: 0, INJURED: 0}


def test_where_nobody_counts_persons_bound_an_event_from_below() -> None:
    bare = told("rep_a")
    voices = {bare.claim.id: bare.witness}
    assert estimates_of([bare], voices) == ()
    named = claim("Police shot and killed Ann Mill", "Ann Mill")
    from_persons = estimates_of([_grounded(named)], {named.id: bare.witness})
    assert [(e.measure, e.low, e.high, e.claims) for e in from_persons] == [(KILLED, 1, None, (named.id,))]
    counted = claim("two men and Ann Mill were killed", "Ann Mill", "killed two men")
    [estimate] = estimates_of([_grounded(counted)], {counted.id: bare.witness})
    assert (estimate.low, estimate.high) == (2, 2)


def _grounded(told_claim: Claim) -> Grounded:
    return replace(told("rep_a"), claim=told_claim)
