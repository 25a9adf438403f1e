"""Learning the weights of places: the fits find what is there, made documents are reproducible, and what is right is told by distance."""

from __future__ import annotations

import random

import numpy as np
import pytest
from training.places import __main__ as learning
from training.places import examples, fit

from dateline.resolve.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.resolve.placemodel import beliefs, load_model, read_model


def test_the_softmax_learns_which_sign_tells() -> None:
    chance = np.random.default_rng(1)
    groups = []
    for _ in range(200):
        signs = chance.random((4, 2))
        right = np.zeros(4, dtype=bool)
        right[signs[:, 0].argmax()] = True
        groups.append(fit.Group(signs, np.zeros(4), right, 1.0))
    told, idle = fit.softmax_weights(groups, np.zeros(2), pull=0.1)
    assert told > 5
    assert abs(idle) < 1


def test_the_logistic_fit_is_calibrated() -> None:
    chance = np.random.default_rng(2)
    rows = np.column_stack([np.ones(4000), chance.normal(size=4000)])
    odds = 1 / (1 + np.exp(-(0.5 + 2 * rows[:, 1])))
    weights = fit.logistic_weights(rows, chance.random(4000) < odds, np.ones(4000), pull=0.1)
    assert weights == pytest.approx([0.5, 2.0], abs=0.2)


def test_beliefs_sum_to_one_whatever_the_scores() -> None:
    assert beliefs([]) == []
    assert beliefs([1000.0, 1000.0, -1000.0]) == pytest.approx([0.5, 0.5, 0.0])


def _entry(latitude: float, kind: str = "town", radius_km: float = 2.0) -> Entry:
    return Entry(
        id=f"gn:{latitude}",
        name="X",
        kind=kind,
        country="SY",
        unit=None,
        admin1=None,
        latitude=latitude,
        longitude=37.0,
        radius_km=radius_km,
        precision=1,
        population=0,
    )


def test_only_the_nearest_candidates_are_right() -> None:
    name = examples.Name(text="X", point=(36.0, 37.0))
    right = learning.right_ones(name, [_entry(36.0), _entry(36.01), _entry(36.2), _entry(40.0)])
    assert right.tolist() == [True, True, False, False]
    far = learning.right_ones(name, [_entry(37.0), _entry(40.0)])
    assert far.tolist() == [True, False], "none is close: one within the example's distance"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def test_made_documents_are_reproducible_and_lack_places(gazetteer: Gazetteer) -> None:
    drawn = [list(examples.Maker(gazetteer.path, random.Random(7)).documents(40)) for _ in range(2)]
    assert drawn[0] == drawn[1]
    names = [name for document in drawn[0] for name in document.names if name.point is not None]
    gone = sum(name.hidden is not None for name in names)
    assert 0 < gone < len(names) / 3


def test_every_model_knows_the_same_signs() -> None:
    shipped = load_model()
    for path in (learning.START, learning.WITHOUT):
        model = read_model(path.read_text(encoding="utf-8"))
        assert set(model.ranking) == set(shipped.ranking)
        assert set(model.confidence) == set(shipped.confidence)
    assert "geovirus" not in read_model(learning.WITHOUT.read_text(encoding="utf-8")).version
