"""The lowest and the highest total that a set of bounds on overlapping boxes allows, what binds them, and which bounds cannot all be true.

One variable x >= 0 an atom; each bound is `low <= sum of its atoms <= high`. HiGHS finds the least and the greatest sum over the atoms of
the question; dual values name the bounds that hold it. Where nothing fits, dual values of the least violation prove it from a few claims,
and those are thinned one by one until each is needed (deletion filter: Chinneck, Feasibility and Infeasibility in Optimization, 2008).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dateline.reconcile.atoms import Box

TOLERANCE: Final = 1e-6
"""What a solver's number may be off, relative to its size."""
SECONDS: Final = 1.0
"""What the search for a whole-number total may take where the linear one falls between two numbers; the linear one bounds it anyway."""
MOST_CONFLICTS: Final = 10
"""Conflicts that share no claim are named up to this many."""


@dataclass(frozen=True, slots=True)
class Row:
    """A bound on the sum over box `box`: from below, or from above where `is_high`. `claims` are those that give it."""

    box: int
    bound: int
    is_high: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A bound on the total, None where it is open, and the claims that hold it."""

    value: int | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest total; both open where `conflicts` (minimal sets of claims that cannot all be true) are not empty."""

    low: Total
    high: Total
    conflicts: tuple[tuple[str, ...], ...] = ()


OPEN: Final = Total(None)


def bounds_of(
    memberships: Sequence[tuple[int, ...]], rows: Sequence[Row], boxes: Sequence[Box], *, most_conflicts: int = MOST_CONFLICTS
) -> Bounds:
    """Bounds on the total over box 0, the question; `memberships` are the atoms, each the boxes that it lies in."""
    tightest = _tightest(rows, boxes)
    at_once = _AtOnce.of(memberships, tightest, boxes)
    settled = at_once.bounds() or (at_once.clash() if most_conflicts == 1 else None)
    if settled is not None:
        return settled
    conflicts = _Case(memberships, rows, boxes).conflicts(most_conflicts)
    if conflicts:
        return Bounds(OPEN, OPEN, conflicts)
    program = _Program(memberships, tightest)
    return Bounds(program.lowest(), program.highest())


@dataclass(frozen=True, slots=True)
class _AtOnce:
    """Bounds on the question itself (`own`) and on boxes inside it, which mostly need no program.

    Where the lower bounds inside add up to no more than the one on the whole, and no upper bound inside is exceeded by what must lie in
    its box, the bounds on the whole hold it: the rest of its people can be in an atom that nothing caps.
    """

    memberships: Sequence[tuple[int, ...]]
    own: Sequence[Row]
    inner: Sequence[Row]

    @classmethod
    def of(cls, memberships: Sequence[tuple[int, ...]], rows: Sequence[Row], boxes: Sequence[Box]) -> _AtOnce:
        """The bounds told apart by their boxes."""
        own = [row for row in rows if boxes[row.box] == boxes[0]]
        return cls(memberships, own, [row for row in rows if boxes[row.box] != boxes[0]])

    def bounds(self) -> Bounds | None:
        """The answer; None where it is not sure without a program."""
        floor, ceiling = self._ends()
        least = floor.value or 0
        is_open = ceiling.value is None or least <= ceiling.value
        return Bounds(floor, ceiling) if is_open and self._fits_in(least) else None

    def clash(self) -> Bounds | None:
        """Two claims of which one gives more on the whole than the other allows; None where no two do."""
        floor, ceiling = self._ends()
        if ceiling.value is None or (floor.value or 0) <= ceiling.value:
            return None
        return Bounds(OPEN, OPEN, (tuple(sorted({floor.because[0], ceiling.because[0]})),))

    def _ends(self) -> tuple[Total, Total]:
        floor = next((Total(row.bound, row.claims) for row in self.own if not row.is_high and row.bound > 0), Total(0))
        return floor, next((Total(row.bound, row.claims) for row in self.own if row.is_high), OPEN)

    def _fits_in(self, least: int) -> bool:
        capped = {row.box for row in self.inner if row.is_high}
        lows = [row for row in self.inner if not row.is_high]
        has_room = any(0 in atom and not capped & set(atom) for atom in self.memberships)
        return (
            has_room
            and sum(row.bound for row in lows) <= least
            and all(0 in atom for atom in self.memberships if any(row.box in atom for row in self.inner))
            and all(self._is_kept(high, lows) for high in self.inner if high.is_high)
        )

    def _is_kept(self, high: Row, lows: Sequence[Row]) -> bool:
        """Whether all that may have to lie in a capped box is no more than its cap."""
        meeting = [low for low in lows if any(low.box in atom and high.box in atom for atom in self.memberships)]
        return sum(low.bound for low in meeting) <= high.bound


def _tightest(rows: Sequence[Row], boxes: Sequence[Box]) -> list[Row]:
    """One row a side for equal boxes, the tightest, with all claims that give it."""
    best: dict[tuple[Box, bool], Row] = {}
    for row in rows:
        key = (boxes[row.box], row.is_high)
        held = best.get(key)
        if held is None or (row.bound < held.bound if row.is_high else row.bound > held.bound):
            best[key] = row
        elif row.bound == held.bound:
            best[key] = Row(held.box, held.bound, held.is_high, tuple(sorted({*held.claims, *row.claims})))
    return list(best.values())


class _Program:
    """The linear program of some rows; numpy and scipy are loaded here, since most uses of Dateline never bound a total."""

    def __init__(self, memberships: Sequence[tuple[int, ...]], rows: Sequence[Row]) -> None:
        import numpy as np
        from scipy import sparse

        self._rows = [row for row in rows if row.is_high or row.bound > 0]
        of_box: dict[int, list[int]] = {}
        for n, row in enumerate(self._rows):
            of_box.setdefault(row.box, []).append(n)
        entries = [(n, column) for column, atom in enumerate(memberships) for box in atom for n in of_box.get(box, ())]
        signs = [1.0 if self._rows[n].is_high else -1.0 for n, _ in entries]
        places = tuple(zip(*entries, strict=True)) if entries else ((), ())
        self._matrix = sparse.csr_array((signs, places), shape=(len(self._rows), len(memberships)))
        self._limits = np.array([row.bound if row.is_high else -row.bound for row in self._rows], dtype=float)
        self._asked = np.array([1.0 if 0 in atom else 0.0 for atom in memberships])
        self._memberships = memberships

    def lowest(self) -> Total:
        """The least total, never open: 0 where nothing bounds it from below."""
        if not self._rows:
            return Total(0)
        found = self._solve(self._asked)
        value = max(0, ceil(found.fun - TOLERANCE * max(1.0, abs(found.fun))))
        if value and not _is_whole(found.fun):
            value = max(value, self._whole(self._asked))
        return Total(value, self._binding(found) if value else ())

    def highest(self) -> Total:
        """The greatest total, open where some atom of the question is bounded by nothing from above."""
        capped = {row.box for row in self._rows if row.is_high}
        if not all(capped & set(atom) for atom in self._memberships if 0 in atom):
            return OPEN
        found = self._solve(-self._asked)
        if found.status != 0:
            return OPEN
        total = -found.fun
        value = floor(total + TOLERANCE * max(1.0, abs(total)))
        if not _is_whole(total):
            value = min(value, -self._whole(-self._asked))
        return Total(value, self._binding(found))

    def violation(self) -> tuple[str, ...]:
        """Claims that together cannot be true, by the dual values of the least violation; none where all fit."""
        import numpy as np
        from scipy import sparse
        from scipy.optimize import linprog

        count = len(self._rows)
        if not count:
            return ()
        slack = sparse.csr_array(-sparse.eye_array(count))
        cost = np.concatenate([np.zeros(len(self._memberships)), np.ones(count)])
        found = linprog(cost, A_ub=sparse.hstack([self._matrix, slack]), b_ub=self._limits, method="highs")
        if found.fun <= TOLERANCE * max(1.0, float(np.abs(self._limits).max())):
            return ()
        return self._binding(found)

    def _solve(self, cost: Any) -> Any:
        from scipy.optimize import linprog

        return linprog(cost, A_ub=self._matrix, b_ub=self._limits, method="highs")

    def _whole(self, cost: Any) -> int:
        """The least cost in whole numbers; the bound that the search has proved where its time runs out."""
        from scipy.optimize import LinearConstraint, milp

        limits = LinearConstraint(self._matrix, ub=self._limits)
        found = milp(cost, constraints=limits, integrality=1, options={"time_limit": SECONDS})
        proved = found.mip_dual_bound if found.mip_dual_bound is not None else -inf
        return ceil(proved - TOLERANCE * max(1.0, abs(proved))) if proved > -inf else -(10**18)

    def _binding(self, found: Any) -> tuple[str, ...]:
        marginals = found.ineqlin.marginals
        return tuple(
            sorted({claim for row, dual in zip(self._rows, marginals, strict=True) if abs(dual) > TOLERANCE for claim in row.claims})
        )


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) <= TOLERANCE * max(1.0, abs(number))


@dataclass(frozen=True, slots=True)
class _Case:
    """All bounds, of which some may not go together."""

    memberships: Sequence[tuple[int, ...]]
    rows: Sequence[Row]
    boxes: Sequence[Box]

    def conflicts(self, most: int) -> tuple[tuple[str, ...], ...]:
        """Minimal sets of claims that cannot all be true, up to so many; no two of them share a claim."""
        left = {claim for row in self.rows for claim in row.claims}
        found: list[tuple[str, ...]] = []
        while len(found) < most:
            proof = self.violated(left)
            if not proof:
                break
            found.append(self._minimal(proof))
            left -= set(found[-1])
        return tuple(sorted(found))

    def _minimal(self, proof: Sequence[str]) -> tuple[str, ...]:
        """The claims of a proof without those that the rest conflict without."""
        kept = sorted(proof)
        case = self._only(kept)
        for claim in list(kept):
            rest = [other for other in kept if other != claim]
            if case.violated(rest):
                kept = rest
        return tuple(kept)

    def _only(self, claims: Collection[str]) -> _Case:
        """The case of some of the claims, with as many atoms as they tell apart."""
        rows = [row for row in self.rows if set(row.claims) <= set(claims)]
        boxes = {row.box for row in rows}
        atoms = {tuple(box for box in atom if box in boxes) for atom in self.memberships}
        return _Case(sorted(atoms), rows, self.boxes)

    def violated(self, claims: Collection[str]) -> tuple[str, ...]:
        """Claims, among those given, that prove that not all of them are true; none where they may be."""
        chosen = [row for row in self.rows if set(row.claims) <= set(claims)]
        if not any(row.is_high for row in chosen):
            return ()
        return _Program(self.memberships, _tightest(chosen, self.boxes)).violation()
