"""GeoJSON (RFC 7946): claims and events as points on the map, with how exact each point is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from dateline.model.review import mark_of
from dateline.store import ClaimRow

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Feature:
    """A row with its point, None where it has no place on the map; the row's fields become properties."""

    id: str
    longitude: float | None
    latitude: float | None
    row: DataclassInstance


def write_geojson(claims: Iterable[ClaimRow], out: TextIO) -> tuple[int, int]:
    """A FeatureCollection; how many claims stand in it, and how many have no place on the map and were left out.

    `radius_km` and `place_precision` among a point's properties tell how far the place reaches: a country is a point too.
    """
    rows = list(claims)
    return write_features([Feature(row.id, row.longitude, row.latitude, row) for row in rows], out, mark_of(row.review for row in rows))


def write_features(found: Iterable[Feature], out: TextIO, mark: str) -> tuple[int, int]:
    """A FeatureCollection of those that have a point; how many have, and how many were left out.

    Its member `review` holds the mark: whether people decided on everything in it.
    """
    features: list[dict[str, Any]] = []
    left_out = 0
    for feature in found:
        if feature.longitude is None or feature.latitude is None:
            left_out += 1
            continue
        properties = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(feature.row).items()}
        del properties["longitude"], properties["latitude"]
        point = {"type": "Point", "coordinates": [feature.longitude, feature.latitude]}
        features.append({"type": "Feature", "id": feature.id, "geometry": point, "properties": properties})
    json.dump({"type": "FeatureCollection", "review": mark, "features": features}, out, ensure_ascii=False)
    out.write("\n")
    return len(features), left_out
