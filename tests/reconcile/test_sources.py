from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.event_cases import DAY, killed, told

from dateline.model.claim import Status
from dateline.model.event import Group, Linked
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.model.tally import Beside, SourceKind, Tally
from dateline.reconcile import reconciled
from dateline.reconcile.sources import parts_in, tallies_of

SUNDAY = date(2016, 9, 25)


def tallies(*groups: tuple[Grounded, ...]) -> dict[str, Tally]:
    """Each group as an event; speakers and outlets by name."""
    claims = [replace(g, outlet=g.witness) if g.claim.speaker is None else g for group in groups for g in group]
    linked = Linked(groups=tuple(Group(claims=tuple(sorted(g.claim.id for g in group))) for group in groups))
    found = reconciled(linked, claims)
    return {tally.name: tally for tally in tallies_of(parts_in(found.events, found.claims, found.independence), found.known.names)}


def test_a_source_is_alone_corroborated_contradicted_and_first() -> None:
    found = tallies(
        (told("rep_a", speaker="Army"), told("rep_b", speaker="Council", published=SUNDAY)),
        (told("rep_c", speaker="Army", start=20), told("rep_d", speaker="Council", status=Status.DENIED)),
        (told("rep_e", speaker="Army", start=40),),
    )
    army, council = found["Army"], found["Council"]
    assert (army.events, army.alone, army.shared, army.corroborated, army.contradicted, army.first) == (3, 1, 2, 1, 1, 1)
    assert (council.events, council.alone, council.corroborated, council.contradicted, council.first) == (2, 0, 1, 1, 0)
    assert army.kind is SourceKind.SPEAKER
    assert army.grades == ()


def test_an_outlets_own_voice_is_counted_apart_from_its_quotes() -> None:
    own = told("rep_a", outlet="Paper")
    quoted = replace(told("rep_a", speaker="Army", start=30), outlet=own.witness)
    paper = tallies((own,), (quoted,))["Paper"]
    assert (paper.kind, paper.claims, paper.own, paper.reports, paper.events) == (SourceKind.OUTLET, 2, 1, 1, 2)


def test_figures_are_set_beside_the_middle_of_the_others() -> None:
    found = tallies(
        (
            told("rep_a", speaker="Army", figures=[killed(30, 30)]),
            told("rep_b", speaker="Council", figures=[killed(10, 10)]),
            told("rep_c", speaker="Observatory", figures=[killed(20, 20)]),
        ),
        (
            told("rep_d", speaker="Army", figures=[killed(4, 4)], days=(DAY, SUNDAY)),
            told("rep_e", speaker="Council", figures=[killed(8, 8)]),
        ),
    )
    assert found["Army"].beside == (Beside(measure=Measure.KILLED, ratio=2.0, events=1),)
    assert found["Council"].beside == (Beside(measure=Measure.KILLED, ratio=0.4, events=1),)
