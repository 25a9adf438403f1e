"""Which language a text is in. A doubt keeps the text: an English report lost is worse than a foreign one that yields no claims."""

from __future__ import annotations

import re
from importlib import import_module

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 5_000
_COMMON_ENGLISH = """
the of and to in a that was were on for with by said at from as it is has had have been not their they who but after this an are be
which its he his her she will would than more when into over people killed
"""
_ENGLISH_WORDS = frozenset(_COMMON_ENGLISH.split())
_ENGLISH_SHARE = 0.2
"""Share of common words above which a text is English without asking the model: English has 0.35 to 0.55, other languages under 0.1."""
_FEWEST_WORDS = 6
_FEWEST_CERTAIN_WORDS = 15
_SURE = 0.95


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of the text's beginning, None when it is too short or too mixed to tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    if sum(word in _ENGLISH_WORDS for word in words) > _ENGLISH_SHARE * len(words):
        return "en"
    latin = sum(word.isascii() for word in words) > 0.5 * len(words)
    if latin and len(words) < _FEWEST_WORDS:
        return None
    language, probability = import_module("dateline.read.language_model").likeliest(sample)
    if latin and language != "en" and (probability < _SURE or len(words) < _FEWEST_CERTAIN_WORDS):
        return None
    return str(language)
