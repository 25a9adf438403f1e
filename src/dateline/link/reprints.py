"""Reports that carry the same text again: a reprint adds no witness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from itertools import combinations

from dateline.link.sets import joined_sets

SHINGLE = 5
"""Words in a shingle."""

ALIKE = 0.55
"""Jaccard overlap of shingles from which two texts are one: the threshold measured by the DEEP project on humanitarian news."""

COMMON = 200
"""A shingle found in more reports than this is boilerplate ("all rights reserved ...") and proposes no pairs."""

WORD = re.compile(r"\w+")


def find_reprints(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Sets of two or more report ids whose texts overlap, each sorted; `texts` maps ids to texts."""
    shingles = {key: shingles_of(text) for key, text in texts.items()}
    holders: dict[Hashable, list[str]] = {}
    for key in sorted(shingles):
        for shingle in shingles[key]:
            holders.setdefault(shingle, []).append(key)
    shared = Counter(pair for keys in holders.values() if 1 < len(keys) <= COMMON for pair in combinations(keys, 2))
    alike = (pair for pair, count in shared.items() if count >= ALIKE * min(len(shingles[key]) for key in pair))
    return joined_sets(pair for pair in alike if jaccard(shingles[pair[0]], shingles[pair[1]]) >= ALIKE)


def shingles_of(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of SHINGLE words, lower-cased; a shorter text is one shingle."""
    words = WORD.findall(text.casefold())
    if not words:
        return frozenset()
    return frozenset(tuple(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1)))


def jaccard(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Shared items over all items; 0 for two empty sets."""
    return len(a & b) / len(a | b) if a or b else 0.0
