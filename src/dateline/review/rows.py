"""Rows of claims and figures as people see them: what is asked of a ledger, once corrections are applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from dateline.model.claim import Claim
from dateline.model.text import Phrase
from dateline.model.world import Actor, Place, Resolution, Slot
from dateline.store import ClaimQuery, ClaimRow, FigureRow
from dateline.store.derive import rows_of
from dateline.store.views import figure_words

KEPT = frozenset({"id", "report", "figures", "review"})
"""What a corrected row keeps, or has made for it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim with what its words mean, both as people have corrected them."""

    claim: Claim
    resolutions: tuple[Resolution, ...]


def rows_seen(rows: Sequence[ClaimRow], corrected: Mapping[str, Seen], query: ClaimQuery) -> list[ClaimRow]:
    """The rows that meet the query once those of corrected claims show what people made of them; the others were asked for already."""
    found = (row_seen(row, corrected[row.id]) if row.id in corrected else row for row in rows)
    return [row for row in found if row.id not in corrected or fits(row, corrected[row.id], query)]


def row_seen(row: ClaimRow, seen: Seen) -> ClaimRow:
    """A claim's row as corrected."""
    derived = [*rows_of(0, seen.claim), *(rows_of(0, seen.resolutions) if seen.resolutions else ())]
    columns: dict[str, Any] = {}
    for table, values in derived:
        if table.name in ("claim", "grounding"):
            columns |= values
    names = {column.name for column in fields(ClaimRow)} - KEPT
    worded = "; ".join(figure_words(f.measure.value, f.published, _text(f.group)) for f in seen.claim.figures)
    return replace(row, **{name: columns[name] for name in names if name in columns}, figures=worded)


def figures_seen(rows: Sequence[ClaimRow], corrected: Mapping[str, Seen], query: ClaimQuery) -> Iterator[FigureRow]:
    """The figures of the corrected claims among rows that meet the query."""
    for row in rows:
        if row.id in corrected:
            for n, figure in enumerate(corrected[row.id].claim.figures):
                if query.measure in (None, figure.measure.value):
                    yield FigureRow(
                        claim=row.id,
                        n=n,
                        measure=figure.measure.value,
                        low=figure.low,
                        high=figure.high,
                        published=figure.published,
                        group=_text(figure.group),
                        part_of=figure.part_of,
                        speaker=row.speaker,
                        place=row.place,
                        earliest=row.earliest,
                        latest=row.latest,
                    )


def fits(row: ClaimRow, seen: Seen, query: ClaimQuery) -> bool:
    """Whether a corrected claim meets the query: what the tables are asked of the others."""
    exact = (query.type, row.type), (query.status, row.status), (query.report, row.report), (query.background, row.background)
    return (
        all(asked in (None, has) for asked, has in exact)
        and (query.text is None or _holds(row.quote, query.text))
        and (query.measure is None or any(figure.measure.value == query.measure for figure in seen.claim.figures))
        and (query.place is None or _lies_in(seen, query.place))
        and (query.speaker is None or _names(seen, (Slot.SPEAKER,), (seen.claim.speaker,), query.speaker))
        and (query.actor is None or _names(seen, (Slot.ACTOR, Slot.TARGET), (*seen.claim.actors, *seen.claim.targets), query.actor))
        and _is_during(row, query)
    )


def _is_during(row: ClaimRow, query: ClaimQuery) -> bool:
    if query.since is None and query.until is None:
        return True
    starts = query.until is None or row.earliest is None or row.earliest <= query.until
    ends = query.since is None or row.latest is None or row.latest >= query.since
    return (row.earliest is not None or row.latest is not None) and starts and ends


def _lies_in(seen: Seen, name: str) -> bool:
    place = next((r.chosen for r in seen.resolutions if isinstance(r.chosen, Place)), None)
    names = [_text(seen.claim.place)]
    if place is not None:
        names += [place.name, place.admin1, place.admin2, place.country]
    return (place is not None and place.id == name) or any(_holds(part, name) for part in names)


def _names(seen: Seen, slots: tuple[Slot, ...], phrases: tuple[Phrase | None, ...], name: str) -> bool:
    known = [r.chosen for r in seen.resolutions if r.slot in slots and isinstance(r.chosen, Actor)]
    worded = any(_holds(_text(phrase), name) for phrase in phrases)
    return worded or any(actor.id == name or _holds(actor.name, name) for actor in known)


def _text(phrase: Phrase | None) -> str | None:
    return None if phrase is None else phrase.text


def _holds(text: str | None, words: str) -> bool:
    return text is not None and words.casefold() in text.casefold()
