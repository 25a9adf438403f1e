"""Numbers for the claims that a brief cites, in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from dateline.review import MASK
from dateline.store.desk.brief import CitedRow
from dateline.web.brief.record import Cited
from dateline.web.event.saying import excerpt

ROOM: Final = 4000
ROOMY: Final = 5600
"""Characters of all citations together, so that they fit the second sheet beside tables of counts, and without any."""
BESIDE: Final = 58
"""Of them what a citation says besides the words: who, where, when."""
SHORTEST: Final = 46
LONGEST: Final = 150


class Citations:
    """Gives each claim a number when it is first cited; `rows` are all that can be."""

    def __init__(self, rows: Mapping[str, CitedRow]) -> None:
        self._rows = rows
        self._numbers: dict[str, int] = {}

    def of(self, claims: Iterable[str]) -> tuple[int, ...]:
        """The numbers of claims, in ascending order; a claim that a person took out meanwhile has none."""
        known = [claim for claim in dict.fromkeys(claims) if claim in self._rows]
        return tuple(sorted(self._numbers.setdefault(claim, len(self._numbers) + 1) for claim in known))

    def quote(self, claim: str, longest: int) -> str:
        """Words of a claim, cut where they are longer than this."""
        return cut(self._rows[claim], longest) if claim in self._rows else ""

    def speaker(self, claim: str) -> str:
        """The voice behind a claim."""
        return self._rows[claim].voice

    def all(self, room: int) -> tuple[Cited, ...]:
        """Every claim that was cited, by number, in so many characters; the more there are, the shorter their words are cut."""
        longest = max(SHORTEST, min(LONGEST, room // max(1, len(self._numbers)) - BESIDE))
        return tuple(_cited(claim, self._rows[claim], number, longest) for claim, number in self._numbers.items())


def _cited(claim: str, row: CitedRow, number: int, longest: int) -> Cited:
    return Cited(
        number=number,
        claim=claim,
        words=cut(row, longest),
        language=row.language,
        speaker=row.voice,
        outlet=row.outlet,
        published=row.published,
        review=row.review,
        href=f"/reports/{row.claim.report}#c{row.number}",
    )


def cut(row: CitedRow, longest: int) -> str:
    """The words of a claim around what they tell, with a mark where some are left out."""
    claim = row.claim
    # Where a name was left out, spans fit the words no more.
    around = claim.telling[0] if claim.telling and MASK not in claim.quote else None
    words, before, after = excerpt(claim, around, longest)
    return f"{'… ' if before else ''}{words}{' …' if after else ''}"
