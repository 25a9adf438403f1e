"""Voices: who stands behind what is told, and who only passes on what another said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """Who is heard in a ledger or in one event.

    `voices` maps every claim to the witness that stands behind it, once the several names of one witness are made one and the outlets of
    one reprinted text are heard as the first of them; `names` gives the name of every key in `ties`. What no tie joins is independent.
    """

    voices: Mapping[str, Witness]
    names: Mapping[str, str]
    ties: tuple[Dependence, ...]
