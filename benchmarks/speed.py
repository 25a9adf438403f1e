"""Measure the whole walk against the bare network on the same sentences, memory, and how soon the first claim comes: one table.

    python benchmarks/speed.py [--shared FOLDER] [--reports N]

One process, one thread, reports of `data/reports/fakes.jsonl`. "Bare network" is the model's forward pass over the sentences of each
report, cut into words beforehand; "whole walk" goes from the file to claims in a SQLite ledger. Rates are by processor time, so that other
work on the machine does not count; the two alternate report by report, so that a machine that slows down slows both. Exits with 1 where
a floor is not held.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dateline.annotate.annotator import Annotator
from dateline.annotate.reader import Reader
from dateline.ledger import Ledger
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.pipeline import Pipeline

RATIO_FLOOR = 0.5
PEAK_MB = 500
FIRST_CLAIM_SECONDS = 2.0
HELP_SECONDS = 0.4
STARTS = 5
"""Cold starts are measured this often and the fastest is told: the others waited for the machine."""


@dataclass
class Measured:
    """A pipeline that times the bare network over each report's sentences, between its walks."""

    pipeline: Pipeline
    reader: Reader
    words: int = 0
    bare: float = 0.0
    aside: float = 0.0
    versions: tuple[tuple[str, str], ...] = field(default=())

    def walk(self, report: Report) -> Walked:
        """The pipeline's walk, after the network alone; `aside` is all the time that is none of the walk's."""
        entered = time.process_time()
        sentences = self.reader.read(report.text)
        cut = [[word.of(report.text) for word in sentence.words] for sentence in sentences]
        before = time.process_time()
        rows = [row for sentence in cut for row in self.reader.network.rows(sentence)]
        for _ in self.reader.network.run(rows):
            pass
        now = time.process_time()
        self.bare += now - before
        self.aside += now - entered
        self.words += sum(map(len, cut))
        return self.pipeline.walk(report)


@dataclass
class Row:
    """One line of the table; `floor` is told with the sense in which it must hold."""

    name: str
    value: str
    floor: str = ""
    holds: bool = True


def rates(reports: Path) -> Iterator[Row]:
    """Words per second of the bare network and of the whole walk, their ratio."""
    reader = Reader()
    pipeline = Pipeline(annotator=Annotator(reader))
    measured = Measured(pipeline, reader, versions=pipeline.versions)
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "speed.db", pipeline=measured) as ledger:
        before = time.process_time()
        added = ledger.add(reports)
        whole = time.process_time() - before - measured.aside
    ratio = measured.bare / whole
    yield Row("reports / words / claims", f"{added.reports} / {measured.words:,} / {added.claims:,}")
    yield Row("bare network", f"{measured.words / measured.bare:,.0f} words/s")
    yield Row("whole walk into SQLite", f"{measured.words / whole:,.0f} words/s")
    yield Row("ratio", f"{ratio:.2f}", f">= {RATIO_FLOOR}", ratio >= RATIO_FLOOR)


def peak_row() -> Row:
    """The most memory this process held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Row("peak memory", f"{peak:,.0f} MB", f"< {PEAK_MB}", peak < PEAK_MB)


def seconds_of(*command: str) -> float:
    """Processor time of the fastest of several starts from compiled modules, as an installed package has them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "dateline.cli", *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            env=environment,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def starts(reports: Path) -> Iterator[Row]:
    """How soon the first report's claims are printed, and help."""
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.txt"
        with reports.open(encoding="utf-8") as lines:
            one.write_text(json.loads(next(lines))["text"], encoding="utf-8")
        first = seconds_of("read", str(one), "--published", date(2017, 4, 5).isoformat(), "--format", "cards")
    yield Row("first claim, cold start", f"{first:.2f} s", f"< {FIRST_CLAIM_SECONDS}", first < FIRST_CLAIM_SECONDS)
    helped = seconds_of("--help")
    yield Row("dateline --help", f"{helped:.2f} s", f"< {HELP_SECONDS}", helped < HELP_SECONDS)


def first_lines(reports: Path, count: int, folder: Path) -> Path:
    """The first `count` reports as a file of their own."""
    some = folder / reports.name
    with reports.open(encoding="utf-8") as lines:
        some.write_text("".join(line for _, line in zip(range(count), lines, strict=False)), encoding="utf-8")
    return some


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("DATELINE_SHARED", str(Path(__file__).parents[1] / ".." / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder with data/reports/fakes.jsonl")
    parser.add_argument("--reports", type=int, default=10_000, help="how many reports of it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports = first_lines(asked.shared / "data" / "reports" / "fakes.jsonl", asked.reports, Path(folder))
        rows = [*rates(reports), peak_row(), *starts(reports)]
    for row in rows:
        print(f"{row.name:<26} {row.value:>22}  {row.floor:<8} {'' if row.holds else 'NOT HELD'}".rstrip())
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
