"""Closed classes of words, from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _classes() -> dict[str, frozenset[str]]:
    data = tomllib.loads(resources.files("dateline.extract").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


def word_class(name: str) -> frozenset[str]:
    """The lower-cased words of a class; KeyError when `words.toml` has no such class."""
    return _classes()[name]
