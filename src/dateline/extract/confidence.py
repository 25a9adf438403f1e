"""How sure a claim and each of its slots are: what the reader said of them, put on a scale that means what it says.

`confidence.json` holds the weights of one logistic regression for claims and one for each slot, fitted on reports that the reader was not
trained on (`python -m training.confidence`, which also prints the reliability table).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from dateline.extract.draft import Draft
from dateline.extract.told import probability
from dateline.model.text import Phrase

LEAST = 0.01
"""Probabilities are kept this far from 0 and 1, so that their log-odds stay finite."""
DIGITS = 3


def features(draft: Draft) -> dict[str, tuple[float, ...]]:
    """What is known of a claim as a whole ("claim") and of each of its filled slots, as numbers for the regressions."""
    told = draft.happening.told
    type_score = 0.0 if told.main is None else probability(told.main.types, draft.type)
    triggers = draft.happening.triggers
    shape = (
        float(bool(draft.figures)),
        float(draft.in_title),
        float(draft.background),
        float(any(t.known for t in triggers)),
        float(any(t.is_verb for t in triggers)),
        float(len(draft.actors) + len(draft.targets) > 0),
        float(draft.place is not None),
        float(bool(draft.times)),
        math.log(len(draft.evidence) / len(draft.tree.sentence.span)),
    )
    out = {
        "claim": (1.0, odds(told.score), odds(type_score), *shape),
        "type": (1.0, odds(type_score), odds(told.score)),
        "status": (1.0, odds(told.status(draft.status))),
        "speaker": _speaker(draft),
    }
    if draft.figures:
        out["figures"] = _figures(draft)
    places = [draft.place] if draft.place is not None else []
    for name, role, phrases in (("actors", "actor", draft.actors), ("targets", "target", draft.targets), ("place", "place", places)):
        if phrases:
            out[name] = _filled(draft, role, phrases)
    if draft.times:
        out["times"] = _filled(draft, "time", [Phrase(span=t.span, text="") for t in draft.times])
    return out


def odds(p: float) -> float:
    """Log-odds of a probability."""
    p = min(max(p, LEAST), 1 - LEAST)
    return math.log(p / (1 - p))


def _filled(draft: Draft, role: str, phrases: Sequence[Phrase]) -> tuple[float, ...]:
    """The lowest score of the fillers, and whether any comes from outside the sentence."""
    scores = [_score(draft, role, phrase) for phrase in phrases]
    inside = [s for s in scores if s is not None]
    return (1.0, odds(min(inside)) if inside else 0.0, float(len(inside) < len(scores)))


def _score(draft: Draft, role: str, phrase: Phrase) -> float | None:
    """What the reader gives a phrase in a slot; None for words of another sentence."""
    span = phrase.span if phrase.stand_in is None else phrase.stand_in
    inside = draft.tree.within(span)
    if not inside:
        return None
    return draft.happening.told.over(role, inside)


def _speaker(draft: Draft) -> tuple[float, ...]:
    """Who tells it: the probability of a named or of no speaker, and what the words of the speaker themselves score."""
    told = draft.happening.told
    if draft.speaker is None:
        return (1.0, odds(told.said("outlet")), 0.0, 0.0)
    score = _score(draft, "source", draft.speaker)
    return (1.0, odds(1 - told.said("outlet")), 0.0 if score is None else odds(score), 1.0 if score is None else 0.0)


def _figures(draft: Draft) -> tuple[float, ...]:
    """The least sure figure: that its measure is right, and that it belongs to the claim."""
    tree, told = draft.tree, draft.happening.told
    measured, tied = [], []
    for figure in draft.figures:
        inside = tree.within(figure.span)
        measured.append(max((probability(e.measures, figure.measure) for e in tree.events_in(inside)), default=0.0))
        tied.append(told.over("count", inside))
    return (1.0, odds(min(measured)), odds(min(tied)))


@cache
def _weights() -> Mapping[str, Sequence[float]]:
    text = resources.files("dateline.extract").joinpath("confidence.json").read_text(encoding="utf-8")
    weights: Mapping[str, Sequence[float]] = json.loads(text)["weights"]
    return weights


def confidences(draft: Draft) -> dict[str, float]:
    """Probabilities in 0..1 that a claim is told by its words ("claim"), and that each filled slot is right given that it is."""
    weights = _weights()
    return {name: round(logistic(values, weights[name]), DIGITS) for name, values in features(draft).items() if name in weights}


def logistic(values: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that a regression gives."""
    return 1 / (1 + math.exp(-sum(v * w for v, w in zip(values, weights, strict=True))))
