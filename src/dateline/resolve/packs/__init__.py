"""Packs: places that the user adds to the bundled gazetteer, each pack one SQLite file in the folder of the setting `gazetteers`.

A pack is made from a country's dump of GeoNames (`geonames`), from UCDP's georeferenced events (`ucdp`) or from one's own table (`own`),
and records what it was made from.
"""

from __future__ import annotations

from dateline.resolve.packs import geonames
from dateline.resolve.packs.making import Making, add_geonames, add_own, add_ucdp, download_geonames
from dateline.resolve.packs.shelf import Pack, packs_in, remove

__all__ = ["Making", "Pack", "add_geonames", "add_own", "add_ucdp", "download_geonames", "geonames", "packs_in", "remove"]
