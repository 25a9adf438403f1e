"""How long the desk takes on a large ledger: `python -m benchmarks.desk LEDGER [--pages] [--times 20] [--only WORD]`.

LEDGER is best one that `python -m benchmarks.desk_ledger` made. Each question behind a page is asked, then (`--pages`) each page and its
JSON over the app itself (`desk_pages` lists them), without a network between: the times are the server's own, and of answers that are
worked out anew. Printed are the time that half of the answers stay
below, the one that 95 of 100 stay below, and the floor that the latter is held to; the command ends with 1 where a floor is broken.

`--processor` counts the processor's time instead of the clock's, for a machine that does other work too.

`--changes` measures on a copy of the ledger how long a judgement, a merge, a correction and one more report take until events are current.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch

from benchmarks.desk_ledger import War
from benchmarks.desk_pages import FILTERS, PAGE, SEARCH, SEARCHES, TOLL, addresses, events_of, reports_of
from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.model.run import Run
from dateline.store import EventQuery, events, held, why_report
from dateline.store.desk import asked as desk_asked
from dateline.store.desk import disputes as desk_disputes
from dateline.store.desk import event as desk_event
from dateline.store.desk import listing, situation
from dateline.store.words import claims_with, count_with, reports_with

ADDED, JUDGED, MERGED = 5.0, 0.3, 1.5
"""Seconds until events are current after one report, after a judgement on one claim, and after a merge, a split or a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What was asked, and the seconds that each answer took."""

    name: str
    seconds: tuple[float, ...]
    floor: float

    @property
    def half(self) -> float:
        """Half of the answers took no longer."""
        return median(self.seconds)

    @property
    def most(self) -> float:
        """Nineteen of twenty answers took no longer."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1] if len(self.seconds) > 1 else self.seconds[0]


Question = tuple[str, Callable[[], object], float]
Clock = Callable[[], float]


def timed(question: Question, times: int, clock: Clock) -> Timed:
    """Ask once to warm up, then so many times."""
    name, ask, floor = question
    ask()
    seconds = []
    for _ in range(times):
        start = clock()
        ask()
        seconds.append(clock() - start)
    return Timed(name=name, seconds=tuple(seconds), floor=floor)


def questions(ledger: Ledger) -> Iterator[Question]:
    """The questions behind the pages, by the functions that the pages call."""
    for name, given in FILTERS.items():
        query = EventQuery(**given)
        yield f"events: {name}", lambda query=query: ledger.ask(lambda c: (_page(c, query), events.count_events(c, query))), PAGE
        yield f"situation: {name}", lambda query=query: ledger.ask(lambda c: _situation(c, query)), PAGE
        yield f"queue: {name}", lambda query=query: (ledger.queue(query), ledger.queue_count(query)), PAGE
    yield "disputes", lambda: ledger.ask(lambda c: desk_disputes.find(c, EventQuery())), PAGE
    yield "control of a city", lambda: ledger.ask(lambda c: held.timelines_in(c, "gn:170063")), PAGE
    yield "sources", ledger.sources, PAGE
    for words in SEARCHES:
        yield f"search: {words}", lambda words=words: ledger.ask(lambda c: _search(c, words)), SEARCH
    for name, key in zip(("the largest", "some"), events_of(ledger), strict=True):
        yield f"event: {name}", lambda key=key: ledger.ask(lambda c: desk_event.told(c, key)), PAGE
    for name, (report, _) in zip(("the largest", "some"), reports_of(ledger), strict=True):
        yield f"report: {name}", lambda report=report: why_report(ledger.database, report), PAGE
    for place in ("Aleppo", "Syria"):
        month = {"measure": "killed", "place": place, "since": "2014-03-01", "until": "2014-03-31"}
        yield f"toll: {place}, a month", lambda month=month: ledger.toll(**month), TOLL


def _page(connection: Any, query: EventQuery) -> object:
    with desk_asked.asking(connection, query):
        return listing.count(connection), listing.listed(connection, next(iter(listing.Sort)), is_rising=True, limit=50)


def _situation(connection: Any, query: EventQuery) -> object:
    with desk_asked.asking(connection, query):
        told = situation.counts(connection), situation.places(connection, limit=2000), situation.unplaced(connection)
        return *told, situation.disputes(connection, None, limit=5), situation.contested_places(connection, query)


def _search(connection: Any, words: str) -> object:
    found = claims_with(connection, words), reports_with(connection, words)
    return *found, *(count_with(connection, words, table) for table in ("claim_words", "report_words"))


def pages(ledger: Ledger) -> Iterator[Question]:
    """The pages and their JSON, by the app itself, each worked out anew: what it keeps of answers given before is not looked at.

    Only the counts of the masthead are kept, which all pages share.
    """
    from starlette.testclient import TestClient

    from dateline.web.app import create_app
    from dateline.web.keeping import Kept
    from dateline.web.rooms import KEPT as OF_ALL_PAGES
    from dateline.web.settings import DeskSettings

    app = create_app(ledger, settings=DeskSettings(reviewer="A. Reader"))

    ask = Kept.ask

    def anew(kept: Any, asked_ledger: Ledger, asked: Any, question: Any) -> Any:
        return ask(kept, asked_ledger, asked, question) if kept is OF_ALL_PAGES else asked_ledger.ask(question)

    def get(path: str) -> None:
        with patch.object(Kept, "ask", anew):
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text[:300]}")

    with TestClient(app, base_url="http://127.0.0.1") as client:
        for address in addresses(ledger):
            yield address.path, lambda path=address.path: get(path), address.floor


def changes(path: Path, clock: Clock) -> Iterator[Timed]:
    """How long the ledger takes until its events are current again, in one process that goes on running; and, cold, after one report."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        copy = Path(folder) / "changed.dateline"
        shutil.copyfile(path, copy)
        with Ledger.open(copy) as ledger:
            ledger.see()
            claims = ledger.ask(lambda c: list(c.exec_driver_sql("SELECT claim FROM event_claim ORDER BY claim LIMIT 4000").scalars()))
            yield _changed(
                ledger, clock, "accept", [lambda n=n: _judge(ledger, claims[n], Verdict.ACCEPTED) for n in range(0, 400, 20)], JUDGED
            )
            yield _changed(
                ledger, clock, "reject", [lambda n=n: _judge(ledger, claims[n], Verdict.REJECTED) for n in range(400, 800, 20)], JUDGED
            )
            yield _changed(ledger, clock, "correct", [lambda n=n: _correct(ledger, claims[n]) for n in range(800, 1200, 20)], MERGED)
            yield _changed(
                ledger, clock, "merge", [lambda n=n: _merge(ledger, claims[n], claims[n + 5]) for n in range(1200, 1600, 20)], MERGED
            )
            yield _changed(ledger, clock, "undo", [lambda: ledger.undo(_last(ledger), reviewer="A. Reader", reason="no")] * 10, MERGED)
            yield _changed(ledger, clock, "add one report", [lambda n=n: _add(ledger, n) for n in range(20)], ADDED)


def _changed(ledger: Ledger, clock: Clock, name: str, made: list[Callable[[], object]], floor: float) -> Timed:
    seconds = []
    for change in made:
        start = clock()
        change()
        ledger.see()
        seconds.append(clock() - start)
    return Timed(name=f"until events are current: {name}", seconds=tuple(seconds), floor=floor)


def _judge(ledger: Ledger, claim: str, verdict: Verdict) -> None:
    ledger.judge(claim, verdict, reviewer="A. Reader", reason="read again")


def _correct(ledger: Ledger, claim: str) -> None:
    ledger.correct(claim, {"days": "2014-03-05"}, reviewer="A. Reader", reason="misread")


def _merge(ledger: Ledger, one: str, other: str) -> None:
    of = ledger.ask(lambda c: sorted(events.events_of(c, [one, other])))
    if len(of) == 2:
        ledger.merge(*of, reviewer="A. Reader", reason="one happening")


def _last(ledger: Ledger) -> str:
    row = next(row for row in reversed(list(ledger.judgements())) if row.in_force)
    return row.batch or row.id


def _add(ledger: Ledger, n: int) -> None:
    run = Run(started=datetime(2020, 1, 1, tzinfo=UTC), command="made up", versions=(), settings="")
    _, _, records = next(islice(War(1000 + n).reports(), 5, None))
    ledger.database.append(records, run=run)


def told(found: Timed) -> str:
    verdict = "" if found.most <= found.floor else "  ABOVE THE FLOOR"
    return f"{found.name[:90]:90} {found.half * 1000:8.0f} {found.most * 1000:8.0f} {found.floor * 1000:8.0f}{verdict}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--changes", action="store_true")
    parser.add_argument("--processor", action="store_true")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    clock = time.process_time if arguments.processor else time.perf_counter
    broken = 0
    print(f"{'milliseconds':90} {'half':>8} {'95 %':>8} {'floor':>8}")
    with Ledger.open(arguments.ledger) as ledger:
        ledger.see()
        for question in chain(questions(ledger), pages(ledger) if arguments.pages else ()):
            if arguments.only in question[0]:
                found = timed(question, arguments.times, clock)
                broken += found.most > found.floor
                print(told(found), flush=True)
    for found in changes(arguments.ledger, clock) if arguments.changes else ():
        broken += found.most > found.floor
        print(told(found), flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
