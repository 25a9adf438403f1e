"""Every condition of a query for events, against what the records themselves say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.store.conftest import Made

from dateline.model.dispute import Matter, Standing
from dateline.model.event import Event
from dateline.reconcile import event_id
from dateline.store import EventQuery, events
from dateline.store.events import Located, count_events, event_rows, links_of, reprints_among, voices_of, witness_names

Fits = Callable[[Made, Event], bool]


def meets(event: Event, first: date, last: date) -> bool:
    if event.earliest is None and event.latest is None:
        return False
    return (event.earliest or date.min) <= last and (event.latest or date.max) >= first


def lies_in(made: Made, event: Event, name: str) -> bool:
    told = made.claims(event)
    words = [g.claim.place.text for g in told if g.claim.place is not None]
    places = [g.place for g in told if g.place is not None]
    words += [known for place in places for known in (place.name, place.admin1, place.admin2, place.country) if known is not None]
    return any(name.lower() in word.lower() for word in words)


def is_told_by(made: Made, event: Event, name: str) -> bool:
    voices = made.found.independence.voices
    return any(
        name.lower() in voices[g.claim.id].name.lower() or (g.claim.speaker is not None and name.lower() in g.claim.speaker.text.lower())
        for g in made.claims(event)
    )


def has_party(made: Made, event: Event, name: str) -> bool:
    return any(name.lower() in party.name.lower() for g in made.claims(event) for party in (*g.actors, *g.targets))


def is_in(event: Event, west: float, south: float, east: float, north: float) -> bool:
    place = event.at
    return place is not None and south <= place.latitude <= north and west <= place.longitude <= east


def is_judged(made: Made, event: Event) -> bool:
    judged = {row.subject for row in made.ledger.judgements()}
    return not judged.isdisjoint(event.claims)


CONDITIONS: list[tuple[dict[str, Any], Fits]] = [
    ({}, lambda _, __: True),
    ({"type": "clash"}, lambda _, e: e.type == "clash"),
    *(({"standing": standing}, lambda _, e, standing=standing: e.standing is standing) for standing in Standing),
    ({"place": "aleppo"}, lambda m, e: lies_in(m, e, "aleppo")),
    ({"place": "gn:170063"}, lambda _, e: e.at is not None and e.at.id == "gn:170063"),
    ({"speaker": "tally watch"}, lambda m, e: is_told_by(m, e, "tally watch")),
    ({"speaker": "actor:made-watch"}, lambda m, e: any(m.found.independence.voices[key].key == "actor:made-watch" for key in e.claims)),
    ({"outlet": "AMBER TIMES"}, lambda m, e: any(g.outlet is not None and g.outlet.name == "Amber Times" for g in m.claims(e))),
    ({"actor": "northern army"}, lambda m, e: has_party(m, e, "northern army")),
    ({"actor": "made-0"}, lambda m, e: any(p.key == "actor:made-0" for g in m.claims(e) for p in (*g.actors, *g.targets))),
    ({"since": date(2012, 1, 3)}, lambda _, e: meets(e, date(2012, 1, 3), date.max)),
    ({"until": date(2012, 1, 2)}, lambda _, e: meets(e, date.min, date(2012, 1, 2))),
    ({"since": date(2012, 1, 2), "until": date(2012, 1, 2)}, lambda _, e: meets(e, date(2012, 1, 2), date(2012, 1, 2))),
    *(({"matter": matter}, lambda _, e, matter=matter: any(d.matter is matter for d in e.disputes)) for matter in Matter),
    ({"measure": "killed"}, lambda _, e: any(estimate.measure == "killed" for estimate in e.estimates)),
    ({"area": (36.0, 34.0, 37.5, 36.5)}, lambda _, e: is_in(e, 36.0, 34.0, 37.5, 36.5)),
    ({"area": (170.0, 30.0, 37.5, 38.0)}, lambda _, e: is_in(e, -180.0, 30.0, 37.5, 38.0)),
    ({"text": "killed injured"}, lambda m, e: any({"killed", "injured"} <= set(g.claim.quote.split()) for g in m.claims(e))),
    ({"confidence": 0.9}, lambda m, e: any(g.claim.confidence is not None and g.claim.confidence >= 0.9 for g in m.claims(e))),
    ({"background": False}, lambda _, __: True),
    ({"background": True}, lambda _, __: False),
    ({"reviewed": True}, is_judged),
    ({"reviewed": False}, lambda m, e: not is_judged(m, e)),
    ({"located": Located.POINT}, lambda _, e: e.at is not None),
]


@pytest.mark.parametrize(("asked", "fits"), CONDITIONS, ids=lambda value: str(value) if isinstance(value, dict) else "")
def test_a_condition_keeps_the_events_that_meet_it(made: Made, asked: dict[str, Any], fits: Fits) -> None:
    wanted = {event.id for event in made.found.events if fits(made, event)}
    found = made.ledger.ask(lambda connection: events.events(connection, EventQuery(**asked)))
    assert {event.id for event in found} == wanted
    assert made.ledger.ask(lambda connection: count_events(connection, EventQuery(**asked))) == len(wanted)


def test_the_conditions_of_this_test_tell_events_apart(made: Made) -> None:
    sizes = [sum(fits(made, event) for event in made.found.events) for _, fits in CONDITIONS]
    assert sum(0 < size < len(made.found.events) for size in sizes) > 20


def test_all_conditions_must_hold(made: Made) -> None:
    both = made.ledger.events(type="clash", measure="killed")
    assert {e.id for e in both} == {e.id for e in made.ledger.events(type="clash")} & {e.id for e in made.ledger.events(measure="killed")}
    assert both


def test_rows_come_in_order_and_in_pages_with_the_span_of_the_measure(made: Made) -> None:
    query = EventQuery(measure="killed")
    rows = made.ledger.ask(lambda connection: event_rows(connection, query))
    spans = {event.id: next((e.low, e.high) for e in event.estimates if e.measure == "killed") for event in made.ledger.events(query)}
    assert {row.id: (row.low, row.high) for row in rows} == spans
    assert [row.earliest or date.max for row in rows] == sorted(row.earliest or date.max for row in rows)
    with made.ledger.database.reading() as connection:
        pages = [event_rows(connection, query, limit=5, offset=n) for n in range(0, len(rows), 5)]
    assert [row for page in pages for row in page] == list(rows)


def test_rows_say_what_their_events_say(made: Made) -> None:
    by_id = {event.id: event for event in made.found.events}
    for row in made.ledger.ask(lambda connection: event_rows(connection, EventQuery())):
        event, claims = by_id[row.id], made.claims(by_id[row.id])
        assert (row.standing, row.place, row.earliest, row.latest) == (event.standing, event.place, event.earliest, event.latest)
        assert (row.claims, row.voices) == (len(claims), len(event.speakers))
        assert row.reports == len({g.claim.report for g in claims})
        assert row.published == min((g.published for g in claims if g.published is not None), default=None)


def test_an_event_leads_to_its_links_voices_and_names(made: Made) -> None:
    event = max(made.found.events, key=lambda e: len(e.claims))
    inside = {(link.first, link.second): link for link in made.found.linked.links if {link.first, link.second} <= set(event.claims)}
    links = made.ledger.ask(lambda connection: links_of(connection, event.id))
    assert {(link.first, link.second): link for link in links} == inside
    assert [link.score for link in links] == sorted((link.score for link in links), reverse=True)
    voices = made.ledger.ask(lambda connection: voices_of(connection, event.claims))
    assert voices == {key: made.found.independence.voices[key] for key in event.claims}
    keys = [voice.key for voice in voices.values()]
    assert made.ledger.ask(lambda connection: witness_names(connection, keys)) == {voice.key: voice.name for voice in voices.values()}


def test_reprints_among_reports_are_those_of_both(made: Made) -> None:
    found = made.found.linked.reprints
    assert found, "the made-up ledger should hold reprints"
    first = found[0]
    reports = [*first.passage.reports, "rep_none"]
    assert made.ledger.ask(lambda connection: reprints_among(connection, reports)) == (first,)
    assert made.ledger.ask(lambda connection: reprints_among(connection, reports[:1])) == ()


def test_every_id_leads_to_its_event(made: Made) -> None:
    with made.ledger.database.reading() as connection:
        for event in made.found.events[:20]:
            for claim in event.claims:
                assert events.event_with(connection, event_id(claim)) == event
        assert events.event_with(connection, "evt_none") is None


def test_a_query_is_the_same_by_its_fields_and_by_words(made: Made) -> None:
    query = EventQuery(type="clash")
    assert made.ledger.events(query) == made.ledger.events(type="clash")
    assert made.ledger.events(replace(query, id=made.ledger.events(query)[0].id)) == made.ledger.events(query)[:1]
