"""What the words of a place slot say: which name they turn on, what kind of place it is, what it lies in, and how they stand to it.

"the Duma neighbourhood of Damascus" turns on Duma, a quarter, in Damascus; "eastern parts of the city" turns on no name: it points back.
The grammar is small and closed; what it does not know it leaves out, so that the resolver abstains rather than guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

from dateline.model.world import Relation
from dateline.resolve import placenames

HEADS = {
    word: kind
    for kind, words in {
        "quarter": "district neighbourhood neighborhood quarter suburb borough",
        "camp": "camp",
        "village": "village hamlet",
        "town": "town township",
        "city": "city metropolis",
        "capital": "capital",
        "unit": "province governorate state oblast department prefecture",
        "county": "county",
        "region": "region valley plain plains mountains mountain desert basin peninsula enclave canton pocket",
        "country": "country nation republic",
        "road": "road highway street avenue motorway",
        "base": "base airbase airfield barracks",
        "airport": "airport",
        "crossing": "crossing",
        "hospital": "hospital clinic",
        "prison": "prison jail",
        "dam": "dam",
        "bridge": "bridge",
        "river": "river",
        "island": "island",
        "square": "square roundabout",
        "field": "field oilfield",
        "port": "port harbour harbor",
        "site": "university mosque church school market refinery plant factory",
        "sea": "sea strait gulf ocean",
    }.items()
    for word in words.split()
}
"""Nouns that tell the kind of the place they name."""

THINGS = frozenset(
    {"hospital", "site", "base", "airport", "prison", "dam", "bridge", "square", "field", "port", "crossing", "road", "river"}
)
"""Kinds that stand in or at the place whose name they carry: "Aleppo University" is in Aleppo."""
TITLES = frozenset({"international", "military", "central", "national", "general", "air", "naval"})
PARTS = frozenset(
    {
        "part",
        "parts",
        "area",
        "areas",
        "side",
        "sides",
        "half",
        "portion",
        "districts",
        "neighbourhoods",
        "neighborhoods",
        "quarters",
        "suburbs",
        "villages",
        "towns",
        "section",
        "sections",
        "sector",
        "sectors",
        "centre",
        "center",
        "front",
        "fronts",
        "frontline",
        "frontlines",
        "territory",
        "positions",
        "countryside",
        "hinterland",
        "interior",
        "streets",
        "camps",
    }
)
"""Nouns that make a part of the place they go with."""
COUNTRYSIDE = frozenset({"countryside", "rural", "hinterland"})
EDGES = frozenset(
    {
        "outskirts",
        "edge",
        "edges",
        "periphery",
        "vicinity",
        "surroundings",
        "environs",
        "border",
        "borders",
        "fringes",
        "entrance",
        "entrances",
        "gates",
    }
)
NEAR = frozenset({"near", "outside", "around", "by", "towards", "toward", "nearby", "beyond", "overlooking"})
INSIDE = frozenset({"in", "within", "inside", "at", "across", "throughout", "of", "into", "on", "from", "over", "to"})
BACK = frozenset({"here", "there"})
QUIET = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "this",
        "that",
        "these",
        "those",
        "some",
        "all",
        "both",
        "same",
        "several",
        "many",
        "dozens",
        "own",
    }
)
"""Words that change nothing about where."""
DIRECTIONS = frozenset(
    f"{first}{second}{ending}"
    for first in ("north", "south", "east", "west", "")
    for second in ("-east", "-west", "east", "west", "")
    for ending in ("ern", "")
    if first or second.isalpha()
) | {"central", "upper", "lower", "northernmost", "rural"}
SOIL = frozenset({"territory", "soil"})

_AS_WELL = re.compile(r"\b(?:as well as|along with|and also)\b")
_TOKEN = re.compile(r"[^\s,;()“”\"]+|[,;]")
_POSSESSIVE = re.compile(r"(.+?)(?:['’]s|(?<=s)['’])$")
_PARTICLES = placenames.ARTICLES | {"of", "de", "du", "la", "le", "e", "and", "the"}
_NAME_PARTICLE = re.compile(r"(?:al|el|ar|as|ash|az|ad|at|an|ez|es|en|er|ed)[-‑–][\w'’`ʿ]", re.IGNORECASE)
_NEVER_FIRST = QUIET | INSIDE | NEAR | {"and"}
MAX_NAME = 7
"""Words in the longest name that is looked up whole."""


class _Mark(Enum):
    NAME = auto()
    HEAD = auto()
    PART = auto()
    EDGE = auto()
    DIRECTION = auto()
    DEMONYM = auto()
    NEAR = auto()
    INSIDE = auto()
    OF = auto()
    POSSESSIVE = auto()
    BETWEEN = auto()
    AND = auto()
    COMMA = auto()
    BACK = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Item:
    mark: _Mark
    text: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """A place that the named one lies in or at, and the kind that the words give it ("in Idlib province")."""

    name: str
    head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The reading of one wording.

    `names` are what it turns on (several for "X and Y"), `head` the kind of place it says they are, `inside` the names of what they lie
    in, `back` the kind of a place named before that it points to ("city", "area"), alone or as what the names lie in. `part` is set for a
    part of the named place, `direction` its compass word.
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


@dataclass(slots=True)
class _Segment:
    """A stretch of items between separators: the names in it and what is said with them."""

    opener: _Mark | None
    items: list[_Item] = field(default_factory=list)

    def texts(self, mark: _Mark) -> list[str]:
        return [item.text for item in self.items if item.mark is mark]

    @property
    def names(self) -> list[str]:
        return self.texts(_Mark.NAME)

    @property
    def head(self) -> str | None:
        heads = [HEADS[text] for text in self.texts(_Mark.HEAD)]
        return heads[-1] if heads else None


Known = Callable[[str], bool]
Larger = Callable[[str, str], bool]


def read_wording(text: str, *, known: Known, larger: Larger, is_demonym: Known) -> Wording:
    """The reading of `text`.

    `known` tells whether the gazetteer has a name, `larger` whether the first name's place outgrows the second's.
    """
    items = _items(text, known, is_demonym)
    marks = {item.mark for item in items}
    base = Wording(
        text=text,
        direction=next((i.text for i in items if i.mark is _Mark.DIRECTION), None),
        nationality=next((i.text for i in items if i.mark is _Mark.DEMONYM), None),
        soil=any(word in SOIL for word in text.lower().split()),
        countryside=any(i.text in COUNTRYSIDE for i in items),
    )
    if _Mark.BETWEEN in marks:
        return replace(base, names=_ends(items), relation=Relation.BETWEEN)
    segments = _segments(items)
    named = [n for n, segment in enumerate(segments) if segment.names]
    if not named:
        return replace(base, **_backwards(items))
    return _turn(base, segments, named, larger)


def _ends(items: Sequence[_Item]) -> tuple[str, ...]:
    """The names at the two ends of a stretch: the first after "between", the first after its "and"."""
    stretch = items[[i.mark for i in items].index(_Mark.BETWEEN) :]
    cut = next((n for n, item in enumerate(stretch) if item.mark is _Mark.AND), len(stretch))
    sides = (stretch[:cut], stretch[cut:])
    return tuple(name for name in (next((i.text for i in side if i.mark is _Mark.NAME), None) for side in sides) if name is not None)


def _turn(base: Wording, segments: list[_Segment], named: list[int], larger: Larger) -> Wording:
    """Which segment's names the wording turns on, and what the others are to it."""
    at = named[0]
    target = segments[at]
    others = [segments[n] for n in named[1:]]
    if others and _swaps(target, others[0], larger):
        target, others = others[0], [target, *others[1:]]
    before = segments[:at]
    unnamed = [item for segment in before for item in segment.items]
    listed = _listed(target)
    head = target.head or _apposed(before, target, listed=listed)
    edge = any(i.mark is _Mark.EDGE for s in (*before, target) for i in s.items) or _follows(segments, target, _Mark.EDGE)
    parts = any(i.mark is _Mark.PART for s in (*before, target) for i in s.items) or _follows(segments, target, _Mark.PART)
    near = target.opener is _Mark.NEAR or edge
    thing = bool(before) and head is None and any(i.mark in (_Mark.HEAD, _Mark.OTHER) for i in unnamed) and target.opener is _Mark.INSIDE
    directed = any(i.mark is _Mark.DIRECTION for i in target.items) and not _before_demonym(target)
    back = next((HEADS[i.text] for s in before for i in s.items if i.mark is _Mark.HEAD), None)
    parts = parts and not (listed and head is not None)
    return replace(
        base,
        names=tuple(target.names) if listed else (target.names[0],),
        head=head,
        inside=(
            *(Inside(name) for name in (() if listed else target.names[1:])),
            *(Inside(name, other.head) for other in others for name in other.names),
        ),
        relation=Relation.NEAR if near else Relation.WITHIN if parts or thing or directed else Relation.AT,
        part=parts or thing or directed or edge,
        back=back if target.opener is _Mark.POSSESSIVE else None,
    )


def _swaps(first: _Segment, second: _Segment, larger: Larger) -> bool:
    """Whether the second segment is the place and the first what it lies in: "Aleppo's Shaar", "Damascus suburb of Jaramana"."""
    if second.opener is _Mark.POSSESSIVE:
        return True
    return second.opener is _Mark.OF and first.head is not None and larger(first.names[0], second.names[0])


def _apposed(before: list[_Segment], target: _Segment, *, listed: bool) -> str | None:
    """The kind that an "of" gives to the name: "town of Meles", "neighbourhoods of Jalloum and Maadi"."""
    if not before or target.opener is not _Mark.OF:
        return None
    heads = before[-1].texts(_Mark.HEAD)
    plurals = [text.removesuffix("s") for text in before[-1].texts(_Mark.PART) if listed]
    kinds = [HEADS[text] for text in (*heads, *plurals) if text in HEADS]
    return kinds[-1] if kinds else None


def _follows(segments: list[_Segment], target: _Segment, mark: _Mark) -> bool:
    """Whether a nameless possessed noun of this mark follows the target: "Aleppo's southern countryside"."""
    return any(s.opener is _Mark.POSSESSIVE and not s.names and any(i.mark is mark for i in s.items) for s in segments if s is not target)


def _listed(segment: _Segment) -> bool:
    return any(item.mark is _Mark.AND for item in segment.items)


def _before_demonym(segment: _Segment) -> bool:
    """Whether the compass word belongs to a nationality: "the northern Syrian city of Aleppo" is all of Aleppo."""
    marks = [item.mark for item in segment.items]
    return any(a is _Mark.DIRECTION and b is _Mark.DEMONYM for a, b in pairwise(marks))


def _backwards(items: Sequence[_Item]) -> dict[str, object]:
    """What a wording without a name points back to: the last kind it names, an area, or nothing ("a hospital", "two oil fields")."""
    heads = [HEADS[item.text] for item in items if item.mark is _Mark.HEAD]
    where = any(i.mark in (_Mark.PART, _Mark.EDGE, _Mark.DIRECTION, _Mark.BACK) for i in items)
    part = any(i.mark is not _Mark.HEAD for i in items)
    relation = Relation.NEAR if any(i.mark in (_Mark.NEAR, _Mark.EDGE) for i in items) else Relation.WITHIN if part else Relation.AT
    return {"back": heads[-1] if heads else "area" if where else None, "part": part, "relation": relation}


def _segments(items: Sequence[_Item]) -> list[_Segment]:
    """Cut at prepositions, possessives and commas; "and" keeps a list together."""
    segments = [_Segment(None)]
    for item in items:
        if item.mark in (_Mark.INSIDE, _Mark.OF, _Mark.NEAR, _Mark.POSSESSIVE, _Mark.COMMA):
            if segments[-1].items:
                segments.append(_Segment(item.mark))
            elif segments[-1].opener is None or item.mark is _Mark.NEAR:
                segments[-1].opener = item.mark
        else:
            segments[-1].items.append(item)
    return [segment for segment in segments if segment.items]


def _items(text: str, known: Known, is_demonym: Known) -> list[_Item]:
    words = list(_words(text, known))
    items: list[_Item] = []
    at = 0
    while at < len(words):
        length = _name_length(words, at, known, is_demonym)
        if length:
            items.append(_Item(_Mark.NAME, " ".join(words[at : at + length])))
            at += length
            continue
        if words[at].lower() not in QUIET:
            items.append(_mark(words, at, is_demonym))
        at += 1
    return items


def _words(text: str, known: Known) -> Iterator[str]:
    """Tokens, the possessive apart; a possessive whose apostrophe was lost ("Aleppos") is restored when only the stem is a known name."""
    for token in _TOKEN.findall(_AS_WELL.sub("and", text.replace("’", "'"))):
        word = token.strip("'.:“”") if not re.fullmatch(r"(?:\w\.)+", token) else token
        if not word:
            continue
        found = _POSSESSIVE.match(token)
        if found and not known(token):
            yield found.group(1)
            yield "'s"
        elif word[0].isupper() and word.endswith("s") and len(word) > 4 and not known(word) and known(word[:-1]):
            yield word[:-1]
            yield "'s"
        else:
            yield word


def _name_length(words: Sequence[str], at: int, known: Known, is_demonym: Known) -> int:
    """How many words from `at` are one name: the longest run the gazetteer knows, else the run of capitalised words.

    A known start of a longer capitalised run counts only where the rest reads as a kind, a nationality or a name of its own:
    "Idlib Hospital" turns on Idlib, "Klamath Falls" does not turn on Klamath.
    """
    if not _opens_name(words, at):
        return 0
    run = _run(words, at)
    capitals = _capital_run(words, at, is_demonym)
    for length in range(run, 0, -1):
        piece = words[at : at + length]
        if piece[-1].lower() in _PARTICLES or not any(_is_capital(w) for w in piece):
            continue
        if length == 1 and (is_demonym(piece[0]) or _is_common(piece[0])):
            continue
        if known(" ".join(piece)):
            rest = words[at + length : at + capitals]
            whole = not rest or _is_common(rest[-1]) or is_demonym(rest[0]) or known(" ".join(rest))
            return length if whole else capitals
    if is_demonym(words[at]) or _is_common(words[at]) or not _is_capital(words[at]):
        return 0
    return max(capitals, 1)


def _run(words: Sequence[str], at: int) -> int:
    """Words from `at` up to a comma or a possessive, as many as a name may have."""
    run = 1
    while at + run < len(words) and run < MAX_NAME and words[at + run] not in {",", ";", "'s"}:
        run += 1
    return run


def _capital_run(words: Sequence[str], at: int, is_demonym: Known) -> int:
    """Capitalised words from `at`, up to a kind or a nationality: "Shamal al-Khatt neighbourhood"."""
    length = 0
    while at + length < len(words) and _is_capital(words[at + length]):
        if length and (is_demonym(words[at + length]) or _is_common(words[at + length])):
            break
        length += 1
    return length


def _is_common(word: str) -> bool:
    """Whether a word is a kind, a direction or a part, whatever its case."""
    lower = word.lower()
    return lower in HEADS or lower in DIRECTIONS or lower in PARTS or lower in EDGES or lower in TITLES


def _opens_name(words: Sequence[str], at: int) -> bool:
    """Whether a name may begin here: at a capital, or at a compass word or an article that stands before one."""
    lower = words[at].lower()
    if _is_capital(words[at]):
        return lower not in _NEVER_FIRST
    if lower in placenames.ARTICLES:
        return at + 1 < len(words) and _is_capital(words[at + 1])
    return lower in DIRECTIONS and any(_is_capital(word) for word in words[at + 1 : at + MAX_NAME])


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in "ʿʾ`" or _NAME_PARTICLE.match(word) is not None


def _mark(words: Sequence[str], at: int, is_demonym: Known) -> _Item:
    """The mark of a word that opens no name."""
    word = words[at]
    lower = word.lower()
    singular = lower[:-1] if lower.endswith("s") and lower[:-1] in HEADS else lower
    following = words[at + 1].lower() if at + 1 < len(words) else ""
    if lower in DIRECTIONS and following == "of":
        return _Item(_Mark.NEAR, lower)
    for mark, vocabulary in _VOCABULARIES:
        if lower in vocabulary:
            return _Item(mark, lower)
    if is_demonym(word):
        return _Item(_Mark.DEMONYM, word)
    if singular in HEADS:
        return _Item(_Mark.HEAD, singular, plural=singular != lower)
    return _Item(_Mark.OTHER, lower)


_VOCABULARIES: tuple[tuple[_Mark, frozenset[str]], ...] = (
    (_Mark.POSSESSIVE, frozenset({"'s"})),
    (_Mark.COMMA, frozenset({",", ";"})),
    (_Mark.BETWEEN, frozenset({"between"})),
    (_Mark.AND, frozenset({"and", "&"})),
    (_Mark.OF, frozenset({"of"})),
    (_Mark.NEAR, NEAR),
    (_Mark.INSIDE, INSIDE),
    (_Mark.BACK, BACK),
    (_Mark.DIRECTION, DIRECTIONS),
    (_Mark.PART, PARTS),
    (_Mark.EDGE, EDGES),
)
