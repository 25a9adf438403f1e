"""A ledger's claims linked from their words: explanations, growth, judgements, reports without a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.event_cases import DAY, FAMILIES, HANDARAT, HOMS, told

from dateline.link import link, start_linking
from dateline.model.grounded import Grounded
from dateline.model.text import Report

STORIES = {
    "handarat": "Warplanes hit the camp of Handarat, where the Tarifi bakery burned and Khalil Sabbagh, a teacher, died in Karm Street.",
    "homs": "A rocket fell on the Bustan quarter of Homs, beside the Zaytoun school, and Mariam Haddad was pulled from the rubble.",
    "talks": "Envoys met in a hotel on the lake and spoke for nine hours about an exchange of prisoners, without naming a date.",
}


def report_of(story: str, outlet: str, *, days: int = 0) -> Report:
    """A report of `story` in an outlet's words."""
    text = f"The {outlet} was told this by telephone. {STORIES[story]}"
    return Report(text=text, original="", source=outlet, published=DAY + timedelta(days=days))


def claim_of(report: Report, *, placed: bool = True, start: int = 0) -> Grounded:
    """What a report's outlet says happened."""
    place = HOMS if "Homs" in report.text else HANDARAT
    days = (DAY, DAY) if placed else None
    return told(report.id, outlet=report.source, place=place if placed else None, days=days, published=report.published, start=start)


REPORTS = tuple(report_of(story, outlet) for story in ("handarat", "homs") for outlet in ("Herald", "Courier", "Gazette"))
CLAIMS = tuple(claim_of(report) for report in REPORTS)


def test_a_link_is_explained_by_weights_that_add_up_to_its_score() -> None:
    linked = link(CLAIMS, REPORTS, families=FAMILIES)
    assert linked.weights == "fixed weights"
    assert len(linked.links) == 6
    for found in linked.links:
        steps = found.waterfall()
        assert found.score == pytest.approx(sum(reason.weight for reason in found.reasons))
        assert steps[0].before == 0
        assert steps[-1].after == pytest.approx(found.score)
        assert all(left.after == right.before for left, right in pairwise(steps))
        assert {"type", "place", "days", "words", "names"} <= {reason.name for reason in found.reasons}
        assert 0.5 < found.probability < 1
        assert found.first < found.second


def test_a_group_says_why_it_is_one() -> None:
    [first, _] = link(CLAIMS, REPORTS, families=FAMILIES).groups
    assert any("3 links, the strongest" in reason for reason in first.reasons)


def test_words_link_claims_without_place_or_day() -> None:
    reports = [report_of("handarat", "Herald"), report_of("handarat", "Courier", days=1), report_of("homs", "Gazette")]
    claims = [claim_of(report, placed=False) for report in reports]
    groups = link(claims, reports, families=FAMILIES).groups
    assert sorted(len(group.claims) for group in groups) == [1, 2]


def test_a_report_without_a_claim_stands_beside_the_happening_it_tells() -> None:
    bare = report_of("handarat", "Times")
    other = report_of("talks", "Post")
    groups = link(CLAIMS, [*REPORTS, bare, other], families=FAMILIES).groups
    assert sorted(group.reports for group in groups) == [(), (bare.id,)]


def test_people_outrank_scores() -> None:
    one, two, _, far, *_ = (claim.claim.id for claim in CLAIMS)
    parted = link(CLAIMS, REPORTS, families=FAMILIES, apart=[(two, one)]).groups
    assert not any({one, two} <= set(group.claims) for group in parted)
    joined = link(CLAIMS, REPORTS, families=FAMILIES, together=[(far, one)]).groups
    [group] = [group for group in joined if one in group.claims]
    assert {one, far} <= set(group.claims)
    assert "judged one happening by a person" in group.reasons


@settings(deadline=None)
@given(st.permutations(range(len(REPORTS))), st.sets(st.sampled_from(range(len(REPORTS)))))
def test_adding_report_by_report_ends_where_adding_all_at_once_does(order: list[int], bare: set[int]) -> None:
    told_by = {n: () if n in bare else (CLAIMS[n],) for n in order}
    at_once = start_linking(REPORTS, families=FAMILIES)
    at_once.add([claim for n in sorted(order) for claim in told_by[n]], REPORTS)
    one_by_one = start_linking(REPORTS, families=FAMILIES)
    for n in order:
        one_by_one.add(told_by[n], [REPORTS[n]])
    assert one_by_one.linked() == at_once.linked()


def test_adding_a_report_regroups_only_what_it_touches() -> None:
    found = start_linking(REPORTS, families=FAMILIES)
    found.add(CLAIMS, REPORTS)
    before = found.compared
    new = report_of("homs", "Times")
    assert found.add([claim_of(new)], [new]) == 4
    assert found.compared - before == 3


def test_adding_a_report_twice_changes_nothing() -> None:
    found = start_linking(REPORTS, families=FAMILIES)
    found.add(CLAIMS, REPORTS)
    before = found.linked()
    assert found.add(CLAIMS[:1], REPORTS[:1]) == 0
    assert found.linked() == before


def test_two_reports_a_year_apart_are_two_happenings() -> None:
    early, late = report_of("handarat", "Herald"), replace(report_of("homs", "Herald"), published=date(2017, 9, 25))
    groups = link([claim_of(early), claim_of(late, placed=False)], [early, late], families=FAMILIES).groups
    assert len(groups) == 2
