"""What events are looked up by is what the claims of the ledger say, also of claims that tell no event any more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.store.conftest import Made

from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.store.desk.control import ControlQuery, held_places
from dateline.store.desk.event import numbers_of, speakers_known
from dateline.store.desk.reader import claims_of
from dateline.store.desk.search import claims_found, count_claims, taken_apart
from dateline.store.schema import event_entry, event_report, naming


@pytest.fixture
def ledger(tmp_path: Path, made: Made) -> Iterator[Ledger]:
    """A copy of the ledger, to be judged."""
    shutil.copyfile(made.ledger.database.path, tmp_path / "ledger.db")
    with Ledger.open(tmp_path / "ledger.db") as found:
        yield found


def days(ledger: Ledger) -> dict[str, tuple[date, date]]:
    """The days of each claim, else the day of its report, by the rows of the ledger."""
    published = {row.id: row.published for row in ledger.reports()}
    told = {row.id: (row.earliest or row.latest or published[row.report], row.latest or row.earliest) for row in ledger.claims()}
    return {key: (first, last or first) for key, (first, last) in told.items() if first is not None}


def test_claims_are_found_by_their_days_whether_they_tell_an_event_or_not(ledger: Ledger) -> None:
    known = days(ledger)
    first, last = date(2012, 1, 3), date(2012, 1, 4)
    wanted = {key for key, (begins, ends) in known.items() if begins <= last and ends >= first}
    for key in sorted(wanted)[:5]:
        ledger.judge(key, Verdict.REJECTED, reviewer="A. Reader", reason="read again")
    asked = taken_apart(f"since:{first} until:{last}")
    found = ledger.ask(lambda c: (claims_found(c, asked, limit=1000), count_claims(c, asked)))
    assert {one.id for one in found[0]} == wanted
    assert found[1] == len(wanted) > 5
    assert any(one.event is None for one in found[0])


def test_every_name_is_kept_once(made: Made) -> None:
    with made.ledger.database.reading() as connection:
        rows = [tuple(row)[1:] for row in connection.execute(naming.select())]
    assert len(rows) == len(set(rows))
    assert {kind for kind, *_ in rows} == {"place", "party", "speaker", "outlet"}


def test_entries_and_reports_lead_to_the_events_that_they_tell(made: Made) -> None:
    with made.ledger.database.reading() as connection:
        claims, reports = (connection.execute(table.select()).all() for table in (event_entry, event_report))
    told = {grounded.claim.id: grounded.claim.report for event in made.found.events for grounded in made.claims(event)}
    pairs = {(event.id, told[key]) for event in made.found.events for key in event.claims}
    assert len(claims) == len(told)
    assert len(reports) == len(pairs)


def test_claims_are_numbered_as_their_report_tells_them(made: Made) -> None:
    report = max(made.ledger.reports(), key=lambda row: row.claims).id
    with made.ledger.database.reading() as connection:
        keys = list(claims_of(connection, report))
        assert len(keys) > 3
        assert numbers_of(connection, keys[2:4]) == {keys[2]: 3, keys[3]: 4}


def test_places_are_found_by_the_words_of_those_who_say_who_holds_them(made: Made) -> None:
    def found(place: str) -> set[str]:
        held = made.ledger.ask(lambda c: held_places(c, ControlQuery(place=place), limit=1000))
        return {line.place.id for line in held.timelines}

    told = {
        (control.place.text, g.place.id)
        for g in made.found.claims
        if (control := g.claim.control) is not None and control.place is not None and g.place is not None
    }
    assert told
    for words, key in told:
        assert key in found(words)


def test_speakers_are_known_by_what_their_words_were_taken_for(made: Made) -> None:
    keys = [row.id for row in made.ledger.claims()]
    with made.ledger.database.reading() as connection:
        known = speakers_known(connection, keys)
    assert known["actor:made-watch"].name == "Tally Watch"
    assert all(key == f"actor:{actor.id}" for key, actor in known.items())
