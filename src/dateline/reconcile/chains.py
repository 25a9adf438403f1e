"""What stands of several figures that say the same again: later figures of one speaker for one cell, reprints, and what that raises.

A later figure of a speaker takes the place of his earlier one; both stay in the ledger, linked here. One that lowers the earlier, and a
cumulative count that falls, raise a flag. The same words in a second report are a reprint, which is no second witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from dateline.reconcile.figures import Counted, LeftOut
from dateline.reconcile.groups import read_group

REPRINTED_WITHIN: Final = 7
"""Days within which the same words in another outlet are a reprint, where no comparison of the whole reports says so."""


class Sign(StrEnum):
    """What may deserve a second look."""

    LOWERED = "lowered"
    FALLS = "a cumulative count falls"
    STATUS = "civilian status contested"
    DENIED = "denied"
    UNORDERED = "two figures on one day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that a person should look at; it changes no bound by itself."""

    sign: Sign
    claims: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The figures that stand, those that do not with what stands instead, and the flags."""

    counted: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]
    flags: tuple[Flag, ...]


def without_reprints(counted: Sequence[Counted], firsts: Mapping[str, str] | None = None) -> InForce:
    """Figures with those left out that a report prints again; `firsts` maps claims to the ones that told the same, by id, before them."""
    known = firsts or {}
    kept: list[Counted] = []
    left_out: list[LeftOut] = []
    printed: dict[tuple[str, int], Counted] = {}
    worded: dict[tuple[object, ...], list[Counted]] = {}
    for item in sorted(counted, key=lambda c: (c.claim in known, c.published or date.max, c.report, c.id)):
        same = worded.setdefault(_said(item), [])
        first = printed.setdefault((known.get(item.claim, item.claim), item.n), item)
        if first is item:
            first = next((other for other in same if _is_reprint(item, other)), item)
        if first is item:
            same.append(item)
            kept.append(item)
        else:
            left_out.append(_out(item, f"reprint: the same words as {first.claim}, published {first.published}, count once"))
    return InForce(counted=tuple(sorted(kept, key=lambda c: c.id)), left_out=tuple(left_out), flags=())


def _said(item: Counted) -> tuple[object, ...]:
    speaker = "" if item.witness.key.startswith("outlet:") else item.witness.key
    return " ".join(item.quote.casefold().split()), item.n, speaker, item.where.key


def _is_reprint(item: Counted, first: Counted) -> bool:
    if item.report == first.report:
        return False
    if item.published is None or first.published is None:
        return (item.first, item.last) == (first.first, first.last)
    return (item.published - first.published).days <= REPRINTED_WITHIN


def in_force(counted: Sequence[Counted]) -> InForce:
    """One speaker's last figure for each cell, with flags for what he lowered."""
    cells: dict[tuple[object, ...], list[Counted]] = {}
    for item in counted:
        cells.setdefault(_cell(item), []).append(item)
    kept: list[Counted] = []
    left_out: list[LeftOut] = []
    flags: list[Flag] = []
    for cell in cells.values():
        kept += [item for item in cell if item.stated == (None, None)]
        for chain in _chains(cell):
            stands, replaced, signs = _settled(chain)
            kept += stands
            left_out += replaced
            flags += signs
    flags += _falling(kept)
    return InForce(
        counted=tuple(sorted(kept, key=lambda c: c.id)),
        left_out=tuple(sorted(left_out, key=lambda o: (o.claim, o.n))),
        flags=tuple(sorted(flags, key=lambda f: (f.sign, f.claims))),
    )


def _cell(item: Counted) -> tuple[object, ...]:
    return (*_series(item), item.last)


def _series(item: Counted) -> tuple[object, ...]:
    """What a cumulative count keeps while its last day moves on."""
    place = item.where.key if item.where.is_firm else (*item.where.key, item.where_words.casefold())
    words = "" if read_group(item.group_words).is_whole else (item.group_words or "").casefold()
    group = (tuple(sorted(item.groups)), words)
    return item.witness.key, place, group, item.first


def _chains(cell: Sequence[Counted]) -> list[list[Counted]]:
    """A speaker's counts of the cell and of single happenings in it, apart unless they contradict each other.

    Vague words are in no chain: they supersede nothing.
    """
    numbers = [item for item in cell if item.stated != (None, None)]
    tolls = [item for item in numbers if item.is_toll]
    happenings = [item for item in numbers if not item.is_toll]
    highs = [item.high for item in tolls if item.high is not None]
    lows = [item.low for item in happenings if item.low is not None]
    if highs and lows and max(lows) > min(highs):
        return [numbers]
    return [chain for chain in (tolls, happenings) if chain]


def _settled(chain: Sequence[Counted]) -> tuple[list[Counted], list[LeftOut], list[Flag]]:
    """The last figures of a chain, the earlier ones with what replaced them, and flags where the number fell."""
    ordered = sorted(chain, key=lambda c: (c.published or date.max, c.id))
    dated = [item for item in ordered if item.published is not None]
    latest = dated[-1].published if dated else None
    last = [item for item in ordered if item.published is None or item.published == latest]
    left_out = [
        _out(item, f"superseded: by {last[0].claim} of {latest}, the same speaker on the same cell") for item in dated if item not in last
    ]
    falls = [
        Flag(
            sign=Sign.LOWERED,
            claims=(a.claim, b.claim),
            words=f"{a.speaker} gave {a.words!r} on {a.published} and {b.words!r} on {b.published}",
        )
        for a, b in pairwise(dated)
        if a.published != b.published and a.value is not None and b.value is not None and b.value < a.value
    ]
    stands, unordered = _weakest(last)
    return stands, left_out, falls + unordered


def _weakest(last: Sequence[Counted]) -> tuple[list[Counted], list[Flag]]:
    """Figures that nobody can put in order bound as little as the weakest of them; happenings that one report tells apart all stand."""
    if len({(item.low, item.high) for item in last}) < 2 or (not any(i.is_toll for i in last) and len({i.report for i in last}) == 1):
        return list(last), []
    lows, highs = [item.low for item in last], [item.high for item in last]
    low = None if None in lows else min(bound for bound in lows if bound is not None)
    high = None if None in highs else max(bound for bound in highs if bound is not None)
    note = "given beside another number on one day: the weaker bounds stand"
    first = last[0]
    flag = Flag(
        sign=Sign.UNORDERED,
        claims=tuple(item.claim for item in last),
        words=f"{first.speaker} gives {' and '.join(repr(item.words) for item in last)} for one cell, and neither is the later",
    )
    return [replace(item, low=low, high=high, notes=(*item.notes, note)) for item in last], [flag]


def _falling(kept: Iterable[Counted]) -> list[Flag]:
    """Cumulative counts of one speaker that grow shorter of people as they grow longer of days."""
    series: dict[tuple[object, ...], list[Counted]] = {}
    for item in kept:
        if item.is_toll and item.value is not None:
            series.setdefault(_series(item), []).append(item)
    return [
        Flag(
            sign=Sign.FALLS,
            claims=(a.claim, b.claim),
            words=f"{a.speaker} counts {a.words!r} from {a.first} to {a.last} and {b.words!r} from {b.first} to {b.last}",
        )
        for items in series.values()
        for a, b in pairwise(sorted(items, key=lambda c: (c.last, c.id)))
        if a.last < b.last and a.value is not None and b.value is not None and b.value < a.value
    ]


def _out(item: Counted, reason: str) -> LeftOut:
    return LeftOut(claim=item.claim, n=item.n, words=item.words, reason=reason)
