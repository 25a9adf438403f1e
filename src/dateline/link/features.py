"""What the comparisons look at: one row of plain numbers, words and lists a claim, the same in Python, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from dateline.link.blocks import blocks_of, word_blocks
from dateline.link.wording import NAMES, OWN_BITS, PROPOSING, Vocabulary, head_words, own_words, telling_words, wording_of, words_around
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.model.text import Report
from dateline.model.world import Place

WIDE = 4
"""From this precision on (first-order units, countries) a place holds too many happenings to tell one."""

GENERAL = frozenset({"attack", "other"})
"""Types that reports use where the means or the kind is not told: they agree with any type of their family."""

TOLL = "toll"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Features:
    """One claim as the link model sees it, or one report that has none; None where it does not tell.

    Days are counted as in `date.toordinal`. `narrow` is None without a place, else whether the place is a settlement or smaller. `teller`
    is who tells it in which report: what one teller tells in two claims is two happenings. `words` are those that tell the report from
    others, `head` those of its title and first lines, `names` the names around the claim, and `own` the words of the claim's own sentence,
    all as 31-bit numbers. Claims that share one of `blocks` are compared.
    """

    id: str
    report: str
    teller: str
    type: str | None
    family: str | None
    general: bool
    place: str | None = None
    narrow: bool | None = None
    latitude: float | None = None
    longitude: float | None = None
    reach_km: float | None = None
    first: int | None = None
    last: int | None = None
    published: int | None = None
    witness: str | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    actors: frozenset[int] = frozenset()
    targets: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    head: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    blocks: tuple[int, ...] = ()


def features_of(
    claims: Iterable[Grounded], reports: Iterable[Report], vocabulary: Vocabulary, *, families: Mapping[str, str]
) -> tuple[Features, ...]:
    """Rows in the order of their ids: one a claim, one a report without claims; a claim of a report that is not given has no words."""
    texts = {report.id: report for report in reports}
    by_report: dict[str, list[Grounded]] = {key: [] for key in texts}
    for grounded in claims:
        by_report.setdefault(grounded.claim.report, []).append(grounded)
    rows = [row for key, told in by_report.items() for row in _rows(told, texts.get(key), vocabulary, families)]
    return tuple(sorted(rows, key=lambda row: row.id))


def _rows(told: Sequence[Grounded], report: Report | None, vocabulary: Vocabulary, families: Mapping[str, str]) -> Iterator[Features]:
    if report is None:
        yield from (_row(grounded, families, Words()) for grounded in told)
        return
    wording = wording_of(report)
    telling = telling_words(wording, vocabulary)
    whole, head = vocabulary.items(telling), vocabulary.items(head_words(report, vocabulary))
    if not told:
        named = vocabulary.items([word for word in telling if word in wording.names][:NAMES])
        yield _bare(report, families, Words(whole=whole, head=head, names=named, proposing=proposing(telling, vocabulary)))
    for grounded in told:
        around = words_around(grounded.claim.evidence, wording, vocabulary)
        yield _row(
            grounded,
            families,
            Words(
                whole=whole,
                head=head,
                names=vocabulary.items([word for word in around if word in wording.names][:NAMES]),
                own=vocabulary.items(own_words(grounded.claim.evidence, report, wording, vocabulary), frequent=OWN_BITS),
                proposing=proposing(around, vocabulary),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one claim: those of its report, of its sentence and the names around it as items, and those that propose pairs."""

    whole: frozenset[int] = frozenset()
    head: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    proposing: tuple[tuple[str, bool], ...] = ()


def proposing(words: Iterable[str], vocabulary: Vocabulary) -> tuple[tuple[str, bool], ...]:
    """The rare words that propose pairs, each with whether it does so whatever the days."""
    return tuple((word, vocabulary.is_singular(word)) for word in words if vocabulary.is_rare(word))[:PROPOSING]


def _row(grounded: Grounded, families: Mapping[str, str], words: Words) -> Features:
    claim, place = grounded.claim, grounded.place
    killed, injured = (_bounds(grounded, measure) for measure in (Measure.KILLED, Measure.INJURED))
    family = families.get(claim.type, claim.type)
    group = f"{TOLL} {grounded.earliest} {grounded.latest}" if claim.type == TOLL else family
    return Features(
        id=claim.id,
        report=claim.report,
        teller=f"{claim.report} {grounded.witness.key}",
        type=claim.type,
        family=group,
        general=claim.type in GENERAL,
        place=None if place is None else place.id,
        narrow=None if place is None else is_narrow(place),
        latitude=None if place is None else place.latitude,
        longitude=None if place is None else place.longitude,
        reach_km=None if place is None else place.radius_km,
        first=None if grounded.earliest is None or grounded.latest is None else grounded.earliest.toordinal(),
        last=None if grounded.earliest is None or grounded.latest is None else grounded.latest.toordinal(),
        published=None if grounded.published is None else grounded.published.toordinal(),
        witness=None if claim.speaker is None else grounded.witness.key,
        killed_low=killed[0],
        killed_high=killed[1],
        injured_low=injured[0],
        injured_high=injured[1],
        actors=frozenset(hashed(party.key) for party in grounded.actors),
        targets=frozenset(hashed(party.key) for party in grounded.targets),
        words=words.whole,
        names=words.names,
        head=words.head,
        own=words.own,
        blocks=blocks_of(grounded, group, words.proposing),
    )


def _bare(report: Report, families: Mapping[str, str], words: Words) -> Features:
    """A report in which no claim was found, by its words alone: it may carry a happening that others tell."""
    published = report.published
    return Features(
        id=report.id,
        report=report.id,
        teller=report.id,
        type=None,
        family=None,
        general=False,
        published=None if published is None else published.toordinal(),
        words=words.whole,
        names=words.names,
        head=words.head,
        blocks=tuple(sorted({b for family in set(families.values()) for b in word_blocks(family, words.proposing, published)})),
    )


def is_narrow(place: Place) -> bool:
    """Whether a place is small enough that two happenings there on one day may be one."""
    return place.precision < WIDE


def hashed(word: str) -> int:
    """A word as a positive 31-bit number, the same on every machine: a database compares lists of numbers faster than lists of words."""
    return crc32(word.encode()) & 0x7FFFFFFF


def _bounds(grounded: Grounded, measure: Measure) -> tuple[int | None, int | None]:
    """The bounds of the largest whole figure of a measure, both None where none is counted."""
    figures = [f for f in grounded.claim.figures if f.measure is measure and f.part_of is None]
    known = [f for f in figures if f.low is not None or f.high is not None]
    if not known:
        return None, None
    largest = max(known, key=lambda f: (f.low or 0, f.high or 0))
    return largest.low or 0, largest.high if len(known) == 1 else None
