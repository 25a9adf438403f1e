"""Which reports hold which fingerprint: sorted arrays that grow by one report at a time.

New entries wait in a dictionary; when enough have come they become a sorted array, and arrays of like size are merged, so that adding the
100,000th report costs about as much as adding the first, and an entry takes 12 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.link.shingles import Hashes

Numbers = NDArray[np.uint32]

WAITING = 1 << 14
"""Entries that wait in the dictionary before they are sorted into an array."""

GROWTH = 4
"""An array is merged with the one before it unless that one is so many times larger."""


@dataclass(slots=True)
class Postings:
    """Report numbers by fingerprint."""

    _arrays: list[tuple[Hashes, Numbers]] = field(default_factory=list)
    _waiting: dict[int, list[int]] = field(default_factory=dict)
    _count: int = 0

    def add(self, number: int, hashes: Hashes) -> None:
        """Say that a report holds these distinct hashes."""
        for key in hashes.tolist():
            self._waiting.setdefault(key, []).append(number)
        self._count += len(hashes)
        if self._count >= WAITING:
            self._sort_in()

    def _sort_in(self) -> None:
        keys = np.fromiter((key for key, numbers in self._waiting.items() for _ in numbers), np.uint64, self._count)
        values = np.fromiter((number for numbers in self._waiting.values() for number in numbers), np.uint32, self._count)
        self._waiting, self._count = {}, 0
        while self._arrays and len(self._arrays[-1][0]) < GROWTH * len(keys):
            older = self._arrays.pop()
            keys, values = np.concatenate((older[0], keys)), np.concatenate((older[1], values))
        order = np.argsort(keys, kind="stable")
        self._arrays.append((keys[order], values[order]))

    def holders(self, hashes: Hashes) -> tuple[NDArray[np.int64], Numbers]:
        """Every holder of every hash: the place of the hash among `hashes`, and the report's number."""
        places, numbers = [], []
        for keys, values in self._arrays:
            low, high = np.searchsorted(keys, hashes, "left"), np.searchsorted(keys, hashes, "right")
            counts = high - low
            hit = np.flatnonzero(counts)
            places.append(np.repeat(hit, counts[hit]))
            numbers += [values[low[n] : high[n]] for n in hit.tolist()]
        waiting = [(n, number) for n, key in enumerate(hashes.tolist()) for number in self._waiting.get(key, ())]
        places.append(np.array([n for n, _ in waiting], dtype=np.int64))
        numbers.append(np.array([number for _, number in waiting], dtype=np.uint32))
        return np.concatenate(places), np.concatenate(numbers)
