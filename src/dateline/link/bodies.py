"""Which reports use largely the same words: MinHash LSH over the telling words of each body."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.link.shingles import Hashes

SEED = 20160924
"""Fixes the permutations of MinHash, so that every machine proposes the same pairs."""

BANDS, ROWS = 16, 4
"""Bands and rows of the LSH: bodies with a Jaccard overlap of 0.55 meet 4 times in 5, of 0.7 in 99 of 100, of 0.1 in 2 of 1,000."""

NEAR = 0.4
"""Share of equal values of two signatures from which a pair is laid side by side: its standard error is 0.06 at an overlap of 0.55."""

ENOUGH_WORDS = 40
"""Distinct telling words from which their overlap alone can tell: short notes use the same few words for every day."""


class Bodies:
    """Bodies by number, to which others are added one at a time."""

    def __init__(self) -> None:
        """Start with no body."""
        self._lsh: Any = None
        self._held: set[int] = set()
        self._signatures = np.zeros((1024, BANDS * ROWS), dtype=np.uint32)

    def add(self, number: int, words: Hashes) -> set[int]:
        """Put a body in; the numbers of those already there that use largely the same words. Bodies of few words have none."""
        if len(words) < ENOUGH_WORDS:
            return set()
        if self._lsh is None:
            self._load()
        signature = self._empty.copy()
        signature.update_batch((words >> np.uint64(32)).tolist())
        met = np.array(sorted(self._lsh.query(signature)), dtype=np.int64)
        self._lsh.insert(number, signature, check_duplication=False)
        self._keep(number, signature.hashvalues)
        equal = (self._signatures[met] == self._signatures[number]).mean(axis=1)
        return set(met[equal >= NEAR].tolist())

    def bands(self, number: int) -> tuple[int, ...]:
        """Positive numbers of 63 bits of which bodies that use largely the same words share one; none for a body of few words."""
        if number not in self._held:
            return ()
        values = self._signatures[number].astype("<u4").reshape(BANDS, ROWS)
        digests = (blake2b(bytes([n]) + values[n].tobytes(), digest_size=8).digest() for n in range(BANDS))
        return tuple(int.from_bytes(digest, "big") >> 1 for digest in digests)

    def _load(self) -> None:
        from datasketch import MinHash, MinHashLSH  # it loads SciPy: 0.4 s that a command which links nothing need not wait for

        self._empty: Any = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int)
        self._lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))

    def _keep(self, number: int, values: NDArray[np.uint32]) -> None:
        while number >= len(self._signatures):
            self._signatures = np.concatenate((self._signatures, np.zeros_like(self._signatures)))
        self._signatures[number] = values
        self._held.add(number)
