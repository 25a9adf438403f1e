"""Names as the resolver asks for them: candidates, kept for a while, and readings of wordings against them."""

from __future__ import annotations

from functools import lru_cache

from dateline.resolve import placenames
from dateline.resolve.gazetteer import OWN, Entry, Gazetteer, demonyms
from dateline.resolve.placescore import AREAS
from dateline.resolve.placewording import Wording, read_wording
from dateline.resolve.placewords import SHORT

MAX_ABBREVIATION = 3
"""Letters up to which a name in capitals is taken as an abbreviation ("US", "NSW")."""
KEPT_NAMES = 4096


class PlaceNames:
    """Candidates by name over one gazetteer; the last few thousand are kept."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.candidates = lru_cache(maxsize=KEPT_NAMES)(self._look_up)

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        """Candidates of a name; of so few letters as an abbreviation has, only what is abbreviated, and only in capitals."""
        if name in SHORT:
            return tuple(entry for entry in self.gazetteer.candidates(SHORT[name]) if entry.kind == "unit")
        found = self.gazetteer.candidates(name)
        if len(name.replace(".", "")) <= MAX_ABBREVIATION:
            if name.isupper():
                found = [entry for entry in found if entry.checked or entry.kind in AREAS]
            else:
                found = [entry for entry in found if entry.grade == OWN or entry.kind not in AREAS]
        return tuple(found)

    def read(self, wording: str) -> Wording:
        """How a wording is read, before any place is chosen."""
        return read_wording(wording, self)

    def is_known(self, name: str) -> bool:
        """Whether the gazetteer has a place of that name."""
        return bool(self.candidates(name))

    def holds(self, area: str, name: str) -> bool:
        """Whether a country or a first-order unit of the first name holds a place of the second."""
        holders = [entry for entry in self.candidates(area) if entry.kind in ("country", "unit")]
        return any(holder.holds(entry) for holder in holders for entry in self.candidates(name))

    def has_unit(self, name: str) -> bool:
        """Whether a first-order unit has that name."""
        return any(entry.kind == "unit" for entry in self.candidates(name))

    def is_larger(self, one: str, other: str) -> bool:
        """Whether the largest place of the first name outgrows that of the second."""
        return self._size(one) > self._size(other)

    def is_demonym(self, word: str) -> bool:
        """Whether a word names the people of a country, or a people."""
        return placenames.plain(word) in demonyms()

    def _size(self, name: str) -> int:
        return max((entry.population for entry in self.candidates(name)), default=0)


def countries_of(nationality: str) -> frozenset[str]:
    """Codes of the countries whose people a word names."""
    return demonyms().get(placenames.plain(nationality), frozenset())
