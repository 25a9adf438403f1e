"""Words of a text as numbers, runs of them (shingles), and the few that stand for all (fingerprints).

Words are compared without what changes on the way from outlet to outlet: case, accents, apostrophes, the commas in numbers, the full stops
in initials, and every other mark. "Syria's 12,500" and "Syrias 12500" are the same two words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

SHINGLE = 4
"""Words in a fingerprinted shingle."""

WINDOW = 4
"""Shingles in a window, of which the smallest hash is kept (winnowing, Schleimer, Wilkerson and Aiken 2003): any seven words in a row that
two texts share leave at least one fingerprint in common."""

TELLING_LETTERS = 4
"""Shorter words are mostly of the language, not of the report."""

LONGEST_QUOTATION = 1200
"""Characters between two quotation marks; marks farther apart do not belong together."""

WORD = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # initials: U.N.
    r"|[^\W_]+(?:(?:['’ʼ‘`´]|(?<=\d)[.,:](?=\d))[^\W_]+)*"
)
QUOTATION = re.compile(
    rf"(?:(?<![\w.,!?])\"|[“„«])(?=\S)[^\"“”„«»]{{1,{LONGEST_QUOTATION}}}(?<=\S)[\"”“»](?!\w)"
    rf"|(?<![\w.,!?])[‘'](?=\w)(?:[^\"“”‘'’\n]|(?<=\w)['’](?=\w)){{20,{LONGEST_QUOTATION}}}(?<=[\w.,!?])[’'](?!\w)"
)
"""Words between double marks, or between single ones that hold no other mark than apostrophes inside words."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order: a hash each, where each starts and ends, and whether it stands between quotation marks."""

    hashes: Hashes
    starts: Positions
    ends: Positions
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Chosen shingles of one text: their hashes and the word at which each begins."""

    hashes: Hashes
    at: Positions


def words_of(text: str) -> Words:
    """The words of a text."""
    found = [(word_hash(match.group()), match.start(), match.end()) for match in WORD.finditer(text)]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return Words(np.zeros(0, dtype=np.uint64), none, none, np.zeros(0, dtype=np.bool_))
    hashes, starts, ends = zip(*found, strict=True)
    begins = np.array(starts, dtype=np.int64)
    return Words(np.array(hashes, dtype=np.uint64), begins, np.array(ends, dtype=np.int64), _quoted(text, begins))


@lru_cache(maxsize=1 << 18)
def word_hash(word: str) -> int:
    """64 bits that stand for a word, the same on every machine; 0 for no letter or digit."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    return int.from_bytes(blake2b("".join(filter(str.isalnum, folded)).encode(), digest_size=8).digest(), "little")


def _quoted(text: str, starts: Positions) -> NDArray[np.bool_]:
    """Which words stand between quotation marks."""
    inside = np.zeros(len(starts), dtype=np.bool_)
    for match in QUOTATION.finditer(text):
        first, last = np.searchsorted(starts, match.span())
        inside[first:last] = True
    return inside


def shingles_of(hashes: Hashes, length: int) -> Hashes:
    """A hash for every run of `length` words; a shorter text is one run, an empty one has none."""
    count = len(hashes) - length + 1
    if count < 1:
        return shingles_of(hashes, len(hashes)) if len(hashes) else hashes
    found = hashes[:count].copy()
    for offset in range(1, length):
        found = found * _FACTOR + hashes[offset : offset + count]
    found ^= found >> _HALF
    found *= _MIX
    return found ^ (found >> _HALF)


def fingerprints_of(words: Words) -> Fingerprints:
    """The smallest hash of every window of shingles, the last one where two are equal."""
    shingles = shingles_of(words.hashes, SHINGLE)
    if len(shingles) <= WINDOW:
        at = np.array([int(np.argmin(shingles))] if len(shingles) else [], dtype=np.int64)
        return Fingerprints(shingles[at], at)
    windows = np.lib.stride_tricks.sliding_window_view(shingles, WINDOW)
    at = np.unique(np.arange(len(windows)) + WINDOW - 1 - np.argmin(windows[:, ::-1], axis=1))
    return Fingerprints(shingles[at], at)


def telling_words(words: Words, among: NDArray[np.bool_] | None = None) -> Hashes:
    """The distinct words outside quotation marks that are long enough to be the report's rather than the language's, sorted."""
    telling = ((words.ends - words.starts) >= TELLING_LETTERS) & ~words.quoted
    return np.unique(words.hashes[telling if among is None else telling & among])


def jaccard(a: Hashes, b: Hashes) -> float:
    """Shared items over all items of two sorted sets; 0 for two empty ones."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    every = len(a) + len(b) - shared
    return shared / every if every else 0.0
