"""Fit the confidence of claims and slots, and say how far it can be trusted.

    python -m training.confidence --data ../shared/data --work training/work

`WORK/fold-K/reader.onnx` are readers trained without fold K of the project's claim cards (`python -m training.reader.train --held-out K`).
Each reads the reports of its fold; the regressions are fitted on what comes out right. The table is made crosswise over quarters of these
reports: each is judged by regressions fitted on the others. Writes `src/dateline/extract/confidence.json`.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.annotator import Annotator
from dateline.annotate.reader import Reader
from dateline.export.cards import cards_of
from dateline.extract import drafts_of_report, frozen
from dateline.extract.confidence import features
from dateline.extract.ontology import load_ontology
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.read import ReadOptions, read
from dateline.resolve import Resolver
from dateline.scoring import Scores, score
from training.cards.texts import sources
from training.cards.unpacked import rows, write_gold
from training.reader.events import FOLDS, fold_of

TARGET = Path(__file__).parents[2] / "src" / "dateline" / "extract" / "confidence.json"
SLOT_NAMES = {"source": "speaker", "start": "times", "end": "times", "toll": "figures"}
"""Slots of the cards whose confidences have another name."""
SAID_OF_ALL = frozenset({"source", "status"})
"""Slots that say something when they are empty too: the outlet tells it, it is asserted."""
RIDGE = 1.0
STEPS = 50
BINS = 10
QUARTERS = 4
LEAST_PRECISIONS = (0.95, 0.9, 0.85, 0.8)


@dataclass(frozen=True, slots=True)
class Observed:
    """One prediction: its quarter of the reports, which probability it is of, its features, and whether it was right."""

    quarter: int
    name: str
    values: tuple[float, ...]
    right: bool


def observe(data: Path, model: Path, fold: int) -> tuple[list[Observed], Scores]:
    """What a reader makes of the fold it was not trained on, and how good that is."""
    annotator, resolver = Annotator(Reader(model)), Resolver()
    known: dict[str, dict[str, tuple[float, ...]]] = {}
    cards = []
    texts = sources(data)
    with TemporaryDirectory() as folder:
        gold = Path(folder)
        write_gold((row for row in rows() if fold_of(row["report"]) == fold), data, gold)
        for path in sorted(gold.glob("*.json")):
            source = texts[path.stem]
            options = ReadOptions(published=source.published, outlet=source.outlet, name=source.id)
            for reading in read(gold / "texts" / f"{source.id}.txt", options):
                if isinstance(reading.outcome, Report):
                    annotated = annotator.annotate(reading.outcome)
                    drafts = drafts_of_report(annotated, load_ontology())
                    claims = frozen(drafts, reading.outcome, lambda _: {})
                    cards += cards_of(Walked(report=reading.outcome, claims=claims, resolutions=resolver.resolve(claims, annotated)))
                    known |= {draft.freeze(reading.outcome, None, {}).id: features(draft) for draft in drafts}
        scores = score(gold, cards)
    return list(_judged(scores, known)), scores


def _judged(scores: Scores, known: dict[str, dict[str, tuple[float, ...]]]) -> Iterator[Observed]:
    for card in scores.cards:
        if card.got is None:
            continue
        values, quarter = known[card.got], zlib.crc32(card.report.encode()) % QUARTERS
        found = card.verdict.value == "found"
        yield Observed(quarter, "claim", values["claim"], found)
        if found:
            wrong = {SLOT_NAMES.get(slot, slot) for slot in card.wrong.keys() | (SAID_OF_ALL & card.missed.keys())}
            yield from (Observed(quarter, name, numbers, name not in wrong) for name, numbers in values.items() if name != "claim")


def fit(observed: Sequence[Observed]) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's method with a small ridge."""
    x = np.array([o.values for o in observed], dtype=np.float64)
    y = np.array([o.right for o in observed], dtype=np.float64)
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - RIDGE * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def crosswise(observed: Sequence[Observed]) -> list[tuple[float, bool]]:
    """Probability and truth of every prediction, each judged by weights fitted on the other quarters."""
    out = []
    for quarter in range(QUARTERS):
        own = [o for o in observed if o.quarter == quarter]
        weights = fit([o for o in observed if o.quarter != quarter])
        out += [(float(1 / (1 + np.exp(-np.dot(o.values, weights)))), o.right) for o in own]
    return out


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    gaps = [abs(sum(p for p, _ in held) - sum(right for _, right in held)) for held in _bins(judged)]
    return sum(gaps) / len(judged)


def _bins(judged: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    out: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, right in judged:
        out[min(int(p * BINS), BINS - 1)].append((p, right))
    return out


def report(name: str, judged: Sequence[tuple[float, bool]], wanted: int | None) -> Iterator[str]:
    """The reliability table; for claims also the recall at some precisions, over `wanted` gold claims."""
    share = np.mean([right for _, right in judged])
    yield f"{name}: {len(judged)} predictions, {share:.3f} right, calibration error {calibration_error(judged):.3f}"
    if wanted is None:
        return
    for n, held in enumerate(_bins(judged)):
        if held:
            shares = np.mean(np.array(held, dtype=np.float64), axis=0)
            yield f"  {n / BINS:.1f}-{(n + 1) / BINS:.1f}  {len(held):5}  said {shares[0]:.3f}  right {shares[1]:.3f}"
    ranked = sorted(judged, reverse=True)
    rights = np.cumsum([right for _, right in ranked])
    shares = rights / np.arange(1, len(ranked) + 1)
    for least in LEAST_PRECISIONS:
        enough = np.flatnonzero(shares >= least)
        if len(enough):
            n = int(enough[-1])
            yield f"  precision {least:.2f} from {ranked[n][0]:.2f} on, with recall {rights[n] / wanted:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--dry", action="store_true", help="print the tables and write nothing")
    arguments = parser.parse_args()
    observed: list[Observed] = []
    gold = 0
    for fold in range(FOLDS):
        model = arguments.work / f"fold-{fold}" / "reader.onnx"
        if not model.exists():
            print(f"fold {fold}: no {model}, left out")
            continue
        found, scores = observe(arguments.data, model, fold)
        print(f"fold {fold}", *scores.lines(), sep="\n  ")
        observed += found
        gold += scores.found.gold
    if not observed:
        way_out = "run 'python -m training.reader.train --held-out K --work training/work/fold-K' first"
        raise SystemExit(f"how sure a claim is was not measured, since no fold was trained: {way_out}")
    by_name: dict[str, list[Observed]] = defaultdict(list)
    for one in observed:
        by_name[one.name].append(one)
    for name, own in by_name.items():
        print(*report(name, crosswise(own), gold if name == "claim" else None), sep="\n")
    if arguments.dry:
        return
    weights = {name: [round(float(w), 4) for w in fit(own)] for name, own in by_name.items()}
    TARGET.write_text(json.dumps({"weights": weights}, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
