"""How well an event is carried: by how many independent speakers, and whether anyone denies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.model.claim import Status
from dateline.model.event import Standing
from dateline.model.grounded import Grounded, Witness

WHO_NOT_WHETHER = frozenset({"denial", "responsibility"})
"""Types whose denial touches who did it, not whether it happened (FIGURES.md, rule 11)."""


def standing_of(claims: Sequence[Grounded], voices: Mapping[str, Witness]) -> tuple[Standing, tuple[str, ...]]:
    """The standing of one event and the reasons for it; equal witnesses count once."""
    heard = _heard(claims)
    told = {status: _witnesses([g for g in heard if g.claim.status is status], voices) for status in Status}
    about = [g for g in heard if g.claim.status is Status.DENIED and not (g.claim.type in WHO_NOT_WHETHER and g.claim.denies is not None)]
    deniers = _witnesses(about, voices)
    asserted, hedged = told[Status.ASSERTED], told[Status.UNCONFIRMED]
    if deniers and (asserted or hedged):
        return Standing.CONTESTED, (f"told by {_list(asserted | hedged)}", f"denied by {_list(deniers)}")
    if deniers:
        return Standing.DENIED, (f"denied by {_list(deniers)}; nobody here asserts it",)
    if len(asserted) > 1:
        return Standing.CORROBORATED, (f"asserted by {len(asserted)} independent speakers: {_list(asserted)}",)
    if asserted or hedged or told[Status.DENIED]:
        return Standing.SINGLE, (_single(asserted, hedged or told[Status.DENIED]),)
    return Standing.PLANNED, (f"announced by {_list(told[Status.PLANNED])}; nobody here says that it happened",)


def _heard(claims: Sequence[Grounded]) -> list[Grounded]:
    """Without the outlet's own words where the same report gives a speaker the same status: it retells him and is no second witness."""
    quoted = {(g.claim.report, g.claim.status) for g in claims if g.claim.speaker is not None}
    return [g for g in claims if g.claim.speaker is not None or (g.claim.report, g.claim.status) not in quoted]


def _witnesses(claims: Sequence[Grounded], voices: Mapping[str, Witness]) -> dict[str, str]:
    """Witness key -> the name it is shown by (the first in sorted order, where reports word it differently)."""
    found: dict[str, str] = {}
    for grounded in claims:
        witness = voices[grounded.claim.id]
        found[witness.key] = min(found.get(witness.key, witness.name), witness.name)
    return found


def _single(asserted: Mapping[str, str], hedged: Mapping[str, str]) -> str:
    if asserted and hedged:
        return f"asserted by {_list(asserted)}; others only hedge: {_list(hedged)}"
    return f"asserted by {_list(asserted)} alone" if asserted else f"only told with a hedge, by {_list(hedged)}"


def _list(witnesses: Mapping[str, str]) -> str:
    return ", ".join(sorted(witnesses.values()))
