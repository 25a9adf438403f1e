"""Fitting confidence: the regression finds what made the data, and the calibration error says how far off a probability is."""

from __future__ import annotations

import random

import pytest
from training.confidence.__main__ import Observed, calibration_error, crosswise, fit


def made(count: int, weights: tuple[float, float]) -> list[Observed]:
    rng = random.Random(7)
    out = []
    for n in range(count):
        x = rng.gauss(0, 2)
        p = 1 / (1 + 2.718281828 ** -(weights[0] + weights[1] * x))
        out.append(Observed(quarter=n % 4, name="claim", values=(1.0, x), right=rng.random() < p))
    return out


def test_fit_finds_the_weights_that_made_the_data() -> None:
    found = fit(made(8000, (-0.5, 1.0)))
    assert found.tolist() == pytest.approx([-0.5, 1.0], abs=0.12)


def test_crosswise_probabilities_are_calibrated() -> None:
    judged = crosswise(made(8000, (-0.5, 1.0)))
    assert len(judged) == 8000
    assert calibration_error(judged) < 0.03


def test_calibration_error_is_the_gap_between_said_and_right() -> None:
    assert calibration_error([(0.95, True)] * 6 + [(0.95, False)] * 4) == pytest.approx(0.35)
    assert calibration_error([(0.25, True)] + [(0.25, False)] * 3) == pytest.approx(0.0)
