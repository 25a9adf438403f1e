"""Distances and middles on a sphere; degrees in, kilometres or degrees out."""

from __future__ import annotations

import math
from collections.abc import Iterable

EARTH_KM = 6371.0
"""Mean radius of the earth; the sphere is right to 0.5 %."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Mean direction of points (latitude, longitude), so that places across the 180th meridian come out right; 4 decimals (about 10 m)."""
    x = y = z = 0.0
    for latitude, longitude in points:
        lat, lon = math.radians(latitude), math.radians(longitude)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)
