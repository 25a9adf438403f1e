"""The whole room on one report: places, times and parties of its claims, with reasons and versions."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model.claim import Claim, Status
from dateline.model.mention import Annotated, TimeExpression
from dateline.model.text import Phrase, Report, Span
from dateline.model.world import Actor, Place, Resolution, Slot, When
from dateline.resolve import Resolver

TEXT = "Assad regime forces took Handarat camp, north of Aleppo, on Saturday. Activists put the two-day death toll at more than 200."


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver()


def phrase(words: str) -> Phrase:
    start = TEXT.index(words)
    return Phrase(span=Span(start, start + len(words)), text=words)


def resolutions(resolver: Resolver, claim: Claim, report: Report, times: tuple[TimeExpression, ...]) -> dict[Slot, Resolution]:
    annotated = Annotated(report=report, sentences=(), times=times)
    return {r.slot: r for r in resolver.resolve([claim], annotated)}


def claim_of(report: Report, type_id: str, quote: str, **slots: object) -> Claim:
    evidence = phrase(quote).span
    return Claim(report=report.id, evidence=evidence, quote=quote, type=type_id, **slots)  # type: ignore[arg-type]


def test_place_day_and_party_of_a_claim(resolver: Resolver) -> None:
    report = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 25))
    saturday = TimeExpression(span=phrase("on Saturday").span, rule="day", value="weekday:6", modifier=None)
    claim = claim_of(
        report,
        "capture",
        "Assad regime forces took Handarat camp, north of Aleppo, on Saturday",
        actors=(phrase("Assad regime forces"),),
        place=phrase("Handarat camp"),
        times=(phrase("on Saturday"),),
    )
    found = resolutions(resolver, claim, report, (saturday,))
    place, when, actor = (found[s].chosen for s in (Slot.PLACE, Slot.TIME, Slot.ACTOR))
    assert isinstance(place, Place)
    assert abs(place.latitude - 36.2747) < 0.03
    assert abs(place.longitude - 37.1614) < 0.03
    assert isinstance(when, When)
    assert (when.earliest, when.latest) == (date(2016, 9, 24), date(2016, 9, 24))
    assert isinstance(actor, Actor)
    assert found[Slot.ACTOR].loaded
    assert found[Slot.ACTOR].wording == "Assad regime forces"
    assert all(r.reasons and r.version for r in found.values())


def test_without_a_report_date_a_weekday_stays_open(resolver: Resolver) -> None:
    report = Report(text=TEXT, original="0" * 64)
    saturday = TimeExpression(span=phrase("on Saturday").span, rule="day", value="weekday:6", modifier=None)
    claim = claim_of(report, "capture", "on Saturday", times=(phrase("on Saturday"),))
    found = resolutions(resolver, claim, report, (saturday,))[Slot.TIME]
    assert found.chosen is None
    assert found.reasons == ("the report has no date to count from",)


def test_a_bare_length_counts_up_to_the_reports_day_only_in_a_toll(resolver: Resolver) -> None:
    report = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 24))
    length = TimeExpression(span=phrase("two-day").span, rule="duration", value="duration:P2D", modifier=None)
    quote = "Activists put the two-day death toll at more than 200"
    spans = {}
    for type_id in ("toll", "ceasefire"):
        claim = claim_of(report, type_id, quote, status=Status.ASSERTED, times=(phrase("two-day"),))
        when = resolutions(resolver, claim, report, (length,))[Slot.TIME].chosen
        assert isinstance(when, When)
        spans[type_id] = (when.earliest, when.latest)
    assert spans == {"toll": (date(2016, 9, 23), date(2016, 9, 24)), "ceasefire": (None, None)}
