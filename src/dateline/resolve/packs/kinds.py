"""Kinds of places, how far each reaches where a source does not say, and the words that name a kind at the end of a name."""

from __future__ import annotations

RADIUS_KM = {
    "airport": 2.0,
    "area": 12.0,
    "base": 2.0,
    "bridge": 1.0,
    "camp": 1.0,
    "city": 4.0,
    "crossing": 1.0,
    "dam": 1.3,
    "district": 25.0,
    "field": 3.0,
    "hill": 1.0,
    "hospital": 0.3,
    "island": 5.0,
    "lake": 10.0,
    "mountain": 4.0,
    "mountains": 20.0,
    "part": 5.0,
    "plant": 2.0,
    "port": 1.5,
    "prison": 0.7,
    "quarter": 0.8,
    "region": 50.0,
    "river": 50.0,
    "road": 20.0,
    "sea": 250.0,
    "site": 0.4,
    "square": 0.3,
    "strait": 35.0,
    "town": 1.5,
    "unit": 140.0,
    "village": 1.0,
}
"""Usual reach of a kind in km: the median of the project's supplement where that has five places or more, else a round figure."""

SETTLED = frozenset({"city", "town", "village", "quarter"})
"""Kinds whose name stands without the word for the kind: "Manbij", but "Tishrin dam"."""
LARGE_TOWN = 100_000
"""People from which a town is a city, as in the bundled gazetteer."""
TOWN = 5_000
"""People from which a village is a town in a country's dump, which has every hamlet."""
