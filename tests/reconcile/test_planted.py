"""Laws of tolls, on planted ledgers: what truthful speakers say always allows the truth, and nothing is counted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.event_cases import witness_of
from tests.reconcile.counting import CITY, EAST, SYRIA, counts, day, says
from tests.reconcile.planted import DAYS, plant_claims, plant_question, plant_truth
from tests.reprint_cases import reprint_of

from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.model.reprint import Extent, Reprint
from dateline.reconcile.bounds import Bounds
from dateline.reconcile.figures import figures_in_cells
from dateline.reconcile.space import Question, Space
from dateline.reconcile.tolls import toll

RANDOMS = st.randoms(use_true_random=False)
LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bounds(question: Question, claims: list[Grounded]) -> Bounds:
    """Bounds by all figures of the claims, with none superseded: what the laws of adding and removing speak of."""
    counted, _ = figures_in_cells(question.measure, claims)
    space = Space.of(question, counted)
    return space.bounds(space.counted)


@LAW
@given(RANDOMS, st.integers(0, 9))
def test_what_truthful_speakers_say_allows_the_truth(random: Random, number: int) -> None:
    truth = plant_truth(random)
    question = plant_question(random)
    answer = toll(question, plant_claims(random, truth, number))
    true = truth.answer(question)
    assert answer.conflicts == ()
    assert (answer.low or 0) <= true
    assert answer.high is None or true <= answer.high


@LAW
@given(RANDOMS)
def test_the_order_of_claims_never_matters(random: Random) -> None:
    truth = plant_truth(random)
    question, claims = plant_question(random), plant_claims(random, truth, 6)
    lie = says("Liar", counts(1, 1), SYRIA, (day(1), day(DAYS)), report="rep_lie")
    shuffled = [*claims, lie]
    random.shuffle(shuffled)
    assert toll(question, shuffled) == toll(question, [*claims, lie])


@LAW
@given(RANDOMS)
def test_removing_a_claim_never_tightens(random: Random) -> None:
    truth = plant_truth(random)
    question = plant_question(random)
    claims = [claim for claim in plant_claims(random, truth, 6) if claim.claim.report[-1].isdigit()]
    whole = bounds(question, claims)
    assert whole.conflicts == ()
    for claim in claims:
        fewer = bounds(question, [other for other in claims if other is not claim])
        assert (fewer.low.value or 0) <= (whole.low.value or 0)
        assert whole.high.value is None or fewer.high.value is None or fewer.high.value >= whole.high.value
        assert not (whole.high.value is None and fewer.high.value is not None)


@LAW
@given(RANDOMS)
def test_a_lie_that_cannot_be_true_is_found_in_a_minimal_conflict(random: Random) -> None:
    truth = plant_truth(random)
    question = Question(measure=Measure.KILLED, place=SYRIA, first=day(1), last=day(DAYS))
    claims = [claim for claim in plant_claims(random, truth, 7) if claim.claim.report[-1].isdigit()]
    low = bounds(question, claims).low.value
    if not low:
        return
    lie = says("Liar", counts(low - 1, low - 1), SYRIA, (day(1), day(DAYS)), report="rep_lie")
    found = bounds(question, [*claims, lie])
    assert len(found.conflicts) == 1
    by_id = {claim.claim.id: claim for claim in [*claims, lie]}
    [conflict] = found.conflicts
    assert lie.claim.id in conflict
    assert bounds(question, [by_id[key] for key in conflict]).conflicts == (conflict,)
    for key in conflict:
        assert bounds(question, [by_id[other] for other in conflict if other != key]).conflicts == ()


@LAW
@given(st.lists(st.integers(0, 60), min_size=1, max_size=DAYS), st.booleans(), st.sampled_from([CITY, EAST]))
def test_a_cumulative_series_is_never_counted_twice(killed: list[int], dailies: bool, place: object) -> None:  # noqa: FBT001
    """A count since the first day, told anew each day, with the figure of each day beside it, gives the truth and nothing but it."""
    question = Question(measure=Measure.KILLED, place=CITY, first=day(1), last=day(len(killed)))
    claims = []
    for n in range(1, len(killed) + 1):
        total = sum(killed[:n])
        claims.append(says("Observatory", counts(total, total), CITY, (day(1), day(n)), report=f"rep_{n}"))
        if dailies:
            claims.append(says("Observatory", counts(killed[n - 1], killed[n - 1]), CITY, (day(n), day(n)), report=f"rep_d{n}"))
        claims.append(says("Army", counts(total, total), CITY, (day(1), day(n)), report=f"rep_a{n}"))
        if place is EAST:
            claims.append(says("activists", counts(killed[n - 1], None), EAST, (day(n), day(n)), report=f"rep_e{n}"))
    answer = toll(question, claims)
    assert answer.conflicts == ()
    assert ((answer.low or 0), answer.high) == (sum(killed), sum(killed))


@settings(LAW, max_examples=200)
@given(RANDOMS)
def test_a_report_that_is_printed_again_changes_no_bound(random: Random) -> None:
    """Whoever prints it, on whatever day, for whatever days it is then taken, with or without naming who said it."""
    truth = plant_truth(random)
    everything = Question(measure=Measure.KILLED, place=SYRIA, first=day(1), last=day(3 * DAYS))
    question = random.choice((plant_question(random), everything))
    claims = [claim for claim in plant_claims(random, truth, 5) if claim.claim.report[-1].isdigit()]
    before = toll(question, claims)
    again = [printed_again(random, claim) for claim in random.sample(claims, random.randint(1, len(claims)))]
    after = toll(question, [*claims, *again], reprints=[shared(claim) for claim in again])
    assert (after.low, after.high, after.conflicts) == (before.low, before.high, before.conflicts)
    assert {item.claim for item in after.left_out} >= {item.claim for item in before.left_out}


def printed_again(random: Random, claim: Grounded) -> Grounded:
    later = timedelta(days=random.randint(0, 9))
    speaker = random.choice((None, claim.claim.speaker))
    again = replace(claim.claim, report=f"{claim.claim.report}b", speaker=speaker)
    witness = claim.witness if speaker is not None else witness_of(None, again.report)
    published, earliest, latest = (day and day + later for day in (claim.published, claim.earliest, claim.latest))
    return replace(claim, claim=again, witness=witness, published=published, earliest=earliest, latest=latest)


def shared(again: Grounded) -> Reprint:
    first = again.claim.report[:-1]
    return reprint_of(first, again.claim.report, earlier=first, extent=Extent.PARTIAL)


@pytest.mark.parametrize("seed", range(3))
def test_a_crowded_ledger_holds_the_truth_too(seed: int) -> None:
    random = Random(seed)
    truth = plant_truth(random)
    question = plant_question(random)
    answer = toll(question, plant_claims(random, truth, 60))
    assert answer.conflicts == ()
    assert (answer.low or 0) <= truth.answer(question) <= (answer.high if answer.high is not None else 10**9)
