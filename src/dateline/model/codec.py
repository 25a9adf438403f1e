"""Records to plain JSON and back, the same bytes on every machine."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from dateline.model.world import Actor, Place, Resolution, Slot, When

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="sorted")
_CHOSEN: dict[Slot, type[Place | When | Actor]] = {Slot.PLACE: Place, Slot.TIME: When}


def to_json(record: object) -> bytes:
    """A record as JSON with sorted keys and no spaces: equal records give equal bytes."""
    return _ENCODER.encode(record)


def to_plain(record: object) -> Any:
    """A record as dicts, lists, strings and numbers."""
    return msgspec.to_builtins(record)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """The record of type `kind` that `to_json` wrote; msgspec.ValidationError names the field that does not fit."""
    return msgspec.json.decode(data, type=kind)


def resolution_from_plain(plain: dict[str, Any]) -> Resolution:
    """The resolution that `to_plain` took apart; its slot tells whether it chose a place, days or an actor."""
    slot = Slot(plain["slot"])
    kind = _CHOSEN.get(slot, Actor)
    chosen = plain["chosen"]
    parts = {
        "slot": slot,
        "chosen": None if chosen is None else msgspec.convert(chosen, kind),
        "alternatives": tuple(msgspec.convert(other, kind) for other in plain["alternatives"]),
        "reasons": tuple(plain["reasons"]),
    }
    return Resolution(**{**plain, **parts})


def resolutions_from_json(data: bytes | str) -> tuple[Resolution, ...]:
    """The list of resolutions that `to_json` wrote."""
    return tuple(resolution_from_plain(plain) for plain in msgspec.json.decode(data))
