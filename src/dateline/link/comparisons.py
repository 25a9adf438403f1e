"""The link model's settings in one place: what is compared, the levels of agreement, and the fixed weights of each.

Every comparison stands here twice, in Python for a pair at hand and in SQL for a whole ledger (DuckDB and Spark run the same text); a test
holds the two together. `m` is the share of the pairs of one happening that come out at a level, `u` that of the other pairs, both among
pairs that share a block. log2(m / u) is the level's weight in bits. A pair that does not tell (None) weighs nothing.

The fixed `m` and `u` began with what training found, without labels, on local news of shootings, and were then set by reading links in a
war's reports: the words of whole reports, their names and their heads all say that two reports tell one story, so they weigh less than
three witnesses would; which happening of the story a claim tells is said by the words of its own sentence, its days and its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateline.link.blocks import NEAR_KM
from dateline.link.features import Features
from dateline.model import sphere
from dateline.model.sphere import EARTH_KM

PRIOR = 0.1
"""Share of the pairs of a block that speak of one happening, where nothing was trained."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way a comparison can come out; `sql` is None for the last level, which takes what is left."""

    label: str
    m: float
    u: float
    sql: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing compared, with its levels from the closest agreement to none; `level` gives the index of one, or None.

    In SQL, `{shared:words}` stands for the number of items that two lists share, which databases write differently.
    """

    name: str
    level: Callable[[Features, Features], int | None]
    unknown: str
    levels: tuple[Level, ...]


DISTANCE = (
    f"2 * {EARTH_KM} * asin(sqrt(least(1.0, pow(sin(radians(latitude_r - latitude_l) / 2), 2) + "
    "cos(radians(latitude_l)) * cos(radians(latitude_r)) * pow(sin(radians(longitude_r - longitude_l) / 2), 2))))"
)
REACH = "greatest(reach_km_l, reach_km_r)"
DAYS_SHARED = "(least(last_l, last_r) - greatest(first_l, first_r) + 1)"
DAYS_ALL = "(greatest(last_l, last_r) - least(first_l, first_r) + 1)"
ONE_REPORT = "report_l = report_r"


def distance_km(a: Features, b: Features) -> float:
    """Great-circle distance of two places (haversine)."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        raise ValueError("a distance needs two places")
    return sphere.distance_km(a.latitude, a.longitude, b.latitude, b.longitude)


def types(a: Features, b: Features) -> int | None:
    """Same type; one type of the family told only in general; two types."""
    if a.type is None or b.type is None:
        return None
    if a.type == b.type:
        return 0
    return 1 if a.general or b.general else 2


def places(a: Features, b: Features) -> int | None:
    """Same small place; one in the reach of the other; near; one wide place, or one holds the other; apart."""
    if a.reach_km is None or b.reach_km is None:
        return None
    small = a.narrow and b.narrow
    if a.place == b.place:
        return 0 if small else 3
    apart, reach = distance_km(a, b), max(a.reach_km, b.reach_km)
    if not small:
        return 3 if apart <= reach else 4
    if apart <= reach:
        return 1
    return 2 if apart <= reach + NEAR_KM else 4


def days(a: Features, b: Features) -> int | None:
    """The same days; periods that half agree; periods that share a day; a day apart; apart."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    if a.first == b.first and a.last == b.last:
        return 0
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    if shared > 0:
        return 1 if 2 * shared >= max(a.last, b.last) - min(a.first, b.first) + 1 else 2
    return 3 if shared == 0 else 4


def publications(a: Features, b: Features) -> int | None:
    """Published within a day of each other, three, ten, or later; says nothing of one report, nor where both claims tell their days."""
    if a.published is None or b.published is None or a.report == b.report or (a.first is not None and b.first is not None):
        return None
    gap = abs(a.published - b.published)
    return 0 if gap <= 1 else 1 if gap <= 3 else 2 if gap <= 10 else 3


def _parties(one: frozenset[int], other: frozenset[int]) -> int | None:
    """Two or more parties in common, one, none."""
    if not one or not other:
        return None
    return 2 - min(2, len(one & other))


def actors(a: Features, b: Features) -> int | None:
    """Who did it, by the list of actors or by wording."""
    return _parties(a.actors, b.actors)


def targets(a: Features, b: Features) -> int | None:
    """To whom or what it was done, by the list of actors or by wording."""
    return _parties(a.targets, b.targets)


def _figures(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> int | None:
    """The same bounds; bounds that can both be true; bounds that cannot."""
    if low is None or other_low is None:
        return None
    if low == other_low and high == other_high:
        return 0
    tops = [top for top in (high, other_high) if top is not None]
    return 1 if not tops or max(low, other_low) <= min(tops) else 2


def killed(a: Features, b: Features) -> int | None:
    """Figures of the killed, by their bounds."""
    return _figures(a.killed_low, a.killed_high, b.killed_low, b.killed_high)


def injured(a: Features, b: Features) -> int | None:
    """Figures of the injured, by their bounds."""
    return _figures(a.injured_low, a.injured_high, b.injured_low, b.injured_high)


def speakers(a: Features, b: Features) -> int | None:
    """One speaker, or two; an outlet's own voice says nothing."""
    if a.witness is None or b.witness is None:
        return None
    return 0 if a.witness == b.witness else 1


FEWEST_OWN = 8
"""Items below which a claim's own sentence is too short to tell by its words."""
OWN_SHARES = (40, 20, 10, 4)
"""Per cent of the rarity that the words of two claims' sentences have in common, of the sentence that has less of it."""


def _share_told(one: frozenset[int], other: frozenset[int], fewest: int, shares: tuple[int, ...]) -> int | None:
    """The first of `shares` that two lists reach, in per cent of the shorter; None where that has fewer than `fewest` items."""
    shared, fewer = len(one & other), min(len(one), len(other))
    return None if fewer < fewest else next((n for n, share in enumerate(shares) if 100 * shared >= share * fewer), len(shares))


def sentences(a: Features, b: Features) -> int | None:
    """Share of the telling words that the sentences of two claims have in common; one report says nothing, nor do a few words."""
    return None if a.report == b.report else _share_told(a.own, b.own, FEWEST_OWN, OWN_SHARES)


WORDS_APART, NAMES_APART, HEADS_APART = 3, 2, 2
"""The closest levels of words, names and heads for two claims whose sentences share next to nothing: closer ones say that two reports tell
one story, in which such sentences tell two happenings."""


def _no_closer(level: int, closest: int, a: Features, b: Features) -> int:
    """A level of what two reports share, no closer than `closest` where the sentences of the claims share next to nothing."""
    return closest if level < closest and sentences(a, b) == len(OWN_SHARES) else level


FEWEST_WORDS = 30
"""Telling words below which a text is too short to tell by its words and names."""
SHARES = (40, 25, 15, 8)
"""Per cent of the rarity that the telling words of two reports have in common, of the report that has less of it."""


def words(a: Features, b: Features) -> int | None:
    """Share of the telling words that two reports have in common; one report says nothing, nor does a text of a sentence or two."""
    level = None if a.report == b.report else _share_told(a.words, b.words, FEWEST_WORDS, SHARES)
    return None if level is None else _no_closer(level, WORDS_APART, a, b)


NAMES_SHARED = (12, 6, 3, 1)
"""Items of rarity that the names around two claims have in common: a name of two reports in a thousand is four items."""


def names(a: Features, b: Features) -> int | None:
    """Names around both claims; one report says nothing, nor does a short text that shares none."""
    if not a.names or not b.names or a.report == b.report:
        return None
    shared = len(a.names & b.names)
    if shared < NAMES_SHARED[-2] and min(len(a.words), len(b.words)) < FEWEST_WORDS:
        return None
    level = next((n for n, least in enumerate(NAMES_SHARED) if shared >= least), len(NAMES_SHARED))
    return _no_closer(level, NAMES_APART, a, b)


HEADS_SHARED = (10, 6, 3, 1)
"""Items of rarity that the heads of two reports have in common."""


def heads(a: Features, b: Features) -> int | None:
    """Telling words of the titles and first lines that two reports have in common; one report says nothing."""
    if not a.head or not b.head or a.report == b.report:
        return None
    shared = len(a.head & b.head)
    level = next((n for n, least in enumerate(HEADS_SHARED) if shared >= least), len(HEADS_SHARED))
    return _no_closer(level, HEADS_APART, a, b)


def _figure_levels(measure: str) -> tuple[Level, ...]:
    low, high = f"{measure}_low", f"{measure}_high"
    same = f"{low}_l = {low}_r and coalesce({high}_l, -1) = coalesce({high}_r, -1)"
    fits = (
        f"greatest({low}_l, {low}_r) <= least(coalesce({high}_l, {high}_r, greatest({low}_l, {low}_r)), "
        f"coalesce({high}_r, {high}_l, greatest({low}_l, {low}_r)))"
    )
    return (Level("the same", 0.42, 0.27, same), Level("both can be true", 0.2, 0.23, fits), Level("cannot both be true", 0.38, 0.5, None))


def _party_levels(role: str) -> tuple[Level, ...]:
    return (
        Level("two or more in common", 0.04, 0.01, f"{{shared:{role}}} > 1"),
        Level("one in common", 0.26, 0.14, f"{{shared:{role}}} = 1"),
        Level("none in common", 0.7, 0.85, None),
    )


def _share(name: str, share: int) -> str:
    return f"100 * {{shared:{name}}} >= {share} * least({name}_n_l, {name}_n_r)"


SMALL = "narrow_l and narrow_r"
OWN_KNOWN = f"own_n_l >= {FEWEST_OWN} and own_n_r >= {FEWEST_OWN} and not ({ONE_REPORT})"
ALIKE = f"(not ({OWN_KNOWN}) or {_share('own', OWN_SHARES[-1])})"
"""Sentences that do not tell two claims apart."""

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "type",
        types,
        "type_l is null or type_r is null",
        (
            Level("the same", 0.8, 0.5, "type_l = type_r"),
            Level("one only in general", 0.184, 0.244, "general_l or general_r"),
            Level("two of one family", 0.016, 0.256, None),
        ),
    ),
    Comparison(
        "place",
        places,
        "reach_km_l is null or reach_km_r is null",
        (
            Level("the same", 0.508, 0.063, f"place_l = place_r and {SMALL}"),
            Level("one within reach of the other", 0.19, 0.067, f"{SMALL} and {DISTANCE} <= {REACH}"),
            Level("near", 0.066, 0.093, f"{SMALL} and {DISTANCE} <= {REACH} + {NEAR_KM}"),
            Level("one wide place", 0.071, 0.115, f"not ({SMALL}) and (place_l = place_r or {DISTANCE} <= {REACH})"),
            Level("apart", 0.165, 0.662, None),
        ),
    ),
    Comparison(
        "days",
        days,
        "first_l is null or first_r is null or last_l is null or last_r is null",
        (
            Level("the same", 0.541, 0.089, "first_l = first_r and last_l = last_r"),
            Level("half or more in common", 0.194, 0.056, f"{DAYS_SHARED} > 0 and 2 * {DAYS_SHARED} >= {DAYS_ALL}"),
            Level("some in common", 0.154, 0.102, f"{DAYS_SHARED} > 0"),
            Level("a day apart", 0.071, 0.115, f"{DAYS_SHARED} = 0"),
            Level("apart", 0.04, 0.638, None),
        ),
    ),
    Comparison(
        "published",
        publications,
        f"published_l is null or published_r is null or {ONE_REPORT} or (first_l is not null and first_r is not null)",
        (
            Level("within a day", 0.859, 0.174, "abs(published_l - published_r) <= 1"),
            Level("within three days", 0.066, 0.093, "abs(published_l - published_r) <= 3"),
            Level("within ten days", 0.039, 0.156, "abs(published_l - published_r) <= 10"),
            Level("later", 0.036, 0.577, None),
        ),
    ),
    Comparison("actors", actors, "actors_n_l = 0 or actors_n_r = 0", _party_levels("actors")),
    Comparison("targets", targets, "targets_n_l = 0 or targets_n_r = 0", _party_levels("targets")),
    Comparison("killed", killed, "killed_low_l is null or killed_low_r is null", _figure_levels("killed")),
    Comparison("injured", injured, "injured_low_l is null or injured_low_r is null", _figure_levels("injured")),
    Comparison(
        "speaker",
        speakers,
        "witness_l is null or witness_r is null",
        (Level("the same", 0.35, 0.25, "witness_l = witness_r"), Level("two", 0.65, 0.75, None)),
    ),
    Comparison(
        "words",
        words,
        f"words_n_l < {FEWEST_WORDS} or words_n_r < {FEWEST_WORDS} or {ONE_REPORT}",
        (
            Level("two fifths or more in common", 0.151, 0.038, f"{_share('words', SHARES[0])} and {ALIKE}"),
            Level("a quarter in common", 0.192, 0.081, f"{_share('words', SHARES[1])} and {ALIKE}"),
            Level("a seventh in common", 0.311, 0.205, f"{_share('words', SHARES[2])} and {ALIKE}"),
            Level("a twelfth in common", 0.269, 0.296, _share("words", SHARES[3])),
            Level("few in common", 0.077, 0.38, None),
        ),
    ),
    Comparison(
        "names",
        names,
        f"names_n_l = 0 or names_n_r = 0 or {ONE_REPORT} or "
        f"({{shared:names}} < {NAMES_SHARED[-2]} and least(words_n_l, words_n_r) < {FEWEST_WORDS})",
        (
            Level("several rare ones in common", 0.341, 0.064, f"{{shared:names}} >= {NAMES_SHARED[0]} and {ALIKE}"),
            Level("two rare ones in common", 0.341, 0.144, f"{{shared:names}} >= {NAMES_SHARED[1]} and {ALIKE}"),
            Level("a rare one in common", 0.159, 0.226, f"{{shared:names}} >= {NAMES_SHARED[2]}"),
            Level("a frequent one in common", 0.085, 0.204, f"{{shared:names}} >= {NAMES_SHARED[3]}"),
            Level("none in common", 0.074, 0.362, None),
        ),
    ),
    Comparison(
        "head",
        heads,
        f"head_n_l = 0 or head_n_r = 0 or {ONE_REPORT}",
        (
            Level("several rare words in common", 0.175, 0.059, f"{{shared:head}} >= {HEADS_SHARED[0]} and {ALIKE}"),
            Level("two rare words in common", 0.218, 0.122, f"{{shared:head}} >= {HEADS_SHARED[1]} and {ALIKE}"),
            Level("a rare word in common", 0.275, 0.227, f"{{shared:head}} >= {HEADS_SHARED[2]}"),
            Level("a frequent word in common", 0.185, 0.225, f"{{shared:head}} >= {HEADS_SHARED[3]}"),
            Level("none in common", 0.147, 0.367, None),
        ),
    ),
    Comparison(
        "sentence",
        sentences,
        f"not ({OWN_KNOWN})",
        (
            Level("two fifths or more in common", 0.331, 0.021, _share("own", OWN_SHARES[0])),
            Level("a fifth in common", 0.319, 0.08, _share("own", OWN_SHARES[1])),
            Level("a tenth in common", 0.138, 0.138, _share("own", OWN_SHARES[2])),
            Level("a twentieth in common", 0.073, 0.206, _share("own", OWN_SHARES[3])),
            Level("few in common", 0.139, 0.555, None),
        ),
    ),
)
