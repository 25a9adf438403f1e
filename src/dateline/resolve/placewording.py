"""What the words of a place slot say: which name they turn on, what kind of place it is, what it lies in, and how they stand to it.

"the Duma neighbourhood of Damascus" turns on Duma, a quarter, in Damascus; "eastern parts of the city" turns on no name: it points back.
The grammar is small and closed; what it does not know it leaves out, so that the resolver abstains rather than guesses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dateline.model.world import Relation
from dateline.resolve.placeitems import Item, Lexicon, Mark, items_of
from dateline.resolve.placewords import BEARINGS, COUNTRYSIDE, HEADS, INSIDE, LINES, NEAR, SOIL

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: float(number) for number, word in enumerate(_COUNTED, start=1)} | {"a dozen": 12.0, "half a": 0.5, "a": 1.0}
_KM = {"ki": 1.0, "km": 1.0, "mi": 1.609344, "me": 0.001}
"""Kilometres of the units of length, by their first two letters."""
_DISTANCE = re.compile(
    r"\b(?:(?:about|around|some|roughly|nearly|almost|just|over|more than|less than|up to|within|at least|approximately)\s+)*"
    rf"(\d[\d,]*(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[\s-]*"
    r"(km|kilomet(?:er|re)s?|miles?|met(?:er|re)s)\b(?:\s*\([^)]*\))?,?\s*"
    r"(?:(?:to the |due |in the |directly )?((?:north|south)[\s-]?(?:east|west)?|east|west)(?:ern)?\s+(?:outskirts\s+)?(?:of|from)\s+"
    r"|(?:away\s+)?(?:of|from)\s+|(?:outside|off)\s+)",
    re.IGNORECASE,
)
"""A counted distance from a place, with or without a direction."""
_END = r"[A-Z][\w'’`]*(?:[ -](?:[A-Z]|al-|el-)[\w'’`]*){0,3}?"
_HYPHENED = re.compile(rf"(?P<first>{_END})\s*[-–—/]\s*(?P<second>{_END})\s+(?:international\s+)?(?:{'|'.join(sorted(LINES))})\b")
_LINKING = re.compile(
    rf"\b(?:{'|'.join(sorted(LINES))})s?\b[^,;]*?\b(?:from|linking|connecting|that links|that connects|leading from)\s+"
    r"(?P<first>.+?)\s+(?:to|and|with)\s+(?P<second>[^,;]+)$"
)

VILLAGES = frozenset({"village", "town"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their"})
"""Words that let a plural point back: "the villages" were told of before, "villages" were not."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A place that the named one lies in or at, and the kind that the words give it ("in Idlib province")."""

    name: str
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from the named place, in the direction of a bearing in degrees, None where the words give no direction."""

    km: float
    bearing: float | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The reading of one wording.

    `names` are what it turns on (several for "X and Y"), `head` the kind of place it says they are, `inside` the names of what they lie
    in, `back` the kind of a place named before that it points to ("city", "area"), alone or as what the names lie in. `part` is set for a
    part of the named place, `direction` its compass word, `offset` how far away it lies ("12 km north of Aleppo").
    """

    text: str
    names: tuple[str, ...] = ()
    head: str | None = None
    inside: tuple[Inside, ...] = ()
    relation: Relation = Relation.AT
    part: bool = False
    countryside: bool = False
    direction: str | None = None
    back: str | None = None
    nationality: str | None = None
    soil: bool = False
    offset: Offset | None = None


@dataclass(slots=True)
class _Segment:
    """A stretch of items between separators: the names in it and what is said with them."""

    opener: Mark | None
    items: list[Item] = field(default_factory=list)

    def texts(self, mark: Mark) -> list[str]:
        return [item.text for item in self.items if item.mark is mark]

    @property
    def names(self) -> list[str]:
        return self.texts(Mark.NAME)

    @property
    def listed(self) -> bool:
        return any(item.mark is Mark.AND for item in self.items)

    @property
    def head(self) -> str | None:
        heads = [HEADS[text] for text in self.texts(Mark.HEAD)]
        return heads[-1] if heads else None


def read_wording(text: str, lexicon: Lexicon) -> Wording:
    """The reading of `text` with what the gazetteer knows of names."""
    line = _line(text, lexicon)
    if line is not None:
        return Wording(text=text, names=line, head="road", relation=Relation.BETWEEN)
    offset = _offset(text)
    reading = _read(text if offset is None else text.replace(offset.words, "near "), lexicon)
    return reading if offset is None else replace(reading, text=text, offset=offset if reading.names else None)


def _offset(text: str) -> Offset | None:
    """The distance, and the direction, that a wording counts from its place; "a few kilometres" is none that could be counted."""
    found = _DISTANCE.search(text)
    if found is None:
        return None
    number, unit, direction = found.groups()
    km = (_NUMBERS[number.lower()] if number.lower() in _NUMBERS else float(number.replace(",", ""))) * _KM[unit[:2].lower()]
    compass = "" if direction is None else direction.lower().replace("-", "").replace(" ", "").removesuffix("ern")
    return Offset(km=round(km, 1), bearing=BEARINGS.get(compass), words=found.group())


def _line(text: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The two ends of a line that is told by them: "the Homs-Hama road", "the highway linking Aleppo to Damascus"."""
    found = _LINKING.search(text) or _HYPHENED.search(text)
    if found is None or lexicon.is_known(found.group()):
        return None
    ends = tuple(re.sub(r"^(?:the (?:city|town|village) of|the)\s+", "", end.strip()) for end in found.group("first", "second"))
    return ends if all(lexicon.is_known(end) for end in ends) else None


def _read(text: str, lexicon: Lexicon) -> Wording:
    """The reading of a wording that tells neither a distance nor the ends of a line."""
    items = items_of(text, lexicon)
    marks = {item.mark for item in items}
    base = Wording(
        text=text,
        direction=next((i.text for i in items if i.mark is Mark.DIRECTION), None),
        nationality=next((i.text for i in items if i.mark is Mark.DEMONYM), None),
        soil=any(word in SOIL for word in text.lower().split()),
        countryside=any(i.text in COUNTRYSIDE for i in items),
    )
    if Mark.BETWEEN in marks:
        return replace(base, names=_ends(items), relation=Relation.BETWEEN)
    segments = _segments(items)
    named = [n for n, segment in enumerate(segments) if segment.names]
    if not named:
        return _backwards(base, text, items)
    return _turn(base, segments, named, lexicon)


def _ends(items: Sequence[Item]) -> tuple[str, ...]:
    """The names at the two ends of a stretch: the first after "between", the first after its "and"."""
    stretch = items[[i.mark for i in items].index(Mark.BETWEEN) :]
    cut = next((n for n, item in enumerate(stretch) if item.mark is Mark.AND), len(stretch))
    sides = (stretch[:cut], stretch[cut:])
    return tuple(name for name in (next((i.text for i in side if i.mark is Mark.NAME), None) for side in sides) if name is not None)


def _turn(base: Wording, segments: list[_Segment], named: list[int], lexicon: Lexicon) -> Wording:
    """Which segment's names the wording turns on, and what the others are to it."""
    at = named[0]
    target = segments[at]
    others = [segments[n] for n in named[1:]]
    if others and _swaps(target, others[0], lexicon):
        target, others = others[0], [target, *others[1:]]
    before = segments[:at]
    head = target.head or _apposed(before, target)
    edge = _goes_with(segments, before, target, Mark.EDGE)
    parts = _goes_with(segments, before, target, Mark.PART) and not (target.listed and head is not None)
    part = parts or _is_thing_in(before, target, head) or (_is_directed(target) and target.head not in VILLAGES)
    near = edge or target.opener is Mark.NEAR
    return replace(
        base,
        names=tuple(target.names) if target.listed else (_full_name(target),),
        head=head,
        inside=(
            *(Inside(name) for name in (() if target.listed else target.names[1:])),
            *(Inside(name, other.head) for other in others for name in other.names),
        ),
        relation=Relation.NEAR if near else Relation.WITHIN if part else Relation.AT,
        part=part or edge,
        back=_owner(before) if target.opener is Mark.POSSESSIVE else None,
    )


def _swaps(first: _Segment, second: _Segment, lexicon: Lexicon) -> bool:
    """Whether the second segment is the place and the first what it lies in: "Aleppo's Shaar", "Damascus suburb of Jaramana"."""
    if second.opener is Mark.POSSESSIVE:
        return True
    return second.opener is Mark.OF and first.head is not None and lexicon.is_larger(first.names[0], second.names[0])


def _apposed(before: list[_Segment], target: _Segment) -> str | None:
    """The kind that an "of" gives to the name: "town of Meles", "neighbourhoods of Jalloum and Maadi"."""
    if not before or target.opener is not Mark.OF:
        return None
    heads = before[-1].texts(Mark.HEAD)
    plurals = [text.removesuffix("s") for text in before[-1].texts(Mark.PART) if target.listed]
    kinds = [HEADS[text] for text in (*heads, *plurals) if text in HEADS]
    return kinds[-1] if kinds else None


def _goes_with(segments: list[_Segment], before: list[_Segment], target: _Segment, mark: Mark) -> bool:
    """Whether a noun of this mark goes with the target: before it, in it, or possessed by it ("Aleppo's southern countryside")."""
    owned = [s for s in segments if s.opener is Mark.POSSESSIVE and not s.names and s is not target]
    return any(item.mark is mark for segment in (*before, target, *owned) for item in segment.items)


def _is_thing_in(before: list[_Segment], target: _Segment, head: str | None) -> bool:
    """Whether an unnamed thing stands in the named place: "a school in Idlib", "Damascus sports club"."""
    told = any(item.mark in (Mark.HEAD, Mark.OTHER) for segment in before for item in segment.items)
    follows = (Mark.NAME, Mark.OTHER) in set(pairwise(item.mark for item in target.items))
    return head is None and (follows or (told and target.opener is Mark.INSIDE))


def _is_directed(target: _Segment) -> bool:
    """Whether a compass word belongs to the name, and not to a nationality: "the northern Syrian city of Aleppo" is all of Aleppo."""
    marks = [item.mark for item in target.items]
    return Mark.DIRECTION in marks and (Mark.DIRECTION, Mark.DEMONYM) not in set(pairwise(marks))


def _full_name(target: _Segment) -> str:
    """The name a segment turns on; a compass word belongs to the name of a village: "Western Ghariyah village"."""
    for first, second in pairwise(target.items):
        if first.mark is Mark.DIRECTION and second.mark is Mark.NAME and target.head in VILLAGES:
            return f"{first.text} {second.text}"
    return target.names[0]


def _owner(before: list[_Segment]) -> str | None:
    """The kind of place that a possessive points back to: "the city's al-Bab district"."""
    return next((HEADS[item.text] for segment in before for item in segment.items if item.mark is Mark.HEAD), None)


def _backwards(base: Wording, text: str, items: Sequence[Item]) -> Wording:
    """The wording without a name, with what it points back to: the last kind it names, an area, or nothing ("a hospital", "villages")."""
    heads = [HEADS[item.text] for item in items if item.mark is Mark.HEAD]
    words = [word for word in text.lower().split() if word not in INSIDE and word not in NEAR]
    definite = bool(words) and words[0] in DEFINITE
    parts = [item for item in items if item.mark in (Mark.PART, Mark.EDGE) and (definite or not item.text.endswith("s"))]
    where = bool(parts) or any(item.mark is Mark.BACK for item in items)
    part = any(item.mark not in (Mark.HEAD, Mark.DEMONYM) for item in items)
    near = any(item.mark in (Mark.NEAR, Mark.EDGE) for item in items)
    relation = Relation.NEAR if near else Relation.WITHIN if part else Relation.AT
    return replace(base, back=heads[-1] if heads else "area" if where else None, part=part, relation=relation)


def _segments(items: Sequence[Item]) -> list[_Segment]:
    """Cut at prepositions, possessives and commas; "and" keeps a list together."""
    segments = [_Segment(None)]
    for item in items:
        if item.mark in (Mark.INSIDE, Mark.OF, Mark.NEAR, Mark.POSSESSIVE, Mark.COMMA):
            if segments[-1].items:
                segments.append(_Segment(item.mark))
            elif segments[-1].opener is None or item.mark is Mark.NEAR:
                segments[-1].opener = item.mark
        else:
            segments[-1].items.append(item)
    return [segment for segment in segments if segment.items]
