"""The learned numbers of the resolver of places, as `training/places` writes them into `data/place_ranker.json`.

Two sums of weighted signs: one ranks the candidates of a name (a softmax over it tells how they share the belief), the other tells from
what the ranking looks like how likely its best is right. A sum can be told in words: each sign's part in it is its weight times its amount.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DATA = "place_ranker.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceModel:
    """Weights of the signs of a candidate, weights of the signs of a ranking, and the probability from which a place is chosen."""

    version: str
    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    threshold: float

    def probability(self, signs: Mapping[str, float]) -> float:
        """How likely the best of a ranking with these signs is right."""
        total = sum(self.confidence[sign] * amount for sign, amount in signs.items())
        return 1 / (1 + math.exp(-total))


def beliefs(scores: Sequence[float]) -> list[float]:
    """The softmax of scores: how candidates share the belief in a name."""
    if not scores:
        return []
    best = max(scores)
    weights = [math.exp(score - best) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def read_model(text: str) -> PlaceModel:
    """The model of a JSON text, as `training.places` writes it."""
    data = json.loads(text)
    return PlaceModel(version=data["version"], ranking=data["ranking"], confidence=data["confidence"], threshold=data["threshold"])


@cache
def load_model() -> PlaceModel:
    """The model that came with the package."""
    return read_model((files("dateline") / "resolve" / "data" / DATA).read_text(encoding="utf-8"))
