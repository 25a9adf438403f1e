"""From the reader's BIO tags to names: spans of words with a kind and a score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.model.mention import NameKind

OUTSIDE = "O"
NAMED = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE})
SURE = 0.6
"""A person, organisation or place that only the second layer sees is taken from this score on."""


class Name(NamedTuple):
    """Words `first` to `last` (inclusive) of a sentence are a name."""

    kind: NameKind
    first: int
    last: int
    score: float


class NameTags:
    """Decoder for one inventory of BIO tags."""

    def __init__(self, tags: Sequence[str]) -> None:
        self._kinds = [None if tag == OUTSIDE else NameKind(tag[2:]) for tag in tags]
        self._begins = np.array([tag.startswith("B-") for tag in tags])
        self._outside = tags.index(OUTSIDE)
        self._allowed = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags])
        self._start_allowed = self._allowed[self._outside]
        self._penalty = np.where(self._allowed, 0.0, -1e4)

    def decode(self, log_probabilities: NDArray[np.float32], lengths: NDArray[np.integer]) -> list[list[Name]]:
        """Names of each sentence of a padded batch (sentences, words, tags)."""
        tags = log_probabilities.argmax(axis=2)
        tags[np.arange(tags.shape[1]) >= lengths[:, None]] = self._outside
        for row in np.flatnonzero(~self._legal(tags)):
            tags[row, : lengths[row]] = self._best_path(log_probabilities[row, : lengths[row]])
        return self._spans(tags, log_probabilities)

    def _legal(self, tags: NDArray[np.intp]) -> NDArray[np.bool_]:
        legal: NDArray[np.bool_] = self._start_allowed[tags[:, 0]] & self._allowed[tags[:, :-1], tags[:, 1:]].all(axis=1)
        return legal

    def _best_path(self, log_probabilities: NDArray[np.float32]) -> NDArray[np.intp]:
        """Most likely tags that never go on with a name that has not begun (Viterbi)."""
        best = log_probabilities[0] + self._penalty[self._outside]
        back = np.zeros(log_probabilities.shape, dtype=np.intp)
        for word in range(1, len(log_probabilities)):
            paths = best[:, None] + self._penalty
            back[word] = paths.argmax(axis=0)
            best = paths.max(axis=0) + log_probabilities[word]
        path = np.empty(len(log_probabilities), dtype=np.intp)
        path[-1] = best.argmax()
        for word in range(len(path) - 1, 0, -1):
            path[word - 1] = back[word, path[word]]
        return path

    def _spans(self, tags: NDArray[np.intp], log_probabilities: NDArray[np.float32]) -> list[list[Name]]:
        found: list[list[Name]] = [[] for _ in range(len(tags))]
        rows, words = np.nonzero(tags != self._outside)
        if not len(rows):
            return found
        chosen = tags[rows, words]
        scores = np.exp(log_probabilities[rows, words, chosen])
        starts = np.flatnonzero(self._begins[chosen])
        lengths = np.diff(np.append(starts, len(rows)))
        means = np.add.reduceat(scores, starts) / lengths
        parts = (rows[starts], words[starts], lengths, chosen[starts], means)
        for row, first, length, tag, score in zip(*(part.tolist() for part in parts), strict=True):
            kind = self._kinds[tag]
            assert kind is not None
            found[row].append(Name(kind, first, first + length - 1, score))
        return found


def merge(names: Sequence[Name], wider: Sequence[Name], upos: Sequence[str]) -> tuple[Name, ...]:
    """Names of both layers in order: the wider one adds what overlaps no name, and persons, organisations and places only when sure."""
    if not wider:
        return tuple(names)
    taken = list(names)
    for name in wider:
        if any(name.first <= other.last and other.first <= name.last for other in names):
            continue
        if name.kind in NAMED and (name.score < SURE or "PROPN" not in upos[name.first : name.last + 1]):
            continue
        taken.append(name)
    return tuple(sorted(taken, key=lambda name: name.first))
