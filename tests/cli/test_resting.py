"""Reprints from text to screen: who rests on whom, what reports print of each other, and figures that count once."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Dateline
from tests.reprint_cases import reprint_of

from dateline.cli.resting import reprint_lines, tree_lines
from dateline.ledger import Ledger
from dateline.model.reprint import Extent
from dateline.model.text import Report
from dateline.model.voice import Tie, tie_of
from dateline.pipeline import Pipeline

BAKERY = (
    "Warplanes then bombed the bakery in the village of Hayyan, and at least nine people who stood in line for bread were killed there on "
    "Saturday morning."
)
FIRST = f"""Handarat changes hands

The Syrian army took the camp of Handarat north of Aleppo on Saturday, the army said in a statement. {BAKERY}
"""
OTHER = f"""Aleppo: the day

Shops stayed shut in the east of the city for a third day, and a convoy of lorries waited at the border for leave to cross into the north.

{BAKERY}
"""
"""Written for these tests; places are real, what is told of them is not."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, its whole reprint, and another one with a passage of it."""
    folder, pipeline = tmp_path_factory.mktemp("resting"), Pipeline()
    path = folder / "book.dateline"
    with Ledger.create(path, pipeline=pipeline) as ledger:
        for outlet, text, day in (("The Herald", FIRST, 24), ("The Post", OTHER, 25), ("The Gazette", f"By wire\n\n{FIRST}", 26)):
            (folder / f"{outlet}.txt").write_text(text)
            ledger.add(folder / f"{outlet}.txt", published=date(2016, 9, day), outlet=outlet)
    return path


def bakery(dateline: Dateline, book: Path) -> dict[str, Any]:
    events: list[dict[str, Any]] = json.loads(dateline("events", "--ledger", book, "--format", "json", "--place", "Hayyan").out)
    [event] = events
    return event


def test_one_passage_in_three_outlets_is_one_voice(dateline: Dateline, book: Path) -> None:
    event = bakery(dateline, book)
    assert (len(event["claims"]), event["speakers"], event["standing"]) == (3, ["The Herald"], "single speaker")


def test_an_event_shows_who_reprints_whom_and_how_much(dateline: Dateline, book: Path) -> None:
    said = " ".join(dateline("event", bakery(dateline, book)["id"], "--ledger", book).out.split())
    assert "The Herald ← The Gazette reprints it: the same text (" in said
    assert "← The Post reprints it: a passage (" in said
    assert "it was published first" in said
    assert " prints a passage of The Herald (rep_" in said


def test_a_reprint_is_shown_by_its_record_too(dateline: Dateline, book: Path) -> None:
    record = json.loads(dateline("event", bakery(dateline, book)["id"], "--ledger", book, "--json").out)
    assert sorted(reprint["passage"]["extent"] for reprint in record["reprints"]) == ["partial", "partial", "whole"]
    assert all(reprint["earlier"] in reprint["passage"].values() for reprint in record["reprints"])


def test_the_export_of_events_says_who_reprints_whom(dateline: Dateline, book: Path) -> None:
    said = dateline("export", "--ledger", book, "--what", "events", "--format", "csv")
    row = next(row for row in csv.DictReader(io.StringIO(said.out)) if row["id"] == bakery(dateline, book)["id"])
    assert "the post reprints the herald: a passage" in row["reprints"]


def test_a_figure_and_its_reprints_count_once_in_a_toll(dateline: Dateline, book: Path) -> None:
    answer = json.loads(dateline("toll", "--measure", "killed", "--place", "Hayyan", "--ledger", book, "--format", "json").out)
    assert (answer["low"], [alone["speaker"] for alone in answer["alone"]]) == (9, ["The Herald"])
    assert [item["reason"].partition(":")[0] for item in answer["left_out"]] == ["reprint", "reprint"]
    assert any("2 figures stand in reprints" in note for note in answer["notes"])


def test_a_tree_begins_with_those_who_rest_on_nobody() -> None:
    names = {"outlet:a": "A", "outlet:b": "B", "outlet:c": "C", "name:s": "S"}
    ties = [
        tie_of("outlet:b", "outlet:a", Tie.REPRINTS, "the same text; it was published first", ("clm_2",)),
        tie_of("outlet:c", "outlet:b", Tie.REPRINTS, "a passage; it was published first", ("clm_3",)),
        tie_of("outlet:c", "name:s", Tie.QUOTES, "gives the speaker's words, not its own", ("clm_4",)),
    ]
    assert list(tree_lines(ties, names, ["A", "S", "D"])) == [
        "A",
        "  ← B reprints it: the same text; it was published first (clm_2)",
        "    ← C reprints it: a passage; it was published first (clm_3)",
        "S",
        "  ← C quotes it (clm_4)",
        "D",
    ]


def test_two_that_rest_on_each_other_are_shown_once() -> None:
    names = {"outlet:a": "A", "outlet:b": "B"}
    ties = [tie_of("outlet:b", "outlet:a", Tie.REPRINTS, "x", ("c1",)), tie_of("outlet:a", "outlet:b", Tie.REPRINTS, "y", ("c2",))]
    lines = list(tree_lines(ties, names, ["A", "B"]))
    assert lines == ["A", "  ← B reprints it: x (c1)", "    ← A reprints it: y (c2)"]


@pytest.mark.parametrize(
    ("extent", "is_known", "agency", "told"),
    [
        (Extent.WHOLE, True, None, "{second} prints {first} again: 60 words"),
        (Extent.PARTIAL, True, None, "{second} prints a passage of {first}: 60 words"),
        (Extent.PARTIAL, True, "AFP", "{second} prints a passage of AFP, as {first} did before: 60 words"),
        (Extent.WHOLE, False, None, "{first} and {second} print one text: 60 words"),
        (Extent.PARTIAL, False, "AFP", "{first} and {second} print one passage of AFP: 60 words"),
        (Extent.QUOTED, False, None, "{first} and {second} quote the same words: 60 words"),
    ],
)
def test_a_reprint_is_told_in_a_sentence(extent: Extent, agency: str | None, told: str, *, is_known: bool) -> None:
    reports = [Report(text=outlet, original="", source=outlet, published=date(2016, 9, 24)) for outlet in ("The Herald", "The Post")]
    first, second = sorted(reports, key=lambda report: report.id)
    reprint = reprint_of(first.id, second.id, extent=extent, earlier=first.id if is_known else None, agency=agency)
    [line] = reprint_lines([reprint], {report.id: report for report in reports})
    shown = (f"{report.source} ({report.id}, 2016-09-24)" for report in (first, second))
    assert line.startswith(told.format(**dict(zip(("first", "second"), shown, strict=True))))
    assert f"90% of {first.id} and 90% of {second.id}" in line
