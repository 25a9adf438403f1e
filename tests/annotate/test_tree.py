"""Trees from arc scores, against all trees of small sentences."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dateline.annotate.tree import are_trees, best_tree


def is_tree(heads: tuple[int, ...]) -> bool:
    def leads_to_root(word: int) -> bool:
        for _ in heads:
            word = heads[word - 1]
            if word == 0:
                return True
        return False

    return heads.count(0) == 1 and all(leads_to_root(word) for word in range(1, len(heads) + 1))


def log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = scores - scores.max(axis=1, keepdims=True)
    normalised: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return normalised


@given(seed=st.integers(0, 10_000), words=st.integers(1, 5))
@settings(deadline=None)
def test_the_best_of_all_trees_is_found(seed: int, words: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)) * 3
    weights = log_softmax(scores)
    trees = [heads for heads in product(range(words + 1), repeat=words) if is_tree(heads)]

    def total(heads: tuple[int, ...]) -> float:
        return float(weights[np.arange(words), list(heads)].sum())

    candidates = [heads for heads in trees if all(head != word + 1 for word, head in enumerate(heads))]
    found = tuple(best_tree(scores).tolist())
    assert is_tree(found)
    assert total(found) == pytest.approx(max(map(total, candidates)))


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5), st.integers(1, 5))
def test_trees_are_told_from_other_rows(heads: list[int], length: int) -> None:
    inside = tuple(min(head, length) for head in heads[:length])
    row = np.array([[*inside, *heads[length:]]])
    assert are_trees(row, np.array([length])).tolist() == [is_tree(inside)]


def test_a_long_sentence_whose_words_all_point_at_each_other_becomes_one_tree() -> None:
    words = 120
    scores = np.zeros((words, words + 1))
    scores[np.arange(words), [(word + 1) % words + 1 for word in range(words)]] = 9.0
    assert is_tree(tuple(best_tree(scores).tolist()))
