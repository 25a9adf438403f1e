"""Records of the rooms as the tables of what deriving found on its way hold them, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dateline.link import Features, Weights
from dateline.link.blocks import number_of
from dateline.link.cluster import Join
from dateline.model.codec import from_json, to_json
from dateline.reconcile.cited import Cited
from dateline.store.linked import Joined, LinkRow

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_FEATURES = msgspec.msgpack.Decoder(Features)


def packed(row: Features) -> bytes:
    """A compared row; equal rows give equal bytes."""
    return _ENCODER.encode(row)


def unpacked(body: bytes) -> Features:
    """The row that was packed."""
    return _FEATURES.decode(body)


def kept(row: Features, numbers: Mapping[str, int], *, group: int, cited: int | None) -> LinkRow:
    """A row as the tables keep it; `numbers` are those of its own entry and of its report's."""
    return LinkRow(
        seq=numbers[row.id],
        id=row.id,
        report=numbers[row.report],
        group=group,
        cited=cited,
        teller=number_of(row.teller),
        body=packed(row),
    )


def joined(join: Join, numbers: Mapping[str, int]) -> Joined:
    """A join by the numbers of its rows."""
    kind, minus, one, other = join.key
    return Joined(kept=numbers[join.kept], gone=numbers[join.gone], kind=kind, minus=minus, one=numbers[one], other=numbers[other])


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
