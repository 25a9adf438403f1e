"""Claims of single sentences: one sentence a row of `cases/claims.csv`, read by the shipped model; each row names what must come out."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.annotator import Annotator
from dateline.extract import extract
from dateline.model.claim import Claim
from dateline.model.text import Phrase, Report

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "claims.csv").open(encoding="utf-8", newline="")))


@cache
def annotator() -> Annotator:
    return Annotator()


def claims_of(text: str) -> tuple[Claim, ...]:
    report = Report(text=text, original="0" * 64, published=date(2016, 9, 25))
    return extract(annotator().annotate(report))


def says(phrase: Phrase | None, wanted: str) -> bool:
    return not wanted or (phrase is not None and wanted.casefold() in phrase.text.casefold())


def tolls(claim: Claim) -> str:
    return ";".join(f"{f.measure}:{'' if f.low is None else f.low}:{'' if f.high is None else f.high}" for f in claim.figures)


def fits(claim: Claim, row: dict[str, str]) -> bool:
    return (
        claim.type in row["type"].split("|")
        and claim.status in row["status"].split("|")
        and says(claim.speaker, row["source"])
        and bool(row["source"]) == (claim.speaker is not None)
        and says(claim.via, row["via"])
        and (not row["actors"] or any(says(a, row["actors"]) for a in claim.actors))
        and (not row["targets"] or any(says(t, row["targets"]) for t in claim.targets))
        and says(claim.place, row["place"])
        and (not row["tolls"] or tolls(claim) == row["tolls"])
    )


@pytest.mark.parametrize("row", CASES, ids=[row["text"][:50] for row in CASES])
def test_what_a_sentence_claims(row: dict[str, str]) -> None:
    found = claims_of(row["text"])
    assert any(fits(claim, row) for claim in found), "\n".join(map(str, found))


def test_a_denial_points_to_the_claim_it_denies() -> None:
    found = claims_of("Rebels said they had recovered all of Handarat, a claim denied by a militia commander.")
    denied = [c for c in found if c.status == "denied"]
    told = [c for c in found if c.status == "asserted"]
    assert [c.denies for c in denied] == [told[0].id]
    assert says(denied[0].speaker, "militia commander")
    assert says(told[0].speaker, "Rebels")


def test_sentences_without_events_claim_nothing() -> None:
    plain = ("The cat sat on the mat.", "She bought two books and a pen in March.", "The museum opens at nine on Sundays.")
    assert [claims_of(text) for text in plain] == [(), (), ()]


def test_a_part_is_never_added_to_its_whole() -> None:
    (claim,) = [c for c in claims_of("The strikes killed 20 people, including six children.") if c.figures]
    assert [f.part_of for f in claim.figures] == [None, 0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([row["text"] for row in CASES] + ["\n\n", "“", "He said so.", "...", "450.000"]), max_size=6).map(" ".join))
def test_every_claim_quotes_its_report(text: str) -> None:
    report_text = text or "-"
    for claim in claims_of(report_text):
        assert claim.evidence.of(report_text) == claim.quote
        assert all(f.part_of is None or f.part_of < len(claim.figures) for f in claim.figures)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Army forces clashed with rebels on the outskirts of Douma on Saturday as warplanes intensified bombardment of the town.",
            [("clash", ["Army forces", "rebels"], ["Saturday"]), ("shelling", ["warplanes"], ["Saturday"])],
        ),
        (
            "Troops have been tightening their siege of Douma this year, and this summer achieved a long-held goal of fully encircling it.",
            [("siege", ["Troops"], ["this year"]), ("siege", ["Troops"], ["this summer"])],
        ),
        (
            "The army said on Thursday it was starting an offensive to recapture Douma after a long truce was decalred over on Monday.",
            [("offensive", ["army"], []), ("ceasefire", [], ["Monday"])],
        ),
    ],
    ids=["as", "and", "after"],
)
def test_each_clause_has_its_own_parties_and_times(text: str, told: list[tuple[str, list[str], list[str]]]) -> None:
    found = [(claim.type, [actor.text for actor in claim.actors], [time.text for time in claim.times]) for claim in claims_of(text)]
    assert found == told
