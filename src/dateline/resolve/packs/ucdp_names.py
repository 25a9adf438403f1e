"""The names that UCDP's coders give to places, taken apart: "Tadmur/Palmyra town" is Tadmur or Palmyra, a town.

GED writes the kind after the name. A settlement goes by its name alone, with and without the kind; anything else keeps the whole of its
name ("Tishrin Dam") and is found under the rest of it too where the words of a report may give the kind ("the dam at Tishrin").
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.resolve.packs.kinds import SETTLED

SIMILAR = 0.85
"""Floor of difflib's ratio from which a last word is a kind with a slip of the pen ("villge")."""

WORDS = {
    word: kind
    for kind, words in {
        "city": "city",
        "town": "town township",
        "village": "village hamlet settlement",
        "quarter": "suburb neighbourhood neighborhood quarter ward",
        "camp": "camp",
        "base": "base airbase barracks",
        "airport": "airport airfield airstrip heliport",
        "dam": "dam",
        "mountain": "mountain",
        "mountains": "mountains",
        "hill": "hill hills",
        "field": "field fields oilfield",
        "crossing": "crossing checkpoint",
        "bridge": "bridge",
        "hospital": "hospital",
        "prison": "prison",
        "port": "port harbour harbor",
        "island": "island islands",
        "lake": "lake reservoir",
        "river": "river",
        "road": "road highway junction crossroad crossroads",
        "plant": "plant station factory refinery mine",
        "region": "desert plain plains valley forest",
        "area": "area locality subdistrict sub-district pocket triangle",
        "district": "district county raion municipality",
        "site": "farm farms castle complex university market mosque church school",
    }.items()
    for word in words.split()
}
"""Kind by the last word of GED's name for a place."""
FIRST_WORDS = {"jabal": "mountain", "jebel": "mountain", "mount": "mountain", "road": "road", "highway": "road", "lake": "lake"}
NAMED_AFTER = frozenset({"camp", "base", "airport", "dam", "mountain", "hill", "field", "crossing", "bridge", "prison", "port", "island"})
"""Kinds that are found without the words for them too."""
QUALIFIERS = frozenset("military air army naval civil international oil gas idp refugee border checkpoint helicopter".split())  # noqa: SIM905
"""Words that belong to the kind after them: "Military Air Base", "IDP Camp"."""
FLYING = frozenset("air airbase airport airfield airstrip heliport".split())  # noqa: SIM905
AIR_FIELDS = ("air base", "airbase", "military airport", "military air base", "airport")
"""How reports call one and the same airfield of an army."""
_STRETCH = re.compile(r"\b(?:between|near|and|border|of|in)\b")
"""A name with one of these describes where and is not taken apart."""
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of GED taken apart: the name alone, other names, and the kind it gives, None where it gives none."""

    stem: str
    others: tuple[str, ...]
    kind: str | None


def take_apart(whole: str) -> Named:
    """GED's name of a place as the name alone, its other names and its kind."""
    opening = FIRST_WORDS.get(whole.split(maxsplit=1)[0].lower())
    if _STRETCH.search(whole):
        return Named(whole, (), opening)
    inner = tuple(name for name in (found.strip() for found in _BRACKETS.findall(whole)) if name)
    outer = _BRACKETS.sub(" ", whole).strip() or whole
    stem, kind = _last_word(outer)
    if kind is None:
        return _named(outer, (whole, *_split(outer), *inner), opening)
    if kind in SETTLED:
        first, *others = (_last_word(name)[0] for name in (*_split(stem), *inner))
        return _named(first, (whole, outer, stem, *others), kind)
    if kind in NAMED_AFTER:
        return _named(outer, (whole, *_thing_names(outer, stem, kind), *inner), kind)
    return _named(outer, (whole,), kind)


def _named(name: str, others: Iterable[str], kind: str | None) -> Named:
    return Named(name, tuple(other for other in dict.fromkeys(others) if other and other != name), kind)


def _thing_names(outer: str, stem: str, kind: str) -> list[str]:
    """Other names of a thing: without its kind, and an airfield under every word for one."""
    words = stem.split()
    while len(words) > 1 and words[-1].lower() in QUALIFIERS:
        words.pop()
    names = _split(" ".join(words))
    flies = kind in ("base", "airport") and FLYING & set(outer.lower().split())
    return [*names, *(f"{name} {word}" for name in names if flies for word in AIR_FIELDS)]


def _last_word(name: str) -> tuple[str, str | None]:
    """A name without the word for its kind at the end, and that kind; a slip of the pen in it is forgiven."""
    *words, last = name.split() or [""]
    if not words:
        return name, None
    kind = WORDS.get(last.lower())
    if kind is None and last.islower():
        close = difflib.get_close_matches(last, WORDS, n=1, cutoff=SIMILAR)
        kind = WORDS[close[0]] if close else None
    return (name, None) if kind is None else (" ".join(words), kind)


def _split(name: str) -> list[str]:
    """Names with a slash between, apart: "Tadmur/Palmyra"."""
    return [part.strip() for part in name.split("/") if part.strip()] or [name]
