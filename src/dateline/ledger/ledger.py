"""The ledger: add reports, ask for claims and events, and walk from any of them back to the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from dateline.config import Config
from dateline.errors import UsageError
from dateline.export.table import Table
from dateline.ledger.asked import claim_query, day_of, event_query, place_asked, toll_conditions
from dateline.ledger.judged import Judged, grades_in
from dateline.ledger.seeing import answered, is_seen, reconciled, see
from dateline.model.claim import Claim
from dateline.model.decision import Verdict
from dateline.model.event import Event
from dateline.model.grounded import ground
from dateline.model.holding import Timeline
from dateline.model.ids import digest
from dateline.model.link import Link
from dateline.model.reprint import Reprint
from dateline.model.review import settled
from dateline.model.run import Run
from dateline.model.tally import Tally
from dateline.model.text import Reading, Report, SetAside
from dateline.model.walked import Walked
from dateline.model.world import Resolution
from dateline.read import Location, ReadOptions, read
from dateline.store import (
    AsideRow,
    ClaimQuery,
    ClaimRow,
    Database,
    EventQuery,
    FigureRow,
    JudgementRow,
    Kind,
    Record,
    ReportRow,
    Verified,
    WhyClaim,
    WhyReport,
    counted,
    events,
    held,
    judgements,
    verify,
    views,
    why_claim,
    why_report,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger.seeing.voices import Everybody
    from dateline.reconcile import Reconciled
    from dateline.reconcile.tolls import Toll, TollQuery

T = TypeVar("T")
Progress = Callable[["Added"], None]
"""Called after each report or thing set aside with the totals so far."""


class Walker(Protocol):
    """What makes claims of a report: `dateline.pipeline.Pipeline`."""

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Which version of each part makes the records."""

    def walk(self, report: Report) -> Walked:
        """One report from its text to claims and their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding brought: reports new to the ledger, those it knew already, claims, and what was set aside with its reason.

    `undated` counts new reports without a known date: words like "on Saturday" stay without days in them.
    """

    reports: int = 0
    known: int = 0
    claims: int = 0
    undated: int = 0
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyEvent:
    """An event with its claims, each with the words that carry it.

    `voices` names the independent voice behind each claim, by id; `links` are the pairs that hold it together, with their reasons;
    `reprints` the words that its reports share where one tells it, with their lineage.
    """

    event: Event
    claims: tuple[WhyClaim, ...]
    voices: dict[str, str]
    names: dict[str, str]
    links: tuple[Link, ...]
    reprints: tuple[Reprint, ...]


@dataclass(slots=True)
class Ledger(Judged):
    """A ledger file; use it in a `with` block, or close it.

    `Ledger.create` makes a new one, `Ledger.open` opens it again. `pipeline` is loaded at the first report added, unless one is given.
    """

    database: Database
    config: Config = field(default_factory=Config)
    pipeline: Walker | None = None
    deriving: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)
    everybody: Everybody | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def create(cls, path: Path | str, *, config: Config | None = None, pipeline: Walker | None = None) -> Self:
        """A new, empty ledger at `path`; UsageError where a file lies there already."""
        config = config or Config()
        return cls(Database.create(Path(path), config), config, pipeline)

    @classmethod
    def open(cls, path: Path | str, *, config: Config | None = None, pipeline: Walker | None = None) -> Self:
        """The ledger at `path`; UsageError where there is none."""
        config = config or Config()
        return cls(Database.open(Path(path), config), config, pipeline)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def add(
        self,
        *locations: Location,
        published: date | None = None,
        outlet: str | None = None,
        name: str | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read the reports at `locations` (files, folders, open binary streams, bytes with a name, "-") and add what is new.

        Each report goes in whole or not at all, so a run that is stopped goes on where it was when it is started again. What a person says
        of all these reports (`published`, `outlet`, and the `name` of a single one) outranks what the files say. Raises StorageFullError,
        LedgerLockedError and UsageError; nothing that is wrong with a report raises.
        """
        options = ReadOptions(
            published=published, outlet=outlet, name=name, languages=self.config.languages, max_bytes=self.config.max_file_bytes
        )
        run: Run | None = None
        added = Added()
        for location in locations:
            for reading in read(location, options):
                if not self.database.holds(reading.outcome):
                    run = run or self._run("add")
                    added = self._append(reading, run, added)
                elif isinstance(reading.outcome, Report):
                    added = replace(added, known=added.known + 1)
                else:
                    added = replace(added, set_aside=(*added.set_aside, reading.outcome))
                if progress is not None:
                    progress(added)
        return added

    def claims(self, query: ClaimQuery | None = None, **conditions: Any) -> Table[ClaimRow]:
        """Claims as people see them that meet the query, or all conditions: the fields of `ClaimQuery`; days may be ISO strings."""
        asked = query or claim_query(conditions)
        with self.database.reading() as connection:
            if not judgements.judgements_in_force(connection, (Verdict.CORRECTED,)):
                return Table(ClaimRow, views.claims(connection, asked))
        from dateline.ledger import reviewing

        return Table(ClaimRow, reviewing.claims_seen(self, asked))

    def figures(self, query: ClaimQuery | None = None, **conditions: Any) -> Table[FigureRow]:
        """Figures of the claims that meet the query, or all conditions, one row each."""
        asked = query or claim_query(conditions)
        with self.database.reading() as connection:
            if not judgements.judgements_in_force(connection, (Verdict.CORRECTED,)):
                return Table(FigureRow, views.figures(connection, asked))
        from dateline.ledger import reviewing

        return Table(FigureRow, reviewing.figures_seen_in(self, asked))

    def reports(self) -> Table[ReportRow]:
        """Reports, in the order they were added."""
        with self.database.reading() as connection:
            return Table(ReportRow, views.reports(connection))

    def set_aside(self) -> Table[AsideRow]:
        """What was not used, with the reason and the way out."""
        with self.database.reading() as connection:
            return Table(AsideRow, views.set_aside(connection))

    def judgements(self, subject: str | None = None) -> Table[JudgementRow]:
        """Reviewers' decisions, of one record or all."""
        with self.database.reading() as connection:
            return Table(JudgementRow, views.judgements(connection, subject))

    def runs(self) -> tuple[Run, ...]:
        """Uses of the program that added something."""
        return tuple(record for _, record in self.database.records(Kind.RUN) if isinstance(record, Run))

    def walked(self) -> Iterator[Walked]:
        """Every report as people see it, without what they reject and with what they correct, in the order they were added."""
        from dateline.review import applied

        with self.database.reading() as connection:
            told = judgements.judgements_in_force(connection)
        return applied(self.read(), told)

    def read(self) -> Iterator[Walked]:
        """Every report as it was read, with its claims and the newest resolutions, in the order they were added."""
        claims: dict[str, list[Claim]] = {}
        for _, claim in self.database.records(Kind.CLAIM):
            if isinstance(claim, Claim):
                claims.setdefault(claim.report, []).append(claim)
        latest: dict[str, tuple[Resolution, ...]] = {}
        for _, resolutions in self.database.records(Kind.RESOLUTIONS):
            if isinstance(resolutions, tuple):
                latest[resolutions[0].claim] = resolutions
        for _, report in self.database.records(Kind.REPORT):
            if isinstance(report, Report):
                own = tuple(claims.get(report.id, ()))
                meant = tuple(resolution for claim in own for resolution in latest.get(claim.id, ()))
                yield Walked(report=report, claims=own, resolutions=meant)

    def reconciled(self) -> Reconciled:
        """Everything the ledger tells, seen together anew: links, who is heard, events; without what a person rejected."""
        return reconciled(self)

    def see(self) -> None:
        """Bring the tables of what is seen together up to date; every question to them does so by itself."""
        see(self)

    def ask(self, question: Callable[[Connection], T]) -> T:
        """The answer of a function to one state of the ledger whose tables of events, links and the rest are up to date."""
        return answered(self, question)

    def events(self, query: EventQuery | None = None, **conditions: Any) -> tuple[Event, ...]:
        """Events that meet the query, or all conditions: those are the fields of `EventQuery`, and days may be ISO strings."""
        asked = query or event_query(conditions)
        return self.ask(lambda connection: events.events(connection, asked))

    def event_now(self, key: str) -> Event:
        """The event that an id leads to by now, as in `event`, without the words behind it."""
        from dateline.ledger.seeing.forwarding import event_of

        return event_of(self, key)

    def event(self, key: str) -> WhyEvent:
        """An event by its id, or by one that it, or what is left of it, had before; UsageError where nothing is left or ever was."""
        event = self.event_now(key)
        claims = tuple(why_claim(self.database, claim) for claim in event.claims)
        with self.database.reading() as connection:
            voices = events.voices_of(connection, event.claims)
            told = {(why.claim.report, why.claim.evidence) for why in claims}
            shared = events.reprints_among(connection, sorted({report for report, _ in told}))
            return WhyEvent(
                event=event,
                claims=claims,
                voices={claim: voices[claim].name for claim in event.claims},
                names=events.witness_names(connection, (key for tie in event.ties for key in (tie.follower, tie.leader))),
                links=events.links_of(connection, event.id),
                reprints=tuple(reprint for reprint in shared if any(reprint.holds(*where) for where in told)),
            )

    def control(self, place: str, *, since: date | str | None = None, until: date | str | None = None) -> tuple[Timeline, ...]:
        """Who is said to hold a place and the places in it, one timeline each; UsageError where no claim lies there."""
        from dateline.reconcile.control import within

        first, last = (day_of(name, day) if isinstance(day, str) else day for name, day in (("since", since), ("until", until)))
        there = self.ask(lambda connection: held.timelines_in(connection, place))
        if there is None:
            raise UsageError(f"no claim of the ledger lies in a place called {place!r}; its places stand in: dateline claims")
        lines = (within(line, first, last) for line in there)
        return tuple(line for line in lines if line.held)

    def sources(self, speaker: str | None = None) -> tuple[Tally, ...]:
        """Speakers and outlets, or those of a name: how often others tell, deny or do not tell what each tells. No grade is computed."""
        grades = grades_in(self)
        tallies = self.ask(held.tallies)
        wanted = (t for t in tallies if speaker is None or speaker.casefold() in t.name.casefold() or speaker in (t.id, t.key))
        return tuple(replace(tally, grades=grades.get(tally.id, ())) for tally in wanted)

    def toll(self, query: TollQuery | None = None, **conditions: Any) -> Toll:
        """How many, as far as the claims bound it, who says so, and what conflicts; conditions are the fields of `TollQuery`.

        The query or its fields `measure` and `place` are needed; days may be ISO strings. UsageError for a place or a group that nobody
        knows.
        """
        from dateline.reconcile.tolls import TollQuery, toll  # half a second that most uses of a ledger spare
        from dateline.review import corrections, with_corrections

        asked = query or TollQuery(**toll_conditions(conditions))
        self.see()
        with self.database.reading() as connection:
            place, notes = place_asked(connection, asked.place, self.config)
            since, until = asked.looked_at
            found = counted.counting(connection, counted.CountQuery(measure=asked.measure.value, place=place, since=since, until=until))
        claims, resolutions = with_corrections(found.claims, found.resolutions, corrections(settled(found.judgements)))
        answer = toll(
            asked.question(place),
            ground(claims, resolutions, found.reports),
            asked.choice(found.rejected),
            rule=asked.rule,
            reprints=found.reprints,
            voices=found.voices,
        )
        return replace(answer, notes=(*notes, *found.notes, *answer.notes))

    def why(self, key: str) -> WhyClaim | WhyReport | WhyEvent:
        """From the id of a claim, a report or an event back to the words that carry it; UsageError for an unknown id."""
        if key.startswith("clm_"):
            return why_claim(self.database, key)
        if key.startswith("rep_"):
            return why_report(self.database, key)
        return self.event(key)

    def original(self, report: str) -> bytes | None:
        """The bytes a report was read from, None where they were too large to be kept."""
        why = why_report(self.database, report)
        return self.database.original(why.report.original)

    def verify(self) -> Verified:
        """Check the whole ledger; LedgerDoubtError names the first entry in doubt."""
        return replace(verify(self.database), is_seen=is_seen(self))

    def _append(self, reading: Reading, run: Run, added: Added) -> Added:
        outcome = reading.outcome
        if isinstance(outcome, SetAside):
            self.database.append([outcome], run=run, original=reading.original)
            return replace(added, set_aside=(*added.set_aside, outcome))
        walked = self._walker().walk(outcome)
        meant: dict[str, list[Resolution]] = {}
        for resolution in walked.resolutions:
            meant.setdefault(resolution.claim, []).append(resolution)
        records: list[Record] = [outcome, *walked.claims, *(tuple(resolutions) for resolutions in meant.values())]
        self.database.append(records, run=run, original=reading.original)
        return replace(
            added,
            reports=added.reports + 1,
            claims=added.claims + len(walked.claims),
            undated=added.undated + (outcome.published is None and outcome.dateline is None),
        )

    def _walker(self) -> Walker:
        if self.pipeline is None:
            # The reader model is loaded only when there is a report to read.
            from dateline.pipeline import Pipeline

            self.pipeline = Pipeline(self.config)
        return self.pipeline

    def _run(self, command: str) -> Run:
        settings = digest(repr(self.config).encode())
        return Run(started=datetime.now(UTC), command=command, versions=self._walker().versions, settings=settings)
