from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.dispute_cases import ARMY, MILITIA, REBELS, STRANGERS, by, event_of
from tests.event_cases import DAY, told, witness_of

from dateline.model.claim import Status
from dateline.model.dispute import Matter, Standing
from dateline.model.event import Group, Linked
from dateline.model.grounded import Grounded
from dateline.model.text import Phrase, Span
from dateline.model.voice import Tie
from dateline.reconcile import event_id, reconciled
from dateline.reconcile.hands import is_alike

SUNDAY = date(2016, 9, 25)


def named(report: str, words: str, *, outlet: str | None = None, start: int = 0) -> Grounded:
    """A claim of a speaker as `ground` makes it, in a report of an outlet."""
    return replace(told(report, speaker=words, start=start), outlet=witness_of(None, outlet or report), witness=witness_of(words, report))


def quoting(grounded: Grounded, quote: str) -> Grounded:
    return replace(grounded, claim=replace(grounded.claim, quote=quote))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the Observatory", "Observatory director Rami Example"),
        ("the Observatory", "Rami Example, head of the Observatory"),
        ("the Civil Defence", "a spokesman for the Civil Defence"),
        ("the Observatory", "a new toll from the Observatory"),
        ("the Observatory", "an Observatory report"),
        ("local activists", "Activists in the city"),
        ("the Observatory", "the Civil Defence and the Observatory"),
    ],
)
def test_one_witness_under_two_names_corroborates_nothing(first: str, second: str) -> None:
    assert event_of(named("rep_a", first), named("rep_b", second)).occurrence.standing is Standing.SINGLE


def test_whoever_heads_a_body_stays_it_when_only_his_name_is_told() -> None:
    claims = (named("rep_a", "Council head Jane Roe"), named("rep_a", "the Council", start=30), named("rep_b", "Jane Roe"))
    event = event_of(*claims)
    assert event.speakers == ("the Council",)
    assert {tie.tie for tie in event.ties} >= {Tie.SPEAKS_FOR, Tie.QUOTES}


def test_an_outlet_and_the_agency_of_its_name_are_one() -> None:
    own = told("rep_a", outlet="Example")
    own = replace(own, outlet=own.witness)
    assert event_of(own, named("rep_b", "the Example news agency")).occurrence.standing is Standing.SINGLE


def test_a_paper_of_nobodys_is_answered_for_by_the_outlet() -> None:
    own = told("rep_a", outlet="Example")
    own = replace(own, outlet=own.witness)
    assert event_of(own, named("rep_b", "a recent report", outlet="Example")).occurrence.standing is Standing.SINGLE


def test_the_group_is_whoever_spoke_before() -> None:
    event = event_of(named("rep_a", "Observatory"), named("rep_a", "the Britain-based group", start=40))
    assert event.speakers == ("Observatory",)


def test_the_same_words_in_two_outlets_are_one_voice() -> None:
    words = "when at least six people were killed in a car bomb attack on the market"
    first, again = quoting(told("rep_a"), words), quoting(told("rep_b", published=SUNDAY), f"{words} last month")
    event = event_of(first, again)
    assert (event.occurrence.standing, event.speakers) == (Standing.SINGLE, ("rep_a",))
    assert [(tie.follower, tie.tie) for tie in event.ties] == [("outlet:rep_b", Tie.REPRINTS)]


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("the army took the camp on Saturday", "The army took the camp on Saturday.", True),
        ("the army took the camp on Saturday", "On Saturday fighters of the army entered it", False),
        ("it happened", "it happened", False),
    ],
)
def test_passages_are_alike_when_half_of_their_runs_are(a: str, b: str, *, alike: bool) -> None:
    assert is_alike(a, b) is alike


def test_who_did_it_is_judged_apart_from_whether() -> None:
    blaming, denying = by(told("rep_a", speaker="Observatory"), ARMY), by(told("rep_b", speaker="Army", status=Status.DENIED), ARMY)
    event = event_of(blaming, by(told("rep_c", speaker="residents"), ARMY), denying)
    assert event.occurrence.standing is Standing.CORROBORATED
    assert event.responsibility is not None
    assert event.responsibility.standing is Standing.CONTESTED
    assert [(blame.name, blame.told, blame.denied) for blame in event.blamed] == [
        ("Army", ("Observatory", "residents (unnamed)"), ("Army",))
    ]
    assert (event.standing, [dispute.matter for dispute in event.disputes]) == (Standing.CONTESTED, [Matter.RESPONSIBILITY])


def test_who_denies_a_deed_of_which_nobody_accuses_him_is_heard_too() -> None:
    event = event_of(told("rep_a", speaker="Observatory"), by(told("rep_b", speaker="Army", status=Status.DENIED), ARMY))
    assert event.responsibility is not None
    assert (event.standing, event.responsibility.standing) == (Standing.SINGLE, Standing.DENIED)
    assert event.responsibility.reasons == ("Army is not blamed here; denied by Army",)


def test_blame_by_two_voices_is_corroborated_and_by_one_not() -> None:
    one = event_of(by(told("rep_a", speaker="Observatory"), ARMY), told("rep_b", speaker="residents"))
    two = event_of(by(told("rep_a", speaker="Observatory"), ARMY), by(told("rep_b", speaker="residents"), ARMY))
    assert [event.responsibility and event.responsibility.standing for event in (one, two)] == [Standing.SINGLE, Standing.CORROBORATED]


@pytest.mark.parametrize(("rival", "contested"), [(REBELS, True), (MILITIA, False), (STRANGERS, False)])
def test_blame_competes_between_camps_that_are_known(rival: object, *, contested: bool) -> None:
    claims = (by(told("rep_a", speaker="Observatory"), ARMY), by(told("rep_b", speaker="state media"), rival))  # type: ignore[arg-type]
    assert (event_of(*claims).standing is Standing.CONTESTED) is contested


def test_nobody_is_blamed_for_a_clash() -> None:
    assert event_of(by(told("rep_a", type_="clash"), ARMY, REBELS)).responsibility is None


def test_every_claim_of_an_event_leads_to_it_by_an_id() -> None:
    first, later = told("rep_a", published=DAY), told("rep_b", published=SUNDAY)
    event = event_of(first, later)
    assert event.id == event_id(first.claim.id)
    apart = Linked(groups=(Group(claims=(first.claim.id,)), Group(claims=(later.claim.id,))))
    assert {e.id for e in reconciled(apart, (first, later)).events} == {event_id(first.claim.id), event_id(later.claim.id)}


def test_a_speaker_relayed_by_a_medium_is_one_witness() -> None:
    relayed = replace(named("rep_a", "Observatory"), medium=witness_of("Agency", "x"))
    claim = replace(relayed.claim, via=Phrase(span=Span(0, 6), text="Agency"))
    event = event_of(replace(relayed, claim=claim))
    assert {(tie.follower, tie.leader, tie.tie) for tie in event.ties} == {
        ("outlet:rep_a", "name:observatory", Tie.QUOTES),
        ("name:agency", "name:observatory", Tie.RELAYS),
    }
