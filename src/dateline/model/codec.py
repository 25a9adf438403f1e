"""Records to plain JSON and back, the same bytes on every machine."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="sorted")


def to_json(record: object) -> bytes:
    """A record as JSON with sorted keys and no spaces: equal records give equal bytes."""
    return _ENCODER.encode(record)


def to_plain(record: object) -> Any:
    """A record as dicts, lists, strings and numbers."""
    return msgspec.to_builtins(record)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """The record of type `kind` that `to_json` wrote; msgspec.ValidationError names the field that does not fit."""
    return msgspec.json.decode(data, type=kind)
