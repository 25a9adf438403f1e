"""Voices: who stands behind what is told, and who only passes on what another said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.grounded import Witness


class Tie(StrEnum):
    """How one voice rests on another, worded as what the first does to the second."""

    QUOTES = "quotes"
    RELAYS = "relays"
    RETELLS = "retells"
    REPRINTS = "reprints"
    SPEAKS_FOR = "speaks for"
    IS = "is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """`follower` rests on `leader`, both keys of witnesses, as `reason` says; `claims`, by id, show it."""

    follower: str
    leader: str
    tie: Tie
    reason: str
    claims: tuple[str, ...] = ()


def tie_of(follower: str, leader: str, tie: Tie, reason: str, claims: Iterable[str]) -> Dependence:
    """A tie with its claims sorted."""
    return Dependence(follower=follower, leader=leader, tie=tie, reason=reason, claims=tuple(sorted(claims)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """Who is heard in a ledger.

    `voices` maps every claim to the witness that stands behind it, once the several names of one witness are made one and those who print
    one text are heard as the first of them; `names` gives the name of every key in `ties`. What no tie joins is independent. `retold` are
    claims of an outlet that only retells a speaker of its report, or prints such words again; `origins` maps a claim to the one that is
    known to have told the same, with the same figures, first.
    """

    voices: Mapping[str, Witness]
    names: Mapping[str, str]
    ties: tuple[Dependence, ...]
    retold: frozenset[str] = frozenset()
    origins: Mapping[str, str] = field(default_factory=dict)
