"""Sets joined through pairs."""

from __future__ import annotations

from collections.abc import Iterable


def joined_sets(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Connected sets of ids, each sorted, in sorted order: the order of `pairs` does not matter."""
    of: dict[str, set[str]] = {}
    for a, b in pairs:
        whole = of.setdefault(a, {a}) | of.setdefault(b, {b})
        for key in whole:
            of[key] = whole
    return tuple(sorted({tuple(sorted(members)) for members in of.values()}))
