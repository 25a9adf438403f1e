"""How well claims are read: `python -m benchmarks.claims [GOLD] [--show] [--whole]`.

GOLD is a folder of gold claim cards (default: `gold/dev` of the shared folder). Each report is read from its text, outlet and publication
date alone, as `dateline read --format cards` does; the table gives the figures of `dateline.scoring`. `--show` prints every card about
which something is missed or wrong, `--whole` the other tables on claims too: who says what (PolNeAR), incidents (MUC), counts (shootings),
sentences without an event, and how sure a claim is, where readers of held-out folds are at hand.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.export.cards import cards_of
from dateline.model.text import Report
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, read
from dateline.scoring import score

WHOLE = (
    "benchmarks.attribution",
    "benchmarks.muc",
    "benchmarks.shootings",
    "benchmarks.negatives",
    "training.confidence --work training/work --dry",
)
SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def predicted_cards(gold: Path, pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """Cards that the program makes of the reports of a gold folder, given only text, outlet and date."""
    for path in sorted(gold.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(document["published"]) if document.get("published") else None
        options = ReadOptions(published=published, outlet=document.get("outlet"), name=document["report"])
        for reading in read(gold / document["text_file"], options):
            if isinstance(reading.outcome, Report):
                yield from cards_of(pipeline.walk(reading.outcome))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=SHARED / "gold" / "dev")
    parser.add_argument("--show", action="store_true", help="print every card about which something is missed or wrong")
    parser.add_argument("--whole", action="store_true", help="print the tables of the other benchmarks on claims as well")
    parser.add_argument("--report", action="append", help="only this report (repeatable)")
    arguments = parser.parse_args()
    scores = score(arguments.gold, predicted_cards(arguments.gold, Pipeline()), reports=arguments.report)
    if arguments.show:
        for card in scores.misses:
            print(
                f"{card.verdict.value:8} {card.report} {card.type}: {card.quote[:90]!r} missed {dict(card.missed)} wrong {dict(card.wrong)}"
            )
    print("\n".join(scores.lines()), flush=True)
    for command in WHOLE if arguments.whole else ():
        print(f"\n== python -m {command}", flush=True)
        subprocess.run([sys.executable, "-m", *command.split()], check=False, cwd=Path(__file__).resolve().parents[1])


if __name__ == "__main__":
    main()
