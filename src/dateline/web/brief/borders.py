"""Borders of countries from the desk's own files (Natural Earth through world-atlas), for a drawing that is made on the server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

from dateline.store.events import Box

ASSETS: Final = Path(__file__).parent.parent / "static" / "assets"
FINE: Final = "countries-50m-*.json"

Line = tuple[tuple[float, float], ...]


def lines_in(box: Box) -> tuple[Line, ...]:
    """The parts of borders that touch a box (west, south, east, north); none where the built files of the desk are missing."""
    west, south, east, north = box
    found: list[Line] = []
    for line, (left, low, right, high) in _lines():
        if left <= east and right >= west and low <= north and high >= south:
            found += _pieces(line, box)
    return tuple(found)


def _pieces(line: Line, box: Box) -> Iterator[Line]:
    """The runs of a line whose strokes may cross the box."""
    west, south, east, north = box
    run: list[tuple[float, float]] = []
    for a, b in pairwise(line):
        beside = max(a[0], b[0]) < west or min(a[0], b[0]) > east or max(a[1], b[1]) < south or min(a[1], b[1]) > north
        if not beside:
            run = [*run, b] if run else [a, b]
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


@cache
def _lines() -> tuple[tuple[Line, Box], ...]:
    """Every stretch of border and coast with the box around it."""
    path = next(iter(sorted(ASSETS.glob(FINE))), None)
    if path is None:
        return ()
    topology = json.loads(path.read_text(encoding="utf-8"))
    lines = (_line(arc, topology["transform"]) for arc in topology["arcs"])
    return tuple((line, _box(line)) for line in lines)


def _line(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Line:
    """An arc of a topology, whose points are steps from one to the next on a grid, in degrees."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return tuple((x * wide + west, y * high + south) for x, y in zip(xs, ys, strict=True))


def _box(line: Line) -> Box:
    xs, ys = zip(*line, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
