"""The map of a brief: discs and their names on a drawing that needs no network, with borders where the desk's own files hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Final

from dateline.store.events import Box
from dateline.web.brief.borders import lines_in
from dateline.web.brief.record import Dot, Drawn
from dateline.web.situation.mapping import MapShown, PlaceShown
from dateline.web.wording import counted

WIDTH: Final = 330
HEIGHT: Final = 196
MARGIN: Final = 16
KM: Final = 111.2
"""Kilometres of a degree of latitude."""
MOST_DOTS: Final = 40
MOST_LABELS: Final = 9
LETTER: Final = 6.0
LINE: Final = 12.0
LONGEST_LABEL: Final = 24
LARGEST: Final = 9.0
WIDEST_RING: Final = 70.0
SCALES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
LONGEST_SCALE: Final = 90.0
"""Units of the drawing, as are the sizes above."""

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Paper:
    """Where a longitude and a latitude stand on the drawing."""

    west: float
    north: float
    per_degree: float
    narrowed: float

    @classmethod
    def over(cls, box: Box) -> _Paper:
        west, south, east, north = box
        east = east if east >= west else east + 360
        narrowed = max(0.05, cos(radians((south + north) / 2)))
        per_degree = min((WIDTH - 2 * MARGIN) / max(0.02, (east - west) * narrowed), (HEIGHT - 2 * MARGIN) / max(0.02, north - south))
        middle = (west + east) / 2, (south + north) / 2
        return cls(
            west=middle[0] - WIDTH / 2 / per_degree / narrowed,
            north=middle[1] + HEIGHT / 2 / per_degree,
            per_degree=per_degree,
            narrowed=narrowed,
        )

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - self.west + 180) % 360 - 180 if abs(longitude - self.west) > 180 else longitude - self.west
        return round(east * self.narrowed * self.per_degree, 1), round((self.north - latitude) * self.per_degree, 1)

    def long(self, km: float) -> float:
        return km / KM * self.per_degree

    @property
    def box(self) -> Box:
        """What is on the drawing."""
        return (
            self.west,
            self.north - HEIGHT / self.per_degree,
            self.west + WIDTH / self.per_degree / self.narrowed,
            self.north,
        )


def drawn_of(found: MapShown) -> Drawn | None:
    """The map drawn; None where no place stands on it."""
    if found.bounds is None or not found.places:
        return None
    paper = _Paper.over(found.bounds)
    inside = [place for place in found.places if _is_inside(paper.at(place.longitude, place.latitude))]
    km = max((km for km in SCALES if paper.long(km) <= LONGEST_SCALE), default=SCALES[0])
    hatched = {place.id for place in found.contested}
    return Drawn(
        width=WIDTH,
        height=HEIGHT,
        dots=_dots(inside[:MOST_DOTS], paper, hatched),
        borders=tuple(_path(line, paper) for line in lines_in(paper.box)),
        scale=round(paper.long(km), 1),
        scale_words=f"{km:,} km",
        finding=found.finding,
        note=_note(found, len(inside)),
    )


def _path(line: Sequence[tuple[float, float]], paper: _Paper) -> str:
    points = (paper.at(*point) for point in line)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _is_inside(at: tuple[float, float]) -> bool:
    return 0 <= at[0] <= WIDTH and 0 <= at[1] <= HEIGHT


def _note(found: MapShown, inside: int) -> str:
    """What the map leaves out."""
    off = [f"{counted(one.events, 'event')} {one.words}" for one in found.off]
    beyond = len(found.places) + found.more - min(inside, MOST_DOTS)
    if beyond:
        off.append(f"{counted(beyond, 'place')} with fewer claims or far away")
    return f"Not on the map: {', '.join(off)}." if off else ""


def _dots(places: Sequence[PlaceShown], paper: _Paper, hatched: set[str]) -> tuple[Dot, ...]:
    """Places, those of most claims drawn last so that they lie on top; their names where there is room."""
    at = {place.id: paper.at(place.longitude, place.latitude) for place in places}
    size = {place.id: min(LARGEST, 2.5 + 1.1 * sqrt(place.claims)) for place in places}
    taken: list[Rectangle] = [_around(*at[place.id], size[place.id]) for place in places]
    taken.append((0, HEIGHT - 30, LONGEST_SCALE + 24, HEIGHT))
    found = []
    for n, place in enumerate(places):
        x, y = at[place.id]
        r = size[place.id]
        spot = _spot(place.name, x, y, r, taken) if n < MOST_LABELS else None
        if spot is not None:
            taken.append(spot[1])
        ring = None if place.radius_km is None else min(WIDEST_RING, paper.long(place.radius_km))
        label, label_x, label_y, anchor = spot[0] if spot is not None else ("", x, y, "start")
        found.append(
            Dot(
                x=x,
                y=y,
                r=round(r, 1),
                ring=None if ring is None or ring <= r + 2 else round(ring, 1),
                mark=place.mark,
                hatched=place.id in hatched,
                label=label,
                label_x=round(label_x, 1),
                label_y=round(label_y, 1),
                anchor=anchor,
            )
        )
    return tuple(reversed(found))


Spot = tuple[tuple[str, float, float, str], Rectangle]


def _spot(name: str, x: float, y: float, r: float, taken: Sequence[Rectangle]) -> Spot | None:
    """A place for a name beside, under or over its disc that nothing else takes; None where there is none."""
    label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
    wide = LETTER * len(label)
    for label_x, label_y, anchor, left in (
        (x + r + 4, y + 4, "start", x + r + 4),
        (x - r - 4, y + 4, "end", x - r - 4 - wide),
        (x, y + r + 12, "middle", x - wide / 2),
        (x, y - r - 5, "middle", x - wide / 2),
    ):
        box = (left, label_y - LINE + 2, left + wide, label_y + 3)
        if box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= HEIGHT - 2 and not _touches(box, taken):
            return (label, label_x, label_y, anchor), box
    return None


def _around(x: float, y: float, r: float) -> Rectangle:
    return x - r, y - r, x + r, y + r


def _touches(box: Rectangle, taken: Iterable[Rectangle]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken)
