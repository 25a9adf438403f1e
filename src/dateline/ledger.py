"""The ledger: add reports, ask for claims, and walk from any of them back to the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self

from dateline.config import Config
from dateline.errors import UsageError
from dateline.export.table import Table
from dateline.model.claim import Claim
from dateline.model.decision import Judgement, Verdict
from dateline.model.event import Event
from dateline.model.ids import digest
from dateline.model.run import Run
from dateline.model.text import Reading, Report, SetAside
from dateline.model.walked import Walked
from dateline.model.world import Resolution
from dateline.read import ReadOptions, read
from dateline.store import (
    AsideRow,
    ClaimQuery,
    ClaimRow,
    Database,
    FigureRow,
    JudgementRow,
    Kind,
    Record,
    ReportRow,
    Verified,
    WhyClaim,
    WhyReport,
    verify,
    views,
    why_claim,
    why_report,
)

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
    """An event with its claims, each with the words that carry it."""

    event: Event
    claims: tuple[WhyClaim, ...]


@dataclass(slots=True)
class Ledger:
    """A ledger file; use it in a `with` block, or close it.

    `Ledger.create` makes a new one, `Ledger.open` opens it again. `pipeline` is loaded at the first report added, unless one is given.
    """

    database: Database
    config: Config = field(default_factory=Config)
    pipeline: Walker | None = None

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
        *locations: Path | str | BinaryIO,
        published: date | None = None,
        outlet: str | None = None,
        name: str | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read the reports at `locations` (files, folders, open binary streams, "-") and add what is new.

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
        """Claims that meet the query, or all conditions: those are the fields of `ClaimQuery`, and days may be ISO strings."""
        with self.database.reading() as connection:
            return Table(ClaimRow, views.claims(connection, query or _query(conditions)))

    def figures(self, query: ClaimQuery | None = None, **conditions: Any) -> Table[FigureRow]:
        """Figures of the claims that meet the query, or all conditions, one row each."""
        with self.database.reading() as connection:
            return Table(FigureRow, views.figures(connection, query or _query(conditions)))

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
        """Every report with its claims and the resolutions in force, in the order they were added."""
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

    def events(self) -> tuple[Event, ...]:
        """Claims that tell the same happening seen together; derived anew from all claims at each call."""
        # Loading the rooms takes half a second, and most uses of a ledger ask for claims only.
        from dateline.pipeline import events_of

        return events_of(self.walked())

    def why(self, key: str) -> WhyClaim | WhyReport | WhyEvent:
        """From the id of a claim, a report or an event back to the words that carry it; UsageError for an unknown id."""
        if key.startswith("clm_"):
            return why_claim(self.database, key)
        if key.startswith("rep_"):
            return why_report(self.database, key)
        event = next((event for event in self.events() if event.id == key), None)
        if event is None:
            raise UsageError(f"{key}: the ledger {self.database.path} holds no claim, report or event of this id")
        return WhyEvent(event=event, claims=tuple(why_claim(self.database, claim) for claim in event.claims))

    def judge(self, subject: str, verdict: Verdict, *, reviewer: str, reason: str, supersedes: str | None = None) -> Judgement:
        """Record what a reviewer decided about a claim or a report, and why; an earlier judgement stays, superseded."""
        for key in (subject, supersedes):
            if key is not None and self.database.get(key) is None:
                raise UsageError(f"{key}: the ledger {self.database.path} holds no record of this id")
        judgement = Judgement(
            subject=subject, verdict=verdict, reviewer=reviewer, at=datetime.now(UTC), reason=reason, supersedes=supersedes
        )
        self.database.append([judgement], run=self._run("judge"))
        return judgement

    def original(self, report: str) -> bytes | None:
        """The bytes a report was read from, None where they were too large to be kept."""
        why = why_report(self.database, report)
        return self.database.original(why.report.original)

    def verify(self) -> Verified:
        """Check the whole ledger; LedgerDoubtError names the first entry in doubt."""
        return verify(self.database)

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

            self.pipeline = Pipeline()
        return self.pipeline

    def _run(self, command: str) -> Run:
        versions = (("dateline", version("dateline")),) if command == "judge" else self._walker().versions
        return Run(started=datetime.now(UTC), command=command, versions=versions, settings=digest(repr(self.config).encode()))


def _query(conditions: dict[str, Any]) -> ClaimQuery:
    known = [column.name for column in fields(ClaimQuery)]
    for name, value in conditions.items():
        if name not in known:
            raise UsageError(f"claims have no condition {name!r}; there are {', '.join(known)}")
        if name in ("since", "until") and isinstance(value, str):
            conditions[name] = _day(name, value)
    return ClaimQuery(**conditions)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name} {text!r} is no day; write it like 2016-09-24") from error
