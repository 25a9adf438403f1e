"""How often a claim is read where there is none: `python benchmarks/negatives.py`.

300 sentences that tell no event a claim could stand for (`negatives.tsv`, by their ids), 150 each of the development sets of UD English
EWT and GUM. They were taken evenly spaced among the sentences of at least five words and read one by one: those that tell of violence,
protest, talks, threats, appeals, condemnation, aid, an evacuation, an arrest or a prosecution, of whatever kind, gave way to the next
sentence that does not. Private meetings, natural deaths and the weather stayed. They were chosen before the program had read any of them.

Each sentence is walked alone, without outlet or date. Wanted: claims on less than 2 per cent.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.model.claim import Claim
from dateline.model.ids import digest
from dateline.model.text import Report
from dateline.pipeline import Pipeline

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LIST = Path(__file__).with_suffix(".tsv")
CEILING = 0.02

_FIELD = re.compile(r"^# (sent_id|text) = (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A sentence and the claims that were read in it."""

    id: str
    text: str
    claims: tuple[Claim, ...]


def listed(path: Path) -> dict[str, list[str]]:
    """Sentence ids by the file they are in."""
    ids: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            ids.setdefault(row["file"], []).append(row["sent_id"])
    return ids


def texts_of(conllu: str) -> dict[str, str]:
    """Texts of the sentences of a CoNLL-U file by id."""
    found: dict[str, str] = {}
    for block in conllu.split("\n\n"):
        fields: Mapping[str, str] = dict(_FIELD.findall(block))
        if fields:
            found[fields["sent_id"]] = fields["text"]
    return found


def sentences(folder: Path, ids: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Id and text of every sentence listed; KeyError for one that is in no file."""
    for name, wanted in ids.items():
        texts = texts_of((folder / f"{name}.conllu").read_text(encoding="utf-8"))
        yield from ((id_, texts[id_]) for id_ in wanted)


def walked(pairs: Iterable[tuple[str, str]], pipeline: Pipeline) -> Iterator[Walked]:
    """Each sentence as a report of its own."""
    for id_, text in pairs:
        report = Report(text=text, original=digest(text.encode()), language="en", name=id_)
        yield Walked(id=id_, text=text, claims=pipeline.walk(report).claims)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    arguments = parser.parse_args()
    folder = arguments.shared / "data" / "ud"
    if not folder.is_dir():
        print(f"no such folder: {folder}; name the shared folder with --shared", file=sys.stderr)
        return 2
    every = list(walked(sentences(folder, listed(LIST)), Pipeline()))
    wrong = [sentence for sentence in every if sentence.claims]
    for sentence in wrong:
        print(f"{sentence.id}: {', '.join(claim.type for claim in sentence.claims)}: {sentence.text}")
    share = len(wrong) / len(every)
    print(
        f"{len(wrong)} of {len(every)} sentences without an event yield a claim: {100 * share:.1f} % (wanted: under {100 * CEILING:.0f} %)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
