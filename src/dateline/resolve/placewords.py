"""The words that tell how a wording stands to its place, as `data/place_words.toml` sorts them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_WORDS = tomllib.loads((files("dateline") / "resolve" / "data" / "place_words.toml").read_text(encoding="utf-8"))

HEADS: dict[str, str] = {word: kind for kind, words in _WORDS["heads"].items() for word in words}
"""Kind of place by the noun that tells it."""
QUIET: frozenset[str] = frozenset(_WORDS["quiet"])
PARTS: frozenset[str] = frozenset(_WORDS["parts"])
EDGES: frozenset[str] = frozenset(_WORDS["edges"])
COUNTRYSIDE: frozenset[str] = frozenset(_WORDS["countryside"])
NEAR: frozenset[str] = frozenset(_WORDS["near"])
INSIDE: frozenset[str] = frozenset(_WORDS["inside"])
BACK: frozenset[str] = frozenset(_WORDS["back"])
SOIL: frozenset[str] = frozenset(_WORDS["soil"])
TITLES: frozenset[str] = frozenset(_WORDS["titles"])
THINGS: frozenset[str] = frozenset(_WORDS["things"])
LINES: frozenset[str] = frozenset(_WORDS["lines"])
BEARINGS: dict[str, float] = {word: float(degrees) for word, degrees in _WORDS["bearings"].items()}
SHORT: dict[str, str] = {f"{word}.": name for word, name in _WORDS["short"].items()}
"""Names of states and provinces by what newspapers write for them, the full stop included."""
DIRECTIONS = frozenset(
    f"{first}{second}{ending}"
    for first in ("north", "south", "east", "west", "")
    for second in ("-east", "-west", "east", "west", "")
    for ending in ("ern", "")
    if first or second.isalpha()
) | {"central", "upper", "lower", "northernmost", "rural"}
"""Compass words in every form ("north-western"), and what is used like them."""


def is_common(word: str) -> bool:
    """Whether a word is a kind, a direction or a part, whatever its case."""
    lower = word.lower()
    return any(lower in vocabulary for vocabulary in (HEADS, DIRECTIONS, PARTS, EDGES, TITLES))
