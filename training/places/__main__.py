"""Learn the weights of the resolver of places: `nice python -m training.places [SHARED]`.

Writes `src/dateline/resolve/data/place_ranker.json` (learnt from all examples) and `training/places/without_geovirus.json` (from all but
GeoVirus, so that GeoVirus can be measured). The confidence is learnt from rankings of documents that the ranker did not see: GeoVirus in
five parts, each ranked by what was learnt from the rest. Prints what the weights are worth on the parts held out.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.resolve.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.resolve.geodesy import distance_km
from dateline.resolve.placecontext import PlaceContext
from dateline.resolve.placelookup import PlaceNames
from dateline.resolve.placemodel import PlaceModel, read_model
from dateline.resolve.placereport import ReportPlaces
from dateline.resolve.placescore import AREAS, RULES, SEATED, Asked, Scored, signs_of
from training.places import examples, fit

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src/dateline/resolve/data/place_ranker.json"
START = Path(__file__).with_name("start.json")
"""Weights set by hand: where learning starts, and which places the names around a name are taken for while it is learnt."""
WITHOUT = Path(__file__).with_name("without_geovirus.json")
SEED = 20161
MADE = 400
"""Made documents."""
FOLDS = 5
PULL = 3.0
"""How strongly a weight is held at its start: as by so many names."""
CONFIDENCE_PULL = 0.5
CLOSE_KM = 30.0
SAME_KM = 5.0
"""Where a candidate is this near the gold point, it and those as near are right; where none is, those within the example's distance."""
PRECISE = 0.97
"""Part of the places taken that should be right, on the news held out."""


@dataclass(slots=True, kw_only=True)
class Case:
    """One name: the signs of its candidates, which of them are right, and what is needed to rank it again."""

    source: str
    fold: int
    weight: float
    report: ReportPlaces
    name: examples.Name
    asked: Asked
    candidates: list[Entry]
    signs: list[dict[str, float]]
    right: npt.NDArray[np.bool_]


def main() -> int:
    """Learn and write both models."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    gazetteer = open_gazetteer()
    chance = random.Random(SEED)
    maker = examples.Maker(gazetteer.path, chance)
    documents = [
        *examples.geovirus(shared),
        *examples.ucdp(shared, chance),
        *maker.documents(MADE),
        *maker.war_documents(MADE),
    ]
    start = read_model(START.read_text(encoding="utf-8"))
    cases = list(cases_of(documents, gazetteer, start))
    for target, used in ((WITHOUT, [case for case in cases if case.source != "geovirus"]), (SHIPPED, cases)):
        model = learn(used, start)
        target.write_text(json.dumps(_told(model), indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"wrote {target}\n")
    return 0


def learn(cases: Sequence[Case], start: PlaceModel) -> PlaceModel:
    """A model from cases, its weights pulled towards those of `start`."""
    names = tuple(start.ranking)
    weights = _ranking(cases, names, start)
    ranking = dict(zip(names, (round(float(w), 4) for w in weights), strict=True))
    held_out = list(_held_out(cases, names, start))
    confidence = _confidence(held_out, tuple(start.confidence))
    model = replace(start, ranking=ranking, confidence=confidence, version=_version(cases))
    return replace(model, threshold=_threshold(held_out, model))


def cases_of(documents: Sequence[examples.Document], gazetteer: Gazetteer, model: PlaceModel) -> Iterator[Case]:
    """A case for each name with a gold point."""
    names = PlaceNames(gazetteer)
    for number, document in enumerate(documents):
        told = tuple(name.text for name in document.names)
        report = ReportPlaces(names, PlaceContext(names=told), told, model)
        for name in document.names:
            reading = report.readings[name.text]
            if name.point is None or len(reading.names) != 1:
                continue
            asked = Asked(name=reading.names[0], head=reading.head, inside=tuple(report.containers(reading, ())))
            found = [e for e in report.candidates(asked.name, asked.inside) if e.id != name.hidden]
            pairs = signs_of(found, asked, report.surroundings)
            candidates = [entry for entry, _ in pairs]
            yield Case(
                source=document.source,
                fold=number % FOLDS,
                weight=document.weight,
                report=report,
                name=name,
                asked=asked,
                candidates=candidates,
                signs=[{sign.name: sign.amount for sign in signs} for _, signs in pairs],
                right=right_ones(name, candidates),
            )


def right_ones(name: examples.Name, candidates: Sequence[Entry]) -> npt.NDArray[np.bool_]:
    """Which candidates are the place meant: those close by, else those within the example's distance or of that name and reach."""
    if name.point is None:
        return np.zeros(len(candidates), dtype=bool)
    km = np.array([distance_km(*name.point, e.latitude, e.longitude) for e in candidates])
    if len(km) and km.min() <= CLOSE_KM:
        return np.asarray(km <= km.min() + SAME_KM, dtype=bool)
    reach = np.array([e.kind in AREAS and d <= 2 * e.radius_km for e, d in zip(candidates, km, strict=True)], dtype=bool)
    within = (km <= name.km) if len(km) else np.zeros(0, dtype=bool)
    return np.asarray(within | reach if name.page is not None else within, dtype=bool)


def _ranking(cases: Sequence[Case], names: Sequence[str], model: PlaceModel) -> fit.Matrix:
    """Weights learnt from the cases that have a right candidate and a wrong one, those that a rule rules out left aside."""
    start = np.array([model.ranking[name] for name in names])
    groups = []
    for case in cases:
        open_ = np.array([SEATED not in signs for signs in case.signs], dtype=bool)
        right = case.right[open_]
        if right.any() and not right.all():
            signs = [signs for signs in case.signs if SEATED not in signs]
            groups.append(fit.Group(fit.matrix(signs, names), _given(signs), right, case.weight))
    return fit.softmax_weights(groups, start, pull=PULL)


def _given(candidates: Sequence[dict[str, float]]) -> fit.Matrix:
    """What the fixed rules give each candidate."""
    return np.array([sum(RULES[sign] * amount for sign, amount in signs.items() if sign in RULES) for signs in candidates])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a name was answered: the signs of its ranking, whether its best was right, where it comes from."""

    signs: dict[str, float]
    right: bool
    source: str


def _held_out(cases: Sequence[Case], names: Sequence[str], model: PlaceModel) -> Iterator[Answer]:
    """Every case answered by weights that were learnt from the other folds."""
    for fold in range(FOLDS):
        weights = _ranking([case for case in cases if case.fold != fold], names, model)
        for case in cases:
            if case.fold == fold:
                yield _answer(case, dict(zip(names, weights, strict=True)))


def _answer(case: Case, weights: dict[str, float]) -> Answer:
    if not case.candidates:
        guess = case.report.guess(case.asked.name)
        right = (
            guess is not None
            and case.name.point is not None
            and distance_km(*case.name.point, guess.latitude, guess.longitude) <= case.name.km
        )
        return Answer(signs={"always": 1.0, "guessed from the text": 1.0}, right=right, source=case.source)
    both = weights | dict(RULES)
    scores = [sum(both[sign] * amount for sign, amount in signs.items()) for signs in case.signs]
    order = sorted(range(len(scores)), key=lambda n: (-scores[n], case.candidates[n].id))
    ranked = [Scored(entry=case.candidates[n], score=scores[n], reasons=()) for n in order]
    signs = case.report.signs(case.asked.name, ranked, head=case.asked.head, is_contained=bool(case.asked.inside))
    return Answer(signs=signs, right=bool(case.right[order[0]]), source=case.source)


def _confidence(answers: Sequence[Answer], names: tuple[str, ...]) -> dict[str, float]:
    rows = fit.matrix([answer.signs for answer in answers], names)
    right = np.array([answer.right for answer in answers])
    even = _even_weights(answers)
    weights = fit.logistic_weights(rows, right, np.array([even[answer.source] for answer in answers]), pull=CONFIDENCE_PULL)
    return dict(zip(names, (round(float(w), 4) for w in weights), strict=True))


def _even_weights(answers: Sequence[Answer]) -> dict[str, float]:
    """What an answer of each source weighs so that all sources count alike: no one kind of text sets how sure the resolver is."""
    counts = Counter(answer.source for answer in answers)
    return {source: len(answers) / len(counts) / count for source, count in counts.items()}


def _threshold(answers: Sequence[Answer], model: PlaceModel) -> float:
    """The least probability from which at least PRECISE of the answers are right; prints the table it is read from."""
    even = _even_weights(answers)
    told = sorted(((model.probability(a.signs), a) for a in answers), key=lambda pair: -pair[0])
    right = weight = 0.0
    threshold = 1.0
    for number, (probability, answer) in enumerate(told, start=1):
        right, weight = right + even[answer.source] * answer.right, weight + even[answer.source]
        if number > 50 and right / weight >= PRECISE:
            threshold = probability
    for source in sorted(even):
        mine = [(model.probability(a.signs), a.right) for a in answers if a.source == source]
        if mine:
            sure = [hit for p, hit in mine if p >= threshold]
            best, mean = np.mean([hit for _, hit in mine]), np.mean([p for p, _ in mine])
            taken, precise = len(sure) / len(mine), np.mean(sure or [False])
            sys.stdout.write(f"  {source:<10} {len(mine):>6} names, best right {best:.3f}, mean probability {mean:.3f}; ")
            sys.stdout.write(f"from {threshold:.2f}: {taken:.3f} taken, {precise:.3f} right\n")
    return round(threshold, 3)


def _version(cases: Sequence[Case]) -> str:
    sources = sorted({case.source for case in cases})
    return f"learnt-1 ({', '.join(sources)})"


def _told(model: PlaceModel) -> dict[str, object]:
    return {
        "version": model.version,
        "threshold": model.threshold,
        "ranking": dict(model.ranking),
        "confidence": dict(model.confidence),
    }


if __name__ == "__main__":
    raise SystemExit(main())
