"""The id of an event, once it was shown, leads somewhere for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.plain_walker import PlainWalker

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.model.decision import Verdict

FIRST = "The Observatory said 45 people were killed in Handarat."
AGAIN = "Residents said 45 people were killed in Handarat."
ELSEWHERE = "The army said 3 soldiers were killed in Homs."
MONDAY = date(2016, 9, 26)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "ledger.db", pipeline=PlainWalker()) as made:
        yield made


def add(ledger: Ledger, words: str, published: date = MONDAY) -> str:
    """The claim that the words make."""
    known = {row.id for row in ledger.claims()}
    path = ledger.database.path.with_name(f"{len(known)}.txt")
    path.write_text(words)
    ledger.add(path, published=published, outlet=f"Outlet {len(known)}")
    [claim] = {row.id for row in ledger.claims()} - known
    return claim


def ids(ledger: Ledger) -> list[str]:
    return sorted(event.id for event in ledger.events())


def reject(ledger: Ledger, subject: str) -> None:
    ledger.judge(subject, Verdict.REJECTED, reviewer="A. Reader", reason="a misread number")


def test_two_events_that_become_one(ledger: Ledger) -> None:
    add(ledger, FIRST)
    add(ledger, ELSEWHERE)
    one, other = ids(ledger)
    ledger.merge(one, other, reviewer="A. Reader", reason="one happening")
    [event] = ledger.events()
    assert {ledger.event_now(one).id, ledger.event_now(other).id} == {event.id}
    assert event.id in (one, other)


def test_an_event_that_falls_apart(ledger: Ledger) -> None:
    first, second = add(ledger, FIRST), add(ledger, AGAIN, published=date(2016, 9, 27))
    [before] = ids(ledger)
    ledger.split(second, reviewer="A. Reader", reason="another happening")
    assert ledger.event_now(before).claims == (first,)
    ledger.undo(ledger.trail(second)[-1].judgement.batch or "", reviewer="A. Reader", reason="it was one")
    assert set(ledger.event_now(before).claims) == {first, second}


def test_an_earlier_report_that_comes_later(ledger: Ledger) -> None:
    claim = add(ledger, FIRST)
    [before] = ids(ledger)
    earlier = add(ledger, AGAIN, published=date(2016, 9, 25))
    [now] = ids(ledger)
    assert now != before
    assert set(ledger.event_now(before).claims) == {claim, earlier}


def test_an_event_whose_first_claim_is_rejected(ledger: Ledger) -> None:
    first, second = add(ledger, FIRST, published=date(2016, 9, 25)), add(ledger, AGAIN)
    [before] = ids(ledger)
    reject(ledger, first)
    [now] = ids(ledger)
    assert now != before
    assert ledger.event_now(before).id == now
    assert ledger.event_now(before).claims == (second,)


@pytest.mark.parametrize("what", ["claim", "report"])
def test_an_event_whose_only_claim_is_rejected(ledger: Ledger, what: str) -> None:
    claim = add(ledger, FIRST)
    add(ledger, ELSEWHERE)
    [key] = [event.id for event in ledger.events() if claim in event.claims]
    reject(ledger, claim if what == "claim" else next(row.report for row in ledger.claims() if row.id == claim))
    with pytest.raises(UsageError, match=rf"nothing is left of this event: .*{claim}.*A\. Reader rejected .*a misread number"):
        ledger.event_now(key)
    ledger.undo(ledger.judgements()[-1].id, reviewer="A. Reader", reason="it was right")
    assert ledger.event_now(key).claims == (claim,)


def test_an_id_that_nothing_ever_had(ledger: Ledger) -> None:
    add(ledger, FIRST)
    with pytest.raises(UsageError, match="no event of this id"):
        ledger.event("evt_0000000000000000")
