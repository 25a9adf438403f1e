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


def displaced(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """The point so many km from another, in the direction of a bearing (degrees from north, clockwise); 4 decimals."""
    lat, lon, course, arc = math.radians(latitude), math.radians(longitude), math.radians(bearing), km / EARTH_KM
    there = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(course))
    turn = math.atan2(math.sin(course) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(there))
    return round(math.degrees(there), 4), round((math.degrees(lon + turn) + 540) % 360 - 180, 4)


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Mean direction of points (latitude, longitude), so that places across the 180th meridian come out right; 4 decimals (about 10 m)."""
    x = y = z = 0.0
    for latitude, longitude in points:
        lat, lon = math.radians(latitude), math.radians(longitude)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)
