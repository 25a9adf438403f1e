"""GeoJSON (RFC 7946): claims as points on the map, with how exact each point is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, TextIO

from dateline.store import ClaimRow


def write_geojson(claims: Iterable[ClaimRow], out: TextIO) -> tuple[int, int]:
    """A FeatureCollection; how many claims stand in it, and how many have no place on the map and were left out.

    `radius_km` and `place_precision` among a point's properties tell how far the place reaches: a country is a point too.
    """
    features: list[dict[str, Any]] = []
    left_out = 0
    for row in claims:
        if row.longitude is None or row.latitude is None:
            left_out += 1
            continue
        properties = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()}
        del properties["longitude"], properties["latitude"]
        point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
        features.append({"type": "Feature", "id": row.id, "geometry": point, "properties": properties})
    json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False)
    out.write("\n")
    return len(features), left_out
