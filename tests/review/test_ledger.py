"""Judgements on a real ledger: recorded in one transaction, applied to everything that is asked, and audited."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Barrier as ThreadBarrier
from typing import Any

import pytest
from tests.plain_walker import PlainWalker
from tests.review.test_decision import OLD

from dateline.errors import LedgerDoubtError, ReviewConflictError, UsageError
from dateline.ledger import Ledger
from dateline.model.decision import Judgement, Verdict
from dateline.model.queue import Cause
from dateline.store import ClaimQuery, EventQuery
from dateline.store.chain import Draft, Head, Stamp, link

ONE = "The army said it took Handarat on Saturday. The Observatory said 45 people were killed in Handarat on Saturday.\n"
TWO = "Residents said 450 people were killed in Handarat on Saturday. Shells fell in Homs.\n"
DAY = date(2016, 9, 24)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (tmp_path / name).write_text(text)
    with Ledger.create(tmp_path / "ledger.db", pipeline=PlainWalker()) as book:
        book.add(tmp_path / "one.txt", published=DAY, outlet="The Example")
        book.add(tmp_path / "two.txt", published=DAY, outlet="Another")
    return tmp_path / "ledger.db"


@pytest.fixture
def book(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


def claim(book: Ledger, text: str) -> str:
    [row] = book.claims(text=text)
    return row.id


def accept(book: Ledger, key: str, *, by: str = "ana", seen: str | None = None) -> Judgement:
    return book.judge(key, Verdict.ACCEPTED, reviewer=by, reason="as heard", seen=seen)


def reject(book: Ledger, key: str, *, by: str = "ana", seen: str | None = None) -> Judgement:
    return book.judge(key, Verdict.REJECTED, reviewer=by, reason="a caption", seen=seen)


def groups(book: Ledger) -> set[frozenset[str]]:
    return {frozenset(event.claims) for event in book.events()}


@pytest.mark.parametrize(("reviewer", "reason"), [("", "as heard"), ("ana", "  ")])
def test_every_judgement_needs_who_and_why(book: Ledger, reviewer: str, reason: str) -> None:
    with pytest.raises(UsageError, match="every judgement needs"):
        book.judge(claim(book, "army"), Verdict.ACCEPTED, reviewer=reviewer, reason=reason)


@pytest.mark.parametrize("key", ["clm_0", "rep_0", "evt_0", "src_0", "nonsense"])
def test_only_what_the_ledger_holds_is_judged(book: Ledger, key: str) -> None:
    with pytest.raises(UsageError, match=key):
        accept(book, key)


def test_a_conflict_records_nothing_and_a_dissent_puts_both_down(book: Ledger) -> None:
    key = claim(book, "army")
    first, before = accept(book, key), book.database.head()
    with pytest.raises(ReviewConflictError):
        reject(book, key, by="ben")
    assert book.database.head() == before
    book.dissent(first.id, reviewer="ben", reason="a caption", verdict=Verdict.REJECTED)
    assert [(row.verdict, row.in_force, row.differs) for row in book.judgements(key)] == [
        ("accepted", True, True),
        ("rejected", True, True),
    ]
    assert book.claims(text="army")[0].review == "reviewers differ"
    assert key in {c for group in groups(book) for c in group}
    third = reject(book, key, by="carl", seen=book.last_judgement())
    assert book.claims(text="army")[0].review == "rejected by ben, carl"
    assert key not in {c for group in groups(book) for c in group}
    assert {third.supersedes, *third.settles} == {first.id}
    assert book.verify().head == book.database.head().hash


def judge_when_all_are_ready(path: Path, key: str, by: str, ready: Barrier | ThreadBarrier) -> str:
    with Ledger.open(path) as book:
        verdict = Verdict.ACCEPTED if by < "r5" else Verdict.REJECTED
        ready.wait()
        try:
            return book.judge(key, verdict, reviewer=by, reason="as heard").verdict.value
        except ReviewConflictError as conflict:
            return f"conflict with {conflict.says}"


def told_by_threads(path: Path, key: str) -> list[str]:
    ready = ThreadBarrier(10)
    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(lambda n: judge_when_all_are_ready(path, key, f"r{n}", ready), range(10)))


def told_by_processes(path: Path, key: str) -> list[str]:
    context = multiprocessing.get_context("fork")
    with context.Manager() as manager, context.Pool(4) as pool:
        ready = manager.Barrier(4)
        return pool.starmap(judge_when_all_are_ready, [(path, key, f"r{n}", ready) for n in (0, 1, 8, 9)])


@pytest.mark.parametrize("together", [told_by_threads, told_by_processes])
def test_of_reviewers_at_the_same_moment_one_side_is_told_of_the_other(path: Path, together: Callable[[Path, str], list[str]]) -> None:
    with Ledger.open(path) as book:
        key = claim(book, "army")
    told = together(path, key)
    said = {word for word in told if not word.startswith("conflict")}
    assert len(said) == 1
    assert set(told) == {*said, f"conflict with {said.pop()}"}
    with Ledger.open(path) as book:
        assert len({row.verdict for row in book.judgements(key)}) == 1
        assert not any(row.differs for row in book.judgements(key))
        assert book.verify()


def test_a_correction_shows_in_every_answer_and_leaves_the_record_alone(book: Ledger) -> None:
    key = claim(book, "Residents")
    stored = book.database.get(key)
    book.correct(key, {"low": "45", "high": "45", "place": "gn:169577", "days": "2016-09-23"}, reviewer="ana", reason="misread")
    assert book.database.get(key) == stored
    [row] = book.claims(text="Residents")
    assert (row.id, row.place_id, row.earliest, row.review) == (key, "gn:169577", date(2016, 9, 23), "corrected by ana")
    assert [r.id for r in book.claims(place="gn:1")] == [claim(book, "army"), claim(book, "Observatory")]
    assert [r.id for r in book.claims(place="gn:169577", until="2016-09-23")] == [key]
    assert [(f.low, f.high, f.place) for f in book.figures(measure="killed") if f.claim == key] == [(45, 45, "Handarat")]
    [seen] = [c for walk in book.walked() for c in walk.claims if c.id == key]
    assert (seen.figures[0].low, [c.figures[0].low for walk in book.read() for c in walk.claims if c.id == key]) == (45, [450])
    assert book.verify()


def test_corrections_go_in_together_or_not_at_all(book: Ledger) -> None:
    key, before = claim(book, "Residents"), book.database.head()
    with pytest.raises(UsageError, match="at once"):
        book.correct(key, {"high": "45"}, reviewer="ana", reason="misread")
    with pytest.raises(UsageError, match="no slot"):
        book.correct(key, {"low": "45", "colour": "red"}, reviewer="ana", reason="misread")
    assert book.database.head() == before
    made = book.correct(key, {"low": "45", "high": "45"}, reviewer="ana", reason="misread")
    assert len({judgement.batch for judgement in made}) == 1
    book.undo(made[0].batch or "", reviewer="ana", reason="a slip")
    assert [(f.low, f.high) for f in book.figures() if f.claim == key] == [(450, 450)]


def test_what_was_corrected_by_somebody_is_the_old_value_for_the_next(book: Ledger) -> None:
    key = claim(book, "army")
    [first] = book.correct(key, {"type": "attack"}, reviewer="ana", reason="misread")
    with pytest.raises(ReviewConflictError, match="type: attack"):
        book.correct(key, {"type": "shelling"}, reviewer="ben", reason="misread")
    [second] = book.correct(key, {"type": "shelling"}, reviewer="ben", reason="misread", seen=first.id)
    assert [(row.old, row.new, row.in_force) for row in book.judgements(key)] == [
        ("capture", "attack", False),
        ("attack", "shelling", True),
    ]
    assert book.dissent(second.id, reviewer="ana", reason="no", new="attack").correction is not None
    assert book.claims(text="army")[0].type == "capture"


def test_a_toll_counts_what_people_made_of_a_claim(book: Ledger) -> None:
    wrong, right = claim(book, "Residents"), claim(book, "Observatory")
    asked: dict[str, Any] = {"measure": "killed", "place": "Handarat", "since": "2016-09-24", "until": "2016-09-24"}
    assert book.toll(**asked).low == 450
    book.correct(wrong, {"low": "45", "high": "45"}, reviewer="ana", reason="misread")
    assert book.toll(**asked).low == 45
    book.correct(wrong, {"place": "gn:169577"}, reviewer="ana", reason="elsewhere")
    assert book.toll(**asked).because == (right,)
    assert book.toll(**{**asked, "place": "Homs"}).because == (wrong,)
    report = book.claims(text="Residents")[0].report
    reject(book, report)
    assert [item.reason for item in book.toll(**{**asked, "place": "Homs"}).left_out if item.claim == wrong] == [
        "rejected by a reviewer: a caption"
    ]


def test_merge_then_split_gives_back_and_so_does_undo(book: Ledger) -> None:
    before = groups(book)
    one, other = (event for event in book.events() if event.place == "Handarat")
    merged = book.merge(one.id, other.id, reviewer="ana", reason="one fight")
    assert frozenset((*one.claims, *other.claims)) in groups(book)
    assert book.event(one.id).event.id == book.event(other.id).event.id
    assert "judged one happening by a person" in book.event(one.id).event.linked_by
    parted = book.split(*other.claims, reviewer="ana", reason="two fights")
    assert groups(book) == before
    book.undo(parted[0].batch or parted[0].id, reviewer="ana", reason="a slip")
    assert frozenset((*one.claims, *other.claims)) in groups(book)
    book.undo(merged[0].batch or "", reviewer="ana", reason="a slip")
    assert groups(book) == before
    steps = book.trail(one.id)
    assert len([step for step in steps if step.in_force and step.judgement.verdict is not Verdict.UNDONE]) == 0
    assert book.verify()


def test_a_claim_moves_to_another_event(book: Ledger) -> None:
    told = {event.place: event for event in book.events() if len(event.claims) > 1 or event.place == "Homs"}
    moving = told["Handarat"].claims[0]
    book.move(moving, told["Homs"].id, reviewer="ana", reason="it was in Homs")
    assert frozenset((moving, *told["Homs"].claims)) in groups(book)
    with pytest.raises(UsageError, match="already"):
        book.move(moving, told["Homs"].id, reviewer="ana", reason="it was in Homs")


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda book, event: book.merge(event.id, event.id, reviewer="ana", reason="x"), "these are one"),
        (lambda book, event: book.split(*event.claims, reviewer="ana", reason="x"), "nothing would be left"),
        (lambda book, event: book.split(event.claims[0], "clm_0", reviewer="ana", reason="x"), "clm_0"),
        (lambda book, event: book.move("clm_0", event.id, reviewer="ana", reason="x"), "clm_0"),
        (lambda book, event: reject(book, event.id), "reject its claims"),
        (lambda book, _: book.undo("jdg_0", reviewer="ana", reason="x"), "jdg_0"),
        (lambda book, _: accept(book, claim(book, "army"), seen="jdg_0"), "nobody can have seen it"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_way_out(book: Ledger, act: Callable[[Ledger, object], object], says: str) -> None:
    event = next(event for event in book.events() if len(event.claims) > 1)
    with pytest.raises(UsageError, match=says):
        act(book, event)


def test_an_event_is_accepted_with_the_claims_that_it_has_now(book: Ledger) -> None:
    event = next(event for event in book.events() if len(event.claims) > 1)
    told = accept(book, event.id)
    assert told.claims == event.claims
    assert {row.review for row in book.claims() if row.id in event.claims} == {"accepted by ana"}
    assert told.id in {step.judgement.id for step in book.trail(event.claims[0])}


def test_the_queue_empties_as_people_decide_and_fills_where_they_differ(book: Ledger) -> None:
    waiting = book.queue()
    disputed = [item.claim.id for item in waiting]
    assert [item.doubts[0].cause for item in waiting] == [Cause.DISPUTED] * 2
    assert (book.queue_count().left, book.queue_count().decided) == (2, 0)
    first = accept(book, disputed[0])
    assert [item.claim.id for item in book.queue()] == disputed[1:]
    assert (book.queue_count().left, book.queue_count().decided) == (1, 1)
    book.dissent(first.id, reviewer="ben", reason="no", verdict=Verdict.REJECTED)
    army = claim(book, "army")
    book.judge(army, Verdict.UNSURE, reviewer="ben", reason="which camp?")
    assert [(item.claim.id, item.doubts[0].cause) for item in book.queue()] == [
        (disputed[0], Cause.DIFFER),
        (army, Cause.OPEN),
        (disputed[1], Cause.DISPUTED),
    ]
    assert [item.claim.id for item in book.queue(limit=1, offset=2)] == [disputed[1]]
    assert [item.claim.id for item in book.queue(cause=Cause.OPEN)] == [army]
    assert [item.claim.id for item in book.queue(cause=Cause.DISPUTED)] == [disputed[1]]
    assert book.queue(EventQuery(place="Homs")) == ()
    assert book.queue_count(EventQuery(place="Homs")).left == 0


def test_grades_stand_in_the_rows_and_in_the_trail(book: Ledger) -> None:
    key = claim(book, "army")
    book.grade(key, "3", reviewer="ana", reason="seen once")
    assert [(row.grade, row.in_force, row.differs) for row in book.judgements(key)] == [("3", True, False)]
    assert [step.changed for step in book.trail(key)] == ["graded 3"]


def test_verify_finds_a_judgement_that_was_put_out_of_force_by_hand(book: Ledger, path: Path) -> None:
    accept(book, claim(book, "army"))
    book.close()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM in_force")
    connection.commit()
    connection.close()
    with Ledger.open(path) as again, pytest.raises(LedgerDoubtError, match="in_force"):
        again.verify()


REVIEW_TABLES = ("judged", "in_force", "queue", "person")
REVIEW_COLUMNS = ("at", "slot", "n", "old", "new", "grade", "batch")


def aged(path: Path) -> None:
    """Make a ledger one of the first schema, with judgements as they were written then."""
    connection = sqlite3.connect(path)
    seq, last = connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    run = connection.execute("SELECT record FROM entry WHERE kind = 'run'").fetchone()[0]
    entries = link(
        [Draft("judgement", key, body) for key, body in OLD.items()], Head(seq, last), Stamp("2016-09-25T08:30:00.000+00:00", run)
    )
    connection.execute("DROP INDEX judgement_batch")
    for column in REVIEW_COLUMNS:
        connection.execute(f"ALTER TABLE judgement DROP COLUMN {column}")
    kept = {"report", "claim", "figure", "grounding", "party", "aside", "judgement", "entry", "original", "alembic_version"}
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if name not in kept]
    for name in sorted(tables, key=lambda name: name.count("_") > 1):
        if not any(name.startswith(f"{words}_words_") for words in ("claim", "report")):
            connection.execute(f"DROP TABLE {name}")
    for index in ("grounding_unit", "claim_control"):
        connection.execute(f"DROP INDEX {index}")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    for entry in entries:
        row = (entry.seq, entry.kind, entry.record, entry.body, entry.at, entry.run, entry.previous, entry.hash)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        told = json.loads(entry.body)
        values = (entry.seq, entry.record, told["subject"], told["verdict"], told["reviewer"], told["reason"], told["supersedes"])
        connection.execute("INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    connection.commit()
    connection.close()


def test_an_older_ledger_reads_on_with_its_judgements(path: Path) -> None:
    aged(path)
    with Ledger.open(path) as book:
        assert [(row.id, row.grade, row.in_force, row.differs) for row in book.judgements()] == [
            ("jdg_1d2e6a78e65b146f", None, False, False),
            ("jdg_b40a462c9fc66744", None, True, False),
            ("jdg_77b2e0435a498d94", "B2", True, False),
        ]
        assert {row.at for row in book.judgements()} == {"2016-09-25T08:30:00+00:00"}
        assert [step.in_force for step in book.trail("clm_0123456789abcdef")] == [False, True]
        accept(book, claim(book, "army"))
        assert book.undo("jdg_b40a462c9fc66744", reviewer="ana", reason="a slip")
        assert [row.in_force for row in book.judgements("clm_0123456789abcdef")] == [True, False, False]
        assert book.verify().entries > len(OLD)
        assert book.events()


def test_corrected_rows_meet_the_same_conditions_as_those_that_were_read(book: Ledger) -> None:
    """Each condition is asked of a claim that was corrected into meeting it."""
    key = claim(book, "Residents")
    changes = {
        "speaker": "people",
        "type": "shelling",
        "status": "denied",
        "measure": "injured",
        "place": "gn:169577",
        "days": "2016-09-20",
    }
    book.correct(key, changes, reviewer="ana", reason="misread")
    met = [
        ClaimQuery(type="shelling"),
        ClaimQuery(status="denied"),
        ClaimQuery(speaker="people"),
        ClaimQuery(measure="injured"),
        ClaimQuery(place="homs", since=date(2016, 9, 20), until=date(2016, 9, 20)),
        ClaimQuery(text="residents said"),
    ]
    assert all(key in {row.id for row in book.claims(query)} for query in met)
    missed = [
        ClaimQuery(type="attack"),
        ClaimQuery(status="asserted"),
        ClaimQuery(speaker="Residents"),
        ClaimQuery(measure="killed"),
        ClaimQuery(place="Handarat", actor="nobody"),
        ClaimQuery(since=date(2016, 9, 21)),
    ]
    assert not any(key in {row.id for row in book.claims(query)} for query in missed)
