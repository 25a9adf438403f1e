"""Adding reports from the page: one reading at a time, in the background, which can be watched and stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from threading import Event, Lock, Thread
from time import monotonic

from fastapi import FastAPI

from dateline.errors import DatelineError
from dateline.ledger import Added, Ledger
from dateline.model.text import SetAside
from dateline.read import Handed
from dateline.web.failures import ClashError

FEWEST_SECONDS = 5.0
"""Before so many seconds have passed nothing is said about how long it will take."""


class Stage(StrEnum):
    """How far a reading is."""

    READING = "reading"
    STOPPING = "stopping"
    SEEING = "seeing"
    """All is read; what the reports tell together is worked out anew."""
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a reading is.

    `files` are all that were handed over, `done` those read, `now` the one being read. `reports` are new, `known` were in the ledger
    already, `undated` are new ones without a known day. `seconds_left` is None where nothing can be said yet, `why` tells what ended it.
    """

    stage: Stage
    files: int
    done: int
    now: str | None
    reports: int
    known: int
    claims: int
    undated: int
    set_aside: tuple[SetAside, ...]
    seconds_left: int | None
    why: str | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in (Stage.DONE, Stage.STOPPED, Stage.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a person says of all reports that are handed over together."""

    published: date | None = None
    outlet: str | None = None


class StoppedError(DatelineError):
    """A person stopped the reading; what was read until then is kept."""


@dataclass(slots=True)
class Reading:
    """Files being read into a ledger by a thread of its own."""

    ledger: Ledger
    files: Sequence[Handed]
    facts: Facts
    _added: Added = field(default_factory=Added, init=False)
    _stage: Stage = field(default=Stage.READING, init=False)
    _done: int = field(default=0, init=False)
    _why: str | None = field(default=None, init=False)
    _stop: Event = field(default_factory=Event, init=False)
    _started: float = field(default_factory=monotonic, init=False)
    _thread: Thread = field(init=False)

    def start(self) -> None:
        """Begin to read."""
        self._thread = Thread(target=self._run, name="reading reports", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the report that is being read; all that is whole is kept."""
        if self._stage is Stage.READING:
            self._stage = Stage.STOPPING
            self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait until it is over, at most so long."""
        self._thread.join(seconds)

    def progress(self) -> Progress:
        """How far it is."""
        added, done = self._added, self._done
        reading = self._stage in (Stage.READING, Stage.STOPPING)
        return Progress(
            stage=self._stage,
            files=len(self.files),
            done=done,
            now=self.files[done].name if reading and done < len(self.files) else None,
            reports=added.reports,
            known=added.known,
            claims=added.claims,
            undated=added.undated,
            set_aside=added.set_aside,
            seconds_left=self._seconds_left(done) if self._stage is Stage.READING else None,
            why=self._why,
        )

    def _run(self) -> None:
        try:
            for file in self.files:
                self._read(file)
                self._done += 1
            self._stage = Stage.SEEING
            self.ledger.see()
            self._stage = Stage.DONE
        except StoppedError:
            self._stage = Stage.STOPPED
        except DatelineError as error:
            self._why, self._stage = str(error), Stage.FAILED
        finally:
            if not self.progress().is_over:
                self._why, self._stage = "an error of Dateline itself, which the terminal shows", Stage.FAILED

    def _read(self, file: Handed) -> None:
        before = self._added

        def seen(added: Added) -> None:
            self._added = _sum(before, added)
            if self._stop.is_set():
                raise StoppedError("stopped by a person")

        self.ledger.add(file, published=self.facts.published, outlet=self.facts.outlet, progress=seen)
        if self._stop.is_set():
            raise StoppedError("stopped by a person")

    def _seconds_left(self, done: int) -> int | None:
        """By the bytes of the files that are read, and those that are not."""
        passed = monotonic() - self._started
        read = sum(len(file.data) for file in self.files[:done])
        left = sum(len(file.data) for file in self.files[done:])
        return None if passed < FEWEST_SECONDS or read == 0 else round(passed / read * left)


def _sum(one: Added, other: Added) -> Added:
    return replace(
        other,
        reports=one.reports + other.reports,
        known=one.known + other.known,
        claims=one.claims + other.claims,
        undated=one.undated + other.undated,
        set_aside=(*one.set_aside, *other.set_aside),
    )


@dataclass(slots=True)
class Adding:
    """The reading of a desk: at most one at a time, and the last one until it is put away."""

    ledger: Ledger
    _reading: Reading | None = None
    _lock: Lock = field(default_factory=Lock)

    def begin(self, files: Sequence[Handed], facts: Facts) -> Reading:
        """Begin to read files; ClashError while others are being read."""
        with self._lock:
            if self._reading is not None and not self._reading.progress().is_over:
                raise ClashError("reports are being read already", way_out="Wait until they are read, or stop them; then add these.")
            self._reading = Reading(self.ledger, files, facts)
            self._reading.start()
            return self._reading

    def stop(self) -> None:
        """End the reading that goes on, if one does."""
        if self._reading is not None:
            self._reading.stop()

    def put_away(self) -> None:
        """Show no more of a reading that is over."""
        with self._lock:
            if self._reading is not None and self._reading.progress().is_over:
                self._reading = None

    def progress(self) -> Progress | None:
        """How far the reading is, None where there is none to tell of."""
        return None if self._reading is None else self._reading.progress()


_MADE = Lock()


def adding_of(app: FastAPI, ledger: Ledger) -> Adding:
    """The reading of an app's desk, made when it is asked for first."""
    with _MADE:
        found: Adding | None = getattr(app.state, "adding", None)
        if found is None:
            found = app.state.adding = Adding(ledger)
        return found
