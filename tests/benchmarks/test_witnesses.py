from __future__ import annotations

from benchmarks.witnesses import Added, added
from tests.dispute_cases import event_of
from tests.event_cases import told

from dateline.model.event import Group, Linked
from dateline.model.grounded import Grounded
from dateline.reconcile import reconcile

HERALD, POST, WIRE = told("rep_a", outlet="Herald"), told("rep_b", outlet="Post"), told("rep_c", speaker="Army")


def apart(*claims: Grounded) -> Linked:
    return Linked(groups=tuple(Group(claims=(g.claim.id,)) for g in claims))


def test_a_copy_that_is_heard_as_a_witness_is_counted() -> None:
    before = event_of(HERALD)
    assert added([before], [event_of(HERALD, POST)]) == Added(events=1, more_voices=1, corroborated=1)


def test_events_that_no_copy_tells_or_that_copies_join_are_not_counted() -> None:
    before = reconcile(apart(HERALD, WIRE), (HERALD, WIRE))
    assert added(before, before) == Added(0, 0, 0)
    assert added(before, [event_of(HERALD, WIRE, POST)]) == Added(0, 0, 0)
