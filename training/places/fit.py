"""Two fits in plain numpy: a softmax over the candidates of each name, and a logistic one of whether the best is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
STEPS = 200
RATE = 0.1


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one name: a row of signs each, the score that fixed rules give each, which are right, and what the name weighs."""

    signs: Matrix
    given: Matrix
    right: npt.NDArray[np.bool_]
    weight: float


def softmax_weights(groups: Sequence[Group], start: Matrix, *, pull: float) -> Matrix:
    """Weights under which the right candidates of each group get most belief; `pull` holds them near `start`."""
    rows = np.vstack([group.signs for group in groups])
    right = np.concatenate([group.right for group in groups])
    given = np.concatenate([group.given for group in groups])
    sizes = np.array([len(group.right) for group in groups])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.repeat(np.array([group.weight for group in groups]), sizes)

    def gradient(weights: Matrix) -> Matrix:
        scores = rows @ weights + given
        scores -= np.repeat(np.maximum.reduceat(scores, firsts), sizes)
        parts = np.exp(scores)
        share = parts / np.repeat(np.add.reduceat(parts, firsts), sizes)
        hits = parts * right
        wanted = hits / np.repeat(np.maximum(np.add.reduceat(hits, firsts), 1e-300), sizes)
        return np.asarray(rows.T @ (weight * (share - wanted)) + pull * (weights - start), dtype=np.float64)

    return descend(gradient, start)


def logistic_weights(rows: Matrix, right: npt.NDArray[np.bool_], weight: Matrix, *, pull: float) -> Matrix:
    """Weights of the signs that tell whether an answer is right."""

    def gradient(weights: Matrix) -> Matrix:
        odds = 1 / (1 + np.exp(-(rows @ weights)))
        return np.asarray(rows.T @ (weight * (odds - right)) + pull * weights, dtype=np.float64)

    return descend(gradient, np.zeros(rows.shape[1]))


def descend(gradient: Callable[[Matrix], Matrix], start: Matrix) -> Matrix:
    """Adam (Kingma and Ba 2015) over the whole batch, the rate falling to nothing."""
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        slope = gradient(weights)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        moved = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-12)
        weights = weights - RATE * (1 - step / STEPS) * moved
    return weights


def matrix(signs: Sequence[Mapping[str, float]], names: Sequence[str]) -> Matrix:
    """A row for each mapping, a column for each name."""
    return np.array([[row.get(name, 0.0) for name in names] for row in signs], dtype=np.float64).reshape(len(signs), len(names))
