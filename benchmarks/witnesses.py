"""Whether planted reprints add witnesses: `python -m benchmarks.witnesses [--reports 40]`.

Reports of `data/reports/fakes.jsonl` are copied as `benchmarks.reprints` copies them (other punctuation, another title, shortened, edited,
all of these at once, a paragraph inside another report), by outlets that wrote nothing else, from the day before the original to two days
after it. Each kind of copy joins the whole set of reports, and all of it is read, linked and reconciled from its texts.

Counted are events that were there without the copies and that copies now tell too: in how many there are more voices than before, and how
many of those carried by one speaker became corroborated. Nothing was said that was not said before, so both should be none. Beside them
stands what it comes to where reprints are linked but each outlet is heard by itself. What is left comes of reading: changed words are read
as another's, or tell another happening. An edited copy here has words of other reports in it, and a title is that of another report.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.reprints import SENTENCE, copies, edited, inserted, other_punctuation, paragraph
from dateline.extract.ontology import load_ontology
from dateline.link import link
from dateline.model.dispute import Standing
from dateline.model.event import Event
from dateline.model.grounded import ground
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.pipeline import Pipeline
from dateline.reconcile import reconciled

REPORTS = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data/reports/fakes.jsonl"
SHORTEST = 120
"""Words of a report that is worth copying."""


@dataclass(frozen=True, slots=True)
class Added:
    """Events that copies tell too, and what became of them."""

    events: int
    more_voices: int
    corroborated: int


def load(path: Path) -> list[Report]:
    """The reports, each text once."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    found = [
        Report(text=row["text"], original="", source=row["outlet"], published=date.fromisoformat(row["published"]))
        for row in rows
        if row.get("published") and row["text"].strip()
    ]
    return list({report.id: report for report in found}.values())


def planted(reports: Sequence[Report], count: int, seed: int = 7) -> Iterator[tuple[str, Report]]:
    """Copies of some reports, each with its kind."""
    chance = random.Random(seed)
    long = [report for report in reports if len(report.text.split()) >= SHORTEST]
    chosen = chance.sample(long, min(len(long) // 3, count))
    hosts = chance.sample([report for report in long if report not in chosen], len(chosen))
    vocabulary = [word for report in chosen for word in report.text.split()]
    titles = [" ".join(SENTENCE.split(report.text)[0].split()[:10]) for report in long]
    for n, (source, host) in enumerate(zip(chosen, hosts, strict=True)):
        part = paragraph(source.text, chance)
        made = list(copies(source.text, chance, vocabulary, titles))
        if part is not None:
            text = other_punctuation(edited(part, chance.uniform(0, 0.08), chance, vocabulary), chance)
            made.append(("paragraph inside", inserted(host.text, text, chance)))
        for kind, text in made:
            day = (source.published or date.min) + timedelta(days=chance.choice((-1, 0, 1, 2)))
            outlet = host.source if kind == "paragraph inside" else f"Copy {n}, {kind}"
            yield kind, Report(text=text, original="", source=outlet, published=day)


def events_of(walks: Iterable[Walked], *, as_one_hand: bool = True) -> tuple[Event, ...]:
    """The events of reports; where reprints are not heard as one hand's words, they still tell which claims are of one happening."""
    ordered = sorted(walks, key=lambda walk: walk.report.id)
    reports = [walk.report for walk in ordered]
    claims = ground([c for walk in ordered for c in walk.claims], [r for walk in ordered for r in walk.resolutions], reports)
    linked = link(claims, reports, families=load_ontology().family_of)
    return reconciled(linked if as_one_hand else replace(linked, reprints=()), claims).events


def added(before: Sequence[Event], after: Sequence[Event]) -> Added:
    """What copies add to events that they tell; an event that they join to another one is not counted."""
    old = {claim: event for event in before for claim in event.claims}
    pairs = [(old[known[0]], event) for event in after if (known := [claim for claim in event.claims if claim in old])]
    told = [(one, two) for one, two in pairs if set(one.claims) < set(two.claims) and all(old.get(c) in (None, one) for c in two.claims)]
    more = [(one, two) for one, two in told if len(two.speakers) > len(one.speakers)]
    rose = [one for one, two in more if (one.occurrence.standing, two.occurrence.standing) == (Standing.SINGLE, Standing.CORROBORATED)]
    return Added(len(told), len(more), len(rose))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=40, help="how many reports are copied")
    asked = parser.parse_args()
    pipeline = Pipeline()
    reports = load(REPORTS)
    walks = [pipeline.walk(report) for report in reports]
    made = [(kind, pipeline.walk(report)) for kind, report in planted(reports, asked.reports)]
    ways = (True, False)
    before = {way: events_of(walks, as_one_hand=way) for way in ways}
    print(f"{len(walks)} reports\n{'':<18} {'':>7} {'':>7}   {'one hand':^26}   {'each outlet by itself':^26}")
    print(f"{'copies':<18} {'':>7} {'events':>7}" + f"   {'more voices':>12} {'corroborated':>13}" * 2)
    for kind in dict.fromkeys(kind for kind, _ in made):
        extra = [walk for name, walk in made if name == kind]
        one, other = (added(before[way], events_of([*walks, *extra], as_one_hand=way)) for way in ways)
        shown = "".join(f"   {found.more_voices:>12} {found.corroborated:>13}" for found in (one, other))
        print(f"{kind:<18} {len(extra):>7} {one.events:>7}{shown}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
