"""What each type of claim is called in ACLED, UCDP and PLOVER: pointers for exports, never a conversion."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

UCDP_TYPES: Final = {1: "state-based", 2: "non-state", 3: "one-sided"}
"""UCDP's types of violence by their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acled:
    """An ACLED event type with its sub-event type."""

    event: str
    sub_event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """A PLOVER event with its mode and context; None where the codebook leaves them open."""

    event: str
    mode: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """One type in plain words and in three codebooks.

    `acled` and `plover` are None where the codebook has no such event; `ucdp` holds every type of violence it may be (empty for none).
    `condition` says by what a codebook decides otherwise, None where nothing is to be added.
    """

    type: str
    definition: str
    acled: Acled | None
    ucdp: tuple[int, ...]
    plover: Plover | None
    condition: str | None


def crosswalk(type_id: str) -> Crosswalk:
    """The crosswalk of one type of claim; KeyError names the types there are."""
    known = load_crosswalks()
    if type_id not in known:
        raise KeyError(f"{type_id!r} is no type of claim; known: {', '.join(known)}")
    return known[type_id]


@cache
def load_crosswalks() -> Mapping[str, Crosswalk]:
    """All crosswalks in the order of the guidelines, read once."""
    data = tomllib.loads(files("dateline").joinpath("extract/crosswalk.toml").read_text(encoding="utf-8"))
    return {
        name: Crosswalk(
            type=name,
            definition=entry["definition"],
            acled=Acled(event=entry["acled"][0], sub_event=entry["acled"][1]) if entry["acled"] else None,
            ucdp=tuple(entry["ucdp"]),
            plover=_plover(entry["plover"]),
            condition=entry["condition"] or None,
        )
        for name, entry in data.items()
        if isinstance(entry, dict)
    }


def _plover(parts: list[str]) -> Plover | None:
    if not parts:
        return None
    event, mode, context = (*parts, "", "")[:3]
    return Plover(event=event, mode=mode or None, context=context or None)
