"""How often a report's figures come out right: `python benchmarks/shootings.py [--limit N | --all] [--show]`.

Local news of US shootings, each with the killed and injured of its incident as the data set counts them (`data/linking/shootings.jsonl` of
the shared folder; 300 of the 1,571 reports unless told otherwise, evenly spaced). A development measure only: nothing is trained on it.

A report is read alone, from its title, text and publication date; one without a text is its title. Its figures are those of its main
incident, by this rule. Claims that are background, denied or planned are left out, and so are tolls of more than MOST_DAYS days where there
is anything else. The first claim left that tells of harm says which incident the report is about; claims whose place or days contradict
that claim's are left out. The rest are counted by `dateline.reconcile.harmed`: by the largest figure, or by the persons who are told one by
one, whichever is more, nobody twice.

The baseline takes the largest number ("two", "12"; "a" and "an" before a person are one; ages are none) up to six words before "killed" or
"dead", and before "injured", "wounded" or "hurt", anywhere in the text, or nought. The incident's figures are final, a report's those of
its day: an early report that is read right can be wrong here, so no reader reaches 100.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from dateline.model.claim import Claim
from dateline.model.figure import Measure
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.model.world import Place, When, days_of
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, read
from dateline.reconcile.harmed import harmed, tells_harm

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LIMIT = 300
MEASURES = (Measure.KILLED, Measure.INJURED)
CUES = {Measure.KILLED: ("killed", "dead"), Measure.INJURED: ("injured", "wounded", "hurt")}
MOST_DAYS = 3
"""Days over which a toll may reach and still count one incident."""

WORDS_BEFORE = 6
NUMBERS = {
    word: n
    for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1)
}
PERSONS = frozenset(
    ("man", "woman", "boy", "girl", "teen", "teenager", "person", "officer", "child", "baby", "suspect", "victim", "deputy", "student")
)

_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,:]\d+)*|[.!?]")
_AGE = re.compile(r"\b\d+[- ]years?[- ]old\b|\b\d+-year\b|,\s*\d+,|\bage[sd]? \d+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One report with what was read and what is right, by measure."""

    id: str
    gold: Mapping[Measure, int]
    read: Mapping[Measure, int]
    baseline: Mapping[Measure, int]


def evenly(rows: Sequence[Any], count: int) -> list[Any]:
    """So many of the rows, evenly spaced, in their order."""
    return [rows[n * len(rows) // count] for n in range(count)] if count < len(rows) else list(rows)


def largest_before(text: str, cues: Iterable[str]) -> int:
    """The largest number that stands up to six words before one of the words, in the same sentence; ages are no numbers."""
    tokens = [token.casefold() for token in _TOKEN.findall(_AGE.sub(" ", text))]
    wanted, found = frozenset(cues), [0]
    for n, token in enumerate(tokens):
        if token in wanted:
            before = tokens[max(0, n - WORDS_BEFORE) : n]
            stop = max((i for i, word in enumerate(before) if word in {".", "!", "?"}), default=-1)
            found += _numbers(before[stop + 1 :])
    return max(found)


def _numbers(words: Sequence[str]) -> Iterator[int]:
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if word.replace(",", "").isdigit():
            yield int(word.replace(",", ""))
        elif word in NUMBERS:
            yield NUMBERS[word]
        elif word in {"a", "an"} and after in PERSONS:
            yield 1


def main_figures(walked: Walked) -> Mapping[Measure, int]:
    """Killed and injured of the incident that a report is about, by the rule above."""
    told = [claim for claim in walked.claims if tells_harm(claim)]
    claims = [claim for claim in told if not _is_of_a_period(claim, walked)] or told
    return harmed([claim for claim in claims if claim is claims[0] or not _apart(claim, claims[0], walked)])


def _is_of_a_period(claim: Claim, walked: Walked) -> bool:
    """Whether a toll counts more than one incident: it covers many days."""
    _, (first, last) = _where_and_when(claim, walked)
    return claim.type == "toll" and first is not None and last is not None and (last - first).days >= MOST_DAYS


def _apart(claim: Claim, other: Claim, walked: Walked) -> bool:
    """Whether two claims cannot speak of one incident: places of different names, or days that do not meet."""
    (place, days), (there, then) = (_where_and_when(c, walked) for c in (claim, other))
    elsewhere = place is not None and there is not None and place.precision <= 2 >= there.precision and place.name != there.name
    return elsewhere or _disjoint(days, then)


def _where_and_when(claim: Claim, walked: Walked) -> tuple[Place | None, tuple[date | None, date | None]]:
    mine = [resolution.chosen for resolution in walked.resolutions if resolution.claim == claim.id]
    place = next((chosen for chosen in mine if isinstance(chosen, Place)), None)
    return place, days_of(chosen for chosen in mine if isinstance(chosen, When))


def _disjoint(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    return (a[1] or date.max) < (b[0] or date.min) or (b[1] or date.max) < (a[0] or date.min)


def rows(records: Iterable[Mapping[str, Any]], pipeline: Pipeline) -> Iterator[Row]:
    """Each report read, beside its incident's figures and the baseline's."""
    for record in records:
        text = f"{record['title']}\n\n{record['text']}"
        walked = walk(record, pipeline)
        yield Row(
            id=record["id"],
            gold={measure: record["gold"][measure.value] for measure in MEASURES},
            read=main_figures(walked),
            baseline={measure: largest_before(text, CUES[measure]) for measure in MEASURES},
        )


def walk(record: Mapping[str, Any], pipeline: Pipeline) -> Walked:
    """One report read as a line of JSON with its title, text and publication date."""
    line = json.dumps({**{key: record[key] for key in ("title", "text", "published")}, "text": record["text"].strip() or record["title"]})
    for reading in read(io.BytesIO(f"{line}\n".encode()), ReadOptions(name=record["id"])):
        if isinstance(reading.outcome, Report):
            return pipeline.walk(reading.outcome)
        raise ValueError(f"{record['id']}: the report was not read: {reading.outcome.reason}")
    raise ValueError(f"{record['id']}: nothing was read")


def table(scored: Sequence[Row]) -> Iterator[str]:
    """Shares of reports with the exact figure, ours beside the baseline's."""
    yield f"{len(scored)} reports; exactly right, per cent   Dateline   baseline"
    for measure in MEASURES:
        yield _line(measure.value, scored, [measure])
    yield _line("both", scored, MEASURES)


def _line(name: str, scored: Sequence[Row], measures: Sequence[Measure]) -> str:
    ours = sum(all(row.read[measure] == row.gold[measure] for measure in measures) for row in scored)
    theirs = sum(all(row.baseline[measure] == row.gold[measure] for measure in measures) for row in scored)
    return f"{name:38} {100 * ours / len(scored):10.1f} {100 * theirs / len(scored):10.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    how_many = parser.add_mutually_exclusive_group()
    how_many.add_argument("--limit", type=int, default=LIMIT, help="so many reports, evenly spaced")
    how_many.add_argument("--all", action="store_true", help="every report")
    parser.add_argument("--show", action="store_true", help="print every report whose figures come out wrong")
    arguments = parser.parse_args()
    path = arguments.shared / "data" / "linking" / "shootings.jsonl"
    if not path.is_file():
        print(f"no such file: {path}; name the shared folder with --shared", file=sys.stderr)
        return 2
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scored = list(rows(records if arguments.all else evenly(records, arguments.limit), Pipeline()))
    if arguments.show:
        for row in scored:
            if row.read != row.gold:
                print(row.id, *(f"{m.value} {row.read[m]} (gold {row.gold[m]}, baseline {row.baseline[m]})" for m in MEASURES))
    print("\n".join(table(scored)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
