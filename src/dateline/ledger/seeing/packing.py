"""Records of the rooms as the tables of what deriving found on its way hold them, and back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.link import Features, Weights
from dateline.model.codec import from_json, to_json
from dateline.reconcile.cited import Cited

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_FEATURES = msgspec.msgpack.Decoder(Features)


def packed(row: Features) -> bytes:
    """A compared row; equal rows give equal bytes."""
    return _ENCODER.encode(row)


def unpacked(body: bytes) -> Features:
    """The row that was packed."""
    return _FEATURES.decode(body)


def cited_text(cited: Cited) -> str:
    """Who is cited, in a text that tells him from all others."""
    return to_json(cited).decode()


def cited_from(texts: Sequence[str]) -> list[Cited]:
    """Those who were meant by texts, in their order."""
    return from_json(f"[{','.join(texts)}]", list[Cited])


def weights_text(weights: Weights) -> str:
    """Weights of links as text."""
    return to_json(weights).decode()


def weights_from(text: str) -> Weights:
    """The weights that the text gives."""
    return from_json(text, Weights)
