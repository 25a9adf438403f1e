"""Who told whom as a drawing: places of names and boxes in three columns, and the curves between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.web.event.material import Voice
from dateline.web.wording import short_day

if TYPE_CHECKING:
    from dateline.web.event.witnesses import Text

WIDTH: Final = 640
STEP: Final = 36
TOP: Final = 48
BOX: Final = 26
"""Height of the box of a report."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where names end, where boxes and repeats begin with their width, and how many letters each has room for."""

    names_end: int
    boxes: tuple[int, int]
    repeats: tuple[int, int]
    name: int
    box: int
    repeat: int


TWO: Final = Columns(names_end=300, boxes=(366, 272), repeats=(640, 0), name=42, box=42, repeat=0)
THREE: Final = Columns(names_end=196, boxes=(240, 172), repeats=(462, 176), name=25, box=25, repeat=26)
"""With reports that repeat others, and without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A name or a box: `y` is its middle; `short` is the name as far as there is room; `heavy` ones give a number."""

    key: str
    x: float
    y: float
    short: str
    heavy: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line between two nodes; `dashed` for words that are printed again."""

    path: str
    heavy: bool
    dashed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The drawing; `height` is that of its nodes."""

    width: int
    height: float
    columns: Columns
    voices: tuple[tuple[Voice, Node], ...]
    texts: tuple[Node, ...]
    repeats: tuple[Node, ...]
    curves: tuple[Curve, ...]


def graph_of(voices: Sequence[Voice], texts: Sequence[Text], counting: Collection[str]) -> Graph:
    """Voices beside the reports that tell them first, so that few lines cross."""
    shown = {text.report for text in texts}
    own = [text for text in texts if text.repeats not in shown]
    again = [text for text in texts if text.repeats in shown]
    order = {voice.key: n for n, voice in enumerate(voices)}
    own.sort(key=lambda text: _middle([order[key] for key in text.voices if key in order]))
    at = {voice.key: float(TOP + n * STEP) for n, voice in enumerate(voices)}
    span = STEP * max(len(voices), len(own) * 1.4, len(again) * 1.6)
    at |= _spread([text.report for text in own], span)
    again.sort(key=lambda text: at.get(text.repeats or "", 0.0))
    at |= _spread([text.report for text in again], span)
    columns = THREE if again else TWO
    told = [(key, text) for text in own for key in text.voices if key in at]
    curves = [_curve(columns.names_end, at[key], columns.boxes[0], at[text.report], heavy=key in text.counts) for key, text in told]
    begin = sum(columns.boxes)
    curves += [_curve(begin, at.get(text.repeats or "", 0.0), columns.repeats[0], at[text.report], dashed=True) for text in again]
    named = [Node(key=v.key, x=0, y=at[v.key], short=_short(v.name, columns.name), heavy=v.key in counting) for v in voices]
    return Graph(
        width=WIDTH,
        height=TOP + span,
        columns=columns,
        voices=tuple(zip(voices, named, strict=True)),
        texts=tuple(_box(text, columns.boxes[0], at[text.report], columns.box) for text in own),
        repeats=tuple(_box(text, columns.repeats[0], at[text.report], columns.repeat) for text in again),
        curves=tuple(sorted(curves, key=lambda curve: curve.heavy)),
    )


def _box(text: Text, x: float, y: float, longest: int) -> Node:
    name = f"{text.letter} {text.name}" if text.letter else text.name
    day = "" if text.published is None else f", {short_day(text.published)}"
    shown = name if len(name) + len(day) > longest else f"{name}{day}"
    return Node(key=text.report, x=x, y=y, short=_short(shown, longest), heavy=bool(text.counts), note="" if text.new else text.why)


def _middle(places: Sequence[int]) -> float:
    return sum(places) / len(places) if places else 0.0


def _spread(keys: Sequence[str], span: float) -> dict[str, float]:
    """Places for keys from the top to the bottom, evenly."""
    step = span / max(1, len(keys))
    return {key: round(TOP + (n + 0.5) * step - STEP * 0.5, 1) for n, key in enumerate(keys)}


def _curve(x1: float, y1: float, x2: float, y2: float, *, heavy: bool = False, dashed: bool = False) -> Curve:
    middle = (x1 + x2) / 2
    return Curve(path=f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}", heavy=heavy, dashed=dashed)


def _short(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
