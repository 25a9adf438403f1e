"""The baseline's rule, the rule that picks a report's main figures, and the table, on texts made up here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from benchmarks.shootings import CUES, MEASURES, Row, evenly, largest_before, main_figures, table

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.text import Report, Span
from dateline.model.walked import Walked
from dateline.model.world import Place, Resolution, Slot, When

KILLED, INJURED = MEASURES
QUOTES = ("Two men were shot.", "Three were hurt.", "Another four died elsewhere.")
TEXT = " ".join(QUOTES)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two people were killed at the mill.", 2),
        ("At least 1,200 people were shot dead; 3 were killed before.", 1200),
        ("A woman was killed.", 1),
        ("A mill was hit and nobody was killed.", 0),
        ("A 23-year-old man, 23, was killed by three shots.", 1),
        ("Nine men met. They were killed.", 0),
        ("Nine men of the mill by the river were killed.", 0),
        ("Five people were wounded.", 0),
        ("Killed: two.", 0),
    ],
)
def test_the_baseline_takes_the_largest_number_before_the_word(text: str, killed: int) -> None:
    assert largest_before(text, CUES[KILLED]) == killed


def test_the_baseline_knows_every_word_of_injury() -> None:
    assert [largest_before(f"Four were {cue}.", CUES[INJURED]) for cue in ("injured", "wounded", "hurt")] == [4, 4, 4]


def test_reports_are_taken_evenly() -> None:
    assert evenly(range(10), 4) == [0, 2, 5, 7]
    assert evenly(range(3), 4) == [0, 1, 2]


def figure(measure: Measure, low: int | None, high: int | None, **more: Any) -> Figure:
    return Figure(measure=measure, low=low, high=high, published="", span=Span(0, 3), **more)


def walked(*claims: tuple[list[Figure], dict[str, Any]], resolutions: dict[int, list[Any]] | None = None) -> Walked:
    """A report with claims of these figures and slots, one a quote, and what their places and times were resolved to."""
    report = Report(text=TEXT, original="0" * 64)
    made = []
    for quote, (figures, slots) in zip(QUOTES, claims, strict=False):
        start = TEXT.index(quote)
        evidence = Span(start, start + len(quote))
        made.append(Claim(report=report.id, evidence=evidence, quote=quote, figures=tuple(figures), **{"type": "attack", **slots}))
    found = tuple(
        Resolution(claim=made[n].id, slot=Slot.PLACE, wording="", chosen=chosen, method="", version="")
        for n, several in (resolutions or {}).items()
        for chosen in several
    )
    return Walked(report=report, claims=tuple(made), resolutions=found)


def place(name: str) -> Place:
    return Place(id=name, name=name, kind="town", country="US", latitude=0, longitude=0, radius_km=1, precision=1)


def day(number: int) -> When:
    on = date(2016, 9, number)
    return When(value="", earliest=on, latest=on, precision=1, anchor="", rule="")


def test_a_report_without_a_figure_tells_of_nobody() -> None:
    assert main_figures(walked(([], {}))) == {KILLED: 0, INJURED: 0}


def test_the_largest_figure_of_the_main_incident_counts() -> None:
    first, second = [figure(KILLED, 1, 1), figure(INJURED, None, 3)], [figure(KILLED, 2, None), figure(KILLED, 9, 9, part_of=0)]
    assert main_figures(walked((first, {}), (second, {}))) == {KILLED: 2, INJURED: 3}


@pytest.mark.parametrize("slots", [{"background": True}, {"status": Status.DENIED}, {"status": Status.PLANNED}])
def test_claims_of_other_things_are_left_out(slots: dict[str, Any]) -> None:
    assert main_figures(walked(([figure(KILLED, 7, 7)], slots), ([figure(KILLED, 2, 2)], {}))) == {KILLED: 2, INJURED: 0}


def test_claims_of_another_place_or_day_are_left_out() -> None:
    claims: list[tuple[list[Figure], dict[str, Any]]] = [([figure(KILLED, number, number)], {}) for number in (2, 3, 4)]
    assert main_figures(walked(*claims, resolutions={0: [place("Qaf")], 1: [place("Qaf")], 2: [place("Nun")]}))[KILLED] == 3
    assert main_figures(walked(*claims, resolutions={0: [day(1)], 1: [day(1)], 2: [day(2)]}))[KILLED] == 3
    assert main_figures(walked(*claims))[KILLED] == 4


def test_a_toll_of_many_days_counts_only_where_there_is_nothing_else() -> None:
    toll, attack = figure(KILLED, 90, 90), figure(KILLED, 2, 2)
    month = When(value="", earliest=date(2016, 9, 1), latest=date(2016, 9, 30), precision=1, anchor="", rule="")
    told = ([toll], {"type": "toll"})
    assert main_figures(walked(told, ([attack], {}), resolutions={0: [month]}))[KILLED] == 2
    assert main_figures(walked(told, resolutions={0: [month]}))[KILLED] == 90
    assert main_figures(walked(told, ([attack], {})))[KILLED] == 90


def test_the_table_counts_exact_figures() -> None:
    gold = {KILLED: 1, INJURED: 2}
    rows = [
        Row(id="a", gold=gold, read=gold, baseline={KILLED: 1, INJURED: 0}),
        Row(id="b", gold=gold, read={KILLED: 1, INJURED: 0}, baseline=gold),
    ]
    assert [line.split()[-2:] for line in table(rows)][1:] == [["100.0", "100.0"], ["50.0", "50.0"], ["50.0", "50.0"]]
