"""Dependency trees: which rows of greedy heads are trees, and the best tree for those that are none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_IMPOSSIBLE = -1e9
_ROOT_PENALTIES = (0.0, 2.0, 8.0, 32.0, 1e5)
"""Tried in turn on every arc from the root: the first under which the best tree has a single root gives the best of all such trees, and
small ones leave fewer cycles to shrink. The last outweighs any sum of log-probabilities."""


def are_trees(heads: NDArray[np.integer], lengths: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each row (1-based heads, 0 for the root, padding after its length) is a tree with a single root."""
    rows, width = heads.shape
    inside = np.arange(width) < lengths[:, None]
    reached = np.zeros((rows, width + 1), dtype=np.intp)
    reached[:, 1:] = np.where(inside, heads, 0)
    for _ in range(max(1, width.bit_length())):
        reached = np.take_along_axis(reached, reached, axis=1)
    one_root: NDArray[np.bool_] = ((heads == 0) & inside).sum(axis=1) == 1
    rooted: NDArray[np.bool_] = (reached == 0).all(axis=1)
    return one_root & rooted


def best_tree(scores: NDArray[np.floating]) -> NDArray[np.intp]:
    """1-based heads (0 for the root) of the best tree with a single root; `scores` are (words, 1 + words), the root first."""
    words = scores.shape[0]
    table = np.full((words + 1, words + 1), _IMPOSSIBLE)
    shifted = scores - scores.max(axis=1, keepdims=True)
    table[1:] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    for penalty in _ROOT_PENALTIES:
        penalised = table.copy()
        penalised[1:, 0] -= penalty
        heads = _arborescence(penalised)[1:]
        if np.count_nonzero(heads == 0) == 1:
            break
    return heads


def _arborescence(table: NDArray[np.floating]) -> NDArray[np.intp]:
    """Heads of the best tree over nodes 0..n with 0 the root (Chu-Liu/Edmonds): cycles are shrunk to one node and opened again."""
    np.fill_diagonal(table, _IMPOSSIBLE)
    heads: NDArray[np.intp] = table.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.array(cycle)
    is_outside = np.ones(len(heads), dtype=np.bool_)
    is_outside[inside] = False
    outside = np.flatnonzero(is_outside)
    shrunk = len(outside)
    smaller = np.full((shrunk + 1, shrunk + 1), _IMPOSSIBLE)
    smaller[:shrunk, :shrunk] = table[outside[:, None], outside]
    entering = table[inside[:, None], outside] - table[inside, heads[inside]][:, None]
    leaving = table[outside[:, None], inside]
    smaller[shrunk, :shrunk] = entering.max(axis=0)
    smaller[:shrunk, shrunk] = leaving.max(axis=1)
    chosen = _arborescence(smaller)
    for node in range(1, shrunk):
        head = chosen[node]
        heads[outside[node]] = outside[head] if head < shrunk else inside[leaving[node].argmax()]
    source = chosen[shrunk]
    heads[inside[entering[:, source].argmax()]] = outside[source]
    return heads


def _cycle(heads: NDArray[np.intp]) -> list[int] | None:
    """Nodes of one cycle, None when every node leads to node 0."""
    parents: list[int] = heads.tolist()
    seen_from = [0] * len(parents)
    for start in range(1, len(parents)):
        node = start
        while node and not seen_from[node]:
            seen_from[node] = start
            node = parents[node]
        if node and seen_from[node] == start:
            cycle = [node]
            while parents[cycle[-1]] != node:
                cycle.append(parents[cycle[-1]])
            return cycle
    return None
